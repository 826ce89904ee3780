//! What keeps a draft from being published, in words, with the place where it is mended.

use belfry_forms::core::form::{Element, Form};
use belfry_forms::core::publish::{Part, Reason};
use belfry_forms::core::{Fault, Name, edit};
use belfry_web::form::Errors;
use belfry_words::Words;

use super::{language_name, question};

mod expression;

pub use expression::unreadable;

/// A fault as it is read.
pub struct Line {
    /// What it is about: the question as it is asked, or a name; empty on its own page.
    pub place: String,
    /// Where it is mended; empty for what has no page.
    pub href: String,
    /// Which part of it, and why.
    pub why: String,
}

// words: surveys-fault-part-{whole,label,relevance,constraint,required,calculation,default,filter,count,score}

/// Every fault of a draft; `base` is the address of its editor, empty for whoever may not open it.
#[must_use]
pub fn lines(t: &Words, form: &Form, faults: &[Fault], base: &str) -> Vec<Line> {
    let line = |fault: &Fault| {
        let found = owner(form, &fault.element);
        Line {
            place: found.map_or_else(|| fault.element.to_string(), |found| super::edit::said(t, form, found)),
            href: found
                .filter(|_| !base.is_empty())
                .map(|found| format!("{base}/{}", found.name()))
                .unwrap_or_default(),
            why: said(t, fault),
        }
    };
    faults.iter().map(line).collect()
}

/// The faults of one element on its own page; each leads to its field.
#[must_use]
pub fn here(t: &Words, form: &Form, faults: &[Fault]) -> Vec<Line> {
    let line = |fault: &Fault| {
        let field = field(form, fault);
        let href = if field.is_empty() { field } else { format!("#f-{field}") };
        Line { place: String::new(), href, why: said(t, fault) }
    };
    faults.iter().map(line).collect()
}

/// The same in the fields.
#[must_use]
pub fn beside(t: &Words, form: &Form, faults: &[Fault]) -> Errors {
    let mut errors = Errors::default();
    for fault in faults {
        errors.add(&field(form, fault), why(t, &fault.reason));
    }
    errors
}

/// The question, section, matrix or list's first question that a fault is of.
fn owner<'a>(form: &'a Form, name: &Name) -> Option<&'a Element> {
    let all = edit::walk(form);
    let found = |of: &dyn Fn(&Element) -> bool| all.iter().map(|(_, element)| *element).find(|element| of(element));
    found(&|element| element.name() == name).or_else(|| found(&|element| question::belongs(element, name)))
}

/// The field in which a fault is mended; empty for none.
fn field(form: &Form, fault: &Fault) -> String {
    let itself = edit::walk(form).into_iter().any(|(_, element)| *element.name() == fault.element);
    if !itself {
        return if form.lists.contains_key(&fault.element) { "choices".into() } else { "rows".into() };
    }
    let field = match fault.part {
        Part::Whole => "",
        Part::Label => {
            let first = form.languages.first().map(|first| format!("label-{first}"));
            return first.unwrap_or_default();
        }
        Part::Relevance => "relevance",
        Part::Constraint => "constraint",
        Part::Required => "required_if",
        Part::Calculation => "calculation",
        Part::Default => "default",
        Part::Filter => "filter",
        Part::Count => "count",
        Part::Score => "most",
    };
    field.to_owned()
}

fn said(t: &Words, fault: &Fault) -> String {
    let part = t.s(&format!("surveys-fault-part-{}", part(fault.part)));
    t.a("surveys-fault-line", [("part", part.into()), ("why", why(t, &fault.reason).into())])
}

fn part(part: Part) -> &'static str {
    match part {
        Part::Whole => "whole",
        Part::Label => "label",
        Part::Relevance => "relevance",
        Part::Constraint => "constraint",
        Part::Required => "required",
        Part::Calculation => "calculation",
        Part::Default => "default",
        Part::Filter => "filter",
        Part::Count => "count",
        Part::Score => "score",
    }
}

// words: surveys-fault-{no-list,bad-code,code-twice,unsaid,undeclared,currency,circle,later,expression}

fn why(t: &Words, reason: &Reason) -> String {
    let with = |key: &str, name: &str, value: &str| t.a(key, [(name, value.into())]);
    match reason {
        Reason::Nothing => t.s("surveys-fault-nothing"),
        Reason::NoLanguage => t.s("surveys-fault-no-language"),
        Reason::TooMany => t.s("surveys-fault-too-many"),
        Reason::Twice => t.s("surveys-fault-twice"),
        Reason::NoList(name) => with("surveys-fault-no-list", "name", name.as_str()),
        Reason::NoChoices => t.s("surveys-fault-no-choices"),
        Reason::BadCode(code) => with("surveys-fault-bad-code", "code", code),
        Reason::CodeTwice(code) => with("surveys-fault-code-twice", "code", code),
        Reason::Unsaid(language) => with("surveys-fault-unsaid", "language", &language_name(t, language)),
        Reason::Undeclared(language) => with("surveys-fault-undeclared", "language", &language_name(t, language)),
        Reason::Placeholder(_) => t.s("surveys-fault-placeholder"),
        Reason::PageInside => t.s("surveys-fault-page-inside"),
        Reason::Numbers => t.s("surveys-fault-numbers"),
        Reason::Currency(code) => with("surveys-fault-currency", "code", code),
        Reason::NoCalculation => t.s("surveys-fault-no-calculation"),
        Reason::Misplaced => t.s("surveys-fault-misplaced"),
        Reason::Points => t.s("surveys-fault-points"),
        Reason::Levels => t.s("surveys-fault-levels"),
        Reason::Circle(names) => {
            let names: Vec<&str> = names.iter().map(|name| name.as_str()).collect();
            with("surveys-fault-circle", "names", &t.list(&names))
        }
        Reason::Later(name) => with("surveys-fault-later", "name", name.as_str()),
        Reason::Unreachable => t.s("surveys-fault-unreachable"),
        Reason::TooMuch => t.s("surveys-fault-too-much"),
        Reason::Unreadable(detail) => with("surveys-fault-expression", "detail", &expression::unreadable(t, detail)),
        Reason::Misfit(detail) => with("surveys-fault-expression", "detail", &expression::misfit(t, detail)),
    }
}
