//! A table of values: sent, then mapped column by column, then seen as attributes, then taken in by the job.
//!
//! Each step is a form of its own; the table itself waits on its sender's shelf and travels as a number.

use std::fs::File;
use std::io::{BufReader, Read};

use askama::Template;
use belfry_identity::organisation;
use belfry_kernel::Problem;
use belfry_web::components::{Choice, State, Step};
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Shape as PageShape, Visit};
use belfry_words::{Words, key};
use uuid::Uuid;

use super::ROOT;
use super::detect::Format;
use super::draft::Head;
use super::order::{self, Order, Parcel};
use super::sheet::{COLUMNS, Column, Delimiter, Rows, Shape, Table};
use super::shelf::{self, Shelf};
use super::terms::{Ground, Terms};
use crate::access::Import;
use crate::attribute::fields::{Fields, TypeGroup};
use crate::event::header::Typed;
use crate::event::reach;

// words: threats-import-column-{ignore,value,type,category,comment,detection,date}
// words: threats-import-delimiter-{comma,semicolon,tab,bar}
// words: threats-import-fault-{not-utf8,row-too-large,table,quote}

/// Rows that are shown while the columns are mapped.
const SHOWN: usize = 20;
/// Rows that are looked at for the preview: some 200 ms.
const LOOKED_AT: usize = 10_000;
/// Attributes and problems that the preview shows.
const PREVIEWED: usize = 50;
/// Bytes by which the delimiter is told.
const HEAD: u64 = 16 * 1024;
/// Characters of a cell that are shown.
const CELL: usize = 120;

/// What the steps carry along.
#[derive(Clone, Debug)]
struct Sheet {
    token: Uuid,
    name: String,
    shape: Shape,
}

#[derive(Template)]
#[template(path = "import/columns.html")]
struct Columns {
    t: Words,
    csrf: String,
    steps: Vec<Step>,
    sheet: Sheet,
    delimiters: Vec<Choice>,
    choices: Vec<Vec<Choice>>,
    rows: Vec<Vec<String>>,
    groups: Vec<TypeGroup>,
    terms: Terms,
    errors: Errors,
}

#[derive(Template)]
#[template(path = "import/preview.html")]
struct Preview {
    t: Words,
    csrf: String,
    steps: Vec<Step>,
    sheet: Sheet,
    rows: Vec<Shown>,
    good: String,
    bad: String,
    /// Rows that are taken without their first observation.
    undated: String,
    problems: Vec<(String, String)>,
    cut: bool,
    typed: Typed,
    levels: Vec<Choice>,
    threat_levels: Vec<Choice>,
    analyses: Vec<Choice>,
    reaches: Vec<Choice>,
    errors: Errors,
}

/// An attribute as it is shown.
struct Shown {
    kind: String,
    value: String,
    category: String,
    to_ids: bool,
    comment: String,
    warnings: Vec<String>,
}

fn steps(t: &Words, now: usize) -> Vec<Step> {
    let words = [
        (t.s("threats-import-step-table"), format!("{ROOT}?how=table")),
        (t.s("threats-import-step-columns"), String::new()),
        (t.s("threats-import-step-preview"), String::new()),
    ];
    let state = |n: usize| match n.cmp(&now) {
        std::cmp::Ordering::Less => State::Done,
        std::cmp::Ordering::Equal => State::Now,
        std::cmp::Ordering::Greater => State::Due,
    };
    words.into_iter().enumerate().map(|(n, (label, href))| Step { label, href, state: state(n) }).collect()
}

