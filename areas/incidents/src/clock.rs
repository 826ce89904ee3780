//! The clock: when each step of a regime is due. Pure: no time, no tables.
//!
//! Hours are counted as such from the instant, through days off and through the nights when clocks are changed. A calendar month ends on
//! the same day of the next month at the same time of day where the entity is, or on the last day of a month that has no such day. Why so,
//! and where Regulation (EEC, Euratom) No 1182/71 would give more time: decision 0025.

use std::collections::BTreeMap;

use jiff::civil::{Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp, Zoned};

use crate::regime::{Asked, Holiday, Length, Limit, Regime, Rolls, Start, Step, Version, When};

pub mod line;

/// What is known of an incident that matters to the clock.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Whether it hits trust services of a trust service provider.
    pub trust: bool,
    /// Whether it went on when the final report was due. It did as well if it was handled only after that.
    pub ongoing: bool,
    /// Where the entity is: its calendar counts.
    pub zone: TimeZone,
    /// What has happened so far; of a step's submissions the first.
    pub at: BTreeMap<Start, Timestamp>,
    /// All submissions of steps, for time limits that run from the newest.
    pub versions: BTreeMap<String, Vec<Timestamp>>,
    /// The date that the authority set when it asked for a report.
    pub requested_due: Option<Timestamp>,
}

impl Facts {
    /// Of an incident that somebody became aware of, and nothing else.
    #[must_use]
    pub fn new(zone: TimeZone, aware: Timestamp) -> Self {
        let at = BTreeMap::from([(Start::Aware, aware)]);
        Self { trust: false, ongoing: false, zone, at, versions: BTreeMap::new(), requested_due: None }
    }

    /// With another instant.
    #[must_use]
    pub fn with(mut self, start: Start, at: Option<Timestamp>) -> Self {
        self.at.extend(at.map(|at| (start, at)));
        self
    }

    /// When a step was first submitted.
    #[must_use]
    pub fn sent(&self, step: &str) -> Option<Timestamp> {
        self.at.get(&Start::Sent(step.to_owned())).copied()
    }
}

/// By when a step is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The step.
    pub step: String,
    /// Whether it is asked for, as things stand.
    pub asked: bool,
    /// The instant, if the law names a time and it has begun to run.
    pub at: Option<Timestamp>,
    /// From which instant it runs.
    pub from: Start,
    /// Whether that instant has not come yet.
    pub waits: bool,
    /// Whether the law names no time: without undue delay, or by the date that the authority sets.
    pub open: bool,
    /// Where it stands.
    pub article: String,
}

belfry_kernel::codes! {
    /// How a step stands.
    State {
        /// Not asked for.
        NotAsked = "not-asked",
        /// Its time has not begun.
        Waits = "waits",
        /// To be done.
        Open = "open",
        /// Its time is over.
        Overdue = "overdue",
        /// Done in time.
        Done = "done",
        /// Done, and late.
        Late = "late",
    }
}

/// Every step of a regime with its due instant, in the order of the regime.
#[must_use]
pub fn due(regime: &Regime, facts: &Facts) -> Vec<Due> {
    let ongoing = went_on(regime, facts);
    regime.steps.iter().map(|step| of(regime, step, facts, ongoing)).collect()
}

/// Whether it went on when the final report was due: it is said so, or it was handled only after that.
#[must_use]
pub fn went_on(regime: &Regime, facts: &Facts) -> bool {
    let handled = facts.at.get(&Start::Handled);
    let limits = regime.steps.iter().flat_map(|step| step.limits.iter().map(move |limit| (step, limit)));
    let mut limits = limits.filter(|(_, limit)| limit.when == When::NotOngoing);
    let passed = |(end, handled): (Timestamp, &Timestamp)| *handled > end;
    facts.ongoing || limits.any(|(step, limit)| end(regime, step, limit, facts).zip(handled).is_some_and(passed))
}

fn of(regime: &Regime, step: &Step, facts: &Facts, ongoing: bool) -> Due {
    let asked = match step.asked {
        Asked::Always => true,
        Asked::OnRequest => facts.at.contains_key(&Start::Requested),
        Asked::WhileOngoing => ongoing,
    };
    let holds = |limit: &&Limit| match limit.when {
        When::Always => true,
        When::Trust => facts.trust,
        When::NotTrust => !facts.trust,
        When::Ongoing => ongoing,
        When::NotOngoing => !ongoing,
    };
    let ends = step.limits.iter().filter(holds).filter_map(|limit| {
        let end = end(regime, step, limit, facts)?;
        let lapsed = limit.lapses.as_ref().and_then(|start| facts.at.get(start)).is_some_and(|at| *at > end);
        (!lapsed).then_some((end, limit))
    });
    // A step that is done stays asked for, whatever became of the incident since.
    let asked = asked || facts.sent(&step.code).is_some();
    let earliest = ends.min_by_key(|(end, _)| *end);
    let limit = earliest.map(|(_, limit)| limit).or_else(|| step.limits.iter().find(holds));
    Due {
        step: step.code.clone(),
        asked,
        at: earliest.map(|(end, _)| end).filter(|_| asked),
        from: limit.map_or(Start::Aware, |limit| limit.from.clone()),
        waits: limit.is_some_and(|limit| !facts.at.contains_key(&limit.from)),
        open: limit.is_none_or(|limit| limit.length == Length::Open),
        article: limit.map_or(&step.article, |limit| &limit.article).clone(),
    }
}

