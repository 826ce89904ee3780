//! A table of values: sent, then mapped column by column, then seen as attributes, then taken in by the job.
//!
//! Each step is a page of its own; the table itself waits on its sender's shelf.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufReader, Read};

use askama::Template;
use belfry_identity::organisation;
use belfry_kernel::Problem;
use belfry_web::components::{Choice, State, Step};
use belfry_web::form::Errors;
use belfry_web::{Form, Page, Reply, Visit};
use belfry_words::{Words, key};
use uuid::Uuid;

use super::ROOT;
use super::choose::How;
use super::draft::Head;
use super::order::{self, Order, Parcel};
use super::sheet::{COLUMNS, Column, Delimiter, Rows, Shape, Table};
use super::shelf::Shelf;
use super::terms::{Ground, Terms};
use super::unfinished::{self, Kept, Unfinished};
use crate::access::Import;
use crate::attribute::fields::{Fields, TypeGroup};
use crate::event::header::Typed;
use crate::event::reach;
use crate::value;
use crate::vocabulary::said;

// words: threats-import-column-{ignore,value,type,category,comment,detection,date}
// words: threats-import-delimiter-{comma,semicolon,tab,bar}
// words: threats-import-fault-{not-utf8,row-too-large,table,quote}

/// Rows by which the columns are told, and of them those that are shown while these are mapped.
const FIRST: usize = 20;
const SHOWN: usize = 5;
/// Rows that are looked at for the preview: some 200 ms.
const LOOKED_AT: usize = 10_000;
/// Attributes and problems that the preview shows.
const PREVIEWED: usize = 50;
/// Bytes by which the delimiter is told.
const HEAD: u64 = 16 * 1024;
/// Characters of a cell that are shown.
const CELL: usize = 120;

#[derive(Template)]
#[template(path = "import/columns.html")]
struct Columns {
    t: Words,
    csrf: String,
    to: String,
    steps: Vec<Step>,
    name: String,
    shape: Shape,
    delimiters: Vec<Choice>,
    columns: Vec<Mapped>,
    groups: Vec<TypeGroup>,
    errors: Errors,
}

/// A column to be mapped.
struct Mapped {
    /// As the first row calls it, else its number.
    name: String,
    choices: Vec<Choice>,
    /// Its cells in the first rows.
    cells: Vec<String>,
}

#[derive(Template)]
#[template(path = "import/preview.html")]
struct Preview {
    t: Words,
    csrf: String,
    to: String,
    steps: Vec<Step>,
    rows: Vec<Shown>,
    good: String,
    bad: Told,
    /// Rows that are taken without their first observation.
    undated: Told,
    /// Rows that say what one before them says.
    twice: Told,
    /// Whether a column holds first observations.
    dated: bool,
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
    seen: String,
    comment: String,
    warnings: Vec<String>,
}

/// Rows that something is said of.
#[derive(Default)]
struct Told {
    count: usize,
    /// Line and reason of the first ones.
    lines: Vec<(String, String)>,
}

impl Told {
    fn tell(&mut self, t: &Words, line: u64, why: String) {
        self.count += 1;
        if self.lines.len() < PREVIEWED {
            self.lines.push((t.n("threats-import-preview-line", line), why));
        }
    }
}

fn steps(t: &Words, uuid: Uuid, now: usize) -> Vec<Step> {
    let words = [
        (t.s("threats-import-step-table"), format!("{ROOT}?how=table")),
        (t.s("threats-import-step-columns"), at(uuid)),
        (t.s("threats-import-step-preview"), String::new()),
    ];
    let state = |n: usize| match n.cmp(&now) {
        std::cmp::Ordering::Less => State::Done,
        std::cmp::Ordering::Equal => State::Now,
        std::cmp::Ordering::Greater => State::Due,
    };
    words.into_iter().enumerate().map(|(n, (label, href))| Step { label, href, state: state(n) }).collect()
}

/// Where the columns of a table are mapped.
fn at(uuid: Uuid) -> String {
    format!("{ROOT}/table/{uuid}")
}

