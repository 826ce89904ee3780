//! What the page of a record shows: threads, oldest first, and documents.

pub mod page;

use std::collections::HashMap;

use belfry_kernel::{Action, Label, PersonId, Problem};
use belfry_store::Read;
use belfry_store::subject::Subject;
use belfry_web::Visit;
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::prose::harmless;
use belfry_words::Words;
use jiff::Timestamp;

use crate::audience;
use crate::document::{self, Listed};
use crate::place::{self, Hearing, Place};
use crate::remark::{self, Kind, Reader, Remark};

/// Remarks on a page: the newest.
pub(crate) const SHOWN: usize = 100;

/// A remark as a page shows it.
#[derive(Debug)]
pub struct Said {
    /// What a reply names.
    pub id: i64,
    /// Its place on the page.
    pub anchor: String,
    /// Its own page, with its trace.
    pub href: String,
    /// Who.
    pub author: String,
    /// For whom.
    pub organisation: String,
    /// When, as it is read.
    pub when: String,
    /// When, as machines read it.
    pub datetime: String,
    /// The words, harmless.
    pub html: String,
    /// A question.
    pub is_question: bool,
    /// An answer to the question above it.
    pub is_answer: bool,
    /// Whether it was changed.
    pub edited: bool,
    /// Whether it was taken back.
    pub withdrawn: bool,
    /// Whether its author, who reads it, may change it or take it back.
    pub is_mine: bool,
    /// Whether it names the reader.
    pub names_me: bool,
    /// For whom it is, where that is not the usual ones; empty otherwise.
    pub hearers: String,
    /// Who reads a reply to it, where not everybody hears everything; empty otherwise.
    pub heard_by: String,
}

/// A remark and what was replied.
#[derive(Debug)]
pub struct Thread {
    /// What began it.
    pub first: Said,
    /// What was replied, oldest first.
    pub replies: Vec<Said>,
}

/// The whole of it, for the macros `discussion` and `documents`.
#[derive(Debug, Default)]
pub struct Discussion {
    /// Whether it is for this reader at all.
    pub heard: bool,
    /// The record's page.
    pub page: String,
    /// Threads, oldest first.
    pub threads: Vec<Thread>,
    /// Where older ones are; empty when there are none.
    pub older: String,
    /// Whether the reader may speak.
    pub may_discuss: bool,
    /// Whom the reader can address, where there is a choice.
    pub hearers: Vec<Choice>,
    /// Whom he addresses, where there is none but not everybody hears everything; empty otherwise.
    pub heard_by: String,
    /// Whether information can be asked for here, and acknowledged.
    pub asks: bool,
    /// Names of the organisations that have acknowledged.
    pub acknowledged: Vec<String>,
    /// Whether the reader's organisation has.
    pub has_acknowledged: bool,
    /// Files.
    pub documents: Vec<Listed>,
    /// What was typed and refused.
    pub text: String,
    /// What is wrong with it.
    pub errors: Errors,
}

impl Discussion {
    /// Reads what is said about a record that was loaded before, and its documents: two queries.
    ///
    /// # Errors
    /// Those of the database.
    pub fn load<P: Place, A: Action>(visit: &Visit<A>, read: &Read, subject: &Subject) -> Result<Self, Problem> {
        if !place::is_heard::<P, A>(visit, subject) {
            return Ok(Self::default());
        }
        Self::among::<P, A>(visit, read, subject, place::hearing::<P, A>(visit, read, subject)?.as_ref())
    }

    /// As [`load`](Self::load), where the area knows already how the reader takes part.
    ///
    /// # Errors
    /// Those of the database.
    pub fn among<P: Place, A: Action>(
        visit: &Visit<A>,
        read: &Read,
        subject: &Subject,
        hearing: Option<&Hearing>,
    ) -> Result<Self, Problem> {
        let whole = Self::remarks::<P, A>(visit, read, subject, hearing, None)?;
        let documents = document::list::<P>(read, &visit.t(), &whole.page, subject, hearing)?;
        Ok(Self { documents, ..whole })
    }

