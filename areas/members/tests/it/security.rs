//! Second factors: added, asked for at sign-in and before dangerous acts, demanded of roles, lost.

use belfry_identity::demand;
use belfry_kernel::{Clock, Role};
use belfry_members::area;
use belfry_store::Key;
use belfry_testkit::{Answer, TestSite, Visitor, both_databases};
use jiff::SignedDuration;
use totp_rs::{Builder, Secret};

use crate::letters::post;
use crate::organisations::{url, uuid};
use crate::{between, cookie, site};

const HERE: &str = "/members/me/security";

/// What an app shows at this moment.
fn code(site: &TestSite, secret: &str) -> String {
    let secret = Secret::try_from_base32(secret.replace(' ', "")).expect("base32");
    let now = u64::try_from(site.db.clock.now().as_second()).expect("a time");
    Builder::new().with_secret(secret).build().expect("a generator").generate(now).to_string()
}

/// Adds an app for codes; its secret, and the page that came back.
pub fn add_app(site: &TestSite, who: &Visitor<'_>) -> (String, Answer) {
    let page = who.get(&format!("{HERE}/totp")).expect(200);
    assert!(page.says("<svg class=\"qr\""));
    let offer = between(&page.text, "name=\"offer\" value=\"", "\"").to_owned();
    let secret = between(&page.text, "<code>", "</code>").to_owned();
    let fields = [("offer", offer.as_str()), ("factor", "Phone"), ("code", &code(site, &secret))];
    let made = who.submit(&format!("{HERE}/totp"), &fields);
    (secret, made)
}

/// The first recovery code of a page that shows them.
fn recovery_code(page: &Answer) -> String {
    between(&page.text, "<li><code>", "</code>").to_owned()
}

fn minutes(n: i64) -> SignedDuration {
    SignedDuration::from_mins(n)
}

