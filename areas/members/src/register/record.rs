//! A record: the fields of an organisation that not everybody sees, by their codes.
//!
//! | module | holds |
//! |---|---|
//! | [`show`] | the page: every section, and what is missing |
//! | [`edit`] | a section's form |
//! | [`classified`] | the answer of the wizard, taken in |
//! | [`key`] | OpenPGP certificates |
//! | [`entered`] | what was typed, made into values or refused |
//! | [`store`] | the SQL |

pub mod classified;
pub mod edit;
pub mod entered;
pub mod key;
pub mod show;
pub mod store;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::classify::Case;
use crate::register::facts;
use crate::register::fields::{self, Field, Missed};

/// Values by the codes of their fields; what is empty is not there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Record(BTreeMap<String, String>);

/// A field that has another value than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Code.
    pub field: String,
    /// Empty when there was none.
    pub before: String,
    /// Empty when it was taken out.
    pub after: String,
}

/// Where an organisation stands in the annexes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// Code of a sector.
    pub sector: &'a str,
    /// Code of a subsector; may be empty.
    pub subsector: &'a str,
    /// Code of a type of entity; may be empty.
    pub entity_type: &'a str,
}

impl<'a> Place<'a> {
    /// Reads `sector/subsector/type`.
    pub fn of(text: &'a str) -> Self {
        let mut parts = text.split('/');
        let mut next = || parts.next().unwrap_or_default();
        Self { sector: next(), subsector: next(), entity_type: next() }
    }

    /// Whether Article 27(1) names its type.
    pub fn is_of_registry(&self) -> bool {
        facts::entity_type(self.entity_type).is_some_and(|(_, _, one)| one.registry)
    }
}

impl Record {
    /// A field's value; empty when there is none.
    pub fn get(&self, code: &str) -> &str {
        self.0.get(code).map_or("", String::as_str)
    }

    /// Sets a field, or takes it out.
    pub fn set(&mut self, code: &str, value: impl Into<String>) {
        let value = value.into();
        if value.is_empty() {
            self.0.remove(code);
        } else {
            self.0.insert(code.to_owned(), value);
        }
    }

    /// The lines of a field.
    pub fn lines(&self, code: &str) -> impl Iterator<Item = &str> {
        self.get(code).lines().filter(|line| !line.is_empty())
    }

    /// The rows of a field, each as its columns.
    pub fn rows(&self, code: &str) -> impl Iterator<Item = Vec<&str>> {
        self.lines(code).map(|line| line.split('\t').collect())
    }

    /// A figure.
    pub fn figure(&self, code: &str) -> Option<f64> {
        self.get(code).parse().ok()
    }

    /// Where the organisation stands in the annexes.
    pub fn places(&self) -> impl Iterator<Item = Place<'_>> {
        self.lines("places").map(Place::of)
    }

    /// Whether Article 27 asks for it.
    pub fn is_of_registry(&self) -> bool {
        self.places().any(|place| place.is_of_registry())
    }

    /// The codes of the sectors, each once.
    pub fn sectors(&self) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for place in self.places() {
            if !all.iter().any(|sector| sector == place.sector) {
                all.push(place.sector.to_owned());
            }
        }
        all
    }

    /// One case for each place, to be classified.
    pub fn cases(&self) -> Vec<Case> {
        let case = |place: Place<'_>| Case {
            sector: place.sector.to_owned(),
            subsector: place.subsector.to_owned(),
            entity_type: place.entity_type.to_owned(),
            staff: self.figure("staff"),
            turnover_eur: self.figure("turnover"),
            balance_eur: self.figure("balance"),
            special: self.lines("cases").map(str::to_owned).collect(),
        };
        self.places().map(case).collect()
    }

    /// What differs in the other.
    pub fn changes(&self, after: &Self) -> Vec<Change> {
        let codes = fields::FIELDS.iter().map(|field| field.code);
        let change = |code: &str| {
            let (before, after) = (self.get(code), after.get(code));
            (before != after).then(|| Change { field: code.into(), before: before.into(), after: after.into() })
        };
        codes.filter_map(change).collect()
    }

    /// Only the fields that a reader sees.
    pub fn seen(&self, sees: impl Fn(&Field) -> bool) -> Self {
        let seen = |(code, _): &(&String, &String)| fields::by_code(code).is_some_and(&sees);
        Self(self.0.iter().filter(seen).map(|(code, value)| (code.clone(), value.clone())).collect())
    }

    /// The fields that are missed: of an entity of the Directive, and of anybody.
    pub fn missing(&self, is_entity: bool) -> Vec<&'static Field> {
        let registry = self.is_of_registry();
        let missed = |field: &&Field| match field.missed {
            Missed::No => false,
            Missed::Always => true,
            Missed::Entity => is_entity,
            Missed::Registry => is_entity && registry,
        };
        fields::FIELDS.iter().filter(missed).filter(|field| self.get(field.code).is_empty()).collect()
    }

    /// How many of the fields that would be missed are there, and how many there are.
    pub fn completeness(&self, is_entity: bool) -> (usize, usize) {
        let all = Self::default().missing(is_entity).len() + usize::from(is_entity && self.is_of_registry());
        (all - self.missing(is_entity).len(), all)
    }
}

/// Whether an organisation of this kind may have duties under the Directive: then what Article 3(4) asks for is missed.
pub fn is_entity(kind: &str) -> bool {
    matches!(kind, "oes" | "dsp")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_is_told_field_by_field() {
        let (mut before, mut after) = (Record::default(), Record::default());
        before.set("street", "1 Mill Lane");
        after.set("street", "2 Mill Lane");
        after.set("domains", "water.example");
        let changes = before.changes(&after);
        assert_eq!(changes.len(), 2);
        assert_eq!((changes[0].before.as_str(), changes[0].after.as_str()), ("1 Mill Lane", "2 Mill Lane"));
        assert!(after.changes(&after).is_empty());
    }

    #[test]
    fn an_entity_of_article_27_misses_its_establishments() {
        let mut record = Record::default();
        record.set("places", "digital-infrastructure//cloud-computing-service-provider");
        assert!(record.missing(true).iter().any(|field| field.code == "establishments"));
        assert!(record.missing(false).iter().all(|field| field.missed == Missed::Always));
        record.set("places", "energy/electricity/electricity-producer");
        assert!(record.missing(true).iter().all(|field| field.code != "establishments"));
        assert_eq!(record.sectors(), ["energy"]);
        let (there, all) = record.completeness(true);
        assert_eq!(all - there, record.missing(true).len());
    }
}
