//! Where questions on one scale stand, on average. A question is on a scale when all its answers are numbers: steps of a scale, or
//! levels of a list whose codes are numbers.

use std::collections::HashMap;

use belfry_contracts::figures::{Cell, Heading, Row, Table, dimension};
use belfry_forms::core::{Name, Published};
use belfry_kernel::{OrganisationId, Problem};
use belfry_store::subject::Subject;
use belfry_store::{Read as Picture, args};
use rust_decimal::Decimal;

use super::coarse::{self, Scale};
use super::{Asked, group};
use crate::answer::store as answers;
use crate::campaign::store::{self, Campaign};
use crate::campaign::{self, Mode};
use crate::disclosure::join;
use crate::result::tally::{Category, Question, Record};

/// Questions of one scale that make up a profile: with fewer, a mean over them would be nearly that of one.
const FROM: usize = 3;

/// The questions on the scale that most of a survey's are on, with the points of each answer.
struct Profile {
    questions: Vec<(Question, Vec<Option<Decimal>>)>,
    scale: Scale,
}

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

impl Profile {
    /// Where questions of the form belong to items of a catalogue, those only: the others are about something else.
    fn of(questions: Vec<Question>, form: &Published) -> Option<Self> {
        let measured: Vec<&Name> = form
            .slots()
            .iter()
            .filter(|slot| slot.question().is_some_and(|question| question.item.is_some()))
            .map(|slot| &slot.name)
            .collect();
        let all = measured.len() < FROM;
        let questions: Vec<Question> =
            questions.into_iter().filter(|question| all || measured.contains(&&question.name)).collect();
        let with: Vec<(Question, Vec<Option<Decimal>>)> =
            questions.into_iter().filter_map(|question| points(&question).map(|points| (question, points))).collect();
        let scales: Vec<(Decimal, Decimal)> = with.iter().filter_map(|(_, points)| ends(points)).collect();
        let count = |scale: &(Decimal, Decimal)| scales.iter().filter(|other| *other == scale).count();
        let most = scales.iter().max_by_key(|scale| count(scale)).copied()?;
        let questions: Vec<_> = with.into_iter().filter(|(_, points)| ends(points) == Some(most)).collect();
        let scale = Scale { low: most.0, high: most.1 };
        (questions.len() >= FROM).then_some(Self { questions, scale })
    }

    /// The mean of one question, or of all, over some records.
    fn mean<'r>(&self, only: Option<usize>, records: impl Iterator<Item = &'r Record>, least: u64) -> Cell {
        let (mut sum, mut n, mut of) = (Decimal::ZERO, 0_u64, 0_u64);
        for record in records {
            of += 1;
            for (at, (question, points)) in self.questions.iter().enumerate() {
                let point = question.category(record).and_then(|category| points.get(category).copied().flatten());
                if let (true, Some(point)) = (only.is_none_or(|only| only == at), point) {
                    sum += point;
                    n += 1;
                }
            }
        }
        coarse::mean(sum, n, of, self.scale, least).map_or(Cell::Withheld, Cell::Value)
    }
}

/// By question, by group or by wave.
pub(super) fn table(asked: &Asked<'_>, by: &str) -> Result<Option<Table>, Problem> {
    let (t, least) = (asked.t, asked.least());
    let outcome = asked.outcome("")?;
    if outcome.told.is_none() {
        return Ok(None);
    }
    let questions = outcome.told.iter().flatten().map(|told| told.question.clone()).collect();
    let Some(profile) = Profile::of(questions, &outcome.form) else { return Ok(None) };
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
    let records = records(asked.read, &asked.subject, &asked.campaign)?;
    let countries = groups(&records, dimension::COUNTRY, least);
    let own: Vec<&Record> = match &asked.country {
        None => records.iter().collect(),
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
                let cell = profile.mean(Some(at), own.iter().copied(), least);
                table
                    .rows
                    .push(Row { head: Heading::new(question.name.as_str(), &*question.label), cells: vec![cell] });
            }
        }
        // A group within a group would be told by what is missing from it.
        _ if asked.country.is_some() && by != dimension::COUNTRY => return Ok(None),
        _ => {
            for (codes, records) in groups(&records, by, least) {
                if asked.country.as_ref().is_none_or(|country| codes == [country.as_str()]) {
                    let named = |code: &&str| Category {
                        code: (*code).to_owned(),
                        label: if code.is_empty() { t.s("surveys-group-none") } else { campaign::named(t, by, code) },
                    };
                    let head = group(t, &codes.iter().map(named).collect::<Vec<_>>());
                    if codes.len() > 1 {
                        table.notes.push(t.n("surveys-why-joined", asked.campaign.plan.least));
                    }
                    table.rows.push(Row { head, cells: vec![profile.mean(None, records.into_iter(), least)] });
                }
            }
        }
    }
    table.notes.push(t.n("surveys-figure-coarse", asked.campaign.plan.least));
    Ok(Some(table))
}