both_databases! {
    fn ana_adds_an_app_and_shows_its_code_when_she_signs_in(engine) {
        let site = site(engine);
        let water = site.organisation("Water", "oes");
        let ana = site.person("Ana", water, &[Role::Reader]);
        let phone = site.sign_in(ana.id());
        assert!(ana.get(HERE).expect(200).says("No second factor yet"));
        let (secret, made) = add_app(&site, &ana);
        assert!(made.expect(200).says("Print or copy them now"));
        phone.get("/members/me").expect(303);
        let list = ana.get(HERE).expect(200);
        assert!(list.says("Phone") && list.says("10 codes are left"));
        assert!(list.queries.is_some_and(|count| count <= 6), "{:?}", list.queries);

        let address = format!("ana@{}.example", water.0);
        let fields = [("email", address.as_str()), ("password", "the-passphrase-of-ana"), ("next", "/members/circles")];
        let first = site.stranger().submit("/sign-in", &fields).expect(303);
        assert_eq!(first.location.as_deref(), Some("/sign-in/factor?next=%2Fmembers%2Fcircles"));
        let half = site.with_session(&cookie(&first, "belfry").expect("half a session"));
        half.get("/members/me").expect(303);
        assert!(half.get("/sign-in/factor").expect(200).says("Second step"));
        // The code that added it was used by that.
        let again = half.submit("/sign-in/factor", &[("code", &code(&site, &secret))]).expect(422);
        assert!(again.says("was used already"));
        site.db.clock.advance(SignedDuration::from_secs(30));
        let now = code(&site, &secret);
        let whole = half.submit("/sign-in/factor", &[("code", &now), ("next", "/members/circles")]).expect(303);
        assert_eq!(whole.location.as_deref(), Some("/members/circles"));
        let token = cookie(&whole, "belfry").expect("a session");
        site.with_session(&token).get("/members/me").expect(200);
        half.get("/sign-in/factor").expect(303);
    }

    fn a_code_works_once_wherever_it_is_shown(engine) {
        let site = site(engine);
        let ana = site.person("Ana", site.organisation("Water", "oes"), &[Role::Reader]);
        let (secret, made) = add_app(&site, &ana);
        let spare = recovery_code(&made);
        site.db.clock.advance(minutes(11));
        let now = code(&site, &secret);
        let key = [("name", "Sensor"), ("scope", "read"), ("expires", "90")];
        let with = |code: &str| ana.submit("/members/me/keys", &[key.as_slice(), &[("proof-code", code)]].concat());
        with(&now).expect(200);
        site.db.clock.advance(minutes(11));
        assert!(with(&now).expect(422).says("was used already"));
        with(&spare.to_lowercase().replace('-', " ")).expect(200);
        site.db.clock.advance(minutes(11));
        with(&spare).expect(422);
        assert!(ana.get(HERE).expect(200).says("9 codes are left"));
    }

    fn whoever_guesses_codes_is_slowed_down_at_every_door(engine) {
        let site = site(engine);
        let water = site.organisation("Water", "oes");
        let ana = site.person("Ana", water, &[Role::Reader]);
        add_app(&site, &ana).1.expect(200);
        let address = format!("ana@{}.example", water.0);
        let fields = [("email", address.as_str()), ("password", "the-passphrase-of-ana")];
        let half = || {
            let first = site.stranger().submit("/sign-in", &fields).expect(303);
            site.with_session(&cookie(&first, "belfry").expect("half a session"))
        };
        for _ in 0..5 {
            // A right password in between gives no more tries.
            half().submit("/sign-in/factor", &[("code", "000000")]).expect(422);
        }
        half().submit("/sign-in/factor", &[("code", "000000")]).expect(429);
        site.db.clock.advance(minutes(11));
        // The same count at the other door; it has begun anew, and runs on.
        let key = [("name", "Sensor"), ("scope", "read"), ("expires", "90"), ("proof-code", "000000")];
        ana.submit("/members/me/keys", &key).expect(422);
        ana.submit("/members/me/keys", &key).expect(429);
    }

    fn a_dangerous_act_asks_again_and_goes_on_with_what_was_sent(engine) {
        let site = site(engine);
        let ana = site.person("Ana", site.organisation("Water", "oes"), &[Role::Reader]);
        let key = [("name", "Sensor <1>"), ("scope", "read"), ("expires", "90")];
        ana.submit("/members/me/keys", &key).expect(200);
        site.db.clock.advance(minutes(10));
        let asked = ana.submit("/members/me/keys", &key).expect(403);
        assert!(asked.says("Confirm that it is you") && asked.says("name=\"name\" value=\"Sensor &#60;1&#62;\""));
        assert!(asked.says("action=\"/members/me/keys\"") && !asked.says("proof-code"));
        let with = |proof| ana.submit("/members/me/keys", &[key.as_slice(), &[("proof-password", proof)]].concat());
        let wrong = with("not-her-passphrase").expect(422);
        assert!(wrong.says("This is not your password") && !wrong.says("not-her-passphrase"));
        assert!(with("the-passphrase-of-ana").expect(200).says("Sensor &#60;1&#62;"));
        ana.submit("/members/me/keys", &key).expect(200);
        assert_eq!(ana.get("/members/me/keys").expect(200).text.matches("Sensor").count(), 3, "three keys");
    }

    fn a_role_demands_a_factor_and_until_then_nothing_else_goes(engine) {
        let site = site(engine);
        let water = site.organisation("Water", "oes");
        let petra = site.person("Petra", water, &[Role::PlatformAdministrator, Role::Reader]);
        let ana = site.person("Ana", water, &[Role::Reader]);
        ana.get("/members/roles/factors").expect(403);
        ana.submit("/members/roles/factors", &[("roles", "reader")]).expect(403);
        petra.get("/members/roles/factors").expect(200);
        petra.submit("/members/roles/factors", &[("roles", "platform-administrator")]).expect(303);

        ana.get("/members/me").expect(200);
        for page in ["/members/me", "/members/organisations", "/members/roles/factors"] {
            assert_eq!(petra.get(page).expect(303).location.as_deref(), Some(HERE), "{page}");
        }
        petra.submit("/members/me/keys", &[("name", "x"), ("scope", "read"), ("expires", "90")]).expect(303);
        assert!(petra.get(HERE).expect(200).says("Platform administrator"));
        add_app(&site, &petra).1.expect(200);
        petra.get("/members/organisations").expect(200);

        let action = format!("{HERE}/{}", between(&petra.get(HERE).text, "action=\"/members/me/security/", "\""));
        petra.submit(&action, &[("act", "rename"), ("factor", "Key ring")]).expect(303);
        petra.submit(&action, &[("act", "remove")]).expect(303);
        assert!(petra.get(HERE).expect(200).says("Key ring"), "the last one stays while a role demands it");
        ana.submit(&action, &[("act", "remove")]).expect(404);
        assert!(petra.get(HERE).expect(200).says("Key ring"), "and is nobody else's");
        petra.submit("/members/roles/factors", &[]).expect(303);
        petra.submit(&action, &[("act", "remove")]).expect(303);
        assert!(petra.get(HERE).expect(200).says("No second factor yet"));
    }

    fn who_lost_his_phone_and_his_codes_is_helped_by_those_who_may_touch_his_account(engine) {
        let site = TestSite::with(engine, &[area()], |settings| settings.mail = true);
        let (water, grid) = (site.organisation("Water", "oes"), site.organisation("Grid", "oes"));
        let olga = site.person("Olga", water, &[Role::OrganisationAdministrator]);
        let cy = site.person("Cy", grid, &[Role::OrganisationAdministrator]);
        let petra = site.person("Petra", grid, &[Role::PlatformAdministrator]);
        let (ana, chief) = (site.person("Ana", water, &[Role::Reader]), site.person("Chief", water, &[Role::Supervisor]));
        let page = |who: &Visitor<'_>| format!("/members/platform/people/{}", uuid(&site, who));
        let people = format!("{}/people", url(&olga, "Water"));
        let of = |who: &Visitor<'_>| format!("{people}/{}", uuid(&site, who));
        let remove = [("act", "factors")];
        assert!(!olga.get(&people).expect(200).says("Remove second factors"), "nobody has any");
        for who in [&ana, &chief, &olga, &petra] {
            add_app(&site, who).1.expect(200);
        }
        post(&site);
        site.db.clock.advance(minutes(1));

        // Neither another organisation's administrator, nor of one who is more than she could make him; nor one's own this way.
        assert_eq!(olga.get(&people).expect(200).text.matches("Remove second factors").count(), 1);
        cy.submit(&of(&ana), &remove).expect(403);
        olga.submit(&of(&chief), &remove).expect(403);
        olga.submit(&of(&olga), &remove).expect(403);
        petra.submit(&page(&petra), &remove).expect(403);
        ana.submit(&page(&ana), &remove).expect(403);
        // Nor by who sits down at a desk that somebody has left.
        site.db.clock.advance(minutes(11));
        assert!(olga.submit(&of(&ana), &remove).expect(403).says("Confirm that it is you"));
        let (olga, petra) = (site.sign_in(olga.id()), site.sign_in(petra.id()));
        ana.get("/members/me").expect(200);
        let said = |answer: &Answer| {
            let cookie = answer.headers.get("set-cookie").and_then(|cookie| cookie.to_str().ok());
            cookie.unwrap_or_default().to_owned()
        };
        let removed = said(&olga.submit(&of(&ana), &remove).expect(303));
        assert!(removed.contains("good") && !olga.get(&people).expect(200).says("Remove second factors"), "{removed}");
        let none = said(&olga.submit(&of(&ana), &remove).expect(303));
        assert!(none.contains("warn"), "there are none left: {none}");
        ana.get("/members/me").expect(303);
        let told = post(&site).pop().expect("a letter");
        assert!(told.to().starts_with("ana@") && told.text().contains("An administrator removed all second factors"), "{told:?}");
        let again = site.sign_in(ana.id()).get(HERE).expect(200);
        assert!(again.says("No second factor yet"), "the recovery codes are gone with the app");

        assert!(petra.get(&page(&chief)).expect(200).says("Codes (Phone)"));
        petra.submit(&page(&chief), &remove).expect(303);
        assert!(petra.get(&page(&chief)).expect(200).says("None"));
        let ledger = petra.get("/members/platform/ledger?fact=identity.factor-removed").expect(200);
        assert!(ledger.says(&olga.id().0.to_string()) && ledger.says(&ana.id().0.to_string()), "who did it, and to whom");
        site.run_jobs();
    }

    fn a_demand_is_made_of_those_who_rule_over_others_unless_somebody_decides(engine) {
        let site = site(engine);
        let tx = site.db.db.write(Key::SYSTEM).expect("tx");
        tx.execute("delete from store_settings where name = 'identity-demand'", belfry_store::args![]).expect("none");
        let roles = demand::roles(&tx).expect("roles");
        assert!(roles.contains(&Role::PlatformAdministrator) && roles.contains(&Role::CsirtAnalyst));
        assert!(!roles.contains(&Role::Reader) && !roles.contains(&Role::Contributor));
    }

    fn an_offer_is_for_one_person_and_half_an_hour(engine) {
        let site = site(engine);
        let water = site.organisation("Water", "oes");
        let (ana, bo) = (site.person("Ana", water, &[Role::Reader]), site.person("Bo", water, &[Role::Reader]));
        let page = ana.get(&format!("{HERE}/totp")).expect(200);
        let offer = between(&page.text, "name=\"offer\" value=\"", "\"").to_owned();
        let secret = between(&page.text, "<code>", "</code>").to_owned();
        let sent = |who: &Visitor<'_>| {
            let now = code(&site, &secret);
            who.submit(&format!("{HERE}/totp"), &[("offer", &offer), ("factor", "Phone"), ("code", &now)])
        };
        sent(&bo).expect(422);
        let wrong = ana.submit(&format!("{HERE}/totp"), &[("offer", &offer), ("factor", "Phone"), ("code", "1")]);
        assert!(wrong.expect(422).says(&secret), "the same picture comes back");
        site.db.clock.advance(minutes(9));
        sent(&ana).expect(200);
    }
}
