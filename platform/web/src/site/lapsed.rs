//! A form of a session that has ended: said in words, with the way back to where the form was, and what was typed given back.
//!
//! Nothing of it is done, and nothing is kept: the page shows to whoever sent the form what he sent, under the words that stood above
//! its fields where the browser's script sent them along, else under their names. What another site makes a browser send never comes
//! here (`arrive::comes_from_us`).

use askama::Template;
use belfry_words::Words;
use uuid::Uuid;

// The components name this crate as areas see it.
use crate as belfry_web;
use crate::form::Form;
use crate::layout::Shape;
use crate::reply::Page;
use crate::site::{Door, Route};
use crate::visit::Core;

/// Fields that are given back.
const MOST: usize = 100;
/// Bytes of all of them.
const ROOM: usize = 1024 * 1024;
/// Rows of the largest box.
const ROWS: usize = 12;
/// What is never given back: it is not for copying, or must not stand on a page.
const SECRET: [&str; 3] = ["csrf", "old", "code"];
const SECRET_PARTS: [&str; 5] = ["password", "passphrase", "secret", "token", "proof-"];

/// Characters of what a field is called.
const LABEL: usize = 80;

/// A text that was sent: its field in words, the text, the rows of its box.
struct Typed {
    field: String,
    value: String,
    rows: usize,
}

#[derive(Template)]
#[template(path = "lapsed.html")]
struct Body {
    t: Words,
    signed_in: bool,
    href: String,
    typed: Vec<Typed>,
    cut: bool,
}

/// The page: 401 where nobody is signed in, 400 where somebody is and the form is of an earlier session.
pub(super) fn page(core: &Core, routes: &[Route]) -> Page {
    let t = core.words.clone();
    let signed_in = core.signed_in.is_some();
    let back = way_back(routes, &core.came_from, &core.path);
    let href = if signed_in {
        back
    } else {
        let next = serde_urlencoded::to_string([("next", back)]).unwrap_or_default();
        format!("/sign-in?{next}")
    };
    let (typed, cut) = typed(&core.form);
    let body = Body { t: t.clone(), signed_in, href, typed, cut };
    let shape = if signed_in { Shape::Page } else { Shape::Card };
    let mut page = Page::new(t.s("web-lapsed-title"), body).shape(shape);
    page.status = if signed_in { 400 } else { 401 };
    page
}

/// What a person may have typed, within bounds, and whether some of it is missing.
fn typed(form: &Form) -> (Vec<Typed>, bool) {
    let (mut all, mut room, mut cut) = (Vec::new(), ROOM, form.cut);
    let labels = form.labels();
    for (name, value) in form.fields().iter().filter(|(name, value)| is_typed(name, value)) {
        if all.len() == MOST || room == 0 {
            cut = true;
            break;
        }
        let end = value.floor_char_boundary(room);
        // Where one is cut off, nothing comes after it.
        (room, cut) = if end < value.len() { (0, true) } else { (room - end, cut) };
        let value = value[..end].replace("\r\n", "\n");
        let rows = (value.lines().count().max(value.len() / 50 + 1)).min(ROWS);
        let label = labels.iter().find(|(field, label)| field == name && !label.trim().is_empty());
        let field = label.map_or_else(|| name.replace(['-', '_'], " "), |(_, label)| label.clone());
        all.push(Typed { field: field.chars().take(LABEL).collect(), value, rows });
    }
    (all, cut)
}

/// Whether a field is worth copying: no secret, nothing that only a program writes.
fn is_typed(name: &str, value: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let is_secret = SECRET.contains(&name.as_str()) || SECRET_PARTS.iter().any(|part| name.contains(part));
    let value = value.trim();
    !is_secret && !value.is_empty() && value != "yes" && Uuid::try_parse(value).is_err()
}

/// The page where the form was; otherwise the nearest one above the address that it was sent to.
fn way_back(routes: &[Route], came_from: &str, sent_to: &str) -> String {
    let path = |address: &str| address.split('?').next().unwrap_or_default().to_owned();
    if is_page(routes, &path(came_from)) {
        return came_from.to_owned();
    }
    let mut above = path(sent_to);
    while !above.is_empty() && !is_page(routes, &above) {
        above.truncate(above.rfind('/').unwrap_or(0));
    }
    if above.is_empty() { "/".to_owned() } else { above }
}

/// Whether a page for people is at this path.
fn is_page(routes: &[Route], path: &str) -> bool {
    let mut pages = routes.iter().filter(|route| !route.writes && route.door != Door::Machine);
    path.starts_with('/') && !path.starts_with("//") && pages.any(|route| fits(&route.path, path))
}

/// Whether a path is one of a route's.
fn fits(route: &str, path: &str) -> bool {
    let (mut wanted, mut given) = (route.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (Some(wanted), Some(_)) if wanted.starts_with("{*") => return true,
            (Some(wanted), Some(given)) if wanted == given => {}
            (Some(wanted), Some(given)) if wanted.starts_with('{') && !given.is_empty() => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, ROOM, fits, typed};
    use crate::form::Form;

    fn form(fields: &[(&str, &str)]) -> Form {
        Form::new(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn a_path_fits_its_route_only() {
        assert!(fits("/events/{uuid}", "/events/7") && fits("/", "/") && fits("/files/{*path}", "/files/a/b"));
        assert!(!fits("/events/{uuid}", "/events/") && !fits("/events/{uuid}", "/events/7/edit"));
        assert!(!fits("/events/{uuid}/edit", "/events/7"));
    }

    #[test]
    fn what_was_typed_is_given_back_and_no_secret() {
        let sent = form(&[
            ("csrf", "a.b"),
            ("the-title", "Rain\r\nand wind"),
            ("proof-password", "x"),
            ("old", "y"),
            ("share", "yes"),
            ("empty", " "),
            ("of", "7d0c3f84-3b0a-4d84-9c6f-1f0a5c2b7e11"),
        ]);
        let (all, cut) = typed(&sent);
        let all: Vec<_> = all.iter().map(|one| (one.field.as_str(), one.value.as_str(), one.rows)).collect();
        assert_eq!((all, cut), (vec![("the title", "Rain\nand wind", 2)], false));
    }

    #[test]
    fn fields_bear_the_words_that_stood_above_them() {
        let labels = "the-title=Title+of+it&note=&other=Else";
        let sent = form(&[("the-title", "Rain"), ("note", "Wind"), ("field-labels", labels)]);
        let (all, _) = typed(&sent);
        let all: Vec<_> = all.iter().map(|one| (one.field.as_str(), one.value.as_str())).collect();
        assert_eq!(all, [("Title of it", "Rain"), ("note", "Wind")]);
        assert_eq!(sent.fields().len(), 2, "no handler sees what fields are called");
    }

    #[test]
    fn there_is_an_end_to_it() {
        let (all, cut) = typed(&form(&[("n", "x"); MOST + 1]));
        assert_eq!((all.len(), cut), (MOST, true));
        let long = "é".repeat(ROOM);
        let (all, cut) = typed(&form(&[("a", "x"), ("b", &long), ("c", "x")]));
        assert_eq!((all.len(), cut), (2, true));
        assert!(all[1].value.len() < ROOM);
    }
}
