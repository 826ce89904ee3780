//! Trust circles.

use belfry_identity::circle::{self, CircleFields, MemberStatus};
use belfry_identity::{Refusal, membership};
use belfry_kernel::{CircleId, OrganisationId, PersonId, Role, Tlp};
use belfry_store::{Act, Key, Tx, args};
use belfry_testkit::{Engine, both_databases};

use crate::cast::Town;

const SPEAKS: &[Role] = &[Role::CircleCoordinator, Role::Contributor];

/// Water founds circles; Power and Rail are others. Each has one who speaks for it.
struct Place {
    town: Town,
    water: OrganisationId,
    power: OrganisationId,
    rail: OrganisationId,
    ana: PersonId,
    ben: PersonId,
    cleo: PersonId,
}

impl Place {
    fn new(engine: Engine) -> Self {
        let town = Town::new(engine);
        let (water, power, rail) = (town.organisation("Water"), town.organisation("Power"), town.organisation("Rail"));
        let ana = town.person("Ana", water, SPEAKS);
        let ben = town.person("Ben", power, SPEAKS);
        let cleo = town.person("Cleo", rail, SPEAKS);
        Self { town, water, power, rail, ana, ben, cleo }
    }

    fn found(&self, name: &str, hidden: bool) -> CircleId {
        let by = self.town.p(self.ana);
        self.town.change(|tx, act| circle::create(tx, act, &by, self.water, fields(name, hidden))).expect("founded").0
    }

