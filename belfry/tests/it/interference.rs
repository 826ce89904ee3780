//! **Non-interference**: whatever a reader asks, the answer does not change when only what he may not see changes.
//!
//! Two worlds are built by the same steps, except that what is out of the reader's sight says something else, and that more of it
//! happens at the end. Then the reader asks for everything that he could think of ([`crate::addresses`]): every page, count,
//! search, value, correlation, export and answer of the API must be the same, byte for byte. Aggregates that may differ stand in
//! `declassified.txt`, each with its k. The reader holds every role but that of the platform's administrator, who sees figures of
//! the whole installation; that he sees no content by it is shown by [`crate::canary`].

use belfry_testkit::{Engine, both_databases};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::addresses::{Told, crawl, route_of, same};
use crate::world::{Change, Plan, World, change, event_uuid, plan, value};

/// Addresses of a route that are asked for, besides the records' own pages.
const MOST: usize = 3;

/// Queries about the values that events share.
fn queries() -> Vec<String> {
    let mut all: Vec<String> = [
        "/threats/events?tag=trial%3Atag%3D%221%22",
        "/threats/events?type=domain",
        "/threats/events?tlp=amber",
        "/threats/events?state=published&q=event",
        "/search?q=evil1.example.org",
        "/search?q=remark",
        "/search?q=word",
        "/api/v1/threats/events?format=csv",
        "/api/v1/threats/events?format=misp",
        "/api/v1/threats/events?format=stix",
    ]
    .map(str::to_owned)
    .to_vec();
    for n in 0..10 {
        let value: String = value(n).1.bytes().map(|b| format!("%{b:02X}")).collect();
        all.push(format!("/threats/values?value={value}"));
        all.push(format!("/api/v1/threats/values?value={value}"));
    }
    all
}

/// The patterns of `declassified.txt`; a line that does not say why, or for which k, is refused.
fn declassified() -> Vec<&'static str> {
    let lines =
        include_str!("declassified.txt").lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines
        .map(|line| {
            let parts: Vec<&str> = line.split('|').map(str::trim).collect();
            let [pattern, why, k] = parts.as_slice() else { panic!("three parts: {line}") };
            assert!(why.len() > 20, "say why: {line}");
            assert!(k.parse::<u32>().is_ok_and(|k| k >= 3), "k is at least 3: {line}");
            *pattern
        })
        .collect()
}

#[test]
fn what_is_declassified_is_a_route_with_a_reason_and_a_k() {
    let sites = belfry_web::Site::of(&belfry::areas::areas());
    for pattern in declassified() {
        assert!(sites.routes.iter().any(|route| route.path == pattern), "{pattern} is no route");
    }
}

/// The world of these plans; what is hidden from the reader is as `changes` say, if any.
pub fn build(world: World, reader: usize, plans: &[Plan], changes: Option<&[Change]>) -> World {
    let makers: Vec<_> = (0..3).map(|n| world.all_round(n)).collect();
    for (number, plan) in plans.iter().enumerate() {
        let change = changes.filter(|_| !World::sees(reader, plan)).map(|all| &all[number % all.len()]);
        let (put, said) = match change {
            Some(change) => {
                let values = plan.values.iter().zip(&change.values).map(|((_, narrow), v)| (*v, *narrow)).collect();
                (Plan { values, tag: change.tag, ..plan.clone() }, "another word")
            }
            None => (plan.clone(), "a word"),
        };
        world.put(number, &put);
        world.dress(number, plan, &makers[plan.owner].visitor, said);
    }
    drop(makers);
    world.site.run_jobs();
    world
}

/// Compares what one reader of two worlds is told.
///
/// # Errors
/// The first difference.
pub fn compare(one: &World, other: &World, reader: usize, plans: &[Plan]) -> Result<(), String> {
    let secret = declassified();
    // Both look at the same instant.
    let evening = "2026-03-02T18:00:00Z".parse::<jiff::Timestamp>().expect("an instant");
    for world in [one, other] {
        let clock = &world.site.db.clock;
        clock.advance(evening.duration_since(belfry_kernel::Clock::now(&**clock)));
        world.site.run_jobs();
    }
    let (asks, asks_there) = (one.all_round(reader), other.all_round(reader));
    let routes = one.site.routes();
    let told = crawl(&one.site, &asks, &queries(), MOST);
    for (url, here) in &told {
        if route_of(&routes, "GET", url).is_some_and(|route| secret.contains(&route.path.as_str())) {
            continue;
        }
        let there = Told::from(&asks_there.ask(url));
        same(url, here, || Told::from(&asks.ask(url)), &there)?;
    }
    for (number, plan) in plans.iter().enumerate() {
        let url = format!("/threats/events/{}", event_uuid(number));
        let status = told.get(&url).map(|told| told.status);
        let wanted = if World::sees(reader, plan) { 200 } else { 404 };
        if status != Some(wanted) {
            return Err(format!("{url} of {plan:?} answers {status:?} to {reader}"));
        }
    }
    Ok(())
}

/// Both worlds, and what the reader is told in them. The worlds stand on the sites that `site` makes.
///
/// # Errors
/// The first difference.
pub fn interferes_not(
    site: impl Fn() -> World,
    other: impl Fn(&str) -> World,
    reader: usize,
    plans: &[Plan],
    changes: &[Change],
) -> Result<(), String> {
    let one = build(site(), reader, plans, None);
    let night = if reader == 0 { "Nacht" } else { "Night" };
    let other = build(other(night), reader, plans, Some(changes));
    // The other world also has events that the first has not, all out of the reader's sight.
    let elsewhere = (reader + 1) % 3;
    for (n, change) in changes.iter().enumerate() {
        let values = change.values.iter().map(|v| (*v, false)).collect();
        other.put(100 + n, &Plan { owner: elsewhere, reach: 0, tlp: 2, values, tag: change.tag });
    }
    other.disturb(reader);
    compare(&one, &other, reader, plans)
}

fn holds(engine: Engine, cases: u32) {
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 12, ..Config::default() };
    let mut runner = TestRunner::new(config);
    let worlds = (0usize..3, proptest::collection::vec(plan(), 3..9), proptest::collection::vec(change(), 3));
    runner
        .run(&worlds, |(reader, plans, changes)| {
            let fresh = || World::new(engine, "Night");
            interferes_not(fresh, |night| World::new(engine, night), reader, &plans, &changes)
                .map_err(TestCaseError::fail)
        })
        .unwrap_or_else(|error| panic!("{error}"));
}

both_databases! {
    fn what_a_reader_may_not_see_changes_nothing_that_he_is_told(engine) {
        holds(engine, if std::env::var_os("BELFRY_DEEP").is_some() { 60 } else { 2 });
    }
}
