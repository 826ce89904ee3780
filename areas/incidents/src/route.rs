//! To whom a notification goes: rules that the authorities of a country keep, and what organisations are where no rule says anything.
//!
//! | module | holds |
//! |---|---|
//! | this | the decision, pure |
//! | [`page`] | where authorities look at rules and forms and change them |
//! | [`store`] | the SQL |
//!
//! Without a rule: to the competent authority of the entity's country that supervises its sector, or the only one; always to the country's
//! CSIRT; to its single point of contact as soon as other countries may be concerned (NIS2 Article 23(1), (6), (8)). Which sectors an
//! authority supervises is its mandate; only where no register is asked, what the directory says of it.

pub mod page;
pub mod store;

use belfry_kernel::OrganisationId;

/// The competent authority.
pub const NCA: &str = "nca";
/// The CSIRT.
pub const CSIRT: &str = "csirt";
/// The single point of contact.
pub const SPOC: &str = "spoc";

/// A rule of a country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Inside id.
    pub id: i64,
    /// For which law; empty for any.
    pub regime: String,
    /// For which sector; empty for any.
    pub sector: String,
    /// As what somebody receives it.
    pub part: String,
    /// Who.
    pub organisation: OrganisationId,
    /// Which authority keeps the rule.
    pub keeper: OrganisationId,
}

/// An organisation that receives notifications by what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// Which.
    pub organisation: OrganisationId,
    /// As what: the code of its kind is that of its part.
    pub part: String,
    /// A sector that it looks after; empty stands in every office's first row.
    pub sector: String,
    /// Whether its sectors are a mandate: then it receives nothing of any other.
    pub bound: bool,
}

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The parts that the law knows, the addressee first.
    pub parts: &'a [&'a str],
    /// The law, by the code of its regime.
    pub regime: &'a str,
    /// The sector that was hit.
    pub sector: &'a str,
    /// Whether other countries may be concerned.
    pub border: bool,
}

/// Who receives it as what, the addressee first where there is one.
#[must_use]
pub fn resolve(rules: &[Rule], offices: &[Office], asked: Asked<'_>) -> Vec<(OrganisationId, Vec<String>)> {
    let mut all: Vec<(OrganisationId, Vec<String>)> = Vec::new();
    for part in parts(rules, asked) {
        for organisation in one(rules, offices, asked, &part) {
            match all.iter_mut().find(|(known, _)| *known == organisation) {
                Some((_, parts)) => parts.push(part.clone()),
                None => all.push((organisation, vec![part.clone()])),
            }
        }
    }
    all
}

/// The parts that receive this one: the addressee, the CSIRT, the point of contact across borders, and whom a rule names besides. A part
/// that the law does not know receives nothing.
fn parts(rules: &[Rule], asked: Asked<'_>) -> Vec<String> {
    let names = |part: &str| rules.iter().any(|rule| rule.part == part && fits(rule, asked));
    let receives = |(n, part): &(usize, &&str)| match **part {
        CSIRT => true,
        SPOC => asked.border,
        part => *n == 0 || names(part),
    };
    asked.parts.iter().enumerate().filter(receives).map(|(_, part)| (*part).to_owned()).collect()
}

/// Offices as mandates have them: a competent authority that has given one looks after its sectors alone, one that has not after all, and
/// which sector it is itself a part of says nothing.
#[must_use]
pub fn mandated(mut offices: Vec<Office>, mandates: &[(OrganisationId, String)]) -> Vec<Office> {
    let has = |id: OrganisationId| mandates.iter().any(|(given, _)| *given == id);
    offices.retain(|office| office.sector.is_empty() || office.part != NCA);
    for office in &mut offices {
        office.bound = has(office.organisation);
    }
    for (organisation, sector) in mandates {
        let known = offices.iter().find(|office| office.organisation == *organisation && office.sector.is_empty());
        let named = known.map(|office| Office { sector: sector.clone(), ..office.clone() });
        offices.extend(named);
    }
    offices
}

fn fits(rule: &Rule, asked: Asked<'_>) -> bool {
    (rule.regime.is_empty() || rule.regime == asked.regime) && (rule.sector.is_empty() || rule.sector == asked.sector)
}

