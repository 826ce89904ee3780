//! The form of an application: what was typed, made into a sheet, or refused with words beside the field.

use askama::Template;
use belfry_identity::organisation::OrganisationKind;
use belfry_identity::{Email, Refusal};
use belfry_web::Form;
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_words::Words;

use super::Sheet;
use super::store::Application;
use crate::organisation::{country_choices, kind_name};
use crate::refused;
use crate::register::fields::{self, Field};
use crate::register::record::{self, Record, edit, entered};
use crate::register::registration::NEEDED;
use crate::register::sight::is_authority;
use crate::register::{facts, said};

/// The fields of the record that are asked for at once; the rest is filled in afterwards.
const ASKED: &[&str] =
    &["number", "street", "town", "email", "phone", "places", "staff", "turnover", "balance", "cases"];
/// Identity and address, row by row: code of the field and type of the input.
const ADDRESS: &[&[(&str, &str)]] =
    &[&[("number", "text")], &[("street", "text"), ("town", "text")], &[("email", "email"), ("phone", "tel")]];
/// Characters of what somebody says of himself, and of an answer.
const WORDS: usize = 3_000;

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    pub(super) name: String,
    pub(super) short_name: String,
    pub(super) kind: String,
    pub(super) country: String,
    pub(super) website: String,
    pub(super) person: String,
    pub(super) mailbox: String,
    pub(super) about: String,
    pub(super) answer: String,
    pub(super) record: Record,
}

/// The form as a template shows it.
#[derive(Template)]
#[template(path = "application/form.html")]
pub struct Body {
    t: Words,
    csrf: String,
    action: String,
    /// Asked for, with what: then only the answer and the organisation are typed.
    question: String,
    typed: Typed,
    kinds: Vec<Choice>,
    countries: Vec<Choice>,
    places: Vec<Choice>,
    labels: Vec<Vec<Labelled>>,
    figures: Vec<Labelled>,
    cases: Vec<String>,
    errors: Errors,
}

/// A field of the record in this form.
struct Labelled {
    code: &'static str,
    label: String,
    value: String,
    kind: &'static str,
    error: String,
}

impl Typed {
    /// From a form.
    pub(super) fn of(form: &Form, t: &Words, errors: &mut Errors) -> Self {
        let text = |name: &str, longest: usize| form.text(name).chars().take(longest).collect::<String>();
        let asked: Vec<&Field> = ASKED.iter().filter_map(|code| fields::by_code(code)).collect();
        let mut record = Record::default();
        entered::take(form, &asked, &mut record, errors, t);
        Self {
            name: text("name", 300),
            short_name: text("short-name", 100),
            kind: text("kind", 40),
            country: text("country", 4).to_uppercase(),
            website: text("website", 400),
            person: text("person", 200),
            mailbox: text("mailbox", 254),
            about: form.raw("about").chars().take(WORDS + 1).collect(),
            answer: form.raw("words").chars().take(WORDS + 1).collect(),
            record,
        }
    }

    /// From what was sent before.
    pub(super) fn before(one: &Application) -> Self {
        let sheet = one.sheet.clone();
        Self {
            name: sheet.name,
            short_name: sheet.short_name,
            kind: sheet.kind,
            country: sheet.country,
            website: sheet.website,
            person: one.person.clone(),
            mailbox: one.email.clone(),
            about: one.about.clone(),
            answer: String::new(),
            record: sheet.record,
        }
    }

    /// The sheet, when nothing is wrong with it.
    pub(super) fn sheet(&self, errors: &mut Errors, t: &Words) -> Option<Sheet> {
        let sheet = Sheet {
            name: self.name.clone(),
            short_name: self.short_name.clone(),
            kind: self.kind.clone(),
            country: self.country.clone(),
            website: self.website.clone(),
            record: self.record.clone(),
        };
        // The country has words of its own below.
        for field in sheet.fields().read().1.into_iter().filter(|field| *field != "country") {
            // Only fields are refused here, and those have words.
            let _ = refused::add(errors, t, Refusal::Field(field));
        }
        let kind = OrganisationKind::parse(&self.kind).filter(|kind| !is_authority(kind.code()));
        errors.unless(kind.is_some(), "kind", || t.s("members-organisation-kind-missing"));
        errors
            .unless(facts::country(&self.country).is_some(), "country", || t.s("members-application-country-missing"));
        // What an entity of the Directive is registered with: Article 3(4)(a) to (c).
        let needed = NEEDED.iter().filter(|code| record::is_entity(&self.kind) && self.record.get(code).is_empty());
        for code in needed.filter(|code| errors.of(code).is_empty()).collect::<Vec<_>>() {
            let field = said::label(t, code);
            errors.add(code, t.a("members-application-needed", [("field", field.into())]));
        }
        errors.is_empty().then_some(sheet)
    }

    /// Who applies: name and address, when they can be read.
    pub(super) fn who(&self, errors: &mut Errors, t: &Words) -> Option<(String, Email)> {
        let person: String = self.person.split_whitespace().collect::<Vec<_>>().join(" ");
        errors.unless((1..=120).contains(&person.chars().count()), "person", || t.s("members-refused-field-name"));
        let email = Email::parse(&self.mailbox);
        errors.unless(email.is_some(), "mailbox", || t.s("members-refused-field-email"));
        errors.unless(self.about.chars().count() <= WORDS, "about", || t.s("members-refused-field-about"));
        email.map(|email| (person, email))
    }

    /// The answer to a question.
    pub(super) fn answered(&self, errors: &mut Errors, t: &Words) -> String {
        let words = self.answer.trim().to_owned();
        errors.unless(!words.is_empty(), "words", || t.s("members-registration-words-missing"));
        errors.unless(words.chars().count() <= WORDS, "words", || t.s("members-application-long"));
        words
    }

    /// The form with all of it.
    pub(super) fn form(
        self,
        t: &Words,
        (csrf, demo): (String, bool),
        action: String,
        question: String,
        errors: Errors,
    ) -> Body {
        let labelled = |(code, kind): (&'static str, &'static str)| Labelled {
            code,
            kind,
            label: said::label(t, code),
            value: self.record.get(code).to_owned(),
            error: errors.of(code).to_owned(),
        };
        let kinds = OrganisationKind::ALL.iter().filter(|kind| !is_authority(kind.code()));
        let place = self.record.lines("places").next().unwrap_or_default();
        Body {
            csrf,
            action,
            question,
            kinds: kinds.map(|kind| Choice::new(kind.code(), kind_name(t, *kind), &self.kind)).collect(),
            countries: country_choices(t, &self.country, demo),
            places: edit::place_choices(t, place),
            labels: ADDRESS.iter().map(|row| row.iter().copied().map(labelled).collect()).collect(),
            figures: [("staff", "text"), ("turnover", "text"), ("balance", "text")].map(labelled).into(),
            cases: self.record.lines("cases").map(str::to_owned).collect(),
            typed: self,
            errors,
            t: t.clone(),
        }
    }
}
