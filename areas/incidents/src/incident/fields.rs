//! What an incident says: read from a form, checked, and shown in one; what there is to choose from is in [`choices`].

pub mod choices;

use std::collections::BTreeMap;

use askama::Template;
use belfry_identity::organisation::directory::SECTORS;
use belfry_kernel::{Action, Problem};
use belfry_web::Visit;
use belfry_web::components::Choice;
use belfry_web::form::{Errors, Form};
use belfry_words::Words;
use jiff::Timestamp;

use super::store::Written;
use super::{Cause, Class, Kind, Said, Severity};
use crate::instant;

use choices::coded;
pub use choices::{causes, kinds, owner, owners, said, sectors};

/// Characters of a title.
pub const LONGEST_TITLE: usize = 200;
/// Characters of a text.
pub const LONGEST_TEXT: usize = 10_000;
/// Services of one incident.
const MOST_SERVICES: usize = 8;
/// Empty lines for services that are offered.
const SPARE: usize = 2;

/// The instants, in their order.
pub const INSTANTS: [&str; 4] = ["began", "detected", "aware", "resolved"];
/// The texts, in the order in which they are told.
pub const TEXTS: [&str; 4] = ["description", "impact", "measures", "place"];
/// What is chosen or said in one line.
const CODES: [&str; 11] =
    ["kind", "cause", "class", "severity", "suspected", "border", "users", "share", "loss", "countries", "zone"];

// words: incidents-field-{began,detected,aware,resolved} incidents-field-hint-{began,detected,aware,resolved}
// words: incidents-field-{description,impact,measures,place} incidents-field-hint-{description,impact,measures,place}

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// One line.
    pub title: String,
    /// Everything else of one line, by name.
    pub codes: BTreeMap<&'static str, String>,
    /// The texts by their names.
    pub texts: BTreeMap<&'static str, String>,
    /// Sectors and services.
    pub services: Vec<(String, String)>,
    /// Whether nothing of it happened.
    pub exercise: bool,
    /// For which organisation, of a new one.
    pub owner: String,
}

impl Typed {
    /// Out of a form that was sent.
    #[must_use]
    pub fn of(form: &Form) -> Self {
        let codes = CODES.iter().chain(&INSTANTS).map(|name| (*name, form.text(name).to_owned()));
        let service = |n: usize| {
            let pair = (form.text(&format!("sector-{n}")).to_owned(), form.text(&format!("service-{n}")).to_owned());
            (!pair.0.is_empty() || !pair.1.is_empty()).then_some(pair)
        };
        Self {
            title: form.text("title").split_whitespace().collect::<Vec<_>>().join(" "),
            codes: codes.collect(),
            texts: TEXTS.iter().map(|name| (*name, form.raw(name).trim().to_owned())).collect(),
            services: (0..MOST_SERVICES).filter_map(service).collect(),
            exercise: form.has("exercise"),
            owner: form.text("owner").to_owned(),
        }
    }

