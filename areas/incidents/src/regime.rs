//! Regimes: what a law asks of whom it hits, step by step, as data with a version.
//!
//! | module | holds |
//! |---|---|
//! | [`read`] | a regime's file checked as a whole: all that is wrong with it, or a [`Regime`] |
//! | [`store`], [`page`] | regimes that countries bring in |
//!
//! Those of the Union are built in (`regimes/*.toml`). A version never changes once something was notified under it: a changed file is
//! another version. When a step is due is counted in [`crate::clock`].

pub mod page;
pub mod read;
pub mod store;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use belfry_forms::core::{Language, Published, Text};
use jiff::civil::Date;
use serde::Deserialize;

use crate::significance::Thresholds;

belfry_kernel::codes! {
    /// As what somebody receives a notification.
    Part {
        /// The competent authority (NIS2 Article 8(1)).
        Nca = "nca",
        /// The CSIRT (Article 10).
        Csirt = "csirt",
        /// The single point of contact (Article 8(3)).
        Spoc = "spoc",
        /// The single point of contact or CSIRT of another Member State (Article 23(6)).
        Abroad = "abroad",
        /// ENISA (Article 23(6)).
        Enisa = "enisa",
        /// The authority for critical entities (Directive (EU) 2022/2557).
        Cer = "cer",
        /// The data protection authority (Regulation (EU) 2016/679).
        Dpa = "dpa",
        /// The financial supervisor (Regulation (EU) 2022/2554).
        Financial = "financial",
        /// The supervisory body for trust services (Regulation (EU) No 910/2014).
        Eidas = "eidas",
    }
    /// When a step is asked for at all.
    Asked {
        /// Always.
        Always = "always",
        /// When the authority asks.
        OnRequest = "on-request",
        /// While the incident goes on at the time when the final report is due.
        WhileOngoing = "while-ongoing",
    }
    /// For whom a time limit holds.
    When {
        /// For everybody.
        Always = "always",
        /// For trust service providers, where their trust services are hit.
        Trust = "trust",
        /// For all others.
        NotTrust = "not-trust",
        /// Where the incident went on when the final report was due.
        Ongoing = "ongoing",
        /// Where it did not.
        NotOngoing = "not-ongoing",
    }
    /// Where a time limit goes that ends on a Saturday, a Sunday or a public holiday.
    Rolls {
        /// Nowhere: it ends there.
        Stays = "stays",
        /// To noon of the next working day.
        Noon = "noon",
        /// To the end of the next working day (Regulation (EEC, Euratom) No 1182/71, Article 3(4)).
        End = "end",
    }
    /// Which version of the step that starts a time limit does.
    Version {
        /// The first: later ones move nothing.
        First = "first",
        /// The newest that came before the step that is due.
        Last = "last",
    }
    /// What the single point of contact makes of the notifications of a time.
    Summary {
        /// Nothing.
        None = "none",
        /// Every three months (NIS2 Article 23(9)).
        Quarterly = "quarterly",
        /// Once a year (NIS1 Article 10(3)).
        Yearly = "yearly",
    }
}

/// Start which instant a time limit runs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Start {
    /// When the entity became aware of it.
    Aware,
    /// When it found out how serious it is.
    Classified,
    /// When the authority asked.
    Requested,
    /// When the incident was handled.
    Handled,
    /// When a step, by its code, was submitted; which version of it counts is said beside it.
    Sent(String),
}

impl Start {
    /// The code in files.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Aware => "aware",
            Self::Classified => "classified",
            Self::Requested => "requested",
            Self::Handled => "handled",
            Self::Sent(step) => step,
        }
    }

    /// Reads a code; every other one is a step's.
    #[must_use]
    pub fn read(code: &str) -> Self {
        match code {
            "aware" => Self::Aware,
            "classified" => Self::Classified,
            "requested" => Self::Requested,
            "handled" => Self::Handled,
            step => Self::Sent(step.to_owned()),
        }
    }
}

/// How long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// Without undue delay, or by the date that the authority sets: the law names no time.
    Open,
    /// So many hours.
    Hours(u32),
    /// So many calendar months.
    Months(u32),
}

