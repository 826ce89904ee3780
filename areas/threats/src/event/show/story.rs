//! What happened to an event, and who received it.

use belfry_words::{Words, key};

use super::beside::{Fact, Handed};

/// Something that happened.
#[derive(Debug)]
pub struct Happened {
    /// When, as it is read.
    pub when: String,
    /// When, as machines read it.
    pub datetime: String,
    /// Who; empty for the program.
    pub who: String,
    /// What.
    pub what: String,
}

/// Somebody received a version.
#[derive(Debug)]
pub struct Disclosed {
    /// When, as it is read.
    pub when: String,
    /// When, as machines read it.
    pub datetime: String,
    /// Which organisation, or whoever sees it.
    pub to: String,
    /// Which version.
    pub version: i64,
    /// How.
    pub how: String,
}

/// History and disclosure log.
#[derive(Debug, Default)]
pub struct Story {
    /// What happened, newest first.
    pub history: Vec<Happened>,
    /// Who received it, newest first; empty for who may not see that.
    pub disclosed: Vec<Disclosed>,
}

/// Says what was read.
pub fn told(t: &Words, facts: Vec<Fact>, handed: Vec<Handed>) -> Story {
    let history = facts
        .into_iter()
        .map(|one| Happened {
            when: t.date_time(one.at),
            datetime: one.at.to_string(),
            who: one.actor.map_or_else(String::new, |_| one.name.unwrap_or_else(|| t.s("threats-somebody"))),
            what: t.s(fact_key(&one.fact)),
        })
        .collect();
    let disclosed = handed
        .into_iter()
        .map(|one| Disclosed {
            when: t.date_time(one.at),
            datetime: one.at.to_string(),
            to: match (one.organisation, one.reached) {
                (Some(_), _) => one.name.unwrap_or_else(|| t.s("threats-some-organisation")),
                (None, 0) => t.s("threats-disclosed-all"),
                (None, reached) => t.n("threats-disclosed-reached", reached),
            },
            version: one.version,
            how: t.s(how_key(&one.how)),
        })
        .collect();
    Story { history, disclosed }
}

fn fact_key(fact: &str) -> &'static str {
    match fact {
        "threats.event-created" => key!("threats-fact-created"),
        "threats.event-imported" => key!("threats-fact-imported"),
        "threats.event-published" => key!("threats-fact-published"),
        "threats.event-recalled" => key!("threats-fact-recalled"),
        "threats.event-corrected" => key!("threats-fact-corrected"),
        "threats.event-withdrawn" => key!("threats-fact-withdrawn"),
        _ => key!("threats-fact-changed"),
    }
}

fn how_key(how: &str) -> &'static str {
    match how {
        "published" => key!("threats-how-published"),
        "exported" => key!("threats-how-exported"),
        "downloaded" => key!("threats-how-downloaded"),
        _ => key!("threats-how-api"),
    }
}
