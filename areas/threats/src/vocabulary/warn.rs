//! Which warninglists speak against values: two statements for a page of them, whatever the lists hold.

use std::collections::HashMap;

use belfry_kernel::SubjectId;
use belfry_store::{Read, Result, Sql, args, scope};
use belfry_words::{Words, key};

use super::{Detail, Kind, Matching, Vocabulary, mark, said, store};

/// Lists that are told for one value.
const TOLD: usize = 10;
/// Lists that are named beside a value.
const SAID: usize = 2;
/// Attributes of an event that are compared before it is published.
const CHECKED: i64 = 2_000;

/// A warninglist that a value is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The list's name in addresses.
    pub name: String,
    /// As people call it.
    pub title: String,
    /// The entry that the value meets, as it stands in the list.
    pub entry: String,
    /// Its place in the list.
    pub seq: i64,
    /// Whether the list says what a value is rather than that it is harmless.
    pub is_known: bool,
}

struct List {
    name: String,
    title: String,
    detail: Detail,
}

impl List {
    /// Notes that a value meets an entry; once is enough.
    fn warn(&self, all: &mut Vec<Warning>, entry: &str, seq: i64) {
        if all.iter().any(|other| other.name == self.name) {
            return;
        }
        all.push(Warning {
            name: self.name.clone(),
            title: self.title.clone(),
            entry: entry.to_owned(),
            seq,
            is_known: self.detail.category.as_deref() == Some("known"),
        });
    }

    fn is_for(&self, kind: &str) -> bool {
        kind.is_empty() || self.detail.types.is_empty() || self.detail.types.iter().any(|of| of == kind)
    }
}

/// The warninglists that values are on: for each `(type, value)` in its place. Without a type (`""`), whatever the value looks
/// like is asked for, and lists for any type answer.
///
/// # Errors
/// Those of the database.
pub fn warnings(read: &Read, values: &[(&str, &str)]) -> Result<Vec<Vec<Warning>>> {
    let mut told: Vec<Vec<Warning>> = vec![Vec::new(); values.len()];
    if values.is_empty() {
        return Ok(told);
    }
    let lists = lists(read)?;
    by_key(read, &lists, values, &mut told)?;
    for list in lists.values().filter(|list| !list.detail.direct.is_empty()) {
        for ((kind, value), all) in values.iter().zip(&mut told).filter(|((kind, _), _)| list.is_for(kind)) {
            if let Some((seq, entry)) =
                mark::direct(&list.detail, kind, value).and_then(|at| list.detail.direct.get(at))
            {
                list.warn(all, entry, *seq);
            }
        }
    }
    for all in &mut told {
        all.sort_by(|a, b| (a.is_known, &a.title).cmp(&(b.is_known, &b.title)));
        all.truncate(TOLD);
    }
    Ok(told)
}

/// Entries that have keys, in one statement.
fn by_key(read: &Read, lists: &HashMap<i64, List>, values: &[(&str, &str)], told: &mut [Vec<Warning>]) -> Result<()> {
    let worth = worth(lists);
    let mut asked: HashMap<i64, Vec<usize>> = HashMap::new();
    for (index, (kind, value)) in values.iter().enumerate() {
        // Lists of parts are few and for few types: most values need not be taken to pieces.
        let parts = lists.values().any(|list| list.detail.matching == Some(Matching::Substring) && list.is_for(kind));
        let worth = mark::Worth { lengths: worth.lengths.clone(), parts };
        for key in mark::of_value(kind, value, &worth) {
            let of = asked.entry(key).or_default();
            if of.last() != Some(&index) {
                of.push(index);
            }
        }
    }
    if lists.is_empty() || asked.is_empty() {
        return Ok(());
    }
    let mut keys: Vec<i64> = asked.keys().copied().collect();
    keys.sort_unstable();
    read.each(
        "select k.hash, k.vocabulary_id, k.seq, t.name from threats_warning_keys k cross join threats_terms t \
         where k.hash in {ints $1} and t.vocabulary_id = k.vocabulary_id and t.seq = k.seq",
        args![keys],
        |row| {
            let Some(list) = lists.get(&row.get::<i64>(1)?) else { return Ok(true) };
            let entry: String = row.get(3)?;
            for index in asked.get(&row.get::<i64>(0)?).into_iter().flatten() {
                let (kind, value) = values[*index];
                let is_part = list.detail.matching == Some(Matching::Substring);
                if list.is_for(kind) && (!is_part || mark::is_part(&entry, value)) {
                    list.warn(&mut told[*index], &entry, row.get(2)?);
                }
            }
            Ok(true)
        },
    )
}

