//! A regime's file, checked as a whole: everything that is wrong with it, or a regime.
//!
//! A file may be `based_on` a regime that is built in: what it does not say of recipients, reply, steps and forms is that one's.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use belfry_forms::core::{Form, Text, publish};
use jiff::civil::Date;
use serde::Deserialize;

use super::{
    Asked, Holiday, Length, Limit, Part, Recipient, Regime, Reply, Rolls, Start, Step, Summary, Version, When,
};
use crate::significance;

/// The longest file that is read, in bytes.
pub const LONGEST: usize = 512 * 1024;

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub at: String,
    /// What and why, in English: files are written by whoever reads code.
    pub why: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.at, self.why)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    version: String,
    title: Text,
    law: Text,
    source: String,
    #[serde(default)]
    country: Option<String>,
    #[serde(default)]
    based_on: Option<String>,
    #[serde(default)]
    trust: Option<bool>,
    #[serde(default)]
    summary: Option<String>,
    #[serde(default)]
    holidays: Vec<String>,
    #[serde(default)]
    reply: Option<FileReply>,
    #[serde(default)]
    part: Vec<FilePart>,
    #[serde(default)]
    step: Vec<FileStep>,
    #[serde(default)]
    forms: BTreeMap<String, Form>,
    #[serde(default)]
    thresholds: Option<significance::read::File>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileReply {
    hours: u32,
    from: String,
    article: String,
    #[serde(default)]
    where_possible: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FilePart {
    code: String,
    article: String,
    sees: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileStep {
    code: String,
    title: Text,
    article: String,
    #[serde(default)]
    asked: Option<String>,
    #[serde(default)]
    repeats: bool,
    form: String,
    #[serde(default)]
    due: Vec<FileLimit>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileLimit {
    #[serde(default)]
    when: Option<String>,
    #[serde(default)]
    hours: Option<u32>,
    #[serde(default)]
    months: Option<u32>,
    from: Start,
    #[serde(default)]
    version: Option<String>,
    #[serde(default)]
    lapses: Option<Start>,
    #[serde(default)]
    rolls: Option<String>,
    article: String,
}

/// Collects what is wrong.
#[derive(Default)]
struct Faults(Vec<Fault>);

impl Faults {
    fn say(&mut self, at: impl Into<String>, why: impl Into<String>) {
        self.0.push(Fault { at: at.into(), why: why.into() });
    }

    /// A code of a list, or its first value where nothing is said.
    fn code<T: Copy>(&mut self, at: &str, said: Option<&str>, otherwise: T, parse: fn(&str) -> Option<T>) -> T {
        let Some(code) = said else { return otherwise };
        parse(code).unwrap_or_else(|| {
            self.say(at, format!("`{code}` is none of the codes that can stand here"));
            otherwise
        })
    }
}

/// Reads and checks a file.
///
/// # Errors
/// Everything that is wrong, with its place.
pub fn read(text: &str) -> Result<Regime, Vec<Fault>> {
    let whole = |why: String| vec![Fault { at: "file".to_owned(), why }];
    if text.len() > LONGEST {
        return Err(whole(format!("longer than {LONGEST} bytes")));
    }
    let file: File = toml::from_str(text).map_err(|error| whole(error.to_string()))?;
    let mut faults = Faults::default();
    let base = base(&file, &mut faults);
    let regime = checked(file, base.as_deref(), &mut faults);
    if faults.0.is_empty() { Ok(regime) } else { Err(faults.0) }
}

fn base(file: &File, faults: &mut Faults) -> Option<Arc<Regime>> {
    let name = file.based_on.as_deref()?;
    let found = super::latest(name).cloned();
    if found.is_none() {
        faults.say("based_on", format!("there is no regime `{name}` built in"));
    }
    found
}

fn checked(file: File, base: Option<&Regime>, faults: &mut Faults) -> Regime {
    if !is_code(&file.name) || !is_code(&file.version) {
        faults.say("name, version", "lower case letters, digits and hyphens, at most 40");
    }
    for (at, text) in [("title", &file.title), ("law", &file.law)] {
        if text.is_empty() {
            faults.say(at, "is said in no language");
        }
    }
    let country = file.country.filter(|code| {
        let known = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
        if !known {
            faults.say("country", "two capital letters, as ISO 3166 has them");
        }
        known
    });
    let mut forms = base.map(|regime| regime.forms.clone()).unwrap_or_default();
    for (name, form) in file.forms {
        match publish(form) {
            Ok(form) => _ = forms.insert(name, Arc::new(form)),
            Err(found) => found.iter().for_each(|fault| faults.say(format!("forms.{name}"), format!("{fault:?}"))),
        }
    }
    let steps = steps(file.step, base, &forms, faults);
    let recipients = recipients(file.part, base, faults);
    let reply = file.reply.map(|reply| Reply {
        hours: reply.hours,
        from: reply.from,
        article: reply.article,
        where_possible: reply.where_possible,
    });
    let reply = reply.or_else(|| base.and_then(|regime| regime.reply.clone()));
    if reply.as_ref().is_some_and(|reply| steps.iter().all(|step| step.code != reply.from)) {
        faults.say("reply.from", "is no step");
    }
    let inherited = base.map_or(Summary::None, |regime| regime.summary);
    let own = base.and_then(|regime| regime.thresholds.as_ref());
    let mut say = |at: &str, why: String| faults.say(format!("thresholds, `{at}`"), why);
    let thresholds =
        file.thresholds.map(|file| significance::read::checked(file, own, &mut say)).or_else(|| own.cloned());
    Regime {
        summary: faults.code("summary", file.summary.as_deref(), inherited, Summary::parse),
        holidays: holidays(&file.holidays, faults),
        trust: file.trust.unwrap_or_else(|| base.is_some_and(|regime| regime.trust)),
        name: file.name,
        version: file.version,
        title: file.title,
        law: file.law,
        source: file.source,
        country,
        recipients,
        reply,
        steps,
        forms,
        thresholds,
    }
}

fn steps(
    said: Vec<FileStep>,
    base: Option<&Regime>,
    forms: &BTreeMap<String, Arc<belfry_forms::core::Published>>,
    faults: &mut Faults,
) -> Vec<Step> {
    if said.is_empty() {
        if base.is_none() {
            faults.say("step", "there is none");
        }
        return base.map(|regime| regime.steps.clone()).unwrap_or_default();
    }
    let codes: Vec<String> = said.iter().map(|step| step.code.clone()).collect();
    let mut steps = Vec::with_capacity(said.len());
    for step in said {
        let at = format!("step `{}`", step.code);
        if !is_code(&step.code) || codes.iter().filter(|code| **code == step.code).count() > 1 {
            faults.say(&at, "its code must be its own: lower case letters, digits and hyphens");
        }
        if !forms.contains_key(&step.form) {
            faults.say(&at, format!("there is no form `{}`", step.form));
        }
        let limits: Vec<Limit> = step.due.into_iter().map(|limit| one(limit, &at, faults)).collect();
        for from in limits.iter().flat_map(|limit| [Some(&limit.from), limit.lapses.as_ref()]).flatten() {
            if matches!(from, Start::Sent(code) if !codes.contains(code) || *code == step.code) {
                faults.say(&at, format!("`{}` is neither an instant nor another step", from.code()));
            }
        }
        steps.push(Step {
            asked: faults.code(&at, step.asked.as_deref(), Asked::Always, Asked::parse),
            code: step.code,
            title: step.title,
            article: step.article,
            repeats: step.repeats,
            limits,
            form: step.form,
        });
    }
    steps
}

fn one(limit: FileLimit, at: &str, faults: &mut Faults) -> Limit {
    let length = match (limit.hours, limit.months) {
        (None, None) => Length::Open,
        (Some(hours @ 1..=8784), None) => Length::Hours(hours),
        (None, Some(months @ 1..=24)) => Length::Months(months),
        _ => {
            faults.say(at, "due: either 1 to 8784 hours or 1 to 24 months");
            Length::Open
        }
    };
    let version = faults.code(at, limit.version.as_deref(), Version::First, Version::parse);
    if version == Version::Last && !matches!(limit.from, Start::Sent(_)) {
        faults.say(at, "due: only of a step is there a last version");
    }
    Limit {
        version,
        when: faults.code(at, limit.when.as_deref(), When::Always, When::parse),
        rolls: faults.code(at, limit.rolls.as_deref(), Rolls::Stays, Rolls::parse),
        length,
        from: limit.from,
        lapses: limit.lapses,
        article: limit.article,
    }
}

fn recipients(said: Vec<FilePart>, base: Option<&Regime>, faults: &mut Faults) -> Vec<Recipient> {
    if said.is_empty() {
        if base.is_none() {
            faults.say("part", "there is none: nobody would receive it");
        }
        return base.map(|regime| regime.recipients.clone()).unwrap_or_default();
    }
    let read = said.into_iter().filter_map(|part| {
        let code = Part::parse(&part.code);
        if code.is_none() {
            faults.say("part", format!("`{}` is no part", part.code));
        }
        let all = part.sees.iter().any(|name| name == "*");
        Some(Recipient { part: code?, article: part.article, sees: (!all).then_some(part.sees) })
    });
    read.collect()
}

fn holidays(said: &[String], faults: &mut Faults) -> Vec<Holiday> {
    let mut read = Vec::with_capacity(said.len());
    for day in said {
        // A year with a 29 February, so that this one can be named, too.
        let yearly =
            || format!("2024-{day}").parse::<Date>().ok().map(|date| Holiday::Yearly(date.month(), date.day()));
        match day.parse::<Date>().ok().map(Holiday::Once).or_else(yearly) {
            Some(holiday) => read.push(holiday),
            None => faults.say("holidays", format!("`{day}` is neither YYYY-MM-DD nor MM-DD")),
        }
    }
    read
}

fn is_code(text: &str) -> bool {
    (1..=40).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    const NATIONAL: &str = r#"
name = "lu-elec"
version = "2026-02-01"
based_on = "nis2"
country = "LU"
title = { en = "Electricity, national law" }
law = { en = "Law of 2026" }
source = "national"
holidays = ["12-25", "2026-04-06"]
"#;

    #[test]
    fn a_country_takes_over_what_it_does_not_say() {
        let regime = read(NATIONAL).unwrap();
        assert_eq!(regime.steps.len(), super::super::latest("nis2").unwrap().steps.len());
        assert!(regime.form("final").is_some() && regime.trust && regime.summary == Summary::Quarterly);
        assert_eq!(regime.holidays[0], Holiday::Yearly(12, 25));
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let text = NATIONAL.replace("\"LU\"", "\"Luxembourg\"").replace("12-25", "Christmas")
            + "[[part]]\ncode = \"mayor\"\narticle = \"1\"\nsees = [\"*\"]\n\
               [[step]]\ncode = \"a\"\ntitle = { en = \"A\" }\narticle = \"1\"\nform = \"none\"\n\
               due = [{ hours = 1, months = 1, from = \"b\", article = \"1\" }]\n";
        let faults = read(&text).unwrap_err();
        for word in ["country", "holidays", "part", "no form", "either 1 to 8784", "neither an instant", "reply.from"] {
            assert!(faults.iter().any(|fault| fault.to_string().contains(word)), "{word}: {faults:#?}");
        }
    }

    #[test]
    fn what_is_no_regime_is_refused() {
        assert!(read("nonsense").is_err() && read("").is_err());
        assert!(read(&" ".repeat(LONGEST + 1)).is_err());
        assert!(read(&NATIONAL.replace("nis2", "nis3")).is_err());
    }
}
