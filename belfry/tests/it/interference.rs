//! **Non-interference**: whatever a reader asks, the answer does not change when only what he may not see changes.
//!
//! Two worlds are built with the same events, except that those out of the reader's sight hold other values and tags, some
//! are gone, and some are more. Every page, count, search, value, correlation, export and API answer must be the same.

use belfry_identity::key::Scope;
use belfry_testkit::{Engine, both_databases};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use uuid::Uuid;

use crate::world::{Change, Plan, World, change, plan, value};

/// Every address that a reader of these worlds can open, besides the pages of events.
fn addresses(events: usize) -> Vec<String> {
    let mut all: Vec<String> = [
        "/",
        "/threats/events",
        "/threats/events?q=evil1",
        "/threats/events?tag=trial%3Atag%3D%221%22",
        "/threats/events?type=domain",
        "/threats/events?tlp=amber",
        "/search?q=event",
        "/search?q=evil1.example.org",
        "/search?q=remark",
        "/members/circles",
        "/members/organisations",
        "/threats/events.csv",
        "/threats/values",
        "/threats/vocabularies",
        "/api/v1/threats/events?format=csv",
        "/api/v1/threats/events?format=misp",
        "/api/v1/threats/events?format=stix",
        "/desk/activity",
        "/desk/agenda",
    ]
    .map(str::to_owned)
    .to_vec();
    for n in 0..10 {
        let value: String = value(n).1.bytes().map(|b| format!("%{b:02X}")).collect();
        all.push(format!("/threats/values?value={value}"));
        all.push(format!("/api/v1/threats/values?value={value}"));
    }
    all.push("/api/v1/threats/events".into());
    for number in 0..events {
        let uuid = Uuid::from_u128((number as u128) << 32 | 0xe000_0000);
        all.push(format!("/threats/events/{uuid}"));
        all.push(format!("/threats/events/{uuid}/export"));
        all.push(format!("/api/v1/threats/events/{uuid}"));
        for format in ["misp", "stix", "csv", "text"] {
            all.push(format!("/api/v1/threats/events/{uuid}?format={format}"));
        }
    }
    all
}

/// Everything that a contributor of this organisation is told.
fn told(world: &World, organisation: usize, events: usize) -> Vec<(String, u16, String)> {
    let reader = world.contributor(organisation);
    let key = world.site.key(reader.id(), Scope::Read);
    addresses(events)
        .into_iter()
        .map(|url| {
            let answer = if url.starts_with("/api/") { reader.api("GET", &url, &key, None) } else { reader.get(&url) };
            (url, answer.status, answer.steady())
        })
        .collect()
}

fn build(engine: Engine, reader: usize, plans: &[Plan], changes: Option<&[Change]>) -> World {
    let world = World::new(engine);
    for (number, plan) in plans.iter().enumerate() {
        let hidden = !World::sees(reader, plan);
        match changes {
            Some(changes) if hidden => {
                let change = &changes[number % changes.len()];
                let values = plan.values.iter().zip(&change.values).map(|((_, narrow), v)| (*v, *narrow)).collect();
                world.put(number, &Plan { values, tag: change.tag, ..plan.clone() });
            }
            _ => world.put(number, plan),
        }
    }
    world.site.run_jobs();
    world
}

fn interferes_not(engine: Engine, cases: u32) {
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    let worlds = (0usize..3, proptest::collection::vec(plan(), 3..9), proptest::collection::vec(change(), 3));
    runner
        .run(&worlds, |(reader, plans, changes)| {
            let one = build(engine, reader, &plans, None);
            let other = build(engine, reader, &plans, Some(&changes));
            // The other world also has events that the first has not, all out of the reader's sight.
            let elsewhere = (reader + 1) % 3;
            for (n, change) in changes.iter().enumerate() {
                let values = change.values.iter().map(|v| (*v, false)).collect();
                other.put(100 + n, &Plan { owner: elsewhere, reach: 0, tlp: 2, values, tag: change.tag });
            }
            other.site.run_jobs();
            let (one, other) = (told(&one, reader, plans.len()), told(&other, reader, plans.len()));
            for (a, b) in one.iter().zip(&other) {
                prop_assert_eq!(&a.1, &b.1, "status of {}", &a.0);
                prop_assert_eq!(&a.2, &b.2, "body of {}", &a.0);
            }
            for (number, plan) in plans.iter().enumerate() {
                let uuid = Uuid::from_u128((number as u128) << 32 | 0xe000_0000);
                let page = one.iter().find(|(url, ..)| *url == format!("/threats/events/{uuid}"));
                let status = page.map(|(_, status, _)| *status);
                prop_assert_eq!(status, Some(if World::sees(reader, plan) { 200 } else { 404 }), "event {}", number);
            }
            Ok(())
        })
        .unwrap_or_else(|error| panic!("{error}"));
}

both_databases! {
    fn what_a_reader_may_not_see_changes_nothing_that_he_is_told(engine) {
        interferes_not(engine, if std::env::var_os("BELFRY_DEEP").is_some() { 200 } else { 6 });
    }
}
