//! From one point of contact to another: on the desk of Brussels, in somebody's hands, on the desk of Luxembourg, and the receipt back.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use belfry_kernel::{OrganisationId, Role};
use belfry_store::{Key, args};
use belfry_testkit::{Engine, TestSite, Visitor, both_databases};
use jiff::SignedDuration;

use crate::across::{Warning, warned};

const HERE: &str = "/incidents/handovers";

fn site(engine: Engine) -> TestSite {
    TestSite::new(engine, &[belfry_incidents::area()])
}

/// A country's point of contact, and whoever works there.
struct Office<'a> {
    site: &'a TestSite,
    contact: OrganisationId,
    officer: Visitor<'a>,
}

impl<'a> Office<'a> {
    fn of(site: &'a TestSite, name: &str, person: &str) -> Self {
        // Every site of a test draws the same numbers; the keys of two must not be the same.
        for _ in name.bytes().map(usize::from).sum::<usize>()..2_000 {
            site.house.ids.bytes::<1>();
        }
        let contact = site.organisation(name, "spoc");
        let officer = site.person(person, contact, &[Role::SpocOfficer]);
        Self { site, contact, officer }
    }

    /// The key and its fingerprint, as the page shows them.
    fn key(&self) -> (String, String) {
        let page = self.officer.get(&format!("{HERE}/keys")).expect(200);
        let own = belfry_incidents::handover::key::own(&self.site.house).expect("a key").public();
        assert!(page.says(&own.to_string()) && page.says(&own.fingerprint().spoken()), "{}", page.text);
        (own.to_string(), own.fingerprint().spoken())
    }

    fn registers(&self, other: &Office<'_>, name: &str) {
        self.registers_at(other, name, "");
    }

    fn registers_at(&self, other: &Office<'_>, name: &str, base: &str) {
        let (key, fingerprint) = other.key();
        let fields = [("name", name), ("country", "be"), ("base", base), ("key", &key), ("fingerprint", &fingerprint)];
        self.officer.submit(&format!("{HERE}/partners"), &fields).expect(303);
    }

    fn count(&self) -> i64 {
        let read = self.site.db.db.read(Key::SYSTEM).expect("read");
        read.one("select count(*) from incidents_packages", args![], |row| row.get(0)).expect("a count")
    }

    fn takes(&self, package: &str) -> belfry_testkit::Answer {
        self.officer.upload(&format!("{HERE}/receive"), &[], &[("file", "package.json", package.as_bytes())])
    }
}

/// A package of an incident at the water works; its page and its file.
fn handed(office: &Office<'_>, exercise: bool) -> (String, String) {
    let entity = office.site.organisation(&format!("Harbour Water {exercise}"), "oes");
    let to = [(office.contact, "spoc")];
    let what = "Pumps stand still after ransomware; 198.51.100.7 was called.";
    let notification = warned(office.site, &Warning { entity, to: &to, what, exercise });
    let new = format!("{HERE}/new?notification={}", notification.uuid);
    let page = office.officer.get(&new).expect(200);
    assert!(page.says("198.51.100.7") && page.says("What leaves"), "{}", page.text);
    let partner =
        page.text.split("<option value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a partner");
    let fields = [
        ("partner", partner),
        ("tlp", "amber"),
        ("title", "Ransomware at a utility"),
        ("note", "Two of its customers are yours."),
    ];
    let url = office.officer.submit(&new, &fields).expect(303).location.expect("its page");
    let file = office.officer.get(&format!("{url}/file")).expect(200);
    (url, file.text)
}

