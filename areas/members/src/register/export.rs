//! Files out, for authorities: the register, the counts of Article 3(5), the list of Article 27.
//!
//! | file | for whom | what |
//! |---|---|---|
//! | register | whoever watches | basics, and the fields that his eye sees |
//! | counts | competent authority, single point of contact | entities by sector, subsector and class (Article 3(5)) |
//! | article-27 | the same | what goes on to ENISA (Article 27(4)): everything of Article 27(2) but point (f), the address ranges |
//!
//! Columns have fixed names, those of the fields: the register's file can be taken in again ([`super::import`]).

use std::collections::BTreeMap;

use belfry_documents::{CsvWriter, MediaType};
use belfry_kernel::Problem;
use belfry_store::{Read, Result as Stored, Sql, args};
use belfry_web::reply::Chunks;
use belfry_web::{Reply, Spec, Visit};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::access::Watch as Watching;
use crate::register::fields;
use crate::register::record::{Place, Record};
use crate::register::rules::{self, Class};
use crate::register::sight::{self, Eye, Sight, Watch};

/// Organisations read for one chunk.
const CHUNK: i64 = 200;

/// An organisation as it goes out.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Outside id.
    pub uuid: Uuid,
    /// Full name, and under which it is sorted.
    pub name: (String, String),
    /// Short name.
    pub short_name: String,
    /// Code of its kind.
    pub kind: String,
    /// Two letters, and a NUTS code.
    pub place: (String, String),
    /// Website.
    pub website: String,
    /// Code of its class.
    pub class: Option<Class>,
    /// Code of the state of its registration.
    pub state: String,
    /// Its fields.
    pub record: Record,
}

/// The organisations that one of these watches reaches, by name, after a name.
pub fn entries(read: &Read, watches: &[Watch], after: &str, limit: i64) -> Stored<Vec<Entry>> {
    let mut sql = Sql::new(
        "select s.uuid, o.name, o.name_key, o.short_name, o.kind, o.country, o.region, o.website, r.class, g.state, r.document \
         from identity_organisations o join store_subjects s on s.id = o.id \
         left join members_records r on r.organisation_id = o.id \
         left join members_registrations g on g.organisation_id = o.id where o.name_key > ? and",
        [after.to_owned().into()],
    );
    sql = reached(sql, watches);
    sql.push("order by o.name_key limit ?", [limit.into()]);
    read.rows(sql, args![], |row| {
        let text = |at: usize| row.get::<Option<String>>(at).map(Option::unwrap_or_default);
        Ok(Entry {
            uuid: row.get(0)?,
            name: (row.get(1)?, row.get(2)?),
            short_name: row.get(3)?,
            kind: row.get(4)?,
            place: (text(5)?, text(6)?),
            website: text(7)?,
            class: Class::parse(&text(8)?),
            state: text(9)?,
            record: serde_json::from_str(&text(10)?).unwrap_or_default(),
        })
    })
}

/// Adds the condition that one of the watches reaches the organisation aliased `o`; none reaches nothing.
pub fn reached<'a>(sql: Sql<'a>, watches: &[Watch]) -> Sql<'a> {
    let mut sql = sql.and("(1 = 0", []);
    for watch in watches {
        sql = sight::watched(sql.and("or", []), watch);
    }
    sql.and(")", [])
}

/// What these watches see of an entry: it may be reached by several.
fn seen(entry: &Entry, watches: &[Watch]) -> Sight {
    let mut sight = Sight::default();
    for watch in watches.iter().filter(|watch| watch.country == entry.place.0) {
        let sectors = entry.record.sectors();
        let within = watch.mandate.is_empty() || sectors.iter().any(|sector| watch.mandate.contains(sector));
        match watch.eye {
            Eye::Supervisor if within => sight.supervisor = true,
            Eye::Supervisor => {}
            Eye::Spoc => sight.spoc = true,
            Eye::Csirt => sight.csirt = true,
        }
    }
    sight
}

/// The columns of the register's file.
pub fn columns() -> Vec<&'static str> {
    let basics = ["uuid", "name", "short-name", "kind", "country", "region", "website", "class", "state"];
    basics.into_iter().chain(fields::FIELDS.iter().map(|field| field.code)).collect()
}

