//! Organisations: the directory, an organisation's page, entering and changing one, its people.

pub mod discuss;
pub mod edit;
pub mod invite;
pub mod list;
pub mod new;
pub mod people;
pub mod rules;
pub mod request;
pub mod show;
pub(crate) mod store;
pub mod table;

use belfry_identity::organisation::{OrganisationFields, OrganisationKind};
use belfry_kernel::Problem;
use belfry_web::components::Choice;
use belfry_web::form::{Errors, Form};
use belfry_words::Words;

// words: members-kind-{oes,dsp,nca,spoc,csirt,association,institution,region,managing-authority,hub,provider}
// words: members-kind-{training-body,sme,other}

/// A kind as people say it.
pub fn kind_name(t: &Words, kind: OrganisationKind) -> String {
    t.s(&format!("members-kind-{}", kind.code()))
}

/// The kinds to choose from.
pub fn kind_choices(t: &Words, current: &str) -> Vec<Choice> {
    OrganisationKind::ALL.iter().map(|kind| Choice::new(kind.code(), kind_name(t, *kind), current)).collect()
}

/// Sectors of NIS2, Annexes I and II.
const SECTORS: &[&str] = &[
    "energy",
    "transport",
    "banking",
    "financial-market-infrastructures",
    "health",
    "drinking-water",
    "waste-water",
    "digital-infrastructure",
    "ict-service-management",
    "public-administration",
    "space",
    "postal",
    "waste-management",
    "chemicals",
    "food",
    "manufacturing",
    "digital-providers",
    "research",
];
// words: members-sector-{energy,transport,banking,financial-market-infrastructures,health,drinking-water,waste-water}
// words: members-sector-{digital-infrastructure,ict-service-management,public-administration,space,postal}
// words: members-sector-{waste-management,chemicals,food,manufacturing,digital-providers,research}

/// The known sector that a code, or its English words, mean.
fn known_sector(code: &str) -> Option<&'static str> {
    let code = code.to_lowercase().replace(' ', "-");
    SECTORS.iter().copied().find(|known| *known == code)
}

/// The codes of the sectors.
pub(crate) const fn sectors() -> &'static [&'static str] {
    SECTORS
}

/// A sector as people say it; one that this program does not know says its own code.
pub fn sector_name(t: &Words, code: &str) -> String {
    known_sector(code).map_or_else(|| code.to_owned(), |known| t.s(&format!("members-sector-{known}")))
}

fn sector_choices(t: &Words, current: &str) -> Vec<Choice> {
    let current = known_sector(current).unwrap_or(current);
    let mut all: Vec<Choice> = SECTORS.iter().map(|code| Choice::new(*code, sector_name(t, code), current)).collect();
    if !current.is_empty() && !SECTORS.contains(&current) {
        all.push(Choice::new(current, current, current));
    }
    all
}

/// What was typed about an organisation.
#[derive(Clone, Debug, Default)]
pub(crate) struct Typed {
    name: String,
    short_name: String,
    kind: String,
    sector: String,
    country: String,
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
            about: form.raw("about"),
            website: text("website"),
        }
    }

    fn from_fields(fields: &OrganisationFields) -> Self {
        Self {
            name: fields.name.clone(),
            short_name: fields.short_name.clone(),
            kind: fields.kind.code().to_owned(),
            sector: fields.sector.clone().unwrap_or_default(),
            country: fields.country.clone().unwrap_or_default(),
            about: fields.about.clone(),
            website: fields.website.clone().unwrap_or_default(),
        }
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
    errors: Errors,
}

fn form_body(t: &Words, csrf: String, action: String, back: String, typed: Typed, errors: Errors) -> FormBody {
    FormBody {
        t: t.clone(),
        csrf,
        action,
        back,
        save: t.s("members-organisation-save"),
        kinds: kind_choices(t, &typed.kind),
        sectors: sector_choices(t, &typed.sector),
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