    /// Out of an incident.
    #[must_use]
    pub fn from(title: &str, written: &Written) -> Self {
        let zone = instant::zone(&written.zone);
        let decimal = |n: Option<i64>| n.map(|n| format!("{}.{:02}", n / 100, n % 100)).unwrap_or_default();
        let code = |name: &&'static str| {
            let text = match *name {
                "kind" => written.kind.code().to_owned(),
                "cause" => written.cause.map_or("", Cause::code).to_owned(),
                "class" => written.class.map_or("", Class::code).to_owned(),
                "severity" => written.severity.map_or("", Severity::code).to_owned(),
                "suspected" => written.suspected.code().to_owned(),
                "border" => written.border.code().to_owned(),
                "users" => written.users.map(|n| n.to_string()).unwrap_or_default(),
                "share" => decimal(written.share),
                "loss" => decimal(written.loss),
                "countries" => written.countries.join(" "),
                "zone" => written.zone.clone(),
                name => instant::typed(instant_of(written, name), &zone),
            };
            (*name, text)
        };
        Self {
            title: title.to_owned(),
            codes: CODES.iter().chain(&INSTANTS).map(code).collect(),
            texts: TEXTS.iter().map(|name| (*name, text_of(written, name).to_owned())).collect(),
            services: written.services.clone(),
            exercise: written.exercise,
            owner: String::new(),
        }
    }

    fn code(&self, name: &str) -> &str {
        self.codes.get(name).map_or("", String::as_str)
    }

    fn text(&self, name: &str) -> String {
        self.texts.get(name).cloned().unwrap_or_default()
    }

    /// Reads it; what is wrong stands beside its field.
    pub fn check(&self, t: &Words, now: Timestamp, errors: &mut Errors) -> Option<Written> {
        let fits = !self.title.is_empty() && self.title.chars().count() <= LONGEST_TITLE;
        errors.unless(fits, "title", || t.n("incidents-field-title-missing", LONGEST_TITLE));
        for name in TEXTS {
            let fits = self.text(name).chars().count() <= LONGEST_TEXT;
            errors.unless(fits, name, || t.n("incidents-field-long", LONGEST_TEXT));
        }
        let kind = Kind::parse(self.code("kind"));
        errors.unless(kind.is_some(), "kind", || t.s("incidents-field-choose"));
        errors.unless(Words::knows_zone(self.code("zone")), "zone", || t.s("incidents-field-zone-wrong"));
        let instants = self.instants(t, now, errors);
        let users = self.whole(t, "users", errors);
        let (share, loss) = (self.hundredths(t, "share", errors), self.hundredths(t, "loss", errors));
        errors.unless(share.is_none_or(|share| share <= 10_000), "share", || t.s("incidents-field-share-wrong"));
        let countries: Vec<String> =
            self.code("countries").split([' ', ',', ';']).filter(|c| !c.is_empty()).map(str::to_uppercase).collect();
        let is_country = |c: &String| c.len() == 2 && c.bytes().all(|b| b.is_ascii_uppercase());
        errors.unless(countries.iter().all(is_country), "countries", || t.s("incidents-field-countries-wrong"));
        let services = self.checked_services(t, errors);
        let (Some(kind), true) = (kind, errors.is_empty()) else { return None };
        let [began, detected, aware, resolved] = instants;
        Some(Written {
            kind,
            exercise: self.exercise,
            zone: self.code("zone").to_owned(),
            began,
            detected,
            aware,
            resolved,
            description: self.text("description"),
            cause: Cause::parse(self.code("cause")),
            class: Class::parse(self.code("class")),
            suspected: Said::parse(self.code("suspected")).unwrap_or(Said::Unknown),
            border: Said::parse(self.code("border")).unwrap_or(Said::Unknown),
            severity: Severity::parse(self.code("severity")),
            users,
            share,
            loss,
            impact: self.text("impact"),
            measures: self.text("measures"),
            place: self.text("place"),
            services,
            countries,
        })
    }

    fn instants(&self, t: &Words, now: Timestamp, errors: &mut Errors) -> [Option<Timestamp>; 4] {
        let zone = instant::zone(self.code("zone"));
        let found = INSTANTS.map(|name| match instant::read(self.code(name), &zone) {
            Ok(at) => {
                errors.unless(at.is_none_or(|at| at <= now), name, || t.s("incidents-field-instant-future"));
                at
            }
            Err(_) => {
                errors.add(name, t.s("incidents-field-instant-wrong"));
                None
            }
        });
        let ended_first = matches!((found[0], found[3]), (Some(began), Some(resolved)) if resolved < began);
        errors.unless(!ended_first, "resolved", || t.s("incidents-field-resolved-before"));
        found
    }

    fn checked_services(&self, t: &Words, errors: &mut Errors) -> Vec<(String, String)> {
        for (n, (sector, service)) in self.services.iter().enumerate() {
            errors.unless(SECTORS.contains(&sector.as_str()), &format!("sector-{n}"), || t.s("incidents-field-choose"));
            errors.unless(service.chars().count() <= 200, &format!("service-{n}"), || t.n("incidents-field-long", 200));
        }
        self.services.clone()
    }

    fn whole(&self, t: &Words, name: &'static str, errors: &mut Errors) -> Option<i64> {
        let text: String = self.code(name).chars().filter(|c| !c.is_whitespace()).collect();
        let number = text.parse::<i64>().ok().filter(|number| (0..=1_000_000_000_000).contains(number));
        errors.unless(text.is_empty() || number.is_some(), name, || t.s("incidents-field-number-wrong"));
        number
    }

    /// A number with at most two places behind the point or comma, in hundredths.
    fn hundredths(&self, t: &Words, name: &'static str, errors: &mut Errors) -> Option<i64> {
        let text: String = self.code(name).chars().filter(|c| !c.is_whitespace()).collect();
        let text = text.replace(',', ".");
        let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let fits = !whole.is_empty() && whole.len() <= 12 && rest.len() <= 2 && digits(whole) && digits(rest);
        let number = Some(format!("{whole}{rest:0<2}")).filter(|_| fits).and_then(|text| text.parse().ok());
        errors.unless(text.is_empty() || number.is_some(), name, || t.s("incidents-field-number-wrong"));
        number
    }
}

