//! From the tree of a definition to slots in a row, with what is wrong in its structure.

use std::collections::{BTreeMap, HashSet};

use rust_decimal::Decimal;

use super::{Asked, Fault, MOST, NESTED, Part, Reason, Rules, Slot};
use crate::core::check::SlotId;
use crate::core::form::{Element, Form, Group, Kind, MOST_ENTRIES, Points, Question, Repeat};
use crate::core::name::Name;
use crate::core::value::{DEEPEST, Type};

/// Bytes of a code.
const CODE: usize = 64;

/// A form laid out.
pub(super) struct Layout {
    pub slots: Vec<Slot>,
    pub pages: Vec<Vec<SlotId>>,
    pub faults: Vec<Fault>,
}

/// Where the next element stands.
#[derive(Clone, Default)]
struct Around {
    parent: Option<SlotId>,
    scope: Vec<SlotId>,
    depth: usize,
}

pub(super) fn lay_out(form: &Form) -> Layout {
    let lists = form.lists.keys().zip(0..).map(|(name, index)| (name.clone(), index)).collect();
    let mut walk = Walk { lists, seen: HashSet::new(), slots: Vec::new(), page: 0, faults: Vec::new() };
    walk.form(form);
    let mut pages: Vec<Vec<SlotId>> = Vec::new();
    let mut own = true;
    for element in &form.elements {
        let page = matches!(element, Element::Group(group) if group.page);
        if page || own {
            pages.push(Vec::new());
        }
        own = page;
        walk.page = pages.len() - 1;
        let first = walk.slots.len();
        walk.element(element, &Around::default());
        if let Some(page) = pages.last_mut().filter(|_| walk.slots.len() > first) {
            page.push(first);
        }
    }
    Layout { slots: walk.slots, pages, faults: walk.faults }
}

struct Walk {
    lists: BTreeMap<Name, u16>,
    seen: HashSet<Name>,
    slots: Vec<Slot>,
    page: usize,
    faults: Vec<Fault>,
}

impl Walk {
    fn fault(&mut self, element: &Name, part: Part, reason: Reason) {
        self.faults.push(Fault { element: element.clone(), part, reason });
    }

    fn form(&mut self, form: &Form) {
        if form.elements.is_empty() {
            self.fault(&form.name, Part::Whole, Reason::Nothing);
        }
        if form.languages.is_empty() {
            self.fault(&form.name, Part::Whole, Reason::NoLanguage);
        }
        for (name, list) in &form.lists {
            if list.choices.is_empty() {
                self.fault(name, Part::Whole, Reason::NoChoices);
            }
            let mut codes = HashSet::new();
            for choice in &list.choices {
                let code = &choice.code;
                if code.is_empty() || code.len() > CODE || code.contains(char::is_whitespace) {
                    self.fault(name, Part::Whole, Reason::BadCode(code.clone()));
                } else if !codes.insert(code) {
                    self.fault(name, Part::Whole, Reason::CodeTwice(code.clone()));
                }
            }
        }
        if let Some(rating) = &form.rating {
            let levels: Vec<Decimal> = rating.levels.iter().map(|level| level.from).collect();
            let rise = levels.windows(2).all(|pair| pair[0] < pair[1]);
            let from_zero =
                levels.first().is_none_or(Decimal::is_zero) && levels.iter().all(|from| *from <= Decimal::ONE);
            if !(rise && from_zero) {
                self.fault(&form.name, Part::Score, Reason::Levels);
            }
        }
    }

    fn push(
        &mut self,
        name: &Name,
        asked: Asked,
        around: &Around,
        kind: Option<Type>,
        matrix: Option<SlotId>,
    ) -> SlotId {
        if !self.seen.insert(name.clone()) {
            self.fault(name, Part::Whole, Reason::Twice);
        }
        self.slots.push(Slot {
            name: name.clone(),
            asked,
            parent: around.parent,
            matrix,
            scope: around.scope.clone(),
            page: self.page,
            kind,
            rules: Rules::default(),
        });
        self.slots.len() - 1
    }

    fn element(&mut self, element: &Element, around: &Around) {
        if self.slots.len() >= MOST || around.depth > NESTED {
            if self.slots.len() == MOST || around.depth > NESTED {
                self.fault(element.name(), Part::Whole, Reason::TooMany);
            }
            return;
        }
        match element {
            Element::Question(question) => self.question(question, around),
            Element::Group(group) => {
                if group.page && around.depth > 0 {
                    self.fault(&group.name, Part::Whole, Reason::PageInside);
                }
                if group.weight.is_some_and(|weight| weight < Decimal::ZERO) {
                    self.fault(&group.name, Part::Score, Reason::Points);
                }
                let head = Group { elements: Vec::new(), ..group.clone() };
                let id = self.push(&group.name, Asked::Group(Box::new(head)), around, None, None);
                self.inside(&group.elements, id, around.scope.clone(), around.depth);
            }
            Element::Repeat(repeat) => self.repeat(repeat, around),
        }
    }

