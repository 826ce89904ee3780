//! Facts as data: sectors, subsectors and types of entity of both Directives; countries and their regions. Each file says where
//! its rows come from. Names are part of the rows, in both languages, as those of vocabularies are.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// The sectors of Directive (EU) 2022/2555, Annexes I and II.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sectors {
    /// Version of the table.
    pub version: String,
    /// The acts that it was made of.
    pub source: String,
    /// In the order of the annexes.
    #[serde(rename = "sector")]
    pub all: Vec<Sector>,
}

/// Which annex names something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Annex {
    /// Sectors of high criticality.
    I,
    /// Other critical sectors.
    II,
    /// Neither.
    #[serde(rename = "none")]
    None,
}

impl Annex {
    /// The code in the tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::I => "I",
            Self::II => "II",
            Self::None => "none",
        }
    }
}

/// A sector.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sector {
    /// Code in forms, addresses and records.
    pub code: String,
    /// Which annex names it.
    pub annex: Annex,
    /// Its point in the annex.
    pub point: String,
    /// English name.
    pub en: String,
    /// French name.
    #[serde(deserialize_with = "french")]
    pub fr: String,
    /// Whether the row was compared with the text.
    pub checked: bool,
    /// Whether the sector alone does not tell the class.
    #[serde(default)]
    pub type_needed: bool,
    /// Its subsectors; none for most.
    #[serde(default, rename = "subsector")]
    pub subsectors: Vec<Subsector>,
    /// Its types of entity, where there are no subsectors.
    #[serde(default)]
    pub types: Vec<EntityType>,
}

/// A subsector.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subsector {
    /// Code.
    pub code: String,
    /// Its point in the annex.
    pub point: String,
    /// English name.
    pub en: String,
    /// French name.
    #[serde(deserialize_with = "french")]
    pub fr: String,
    /// Its types of entity.
    pub types: Vec<EntityType>,
}

/// A type of entity.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntityType {
    /// Code, unique over all sectors.
    pub code: String,
    /// English name.
    pub en: String,
    /// French name.
    #[serde(deserialize_with = "french")]
    pub fr: String,
    /// Where it is defined.
    pub law: String,
    /// Where its annex differs from its sector's.
    pub annex: Option<Annex>,
    /// Directive (EU) 2016/1148, Annex II, names it too.
    #[serde(default)]
    pub nis1: bool,
    /// Directive (EU) 2016/1148, Annex III, names it.
    #[serde(default)]
    pub dsp: bool,
    /// Article 27(1) names it for the registry of ENISA.
    #[serde(default)]
    pub registry: bool,
    /// Whether its size matters.
    #[serde(default = "yes")]
    pub size: bool,
    /// Whether the row was compared with the text.
    pub checked: bool,
}

/// A French text of the tables, with the marks that French asks for.
pub(super) fn french<'de, D: serde::Deserializer<'de>>(text: D) -> Result<String, D::Error> {
    Ok(belfry_words::typeset("fr", &String::deserialize(text)?).into_owned())
}

fn yes() -> bool {
    true
}

/// What has a name in both languages.
pub trait Named {
    /// The name in a language; English for any other.
    fn name(&self, language: &str) -> &str;
}

macro_rules! named {
    ($($type:ty),*) => {$(impl Named for $type {
        fn name(&self, language: &str) -> &str {
            if language == "fr" { &self.fr } else { &self.en }
        }
    })*};
}
named!(Sector, Subsector, EntityType, Country);

/// A country.
#[derive(Debug)]
pub struct Country {
    /// ISO 3166-1, two letters.
    pub code: String,
    /// English name.
    pub en: String,
    /// French name.
    pub fr: String,
    /// What it belongs to.
    pub union: Union,
}

/// What a country belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Union {
    /// A Member State of the Union.
    Eu,
    /// Iceland, Liechtenstein, Norway.
    Eea,
    /// Neither.
    Elsewhere,
    /// Invented, for the demonstration.
    Demo,
}

/// A region, NUTS 2024 level 1 or 2.
#[derive(Debug)]
pub struct Region {
    /// NUTS code.
    pub code: String,
    /// As Eurostat writes it.
    pub name: String,
    /// Name and code, as pages say it.
    pub said: String,
}

impl Region {
    /// The country's code by ISO 3166-1: NUTS says EL for Greece.
    pub fn country(&self) -> &str {
        belfry_words::country_of(&self.code)
    }
}

static SECTORS: LazyLock<Sectors> =
    LazyLock::new(|| toml::from_str(include_str!("data/sectors.toml")).unwrap_or_default());
static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| {
    let row = |cells: &[&str]| {
        let [code, en, fr, union] = cells else { return None };
        let union = match *union {
            "eu" => Union::Eu,
            "eea" => Union::Eea,
            "demo" => Union::Demo,
            _ => Union::Elsewhere,
        };
        Some(Country { code: (*code).to_owned(), en: (*en).to_owned(), fr: (*fr).to_owned(), union })
    };
    rows(belfry_words::COUNTRIES, row)
});
static REGIONS: LazyLock<Vec<Region>> = LazyLock::new(|| {
    let row = |cells: &[&str]| {
        let [code, name] = cells else { return None };
        Some(Region { code: (*code).to_owned(), name: (*name).to_owned(), said: format!("{name} ({code})") })
    };
    rows(belfry_words::REGIONS, row)
});

/// The rows of a table of cells between semicolons, without remarks and headings.
fn rows<T>(text: &str, make: impl Fn(&[&str]) -> Option<T>) -> Vec<T> {
    let lines = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    lines.filter_map(|line| make(&line.split(';').collect::<Vec<_>>())).collect()
}

