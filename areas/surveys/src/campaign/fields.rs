//! What is settled before a survey opens, as it is typed and drawn.

use askama::Template;
use belfry_forms::core::publish;
use belfry_forms::store::{self as forms, FORM};
use belfry_identity::circle;
use belfry_identity::organisation::OrganisationKind;
use belfry_kernel::{CircleId, Problem, SubjectId};
use belfry_store::subject;
use belfry_web::Visit;
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_words::{Words, sortable};
use jiff::{Timestamp, civil, tz::TimeZone};

use super::store::Plan;
use super::{Level, Mode, Unit, link};
use crate::access::Collect;
use crate::answer::turn;
use crate::disclosure::LEAST;
use crate::form::language;

const LONGEST_TITLE: usize = 200;
const LONGEST_ABOUT: usize = 5_000;
/// Forms that can be chosen from.
const FORMS: i64 = 200;
/// The most that a threshold can be.
const MOST_LEAST: i64 = 20;
/// Answers that an open link takes unless another number is chosen.
const USUAL_MOST: i64 = 500;

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// Its title.
    pub title: String,
    /// The form with its version, `uuid:3`.
    pub form: String,
    /// A few sentences.
    pub about: String,
    /// The other fields, by their codes.
    pub mode: String,
    /// Who answers.
    pub unit: String,
    /// For whom it is asked.
    pub level: String,
    /// Which country.
    pub country: String,
    /// Kinds.
    pub kinds: Vec<String>,
    /// Sectors.
    pub sectors: Vec<String>,
    /// Codes of places.
    pub places: String,
    /// A circle's number.
    pub circle: String,
    /// A day.
    pub opens: String,
    /// A day.
    pub closes: String,
    /// The threshold.
    pub least: String,
    /// The most answers by an open link.
    pub most: String,
}

impl Typed {
    /// Out of a form that was sent.
    #[must_use]
    pub fn of(form: &belfry_web::Form) -> Self {
        let all = |name: &str| form.all(name).map(str::to_owned).collect();
        let text = |name: &str| form.text(name).to_owned();
        Self {
            title: text("title"),
            form: text("form"),
            about: form.raw("about").trim().to_owned(),
            mode: text("mode"),
            unit: text("unit"),
            level: text("level"),
            country: text("country").to_uppercase(),
            kinds: all("kinds"),
            sectors: all("sectors"),
            places: text("places").to_uppercase(),
            circle: text("circle"),
            opens: text("opens"),
            closes: text("closes"),
            least: text("least"),
            most: text("most"),
        }
    }

    /// Out of a plan.
    #[must_use]
    pub fn from(title: &str, form: &str, plan: &Plan, t: &Words) -> Self {
        let day = |at: Timestamp| at.to_zoned(t.zone().clone()).date().to_string();
        Self {
            title: title.to_owned(),
            form: form.to_owned(),
            about: plan.about.clone(),
            mode: plan.mode.code().into(),
            unit: plan.unit.code().into(),
            level: plan.level.code().into(),
            country: plan.country.clone(),
            kinds: plan.kinds.clone(),
            sectors: plan.sectors.clone(),
            places: plan.places.join(", "),
            circle: plan.circle.map(|circle| circle.to_string()).unwrap_or_default(),
            opens: day(plan.opens),
            closes: day(plan.closes),
            least: plan.least.to_string(),
            most: if plan.most > 0 { plan.most.to_string() } else { USUAL_MOST.to_string() },
        }
    }
}

/// The form of a survey's plan.
#[derive(Template)]
#[template(path = "campaign/fields.html")]
pub struct Body {
    t: Words,
    csrf: String,
    here: String,
    errors: Errors,
    typed: Typed,
    forms: Vec<Choice>,
    modes: Vec<Choice>,
    units: Vec<Choice>,
    levels: Vec<Choice>,
    kinds: Vec<Choice>,
    sectors: Vec<Choice>,
    circles: Vec<Choice>,
    zone: String,
    submit: String,
}

