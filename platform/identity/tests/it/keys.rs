//! API keys.

use belfry_identity::key::{self, Scope};
use belfry_identity::signed_in::{by_key, touch};
use belfry_identity::{Refusal, by_api_key, person};
use belfry_kernel::{Clock, Role};
use belfry_store::Key;
use belfry_testkit::both_databases;
use jiff::SignedDuration;

use crate::cast::Town;

both_databases! {
    fn a_key_does_what_its_scope_says_until_its_day(engine) {
        let town = Town::new(engine);
        let water = town.organisation("Water");
        let ana = town.person("Ana", water, &[Role::Contributor]);
        let end = town.t.clock.now() + SignedDuration::from_hours(48);
        let (_, reads) = town.change(|tx, act| key::create(tx, act, ana, "feed", Scope::Read, end)).expect("key");
        let (uuid, writes) = town.change(|tx, act| key::create(tx, act, ana, "import", Scope::Write, end)).expect("key");
        let read = town.t.db.read(Key::SYSTEM).expect("read");
        let by = by_key(&read, reads.expose(), town.t.clock.now()).expect("query").expect("ana");
        assert_eq!(read.queries(), 2);
        assert!(by.person.id == ana && !by.person.may_write && by.touch_due);
        let list = key::list(&read, ana).expect("list");
        drop(read);
        assert!(list.iter().all(|k| k.prefix.len() == 15 && k.used.is_none()));
        assert!(writes.expose().starts_with(&list[0].prefix) && reads.expose().len() == 59);
        town.change(|tx, act| Ok(touch(tx, by.credential, act.now)?)).expect("touch");
        let now = |secret: &str| by_api_key(&town.t.db, secret, town.t.clock.now()).expect("query");
        assert!(!now(reads.expose()).expect("ana").touch_due);
        assert!(now(writes.expose()).expect("ana").person.may_write);
        town.change(|tx, act| key::revoke(tx, act, ana, uuid)).expect("revoked");
        assert!(matches!(town.change(|tx, act| key::revoke(tx, act, ana, uuid)), Err(Refusal::NotFound)));
        assert!(now(writes.expose()).is_none());
        town.later(SignedDuration::from_hours(48));
        assert!(now(reads.expose()).is_none() && now("belfry_nothing").is_none());
    }

    fn a_key_has_an_end_and_belongs_to_one_person(engine) {
        let town = Town::new(engine);
        let water = town.organisation("Water");
        let (ana, ben) = (town.person("Ana", water, &[Role::Reader]), town.person("Ben", water, &[Role::Reader]));
        let days = |n: i64| town.t.clock.now() + SignedDuration::from_hours(24 * n);
        assert!(matches!(town.change(|tx, act| key::create(tx, act, ana, "ever", Scope::Read, days(400))), Err(Refusal::Field("expires"))));
        assert!(matches!(town.change(|tx, act| key::create(tx, act, ana, " ", Scope::Read, days(4))), Err(Refusal::Field("name"))));
        let (uuid, secret) = town.change(|tx, act| key::create(tx, act, ana, "feed", Scope::Read, days(300))).expect("key");
        assert!(matches!(town.change(|tx, act| key::revoke(tx, act, ben, uuid)), Err(Refusal::NotFound)));
        let root = town.person("Root", water, &[Role::PlatformAdministrator]);
        town.change(|tx, act| person::disable(tx, act, &town.p(root), ana)).expect("disabled");
        town.change(|tx, act| person::enable(tx, act, &town.p(root), ana)).expect("enabled");
        assert!(by_api_key(&town.t.db, secret.expose(), town.t.clock.now()).expect("query").is_none(), "closing killed it for good");
    }
}
