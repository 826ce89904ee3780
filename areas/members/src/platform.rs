//! The platform itself, for who administers it: health, people, organisations, jobs, settings, ledger.
//!
//! The administrator sees no content by that role. Nothing here names a record: the ledger has ids, a job its name and a class of
//! failure; what a failure says in words is for the job's owner.

pub mod erase;
pub mod health;
pub mod job;
pub mod ledger;
pub mod organisation;
pub mod people;
pub mod person;
pub mod policy;
pub mod setting;
pub mod standing;
pub(crate) mod store;
pub mod sweep;

use belfry_web::components::Tab;
use belfry_web::reply::Body;
use belfry_web::{Page, Visit};
use belfry_words::Words;

/// The tabs: address, key of the words.
const TABS: &[(&str, &str)] = &[
    ("/members/platform", belfry_words::key!("members-platform-health")),
    ("/members/platform/people", belfry_words::key!("members-platform-people")),
    ("/members/platform/organisations", belfry_words::key!("members-platform-organisations")),
    ("/members/platform/jobs", belfry_words::key!("members-platform-jobs")),
    ("/members/platform/settings", belfry_words::key!("members-platform-settings")),
    ("/members/platform/ledger", belfry_words::key!("members-platform-ledger")),
    ("/members/applications", belfry_words::key!("members-application-list")),
    ("/members/roles/factors", belfry_words::key!("members-platform-factors")),
];

fn tabs(t: &Words, here: &str) -> Vec<Tab> {
    let tab = |(href, key): &(&str, &str)| Tab {
        label: t.s(key),
        href: (*href).to_owned(),
        count: String::new(),
        current: *href == here,
    };
    TABS.iter().map(tab).collect()
}

/// Fields of a list that are set, each with what it is called.
fn narrowed(t: &Words, fields: impl IntoIterator<Item = (String, String)>) -> Vec<String> {
    let set = fields.into_iter().filter(|(_, value)| !value.is_empty());
    set.map(|(label, value)| t.a("members-list-filter", [("label", label.into()), ("value", value.into())])).collect()
}

/// The frame of each of these pages.
fn frame<A>(visit: &Visit<A>, body: impl Body + 'static) -> Page {
    let t = visit.t();
    Page::new(t.s("members-platform-title"), body).lead(t.s("members-platform-lead"))
}