/// A table that was just put on the shelf: the page on which its columns are mapped, or what is wrong with it.
///
/// # Errors
/// Those of the disk.
pub fn begin(visit: &Visit<Import>, token: Uuid, name: String, terms: &Terms) -> Result<Result<Page, String>, Problem> {
    let t = visit.t();
    let shelf = Shelf::of(visit.house(), visit.person()?.id);
    let mut head = String::new();
    let opened = || open(&shelf, token);
    let mut bytes = Vec::new();
    opened()?.take(HEAD).read_to_end(&mut bytes).map_err(disk)?;
    head.push_str(&String::from_utf8_lossy(&bytes));
    let delimiter = Delimiter::of(&head);
    let rows = match first(opened()?, delimiter) {
        Ok(rows) => rows,
        Err(why) => return Ok(Err(why.words(&t))),
    };
    let Some(row) = rows.first() else { return Ok(Err(t.s("threats-import-fault-empty"))) };
    let mut shape = Shape::guess(delimiter, row);
    shape.columns.resize(width(&rows), Column::Ignore);
    let sheet = Sheet { token, name, shape };
    Ok(Ok(columns_page(visit, sheet, rows, terms.clone(), Errors::default())))
}

fn open(shelf: &Shelf, token: Uuid) -> Result<File, Problem> {
    shelf.open(token).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Problem::NotFound,
        _ => disk(error),
    })
}

fn disk(error: std::io::Error) -> Problem {
    Problem::Internal(error.to_string())
}

fn first(file: File, delimiter: Delimiter) -> Result<Vec<Vec<String>>, super::fault::Fault> {
    let mut rows = Rows::new(BufReader::new(file), delimiter);
    let mut all = Vec::new();
    while all.len() <= SHOWN {
        let Some((_, cells)) = rows.next()? else { break };
        let short = |cell: &str| cell.trim_start_matches('\u{feff}').chars().take(CELL).collect();
        all.push(cells.iter().take(COLUMNS).map(short).collect());
    }
    Ok(all)
}

fn width(rows: &[Vec<String>]) -> usize {
    rows.iter().map(Vec::len).max().unwrap_or_default()
}

fn columns_page(visit: &Visit<Import>, sheet: Sheet, rows: Vec<Vec<String>>, terms: Terms, errors: Errors) -> Page {
    let t = visit.t();
    let choice = |column: &Column| {
        let of =
            |one: Column| Choice::new(one.code(), t.s(&format!("threats-import-column-{}", one.code())), column.code());
        Column::ALL.into_iter().map(of).collect()
    };
    let delimiter = |one: Delimiter| {
        Choice::new(one.code(), t.s(&format!("threats-import-delimiter-{}", one.code())), sheet.shape.delimiter.code())
    };
    let body = Columns {
        csrf: visit.csrf(),
        steps: steps(&t, 1),
        delimiters: Delimiter::ALL.into_iter().map(delimiter).collect(),
        choices: sheet.shape.columns.iter().map(choice).collect(),
        groups: Fields { kind: sheet.shape.kind.clone(), ..Fields::default() }.groups(&t),
        sheet,
        rows,
        terms,
        errors,
        t: t.clone(),
    };
    framed(&t, Page::new(t.s("threats-import-columns-title"), body).lead(t.s("threats-import-columns-lead")))
}

fn framed(t: &Words, page: Page) -> Page {
    page.shape(PageShape::Wide)
        .crumb(t.s("threats-list-title"), "/threats/events")
        .crumb(t.s("threats-import-title"), ROOT)
}

/// What a form says of its table.
fn sheet(visit: &Visit<Import>) -> Result<Sheet, Problem> {
    let form = visit.form();
    let token = form.text("token").parse().map_err(|_| Problem::NotFound)?;
    let delimiter = Delimiter::parse(form.text("delimiter")).unwrap_or(Delimiter::Comma);
    let mut columns = Vec::new();
    for place in 0..COLUMNS {
        let Some(column) = Column::parse(form.text(&format!("col-{place}"))) else { break };
        columns.push(column);
    }
    let name = form.text("name").chars().filter(|c| !c.is_control()).take(200).collect();
    let shape = Shape { delimiter, header: form.has("header"), columns, kind: form.text("kind").to_owned() };
    Ok(Sheet { token, name, shape })
}

