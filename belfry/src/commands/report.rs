//! `belfry report`: reports, and one of them as a file. What the file holds is what was kept with the report; nothing is computed.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, anyhow};
use belfry_documents::{Cell, DocumentError, Format, Pieces, Table};
use belfry_insight::report::{REPORT, annex, api, html, pdf, store};
use belfry_store::subject::Subject;
use belfry_store::{Db, Key, args};
use belfry_web::House;
use belfry_words::Words;
use clap::{Args, Subcommand, ValueEnum};
use serde_json::Value;
use uuid::Uuid;

use crate::commands::Place;
use crate::out::out;
use crate::start;

/// What there is to do.
#[derive(Subcommand)]
pub enum Command {
    /// List the reports, newest first.
    List {
        /// One line of JSON each, for programs.
        #[arg(long)]
        json: bool,
    },
    /// One report as a file.
    Export(Export),
}

/// `belfry report export`.
#[derive(Args)]
pub struct Export {
    /// Its id, as `list` prints it.
    report: Uuid,
    /// As what.
    #[arg(long, value_enum, default_value = "pdf")]
    format: Kind,
    /// In which language: en or fr.
    #[arg(long, default_value = "en")]
    language: String,
    /// The file to write; otherwise standard output.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Kinds of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Typeset and tagged.
    Pdf,
    /// The data of its figures.
    Xlsx,
    /// One page that needs nothing else.
    Html,
}

/// Does it.
pub fn run(place: &Place, command: &Command) -> anyhow::Result<()> {
    let config = place.config()?;
    match command {
        Command::List { json } => {
            let word = |line: &Value, name: &str| line[name].as_str().unwrap_or_default().to_owned();
            for line in list(&start::there(&config)?)? {
                if *json {
                    println!("{line}");
                } else {
                    let (id, state, series) = (word(&line, "uuid"), word(&line, "state"), word(&line, "series"));
                    println!("{id}  {state:<9} {series:<20} {:<5} {}", word(&line, "volume"), word(&line, "title"));
                }
            }
            Ok(())
        }
        Command::Export(export) => {
            let house = start::house(&config, start::there(&config)?, false)?;
            let bytes = file(&house, export.report, export.format, &house.words_in(&export.language))?;
            match &export.output {
                Some(path) => std::fs::write(path, bytes).with_context(|| format!("writing {}", path.display())),
                None => Ok(out().write_all(&bytes)?),
            }
        }
    }
}

/// Every report.
///
/// # Errors
/// Those of the database.
pub fn list(db: &Db) -> anyhow::Result<Vec<Value>> {
    let read = db.read(Key::SYSTEM)?;
    let (mut lines, mut before) = (Vec::new(), None);
    loop {
        let page = store::list(&read, before, 200)?;
        let Some((last, ..)) = page.last() else { return Ok(lines) };
        before = Some(last.id);
        lines.extend(page.iter().map(|(subject, _, report)| api::line(subject, report, None)));
    }
}

/// One report as a file.
///
/// # Errors
/// When there is no such report, when it cannot be set, and those of the database.
pub fn file(house: &House, report: Uuid, kind: Kind, t: &Words) -> anyhow::Result<Vec<u8>> {
    let read = house.db.read(Key::SYSTEM)?;
    let subject = read
        .maybe(
            "select s.id, s.uuid, s.kind, s.label_id, s.owner_id, s.author_id, s.title, s.updated from store_subjects s \
             where s.uuid = $1 and s.kind = $2",
            args![report, REPORT],
            |row| Subject::from_row(row, 0),
        )?
        .context("there is no such report")?;
    let whole = pdf::whole(&read, subject).map_err(|problem| anyhow!("{problem}"))?;
    drop(read);
    match kind {
        Kind::Pdf => pdf::bytes(house, t, &whole).map_err(|problem| anyhow!("{problem}")),
        Kind::Html => Ok(html::html(&pdf::document(house, t, &whole), t).into_bytes()),
        Kind::Xlsx => {
            let rows = whole.sections.iter().flat_map(|one| annex::lines(house, t, "", one)).collect();
            let mut pieces = Pieces::new(Data { t: t.clone(), rows: Some(rows) }, Format::Xlsx, house.files.clone())?;
            let mut bytes = Vec::new();
            while let Some(piece) = pieces.piece().map_err(|Broken(error)| error)? {
                bytes.extend(piece);
            }
            Ok(bytes)
        }
    }
}

/// The data of a report as a table.
struct Data {
    t: Words,
    rows: Option<Vec<Vec<Cell>>>,
}

/// Why a workbook broke off.
struct Broken(DocumentError);

impl From<DocumentError> for Broken {
    fn from(error: DocumentError) -> Self {
        Self(error)
    }
}

impl Table for Data {
    type Error = Broken;

    fn columns(&self) -> Vec<String> {
        annex::columns(&self.t)
    }

    fn block(&mut self) -> Result<Vec<Vec<Cell>>, Broken> {
        Ok(self.rows.take().unwrap_or_default())
    }
}
