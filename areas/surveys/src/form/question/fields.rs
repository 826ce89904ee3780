//! What the page of one element has fields for: each property that its kind can have, and any other that it has all the same.

use std::collections::BTreeMap;

use belfry_forms::core::form::{Choose, Element, Form, Group, Kind, Look, Points, Question, Repeat, Row};
use belfry_forms::core::{Language, Text};
use belfry_web::components::Choice;
use belfry_web::form::Form as Typed;
use belfry_words::Words;

use super::super::{language_alone, language_name, written};
use super::list_of;

/// The texts of an element, by the names of their fields, with the language's tag behind.
pub(super) const TEXTS: [&str; 4] = ["label", "hint", "message", "required_message"];
/// Ticked or not.
pub(super) const BOXES: [&str; 5] = ["required", "once", "read_only", "picture", "page"];
/// Seldom used: these stand folded away.
pub(super) const RARE: &[&str] = &[
    "required_if",
    "message",
    "required_message",
    "default",
    "calculation",
    "once",
    "read_only",
    "item",
    "was",
    "rows_before",
    "choices_before",
    "columns",
    "weight",
    "count",
];

/// The texts of one language.
pub(super) struct Said {
    /// Its tag.
    pub(super) tag: String,
    /// By its name, within a sentence.
    pub(super) language: String,
    /// By its name, as a heading.
    pub(super) heading: String,
    texts: Vec<(&'static str, String)>,
}

impl Said {
    /// The name of one of its fields.
    pub(super) fn field(&self, part: &str) -> String {
        format!("{part}-{}", self.tag)
    }

    /// What stands in it; none where there is no such field.
    pub(super) fn text(&self, part: &str) -> Option<&str> {
        self.texts.iter().find(|(name, _)| *name == part).map(|(_, text)| text.as_str())
    }
}

/// What is in the fields; what is not there has no field.
#[derive(Default)]
pub(super) struct Fields {
    pub(super) said: Vec<Said>,
    parts: BTreeMap<&'static str, String>,
    /// How choices can be laid out.
    pub(super) looks: Vec<Choice>,
}

impl Fields {
    /// Of an element as it is kept.
    pub(super) fn of(t: &Words, form: &Form, element: &Element) -> Self {
        let mut fields = Self::default();
        match element {
            Element::Group(group) => fields.group(group),
            Element::Repeat(repeat) => fields.repeat(repeat),
            Element::Question(question) => fields.question(form, question),
        }
        let texts = texts(element);
        let said = |language: &Language| Said {
            tag: language.to_string(),
            language: language_name(t, language),
            heading: language_alone(t, language),
            texts: texts
                .iter()
                .map(|(name, text)| (*name, text.get(language).unwrap_or_default().to_owned()))
                .collect(),
        };
        fields.said = form.languages.iter().map(said).collect();
        fields.looks = looks(t, fields.text("look"));
        fields
    }

    /// The same fields as they were typed.
    pub(super) fn typed(mut self, t: &Words, typed: &Typed) -> Self {
        for (name, value) in &mut self.parts {
            let yes = || if typed.has(name) { "yes".to_owned() } else { String::new() };
            *value = if BOXES.contains(name) { yes() } else { typed.raw(name) };
        }
        for said in &mut self.said {
            let tag = &said.tag;
            said.texts.iter_mut().for_each(|(part, text)| *text = typed.raw(&format!("{part}-{tag}")));
        }
        self.looks = looks(t, self.text("look"));
        self
    }

    /// Whether there is such a field.
    pub(super) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(name)
    }

    /// What stands in a field.
    pub(super) fn text(&self, name: &str) -> &str {
        self.parts.get(name).map_or("", String::as_str)
    }

    /// Whether a box is ticked.
    pub(super) fn ticked(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }

    /// Whether there is anything to fold away.
    pub(super) fn rare(&self) -> bool {
        RARE.iter().any(|name| self.has(name) || self.said.iter().any(|said| said.text(name).is_some()))
    }

    /// Whether something stands in one of these.
    pub(super) fn hold(&self, names: &[&str]) -> bool {
        let said = |name: &&str| self.said.iter().any(|said| said.text(name).is_some_and(|text| !text.is_empty()));
        names.iter().any(|name| !self.text(name).is_empty() || said(name))
    }

    fn put(&mut self, name: &'static str, value: impl Into<String>) {
        self.parts.insert(name, value.into());
    }

    /// A text where the kind can have it or has one.
    fn may(&mut self, name: &'static str, can: bool, value: &Option<String>) {
        if can || value.is_some() {
            self.put(name, value.clone().unwrap_or_default());
        }
    }

    fn tick(&mut self, name: &'static str, can: bool, ticked: bool) {
        if can || ticked {
            self.put(name, if ticked { "yes" } else { "" });
        }
    }

    fn group(&mut self, group: &Group) {
        self.may("relevance", true, &group.relevance);
        self.tick("page", true, group.page);
        self.put("weight", number(group.weight.as_ref()));
        self.may("item", true, &group.item);
    }

    fn repeat(&mut self, repeat: &Repeat) {
        self.may("relevance", true, &repeat.relevance);
        self.may("count", true, &repeat.count);
        self.put("min", if repeat.min == 0 { String::new() } else { repeat.min.to_string() });
        self.put("max", number(repeat.max.as_ref()));
    }

