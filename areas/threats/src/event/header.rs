//! The fields of an event's header as somebody types them, and what they must be.

use belfry_kernel::Tlp;
use belfry_store::{Read, Sql, args, scope};
use belfry_web::Form;
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_words::Words;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{EVENT, Event};
use crate::tag::Tag;

// words: threats-level-{high,medium,low,undefined}
// words: threats-analysis-{initial,ongoing,complete}

/// MISP's threat levels: number, word of the message key.
pub const THREAT_LEVELS: &[(i16, &str)] = &[(1, "high"), (2, "medium"), (3, "low"), (4, "undefined")];
/// MISP's states of analysis, likewise.
pub const ANALYSES: &[(i16, &str)] = &[(0, "initial"), (1, "ongoing"), (2, "complete")];
/// Characters of a title.
const TITLE: usize = 500;
/// Bytes of a tag.
const TAG: usize = 255;
/// Tags that are offered while one types.
const OFFERED: i64 = 200;

/// What was typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Typed {
    /// One line.
    pub title: String,
    /// `2026-01-31`.
    pub date: String,
    /// A level's code.
    pub tlp: String,
    /// A number of [`THREAT_LEVELS`].
    pub threat_level: String,
    /// A number of [`ANALYSES`].
    pub analysis: String,
    /// As `reach::parse` reads it.
    pub reach: String,
    /// One tag to begin with.
    pub tag: String,
    /// For which organisation, when there are several.
    pub organisation: String,
}

/// What was typed, once it is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// One line.
    pub title: String,
    /// A day, `2026-01-31`.
    pub date: String,
    /// How far a recipient may carry it.
    pub tlp: Tlp,
    /// 1 to 4.
    pub threat_level: i16,
    /// 0 to 2.
    pub analysis: i16,
}

impl Typed {
    /// Reads a form.
    pub fn of(form: &Form) -> Self {
        let text = |name: &str| form.text(name).to_owned();
        Self {
            title: text("title"),
            date: text("date"),
            tlp: text("tlp"),
            threat_level: text("threat_level"),
            analysis: text("analysis"),
            reach: text("reach"),
            tag: text("tag"),
            organisation: text("organisation"),
        }
    }

    /// The form of a header that is there.
    pub fn from(event: &Event, title: &str) -> Self {
        Self {
            title: title.to_owned(),
            date: event.date.clone().unwrap_or_default(),
            tlp: event.tlp.code().to_owned(),
            threat_level: event.threat_level.unwrap_or(4).to_string(),
            analysis: event.analysis.unwrap_or(0).to_string(),
            ..Self::default()
        }
    }

    /// Checks it; what is wrong goes to its field.
    pub fn check(&self, t: &Words, errors: &mut Errors) -> Option<Written> {
        let length = self.title.chars().count();
        errors.unless(length > 0, "title", || t.s("threats-header-title-missing"));
        errors.unless(length <= TITLE, "title", || t.n("threats-header-title-long", TITLE));
        errors.unless(!self.title.chars().any(char::is_control), "title", || t.s("threats-header-title-line"));
        let date = self.date.parse::<Date>().ok().filter(|date| (1970..=2100).contains(&date.year()));
        errors.unless(date.is_some(), "date", || t.s("threats-header-date-wrong"));
        let tlp = Tlp::parse(&self.tlp);
        errors.unless(tlp.is_some(), "tlp", || t.s("threats-header-tlp-missing"));
        let threat_level = numbered(THREAT_LEVELS, &self.threat_level).or(self.threat_level.is_empty().then_some(4));
        errors.unless(threat_level.is_some(), "threat_level", || t.s("threats-header-level-wrong"));
        let analysis = numbered(ANALYSES, &self.analysis).or(self.analysis.is_empty().then_some(0));
        errors.unless(analysis.is_some(), "analysis", || t.s("threats-header-analysis-wrong"));
        if !errors.is_empty() {
            return None;
        }
        Some(Written {
            title: self.title.clone(),
            date: date?.to_string(),
            tlp: tlp?,
            threat_level: threat_level?,
            analysis: analysis?,
        })
    }

