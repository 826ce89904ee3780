//! What somebody is told does not change when what he may not see changes.

use belfry_identity::key::Scope;
use belfry_kernel::{Role, SubjectId};
use belfry_store::Key;
use belfry_testkit::{Engine, TestDb, Visitor, both_databases};
use belfry_threats::event::import::Reach;
use belfry_threats::value::{Asked, correlate, lookup, lookup_many};
use jiff::SignedDuration;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::circle::Community;
use crate::{AWAY, HOME, context, event, import, member, world};

const VALUES: &[(&str, &str)] = &[
    ("domain", "a.example"),
    ("hostname", "A.example"),
    ("ip-dst", "192.0.2.1"),
    ("ip-src", "192.0.2.0/24"),
    ("ip-src", "192.0.0.0/16"),
    ("domain|ip", "a.example|192.0.2.2"),
    ("sha1", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
];

#[derive(Clone, Debug)]
struct One {
    hidden: bool,
    parts: Vec<(usize, bool)>,
}

fn worlds() -> impl Strategy<Value = Vec<One>> {
    let part = (0..VALUES.len(), any::<bool>());
    let one = (any::<bool>(), proptest::collection::vec(part, 1..5)).prop_map(|(hidden, parts)| One { hidden, parts });
    proptest::collection::vec(one, 1..9)
}

/// The event as a file; without what a stranger may not see when `open` is set.
fn file(number: usize, one: &One, open: bool) -> Option<Value> {
    let attributes: Vec<Value> = one
        .parts
        .iter()
        .enumerate()
        .filter(|(_, (_, own))| !(open && *own))
        .map(|(n, (value, own))| {
            let (kind, value) = VALUES[*value];
            let uuid = Uuid::from_u128((number * 100 + n + 1_000) as u128);
            json!({"uuid": uuid, "type": kind, "value": value, "distribution": if *own { "0" } else { "5" }})
        })
        .collect();
    let mut file = event(number as u128 + 1, 1, &["tlp:green"], &attributes);
    if one.hidden {
        file["Event"]["distribution"] = json!("0");
    }
    if one.hidden && open { None } else { Some(file) }
}

/// Everything a stranger is told, in words that two databases share.
fn told(t: &TestDb, key: Key) -> Vec<String> {
    let read = t.db.read(key).expect("read");
    let mut all = Vec::new();
    for (_, value) in VALUES {
        for one in lookup(&read, value, None, 3).expect("lookup") {
            all.push(format!("{value}: {} {} {:?}", one.event_uuid, one.attribute_uuid, one.how));
        }
    }
    let texts: Vec<&str> = VALUES.iter().map(|(_, value)| *value).collect();
    let mut many: Vec<String> = lookup_many(&read, &texts, 2)
        .expect("many")
        .into_iter()
        .map(|one| format!("many {}: {} {} {:?}", one.value, one.event_uuid, one.attribute_uuid, one.how))
        .collect();
    many.sort();
    all.extend(many);
    let asked: Vec<Asked<'_>> = VALUES
        .iter()
        .enumerate()
        .map(|(n, (kind, value))| Asked { attribute: i64::try_from(n).expect("small"), kind, value })
        .collect();
    for one in correlate(&read, SubjectId(0), &asked).expect("correlate") {
        let hits: Vec<String> = one
            .hits
            .iter()
            .map(|hit| {
                let title: String = read
                    .one("select title from store_subjects where id = $1", belfry_store::args![hit.event], |row| {
                        row.get(0)
                    })
                    .expect("title");
                format!("{title} {:?}", hit.how)
            })
            .collect();
        all.push(format!("{} in {}: {hits:?}", one.attribute, one.events));
    }
    all
}

fn holds(engine: Engine, cases: u32) {
    // Each case makes two databases. The macro would run as many as the environment says, which is meant for what needs none.
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let held = TestRunner::new(config).run(&worlds(), |events| {
        let (full, open) = (world(engine), world(engine));
        for (number, one) in events.iter().enumerate() {
            for (t, without) in [(&full, false), (&open, true)] {
                if let Some(file) = file(number, one, without) {
                    import(&context(t, HOME, Reach::Community), &file);
                }
            }
        }
        prop_assert_eq!(told(&full, member(&full, AWAY)), told(&open, member(&open, AWAY)));
        Ok(())
    });
    assert!(held.is_ok(), "{held:?}");
}

both_databases! {
    /// A value that stands in thousands of hidden rows is asked for by another plan, and answered the same.
    fn a_flood_that_nobody_sees_changes_nothing(engine) {
        let (full, open) = (world(engine), world(engine));
        let shown = |n: u128| event(n, 1, &["tlp:green"], &[crate::attribute(n, "domain", "a.example"), crate::attribute(n + 500, "ip-dst", "192.0.2.1")]);
        let flood: Vec<Value> = (0..2_100_u128).map(|n| crate::attribute(n + 10_000, "domain", "a.example")).collect();
        let mut hidden = event(99, 1, &["tlp:green"], &flood);
        hidden["Event"]["distribution"] = json!("0");
        for t in [&full, &open] {
            let ctx = context(t, HOME, Reach::Community);
            (1..4).for_each(|n| drop(import(&ctx, &shown(n))));
        }
        import(&context(&full, HOME, Reach::Community), &hidden);
        for t in [&full, &open] {
            import(&context(t, HOME, Reach::Community), &shown(4));
        }
        let told_in_the_open = told(&open, member(&open, AWAY));
        assert!(told_in_the_open.len() > 6);
        assert_eq!(told(&full, member(&full, AWAY)), told_in_the_open);
    }

    fn a_stranger_is_told_the_same_with_and_without_what_is_hidden(engine) {
        let deep = std::env::var_os("BELFRY_DEEP").is_some();
        let cases = match (engine, deep) {
            (Engine::Sqlite, false) => 24,
            (Engine::Postgres, false) => 6,
            (_, true) => 100,
        };
        holds(engine, cases);
    }

    fn a_change_of_a_part_that_a_reader_does_not_see_moves_nothing_that_he_is_told(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let vera = c.site.person("Vera", c.bank, &[Role::Contributor]);
        let event = c.draft(&ana, "Odd logins", "green", "community");
        ana.submit(&format!("{event}/attributes/add"), &[("type", "domain"), ("value", "open.example")]).expect(303);
        ana.submit(&format!("{event}/objects/url"), &[("url", "http://evil.example/pump")]).expect(303);
        c.publish(&ana, &event, "community", "green");
        c.site.db.clock.advance(SignedDuration::from_hours(1));
        let key = c.site.key(vera.id(), Scope::Read);
        let told = || {
            let pages = ["", "/export/misp", "/export/stix", "/export/csv", "/export/text"].map(|end| format!("{event}{end}"));
            let pages = pages.iter().map(String::as_str).chain(["/threats/events", "/threats/values?value=open.example"]);
            let api = [format!("/api/v1{event}"), "/api/v1/threats/events".to_owned()];
            let api = api.iter().map(|at| vera.api("GET", at, &key, None).expect(200).text);
            pages.map(|at| bare(&vera.get(at).expect(200).text)).chain(api).collect::<Vec<_>>()
        };
        let misp = || ana.get(&format!("{event}/export/misp")).expect(200).json()["Event"]["timestamp"].as_str().map(str::to_owned);
        let version = |who: &Visitor<'_>| who.get(&event).expect(200).says("Version ");
        let (before, mut ours) = (told(), misp());
        assert!(version(&ana) && !version(&vera));
        let editor = || ana.get(&format!("{event}/edit")).expect(200).text;
        let mut changed = |what: &str| {
            assert_eq!(told(), before, "{what}");
            let now = misp();
            assert!(now > ours, "a copy of those who see it takes what is newer: {what}");
            ours = now;
        };
        let hidden = [("type", "domain"), ("value", "home.example"), ("audience", "own")];
        ana.submit(&format!("{event}/attributes/add"), &hidden).expect(303);
        changed("added");
        let page = editor();
        let (_, row) = page.split_once("home.example").expect("it is there");
        let (_, rest) = row.split_once(&format!("{event}/attributes/")).expect("its address");
        let part = rest.split('/').next().expect("its id").to_owned();
        let address = format!("{event}/attributes/{part}");
        let was = crate::circle::hidden(&ana.get(&format!("{address}/edit")).expect(200).text, "was");
        let edited = [hidden[0], ("value", "house.example"), hidden[2], ("was", was.as_str())];
        ana.submit(&format!("{address}/edit"), &edited).expect(303);
        changed("edited");
        ana.submit(&format!("{event}/attributes/many"), &[("take", part.as_str()), ("do", "silence")]).expect(303);
        changed("marked");
        let whole = || ana.get(&format!("{event}/export/misp")).expect(200).json()["Event"].clone();
        let parts = whole()["Attribute"].as_array().cloned().expect("attributes");
        let house = parts.iter().find(|one| one["value"] == "house.example").expect("the hidden one")["uuid"].clone();
        let object = || whole()["Object"][0].clone();
        let refers = format!("{event}/references/{}", object()["uuid"].as_str().expect("its identity"));
        let arrow = [("relationship", "drops"), ("target", house.as_str().expect("its identity"))];
        let old = object();
        let tick = || c.site.db.clock.advance(SignedDuration::from_mins(1));
        tick();
        ana.submit(&refers, &arrow).expect(303);
        changed("referred to");
        let new = object();
        assert!(new["timestamp"].as_str() > old["timestamp"].as_str(), "a copy of those who see it takes it");
        let made = new["ObjectReference"][0]["uuid"].as_str().expect("its identity").to_owned();
        ana.submit(&format!("{refers}/remove"), &[("reference", &made)]).expect(303);
        changed("let go");
        tick();
        ana.submit(&refers, &[arrow[0], arrow[1], ("comment", "again")]).expect(303);
        changed("referred to again");
        let version = c.version(&ana, &event);
        ana.submit(&format!("{address}/remove"), &[]).expect(303);
        changed("taken back");
        // Who writes still knows of it.
        let late = [("version", version.as_str()), ("reach", "community"), ("tlp", "green")];
        ana.submit(&format!("{event}/publish"), &late).expect(409);
        ana.submit(&format!("{event}/attributes/add"), &[("type", "domain"), ("value", "more.example")]).expect(303);
        assert_ne!(told(), before, "what he sees is told");
    }
}

/// A page without what each visit draws anew.
fn bare(page: &str) -> String {
    let mut parts = page.split("name=\"csrf\" value=\"");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| all + part.split_once('"').map_or(part, |(_, rest)| rest))
}