    fn by<T>(
        &self,
        who: PersonId,
        work: impl FnOnce(&Tx, Act<'_>, &belfry_kernel::Person) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let by = self.town.p(who);
        self.town.change(|tx, act| work(tx, act, &by))
    }

    fn in_circle(&self, who: PersonId, circle: CircleId) -> bool {
        self.town.who(who).grants.circles.contains(&circle)
    }

    fn member_names(&self, who: PersonId, circle: CircleId) -> Option<Vec<String>> {
        let read = self.town.t.db.read(self.town.key(who)).expect("read");
        let members = circle::members_visible_to(&read, &self.town.who(who).grants, circle).expect("query");
        members.map(|members| members.into_iter().map(|m| m.name).collect())
    }

    fn listed(&self, who: PersonId) -> Vec<String> {
        let read = self.town.t.db.read(self.town.key(who)).expect("read");
        circle::list(&read, 100).expect("list").into_iter().map(|c| c.fields.name).collect()
    }

    fn shares_in(&self, who: PersonId, organisation: OrganisationId) -> Vec<CircleId> {
        let read = self.town.t.db.read(self.town.key(who)).expect("read");
        let all = circle::sharing(&read, &self.town.who(who).grants, organisation).expect("query");
        all.into_iter().map(|circle| circle.id).collect()
    }
}

fn fields(name: &str, hidden: bool) -> CircleFields {
    CircleFields { name: name.into(), purpose: "Pumps.".into(), rules: String::new(), ceiling: Tlp::Amber, hidden }
}

both_databases! {
    fn an_invitation_gives_nothing_until_it_is_accepted(engine) {
        let at = Place::new(engine);
        let pumps = at.found("Pumps", false);
        assert!(at.in_circle(at.ana, pumps));
        at.by(at.ana, |tx, act, by| circle::invite(tx, act, by, pumps, at.power, false)).expect("invited");
        assert!(!at.in_circle(at.ben, pumps));
        assert!(matches!(at.by(at.cleo, |tx, act, by| circle::accept(tx, act, by, pumps, at.power)), Err(Refusal::Forbidden)));
        assert!(matches!(at.by(at.cleo, |tx, act, by| circle::accept(tx, act, by, pumps, at.rail)), Err(Refusal::NotFound)));
        at.by(at.ben, |tx, act, by| circle::accept(tx, act, by, pumps, at.power)).expect("joined");
        assert!(at.in_circle(at.ben, pumps));
        assert_eq!(at.member_names(at.ben, pumps), Some(vec!["Power".into(), "Water".into()]));
        assert_eq!(at.member_names(at.cleo, pumps), None, "members are known to members");
        assert_eq!(at.listed(at.cleo), ["Pumps"], "the circle itself is known to all");
        assert!(matches!(at.by(at.ana, |tx, act, by| circle::invite(tx, act, by, pumps, at.power, false)), Err(Refusal::AlreadyMember)));
        let facts: Vec<String> = at.town.facts().into_iter().filter(|f| f.contains("circle")).collect();
        let read = at.town.t.db.read(at.town.key(at.cleo)).expect("read");
        let shown = read.rows("select fact from store_ledger where subject_id = $1 order by id", args![pumps], |row| row.get::<String>(0));
        assert_eq!(shown.expect("facts"), ["identity.circle-made"], "who joins is not on the circle's page");
        assert_eq!(facts, ["identity.circle-made", "identity.circle-invited", "identity.circle-joined"]);
    }

    fn who_is_suspended_or_leaves_is_out_at_once(engine) {
        let at = Place::new(engine);
        let pumps = at.found("Pumps", false);
        at.by(at.ana, |tx, act, by| circle::invite(tx, act, by, pumps, at.power, true)).expect("invited");
        at.by(at.ben, |tx, act, by| circle::accept(tx, act, by, pumps, at.power)).expect("joined");
        assert!(matches!(at.by(at.ben, |tx, act, by| circle::suspend(tx, act, by, pumps, at.water)), Err(Refusal::Forbidden)));
        at.by(at.ana, |tx, act, by| circle::suspend(tx, act, by, pumps, at.power)).expect("suspended");
        assert!(!at.in_circle(at.ben, pumps));
        assert!(matches!(at.by(at.ben, |tx, act, by| circle::leave(tx, act, by, pumps, at.power)), Err(Refusal::WrongState)));
        assert!(matches!(at.by(at.ben, |tx, act, by| circle::invite(tx, act, by, pumps, at.rail, false)), Err(Refusal::Forbidden)));
        at.by(at.ana, |tx, act, by| circle::resume(tx, act, by, pumps, at.power)).expect("resumed");
        assert!(at.in_circle(at.ben, pumps));
        at.by(at.ben, |tx, act, by| circle::leave(tx, act, by, pumps, at.power)).expect("left");
        assert!(!at.in_circle(at.ben, pumps));
        assert!(matches!(at.by(at.ana, |tx, act, by| circle::leave(tx, act, by, pumps, at.water)), Err(Refusal::WrongState)));
        at.by(at.ana, |tx, act, by| circle::invite(tx, act, by, pumps, at.power, false)).expect("invited again");
        at.by(at.ben, |tx, act, by| circle::decline(tx, act, by, pumps, at.power)).expect("declined");
        assert!(circle::of(&at.town.t.db, &[at.power]).expect("query").is_empty());
    }

    fn who_was_given_it_invites_and_cannot_pass_it_on(engine) {
        let at = Place::new(engine);
        let pumps = at.found("Pumps", true);
        at.by(at.ana, |tx, act, by| circle::invite(tx, act, by, pumps, at.power, true)).expect("invited");
        assert!(matches!(at.by(at.ben, |tx, act, by| circle::invite(tx, act, by, pumps, at.rail, false)), Err(Refusal::Forbidden)), "not yet in");
        at.by(at.ben, |tx, act, by| circle::accept(tx, act, by, pumps, at.power)).expect("joined");
        assert!(matches!(at.by(at.ben, |tx, act, by| circle::invite(tx, act, by, pumps, at.rail, true)), Err(Refusal::Forbidden)));
        at.by(at.ben, |tx, act, by| circle::invite(tx, act, by, pumps, at.rail, false)).expect("invited");
        at.by(at.cleo, |tx, act, by| circle::accept(tx, act, by, pumps, at.rail)).expect("joined");
        let other = at.town.organisation("Bank");
        assert!(matches!(at.by(at.cleo, |tx, act, by| circle::invite(tx, act, by, pumps, other, false)), Err(Refusal::Forbidden)));
    }

    fn a_hidden_circle_does_not_exist_for_others(engine) {
        let at = Place::new(engine);
        let quiet = at.found("Quiet", true);
        assert_eq!((at.listed(at.ana), at.listed(at.ben)), (vec!["Quiet".to_owned()], vec![]));
        let read = at.town.t.db.read(at.town.key(at.ben)).expect("read");
        assert!(circle::by_id(&read, quiet).expect("query").is_none());
        assert!(circle::by_name(&read, "quiet").expect("query").is_empty());
        assert!(circle::names(&read, &[quiet]).expect("query").is_empty());
        if engine == Engine::Postgres {
            for sql in ["select count(*) from identity_circles", "select count(*) from identity_circle_members"] {
                assert_eq!(read.one(sql, args![], |row| row.get::<i64>(0)).expect("count"), 0, "behind the second wall");
            }
        }
        drop(read);
        for refused in [
            at.by(at.ben, |tx, act, by| circle::invite(tx, act, by, quiet, at.power, false)),
            at.by(at.ben, |tx, act, by| circle::accept(tx, act, by, quiet, at.power)),
            at.by(at.ben, |tx, act, by| circle::close(tx, act, by, quiet)),
            at.by(at.ben, |tx, act, by| circle::edit(tx, act, by, quiet, fields("Mine", false))),
        ] {
            assert!(matches!(refused, Err(Refusal::NotFound)), "{refused:?}");
        }
        at.by(at.ben, |tx, act, by| circle::create(tx, act, by, at.power, fields("Quiet", true))).expect("the name does not tell");
        assert!(matches!(at.by(at.ana, |tx, act, by| circle::create(tx, act, by, at.water, fields("quiet", true))), Err(Refusal::NameTaken)));
        assert!(circle::invitations(&at.town.t.db, &[at.power]).expect("query").is_empty());
        at.by(at.ana, |tx, act, by| circle::invite(tx, act, by, quiet, at.power, false)).expect("invited");
        let asked = circle::invitations(&at.town.t.db, &[at.power]).expect("query");
        assert_eq!((asked.len(), asked[0].circle, asked[0].owner.as_str()), (1, quiet, "Water"));
        assert_eq!(circle::of(&at.town.t.db, &[at.power]).expect("query")[0].2, MemberStatus::Invited);
        assert_eq!(at.listed(at.ben), ["Quiet"], "only his own, until he accepts");
        assert!(!at.shares_in(at.ben, at.power).contains(&quiet));
        at.by(at.ben, |tx, act, by| circle::accept(tx, act, by, quiet, at.power)).expect("joined");
        assert_eq!(at.listed(at.ben), ["Quiet", "Quiet"]);
        assert!(at.shares_in(at.ben, at.power).contains(&quiet) && at.shares_in(at.ben, at.rail).is_empty());
        at.by(at.ana, |tx, act, by| circle::suspend(tx, act, by, quiet, at.power)).expect("suspended");
        assert!(!at.shares_in(at.ben, at.power).contains(&quiet));
    }

    fn a_closed_circle_gives_nobody_anything(engine) {
        let at = Place::new(engine);
        let pumps = at.found("Pumps", true);
        at.by(at.ana, |tx, act, by| circle::invite(tx, act, by, pumps, at.power, true)).expect("invited");
        at.by(at.ben, |tx, act, by| circle::accept(tx, act, by, pumps, at.power)).expect("joined");
        at.by(at.ana, |tx, act, by| circle::invite(tx, act, by, pumps, at.rail, true)).expect("invited");
        assert!(matches!(at.by(at.ben, |tx, act, by| circle::close(tx, act, by, pumps)), Err(Refusal::Forbidden)));
        at.by(at.ana, |tx, act, by| circle::close(tx, act, by, pumps)).expect("closed");
        assert!(!at.in_circle(at.ana, pumps) && !at.in_circle(at.ben, pumps));
        assert!(matches!(at.by(at.cleo, |tx, act, by| circle::accept(tx, act, by, pumps, at.rail)), Err(Refusal::Closed)));
        assert!(matches!(at.by(at.ana, |tx, act, by| circle::close(tx, act, by, pumps)), Err(Refusal::Closed)));
        assert_eq!((at.listed(at.ana).len(), at.listed(at.ben).len()), (1, 0));
    }

    fn a_circle_goes_into_hiding_and_out_again(engine) {
        let at = Place::new(engine);
        let pumps = at.found("Pumps", false);
        at.by(at.ana, |tx, act, by| circle::edit(tx, act, by, pumps, fields("Valves", true))).expect("hidden");
        assert_eq!((at.listed(at.ana), at.listed(at.cleo)), (vec!["Valves".to_owned()], vec![]));
        at.by(at.ana, |tx, act, by| circle::edit(tx, act, by, pumps, fields("Valves", false))).expect("shown");
        assert_eq!(at.listed(at.cleo), ["Valves"]);
    }

    fn a_person_out_of_his_organisation_is_out_of_its_circles(engine) {
        let at = Place::new(engine);
        let pumps = at.found("Pumps", true);
        let root = at.town.person("Root", at.rail, &[Role::PlatformAdministrator]);
        assert!(!at.in_circle(root, pumps), "the role alone shows nothing");
        at.by(root, |tx, act, by| membership::suspend(tx, act, by, at.ana, at.water)).expect("suspended");
        assert!(!at.in_circle(at.ana, pumps));
        let own = at.town.p(at.ben);
        let tx = at.town.t.db.write(Key::ANONYMOUS).expect("tx");
        assert!(circle::create(&tx, at.town.act(), &own, at.power, fields("X", false)).is_err(), "by the program's key only");
    }
}
