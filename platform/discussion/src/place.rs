//! Where one talks.

use belfry_kernel::{Action, Allowed, Label, LabelId, Person, Problem, SubjectId};
use belfry_store::subject::Subject;
use belfry_store::{Kind, Read, Result as Stored, Tx, args, scope};
use belfry_web::{Site, Visit, receive};
use belfry_words::Words;
use uuid::Uuid;

use crate::{discussion, document, remark};

/// A kind of record that is discussed, as its area declares it.
pub trait Place: 'static {
    /// The kind of record.
    const KIND: Kind;
    /// The name of the record's UUID in the area's routes.
    const PARAM: &'static str;
    /// Whether information can be asked for, and an organisation can acknowledge.
    const ASKS: bool = false;
    /// The area's action of reading the record.
    type Read: Action;
    /// The area's action of speaking about it.
    type Discuss: Action;

    /// Who sees what is said here, where that is fewer than those who see the record.
    fn narrowed(_subject: &Subject) -> Option<Label> {
        None
    }

    /// Whom somebody can address beside a record, where not everybody who sees it hears everything.
    ///
    /// # Errors
    /// Those of the database.
    fn hearers(_read: &Read, _t: &Words, _by: &Person, _subject: &Subject) -> Result<Option<Hearing>, Problem> {
        Ok(None)
    }
}

/// Some of those who see a record, to whom something is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hearers {
    /// What a form sends.
    pub code: String,
    /// Who they are, in the reader's words.
    pub name: String,
    /// What they alone see.
    pub label: Label,
}

/// How somebody takes part where not everybody hears everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hearing {
    /// Whom he is usually heard by.
    pub usual: Hearers,
    /// Whom else he can address.
    pub others: Vec<Hearers>,
    /// Whether he hears only what is addressed to him, and nothing that is addressed to nobody.
    pub partly: bool,
}

impl Hearing {
    /// All that can be addressed, the usual ones first.
    pub fn all(&self) -> impl Iterator<Item = &Hearers> {
        std::iter::once(&self.usual).chain(&self.others)
    }

    /// Those whom a form names; the usual ones where it names none of them.
    pub fn named(&self, code: &str) -> &Hearers {
        self.others.iter().find(|one| one.code == code).unwrap_or(&self.usual)
    }

    /// The name of those who hear what bears a label, where they are not the usual ones; none for whom nobody here could address.
    pub(crate) fn other_than_usual(&self, label: &Label) -> Option<&str> {
        let same = |one: &&Hearers| one.label.with_tlp(label.tlp) == *label;
        self.others.iter().find(same).map(|one| one.name.as_str())
    }
}

/// Declares the addresses below a record's page, which the area names as in `site.page("/events/{uuid}", ..)`.
pub fn routes<P: Place>(site: &mut Site, page: &str) {
    let below = |rest: &str| format!("{page}/{rest}");
    site.page::<P::Read>(&below("discussion"), discussion::page::page::<P>);
    site.act::<P::Discuss>(&below("discuss"), remark::say::act::<P>).once();
    if P::ASKS {
        site.act::<P::Discuss>(&below("ask"), remark::say::ask::<P>).once();
        site.act::<P::Discuss>(&below("acknowledge"), remark::say::acknowledge::<P>);
    }
    site.page::<P::Read>(&below("discussion/{remark}"), remark::edit::page::<P>);
    site.act::<P::Discuss>(&below("discussion/{remark}"), remark::edit::act::<P>);
    site.act::<P::Discuss>(&below("discussion/{remark}/withdraw"), remark::withdraw::act::<P>);
    site.page::<P::Discuss>(&below("documents/new"), document::add::page::<P>);
    site.act_with::<P::Discuss>(&below("documents/new"), receive::FILES, document::add::act::<P>).once();
    site.page::<P::Read>(&below("documents/{document}"), document::show::page::<P>);
    site.act_with::<P::Discuss>(&below("documents/{document}"), receive::FILES, document::revise::act::<P>).once();
    site.page::<P::Read>(&below("documents/{document}/{number}"), document::download::download::<P>);
    site.act::<P::Discuss>(&below("documents/{document}/withdraw"), document::withdraw::act::<P>);
}

/// The record of this address, for an act, if its talk is for this visitor at all.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub(crate) fn load<P: Place, A: Action>(visit: &Visit<A>, read: &Read) -> Result<Allowed<A, Subject>, Problem> {
    let uuid: Uuid = visit.path(P::PARAM)?;
    let subject = visit.load(read, P::KIND, uuid)?;
    if is_heard::<P, A>(visit, &subject) { Ok(subject) } else { Err(Problem::NotFound) }
}

/// Whether what is said about this record is for this visitor.
pub(crate) fn is_heard<P: Place, A>(visit: &Visit<A>, subject: &Subject) -> bool {
    P::narrowed(subject).is_none_or(|label| label.seen_by(&visit.actor().grants()))
}

/// How this visitor takes part.
pub(crate) fn hearing<P: Place, A>(
    visit: &Visit<A>,
    read: &Read,
    subject: &Subject,
) -> Result<Option<Hearing>, Problem> {
    P::hearers(read, &visit.t(), visit.person()?, subject)
}

/// Whether a visitor hears only what is addressed to him.
pub(crate) fn is_partly(hearing: Option<&Hearing>) -> bool {
    hearing.is_some_and(|hearing| hearing.partly)
}

/// Who sees what is said: the record's label, and what the place adds.
pub(crate) fn label<P: Place>(read: &Read, subject: &Subject) -> Result<Label, Problem> {
    let label = scope::label(read, subject.label_id)?;
    Ok(P::narrowed(subject).map_or_else(|| label.clone(), |narrowed| label.meet(&narrowed)))
}

/// How many remarks and files beside a record that was loaded before are for everybody who sees it: they go along when it is seen more
/// widely.
///
/// # Errors
/// Those of the database.
pub fn heard_by_all(read: &Read, subject: SubjectId) -> Stored<(i64, i64)> {
    read.one(
        "select (select count(*) from discussion_remarks where subject_id = $1 and label_id is null and withdrawn is null), \
         (select count(*) from discussion_documents where subject_id = $1 and label_id is null and withdrawn is null)",
        args![subject],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Has what was said and filed beside a record heard by others: `others` names the label that takes the place of one; none leaves it.
/// Under the proof of the act that has others see the record.
///
/// # Errors
/// Those of the database.
pub fn readdress<A: Action>(
    tx: &Tx,
    subject: &Allowed<A, Subject>,
    others: impl Fn(&Label) -> Option<Label>,
) -> Stored<()> {
    const { assert!(A::WRITES) };
    let known = tx.rows(
        "select l.id, l.canonical from store_labels l where \
         l.id in (select r.label_id from discussion_remarks r where r.subject_id = $1) \
         or l.id in (select d.label_id from discussion_documents d where d.subject_id = $1)",
        args![subject.id],
        |row| Ok((row.get::<LabelId>(0)?, row.get::<String>(1)?)),
    )?;
    for (id, canonical) in known {
        let Some(label) = others(&scope::parsed(&canonical)?) else { continue };
        let label = scope::intern(tx, &label)?;
        for update in [
            "update discussion_remarks set label_id = $3 where subject_id = $1 and label_id = $2",
            "update discussion_documents set label_id = $3 where subject_id = $1 and label_id = $2",
        ] {
            tx.execute(update, args![subject.id, id, label])?;
        }
    }
    Ok(())
}
