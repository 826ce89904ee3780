//! The catalogue's tables. Every reading function shows what its reader may see; what is kept never changes.

use std::collections::HashMap;

use belfry_contracts::catalogue::{FrameworkLoaded, MappingLoaded};
use belfry_kernel::Label;
use belfry_store::{Act, Db, Error, Key, Read, Result, Row, Sql, Tx, Value, args, ledger, scope};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::framework::{Framework, Item, Step};
use crate::library::Library;
use crate::mapping::{Mapping, Pair, Relation};
use crate::text::{Language, Text};

/// What became of a framework or mapping that was brought in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kept {
    /// It is new.
    New,
    /// The same is there already.
    Unchanged,
    /// Another one is there under this name and version: nothing was done.
    Differs,
    /// A mapping between frameworks of which one is not there: nothing was done.
    Missing,
}

/// A framework in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// What it is called, in the language it is written in.
    pub title: String,
    /// Under which terms.
    pub licence: String,
    /// How many items it has.
    pub items: i64,
    /// SHA-256 of its content.
    pub hash: String,
    /// When it came in.
    pub loaded: Timestamp,
    /// What it is called, in each language.
    #[serde(skip)]
    pub called: Text,
    /// How many steps its items are measured on; none where it is a list only.
    #[serde(skip)]
    pub steps: usize,
}

/// What stands beside the items.
#[derive(Serialize, Deserialize)]
struct Head {
    title: Text,
    #[serde(default)]
    about: Text,
    provider: String,
    source: String,
    language: Language,
    #[serde(default)]
    scale: Vec<Step>,
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn parsed<T: for<'a> Deserialize<'a>>(text: &str) -> Result<T> {
    serde_json::from_str(text)
        .map_err(|error| Error::Driver(format!("the catalogue holds something unreadable: {error}")))
}

/// Keeps a framework that was checked, visible to those whom the label covers.
///
/// # Errors
/// Those of the database.
pub fn keep(tx: &Tx, act: Act<'_>, framework: &Framework, label: &Label) -> Result<Kept> {
    let hash = framework.hash();
    let there = tx.maybe(
        "select hash from catalogue_frameworks where name = $1 and version = $2",
        args![&framework.name, &framework.version],
        |row| row.get::<String>(0),
    )?;
    if let Some(there) = there {
        return Ok(if there == hash { Kept::Unchanged } else { Kept::Differs });
    }
    let id: i64 = act.ids.next();
    let head = Head {
        title: framework.title.clone(),
        about: framework.about.clone(),
        provider: framework.provider.clone(),
        source: framework.source.clone(),
        language: framework.language.clone(),
        scale: framework.scale.clone(),
    };
    tx.execute(
        "insert into catalogue_frameworks (id, name, version, hash, label_id, title, licence, items, head, loaded) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            id,
            &framework.name,
            &framework.version,
            hash,
            scope::intern(tx, label)?,
            framework.title.said(&framework.language, &[]),
            &framework.licence,
            framework.items.len(),
            json(&head),
            act.now,
        ],
    )?;
    let mut rows: Vec<Value<'_>> = Vec::with_capacity(framework.items.len() * 4);
    for (seq, item) in framework.items.iter().enumerate() {
        rows.extend([Value::Int(id), Value::from(seq), Value::from(&item.code), Value::from(json(item))]);
    }
    tx.insert_many("catalogue_items", &["framework_id", "seq", "code", "item"], "", &rows)?;
    ledger::record(tx, act, &FrameworkLoaded { framework: id })?;
    Ok(Kept::New)
}