/// One time limit of a step. Of those that hold, the earliest counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// For whom.
    pub when: When,
    /// How long.
    pub length: Length,
    /// Start which instant.
    pub from: Start,
    /// Which version of the step that it runs from counts.
    pub version: Version,
    /// It no longer holds when this instant comes after its end.
    pub lapses: Option<Start>,
    /// What becomes of an end on a day off.
    pub rolls: Rolls,
    /// Where it stands.
    pub article: String,
}

/// A step of a regime.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its code: in tables, URLs, programs.
    pub code: String,
    /// What people call it.
    pub title: Text,
    /// Where it stands.
    pub article: String,
    /// When it is asked for.
    pub asked: Asked,
    /// Whether it may be asked for several times.
    pub repeats: bool,
    /// By when; none has no entry.
    pub limits: Vec<Limit>,
    /// Its built-in form, by its name in [`Regime::forms`].
    pub form: String,
}

/// Who receives a notification under this law, and what of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// As what.
    pub part: Part,
    /// Where that stands.
    pub article: String,
    /// The questions whose answers it may read; none means all.
    pub sees: Option<Vec<String>>,
}

/// How soon the authority answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// Within so many hours.
    pub hours: u32,
    /// Start the submission of this step.
    pub from: String,
    /// Where it stands.
    pub article: String,
    /// Whether the law says "where possible".
    pub where_possible: bool,
}

/// A regime, checked.
#[derive(Clone, Debug)]
pub struct Regime {
    /// Its name: `nis2`.
    pub name: String,
    /// Its version: the day when its data were settled.
    pub version: String,
    /// What people call it.
    pub title: Text,
    /// The law.
    pub law: Text,
    /// What the data were taken from.
    pub source: String,
    /// The country whose law it is (ISO 3166); none for the Union's.
    pub country: Option<String>,
    /// Whether trust services have time limits of their own.
    pub trust: bool,
    /// What is made of its notifications.
    pub summary: Summary,
    /// Days off beside Saturdays and Sundays, for limits that roll.
    pub holidays: Vec<Holiday>,
    /// Who receives what.
    pub recipients: Vec<Recipient>,
    /// How soon the authority answers.
    pub reply: Option<Reply>,
    /// In order.
    pub steps: Vec<Step>,
    /// The forms of the steps.
    pub forms: BTreeMap<String, Arc<Published>>,
    /// When an incident is significant under it.
    pub thresholds: Option<Thresholds>,
}

/// A public holiday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holiday {
    /// Every year: month and day.
    Yearly(i8, i8),
    /// Once.
    Once(Date),
}

impl Regime {
    /// A step by its code.
    #[must_use]
    pub fn step(&self, code: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.code == code)
    }

    /// The built-in form of a step.
    #[must_use]
    pub fn form(&self, step: &str) -> Option<&Arc<Published>> {
        self.forms.get(&self.step(step)?.form)
    }

    /// Whether a recipient may read the answer to a question. A question that the regime does not know is only for those who see all.
    #[must_use]
    pub fn sees(&self, part: Part, question: &str) -> bool {
        self.recipients
            .iter()
            .filter(|recipient| recipient.part == part)
            .any(|recipient| recipient.sees.as_ref().is_none_or(|sees| sees.iter().any(|one| one == question)))
    }

    /// Its title in a language.
    #[must_use]
    pub fn title(&self, language: &str) -> &str {
        said(&self.title, language)
    }

    /// The law in a language.
    #[must_use]
    pub fn law(&self, language: &str) -> &str {
        said(&self.law, language)
    }
}

impl Step {
    /// Its title in a language.
    #[must_use]
    pub fn title(&self, language: &str) -> &str {
        said(&self.title, language)
    }
}

/// A text in a language, else in English.
pub(crate) fn said<'a>(text: &'a Text, language: &str) -> &'a str {
    let english = Language::parse("en").map(|language| [language]);
    let others: &[Language] = english.as_ref().map_or(&[], |all| all);
    Language::parse(language)
        .map_or_else(|| text.iter().next().map_or("", |(_, said)| said), |own| text.said(&own, others))
}

