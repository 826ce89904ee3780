//! The pages of an import: choose a file, look at every row, accept.

use std::io::Read as _;

use askama::Template;
use belfry_kernel::Problem;
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::{
    Line, Mapping, Outcome, Refusal, Sheet, Tally, Unreadable, columns, hash, is_known, look, mapping, sheet, take,
};
use crate::access::Supervise;
use crate::register::said;
use crate::register::sight::{self, Eye, Watch};

/// Bytes of a file: it travels once more with the form that accepts it.
const MOST: u64 = 2 * 1024 * 1024;

#[derive(Template)]
#[template(path = "register/import.html")]
struct Choose {
    t: Words,
    csrf: String,
    columns: String,
    errors: Errors,
}

struct Shown {
    number: String,
    name: String,
    outcome: String,
    kind: &'static str,
    why: String,
}

#[derive(Template)]
#[template(path = "register/import_look.html")]
struct Look {
    t: Words,
    csrf: String,
    text: String,
    maps: Vec<(String, String, Vec<Choice>)>,
    rows: Vec<Shown>,
    tally: String,
    known: bool,
    any: bool,
}

fn watches(visit: &Visit<Supervise>) -> Result<Vec<Watch>, Problem> {
    let mut watches = sight::watches(&*visit.read()?, visit.person()?)?;
    watches.retain(|watch| watch.eye == Eye::Supervisor);
    if watches.is_empty() { Err(Problem::NotFound) } else { Ok(watches) }
}

/// Where a file is chosen.
///
/// # Errors
/// [`Problem::NotFound`] for whoever supervises nothing, and those of the database.
pub fn page(visit: &mut Visit<Supervise>) -> Result<Reply, Problem> {
    watches(visit)?;
    Ok(choose(visit, Errors::default()).into())
}

fn choose(visit: &Visit<Supervise>, errors: Errors) -> Page {
    let t = visit.t();
    let body = Choose { csrf: visit.csrf(), columns: columns().join(", "), errors, t: t.clone() };
    framed(&t, body)
}

fn framed(t: &Words, body: impl belfry_web::reply::Body + 'static) -> Page {
    Page::new(t.s("members-import-title"), body)
        .lead(t.s("members-import-lead"))
        .crumb(t.s("members-nav"), "/members/organisations")
        .crumb(t.s("members-desk-title"), "/members/register")
}

/// Looks at what was sent; with `act=accept`, takes it in.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Supervise>) -> Result<Reply, Problem> {
    let watches = watches(visit)?;
    let t = visit.t();
    let mut errors = Errors::default();
    let text = match text(visit) {
        Ok(text) => text,
        Err(key) => {
            errors.add("file", t.s(key));
            return Ok(choose(visit, errors).refused().into());
        }
    };
    let sheet = match sheet(&text) {
        Ok(sheet) => sheet,
        Err(why) => {
            errors.add("file", unreadable(&t, &why));
            return Ok(choose(visit, errors).refused().into());
        }
    };
    let mapping = mapped(visit, &sheet);
    if visit.form().text("act") == "accept" {
        visit.close();
        let taken = take(&visit.house().db, visit.key(), visit.act(), &watches, (&text, &sheet, &mapping))?;
        let (kind, words) = match taken {
            Some(tally) => ("good", tally_said(&t, "members-import-done", tally)),
            None => ("warn", t.s("members-import-known")),
        };
        return Ok(Reply::To("/members/register".into(), Some((kind, words))));
    }
    let read = visit.read()?;
    let lines = look(&read, &watches, &sheet, &mapping)?;
    let known = is_known(&read, &hash(&text, &mapping))?;
    Ok(framed(&t, looked(visit, &t, text, (&sheet, &mapping), &lines, known)).into())
}