/// The cells of an entry, as far as these watches see them.
fn cells(entry: &Entry, watches: &[Watch]) -> Vec<String> {
    let sight = seen(entry, watches);
    let (class, state) = if sight.class() {
        (entry.class.map_or("", Class::code).to_owned(), entry.state.clone())
    } else {
        Default::default()
    };
    let basics = [
        entry.uuid.to_string(),
        entry.name.0.clone(),
        entry.short_name.clone(),
        entry.kind.clone(),
        entry.place.0.clone(),
        entry.place.1.clone(),
        entry.website.clone(),
        class,
        state,
    ];
    let record = entry.record.seen(|field| sight.sees(field));
    basics.into_iter().chain(fields::FIELDS.iter().map(|field| record.get(field.code).to_owned())).collect()
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Rows with headings.
    Csv,
    /// One document.
    Json,
}

impl Format {
    /// Reads an ending.
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "csv" => Some(Self::Csv),
            "json" => Some(Self::Json),
            _ => None,
        }
    }

    fn media(self) -> MediaType {
        match self {
            Self::Csv => MediaType::Csv,
            Self::Json => MediaType::Json,
        }
    }
}

/// Rows as a file.
pub fn written(format: Format, columns: &[&str], rows: &[Vec<String>], head: bool) -> Result<Vec<u8>, String> {
    match format {
        Format::Csv => {
            let mut writer = CsvWriter::new(Vec::new(), columns).map_err(|error| error.to_string())?;
            for row in rows {
                writer.row(row).map_err(|error| error.to_string())?;
            }
            let bytes = writer.finish().map_err(|error| error.to_string())?;
            // A later chunk of the same file has no headings.
            let from = if head { 0 } else { bytes.windows(2).position(|two| two == b"\r\n").map_or(0, |at| at + 2) };
            Ok(bytes[from..].to_vec())
        }
        Format::Json => {
            let object = |row: &Vec<String>| {
                let filled = columns.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
                Value::Object(filled.map(|(name, cell)| ((*name).to_owned(), split(name, cell))).collect::<Map<_, _>>())
            };
            let all: Vec<String> = rows.iter().map(|row| object(row).to_string()).collect();
            Ok(all.join(",\n").into_bytes())
        }
    }
}

/// A cell as JSON: what has lines or columns as lists.
pub fn split(name: &str, cell: &str) -> Value {
    match fields::by_code(name).map(|field| field.form) {
        Some(fields::Form::Rows(columns)) => {
            let row = |line: &str| {
                let pairs = columns.iter().zip(line.split('\t')).filter(|(_, cell)| !cell.is_empty());
                Value::Object(pairs.map(|(column, cell)| (column.code.to_owned(), json!(cell))).collect())
            };
            cell.lines().map(row).collect()
        }
        Some(
            fields::Form::Lines
            | fields::Form::Domains
            | fields::Form::Ranges
            | fields::Form::Countries
            | fields::Form::Specials
            | fields::Form::Sectors
            | fields::Form::Places,
        ) => cell.lines().map(|line| json!(line)).collect(),
        Some(fields::Form::Figure) => cell.parse::<f64>().map_or_else(|_| json!(cell), |figure| json!(figure)),
        _ => json!(cell),
    }
}

/// Entities by sector and subsector (Article 3(5)(a)), and those identified under Article 2(2)(b) to (e) (point (b)).
pub const COUNT_COLUMNS: &[&str] = &["sector", "subsector", "provision", "essential", "important", "register-only"];