/// The columns were mapped, or are shown again with another delimiter.
///
/// # Errors
/// Not found when the table is not on this person's shelf; those of the database.
pub fn columns(visit: &mut Visit<Import>) -> Result<Reply, Problem> {
    let t = visit.t();
    let mut sheet = sheet(visit)?;
    let shelf = Shelf::of(visit.house(), visit.person()?.id);
    let rows = match first(open(&shelf, sheet.token)?, sheet.shape.delimiter) {
        Ok(rows) => rows,
        Err(fault) => {
            let mut errors = Errors::default();
            errors.add("delimiter", fault.words(&t));
            return Ok(columns_page(visit, sheet, Vec::new(), Terms::of(visit.form()), errors).refused().into());
        }
    };
    if sheet.shape.columns.len() != width(&rows) {
        let (header, kind) = (sheet.shape.header, sheet.shape.kind);
        let guessed = rows.first().map(|row| Shape::guess(sheet.shape.delimiter, row));
        sheet.shape = Shape {
            header,
            kind,
            ..guessed.unwrap_or(Shape { columns: Vec::new(), kind: String::new(), ..sheet.shape })
        };
        sheet.shape.columns.resize(width(&rows), Column::Ignore);
    }
    if visit.form().text("step") != "preview" {
        return Ok(columns_page(visit, sheet, rows, Terms::of(visit.form()), Errors::default()).into());
    }
    let errors = mapped(&t, &sheet.shape);
    if !errors.is_empty() {
        return Ok(columns_page(visit, sheet, rows, Terms::of(visit.form()), errors).refused().into());
    }
    let ground = Ground::of(visit)?;
    let terms = Terms::of(visit.form());
    let mut typed = Typed::of(visit.form());
    if typed.date.is_empty() {
        typed.date = visit.now().to_zoned(t.zone().clone()).date().to_string();
    }
    if typed.reach.is_empty() {
        typed.reach = terms.reach;
    }
    Ok(preview_page(visit, &ground, sheet, typed, Errors::default())?.into())
}

/// What is wrong with a mapping.
fn mapped(t: &Words, shape: &Shape) -> Errors {
    let mut errors = Errors::default();
    errors.unless(shape.columns.contains(&Column::Value), "col-0", || t.s("threats-import-columns-no-value"));
    for (place, column) in shape.columns.iter().enumerate() {
        let many = !matches!(column, Column::Ignore | Column::Comment);
        if many && shape.columns[..place].contains(column) {
            let name = t.s(&format!("threats-import-column-{}", column.code()));
            errors.add(&format!("col-{place}"), t.a("threats-import-columns-twice", [("column", name.into())]));
        }
    }
    errors.unless(shape.kind.is_empty() || belfry_misp::types::get(&shape.kind).is_some(), "kind", || {
        t.s("threats-attribute-refused-type")
    });
    errors
}

/// What the rows make.
#[derive(Default)]
struct Seen {
    rows: Vec<Shown>,
    good: usize,
    bad: usize,
    undated: usize,
    problems: Vec<(String, String)>,
    cut: bool,
    fault: Option<super::fault::Fault>,
}

impl Seen {
    fn tell(&mut self, t: &Words, line: u64, why: String) {
        if self.problems.len() < PREVIEWED {
            self.problems.push((t.n("threats-import-preview-line", line), why));
        }
    }
}

fn see(t: &Words, file: File, shape: &Shape) -> Seen {
    let mut seen = Seen::default();
    let mut rows = Rows::new(BufReader::new(file), shape.delimiter);
    let mut header = shape.header;
    loop {
        if seen.good + seen.bad >= LOOKED_AT {
            seen.cut = true;
            return seen;
        }
        let (line, cells) = match rows.next() {
            Ok(Some(found)) => found,
            Ok(None) => return seen,
            Err(fault) => {
                seen.fault = Some(fault);
                return seen;
            }
        };
        if std::mem::take(&mut header) {
            continue;
        }
        match shape.row(cells) {
            Ok((row, fit)) => {
                seen.good += 1;
                if let Some(undated) = shape.undated(cells) {
                    seen.undated += 1;
                    seen.tell(t, line, undated.words(t));
                }
                if seen.rows.len() < PREVIEWED {
                    let warnings = fit.warnings.iter().map(|one| t.s(&format!("threats-warning-{}", one.name())));
                    seen.rows.push(Shown {
                        warnings: warnings.collect(),
                        kind: row.kind,
                        value: row.value,
                        category: row.category,
                        to_ids: row.to_ids,
                        comment: row.comment,
                    });
                }
            }
            Err(refusal) => {
                seen.bad += 1;
                seen.tell(t, line, refusal.words(t));
            }
        }
    }
}

