//! One form: what it asks, in which languages, its versions, and what keeps its draft from being the next.

use askama::Template;
use belfry_contracts::lessons::Which;
use belfry_forms::core::form::{Element, Form};
use belfry_forms::core::translation::completeness;
use belfry_forms::core::{edit as editing, publish};
use belfry_forms::store::{self, FORM};
use belfry_kernel::{Problem, SubjectId};
use belfry_store::{args, scope};
use belfry_web::{Action, Audience, Page, Reply, Visit};
use belfry_words::Words;
use jiff::Timestamp;

use super::fault::{self, Line};
use super::{LIST, edit, language, language_alone, proposed, url};
use crate::access::{Collect, Edit, Read};

/// A question, group or repeat as a line of an outline.
pub(crate) struct Asked {
    /// How deep it lies.
    pub(crate) depth: usize,
    /// What is asked.
    pub(crate) label: String,
    /// What kind of answer.
    pub(crate) kind: String,
    /// Whether it is only asked under a condition.
    pub(crate) conditional: bool,
    /// Whether an answer is due.
    pub(crate) required: bool,
}

struct Version {
    number: i64,
    when: (String, String),
    hash: String,
    preview: String,
    export: String,
    ask: String,
}

#[derive(Template)]
#[template(path = "form/show.html")]
struct Body {
    t: Words,
    csrf: String,
    publish: String,
    asked: Vec<Asked>,
    languages: Vec<(String, String)>,
    versions: Vec<Version>,
    /// Questions that were proposed: the proposal's page and what it asks.
    came: Vec<(String, String)>,
    faults: Vec<Line>,
    edits: bool,
    asks: bool,
    changed: bool,
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let (t, read) = (visit.t(), visit.read()?);
    let subject = visit.load(&read, FORM, visit.path("uuid")?)?;
    let form = store::draft(&read, subject.id)?.ok_or(Problem::NotFound)?;
    let label = scope::label(&read, subject.label_id)?;
    let versions = read.rows(
        "select number, hash, published from forms_versions where form_id = $1 order by number desc limit 50",
        args![subject.id],
        |row| Ok((row.get::<i64>(0)?, row.get::<String>(1)?, row.get::<Timestamp>(2)?)),
    )?;
    let names = belfry_identity::organisation::names(&read, &[subject.owner])?;
    let taken: Vec<SubjectId> = proposed::taken(&read, subject.id)?.into_iter().map(|(id, _)| id).collect();
    let came = if taken.is_empty() { Vec::new() } else { visit.house().proposed(&read, Which::These(&taken))? };
    drop(read);
    let url = url(&subject);
    let (edits, asks) = (visit.may::<Edit>(Some(&subject)), visit.may::<Collect>(None));
    let published = publish(form.clone());
    let newest = versions.first().map(|(_, hash, _)| hash.clone());
    let changed = published.as_ref().map_or(true, |draft| newest.as_deref() != Some(draft.hash().as_str()));
    let version = |(number, hash, at): (i64, String, Timestamp)| Version {
        number,
        when: (at.to_string(), t.date_time(at)),
        hash: hash.chars().take(12).collect(),
        preview: format!("{url}/preview?version={number}"),
        export: format!("{url}/export?version={number}"),
        ask: format!("/surveys/campaigns/new?form={}&version={number}", subject.uuid),
    };
    let percent = |there: usize, of: usize| t.percent(there as f64 / of.max(1) as f64);
    let body = Body {
        csrf: visit.csrf(),
        asked: asked(&t, &form),
        languages: completeness(&form)
            .into_iter()
            .map(|one| (language_alone(&t, &one.language), percent(one.there, one.of)))
            .collect(),
        faults: published
            .err()
            .map(|faults| fault::lines(&t, &form, &faults, &if edits { format!("{url}/edit") } else { String::new() }))
            .unwrap_or_default(),
        versions: versions.into_iter().map(version).collect(),
        came: came.into_iter().map(|one| (one.href, one.text)).collect(),
        edits,
        asks,
        changed,
        publish: format!("{url}/publish"),
        t: t.clone(),
    };
    // words: surveys-form-reach-{own,community}
    let community = label.clauses().any(|clause| matches!(clause, belfry_kernel::Clause::Community));
    let audience = Audience {
        owner: names.get(&subject.owner).map(|name| name.name.clone()).unwrap_or_default(),
        reach: t.s(if community { "surveys-form-reach-community" } else { "surveys-form-reach-own" }),
        tlp: label.tlp.code().to_owned(),
        href: String::new(),
    };
    let mut page = Page::new(subject.title.as_str(), body)
        .crumb(t.s("surveys-nav"), "/surveys")
        .crumb(t.s("surveys-form-title"), LIST)
        .audience(audience)
        .action(Action::link(t.s("surveys-form-preview"), format!("{url}/preview"), "eye"));
    if edits {
        page = page.action(Action::link(t.s("surveys-form-edit"), format!("{url}/edit"), "edit").primary());
        page = page.action(Action::link(t.s("surveys-proposed-title"), format!("{url}/proposed"), "practices"));
    }
    Ok(page.action(Action::link(t.s("surveys-form-export"), format!("{url}/export"), "download")).into())
}

/// What a form asks, as an outline.
pub(crate) fn asked(t: &Words, form: &Form) -> Vec<Asked> {
    let line = |(depth, element): (usize, &Element)| {
        let (label, relevance, required) = match element {
            Element::Question(question) => (&question.label, question.relevance.is_some(), question.required.is_some()),
            Element::Group(group) => (&group.label, group.relevance.is_some(), false),
            Element::Repeat(repeat) => (&repeat.label, repeat.relevance.is_some(), false),
        };
        let said = label.said(&language(t), &form.languages);
        let label = if said.is_empty() { element.name().as_str() } else { said };
        Asked { depth, label: label.to_owned(), kind: edit::kind_words(t, element), conditional: relevance, required }
    };
    editing::walk(form).into_iter().map(line).collect()
}
