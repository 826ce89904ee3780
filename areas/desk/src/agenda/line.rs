//! An obligation in words: what is to be done, when, whose it is, and what it is about.

use belfry_kernel::{ObjectFacts, OrganisationId, Person, Role};
use belfry_store::agenda::{Due, Outcome};
use belfry_web::House;
use belfry_web::components::{Point, State};
use belfry_words::{Arg, Words};
use jiff::{SignedDuration, Timestamp};

use crate::subject::Names;

/// The area of what people put on an agenda themselves.
pub const BY_HAND: &str = "desk";
/// What is due within this time is marked.
const NEAR: SignedDuration = SignedDuration::from_hours(24);

/// An obligation as a line of a list.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its own page.
    pub href: String,
    /// Where it is settled.
    pub settle: String,
    /// What is to be done.
    pub title: String,
    /// When it is due; that stays so when it has ended.
    pub at: Timestamp,
    /// When it is due, as it is read, with the zone.
    pub when: String,
    /// When it is due, as a machine reads it.
    pub datetime: String,
    /// Whose it is, when it is not one's own.
    pub whose: String,
    /// What it is about: title and address; empty for nothing.
    pub about: (String, String),
    /// Done, now, due or late.
    pub state: State,
    /// How it ended; empty while it is open.
    pub outcome: String,
    /// When it ended, as a machine reads it and as it is read; empty while it is open.
    pub ended: (String, String),
    /// Whether it was done after it was due.
    pub was_late: bool,
    /// Whether the reader may end it here.
    pub may_settle: bool,
}

// words: desk-agenda-outcome-{done,dismissed}

impl Line {
    /// The line of an obligation.
    pub fn new(house: &House, t: &Words, now: Timestamp, due: &Due, names: &Names, reader: &Person) -> Self {
        let at = due.obligation.due;
        let address = address(due);
        Self {
            settle: format!("{address}/settle"),
            href: address,
            title: title(t, &due.obligation.what, &due.obligation.data),
            when: when(t, at, now),
            at,
            datetime: at.to_string(),
            whose: whose(due, names),
            about: about(house, due, reader),
            state: state(due, now),
            outcome: due
                .ended
                .map(|(_, outcome, _)| t.s(&format!("desk-agenda-outcome-{}", outcome.code())))
                .unwrap_or_default(),
            ended: due.ended.map(|(ended, ..)| (ended.to_string(), when(t, ended, now))).unwrap_or_default(),
            was_late: due.ended.is_some_and(|(ended, outcome, _)| outcome == Outcome::Done && ended > at),
            may_settle: false,
        }
    }

    /// The kind of its chip.
    pub fn is_late(&self) -> bool {
        self.state == State::Late
    }

    /// Whether it is due within a day.
    pub fn is_near(&self) -> bool {
        self.state == State::Now
    }
}

/// What an obligation is about, title and address; empty for nothing. Its area may name, in the data, the `part` of the record's pages
/// where it is settled, or, of what has no record, the `name` and the `page`; and the `roles` for whom that page is there, where it is
/// not for everybody in the organisation whose obligation it is.
fn about(house: &House, due: &Due, reader: &Person) -> (String, String) {
    let data: serde_json::Value = serde_json::from_str(&due.obligation.data).unwrap_or_default();
    let opens = match (data["roles"].as_array(), due.obligation.organisation) {
        (Some(roles), Some(whose)) => {
            let roles: Vec<Role> = roles.iter().filter_map(|one| Role::parse(one.as_str()?)).collect();
            reader.holds_for(&roles, whose)
        }
        _ => true,
    };
    if let Some((seen, _)) = &due.about {
        let part = data["part"].as_str().filter(|part| opens && part.bytes().all(|byte| byte.is_ascii_lowercase()));
        let address = house.address(seen);
        return (seen.title.clone(), part.map_or(address.clone(), |part| format!("{address}/{part}")));
    }
    match (data["name"].as_str(), data["page"].as_str()) {
        (Some(name), Some(page)) if opens && page.starts_with('/') && !page.starts_with("//") => {
            (name.into(), page.into())
        }
        (Some(name), Some(_)) => (name.into(), String::new()),
        _ => Default::default(),
    }
}

/// The page of an obligation.
pub fn address(due: &Due) -> String {
    format!("/desk/agenda/{}", due.uuid)
}