/// The table of sectors.
pub fn sectors() -> &'static Sectors {
    &SECTORS
}

/// Every country, by code.
pub fn countries() -> &'static [Country] {
    &COUNTRIES
}

/// The countries to choose from, as [`belfry_words::countries`] orders them.
pub fn countries_for(language: &str, demo: bool) -> Vec<&'static Country> {
    belfry_words::countries(language, demo).filter_map(country).collect()
}

/// A country by its code.
pub fn country(code: &str) -> Option<&'static Country> {
    static BY_CODE: LazyLock<HashMap<&str, &Country>> =
        LazyLock::new(|| COUNTRIES.iter().map(|country| (country.code.as_str(), country)).collect());
    BY_CODE.get(code).copied()
}

/// The regions of a country.
pub fn regions_of(country: &str) -> impl Iterator<Item = &'static Region> {
    static BY_COUNTRY: LazyLock<HashMap<&str, Vec<&Region>>> = LazyLock::new(|| {
        let mut all: HashMap<&str, Vec<&Region>> = HashMap::new();
        for region in REGIONS.iter() {
            all.entry(region.country()).or_default().push(region);
        }
        all
    });
    BY_COUNTRY.get(country).into_iter().flatten().copied()
}

/// A region by its code.
pub fn region(code: &str) -> Option<&'static Region> {
    static BY_CODE: LazyLock<HashMap<&str, &Region>> =
        LazyLock::new(|| REGIONS.iter().map(|region| (region.code.as_str(), region)).collect());
    BY_CODE.get(code).copied()
}

/// A sector by its code.
pub fn sector(code: &str) -> Option<&'static Sector> {
    SECTORS.all.iter().find(|sector| sector.code == code)
}

impl Sector {
    /// A subsector by its code.
    pub fn subsector(&self, code: &str) -> Option<&Subsector> {
        self.subsectors.iter().find(|subsector| subsector.code == code)
    }

    /// Every type of the sector, with the subsector that it stands in.
    pub fn all_types(&self) -> impl Iterator<Item = (Option<&Subsector>, &EntityType)> {
        let own = self.types.iter().map(|one| (None, one));
        own.chain(self.subsectors.iter().flat_map(|sub| sub.types.iter().map(move |one| (Some(sub), one))))
    }
}

/// A type of entity by its code, with where it stands.
pub fn entity_type(code: &str) -> Option<(&'static Sector, Option<&'static Subsector>, &'static EntityType)> {
    SECTORS.all.iter().find_map(|sector| {
        let found = sector.all_types().find(|(_, one)| one.code == code);
        found.map(|(subsector, one)| (sector, subsector, one))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn other_pages_name_sectors_as_the_register_does() {
        for (language, text, name) in [
            ("en", include_str!("../../locales/en/sector.ftl"), (|sector| &sector.en) as fn(&Sector) -> &String),
            ("fr", include_str!("../../locales/fr/sector.ftl"), |sector| &sector.fr),
        ] {
            let text = belfry_words::typeset(language, text);
            let said: Vec<&str> = text.lines().filter(|line| line.starts_with("members-sector-")).collect();
            let known = sectors().all.iter().filter(|sector| sector.code != "none");
            let known: Vec<String> = known.map(|one| format!("members-sector-{} = {}", one.code, name(one))).collect();
            assert_eq!(said, known);
        }
    }

    #[test]
    fn the_tables_are_whole_and_their_codes_unique() {
        let parsed: Result<Sectors, _> = toml::from_str(include_str!("data/sectors.toml"));
        assert!(parsed.is_ok(), "{:?}", parsed.err());
        let annex = |annex| sectors().all.iter().filter(|sector| sector.annex == annex).count();
        assert_eq!((annex(Annex::I), annex(Annex::II), annex(Annex::None)), (11, 7, 1));
        let types: Vec<&str> =
            sectors().all.iter().flat_map(Sector::all_types).map(|(_, one)| one.code.as_str()).collect();
        assert_eq!(types.iter().collect::<BTreeSet<_>>().len(), types.len(), "a code of a type stands twice");
        let subsectors: Vec<&str> =
            sectors().all.iter().flat_map(|s| &s.subsectors).map(|sub| sub.code.as_str()).collect();
        assert_eq!(subsectors.len(), 15);
        assert!(sectors().all.iter().flat_map(Sector::all_types).all(|(_, one)| one.checked && !one.law.is_empty()));
        assert!(sectors().all.iter().all(|sector| sector.subsectors.is_empty() || sector.types.is_empty()));
        // Article 27(1) names eleven kinds of providers; marketplaces, search engines and social networks are three of them.
        let registry: Vec<_> =
            sectors().all.iter().flat_map(Sector::all_types).filter(|(_, one)| one.registry).collect();
        assert_eq!(registry.len(), 11);
    }

    #[test]
    fn every_country_of_the_union_has_its_regions() {
        assert_eq!(countries().iter().filter(|c| c.union == Union::Eu).count(), 27);
        assert_eq!(countries().iter().filter(|c| c.union == Union::Eea).count(), 3);
        for country in countries().iter().filter(|c| matches!(c.union, Union::Eu | Union::Eea | Union::Demo)) {
            assert!(regions_of(&country.code).count() >= 2, "{} has no regions", country.code);
        }
        assert_eq!(region("BE21").map(Region::country), Some("BE"));
        assert_eq!(region("EL30").map(Region::country), Some("GR"));
        assert!(REGIONS.iter().all(|region| country(region.country()).is_some()));
        assert_eq!(countries().len(), 255);
    }
}
