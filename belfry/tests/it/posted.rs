//! The forms that somebody is shown, filled as a hasty person would fill them.

use std::collections::BTreeMap;

use belfry_web::site::Route;

use crate::addresses::{Told, route_of, unescaped};

/// A form that changes something, ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Where it goes.
    pub action: String,
    /// What it says, without the token.
    pub fields: Vec<(String, String)>,
    /// The names of all its fields, of boxes that are not ticked too.
    pub names: Vec<String>,
}

/// The value of an attribute of a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let rest = tag.split(&format!(" {name}=\"")).nth(1)?;
    rest.split('"').next().map(unescaped)
}

/// The forms of a page that post, each with the first of its buttons.
fn forms(page: &str) -> Vec<Form> {
    let mut all = Vec::new();
    for part in page.split("<form ").skip(1) {
        let (head, rest) = part.split_once('>').unwrap_or((part, ""));
        let head = format!(" {head}");
        let body = rest.split("</form>").next().unwrap_or_default();
        let Some(action) = attribute(&head, "action") else { continue };
        if attribute(&head, "method").as_deref() == Some("post") && !body.contains("type=\"file\"") {
            let names = body.split('<').filter_map(|part| attribute(part.split('>').next()?, "name")).collect();
            all.push(Form { action, fields: fields(body), names });
        }
    }
    all
}

fn fields(body: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut button = false;
    for part in body.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        let (kind, name) = (tag.split(' ').next().unwrap_or_default(), attribute(tag, "name").unwrap_or_default());
        let value = attribute(tag, "value").unwrap_or_default();
        let known = fields.iter().any(|(known, _)| *known == name);
        match kind {
            _ if name == "csrf" => {}
            "option" => {
                // Of the select before; its first option, unless another is chosen.
                if let Some((_, last)) = fields.last_mut().filter(|_| last_is_select(body, part))
                    && (last.is_empty() || tag.contains(" selected"))
                {
                    *last = value;
                }
            }
            "select" if !name.is_empty() => fields.push((name, String::new())),
            "textarea" if !name.is_empty() => {
                fields.push((name, if text.trim().is_empty() { "Words".into() } else { unescaped(text.trim()) }));
            }
            "input" if !name.is_empty() => match attribute(tag, "type").as_deref().unwrap_or("text") {
                "checkbox" if tag.contains(" checked") => fields.push((name, value)),
                "checkbox" => {}
                "radio" if tag.contains(" checked") => {
                    fields.retain(|(other, _)| *other != name);
                    fields.push((name, value));
                }
                "radio" if known => {}
                "number" if value.is_empty() => fields.push((name, "3".into())),
                "date" if value.is_empty() => fields.push((name, "2026-03-01".into())),
                "email" if value.is_empty() => fields.push((name, "somebody@words.example".into())),
                "hidden" | "radio" => fields.push((name, value)),
                _ => fields.push((name, if value.is_empty() { "Words".into() } else { value })),
            },
            "button" if !name.is_empty() && !button => {
                button = true;
                fields.push((name, value));
            }
            _ => {}
        }
    }
    fields
}

/// Whether an option stands in the select that came last.
fn last_is_select(body: &str, option: &str) -> bool {
    let at = option.as_ptr() as usize - body.as_ptr() as usize;
    let before = &body[..at];
    before.rfind("<select").unwrap_or(0) > before.rfind("</select").unwrap_or(0)
}

/// The forms of what somebody was told, each route's at most `most` times, in a fixed order.
pub fn all(routes: &[Route], told: &BTreeMap<String, Told>, most: usize) -> Vec<Form> {
    let mut all: Vec<Form> = Vec::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for form in told.values().filter(|told| told.status == 200).flat_map(|told| forms(&told.body)) {
        let Some(route) = route_of(routes, "POST", &form.action) else { continue };
        let count = counts.entry(route.path.as_str()).or_default();
        if *count < most && !all.contains(&form) {
            *count += 1;
            all.push(form);
        }
    }
    all
}

/// Every UUID in a text.
pub fn uuids(text: &str) -> Vec<&str> {
    let word = |c: char| c.is_ascii_hexdigit() || c == '-';
    text.split(|c: char| !word(c)).filter(|part| part.len() == 36 && uuid::Uuid::try_parse(part).is_ok()).collect()
}

#[test]
fn a_form_is_read_as_a_browser_would_send_it() {
    let page = "<form class=\"x\" method=\"post\" action=\"/a?b=1&#38;c=2\"><input type=\"hidden\" name=\"csrf\" value=\"t\">\
        <input name=\"title\" value=\"\"><select name=\"s\"><option value=\"\">-</option><option value=\"p\">P</option>\
        <option value=\"q\" selected>Q</option></select><input type=\"radio\" name=\"r\" value=\"one\"><input type=\"radio\" name=\"r\" \
        value=\"two\" checked><input type=\"checkbox\" name=\"c\" value=\"yes\"><textarea name=\"t\">old</textarea>\
        <button name=\"act\" value=\"go\">Go</button><button name=\"act\" value=\"no\">No</button></form>";
    let told = forms(page);
    let wanted = [("title", "Words"), ("s", "q"), ("r", "two"), ("t", "old"), ("act", "go")];
    assert_eq!(told[0].action, "/a?b=1&c=2");
    assert_eq!(told[0].fields, wanted.map(|(name, value)| (name.to_owned(), value.to_owned())));
}
