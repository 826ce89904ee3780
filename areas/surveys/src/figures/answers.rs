//! How a question was answered.

use belfry_contracts::figures::{Cell, Heading, Row, Table, dimension};
use belfry_forms::core::Published;
use belfry_forms::core::version::{Fate, compare};
use belfry_kernel::Problem;
use belfry_words::Words;

use super::{Asked, cell, group};
use crate::result::drawn;
use crate::result::load::Outcome;
use crate::result::tally::{self, Category, How};
use crate::result::told::Told;

/// The questions that can be told.
pub(super) fn parts(t: &Words, form: &Published) -> Vec<(String, String)> {
    asked(t, form)
        .filter(|question| matches!(question.how, How::One(_) | How::Several(_)))
        .map(|question| (question.name.to_string(), question.label))
        .collect()
}

/// The questions of a form, whatever was answered.
pub(super) fn asked(t: &Words, form: &Published) -> impl Iterator<Item = tally::Question> {
    let language = crate::form::language(t);
    let words = tally::Words {
        t,
        language: &language,
        yes_no_none: Default::default(),
        handed: String::new(),
        named: &|_, code| code.to_owned(),
    };
    tally::questions(form, &tally::Columns::of(form, |_| true), &words).into_iter()
}

fn categories(told: &Told) -> &[Category] {
    match &told.question.how {
        How::One(categories) | How::Several(categories) => categories,
        How::Number | How::Open => &[],
    }
}

/// What stands for "not answered" in codes: no answer has it.
const NONE: &str = "-";

fn heading(category: &Category) -> Heading {
    Heading::new(if category.code.is_empty() { NONE } else { category.code.as_str() }, category.label.as_str())
}

fn question<'a>(outcome: &'a Outcome, name: &str) -> Option<&'a Told> {
    let told = outcome.told.iter().flatten().find(|told| told.question.name.as_str() == name)?;
    (!categories(told).is_empty()).then_some(told)
}

/// By answer, by wave, or in groups of the register.
pub(super) fn table(asked: &Asked<'_>, name: &str, by: &str) -> Result<Option<Table>, Problem> {
    let t = asked.t;
    match (by, &asked.country) {
        (dimension::ANSWER, None) => {
            let outcome = asked.outcome("")?;
            let Some(told) = question(&outcome, name) else { return Ok(None) };
            let mut table = asked.table(&t.s("surveys-result-answer"), &outcome);
            table.columns = vec![Heading::new("count", t.s("surveys-result-count"))];
            let row = |(category, shown): (&Category, &crate::disclosure::Shown)| Row {
                head: heading(category),
                cells: vec![cell(*shown)],
            };
            table.rows = categories(told).iter().zip(&told.shown).map(row).collect();
            note(t, &mut table, told, asked.campaign.plan.least);
            Ok(Some(table))
        }
        (dimension::WAVE, None) => waves(asked, name),
        (dimension::WAVE, Some(_)) => Ok(None),
        (dimension::ANSWER, Some(country)) => in_groups(asked, name, dimension::COUNTRY, Some(country)),
        (group, country) => {
            let allowed = country.as_deref().filter(|_| group == dimension::COUNTRY);
            if country.is_some() && allowed.is_none() { Ok(None) } else { in_groups(asked, name, group, allowed) }
        }
    }
}

fn note(t: &Words, table: &mut Table, told: &Told, least: i64) {
    table.notes.extend(told.why.iter().map(|why| drawn::why(t, *why, least)));
}

fn in_groups(asked: &Asked<'_>, name: &str, by: &str, country: Option<&str>) -> Result<Option<Table>, Problem> {
    let t = asked.t;
    let outcome = asked.outcome(by)?;
    let Some(told) = question(&outcome, name) else { return Ok(None) };
    let mut table = asked.table(&t.s(&format!("surveys-group-{by}")), &outcome);
    let all = categories(told);
    if let Some(groups) = &told.groups {
        let column = |set: &Vec<usize>| {
            let set: Vec<&Category> = set.iter().filter_map(|at| all.get(*at)).collect();
            let codes: Vec<String> = set.iter().map(|one| heading(one).code).collect();
            Heading::new(codes.join("+"), drawn::joined(t, &set))
        };
        table.columns = groups.columns.iter().map(column).collect();
        for ((categories, _), cells) in groups.rows.iter().zip(&groups.cells) {
            let head = group(t, categories);
            if country.is_none_or(|country| head.code == country) {
                table.rows.push(Row { head, cells: cells.iter().map(|shown| cell(*shown)).collect() });
            }
        }
    }
    note(t, &mut table, told, asked.campaign.plan.least);
    if country.is_none() {
        return Ok(Some(table));
    }
    // Of one country, the answers are the rows.
    let Some(only) = table.rows.pop() else { return Ok(None) };
    table.of = t.s("surveys-result-answer");
    let columns = std::mem::replace(&mut table.columns, vec![Heading::new("count", t.s("surveys-result-count"))]);
    table.rows = columns.into_iter().zip(only.cells).map(|(head, cell)| Row { head, cells: vec![cell] }).collect();
    table.population = None;
    table.responses = Some(table.rows.iter().filter_map(|row| row.cells[0].value()).sum::<f64>() as u64)
        .filter(|_| table.withheld() == 0);
    Ok(Some(table))
}

/// Each wave tells what it tells by itself, as far as it is the same question.
fn waves(asked: &Asked<'_>, name: &str) -> Result<Option<Table>, Problem> {
    let t = asked.t;
    let outcomes = asked.outcomes()?;
    let Some(last) = outcomes.last() else { return Ok(None) };
    let Some(told) = question(last, name) else { return Ok(None) };
    let mut table = asked.table(&t.s("surveys-figure-wave"), last);
    table.columns = categories(told).iter().map(heading).collect();
    note(t, &mut table, told, asked.campaign.plan.least);
    for outcome in &outcomes {
        let mapping = compare(&outcome.form, &last.form);
        let same = |old: &&Told| match mapping.old.get(&old.question.name) {
            Some(Fate::Same) => old.question.name.as_str() == name,
            Some(Fate::Renamed(now)) => now.as_str() == name,
            _ => false,
        };
        let Some(told) = outcome.told.iter().flatten().find(same) else { continue };
        let cell_of = |column: &Heading| {
            let at = categories(told).iter().position(|category| heading(category).code == column.code);
            at.and_then(|at| told.shown.get(at)).map_or(Cell::None, |shown| cell(*shown))
        };
        let wave = outcome.campaign.wave;
        table.rows.push(Row {
            head: Heading::new(wave.to_string(), t.n("surveys-wave-n", wave)),
            cells: table.columns.iter().map(cell_of).collect(),
        });
    }
    Ok(Some(table))
}
