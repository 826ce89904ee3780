//! What was typed on the page of one element, put into the element. What is none is refused beside its field. Names that an
//! expression asks for may come later, so what is only unknown is kept, and keeps the form from being published.

use std::collections::BTreeMap;

use belfry_forms::core::expression::parse;
use belfry_forms::core::form::{Choose, Element, Form, Group, Kind, Look, Points, Question, Repeat, Row, Score};
use belfry_forms::core::{Language, Name, Text};
use belfry_web::form::{Errors, Form as Typed};
use belfry_words::Words;
use rust_decimal::Decimal;

use super::super::edit::LONGEST;
use super::super::{fault, written};
use super::fields::{Fields, TEXTS};
use super::list_of;

/// Characters of the code of a catalogue's item.
const LONGEST_ITEM: usize = 200;

// words: surveys-element-{weight-wrong,entries-wrong,name-wrong,required-both,points-both,points-missing,points-wrong,most-wrong}
// words: surveys-element-{columns-wrong,before-wrong,currencies-wrong}
// words: surveys-question-{scale-wrong,rows-missing,choices-missing}

/// What is typed, with where to tell what is wrong with it.
pub(super) struct Taking<'a> {
    pub(super) t: &'a Words,
    pub(super) typed: &'a Typed,
    /// The fields that there are; others are left alone.
    pub(super) fields: &'a Fields,
    pub(super) errors: &'a mut Errors,
}

