//! Invitations, roles, and what an organisation's administrator cannot reach.

use belfry_identity::invitation::{self, NewMember};
use belfry_identity::person::{self, Theme};
use belfry_identity::{Email, Refusal, Secret, membership, organisation, reset};
use belfry_kernel::{Clock, OrganisationId, PersonId, Role};
use belfry_store::Key;
use belfry_testkit::both_databases;
use jiff::SignedDuration;

use crate::cast::{PASSWORD, Town, email};

const ADMIN: &[Role] = &[Role::OrganisationAdministrator];

fn invite(town: &Town, by: PersonId, to: OrganisationId, whom: &Email, roles: &[Role]) -> Result<Secret, Refusal> {
    town.change(|tx, act| invitation::invite(tx, act, &town.p(by), to, whom, roles))
}

fn accept(town: &Town, token: &Secret) -> Result<(PersonId, OrganisationId), Refusal> {
    let member = NewMember {
        name: "Cleo".into(),
        password: Secret::new(PASSWORD),
        language: "en".into(),
        time_zone: "Europe/Luxembourg".into(),
    };
    invitation::accept(&town.t.db, &town.passwords, town.act(), token.expose(), &member)
}

both_databases! {
    fn cleo_is_invited_and_joins(engine) {
        let town = Town::new(engine);
        let water = town.organisation("Water");
        let ana = town.person("Ana", water, ADMIN);
        let old = invite(&town, ana, water, &email("Cleo"), &[Role::Reader]).expect("invited");
        let link = invite(&town, ana, water, &email("Cleo"), &[Role::Contributor]).expect("invited again");
        assert!(matches!(accept(&town, &old), Err(Refusal::LinkSpent)));
        let read = town.t.db.read(Key::SYSTEM).expect("read");
        assert_eq!(invitation::pending(&read, water, town.t.clock.now()).expect("list").len(), 1);
        let offer = invitation::look(&read, link.expose(), town.t.clock.now()).expect("query").expect("lives");
        assert_eq!((offer.email.as_str(), offer.has_account), ("cleo@town.example", false));
        drop(read);
        let (cleo, _) = accept(&town, &link).expect("joined");
        assert!(town.p(cleo).holds_for(&[Role::Contributor], water));
        assert!(matches!(accept(&town, &link), Err(Refusal::LinkSpent)));
        assert!(matches!(invite(&town, ana, water, &email("Cleo"), &[Role::Reader]), Err(Refusal::AlreadyMember)));
        town.enter("Cleo", PASSWORD).expect("in");
        let read = town.t.db.read(town.key(ana)).expect("read");
        let names: Vec<String> = membership::of_organisation(&read, water).expect("members").into_iter().map(|m| m.name).collect();
        assert_eq!(names, ["Ana", "Cleo"]);
        assert_eq!(organisation::community_size(&read).expect("size"), organisation::CommunitySize { organisations: 1, people: 2 });
        assert_eq!(person::names(&read, &[cleo, ana]).expect("names")[&cleo].name, "Cleo");
        assert_eq!(person::recipients(&read, &[water]).expect("people").len(), 2);
    }

    fn nobody_gives_more_than_he_holds_or_beyond_his_organisation(engine) {
        let town = Town::new(engine);
        let (water, power) = (town.organisation("Water"), town.organisation("Power"));
        let ana = town.person("Ana", water, ADMIN);
        let ben = town.person("Ben", water, &[Role::Reader]);
        let dora = town.person("Dora", power, &[Role::Reader]);
        let forbidden = |r: Result<Secret, Refusal>| matches!(r, Err(Refusal::Forbidden));
        assert!(forbidden(invite(&town, ana, water, &email("Eve"), &[Role::PlatformAdministrator])));
        assert!(forbidden(invite(&town, ana, water, &email("Eve"), &[Role::Reader, Role::Supervisor])));
        assert!(forbidden(invite(&town, ana, power, &email("Eve"), &[Role::Reader])));
        assert!(forbidden(invite(&town, ben, water, &email("Eve"), &[Role::Reader])));
        let set = |by, who, at, roles: &[Role]| town.change(|tx, act| membership::set_roles(tx, act, &town.p(by), who, at, roles));
        assert!(matches!(set(ana, ana, water, &[Role::PlatformAdministrator, Role::OrganisationAdministrator]), Err(Refusal::Forbidden)));
        assert!(matches!(set(ana, dora, power, &[Role::Contributor]), Err(Refusal::NotFound)));
        assert!(matches!(set(ben, ben, water, &[Role::Contributor]), Err(Refusal::NotFound)));
        set(ana, ben, water, &[Role::Reader, Role::Contributor]).expect("within her reach");
    }

    fn an_administrator_of_an_organisation_cannot_touch_an_account_that_holds_more(engine) {
        let town = Town::new(engine);
        let (office, water) = (town.organisation("Office"), town.organisation("Water"));
        let rosa = town.person("Rosa", office, &[Role::PlatformAdministrator]);
        town.join(rosa, water, &[Role::Reader]);
        let ana = town.person("Ana", water, ADMIN);
        let by = town.p(ana);
        assert!(matches!(town.change(|tx, act| person::disable(tx, act, &by, rosa)), Err(Refusal::Forbidden)));
        assert!(matches!(town.change(|tx, act| reset::make_for(tx, act, &by, rosa)), Err(Refusal::Forbidden)));
        let stranger = town.person("Dora", office, &[Role::Reader]);
        assert!(matches!(town.change(|tx, act| reset::make_for(tx, act, &by, stranger)), Err(Refusal::NotFound)));
        town.change(|tx, act| membership::end(tx, act, &by, rosa, water)).expect("what is hers to end");
        assert!(town.p(rosa).holds(&[Role::PlatformAdministrator]));
        town.join(rosa, water, &[Role::Supervisor]);
        assert!(matches!(town.change(|tx, act| membership::suspend(tx, act, &by, rosa, water)), Err(Refusal::Forbidden)));
        assert!(matches!(town.change(|tx, act| membership::end(tx, act, &town.p(rosa), rosa, office)), Err(Refusal::LastAdministrator)));
    }

    fn a_link_to_reset_made_by_an_administrator_dies_when_its_person_rises(engine) {
        let town = Town::new(engine);
        let (office, water) = (town.organisation("Office"), town.organisation("Water"));
        let ana = town.person("Ana", water, ADMIN);
        let ben = town.person("Ben", water, &[Role::Reader]);
        let make = || town.change(|tx, act| reset::make_for(tx, act, &town.p(ana), ben)).expect("within her reach");
        let (link, late) = (make(), make());
        let new = Secret::new("a new and longer one");
        let complete = |token: &Secret| reset::complete(&town.t.db, &town.passwords, town.act(), token.expose(), &new);
        town.join(ben, office, &[Role::PlatformAdministrator]);
        assert!(matches!(complete(&link), Err(Refusal::LinkSpent)));
        town.enter("Ben", PASSWORD).expect("his password is untouched");
        town.change(|tx, act| membership::end(tx, act, &town.p(ben), ben, office)).expect_err("the last one");
        assert!(matches!(complete(&late), Err(Refusal::LinkSpent)));
    }

    fn an_invitation_never_opens_an_account_that_exists(engine) {
        let town = Town::new(engine);
        let (office, water) = (town.organisation("Office"), town.organisation("Water"));
        let rosa = town.person("Rosa", office, &[Role::PlatformAdministrator]);
        let ana = town.person("Ana", water, ADMIN);
        let link = invite(&town, ana, water, &email("Rosa"), &[Role::Reader]).expect("the answer is the same");
        assert!(matches!(accept(&town, &link), Err(Refusal::SignInToAccept)));
        town.enter("Rosa", PASSWORD).expect("her password is untouched");
        let other = town.who(ana);
        assert!(matches!(town.change(|tx, act| invitation::accept_signed_in(tx, act, &other, link.expose())), Err(Refusal::LinkSpent)));
        let who = town.who(rosa);
        assert_eq!(town.change(|tx, act| invitation::accept_signed_in(tx, act, &who, link.expose())).expect("joined"), water);
        assert_eq!(town.who(rosa).grants.organisations.len(), 2);
        assert_eq!(town.p(rosa).organisation, office, "home stays home");
        town.change(|tx, _| membership::set_home(tx, rosa, water)).expect("moved");
        assert_eq!(town.p(rosa).organisation, water);
    }

    fn an_invitation_is_worth_what_its_maker_may_still_give(engine) {
        let town = Town::new(engine);
        let water = town.organisation("Water");
        let root = town.person("Root", town.organisation("Office"), &[Role::PlatformAdministrator]);
        let ana = town.person("Ana", water, ADMIN);
        let link = invite(&town, ana, water, &email("Cleo"), &[Role::OrganisationAdministrator]).expect("invited");
        town.change(|tx, act| membership::suspend(tx, act, &town.p(root), ana, water)).expect("suspended");
        assert!(matches!(accept(&town, &link), Err(Refusal::LinkSpent)));
        town.change(|tx, act| membership::resume(tx, act, &town.p(root), ana, water)).expect("resumed");
        let late = invite(&town, ana, water, &email("Cleo"), &[Role::Reader]).expect("invited");
        town.change(|tx, _| invitation::withdraw(tx, &town.p(ana), water, &email("Cleo"))).expect("withdrawn");
        assert!(matches!(accept(&town, &late), Err(Refusal::LinkSpent)));
        let late = invite(&town, ana, water, &email("Cleo"), &[Role::Reader]).expect("invited");
        town.later(SignedDuration::from_hours(24 * 7));
        assert!(matches!(accept(&town, &late), Err(Refusal::LinkSpent)));
    }

    fn ana_sets_her_own_things(engine) {
        let town = Town::new(engine);
        let ana = town.person("Ana", town.organisation("Water"), &[Role::Reader]);
        let mut settings = person::settings(&town.t.db.read(Key::SYSTEM).expect("read"), ana).expect("settings");
        settings.theme = Theme::Dark;
        settings.language = "fr".into();
        settings.wishes.mail.insert("threats.event-published".into());
        town.change(|tx, _| person::save_settings(tx, ana, &settings)).expect("saved");
        assert_eq!(person::settings(&town.t.db.read(Key::SYSTEM).expect("read"), ana).expect("settings"), settings);
        assert_eq!((town.who(ana).theme, town.who(ana).language.as_str()), (Theme::Dark, "fr"));
        settings.time_zone = "Middle/Earth".into();
        assert!(matches!(town.change(|tx, _| person::save_settings(tx, ana, &settings)), Err(Refusal::Field("time-zone"))));
    }

    fn organisations_know_each_other_and_bear_different_names(engine) {
        let town = Town::new(engine);
        let (water, power) = (town.organisation("Water"), town.organisation("Power"));
        let ana = town.person("Ana", water, ADMIN);
        let read = town.t.db.read(town.key(ana)).expect("read");
        let all = organisation::list(&read, None, 10).expect("list");
        assert_eq!(all.iter().map(|o| o.fields.name.as_str()).collect::<Vec<_>>(), ["Power", "Water"]);
        assert_eq!(organisation::list(&read, Some("power"), 10).expect("list").len(), 1);
        assert_eq!(organisation::by_name(&read, " POWER ").expect("query").map(|o| o.id), Some(power));
        assert_eq!(organisation::by_uuid(&read, all[0].uuid).expect("query").map(|o| o.id), Some(power));
        drop(read);
        let stranger = town.t.db.read(Key::ANONYMOUS).expect("read");
        assert!(organisation::list(&stranger, None, 10).expect("list").is_empty());
        drop(stranger);
        let mut fields = all[1].fields.clone();
        fields.name = "power ".into();
        assert!(matches!(town.change(|tx, act| organisation::create(tx, act, fields.clone())), Err(Refusal::NameTaken)));
        assert!(matches!(town.change(|tx, act| organisation::edit(tx, act, &town.p(ana), water, fields.clone())), Err(Refusal::NameTaken)));
        fields.name = "Water and Sewage".into();
        assert!(matches!(town.change(|tx, act| organisation::edit(tx, act, &town.p(ana), power, fields.clone())), Err(Refusal::Forbidden)));
        town.change(|tx, act| organisation::edit(tx, act, &town.p(ana), water, fields.clone())).expect("renamed");
    }
}
