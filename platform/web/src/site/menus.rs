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

/// Where somebody stands: the area of the route, and the path. An area has pages outside its own root: forms, the catalogue,
/// everybody's agenda.
type Place<'a> = (&'a str, &'a str);

impl Menus {
    /// The menus of somebody who stands there.
    pub(super) fn at(&self, areas: &[Area], t: &Words, place: Place<'_>) -> Arc<Written> {
        let here = areas.iter().map(|area| area.name == place.0);
        let here = here.chain(areas.iter().flat_map(|area| area.menu).map(|line| leads_to(line, place)));
        let marked = here.fold(0, |marked, here| marked << 1 | u64::from(here));
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let written = known.entry((t.language(), marked)).or_insert_with(|| Arc::new(write(areas, t, place)));
        Arc::clone(written)
    }
}

fn leads_to((href, ..): &Line, (_, path): Place<'_>) -> bool {
    path == *href || (*href != "/" && path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')))
}

fn write(areas: &[Area], t: &Words, place: Place<'_>) -> Written {
    let item = |line: &Line, current: bool| Item { href: line.0, icon: line.1, label: t.s(line.2), current };
    let nav = areas.iter().filter_map(|area| Some(item(area.nav.as_ref()?, area.name == place.0))).collect();
    let links = areas.iter().flat_map(|area| area.menu).map(|line| item(line, leads_to(line, place))).collect();
    let html = |written: askama::Result<String>| {
        written.unwrap_or_else(|error| {
            tracing::error!(%error, "a menu could not be written");
            String::new()
        })
    };
    Written { nav: html(Nav { items: nav }.render()), links: html(Links { items: links }.render()) }
}
