//! Choices out of the catalogue: copied into the form, which then stays what it is whatever the catalogue holds later.

use belfry_catalogue::Framework;

use crate::core::form::{Choice, List, Source};

/// The items that can be measured, of a whole framework or under one of its items. `None` where there are none.
#[must_use]
pub fn list(framework: &Framework, under: Option<&str>) -> Option<List> {
    let items = framework.under(under).into_iter().filter(|item| item.assessable);
    let choices: Vec<Choice> = items
        .map(|item| {
            let mut label = item.title.clone();
            if label.is_empty() {
                label.put(&framework.language, item.code.clone());
            }
            Choice { code: item.code.clone(), label, columns: Default::default(), was: None }
        })
        .collect();
    let source = Source {
        framework: framework.name.clone(),
        version: framework.version.clone(),
        under: under.map(str::to_owned),
    };
    (!choices.is_empty()).then_some(List { choices, source: Some(source) })
}
