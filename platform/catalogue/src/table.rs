//! Items as CSV: `code,parent,assessable,groups`, and `title::en`, `text::fr` for each language.
//!
//! What a framework is called, its version and licence are not in the table; whoever reads it says so: [`About`].

use std::io::{Read, Write};

use crate::framework::{Framework, Item, Step};
use crate::text::{Language, Text};

/// Bytes of a table.
pub const BYTES: u64 = 16 << 20;

/// A table was refused.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// Not CSV.
    #[error("{0}")]
    Csv(#[from] csv::Error),
    /// Larger than [`BYTES`].
    #[error("the table is larger than {} MiB", BYTES >> 20)]
    TooLarge,
    /// A column that means nothing here.
    #[error("the column `{0}` is none of code, parent, assessable, groups, title::LANGUAGE, text::LANGUAGE")]
    Column(String),
    /// No column with codes.
    #[error("there is no column `code`")]
    NoCode,
    /// Neither yes nor no.
    #[error("line {0}: `{1}` is neither yes nor no")]
    Truth(u64, String),
}

/// What a table does not say of itself.
#[derive(Clone, Debug)]
pub struct About {
    /// What programs call the framework.
    pub name: String,
    /// Its version.
    pub version: String,
    /// What people call it, in [`language`](Self::language).
    pub title: String,
    /// Under which terms it may be used.
    pub licence: String,
    /// Where it is from.
    pub source: String,
    /// The language of columns that name none.
    pub language: Language,
    /// The steps on which its items are measured; none for a list.
    pub scale: Vec<Step>,
}

impl About {
    /// The framework of these items; not checked yet.
    #[must_use]
    pub fn of(self, items: Vec<Item>) -> Framework {
        Framework {
            title: Text::new(&self.language, self.title),
            name: self.name,
            version: self.version,
            about: Text::default(),
            provider: String::new(),
            licence: self.licence,
            source: self.source,
            language: self.language,
            scale: self.scale,
            items,
        }
    }
}

enum Meaning {
    Code,
    Parent,
    Assessable,
    Groups,
    Title(Language),
    Text(Language),
}

fn meaning(heading: &str, language: &Language) -> Option<Meaning> {
    let heading = heading.trim().trim_start_matches('\u{feff}');
    let (plain, tag) = heading.split_once("::").map_or((heading, None), |(plain, tag)| (plain, Some(tag)));
    let language = tag.map_or(Some(language.clone()), |tag| Language::parse(tag.trim()));
    Some(match plain.trim().to_ascii_lowercase().as_str() {
        "code" | "ref_id" => Meaning::Code,
        "parent" => Meaning::Parent,
        "assessable" => Meaning::Assessable,
        "groups" => Meaning::Groups,
        "title" => Meaning::Title(language?),
        "text" => Meaning::Text(language?),
        _ => return None,
    })
}

/// Reads items; a heading that names no language is in `language`.
///
/// # Errors
/// [`Unreadable`]
pub fn read(from: impl Read, language: &Language) -> Result<Vec<Item>, Unreadable> {
    let mut bytes = Vec::new();
    from.take(BYTES + 1).read_to_end(&mut bytes).map_err(csv::Error::from)?;
    if bytes.len() as u64 > BYTES {
        return Err(Unreadable::TooLarge);
    }
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes.as_slice());
    let mut columns = Vec::new();
    for heading in reader.headers()? {
        columns.push(meaning(heading, language).ok_or_else(|| Unreadable::Column(heading.to_owned()))?);
    }
    if !columns.iter().any(|column| matches!(column, Meaning::Code)) {
        return Err(Unreadable::NoCode);
    }
    let mut items = Vec::new();
    for record in reader.records() {
        let record = record?;
        let line = record.position().map_or(0, csv::Position::line);
        let mut item = Item { assessable: true, ..Item::default() };
        for (column, cell) in columns.iter().zip(&record).filter(|(_, cell)| !cell.is_empty()) {
            match column {
                Meaning::Code => item.code = cell.to_owned(),
                Meaning::Parent => item.parent = Some(cell.to_owned()),
                Meaning::Assessable => {
                    item.assessable = match cell.to_ascii_lowercase().as_str() {
                        "yes" | "true" | "1" | "x" => true,
                        "no" | "false" | "0" => false,
                        _ => return Err(Unreadable::Truth(line, cell.to_owned())),
                    }
                }
                Meaning::Groups => {
                    item.groups = cell.split([' ', ',', ';']).filter(|g| !g.is_empty()).map(str::to_owned).collect()
                }
                Meaning::Title(language) => item.title.put(language, cell),
                Meaning::Text(language) => item.text.put(language, cell),
            }
        }
        items.push(item);
    }
    Ok(items)
}

/// Writes items, with a column for each language that something is said in. A cell that a spreadsheet would take for a formula is
/// given an apostrophe, as everywhere.
///
/// # Errors
/// Those of the writer.
pub fn write(framework: &Framework, to: impl Write) -> Result<(), csv::Error> {
    let languages = framework.languages();
    let mut writer = csv::Writer::from_writer(to);
    let mut heading: Vec<String> = ["code", "parent", "assessable", "groups"].map(str::to_owned).to_vec();
    for word in ["title", "text"] {
        heading.extend(languages.iter().map(|language| format!("{word}::{language}")));
    }
    writer.write_record(&heading)?;
    for item in &framework.items {
        let mut row = vec![item.code.clone(), item.parent.clone().unwrap_or_default()];
        row.push(if item.assessable { "yes" } else { "no" }.to_owned());
        row.push(item.groups.join(" "));
        for text in [&item.title, &item.text] {
            row.extend(languages.iter().map(|language| text.get(language).unwrap_or_default().to_owned()));
        }
        row.iter_mut().for_each(harmless);
        writer.write_record(&row)?;
    }
    Ok(writer.flush()?)
}

fn harmless(cell: &mut String) {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        cell.insert(0, '\'');
    }
}
