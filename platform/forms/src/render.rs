//! Answering page by page, without JavaScript: the server decides what is asked.
//!
//! | file | holds |
//! |---|---|
//! | this | what a page shows, ready for its template |
//! | `place.rs` | countries and regions as they are chosen |
//! | `take.rs` | what came back from it: answers, what could not be read, whether more is asked now |

use std::collections::BTreeMap;

use askama::Template;
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_words::{Words, typeset};

use crate::core::check::SlotId;
use crate::core::form::{Kind, Look, MOST_ENTRIES};
use crate::core::publish::{Asked, Slot};
use crate::core::validate::Reason;
use crate::core::value::FileRef;
use crate::core::{Answers, At, Place, Sheet, Text, Value};

mod place;
mod take;

pub use place::{countries, regions};
pub use take::{REMOVE, Taken, take};

/// The ends of the names of pictures.
const PICTURES: &str = ".png,.jpg,.jpeg";
/// Steps of a scale that are shown side by side; with more it is a number.
const STEPS: usize = 11;

/// Countries, regions, sectors, organisations and people as choices; nothing where they are typed.
pub type Known<'a> = &'a dyn Fn(&Kind) -> Vec<Choice>;

/// How a part of a page is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each names a component of the house")]
pub enum Shape {
    Open,
    Close,
    Entry,
    EndEntry,
    Add,
    Group,
    EndGroup,
    Note,
    Fixed,
    Line,
    Long,
    Select,
    Grouped,
    Radios,
    Levels,
    Boxes,
    Box,
    File,
}

/// A part of a page: a question, a heading, the beginning or end of what belongs together.
#[derive(Clone, Debug)]
pub struct Part {
    /// How it is shown.
    pub shape: Shape,
    /// The name of its field.
    pub name: String,
    /// What is read first.
    pub label: String,
    /// What helps.
    pub hint: String,
    /// What is wrong.
    pub error: String,
    /// What stands in it.
    pub value: String,
    /// What can be chosen.
    pub options: Vec<Choice>,
    /// What can be chosen, under headings.
    pub groups: Vec<(String, Vec<Choice>)>,
    /// Whether it may stay empty.
    pub optional: bool,
    /// Whether it is a narrow field.
    pub short: bool,
    /// Which kind of field.
    pub kind: &'static str,
    /// Which keyboard a telephone shows.
    pub keyboard: &'static str,
    /// Of a file: the ends of names that are taken.
    pub accept: String,
    /// Of a file that is kept: where it is; empty where it is not to be had.
    pub href: String,
}

/// Files of the answers: which are taken, and where those that are kept can be had.
#[derive(Clone, Copy, Debug, Default)]
pub struct Files<'a> {
    /// What the address of each begins with; the name of its field follows. Empty where none is kept.
    pub at: &'a str,
    /// The ends of names that are taken.
    pub accept: &'a str,
    /// What is taken, in words.
    pub hint: &'a str,
}

impl Part {
    fn new(shape: Shape, name: String, label: String) -> Self {
        let (hint, error, value) = (String::new(), String::new(), String::new());
        Self {
            shape,
            name,
            label,
            hint,
            error,
            value,
            options: Vec::new(),
            groups: Vec::new(),
            optional: true,
            short: false,
            kind: "text",
            keyboard: "",
            accept: String::new(),
            href: String::new(),
        }
    }
}

/// The inside of an answering page; the form around it, its buttons and its steps are the area's.
#[derive(Template)]
#[template(path = "form/page.html")]
pub struct Page<'a> {
    t: &'a Words,
    summary: Errors,
    parts: Vec<Part>,
}

/// What a page is made of.
#[derive(Clone, Copy)]
pub struct Showing<'a> {
    /// The answers, settled.
    pub sheet: &'a Sheet<'a>,
    /// The house's words in the reader's language.
    pub words: &'a Words,
    /// What is wrong, by the names of fields.
    pub errors: &'a Errors,
    /// What was typed and could not be read, by the names of fields.
    pub typed: &'a BTreeMap<String, String>,
    /// Choices of the community's registers.
    pub known: Known<'a>,
    /// Files of the answers.
    pub files: Files<'a>,
}

/// The name of the field for a place: `age`, `age~0.2`.
#[must_use]
pub fn field(place: &Place) -> String {
    place.to_string().replace('#', "~")
}

/// The place of a field.
#[must_use]
pub fn place(field: &str) -> Option<Place> {
    Place::parse(&field.replace('~', "#"))
}

