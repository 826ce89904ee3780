//! Many at once: a table of kind, title and text, looked at row by row before anything is handed over. What its sender has reported under
//! the same title before is left out, so that a file taken twice changes nothing.

use std::collections::BTreeSet;
use std::io::Read as _;

use askama::Template;
use belfry_documents::unguarded;
use belfry_kernel::{OrganisationId, PersonId, Problem};
use belfry_store::{Act, Read, Result as Stored, Tx};
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::store::{self, New};
use super::{Channel, Kind, new};
use crate::access::Create;
use crate::desk;

/// Bytes of a file: it travels once more with the form that accepts it.
const MOST: u64 = 1024 * 1024;
/// Rows of one file: it is taken in while its sender waits.
pub const ROWS: usize = 500;

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is handed over.
    New,
    /// Its sender has reported it before, or it stands in an earlier row.
    Known,
    /// It has no kind that is known here.
    Kind,
    /// Its title is missing or too long.
    Title,
    /// Its text is missing or too long.
    Text,
}

/// A row, with what becomes of it.
#[derive(Clone, Debug)]
pub struct Line {
    /// What it is.
    pub kind: Option<Kind>,
    /// One line.
    pub title: String,
    /// The rest.
    pub text: String,
    /// What becomes of it.
    pub outcome: Outcome,
}

/// Why a file cannot be read: the message that says so, told the line `$n`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable(pub &'static str, pub u64);

/// Reads a table with the columns `kind`, `title`, `text`, in any order, with commas or semicolons. `before`: titles that its sender has
/// reported under.
///
/// # Errors
/// [`Unreadable`].
pub fn look(text: &str, before: &[String]) -> Result<Vec<Line>, Unreadable> {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let mark = if first.matches(';').count() > first.matches(',').count() { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().delimiter(mark).flexible(true).from_reader(text.as_bytes());
    let broken = |error: csv::Error| {
        Unreadable(belfry_words::key!("practices-import-line"), error.position().map_or(1, csv::Position::line))
    };
    let head: Vec<String> = reader.headers().map_err(broken)?.iter().map(|cell| cell.trim().to_lowercase()).collect();
    let column = |name: &str| head.iter().position(|cell| cell == name);
    let (Some(kind), Some(title), Some(words)) = (column("kind"), column("title"), column("text")) else {
        return Err(Unreadable(belfry_words::key!("practices-import-columns"), 1));
    };
    let mut seen: BTreeSet<String> = before.iter().map(|title| title.to_lowercase()).collect();
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.map_err(broken)?;
        let cell = |at: usize| unguarded(record.get(at).unwrap_or_default().trim()).to_owned();
        let (kind, title) = (cell(kind), cell(title).split_whitespace().collect::<Vec<_>>().join(" "));
        let text = cell(words);
        if kind.is_empty() && title.is_empty() && text.is_empty() {
            continue;
        }
        let kind = Kind::parse(&kind.to_lowercase().replace([' ', '_'], "-")).filter(|kind| *kind != Kind::Question);
        let outcome = match () {
            () if kind.is_none() => Outcome::Kind,
            () if title.is_empty() || title.chars().count() > new::LONGEST_TITLE => Outcome::Title,
            () if text.is_empty() || text.chars().count() > new::LONGEST_TEXT => Outcome::Text,
            () if !seen.insert(title.to_lowercase()) => Outcome::Known,
            () => Outcome::New,
        };
        lines.push(Line { kind, title, text, outcome });
        if lines.len() > ROWS {
            return Err(Unreadable(belfry_words::key!("practices-import-long"), ROWS as u64));
        }
    }
    if lines.is_empty() { Err(Unreadable(belfry_words::key!("practices-import-empty"), 1)) } else { Ok(lines) }
}

/// Hands over what is new of a table that was looked at; how many.
///
/// # Errors
/// Those of the database.
pub fn take(tx: &Tx, act: Act<'_>, owner: OrganisationId, desk: OrganisationId, lines: &[Line]) -> Stored<usize> {
    let mut count = 0;
    for line in lines.iter().filter(|line| line.outcome == Outcome::New) {
        let Some(kind) = line.kind else { continue };
        let new = New {
            kind,
            title: &line.title,
            text: &line.text,
            owner,
            desk,
            channel: Channel::Table,
            about: None,
            named: true,
            waits: false,
        };
        store::insert(tx, act, &new)?;
        count += 1;
    }
    Ok(count)
}

/// As [`look`], for a person of this database.
///
/// # Errors
/// Those of the database; the inner one says why the file cannot be read.
pub fn look_for(read: &Read, person: PersonId, text: &str) -> Stored<Result<Vec<Line>, Unreadable>> {
    Ok(look(text, &store::titles(read, person)?))
}

#[derive(Template)]
#[template(path = "report/import.html")]
struct Choose {
    t: Words,
    csrf: String,
    errors: Errors,
}

struct Shown {
    number: String,
    title: String,
    kind: String,
    outcome: String,
    outcome_kind: &'static str,
}

#[derive(Template)]
#[template(path = "report/import_look.html")]
struct Look {
    t: Words,
    csrf: String,
    text: String,
    rows: Vec<Shown>,
    tally: String,
    any: bool,
}

