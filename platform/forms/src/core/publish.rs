//! The check of a whole definition: everything that is wrong, with its place and reason, or a form that can be answered.

use std::collections::{BTreeSet, HashMap};
use std::fmt;

use super::check::{Codes, Here, Known, Misfit, SlotId, Typed, What};
use super::evaluate::{Bare, Run, STEPS};
use super::expression::{Expr, Unreadable, parse};
use super::form::{Choice, Form, Kind};
use super::name::{Language, Name};
use super::order::order;
use super::reach;
use super::value::{At, Type, Value};
use super::version::Hash;

mod layout;
mod said;
mod slot;

pub use slot::{Asked, Rules, Slot};

/// Elements of one form.
pub const MOST: usize = 2_000;
/// Groups within groups.
pub const NESTED: usize = 8;

/// A form that can be answered. It never changes; a changed one is another version.
#[derive(Clone, Debug)]
pub struct Published {
    form: Form,
    hash: Hash,
    slots: Vec<Slot>,
    order: Vec<SlotId>,
    names: HashMap<Name, SlotId>,
    codes: Vec<HashMap<String, usize>>,
    pages: Vec<Vec<SlotId>>,
}

impl Published {
    /// As it was written.
    #[must_use]
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// What it is, whatever it is called: equal definitions have equal hashes.
    #[must_use]
    pub fn hash(&self) -> &Hash {
        &self.hash
    }

    /// Everything in it, in the order of the form; the rows of a matrix follow it.
    #[must_use]
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// Whether a file is asked for anywhere.
    #[must_use]
    pub fn asks_for_files(&self) -> bool {
        self.slots.iter().any(|slot| slot.question().is_some_and(|question| matches!(question.kind, Kind::File { .. })))
    }

    /// The order in which all can be settled.
    #[must_use]
    pub fn order(&self) -> &[SlotId] {
        &self.order
    }

    /// The slot of a name.
    #[must_use]
    pub fn slot(&self, name: &Name) -> Option<SlotId> {
        self.names.get(name).copied()
    }

    /// For each page what stands at its top.
    #[must_use]
    pub fn pages(&self) -> &[Vec<SlotId>] {
        &self.pages
    }

    /// The choices of a list.
    #[must_use]
    pub fn choices(&self, list: u16) -> &[Choice] {
        self.form.lists.values().nth(usize::from(list)).map_or(&[], |list| &list.choices)
    }

    /// One choice of a list.
    #[must_use]
    pub fn choice(&self, list: u16, code: &str) -> Option<&Choice> {
        let index = self.codes.get(usize::from(list))?.get(code)?;
        self.choices(list).get(*index)
    }
}

/// Which part of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The element itself.
    Whole,
    /// Its texts.
    Label,
    /// When it is asked.
    Relevance,
    /// What an answer must fulfil.
    Constraint,
    /// When an answer is due.
    Required,
    /// What it is computed by.
    Calculation,
    /// What stands there first.
    Default,
    /// Which choices are offered.
    Filter,
    /// How many entries.
    Count,
    /// How it is rated.
    Score,
}

impl Part {
    fn word(self) -> &'static str {
        match self {
            Self::Whole => "",
            Self::Label => ", text",
            Self::Relevance => ", relevance",
            Self::Constraint => ", constraint",
            Self::Required => ", required",
            Self::Calculation => ", calculation",
            Self::Default => ", default",
            Self::Filter => ", choice filter",
            Self::Count => ", count",
            Self::Score => ", score",
        }
    }
}

/// One thing that keeps a definition from being published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The element, list or form that it is in.
    pub element: Name,
    /// Which part of it.
    pub part: Part,
    /// What is wrong.
    pub reason: Reason,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}: {}", self.element, self.part.word(), self.reason)
    }
}

impl std::error::Error for Fault {}

