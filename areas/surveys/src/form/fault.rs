//! What keeps a draft from being published, in words, with the place where it is mended.

use super::language_name;
mod expression;

use belfry_forms::core::Fault;
use belfry_forms::core::edit;
use belfry_forms::core::form::{Element, Form};
use belfry_forms::core::publish::{Part, Reason};
use belfry_words::Words;

/// A fault as it is read.
pub struct Line {
    /// What it is about: the question as it is asked, or a name.
    pub place: String,
    /// Where it is mended; empty for what has no page.
    pub href: String,
    /// Which part of it, and why.
    pub why: String,
}

// words: surveys-fault-part-{whole,label,relevance,constraint,required,calculation,default,filter,count,score}

/// Every fault of a draft; `base` is the address of its editor.
#[must_use]
pub fn lines(t: &Words, form: &Form, faults: &[Fault], base: &str) -> Vec<Line> {
    let elements = edit::walk(form);
    let line = |fault: &Fault| {
        let found = elements.iter().find(|(_, element)| *element.name() == fault.element).map(|(_, found)| *found);
        let label = found.map(|element| match element {
            Element::Question(question) => &question.label,
            Element::Group(group) => &group.label,
            Element::Repeat(repeat) => &repeat.label,
        });
        let said = label.map_or("", |label| label.said(&super::language(t), &form.languages));
        Line {
            place: if said.is_empty() { fault.element.to_string() } else { said.to_owned() },
            href: if found.is_some() { format!("{base}/{}", fault.element) } else { String::new() },
            why: t.a(
                "surveys-fault-line",
                [
                    ("part", t.s(&format!("surveys-fault-part-{}", part(fault.part))).into()),
                    ("why", why(t, &fault.reason).into()),
                ],
            ),
        }
    };
    faults.iter().map(line).collect()
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
