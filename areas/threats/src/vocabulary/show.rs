//! One vocabulary: what it is for, and its terms in pages by place.

use askama::Template;
use belfry_kernel::Problem;
use belfry_web::{Page, Reply, Visit};
use belfry_words::{Words, key};

use super::list::{first, kind_key, terms_key};
use super::{Kind, Matching, Term, Vocabulary, Warning, said, store, warn};
use crate::access::{Browse, Curate};
use crate::event::list::TagWords;

/// A term as it is shown.
pub(super) struct Row {
    pub name: String,
    pub tag: Option<TagWords>,
    pub title: String,
    pub description: String,
    pub synonyms: String,
    pub kind: String,
    pub multiple: bool,
    pub required: bool,
    pub within: (String, String),
}

impl Row {
    /// A term of the vocabulary of this name and title.
    pub(super) fn of(t: &Words, kind: Kind, name: &str, title: String, term: Term) -> Self {
        let (title, term) = (said::title(t, kind, name, &title), said::term(t, kind, name, term));
        let colour = term.more.colour.as_deref();
        Self {
            tag: term.tag.as_deref().map(|tag| TagWords::new(tag, colour)),
            name: term.name,
            title: term.title,
            description: first(&term.description),
            synonyms: term.more.synonyms.join(", "),
            kind: term.more.kind.unwrap_or_default(),
            multiple: term.more.multiple,
            required: false,
            within: (title, address(kind, name)),
        }
    }
}

/// An entry that a value is on.
pub(super) fn warned(t: &Words, warning: Warning) -> Row {
    let term = Term { name: warning.entry, seq: warning.seq, ..Term::default() };
    Row::of(t, Kind::Warninglist, &warning.name, warning.title, term)
}

/// The address of a vocabulary's page.
pub(super) fn address(kind: Kind, name: &str) -> String {
    format!("/threats/vocabularies/{}/{name}", kind.code())
}

/// The vocabulary that the address names.
pub(super) fn named<A: belfry_kernel::Action>(
    visit: &Visit<A>,
    read: &belfry_store::Read,
) -> Result<Vocabulary, Problem> {
    let kind: String = visit.path("kind")?;
    let name: String = visit.path("name")?;
    let kind = Kind::parse(&kind).ok_or(Problem::NotFound)?;
    store::current(read, kind, &name)?.ok_or(Problem::NotFound)
}

/// The page.
///
/// # Errors
/// Those of the database; what is not there is not found.
pub fn page(visit: &mut Visit<Browse>) -> Result<Reply, Problem> {
    let t = visit.t();
    let text: String = visit.query("q").chars().take(200).collect();
    let from: i64 = visit.query("from").parse().unwrap_or(0);
    let read = visit.read()?;
    let one = named(visit, &read)?;
    let mut terms = if one.kind == Kind::Warninglist && !text.is_empty() {
        let hits = warn::on_list(&read, &one, &text)?;
        store::terms_at(&read, one.id, hits)?
    } else if said::is_built_in(&one) {
        let mut all = store::terms(&read, one.id, "", from)?;
        all.retain(|term| text.is_empty() || said::finds(&t, &one, term, &text));
        all
    } else {
        store::terms(&read, one.id, &text, from)?
    };
    drop(read);
    let next = terms.get(store::PAGE).map(|term| term.seq);
    terms.truncate(store::PAGE);
    let here = address(one.kind, &one.name);
    let with = |from: i64| {
        let from = from.to_string();
        let query = [("q", text.as_str()), ("from", if from == "0" { "" } else { &from })];
        let query: Vec<_> = query.iter().filter(|(_, value)| !value.is_empty()).collect();
        format!("{here}?{}", serde_urlencoded::to_string(query).unwrap_or_default())
    };
    let required = |role: &str| one.detail.required.iter().any(|name| name == role);
    let rows = terms.into_iter().map(|term| {
        let required = required(&term.name);
        Row { required, ..Row::of(&t, one.kind, &one.name, String::new(), term) }
    });
    let body = Body {
        rows: rows.collect(),
        count: t.n(terms_key(one.kind), one.terms),
        first: if from > 0 { with(0) } else { String::new() },
        next: next.map_or_else(String::new, with),
        matching: one.detail.matching.map_or_else(String::new, |matching| t.s(matching_key(matching))),
        types: one.detail.types.join(", "),
        one_of: t.list(&one.detail.one_of),
        unused: if one.detail.unused > 0 { t.n("threats-vocabulary-unused", one.detail.unused) } else { String::new() },
        version: t.number(one.version),
        may_switch: one.kind == Kind::Warninglist && visit.may::<Curate>(None),
        switch: format!("{here}/switch"),
        here,
        text,
        csrf: visit.csrf(),
        t: t.clone(),
        one: said::vocabulary(&t, one),
    };
    let kinds = format!("/threats/vocabularies?kind={}", body.one.kind.code());
    let kind = body.one.kind;
    let (title, lead) = (body.one.title.clone(), body.one.description.clone());
    Ok(Page::new(title, body)
        .lead(lead)
        .crumb(t.s("threats-list-title"), "/threats/events")
        .crumb(t.s("threats-vocabulary-title"), "/threats/vocabularies")
        .crumb(t.s(kind_key(kind)), kinds)
        .into())
}

fn matching_key(matching: Matching) -> &'static str {
    match matching {
        Matching::Text => key!("threats-vocabulary-matching-text"),
        Matching::Substring => key!("threats-vocabulary-matching-substring"),
        Matching::Hostname => key!("threats-vocabulary-matching-hostname"),
        Matching::Cidr => key!("threats-vocabulary-matching-cidr"),
        Matching::Regex => key!("threats-vocabulary-matching-regex"),
    }
}

#[derive(Template)]
#[template(path = "vocabulary/show.html")]
struct Body {
    t: Words,
    csrf: String,
    one: Vocabulary,
    rows: Vec<Row>,
    text: String,
    here: String,
    switch: String,
    count: String,
    first: String,
    next: String,
    matching: String,
    types: String,
    one_of: String,
    unused: String,
    version: String,
    may_switch: bool,
}