/// The file, or the text of the one that was looked at.
fn text(visit: &mut Visit<Supervise>) -> Result<String, &'static str> {
    if visit.form().has("text") {
        return Ok(visit.form().raw("text"));
    }
    let missing = belfry_words::key!("members-import-missing");
    let Some(file) = visit.form_mut().files_of("file").next() else { return Err(missing) };
    if file.length > MOST {
        return Err(belfry_words::key!("members-import-large"));
    }
    let mut text = String::new();
    let read = std::fs::File::open(&file.path).and_then(|mut file| file.read_to_string(&mut text));
    // A form sends line ends as it likes: what was looked at and what is accepted shall be the same.
    read.map(|_| text.replace("\r\n", "\n")).map_err(|_| belfry_words::key!("members-import-no-text"))
}

fn unreadable(t: &Words, why: &Unreadable) -> String {
    match why {
        Unreadable::Line(line) => t.a("members-import-line", [("line", (*line).into())]),
        Unreadable::Empty => t.s("members-import-empty"),
        Unreadable::Long => t.a("members-import-long", [("most", super::ROWS.into())]),
    }
}

/// The mapping of the form, or that of the headings.
fn mapped(visit: &Visit<Supervise>, sheet: &Sheet) -> Mapping {
    if !visit.form().fields().iter().any(|(name, _)| name == "column-0") {
        return mapping(&sheet.head);
    }
    let known = columns();
    let code = |at: usize| {
        let chosen = visit.form().text(&format!("column-{at}"));
        known.iter().copied().find(|code| *code == chosen)
    };
    (0..sheet.head.len()).map(code).collect()
}

fn looked(
    visit: &Visit<Supervise>,
    t: &Words,
    text: String,
    (sheet, mapping): (&Sheet, &Mapping),
    lines: &[Line],
    known: bool,
) -> Look {
    let choices = |current: &str| columns().iter().map(|code| Choice::new(*code, column(t, code), current)).collect();
    let tally = Tally::of(lines);
    Look {
        csrf: visit.csrf(),
        maps: sheet
            .head
            .iter()
            .zip(mapping)
            .enumerate()
            .map(|(n, (name, code))| (format!("column-{n}"), name.clone(), choices(code.unwrap_or_default())))
            .collect(),
        rows: lines.iter().enumerate().map(|(n, line)| shown(t, n, line)).collect(),
        tally: tally_said(t, "members-import-tally", tally),
        known,
        any: tally.made + tally.changed > 0,
        text,
        t: t.clone(),
    }
}

/// What a column is called.
fn column(t: &Words, code: &str) -> String {
    if code == "uuid" { "UUID".to_owned() } else { said::label(t, code) }
}

fn tally_said(t: &Words, key: &str, tally: Tally) -> String {
    // words: members-import-tally members-import-done
    t.a(
        key,
        [
            ("made", tally.made.into()),
            ("changed", tally.changed.into()),
            ("unchanged", tally.unchanged.into()),
            ("refused", tally.refused.into()),
        ],
    )
}

fn shown(t: &Words, n: usize, line: &Line) -> Shown {
    let (outcome, kind, why) = match &line.outcome {
        Outcome::New => (t.s("members-import-new"), "good", String::new()),
        Outcome::Changed(fields) => (t.s("members-import-changed"), "accent", t.n("members-import-fields", *fields)),
        Outcome::Unchanged => (t.s("members-import-unchanged"), "", String::new()),
        Outcome::Refused(field, refusal) => (t.s("members-import-refused"), "danger", why(t, field, refusal)),
    };
    // The headings are the first line of the file.
    Shown { number: t.number(n + 2), name: line.name.clone(), outcome, kind, why }
}

fn why(t: &Words, field: &str, refusal: &Refusal) -> String {
    let words = match refusal {
        Refusal::Value(wrong) => wrong.said(t),
        Refusal::Missing => t.s("members-import-why-missing"),
        Refusal::Elsewhere => t.s("members-import-why-elsewhere"),
        Refusal::Twice => t.s("members-import-why-twice"),
    };
    t.a("members-import-why", [("field", column(t, field).into()), ("words", words.into())])
}
