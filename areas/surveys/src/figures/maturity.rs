//! Where questions on one scale stand, on average. A question is on a scale when all its answers are numbers: steps of a scale, or
//! levels of a list whose codes are numbers.

use belfry_contracts::figures::{Cell, Heading, Row, Table, dimension};
use belfry_forms::core::{Name, Published};
use belfry_kernel::Problem;
use belfry_words::Words;
use rust_decimal::Decimal;

use super::coarse::{self, Scale};
use super::{Asked, group};
use crate::disclosure::join;
use crate::result::load::Outcome;
use crate::result::tally::{Category, Columns, Question};

/// Questions of one scale that make up a profile: with fewer, a mean over them would be nearly that of one.
const FROM: usize = 3;

/// The questions on the scale that most of a survey's are on, with the points that each who answered gave.
struct Profile {
    questions: Vec<(Question, Vec<Option<Decimal>>)>,
    scale: Scale,
}

/// The points of each category of a question on a scale.
fn points(question: &Question) -> Option<Vec<Option<Decimal>>> {
    let categories = question.categories()?;
    let point = |one: &Category| one.code.parse::<Decimal>().ok();
    let points: Vec<Option<Decimal>> = categories.iter().map(point).collect();
    let numbers = points.iter().flatten().count();
    // All are numbers, but for "not answered".
    let fits = categories.iter().zip(&points).all(|(one, point)| one.code.is_empty() || point.is_some());
    (fits && numbers > 2).then_some(points)
}

fn ends(points: &[Option<Decimal>]) -> Option<(Decimal, Decimal)> {
    let known = points.iter().flatten();
    Some((known.clone().min().copied()?, known.max().copied()?))
}

/// Whether a form asks enough on one scale for a profile.
pub(super) fn is_measured(t: &Words, form: &Published) -> bool {
    super::answers::asked(t, form).filter(|question| points(question).is_some()).count() >= FROM
}

impl Profile {
    /// Where questions of the form belong to items of a catalogue, those only: the others are about something else.
    fn of(outcome: &Outcome) -> Option<Self> {
        let form: &Published = &outcome.form;
        let questions = outcome.told.iter().flatten().map(|told| told.question.clone());
        let measured: Vec<&Name> = form
            .slots()
            .iter()
            .filter(|slot| slot.question().is_some_and(|question| question.item.is_some()))
            .map(|slot| &slot.name)
            .collect();
        let all = measured.len() < FROM;
        let questions: Vec<Question> = questions.filter(|question| all || measured.contains(&&question.name)).collect();
        let with: Vec<(Question, Vec<Option<Decimal>>)> =
            questions.into_iter().filter_map(|question| points(&question).map(|points| (question, points))).collect();
        let scales: Vec<(Decimal, Decimal)> = with.iter().filter_map(|(_, points)| ends(points)).collect();
        let count = |scale: &(Decimal, Decimal)| scales.iter().filter(|other| *other == scale).count();
        let most = scales.iter().max_by_key(|scale| count(scale)).copied()?;
        let given = |(question, points): (Question, Vec<Option<Decimal>>)| {
            let placed = question.placed(&outcome.columns).into_iter();
            let given = placed.map(|at| at.and_then(|at| points.get(at).copied().flatten())).collect();
            (question, given)
        };
        let questions: Vec<_> = with.into_iter().filter(|(_, points)| ends(points) == Some(most)).map(given).collect();
        let scale = Scale { low: most.0, high: most.1 };
        (questions.len() >= FROM).then_some(Self { questions, scale })
    }

    /// The mean of one question, or of all, over some of those who answered.
    fn mean(&self, only: Option<usize>, rows: &[usize], least: u64) -> Cell {
        let (mut sum, mut n) = (Decimal::ZERO, 0_u64);
        let chosen = self.questions.iter().enumerate().filter(|(at, _)| only.is_none_or(|only| only == *at));
        for (_, (_, given)) in chosen {
            for point in rows.iter().filter_map(|row| given.get(*row).copied().flatten()) {
                sum += point;
                n += 1;
            }
        }
        coarse::mean(sum, n, rows.len() as u64, self.scale, least).map_or(Cell::Withheld, Cell::Value)
    }
}

