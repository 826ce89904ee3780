//! What an entity is under the Directives: the first rule of the table that fits. Pure: the same case gives the same answer.
//!
//! [`page`] asks people, question by question; `belfry classify` and the API take cases as JSON.

pub mod page;
pub(crate) mod typed;

use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};

use crate::register::facts::{self, Annex, EntityType, Named, Sector, Subsector};
use crate::register::rules::{self, Ceiling, Class, Mark, Regime, Rule, Size};

/// What is known of an entity. Figures are those of the whole enterprise: its own, and those of partner and linked
/// enterprises by Recommendation 2003/361/EC, Annex, Article 6.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Case {
    /// Code of a sector; `none` for no sector of the annexes.
    #[serde(default, deserialize_with = "text")]
    pub sector: String,
    /// Code of a subsector; may be left out.
    #[serde(default, deserialize_with = "text")]
    pub subsector: String,
    /// Code of a type of entity; may be left out where the sector alone tells the class.
    #[serde(default, rename = "type", deserialize_with = "text")]
    pub entity_type: String,
    /// Annual work units.
    pub staff: Option<f64>,
    /// Annual turnover in euro.
    pub turnover_eur: Option<f64>,
    /// Annual balance sheet total in euro.
    pub balance_eur: Option<f64>,
    /// Codes of special cases.
    #[serde(default, deserialize_with = "list")]
    pub special: Vec<String>,
}

fn text<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Ok(Option::<String>::deserialize(from)?.unwrap_or_default())
}

fn list<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    Ok(Option::<Vec<String>>::deserialize(from)?.unwrap_or_default())
}