/// The groups that are told, by the codes that each joins.
fn groups<'r>(records: &'r [Record], by: &str, least: u64) -> Vec<(Vec<&'r str>, Vec<&'r Record>)> {
    let of = |record: &'r Record| record.groups.get(by).map_or("", String::as_str);
    let mut codes: Vec<&str> = records.iter().map(of).collect();
    codes.sort_unstable();
    codes.dedup();
    let sizes: Vec<u64> =
        codes.iter().map(|code| records.iter().filter(|record| of(record) == *code).count() as u64).collect();
    let group = |set: Vec<usize>| {
        let codes: Vec<&str> = set.into_iter().map(|at| codes[at]).collect();
        let members = records.iter().filter(|record| codes.contains(&of(record))).collect();
        (codes, members)
    };
    join(&sizes, least).into_iter().map(group).collect()
}

fn waves(asked: &Asked<'_>, mut table: Table) -> Result<Option<Table>, Problem> {
    let (t, least) = (asked.t, asked.least());
    if asked.country.is_some() {
        return Ok(None);
    }
    for ((subject, campaign), outcome) in asked.waves.iter().zip(asked.outcomes()?) {
        let questions = outcome.told.iter().flatten().map(|told| told.question.clone()).collect();
        let cell = match Profile::of(questions, &outcome.form) {
            Some(profile) => profile.mean(None, records(asked.read, subject, campaign)?.iter(), least),
            None => Cell::None,
        };
        let head = Heading::new(campaign.wave.to_string(), t.n("surveys-wave-n", campaign.wave));
        table.rows.push(Row { head, cells: vec![cell] });
    }
    table.notes.push(t.n("surveys-figure-coarse", asked.campaign.plan.least));
    Ok(Some(table))
}

/// Those who are counted, with what the register knows of them; of anonymous answers nothing.
fn records(read: &Picture, subject: &Subject, campaign: &Campaign) -> Result<Vec<Record>, Problem> {
    if campaign.plan.mode == Mode::Anonymous {
        let ballots = answers::ballots(read, subject.id)?;
        return Ok(ballots.into_iter().map(|answers| Record { answers, ..Record::default() }).collect());
    }
    let named = answers::named(read, subject.id, true)?;
    let parties: Vec<i64> = named.iter().map(|(party, _)| *party).collect();
    let homes = store::organisations(read, campaign.plan.unit, &parties)?;
    let ids: Vec<i64> = homes.iter().map(|(_, id)| id.0).collect();
    let known: HashMap<OrganisationId, [String; 3]> = read
        .rows(
            "select o.id, o.kind, coalesce(o.sector, ''), coalesce(o.country, '') from identity_organisations o \
             where o.id in {ints $1}",
            args![ids],
            |row| Ok((row.get(0)?, [row.get(1)?, row.get(2)?, row.get(3)?])),
        )?
        .into_iter()
        .collect();
    let homes: HashMap<i64, OrganisationId> = homes.into_iter().collect();
    let record = |(party, answers)| {
        let known = homes.get(&party).and_then(|id| known.get(id)).cloned().unwrap_or_default();
        let groups = [dimension::KIND, dimension::SECTOR, dimension::COUNTRY].into_iter().zip(known).collect();
        Record { answers, groups }
    };
    Ok(named.into_iter().map(record).collect())
}
