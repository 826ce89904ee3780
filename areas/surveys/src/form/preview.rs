//! Trying a form: every page as its readers will meet it, with the answers in the page itself. Nothing is kept.

use askama::Template;
use belfry_discussion::file as kept;
use belfry_forms::core::{Answers, Language, Published, publish};
use belfry_forms::render::Files;
use belfry_forms::store::{self, FORM};
use belfry_identity::organisation;
use belfry_kernel::Problem;
use belfry_store::subject::Subject;
use belfry_web::components::{Choice, Tab};
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::{LIST, fault, language, language_alone, url};
use crate::access::{Edit, Read};
use crate::answer::carry::{self, Carried};
use crate::answer::file;
use crate::answer::turn::{Desk, Go};

/// Organisations that can be chosen from.
const MOST: i64 = 500;

#[derive(Template)]
#[template(path = "form/broken.html")]
struct Broken {
    t: Words,
    faults: Vec<fault::Line>,
}

#[derive(Template)]
#[template(path = "form/preview.html")]
struct Tabbed {
    t: Words,
    tabs: Vec<Tab>,
    inside: String,
}

/// The first page, or what keeps the form from being tried.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    go(visit, None)
}

/// The next page.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let sent = visit.form().fields().to_vec();
    go(visit, Some(sent))
}

fn go(visit: &Visit<Read>, sent: Option<Vec<(String, String)>>) -> Result<Reply, Problem> {
    let t = visit.t();
    let read = visit.read()?;
    let subject = visit.load(&read, FORM, visit.path("uuid")?)?;
    let form = match visit.query("version").parse::<i64>() {
        Ok(number) => store::version(&read, subject.id, number)?.map(|version| version.form),
        Err(_) => store::draft(&read, subject.id)?,
    };
    let form = form.ok_or(Problem::NotFound)?;
    let organisations = choices(&read)?;
    drop(read);
    let published = match publish(form.clone()) {
        Ok(published) => published,
        Err(faults) => {
            let edit =
                if visit.may::<Edit>(Some(&subject)) { format!("{}/edit", url(&subject)) } else { String::new() };
            let faults = fault::lines(&t, &form, &faults, &edit);
            let page = Page::new(t.s("surveys-form-preview"), Broken { t: t.clone(), faults });
            return Ok(framed(&t, page, &subject).into());
        }
    };
    let chosen = Language::parse(visit.query("lang")).filter(|tag| published.form().languages.contains(tag));
    let chosen = chosen.unwrap_or_else(|| language(&t));
    let now = visit.now().to_zoned(t.zone().clone()).datetime();
    let (accept, hint) = (kept::accept(), kept::hint(&t));
    let files = Files { at: "", accept: &accept, hint: &hint };
    let demo = visit.house().settings.demo;
    let desk = Desk { form: &published, t: &t, language: &chosen, now, demo, organisations: &organisations, files };
    let here = format!("{}/preview?version={}&lang={chosen}", url(&subject), visit.query("version"));
    let carried = match &sent {
        None => Carried::begin(desk)?,
        Some(sent) => {
            let page = visit.form().text("page").parse().unwrap_or(0);
            let mut answers: Answers = carry::unpacked(&visit.form().raw("carried"));
            let brought = file::brought(visit, &published, page, false)?;
            if !brought.is_empty() {
                brought.put(&desk.sheet(&answers)?, &mut answers);
            }
            if visit.form().text("go") == "send" {
                return Ok(Reply::done(url(&subject), t.s("surveys-preview-done")));
            }
            Carried::turn(desk, &answers, page, &brought.without(sent), Go::of(visit.form().text("go")))?
        }
    };
    let words = carry::Around {
        here,
        csrf: visit.csrf(),
        promise: (t.s("surveys-preview-title"), t.s("surveys-preview-why")),
        send: t.s("surveys-preview-end"),
        languages: Vec::new(),
        ballot: String::new(),
    };
    let inside = carried.drawn(desk, &words)?;
    let around = Tabbed { tabs: tabs(&published, &chosen, visit), inside, t: t.clone() };
    let page = Page::new(t.s("surveys-form-preview"), around);
    let page = if carried.refused() { page.refused() } else { page };
    Ok(framed(&t, page, &subject).into())
}

/// The organisations that a reader may know of, to choose from.
pub(crate) fn choices(read: &belfry_store::Read) -> belfry_store::Result<Vec<Choice>> {
    let all = organisation::list(read, None, MOST)?;
    Ok(all.into_iter().map(|one| Choice::new(one.uuid.to_string(), one.fields.name, "")).collect())
}

fn tabs(form: &Published, chosen: &Language, visit: &Visit<Read>) -> Vec<Tab> {
    let languages = &form.form().languages;
    if languages.len() < 2 {
        return Vec::new();
    }
    let tab = |language: &Language| Tab {
        label: language_alone(&visit.t(), language),
        href: format!("?version={}&lang={language}", visit.query("version")),
        count: String::new(),
        current: language == chosen,
    };
    languages.iter().map(tab).collect()
}

fn framed(t: &Words, page: Page, subject: &Subject) -> Page {
    page.crumb(t.s("surveys-nav"), "/surveys")
        .crumb(t.s("surveys-form-title"), LIST)
        .crumb(subject.title.as_str(), url(subject))
}
