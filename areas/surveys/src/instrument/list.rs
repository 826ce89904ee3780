//! What there is, and what each asks.

use askama::Template;
use belfry_forms::core::Published;
use belfry_kernel::Problem;
use belfry_web::components::Choice;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use crate::access::{Create, Read};
use crate::form::{self, language, new, show};

/// The page.
pub const LIST: &str = "/forms/instruments";

struct Row {
    name: &'static str,
    title: String,
    about: String,
    whom: String,
    facts: Vec<String>,
    asked: Vec<show::Asked>,
}

#[derive(Template)]
#[template(path = "instrument/list.html")]
struct Body {
    t: Words,
    csrf: String,
    rows: Vec<Row>,
    reach: Vec<Choice>,
    creates: bool,
}

/// The list.
///
/// # Errors
/// None of its own.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let t = visit.t();
    let rows = super::names().filter_map(|name| Some(row(&t, name, &super::open(name)?))).collect();
    let body = Body {
        csrf: visit.csrf(),
        rows,
        reach: new::reaches(&t, "own"),
        creates: visit.may::<Create>(None),
        t: t.clone(),
    };
    Ok(Page::new(t.s("surveys-instrument-title"), body)
        .lead(t.s("surveys-instrument-lead"))
        .crumb(t.s("surveys-nav"), "/surveys")
        .crumb(t.s("surveys-form-title"), form::LIST)
        .into())
}

// words: surveys-instrument-about-{operators-implementation,authorities-implementation,csirt-capacity}
// words: surveys-instrument-about-{small-firms-resilience,student-awareness,trust-between-organisations}
// words: surveys-instrument-whom-{operators-implementation,authorities-implementation,csirt-capacity}
// words: surveys-instrument-whom-{small-firms-resilience,student-awareness,trust-between-organisations}

fn row(t: &Words, name: &'static str, published: &Published) -> Row {
    let form = published.form();
    let questions = published.slots().iter().filter(|slot| slot.kind.is_some()).count();
    let languages: Vec<String> = form.languages.iter().map(|language| form::language_name(t, language)).collect();
    let mut facts =
        vec![t.n("surveys-result-questions", questions), t.n("surveys-instrument-pages", published.pages().len())];
    facts.push(t.a("surveys-instrument-in", [("languages", t.list(&languages).into())]));
    if form.rating.is_some() {
        facts.push(t.s("surveys-instrument-rated"));
    }
    Row {
        name,
        title: form.title.said(&language(t), &form.languages).to_owned(),
        about: t.s(&format!("surveys-instrument-about-{name}")),
        whom: t.s(&format!("surveys-instrument-whom-{name}")),
        facts,
        asked: show::asked(t, form),
    }
}