    fn inside(&mut self, elements: &[Element], parent: SlotId, scope: Vec<SlotId>, depth: usize) {
        let around = Around { parent: Some(parent), scope, depth: depth + 1 };
        elements.iter().for_each(|element| self.element(element, &around));
    }

    fn repeat(&mut self, repeat: &Repeat, around: &Around) {
        let most = repeat.max.unwrap_or(MOST_ENTRIES);
        if repeat.min > most || most > MOST_ENTRIES {
            self.fault(&repeat.name, Part::Count, Reason::Numbers);
        }
        if around.scope.len() >= DEEPEST {
            self.fault(&repeat.name, Part::Whole, Reason::TooMany);
            return;
        }
        let head = Repeat { elements: Vec::new(), ..repeat.clone() };
        let id = self.push(&repeat.name, Asked::Repeat(Box::new(head)), around, None, None);
        let mut scope = around.scope.clone();
        scope.push(id);
        self.inside(&repeat.elements, id, scope, around.depth);
    }

    fn question(&mut self, question: &Question, around: &Around) {
        let kind = self.kind(question);
        let computed = matches!(question.kind, Kind::Calculated);
        if computed && question.calculation.is_none() {
            self.fault(&question.name, Part::Calculation, Reason::NoCalculation);
        }
        if matches!(question.kind, Kind::Note | Kind::Matrix { .. }) {
            for (part, there) in [
                (Part::Calculation, question.calculation.is_some()),
                (Part::Constraint, question.constraint.is_some()),
                (Part::Default, question.default.is_some()),
            ] {
                if there {
                    self.fault(&question.name, part, Reason::Misplaced);
                }
            }
        }
        self.points(question);
        let id = self.push(&question.name, Asked::Question(Box::new(question.clone())), around, kind, None);
        if let Kind::Matrix { rows, list } = &question.kind {
            let kind = self.list(&question.name, list).map(Type::Code);
            for row in rows {
                self.push(&row.name, Asked::Row(row.label.clone()), around, kind, Some(id));
            }
        }
    }

    fn list(&mut self, question: &Name, list: &Name) -> Option<u16> {
        let found = self.lists.get(list).copied();
        if found.is_none() {
            self.fault(question, Part::Whole, Reason::NoList(list.clone()));
        }
        found
    }

    fn kind(&mut self, question: &Question) -> Option<Type> {
        match &question.kind {
            Kind::Text | Kind::LongText | Kind::Country | Kind::Region | Kind::Sector | Kind::Hidden => {
                Some(Type::Text)
            }
            Kind::Organisation | Kind::Person => Some(Type::Text),
            Kind::Whole | Kind::Decimal => Some(Type::Number),
            Kind::Date => Some(Type::Date),
            Kind::Time => Some(Type::Time),
            Kind::Moment => Some(Type::Moment),
            Kind::YesNo | Kind::Consent => Some(Type::Truth),
            Kind::One(choose) => self.list(&question.name, &choose.list).map(Type::Code),
            Kind::Several(choose) | Kind::Rank(choose) => self.list(&question.name, &choose.list).map(Type::Codes),
            Kind::Scale { from, to, step } => {
                if from >= to || *step <= Decimal::ZERO || (to - from) / step > Decimal::from(1_000) {
                    self.fault(&question.name, Part::Whole, Reason::Numbers);
                }
                Some(Type::Number)
            }
            Kind::File { .. } => Some(Type::File),
            Kind::Money { currencies } => {
                let odd = |code: &&String| code.len() != 3 || !code.bytes().all(|b| b.is_ascii_uppercase());
                if currencies.is_empty() {
                    self.fault(&question.name, Part::Whole, Reason::Currency(String::new()));
                } else if let Some(odd) = currencies.iter().find(odd) {
                    self.fault(&question.name, Part::Whole, Reason::Currency(odd.clone()));
                }
                Some(Type::Number)
            }
            Kind::Matrix { rows, .. } => {
                if rows.is_empty() {
                    self.fault(&question.name, Part::Whole, Reason::Nothing);
                }
                None
            }
            Kind::Note | Kind::Calculated => None,
        }
    }

    fn points(&mut self, question: &Question) {
        let Some(score) = &question.score else { return };
        let chosen = match &question.kind {
            Kind::One(choose) | Kind::Several(choose) => Some(&choose.list),
            Kind::Matrix { list, .. } => Some(list),
            _ => None,
        };
        let fits = match (&score.points, chosen) {
            (Points::Choices(_), None) => false,
            (Points::Choices(points), Some(_)) => !points.is_empty(),
            (Points::Expression(_), _) => !matches!(question.kind, Kind::Note | Kind::Matrix { .. }),
        };
        let weight = score.weight.is_none_or(|weight| weight >= Decimal::ZERO);
        if !fits || !weight || score.most <= Decimal::ZERO {
            self.fault(&question.name, Part::Score, Reason::Points);
        }
    }
}