/// The regimes of the Union, and of the former Directive.
const BUILT_IN: &[&str] = &[
    concat!(include_str!("../regimes/nis2.toml"), include_str!("../regimes/nis2-thresholds.toml")),
    concat!(include_str!("../regimes/nis1.toml"), include_str!("../regimes/nis1-thresholds.toml")),
    include_str!("../regimes/gdpr.toml"),
    include_str!("../regimes/cer.toml"),
    include_str!("../regimes/dora.toml"),
    include_str!("../regimes/eidas.toml"),
];

// A test opens them all.
static OPENED: LazyLock<Vec<Arc<Regime>>> =
    LazyLock::new(|| BUILT_IN.iter().filter_map(|text| read::read(text).ok().map(Arc::new)).collect());

/// The regimes that the program brings along, in the order in which they are offered.
#[must_use]
pub fn built_in() -> &'static [Arc<Regime>] {
    &OPENED
}

/// What countries brought in, once it was opened. A version never changes and there are few, so none is ever let go.
static BROUGHT: RwLock<Vec<&'static Arc<Regime>>> = RwLock::new(Vec::new());

/// Makes a version that a country brought in known to this process.
fn register(regime: Regime) {
    let mut all = BROUGHT.write().unwrap_or_else(PoisonError::into_inner);
    if !all.iter().any(|one| one.name == regime.name && one.version == regime.version) {
        all.push(Box::leak(Box::new(Arc::new(regime))));
    }
}

fn every() -> Vec<&'static Arc<Regime>> {
    let brought = BROUGHT.read().unwrap_or_else(PoisonError::into_inner);
    OPENED.iter().chain(brought.iter().copied()).collect()
}

/// Every regime as it is now, in the order in which they are offered: those that are built in, then those of countries by name.
#[must_use]
pub fn all() -> Vec<&'static Arc<Regime>> {
    let mut newest: Vec<&'static Arc<Regime>> = Vec::new();
    for one in every() {
        match newest.iter_mut().find(|known| known.name == one.name) {
            Some(known) if known.version < one.version => *known = one,
            Some(_) => {}
            None => newest.push(one),
        }
    }
    let built_in = OPENED.len().min(newest.len());
    newest[built_in..].sort_by(|a, b| a.name.cmp(&b.name));
    newest
}

/// One of them in a version.
#[must_use]
pub fn open(name: &str, version: &str) -> Option<&'static Arc<Regime>> {
    every().into_iter().find(|regime| regime.name == name && regime.version == version)
}

/// One of them as it is now.
#[must_use]
pub fn latest(name: &str) -> Option<&'static Arc<Regime>> {
    every().into_iter().filter(|regime| regime.name == name).max_by(|a, b| a.version.cmp(&b.version))
}

impl<'de> Deserialize<'de> for Start {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|code| Self::read(&code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_read_and_have_a_form_for_every_step() {
        for text in BUILT_IN {
            let regime = read::read(text).unwrap_or_else(|faults| panic!("{faults:#?}\n{}", &text[..200]));
            for step in &regime.steps {
                assert!(regime.form(&step.code).is_some(), "{}: {}", regime.name, step.code);
            }
        }
        assert_eq!(built_in().len(), BUILT_IN.len());
    }

    #[test]
    fn what_a_recipient_may_read_are_questions_that_are_asked() {
        for regime in built_in() {
            for name in regime.recipients.iter().filter_map(|recipient| recipient.sees.as_ref()).flatten() {
                let asked =
                    regime.forms.values().any(|form| form.slots().iter().any(|slot| slot.name.as_str() == name));
                assert!(asked, "{}: {name}", regime.name);
            }
        }
    }

    #[test]
    fn a_point_of_contact_abroad_never_reads_what_is_not_meant_for_it() {
        let nis2 = latest("nis2").unwrap();
        assert!(nis2.sees(Part::Nca, "help") && nis2.sees(Part::Csirt, "indicators"));
        assert!(nis2.sees(Part::Abroad, "border") && !nis2.sees(Part::Abroad, "help"));
        assert!(nis2.sees(Part::Dpa, "personal_data") && !nis2.sees(Part::Dpa, "indicators"));
        assert!(nis2.sees(Part::Nca, "asked-by-an-authority") && !nis2.sees(Part::Spoc, "asked-by-an-authority"));
        assert!(!nis2.sees(Part::Financial, "what"));
    }
}