/// Why a case cannot be answered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CaseError {
    /// No sector of this code.
    #[error("no sector \"{0}\"")]
    Sector(String),
    /// The sector has no such subsector.
    #[error("no subsector \"{0}\" in this sector")]
    Subsector(String),
    /// No type of this code in the sector and subsector.
    #[error("no type of entity \"{0}\" in this sector and subsector")]
    Type(String),
    /// The sector alone does not tell the class.
    #[error("the type of entity is needed in this sector")]
    TypeNeeded,
    /// No special case of this code.
    #[error("no special case \"{0}\"")]
    Special(String),
    /// A figure is below zero or no number.
    #[error("{0} is not a figure of zero or more")]
    Figure(&'static str),
    /// The class depends on the size, and this figure is missing.
    #[error("{0} is needed: the class depends on the size")]
    FigureNeeded(&'static str),
}

/// What a rule decided.
#[derive(Clone, Copy, Debug)]
pub struct Decision {
    /// The class.
    pub class: Class,
    /// The rule.
    pub rule: &'static Rule,
}

/// The answer.
#[derive(Clone, Copy, Debug)]
pub struct Verdict {
    /// Under Directive (EU) 2022/2555.
    pub nis2: Decision,
    /// Under Directive (EU) 2016/1148, while it was in force.
    pub nis1: Decision,
    /// The size, where the figures tell it.
    pub size: Option<Size>,
    /// Whether the entity belongs into the registry of Article 27.
    pub registry: bool,
}

/// A code that nobody knows, no longer than one is.
fn told_back(code: &str) -> String {
    code.chars().take(80).collect()
}

/// Where a case stands in the tables.
struct Place {
    sector: &'static Sector,
    subsector: Option<&'static Subsector>,
    entity_type: Option<&'static EntityType>,
}

impl Place {
    fn of(case: &Case) -> Result<Self, CaseError> {
        let sector = if case.sector.is_empty() { "none" } else { &case.sector };
        let sector = facts::sector(sector).ok_or_else(|| CaseError::Sector(told_back(&case.sector)))?;
        let subsector = match case.subsector.as_str() {
            "" => None,
            code => Some(sector.subsector(code).ok_or_else(|| CaseError::Subsector(told_back(code)))?),
        };
        let entity_type = match case.entity_type.as_str() {
            "" if sector.type_needed => return Err(CaseError::TypeNeeded),
            "" => None,
            code => {
                let fits = |(sub, one): &(Option<&Subsector>, &EntityType)| {
                    one.code == code && subsector.is_none_or(|wanted| sub.is_some_and(|sub| sub.code == wanted.code))
                };
                let found = sector.all_types().find(fits);
                Some(found.map(|(_, one)| one).ok_or_else(|| CaseError::Type(told_back(code)))?)
            }
        };
        Ok(Self { sector, subsector, entity_type })
    }

    fn annex(&self) -> Annex {
        self.entity_type.and_then(|one| one.annex).unwrap_or(self.sector.annex)
    }

    /// Whether the type, or a type of where it stands, bears a mark.
    fn bears(&self, mark: impl Fn(&EntityType) -> bool) -> bool {
        match (self.entity_type, self.subsector) {
            (Some(one), _) => mark(one),
            (None, Some(subsector)) => subsector.types.iter().any(mark),
            (None, None) => self.sector.all_types().any(|(_, one)| mark(one)),
        }
    }
}

/// Classifies a case.
///
/// # Errors
/// [`CaseError`]: an unknown code, or a figure without which no rule can be told to fit.
pub fn classify(case: &Case) -> Result<Verdict, CaseError> {
    for (name, figure) in
        [("staff", case.staff), ("turnover_eur", case.turnover_eur), ("balance_eur", case.balance_eur)]
    {
        if figure.is_some_and(|figure| !figure.is_finite() || figure < 0.0) {
            return Err(CaseError::Figure(name));
        }
    }
    if let Some(unknown) = case.special.iter().find(|code| rules::special(code).is_none()) {
        return Err(CaseError::Special(unknown.clone()));
    }
    let place = Place::of(case)?;
    let size = size(case);
    Ok(Verdict {
        nis2: decide(Regime::Nis2, case, &place, size)?,
        // What the former Directive said is told where it can be: it asks for nothing that the present one does not.
        nis1: decide(Regime::Nis1, case, &place, size)?,
        size: size.ok(),
        registry: place.entity_type.is_some_and(|one| one.registry),
    })
}

fn decide(regime: Regime, case: &Case, place: &Place, size: Result<Size, &'static str>) -> Result<Decision, CaseError> {
    let mut last = None;
    for rule in rules::rules().all.iter().filter(|rule| rule.regime == regime) {
        last = Some(rule);
        if fits(rule, case, place, size)? {
            return Ok(Decision { class: rule.class, rule });
        }
    }
    // The last rule of a regime names nothing and so fits; without a table there is no sector either.
    last.map(|rule| Decision { class: rule.class, rule }).ok_or_else(|| CaseError::Sector(told_back(&case.sector)))
}

/// Whether a rule fits. The size is asked for last, so that it is needed only where it decides.
fn fits(rule: &Rule, case: &Case, place: &Place, size: Result<Size, &'static str>) -> Result<bool, CaseError> {
    let one_of = |wanted: &[String], given: &str| wanted.is_empty() || wanted.iter().any(|code| code == given);
    let special = rule.special.is_empty() || case.special.iter().any(|code| rule.special.contains(code));
    let entity_type = one_of(&rule.types, place.entity_type.map_or("", |one| one.code.as_str()));
    let annex = rule.annex.is_empty() || rule.annex.contains(&place.annex());
    let mark = match rule.mark {
        None => true,
        Some(Mark::Nis1) => place.bears(|one| one.nis1),
        Some(Mark::Dsp) => place.bears(|one| one.dsp),
    };
    if !(special && entity_type && annex && mark) {
        return Ok(false);
    }
    if rule.size.is_empty() {
        return Ok(true);
    }
    size.map(|size| rule.size.contains(&size)).map_err(CaseError::FigureNeeded)
}

/// The size of an enterprise by its figures, or the name of the figure that is missing to tell it.
///
/// Recommendation 2003/361/EC, Annex, Article 2: both the headcount and the money have to be below; of the money one of the
/// two is enough ("an annual turnover not exceeding .. and/or an annual balance sheet total not exceeding ..").
pub fn size(case: &Case) -> Result<Size, &'static str> {
    let ceilings = &rules::rules().size;
    for (size, ceiling) in
        [(Size::Micro, ceilings.micro), (Size::Small, ceilings.small), (Size::Medium, ceilings.medium)]
    {
        match keeps_within(case, ceiling) {
            Some(true) => return Ok(size),
            Some(false) => {}
            None => return Err(missing(case)),
        }
    }
    Ok(Size::Large)
}

