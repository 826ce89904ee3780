//! A notification that was sent, made by the use cases of page and program.

use belfry_forms::core::{Answers, Name, Place, Value};
use belfry_incidents::access::Notify;
use belfry_incidents::incident::Said;
use belfry_incidents::incident::store::{self as incidents, Written};
use belfry_incidents::notification::send::{self, Begin};
use belfry_incidents::regime;
use belfry_kernel::{Actor, Clock, OrganisationId};
use belfry_store::Key;
use belfry_store::subject::Subject;
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

/// An incident with its early warning; the notification.
pub fn warned(site: &TestSite, warning: &Warning<'_>) -> Subject {
    let tx = site.db.db.write(Key::SYSTEM).expect("tx");
    let (act, now) = (site.act(), site.db.clock.now());
    let mut written = Written::begun("Europe/Brussels", now);
    written.description = warning.what.to_owned();
    written.exercise = warning.exercise;
    written.border = Said::Yes;
    let incident = incidents::insert(&tx, act, warning.entity, "Pumps stand still", &written).expect("an incident");
    let regime = regime::latest("nis2").expect("NIS2");
    let begin = Begin {
        regime: regime.clone(),
        authority: warning.to[0].0,
        recipients: warning.to.iter().map(|(id, part)| (*id, vec![(*part).to_owned()])).collect(),
        country: "BE".into(),
        sector: "drinking-water".into(),
        voluntary: false,
        trust: false,
        contact: "+32 2 555 01 00".into(),
    };
    let opened = send::open::<Notify>(&tx, act, &Actor::System, (&incident, &written), &begin).expect("opened");
    let form = regime.form("early-warning").expect("a form");
    let answers = answered(&[
        ("what", Value::Text(warning.what.to_owned())),
        ("suspected", Value::Code("yes".into())),
        ("border", Value::Code("yes".into())),
    ]);
    send::step(&tx, act, &opened, ("early-warning", form), &answers).expect("sent");
    tx.commit().expect("commit");
    opened.into_inner()
}

/// Answers by the names of their questions.
fn answered(all: &[(&str, Value)]) -> Answers {
    let mut answers = Answers::default();
    for (name, value) in all {
        answers.put(Place::top(Name::parse(name).expect("a name")), Some(value.clone()));
    }
    answers
}
