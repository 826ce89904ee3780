//! The texts of a definition: there in the first language, in no language that it does not have, with names that exist.

use std::collections::HashMap;

use super::{Asked, Fault, Part, Reason, Slot};
use crate::core::check::{Known, What};
use crate::core::form::{Form, Kind, Points};
use crate::core::name::{Name, Text, placeholders};

pub(super) fn check(form: &Form, slots: &[Slot], known: &HashMap<Name, Known>, faults: &mut Vec<Fault>) {
    let mut say = Said { form, known, faults };
    say.text(&form.name, &form.title, true, &[]);
    for (name, list) in &form.lists {
        list.choices.iter().for_each(|choice| say.text(name, &choice.label, true, &[]));
    }
    for level in form.rating.iter().flat_map(|rating| &rating.levels) {
        say.text(&form.name, &level.label, true, &[]);
    }
    for slot in slots {
        match &slot.asked {
            Asked::Group(_) | Asked::Repeat(_) => say.text(&slot.name, slot.label(), false, &slot.scope),
            Asked::Row(label) => say.text(&slot.name, label, true, &slot.scope),
            Asked::Question(question) => {
                let needs = slot.is_shown() && question.hint.is_empty();
                say.text(&slot.name, &question.label, needs, &slot.scope);
                for text in [&question.hint, &question.message, &question.required_message] {
                    say.text(&slot.name, text, false, &slot.scope);
                }
                if let (Some(Points::Choices(points)), Kind::One(choose) | Kind::Several(choose)) =
                    (question.score.as_ref().map(|score| &score.points), &question.kind)
                {
                    let codes = form.lists.get(&choose.list).map_or(&[][..], |list| &list.choices);
                    if points.keys().any(|code| !codes.iter().any(|choice| choice.code == *code)) {
                        say.fault(&slot.name, Part::Score, Reason::Points);
                    }
                }
            }
        }
    }
}

struct Said<'a> {
    form: &'a Form,
    known: &'a HashMap<Name, Known>,
    faults: &'a mut Vec<Fault>,
}

impl Said<'_> {
    fn fault(&mut self, element: &Name, part: Part, reason: Reason) {
        self.faults.push(Fault { element: element.clone(), part, reason });
    }

    fn text(&mut self, element: &Name, text: &Text, needed: bool, scope: &[usize]) {
        if let Some(first) = self.form.languages.first().filter(|first| needed && text.get(first).is_none()) {
            self.fault(element, Part::Label, Reason::Unsaid(first.clone()));
        }
        for (language, said) in text.iter() {
            if !self.form.languages.contains(language) {
                self.fault(element, Part::Label, Reason::Undeclared(language.clone()));
            }
            for found in placeholders(said) {
                let fine = match &found {
                    Ok((_, name)) => self
                        .known
                        .get(name)
                        .is_some_and(|known| matches!(known.what, What::Answer(_)) && scope.starts_with(&known.scope)),
                    Err(_) => false,
                };
                if !fine {
                    let at = found.map_or_else(|at| at, |(at, _)| at);
                    self.fault(element, Part::Label, Reason::Placeholder(at));
                }
            }
        }
    }
}
