//! Signing in by another place, against one that the test starts.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use belfry_kernel::{Clock, Role};
use belfry_members::area;
use belfry_testkit::{Answer, Engine, TestSite, Visitor, both_databases};
use belfry_web::house::Provider;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};

use crate::cookie;

/// Base 64 for addresses, without padding (RFC 4648 section 5).
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let number = three.iter().fold(0u32, |n, byte| n << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..=three.len() {
            out.push(char::from(LETTERS[(number >> (18 - 6 * place) & 63) as usize]));
        }
    }
    out
}

fn keys() -> EcdsaKeyPair {
    let chance = SystemRandom::new();
    let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &chance).expect("a key");
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, document.as_ref(), &chance).expect("a key")
}

fn token(keys: &EcdsaKeyPair, claims: &Value) -> String {
    let head = base64(br#"{"alg":"ES256","kid":"one","typ":"JWT"}"#);
    let signed = format!("{head}.{}", base64(claims.to_string().as_bytes()));
    let signature = keys.sign(&SystemRandom::new(), signed.as_bytes()).expect("a signature");
    format!("{signed}.{}", base64(signature.as_ref()))
}

/// A place that vouches for whomever the test says.
struct Place {
    issuer: String,
    /// The token of the next answer.
    next: Arc<Mutex<String>>,
    /// The form of the last question for a token.
    asked: Arc<Mutex<String>>,
    keys: EcdsaKeyPair,
}

impl Place {
    fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let issuer = format!("http://{}", listener.local_addr().expect("an address"));
        let keys = keys();
        let point = keys.public_key().as_ref();
        let jwks = json!({"keys": [{"kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": "one",
            "x": base64(&point[1..33]), "y": base64(&point[33..65])}]});
        let description = json!({"issuer": issuer, "authorization_endpoint": format!("{issuer}/authorize"),
            "token_endpoint": format!("{issuer}/token"), "jwks_uri": format!("{issuer}/jwks"),
            "response_types_supported": ["code"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256"]});
        let (next, asked) = (Arc::new(Mutex::new(String::new())), Arc::new(Mutex::new(String::new())));
        let (told, heard) = (next.clone(), asked.clone());
        std::thread::spawn(move || {
            for socket in listener.incoming().flatten() {
                serve(socket, &description, &jwks, &told, &heard);
            }
        });
        Self { issuer, next, asked, keys }
    }

    fn provider(&self) -> Provider {
        Provider {
            key: "town".into(),
            name: "Town Hall".into(),
            issuer: self.issuer.clone(),
            client_id: "belfry".into(),
            client_secret: belfry_identity::Secret::new("shared"),
            inside: true,
            domains: [("water.example".to_owned(), "Water".to_owned())].into(),
        }
    }

    fn claims(&self, site: &TestSite, subject: &str, nonce: &str) -> Value {
        let now = site.db.clock.now().as_second();
        json!({"iss": self.issuer, "sub": subject, "aud": "belfry", "iat": now, "exp": now + 300, "nonce": nonce,
            "email": format!("{subject}@water.example"), "email_verified": true, "name": "Bo"})
    }
}

fn serve(socket: TcpStream, description: &Value, jwks: &Value, next: &Mutex<String>, asked: &Mutex<String>) {
    let mut reader = BufReader::new(socket);
    let (mut first, mut length) = (String::new(), 0);
    reader.read_line(&mut first).expect("a request");
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).expect("a header");
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().expect("a length");
        }
        if line.trim().is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("a body");
    let answer = if first.contains("openid-configuration") {
        description.to_string()
    } else if first.contains("/jwks") {
        jwks.to_string()
    } else {
        *asked.lock().expect("asked") = String::from_utf8_lossy(&body).into_owned();
        let id_token = next.lock().expect("next").clone();
        json!({"access_token": "x", "token_type": "Bearer", "id_token": id_token}).to_string()
    };
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{answer}",
        answer.len()
    );
    reader.get_mut().write_all(head.as_bytes()).expect("sent");
}

fn site(engine: Engine, place: &Place) -> TestSite {
    TestSite::with(engine, &[area()], |settings| {
        settings.mail = true;
        settings.providers = vec![place.provider()];
    })
}

/// A parameter of an address.
fn parameter(url: &str, name: &str) -> String {
    let query = url.split_once('?').expect("a query").1;
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).expect("a query");
    pairs.into_iter().find(|(n, _)| n == name).unwrap_or_else(|| panic!("no {name} in {url}")).1
}

/// Goes there and comes back with the token that `change` makes of the right claims.
fn there_and_back(site: &TestSite, place: &Place, who: &Visitor<'_>, url: &str, change: impl Fn(&mut Value)) -> Answer {
    let state = parameter(url, "state");
    assert_eq!(parameter(url, "code_challenge_method"), "S256");
    let mut claims = place.claims(site, "bo", &parameter(url, "nonce"));
    change(&mut claims);
    *place.next.lock().expect("next") = token(&place.keys, &claims);
    come_back(who, &state, &state)
}

fn come_back(who: &Visitor<'_>, state: &str, kept: &str) -> Answer {
    let request = who.request("GET", &format!("/sign-in/with/town/back?code=abc&state={state}"));
    who.send(request.header("cookie", format!("belfry-oidc={kept}")), axum::body::Body::empty())
}

fn go(who: &Visitor<'_>) -> String {
    let answer = who.get("/sign-in/with/town?next=/members/circles").expect(303);
    assert!(cookie(&answer, "belfry-oidc").is_some());
    answer.location.expect("an address")
}

