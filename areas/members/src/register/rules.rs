//! The rules that classify an entity, as a table: of each regime the first that fits decides. Evaluating is [`crate::classify`].

use std::sync::LazyLock;

use serde::Deserialize;

use crate::register::facts::{Annex, Named, french};

/// The whole table.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// Version of the table.
    pub version: String,
    /// The acts that it was made of.
    pub source: String,
    /// What the rows were compared with.
    pub compared: Vec<Compared>,
    /// The ceilings of Recommendation 2003/361/EC.
    pub size: Ceilings,
    /// Cases that an entity may declare.
    #[serde(rename = "special")]
    pub specials: Vec<Special>,
    /// In the order in which they are tried.
    #[serde(rename = "rule")]
    pub all: Vec<Rule>,
}

/// An act whose text the rows were compared with.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Compared {
    /// The act, and what of it.
    pub act: String,
    /// Where the Official Journal has it.
    pub journal: String,
    /// The day, ISO 8601.
    pub on: String,
    /// Whether nothing of it is from memory.
    pub whole: bool,
    /// How far, in English.
    pub en: String,
    /// In French.
    #[serde(deserialize_with = "french")]
    pub fr: String,
}

/// Recommendation 2003/361/EC, Annex, Article 2.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ceilings {
    /// Article 2(3).
    pub micro: Ceiling,
    /// Article 2(2).
    pub small: Ceiling,
    /// Article 2(1).
    pub medium: Ceiling,
}

/// Fewer than `staff`, and one of the amounts, or both, not above its ceiling.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ceiling {
    /// Annual work units; an enterprise has fewer.
    pub staff: f64,
    /// Euro a year.
    pub turnover_eur: f64,
    /// Euro.
    pub balance_eur: f64,
}

/// A case that an entity may declare.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Special {
    /// Code.
    pub code: String,
    /// In English.
    pub en: String,
    /// In French.
    #[serde(deserialize_with = "french")]
    pub fr: String,
    /// Where it stands.
    pub article: String,
    /// Whether the row was compared with the text.
    pub checked: bool,
}

/// A rule. What it does not name does not matter.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Which Directive it is of.
    pub regime: Regime,
    /// Its name.
    pub id: String,
    /// What it makes of the entity.
    pub class: Class,
    /// Where it stands.
    pub article: String,
    /// One of these cases is declared.
    #[serde(default)]
    pub special: Vec<String>,
    /// The entity is of one of these types.
    #[serde(default)]
    pub types: Vec<String>,
    /// One of these annexes names its type.
    #[serde(default)]
    pub annex: Vec<Annex>,
    /// It has one of these sizes.
    #[serde(default)]
    pub size: Vec<Size>,
    /// The row of its type bears this mark.
    pub mark: Option<Mark>,
    /// Whether the row was compared with the text.
    pub checked: bool,
    /// Why, in English.
    pub en: String,
    /// Why, in French.
    #[serde(deserialize_with = "french")]
    pub fr: String,
}

impl Named for Compared {
    fn name(&self, language: &str) -> &str {
        if language == "fr" { &self.fr } else { &self.en }
    }
}

impl Named for Special {
    fn name(&self, language: &str) -> &str {
        if language == "fr" { &self.fr } else { &self.en }
    }
}

impl Named for Rule {
    fn name(&self, language: &str) -> &str {
        if language == "fr" { &self.fr } else { &self.en }
    }
}

/// Which Directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Regime {
    /// Directive (EU) 2016/1148.
    Nis1,
    /// Directive (EU) 2022/2555.
    Nis2,
}

/// What an annex of the former Directive says of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// Annex II of Directive (EU) 2016/1148 names it.
    Nis1,
    /// Annex III does.
    Dsp,
}

macro_rules! codes {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $code:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
        pub enum $name {$($(#[$doc])* #[serde(rename = $code)] $variant),*}

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The code in tables, forms and message keys.
            pub const fn code(self) -> &'static str {
                match self {$(Self::$variant => $code),*}
            }

            /// Reads a code.
            pub fn parse(code: &str) -> Option<Self> {
                match code {$($code => Some(Self::$variant),)* _ => None}
            }
        }
    };
}

codes! {
    /// How large an enterprise is (Recommendation 2003/361/EC).
    Size {
        /// Fewer than 10, and EUR 2 million.
        Micro = "micro",
        /// Fewer than 50, and EUR 10 million.
        Small = "small",
        /// Fewer than 250, and EUR 50 or 43 million.
        Medium = "medium",
        /// Everything above.
        Large = "large",
    }
}

codes! {
    /// What an entity is under a Directive.
    Class {
        /// Essential entity, Article 3(1).
        Essential = "essential",
        /// Important entity, Article 3(2).
        Important = "important",
        /// Registers only, Articles 27 and 28.
        RegisterOnly = "register-only",
        /// Neither.
        OutOfScope = "out-of-scope",
        /// Operator of essential services, Directive (EU) 2016/1148, Article 5.
        Oes = "oes",
        /// Of a type that a Member State could identify as one.
        OesCandidate = "oes-candidate",
        /// Digital service provider, Directive (EU) 2016/1148, Annex III.
        Dsp = "dsp",
        /// Nothing under the former Directive.
        None = "none",
    }
}

static RULES: LazyLock<Rules> = LazyLock::new(|| toml::from_str(include_str!("data/rules.toml")).unwrap_or_default());

/// The table.
pub fn rules() -> &'static Rules {
    &RULES
}

/// A special case by its code.
pub fn special(code: &str) -> Option<&'static Special> {
    RULES.specials.iter().find(|special| special.code == code)
}

/// A rule by its name.
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.all.iter().find(|rule| rule.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::facts;

    #[test]
    fn the_table_names_only_what_there_is_and_each_regime_ends_with_an_answer() {
        let parsed: Result<Rules, _> = toml::from_str(include_str!("data/rules.toml"));
        assert!(parsed.is_ok(), "{:?}", parsed.err());
        assert!(rules().compared.iter().all(|one| one.journal.starts_with("OJ L ") && one.on <= rules().version));
        for rule in &rules().all {
            assert!(rule.special.iter().all(|code| special(code).is_some()), "{}", rule.id);
            assert!(rule.types.iter().all(|code| facts::entity_type(code).is_some()), "{}", rule.id);
        }
        for regime in [Regime::Nis1, Regime::Nis2] {
            let last = rules().all.iter().rfind(|rule| rule.regime == regime).unwrap();
            assert!(last.special.is_empty() && last.types.is_empty() && last.annex.is_empty() && last.size.is_empty());
        }
        let used = |code: &String| rules().all.iter().any(|rule| rule.special.contains(code));
        assert!(rules().specials.iter().all(|special| used(&special.code)));
    }
}
