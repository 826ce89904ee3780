//! Generated worlds: organisations, circles, people and events whose values meet.

use std::io::Cursor;

use belfry_kernel::{CircleId, OrganisationId, Role, Tlp};
use belfry_testkit::{Engine, TestSite, Visitor};
use belfry_threats::event::import::{ImportContext, Reach, import_misp};
use proptest::prelude::*;
use serde_json::json;
use uuid::Uuid;

/// An event to be.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Whose: 0, 1 or 2.
    pub owner: usize,
    /// 0 own, 1 and 2 the circles, 3 the community.
    pub reach: usize,
    /// Index of the level.
    pub tlp: usize,
    /// Which of the shared values it holds, and which of them are for the own organisation only.
    pub values: Vec<(u8, bool)>,
    /// A tag of its own.
    pub tag: u8,
}

/// What is different in the other world about an event that the reader cannot see.
#[derive(Clone, Debug)]
pub struct Change {
    /// Other values, as many.
    pub values: Vec<u8>,
    /// Another tag.
    pub tag: u8,
}

/// Any plan.
pub fn plan() -> impl Strategy<Value = Plan> {
    let values = proptest::collection::vec((0u8..10, proptest::bool::weighted(0.2)), 1..6);
    (0usize..3, 0usize..4, 1usize..6, values, 0u8..4).prop_map(|(owner, reach, tlp, values, tag)| Plan {
        owner,
        reach,
        tlp,
        values,
        tag,
    })
}

/// Any change.
pub fn change() -> impl Strategy<Value = Change> {
    (proptest::collection::vec(0u8..10, 6), 0u8..4).prop_map(|(values, tag)| Change { values, tag })
}

/// A value of the small pool, so that events meet.
pub fn value(n: u8) -> (&'static str, String) {
    match n {
        0..3 => ("domain", format!("evil{n}.example.org")),
        3..5 => ("ip-dst", format!("198.51.100.{n}")),
        5 => ("ip-dst", "198.51.100.0/28".into()),
        6 => ("md5", "0123456789abcdef0123456789abcdef".into()),
        7 => ("filename|md5", "a.exe|0123456789abcdef0123456789abcdef".into()),
        8 => ("url", "http://evil1.example.org/path".into()),
        _ => ("comment", "nothing to correlate".into()),
    }
}

/// A site with three organisations and two circles: {0, 1} and {1, 2}, the second hidden.
pub struct World {
    /// The site.
    pub site: TestSite,
    /// The organisations.
    pub organisations: Vec<OrganisationId>,
    circles: Vec<CircleId>,
}

impl World {
    /// An empty world.
    pub fn new(engine: Engine) -> Self {
        let site = TestSite::new(engine, &belfry::areas::areas());
        let organisations: Vec<OrganisationId> =
            ["Aquaval", "Bahnwerk", "Clinica"].iter().map(|name| site.organisation(name, "oes")).collect();
        let circles = [("Water", false, [0, 1]), ("Night", true, [1, 2])]
            .map(|(name, hidden, [a, b])| site.circle(name, hidden, &[organisations[a], organisations[b]]))
            .to_vec();
        site.run_jobs();
        Self { site, organisations, circles }
    }

    /// Puts an event in. Its UUID follows from its number; the same number consumes the same ids in every world.
    pub fn put(&self, number: usize, plan: &Plan) {
        let reach = match plan.reach {
            0 => Reach::Own,
            3 => Reach::Community,
            n => Reach::Circle(self.circles[n - 1]),
        };
        let context = ImportContext {
            db: &self.site.db.db,
            ids: &self.site.db.ids,
            clock: &*self.site.db.clock,
            person: None,
            organisation: self.organisations[plan.owner],
            reach,
            tlp: None,
        };
        let attributes: Vec<_> = plan
            .values
            .iter()
            .enumerate()
            .map(|(n, (which, narrow))| {
                let (kind, value) = value(*which);
                json!({
                    "uuid": Uuid::from_u128((number as u128) << 32 | (n as u128 + 1)), "type": kind, "value": value,
                    "category": "Network activity", "timestamp": "1700000000", "to_ids": true,
                    "distribution": if *narrow { "0" } else { "5" }, "comment": format!("remark {number} {n}")
                })
            })
            .collect();
        let tlp = Tlp::ALL[plan.tlp];
        let mut tags = vec![json!({"name": format!("trial:tag=\"{}\"", plan.tag), "colour": "#336699"})];
        if let Some(written) = tlp.written() {
            tags.push(json!({"name": written.to_lowercase(), "colour": "#ffffff"}));
        }
        let event = json!({"Event": {
            "uuid": Uuid::from_u128((number as u128) << 32 | 0xe0000000), "info": format!("Event number {number} of {}", plan.owner),
            "date": "2026-02-01", "timestamp": "1700000000", "published": true, "threat_level_id": "2", "analysis": "1",
            "distribution": "3", "Tag": tags, "Attribute": attributes,
            "Orgc": {"name": format!("Org {}", plan.owner), "uuid": Uuid::from_u128(plan.owner as u128 + 1)}
        }});
        import_misp(&context, &mut Cursor::new(event.to_string()), &mut |_| true).expect("an import");
    }

    /// Whether a member of the organisation may see an event of this plan.
    pub fn sees(organisation: usize, plan: &Plan) -> bool {
        let shared = !matches!((plan.reach, Tlp::ALL[plan.tlp]), (3, Tlp::Red));
        plan.owner == organisation
            || shared
                && match plan.reach {
                    1 => organisation < 2,
                    2 => organisation > 0,
                    3 => true,
                    _ => false,
                }
    }

    /// A contributor of an organisation.
    pub fn contributor(&self, organisation: usize) -> Visitor<'_> {
        self.site.person(&format!("Member {organisation}"), self.organisations[organisation], &[Role::Contributor])
    }
}