/// Who receives it as one part: by the rules that say most, else by what organisations are.
fn one(rules: &[Rule], offices: &[Office], asked: Asked<'_>, part: &str) -> Vec<OrganisationId> {
    let says = |rule: &&Rule| u8::from(!rule.regime.is_empty()) + 2 * u8::from(!rule.sector.is_empty());
    let fitting: Vec<&Rule> = rules.iter().filter(|rule| rule.part == part && fits(rule, asked)).collect();
    if let Some(most) = fitting.iter().map(says).max() {
        return fitting.iter().filter(|rule| says(rule) == most).map(|rule| rule.organisation).collect();
    }
    let of_part = |office: &&Office| office.part == part;
    let looks_after = |office: &&Office| !office.sector.is_empty() && office.sector == asked.sector;
    let general =
        |office: &&Office| !offices.iter().any(|o| o.organisation == office.organisation && !o.sector.is_empty());
    let found = offices.iter().filter(of_part).find(looks_after);
    let found = found.or_else(|| offices.iter().filter(of_part).find(general));
    let free = |office: &&Office| asked.sector.is_empty() || !office.bound;
    found.or_else(|| offices.iter().filter(of_part).find(free)).map(|office| office.organisation).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn office(id: i64, part: &str, sectors: &[&str]) -> Vec<Office> {
        let of = |sector: &&str| Office {
            organisation: OrganisationId(id),
            part: part.into(),
            sector: (*sector).into(),
            bound: false,
        };
        std::iter::once(&"").chain(sectors).map(of).collect()
    }

    fn rule(regime: &str, sector: &str, part: &str, to: i64) -> Rule {
        let (regime, sector, part) = (regime.into(), sector.into(), part.into());
        Rule { id: 0, regime, sector, part, organisation: OrganisationId(to), keeper: OrganisationId(1) }
    }

    fn ids(found: &[(OrganisationId, Vec<String>)]) -> Vec<(i64, String)> {
        found.iter().map(|(organisation, parts)| (organisation.0, parts.join(" "))).collect()
    }

    const PARTS: &[&str] = &["nca", "csirt", "spoc", "dpa"];
    const WATER: Asked<'_> = Asked { parts: PARTS, regime: "nis2", sector: "drinking-water", border: false };

    #[test]
    fn the_authority_of_the_sector_receives_it_and_the_csirt_always() {
        let mut offices = [office(1, NCA, &[]), office(2, NCA, &["drinking-water"]), office(3, CSIRT, &[])].concat();
        offices.extend(office(4, SPOC, &[]));
        assert_eq!(ids(&resolve(&[], &offices, WATER)), [(2, "nca".into()), (3, "csirt".into())]);
        let energy = Asked { sector: "energy", border: true, ..WATER };
        assert_eq!(ids(&resolve(&[], &offices, energy)), [(1, "nca".into()), (3, "csirt".into()), (4, "spoc".into())]);
    }

    #[test]
    fn a_mandate_is_for_its_sectors_and_for_no_other() {
        let given = [(OrganisationId(2), "energy".to_owned()), (OrganisationId(2), "food".to_owned())];
        let offices = [office(2, NCA, &["drinking-water"]), office(3, CSIRT, &[])].concat();
        let offices = mandated(offices, &given);
        let energy = Asked { sector: "energy", ..WATER };
        assert_eq!(ids(&resolve(&[], &offices, energy)), [(2, "nca".into()), (3, "csirt".into())]);
        assert_eq!(ids(&resolve(&[], &offices, WATER)), [(3, "csirt".into())], "whoever it is for has to be chosen");
        let unknown = Asked { sector: "", ..WATER };
        assert_eq!(ids(&resolve(&[], &offices, unknown)), [(2, "nca".into()), (3, "csirt".into())]);
        // The one without a mandate takes what no mandate names, whatever it is itself a part of.
        let offices = mandated([office(1, NCA, &["public-administration"]), offices].concat(), &given);
        assert_eq!(ids(&resolve(&[], &offices, WATER))[0], (1, "nca".into()));
        assert_eq!(ids(&resolve(&[], &offices, energy))[0], (2, "nca".into()));
    }

    #[test]
    fn one_office_may_be_two_parts() {
        let offices = [office(1, NCA, &[]), office(3, CSIRT, &[])].concat();
        let rules = [rule("", "", SPOC, 3)];
        let border = Asked { border: true, ..WATER };
        assert_eq!(ids(&resolve(&rules, &offices, border)), [(1, "nca".into()), (3, "csirt spoc".into())]);
        assert_eq!(ids(&resolve(&rules, &offices, WATER)), [(1, "nca".into()), (3, "csirt".into())]);
    }

    #[test]
    fn the_rule_that_says_most_wins_and_may_name_another_part() {
        let offices = office(1, NCA, &[]);
        let rules = [
            rule("", "", NCA, 5),
            rule("nis2", "", NCA, 6),
            rule("", "drinking-water", NCA, 7),
            rule("", "drinking-water", "dpa", 8),
        ];
        assert_eq!(ids(&resolve(&rules, &offices, WATER)), [(7, "nca".into()), (8, "dpa".into())]);
        assert_eq!(ids(&resolve(&rules, &offices, Asked { sector: "food", ..WATER })), [(6, "nca".into())]);
        assert_eq!(
            ids(&resolve(&rules, &offices, Asked { regime: "x", sector: "food", ..WATER })),
            [(5, "nca".into())]
        );
    }

    #[test]
    fn where_nobody_is_known_nobody_receives_it() {
        assert!(resolve(&[], &[], WATER).is_empty());
    }
}
