//! The SQL of surveys and of who is invited.

use std::sync::Arc;

use belfry_forms::core::Published;
use belfry_kernel::{Action, Allowed, CircleId, LabelId, OrganisationId, SubjectId};
use belfry_store::subject::Subject;
use belfry_store::{Error, Read, Result, Row, Sql, Tx, args, scope};
use jiff::Timestamp;

use super::{CAMPAIGN, Level, Mode, State, Unit};

/// What is settled before a survey opens.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The form.
    pub form: SubjectId,
    /// Its version.
    pub version: i64,
    /// A few sentences for those who are asked.
    pub about: String,
    /// Who gets to know who said what.
    pub mode: Mode,
    /// Who answers.
    pub unit: Unit,
    /// For whom it is asked.
    pub level: Level,
    /// Of a national one, which country; ISO 3166.
    pub country: String,
    /// Kinds of organisations; none means all.
    pub kinds: Vec<String>,
    /// Sectors, likewise.
    pub sectors: Vec<String>,
    /// Countries and regions, by the beginning of their codes, likewise.
    pub places: Vec<String>,
    /// Only members of this circle.
    pub circle: Option<CircleId>,
    /// When it opens.
    pub opens: Timestamp,
    /// When it closes.
    pub closes: Timestamp,
    /// The fewest organisations that a published count may be of.
    pub least: i64,
    /// The most answers by an open link; 0 where it has none.
    pub most: i64,
}

impl Plan {
    /// Whether answers are kept bare: without whose they are, when they came, and in which order.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.mode == Mode::Anonymous || self.unit == Unit::Link
    }
}

/// A survey.
#[derive(Clone, Debug)]
pub struct Campaign {
    /// What was settled.
    pub plan: Plan,
    /// Where it stands.
    pub state: State,
    /// Whether somebody has answered.
    pub frozen: bool,
    /// How many were invited.
    pub invited: i64,
    /// The first wave of its series; none where this is the first.
    pub first: Option<SubjectId>,
    /// Which wave, from 1.
    pub wave: i64,
}

const COLUMNS: &str = "c.form_id, c.version, c.about, c.mode, c.unit, c.level, c.country, c.kinds, c.sectors, c.countries, \
     c.circle_id, c.opens, c.closes, c.least, c.most, c.state, c.frozen, c.invited, c.first_id, c.wave";
/// How many those are.
const WIDTH: usize = 20;

fn strange(what: &str) -> Error {
    Error::Driver(format!("an unreadable survey is kept: {what}"))
}

fn from_row(row: &Row<'_>, at: usize) -> Result<Campaign> {
    let list = |n: usize| -> Result<Vec<String>> {
        serde_json::from_str(&row.get::<String>(at + n)?).map_err(|_| strange("a list"))
    };
    let code = |n: usize| row.get::<String>(at + n);
    let plan = Plan {
        form: row.get(at)?,
        version: row.get(at + 1)?,
        about: row.get(at + 2)?,
        mode: Mode::parse(&code(3)?).ok_or_else(|| strange("mode"))?,
        unit: Unit::parse(&code(4)?).ok_or_else(|| strange("unit"))?,
        level: Level::parse(&code(5)?).ok_or_else(|| strange("level"))?,
        country: row.get(at + 6)?,
        kinds: list(7)?,
        sectors: list(8)?,
        places: list(9)?,
        circle: row.get(at + 10)?,
        opens: row.get(at + 11)?,
        closes: row.get(at + 12)?,
        least: row.get(at + 13)?,
        most: row.get(at + 14)?,
    };
    Ok(Campaign {
        plan,
        state: State::parse(&code(15)?).ok_or_else(|| strange("state"))?,
        frozen: row.get::<i64>(at + 16)? != 0,
        invited: row.get(at + 17)?,
        first: row.get(at + 18)?,
        wave: row.get(at + 19)?,
    })
}

/// The survey of a subject that its reader has loaded.
pub fn of(read: &Read, id: SubjectId) -> Result<Option<Campaign>> {
    let sql = Sql::new("select", []).and(COLUMNS, []).and("from surveys_campaigns c where c.id = ?", [id.into()]);
    read.maybe(sql, args![], |row| from_row(row, 0))
}