/// The counts over everything that these watches reach and whose registration is accepted.
pub fn counts(read: &Read, watches: &[Watch]) -> Stored<Vec<Vec<String>>> {
    let mut all: BTreeMap<(String, String, String), [u64; 3]> = BTreeMap::new();
    each(read, watches, &mut |entry| {
        let at = match entry.class {
            Some(Class::Essential) => 0,
            Some(Class::Important) => 1,
            Some(Class::RegisterOnly) => 2,
            _ => return,
        };
        if entry.state != "accepted" || !seen(&entry, watches).class() {
            return;
        }
        let mut places: Vec<(String, String)> =
            entry.record.places().map(|place| (place.sector.to_owned(), place.subsector.to_owned())).collect();
        places.sort();
        places.dedup();
        let provisions: Vec<&str> = entry
            .record
            .lines("cases")
            .filter_map(rules::special)
            .filter(|special| special.article.starts_with("Article 2(2)("))
            .map(|special| special.article.as_str())
            .collect();
        for (sector, subsector) in places {
            for provision in std::iter::once("").chain(provisions.iter().copied()) {
                let key = (sector.clone(), subsector.clone(), provision.to_owned());
                all.entry(key).or_default()[at] += 1;
            }
        }
    })?;
    let row = |((sector, subsector, provision), counts): ((String, String, String), [u64; 3])| {
        let mut row = vec![sector, subsector, provision];
        row.extend(counts.map(|count| count.to_string()));
        row
    };
    Ok(all.into_iter().map(row).collect())
}

/// What goes to ENISA: Article 27(2)(a) to (e). There is no column for point (f).
pub const REGISTRY_COLUMNS: &[&str] = &[
    "name",
    "sector",
    "subsector",
    "type",
    "main-establishment",
    "other-establishments",
    "representative",
    "email",
    "phone",
    "contacts",
    "states",
];

/// The entities of Article 27(1) that these watches reach, whose registration is accepted.
pub fn registry(read: &Read, watches: &[Watch]) -> Stored<Vec<Vec<String>>> {
    let mut all = Vec::new();
    each(read, watches, &mut |entry| {
        if entry.state != "accepted" || !seen(&entry, watches).class() {
            return;
        }
        let of = |kind: &str| {
            let rows = entry.record.rows("establishments").filter(|row| row.first() == Some(&kind));
            rows.map(|row| row[1..].iter().filter(|cell| !cell.is_empty()).copied().collect::<Vec<_>>().join(", "))
                .collect::<Vec<_>>()
                .join("\n")
        };
        for place in entry.record.places().filter(Place::is_of_registry) {
            let contacts = entry.record.get("contacts").replace('\t', ", ");
            all.push(vec![
                entry.name.0.clone(),
                place.sector.to_owned(),
                place.subsector.to_owned(),
                place.entity_type.to_owned(),
                of("main"),
                of("other"),
                of("representative"),
                entry.record.get("email").to_owned(),
                entry.record.get("phone").to_owned(),
                contacts,
                entry.record.get("states").to_owned(),
            ]);
        }
    })?;
    Ok(all)
}

fn each(read: &Read, watches: &[Watch], take: &mut dyn FnMut(Entry)) -> Stored<()> {
    let mut after = String::new();
    loop {
        let entries = entries(read, watches, &after, CHUNK)?;
        let Some(last) = entries.last() else { return Ok(()) };
        after = last.name.1.clone();
        entries.into_iter().for_each(&mut *take);
    }
}

/// Which file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    /// The register.
    Register,
    /// The counts.
    Counts,
    /// The list of Article 27.
    Registry,
}

impl File {
    /// Its name without an ending.
    pub const fn stem(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Counts => "article-3-5-counts",
            Self::Registry => "article-27",
        }
    }

    /// Reads the name.
    pub fn parse(stem: &str) -> Option<Self> {
        [Self::Register, Self::Counts, Self::Registry].into_iter().find(|file| file.stem() == stem)
    }
}

/// A whole file, for the command line and for small ones.
///
/// # Errors
/// In words, when it cannot be written.
pub fn whole(read: &Read, watches: &[Watch], file: File, format: Format) -> Result<Vec<u8>, String> {
    let (columns, rows) = match file {
        File::Register => {
            let mut rows = Vec::new();
            each(read, watches, &mut |entry| rows.push(cells(&entry, watches))).map_err(|error| error.to_string())?;
            (columns(), rows)
        }
        File::Counts => (COUNT_COLUMNS.to_vec(), counts(read, watches).map_err(|error| error.to_string())?),
        File::Registry => (REGISTRY_COLUMNS.to_vec(), registry(read, watches).map_err(|error| error.to_string())?),
    };
    let body = written(format, &columns, &rows, true)?;
    Ok(if format == Format::Json { [b"[".as_slice(), &body, b"]\n"].concat() } else { body })
}

