//! Answers as they are read: everything that was asked, in order, with what was answered and what is still wrong.

use belfry_forms::core::publish::{Asked, Slot};
use belfry_forms::core::{Answers, At, Place, Sheet, Value};
use belfry_forms::render::{field, words_for};

use super::turn::Desk;

/// A question with its answer.
pub struct Line {
    /// What was asked.
    pub label: String,
    /// What was answered; empty for nothing.
    pub value: String,
    /// What is wrong with it; empty for nothing.
    pub error: String,
    /// Its page, from 0.
    pub page: usize,
    /// Whether it is a heading.
    pub heading: bool,
    /// Where the file is; empty for other answers.
    pub href: String,
}

/// Every line.
#[must_use]
pub fn lines(desk: Desk<'_>, sheet: &Sheet<'_>, answers: &Answers) -> Vec<Line> {
    let (t, files) = (desk.t, desk.files.at);
    let complaints = sheet.complaints(answers);
    let mut all = Vec::new();
    for (id, slot) in sheet.form().slots().iter().enumerate().filter(|(_, slot)| slot.is_shown()) {
        for (at, _) in sheet.cells(id).iter().filter(|(_, cell)| cell.asked) {
            let heading = slot.kind.is_none();
            let label = sheet.say(slot.label(), *at);
            if label.is_empty() || matches!(slot.asked, Asked::Repeat(_)) {
                continue;
            }
            let complaint = complaints.iter().find(|one| one.place.name == slot.name && one.place.at == *at);
            let error = complaint.map(|one| {
                let place = Place { name: slot.name.clone(), at: *at };
                words_for(sheet, t, &place, one.reason)
            });
            let place = Place { name: slot.name.clone(), at: *at };
            let is_file = matches!(answers.values.get(&place), Some(Value::File(_)));
            let href = if is_file && !files.is_empty() { format!("{files}{}", field(&place)) } else { String::new() };
            let value = if heading { String::new() } else { said(desk, sheet, id, *at) };
            all.push(Line { label, value, error: error.unwrap_or_default(), page: slot.page, heading, href });
        }
    }
    all
}

/// An answer in the reader's words.
fn said(desk: Desk<'_>, sheet: &Sheet<'_>, slot: usize, at: At) -> String {
    let t = desk.t;
    match sheet.cell(slot, at).and_then(|cell| cell.value.as_ref()) {
        Some(Value::Truth(true)) => t.s("forms-yes"),
        Some(Value::Truth(false)) => t.s("forms-no"),
        Some(Value::Date(day)) => t.day(*day),
        Some(Value::Text(code)) => {
            let kind = sheet.form().slots().get(slot).and_then(Slot::question).map(|question| &question.kind);
            kind.and_then(|kind| desk.named(kind, code)).unwrap_or_else(|| code.clone())
        }
        _ => sheet.told(slot, at),
    }
}
