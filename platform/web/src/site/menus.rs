//! The two menus around every page, written once for each language and each place that one can stand in.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use askama::Template;
use belfry_words::Words;

// The components name this crate as areas see it.
use crate as belfry_web;
use crate::area::Area;

/// The menus that somebody has asked for: at most one for each place and language.
#[derive(Default)]
pub(super) struct Menus(Mutex<HashMap<(&'static str, u64), Arc<Written>>>);

/// Both menus as HTML.
#[derive(Default)]
pub(super) struct Written {
    /// The areas.
    pub(super) nav: String,
    /// Pages of one's own.
    pub(super) links: String,
}

/// One line of a menu: the address, the icon, the words, and whether this is the place.
struct Item {
    href: &'static str,
    icon: &'static str,
    label: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "nav.html")]
struct Nav {
    items: Vec<Item>,
}

#[derive(Template)]
#[template(path = "links.html")]
struct Links {
    items: Vec<Item>,
}

type Line = (&'static str, &'static str, &'static str);

impl Menus {
    /// The menus of somebody who stands at `path`.
    pub(super) fn at(&self, areas: &[Area], t: &Words, path: &str) -> Arc<Written> {
        let lines = || areas.iter().flat_map(|area| area.nav.iter().chain(area.menu));
        let place = lines().fold(0, |place, line| place << 1 | u64::from(stands_in(line, path)));
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let written = known.entry((t.language(), place)).or_insert_with(|| Arc::new(write(areas, t, path)));
        Arc::clone(written)
    }
}

fn stands_in((href, ..): &Line, path: &str) -> bool {
    path == *href || (*href != "/" && path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')))
}

fn write(areas: &[Area], t: &Words, path: &str) -> Written {
    let item = |line: &Line| Item { href: line.0, icon: line.1, label: t.s(line.2), current: stands_in(line, path) };
    let nav = Nav { items: areas.iter().filter_map(|area| area.nav.as_ref()).map(item).collect() };
    let links = Links { items: areas.iter().flat_map(|area| area.menu).map(item).collect() };
    let html = |written: askama::Result<String>| {
        written.unwrap_or_else(|error| {
            tracing::error!(%error, "a menu could not be written");
            String::new()
        })
    };
    Written { nav: html(nav.render()), links: html(links.render()) }
}
