//! A question's choices out of the catalogue: the items of a level of a framework, or some of them, copied with their translations. What is
//! kept of an answer is the item's code.

use std::collections::{BTreeMap, HashMap};

use askama::Template;
use belfry_catalogue::{Framework, store as frameworks};
use belfry_forms::core::form::{Element, Form};
use belfry_forms::core::{Name, edit};
use belfry_forms::store::{self, FORM};
use belfry_forms::{choices, core::Language};
use belfry_kernel::Problem;
use belfry_store::subject::Subject;
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::question::list_of;
use super::{LIST, edit as editor, language, url};
use crate::access::Edit;
use crate::catalogue;

/// Choices of one question that are taken at once.
const MOST: usize = 300;
/// Everything that can be measured, in the place of a level.
const MEASURED: &str = "measured";

#[derive(Template)]
#[template(path = "form/choices.html")]
struct Body {
    t: Words,
    csrf: String,
    here: String,
    errors: Errors,
    frameworks: Vec<Choice>,
    levels: Vec<Choice>,
    framework: String,
    items: Vec<Choice>,
    many: String,
}

/// The page: which framework, which level of it, and its items with all of them chosen.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn page(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, FORM, visit.path("uuid")?)?;
    let mut form = store::draft(&read, subject.id)?.ok_or(Problem::NotFound)?;
    drop(read);
    let element = asked(visit, &mut form)?;
    let (framework, level) = (visit.query("framework").to_owned(), visit.query("level").to_owned());
    Ok(draw(visit, &subject, (&form, &element), (&framework, &level), Errors::default())?.into())
}

/// The question in the address, which has choices.
fn asked(visit: &Visit<Edit>, form: &mut Form) -> Result<Element, Problem> {
    let name: Name = Name::parse(&visit.path::<String>("name")?).ok_or(Problem::NotFound)?;
    let element = edit::find(form, &name).cloned().ok_or(Problem::NotFound)?;
    let has_list = matches!(&element, Element::Question(question) if list_of(question).is_some());
    if has_list { Ok(element) } else { Err(Problem::NotFound) }
}

fn draw(
    visit: &Visit<Edit>,
    subject: &Subject,
    (form, element): (&Form, &Element),
    (chosen, level): (&str, &str),
    errors: Errors,
) -> Result<Page, Problem> {
    let t = visit.t();
    let language = language(&t);
    let read = visit.read()?;
    let all = frameworks::list(&read)?;
    let framework = chosen.split_once(':').map(|(name, version)| frameworks::load(&read, name, Some(version)));
    drop(read);
    let framework = framework.transpose()?.flatten();
    let entry = |entry: &frameworks::Entry| {
        let words = t.a(
            "surveys-assess-by",
            [("framework", entry.called.said(&language, &[]).into()), ("version", entry.version.as_str().into())],
        );
        Choice::new(format!("{}:{}", entry.name, entry.version), words, chosen)
    };
    let (url, name) = (url(subject), element.name());
    let (levels, items) = match &framework {
        Some(framework) => (levels(&t, framework, level), items(framework, level, &language)),
        None => Default::default(),
    };
    let many = items.len() > MOST;
    let body = Body {
        csrf: visit.csrf(),
        here: format!("{url}/edit/{name}/choices"),
        errors,
        frameworks: all.iter().map(entry).collect(),
        levels,
        framework: framework.map(|one| format!("{}:{}", one.name, one.version)).unwrap_or_default(),
        items: if many { Vec::new() } else { items },
        many: if many { t.n("surveys-choices-many", MOST) } else { String::new() },
        t: t.clone(),
    };
    Ok(Page::new(t.s("surveys-choices-title"), body)
        .lead(t.s("surveys-choices-lead"))
        .crumb(t.s("surveys-nav"), "/surveys")
        .crumb(t.s("surveys-form-title"), LIST)
        .crumb(subject.title.as_str(), url.clone())
        .crumb(t.s("surveys-form-edit"), format!("{url}/edit"))
        .crumb(editor::said(&t, form, element), format!("{url}/edit/{name}")))
}

/// How deep each item stands, from 0.
fn depths(framework: &Framework) -> HashMap<&str, usize> {
    let mut depths: HashMap<&str, usize> = HashMap::new();
    for item in &framework.items {
        let depth = item.parent.as_deref().and_then(|parent| depths.get(parent)).map_or(0, |depth| depth + 1);
        depths.insert(&item.code, depth);
    }
    depths
}

/// The levels that there are, with how many items each has.
fn levels(t: &Words, framework: &Framework, chosen: &str) -> Vec<Choice> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    depths(framework).values().for_each(|depth| *counts.entry(*depth).or_default() += 1);
    let measured = framework.items.iter().filter(|item| item.assessable).count();
    let level = |(depth, n): (&usize, &usize)| {
        let words = t.a("surveys-choices-level", [("level", (depth + 1).into()), ("n", (*n).into())]);
        Choice::new(depth.to_string(), words, chosen)
    };
    let mut all: Vec<Choice> = counts.iter().map(level).collect();
    if measured > 0 {
        all.insert(0, Choice::new(MEASURED, t.n("surveys-choices-measured", measured), chosen));
    }
    all
}

/// The items of a level, all of them chosen.
fn items(framework: &Framework, level: &str, language: &Language) -> Vec<Choice> {
    let depths = depths(framework);
    let level = if level.is_empty() { MEASURED } else { level };
    let some = framework.items.iter().any(|item| item.assessable);
    let of = |item: &&belfry_catalogue::Item| match level.parse::<usize>() {
        Ok(level) => depths.get(item.code.as_str()) == Some(&level),
        Err(_) => item.assessable || !some,
    };
    let choice = |item: &belfry_catalogue::Item| Choice {
        chosen: true,
        ..Choice::new(item.code.as_str(), catalogue::heading(item, language, framework), "").hint(item.code.as_str())
    };
    framework.items.iter().filter(of).map(choice).collect()
}

/// Takes them: the list of the question, and of all that share it, is then these.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let t = visit.t();
    let chosen = visit.form().text("framework").to_owned();
    let codes: Vec<String> = visit.form().all("items").map(str::to_owned).collect();
    let read = visit.read()?;
    let (name, version) = chosen.split_once(':').unwrap_or_default();
    let framework = frameworks::load(&read, name, Some(version))?;
    drop(read);
    visit.close();
    let tx = visit.write()?;
    let subject = visit.load(&tx, FORM, visit.path("uuid")?)?;
    let mut form = store::draft(&tx, subject.id)?.ok_or(Problem::NotFound)?;
    let element = asked(visit, &mut form)?;
    let codes: Vec<&str> = codes.iter().map(String::as_str).take(MOST).collect();
    let list = framework.and_then(|framework| choices::of(&framework, &codes, &form.languages));
    let name = match &element {
        Element::Question(question) => list_of(question).cloned(),
        _ => None,
    };
    let (Some(list), Some(name)) = (list, name) else {
        drop(tx);
        let mut errors = Errors::default();
        errors.add("items", t.s("surveys-choices-none"));
        return Ok(draw(visit, &subject, (&form, &element), (&chosen, ""), errors)?.refused().into());
    };
    form.lists.insert(name, list);
    editor::save(visit, &tx, &subject, &form)?;
    tx.commit()?;
    Ok(Reply::done(format!("{}/edit/{}", url(&subject), element.name()), t.s("surveys-choices-taken")))
}
