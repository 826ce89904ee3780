//! Questions and answers between an entity and those who receive its notification, and the files beside it.
//!
//! **Who hears what.** What is said beside a notification may repeat any answer in it. So it is for its entity and those who read all
//! answers, unless its author names others; whoever reads a part hears what is addressed to him, speaks to those who read all, and
//! knows nothing of the rest. Before anything was sent, an entity talks among its own people, and that stays among them.

use belfry_discussion::place::{Hearers, Hearing};
use belfry_discussion::{Place, place};
use belfry_identity::organisation;
use belfry_kernel::{Action, Allowed, Clause, Label, OrganisationId, Person, Problem};
use belfry_store::subject::Subject;
use belfry_store::{Kind, Read as Picture, Result as Stored, Tx};
use belfry_words::Words;

use super::store::{self, Notification, Recipient};
use super::{NOTIFICATION, between};
use crate::access::{Discuss, Read};
use crate::audience::{self, Sight};

/// Notifications as a place where one talks: questions can be asked.
pub enum OfNotifications {}

impl Place for OfNotifications {
    const KIND: Kind = NOTIFICATION;
    const PARAM: &'static str = "uuid";
    const ASKS: bool = true;
    type Read = Read;
    type Discuss = Discuss;

    fn hearers(read: &Picture, t: &Words, by: &Person, subject: &Subject) -> Result<Option<Hearing>, Problem> {
        let (one, recipients) = (store::of(read, subject.id)?, store::recipients(read, subject.id)?);
        let mut ids: Vec<OrganisationId> = recipients.iter().map(|one| one.organisation).collect();
        ids.push(subject.owner);
        let names = organisation::names(read, &ids)?;
        let named = |id: OrganisationId| names.get(&id).map(|name| name.name.clone()).unwrap_or_default();
        Ok(Some(hearing(t, by, subject, &one, &recipients, &named)))
    }
}

/// Those who read all answers of a notification: its entity, and those who receive it whole.
fn whole(subject: &Subject, one: &Notification, recipients: &[Recipient]) -> Vec<OrganisationId> {
    let reads = |id: OrganisationId| {
        let sight = Sight::of_organisation(id, subject, recipients);
        audience::regime(one).is_some_and(|regime| sight.is_whole(regime))
    };
    let readers = recipients.iter().map(|one| one.organisation).filter(|id| reads(*id));
    std::iter::once(subject.owner).chain(readers).collect()
}

/// How somebody takes part in what is said beside a notification.
#[must_use]
pub fn hearing(
    t: &Words,
    by: &Person,
    subject: &Subject,
    one: &Notification,
    recipients: &[Recipient],
    named: &dyn Fn(OrganisationId) -> String,
) -> Hearing {
    let is_mine = |id: &OrganisationId| by.roles.iter().any(|(bound, _)| bound == id);
    if one.received.is_none() {
        let usual = Hearers {
            code: "own".into(),
            name: t.s("incidents-hearers-own"),
            label: crate::incident::own(subject.owner),
        };
        return Hearing { usual, others: Vec::new(), partly: !is_mine(&subject.owner) };
    }
    let whole = whole(subject, one, recipients);
    let (mut mine, mut theirs) = (Vec::new(), Vec::new());
    for id in recipients.iter().map(|one| one.organisation).filter(|id| !whole.contains(id)) {
        if is_mine(&id) { mine.push(id) } else { theirs.push(id) }
    }
    let partly = !whole.iter().any(is_mine);
    let some = |code: String, key: &str, more: &[OrganisationId]| {
        let all: Vec<String> = whole.iter().chain(more).map(|id| named(*id)).collect();
        let label = between(subject.owner, whole.iter().chain(more).copied());
        Hearers { code, name: t.a(key, [("who", t.list(&all).into())]), label }
    };
    if partly {
        return Hearing { usual: some("whole".into(), "incidents-hearers-some", &mine), others: Vec::new(), partly };
    }
    theirs.extend(mine);
    let mut others: Vec<Hearers> =
        theirs.iter().map(|id| some(format!("o{id}"), "incidents-hearers-some", &[*id])).collect();
    if theirs.len() > 1 {
        others.push(some("all".into(), "incidents-hearers-all", &theirs));
    }
    Hearing { usual: some("whole".into(), "incidents-hearers-whole", &[]), others, partly }
}

// words: incidents-hearers-{whole,some,all}

/// To whom an office speaks that answers, for its people and all who read everything.
///
/// # Errors
/// Those of the database.
pub fn answering(read: &Picture, subject: &Subject, office: OrganisationId) -> Stored<Label> {
    let (one, recipients) = (store::of(read, subject.id)?, store::recipients(read, subject.id)?);
    let all = whole(subject, &one, &recipients).into_iter().chain([office]);
    Ok(between(subject.owner, all))
}

/// Whoever comes to read all answers hears what was said before among those who do. Under the proof of the act that has him receive them;
/// before he is among the recipients.
///
/// # Errors
/// Those of the database.
pub fn joins<A: Action>(
    tx: &Tx,
    proof: &Allowed<A, Subject>,
    one: &Notification,
    recipients: &[Recipient],
    who: OrganisationId,
) -> Stored<()> {
    const { assert!(A::WRITES) };
    let whole = whole(proof, one, recipients);
    place::readdress(tx, proof, |label| {
        let mut clauses = label.clauses();
        let (Some(Clause::Organisations(few)), None) = (clauses.next(), clauses.next()) else { return None };
        let among = whole.iter().all(|id| few.contains(id));
        among.then(|| Label::new(label.tlp, Clause::Organisations(few.iter().copied().chain([who]).collect())))
    })
}
