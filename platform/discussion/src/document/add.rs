//! Putting a file beside a record: `PAGE/documents/new`.

use askama::Template;
use belfry_contracts::discussion::DocumentAdded;
use belfry_kernel::{Clause, Label, OrganisationId, Problem, Tlp};
use belfry_store::subject::Subject;
use belfry_store::{Read, args, ledger, scope};
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::line;
use crate::place::{self, Hearing, Place};
use crate::{document, file};

#[derive(Template)]
#[template(path = "document_add.html")]
struct Body {
    t: Words,
    csrf: String,
    here: String,
    errors: Errors,
    title: String,
    note: String,
    accept: String,
    file_hint: String,
    reaches: Vec<Choice>,
    levels: Vec<Choice>,
}

/// What was typed.
#[derive(Default)]
struct Typed {
    title: String,
    note: String,
    reach: String,
    tlp: String,
}

/// The form.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn page<P: Place>(visit: &mut Visit<P::Discuss>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = place::load::<P, _>(visit, &read)?;
    let beside = Beside::of::<P>(visit, &read, &subject)?;
    drop(read);
    let typed = Typed { tlp: beside.record.tlp.code().into(), ..Typed::default() };
    Ok(draw::<P>(visit, &subject, &beside, typed, Errors::default()).into())
}

/// Who sees the record, and who hears what is beside it.
struct Beside {
    record: Label,
    hearing: Option<Hearing>,
}

impl Beside {
    fn of<P: Place>(visit: &Visit<P::Discuss>, read: &Read, subject: &Subject) -> Result<Self, Problem> {
        Ok(Self { record: place::label::<P>(read, subject)?, hearing: place::hearing::<P, _>(visit, read, subject)? })
    }

    fn reaches(&self, t: &Words, typed: &str) -> Vec<Choice> {
        let current = match (typed, &self.hearing) {
            ("own", _) => "own",
            (typed, Some(hearing)) => hearing.named(typed).code.as_str(),
            (_, None) => "record",
        };
        let mut all: Vec<Choice> = match &self.hearing {
            Some(hearing) => hearing.all().map(|one| Choice::new(&one.code, &one.name, current)).collect(),
            None => vec![Choice::new("record", t.s("discussion-reach-record"), current)],
        };
        all.push(Choice::new("own", t.s("discussion-reach-own"), current));
        all
    }

    /// The label of its own that a document gets; none when it is seen as the record is.
    fn label(&self, reach: &str, tlp: Tlp, home: OrganisationId) -> Option<Label> {
        match (reach, &self.hearing) {
            ("own", _) => Some(Label::new(tlp, Clause::Organisation(home))),
            (reach, Some(hearing)) => Some(hearing.named(reach).label.with_tlp(tlp)),
            _ if tlp == self.record.tlp => None,
            _ => Some(self.record.with_tlp(tlp)),
        }
    }
}

fn draw<P: Place>(visit: &Visit<P::Discuss>, subject: &Subject, beside: &Beside, typed: Typed, errors: Errors) -> Page {
    let t = visit.t();
    let page = visit.page_of(P::KIND, subject.uuid);
    let body = Body {
        csrf: visit.csrf(),
        here: format!("{page}/documents/new"),
        accept: file::accept(),
        file_hint: file::hint(&t),
        reaches: beside.reaches(&t, &typed.reach),
        levels: levels(&beside.record)
            .into_iter()
            .map(|level| Choice::new(level.code(), written(&t, level), &typed.tlp))
            .collect(),
        title: typed.title,
        note: typed.note,
        errors,
        t: t.clone(),
    };
    Page::new(t.s("discussion-document-add"), body)
        .lead(t.s("discussion-document-add-lead"))
        .crumb(subject.title.as_str(), page)
}

/// The levels a document may have: that of the record, or a stricter one.
fn levels(label: &Label) -> Vec<Tlp> {
    Tlp::ALL
        .into_iter()
        .filter(|level| *level <= label.tlp && (*level != Tlp::NotStated || label.tlp == *level))
        .collect()
}

fn written(t: &Words, level: Tlp) -> String {
    level.written().map_or_else(|| t.s("discussion-tlp-not-stated"), str::to_owned)
}

/// Keeps the file and its first version.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database and of the object store.
pub fn act<P: Place>(visit: &mut Visit<P::Discuss>) -> Result<Reply, Problem> {
    let t = visit.t();
    let form = visit.form();
    let typed = Typed {
        title: form.text("title").to_owned(),
        note: form.text("note").to_owned(),
        reach: form.text("reach").to_owned(),
        tlp: form.text("tlp").to_owned(),
    };
    let read = visit.read()?;
    let subject = place::load::<P, _>(visit, &read)?;
    let beside = Beside::of::<P>(visit, &read, &subject)?;
    drop(read);
    visit.close();
    let mut errors = Errors::default();
    let title = line(&typed.title).filter(|title| !title.is_empty());
    errors.unless(title.is_some(), "title", || t.s("discussion-title-missing"));
    let note = line(&typed.note);
    errors.unless(note.is_some(), "note", || t.s("discussion-note-long"));
    let tlp = Tlp::parse(&typed.tlp).filter(|level| levels(&beside.record).contains(level));
    errors.unless(tlp.is_some(), "tlp", || t.s("discussion-tlp-wider"));
    // A file is taken only when everything else is fine: what is refused leaves nothing behind.
    let taken = if errors.is_empty() { document::take(visit, &mut errors)? } else { None };
    let (Some(title), Some(note), Some(tlp), Some(taken)) = (title, note, tlp, taken) else {
        return Ok(draw::<P>(visit, &subject, &beside, typed, errors).refused().into());
    };
    let tx = visit.write()?;
    let subject = place::load::<P, _>(visit, &tx)?;
    let person = visit.person()?;
    // Who hears what may have changed while the file came.
    let beside = Beside::of::<P>(visit, &tx, &subject)?;
    let label = beside.label(&typed.reach, tlp, person.organisation).or_else(|| P::narrowed(&subject));
    let label = match label {
        Some(label) => Some(scope::intern(&tx, &label)?),
        None => None,
    };
    let (id, uuid): (i64, uuid::Uuid) = (visit.ids().next(), visit.ids().uuid());
    tx.execute(
        "insert into discussion_documents (id, uuid, subject_id, label_id, title, person_id, organisation_id, at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![id, uuid, subject.id, label, title, person.id, person.organisation, visit.now()],
    )?;
    document::add_version(visit, &tx, id, &taken, &note)?;
    ledger::record(&tx, visit.act(), &DocumentAdded { subject: subject.id, document: id })?;
    let page = visit.page_of(P::KIND, subject.uuid);
    visit.finish(tx, Reply::done(format!("{page}/documents/{uuid}"), t.s("discussion-document-added")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_never_seen_more_widely_than_its_record() {
        let record = Label::new(Tlp::Amber, Clause::Community);
        let (home, beside) = (OrganisationId(7), Beside { record: record.clone(), hearing: None });
        assert_eq!(beside.label("record", Tlp::Amber, home), None);
        assert_eq!(beside.label("record", Tlp::Red, home), Some(record.with_tlp(Tlp::Red)));
        let own = beside.label("own", Tlp::Red, home).unwrap();
        assert_eq!(own, Label::new(Tlp::Red, Clause::Organisation(home)));
    }
}
