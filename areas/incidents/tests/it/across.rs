//! A notification that was sent, made by the tables' own functions.

use belfry_forms::core::{Answers, Name, Place, Value};
use belfry_incidents::incident::store::{self as incidents, Written};
use belfry_incidents::incident::{Kind, Said};
use belfry_incidents::notification::store::{self as notifications, Course, New, Notification, Sent};
use belfry_incidents::notification::{NOTIFICATION, State};
use belfry_incidents::regime;
use belfry_kernel::access::Edit;
use belfry_kernel::{Actor, Clock, OrganisationId};
use belfry_store::subject::{self, Subject};
use belfry_store::{Key, Tx};
use belfry_testkit::TestSite;

/// What an early warning says.
pub struct Warning<'a> {
    /// Who is hit.
    pub entity: OrganisationId,
    /// To whom it goes, with the part.
    pub to: &'a [(OrganisationId, &'a str)],
    /// What happens.
    pub what: &'a str,
    /// Whether nothing of it does.
    pub exercise: bool,
}

/// An incident with its early warning; both subjects.
pub fn warned(site: &TestSite, warning: &Warning<'_>) -> (Subject, Subject) {
    let tx = site.db.db.write(Key::SYSTEM).expect("tx");
    let (act, now) = (site.act(), site.db.clock.now());
    let mut written = Written::begun("Europe/Brussels", now);
    written.description = warning.what.to_owned();
    written.exercise = warning.exercise;
    let incident = incidents::insert(&tx, act, warning.entity, "Pumps stand still", &written).expect("an incident");
    let regime = regime::latest("nis2").expect("NIS2");
    let notification = Notification {
        incident: incident.id,
        number: String::new(),
        regime: regime.name.clone(),
        version: regime.version.clone(),
        authority: warning.to[0].0,
        voluntary: false,
        exercise: warning.exercise,
        kind: Kind::Incident,
        trust: false,
        zone: "Europe/Brussels".into(),
        country: "BE".into(),
        sector: "drinking-water".into(),
        border: Said::Yes,
        cause: None,
        state: State::Received,
        contact: "+32 2 555 01 00".into(),
        aware: now,
        received: None,
        replied: None,
        notified: None,
        handled: None,
        closed: None,
        step: "early-warning".into(),
        due: None,
    };
    let recipients: Vec<_> = warning.to.iter().map(|(id, part)| (*id, vec![(*part).to_owned()])).collect();
    let new = New { incident: &incident, notification: &notification, recipients: &recipients };
    let subject = notifications::open(&tx, act, &new).expect("a notification");
    let form = regime.form("early-warning").expect("a form").hash().as_str().to_owned();
    let answers = answered(&[
        ("what", Value::Text(warning.what.to_owned())),
        ("suspected", Value::Code("yes".into())),
        ("border", Value::Code("yes".into())),
    ]);
    sent(&tx, site, &subject, &Sent { step: "early-warning", form: &form, answers: &answers, due: None });
    tx.commit().expect("commit");
    (incident, subject)
}

/// Answers by the names of their questions.
pub fn answered(all: &[(&str, Value)]) -> Answers {
    let mut answers = Answers::default();
    for (name, value) in all {
        answers.put(Place::top(Name::parse(name).expect("a name")), Some(value.clone()));
    }
    answers
}

fn sent(tx: &Tx, site: &TestSite, subject: &Subject, what: &Sent<'_>) {
    let rules = &[belfry_kernel::access::Rule { action: "edit", roles: &[], over: belfry_kernel::access::Over::Own }];
    let proof = subject::load::<Edit>(tx, &Actor::System, rules, NOTIFICATION, subject.uuid).expect("it is there");
    notifications::submit(tx, site.act(), &proof, what).expect("a version");
    let one = notifications::of(tx, subject.id).expect("it is there");
    let course = Course { received: Some(site.db.clock.now()), ..Course::of(&one, None) };
    notifications::go(tx, &proof, &course).expect("its course");
}
