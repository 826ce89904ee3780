//! Signing in, being held off, being signed out.

use belfry_identity::signed_in::{by_token, touch};
use belfry_identity::{
    Attempt, Refusal, Secret, SignInRefusal, membership, person, reset, session, sign_in, sign_in::change_password,
};
use belfry_kernel::{Clock, Role};
use belfry_store::{Key, args};
use belfry_testkit::both_databases;
use jiff::SignedDuration;

use crate::cast::{PASSWORD, Town};

const HOUR: SignedDuration = SignedDuration::from_hours(1);

both_databases! {
    fn ana_signs_in_and_two_queries_say_who_she_is(engine) {
        let town = Town::new(engine);
        let water = town.organisation("Water");
        town.person("Ana", water, &[Role::Contributor, Role::Reader]);
        let session = town.enter("Ana", PASSWORD).expect("in");
        let read = town.t.db.read(Key::SYSTEM).expect("read");
        let ana = by_token(&read, session.token.expose(), town.t.clock.now()).expect("query").expect("in");
        assert_eq!(read.queries(), 2);
        assert_eq!((ana.person.name.as_str(), ana.person.organisation, ana.email.as_str()), ("Ana", water, "ana@town.example"));
        assert!(ana.person.holds_for(&[Role::Contributor], water) && ana.person.may_write);
        assert!(ana.grants.community && ana.grants.organisations.contains(&water));
        assert_eq!(ana.session(), Some(session.session));
        assert!(!format!("{session:?}{ana:?}").contains(session.token.expose()), "a token is not printed");
        assert!(town.facts().contains(&"identity.signed-in".to_owned()));
    }

    fn a_wrong_password_and_an_unknown_address_get_the_same_answer(engine) {
        let town = Town::new(engine);
        town.person("Ana", town.organisation("Water"), &[Role::Reader]);
        assert!(matches!(town.enter("Ana", "wrong"), Err(SignInRefusal::Wrong)));
        assert!(matches!(town.enter("Nobody", PASSWORD), Err(SignInRefusal::Wrong)));
        let read = town.t.db.read(Key::SYSTEM).expect("read");
        let kept = read.rows("select data from store_ledger where fact = 'identity.sign-in-refused'", args![], |row| row.get::<String>(0));
        let kept = kept.expect("ledger");
        assert_eq!(kept.len(), 2);
        assert!(kept.iter().all(|data| !data.contains("town.example")), "the ledger holds no address: {kept:?}");
    }

    fn who_guesses_waits_and_waits_longer(engine) {
        let town = Town::new(engine);
        town.person("Ana", town.organisation("Water"), &[Role::Reader]);
        for n in 0..10 {
            assert!(matches!(town.enter_from("Ana", "guess", &format!("192.0.2.{n}")), Err(SignInRefusal::Wrong)), "{n}");
        }
        let wait = |password| match town.enter(" ANA ".trim(), password) {
            Err(SignInRefusal::Throttled(seconds)) => i64::from(seconds),
            other => panic!("{other:?}"),
        };
        assert_eq!(wait(PASSWORD), 30, "even the right one waits");
        town.later(SignedDuration::from_secs(30));
        assert!(matches!(town.enter("Ana", "guess"), Err(SignInRefusal::Wrong)));
        assert_eq!(wait("guess"), 60);
        assert_eq!(wait("guess"), 60, "what is refused is not counted");
        town.later(SignedDuration::from_secs(60));
        town.enter("Ana", PASSWORD).expect("her own door opens");
        assert!(matches!(town.enter("Ana", "guess"), Err(SignInRefusal::Wrong)), "and all is forgotten");
    }

    fn one_network_tries_only_so_many_accounts(engine) {
        let town = Town::new(engine);
        town.person("Ana", town.organisation("Water"), &[Role::Reader]);
        for n in 0..50 {
            assert!(matches!(town.enter_from(&format!("x{n}"), "guess", "2001:db8::1"), Err(SignInRefusal::Wrong)));
        }
        assert!(matches!(town.enter_from("Ana", PASSWORD, "2001:db8::2"), Err(SignInRefusal::Throttled(_))));
        town.enter_from("Ana", PASSWORD, "2001:db8:0:1::1").expect("others are not held off");
    }

    fn a_session_ends_when_it_is_idle_and_when_it_is_old(engine) {
        let town = Town::new(engine);
        town.person("Ana", town.organisation("Water"), &[Role::Reader]);
        let idle = town.enter("Ana", PASSWORD).expect("in");
        town.later(HOUR * 11);
        let ana = town.behind(&idle).expect("still in");
        assert!(ana.touch_due);
        town.change(|tx, act| Ok(touch(tx, ana.credential, act.now)?)).expect("touch");
        assert!(!town.behind(&idle).expect("in").touch_due, "once in five minutes is enough");
        town.later(HOUR * 12);
        assert!(town.behind(&idle).is_none());
        let old = town.enter("Ana", PASSWORD).expect("in");
        for _ in 0..(14 * 24 / 8 - 1) {
            town.later(HOUR * 8);
            let ana = town.behind(&old).expect("in");
            town.change(|tx, act| Ok(touch(tx, ana.credential, act.now)?)).expect("touch");
        }
        town.later(HOUR * 8);
        assert!(town.behind(&old).is_none(), "after fourteen days whatever happens");
        assert_eq!(town.change(|tx, act| Ok(belfry_identity::sweep(tx, act.now)?)).expect("swept"), 2);
    }

    fn a_planted_token_is_worth_nothing_after_sign_in(engine) {
        let town = Town::new(engine);
        town.person("Ana", town.organisation("Water"), &[Role::Reader]);
        let planted = town.enter("Ana", PASSWORD).expect("in");
        let attempt = Attempt { email: "Ana@Town.example", password: PASSWORD, address: "192.0.2.1", agent: "", replaces: Some(planted.token.expose()) };
        let fresh = sign_in(&town.t.db, &town.passwords, town.act(), &attempt).expect("in");
        assert!(town.behind(&planted).is_none() && town.behind(&fresh).is_some());
        let token = town.change(|tx, act| Ok(session::rotate(tx, act, fresh.session)?)).expect("rotate").expect("there");
        assert!(town.behind(&fresh).is_none());
        let rotated = belfry_identity::NewSession { token, ..fresh };
        assert!(town.behind(&rotated).is_some());
        town.change(|tx, _| Ok(session::sign_out(tx, rotated.token.expose())?)).expect("out");
        assert!(town.behind(&rotated).is_none());
    }

    fn another_password_ends_the_other_sessions(engine) {
        let town = Town::new(engine);
        let ana = town.person("Ana", town.organisation("Water"), &[Role::Reader]);
        let (here, elsewhere) = (town.enter("Ana", PASSWORD).expect("in"), town.enter("Ana", PASSWORD).expect("in"));
        let change = |old, new| change_password(&town.t.db, &town.passwords, town.act(), (ana, here.session), old, new);
        assert!(matches!(change("not it", "another long sentence"), Err(Refusal::WrongPassword)));
        assert!(matches!(change(PASSWORD, "Password2026!"), Err(Refusal::Password(_))));
        change(PASSWORD, "another long sentence").expect("changed");
        assert!(town.behind(&here).is_some() && town.behind(&elsewhere).is_none());
        assert!(matches!(town.enter("Ana", PASSWORD), Err(SignInRefusal::Wrong)));
        town.enter("Ana", "another long sentence").expect("in");
    }

    fn ana_sees_her_sessions_and_ends_them(engine) {
        let town = Town::new(engine);
        let water = town.organisation("Water");
        let (ana, ben) = (town.person("Ana", water, &[Role::Reader]), town.person("Ben", water, &[Role::Reader]));
        let one = town.enter("Ana", PASSWORD).expect("in");
        let two = town.enter("Ana", PASSWORD).expect("in");
        let read = town.t.db.read(Key::SYSTEM).expect("read");
        let list = session::list(&read, ana, town.t.clock.now()).expect("list");
        assert_eq!(list.iter().map(|s| s.agent.as_str()).collect::<Vec<_>>(), ["Firefox on Linux"; 2]);
        drop(read);
        assert!(!town.change(|tx, act| Ok(session::end(tx, act, ben, one.session)?)).expect("query"), "not his");
        assert!(town.change(|tx, act| Ok(session::end(tx, act, ana, one.session)?)).expect("query"));
        assert!(town.behind(&one).is_none());
        assert_eq!(town.change(|tx, act| Ok(session::end_all(tx, act, ana, None)?)).expect("query"), 1);
        assert!(town.behind(&two).is_none());
    }

    fn a_closed_account_is_out_at_once(engine) {
        let town = Town::new(engine);
        let water = town.organisation("Water");
        let root = town.person("Root", water, &[Role::PlatformAdministrator]);
        let ana = town.person("Ana", water, &[Role::Reader]);
        let session = town.enter("Ana", PASSWORD).expect("in");
        town.change(|tx, act| person::disable(tx, act, &town.p(root), ana)).expect("disabled");
        assert!(town.behind(&session).is_none());
        assert!(matches!(town.enter("Ana", "wrong"), Err(SignInRefusal::Wrong)), "who guesses learns nothing");
        assert!(matches!(town.enter("Ana", PASSWORD), Err(SignInRefusal::Disabled)));
        assert!(matches!(town.change(|tx, act| person::disable(tx, act, &town.p(root), root)), Err(Refusal::LastAdministrator)));
        town.change(|tx, act| person::enable(tx, act, &town.p(root), ana)).expect("enabled");
        assert!(town.behind(&session).is_none(), "old sessions stay dead");
        town.enter("Ana", PASSWORD).expect("in");
    }

    fn a_suspended_membership_counts_for_nothing_from_the_next_request_on(engine) {
        let town = Town::new(engine);
        let water = town.organisation("Water");
        let root = town.person("Root", town.organisation("Office"), &[Role::PlatformAdministrator]);
        let ana = town.person("Ana", water, &[Role::Contributor]);
        let session = town.enter("Ana", PASSWORD).expect("in");
        town.change(|tx, act| membership::suspend(tx, act, &town.p(root), ana, water)).expect("suspended");
        let now = town.behind(&session).expect("still signed in");
        assert!(now.person.roles.is_empty() && now.grants.organisations.is_empty() && !now.grants.community);
        town.change(|tx, act| membership::resume(tx, act, &town.p(root), ana, water)).expect("resumed");
        assert!(town.behind(&session).expect("in").grants.community);
    }

    fn a_forgotten_password_is_reset_by_a_link_that_works_once(engine) {
        let town = Town::new(engine);
        town.person("Ana", town.organisation("Water"), &[Role::Reader]);
        let session = town.enter("Ana", PASSWORD).expect("in");
        let ask = |email: &str| reset::request(&town.t.db, town.act(), email, "192.0.2.1").expect("query");
        assert!(ask("nobody@town.example").is_none() && ask("nonsense").is_none());
        let mail = ask("ANA@town.example").expect("a mail");
        let other = ask("ana@town.example").expect("a mail");
        let new = Secret::new("a new and longer one");
        let complete = |token: &Secret| reset::complete(&town.t.db, &town.passwords, town.act(), token.expose(), &new);
        complete(&mail.token).expect("reset");
        assert!(matches!(complete(&mail.token), Err(Refusal::LinkSpent)));
        assert!(matches!(complete(&other.token), Err(Refusal::LinkSpent)), "its sisters are dead too");
        assert!(town.behind(&session).is_none());
        town.enter("Ana", new.expose()).expect("in");
        let late = ask("ana@town.example").expect("a mail");
        town.later(HOUR);
        assert!(matches!(complete(&late.token), Err(Refusal::LinkSpent)));
    }
}
