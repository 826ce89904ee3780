//! The first administrator.

use belfry_identity::first_run::{FirstRun, complete_first_run, first_run_link, is_living};
use belfry_identity::organisation::{self, OrganisationFields, OrganisationKind};
use belfry_identity::{Refusal, Secret};
use belfry_kernel::{Clock, Role};
use belfry_store::Key;
use belfry_testkit::both_databases;
use jiff::SignedDuration;

use crate::cast::{PASSWORD, Town};

fn answers() -> FirstRun {
    FirstRun {
        organisation: OrganisationFields {
            name: "Office for  Security".into(),
            short_name: "Office".into(),
            kind: OrganisationKind::Nca,
            sector: None,
            country: None,
            about: String::new(),
            website: None,
        },
        name: "Rosa".into(),
        email: "Rosa@Town.example".into(),
        password: Secret::new(PASSWORD),
        language: "fr".into(),
        time_zone: "Europe/Paris".into(),
    }
}

both_databases! {
    fn the_printed_link_makes_one_administrator_and_no_second(engine) {
        let town = Town::new(engine);
        let complete = |token: &Secret, answers: &FirstRun| complete_first_run(&town.t.db, &town.passwords, town.act(), token.expose(), answers);
        let lost = first_run_link(&town.t.db, town.act()).expect("query").expect("nobody yet");
        let link = first_run_link(&town.t.db, town.act()).expect("query").expect("nobody yet");
        assert!(matches!(complete(&lost, &answers()), Err(Refusal::LinkSpent)), "a later start prints another");
        let weak = FirstRun { password: Secret::new("Welcome2026!"), ..answers() };
        assert!(matches!(complete(&link, &weak), Err(Refusal::Password(_))));
        let (rosa, office) = complete(&link, &answers()).expect("the first");
        assert!(matches!(complete(&link, &answers()), Err(Refusal::LinkSpent)));
        assert!(first_run_link(&town.t.db, town.act()).expect("query").is_none());
        assert!(town.p(rosa).holds_for(&[Role::PlatformAdministrator], office));
        let session = town.enter("Rosa", PASSWORD).expect("in");
        assert_eq!(town.behind(&session).expect("in").language, "fr");
        let read = town.t.db.read(town.key(rosa)).expect("read");
        let names = organisation::names(&read, &[office]).expect("names");
        assert_eq!(names[&office].name, "Office for Security");
    }

    fn the_link_lives_a_week(engine) {
        let town = Town::new(engine);
        let link = first_run_link(&town.t.db, town.act()).expect("query").expect("nobody yet");
        let lives = || is_living(&town.t.db.read(Key::SYSTEM).expect("read"), link.expose(), town.t.clock.now()).expect("query");
        assert!(lives());
        town.later(SignedDuration::from_hours(24 * 7));
        assert!(!lives());
    }
}
