//! One framework: what it is for, its terms and source, levels, items with what they correspond to, languages, versions.

use std::collections::HashMap;

use askama::Template;
use belfry_catalogue::framework::Asked;
use belfry_catalogue::store::{self, Entry};
use belfry_catalogue::{Framework, Item, Language, Mapping, Relation, Text};
use belfry_kernel::Problem;
use belfry_web::components::Choice;
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::Words;

use super::{LIST, encoded, heading, load, said, url};
use crate::access::{Assess, Read};
use crate::form;

/// Items on a page.
const PAGE: usize = 200;

struct Line {
    code: String,
    depth: usize,
    title: String,
    text: String,
    groups: Vec<String>,
    assessable: bool,
    asked: Vec<(String, String)>,
    links: Vec<Link>,
    /// Lessons of incidents that name it: the page and what happened.
    failed: Vec<(String, String)>,
}

/// What an item corresponds to in another framework.
#[derive(Clone)]
struct Link {
    href: String,
    words: String,
}

struct Version {
    href: String,
    number: String,
    when: (String, String),
    hash: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "catalogue/show.html")]
struct Body {
    t: Words,
    here: String,
    about: String,
    facts: Vec<(String, String)>,
    steps: Vec<(String, String, String)>,
    languages: Vec<Choice>,
    q: String,
    count: String,
    lines: Vec<Line>,
    maps: bool,
    csv: String,
    newer: String,
    older: String,
    versions: Vec<Version>,
    version: String,
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let t = visit.t();
    let (name, version): (String, String) = (visit.path("name")?, visit.query("version").to_owned());
    let read = visit.read()?;
    let framework = load(&read, &name, &version)?;
    let versions = store::versions_of(&read, &name)?;
    let mappings = store::mappings(&read, &name)?;
    let codes: Vec<String> = framework.items.iter().map(|item| format!("{name}/{}", item.code)).collect();
    let failed = visit.house().failed(&read, &codes)?;
    let entries = if mappings.is_empty() { Vec::new() } else { store::list(&read)? };
    drop(read);
    let language = Language::parse(visit.query("lang")).unwrap_or_else(|| form::language(&t));
    let here = url(&name, "");
    let called: HashMap<&str, &str> =
        entries.iter().map(|entry| (entry.name.as_str(), entry.called.said(&language, &[]))).collect();
    let links = links(&t, &framework, &mappings, &called);
    let q = visit.query("q").to_lowercase();
    let mut found: Vec<Line> =
        lines(&framework, &language, &links).into_iter().filter(|line| holds(line, &q)).collect();
    for line in &mut found {
        let own = format!("{name}/{}", line.code);
        let here = failed.iter().filter(|one| one.item == own);
        line.failed = here.map(|one| (one.href.clone(), one.title.clone())).collect();
    }
    let (all, at) = (found.len(), visit.query("from").parse::<usize>().unwrap_or(0).min(found.len()));
    let to = |from: usize| {
        let query = [("version", version.as_str()), ("lang", visit.query("lang")), ("q", visit.query("q"))];
        let kept = query.iter().filter(|(_, value)| !value.is_empty());
        let kept: String = kept.map(|(name, value)| format!("{name}={}&", encoded(value))).collect();
        format!("{here}?{kept}from={from}")
    };
    let body = Body {
        about: said(&framework.about, &language, &framework).to_owned(),
        facts: facts(&t, &framework),
        steps: steps(&t, &framework, &language),
        languages: languages(&t, &framework, &language),
        q: visit.query("q").to_owned(),
        count: t.n("surveys-catalogue-items", all),
        newer: if at > 0 { to(at.saturating_sub(PAGE)) } else { String::new() },
        older: if at + PAGE < all { to(at + PAGE) } else { String::new() },
        maps: !links.is_empty(),
        lines: found.into_iter().skip(at).take(PAGE).collect(),
        csv: format!("{here}/export?version={}", encoded(&framework.version)),
        versions: versions.iter().map(|entry| of_version(&t, entry, &framework)).collect(),
        version,
        here,
        t: t.clone(),
    };
    let mut page = Page::new(said(&framework.title, &language, &framework), body)
        .lead(t.a("surveys-catalogue-version", [("version", framework.version.as_str().into())]))
        .crumb(t.s("surveys-nav"), "/surveys")
        .crumb(t.s("surveys-catalogue-title"), LIST);
    if framework.scale.len() > 1 && visit.may::<Assess>(None) {
        let href = format!("/surveys/assess/new?framework={name}&version={}", encoded(&framework.version));
        page = page.action(Action::link(t.s("surveys-assess-new"), href, "edit").primary());
    }
    Ok(page.into())
}

fn of_version(t: &Words, entry: &Entry, framework: &Framework) -> Version {
    Version {
        href: url(&entry.name, &entry.version),
        number: t.a("surveys-catalogue-version", [("version", entry.version.as_str().into())]),
        when: (entry.loaded.to_string(), t.date(entry.loaded)),
        hash: entry.hash.chars().take(12).collect(),
        current: entry.version == framework.version,
    }
}

