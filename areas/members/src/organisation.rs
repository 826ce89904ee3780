//! Organisations: the directory, an organisation's page, entering and changing one, its people.

pub mod account;
pub mod api;
pub mod chart;
pub mod discuss;
pub mod edit;
pub mod invite;
pub mod list;
pub mod new;
pub mod people;
pub mod request;
pub mod rules;
pub mod show;
pub(crate) mod store;
pub mod table;

use belfry_identity::organisation::{OrganisationFields, OrganisationKind};
use belfry_kernel::Problem;
use belfry_web::components::Choice;
use belfry_web::form::{Errors, Form};
use belfry_words::Words;

use crate::register::facts::{self, Named};

// words: members-kind-{oes,dsp,nca,spoc,csirt,association,institution,region,managing-authority,hub,provider}
// words: members-kind-{training-body,university,sme,other}

/// A kind as people say it.
pub fn kind_name(t: &Words, kind: OrganisationKind) -> String {
    t.s(&format!("members-kind-{}", kind.code()))
}

/// The kinds to choose from.
pub fn kind_choices(t: &Words, current: &str) -> Vec<Choice> {
    OrganisationKind::ALL.iter().map(|kind| Choice::new(kind.code(), kind_name(t, *kind), current)).collect()
}

/// The known sector that a code, or its English words, mean.
fn known_sector(code: &str) -> Option<&'static facts::Sector> {
    facts::sector(&code.to_lowercase().replace(' ', "-"))
}

/// A sector as people say it; one that this program does not know says its own code.
pub fn sector_name(t: &Words, code: &str) -> String {
    known_sector(code).map_or_else(|| code.to_owned(), |sector| sector.name(t.language()).to_owned())
}

/// The sectors to choose from.
pub(crate) fn sector_choices(t: &Words, current: &str) -> Vec<Choice> {
    let current = known_sector(current).map_or(current, |sector| sector.code.as_str());
    let listed = facts::sectors().all.iter().filter(|sector| sector.code != "none");
    let mut all: Vec<Choice> =
        listed.map(|sector| Choice::new(&sector.code, sector.name(t.language()), current)).collect();
    if !current.is_empty() && known_sector(current).is_none() {
        all.push(Choice::new(current, current, current));
    }
    all
}

/// The countries to choose from.
pub(crate) fn country_choices(t: &Words, current: &str, demo: bool) -> Vec<Choice> {
    let listed = facts::countries_for(t.language(), demo).into_iter();
    let mut all: Vec<Choice> =
        listed.map(|country| Choice::new(&country.code, country.name(t.language()), current)).collect();
    if !current.is_empty() && !all.iter().any(|choice| choice.chosen) {
        all.push(Choice::new(current, current, current));
    }
    all
}

/// The regions of a country to choose from.
pub(crate) fn region_choices(country: &str, current: &str) -> Vec<Choice> {
    facts::regions_of(country).map(|region| Choice::new(&region.code, &region.said, current)).collect()
}

/// What was typed about an organisation.
#[derive(Clone, Debug, Default)]
pub(crate) struct Typed {
    name: String,
    short_name: String,
    kind: String,
    sector: String,
    country: String,
    region: String,
    about: String,
    website: String,
}

impl Typed {
    fn of(form: &Form) -> Self {
        let text = |name: &str| form.text(name).to_owned();
        Self {
            name: text("name"),
            short_name: text("short-name"),
            kind: text("kind"),
            sector: text("sector"),
            country: text("country"),
            region: text("region"),
            about: form.raw("about"),
            website: text("website"),
        }
    }

    fn from_fields(fields: &OrganisationFields, region: Option<&str>) -> Self {
        Self {
            name: fields.name.clone(),
            short_name: fields.short_name.clone(),
            kind: fields.kind.code().to_owned(),
            sector: fields.sector.clone().unwrap_or_default(),
            country: fields.country.clone().unwrap_or_default(),
            region: region.unwrap_or_default().to_owned(),
            about: fields.about.clone(),
            website: fields.website.clone().unwrap_or_default(),
        }
    }

    /// The region, if it is one of the country.
    fn region(&self) -> Option<&'static str> {
        let country = self.country.trim().to_uppercase();
        facts::region(&self.region).filter(|region| region.country() == country).map(|region| region.code.as_str())
    }

    /// What can be handed to identity, which looks closer.
    fn fields(&self, errors: &mut Errors, t: &Words) -> Option<OrganisationFields> {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let Some(kind) = OrganisationKind::parse(&self.kind) else {
            errors.add("kind", t.s("members-organisation-kind-missing"));
            return None;
        };
        Some(OrganisationFields {
            name: self.name.clone(),
            short_name: self.short_name.clone(),
            kind,
            sector: some(&self.sector),
            country: some(&self.country),
            about: self.about.clone(),
            website: some(&self.website),
        })
    }
}

/// The form of an organisation, new or changed.
#[derive(askama::Template)]
#[template(path = "organisation/form.html")]
struct FormBody {
    t: Words,
    csrf: String,
    action: String,
    back: String,
    save: String,
    typed: Typed,
    kinds: Vec<Choice>,
    sectors: Vec<Choice>,
    countries: Vec<Choice>,
    regions: Vec<Choice>,
    errors: Errors,
}

fn form_body(
    t: &Words,
    csrf: String,
    action: String,
    back: String,
    (typed, demo): (Typed, bool),
    errors: Errors,
) -> FormBody {
    FormBody {
        t: t.clone(),
        csrf,
        action,
        back,
        save: t.s("members-organisation-save"),
        kinds: kind_choices(t, &typed.kind),
        sectors: sector_choices(t, &typed.sector),
        countries: country_choices(t, &typed.country.to_uppercase(), demo),
        regions: region_choices(&typed.country.to_uppercase(), &typed.region),
        typed,
        errors,
    }
}

/// Runs a change that identity decides; what it refuses becomes errors of a form.
fn tried<T>(
    errors: &mut Errors,
    t: &Words,
    outcome: Result<T, belfry_identity::Refusal>,
) -> Result<Option<T>, Problem> {
    match outcome {
        Ok(done) => Ok(Some(done)),
        Err(why) => {
            crate::refused::add(errors, t, why)?;
            Ok(None)
        }
    }
}