    /// TLP's levels as choices.
    pub fn levels(&self, t: &Words) -> Vec<Choice> {
        super::list::levels(t, &self.tlp)
    }

    /// Threat levels as choices.
    pub fn threat_levels(&self, t: &Words) -> Vec<Choice> {
        let current = if self.threat_level.is_empty() { "4" } else { &self.threat_level };
        THREAT_LEVELS
            .iter()
            .map(|(n, word)| Choice::new(n.to_string(), t.s(&format!("threats-level-{word}")), current))
            .collect()
    }

    /// States of analysis as choices.
    pub fn analyses(&self, t: &Words) -> Vec<Choice> {
        let current = if self.analysis.is_empty() { "0" } else { &self.analysis };
        ANALYSES
            .iter()
            .map(|(n, word)| Choice::new(n.to_string(), t.s(&format!("threats-analysis-{word}")), current))
            .collect()
    }
}

/// The words of [`THREAT_LEVELS`] or [`ANALYSES`].
pub(crate) fn words(table: &[(i16, &'static str)]) -> Vec<&'static str> {
    table.iter().map(|(_, word)| *word).collect()
}

/// The number of a word of [`THREAT_LEVELS`] or [`ANALYSES`], as [`Typed`] has it; what is no word of it stays none.
pub(super) fn number_of(table: &[(i16, &str)], word: &str) -> String {
    table.iter().find(|(_, other)| *other == word).map_or_else(|| "none".into(), |(number, _)| number.to_string())
}

/// The word of a number of [`THREAT_LEVELS`] or [`ANALYSES`].
pub(crate) fn word_of(table: &[(i16, &'static str)], number: Option<i16>) -> Option<&'static str> {
    table.iter().find(|(other, _)| Some(*other) == number).map(|(_, word)| *word)
}

fn numbered(table: &[(i16, &str)], typed: &str) -> Option<i16> {
    let n: i16 = typed.parse().ok()?;
    table.iter().any(|(number, _)| *number == n).then_some(n)
}

/// A tag as it is typed.
pub fn plain_tag(name: &str) -> Tag {
    Tag { name: name.trim().chars().filter(|c| !c.is_control()).collect(), colour: None, local: false }
}

/// Whether a tag can be kept.
pub fn is_tag(name: &str) -> bool {
    !name.is_empty() && name.len() <= TAG && !name.chars().any(char::is_control)
}

/// Tags that a program puts on, or takes off, at once.
pub(crate) const TAGS_AT_ONCE: usize = 100;

/// Why a tag cannot be put on an event by hand, in words.
pub fn tag_fault(t: &Words, name: &str) -> Option<String> {
    if super::change::is_level(name) {
        return Some(t.s("threats-tags-level"));
    }
    (!is_tag(name)).then(|| t.s("threats-tags-long"))
}

/// Tags of the newest events that the reader sees, and those that are built in: what is offered while one types. A name can
/// betray a hidden event, so nothing else is.
pub fn known_tags(read: &Read) -> belfry_store::Result<Vec<String>> {
    let mut sql = Sql::new("select distinct t.name from (select s.id", []);
    sql.append(&scope::visible(read, EVENT, "")?);
    sql.append(&scope::newest(read, EVENT, None, OFFERED)?);
    sql.push(") n join threats_event_tags a on a.event_id = n.id join threats_tags t on t.id = a.tag_id where", []);
    sql.append(&scope::sees_child(read.key()));
    sql.push("order by t.name limit ?", [OFFERED.into()]);
    let mut names: Vec<String> = read.rows(sql, args![], |row| row.get(0))?;
    names.extend(crate::vocabulary::builtin::tags().iter().cloned());
    names.sort_unstable();
    names.dedup();
    names.retain(|name| !super::change::is_level(name));
    Ok(names)
}