impl Taking<'_> {
    /// Puts all of it into an element, and into the list that it chooses from.
    pub(super) fn take(&mut self, form: &mut Form, element: &mut Element) {
        let languages = form.languages.clone();
        match element {
            Element::Group(group) => self.group(group, &languages),
            Element::Repeat(repeat) => self.repeat(repeat, &languages),
            Element::Question(question) => {
                self.question(question, &languages);
                self.list(form, question);
            }
        }
    }

    fn wrong(&mut self, field: &str, key: &str) {
        let words = self.t.s(key);
        self.errors.add(field, words);
    }

    fn texts(&mut self, part: &str, text: &mut Text, languages: &[Language]) {
        for (said, language) in self.fields.said.iter().zip(languages).filter(|(said, _)| said.text(part).is_some()) {
            let field = said.field(part);
            let typed = self.typed.raw(&field);
            let typed = typed.trim();
            if typed.chars().count() > LONGEST {
                self.errors.add(&field, self.t.n("surveys-element-text-long", LONGEST));
            }
            text.put(language, typed);
        }
    }

    fn expression(&mut self, field: &str, place: &mut Option<String>) {
        if !self.fields.has(field) {
            return;
        }
        let typed = self.typed.raw(field);
        let typed = typed.trim();
        if typed.is_empty() {
            *place = None;
            return;
        }
        if let Err(why) = parse(typed) {
            self.errors.add(field, fault::unreadable(self.t, &why));
        }
        *place = Some(typed.to_owned());
    }

    /// A number; nothing for an empty field, or for one that holds something else, which is then told.
    fn number<N: std::str::FromStr>(&mut self, field: &str, key: &str) -> Option<N> {
        let typed = self.typed.text(field).replace(',', ".");
        if typed.is_empty() {
            return None;
        }
        let number = typed.parse().ok();
        if number.is_none() {
            self.wrong(field, key);
        }
        number
    }

    fn item(&mut self, item: &mut Option<String>) {
        if self.fields.has("item") {
            let typed = self.typed.text("item");
            *item = Some(typed.to_owned()).filter(|item| !item.is_empty());
            self.errors.unless(typed.chars().count() <= LONGEST_ITEM, "item", || {
                self.t.n("surveys-element-text-long", LONGEST_ITEM)
            });
        }
    }

    fn group(&mut self, group: &mut Group, languages: &[Language]) {
        self.texts(TEXTS[0], &mut group.label, languages);
        self.expression("relevance", &mut group.relevance);
        group.page = self.typed.has("page");
        group.weight = self.weight("weight");
        self.item(&mut group.item);
    }

    fn weight(&mut self, field: &str) -> Option<Decimal> {
        let weight = self.number::<Decimal>(field, "surveys-element-weight-wrong");
        if weight.is_some_and(|weight| weight < Decimal::ZERO) {
            self.wrong(field, "surveys-element-weight-wrong");
        }
        weight
    }

    fn repeat(&mut self, repeat: &mut Repeat, languages: &[Language]) {
        self.texts(TEXTS[0], &mut repeat.label, languages);
        self.expression("relevance", &mut repeat.relevance);
        self.expression("count", &mut repeat.count);
        repeat.min = self.number("min", "surveys-element-entries-wrong").unwrap_or_default();
        repeat.max = self.number("max", "surveys-element-entries-wrong");
        let most = belfry_forms::core::form::MOST_ENTRIES;
        if repeat.min > repeat.max.unwrap_or(most) || repeat.max.is_some_and(|max| max > most || max == 0) {
            self.errors.add("max", self.t.n("surveys-element-entries-order", most));
        }
    }

    fn question(&mut self, question: &mut Question, languages: &[Language]) {
        for (part, text) in [
            (TEXTS[0], &mut question.label),
            (TEXTS[1], &mut question.hint),
            (TEXTS[2], &mut question.message),
            (TEXTS[3], &mut question.required_message),
        ] {
            self.texts(part, text, languages);
        }
        self.expression("relevance", &mut question.relevance);
        self.expression("constraint", &mut question.constraint);
        self.expression("calculation", &mut question.calculation);
        self.expression("default", &mut question.default);
        self.required(&mut question.required);
        if self.fields.has("once") {
            question.once = self.typed.has("once");
        }
        if self.fields.has("read_only") {
            question.read_only = self.typed.has("read_only");
        }
        self.item(&mut question.item);
        if self.fields.has("was") {
            question.was = Name::parse(self.typed.text("was"));
            if question.was.is_none() && self.typed.has("was") {
                self.wrong("was", "surveys-element-name-wrong");
            }
        }
        self.score(&mut question.score);
        self.kind(&mut question.kind, languages);
    }

    fn required(&mut self, required: &mut Option<String>) {
        let always = self.typed.has("required");
        let mut only_if = None;
        self.expression("required_if", &mut only_if);
        if always && only_if.is_some() {
            self.wrong("required_if", "surveys-element-required-both");
        }
        if self.fields.has("required") || self.fields.has("required_if") {
            *required = only_if.or_else(|| always.then(|| "true".to_owned()));
        }
    }

    fn score(&mut self, score: &mut Option<Score>) {
        if !self.fields.has("most") {
            return;
        }
        let mut computed = None;
        self.expression("points_by", &mut computed);
        let points = if self.fields.has("points") { self.points() } else { BTreeMap::new() };
        if computed.is_some() && !points.is_empty() {
            self.wrong("points_by", "surveys-element-points-both");
        }
        let most = self.number::<Decimal>("most", "surveys-element-most-wrong");
        let weight = self.weight("share");
        let points = match computed {
            Some(text) => Some(Points::Expression(text)),
            None => Some(Points::Choices(points)).filter(|points| *points != Points::Choices(BTreeMap::new())),
        };
        *score = match (points, most) {
            (Some(points), Some(most)) if most > Decimal::ZERO => Some(Score { points, most, weight }),
            (None, None) if weight.is_none() => None,
            (None, _) => {
                let field = if self.fields.has("points") { "points" } else { "points_by" };
                self.wrong(field, "surveys-element-points-missing");
                None
            }
            (Some(_), _) => {
                if self.errors.of("most").is_empty() {
                    self.wrong("most", "surveys-element-most-wrong");
                }
                None
            }
        };
    }

    fn points(&mut self) -> BTreeMap<String, Decimal> {
        let typed = written::pairs(&self.typed.raw("points"));
        let points = typed.and_then(|pairs| {
            let one = |(code, points): (String, String)| Some((code, points.replace(',', ".").parse().ok()?));
            pairs.into_iter().map(one).collect::<Option<BTreeMap<_, _>>>()
        });
        if points.is_none() {
            self.wrong("points", "surveys-element-points-wrong");
        }
        points.unwrap_or_default()
    }

    fn kind(&mut self, kind: &mut Kind, languages: &[Language]) {
        match kind {
            Kind::One(choose) | Kind::Several(choose) | Kind::Rank(choose) => self.choose(choose),
            Kind::Matrix { rows, .. } => self.rows(rows, languages),
            Kind::Scale { from, to, step } => {
                let key = "surveys-question-scale-wrong";
                let numbers: [Option<Decimal>; 3] =
                    [self.number("from", key), self.number("to", key), self.number("step", key)];
                match numbers {
                    [Some(a), Some(b), Some(c)] if a < b && c > Decimal::ZERO => (*from, *to, *step) = (a, b, c),
                    _ if ["from", "to", "step"].iter().any(|field| !self.errors.of(field).is_empty()) => {}
                    _ => self.wrong("from", key),
                }
            }
            Kind::File { picture } => *picture = self.typed.has("picture"),
            Kind::Money { currencies } => {
                let codes = self.typed.text("currencies").split([',', ' ', ';']).filter(|code| !code.is_empty());
                *currencies = codes.map(str::to_uppercase).collect();
                let odd = |code: &String| code.len() != 3 || !code.bytes().all(|b| b.is_ascii_uppercase());
                if currencies.is_empty() || currencies.iter().any(odd) {
                    self.wrong("currencies", "surveys-element-currencies-wrong");
                }
            }
            _ => {}
        }
    }

    fn choose(&mut self, choose: &mut Choose) {
        self.expression("filter", &mut choose.filter);
        if self.fields.has("look") {
            choose.look = match self.typed.text("look") {
                "minimal" => Look::Minimal,
                "likert" => Look::Likert,
                _ => Look::Plain,
            };
        }
    }

    fn rows(&mut self, rows: &mut Vec<Row>, languages: &[Language]) {
        let old = rows.clone();
        match written::rows(&self.typed.raw("rows"), languages) {
            Some(made) if !made.is_empty() => *rows = made,
            _ => self.wrong("rows", "surveys-question-rows-missing"),
        }
        let before =
            self.before("rows_before", |code| old.iter().chain(rows.iter()).any(|row| row.name.as_str() == code));
        let odd = before.values().any(|was| Name::parse(was).is_none());
        if odd {
            self.wrong("rows_before", "surveys-element-name-wrong");
        }
        rows.iter_mut().for_each(|row| row.was = before.get(row.name.as_str()).and_then(|was| Name::parse(was)));
    }

    fn list(&mut self, form: &mut Form, question: &Question) {
        let Some(name) = list_of(question).cloned() else { return };
        let languages = form.languages.clone();
        let list = form.lists.entry(name).or_default();
        // What is said of choices that are taken away goes with them.
        let old: Vec<String> = list.choices.iter().map(|choice| choice.code.clone()).collect();
        match written::choices(&self.typed.raw("choices"), &languages) {
            Some(choices) if !choices.is_empty() => list.choices = choices,
            _ => self.wrong("choices", "surveys-question-choices-missing"),
        }
        let known =
            |code: &str| list.choices.iter().any(|choice| choice.code == code) || old.iter().any(|old| old == code);
        let before = self.before("choices_before", known);
        match written::columns(&self.typed.raw("columns")) {
            Some(columns) if columns.iter().all(|(code, ..)| known(code)) => {
                for (code, column, value) in columns {
                    let choice = list.choices.iter_mut().filter(|choice| choice.code == code);
                    choice.for_each(|choice| drop(choice.columns.insert(column.clone(), value.clone())));
                }
            }
            _ => self.wrong("columns", "surveys-element-columns-wrong"),
        }
        list.choices.iter_mut().for_each(|choice| choice.was = before.get(&choice.code).cloned());
    }

    /// What codes were called in the version before.
    fn before(&mut self, field: &str, known: impl Fn(&str) -> bool) -> BTreeMap<String, String> {
        let pairs = written::pairs(&self.typed.raw(field)).filter(|pairs| pairs.iter().all(|(code, _)| known(code)));
        if pairs.is_none() {
            self.wrong(field, "surveys-element-before-wrong");
        }
        pairs.unwrap_or_default().into_iter().collect()
    }
}
