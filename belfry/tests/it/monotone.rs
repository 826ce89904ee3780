//! **Monotonicity** (A4): a restriction never shows anybody more, a stricter level reaches no further, and whoever is suspended sees
//! what those see who have left.

use std::collections::BTreeSet;

use belfry_identity::circle;
use belfry_store::Key;
use belfry_testkit::{Engine, both_databases};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use uuid::Uuid;

use crate::addresses::{Reader, Told, crawl, same};
use crate::interference::build;
use crate::world::{Plan, World, event_uuid, plan, speaker, value};

/// What is done to one event by its owner, from freest to strictest.
const REACHES: [&str; 3] = ["community", "circle", "own"];
const LEVELS: [&str; 5] = ["clear", "green", "amber", "amber+strict", "red"];

/// The events that somebody comes across: by their pages, in the list of the API, and by the values that they hold.
fn seen(reader: &Reader<'_>, events: usize) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for number in 0..events {
        let uuid = event_uuid(number);
        if reader.ask(&format!("/threats/events/{uuid}")).status == 200 {
            all.insert(format!("page {uuid}"));
        }
    }
    let mut texts = vec![("list", "/api/v1/threats/events".to_owned())];
    for n in 0..10 {
        let value: String = value(n).1.bytes().map(|b| format!("%{b:02X}")).collect();
        texts.push(("value", format!("/api/v1/threats/values?value={value}")));
    }
    for (what, url) in texts {
        let told = reader.ask(&url).text;
        let named = crate::posted::uuids(&told).into_iter().filter(|uuid| uuid.ends_with("e0000000"));
        all.extend(named.map(|uuid| format!("{what} {url} {uuid}")));
    }
    all
}

/// Publishes an event anew, for this audience at this level; whether that was allowed.
fn publish(world: &World, number: usize, owner: usize, reach: &str, level: &str) -> bool {
    let by = world.all_round(owner);
    let at = format!("/threats/events/{}/publish", event_uuid(number));
    let page = by.ask(&at);
    let version = page.text.split("name=\"version\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let Some(version) = version.map(str::to_owned) else { return false };
    let circle = circle_of(world, owner).to_string();
    let reach = if reach == "circle" { circle.as_str() } else { reach };
    let fields = [("version", version.as_str()), ("reach", reach), ("tlp", level)];
    let status = by.visitor.submit(&at, &fields).status;
    world.site.run_jobs();
    status == 303
}

/// The circle in which an organisation shares.
fn circle_of(world: &World, owner: usize) -> Uuid {
    let read = world.site.db.db.read(Key::SYSTEM).expect("read");
    let circle = world.circles[usize::from(owner == 2)];
    circle::by_id(&read, circle).expect("read").expect("a circle").uuid
}

/// Suspends a member of a circle, or makes it leave.
fn lose(world: &World, circle: usize, suspended: bool) {
    let tx = world.site.db.db.write(Key::SYSTEM).expect("tx");
    let (owner, member) = (world.organisations[circle], world.organisations[circle + 1]);
    let (id, act) = (world.circles[circle], world.site.act());
    if suspended {
        circle::suspend(&tx, act, &speaker(owner), id, member).expect("suspended");
    } else {
        circle::leave(&tx, act, &speaker(member), id, member).expect("left");
    }
    tx.commit().expect("commit");
    world.site.run_jobs();
}

/// Restricts step by step, and looks after each whether a reader sees more than before.
///
/// # Errors
/// What somebody gained by a restriction.
pub fn restriction_adds_nothing(world: World, plans: &[Plan], steps: &[(usize, usize, usize)]) -> Result<(), String> {
    let world = build(world, 0, plans, None);
    for (number, reach, level) in steps {
        let number = number % plans.len();
        let owner = plans[number].owner;
        // From wherever it stands to the freest of the story, then stricter: what each step shows is less.
        let mut before: Option<Vec<BTreeSet<String>>> = None;
        for (reach, level) in [(0, 1), (0, (*level).max(1)), ((*reach).max(1), (*level).max(1))] {
            if !publish(&world, number, owner, REACHES[reach], LEVELS[level]) {
                continue;
            }
            let now: Vec<_> = (0..3).map(|n| seen(&world.all_round(n), plans.len())).collect();
            if let Some(before) = before {
                let more = now.iter().zip(&before).find_map(|(now, before)| now.difference(before).next());
                if let Some(more) = more {
                    return Err(format!(
                        "{more} is seen after event {number} was restricted to {} {}",
                        REACHES[reach], LEVELS[level]
                    ));
                }
            }
            before = Some(now);
        }
    }
    Ok(())
}

/// A suspended member is told what one is told who has left.
///
/// # Errors
/// Where they are told different things.
pub fn suspended_is_gone(worlds: [World; 2], plans: &[Plan]) -> Result<(), String> {
    let [one, other] = worlds.map(|world| build(world, 0, plans, None));
    let before = seen(&one.all_round(1), plans.len());
    lose(&one, 0, true);
    lose(&other, 0, false);
    let after = seen(&one.all_round(1), plans.len());
    if let Some(more) = after.difference(&before).next() {
        return Err(format!("{more} is seen by a suspended member only"));
    }
    let (suspended, gone) = (one.all_round(1), other.all_round(1));
    // That he is suspended is said to himself: on the circles' pages, and by a notice.
    let about = ["/members", "/api/v1/members", "/desk", "/search"];
    for (url, told) in crawl(&one.site, &suspended, &[], 2) {
        if url == "/" || url.starts_with("/?") || about.iter().any(|path| url.starts_with(path)) {
            continue;
        }
        let there = Told::from(&gone.ask(&url));
        same(&url, &told, || Told::from(&suspended.ask(&url)), &there)?;
    }
    Ok(())
}

fn holds(engine: Engine, cases: u32) {
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 8, ..Config::default() };
    let story =
        (proptest::collection::vec(plan(), 2..5), proptest::collection::vec((0usize..5, 0usize..3, 0usize..5), 2..4));
    TestRunner::new(config)
        .run(&story, |(plans, steps)| {
            restriction_adds_nothing(World::new(engine, "Night"), &plans, &steps).map_err(TestCaseError::fail)?;
            suspended_is_gone([World::new(engine, "Night"), World::new(engine, "Night")], &plans)
                .map_err(TestCaseError::fail)
        })
        .unwrap_or_else(|error| panic!("{error}"));
}

both_databases! {
    fn a_restriction_never_shows_more(engine) {
        holds(engine, if std::env::var_os("BELFRY_DEEP").is_some() { 30 } else { 1 });
    }
}
