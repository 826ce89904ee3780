//! Sharing rules in words, for every page that speaks of them.

use belfry_identity::sharing::{Broken, Holder, Rule, Takes};
use belfry_identity::{circle, organisation};
use belfry_kernel::{CircleId, OrganisationId, Tlp};
use belfry_store::{Read, Result};
use belfry_words::Words;

// words: web-sharing-circle-{at-most,not-older,not-connected,member-kinds,member-sectors,member-countries}
// words: web-sharing-organisation-{at-most,not-older,not-connected,never-receives,never-gives-sectors,never-gives-countries}
// words: members-sector-{energy,transport,banking,financial-market-infrastructures,health,drinking-water,waste-water}
// words: members-sector-{digital-infrastructure,ict-service-management,public-administration,space,postal}
// words: members-sector-{waste-management,chemicals,food,manufacturing,digital-providers,research}

/// A broken rule, as it is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Whether it stands in the way.
    pub refuses: bool,
    /// The rule.
    pub rule: String,
    /// The way by which it is broken: circle, then organisation; empty for the record itself.
    pub path: String,
}

/// A rule as a sentence; `of` is the name of the circle or organisation whose it is.
pub fn sentence(t: &Words, rule: &Rule, of: &str) -> String {
    let whose = match rule.holder {
        Holder::Circle(_) => "circle",
        Holder::Organisation(_) => "organisation",
    };
    let key = format!("web-sharing-{whose}-{}", rule.kind.code);
    t.a(&key, [("of", of.into()), ("chosen", chosen(t, rule).into()), ("n", rule.days().into())])
}

/// What was chosen for a rule, as it is read.
fn chosen(t: &Words, rule: &Rule) -> String {
    let named = |group: &str| rule.chosen.iter().map(|code| t.named(group, code)).collect();
    let all: Vec<String> = match rule.kind.takes {
        Takes::Level => rule.chosen.iter().filter_map(|code| Some(Tlp::parse(code)?.written()?.to_owned())).collect(),
        Takes::Kinds => named("kind"),
        Takes::Sectors => named("sector"),
        Takes::Countries => named("country"),
        Takes::Days => rule.chosen.clone(),
        Takes::Nothing => Vec::new(),
    };
    t.list(&all)
}

/// Broken rules as they are said to the reader. Circles and organisations that he may not know of have no name.
///
/// # Errors
/// Those of the database.
pub fn broken(t: &Words, read: &Read, broken: &[Broken]) -> Result<Vec<Said>> {
    if broken.is_empty() {
        return Ok(Vec::new());
    }
    let mut circles: Vec<CircleId> = broken.iter().filter_map(|one| one.circle).collect();
    let mut organisations: Vec<OrganisationId> = broken.iter().filter_map(|one| one.organisation).collect();
    for one in broken {
        match one.rule.holder {
            Holder::Circle(id) => circles.push(id),
            Holder::Organisation(id) => organisations.push(id),
        }
    }
    let (circles, organisations) = (circle::names(read, &circles)?, organisation::names(read, &organisations)?);
    let circle = |id: CircleId| circles.get(&id).map(|name| name.name.clone()).unwrap_or_default();
    let organisation = |id: OrganisationId| organisations.get(&id).map(|name| name.name.clone()).unwrap_or_default();
    let said = |one: &Broken| {
        let of = match one.rule.holder {
            Holder::Circle(id) => circle(id),
            Holder::Organisation(id) => organisation(id),
        };
        let path: Vec<String> = [one.circle.map(circle), one.organisation.map(organisation)]
            .into_iter()
            .flatten()
            .filter(|name| !name.is_empty())
            .collect();
        Said { refuses: one.refuses, rule: sentence(t, &one.rule, &of), path: path.join(" → ") }
    };
    Ok(broken.iter().map(said).collect())
}

/// One sentence for a place that has room for one: the rule and the path.
pub fn line(t: &Words, said: &Said) -> String {
    if said.path.is_empty() {
        return said.rule.clone();
    }
    t.a("web-sharing-line", [("rule", said.rule.as_str().into()), ("path", said.path.as_str().into())])
}