/// Where a file is chosen.
///
/// # Errors
/// None.
pub fn page(visit: &mut Visit<Create>) -> Result<Reply, Problem> {
    Ok(choose(visit, Errors::default()).into())
}

fn choose(visit: &Visit<Create>, errors: Errors) -> Page {
    let t = visit.t();
    framed(&t, Choose { csrf: visit.csrf(), errors, t: t.clone() })
}

fn framed(t: &Words, body: impl belfry_web::reply::Body + 'static) -> Page {
    Page::new(t.s("practices-import-title"), body)
        .lead(t.s("practices-import-lead"))
        .crumb(t.s("practices-nav"), "/practices")
        .crumb(t.s("practices-report-new"), "/practices/report")
}

/// The file, or the text of the one that was looked at.
fn text(visit: &mut Visit<Create>) -> Result<String, &'static str> {
    if visit.form().has("text") {
        return Ok(visit.form().raw("text"));
    }
    let Some(file) = visit.form_mut().files_of("file").next() else {
        return Err(belfry_words::key!("practices-import-missing"));
    };
    if file.length > MOST {
        return Err(belfry_words::key!("practices-import-large"));
    }
    let mut text = String::new();
    let read = std::fs::File::open(&file.path).and_then(|mut file| file.read_to_string(&mut text));
    // A form sends line ends as it likes: what was looked at and what is accepted shall be the same.
    read.map(|_| text.replace("\r\n", "\n")).map_err(|_| belfry_words::key!("practices-import-no-text"))
}

/// Looks at what was sent; with `act=accept`, hands it over.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Create>) -> Result<Reply, Problem> {
    let t = visit.t();
    let mut errors = Errors::default();
    let text = match text(visit) {
        Ok(text) => text,
        Err(key) => {
            errors.add("file", t.s(key));
            return Ok(choose(visit, errors).refused().into());
        }
    };
    let person = visit.person()?.clone();
    let looked = look_for(&*visit.read()?, person.id, &text)?;
    let lines = match looked {
        Ok(lines) => lines,
        Err(Unreadable(key, line)) => {
            errors.add("file", t.n(key, line));
            return Ok(choose(visit, errors).refused().into());
        }
    };
    if visit.form().text("act") == "accept" {
        let tx = visit.write()?;
        let desks = desk::all(&tx, person.organisation)?;
        let Some(desk) = desks.first() else {
            drop(tx);
            errors.add("file", t.s("practices-submit-desk-missing"));
            return Ok(choose(visit, errors).refused().into());
        };
        let count = take(&tx, visit.act(), person.organisation, desk.id, &lines)?;
        tx.commit()?;
        return Ok(Reply::done("/practices/reports", t.n("practices-import-done", count)));
    }
    let fresh = lines.iter().filter(|line| line.outcome == Outcome::New).count();
    let body = Look {
        csrf: visit.csrf(),
        rows: lines.iter().enumerate().map(|(n, line)| shown(&t, n, line)).collect(),
        tally: t.a("practices-import-tally", [("n", fresh.into()), ("all", lines.len().into())]),
        any: fresh > 0,
        text,
        t: t.clone(),
    };
    Ok(framed(&t, body).into())
}

// words: practices-import-outcome-{new,known,kind,title,text}

fn shown(t: &Words, n: usize, line: &Line) -> Shown {
    let (code, kind) = match line.outcome {
        Outcome::New => ("new", "good"),
        Outcome::Known => ("known", ""),
        Outcome::Kind => ("kind", "danger"),
        Outcome::Title => ("title", "danger"),
        Outcome::Text => ("text", "danger"),
    };
    Shown {
        // The headings are the first line of the file.
        number: t.number(n + 2),
        title: line.title.clone(),
        kind: line.kind.map(|kind| t.s(&format!("practices-kind-{}", kind.code()))).unwrap_or_default(),
        outcome: t.s(&format!("practices-import-outcome-{code}")),
        outcome_kind: kind,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_says_what_becomes_of_it() {
        let text = "Title;Kind;Text\nOne;practice;Words\n one ;quick win;More words\nThree;miracle;x\n;tool;x\nFour;tool;\n\
            Five;Quick-Win;x\n;;\n";
        let lines = look(text, &["five".to_owned()]).unwrap();
        let outcomes: Vec<Outcome> = lines.iter().map(|line| line.outcome).collect();
        let wanted = [Outcome::New, Outcome::Known, Outcome::Kind, Outcome::Title, Outcome::Text, Outcome::Known];
        assert_eq!(outcomes, wanted);
        assert_eq!(lines[1].kind, Some(Kind::QuickWin));
        assert_eq!(look("a,b\n1,2\n", &[]).unwrap_err().0, "practices-import-columns");
        assert_eq!(look("kind,title,text\n", &[]).unwrap_err().0, "practices-import-empty");
        let long = format!("kind,title,text\n{}", "tool,x,y\n".repeat(ROWS + 1));
        assert_eq!(look(&long, &[]).unwrap_err().0, "practices-import-long");
    }
}