/// Ties the place's Bo to somebody here.
fn tie(site: &TestSite, place: &Place, who: &Visitor<'_>) -> Answer {
    let page = who.submit("/members/me/security/elsewhere", &[("provider", "town")]).expect(200);
    let link = crate::between(&page.text, &format!("href=\"{}/authorize", place.issuer), "\"");
    let url = format!("{}/authorize{}", place.issuer, link.replace("&#38;", "&").replace("&amp;", "&"));
    there_and_back(site, place, who, &url, |_| {})
}

both_databases! {
    fn who_has_tied_an_account_elsewhere_comes_in_by_it(engine) {
        let place = Place::open();
        let site = site(engine, &place);
        let bo = site.person("Bo", site.organisation("Water", "oes"), &[Role::Reader]);
        assert!(site.stranger().get("/sign-in").expect(200).says("Town Hall"));
        assert_eq!(tie(&site, &place, &bo).expect(303).location.as_deref(), Some("/members/me/security"));
        assert!(bo.get("/members/me/security").expect(200).says("bo@water.example"));
        let stranger = site.stranger();
        let entered = there_and_back(&site, &place, &stranger, &go(&stranger), |_| {}).expect(303);
        assert_eq!(entered.location.as_deref(), Some("/members/circles"));
        let session = cookie(&entered, "belfry").expect("a session");
        assert!(site.with_session(&session).get("/members/me").expect(200).says("value=\"Bo\""));
        assert!(place.asked.lock().expect("asked").contains("code_verifier="));

        let list = bo.get("/members/me/security").expect(200);
        let action = crate::between(&list.text, "action=\"/members/me/security/elsewhere/", "\"");
        bo.submit(&format!("/members/me/security/elsewhere/{action}"), &[]).expect(303);
        there_and_back(&site, &place, &stranger, &go(&stranger), |_| {}).expect(403);
        site.run_jobs();
    }

    fn an_address_is_no_reason_to_take_somebody_for_a_member(engine) {
        let place = Place::open();
        let site = site(engine, &place);
        let water = site.organisation("Water", "oes");
        let ana = site.person("Ana", water, &[Role::OrganisationAdministrator]);
        let _bo = site.person("Bo", water, &[Role::Reader]);
        let address = format!("bo@{}.example", water.0);
        let stranger = site.stranger();
        let same = |claims: &mut Value| claims["email"] = address.as_str().into();
        let unknown = there_and_back(&site, &place, &stranger, &go(&stranger), same).expect(403);
        assert!(cookie(&unknown, "belfry").is_none());
        assert_eq!(site.run_jobs(), 0);
        // A mail domain that is named puts its people forward, who are admitted by their organisation or not.
        there_and_back(&site, &place, &stranger, &go(&stranger), |_| {}).expect(403);
        assert_eq!(site.run_jobs(), 1);
        let people = format!("{}/people", crate::organisations::url(&ana, "Water"));
        assert!(ana.get(&people).expect(200).says("bo@water.example"));
        // What the place has not checked counts for nothing.
        let unchecked = |claims: &mut Value| {
            claims["email"] = "cy@water.example".into();
            claims["email_verified"] = false.into();
        };
        there_and_back(&site, &place, &stranger, &go(&stranger), unchecked).expect(403);
        assert!(!ana.get(&people).expect(200).says("cy@water.example"));
    }

    fn an_answer_that_is_not_right_in_everything_opens_nothing(engine) {
        let place = Place::open();
        let site = site(engine, &place);
        let bo = site.person("Bo", site.organisation("Water", "oes"), &[Role::Reader]);
        tie(&site, &place, &bo).expect(303);
        let stranger = site.stranger();
        let refused = |answer: Answer, what: &str| {
            assert_eq!((answer.status, answer.location.as_deref()), (303, Some("/sign-in")), "{what}");
            assert!(cookie(&answer, "belfry").is_none(), "{what}");
        };
        for (name, value) in [
            ("nonce", json!("another")),
            ("aud", json!("somebody-else")),
            ("iss", json!("https://elsewhere.example")),
            ("exp", json!(1_000)),
        ] {
            let answer = there_and_back(&site, &place, &stranger, &go(&stranger), |claims| claims[name] = value.clone());
            refused(answer, name);
        }
        let url = go(&stranger);
        let claims = place.claims(&site, "bo", &parameter(&url, "nonce"));
        let state = parameter(&url, "state");
        *place.next.lock().expect("next") = token(&keys(), &claims);
        refused(come_back(&stranger, &state, &state), "another key");
        let url = go(&stranger);
        let claims = place.claims(&site, "bo", &parameter(&url, "nonce"));
        let unsigned = format!("{}.{}.", base64(br#"{"alg":"none"}"#), base64(claims.to_string().as_bytes()));
        *place.next.lock().expect("next") = unsigned;
        let state = parameter(&url, "state");
        refused(come_back(&stranger, &state, &state), "no signature");
        // The state is this browser's own, and works once.
        let state = parameter(&go(&stranger), "state");
        refused(come_back(&stranger, &state, "another"), "another browser");
        let url = go(&stranger);
        there_and_back(&site, &place, &stranger, &url, |_| {}).expect(303);
        let state = parameter(&url, "state");
        refused(come_back(&stranger, &state, &state), "twice");
        stranger.get("/sign-in/with/nobody").expect(404);
        site.run_jobs();
    }

    fn a_second_factor_is_asked_for_all_the_same(engine) {
        let place = Place::open();
        let site = site(engine, &place);
        let bo = site.person("Bo", site.organisation("Water", "oes"), &[Role::Reader]);
        crate::security::add_app(&site, &bo).1.expect(200);
        tie(&site, &place, &bo).expect(303);
        let stranger = site.stranger();
        let half = there_and_back(&site, &place, &stranger, &go(&stranger), |_| {}).expect(303);
        assert!(half.location.is_some_and(|to| to.starts_with("/sign-in/factor")));
        site.run_jobs();
    }
}