/// Draws it.
///
/// # Errors
/// Those of the database.
pub fn body(visit: &Visit<Collect>, here: String, typed: Typed, errors: Errors) -> Result<Body, Problem> {
    let t = visit.t();
    let language = language(&t);
    let read = visit.read()?;
    let forms = forms::list(&read, None, FORMS)?.into_iter().filter(|entry| entry.version > 0).map(|entry| {
        let words = t.a(
            "surveys-campaign-form-version",
            [("title", entry.title_in(&language).into()), ("n", entry.version.into())],
        );
        Choice::new(format!("{}:{}", entry.uuid, entry.version), words, &typed.form)
    });
    let mut forms: Vec<Choice> = forms.collect();
    // A version that is not the newest stays chosen.
    if let Some((_, version)) = typed.form.split_once(':').filter(|_| !forms.iter().any(|one| one.chosen)) {
        forms.insert(
            0,
            Choice::new(typed.form.clone(), t.a("surveys-campaign-form-older", [("n", version.into())]), &typed.form),
        );
    }
    let mine: Vec<CircleId> = visit.actor().grants().circles.into_iter().collect();
    let mut circles: Vec<Choice> = circle::names(&read, &mine)?
        .into_iter()
        .map(|(id, name)| Choice::new(id.to_string(), name.name, &typed.circle))
        .collect();
    circles.sort_by_cached_key(|one| sortable(&one.label));
    let kind = |kind: &OrganisationKind| {
        let chosen = typed.kinds.iter().any(|code| code == kind.code());
        Choice { chosen, ..Choice::new(kind.code(), t.named("kind", kind.code()), "") }
    };
    let mut sectors = turn::sectors(&t);
    sectors.iter_mut().for_each(|one| one.chosen = typed.sectors.contains(&one.value));
    let coded = |code: &str, words: String, hint: String, chosen: &str| Choice::new(code, words, chosen).hint(hint);
    let body = Body {
        csrf: visit.csrf(),
        here,
        errors,
        modes: Mode::ALL
            .iter()
            .map(|one| {
                let code = one.code();
                coded(
                    code,
                    t.s(&format!("surveys-mode-{code}")),
                    t.s(&format!("surveys-mode-hint-{code}")),
                    &typed.mode,
                )
            })
            .collect(),
        units: Unit::ALL
            .iter()
            .map(|one| {
                let code = one.code();
                coded(
                    code,
                    t.s(&format!("surveys-unit-{code}")),
                    t.s(&format!("surveys-unit-hint-{code}")),
                    &typed.unit,
                )
            })
            .collect(),
        levels: Level::ALL
            .iter()
            .map(|one| Choice::new(one.code(), t.s(&format!("surveys-level-{}", one.code())), &typed.level))
            .collect(),
        kinds: OrganisationKind::ALL.iter().map(kind).collect(),
        sectors,
        circles,
        forms,
        zone: t.a("surveys-campaign-zone", [("now", t.date_time_zone(visit.now()).into())]),
        submit: t.s("surveys-campaign-keep"),
        typed,
        t: t.clone(),
    };
    Ok(body)
}

/// The first or last moment of a day.
#[must_use]
pub fn day(text: &str, zone: &TimeZone, last: bool) -> Option<Timestamp> {
    let day: civil::Date = text.parse().ok()?;
    let time = if last { civil::time(23, 59, 59, 0) } else { civil::time(0, 0, 0, 0) };
    day.to_datetime(time).to_zoned(zone.clone()).ok().map(|there| there.timestamp())
}

