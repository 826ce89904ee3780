//! Notices that follow an event to those who have it: what was corrected, and why it was recalled.

use belfry_kernel::SubjectId;
use belfry_store::{Act, Read, Result, Sql, Tx, args, scope};
use jiff::Timestamp;

/// What a notice says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Published again, changed.
    Correction,
    /// No longer to be used.
    Recall,
}

impl Kind {
    /// The word in the database and in message keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Correction => "correction",
            Self::Recall => "recall",
        }
    }

    /// The kind of a word in the database.
    pub fn of(code: &str) -> Self {
        if code == Self::Recall.code() { Self::Recall } else { Self::Correction }
    }
}

/// One notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What it says.
    pub kind: Kind,
    /// Of which version.
    pub version: i64,
    /// When.
    pub at: Timestamp,
    /// Why, in its author's words; may be empty for a correction.
    pub text: String,
}

/// Adds a notice.
pub fn add(tx: &Tx, act: Act<'_>, event: SubjectId, version: i64, kind: Kind, text: &str) -> Result<()> {
    tx.execute(
        "insert into threats_notices (id, event_id, version, kind, at, person_id, text) values ($1, $2, $3, $4, $5, $6, $7)",
        args![act.ids.next::<i64>(), event, version, kind.code(), act.now, act.actor, text],
    )?;
    Ok(())
}

/// The newest recall of an event that was loaded before, lifted since or not, if the reader sees it.
pub fn recall(read: &Read, event: SubjectId) -> Result<Option<Notice>> {
    let mut sql = Sql::new(
        "select a.version, a.at, a.text from threats_notices a where a.event_id = ? and a.kind = ? and",
        [event.into(), Kind::Recall.code().into()],
    );
    sql.append(&scope::sees_child(read.key()));
    sql.push("order by a.id desc limit 1", []);
    read.maybe(sql, args![], |row| {
        Ok(Notice { kind: Kind::Recall, version: row.get(0)?, at: row.get(1)?, text: row.get(2)? })
    })
}