    fn question(&mut self, form: &Form, question: &Question) {
        let kind = &question.kind;
        let written = !matches!(kind, Kind::Note | Kind::Matrix { .. });
        let shown = !matches!(kind, Kind::Note | Kind::Calculated | Kind::Hidden);
        self.may("relevance", true, &question.relevance);
        self.may("constraint", written && shown && *kind != Kind::Consent, &question.constraint);
        self.may("calculation", written && *kind != Kind::Consent, &question.calculation);
        self.tick("once", written && *kind != Kind::Consent, question.once);
        self.may("default", written && *kind != Kind::Calculated, &question.default);
        self.tick("read_only", written && shown && *kind != Kind::Consent, question.read_only);
        // A condition under which an answer is due stands in a field of its own; the box says always.
        let due = question.required.as_deref();
        self.tick("required", shown && *kind != Kind::Consent, due == Some("true"));
        let only_if = due.filter(|due| *due != "true").map(str::to_owned);
        self.may("required_if", shown && *kind != Kind::Consent, &only_if);
        self.may("item", *kind != Kind::Note, &question.item);
        self.may("was", *kind != Kind::Note, &question.was.as_ref().map(ToString::to_string));
        self.score(question, written || matches!(kind, Kind::Matrix { .. }));
        if let Some(list) = list_of(question) {
            let choices = form.lists.get(list).map_or(&[][..], |list| &list.choices);
            let lines = choices.iter().map(|one| written::said(&one.code, &one.label, &form.languages));
            self.put("choices", lines.collect::<Vec<_>>().join("\n"));
            self.put("columns", written::columns_said(choices));
            let before = choices.iter().filter_map(|one| Some((one.code.as_str(), one.was.as_deref()?)));
            self.put("choices_before", written::pairs_said(before));
        }
        match kind {
            Kind::One(choose) | Kind::Several(choose) | Kind::Rank(choose) => self.choose(choose, kind),
            Kind::Matrix { rows, .. } => self.rows(form, rows),
            Kind::Scale { from, to, step } => {
                self.put("from", from.to_string());
                self.put("to", to.to_string());
                self.put("step", step.to_string());
            }
            Kind::Money { currencies } => self.put("currencies", currencies.join(", ")),
            Kind::File { picture } => self.tick("picture", true, *picture),
            _ => {}
        }
    }

    fn choose(&mut self, choose: &Choose, kind: &Kind) {
        self.may("filter", true, &choose.filter);
        if matches!(kind, Kind::One(_)) || choose.look != Look::Plain {
            self.put("look", look(choose.look));
        }
    }

    fn rows(&mut self, form: &Form, rows: &[Row]) {
        let lines = rows.iter().map(|row| written::said(row.name.as_str(), &row.label, &form.languages));
        self.put("rows", lines.collect::<Vec<_>>().join("\n"));
        let before = rows.iter().filter_map(|row| Some((row.name.as_str(), row.was.as_ref()?.as_str())));
        self.put("rows_before", written::pairs_said(before));
    }

    fn score(&mut self, question: &Question, can: bool) {
        let score = question.score.as_ref();
        if !can && score.is_none() {
            return;
        }
        let points = score.map(|score| &score.points);
        let by_code = match points {
            Some(Points::Choices(points)) => {
                let points: Vec<(&str, String)> =
                    points.iter().map(|(code, points)| (code.as_str(), points.normalize().to_string())).collect();
                Some(written::pairs_said(points.iter().map(|(code, points)| (*code, points.as_str()))))
            }
            _ => None,
        };
        self.may("points", matches!(question.kind, Kind::One(_) | Kind::Several(_) | Kind::Matrix { .. }), &by_code);
        let computed = match points {
            Some(Points::Expression(text)) => Some(text.clone()),
            _ => None,
        };
        self.may("points_by", !matches!(question.kind, Kind::Matrix { .. }), &computed);
        self.put("most", number(score.map(|score| score.most.normalize()).as_ref()));
        self.put("share", number(score.and_then(|score| score.weight).as_ref()));
    }
}

fn number(number: Option<&impl ToString>) -> String {
    number.map(ToString::to_string).unwrap_or_default()
}

/// The texts that an element can have or has.
fn texts(element: &Element) -> Vec<(&'static str, &Text)> {
    let question = match element {
        Element::Group(group) => return vec![(TEXTS[0], &group.label)],
        Element::Repeat(repeat) => return vec![(TEXTS[0], &repeat.label)],
        Element::Question(question) => question,
    };
    let asked = !matches!(question.kind, Kind::Note | Kind::Calculated | Kind::Hidden | Kind::Consent);
    let held = !matches!(question.kind, Kind::Matrix { .. });
    let mut all = vec![(TEXTS[0], &question.label), (TEXTS[1], &question.hint)];
    for (name, can, text) in
        [(TEXTS[2], asked && held, &question.message), (TEXTS[3], asked, &question.required_message)]
    {
        if can || !text.is_empty() {
            all.push((name, text));
        }
    }
    all
}

// words: surveys-element-look-{plain,minimal,likert}

fn looks(t: &Words, chosen: &str) -> Vec<Choice> {
    let all = [Look::Plain, Look::Minimal, Look::Likert].map(look);
    all.iter().map(|code| Choice::new(*code, t.s(&format!("surveys-element-look-{code}")), chosen)).collect()
}

/// The code of a look.
pub(super) fn look(look: Look) -> &'static str {
    match look {
        Look::Plain => "plain",
        Look::Minimal => "minimal",
        Look::Likert => "likert",
    }
}