/// True, false, or not to be told.
fn keeps_within(case: &Case, ceiling: Ceiling) -> Option<bool> {
    let staff = case.staff.map(|staff| staff < ceiling.staff);
    let turnover = case.turnover_eur.map(|amount| amount <= ceiling.turnover_eur);
    let balance = case.balance_eur.map(|amount| amount <= ceiling.balance_eur);
    let money = match (turnover, balance) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    };
    match (staff, money) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

fn missing(case: &Case) -> &'static str {
    match (case.staff, case.turnover_eur) {
        (None, _) => "staff",
        (_, None) => "turnover_eur",
        _ => "balance_eur",
    }
}

/// A verdict as programs get it.
pub fn told(verdict: &Verdict) -> Value {
    json!({
        "class": verdict.nis2.class.code(),
        "rule": verdict.nis2.rule.id,
        "article": verdict.nis2.rule.article,
        "why": verdict.nis2.rule.en,
        "size": verdict.size.map(Size::code),
        "article_27": verdict.registry,
        "nis1_class": verdict.nis1.class.code(),
        "nis1_rule": verdict.nis1.rule.id,
        "nis1_article": verdict.nis1.rule.article,
        "table_version": rules::rules().version,
    })
}

/// Every code that a case may hold, and every rule, for programs.
pub fn codes() -> Value {
    let of_type = |one: &EntityType| {
        json!({"code": one.code, "name": one.en, "name_fr": one.fr, "law": one.law, "article_27": one.registry,
               "annex": one.annex.map(Annex::code), "nis1_annex_2": one.nis1, "nis1_annex_3": one.dsp})
    };
    let types = |list: &[EntityType]| list.iter().map(of_type).collect::<Vec<_>>();
    let sectors: Vec<Value> = facts::sectors()
        .all
        .iter()
        .map(|sector| {
            let subsectors: Vec<Value> = sector
                .subsectors
                .iter()
                .map(|sub| {
                    json!({"code": sub.code, "point": sub.point, "name": sub.en, "name_fr": sub.fr,
                           "types": types(&sub.types)})
                })
                .collect();
            json!({"code": sector.code, "annex": sector.annex.code(), "point": sector.point, "name": sector.en,
                   "name_fr": sector.fr, "type_needed": sector.type_needed, "subsectors": subsectors,
                   "types": types(&sector.types)})
        })
        .collect();
    let table = rules::rules();
    let special: Vec<Value> = table
        .specials
        .iter()
        .map(|one| json!({"code": one.code, "name": one.en, "name_fr": one.fr, "article": one.article}))
        .collect();
    let rules: Vec<Value> = table
        .all
        .iter()
        .map(|rule| {
            let regime = if rule.regime == Regime::Nis2 { "nis2" } else { "nis1" };
            json!({"rule": rule.id, "regime": regime, "class": rule.class.code(), "article": rule.article,
                   "why": rule.name("en")})
        })
        .collect();
    let compared: Vec<Value> = table
        .compared
        .iter()
        .map(|one| json!({"act": one.act, "journal": one.journal, "on": one.on, "whole": one.whole, "how": one.name("en")}))
        .collect();
    json!({
        "table_version": table.version, "source": table.source, "compared": compared, "sectors_version": facts::sectors().version,
        "sectors_source": facts::sectors().source, "sectors": sectors, "special": special,
        "sizes": Size::ALL.iter().map(|size| size.code()).collect::<Vec<_>>(),
        "classes": Class::ALL.iter().map(|class| class.code()).collect::<Vec<_>>(),
        "rules": rules,
    })
}