/// The register in chunks, each read anew under the reader's key.
fn stream(db: belfry_store::Db, key: belfry_store::Key, watches: Vec<Watch>, format: Format) -> Chunks {
    let (mut after, mut begun, mut ended) = (String::new(), false, false);
    Box::new(move || {
        if ended {
            return None;
        }
        let read = || -> Result<Vec<Entry>, String> {
            let read = db.read(key).map_err(|error| error.to_string())?;
            entries(&read, &watches, &after, CHUNK).map_err(|error| error.to_string())
        };
        let entries = match read() {
            Ok(entries) => entries,
            Err(error) => {
                ended = true;
                return Some(Err(error));
            }
        };
        let rows: Vec<Vec<String>> = entries.iter().map(|entry| cells(entry, &watches)).collect();
        let first = !begun;
        begun = true;
        let Some(last) = entries.last() else {
            ended = true;
            let end = match format {
                Format::Csv if first => written(format, &columns(), &[], true),
                Format::Csv => return None,
                Format::Json => Ok(if first { b"[]\n".to_vec() } else { b"]\n".to_vec() }),
            };
            return Some(end);
        };
        after = last.name.1.clone();
        let body = written(format, &columns(), &rows, first);
        let mark: &[u8] = match (format, first) {
            (Format::Json, true) => b"[",
            (Format::Json, false) => b",\n",
            (Format::Csv, _) => b"",
        };
        Some(body.map(|body| [mark, &body].concat()))
    })
}

/// `/members/register/export/{file}`, such as `register.csv`.
///
/// # Errors
/// [`Problem::NotFound`] for whoever watches nothing, or no such file.
pub fn file(visit: &mut Visit<Watching>) -> Result<Reply, Problem> {
    let name: String = visit.path("file")?;
    let (stem, end) = name.rsplit_once('.').ok_or(Problem::NotFound)?;
    let (file, format) = (File::parse(stem).ok_or(Problem::NotFound)?, Format::parse(end).ok_or(Problem::NotFound)?);
    answer(visit, file, format)
}

fn answer(visit: &Visit<Watching>, file: File, format: Format) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let watches = sight::watches(&read, visit.person()?)?;
    let tells = watches.iter().any(|watch| watch.eye != Eye::Csirt);
    if watches.is_empty() || (file != File::Register && !tells) {
        return Err(Problem::NotFound);
    }
    if file == File::Register {
        let chunks = stream(visit.house().db.clone(), visit.key(), watches, format);
        return Ok(Reply::Stream(file.stem().into(), format.media(), chunks));
    }
    let bytes = whole(&read, &watches, file, format).map_err(Problem::Internal)?;
    Ok(Reply::File(file.stem().into(), format.media(), bytes))
}

/// What the route of programs says of itself.
pub fn spec() -> Spec {
    Spec::new(
        "The register, the counts of Article 3(5) or the list of Article 27 without address ranges, for authorities",
        json!({"type": "array", "items": {"type": "object"}}),
    )
    .query("file", "register, article-3-5-counts or article-27")
    .query("format", "json or csv")
}

/// `GET /api/v1/members/register`.
///
/// # Errors
/// As [`file`]; [`Problem::BadRequest`] for an unknown file or format.
pub fn api(visit: &mut Visit<Watching>) -> Result<Reply, Problem> {
    let or = |text: &str, other: &'static str| if text.is_empty() { other.to_owned() } else { text.to_owned() };
    let file = File::parse(&or(visit.query("file"), "register"));
    let format = Format::parse(&or(visit.query("format"), "json"));
    match (file, format) {
        (Some(file), Some(format)) => answer(visit, file, format),
        _ => Err(Problem::BadRequest("file is register, article-3-5-counts or article-27; format json or csv".into())),
    }
}