/// What is said of a wrong answer: the form's own words where it has them.
#[must_use]
pub fn words_for(sheet: &Sheet<'_>, t: &Words, place: &Place, reason: Reason) -> String {
    let slot = sheet.form().slot(&place.name).map(|id| &sheet.form().slots()[id]);
    let own = slot.and_then(Slot::question).and_then(|question| match reason {
        Reason::Constraint => Some(&question.message),
        Reason::Required => Some(&question.required_message),
        _ => None,
    });
    if let Some(own) = own.filter(|own| !own.is_empty()) {
        return typeset(t.language(), &sheet.say(own, place.at)).into_owned();
    }
    match reason {
        Reason::Required => t.s("forms-error-required"),
        Reason::Constraint => t.s("forms-error-constraint"),
        Reason::WrongKind => match slot.and_then(Slot::question).map(|question| &question.kind) {
            Some(Kind::Whole | Kind::Decimal | Kind::Scale { .. } | Kind::Money { .. }) => t.s("forms-error-no-number"),
            Some(Kind::Date) => t.s("forms-error-no-date"),
            Some(Kind::Time) => t.s("forms-error-no-time"),
            Some(Kind::Moment) => t.s("forms-error-no-moment"),
            _ => t.s("forms-error-wrong-kind"),
        },
        Reason::NotOffered => t.s("forms-error-not-offered"),
        Reason::NotWhole => t.s("forms-error-not-whole"),
        Reason::OffScale => t.s("forms-error-off-scale"),
        Reason::TooLong => t.s("forms-error-too-long"),
        Reason::NotARank => t.s("forms-error-not-a-rank"),
        Reason::Currency => t.s("forms-error-currency"),
        Reason::NotAgreed => t.s("forms-error-not-agreed"),
        Reason::TooFew => t.s("forms-error-too-few"),
        Reason::TooMany => t.s("forms-error-too-many"),
        Reason::Unknown => t.s("forms-error-unknown"),
    }
}

