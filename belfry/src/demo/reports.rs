//! Volumes of the series "Lessons learnt": what `reports.toml` says, with figures computed from what the demonstration holds.

use anyhow::{Context, anyhow};
use belfry_contracts::insight::{ReportDrafted, ReportPublished};
use belfry_insight::figure;
use belfry_insight::report::content::{Both, Content, Kind, Recommendation};
use belfry_insight::report::store::{self, Report, Section};
use belfry_insight::report::{REPORT, State, publish, reach, ready, text};
use belfry_kernel::{Clause, Label, OrganisationId, PersonId, SubjectId, Tlp};
use belfry_store::agenda::{self, Outcome};
use belfry_store::subject::{self, Subject};
use belfry_store::{Act, Key, args, ledger, scope, setting};
use belfry_web::House;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use uuid::Uuid;

use super::ago;
use super::founding::{Known, uuid_of};

const REPORTS: &str = include_str!("reports.toml");
/// Set with the last of it.
const TOLD: &str = "demo-reports";
const SERIES: &str = "Lessons learnt";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct All {
    #[serde(rename = "report")]
    reports: Vec<Volume>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Volume {
    volume: String,
    title: String,
    days_ago: f64,
    from_days: f64,
    to_days: f64,
    wave: usize,
    tlp: String,
    #[serde(default)]
    draft: bool,
    summary: Both,
    #[serde(rename = "section")]
    sections: Vec<Part>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    #[serde(default)]
    ready: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    title: Both,
    #[serde(default)]
    text: Both,
    #[serde(default)]
    part: String,
    #[serde(default)]
    beside: String,
    #[serde(default, rename = "recommendation")]
    recommendations: Vec<Asked>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    what: Both,
    owner: String,
    due_in: f64,
    #[serde(default)]
    done: bool,
}

/// Puts them there, unless they are.
pub(super) fn tell(house: &House, known: &Known, began: Timestamp) -> anyhow::Result<()> {
    if setting::get(&house.db.read(Key::SYSTEM)?, TOLD)?.is_some() {
        return Ok(());
    }
    let all: All = toml::from_str(REPORTS)?;
    let (owner, writer, approver) = (known.organisation("tca")?.id, known.person("ines")?, known.person("viktor")?);
    for volume in &all.reports {
        one(house, known, began, volume, (owner, writer, approver)).with_context(|| volume.title.clone())?;
    }
    let tx = house.db.write(Key::SYSTEM)?;
    setting::put(&tx, TOLD, "yes")?;
    Ok(tx.commit()?)
}

/// The first moment of the day that lies so many days back: periods are whole days.
fn day(began: Timestamp, days: f64) -> Timestamp {
    let date = ago(began, days).to_zoned(TimeZone::UTC).date();
    date.to_zoned(TimeZone::UTC).map_or(began, |at| at.timestamp())
}

fn one(
    house: &House,
    known: &Known,
    began: Timestamp,
    volume: &Volume,
    (owner, writer, approver): (OrganisationId, PersonId, PersonId),
) -> anyhow::Result<()> {
    let uuid = uuid_of("report", &volume.title);
    let there =
        house.db.read(Key::SYSTEM)?.maybe("select 1 from store_subjects where uuid = $1", args![uuid], |_| Ok(()))?;
    if there.is_some() {
        return Ok(());
    }
    let at = ago(began, volume.days_ago);
    let zone = TimeZone::get(super::incidents::ZONE)?;
    let tlp = Tlp::parse(&volume.tlp).context("a level")?;
    let report = Report {
        series: SERIES.into(),
        volume: volume.volume.clone(),
        summary: volume.summary.clone(),
        from: day(began, volume.from_days),
        until: day(began, volume.to_days - 1.0),
        country: String::new(),
        reach: Label::new(tlp, Clause::Community),
        state: State::Draft,
        sent_by: None,
        signed_by: None,
        published: None,
        opened: false,
    };
    let survey = survey(house, volume.wave)?;
    let mut sections = Vec::new();
    for part in &volume.sections {
        sections.push(content(known, began, part, &survey)?);
    }
    let key = reach::key(house, &report.reach, at)?;
    let mut kept = Vec::new();
    for (_, content) in &sections {
        let one = figure::compute(house, key, content, (report.from, report.until), at);
        kept.push(one.map_err(|problem| anyhow!("{problem}"))?);
    }
    let tx = house.db.write(Key::SYSTEM)?;
    let act = Act { actor: Some(writer), now: at, ids: &house.ids };
    let id: SubjectId = act.ids.next();
    let label = if volume.draft { Label::new(Tlp::Amber, Clause::Organisation(owner)) } else { report.reach.clone() };
    let label_id = scope::intern(&tx, &label)?;
    let (author, updated, title) = (Some(writer), at, volume.title.clone());
    subject::insert(&tx, &Subject { id, uuid, kind: REPORT.code, label_id, owner, author, title, updated })?;
    store::insert(&tx, id, &report)?;
    ledger::record(&tx, act, &ReportDrafted { report: id })?;
    let mut figures = 0;
    for (n, ((kind, content), mut kept)) in sections.into_iter().zip(kept).enumerate() {
        let section = store::add(&tx, act, id, kind, &content)?;
        figures += i64::from(kind == Kind::Figure);
        if !volume.draft {
            let whole = Section { id: section, kind, content, version: 1, saved: at, saved_by: author, kept: None };
            kept.obligations =
                publish::obliged(&tx, act, &zone, (id, &volume.title), &whole).map_err(|why| anyhow!("{why}"))?;
            for (asked, obligation) in volume.sections[n].recommendations.iter().zip(&kept.obligations) {
                if asked.done {
                    agenda::settle(&tx, Act { now: ago(began, 30.0), ..act }, *obligation, Outcome::Done)?;
                }
            }
        }
        store::keep(&tx, id, (section, 1), &kept)?;
    }
    if !volume.draft {
        tx.execute(
            "update insight_reports set state = 'published', sent_by = $2, signed_by = $3, published = $4 where id = $1",
            args![id, writer, approver, at],
        )?;
        // What everybody may carry on is read by everybody, too.
        tx.execute("update insight_reports set opened = $2 where id = $1", args![id, i64::from(tlp == Tlp::Clear)])?;
        // What was to be said until today was said then.
        tx.execute(
            "delete from store_reminders where at <= $1 and obligation_id in (select id from store_obligations where subject_id = $2)",
            args![began, id],
        )?;
        ledger::record(&tx, Act { actor: Some(approver), ..act }, &ReportPublished { report: id, figures })?;
    }
    text::put(&tx, id)?;
    Ok(tx.commit()?)
}

/// The survey whose wave is told.
fn survey(house: &House, wave: usize) -> anyhow::Result<Uuid> {
    let read = house.db.read(Key::SYSTEM)?;
    let found = read.maybe(
        "select s.uuid from surveys_campaigns c join store_subjects s on s.id = c.id where c.state = 'told' and c.wave = $1 \
         order by c.id limit 1",
        args![i64::try_from(wave)?],
        |row| row.get(0),
    )?;
    found.context("the survey")
}

fn content(known: &Known, began: Timestamp, part: &Part, survey: &Uuid) -> anyhow::Result<(Kind, Content)> {
    let (kind, mut content) = match ready::of(&part.ready) {
        Some(ready) => {
            let asks =
                ready::content(ready, "", "", "").figure.is_some_and(|one| one.indicator.starts_with("surveys."));
            let of = if asks { survey.to_string() } else { String::new() };
            (ready.kind, ready::content(ready, &of, &part.part, &part.beside))
        }
        None => (Kind::parse(&part.kind).with_context(|| format!("a kind: {:?}", part.kind))?, Content::default()),
    };
    for (given, place) in [(&part.title, &mut content.title), (&part.text, &mut content.text)] {
        if !given.is_empty() {
            place.clone_from(given);
        }
    }
    for asked in &part.recommendations {
        let due = began + SignedDuration::from_secs_f64(asked.due_in * 86_400.0);
        content.recommendations.push(Recommendation {
            what: asked.what.clone(),
            owner: known.organisation(&asked.owner)?.id,
            due: due.to_zoned(TimeZone::UTC).date(),
        });
    }
    Ok((kind, content))
}
