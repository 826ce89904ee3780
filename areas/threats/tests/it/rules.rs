//! Sharing rules are asked of what arrives as of what is published by hand: they refuse or warn, and never filter.

use belfry_identity::key::Scope;
use belfry_identity::sharing::{self, Holder, Kind};
use belfry_kernel::{OrganisationId, Person, PersonId, Role};
use belfry_store::{Key, args};
use belfry_testkit::{Visitor, both_databases};
use serde_json::{Value, json};

use crate::circle::{Community, hidden};
use crate::{attribute, event};

/// A rule that somebody made who may.
pub fn rule(c: &Community, holder: Holder, kind: Kind, chosen: &[&str], refuses: bool) {
    let owner = match holder {
        Holder::Circle(_) => c.water,
        Holder::Organisation(id) => id,
    };
    let by = Person {
        id: PersonId(1),
        name: "Speaker".into(),
        organisation: owner,
        roles: vec![(owner, Role::OrganisationAdministrator)],
        may_write: true,
    };
    let chosen: Vec<String> = chosen.iter().map(|one| (*one).to_owned()).collect();
    let tx = c.site.db.db.write(Key::SYSTEM).expect("tx");
    sharing::make(&tx, c.site.act(), &by, holder, kind, &chosen, refuses).expect("a rule");
    tx.commit().expect("commit");
}

fn count(c: &Community, sql: &'static str) -> i64 {
    c.site.db.db.read(Key::SYSTEM).expect("read").one(sql, args![], |row| row.get(0)).expect("a number")
}

/// What there is of events, wherever it could be left.
fn everything(c: &Community) -> [i64; 4] {
    [
        count(c, "select count(*) from threats_events"),
        count(c, "select count(*) from store_subjects where kind = 10"),
        count(c, "select count(*) from threats_attributes"),
        count(c, "select count(*) from threats_disclosures"),
    ]
}

fn file(number: u128, level: &str, timestamp: i64) -> Value {
    event(number, timestamp, &[level], &[attribute(number, "md5", &format!("{number:032x}"))])
}

/// Sends files and lets the job run; the page of its result.
fn imported(c: &Community, who: &Visitor<'_>, reach: &str, files: &[(&str, &str)]) -> String {
    let files: Vec<_> = files.iter().map(|(name, text)| ("file", *name, text.as_bytes())).collect();
    let page = who.upload("/threats/import/files", &[("reach", reach)], &files).expect(303).location.expect("a page");
    c.site.run_jobs();
    let told = who.get(&page).expect(200);
    assert!(told.queries.is_some_and(|count| count <= 10), "{:?}", told.queries);
    told.text
}

/// One belongs to two sectors; the others to none.
fn in_banking(c: &Community, organisation: OrganisationId) {
    let tx = c.site.db.db.write(Key::SYSTEM).expect("tx");
    // Banking is not the first of them: a rule means all.
    let sectors = ["energy", "banking"].map(str::to_owned);
    belfry_identity::organisation::directory::place_as_program(&tx, organisation, None, &sectors).expect("its sectors");
    tx.commit().expect("commit");
}