/// Reads what was typed; what is wrong stands beside its field.
///
/// # Errors
/// Those of the database.
pub fn read(visit: &Visit<Collect>, typed: &Typed, errors: &mut Errors) -> Result<Option<Plan>, Problem> {
    let t = visit.t();
    let fits = !typed.title.is_empty() && typed.title.chars().count() <= LONGEST_TITLE;
    errors.unless(fits, "title", || t.n("surveys-campaign-title-missing", LONGEST_TITLE));
    let fits = typed.about.chars().count() <= LONGEST_ABOUT;
    errors.unless(fits, "about", || t.n("surveys-campaign-about-long", LONGEST_ABOUT));
    let form = chosen(visit, typed, errors)?;
    let opens = day(&typed.opens, t.zone(), false);
    errors.unless(typed.opens.is_empty() || opens.is_some(), "opens", || t.s("surveys-campaign-day-missing"));
    let opens = opens.unwrap_or_else(|| visit.now()).max(visit.now());
    let closes = day(&typed.closes, t.zone(), true).filter(|closes| *closes > opens);
    errors.unless(closes.is_some(), "closes", || t.s("surveys-campaign-closes-missing"));
    let least = typed.least.parse::<i64>().ok().filter(|n| (3..=MOST_LEAST).contains(n));
    errors.unless(least.is_some(), "least", || t.n("surveys-campaign-least-wrong", MOST_LEAST));
    let (mode, unit, level) = (Mode::parse(&typed.mode), Unit::parse(&typed.unit), Level::parse(&typed.level));
    errors.unless(mode.is_some(), "mode", || t.s("surveys-campaign-choose"));
    errors.unless(unit.is_some(), "unit", || t.s("surveys-campaign-choose"));
    errors.unless(level.is_some(), "level", || t.s("surveys-campaign-choose"));
    let by_link = unit == Some(Unit::Link);
    let most = typed.most.parse::<i64>().ok().filter(|n| (1..=link::MOST).contains(n));
    errors.unless(!by_link || most.is_some(), "most", || t.n("surveys-link-most-wrong", link::MOST));
    let national = level == Some(Level::National);
    errors.unless(!national || typed.country.len() == 2, "country", || t.s("surveys-campaign-country-missing"));
    let circle = typed.circle.parse::<i64>().ok().map(CircleId);
    let knows = circle.is_none_or(|id| visit.actor().grants().circles.contains(&id));
    errors.unless(knows, "circle", || t.s("surveys-campaign-choose"));
    let (Some((form, version)), Some(closes), Some(least), Some(mode), Some(unit), Some(level), true) =
        (form, closes, least, mode, unit, level, errors.is_empty())
    else {
        return Ok(None);
    };
    Ok(Some(Plan {
        form,
        version,
        about: typed.about.clone(),
        mode,
        unit,
        level,
        country: if national { typed.country.clone() } else { String::new() },
        kinds: chosen_unless(by_link, &typed.kinds),
        sectors: chosen_unless(by_link, &typed.sectors),
        places: typed.places.split([',', ' ']).filter(|code| !by_link && !code.is_empty()).map(str::to_owned).collect(),
        circle,
        opens,
        closes,
        least,
        most: most.filter(|_| by_link).unwrap_or(0),
    }))
}

/// What was chosen of organisations, where any are asked.
fn chosen_unless(by_link: bool, codes: &[String]) -> Vec<String> {
    if by_link { Vec::new() } else { codes.to_vec() }
}

/// The form that was chosen: one that the reader may see, published, and without files where answers have no name: a file has one.
fn chosen(visit: &Visit<Collect>, typed: &Typed, errors: &mut Errors) -> Result<Option<(SubjectId, i64)>, Problem> {
    let t = visit.t();
    let parts = typed.form.split_once(':').and_then(|(uuid, n)| Some((uuid.parse().ok()?, n.parse::<i64>().ok()?)));
    let Some((uuid, number)) = parts else {
        errors.add("form", t.s("surveys-campaign-form-missing"));
        return Ok(None);
    };
    let read = visit.read()?;
    let found = subject::load::<crate::access::Read>(&read, visit.actor(), visit.rules(), FORM, uuid);
    let version = match &found {
        Ok(subject) => forms::version(&read, subject.id, number)?,
        Err(_) => None,
    };
    let (Ok(subject), Some(version)) = (found, version) else {
        errors.add("form", t.s("surveys-campaign-form-missing"));
        return Ok(None);
    };
    let published = publish(version.form);
    errors.unless(published.is_ok(), "form", || t.s("surveys-campaign-form-faults"));
    let bare = typed.mode == Mode::Anonymous.code() || typed.unit == Unit::Link.code();
    let betrays = bare && published.is_ok_and(|form| form.asks_for_files());
    errors.unless(!betrays, "form", || t.s("surveys-file-betrays"));
    Ok(Some((subject.id, number)))
}

/// What a new survey begins with.
#[must_use]
pub fn fresh(t: &Words, now: Timestamp, form: &str) -> Typed {
    let day =
        |days: i64| (now + jiff::SignedDuration::from_hours(24 * days)).to_zoned(t.zone().clone()).date().to_string();
    Typed {
        form: form.to_owned(),
        mode: Mode::Confidential.code().into(),
        unit: Unit::Organisation.code().into(),
        level: Level::European.code().into(),
        closes: day(30),
        least: LEAST.to_string(),
        most: USUAL_MOST.to_string(),
        ..Typed::default()
    }
}