fn facts(t: &Words, framework: &Framework) -> Vec<(String, String)> {
    let mut facts = vec![(t.s("surveys-catalogue-licence"), framework.licence.clone())];
    let source = t.cited_first(&framework.source);
    let more = [("surveys-catalogue-source", &source), ("surveys-catalogue-provider", &framework.provider)];
    // words: surveys-catalogue-source surveys-catalogue-provider
    facts.extend(more.into_iter().filter(|(_, text)| !text.is_empty()).map(|(key, text)| (t.s(key), text.clone())));
    facts.push((t.s("surveys-catalogue-name"), framework.name.clone()));
    facts.extend(completeness(framework).into_iter().map(|(language, share)| {
        (t.a("surveys-catalogue-language", [("language", form::language_name(t, &language).into())]), t.percent(share))
    }));
    facts
}

/// How much of what is said in some language is said in each.
fn completeness(framework: &Framework) -> Vec<(Language, f64)> {
    let items = framework.items.iter().flat_map(|item| [&item.title, &item.text]);
    let texts: Vec<&Text> = items.chain([&framework.title, &framework.about]).filter(|text| !text.is_empty()).collect();
    let share = |language: &Language| {
        let there = texts.iter().filter(|text| text.get(language).is_some()).count();
        there as f64 / texts.len().max(1) as f64
    };
    framework.languages().into_iter().map(|language| (language.clone(), share(&language))).collect()
}

fn languages(t: &Words, framework: &Framework, chosen: &Language) -> Vec<Choice> {
    let all = framework.languages();
    if all.len() < 2 {
        return Vec::new();
    }
    all.iter()
        .map(|language| Choice::new(language.as_str(), form::language_alone(t, language), chosen.as_str()))
        .collect()
}

fn steps(t: &Words, framework: &Framework, language: &Language) -> Vec<(String, String, String)> {
    let step = |step: &belfry_catalogue::Step| {
        let title = said(&step.title, language, framework).to_owned();
        (
            t.decimal(f64::try_from(step.score).unwrap_or_default(), 2),
            title,
            said(&step.text, language, framework).to_owned(),
        )
    };
    framework.scale.iter().map(step).collect()
}

// words: surveys-catalogue-relation-{equal,subset,superset,intersect}

/// What each item corresponds to, by its code.
fn links(
    t: &Words,
    framework: &Framework,
    mappings: &[Mapping],
    called: &HashMap<&str, &str>,
) -> HashMap<String, Vec<Link>> {
    let mut all: HashMap<String, Vec<Link>> = HashMap::new();
    let here = (framework.name.as_str(), framework.version.as_str());
    let is_here = |(name, version): &(String, String)| (name.as_str(), version.as_str()) == here;
    for mapping in mappings {
        for pair in mapping.pairs.iter().filter(|pair| pair.relation != Relation::NotRelated) {
            // From the other side, a part is the whole.
            let mirrored = match pair.relation {
                Relation::Subset => Relation::Superset,
                Relation::Superset => Relation::Subset,
                other => other,
            };
            let ways = [
                (is_here(&mapping.from), &pair.from, &mapping.to, &pair.to, pair.relation),
                (is_here(&mapping.to), &pair.to, &mapping.from, &pair.from, mirrored),
            ];
            for (_, own, (name, version), code, relation) in ways.into_iter().filter(|(applies, ..)| *applies) {
                let how = t.s(&format!("surveys-catalogue-relation-{}", relation.code()));
                let words = t.a(
                    "surveys-catalogue-corresponds",
                    [
                        ("how", how.into()),
                        ("framework", called.get(name.as_str()).copied().unwrap_or(name).into()),
                        ("code", code.into()),
                    ],
                );
                all.entry(own.clone())
                    .or_default()
                    .push(Link { href: format!("{}#{code}", url(name, version)), words });
            }
        }
    }
    all
}

fn lines(framework: &Framework, language: &Language, links: &HashMap<String, Vec<Link>>) -> Vec<Line> {
    let mut depths: HashMap<&str, usize> = HashMap::new();
    let mut all = Vec::with_capacity(framework.items.len());
    for item in &framework.items {
        let depth = item.parent.as_deref().and_then(|parent| depths.get(parent)).map_or(0, |depth| depth + 1);
        depths.insert(&item.code, depth);
        all.push(line(framework, language, item, depth, links.get(&item.code).cloned().unwrap_or_default()));
    }
    all
}

fn line(framework: &Framework, language: &Language, item: &Item, depth: usize, links: Vec<Link>) -> Line {
    let asked = |asked: &Asked| {
        let choices: Vec<&str> = asked.choices.iter().map(|choice| said(choice, language, framework)).collect();
        (said(&asked.text, language, framework).to_owned(), choices.join(" · "))
    };
    Line {
        code: item.code.clone(),
        depth: depth.min(4),
        title: heading(item, language, framework),
        text: said(&item.text, language, framework).to_owned(),
        groups: item.groups.clone(),
        assessable: item.assessable,
        asked: item.questions.iter().map(asked).collect(),
        links,
        failed: Vec::new(),
    }
}

fn holds(line: &Line, q: &str) -> bool {
    q.is_empty() || [&line.code, &line.title, &line.text].iter().any(|text| text.to_lowercase().contains(q))
}