both_databases! {
    fn a_package_goes_across_the_border_and_its_receipt_comes_back(engine) {
        let (here, there) = (site(engine), site(engine));
        let (brussels, luxembourg) = (Office::of(&here, "Contact Point One", "Ana"), Office::of(&there, "Contact Point Two", "Lux"));
        brussels.registers(&luxembourg, "Luxembourg");
        luxembourg.registers(&brussels, "Brussels");
        let (url, package) = handed(&brussels, false);
        assert!(!package.contains("Harbour"), "who it happened to stays here");
        let taken = luxembourg.takes(&package).expect(303).location.expect("its page");
        // The address in the package is that of a machine which nobody here reaches: the receipt waits.
        there.run_jobs_alone();
        let page = luxembourg.officer.get(&taken).expect(200);
        for said in ["Ransomware at a utility", "198.51.100.7", "Two of its customers are yours.", "TLP:AMBER", "To be passed on"] {
            assert!(page.says(said), "{said}: {}", page.text);
        }
        assert!(!page.says("Harbour") && page.queries.unwrap() <= 12, "{:?}", page.queries);
        // Its receipt goes back, and is taken for this package only.
        let receipt = luxembourg.officer.get(&format!("{taken}/receipt")).expect(200).text;
        let (other, _) = handed(&brussels, true);
        let gives = |url: &str, text: &str| brussels.officer.upload(&format!("{url}/receipt"), &[], &[("file", "receipt.json", text.as_bytes())]);
        let pastes = |url: &str, text: &str| brussels.officer.upload(&format!("{url}/receipt"), &[("text", text)], &[]);
        assert!(gives(&other, &receipt).expect(422).says("This receipt is for another package."));
        let mut forged: serde_json::Value = serde_json::from_str(&receipt).expect("JSON");
        let mut signature = STANDARD.decode(forged["signatures"][0]["sig"].as_str().expect("a signature")).expect("base64");
        signature[0] ^= 1;
        forged["signatures"][0]["sig"] = STANDARD.encode(&signature).into();
        let forged = forged.to_string();
        assert!(gives(&url, &forged).expect(422).says("The other side has not signed this receipt."));
        let page = pastes(&url, "{ nonsense").expect(422);
        assert!(page.says("This file cannot be read as a receipt.") && page.says("{ nonsense"), "{}", page.text);
        assert!(pastes(&url, &package).expect(422).says("This is no receipt."));
        assert!(pastes(&url, "").expect(422).says("Choose the file of the receipt"));
        assert!(!brussels.officer.get(&url).expect(200).says("Received there"));
        luxembourg.officer.upload(&format!("{taken}/receipt"), &[("text", &receipt)], &[]).expect(404);
        pastes(&url, &format!("\n {receipt}\n")).expect(303);
        let page = brussels.officer.get(&url).expect(200);
        assert!(page.says("Received there") && page.says("Signed for by the other side"), "{}", page.text);
        here.run_jobs();
        // It is passed on to the team whom it concerns, who sees it from then on.
        let team = there.organisation("Response Team", "csirt");
        let sven = there.person("Sven", team, &[Role::CsirtAnalyst]);
        sven.get(&taken).expect(404);
        luxembourg.officer.submit(&format!("{taken}/route"), &[("to", "7")]).expect(303);
        sven.get(&taken).expect(404);
        luxembourg.officer.submit(&format!("{taken}/route"), &[("to", &team.to_string())]).expect(303);
        there.run_jobs();
        assert!(sven.get(&taken).expect(200).says("198.51.100.7"));
        assert!(sven.get(HERE).expect(200).says("Ransomware at a utility"));
        sven.submit(&format!("{taken}/route"), &[("to", &team.to_string())]).expect(403);
    }

    fn what_is_tampered_with_replayed_late_astray_or_of_a_stranger_leaves_nothing(engine) {
        let (here, there, third) = (site(engine), site(engine), site(engine));
        let (brussels, luxembourg) = (Office::of(&here, "Contact Point One", "Ana"), Office::of(&there, "Contact Point Two", "Lux"));
        let paris = Office::of(&third, "Contact Point Three", "Pia");
        brussels.registers(&luxembourg, "Luxembourg");
        let (_, package) = handed(&brussels, false);
        here.run_jobs();
        let refused = |office: &Office<'_>, package: &str, why: &str| {
            let before = office.count();
            let page = office.takes(package).expect(422);
            assert!(page.says(why), "{why}: {}", page.text);
            if let Ok(json) = serde_json::from_str::<serde_json::Value>(package) {
                let answer = office.site.stranger().api("POST", "/api/v1/incidents/handover", "none", Some(&json));
                assert!([409, 422].contains(&answer.status), "{} {}", answer.status, answer.text);
                assert!(answer.json()["title"].as_str().is_some_and(|title| !title.is_empty()));
            }
            assert_eq!(office.count(), before, "nothing is kept");
        };
        refused(&luxembourg, &package, "Nobody has registered the key");
        luxembourg.registers(&brussels, "Brussels");
        let at = package.find("\"payload\": \"").expect("a payload") + 12;
        let payload = package[at..].split('"').next().expect("its end");
        let content = String::from_utf8(STANDARD.decode(payload).expect("base64")).expect("text");
        let other = STANDARD.encode(content.replace("\"tlp\":\"amber\"", "\"tlp\":\"clear\""));
        assert_ne!(other, payload);
        refused(&luxembourg, &package.replace(payload, &other), "The signature does not fit");
        refused(&luxembourg, "{}", "This is no signed package");
        refused(&luxembourg, &"x".repeat(1_100_000), "larger than one mebibyte");
        paris.registers(&brussels, "Brussels");
        refused(&paris, &package, "addressed to another");
        luxembourg.takes(&package).expect(303);
        there.run_jobs_alone();
        refused(&luxembourg, &package, "It came before");
        let (_, late) = handed(&brussels, true);
        here.run_jobs();
        there.db.clock.advance(SignedDuration::from_hours(31 * 24));
        let sleepy = there.sign_in(luxembourg.officer.id());
        assert!(sleepy.upload(&format!("{HERE}/receive"), &[], &[("file", "p.json", late.as_bytes())]).expect(422).says("It has expired"));
        assert_eq!(luxembourg.count(), 1);
        there.run_jobs_alone();
    }

    fn a_package_that_does_not_arrive_is_given_up_and_sent_again(engine) {
        let (here, there) = (site(engine), site(engine));
        let (brussels, luxembourg) = (Office::of(&here, "Contact Point One", "Ana"), Office::of(&there, "Contact Point Two", "Lux"));
        // A machine of one's own network is never asked: as good as one that is away.
        brussels.registers_at(&luxembourg, "Luxembourg", "https://127.0.0.1:1");
        luxembourg.registers(&brussels, "Brussels");
        let (url, package) = handed(&brussels, false);
        here.run_jobs_alone();
        let page = brussels.officer.get(&url).expect(200);
        assert!(page.says("It has not arrived yet; it is tried again") && page.says("Under way"), "{}", page.text);
        let waits = |hours: i64| {
            for _ in 0..hours * 2 {
                here.db.clock.advance(SignedDuration::from_mins(30));
                here.run_jobs_alone();
            }
        };
        // A night is not too long.
        waits(12);
        let officer = here.sign_in(brussels.officer.id());
        assert!(officer.get(&url).expect(200).says("it is tried again"));
        let failed = || -> i64 {
            let read = here.db.db.read(Key::SYSTEM).unwrap();
            read.one("select count(*) from store_jobs where state = 'failed'", args![], |row| row.get(0)).unwrap()
        };
        assert_eq!(failed(), 0, "what is tried again has not failed");
        waits(18);
        assert_eq!(failed(), 1, "what is given up has, once");
        let officer = here.sign_in(brussels.officer.id());
        let page = officer.get(&url).expect(200);
        assert!(page.says("It did not arrive, and is tried no more") && page.says("Given up"), "{}", page.text);
        assert!(!page.says("it is tried again") && page.says("Send again"), "{}", page.text);
        assert!(officer.get(&format!("{HERE}?way=sent")).expect(200).says("Given up"));
        officer.submit(&format!("{url}/send"), &[]).expect(303);
        let page = officer.get(&url).expect(200);
        assert!(page.says("Under way") && !page.says("tried no more"), "{}", page.text);
        // Its partner is registered no more: it is given up at once, and says why.
        let keys = officer.get(&format!("{HERE}/keys")).expect(200).text;
        let end = keys.split("action=\"").find(|rest| rest.contains("/end\"")).and_then(|rest| rest.split('"').next());
        officer.submit(end.expect("a partner to end"), &[]).expect(303);
        here.run_jobs_alone();
        let page = officer.get(&url).expect(200);
        assert!(page.says("registered here no more") && !page.says("Send again"), "{}", page.text);
        // Carried by hand it arrives all the same, and its receipt is taken.
        let taken = luxembourg.takes(&package).expect(303).location.expect("its page");
        let receipt = luxembourg.officer.get(&format!("{taken}/receipt")).expect(200).text;
        officer.upload(&format!("{url}/receipt"), &[("text", &receipt)], &[]).expect(303);
        assert!(officer.get(&url).expect(200).says("Received there"));
        there.run_jobs_alone();
    }

    fn whoever_hands_over_finds_the_notification_by_what_is_known_of_it(engine) {
        let site = site(engine);
        let brussels = Office::of(&site, "Contact Point One", "Ana");
        let choose = format!("{HERE}/new");
        let page = brussels.officer.get(&choose).expect(200);
        assert!(page.says("No notification reaches across a border") && page.says("its notification stands here"), "{}", page.text);
        let (water, grid) = (site.organisation("Harbour Water", "oes"), site.organisation("Harbour Grid", "oes"));
        let hidden = site.organisation("Hidden Grid", "oes");
        let to = [(brussels.contact, "spoc")];
        warned(&site, &Warning { entity: water, to: &to, what: "Pumps stand still.", exercise: false });
        warned(&site, &Warning { entity: grid, to: &to, what: "Lines are down.", exercise: true });
        let nobody = [(site.organisation("Elsewhere", "nca"), "nca")];
        warned(&site, &Warning { entity: hidden, to: &nobody, what: "Nothing of yours.", exercise: false });
        let page = brussels.officer.get(&choose).expect(200);
        for said in ["Harbour Water", "Harbour Grid", "NIS2", "Received", "Incident", "EXERCISE", "Aware since"] {
            assert!(page.says(said), "{said}: {}", page.text);
        }
        assert!(!page.says("Hidden Grid"));
        assert!(page.queries.unwrap() <= 9, "{:?}", page.queries);
        let narrowed = brussels.officer.get(&format!("{choose}?state=closed")).expect(200);
        assert!(narrowed.says("Nothing fits") && !narrowed.says("Harbour Water"), "{}", narrowed.text);
        for (all, query) in [(true, "state=received"), (true, "border=yes"), (false, "border=unknown"), (true, "law=nis2"), (false, "law=gdpr"), (true, "kind=incident"), (true, "handed=no"), (false, "handed=yes"), (true, "state=nonsense&kind='")] {
            let page = brussels.officer.get(&format!("{choose}?{query}")).expect(200);
            assert_eq!(page.says("Harbour Water"), all, "{query}");
        }
        site.run_jobs();
    }
}
