//! Generated worlds: organisations, circles, people and events whose values meet.
//!
//! Two worlds that are built by the same steps have the same ids; so a step that is hidden from a reader may say something else
//! in the other world, and more may happen there at the end ([`World::disturb`]).

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Cursor;

use belfry_identity::circle::{self, CircleFields};
use belfry_identity::key::Scope;
use belfry_incidents::access::Notify;
use belfry_incidents::incident::{Kind, Said};
use belfry_incidents::notification::send::Begin;
use belfry_incidents::regime;
use belfry_incidents::warn::{self, Warning};
use belfry_kernel::{Actor, CircleId, OrganisationId, Person, PersonId, Role, Tlp};
use belfry_store::{Key, Tx};
use belfry_testkit::{Engine, TestSite, Visitor};
use belfry_threats::event::import::{ImportContext, Reach, import_misp};
use proptest::prelude::*;
use serde_json::json;
use uuid::Uuid;

use crate::addresses::Reader;

/// The outside id of an event.
pub fn event_uuid(number: usize) -> Uuid {
    Uuid::from_u128((number as u128) << 32 | 0xe000_0000)
}

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

/// A site with three organisations and two circles: {0, 1} and {1, 2}, the second hidden. A fourth organisation, the agency, runs
/// the platform and is in no circle.
pub struct World {
    /// The site.
    pub site: TestSite,
    /// The organisations.
    pub organisations: Vec<OrganisationId>,
    /// The circles.
    pub circles: Vec<CircleId>,
    /// Whoever holds every role, by organisation, with his key.
    all_round: RefCell<BTreeMap<usize, (PersonId, String)>>,
}

/// Every role but that of the platform's administrator: whoever holds them opens every page.
const EVERY_ROLE: &[Role] = &[
    Role::Supervisor,
    Role::SpocOfficer,
    Role::CsirtAnalyst,
    Role::NisImplementer,
    Role::OrganisationAdministrator,
    Role::Contributor,
    Role::CircleCoordinator,
    Role::ManagementMember,
];

/// Somebody who speaks for an organisation.
pub fn speaker(organisation: OrganisationId) -> Person {
    let roles = vec![(organisation, Role::CircleCoordinator), (organisation, Role::OrganisationAdministrator)];
    Person { id: PersonId(0), name: "Speaker".into(), organisation, roles, may_write: true }
}

impl World {
    /// A world without events. The hidden circle bears this name.
    pub fn new(engine: Engine, night: &str) -> Self {
        Self::with(TestSite::new(engine, &belfry::areas::areas()), night)
    }

    /// As [`new`](Self::new), on a site that is there.
    pub fn with(site: TestSite, night: &str) -> Self {
        let names = ["Aquaval", "Bahnwerk", "Clinica", "Agency"];
        let organisations: Vec<OrganisationId> = names.iter().map(|name| site.organisation(name, "oes")).collect();
        let circles = [("Water", false, [0, 1]), (night, true, [1, 2])]
            .map(|(name, hidden, [a, b])| site.circle(name, hidden, &[organisations[a], organisations[b]]))
            .to_vec();
        // Drawn while no world differs from another: what it is tells of nobody.
        belfry_incidents::handover::key::own(&site.house).expect("the key that signs packages");
        site.run_jobs();
        Self { site, organisations, circles, all_round: RefCell::default() }
    }

    /// Somebody of an organisation who holds every role there, with a key that writes.
    pub fn all_round(&self, organisation: usize) -> Reader<'_> {
        let mut known = self.all_round.borrow_mut();
        if let Some((person, key)) = known.get(&organisation) {
            return Reader { visitor: self.site.sign_in(*person), key: Some(key.clone()) };
        }
        let home = self.organisations[organisation];
        let visitor = self.site.person(&format!("All Round {organisation}"), home, EVERY_ROLE);
        let key = self.site.key(visitor.id(), Scope::Write);
        known.insert(organisation, (visitor.id(), key.clone()));
        Reader { visitor, key: Some(key) }
    }

    /// The owner of an event says something about it, and has met its first value.
    pub fn dress(&self, number: usize, plan: &Plan, by: &Visitor<'_>, said: &str) {
        self.step();
        let event = format!("/threats/events/{}", event_uuid(number));
        by.submit(&format!("{event}/discuss"), &[("text", said)]).expect(303);
        let attribute = Uuid::from_u128((number as u128) << 32 | 1).to_string();
        let kind = if plan.tag > 1 { "seen" } else { "false-positive" };
        by.submit(&format!("{event}/sightings"), &[("attribute", &attribute), ("kind", kind)]).expect(303);
    }

    /// What happens out of the reader's sight at the end: another hidden circle, of organisations that are not his, with one that
    /// is invited and one that is suspended.
    pub fn disturb(&self, reader: usize) {
        self.step();
        let others: Vec<OrganisationId> = (0..4).filter(|n| *n != reader).map(|n| self.organisations[n]).collect();
        let circle = self.site.circle("Attic", true, &others[..2]);
        let tx = self.site.db.db.write(Key::SYSTEM).expect("tx");
        let owner = speaker(others[0]);
        circle::invite(&tx, self.site.act(), &owner, circle, others[2], false).expect("an invitation");
        circle::suspend(&tx, self.site.act(), &owner, circle, others[1]).expect("a suspension");
        self.notified(&tx, others[0], others[1]);
        tx.commit().expect("commit");
        self.site.run_jobs();
    }

    /// An incident of one, of which the other receives a notification.
    fn notified(&self, tx: &Tx, of: OrganisationId, by: OrganisationId) {
        let act = self.site.act();
        let warning = Warning {
            what: "Something that is nobody else's.".into(),
            suspected: Said::Yes,
            border: Said::Yes,
            kind: Kind::Incident,
            aware: act.now,
            zone: "Europe/Brussels".into(),
            exercise: false,
        };
        let begin = Begin {
            regime: regime::latest(warn::USUAL).expect("a regime").clone(),
            authority: by,
            recipients: vec![(by, vec!["nca".into()])],
            country: "BE".into(),
            sector: "energy".into(),
            voluntary: false,
            trust: false,
            contact: String::new(),
        };
        warn::file::<Notify>(tx, act, &Actor::System, (of, &warning), &[begin]).expect("an early warning");
    }

    /// A circle that is founded, with all that is said of it.
    pub fn circle(&self, owner: usize, fields: CircleFields) -> CircleId {
        let tx = self.site.db.db.write(Key::SYSTEM).expect("tx");
        let owner = self.organisations[owner];
        let (id, _) = circle::create(&tx, self.site.act(), &speaker(owner), owner, fields).expect("a circle");
        tx.commit().expect("commit");
        id
    }

    /// A step of the story has its own second, so that ids after it are the same whatever it used up.
    fn step(&self) {
        self.site.db.clock.advance(jiff::SignedDuration::from_secs(1));
    }

    /// Puts an event in. Its UUID follows from its number.
    pub fn put(&self, number: usize, plan: &Plan) {
        self.step();
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
            "uuid": event_uuid(number), "info": format!("Event number {number} of {}", plan.owner),
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
}