/// By question, by group or by wave.
pub(super) fn table(asked: &Asked<'_>, by: &str) -> Result<Option<Table>, Problem> {
    let (t, least) = (asked.t, asked.least());
    let outcome = asked.outcome("")?;
    if outcome.told.is_none() {
        return Ok(None);
    }
    let Some(profile) = Profile::of(&outcome) else { return Ok(None) };
    let mut table = asked.table(
        &if by == dimension::QUESTION || by == dimension::WAVE {
            t.s(&format!("surveys-figure-{by}"))
        } else {
            t.s(&format!("surveys-group-{by}"))
        },
        &outcome,
    );
    // words: surveys-figure-{question,wave}
    table.columns = vec![Heading::new("mean", t.s("surveys-figure-mean"))];
    if by == dimension::WAVE {
        return waves(asked, table);
    }
    let countries = groups(&outcome.columns, dimension::COUNTRY, least);
    let own: Vec<usize> = match &asked.country {
        None => (0..outcome.columns.len()).collect(),
        Some(country) => {
            // Its organisations stand by themselves, or nothing is told of them.
            let Some((_, own)) = countries.iter().find(|(codes, _)| codes == &[country.as_str()]) else {
                return Ok(None);
            };
            table.population = None;
            table.responses = Some(own.len() as u64);
            own.clone()
        }
    };
    match by {
        dimension::QUESTION => {
            for (at, (question, _)) in profile.questions.iter().enumerate() {
                let cell = profile.mean(Some(at), &own, least);
                table
                    .rows
                    .push(Row { head: Heading::new(question.name.as_str(), &*question.label), cells: vec![cell] });
            }
        }
        // A group within a group would be told by what is missing from it.
        _ if asked.country.is_some() && by != dimension::COUNTRY => return Ok(None),
        _ => {
            for (codes, rows) in groups(&outcome.columns, by, least) {
                if asked.country.as_ref().is_none_or(|country| codes == [country.as_str()]) {
                    let named = |code: &&str| Category {
                        code: (*code).to_owned(),
                        label: if code.is_empty() { t.s("surveys-group-none") } else { t.named(by, code) },
                    };
                    let head = group(t, &codes.iter().map(named).collect::<Vec<_>>());
                    if codes.len() > 1 {
                        table.notes.push(t.n("surveys-why-joined", asked.campaign.plan.least));
                    }
                    table.rows.push(Row { head, cells: vec![profile.mean(None, &rows, least)] });
                }
            }
        }
    }
    table.notes.push(t.n("surveys-figure-coarse", asked.campaign.plan.least));
    Ok(Some(table))
}

/// The groups that are told: the codes that each joins, and who is in it.
fn groups<'c>(columns: &'c Columns, by: &str, least: u64) -> Vec<(Vec<&'c str>, Vec<usize>)> {
    let of = |row: usize| columns.groups.get(by).and_then(|codes| codes.get(row)).map_or("", String::as_str);
    let all: Vec<&str> = (0..columns.len()).map(of).collect();
    let mut codes = all.clone();
    codes.sort_unstable();
    codes.dedup();
    let sizes: Vec<u64> = codes.iter().map(|code| all.iter().filter(|one| *one == code).count() as u64).collect();
    let group = |set: Vec<usize>| {
        let codes: Vec<&str> = set.into_iter().map(|at| codes[at]).collect();
        let members = (0..all.len()).filter(|row| codes.contains(&all[*row])).collect();
        (codes, members)
    };
    join(&sizes, least).into_iter().map(group).collect()
}

fn waves(asked: &Asked<'_>, mut table: Table) -> Result<Option<Table>, Problem> {
    let (t, least) = (asked.t, asked.least());
    if asked.country.is_some() {
        return Ok(None);
    }
    for outcome in asked.outcomes()? {
        let rows: Vec<usize> = (0..outcome.columns.len()).collect();
        let cell = Profile::of(&outcome).map_or(Cell::None, |profile| profile.mean(None, &rows, least));
        let wave = outcome.campaign.wave;
        table.rows.push(Row { head: Heading::new(wave.to_string(), t.n("surveys-wave-n", wave)), cells: vec![cell] });
    }
    table.notes.push(t.n("surveys-figure-coarse", asked.campaign.plan.least));
    Ok(Some(table))
}
