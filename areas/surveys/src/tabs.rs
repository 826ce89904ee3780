//! The faces of the area, on top of its lists.

use belfry_web::components::Tab;
use belfry_words::{Words, key};

const FACES: &[(&str, &str)] = &[
    ("/surveys", key!("surveys-title")),
    (crate::assess::LIST, key!("surveys-assess-title")),
    (crate::implementation::HERE, key!("surveys-implementation-title")),
    (crate::form::LIST, key!("surveys-form-title")),
    (crate::catalogue::LIST, key!("surveys-catalogue-title")),
];

/// All of them, with the one that is open.
#[must_use]
pub fn tabs(t: &Words, here: &str) -> Vec<Tab> {
    let tab = |(href, words): &(&str, &str)| Tab {
        label: t.s(words),
        href: (*href).to_owned(),
        count: String::new(),
        current: *href == here,
    };
    FACES.iter().map(tab).collect()
}
