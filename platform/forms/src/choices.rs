//! Choices out of the catalogue: copied into the form, which then stays what it is whatever the catalogue holds later.

use belfry_catalogue::{Framework, Item, Language, Text};

use crate::core::form::{Choice, List, Source};

/// The items that can be measured, of a whole framework or under one of its items. `None` where there are none.
#[must_use]
pub fn list(framework: &Framework, under: Option<&str>) -> Option<List> {
    let items = framework.under(under).into_iter().filter(|item| item.assessable);
    let choices = items.map(|item| choice(framework, item, item.title.clone())).collect();
    made(framework, choices, under.map(str::to_owned))
}

/// These items, in the order of the framework, in the languages of a form. `None` where there are none.
#[must_use]
pub fn of(framework: &Framework, codes: &[&str], languages: &[Language]) -> Option<List> {
    let items = framework.items.iter().filter(|item| codes.contains(&item.code.as_str()));
    let label = |title: &Text| {
        let mut label = Text::default();
        languages.iter().for_each(|language| label.put(language, title.get(language).unwrap_or_default()));
        if let (Some(first), true) = (languages.first(), label.is_empty()) {
            label.put(first, title.said(first, std::slice::from_ref(&framework.language)));
        }
        label
    };
    let choices = items.map(|item| choice(framework, item, label(&item.title))).collect();
    made(framework, choices, None)
}

fn choice(framework: &Framework, item: &Item, mut label: Text) -> Choice {
    if label.is_empty() {
        label.put(&framework.language, item.code.clone());
    }
    Choice { code: item.code.clone(), label, columns: Default::default(), was: None }
}

fn made(framework: &Framework, choices: Vec<Choice>, under: Option<String>) -> Option<List> {
    let source = Source { framework: framework.name.clone(), version: framework.version.clone(), under };
    (!choices.is_empty()).then_some(List { choices, source: Some(source) })
}
