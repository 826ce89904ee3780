//! A form of a session that has ended: said in words, with the way back to where the form was, and what was typed given back.
//!
//! Nothing of it is done, and nothing is kept: the page shows to whoever sent the form what he sent, in the words that stood on the
//! form where the browser's script sent them along, else by the names of its fields; what the form kept unseen for the program is
//! not shown. The form waits inside the page, as before the gate: once somebody is signed in, it can be sent from there without being
//! filled in again, after one more look at it. What another site makes a browser send never comes here (`arrive::comes_from_us`).

use std::collections::HashMap;

use askama::Template;
use belfry_words::Words;
use uuid::Uuid;

// The components name this crate as areas see it.
use crate as belfry_web;
use crate::form::{Form, LABELS};
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

/// What forms carry along unseen, where no script said what was seen.
const UNSEEN: [&str; 13] = [
    "after", "back", "carried", "ceremony", "list", "next", "offer", "query", "reply-to", "up-to", "version", "was",
    "with",
];

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
    csrf: String,
    signed_in: bool,
    href: String,
    typed: Vec<Typed>,
    cut: bool,
    action: String,
    /// The whole form, to be sent again; empty where a part of it is missing here or was not seen.
    kept: Vec<(String, String)>,
}

/// The page: 401 where nobody is signed in, 400 where somebody is and the form is of an earlier session.
pub(super) fn page(core: &Core, routes: &[Route], route: &Route) -> Page {
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
    // Files are not given back, and without them a form would say something else.
    let whole = !cut && !typed.is_empty() && route.takes.files == 0;
    let kept = if whole { kept(&core.form) } else { Vec::new() };
    let (csrf, action) = (core.csrf(), core.path.clone());
    let body = Body { t: t.clone(), csrf, signed_in, href, typed, cut, action, kept };
    let shape = if signed_in { Shape::Page } else { Shape::Card };
    let mut page = Page::new(t.s("web-lapsed-title"), body).shape(shape);
    page.status = if signed_in { 400 } else { 401 };
    page
}

/// Every field to be sent again, with what they are called; none where a secret would be missing.
fn kept(form: &Form) -> Vec<(String, String)> {
    let sent = form.fields().iter().filter(|(name, _)| name != "csrf");
    if sent.clone().any(|(name, value)| is_secret(name) && !value.is_empty()) {
        return Vec::new();
    }
    let labels = (LABELS.to_owned(), form.labels_sent().to_owned());
    sent.cloned().chain((!labels.1.is_empty()).then_some(labels)).collect()
}

/// What a person may have typed or chosen, within bounds, and whether some of it is missing.
fn typed(form: &Form) -> (Vec<Typed>, bool) {
    let (mut all, mut room, mut cut) = (Vec::new(), ROOM, form.cut);
    let (labels, unseen): (HashMap<_, _>, HashMap<_, _>) =
        form.labels().into_iter().partition(|(_, label)| !label.trim().is_empty());
    let is_unseen = |name: &str| unseen.contains_key(name) || (labels.is_empty() && UNSEEN.contains(&name));
    // What was chosen in a list is said in the words of the list.
    let chosen = |name: &str, value: &str| labels.get(&format!("{name}={value}"));
    let is_shown = |name: &str, value: &str| {
        (is_typed(name, value) && !is_unseen(name))
            || (!is_secret(name) && !value.is_empty() && chosen(name, value).is_some())
    };
    for (name, value) in form.fields().iter().filter(|(name, value)| is_shown(name, value)) {
        let value = chosen(name, value).unwrap_or(value);
        if all.len() == MOST || room == 0 {
            cut = true;
            break;
        }
        let end = value.floor_char_boundary(room);
        // Where one is cut off, nothing comes after it.
        (room, cut) = if end < value.len() { (0, true) } else { (room - end, cut) };
        let value = value[..end].replace("\r\n", "\n");
        let rows = (value.lines().count().max(value.len() / 50 + 1)).min(ROWS);
        let field = labels.get(name).cloned().unwrap_or_else(|| name.replace(['-', '_'], " "));
        all.push(Typed { field: field.chars().take(LABEL).collect(), value, rows });
    }
    (all, cut)
}

/// Whether a field is worth copying: no secret, nothing that only a program writes.
fn is_typed(name: &str, value: &str) -> bool {
    let value = value.trim();
    !is_secret(name) && !value.is_empty() && value != "yes" && Uuid::try_parse(value).is_err()
}

fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    SECRET.contains(&name.as_str()) || SECRET_PARTS.iter().any(|part| name.contains(part))
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
    use super::{MOST, ROOM, fits, kept, typed};
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
        let labels = "the-title=Title+of+it&other=Else";
        let sent = form(&[("the-title", "Rain"), ("note", "Wind"), ("field-labels", labels)]);
        let (all, _) = typed(&sent);
        let all: Vec<_> = all.iter().map(|one| (one.field.as_str(), one.value.as_str())).collect();
        assert_eq!(all, [("Title of it", "Rain"), ("note", "Wind")]);
        assert_eq!(sent.fields().len(), 2, "no handler sees what fields are called");
    }

    #[test]
    fn what_a_form_keeps_unseen_stays_so() {
        let shown = |fields: &[(&str, &str)]| {
            typed(&form(fields)).0.into_iter().map(|one| format!("{}: {}", one.field, one.value)).collect::<Vec<_>>()
        };
        // The script says what was seen, and by an empty name what was not.
        let labels = "title=Title&version=Version&of=&was=";
        let sent = [("of", "nis2"), ("version", "3"), ("title", "Rain"), ("was", "Wind"), ("field-labels", labels)];
        assert_eq!(shown(&sent), ["Version: 3", "Title: Rain"]);
        // Without it, names are all there is.
        assert_eq!(
            shown(&[("version", "3"), ("title", "Rain"), ("was", "Wind"), ("note", "Hail")]),
            ["title: Rain", "note: Hail"]
        );
        assert_eq!(kept(&form(&sent)).len(), sent.len(), "they are sent again");
    }

    #[test]
    fn what_was_chosen_bears_the_words_of_its_choice() {
        let of = "7d0c3f84-3b0a-4d84-9c6f-1f0a5c2b7e11";
        let labels = format!("level=Threat+level&level%3D2=Medium&of%3D{of}=Water&share%3Dyes=Tell+others&code%3D1=x");
        let sent = form(&[("level", "2"), ("of", of), ("share", "yes"), ("code", "1"), ("field-labels", &labels)]);
        let (all, _) = typed(&sent);
        let all: Vec<_> = all.iter().map(|one| (one.field.as_str(), one.value.as_str())).collect();
        assert_eq!(all, [("Threat level", "Medium"), ("of", "Water"), ("share", "Tell others")]);
    }

    #[test]
    fn a_form_waits_as_a_whole_or_not_at_all() {
        let sent = [("csrf", "a.b"), ("title", "Rain"), ("share", "yes"), ("field-labels", "title=Title")];
        let kept_of =
            |fields: &[(&str, &str)]| kept(&form(fields)).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!(kept_of(&sent), ["title", "share", "field-labels"]);
        assert!(kept_of(&[("title", "Rain"), ("proof-password", "x")]).is_empty());
        assert_eq!(kept_of(&[("title", "Rain"), ("proof-password", "")]).len(), 2);
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
