//! What would not survive in a format: told before anything is taken out, counted as far as the reader sees it.

use belfry_kernel::{Clause, Label, SubjectId};
use belfry_store::{Dialect, Read, Result, Sql, args, scope};
use serde::Serialize;

use super::{Format, distribution};
use crate::event::{Event, State};

// words: threats-export-thing-{comments,notices,own-sightings,audience,distribution,no-word,objects,contents,clusters,not-seen,level}
// words: threats-export-thing-{reports,sightings,references,removed,event-tags,not-ids,details,line-breaks,recalled}
// words: threats-export-how-{left-out,changed,extension}

/// What becomes of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// It is not in the file.
    LeftOut,
    /// It is in the file in other words.
    Changed,
    /// It is in the file for programs that know our extension; for others in other words.
    Extension,
}

impl How {
    /// The word in message keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::LeftOut => "left-out",
            Self::Changed => "changed",
            Self::Extension => "extension",
        }
    }
}

/// Things of one kind that do not survive as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Loss {
    /// Which, a word of message keys.
    pub thing: &'static str,
    /// How many.
    pub count: i64,
    /// What becomes of them.
    pub how: How,
}

/// What an event holds, as its reader sees it.
#[derive(Clone, Debug, Default)]
pub struct Holdings {
    objects: i64,
    references: i64,
    reports: i64,
    sightings: i64,
    own_sightings: i64,
    not_seen: i64,
    clusters: i64,
    contents: i64,
    removed: i64,
    line_breaks: i64,
    comments: i64,
    notices: i64,
    event_tags: i64,
    /// Type, fit for detection, how many.
    kinds: Vec<(String, bool, i64)>,
    narrow: bool,
    level: bool,
    /// MISP's file says another distribution than it came with, or a narrower one than is so here.
    distribution: bool,
    /// It came as STIX and was not changed here.
    as_it_came: bool,
    recalled: bool,
}

impl Holdings {
    /// Counts an event that the reader has loaded: two questions, both by the event's own indexes.
    ///
    /// # Errors
    /// Those of the database.
    pub fn of(read: &Read, header: &Event, label: &Label, as_it_came: bool) -> Result<Self> {
        let event = header.id;
        let mut sql = Sql::new("select", []);
        for (n, (table, more)) in COUNTED.iter().enumerate() {
            sql.push(if n == 0 { "(select count(*) from" } else { ", (select count(*) from" }, []);
            sql.push(table, []);
            sql.push("a where a.event_id = ? and", [event.into()]);
            sql.push(more, []);
            sql.append(&scope::sees_child(read.key()));
            sql.push(")", []);
        }
        // What a line of text cannot hold, in the words of each database.
        let (holds, pattern) = match read.dialect() {
            Dialect::Sqlite => ("and a.value glob ? and", format!("*[{NO_LINE}]*")),
            Dialect::Postgres => ("and a.value ~ ? and", format!("[{NO_LINE}]")),
        };
        sql.push(
            ", (select count(*) from threats_attributes a where a.event_id = ? and a.deleted = false",
            [event.into()],
        );
        sql.push(holds, [pattern.into()]);
        sql.append(&scope::sees_child(read.key()));
        sql.push(
            "), (select count(*) from discussion_remarks a where a.subject_id = ? and a.withdrawn is null and",
            [event.into()],
        );
        sql.append(&scope::sees_child(read.key()));
        sql.push("), (select count(*) from threats_notices a where a.event_id = ? and", [event.into()]);
        sql.append(&scope::sees_child(read.key()));
        sql.push("), (select count(*) from threats_event_tags a where a.event_id = ? and", [event.into()]);
        sql.append(&scope::sees_child(read.key()));
        sql.push(")", []);
        let mut all = read.one(sql, args![], |row| {
            Ok(Self {
                objects: row.get(0)?,
                references: row.get(1)?,
                reports: row.get(2)?,
                sightings: row.get(3)?,
                own_sightings: row.get(4)?,
                not_seen: row.get(5)?,
                clusters: row.get(6)?,
                contents: row.get(7)?,
                removed: row.get(8)?,
                line_breaks: row.get(9)?,
                comments: row.get(10)?,
                notices: row.get(11)?,
                event_tags: row.get(12)?,
                ..Self::default()
            })
        })?;
        all.kinds = kinds(read, event)?;
        all.narrow = label
            .clauses()
            .any(|clause| matches!(clause, Clause::CircleOrOwner(..) | Clause::People(_) | Clause::Organisations(_)));
        all.distribution = distribution::is_told_otherwise(header, label);
        all.level = header.tlp.written().is_none();
        all.as_it_came = as_it_came;
        all.recalled = header.state == State::Recalled;
        Ok(all)
    }