/// Keeps a table that was just put on the shelf; where its columns are mapped, or what is wrong.
///
/// # Errors
/// Those of the database and the disk.
pub fn begin(
    visit: &Visit<Import>,
    ground: &Ground,
    parcel: Parcel,
    terms: &Terms,
) -> Result<Result<Uuid, String>, Problem> {
    let t = visit.t();
    let shelf = Shelf::of(visit.house(), visit.person()?.id);
    let mut bytes = Vec::new();
    open(&shelf, parcel.token)?.take(HEAD).read_to_end(&mut bytes).map_err(disk)?;
    let delimiter = Delimiter::of(&String::from_utf8_lossy(&bytes));
    let rows = match first(open(&shelf, parcel.token)?, delimiter) {
        Ok(rows) => rows,
        Err(why) => return Ok(Err(why.words(&t))),
    };
    let Some(row) = rows.first() else { return Ok(Err(t.s("threats-import-fault-empty"))) };
    let mut shape = Shape::guess(delimiter, row);
    shape.columns.resize(width(&rows), Column::Ignore);
    // A pasted table has no name: its first row tells it from others.
    let name = if parcel.name.is_empty() { row.join(" ") } else { parcel.name.clone() };
    let kept = Kept { parcels: vec![parcel], terms: terms.clone(), shape: Some(shape), ..Kept::default() };
    let begun = unfinished::begin(visit, ground.owner, How::Table, &name, &kept)?;
    Ok(begun.ok_or_else(|| t.s("threats-unfinished-many")))
}

/// What is known of a table: the file on the shelf, and how it is read.
fn of(visit: &Visit<Import>) -> Result<(Unfinished, Parcel, Shape), Problem> {
    let begun = unfinished::load(visit, How::Table)?;
    let parcel = begun.kept.parcels.first().cloned().ok_or(Problem::NotFound)?;
    let shape = begun.kept.shape.clone().ok_or(Problem::NotFound)?;
    Ok((begun, parcel, shape))
}

/// The page on which the columns are mapped.
///
/// # Errors
/// Not found for everybody but the one who sent the table, and once it is gone; those of the database.
pub fn page(visit: &mut Visit<Import>) -> Result<Reply, Problem> {
    if let Err(reply) = unfinished::open(visit, visit.path("uuid")?, Some(How::Table))? {
        return Ok(reply);
    }
    let (begun, parcel, shape) = of(visit)?;
    let shelf = Shelf::of(visit.house(), visit.person()?.id);
    let rows = first(open(&shelf, parcel.token)?, shape.delimiter);
    let mut errors = Errors::default();
    let rows = rows.unwrap_or_else(|fault| {
        errors.add("delimiter", fault.words(&visit.t()));
        Vec::new()
    });
    Ok(columns_page(visit, &begun, shape, rows, errors).into())
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
    while all.len() <= FIRST {
        let Some((_, cells)) = rows.next()? else { break };
        let short = |cell: &str| cell.trim_start_matches('\u{feff}').chars().take(CELL).collect();
        all.push(cells.iter().take(COLUMNS).map(short).collect());
    }
    Ok(all)
}

fn width(rows: &[Vec<String>]) -> usize {
    rows.iter().map(Vec::len).max().unwrap_or_default()
}

fn columns_page(
    visit: &Visit<Import>,
    begun: &Unfinished,
    shape: Shape,
    mut rows: Vec<Vec<String>>,
    errors: Errors,
) -> Page {
    let t = visit.t();
    let choice = |column: &Column| {
        let of =
            |one: Column| Choice::new(one.code(), t.s(&format!("threats-import-column-{}", one.code())), column.code());
        Column::ALL.into_iter().map(of).collect()
    };
    let delimiter = |one: Delimiter| {
        Choice::new(one.code(), t.s(&format!("threats-import-delimiter-{}", one.code())), shape.delimiter.code())
    };
    let names = if shape.header && !rows.is_empty() { rows.remove(0) } else { Vec::new() };
    let mapped = |(place, column): (usize, &Column)| {
        let name = names.get(place).filter(|name| !name.trim().is_empty()).cloned();
        Mapped {
            name: name.unwrap_or_else(|| t.n("threats-import-column", place + 1)),
            choices: choice(column),
            cells: rows.iter().take(SHOWN).map(|row| row.get(place).cloned().unwrap_or_default()).collect(),
        }
    };
    let body = Columns {
        csrf: visit.csrf(),
        to: at(begun.uuid()),
        steps: steps(&t, begun.uuid(), 1),
        delimiters: Delimiter::ALL.into_iter().map(delimiter).collect(),
        columns: shape.columns.iter().enumerate().map(mapped).collect(),
        groups: Fields { kind: shape.kind.clone(), ..Fields::default() }.groups(&t),
        name: begun.kept.parcels.first().map_or_else(String::new, |parcel| parcel.name.clone()),
        shape,
        errors,
        t: t.clone(),
    };
    framed(&t, Page::new(t.s("threats-import-columns-title"), body).lead(t.s("threats-import-columns-lead")))
}