/// The form that a survey asks, which may be hidden from those who are asked; in the program's own picture.
pub fn form(read: &Read, plan: &Plan) -> Result<Option<Arc<Published>>> {
    belfry_forms::store::published(read, plan.form, plan.version)
}

fn json(list: &[String]) -> String {
    serde_json::json!(list).to_string()
}

/// A new draft; its subject is there.
pub fn insert(tx: &Tx, id: SubjectId, plan: &Plan, first: Option<SubjectId>, wave: i64) -> Result<()> {
    tx.execute(
        "insert into surveys_campaigns (id, form_id, version, about, mode, unit, level, country, kinds, sectors, countries, opens, \
         closes, state, least, first_id, wave) \
         values ($1, $2, 0, '', '', '', '', '', '', '', '', 0, 0, 'draft', 0, $3, $4)",
        args![id, plan.form, first, wave],
    )?;
    settle(tx, id, plan)?;
    Ok(())
}

/// Another plan for a draft, under the proof of a change; false when it is no draft any more.
pub fn save<A: Action>(tx: &Tx, proof: &Allowed<A, Subject>, plan: &Plan) -> Result<bool> {
    const { assert!(A::WRITES) };
    Ok(settle(tx, proof.id, plan)? > 0)
}

/// Writes the plan of a draft.
fn settle(tx: &Tx, id: SubjectId, plan: &Plan) -> Result<u64> {
    tx.execute(
        "update surveys_campaigns set form_id = $2, version = $3, about = $4, mode = $5, unit = $6, level = $7, country = $8, \
         kinds = $9, sectors = $10, countries = $11, circle_id = $12, opens = $13, closes = $14, least = $15, most = $16 \
         where id = $1 and state = 'draft' and frozen = 0",
        args![
            id,
            plan.form,
            plan.version,
            &plan.about,
            plan.mode.code(),
            plan.unit.code(),
            plan.level.code(),
            &plan.country,
            json(&plan.kinds),
            json(&plan.sectors),
            json(&plan.places),
            plan.circle,
            plan.opens,
            plan.closes,
            plan.least,
            plan.most
        ],
    )
}

/// From one state to the next; false when it is not in that state.
pub fn step(tx: &Tx, id: SubjectId, from: State, to: State) -> Result<bool> {
    let rows = tx.execute(
        "update surveys_campaigns set state = $3 where id = $1 and state = $2",
        args![id, from.code(), to.code()],
    )?;
    Ok(rows > 0)
}

/// Another audience for the record.
pub fn relabel<A: Action>(tx: &Tx, proof: &Allowed<A, Subject>, label: LabelId, now: Timestamp) -> Result<()> {
    const { assert!(A::WRITES) };
    tx.execute("update store_subjects set label_id = $2, updated = $3 where id = $1", args![proof.id, label, now])?;
    Ok(())
}

/// Another day of closing.
pub fn extend(tx: &Tx, id: SubjectId, closes: Timestamp) -> Result<()> {
    tx.execute("update surveys_campaigns set closes = $2 where id = $1", args![id, closes])?;
    Ok(())
}

/// Enters who may answer; how many.
pub fn invite(tx: &Tx, id: SubjectId, parties: &[i64]) -> Result<()> {
    let rows: Vec<belfry_store::Value<'_>> =
        parties.iter().flat_map(|party| [id.into(), belfry_store::Value::Int(*party)]).collect();
    tx.insert_many("surveys_invited", &["campaign_id", "party_id"], "on conflict do nothing", &rows)?;
    tx.execute("update surveys_campaigns set invited = $2 where id = $1", args![id, parties.len() as i64])?;
    Ok(())
}

/// Takes away who may still answer. Whoever is just handing in is waited for, and nobody comes after.
pub fn forget_invited(tx: &Tx, id: SubjectId) -> Result<()> {
    tx.execute("delete from surveys_invited where campaign_id = $1", args![id])?;
    Ok(())
}

/// Those of these parties who may still answer.
pub fn invited_of(read: &Read, id: SubjectId, parties: &[i64]) -> Result<Vec<i64>> {
    read.rows(
        "select party_id from surveys_invited where campaign_id = $1 and party_id in {ints $2} order by party_id",
        args![id, parties.to_vec()],
        |row| row.get(0),
    )
}

