//! **Who may read which answer.** The entity reads all of what it sent; whoever receives it, what the law says for the part that he has in
//! it. Everything that shows answers to anybody comes through here: pages, programs, exports, differences, what is shared further.

use std::sync::Arc;

use belfry_forms::core::publish::Asked;
use belfry_forms::core::{Answers, Language, Place, Published, Reading, Sheet, Value};
use belfry_kernel::{OrganisationId, Person, SubjectId};
use belfry_store::subject::Subject;
use belfry_store::{Read, Result};
use belfry_words::Words;
use jiff::civil::DateTime;

use crate::notification::store::{self, Notification, Recipient, Submission};
use crate::regime::{Part, Regime};

/// What somebody sees of the answers of one notification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sight {
    /// All: he is of the entity, or the program itself acts for it.
    Whole,
    /// What the law says for these parts; nothing for none.
    Parts(Vec<Part>),
}

impl Sight {
    /// Of a person: whoever is of the entity sees all, whoever is of a recipient what its parts see.
    #[must_use]
    pub fn of(person: &Person, subject: &Subject, recipients: &[Recipient]) -> Self {
        Self::for_any(&|organisation| person.roles.iter().any(|(bound, _)| *bound == organisation), subject, recipients)
    }

    /// Of an organisation.
    #[must_use]
    pub fn of_organisation(organisation: OrganisationId, subject: &Subject, recipients: &[Recipient]) -> Self {
        Self::for_any(&|one| one == organisation, subject, recipients)
    }

    fn for_any(is: &dyn Fn(OrganisationId) -> bool, subject: &Subject, recipients: &[Recipient]) -> Self {
        if is(subject.owner) {
            return Self::Whole;
        }
        let mine = recipients.iter().filter(|one| is(one.organisation));
        Self::Parts(mine.flat_map(|one| &one.parts).filter_map(|part| Part::parse(part)).collect())
    }

    /// Whether the answer to a question is for it.
    #[must_use]
    pub fn sees(&self, regime: &Regime, question: &str) -> bool {
        match self {
            Self::Whole => true,
            Self::Parts(parts) => parts.iter().any(|part| regime.sees(*part, question)),
        }
    }

    /// Whether it sees all that is ever asked: then a hash over all answers tells it nothing new.
    #[must_use]
    pub fn is_whole(&self, regime: &Regime) -> bool {
        match self {
            Self::Whole => true,
            Self::Parts(parts) => {
                regime.recipients.iter().any(|recipient| recipient.sees.is_none() && parts.contains(&recipient.part))
            }
        }
    }

    /// Of answers those that it sees.
    #[must_use]
    pub fn answers(&self, regime: &Regime, answers: &Answers) -> Answers {
        let mut seen = answers.clone();
        seen.values.retain(|place, _| self.sees(regime, place.name.as_str()));
        seen.entries.retain(|place, _| self.sees(regime, place.name.as_str()));
        seen
    }
}

/// Every version of every step in the order in which they came, with the answers that this sight sees.
///
/// # Errors
/// Those of the database.
pub fn submissions(read: &Read, notification: SubjectId, regime: &Regime, sight: &Sight) -> Result<Vec<Submission>> {
    let mut all = store::submissions(read, notification)?;
    for one in &mut all {
        one.answers = sight.answers(regime, &one.answers);
        if !sight.is_whole(regime) {
            one.hash.clear();
        }
    }
    Ok(all)
}

/// The regime of a notification in the version in which it began; as it is now where that is not known any more.
#[must_use]
pub fn regime(one: &Notification) -> Option<&'static Arc<Regime>> {
    crate::regime::open(&one.regime, &one.version).or_else(|| crate::regime::latest(&one.regime))
}

/// A question with its answer, as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Whose answer, with its entries.
    pub place: Place,
    /// What was asked.
    pub label: String,
    /// What was answered; empty for nothing.
    pub value: String,
    /// Whether it is a heading.
    pub heading: bool,
}

/// Answers below one heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// The heading; empty for none.
    pub heading: String,
    /// The answers.
    pub lines: Vec<Line>,
}

/// Lines below their headings.
#[must_use]
pub fn blocks(lines: Vec<Line>) -> Vec<Block> {
    let mut all: Vec<Block> = Vec::new();
    for line in lines {
        if line.heading || all.is_empty() {
            all.push(Block {
                heading: if line.heading { line.label.clone() } else { String::new() },
                lines: Vec::new(),
            });
        }
        if let Some(last) = all.last_mut().filter(|_| !line.heading) {
            last.lines.push(line);
        }
    }
    all
}

/// Answers that a sight sees, as they are read: what it does not see is not even asked.
#[must_use]
pub fn lines(t: &Words, now: DateTime, form: &Published, regime: &Regime, sight: &Sight, seen: &Answers) -> Vec<Line> {
    let language = language(t);
    let Ok(sheet) = Sheet::settle(form, seen, Reading { now, language: &language }) else { return Vec::new() };
    let mut all: Vec<Line> = Vec::new();
    for (id, slot) in form.slots().iter().enumerate().filter(|(_, slot)| slot.is_shown()) {
        let heading = slot.kind.is_none();
        if matches!(slot.asked, Asked::Repeat(_)) || !heading && !sight.sees(regime, slot.name.as_str()) {
            continue;
        }
        for (at, cell) in sheet.cells(id).iter().filter(|(_, cell)| cell.asked) {
            let label = sheet.say(slot.label(), *at);
            if label.is_empty() {
                continue;
            }
            let value = if heading { String::new() } else { said(&sheet, t, id, *at, cell.value.as_ref()) };
            all.push(Line { place: Place { name: slot.name.clone(), at: *at }, label, value, heading });
        }
    }
    // A heading over nothing would tell that something is hidden below it.
    let keep: Vec<bool> =
        (0..all.len()).map(|n| !all[n].heading || all.get(n + 1).is_some_and(|next| !next.heading)).collect();
    let mut keep = keep.into_iter();
    all.retain(|_| keep.next().unwrap_or(true));
    all
}

fn said(sheet: &Sheet<'_>, t: &Words, slot: usize, at: belfry_forms::core::At, value: Option<&Value>) -> String {
    match value {
        Some(Value::Truth(true)) => t.s("forms-yes"),
        Some(Value::Truth(false)) => t.s("forms-no"),
        Some(Value::Date(day)) => t.day(*day),
        Some(Value::Moment(moment)) => {
            let day = t.day(moment.date());
            t.a("incidents-moment-there", [("day", day.into()), ("time", moment.strftime("%H:%M").to_string().into())])
        }
        _ => sheet.told(slot, at),
    }
}

/// The reader's language as forms know it.
///
/// # Panics
/// Never: the house's languages have tags.
#[must_use]
pub fn language(t: &Words) -> Language {
    Language::parse(t.language()).or_else(|| Language::parse("en")).unwrap_or_else(|| unreachable!("en is a tag"))
}
