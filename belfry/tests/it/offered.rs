//! Whoever follows a link gets a page: for each of the cast, every kind of link that a page offers leads to something that is there for
//! this reader. What somebody may not open is not offered to him.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use belfry_kernel::PersonId;
use belfry_store::{Key, args};
use belfry_testkit::{Engine, TestSite, Visitor};

/// Links of one kind that are followed by one person, each from another page.
const EACH: usize = 2;
/// Kinds of pages that the smallest role reaches at least: fewer, and the walk has stopped at a door.
const FEWEST: usize = 80;

/// An address without what differs between pages of one kind.
fn kind(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let part = |part: &str| {
        let is_id = part.len() >= 36 && part.as_bytes()[8] == b'-' || part.bytes().all(|byte| byte.is_ascii_digit());
        if is_id { "*".to_owned() } else { part.to_owned() }
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// The addresses of this site that a page links to.
fn links(page: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for link in page.split("<a ").skip(1).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag) {
        let href = link.split_once("href=\"").and_then(|(_, rest)| rest.split_once('"'));
        let Some((href, _)) = href.filter(|(href, _)| href.starts_with('/')) else { continue };
        let plain = href.split('#').next().unwrap_or_default();
        found.insert(plain.replace("&amp;", "&").replace("&#38;", "&"));
    }
    found
}

/// Follows what is offered, from home on: links that lead nowhere, with the page that offers them, and the kinds of pages seen.
fn walk(visitor: &Visitor<'_>) -> (Vec<String>, usize) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut known: BTreeSet<String> = BTreeSet::from(["/".to_owned()]);
    let mut open = VecDeque::from([("/".to_owned(), String::new())]);
    let mut dead = Vec::new();
    while let Some((address, from)) = open.pop_front() {
        let times = seen.entry(kind(&address)).or_default();
        *times += 1;
        if *times > EACH {
            continue;
        }
        let answer = visitor.get(&address);
        if answer.status >= 400 {
            dead.push(format!("{} {address}, offered on {from}", answer.status));
        }
        if !answer.text.starts_with("<!doctype html") {
            continue;
        }
        open.extend(
            links(&answer.text)
                .into_iter()
                .filter(|link| known.insert(link.clone()))
                .map(|link| (link, address.clone())),
        );
    }
    (dead, seen.len())
}

#[test]
fn every_link_that_a_page_offers_leads_to_a_page_for_whoever_is_offered_it() {
    let site = TestSite::new(Engine::Sqlite, &belfry::areas::areas());
    belfry::demo::load(&site.house).expect("the demonstration");
    site.run_jobs();
    let people = {
        let read = site.db.db.read(Key::SYSTEM).expect("read");
        let sql = "select id, name from identity_people order by id";
        read.rows(sql, args![], |row| Ok((row.get::<PersonId>(0)?, row.get::<String>(1)?))).expect("people")
    };
    let mut all = Vec::new();
    for (person, name) in people {
        let (dead, seen) = walk(&site.sign_in(person));
        assert!(seen >= FEWEST, "{name} sees {seen} kinds of pages");
        all.extend(dead.into_iter().map(|dead| format!("{name}: {dead}")));
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}
