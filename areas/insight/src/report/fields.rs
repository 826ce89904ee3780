//! What a report is called, over which period and for whom, as it is typed and drawn.

use askama::Template;
use belfry_identity::circle::Circle;
use belfry_kernel::{Label, OrganisationId, Problem, Tlp};
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Form, Visit};
use belfry_words::Words;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::content::Both;
use super::store::Report;
use super::{State, reach};
use crate::access::Write;

const LONGEST: usize = 200;
const LONGEST_SUMMARY: usize = 5_000;

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// The title.
    pub title: String,
    /// The series.
    pub series: String,
    /// Which volume.
    pub volume: String,
    /// A few sentences, English.
    pub summary_en: String,
    /// The same, French.
    pub summary_fr: String,
    /// The first day.
    pub from: String,
    /// The last day.
    pub until: String,
    /// A country; empty for all.
    pub country: String,
    /// The code of an audience.
    pub reach: String,
    /// The code of a level.
    pub tlp: String,
}

impl Typed {
    /// Out of a form that was sent.
    #[must_use]
    pub fn of(form: &Form) -> Self {
        let text = |name: &str| form.text(name).to_owned();
        Self {
            title: text("title"),
            series: text("series"),
            volume: text("volume"),
            summary_en: form.raw("summary_en").trim().to_owned(),
            summary_fr: form.raw("summary_fr").trim().to_owned(),
            from: text("from"),
            until: text("until"),
            country: text("country").to_uppercase(),
            reach: text("reach"),
            tlp: text("tlp"),
        }
    }

    /// Out of a report.
    #[must_use]
    pub fn from(title: &str, report: &Report, circles: &[Circle]) -> Self {
        Self {
            title: title.to_owned(),
            series: report.series.clone(),
            volume: report.volume.clone(),
            summary_en: report.summary.en.clone(),
            summary_fr: report.summary.fr.clone(),
            from: first_day(report.from).to_string(),
            until: last_day(report.until).to_string(),
            country: report.country.clone(),
            reach: reach::code(&report.reach, circles),
            tlp: report.reach.tlp.code().to_owned(),
        }
    }

    /// What a new one begins with: the last half year, for the community.
    #[must_use]
    pub fn fresh(now: Timestamp) -> Self {
        let today = now.to_zoned(TimeZone::UTC).date();
        let from = today.checked_sub(6.months()).unwrap_or(today).first_of_month();
        Self {
            from: from.to_string(),
            until: today.to_string(),
            reach: "community".into(),
            tlp: Tlp::Green.code().to_owned(),
            ..Self::default()
        }
    }
}

/// The first day of a period. Days are those of UTC: the same for whoever computes.
#[must_use]
pub fn first_day(from: Timestamp) -> Date {
    from.to_zoned(TimeZone::UTC).date()
}

/// The last day of a period that ends before an instant.
#[must_use]
pub fn last_day(until: Timestamp) -> Date {
    until.checked_sub(1.microsecond()).unwrap_or(until).to_zoned(TimeZone::UTC).date()
}

fn begins(day: Date) -> Option<Timestamp> {
    day.to_zoned(TimeZone::UTC).ok().map(|at| at.timestamp())
}

/// Reads what was typed; what is wrong goes to its field.
pub fn read(
    t: &Words,
    typed: &Typed,
    owner: OrganisationId,
    circles: &[Circle],
    errors: &mut Errors,
) -> Option<Report> {
    let fits = |text: &str| !text.is_empty() && text.chars().count() <= LONGEST;
    errors.unless(fits(&typed.title), "title", || t.n("insight-report-title-missing", LONGEST));
    errors.unless(fits(&typed.series), "series", || t.n("insight-report-series-missing", LONGEST));
    errors.unless(fits(&typed.volume), "volume", || t.n("insight-report-volume-missing", LONGEST));
    for (name, text) in [("summary_en", &typed.summary_en), ("summary_fr", &typed.summary_fr)] {
        errors.unless(text.chars().count() <= LONGEST_SUMMARY, name, || {
            t.n("insight-report-summary-long", LONGEST_SUMMARY)
        });
    }
    let from = typed.from.parse::<Date>().ok().and_then(begins);
    errors.unless(from.is_some(), "from", || t.s("insight-report-day-missing"));
    let until = typed.until.parse::<Date>().ok().and_then(|day| begins(day.checked_add(1.day()).ok()?));
    errors.unless(until.is_some() && until > from, "until", || t.s("insight-report-until-missing"));
    let two = typed.country.len() == 2 && typed.country.chars().all(|c| c.is_ascii_uppercase());
    errors.unless(typed.country.is_empty() || two, "country", || t.s("insight-report-country-wrong"));
    let tlp = Tlp::parse(&typed.tlp).filter(|tlp| *tlp != Tlp::NotStated);
    errors.unless(tlp.is_some(), "tlp", || t.s("insight-report-tlp-missing"));
    let label = reach::label(&typed.reach, tlp?, owner, circles);
    errors.unless(label.is_some(), "reach", || t.s("insight-report-reach-missing"));
    let label: Label = label?;
    errors.unless(label.conflicts().is_empty(), "tlp", || t.s("insight-report-tlp-short"));
    if !errors.is_empty() {
        return None;
    }
    Some(Report {
        series: typed.series.clone(),
        volume: typed.volume.clone(),
        summary: Both { en: typed.summary_en.clone(), fr: typed.summary_fr.clone() },
        from: from?,
        until: until?,
        country: typed.country.clone(),
        reach: label,
        state: State::Draft,
        sent_by: None,
        signed_by: None,
        published: None,
        opened: false,
    })
}

/// The form.
#[derive(Template)]
#[template(path = "report/fields.html")]
pub struct Body {
    t: Words,
    csrf: String,
    here: String,
    errors: Errors,
    typed: Typed,
    reaches: Vec<Choice>,
    levels: Vec<Choice>,
    submit: String,
}

/// Draws it.
#[must_use]
pub fn body(
    visit: &Visit<Write>,
    here: String,
    typed: Typed,
    errors: Errors,
    circles: &[Circle],
    submit: String,
) -> Body {
    let t = visit.t();
    let levels = [Tlp::Clear, Tlp::Green, Tlp::Amber, Tlp::AmberStrict];
    let level = |tlp: Tlp| Choice::new(tlp.code(), tlp.written().unwrap_or_default(), &typed.tlp);
    Body {
        csrf: visit.csrf(),
        reaches: reach::choices(&t, circles, &typed.reach),
        levels: levels.into_iter().map(level).collect(),
        here,
        errors,
        typed,
        submit,
        t,
    }
}

/// The organisation that somebody writes reports for: his own where he may, else the first.
///
/// # Errors
/// [`Problem::Forbidden`] for whoever writes for none.
pub fn home(visit: &Visit<Write>) -> Result<OrganisationId, Problem> {
    let person = visit.person()?;
    let writes = |organisation: OrganisationId| person.holds_for(crate::access::WRITERS, organisation);
    let other = person.roles.iter().map(|(bound, _)| *bound).find(|bound| writes(*bound));
    Some(person.organisation).filter(|home| writes(*home)).or(other).ok_or(Problem::Forbidden)
}