/// What is said of the lists that a value is on; of many, the first two and how many more.
pub fn words(t: &Words, warnings: &[Warning]) -> Vec<String> {
    let one = |warning: &Warning| {
        let key = if warning.is_known { key!("threats-warninglist-known") } else { key!("threats-warninglist-on") };
        t.a(key, [("list", said::title(t, Kind::Warninglist, &warning.name, &warning.title).into())])
    };
    let mut all: Vec<String> = warnings.iter().take(SAID).map(one).collect();
    if warnings.len() > SAID {
        all.push(t.n("threats-warninglist-more", warnings.len() - SAID));
    }
    all
}

/// How many attributes of an event that are fit for detection stand on warninglists, among the oldest [`CHECKED`] that the
/// reader sees. The event was loaded before.
///
/// # Errors
/// Those of the database.
pub fn of_event(read: &Read, event: SubjectId) -> Result<usize> {
    let mut sql = Sql::new(
        "select a.type, a.value from threats_attributes a where a.event_id = ? and a.deleted = false and a.to_ids = true and",
        [event.into()],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push("order by a.id limit ?", [CHECKED.into()]);
    let all = read.rows(sql, args![], |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?)))?;
    let values: Vec<(&str, &str)> = all.iter().map(|(kind, value)| (kind.as_str(), value.as_str())).collect();
    let told = warnings(read, &values)?;
    Ok(told.iter().filter(|lists| lists.iter().any(|list| !list.is_known)).count())
}

/// The places of the entries of one list that a value meets, whether or not the list speaks.
pub(super) fn on_list(read: &Read, list: &Vocabulary, value: &str) -> Result<Vec<i64>> {
    let matching = list.detail.matching;
    let worth = mark::Worth { lengths: list.detail.lengths.clone(), parts: matching == Some(Matching::Substring) };
    let mut keys = mark::of_value("", value, &worth);
    keys.extend(matching.and_then(|matching| mark::of_entry(matching, value)));
    let found = read.rows(
        "select k.seq, t.name from threats_warning_keys k cross join threats_terms t \
         where k.hash in {ints $1} and k.vocabulary_id = $2 and t.vocabulary_id = k.vocabulary_id and t.seq = k.seq \
         order by k.seq limit 200",
        args![keys, list.id],
        |row| Ok((row.get::<i64>(0)?, row.get::<String>(1)?)),
    )?;
    let meets = |entry: &str| matching != Some(Matching::Substring) || mark::is_part(entry, value);
    let direct = mark::direct(&list.detail, "", value).and_then(|at| list.detail.direct.get(at));
    let keyed = found.into_iter().filter(|(_, entry)| meets(entry)).map(|(seq, _)| seq);
    Ok(keyed.chain(direct.map(|(seq, _)| *seq)).collect())
}

/// The lists that speak.
fn lists(read: &Read) -> Result<HashMap<i64, List>> {
    let rows = read.rows(
        "select id, name, title, detail from threats_vocabularies where kind = $1 and state = 'current' and enabled = true",
        args![Kind::Warninglist.code()],
        |row| {
            let list = List { name: row.get(1)?, title: row.get(2)?, detail: store::detail(&row.get::<String>(3)?) };
            Ok((row.get(0)?, list))
        },
    )?;
    Ok(rows.into_iter().collect())
}

fn worth(lists: &HashMap<i64, List>) -> mark::Worth {
    let mut lengths: Vec<u8> = lists.values().flat_map(|list| list.detail.lengths.iter().copied()).collect();
    lengths.sort_unstable();
    lengths.dedup();
    mark::Worth { lengths, parts: false }
}