fn framed(t: &Words, page: Page) -> Page {
    page.crumb(t.s("threats-list-title"), "/threats/events").crumb(t.s("threats-import-title"), ROOT)
}

/// How a form says that its table is read.
fn shaped(form: &Form) -> Shape {
    let columns = (0..COLUMNS).map_while(|place| Column::parse(form.text(&format!("col-{place}")))).collect();
    Shape {
        delimiter: Delimiter::parse(form.text("delimiter")).unwrap_or(Delimiter::Comma),
        header: form.has("header"),
        columns,
        kind: form.text("kind").to_owned(),
    }
}

/// The columns were mapped, or are to be shown with another delimiter. What is right is kept, and has its page.
///
/// # Errors
/// As [`page`].
pub fn columns(visit: &mut Visit<Import>) -> Result<Reply, Problem> {
    let t = visit.t();
    let (mut begun, parcel, _) = of(visit)?;
    let mut shape = shaped(visit.form());
    let shelf = Shelf::of(visit.house(), visit.person()?.id);
    let rows = match first(open(&shelf, parcel.token)?, shape.delimiter) {
        Ok(rows) => rows,
        Err(fault) => {
            let mut errors = Errors::default();
            errors.add("delimiter", fault.words(&t));
            return Ok(columns_page(visit, &begun, shape, Vec::new(), errors).refused().into());
        }
    };
    if shape.columns.len() != width(&rows) {
        let guessed = rows.first().map(|row| Shape::guess(shape.delimiter, row).columns);
        shape.columns = guessed.unwrap_or_default();
        shape.columns.resize(width(&rows), Column::Ignore);
    }
    let goes_on = visit.form().text("step") == "preview";
    let errors = if goes_on { mapped(&t, &shape) } else { Errors::default() };
    if !errors.is_empty() {
        return Ok(columns_page(visit, &begun, shape, rows, errors).refused().into());
    }
    begun.kept.shape = Some(shape);
    begun.save(visit, begun.name())?;
    let on = if goes_on { "/preview" } else { "" };
    Ok(Reply::to(format!("{}{on}", at(begun.uuid()))))
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
    /// Attributes.
    good: usize,
    bad: Told,
    undated: Told,
    twice: Told,
    cut: bool,
    fault: Option<super::fault::Fault>,
}

fn see(t: &Words, file: File, shape: &Shape) -> Seen {
    let mut seen = Seen::default();
    let mut rows = Rows::new(BufReader::new(file), shape.delimiter);
    let mut header = shape.header;
    let mut known = BTreeSet::new();
    loop {
        if seen.good + seen.bad.count + seen.twice.count >= LOOKED_AT {
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
                // The first of equal ones comes in, as the job has it.
                if !known.insert(value::hash(&format!("{}\n{}", row.kind, row.value))) {
                    seen.twice.tell(t, line, row.value);
                    continue;
                }
                seen.good += 1;
                if let Some(undated) = shape.undated(cells) {
                    seen.undated.tell(t, line, undated.words(t));
                }
                if seen.rows.len() < PREVIEWED {
                    let warnings = fit.warnings.iter().map(|one| t.s(&format!("threats-warning-{}", one.name())));
                    seen.rows.push(Shown {
                        warnings: warnings.collect(),
                        kind: row.kind,
                        value: row.value,
                        category: said::category(t, &row.category),
                        to_ids: row.to_ids,
                        seen: row.first_seen.map_or_else(String::new, |at| at.parse().map_or(at, |at| t.date_time(at))),
                        comment: row.comment,
                    });
                }
            }
            Err(refusal) => seen.bad.tell(t, line, refusal.words(t)),
        }
    }
}