/// An instant of an incident by its name.
#[must_use]
pub fn instant_of(written: &Written, name: &str) -> Option<Timestamp> {
    match name {
        "began" => written.began,
        "detected" => written.detected,
        "aware" => written.aware,
        _ => written.resolved,
    }
}

/// A text of an incident by its name.
#[must_use]
pub fn text_of<'a>(written: &'a Written, name: &str) -> &'a str {
    match name {
        "description" => &written.description,
        "impact" => &written.impact,
        "measures" => &written.measures,
        _ => &written.place,
    }
}

/// A field of one line or several.
struct Field {
    name: &'static str,
    label: String,
    hint: String,
    value: String,
    error: String,
}

struct ServiceField {
    sector: String,
    service: String,
    sectors: Vec<Choice>,
    value: String,
    sector_error: String,
    service_error: String,
}

/// The form of an incident.
#[derive(Template)]
#[template(path = "incident/fields.html")]
pub struct Body {
    t: Words,
    csrf: String,
    here: String,
    errors: Errors,
    typed: Typed,
    owners: Vec<Choice>,
    kinds: Vec<Choice>,
    instants: Vec<Field>,
    texts: Vec<Field>,
    services: Vec<ServiceField>,
    causes: Vec<Choice>,
    classes: Vec<Choice>,
    severities: Vec<Choice>,
    suspected: Vec<Choice>,
    border: Vec<Choice>,
}

impl Body {
    fn of(&self, name: &str) -> &str {
        self.typed.code(name)
    }
}

/// Draws it. A new one may be entered for any organisation for which its writer speaks.
///
/// # Errors
/// Those of the database.
pub fn body<A: Action>(
    visit: &Visit<A>,
    here: String,
    typed: Typed,
    errors: Errors,
    is_new: bool,
) -> Result<Body, Problem> {
    let t = visit.t();
    let owners = if is_new { owners(visit, &typed.owner)? } else { Vec::new() };
    let field = |name: &'static str, value: String| Field {
        name,
        label: t.s(&format!("incidents-field-{name}")),
        hint: t.s(&format!("incidents-field-hint-{name}")),
        value,
        error: errors.of(name).to_owned(),
    };
    let lines = (typed.services.len() + SPARE).min(MOST_SERVICES);
    let service = |n: usize| {
        let (sector, service) = typed.services.get(n).cloned().unwrap_or_default();
        let (sector_name, service_name) = (format!("sector-{n}"), format!("service-{n}"));
        ServiceField {
            sectors: sectors(&t, &sector),
            value: service,
            sector_error: errors.of(&sector_name).to_owned(),
            service_error: errors.of(&service_name).to_owned(),
            sector: sector_name,
            service: service_name,
        }
    };
    Ok(Body {
        csrf: visit.csrf(),
        here,
        owners,
        kinds: kinds(&t, typed.code("kind")),
        instants: INSTANTS.iter().map(|name| field(name, typed.code(name).to_owned())).collect(),
        texts: TEXTS.iter().map(|name| field(name, typed.text(name))).collect(),
        services: (0..lines).map(service).collect(),
        causes: causes(&t, typed.code("cause")),
        classes: coded(&t, "class", Class::ALL.iter().map(|one| one.code()), typed.code("class")),
        severities: coded(&t, "severity", Severity::ALL.iter().map(|one| one.code()), typed.code("severity")),
        suspected: said(&t, typed.code("suspected")),
        border: said(&t, typed.code("border")),
        errors,
        typed,
        t,
    })
}
