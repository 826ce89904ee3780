//! Talk and files on a record, as people meet them, on both databases.

mod document;
mod sweep;
mod talk;

use belfry_discussion::{Discussion, Place};
use belfry_kernel::access::{Discuss, Over, Read, Rule};
use belfry_kernel::{Clause, Clock, Label, OrganisationId, Problem, Role, SubjectId, Tlp};
use belfry_store::migrate::Migrations;
use belfry_store::subject::{self, Subject};
use belfry_store::{Key, Kind, scope};
use belfry_testkit::{Engine, TestSite};
use belfry_web::{Area, Page, Reply, Visit};

/// A kind of record that stands for those of areas.
const NOTE: Kind = Kind { code: 90, name: "trial-note", path: "/trial/notes/" };

enum OfNotes {}

impl Place for OfNotes {
    const KIND: Kind = NOTE;
    const PARAM: &'static str = "uuid";
    const ASKS: bool = true;
    type Read = Read;
    type Discuss = Discuss;
}

/// The page of a record, with what is said about it.
#[derive(askama::Template)]
#[template(
    source = "{% import \"discussion.html\" as d %}{{ d::documents(discussion) }}{{ d::discussion(discussion) }}",
    ext = "html"
)]
struct Body {
    t: belfry_words::Words,
    csrf: String,
    discussion: Discussion,
}

fn show(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, NOTE, visit.path("uuid")?)?;
    let discussion = Discussion::load::<OfNotes, _>(visit, &read, &subject)?;
    drop(read);
    let body = Body { t: visit.t(), csrf: visit.csrf(), discussion };
    Ok(Page::new(subject.title.as_str(), body).into())
}

const RULES: &[Rule] = &[
    Rule { action: "read", roles: &[Role::Reader, Role::Contributor, Role::CsirtAnalyst], over: Over::Visible },
    Rule { action: "discuss", roles: &[Role::Contributor, Role::CsirtAnalyst], over: Over::Visible },
];

fn trial() -> Area {
    Area {
        name: "trial",
        nav: None,
        menu: &[],
        places: &[],
        personal: None,
        figures: None,
        events: None,
        points: None,
        lessons: None,
        keeps: None,
        parties: None,
        identifies: None,
        mandates: None,
        called: None,
        texts: None,
        kinds: &[NOTE, belfry_identity::CIRCLE, belfry_identity::ORGANISATION],
        migrations: Migrations { area: "trial", steps: &[] },
        words: &[],
        routes: |site| {
            site.page::<Read>("/notes/{uuid}", show);
            belfry_discussion::routes::<OfNotes>(site, "/notes/{uuid}");
        },
        rules: RULES,
        jobs: &[],
        hears: &[],
    }
}

fn site(engine: Engine) -> TestSite {
    TestSite::new(engine, &[trial()])
}

/// A record of the community; the address of its page.
fn note(site: &TestSite, owner: OrganisationId, label: &Label) -> String {
    let tx = site.db.db.write(Key::SYSTEM).expect("tx");
    let (id, uuid): (SubjectId, uuid::Uuid) = (site.db.ids.next(), site.db.ids.uuid());
    let record = Subject {
        id,
        uuid,
        kind: NOTE.code,
        label_id: scope::intern(&tx, label).expect("a label"),
        owner,
        author: None,
        title: "Lantern".to_owned(),
        updated: site.db.clock.now(),
    };
    subject::insert(&tx, &record).expect("a record");
    tx.commit().expect("commit");
    format!("/trial/notes/{uuid}")
}

fn open(site: &TestSite, owner: OrganisationId) -> String {
    note(site, owner, &Label::new(Tlp::Amber, Clause::Community))
}
