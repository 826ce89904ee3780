//! How complete each language of a form is.

use super::form::{Element, Form};
use super::name::{Language, Name, Text};

/// What one language lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completeness {
    /// Which language.
    pub language: Language,
    /// Texts there are in it.
    pub there: usize,
    /// Texts there are in any of the form's languages.
    pub of: usize,
    /// Where one is missing: the element or list, once for each text.
    pub missing: Vec<Name>,
}

/// How complete each language is, in the form's order.
#[must_use]
pub fn completeness(form: &Form) -> Vec<Completeness> {
    let texts = texts(form);
    let one = |language: &Language| {
        let missing = texts.iter().filter(|(_, text)| text.get(language).is_none());
        let missing: Vec<Name> = missing.map(|(name, _)| (*name).clone()).collect();
        Completeness { language: language.clone(), there: texts.len() - missing.len(), of: texts.len(), missing }
    };
    form.languages.iter().map(one).collect()
}

/// Every text that is said in some language, with the name of what it belongs to.
fn texts(form: &Form) -> Vec<(&Name, &Text)> {
    let mut all = vec![(&form.name, &form.title)];
    for (name, list) in &form.lists {
        all.extend(list.choices.iter().map(|choice| (name, &choice.label)));
    }
    all.extend(form.rating.iter().flat_map(|rating| &rating.levels).map(|level| (&form.name, &level.label)));
    within(&form.elements, &mut all);
    all.retain(|(_, text)| !text.is_empty());
    all
}

fn within<'a>(elements: &'a [Element], all: &mut Vec<(&'a Name, &'a Text)>) {
    for element in elements {
        match element {
            Element::Group(group) => {
                all.push((&group.name, &group.label));
                within(&group.elements, all);
            }
            Element::Repeat(repeat) => {
                all.push((&repeat.name, &repeat.label));
                within(&repeat.elements, all);
            }
            Element::Question(question) => {
                let texts = [&question.label, &question.hint, &question.message, &question.required_message];
                all.extend(texts.map(|text| (&question.name, text)));
                if let super::form::Kind::Matrix { rows, .. } = &question.kind {
                    all.extend(rows.iter().map(|row| (&row.name, &row.label)));
                }
            }
        }
    }
}