/// When a time limit ends; nothing while it has not begun, and nothing where the law names no time and nobody set one.
fn end(regime: &Regime, step: &Step, limit: &Limit, facts: &Facts) -> Option<Timestamp> {
    let from = began(step, limit, facts)?;
    let end = match limit.length {
        Length::Open => return if limit.from == Start::Requested { facts.requested_due } else { None },
        Length::Hours(hours) => from.checked_add(SignedDuration::from_hours(i64::from(hours))).ok()?,
        Length::Months(months) => months_after(from, months, &facts.zone)?,
    };
    match limit.rolls {
        Rolls::Stays => Some(end),
        Rolls::Noon => next_working_day(end, &facts.zone, &regime.holidays, jiff::civil::time(12, 0, 0, 0)),
        Rolls::End => next_working_day(end, &facts.zone, &regime.holidays, jiff::civil::time(23, 59, 59, 999_999_000)),
    }
}

/// From when a time limit of a step runs. A version that came after the step itself moves nothing.
fn began(step: &Step, limit: &Limit, facts: &Facts) -> Option<Timestamp> {
    let first = *facts.at.get(&limit.from)?;
    let (Start::Sent(from), Version::Last) = (&limit.from, limit.version) else { return Some(first) };
    let sent = facts.sent(&step.code);
    let counts = |at: &&Timestamp| sent.is_none_or(|sent| **at <= sent);
    Some(facts.versions.get(from).into_iter().flatten().filter(counts).fold(first, |newest, at| newest.max(*at)))
}

/// The same day so many months later at the same time of day; the last day of a month that has no such day. A time of day that is left out
/// when clocks go forward becomes the one an hour later; of one that comes twice the first is taken.
#[must_use]
pub fn months_after(from: Timestamp, months: u32, zone: &TimeZone) -> Option<Timestamp> {
    let there = from.to_zoned(zone.clone());
    let later = there.datetime().checked_add(Span::new().try_months(months).ok()?).ok()?;
    zone.to_ambiguous_zoned(later).compatible().ok().map(|at| at.timestamp())
}

/// The instant itself on a working day; else this time of day on the next one.
fn next_working_day(end: Timestamp, zone: &TimeZone, holidays: &[Holiday], time: Time) -> Option<Timestamp> {
    let there = end.to_zoned(zone.clone());
    if !is_day_off(&there, holidays) {
        return Some(end);
    }
    let mut day = there.date();
    // No country has as many days off in a row; a file of holidays may say so all the same.
    for _ in 0..60 {
        day = day.tomorrow().ok()?;
        let at = zone.to_ambiguous_zoned(day.to_datetime(time)).compatible().ok()?;
        if !is_day_off(&at, holidays) {
            return Some(at.timestamp());
        }
    }
    Some(end)
}

fn is_day_off(day: &Zoned, holidays: &[Holiday]) -> bool {
    let date = day.date();
    let named = holidays.iter().any(|holiday| match holiday {
        Holiday::Yearly(month, of) => (date.month(), date.day()) == (*month, *of),
        Holiday::Once(once) => date == *once,
    });
    named || matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

impl Due {
    /// How it stands at an instant. A report on the due instant itself is in time.
    #[must_use]
    pub fn state(&self, sent: Option<Timestamp>, now: Timestamp) -> State {
        match (sent, self.at) {
            (Some(sent), Some(at)) if sent > at => State::Late,
            (Some(_), _) => State::Done,
            (None, _) if !self.asked => State::NotAsked,
            (None, None) if self.waits => State::Waits,
            (None, Some(at)) if now > at => State::Overdue,
            (None, _) => State::Open,
        }
    }
}

/// What comes next: of the steps that are asked for and not done, the one with the earliest instant, else the first.
#[must_use]
pub fn next(regime: &Regime, facts: &Facts) -> Option<Due> {
    let open: Vec<Due> =
        due(regime, facts).into_iter().filter(|due| due.asked && facts.sent(&due.step).is_none()).collect();
    let timed = open.iter().filter(|due| due.at.is_some()).min_by_key(|due| due.at).cloned();
    timed.or_else(|| open.into_iter().next())
}

/// By when the authority is to answer, once what it answers has come.
#[must_use]
pub fn reply_due(regime: &Regime, facts: &Facts) -> Option<Timestamp> {
    let reply = regime.reply.as_ref()?;
    facts.sent(&reply.from)?.checked_add(SignedDuration::from_hours(i64::from(reply.hours))).ok()
}
