//! Rules for where things lie, so that any feature is found in a minute.

use std::collections::{BTreeMap, BTreeSet};

use super::{Finding, Source};

fn finding(file: &Source, line: usize, reason: impl Into<String>) -> Finding {
    Finding { path: file.path.clone(), line, reason: reason.into() }
}

/// Every migration is there for both databases under one name, and no number is used twice.
pub fn migrations_come_in_pairs(files: &[Source]) -> Vec<Finding> {
    let mut names: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.kind() == "sql") {
        for database in ["sqlite", "postgres"] {
            if let Some((folder, name)) = file.path.split_once(&format!("/migrations/{database}/")) {
                names.entry((folder, database)).or_default().insert(name);
                let (other, number) =
                    (if database == "sqlite" { "postgres" } else { "sqlite" }, name.split('_').next().unwrap_or(name));
                let twin = format!("{folder}/migrations/{other}/{name}");
                if !files.iter().any(|file| file.path == twin) {
                    findings.push(finding(file, 0, format!("{twin} is missing")));
                }
                let same =
                    names[&(folder, database)].iter().filter(|known| known.split('_').next() == Some(number)).count();
                if same > 1 || number.len() != 4 || !number.bytes().all(|digit| digit.is_ascii_digit()) {
                    findings.push(finding(file, 0, "the name does not begin with four digits of its own"));
                }
            }
        }
    }
    findings
}

fn templates(files: &[Source]) -> impl Iterator<Item = &Source> {
    files.iter().filter(|file| file.kind() == "html" && file.path.contains("/templates/"))
}

/// Text goes into a page escaped.
pub fn templates_escape(files: &[Source]) -> Vec<Finding> {
    templates(files)
        .flat_map(|file| {
            let raw = file.bound_lines().filter(|(_, line)| line.replace(' ', "").contains("|safe"));
            raw.map(|(number, _)| finding(file, number, "`|safe`: say {# tidy: #} and who made this text safe"))
        })
        .collect()
}

/// The content security policy refuses them, so they would not work.
pub fn templates_hold_no_script_or_style(files: &[Source]) -> Vec<Finding> {
    templates(files)
        .flat_map(|file| {
            let inline = file.bound_lines().filter_map(|(number, line)| Some((number, inline(line)?)));
            inline.map(|(number, what)| {
                finding(file, number, format!("inline {what}: it belongs into platform/web/assets"))
            })
        })
        .collect()
}

/// What a line of a template holds that only a looser policy would let through.
fn inline(line: &str) -> Option<&'static str> {
    let line = line.to_ascii_lowercase();
    if line.contains("<style") || attribute(&line, |name| name == "style") {
        return Some("style");
    }
    let script = line.match_indices("<script").any(|(at, _)| {
        let tag = line[at..].split('>').next().unwrap_or("");
        !tag.contains(" src=")
    });
    if script
        || line.contains("javascript:")
        || attribute(&line, |name| {
            name.len() > 2 && name.starts_with("on") && name.bytes().all(|letter| letter.is_ascii_lowercase())
        })
    {
        return Some("script");
    }
    None
}

/// Whether the line gives a value to an attribute of such a name.
fn attribute(line: &str, named: impl Fn(&str) -> bool) -> bool {
    let quoted = line.match_indices("=\"").chain(line.match_indices("='"));
    quoted.into_iter().any(|(at, _)| {
        let before = &line[..at];
        let start = before.rfind([' ', '"', '\'', '<', '{', '}', '(']).map_or(0, |space| space + 1);
        let follows_space = start == 0 || [b' ', b'}'].contains(&before.as_bytes()[start - 1]);
        follows_space && named(&before[start..])
    })
}

/// The folder is the first word of each key: a key tells where it is used. Platform crates share the page's frame.
pub fn keys_begin_with_their_folder(files: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.kind() == "ftl") {
        let Some((folder, _)) = file.path.split_once("/locales/") else { continue };
        let prefix = format!("{}-", folder.rsplit('/').next().unwrap_or(folder));
        for (number, line) in file.lines() {
            let Some((key, _)) = line.split_once('=') else { continue };
            let starts_entry = line.starts_with(|letter: char| letter.is_ascii_alphabetic());
            if starts_entry && !key.starts_with(&prefix) {
                findings.push(finding(
                    file,
                    number,
                    format!("the key `{}` does not begin with `{prefix}`", key.trim()),
                ));
            }
        }
    }
    findings
}

/// One word all the way: what stands in a URL is a module of the area, or a function that a route
/// names: `/threats/events/{id}/publish` is `event/publish.rs`, `/threats/events/{id}/ask` is `discuss::ask`.
pub fn routes_have_their_modules(files: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.path.starts_with("areas/") && file.path.ends_with("/src/routes.rs")) {
        let source = file.path.trim_end_matches("routes.rs");
        let modules: BTreeSet<&str> = files
            .iter()
            .filter_map(|file| file.path.strip_prefix(source)?.strip_suffix(".rs"))
            .flat_map(|path| path.split('/'))
            .collect();
        for (number, line) in file.bound_lines() {
            let area = source.split('/').nth(1).unwrap_or_default();
            for word in words_of_paths(line).into_iter().filter(|word| word != area) {
                let is_verb = file.text.contains(&format!("::{}", word.replace('-', "_")));
                if !is_verb && !forms_of(&word).iter().any(|form| modules.contains(form.as_str())) {
                    findings.push(finding(
                        file,
                        number,
                        format!("the path's word `{word}` has no module of that name in {source}"),
                    ));
                }
            }
        }
    }
    findings
}

/// The fixed words of the paths in a line's string literals: `"/events/{id}/publish"` has `events` and `publish`.
fn words_of_paths(line: &str) -> Vec<String> {
    let code = line.split("//").next().unwrap_or(line);
    let literals = code.split('"').skip(1).step_by(2).filter(|literal| literal.starts_with('/'));
    let words = literals
        .flat_map(|literal| literal.split('/'))
        .filter(|word| !word.is_empty() && !word.contains(['{', '*', '.']));
    words.filter(|word| !["api", "v1"].contains(word)).map(ToOwned::to_owned).collect()
}

/// A module is named in the singular where the URL names a list.
fn forms_of(word: &str) -> Vec<String> {
    let word = word.replace('-', "_");
    let mut forms = vec![word.clone()];
    if let Some(stem) = word.strip_suffix("ies") {
        forms.push(format!("{stem}y"));
    }
    if let Some(stem) = word.strip_suffix('s') {
        forms.push(stem.to_owned());
    }
    if let Some(stem) = word.strip_suffix("es") {
        forms.push(stem.to_owned());
    }
    forms
}