/// Everybody who was invited and has handed nothing in.
pub fn waiting(read: &Read, id: SubjectId) -> Result<Vec<i64>> {
    read.rows(
        "select i.party_id from surveys_invited i where i.campaign_id = $1 and not exists \
         (select 1 from surveys_answers a where a.campaign_id = i.campaign_id and a.party_id = i.party_id and a.signed is not null) \
         order by i.party_id",
        args![id],
        |row| row.get(0),
    )
}

/// How many have answered; in the program's own picture.
pub fn answered(read: &Read, id: SubjectId, plan: &Plan) -> Result<i64> {
    let sql = if plan.is_bare() {
        "select count(*) from surveys_ballots where campaign_id = $1"
    } else {
        "select count(*) from surveys_answers where campaign_id = $1 and signed is not null"
    };
    read.one(sql, args![id], |row| row.get(0))
}

/// A survey in a list.
pub struct Listed {
    /// The record.
    pub subject: Subject,
    /// The code of its TLP level.
    pub tlp: String,
    /// The survey.
    pub campaign: Campaign,
    /// The reader's party that may answer it.
    pub mine: Option<i64>,
    /// Whether what that party answered is signed.
    pub signed: bool,
    /// Whether that party has begun.
    pub begun: bool,
}

/// Those that the reader may see, newest first; with `asked`, those that he may answer now.
pub fn list(read: &Read, parties: &[i64], asked: bool, before: Option<SubjectId>, limit: i64) -> Result<Vec<Listed>> {
    let mut sql = Sql::new("select s.id, s.uuid, s.kind, s.label_id, s.owner_id, s.author_id, s.title, s.updated,", [])
        .and("(select l.tlp from store_labels l where l.id = s.label_id),", [])
        .and(COLUMNS, [])
        .and(
            ", (select min(i.party_id) from surveys_invited i where i.campaign_id = c.id and i.party_id in {ints ?}), \
             (select count(*) from surveys_answers a where a.campaign_id = c.id and a.party_id in {ints ?} \
             and a.signed is not null), \
             (select count(*) from surveys_answers a where a.campaign_id = c.id and a.party_id in {ints ?})",
            [parties.to_vec().into(), parties.to_vec().into(), parties.to_vec().into()],
        );
    sql.append(&scope::visible(read, CAMPAIGN, "join surveys_campaigns c on c.id = s.id")?);
    if asked {
        sql.push(
            "and c.state = 'open' and exists (select 1 from surveys_invited i where i.campaign_id = c.id \
             and i.party_id in {ints ?})",
            [parties.to_vec().into()],
        );
    }
    sql.append(&scope::newest(read, CAMPAIGN, before, limit)?);
    read.rows(sql, args![], |row| {
        Ok(Listed {
            subject: Subject::from_row(row, 0)?,
            tlp: row.get(8)?,
            campaign: from_row(row, 9)?,
            mine: row.get(9 + WIDTH)?,
            signed: row.get::<i64>(10 + WIDTH)? > 0,
            begun: row.get::<i64>(11 + WIDTH)? > 0,
        })
    })
}

/// The waves of a series that the reader may see, oldest first.
pub fn waves(read: &Read, first: SubjectId) -> Result<Vec<(Subject, Campaign)>> {
    let mut sql = Sql::new("select s.id, s.uuid, s.kind, s.label_id, s.owner_id, s.author_id, s.title, s.updated,", [])
        .and(COLUMNS, [])
        .and(
            "from surveys_campaigns c join store_subjects s on s.id = c.id where (c.id = ? or c.first_id = ?) and",
            [first.into(), first.into()],
        );
    sql.append(&scope::sees_subject(read.key()));
    sql.push("order by c.wave, c.id", []);
    read.rows(sql, args![], |row| Ok((Subject::from_row(row, 0)?, from_row(row, 8)?)))
}

/// The organisation that a party is, or that a person belongs to first; for counting groups.
pub fn organisations(read: &Read, unit: Unit, parties: &[i64]) -> Result<Vec<(i64, OrganisationId)>> {
    if unit == Unit::Organisation {
        return Ok(parties.iter().map(|party| (*party, OrganisationId(*party))).collect());
    }
    read.rows(
        "select m.person_id, min(m.organisation_id) from identity_memberships m where m.status = 'confirmed' \
         and m.person_id in {ints $1} group by m.person_id",
        args![parties.to_vec()],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}
