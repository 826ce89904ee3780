//! The area members, as the people who meet it would tell it, on both databases.

mod accounts;
mod application;
mod circles;
mod classified;
mod classify;
mod discuss;
mod doors;
mod elsewhere;
mod letters;
mod me;
mod organisations;
mod platform;
mod record;
mod register;
mod registration;
mod safety;
mod security;
mod view;

use belfry_members::area;
use belfry_testkit::{Answer, Engine, TestSite};

/// A site with this area alone.
fn site(engine: Engine) -> TestSite {
    TestSite::new(engine, &[area()])
}

/// The value of a cookie that an answer sets.
fn cookie(answer: &Answer, name: &str) -> Option<String> {
    let lines = answer.headers.get_all("set-cookie").iter().filter_map(|line| line.to_str().ok());
    let pairs = lines.filter_map(|line| line.split(';').next()?.split_once('='));
    pairs.filter(|(found, _)| *found == name).map(|(_, value)| value.to_owned()).next_back()
}

/// What stands between two marks in a page.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before).and_then(|(_, rest)| rest.split_once(after)).map_or("", |(found, _)| found)
}