both_databases! {
    fn an_event_that_breaks_a_rule_does_not_arrive_and_the_others_do(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let omar = c.site.person("Omar", c.harbour, &[Role::Reader]);
        let circle = c.circle.to_string();
        rule(&c, Holder::Circle(c.circle_id), sharing::AT_MOST, &["amber+strict"], true);
        rule(&c, Holder::Circle(c.circle_id), sharing::NOT_OLDER, &["1"], false);
        let (freer, mut fine) = (file(1, "tlp:amber", 1_772_600_000), file(2, "tlp:amber+strict", 1_772_600_000));
        fine["Event"]["date"] = json!("2026-02-01");

        let told = imported(&c, &ana, &circle, &[("a.json", &freer.to_string()), ("b.json", &fine.to_string())]);
        assert!(told.contains("A sharing rule stands in the way. Nothing that is shared in Shoreline"), "{told}");
        assert!(told.contains("By this path: Shoreline"), "the rule and its path: {told}");
        assert!(told.contains("A sharing rule warns. Nothing older than one day"), "{told}");
        let list = omar.get("/threats/events").expect(200);
        assert!(list.says("Event 2") && !list.says("Event 1"), "{}", list.text);
        assert!(!ana.get("/threats/events").says("Event 1"), "nor as a draft");
        assert_eq!(everything(&c), [1, 1, 1, 1], "nothing of it is left anywhere");
    }

    fn a_bundle_and_a_program_are_asked_as_well(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        rule(&c, Holder::Organisation(c.water), sharing::AT_MOST, &["amber"], true);
        let key = c.site.key(ana.id(), Scope::Write);
        let bundle = json!({"type": "bundle", "id": "bundle--00000000-0000-4000-8000-000000000001", "objects": [
            {"type": "indicator", "spec_version": "2.1", "id": "indicator--00000000-0000-4000-8000-000000000002",
             "created": "2026-03-01T00:00:00Z", "modified": "2026-03-01T00:00:00Z", "pattern_type": "stix",
             "pattern": "[domain-name:value = 'evil.example']", "valid_from": "2026-03-01T00:00:00Z",
             "object_marking_refs": ["marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da"]}
        ]});
        for (format, body) in [("stix", bundle), ("misp", file(1, "tlp:green", 1_772_600_000))] {
            let to = format!("/api/v1/threats/import?format={format}&reach=community");
            let job = ana.api("POST", &to, &key, Some(&body)).expect(202).json();
            c.site.run_jobs();
            let told = ana.api("GET", job["url"].as_str().expect("an address"), &key, None).expect(200).json();
            assert_eq!((&told["result"]["failed"], &told["result"]["new"]), (&json!(1), &json!(0)), "{told}");
            let item = &told["result"]["items"][0];
            let rule = "Lower Mere Water shares nothing that may be carried farther than TLP:AMBER.";
            assert_eq!(item["rules"], json!([{"rule": rule, "path": "", "refuses": true}]), "{told}");
            assert_eq!(everything(&c), [0, 0, 0, 0]);
        }
    }

    fn a_newer_version_that_breaks_a_rule_changes_nothing(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let omar = c.site.person("Omar", c.harbour, &[Role::Reader]);
        let circle = c.circle.to_string();
        imported(&c, &ana, &circle, &[("a.json", &file(1, "tlp:amber", 1_772_600_000).to_string())]);
        let at = format!("/threats/events/{}", uuid::Uuid::from_u128(1));
        let before = (omar.get(&at).expect(200).steady(), everything(&c));

        // The bank's competitor joins what harbour does not want to receive.
        in_banking(&c, c.water);
        rule(&c, Holder::Organisation(c.harbour), sharing::NEVER_RECEIVES, &["banking"], true);
        let newer = event(1, 1_772_700_000, &["tlp:amber"], &[attribute(1, "md5", &"a".repeat(32)), attribute(2, "domain", "new.example")]);
        let told = imported(&c, &ana, &circle, &[("a.json", &newer.to_string())]);
        assert!(told.contains("never receives what organisations of these sectors share"), "{told}");
        assert!(told.contains("Shoreline → Port of Ostrel"), "the path: {told}");
        assert_eq!((omar.get(&at).expect(200).steady(), everything(&c)), before, "not a word of it");

        let told = imported(&c, &ana, "community", &[("b.json", &file(3, "tlp:green", 1_772_600_000).to_string())]);
        assert!(told.contains("A sharing rule warns. Port of Ostrel never receives"), "before all it only warns: {told}");
        assert!(omar.get("/threats/events").says("Event 3"));
    }

    fn what_a_circle_does_not_carry_stays_at_home(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let omar = c.site.person("Omar", c.harbour, &[Role::Reader]);
        let told = imported(&c, &ana, &c.circle.to_string(), &[("a.json", &file(1, "tlp:green", 1_772_600_000).to_string())]);
        assert!(told.contains("farther than this circle allows"), "{told}");
        assert!(ana.get("/threats/events").says("Event 1") && !omar.get("/threats/events").says("Event 1"));
    }

    fn a_rule_that_is_gone_is_not_named_any_more(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        rule(&c, Holder::Circle(c.circle_id), sharing::AT_MOST, &["red"], true);
        let text = file(1, "tlp:amber", 1_772_600_000).to_string();
        let files = [("file", "a.json", text.as_bytes())];
        let page = ana.upload("/threats/import/files", &[("reach", &c.circle.to_string())], &files).expect(303).location.expect("a page");
        c.site.run_jobs();
        assert!(ana.get(&page).says("Nothing that is shared in Shoreline"));
        let tx = c.site.db.db.write(Key::SYSTEM).expect("tx");
        tx.execute("delete from identity_sharing_rules", args![]).expect("none");
        tx.commit().expect("commit");
        let told = ana.get(&page).expect(200);
        assert!(told.says("A sharing rule stands in the way. The rule is not in force any more."), "{}", told.text);
    }

    fn a_published_event_does_not_get_past_a_rule_by_its_header(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let circle = c.circle.to_string();
        let event = c.draft(&ana, "Odd logins at the pumps", "amber+strict", &circle);
        ana.submit(&format!("{event}/attributes/add"), &[("type", "domain"), ("value", "evil.example")]).expect(303);
        c.publish(&ana, &event, &circle, "amber+strict");
        rule(&c, Holder::Circle(c.circle_id), sharing::AT_MOST, &["amber+strict"], true);
        rule(&c, Holder::Organisation(c.water), sharing::NOT_OLDER, &["30"], false);
        let edit = format!("{event}/edit");
        let version = || hidden(&ana.get(&edit).expect(200).text, "version");
        let with = |tlp: &str, date: &str| {
            let version = version();
            let fields = [("version", version.as_str()), ("title", "Odd logins at the pumps"), ("date", date), ("tlp", tlp)];
            ana.submit(&edit, &fields)
        };
        let refused = with("amber", "2026-03-01").expect(422);
        assert!(refused.says("A sharing rule stands in the way. Nothing that is shared in Shoreline"), "{}", refused.text);
        assert!(with("green", "2026-03-01").expect(422).says("This circle allows TLP:AMBER at most"), "the circle's ceiling");
        let led = with("amber+strict", "2020-01-01").expect(303);
        let said = led.headers.get("set-cookie").and_then(|cookie| cookie.to_str().ok()).unwrap_or_default();
        assert!(said.contains("warn") && said.contains("older"), "the rule is told on the next page: {said}");
        with("amber+strict", "2020-01-02").expect(303);
        with("red", "2020-01-02").expect(303);
    }
}