    /// As [`load`](Self::load), without documents, and older than a remark.
    pub(crate) fn remarks<P: Place, A: Action>(
        visit: &Visit<A>,
        read: &Read,
        subject: &Subject,
        hearing: Option<&Hearing>,
        before: Option<i64>,
    ) -> Result<Self, Problem> {
        let (t, now) = (visit.t(), visit.now());
        let me = visit.person()?;
        let reader = Reader { person: me.id, partly: place::is_partly(hearing) };
        let mut all = remark::list(read, reader, subject.id, before, SHOWN as i64 + 1)?;
        let more = all.len() > SHOWN;
        all.truncate(SHOWN);
        all.reverse();
        let page = visit.page_of(P::KIND, subject.uuid);
        let oldest = all.first().map(|one| one.id).filter(|_| more);
        let acknowledgements: Vec<Remark> = all.extract_if(.., |one| one.kind == Kind::Acknowledgement).collect();
        let mut acknowledged: Vec<String> = Vec::new();
        for one in &acknowledgements {
            let name = one.organisation_name.clone().unwrap_or_else(|| t.s("discussion-some-organisation"));
            if !acknowledged.contains(&name) {
                acknowledged.push(name);
            }
        }
        let labels: Vec<Option<Label>> = all.iter().map(|one| one.label.clone()).collect();
        let heard = heard::<P>(read, &t, subject, hearing, &labels)?;
        Ok(Self {
            heard: true,
            threads: threaded(Telling { t: &t, now, page: &page, me: me.id }, all.into_iter().zip(heard)),
            older: oldest.map(|id| format!("{page}/discussion?before={id}")).unwrap_or_default(),
            may_discuss: visit.may::<P::Discuss>(Some(subject)),
            heard_by: hearing.map(|hearing| hearing.usual.name.clone()).unwrap_or_default(),
            hearers: hearing.map(|hearing| choices(hearing, "")).unwrap_or_default(),
            asks: P::ASKS,
            has_acknowledged: acknowledgements.iter().any(|one| one.organisation == me.organisation),
            acknowledged,
            page,
            ..Self::default()
        })
    }

    /// Has the form as somebody sent it.
    pub(crate) fn choose(&mut self, code: &str) {
        for one in &mut self.hearers {
            one.chosen = one.value == code;
        }
    }

    /// Whether nothing was said yet.
    pub fn is_silent(&self) -> bool {
        self.threads.is_empty()
    }

    /// Where a remark goes.
    pub fn to(&self, act: &str) -> String {
        format!("{}/{act}", self.page)
    }
}

/// Whom somebody can address; none where there is no choice.
pub(crate) fn choices(hearing: &Hearing, code: &str) -> Vec<Choice> {
    let one = |one: &place::Hearers| Choice::new(one.code.as_str(), one.name.as_str(), code);
    if hearing.others.is_empty() { Vec::new() } else { hearing.all().map(one).collect() }
}

/// Who hears something.
#[derive(Clone, Debug, Default)]
pub(crate) struct Heard {
    /// As a mark beside it, where they are not the usual ones; empty otherwise.
    pub(crate) mark: String,
    /// Who they are, where not everybody hears everything; empty otherwise.
    by: String,
}

/// Who hears what bears each of these labels.
///
/// # Errors
/// Those of the database.
pub(crate) fn heard<P: Place>(
    read: &Read,
    t: &Words,
    subject: &Subject,
    hearing: Option<&Hearing>,
    labels: &[Option<Label>],
) -> Result<Vec<Heard>, Problem> {
    if let Some(hearing) = hearing {
        let of = |label: &Option<Label>| {
            let other = label.as_ref().and_then(|label| hearing.other_than_usual(label)).map(str::to_owned);
            Heard { by: other.clone().unwrap_or_else(|| hearing.usual.name.clone()), mark: other.unwrap_or_default() }
        };
        return Ok(labels.iter().map(of).collect());
    }
    let of = |by: String| {
        let mark = if by.is_empty() { String::new() } else { t.a("discussion-only", [("who", by.as_str().into())]) };
        Heard { mark, by }
    };
    Ok(audience::words::<P>(read, t, subject, labels)?.into_iter().map(of).collect())
}

/// To whom remarks are shown, and where.
#[derive(Clone, Copy)]
struct Telling<'a> {
    t: &'a Words,
    now: Timestamp,
    page: &'a str,
    me: PersonId,
}

/// Replies come below what began the thread, or stand alone when that is on an older page.
fn threaded(telling: Telling<'_>, all: impl Iterator<Item = (Remark, Heard)>) -> Vec<Thread> {
    let mut threads: Vec<Thread> = Vec::new();
    let mut places: HashMap<i64, usize> = HashMap::new();
    for (one, heard) in all {
        let (id, to) = (one.id, one.reply_to);
        let said = said(telling, one, heard);
        match to.and_then(|to| places.get(&to)) {
            Some(place) => threads[*place].replies.push(said),
            None => {
                places.insert(to.unwrap_or(id), threads.len());
                threads.push(Thread { first: said, replies: Vec::new() });
            }
        }
    }
    threads
}

fn said(telling: Telling<'_>, one: Remark, heard: Heard) -> Said {
    let Telling { t, now, page, me } = telling;
    Said {
        hearers: heard.mark,
        heard_by: heard.by,
        anchor: format!("c-{}", one.id),
        href: format!("{page}/discussion/{}", one.id),
        when: t.relative(one.at, now),
        datetime: one.at.to_string(),
        html: harmless(&one.text, &HashMap::new()),
        is_question: one.kind == Kind::Question,
        is_answer: one.kind == Kind::Answer,
        edited: one.edited.is_some() && one.withdrawn.is_none(),
        withdrawn: one.withdrawn.is_some(),
        is_mine: one.may_be_withdrawn(me),
        names_me: one.names_me,
        id: one.id,
        author: one.author.unwrap_or_else(|| t.s("discussion-somebody")),
        organisation: one.organisation_name.unwrap_or_default(),
    }
}
