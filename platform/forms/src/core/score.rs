//! Points, shares and maturity.
//!
//! A question's share is its points over the most there are. A section's share is the mean of the shares in it, by weight; so is the
//! total. What is not asked does not count; what is asked and not answered counts as none or not at all, as the form says.

use rust_decimal::Decimal;

use super::check::SlotId;
use super::evaluate::{STEPS, TooMuch};
use super::form::{Kind, Level, Points, Score};
use super::publish::{Asked, Slot};
use super::sheet::Sheet;
use super::value::{At, Place, Value};

/// What a question or section is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Whose.
    pub place: Place,
    /// From 0 to 1; nothing where nothing counts.
    pub share: Option<Decimal>,
    /// Points of all questions in it.
    pub points: Decimal,
    /// The most that these questions could have.
    pub most: Decimal,
    /// Questions that are asked and rated.
    pub asked: u32,
    /// Those of them that are answered.
    pub answered: u32,
}

/// What a set of answers is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marks {
    /// Of all of it.
    pub total: Mark,
    /// Of every section and question that is rated, in the order of the form.
    pub parts: Vec<Mark>,
}

impl Marks {
    /// The level of maturity that a share reaches.
    #[must_use]
    pub fn level(levels: &[Level], share: Option<Decimal>) -> Option<&Level> {
        let share = share?;
        levels.iter().rev().find(|level| level.from <= share)
    }
}

impl Sheet<'_> {
    /// Rates the answers.
    ///
    /// # Errors
    /// [`TooMuch`].
    pub fn marks(&self) -> Result<Marks, TooMuch> {
        let slots = self.form().slots();
        let mut children: Vec<Vec<SlotId>> = vec![Vec::new(); slots.len()];
        let mut top = Vec::new();
        for (id, slot) in slots.iter().enumerate() {
            match slot.matrix.or(slot.parent) {
                Some(around) => children[around].push(id),
                None => top.push(id),
            }
        }
        let mut rating = Rating { sheet: self, children, parts: Vec::new(), steps: STEPS };
        let name = self.form().form().name.clone();
        let mut sum = Sum::default();
        for id in top {
            rating.add(&mut sum, id, At::TOP)?;
        }
        let total = sum.mark(Place::top(name));
        let mut parts = rating.parts;
        parts.sort_by_key(|(id, mark)| (*id, mark.place.at));
        Ok(Marks { total, parts: parts.into_iter().map(|(_, mark)| mark).collect() })
    }
}

#[derive(Default)]
struct Sum {
    shares: Decimal,
    weights: Decimal,
    points: Decimal,
    most: Decimal,
    asked: u32,
    answered: u32,
}

impl Sum {
    fn take(&mut self, mark: &Mark, weight: Decimal) {
        if let Some(share) = mark.share {
            self.shares += share.saturating_mul(weight);
            self.weights = self.weights.saturating_add(weight);
        }
        self.points = self.points.saturating_add(mark.points);
        self.most = self.most.saturating_add(mark.most);
        self.asked += mark.asked;
        self.answered += mark.answered;
    }

    fn mark(self, place: Place) -> Mark {
        let share = self.shares.checked_div(self.weights);
        Mark { place, share, points: self.points, most: self.most, asked: self.asked, answered: self.answered }
    }
}

struct Rating<'a> {
    sheet: &'a Sheet<'a>,
    children: Vec<Vec<SlotId>>,
    parts: Vec<(SlotId, Mark)>,
    steps: u32,
}

impl Rating<'_> {
    /// Adds a slot in one entry to what is around it.
    fn add(&mut self, sum: &mut Sum, id: SlotId, at: At) -> Result<(), TooMuch> {
        let sheet = self.sheet;
        let slot = &sheet.form().slots()[id];
        let Some(cell) = sheet.cell(id, at).filter(|cell| cell.asked) else { return Ok(()) };
        if let Some(score) = score(sheet, slot) {
            if let Some(mark) = self.question(id, at, score)? {
                sum.take(&mark, score.weight.unwrap_or(Decimal::ONE));
                self.parts.push((id, mark));
            }
            return Ok(());
        }
        let mut inner = Sum::default();
        let ats: Vec<At> = match &slot.asked {
            Asked::Repeat(_) => (0..cell.entries).filter_map(|entry| at.inside(entry)).collect(),
            _ => vec![at],
        };
        for at in ats {
            for child in self.children[id].clone() {
                self.add(&mut inner, child, at)?;
            }
        }
        if inner.asked > 0 {
            let mark = inner.mark(Place { name: slot.name.clone(), at });
            let weight = match (&slot.asked, slot.question()) {
                (Asked::Group(group), _) => group.weight,
                (_, Some(matrix)) => matrix.score.as_ref().and_then(|score| score.weight),
                _ => None,
            };
            sum.take(&mark, weight.unwrap_or(Decimal::ONE));
            self.parts.push((id, mark));
        }
        Ok(())
    }

    fn question(&mut self, id: SlotId, at: At, score: &Score) -> Result<Option<Mark>, TooMuch> {
        let sheet = self.sheet;
        let slot = &sheet.form().slots()[id];
        let value = sheet.cell(id, at).and_then(|cell| cell.value.as_ref());
        let points = match (value, &score.points, &slot.rules.points) {
            (None, ..) => None,
            (Some(value), Points::Choices(points), _) => Some(chosen(value, points)),
            (Some(value), Points::Expression(_), Some(typed)) => {
                let mut run = sheet.run(at, self.steps);
                run.this = Some(value);
                let number = run.number(typed)?;
                self.steps = run.steps;
                number
            }
            _ => None,
        };
        let zero = sheet.form().form().rating.as_ref().is_some_and(|rating| rating.unanswered_is_zero);
        let points = points.map(|points| points.clamp(Decimal::ZERO, score.most));
        let counted = points.or(zero.then_some(Decimal::ZERO));
        Ok(Some(Mark {
            place: Place { name: slot.name.clone(), at },
            share: counted.and_then(|points| points.checked_div(score.most)),
            points: counted.unwrap_or_default(),
            most: if counted.is_some() { score.most } else { Decimal::ZERO },
            asked: 1,
            answered: u32::from(points.is_some()),
        }))
    }
}

/// How a slot itself is rated: the rows of a matrix as the matrix says.
fn score<'a>(sheet: &'a Sheet<'_>, slot: &'a Slot) -> Option<&'a Score> {
    let question = match slot.matrix {
        Some(matrix) => sheet.form().slots()[matrix].question(),
        None => slot.question().filter(|question| !matches!(question.kind, Kind::Matrix { .. })),
    };
    question?.score.as_ref()
}

fn chosen(value: &Value, points: &std::collections::BTreeMap<String, Decimal>) -> Decimal {
    value.codes().iter().filter_map(|code| points.get(code)).fold(Decimal::ZERO, |sum, n| sum.saturating_add(*n))
}
