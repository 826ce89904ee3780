//! Tags. A name can betray a hidden event, so tags are only ever read through what the reader sees.
//!
//! A local tag, as MISP calls it, stays with the organisation that set it: its tagging has a label of its own, so that nobody else is
//! shown it, finds by it, counts it or takes it out. A tag that says the TLP level is never local, for the level binds whoever sees
//! the record.
//!
//! A tag has one colour for everybody. So one that comes with a file is kept only where everybody sees the tagging.

use std::collections::{BTreeMap, HashMap, HashSet};

use belfry_kernel::{Clause, Ids, Label, LabelId, OrganisationId, SubjectId, Tlp};
use belfry_store::{Read, Result, Sql, Tx, args, scope};

/// A tag on an event or attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// `tlp:red`, `misp-galaxy:tool="..."` or free words.
    pub name: String,
    /// `#rrggbb`.
    pub colour: Option<String>,
    /// Whether the tagging stays with its organisation.
    pub local: bool,
}

/// Whether a tag that is called local stays with its organisation.
pub fn stays(name: &str, local: bool) -> bool {
    local && tlp([name]).is_none()
}

/// The label of what an organisation keeps to itself among the tags of a record that others see.
pub fn local_label(owner: OrganisationId) -> Label {
    Label::new(Tlp::Red, Clause::Organisation(owner))
}

/// Ids of tags that a process has met in one piece of work.
#[derive(Debug, Default)]
pub struct Known {
    ids: HashMap<String, i64>,
    /// Those that have a colour.
    coloured: HashSet<i64>,
}

/// Beyond so many names the memory starts afresh: 20,000 are some two megabytes.
const REMEMBERED: usize = 20_000;

impl Known {
    /// The id of a name, made when it is new.
    pub fn id(&mut self, tx: &Tx, ids: &Ids, name: &str) -> Result<i64> {
        if let Some(id) = self.ids.get(name) {
            return Ok(*id);
        }
        let find = "select id from threats_tags where name = $1";
        let id = match tx.maybe(find, args![name], |row| row.get(0))? {
            Some(id) => id,
            None => {
                tx.execute(
                    "insert into threats_tags (id, name) values ($1, $2) on conflict (name) do nothing",
                    args![ids.next::<i64>(), name],
                )?;
                tx.one(find, args![name], |row| row.get(0))?
            }
        };
        if self.ids.len() >= REMEMBERED {
            *self = Self::default();
        }
        self.ids.insert(name.to_owned(), id);
        Ok(id)
    }

    /// Gives colours to tags that have none. The caller knows that everybody sees where they came from.
    pub fn colour(&mut self, tx: &Tx, ids: &Ids, colours: &BTreeMap<String, String>) -> Result<()> {
        for (name, colour) in colours {
            let id = self.id(tx, ids, name)?;
            if self.coloured.insert(id) {
                let sql = "update threats_tags set colour = $2 where id = $1 and colour is null";
                tx.execute(sql, args![id, colour])?;
            }
        }
        Ok(())
    }
}

/// The tags of an event that was loaded before, as far as the reader sees them.
pub fn of_event(read: &Read, event: SubjectId) -> Result<Vec<Tag>> {
    let mut sql = Sql::new(
        "select t.name, t.colour, a.local from threats_event_tags a join threats_tags t on t.id = a.tag_id \
         where a.event_id = ? and",
        [event.into()],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push("order by t.name", []);
    read.rows(sql, args![], |row| Ok(Tag { name: row.get(0)?, colour: row.get(1)?, local: row.get(2)? }))
}

/// Gives an event these tags and no others, as far as whoever writes sees them. Their colours stay as they are.
pub fn set(tx: &Tx, ids: &Ids, known: &mut Known, event: SubjectId, tags: &[Tag]) -> Result<()> {
    let mut sql = Sql::new(
        "delete from threats_event_tags where event_id = ? and tag_id in \
         (select a.tag_id from threats_event_tags a where a.event_id = ? and",
        [event.into(), event.into()],
    );
    sql.append(&scope::sees_child(tx.key()));
    sql.push(")", []);
    tx.execute(sql, args![])?;
    let mut local = None;
    for tag in tags {
        let id = known.id(tx, ids, &tag.name)?;
        let label = match (stays(&tag.name, tag.local), local) {
            (false, _) => None,
            (true, Some(label)) => Some(label),
            (true, None) => {
                local = Some(label_of_local(tx, event)?);
                local
            }
        };
        tx.execute(
            "insert into threats_event_tags (event_id, tag_id, local, label_id) values ($1, $2, $3, $4) \
             on conflict do nothing",
            args![event, id, label.is_some(), label],
        )?;
    }
    Ok(())
}

fn label_of_local(tx: &Tx, event: SubjectId) -> Result<LabelId> {
    let owner = tx.one("select owner_id from store_subjects where id = $1", args![event], |row| row.get(0))?;
    scope::intern(tx, &local_label(owner))
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