/// Keeps a mapping. A framework that it names without a version is the newest of that name.
///
/// # Errors
/// Those of the database.
pub fn keep_mapping(tx: &Tx, act: Act<'_>, mapping: &Mapping) -> Result<Kept> {
    let (Some(from), Some(to)) = (id_of(tx, &mapping.from)?, id_of(tx, &mapping.to)?) else { return Ok(Kept::Missing) };
    let hash = mapping.hash();
    let there = tx.maybe(
        "select hash from catalogue_mappings where from_id = $1 and to_id = $2 and version = $3",
        args![from, to, &mapping.version],
        |row| row.get::<String>(0),
    )?;
    if let Some(there) = there {
        return Ok(if there == hash { Kept::Unchanged } else { Kept::Differs });
    }
    let id: i64 = act.ids.next();
    tx.execute(
        "insert into catalogue_mappings (id, from_id, to_id, version, hash, source, loaded) values ($1, $2, $3, $4, $5, $6, $7)",
        args![id, from, to, &mapping.version, hash, &mapping.source, act.now],
    )?;
    let mut rows: Vec<Value<'_>> = Vec::with_capacity(mapping.pairs.len() * 4);
    for pair in &mapping.pairs {
        rows.extend([
            Value::Int(id),
            Value::from(&pair.from),
            Value::from(&pair.to),
            Value::from(pair.relation.code()),
        ]);
    }
    let columns = ["mapping_id", "from_code", "to_code", "relation"];
    tx.insert_many("catalogue_pairs", &columns, "on conflict do nothing", &rows)?;
    ledger::record(tx, act, &MappingLoaded { mapping: id })?;
    Ok(Kept::New)
}

/// What became of one part of what was brought in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Brought {
    /// `framework` or `mapping`.
    pub what: &'static str,
    /// Name and version of a framework; from and to of a mapping.
    pub name: String,
    /// What became of it.
    pub outcome: Kept,
}

/// Keeps what a library or a table holds, each part in a transaction of its own and with the program's own key: a name that is taken
/// by something hidden is refused as any other. The frameworks have been checked.
///
/// # Errors
/// Those of the database.
pub fn bring_in(db: &Db, act: Act<'_>, library: &Library, label: &Label) -> Result<Vec<Brought>> {
    let mut all = Vec::with_capacity(library.frameworks.len() + library.mappings.len());
    for framework in &library.frameworks {
        let tx = db.write(Key::SYSTEM)?;
        let outcome = keep(&tx, act, framework, label)?;
        tx.commit()?;
        all.push(Brought { what: "framework", name: format!("{} {}", framework.name, framework.version), outcome });
    }
    for mapping in &library.mappings {
        let tx = db.write(Key::SYSTEM)?;
        let outcome = keep_mapping(&tx, act, mapping)?;
        tx.commit()?;
        all.push(Brought { what: "mapping", name: format!("{} to {}", mapping.from.0, mapping.to.0), outcome });
    }
    Ok(all)
}

fn id_of(read: &Read, (name, version): &(String, String)) -> Result<Option<i64>> {
    read.maybe(
        "select id from catalogue_frameworks where name = $1 and ($2 = '' or version = $2) order by id desc limit 1",
        args![name, version],
        |row| row.get(0),
    )
}

