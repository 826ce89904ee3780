//! One's own settings: everything here is found by the id of the person who asks, never by one that he names.

pub mod address;
pub mod key;
pub mod notification;
pub mod password;
pub mod profile;
pub mod security;
pub mod session;
pub mod view;

use belfry_kernel::access::Self_;
use belfry_web::components::Tab;
use belfry_web::reply::Body;
use belfry_web::{Page, Visit};
use belfry_words::Words;

/// The tabs: address, key of the words.
const TABS: &[(&str, &str)] = &[
    ("/members/me", belfry_words::key!("members-me-profile")),
    (security::HERE, belfry_words::key!("members-security-title")),
    ("/members/me/password", belfry_words::key!("members-me-password")),
    ("/members/me/sessions", belfry_words::key!("members-me-sessions")),
    ("/members/me/keys", belfry_words::key!("members-me-keys")),
    (belfry_web::views::HERE, belfry_words::key!("members-view-title")),
    ("/members/me/data", belfry_words::key!("members-personal-title")),
    ("/members/me/notifications", belfry_words::key!("members-me-notifications")),
    // The desk's own page.
    ("/desk/calendar", belfry_words::key!("members-me-calendar")),
];

pub(crate) fn tabs(t: &Words, here: &str) -> Vec<Tab> {
    let tab = |(href, key): &(&str, &str)| Tab {
        label: t.s(key),
        href: (*href).to_owned(),
        count: String::new(),
        current: *href == here,
    };
    TABS.iter().map(tab).collect()
}

/// The frame of each of these pages.
fn frame(visit: &Visit<Self_>, body: impl Body + 'static) -> Page {
    let t = visit.t();
    Page::new(t.s("members-me-title"), body).lead(t.s("members-me-lead"))
}
