//! The rows of an inbox, and how many there are. What lists narrow by stands in the recipients' own rows, so that any page is a walk of
//! fifty along an index, whatever lies behind it.

use std::fmt;

use belfry_identity::organisation::directory::SECTORS;
use belfry_kernel::{OrganisationId, PersonId, SubjectId};
use belfry_store::subject::{self, Subject};
use belfry_store::{Read, Result, Sql, Value, args, scope, search};
use jiff::Timestamp;

use crate::audience::Sight;
use crate::notification::State;
use crate::notification::store::{self, NEVER, Notification};
use crate::regime::{self, Part};

/// Counted exactly; beyond it a page says "1,000+".
pub const COUNTED: i64 = search::COUNTED;

/// What the inbox is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// For which organisation of several; 0 for one's own.
    pub office: i64,
    /// A state; empty for all that is open.
    pub state: String,
    /// A sector.
    pub sector: String,
    /// A law, by the code of its regime.
    pub law: String,
    /// `me`, `nobody`, or empty.
    pub whose: String,
}

impl Filter {
    /// Out of an address.
    #[must_use]
    pub fn of(query: &[(String, String)]) -> Self {
        let text = |name: &str| query.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.trim());
        let known =
            |name: &str, is: &dyn Fn(&str) -> bool| Some(text(name)).filter(|code| is(code)).unwrap_or("").to_owned();
        Self {
            office: text("for").parse().unwrap_or(0),
            state: known("state", &|code| State::parse(code).is_some()),
            sector: known("sector", &|code| SECTORS.contains(&code)),
            law: known("law", &|code| regime::latest(code).is_some()),
            whose: known("whose", &|code| matches!(code, "me" | "nobody")),
        }
    }

    /// The fields that say something, by their names in addresses.
    #[must_use]
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let office = if self.office == 0 { String::new() } else { self.office.to_string() };
        let all = [
            ("for", office),
            ("state", self.state.clone()),
            ("sector", self.sector.clone()),
            ("law", self.law.clone()),
            ("whose", self.whose.clone()),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }

    /// As it stands in an address, without one field.
    #[must_use]
    pub fn query(&self, without: &str) -> String {
        let kept: Vec<_> = self.fields().into_iter().filter(|(name, _)| *name != without).collect();
        serde_urlencoded::to_string(kept).unwrap_or_default()
    }

    /// Conditions on the recipients' rows alone, in the order of their indexes.
    fn narrow<'a>(&'a self, sql: &mut Sql<'a>, office: OrganisationId, me: PersonId) {
        sql.push("where r.organisation_id = ?", [office.into()]);
        match self.state.as_str() {
            "" => sql.push("and r.open = 1", []),
            state => sql.push("and r.state = ?", [Value::from(state)]),
        }
        if !self.sector.is_empty() {
            sql.push("and r.sector = ?", [Value::from(self.sector.as_str())]);
        }
        if !self.law.is_empty() {
            sql.push("and r.regime = ?", [Value::from(self.law.as_str())]);
        }
        match self.whose.as_str() {
            "me" => sql.push("and r.assignee_id = ?", [me.into()]),
            "nobody" => sql.push("and r.assignee_id is null", []),
            _ => {}
        }
    }
}

/// Behind which row a page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    due: i64,
    id: SubjectId,
}

impl Cursor {
    /// Reads what `Display` writes; none for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (due, id) = text.split_once('.')?;
        Some(Self { due: due.parse().ok()?, id: SubjectId(id.parse().ok()?) })
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.due, self.id.0)
    }
}

/// A notification in an inbox.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The subject.
    pub subject: Subject,
    /// The notification.
    pub notification: Notification,
    /// Who takes care of it for the recipient.
    pub assignee: Option<PersonId>,
    /// What the recipient sees of its answers.
    pub sight: Sight,
    /// What is due next.
    pub due: Option<Timestamp>,
    cursor: Cursor,
}

impl Listed {
    /// Its place in the list.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        self.cursor
    }
}

/// Those that fit, what is due first first.
///
/// # Errors
/// Those of the database.
pub fn rows(
    read: &Read,
    office: OrganisationId,
    me: PersonId,
    filter: &Filter,
    after: Option<Cursor>,
    limit: i64,
) -> Result<Vec<Listed>> {
    let mut sql = Sql::new("select r.due, r.assignee_id, r.parts,", [])
        .and(subject::COLUMNS, [])
        .and(",", [])
        .and(store::COLUMNS, [])
        // Joined in this order: from the few that are shown to the rest of them.
        .and("from incidents_recipients r cross join incidents_notifications n cross join store_subjects s", []);
    filter.narrow(&mut sql, office, me);
    sql.push("and n.id = r.notification_id and s.id = r.notification_id", []);
    if let Some(after) = after {
        sql.push("and (r.due, r.notification_id) > (?, ?)", [Value::Int(after.due), after.id.into()]);
    }
    sql.push("and", []);
    sql.append(&scope::sees_subject(read.key()));
    sql.push("order by r.due, r.notification_id limit ?", [limit.into()]);
    read.rows(sql, args![], |row| {
        let due: i64 = row.get(0)?;
        let subject = Subject::from_row(row, 3)?;
        let parts: String = row.get(2)?;
        Ok(Listed {
            notification: store::from_row(row, 11)?,
            sight: Sight::Parts(parts.split(' ').filter_map(Part::parse).collect()),
            assignee: row.get(1)?,
            due: Some(due).filter(|due| *due != NEVER).and_then(|due| Timestamp::from_microsecond(due).ok()),
            cursor: Cursor { due, id: subject.id },
            subject,
        })
    })
}

/// How many fit; one more than [`COUNTED`] for more than that. Whoever handles for a recipient sees what it receives, so its own rows are
/// counted.
///
/// # Errors
/// Those of the database.
pub fn count(read: &Read, office: OrganisationId, me: PersonId, filter: &Filter) -> Result<i64> {
    let mut sql = Sql::new("select count(*) from (select 1 from incidents_recipients r", []);
    filter.narrow(&mut sql, office, me);
    sql.push("limit ?) few", [Value::Int(COUNTED + 1)]);
    read.one(sql, args![], |row| row.get(0))
}

/// How many are late; one more than [`COUNTED`] for more than that.
///
/// # Errors
/// Those of the database.
pub fn late(read: &Read, office: OrganisationId, now: Timestamp) -> Result<i64> {
    read.one(
        "select count(*) from (select 1 from incidents_recipients r where r.organisation_id = $1 and r.open = 1 \
         and r.due < $2 limit $3) few",
        args![office, now, COUNTED + 1],
        |row| row.get(0),
    )
}