/// Every name and version there is, whoever may see it: for the program itself.
///
/// # Errors
/// Those of the database.
pub fn versions(read: &Read) -> Result<Vec<(String, String)>> {
    read.rows("select name, version from catalogue_frameworks", args![], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Of which frameworks a reader may know.
const SEEN: &str = "exists (select 1 from store_visible v where v.grant_key = ? and v.label_id = f.label_id limit 1)";
/// The same of a second framework.
const OTHER_SEEN: &str =
    "exists (select 1 from store_visible v where v.grant_key = ? and v.label_id = t.label_id limit 1)";

/// What a reader may see, by name, the newest version of each first.
///
/// # Errors
/// Those of the database.
pub fn list(read: &Read) -> Result<Vec<Entry>> {
    entries(read, None)
}

/// The versions of a framework that a reader may see, the newest first.
///
/// # Errors
/// Those of the database.
pub fn versions_of(read: &Read, name: &str) -> Result<Vec<Entry>> {
    entries(read, Some(name))
}

fn entries(read: &Read, name: Option<&str>) -> Result<Vec<Entry>> {
    let mut sql = Sql::new(
        "select f.name, f.version, f.title, f.licence, f.items, f.hash, f.head, f.loaded from catalogue_frameworks f where",
        [],
    )
    .and(SEEN, [read.key().into()]);
    if let Some(name) = name {
        sql.push("and f.name = ?", [name.into()]);
    }
    sql.push("order by f.name, f.id desc", []);
    read.rows(sql, args![], |row| {
        let head: Head = parsed(&row.get::<String>(6)?)?;
        Ok(Entry {
            name: row.get(0)?,
            version: row.get(1)?,
            title: row.get(2)?,
            licence: row.get(3)?,
            items: row.get(4)?,
            hash: row.get(5)?,
            loaded: row.get(7)?,
            called: head.title,
            steps: head.scale.len(),
        })
    })
}

/// A framework that a reader may see: this version, or the newest.
///
/// # Errors
/// Those of the database.
pub fn load(read: &Read, name: &str, version: Option<&str>) -> Result<Option<Framework>> {
    let mut sql = Sql::new("select f.id, f.name, f.version, f.licence, f.head from catalogue_frameworks f where", [])
        .and(SEEN, [read.key().into()])
        .and("and f.name = ?", [name.into()]);
    if let Some(version) = version {
        sql.push("and f.version = ?", [version.into()]);
    }
    sql.push("order by f.id desc limit 1", []);
    let found = read.maybe(sql, args![], |row| Ok((row.get::<i64>(0)?, framework(row)?)))?;
    let Some((id, mut framework)) = found else { return Ok(None) };
    let items =
        read.rows("select item from catalogue_items where framework_id = $1 order by seq", args![id], |row| {
            parsed::<Item>(&row.get::<String>(0)?)
        })?;
    framework.items = items;
    Ok(Some(framework))
}

fn framework(row: &Row<'_>) -> Result<Framework> {
    let head: Head = parsed(&row.get::<String>(4)?)?;
    Ok(Framework {
        name: row.get(1)?,
        version: row.get(2)?,
        title: head.title,
        about: head.about,
        provider: head.provider,
        licence: row.get(3)?,
        source: head.source,
        language: head.language,
        scale: head.scale,
        items: Vec::new(),
    })
}

/// The mappings that a reader may see from or to a framework of this name.
///
/// # Errors
/// Those of the database.
pub fn mappings(read: &Read, name: &str) -> Result<Vec<Mapping>> {
    let key = read.key();
    let sql = Sql::new(
        "select m.id, f.name, f.version, t.name, t.version, m.version, m.source from catalogue_mappings m \
         join catalogue_frameworks f on f.id = m.from_id join catalogue_frameworks t on t.id = m.to_id where",
        [],
    )
    .and(SEEN, [key.into()])
    .and("and", [])
    .and(OTHER_SEEN, [key.into()])
    .and("and (f.name = ? or t.name = ?) order by m.id desc", [name.into(), name.into()]);
    let found = read.rows(sql, args![], |row| {
        let mapping = Mapping {
            from: (row.get(1)?, row.get(2)?),
            to: (row.get(3)?, row.get(4)?),
            version: row.get(5)?,
            source: row.get(6)?,
            pairs: Vec::new(),
        };
        Ok((row.get::<i64>(0)?, mapping))
    })?;
    let ids: Vec<i64> = found.iter().map(|(id, _)| *id).collect();
    let mut pairs: HashMap<i64, Vec<Pair>> = HashMap::new();
    if !ids.is_empty() {
        read.each(
            "select mapping_id, from_code, to_code, relation from catalogue_pairs where mapping_id in {ints $1} \
             order by from_code, to_code",
            args![ids],
            |row| {
                let relation = Relation::parse(&row.get::<String>(3)?).unwrap_or(Relation::NotRelated);
                let pair = Pair { from: row.get(1)?, to: row.get(2)?, relation };
                pairs.entry(row.get(0)?).or_default().push(pair);
                Ok(true)
            },
        )?;
    }
    let whole = |(id, mapping)| Mapping { pairs: pairs.remove(&id).unwrap_or_default(), ..mapping };
    Ok(found.into_iter().map(whole).collect())
}