/// An obligation as a point of a timeline, which leads to what it is about.
pub fn point(house: &House, t: &Words, now: Timestamp, due: &Due, names: &Names, reader: &Person) -> Point {
    let mut text: Vec<String> = due.about.iter().map(|(seen, _)| seen.title.clone()).collect();
    text.extend(Some(whose(due, names)).filter(|whose| !whose.is_empty()));
    let href = match about(house, due, reader) {
        (_, page) if due.area != BY_HAND && !page.is_empty() => page,
        _ => address(due),
    };
    Point {
        when: when(t, due.obligation.due, now),
        datetime: due.obligation.due.to_string(),
        title: title(t, &due.obligation.what, &due.obligation.data),
        text: text.join(" · "),
        href,
        state: state(due, now),
    }
}

/// An instant from now, and with its zone: a deadline counts in one.
pub fn when(t: &Words, at: Timestamp, now: Timestamp) -> String {
    t.a("desk-agenda-when", [("relative", t.relative(at, now).into()), ("date", t.date_time_zone(at).into())])
}

/// The organisation whose it is. A circle is what its obligation is about.
pub fn whose(due: &Due, names: &Names) -> String {
    let organisation = due.obligation.organisation.filter(|_| due.obligation.person.is_none());
    organisation.and_then(|id| names.get(&id)).map(|name| name.short_name.clone()).unwrap_or_default()
}

/// Where an obligation stands.
fn state(due: &Due, now: Timestamp) -> State {
    match due.obligation.due {
        _ if due.ended.is_some() => State::Done,
        at if at < now => State::Late,
        at if at < now + NEAR => State::Now,
        _ => State::Due,
    }
}

/// The same in a word: late, open, or how it ended.
pub fn state_words(t: &Words, due: &Due, now: Timestamp) -> String {
    match (&due.ended, state(due, now)) {
        (Some((_, outcome, _)), _) => t.s(&format!("desk-agenda-outcome-{}", outcome.code())),
        (None, State::Late) => t.s("desk-agenda-late-chip"),
        (None, _) => t.s("desk-agenda-state-open"),
    }
}

/// What decides who may end it or give it to somebody: the organisation whose it is, or that owns the circle; and the person
/// whose it is, or who takes it on.
pub fn facts(due: &Due, circle_owner: Option<OrganisationId>) -> ObjectFacts {
    let owner = due.obligation.organisation.or(circle_owner);
    ObjectFacts {
        visible: true,
        owner: owner.unwrap_or(OrganisationId(0)),
        author: due.obligation.person.or(due.assignee),
    }
}

/// What is to be done, in the words of the area that opened it. An argument that was written in several languages, `{"en": .., "fr": ..}`,
/// is told in the reader's, else in whichever there is.
pub fn title(t: &Words, what: &str, data: &str) -> String {
    if !t.has(what) {
        return t.s("desk-agenda-unnamed");
    }
    let data: serde_json::Map<String, serde_json::Value> = serde_json::from_str(data).unwrap_or_default();
    let args: Vec<(&str, Arg<'_>)> = data
        .iter()
        .filter_map(|(name, value)| {
            let arg = match value {
                serde_json::Value::String(text) => Arg::from(text.as_str()),
                serde_json::Value::Object(languages) => Arg::from(said(languages, t.language())?),
                other => Arg::from(other.as_i64()?),
            };
            Some((name.as_str(), arg))
        })
        .collect();
    t.a(what, &args)
}

fn said<'a>(languages: &'a serde_json::Map<String, serde_json::Value>, wanted: &str) -> Option<&'a str> {
    let written = |language: &str| languages.get(language)?.as_str().filter(|text| !text.is_empty());
    written(wanted).or_else(|| languages.keys().find_map(|other| written(other)))
}

#[cfg(test)]
mod tests {
    use belfry_words::{Catalogue, Source};

    use super::title;

    #[test]
    fn what_was_written_in_two_languages_is_told_in_the_readers() {
        let sources =
            ["en", "fr"].map(|language| Source { language, name: "tests", text: "tests-due = { $what } ({ $n })\n" });
        let words = Catalogue::load(&sources).unwrap();
        let told = |language: &str, data: &str| title(&words.words(language), "tests-due", data);
        let both = r#"{"what": {"en": "Read copies back", "fr": "Restaurer des copies"}, "n": 2}"#;
        assert_eq!(
            (told("en", both), told("fr", both)),
            ("Read copies back (2)".into(), "Restaurer des copies (2)".into())
        );
        assert_eq!(told("en", r#"{"what": {"en": "", "fr": "Restaurer"}, "n": 2}"#), "Restaurer (2)");
        assert_eq!(told("fr", r#"{"what": "As it was", "n": 2}"#), "As it was (2)");
    }
}