/// The page on which the rows are seen as attributes; back at the columns while something is wrong with them.
///
/// # Errors
/// As [`page`].
pub fn preview(visit: &mut Visit<Import>) -> Result<Reply, Problem> {
    if let Err(reply) = unfinished::open(visit, visit.path("uuid")?, Some(How::Table))? {
        return Ok(reply);
    }
    let t = visit.t();
    let (mut begun, parcel, shape) = of(visit)?;
    if !mapped(&t, &shape).is_empty() {
        return Ok(Reply::to(at(begun.uuid())));
    }
    let ground = Ground::of(visit)?;
    let seen = seen(visit, &parcel, &shape)?;
    let typed = begun.kept.typed.take().unwrap_or_else(|| Typed {
        date: visit.now().to_zoned(t.zone().clone()).date().to_string(),
        reach: begun.kept.terms.reach.clone(),
        ..Typed::default()
    });
    Ok(preview_page(visit, &ground, &begun, seen, typed, Errors::default()).into())
}

fn seen(visit: &Visit<Import>, parcel: &Parcel, shape: &Shape) -> Result<Seen, Problem> {
    let shelf = Shelf::of(visit.house(), visit.person()?.id);
    Ok(see(&visit.t(), open(&shelf, parcel.token)?, shape))
}

fn preview_page(
    visit: &Visit<Import>,
    ground: &Ground,
    begun: &Unfinished,
    seen: Seen,
    typed: Typed,
    mut errors: Errors,
) -> Page {
    let t = visit.t();
    if let Some(fault) = &seen.fault {
        errors.add("", fault.words(&t));
    }
    let more = seen.good - seen.rows.len();
    let body = Preview {
        csrf: visit.csrf(),
        to: format!("{}/preview", at(begun.uuid())),
        steps: steps(&t, begun.uuid(), 2),
        good: t.a("threats-import-preview-good", [("n", seen.good.into()), ("more", more.into())]),
        bad: seen.bad,
        undated: seen.undated,
        twice: seen.twice,
        dated: begun.kept.shape.as_ref().is_some_and(|shape| shape.columns.contains(&Column::Date)),
        rows: seen.rows,
        cut: seen.cut,
        levels: typed.levels(&t),
        threat_levels: typed.threat_levels(&t),
        analyses: typed.analyses(&t),
        reaches: reach::choices(&t, &ground.circles, &typed.reach),
        typed,
        errors,
        t: t.clone(),
    };
    framed(&t, Page::new(t.s("threats-import-preview-title"), body).lead(t.s("threats-import-preview-lead")))
}

/// Puts the job into the queue, or goes back to the columns; what was typed is kept.
///
/// # Errors
/// As [`page`].
pub fn accept(visit: &mut Visit<Import>) -> Result<Reply, Problem> {
    let t = visit.t();
    let (mut begun, parcel, shape) = of(visit)?;
    let ground = Ground::of(visit)?;
    let typed = Typed::of(visit.form());
    begun.kept.typed = Some(typed.clone());
    if visit.form().text("step") == "columns" {
        begun.save(visit, begun.name())?;
        return Ok(Reply::to(at(begun.uuid())));
    }
    let mut errors = mapped(&t, &shape);
    let written = typed.check(&t, &mut errors);
    errors.unless(reach::parse(&typed.reach, &ground.circles).is_some(), "reach", || t.s("threats-import-reach-wrong"));
    let seen = seen(visit, &parcel, &shape)?;
    errors.unless(seen.good > 0, "", || t.s("threats-import-preview-nothing"));
    if seen.fault.is_none() && errors.is_empty() && order::has_too_many(&*visit.read()?, visit.person()?.id)? {
        errors.add("", t.s("threats-import-too-many"));
    }
    let (Some(written), true, None) = (written, errors.is_empty(), &seen.fault) else {
        begun.save(visit, begun.name())?;
        return Ok(preview_page(visit, &ground, &begun, seen, typed, errors).refused().into());
    };
    let creator = organisation::by_id(&*visit.read()?, ground.owner)?.ok_or(Problem::NotFound)?;
    let head = Head::new(visit.ids().uuid(), &written, &creator, visit.now().as_second());
    let order = Order {
        parcels: vec![parcel],
        organisation: ground.owner.0,
        reach: typed.reach,
        tlp: None,
        table: Some(Table { shape, head }),
    };
    let tx = visit.write()?;
    let to = format!("{ROOT}/{}", order.put(visit, &tx)?);
    begun.end(&tx, to.clone(), visit.now())?;
    let reply = Reply::done(to, t.s(key!("threats-import-preview-done")));
    visit.finish(tx, reply)
}
