//! A small community: an analyst who shares, a reader elsewhere, and a kind of record that stands for those of other areas.

use belfry_contracts::threats::EventPublished;
use belfry_identity::person::{self, Wishes};
use belfry_kernel::{Clause, Clock, Label, OrganisationId, PersonId, Role, SubjectId, Tlp};
use belfry_store::migrate::Migrations;
use belfry_store::subject::{self, Subject};
use belfry_store::{Act, Key, Kind, ledger, scope, search};
use belfry_testkit::{Engine, TestSite, Visitor};
use belfry_web::Area;
use uuid::Uuid;

/// As the area of events declares it.
pub const EVENT: Kind = Kind { code: 10, name: "threats-event", path: "/threats/events/" };

/// Stands for the areas whose records the desk shows.
pub fn others() -> Area {
    Area {
        name: "trial",
        nav: None,
        menu: &[],
        kinds: &[EVENT, belfry_identity::CIRCLE, belfry_identity::ORGANISATION],
        migrations: Migrations { area: "trial", steps: &[] },
        words: &[("en", "trial-due = Answer { $who }"), ("fr", "trial-due = Répondre à { $who }")],
        places: &[],
        called: None,
        texts: None,
        personal: None,
        figures: None,
        events: None,
        points: None,
        lessons: None,
        keeps: None,
        // The waterworks take part in whatever there is.
        parties: Some(|read, _| {
            read.rows(
                "select id from identity_organisations where name = 'Riverside Waterworks'",
                belfry_store::args![],
                |row| row.get(0),
            )
        }),
        identifies: None,
        mandates: None,
        routes: |_| {},
        rules: &[],
        jobs: &[],
        hears: &[],
    }
}

pub fn site(engine: Engine) -> TestSite {
    TestSite::new(engine, &[belfry_desk::area(), others()])
}

/// An event, found by the words of its title.
pub fn event(site: &TestSite, owner: OrganisationId, title: &str, label: &Label) -> (SubjectId, Uuid) {
    worded(site, owner, (title, title), label)
}

/// Another organisation's record of an event that is there, for the whole community.
pub fn copied(site: &TestSite, owner: OrganisationId, title: &str, uuid: Uuid) -> SubjectId {
    identified(site, owner, (title, title), &Label::new(Tlp::Green, Clause::Community), uuid)
}

/// An event for the whole community, found by other words than its title's.
pub fn spoken(site: &TestSite, owner: OrganisationId, title: &str, text: &str) -> (SubjectId, Uuid) {
    worded(site, owner, (title, text), &Label::new(Tlp::Green, Clause::Community))
}

fn worded(site: &TestSite, owner: OrganisationId, words: (&str, &str), label: &Label) -> (SubjectId, Uuid) {
    let uuid = site.db.ids.uuid();
    (identified(site, owner, words, label, uuid), uuid)
}

fn identified(
    site: &TestSite,
    owner: OrganisationId,
    (title, text): (&str, &str),
    label: &Label,
    uuid: Uuid,
) -> SubjectId {
    let tx = site.db.db.write(Key::SYSTEM).unwrap();
    let id: SubjectId = site.db.ids.next();
    let record = Subject {
        id,
        uuid,
        kind: EVENT.code,
        label_id: scope::intern(&tx, label).unwrap(),
        owner,
        author: None,
        title: title.to_owned(),
        updated: site.db.clock.now(),
    };
    subject::insert(&tx, &record).unwrap();
    search::add(&tx, &[search::Document { id: id.0, subject: id, label: None, text }]).unwrap();
    tx.commit().unwrap();
    id
}

/// An event for the whole community.
pub fn shared(site: &TestSite, owner: OrganisationId, title: &str, tlp: Tlp) -> (SubjectId, Uuid) {
    event(site, owner, title, &Label::new(tlp, Clause::Community))
}

pub fn act(site: &TestSite, actor: PersonId) -> Act<'_> {
    Act { actor: Some(actor), ..site.act() }
}

pub fn publish(site: &TestSite, actor: PersonId, event: SubjectId, version: i64) {
    let tx = site.db.db.write(Key::SYSTEM).unwrap();
    ledger::record(&tx, act(site, actor), &EventPublished { event, version }).unwrap();
    tx.commit().unwrap();
}

pub fn wish(site: &TestSite, person: PersonId, wishes: Wishes) {
    let tx = site.db.db.write(Key::SYSTEM).unwrap();
    let mut settings = person::settings(&tx, person).unwrap();
    settings.wishes = wishes;
    person::save_settings(&tx, person, &settings).unwrap();
    tx.commit().unwrap();
}

pub fn both(site: &TestSite) -> (OrganisationId, Visitor<'_>, OrganisationId, Visitor<'_>) {
    let csirt = site.organisation("Border CSIRT", "csirt");
    let water = site.organisation("Riverside Waterworks", "oes");
    let ana = site.person("Ana", csirt, &[Role::CsirtAnalyst]);
    let ben = site.person("Ben", water, &[Role::Reader]);
    (csirt, ana, water, ben)
}