/// What can be wrong with a definition.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Nothing is asked.
    #[error("nothing is asked")]
    Nothing,
    /// No language.
    #[error("it has no language")]
    NoLanguage,
    /// More than [`MOST`] elements, or deeper than [`NESTED`].
    #[error("there are more elements, or deeper ones, than a form can have")]
    TooMany,
    /// Two of one name.
    #[error("there is another element of this name")]
    Twice,
    /// No such list.
    #[error("there is no list `{0}`")]
    NoList(Name),
    /// A list without choices.
    #[error("the list has no choices")]
    NoChoices,
    /// A code that is empty, too long or has white space.
    #[error("`{0}` is no code: it is empty, too long, or has white space")]
    BadCode(String),
    /// Two of one code.
    #[error("the code `{0}` stands there twice")]
    CodeTwice(String),
    /// No text in the first language.
    #[error("it has no text in {0}")]
    Unsaid(Language),
    /// A text in a language that the form does not have.
    #[error("it has a text in {0}, which is none of the form's languages")]
    Undeclared(Language),
    /// `${…}` in a text that is no name of a single answer.
    #[error("at character {0}: `${{…}}` names no answer that could stand here")]
    Placeholder(usize),
    /// A page that is not at the top.
    #[error("a page cannot be inside of something")]
    PageInside,
    /// The numbers of a scale or repeat do not go together.
    #[error("these numbers do not go together")]
    Numbers,
    /// No currency, or one that is no ISO 4217 code.
    #[error("`{0}` is no currency")]
    Currency(String),
    /// Nothing to compute by.
    #[error("it is computed, and nothing says how")]
    NoCalculation,
    /// An expression for something that has no answer.
    #[error("this kind of element cannot have one")]
    Misplaced,
    /// Points for a code that does not exist, or none to reach.
    #[error("the points do not fit the choices")]
    Points,
    /// Levels that do not rise from 0.
    #[error("the levels have to rise from 0 and stay within 1")]
    Levels,
    /// Not an expression.
    #[error("{0}")]
    Unreadable(#[from] Unreadable),
    /// An expression that does not fit.
    #[error("{0}")]
    Misfit(#[from] Misfit),
    /// It depends on itself.
    #[error("it depends on itself: {}", .0.iter().map(Name::as_str).collect::<Vec<_>>().join(", which needs "))]
    Circle(Vec<Name>),
    /// It is asked depending on a later page.
    #[error("whether it is asked depends on `{0}`, which comes on a later page")]
    Later(Name),
    /// No answers lead to it.
    #[error("no answers lead to it: what it asks for cannot all be true")]
    Unreachable,
    /// Its constant expressions compute too much.
    #[error("it asks for too much computation")]
    TooMuch,
}

/// Parsed expressions by slot.
type Parsed = Vec<(SlotId, Part, Expr)>;

/// Checks a definition.
///
/// # Errors
/// Everything that is wrong with it, in the order of the form.
pub fn publish(form: Form) -> Result<Published, Vec<Fault>> {
    let mut layout = layout::lay_out(&form);
    let mut faults = std::mem::take(&mut layout.faults);
    let parsed = parse_all(&layout.slots, &mut faults);
    let lists = codes_of(&form);
    let mut known = known(&layout.slots);
    let needs = needs(&layout.slots, &parsed, &known);
    let order = match order(&needs) {
        Ok(order) => order,
        Err(circle) => {
            let names: Vec<Name> = circle.iter().map(|slot| layout.slots[*slot].name.clone()).collect();
            if let Some(first) = names.first().cloned() {
                faults.push(Fault { element: first, part: Part::Whole, reason: Reason::Circle(names) });
            }
            Vec::new()
        }
    };
    let mut by_slot: HashMap<SlotId, Vec<(Part, Expr)>> = HashMap::new();
    for (slot, part, expr) in parsed {
        by_slot.entry(slot).or_default().push((part, expr));
    }
    // What others build upon comes first, in its order; then the rest, which by then knows what everything gives.
    let mut rest = Vec::new();
    for slot in &order {
        let (first, later): (Vec<_>, Vec<_>) = by_slot.remove(slot).unwrap_or_default().into_iter().partition(settles);
        rest.push((*slot, later));
        type_all(&mut layout.slots, &known, &lists, *slot, first, &mut faults);
        // What is computed is known by what its expression gives.
        if let (Some(kind), Some(entry)) = (layout.slots[*slot].kind, known.get_mut(&layout.slots[*slot].name))
            && let What::Answer(told) = &mut entry.what
        {
            *told = kind;
        }
    }
    for (slot, later) in rest {
        type_all(&mut layout.slots, &known, &lists, slot, later, &mut faults);
    }
    said::check(&form, &layout.slots, &known, &mut faults);
    let codes = form.lists.values().map(index).collect();
    let names = known.into_iter().map(|(name, known)| (name, known.slot)).collect();
    let hash = Hash::of(&form);
    let published = Published { form, hash, slots: layout.slots, order, names, codes, pages: layout.pages };
    if faults.is_empty() {
        later(&published, &needs, &mut faults);
        reach::check(&published, &mut faults);
    }
    if faults.is_empty() {
        Ok(published)
    } else {
        let place = |fault: &Fault| published.slot(&fault.element).unwrap_or(0);
        faults.sort_by_key(place);
        Err(faults)
    }
}

fn index(list: &super::form::List) -> HashMap<String, usize> {
    list.choices.iter().enumerate().map(|(at, choice)| (choice.code.clone(), at)).collect()
}

fn codes_of(form: &Form) -> Vec<Codes> {
    let codes = form.lists.iter().map(|(name, list)| Codes {
        name: name.clone(),
        codes: list.choices.iter().map(|choice| choice.code.clone()).collect(),
        columns: list.choices.iter().flat_map(|choice| choice.columns.keys().cloned()).collect(),
    });
    codes.collect()
}

fn parse_all(slots: &[Slot], faults: &mut Vec<Fault>) -> Parsed {
    let mut all = Vec::new();
    for (id, slot) in slots.iter().enumerate() {
        for (part, text) in slot.sources() {
            match parse(text) {
                Ok(expr) => all.push((id, part, expr)),
                Err(why) => faults.push(Fault { element: slot.name.clone(), part, reason: why.into() }),
            }
        }
    }
    all
}

fn known(slots: &[Slot]) -> HashMap<Name, Known> {
    let mut all = HashMap::with_capacity(slots.len());
    for (id, slot) in slots.iter().enumerate() {
        let what = match (&slot.asked, slot.kind) {
            (Asked::Repeat(_), _) => What::Repeat,
            (Asked::Question(question), _) if matches!(question.kind, Kind::Matrix { .. }) => {
                let rows: Vec<SlotId> = (0..slots.len()).filter(|row| slots[*row].matrix == Some(id)).collect();
                let kind = rows.first().and_then(|row| slots[*row].kind).unwrap_or(Type::Nothing);
                What::Rows(rows, kind)
            }
            (_, Some(kind)) => What::Answer(kind),
            (Asked::Question(question), None) if question.kind != Kind::Note => What::Answer(Type::Nothing),
            _ => What::Silent,
        };
        all.entry(slot.name.clone()).or_insert(Known { slot: id, what, scope: slot.scope.clone() });
    }
    all
}

/// What each slot has to wait for.
fn needs(slots: &[Slot], parsed: &Parsed, known: &HashMap<Name, Known>) -> Vec<BTreeSet<SlotId>> {
    let mut needs: Vec<BTreeSet<SlotId>> =
        slots.iter().map(|slot| slot.parent.iter().chain(&slot.matrix).copied().collect()).collect();
    for (slot, part, expr) in parsed {
        if !matches!(part, Part::Relevance | Part::Calculation | Part::Count) {
            continue;
        }
        for (_, name) in expr.names() {
            let Some(found) = known.get(name) else { continue };
            needs[*slot].insert(found.slot);
            if let What::Rows(rows, _) = &found.what {
                needs[*slot].extend(rows);
            }
        }
    }
    needs
}

/// Whether others can depend on it.
fn settles((part, _): &(Part, Expr)) -> bool {
    matches!(part, Part::Relevance | Part::Calculation | Part::Count)
}

fn type_all(
    slots: &mut [Slot],
    names: &HashMap<Name, Known>,
    lists: &[Codes],
    id: SlotId,
    all: Vec<(Part, Expr)>,
    faults: &mut Vec<Fault>,
) {
    for (part, expr) in all {
        if let Err(reason) = type_one(slots, names, lists, id, (part, &expr)) {
            faults.push(Fault { element: slots[id].name.clone(), part, reason });
        }
    }
}

fn type_one(
    slots: &mut [Slot],
    names: &HashMap<Name, Known>,
    lists: &[Codes],
    id: SlotId,
    (part, expr): (Part, &Expr),
) -> Result<(), Reason> {
    let slot = &slots[id];
    let own = slot.kind;
    let list = match own {
        Some(Type::Code(list) | Type::Codes(list)) if part == Part::Filter => Some(list),
        _ => None,
    };
    let scope = slot.scope.clone();
    let this = matches!(part, Part::Constraint | Part::Score).then_some(own).flatten();
    let here = Here { names, lists, scope: &scope, this, choice: list };
    let slot = &mut slots[id];
    match part {
        Part::Relevance => slot.rules.relevance = Some(here.expect(expr, Type::Truth)?),
        Part::Constraint => slot.rules.constraint = Some(here.expect(expr, Type::Truth)?),
        Part::Required => slot.rules.required = Some(here.expect(expr, Type::Truth)?),
        Part::Filter => slot.rules.filter = Some(here.expect(expr, Type::Truth)?),
        Part::Count => slot.rules.count = Some(here.expect(expr, Type::Number)?),
        Part::Score => slot.rules.points = Some(here.expect(expr, Type::Number)?),
        Part::Calculation => {
            let typed = match own {
                Some(own) => here.expect(expr, own)?,
                None => {
                    let (typed, kind) = here.single(expr)?;
                    slot.kind = Some(kind);
                    typed
                }
            };
            slot.rules.calculation = Some(typed);
        }
        Part::Default => match own {
            Some(own) => slot.rules.default = Some(here.expect(expr, own)?),
            None => return Err(Reason::Misplaced),
        },
        Part::Whole | Part::Label => {}
    }
    Ok(())
}

/// Whether something is asked may depend on this and earlier pages only: else it is first passed by and comes up later.
fn later(form: &Published, needs: &[BTreeSet<SlotId>], faults: &mut Vec<Fault>) {
    // The page by whose end an answer is there; what is computed is there when all that it needs is.
    let mut there = vec![0; form.slots.len()];
    for id in &form.order {
        let slot = &form.slots[*id];
        let computed = slot.rules.calculation.is_some();
        there[*id] = if computed { needs[*id].iter().map(|n| there[*n]).max().unwrap_or(0) } else { slot.page };
    }
    for slot in &form.slots {
        let asked = slot.rules.relevance.iter().chain(&slot.rules.count);
        let mut wants = Vec::new();
        asked.for_each(|typed| typed.slots(&mut wants));
        if slot.rules.calculation.is_some() && !slot.is_shown() {
            continue;
        }
        if let Some(late) = wants.into_iter().find(|want| there[*want] > slot.page) {
            let reason = Reason::Later(form.slots[late].name.clone());
            faults.push(Fault { element: slot.name.clone(), part: Part::Relevance, reason });
        }
    }
}

impl Typed {
    /// Every slot that it asks.
    pub fn slots(&self, all: &mut Vec<SlotId>) {
        match self {
            Self::Answer(slot) | Self::All(slot, _) | Self::Entries(slot, _) => all.push(*slot),
            Self::Rows(slots) => all.extend(slots),
            Self::Not(inner) | Self::Minus(inner) | Self::Label(_, inner) | Self::Matches(inner, _) => inner.slots(all),
            Self::Binary(_, a, b) => {
                a.slots(all);
                b.slots(all);
            }
            Self::Call(_, inner) => inner.iter().for_each(|one| one.slots(all)),
            _ => {}
        }
    }

    /// Whether it gives the same whatever is answered, when, and by whom.
    #[must_use]
    pub fn is_constant(&self) -> bool {
        use super::function::Function as F;
        match self {
            Self::Constant(_) => true,
            Self::Not(inner) | Self::Minus(inner) | Self::Matches(inner, _) => inner.is_constant(),
            Self::Binary(_, a, b) => a.is_constant() && b.is_constant(),
            Self::Call(F::Today | F::Now, _) => false,
            Self::Call(_, inner) => inner.iter().all(Self::is_constant),
            _ => false,
        }
    }
}

impl Published {
    /// The value of an expression that [`Typed::is_constant`].
    pub(super) fn constant(&self, typed: &Typed) -> Option<Value> {
        let language = self.form.languages.first()?;
        let mut run = Run {
            form: self,
            ground: &Bare,
            now: jiff::civil::DateTime::MIN,
            language,
            at: At::TOP,
            this: None,
            choice: None,
            steps: STEPS,
        };
        run.value(typed).ok().flatten()
    }
}
