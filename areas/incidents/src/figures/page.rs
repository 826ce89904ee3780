//! What an organisation received, drawn: deadlines, sectors and states, causes, times, borders; each chart with its table.

use std::collections::BTreeMap;

use askama::Template;
use belfry_documents::chart::{Chart, Deadline, Deadlines, Due, Form, Plot, Values};
use belfry_kernel::{OrganisationId, Problem};
use belfry_store::{Read as Picture, args};
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::Words;
use jiff::civil::Date;
use jiff::{SignedDuration, Span, Timestamp};

use super::{One, hours, median, month, received};
use crate::access::{Figures, HANDLERS, home};
use crate::inbox::select::{self, Filter};
use crate::incident::{Cause, Said};
use crate::notification::{self, State};

// words: incidents-figures-borders incidents-figures-causes incidents-figures-notify incidents-figures-reply
// words: incidents-figures-times

/// Months that are drawn.
const MONTHS: i32 = 12;
/// Days of the strip of deadlines, before now and after.
const DAYS: i64 = 30;
/// Deadlines on the strip.
const STRIP: i64 = 100;

#[derive(Template)]
#[template(path = "figures/page.html")]
struct Body {
    t: Words,
    none: bool,
    charts: Vec<(String, Chart)>,
}

/// The page.
///
/// # Errors
/// [`Problem::Forbidden`], and those of the database.
pub fn page(visit: &mut Visit<Figures>) -> Result<Reply, Problem> {
    let (t, now) = (visit.t(), visit.now());
    let office = home(visit.person()?, HANDLERS).ok_or(Problem::Forbidden)?;
    let me = visit.person()?.id;
    let read = visit.read()?;
    let months = months(now, &t);
    let from = months.first().and_then(|day| day.to_zoned(t.zone().clone()).ok()).map_or(now, |day| day.timestamp());
    let all = received(&read, office, (from, now.checked_add(SignedDuration::from_secs(1)).unwrap_or(now)))?;
    let open = select::rows(&read, office, me, &Filter::default(), None, STRIP)?;
    let states = states(&read, office)?;
    drop(read);
    let plots = [
        ("states", by_state(&t, &states)),
        ("causes", by_cause(&t, &months, &all)),
        ("times", times(&t, &months, &all)),
        ("borders", borders(&t, &months, &all)),
    ];
    let mut charts = vec![("due".to_owned(), deadlines(&t, now, &open).strip("due", &t))];
    charts.extend(plots.map(|(id, plot)| (id.to_owned(), plot.fitting().chart(id, &t))));
    let body = Body { none: all.is_empty() && open.is_empty(), charts, t: t.clone() };
    Ok(Page::new(t.s("incidents-figures-title"), body)
        .lead(t.s("incidents-figures-lead"))
        .crumb(t.s("incidents-nav"), "/incidents")
        .crumb(t.s("incidents-inbox-title"), "/incidents/inbox")
        .action(Action::link(t.s("incidents-statistics-title"), "/incidents/statistics", "insight"))
        .into())
}

/// The last months by their first days, oldest first.
pub(super) fn months(now: Timestamp, t: &Words) -> Vec<Date> {
    let last = month(now, t.zone());
    (0..MONTHS).rev().filter_map(|back| last.checked_sub(Span::new().months(back)).ok()).collect()
}

fn deadlines(t: &Words, now: Timestamp, open: &[select::Listed]) -> Deadlines {
    let days = SignedDuration::from_hours(24 * DAYS);
    let item = |row: &select::Listed| {
        let at = row.due?;
        Some(Deadline {
            label: row.notification.number.clone(),
            href: notification::url(&row.subject),
            at,
            said: t.date_time(at),
            state: if at < now { Due::Late } else { Due::Open },
        })
    };
    Deadlines {
        title: t.s("incidents-figures-due"),
        head: ["what", "when", "state"].map(|name| t.s(&format!("incidents-figures-due-{name}"))),
        now,
        from: now.checked_sub(days).unwrap_or(now),
        to: now.checked_add(days).unwrap_or(now),
        items: open.iter().filter_map(item).collect(),
    }
}

// words: incidents-figures-due-{what,when,state}

