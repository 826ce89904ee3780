//! One plain function per parser, for a fuzz suite: none may panic, whatever the bytes.

use crate::core::evaluate::{Bare, Run};
use crate::core::expression::parse;
use crate::core::form::{Element, Form, Kind, Question};
use crate::core::{At, Language, Name, Text, publish};

/// An expression: read, printed, read back the same, checked, and computed.
///
/// # Panics
/// Where what is printed does not read back.
pub fn expression(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(expr) = parse(text) else { return };
    let printed = expr.to_string();
    // Printing may add parentheses that nest deeper than the limit; what is read back is the same.
    if let Ok(again) = parse(&printed) {
        assert_eq!(again, expr, "{printed}");
    }
    let (Some(name), Some(language)) = (Name::parse("computed"), Language::parse("en")) else { return };
    let mut question = Question::new(name.clone(), Kind::Calculated, Text::default());
    question.calculation = Some(text.to_owned());
    let elements = vec![Element::Question(Box::new(question))];
    let title = Text::new(&language, "x");
    let form =
        Form { name, title, languages: vec![language.clone()], lists: Default::default(), elements, rating: None };
    let Ok(published) = publish(form) else { return };
    let Some(typed) = published.slots().first().and_then(|slot| slot.rules.calculation.as_ref()) else { return };
    let now = jiff::civil::DateTime::constant(2026, 11, 26, 12, 0, 0, 0);
    let mut run = Run {
        form: &published,
        ground: &Bare,
        now,
        language: &language,
        at: At::TOP,
        this: None,
        choice: None,
        steps: 100_000,
    };
    let _ = run.value(typed);
}

/// A definition as JSON: checked, and its faults told.
pub fn definition(bytes: &[u8]) {
    let Ok(form) = serde_json::from_slice::<Form>(bytes) else { return };
    if let Err(faults) = publish(form) {
        faults.iter().for_each(|fault| drop(fault.to_string()));
    }
}
