//! Tags. A name can betray a hidden event, so tags are only ever read through what the reader sees.

use std::collections::HashMap;

use belfry_kernel::{Ids, SubjectId, Tlp};
use belfry_store::{Read, Result, Tx, args};

/// A tag on an event or attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// `tlp:red`, `misp-galaxy:tool="..."` or free words.
    pub name: String,
    /// `#rrggbb`.
    pub colour: Option<String>,
    /// Whether the tagging stays here.
    pub local: bool,
}

/// Ids of tags that a process has met in one piece of work.
#[derive(Debug, Default)]
pub struct Known(HashMap<String, i64>);

/// Beyond so many names the memory starts afresh: 20,000 are some two megabytes.
const REMEMBERED: usize = 20_000;

impl Known {
    /// The id of a name, made when it is new. A tag that is there keeps its colour.
    pub fn id(&mut self, tx: &Tx, ids: &Ids, name: &str, colour: Option<&str>) -> Result<i64> {
        if let Some(id) = self.0.get(name) {
            return Ok(*id);
        }
        let find = "select id from threats_tags where name = $1";
        let id = match tx.maybe(find, args![name], |row| row.get(0))? {
            Some(id) => id,
            None => {
                tx.execute(
                    "insert into threats_tags (id, name, colour) values ($1, $2, $3) on conflict (name) do nothing",
                    args![ids.next::<i64>(), name, colour],
                )?;
                tx.one(find, args![name], |row| row.get(0))?
            }
        };
        if self.0.len() >= REMEMBERED {
            self.0.clear();
        }
        self.0.insert(name.to_owned(), id);
        Ok(id)
    }
}

/// The tags of an event that was loaded before.
pub fn of_event(read: &Read, event: SubjectId) -> Result<Vec<Tag>> {
    read.rows(
        "select t.name, t.colour, x.local from threats_event_tags x join threats_tags t on t.id = x.tag_id \
         where x.event_id = $1 order by t.name",
        args![event],
        |row| Ok(Tag { name: row.get(0)?, colour: row.get(1)?, local: row.get(2)? }),
    )
}

/// Gives an event these tags and no others.
pub fn set(tx: &Tx, ids: &Ids, known: &mut Known, event: SubjectId, tags: &[Tag]) -> Result<()> {
    tx.execute("delete from threats_event_tags where event_id = $1", args![event])?;
    for tag in tags {
        let id = known.id(tx, ids, &tag.name, tag.colour.as_deref())?;
        tx.execute(
            "insert into threats_event_tags (event_id, tag_id, local) values ($1, $2, $3) on conflict do nothing",
            args![event, id, tag.local],
        )?;
    }
    Ok(())
}

/// What tags say about TLP: the strictest level, and whether one of them is of the taxonomy but unknown to TLP 2.0, which
/// counts as RED.
pub fn tlp<'t>(names: impl IntoIterator<Item = &'t str>) -> Option<(Tlp, bool)> {
    let mut found: Option<(Tlp, bool)> = None;
    for name in names {
        let is_tlp = name.trim().get(..4).is_some_and(|start| start.eq_ignore_ascii_case("tlp:"));
        if !is_tlp {
            continue;
        }
        let (level, unknown) = match Tlp::parse(name) {
            Some(Tlp::NotStated) | None => (Tlp::Red, true),
            Some(level) => (level, false),
        };
        found = Some(found.map_or((level, unknown), |(other, before)| (other.min(level), before || unknown)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_levels_are_the_strictest_and_an_unknown_one_is_red() {
        assert_eq!(tlp(["x", "tlp:green", "TLP:Amber"]), Some((Tlp::Amber, false)));
        assert_eq!(tlp(["tlp:ex:chr"]), Some((Tlp::Red, true)));
        assert_eq!(tlp(["tlp:white"]), Some((Tlp::Clear, false)));
        assert_eq!(tlp(["osint"]), None);
    }
}