fn preview_page(
    visit: &Visit<Import>,
    ground: &Ground,
    sheet: Sheet,
    typed: Typed,
    mut errors: Errors,
) -> Result<Page, Problem> {
    let t = visit.t();
    let shelf = Shelf::of(visit.house(), visit.person()?.id);
    let seen = see(&t, open(&shelf, sheet.token)?, &sheet.shape);
    if let Some(fault) = &seen.fault {
        errors.add("", fault.words(&t));
    }
    let body = Preview {
        csrf: visit.csrf(),
        steps: steps(&t, 2),
        good: t.n("threats-import-preview-good", seen.good),
        bad: if seen.bad > 0 { t.n("threats-import-preview-bad", seen.bad) } else { String::new() },
        undated: if seen.undated > 0 { t.n("threats-import-preview-undated", seen.undated) } else { String::new() },
        rows: seen.rows,
        problems: seen.problems,
        cut: seen.cut,
        levels: typed.levels(&t),
        threat_levels: typed.threat_levels(&t),
        analyses: typed.analyses(&t),
        reaches: reach::choices(&t, &ground.circles, &typed.reach),
        sheet,
        typed,
        errors,
        t: t.clone(),
    };
    Ok(framed(&t, Page::new(t.s("threats-import-preview-title"), body).lead(t.s("threats-import-preview-lead"))))
}

/// Puts the job into the queue.
///
/// # Errors
/// As [`columns`].
pub fn accept(visit: &mut Visit<Import>) -> Result<Reply, Problem> {
    let t = visit.t();
    let ground = Ground::of(visit)?;
    let sheet = sheet(visit)?;
    let typed = Typed::of(visit.form());
    let mut errors = mapped(&t, &sheet.shape);
    let written = typed.check(&t, &mut errors);
    errors.unless(reach::parse(&typed.reach, &ground.circles).is_some(), "reach", || t.s("threats-import-reach-wrong"));
    let person = visit.person()?.id;
    let shelf = Shelf::of(visit.house(), person);
    let seen = see(&t, open(&shelf, sheet.token)?, &sheet.shape);
    errors.unless(seen.good > 0, "", || t.s("threats-import-preview-nothing"));
    if seen.fault.is_none() && errors.is_empty() && order::has_too_many(&*visit.read()?, person)? {
        errors.add("", t.s("threats-import-too-many"));
    }
    let (Some(written), true, None) = (written, errors.is_empty(), &seen.fault) else {
        return Ok(preview_page(visit, &ground, sheet, typed, errors)?.refused().into());
    };
    let creator = organisation::by_id(&*visit.read()?, ground.owner)?.ok_or(Problem::NotFound)?;
    let head = Head::new(visit.ids().uuid(), &written, &creator, visit.now().as_second());
    let bytes = shelf.size(sheet.token).ok_or(Problem::NotFound)?;
    let order = Order {
        parcels: vec![Parcel { token: sheet.token, name: sheet.name, format: Format::Csv, drafted: false, bytes }],
        organisation: ground.owner.0,
        reach: typed.reach,
        tlp: None,
        table: Some(Table { shape: sheet.shape, head }),
    };
    let tx = visit.write()?;
    let job = order.put(visit, &tx)?;
    let reply = Reply::done(format!("{ROOT}/{job}"), t.s(key!("threats-import-preview-done")));
    let reply = visit.finish(tx, reply)?;
    shelf::sweep(visit.house());
    Ok(reply)
}