    /// What would not survive in a format.
    pub fn lost(&self, format: Format) -> Vec<Loss> {
        use How::{Changed, Extension, LeftOut};
        let mut all: Vec<(&'static str, i64, How)> =
            vec![("comments", self.comments, LeftOut), ("notices", self.notices, LeftOut)];
        let live: i64 = self.kinds.iter().map(|(.., count)| count).sum();
        let of = |test: &dyn Fn(&str, bool) -> bool| -> i64 {
            self.kinds.iter().filter(|(kind, ids, _)| test(kind, *ids)).map(|(.., count)| count).sum()
        };
        match format {
            Format::Misp => all.extend([
                ("recalled", if self.recalled { of(&|_, ids| ids) } else { 0 }, Changed),
                ("audience", i64::from(self.narrow), Changed),
                ("distribution", i64::from(self.distribution), Changed),
            ]),
            Format::Stix if self.as_it_came => all.push(("own-sightings", self.own_sightings, LeftOut)),
            Format::Stix => all.extend([
                ("no-word", of(&|kind, _| !super::stix::has_word(kind)), Extension),
                ("objects", self.objects, Extension),
                ("contents", self.contents, Extension),
                ("clusters", self.clusters, Extension),
                ("not-seen", self.not_seen, Extension),
                ("audience", i64::from(self.narrow), LeftOut),
            ]),
            Format::Csv => all.extend([
                ("event-tags", self.event_tags, LeftOut),
                ("reports", self.reports, LeftOut),
                ("sightings", self.sightings, LeftOut),
                ("references", self.references, LeftOut),
                ("clusters", self.clusters, LeftOut),
                ("contents", self.contents, LeftOut),
                ("removed", self.removed, LeftOut),
            ]),
            Format::Text if self.recalled => all.extend([("recalled", live, LeftOut)]),
            Format::Text => all.extend([
                ("not-ids", of(&|_, ids| !ids), LeftOut),
                ("details", live, LeftOut),
                ("line-breaks", self.line_breaks, LeftOut),
                ("event-tags", self.event_tags, LeftOut),
                ("objects", self.objects, LeftOut),
                ("reports", self.reports, LeftOut),
                ("sightings", self.sightings, LeftOut),
                ("clusters", self.clusters, LeftOut),
                ("contents", self.contents, LeftOut),
            ]),
        }
        all.push(("level", i64::from(self.level), LeftOut));
        all.retain(|(_, count, _)| *count > 0);
        all.into_iter().map(|(thing, count, how)| Loss { thing, count, how }).collect()
    }
}

/// The characters that [`LineWriter`](belfry_documents::LineWriter) does not write, as the inside of a bracket expression.
const NO_LINE: &str = "\u{1}-\u{1f}\u{7f}-\u{9f}\u{200e}\u{200f}\u{2028}-\u{202e}\u{2066}-\u{2069}\u{feff}";

/// Tables whose rows are counted, with what they must be.
const COUNTED: [(&str, &str); 9] = [
    ("threats_objects", "a.deleted = false and"),
    ("threats_references", "a.deleted = false and"),
    ("threats_reports", "a.deleted = false and"),
    ("threats_sightings", ""),
    ("threats_sightings", "a.organisation_id is not null and"),
    ("threats_sightings", "a.kind <> 0 and"),
    ("threats_clusters", ""),
    ("threats_contents", ""),
    ("threats_attributes", "a.deleted = true and"),
];

fn kinds(read: &Read, event: SubjectId) -> Result<Vec<(String, bool, i64)>> {
    let mut sql = Sql::new(
        "select a.type, a.to_ids, count(*) from threats_attributes a where a.event_id = ? and a.deleted = false and",
        [event.into()],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push("group by a.type, a.to_ids", []);
    read.rows(sql, args![], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}