impl<'a> Showing<'a> {
    /// A page, from 0; one that does not exist is empty.
    #[must_use]
    pub fn page(self, page: usize) -> Page<'a> {
        let mut parts = Vec::new();
        for id in self.sheet.form().pages().get(page).into_iter().flatten() {
            self.slot(*id, At::TOP, &mut parts);
        }
        Page { t: self.words, summary: self.summary(&parts), parts }
    }

    /// What is wrong, each with its question: several of them say the same otherwise.
    fn summary(self, parts: &[Part]) -> Errors {
        let mut summary = Errors::default();
        for error in self.errors.list() {
            let label = parts.iter().find(|part| part.name == error.field).map_or("", |part| part.label.trim());
            let message = self.words.labelled(label, &error.message);
            summary.add(&error.field, message);
        }
        summary
    }

    /// Whether anything is asked or told on a page.
    #[must_use]
    pub fn is_empty(self, page: usize) -> bool {
        self.page(page).parts.iter().all(|part| matches!(part.shape, Shape::Open | Shape::Close))
    }

    fn say(self, text: &Text, at: At) -> String {
        typeset(self.words.language(), &self.sheet.say(text, at)).into_owned()
    }

    fn slot(self, id: SlotId, at: At, parts: &mut Vec<Part>) {
        let slot = &self.sheet.form().slots()[id];
        let Some(cell) = self.sheet.cell(id, at).filter(|cell| cell.asked && slot.is_shown()) else { return };
        let name = field(&Place { name: slot.name.clone(), at });
        match &slot.asked {
            Asked::Group(group) => {
                let heading = !group.label.is_empty();
                if heading {
                    parts.push(Part::new(Shape::Open, name.clone(), self.say(&group.label, at)));
                }
                self.inside(id, at, parts);
                if heading {
                    parts.push(Part::new(Shape::Close, name, String::new()));
                }
            }
            Asked::Repeat(repeat) => {
                let label = self.say(&repeat.label, at);
                let free = slot.rules.count.is_none();
                for entry in 0..cell.entries {
                    let Some(inner) = at.inside(entry) else { continue };
                    let own = field(&Place { name: slot.name.clone(), at: inner });
                    let number = u32::from(entry) + 1;
                    let said =
                        self.words.a("forms-entry", [("name", label.as_str().into()), ("number", number.into())]);
                    parts.push(Part::new(Shape::Entry, own.clone(), said));
                    self.inside(id, inner, parts);
                    let removable = free && cell.entries > repeat.min;
                    parts.push(Part::new(Shape::EndEntry, if removable { own } else { String::new() }, String::new()));
                }
                if free && cell.entries < repeat.max.unwrap_or(MOST_ENTRIES) {
                    let said = self.words.a("forms-entry-add", [("name", label.as_str().into())]);
                    let error = self.errors.of(&name).to_owned();
                    parts.push(Part { error, ..Part::new(Shape::Add, name, said) });
                }
            }
            Asked::Question(_) | Asked::Row(_) => self.question(id, at, cell.value.as_ref(), parts),
        }
    }

    fn inside(self, id: SlotId, at: At, parts: &mut Vec<Part>) {
        for (child, slot) in self.sheet.form().slots().iter().enumerate() {
            if slot.parent == Some(id) && slot.matrix.is_none() {
                self.slot(child, at, parts);
            }
        }
    }

    fn question(self, id: SlotId, at: At, value: Option<&Value>, parts: &mut Vec<Part>) {
        let slot = &self.sheet.form().slots()[id];
        let name = field(&Place { name: slot.name.clone(), at });
        let default =
            if value.is_none() && !self.typed.contains_key(&name) { self.sheet.default(id, at) } else { None };
        let value = value.or(default.as_ref());
        let mut part = Part::new(Shape::Line, name.clone(), self.say(slot.label(), at));
        part.error = self.errors.of(&name).to_owned();
        part.optional = !self.sheet.is_required(id, at);
        part.value = self.typed.get(&name).cloned().unwrap_or_else(|| self.written(value));
        let Some(question) = slot.question() else {
            // A row of a matrix.
            part.shape = Shape::Levels;
            part.options = self.offered(id, at, value);
            parts.push(part);
            return;
        };
        part.hint = self.say(&question.hint, at);
        if part.label.is_empty() {
            std::mem::swap(&mut part.label, &mut part.hint);
        }
        if !slot.is_answered() && !matches!(question.kind, Kind::Note | Kind::Matrix { .. }) {
            part.shape = Shape::Fixed;
            part.value = match value {
                Some(Value::Truth(truth)) => {
                    if *truth {
                        self.words.s("forms-yes")
                    } else {
                        self.words.s("forms-no")
                    }
                }
                Some(Value::Code(_) | Value::Codes(_)) => self.sheet.told(id, at),
                _ => part.value,
            };
            parts.push(part);
            return;
        }
        self.shaped(id, at, &question.kind, value, part, parts);
    }

    fn shaped(self, id: SlotId, at: At, kind: &Kind, value: Option<&Value>, mut part: Part, parts: &mut Vec<Part>) {
        let line = |mut part: Part, kind, short, keyboard| {
            (part.kind, part.short, part.keyboard) = (kind, short, keyboard);
            part
        };
        match kind {
            Kind::Text | Kind::Hidden | Kind::Calculated => {}
            Kind::LongText => part.shape = Shape::Long,
            Kind::Whole => part = line(part, "text", true, "numeric"),
            Kind::Decimal => part = line(part, "text", true, "decimal"),
            Kind::Date => part = line(part, "date", true, ""),
            Kind::Time => part = line(part, "time", true, ""),
            Kind::Moment => part = line(part, "datetime-local", true, ""),
            Kind::YesNo => {
                part.shape = Shape::Radios;
                let words = [("yes", self.words.s("forms-yes")), ("no", self.words.s("forms-no"))];
                part.options = words.map(|(code, word)| Choice::new(code, word, &part.value)).to_vec();
            }
            Kind::One(choose) => {
                part.shape = match choose.look {
                    Look::Plain => Shape::Radios,
                    Look::Minimal => Shape::Select,
                    Look::Likert => Shape::Levels,
                };
                part.options = self.offered(id, at, value);
            }
            Kind::Several(_) => {
                part.shape = Shape::Boxes;
                part.options = self.offered(id, at, value);
            }
            Kind::Rank(_) => return self.rank(id, at, value, part, parts),
            Kind::Scale { from, to, step } => {
                let many = |n: &rust_decimal::Decimal| usize::try_from(*n).unwrap_or(usize::MAX);
                let steps = many(&((to - from) / step).trunc()).saturating_add(1);
                if steps <= STEPS {
                    part.shape = Shape::Levels;
                    let of =
                        |n: usize| self.number(&(from + step * rust_decimal::Decimal::from(n)).normalize().to_string());
                    part.options = (0..steps).map(of).map(|n| Choice::new(n.clone(), n, &part.value)).collect();
                } else {
                    part = line(part, "text", true, "decimal");
                }
            }
            Kind::Matrix { .. } => return self.matrix(id, at, part, parts),
            Kind::Country | Kind::Region | Kind::Sector | Kind::Organisation | Kind::Person => {
                let options = (self.known)(kind);
                part =
                    if *kind == Kind::Region { self.region(id, at, options, part) } else { self.named(options, part) };
            }
            Kind::File { picture } => part = self.file(*picture, value, part),
            Kind::Money { currencies } => return self.money(currencies, value, part, parts),
            Kind::Note => part.shape = Shape::Note,
            Kind::Consent => {
                part.shape = Shape::Box;
                part.value = if value == Some(&Value::Truth(true)) { "yes".into() } else { String::new() };
            }
        }
        parts.push(part);
    }

    fn offered(self, id: SlotId, at: At, value: Option<&Value>) -> Vec<Choice> {
        let chosen = value.map(Value::codes).unwrap_or_default();
        let choices = self.sheet.offered(id, at).into_iter().map(|choice| Choice {
            value: choice.code.clone(),
            label: self.say(&choice.label, at),
            hint: String::new(),
            chosen: chosen.contains(&choice.code),
        });
        choices.collect()
    }

    fn file(self, picture: bool, value: Option<&Value>, part: Part) -> Part {
        let accept = if picture { PICTURES } else { self.files.accept };
        let hint = if part.hint.is_empty() && !picture { self.files.hint.to_owned() } else { part.hint };
        let kept = |file: &FileRef| {
            let size = self.words.bytes(file.size);
            self.words.a("forms-file-kept", [("name", file.name.as_str().into()), ("size", size.into())])
        };
        let (value, href) = match value {
            Some(Value::File(file)) if self.files.at.is_empty() => (kept(file), String::new()),
            Some(Value::File(file)) => (kept(file), format!("{}{}", self.files.at, part.name)),
            _ => Default::default(),
        };
        Part { shape: Shape::File, accept: accept.to_owned(), hint, value, href, ..part }
    }

    /// A field for each place, with all that could stand there.
    fn rank(self, id: SlotId, at: At, value: Option<&Value>, part: Part, parts: &mut Vec<Part>) {
        let chosen = value.map(Value::codes).unwrap_or_default();
        let offered = self.offered(id, at, None);
        let (name, optional) = (part.name.clone(), part.optional);
        parts.push(Part { shape: Shape::Group, ..part });
        for n in 0..offered.len() {
            let label = self.words.n("forms-rank-place", n + 1);
            let mut options = offered.clone();
            options.iter_mut().for_each(|option| option.chosen = chosen.get(n) == Some(&option.value));
            let shape = Shape::Select;
            parts.push(Part { options, optional, ..Part::new(shape, format!("{name}:{}", n + 1), label) });
        }
        parts.push(Part::new(Shape::EndGroup, name, String::new()));
    }

    fn matrix(self, id: SlotId, at: At, part: Part, parts: &mut Vec<Part>) {
        let name = part.name.clone();
        parts.push(Part { shape: Shape::Group, ..part });
        for (row, slot) in self.sheet.form().slots().iter().enumerate().filter(|(_, slot)| slot.matrix == Some(id)) {
            debug_assert!(matches!(slot.asked, Asked::Row(_)));
            self.slot(row, at, parts);
        }
        parts.push(Part::new(Shape::EndGroup, name, String::new()));
    }

    fn money(self, currencies: &[String], value: Option<&Value>, mut part: Part, parts: &mut Vec<Part>) {
        let (amount, currency) = match value {
            Some(Value::Money(money)) => (self.number(&money.amount.to_string()), money.currency.clone()),
            _ => (part.value.clone(), String::new()),
        };
        let name = format!("{}:currency", part.name);
        (part.value, part.short, part.keyboard) = (amount, true, "decimal");
        parts.push(part);
        let options = currencies.iter().map(|code| Choice::new(code.clone(), code.clone(), &currency)).collect();
        let label = self.words.s("forms-currency");
        parts.push(Part { options, short: true, ..Part::new(Shape::Select, name, label) });
    }

    /// As a field holds it: numbers with the reader's sign before the fraction.
    fn written(self, value: Option<&Value>) -> String {
        match value {
            Some(Value::Number(number)) => self.number(&number.normalize().to_string()),
            Some(Value::Time(time)) => time.strftime("%H:%M").to_string(),
            Some(Value::Moment(moment)) => moment.strftime("%Y-%m-%dT%H:%M").to_string(),
            Some(value) => value.to_string(),
            None => String::new(),
        }
    }

    fn number(self, text: &str) -> String {
        if self.words.language() == "fr" { text.replace('.', ",") } else { text.to_owned() }
    }
}

/// Everything that is wrong on a page, in words by the names of fields.
#[must_use]
pub fn errors(sheet: &Sheet<'_>, t: &Words, page: usize, answers: &Answers) -> Errors {
    let mut errors = Errors::default();
    for complaint in sheet.complaints(answers) {
        let slot = sheet.form().slot(&complaint.place.name);
        if slot.is_some_and(|id| sheet.form().slots()[id].page == page) {
            errors.add(&field(&complaint.place), words_for(sheet, t, &complaint.place, complaint.reason));
        }
    }
    errors
}