/// How many notifications of each sector are in each state. What was begun and not sent is in none.
pub(super) fn states(read: &Picture, office: OrganisationId) -> Result<Vec<(String, String, i64)>, Problem> {
    Ok(read.rows(
        "select r.sector, r.state, count(*) from incidents_recipients r join incidents_notifications n on n.id = r.notification_id \
         where r.organisation_id = $1 and r.state <> '' and n.exercise = 0 group by r.sector, r.state order by r.sector, r.state",
        args![office],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?)
}

fn counts(t: &Words, label: String, values: Vec<u64>) -> Values {
    Values {
        label,
        said: values.iter().map(|n| t.number(*n)).collect(),
        values: values.into_iter().map(|n| Some(n as f64)).collect(),
    }
}

fn by_state(t: &Words, states: &[(String, String, i64)]) -> Plot {
    let mut sectors: Vec<&String> = states.iter().map(|(sector, ..)| sector).collect();
    sectors.dedup();
    let series = |state: &State| {
        let of = |sector: &&String| {
            let found = states.iter().find(|(one, code, _)| one == *sector && code == state.code());
            found.map_or(0, |(_, _, n)| u64::try_from(*n).unwrap_or(0))
        };
        counts(t, t.s(&format!("incidents-notification-state-{}", state.code())), sectors.iter().map(of).collect())
    };
    let named = |code: &&String| {
        let label = if code.is_empty() { t.s("incidents-summary-unsaid") } else { t.named("sector", code) };
        (label, String::new())
    };
    Plot {
        form: Form::Heat,
        title: t.s("incidents-figures-states"),
        of: t.s("incidents-field-sector"),
        categories: sectors.iter().map(named).collect(),
        series: State::ALL.iter().map(series).collect(),
        stacked: false,
        most: None,
    }
}

/// Months as categories.
fn of_months(t: &Words, title: &str, months: &[Date], form: Form, series: Vec<Values>, stacked: bool) -> Plot {
    Plot {
        form,
        title: t.s(title),
        of: t.s("incidents-figures-month"),
        categories: months.iter().map(|day| (t.month(*day), t.month_short(*day))).collect(),
        series,
        stacked,
        most: None,
    }
}

fn in_months(t: &Words, months: &[Date], all: &[One], is: impl Fn(&One) -> bool) -> Vec<u64> {
    let mut counts: BTreeMap<Date, u64> = BTreeMap::new();
    for one in all.iter().filter(|one| is(one)) {
        *counts.entry(month(one.received, t.zone())).or_default() += 1;
    }
    months.iter().map(|day| counts.get(day).copied().unwrap_or(0)).collect()
}

fn by_cause(t: &Words, months: &[Date], all: &[One]) -> Plot {
    let causes = Cause::ALL.iter().map(|cause| Some(*cause)).chain([None]);
    let series = causes.filter_map(|cause| {
        let values = in_months(t, months, all, |one| one.cause == cause);
        let label = cause
            .map_or_else(|| t.s("incidents-summary-unsaid"), |cause| t.s(&format!("incidents-cause-{}", cause.code())));
        values.iter().any(|n| *n > 0).then(|| counts(t, label, values))
    });
    of_months(t, "incidents-figures-causes", months, Form::Columns, series.collect(), true)
}

/// The middle of the hours until the first step came, and until it was answered.
fn times(t: &Words, months: &[Date], all: &[One]) -> Plot {
    let series = |label: &str, taken: &dyn Fn(&One) -> Option<f64>| {
        let mut by: BTreeMap<Date, Vec<f64>> = BTreeMap::new();
        for one in all {
            if let Some(taken) = taken(one) {
                by.entry(month(one.received, t.zone())).or_default().push(taken);
            }
        }
        let values: Vec<Option<f64>> = months.iter().map(|day| median(by.get_mut(day)?)).collect();
        let said = values.iter().map(|one| one.map_or_else(|| "–".to_owned(), |one| t.decimal(one, 1))).collect();
        Values { label: t.s(label), values, said }
    };
    let notify = series("incidents-figures-notify", &|one| Some(hours(one.aware, one.received)));
    let reply = series("incidents-figures-reply", &|one| Some(hours(one.received, one.replied?)));
    of_months(t, "incidents-figures-times", months, Form::Lines, vec![notify, reply], false)
}

fn borders(t: &Words, months: &[Date], all: &[One]) -> Plot {
    let (across, every) =
        (in_months(t, months, all, |one| one.border == Said::Yes), in_months(t, months, all, |_| true));
    let share = |(yes, all): (&u64, &u64)| (*all > 0).then(|| *yes as f64 * 100.0 / *all as f64);
    let values: Vec<Option<f64>> = across.iter().zip(&every).map(share).collect();
    let said = values.iter().map(|one| one.map_or_else(|| "–".to_owned(), |one| t.percent(one / 100.0))).collect();
    let share = Values { label: t.s("incidents-figures-share"), values, said };
    Plot { most: Some(100.0), ..of_months(t, "incidents-figures-borders", months, Form::Lines, vec![share], false) }
}
