//! Who will see this.

use std::collections::BTreeSet;

use belfry_identity::audience::{Audience, Reason};
use belfry_identity::circle::{self, CircleFields};
use belfry_identity::{audience, membership};
use belfry_kernel::{CircleId, Clause, Grants, Label, OrganisationId, PersonId, Role, Tlp};
use belfry_store::Key;
use belfry_testkit::{Engine, both_databases};

use crate::cast::Town;

struct Place {
    town: Town,
    water: OrganisationId,
    power: OrganisationId,
    rail: OrganisationId,
    ana: PersonId,
    ben: PersonId,
    cleo: PersonId,
    pumps: CircleId,
}

/// Water and Power share a hidden circle that Rail does not know; Bank has no people yet.
fn place(engine: Engine) -> Place {
    let town = Town::new(engine);
    let (water, power, rail) = (town.organisation("Water"), town.organisation("Power"), town.organisation("Rail"));
    town.organisation("Bank");
    let roles = &[Role::CircleCoordinator];
    let (ana, ben, cleo) =
        (town.person("Ana", water, roles), town.person("Ben", power, roles), town.person("Cleo", rail, roles));
    let fields = CircleFields {
        name: "Pumps".into(),
        purpose: String::new(),
        rules: String::new(),
        ceiling: Tlp::Amber,
        hidden: true,
    };
    let pumps = town.change(|tx, act| circle::create(tx, act, &town.p(ana), water, fields)).expect("founded").0;
    town.change(|tx, act| circle::invite(tx, act, &town.p(ana), pumps, power, false)).expect("invited");
    town.change(|tx, act| circle::accept(tx, act, &town.p(ben), pumps, power)).expect("joined");
    Place { town, water, power, rail, ana, ben, cleo, pumps }
}

impl Place {
    fn asked(&self, who: PersonId, label: &Label) -> Audience {
        let read = self.town.t.db.read(self.town.key(who)).expect("read");
        let answer = audience(&read, label, &self.town.who(who).grants).expect("audience");
        assert!(read.queries() <= 4);
        answer
    }
}

fn names(audience: &Audience) -> Vec<(&str, Reason)> {
    audience.organisations.iter().map(|r| (r.name.as_str(), r.reason)).collect()
}

both_databases! {
    fn each_clause_says_whom_it_reaches_and_why(engine) {
        let at = place(engine);
        let community = at.asked(at.cleo, &Label::new(Tlp::Green, Clause::Community));
        assert_eq!(names(&community), [("Power", Reason::Community), ("Rail", Reason::Community), ("Water", Reason::Community)]);
        assert!(!community.others && !community.beyond);
        assert!(at.asked(at.cleo, &Label::new(Tlp::Clear, Clause::Everyone)).beyond);
        let own = at.asked(at.cleo, &Label::new(Tlp::Red, Clause::Organisation(at.rail)));
        assert_eq!(names(&own), [("Rail", Reason::Organisation)]);
        let named = at.asked(at.cleo, &Label::new(Tlp::Red, Clause::People(BTreeSet::from([at.ben]))));
        assert_eq!(names(&named), [("Power", Reason::People)]);
        let circle = Label::new(Tlp::Amber, Clause::CircleOrOwner(at.pumps, at.water));
        let circle = at.asked(at.ben, &circle);
        assert_eq!(names(&circle), [("Power", Reason::Circle(at.pumps)), ("Water", Reason::Owner)]);
        assert_eq!((circle.total, circle.circles), (2, vec![(at.pumps, "Pumps".to_owned())]));
        assert_eq!(at.asked(at.ana, &Label::nobody()).total, 0);
    }

    fn who_is_not_in_a_circle_does_not_learn_who_is(engine) {
        let at = place(engine);
        let label = Label::new(Tlp::Amber, Clause::CircleOrOwner(at.pumps, at.rail));
        let before = at.asked(at.cleo, &label);
        assert_eq!(names(&before), [("Rail", Reason::Owner)]);
        assert!(before.others && before.circles.is_empty());
        at.town.change(|tx, act| circle::leave(tx, act, &at.town.p(at.ben), at.pumps, at.power)).expect("left");
        assert_eq!(at.asked(at.cleo, &label), before, "nor that it changes");
    }

    fn several_clauses_reach_those_for_whom_all_hold(engine) {
        let at = place(engine);
        let circle = Label::new(Tlp::Amber, Clause::CircleOrOwner(at.pumps, at.water));
        let both = circle.meet(&Label::new(Tlp::Green, Clause::Community));
        assert_eq!(at.asked(at.ana, &both).total, 2);
        let apart = Label::new(Tlp::Red, Clause::Organisation(at.rail)).meet(&Label::new(Tlp::Red, Clause::Organisation(at.power)));
        assert_eq!(at.asked(at.ana, &apart).total, 0);
        at.town.join(at.cleo, at.power, &[Role::Reader]);
        assert_eq!(at.asked(at.ana, &apart).total, 2, "somebody is in both");
        let root = at.town.person("Root", at.water, &[Role::PlatformAdministrator]);
        at.town.change(|tx, act| membership::suspend(tx, act, &at.town.p(root), at.cleo, at.power)).expect("suspended");
        assert_eq!(at.asked(at.ana, &apart).total, 0);
    }

    fn the_program_and_a_stranger(engine) {
        let at = place(engine);
        let label = Label::new(Tlp::Amber, Clause::CircleOrOwner(at.pumps, at.water));
        let read = at.town.t.db.read(Key::SYSTEM).expect("read");
        assert_eq!(audience(&read, &label, &Grants::system()).expect("audience").total, 2);
        drop(read);
        let read = at.town.t.db.read(Key::ANONYMOUS).expect("read");
        assert_eq!(audience(&read, &label, &Grants::default()).expect("audience").total, 0);
    }
}
