//! What is shared: an incident or a notification, with everything in which values may stand and everything that identifies.

use belfry_contracts::register::{Identifier, Identifies};
use belfry_identity::circle::{self, Circle};
use belfry_kernel::{OrganisationId, Problem};
use belfry_store::subject::Subject;
use belfry_store::{Key, Read};
use belfry_web::Visit;

use crate::access::{self, HANDLERS, Handle, Share as Shares};
use crate::audience::{self, Sight};
use crate::handover::content;
use crate::incident::{self, INCIDENT, store as incidents};
use crate::notification::{self, NOTIFICATION, paper, store as notifications};

/// What is shared: an incident by its entity, or a notification by who receives it.
pub(super) struct Source {
    pub(super) root: Subject,
    /// Who shares: the owner of the event.
    pub(super) owner: OrganisationId,
    pub(super) here: String,
    pub(super) back: (String, String),
    pub(super) exercise: bool,
    pub(super) on_behalf: bool,
    pub(super) title: String,
    pub(super) told: String,
    /// Everything in which values may stand.
    pub(super) all: String,
    pub(super) known: Vec<Identifier>,
    pub(super) circles: Vec<Circle>,
}

/// Everything by which the entity is recognised, with the numbers of its records. In the program's own picture.
fn known(
    visit: &Visit<impl Sized>,
    own: &Read,
    entity: OrganisationId,
    numbers: &[&str],
) -> Result<Vec<Identifier>, Problem> {
    let mut all: Vec<Identifier> =
        numbers.iter().map(|text| Identifier { what: Identifies::Number, text: (*text).to_owned() }).collect();
    for area in &visit.house().identifies {
        all.extend(area(own, entity)?);
    }
    Ok(all)
}

/// An incident, for whoever speaks for its organisation.
pub(super) fn of_incident(visit: &Visit<Shares>) -> Result<Source, Problem> {
    let read = visit.read()?;
    let root = visit.load(&read, INCIDENT, visit.path("uuid")?)?.into_inner();
    let one = incidents::of(&read, root.id)?;
    let written = &one.written;
    let told = [&written.description, &written.impact, &written.measures];
    let told: Vec<&str> = told.into_iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
    let mut all = vec![root.title.clone(), told.join("\n\n")];
    let mut numbers = vec![one.number.clone()];
    // Forms of authorities and what entities are recognised by are the program's to read, under another key than the reader's.
    let own = visit.house().db.read(Key::SYSTEM)?;
    for (subject, other) in notifications::of_incident(&read, root.id)? {
        all.push(answers(visit, (&read, &own), &subject, &other, &Sight::Whole)?);
        numbers.push(other.number);
    }
    let circles = circle::sharing(&read, &visit.actor().grants(), root.owner)?;
    drop(read);
    let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
    Ok(Source {
        known: known(visit, &own, root.owner, &numbers)?,
        owner: root.owner,
        here: format!("{}/share", incident::url(&root)),
        back: (incident::url(&root), root.title.clone()),
        exercise: written.exercise,
        on_behalf: false,
        title: root.title.clone(),
        told: told.join("\n\n"),
        all: all.join("\n"),
        circles,
        root,
    })
}

/// A notification, for whoever handles it, on the entity's behalf.
pub(super) fn of_notification(visit: &Visit<Handle>) -> Result<Source, Problem> {
    let read = visit.read()?;
    let root = visit.load(&read, NOTIFICATION, visit.path("uuid")?)?.into_inner();
    let one = notifications::of(&read, root.id)?;
    let recipients = notifications::recipients(&read, root.id)?;
    let person = visit.person()?;
    let receives = |id: &OrganisationId| recipients.iter().any(|one| one.organisation == *id);
    let owner = access::all(person, HANDLERS).into_iter().find(receives).ok_or(Problem::Forbidden)?;
    let sight = Sight::of_organisation(owner, &root, &recipients);
    // As above.
    let own = visit.house().db.read(Key::SYSTEM)?;
    let all = answers(visit, (&read, &own), &root, &one, &sight)?;
    let circles = circle::sharing(&read, &visit.actor().grants(), owner)?;
    drop(read);
    Ok(Source {
        known: known(visit, &own, root.owner, &[&one.number])?,
        owner,
        here: format!("{}/share", notification::url(&root)),
        back: (notification::url(&root), root.title.clone()),
        exercise: one.exercise,
        on_behalf: true,
        title: String::new(),
        told: all.clone(),
        all,
        circles,
        root,
    })
}

/// What was answered in the newest version of each step, as far as it may be read, as one text.
fn answers<A>(
    visit: &Visit<A>,
    (read, own): (&Read, &Read),
    subject: &Subject,
    one: &notifications::Notification,
    sight: &Sight,
) -> Result<String, Problem> {
    let (t, regime) = (visit.t(), content::regime_of(one)?);
    let mut all: Vec<String> = Vec::new();
    for sent in content::newest(audience::submissions(read, subject.id, regime, sight)?) {
        let Some(form) = paper::by_hash(own, &sent.form)? else { continue };
        for line in content::lines(&form, &t, &sent.answers) {
            let said = t.labelled(&line.label, &line.value);
            if !all.contains(&said) {
                all.push(said);
            }
        }
    }
    Ok(all.join("\n\n"))
}
