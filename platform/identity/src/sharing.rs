//! Executable sharing rules, of a circle or of an organisation: "nothing of this circle leaves above AMBER", "we never receive
//! what the sector banking shares".
//!
//! A rule is a row: whose it is, one of the [`KINDS`], what was chosen for it, and whether it warns or refuses. Rules are asked when
//! circles change ([`on_membership`]), when something is published or arrives for others to see ([`Book`]), and of everything that is there
//! ([`audit`](mod@audit)). They say what is broken and by which path; they never filter: who may see is the label's business alone.
//!
//! To add a kind: a line in [`KINDS`], its check in `check.rs`, its sentence in `platform/web/locales/*/sharing.ftl`.

use belfry_contracts::identity::{SharingRuleEnded, SharingRuleMade};
use belfry_kernel::{CircleId, OrganisationId, Person, Role, Tlp};
use belfry_store::{Act, Error, Key, Read, Row, Sql, Tx, Value, args, ledger, scope};
use jiff::Timestamp;
use uuid::Uuid;

use crate::circle;
use crate::organisation::OrganisationKind;
use crate::refusal::Refusal;

pub mod audit;
mod check;

pub use check::{Book, Broken, Kept, Publishing, on_membership, recall, refuse};

/// Rules that a circle or organisation may have.
const MOST: i64 = 50;
/// Days that a rule may ask for.
const DAYS: std::ops::RangeInclusive<u32> = 1..=3_650;

/// Whose rule it can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// A circle's.
    Circle,
    /// An organisation's.
    Organisation,
    /// Either's.
    Either,
}

/// What is chosen for a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// A level of the Traffic Light Protocol.
    Level,
    /// Kinds of organisations.
    Kinds,
    /// Codes of sectors.
    Sectors,
    /// Countries, two letters each.
    Countries,
    /// A number of days.
    Days,
    /// Nothing.
    Nothing,
}

/// A kind of rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// In the database, in forms and message keys.
    pub code: &'static str,
    /// Whose it can be.
    pub whose: Whose,
    /// What is chosen for it.
    pub takes: Takes,
}

/// Nothing is shared more freely than this level.
pub const AT_MOST: Kind = Kind { code: "at-most", whose: Whose::Either, takes: Takes::Level };
/// Nothing older than this is shared.
pub const NOT_OLDER: Kind = Kind { code: "not-older", whose: Whose::Either, takes: Takes::Days };
/// Nothing goes to connected communities.
pub const NOT_CONNECTED: Kind = Kind { code: "not-connected", whose: Whose::Either, takes: Takes::Nothing };
/// Only organisations of these kinds are members.
pub const MEMBER_KINDS: Kind = Kind { code: "member-kinds", whose: Whose::Circle, takes: Takes::Kinds };
/// Only organisations of these sectors are members.
pub const MEMBER_SECTORS: Kind = Kind { code: "member-sectors", whose: Whose::Circle, takes: Takes::Sectors };
/// Only organisations of these countries are members.
pub const MEMBER_COUNTRIES: Kind = Kind { code: "member-countries", whose: Whose::Circle, takes: Takes::Countries };
/// The organisation never receives what organisations of these sectors share.
pub const NEVER_RECEIVES: Kind = Kind { code: "never-receives", whose: Whose::Organisation, takes: Takes::Sectors };
/// What the organisation shares never reaches organisations of these sectors.
pub const NEVER_GIVES_SECTORS: Kind =
    Kind { code: "never-gives-sectors", whose: Whose::Organisation, takes: Takes::Sectors };
/// What the organisation shares never reaches organisations of these countries.
pub const NEVER_GIVES_COUNTRIES: Kind =
    Kind { code: "never-gives-countries", whose: Whose::Organisation, takes: Takes::Countries };

/// Every kind, in the order in which they are offered.
pub const KINDS: &[Kind] = &[
    AT_MOST,
    NOT_OLDER,
    NOT_CONNECTED,
    MEMBER_KINDS,
    MEMBER_SECTORS,
    MEMBER_COUNTRIES,
    NEVER_RECEIVES,
    NEVER_GIVES_SECTORS,
    NEVER_GIVES_COUNTRIES,
];

impl Kind {
    /// The kind of a code.
    pub fn parse(code: &str) -> Option<Self> {
        KINDS.iter().copied().find(|kind| kind.code == code)
    }

    /// The kinds that a circle, or an organisation, can choose from.
    pub fn of(holder: Holder) -> impl Iterator<Item = Self> {
        let wanted = match holder {
            Holder::Circle(_) => Whose::Circle,
            Holder::Organisation(_) => Whose::Organisation,
        };
        KINDS.iter().copied().filter(move |kind| kind.whose == wanted || kind.whose == Whose::Either)
    }

    /// What was chosen, made clean; none when it is nothing that the kind can mean.
    fn clean(self, chosen: &[String]) -> Option<Vec<String>> {
        let mut all: Vec<String> =
            chosen.iter().map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect();
        if self.takes == Takes::Countries {
            let split = all.iter().flat_map(|text| text.split([',', ' ', ';'])).filter(|one| !one.is_empty());
            all = split.map(str::to_uppercase).collect();
        }
        all.sort();
        all.dedup();
        let fits = |one: &String| match self.takes {
            Takes::Level => Tlp::parse(one).is_some_and(|tlp| tlp.written().is_some()),
            Takes::Kinds => OrganisationKind::parse(one).is_some(),
            Takes::Sectors => {
                one.len() <= 60 && one.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            }
            Takes::Countries => one.len() == 2 && one.bytes().all(|b| b.is_ascii_uppercase()),
            Takes::Days => one.parse().is_ok_and(|days: u32| DAYS.contains(&days)),
            Takes::Nothing => false,
        };
        let count = match self.takes {
            Takes::Nothing => all.is_empty(),
            Takes::Level | Takes::Days => all.len() == 1,
            Takes::Kinds | Takes::Sectors | Takes::Countries => (1..=60).contains(&all.len()),
        };
        (count && all.iter().all(fits)).then_some(all)
    }
}

/// Whose a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A circle's.
    Circle(CircleId),
    /// An organisation's.
    Organisation(OrganisationId),
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Inside.
    pub id: i64,
    /// Outside.
    pub uuid: Uuid,
    /// Whose.
    pub holder: Holder,
    /// What it says.
    pub kind: Kind,
    /// What was chosen for it: codes.
    pub chosen: Vec<String>,
    /// Whether it refuses; otherwise it warns.
    pub refuses: bool,
    /// Since when.
    pub since: Timestamp,
}

impl Rule {
    /// The level that was chosen.
    fn level(&self) -> Option<Tlp> {
        Tlp::parse(self.chosen.first()?)
    }

    /// The number of days that was chosen.
    pub fn days(&self) -> i64 {
        self.chosen.first().and_then(|days| days.parse().ok()).unwrap_or(0)
    }

    fn names(&self, code: Option<&str>) -> bool {
        code.is_some_and(|code| self.chosen.iter().any(|one| one == code))
    }
}

const COLUMNS: &str = "select r.id, r.uuid, r.circle_id, r.organisation_id, r.kind, r.chosen, r.refuses, r.since \
     from identity_sharing_rules r";

/// None for a row of a kind that this program does not know.
fn from_row(row: &Row<'_>) -> Result<Option<Rule>, Error> {
    let circle: Option<CircleId> = row.get(2)?;
    let organisation: Option<OrganisationId> = row.get(3)?;
    let holder = circle.map(Holder::Circle).or(organisation.map(Holder::Organisation));
    let (Some(holder), Some(kind)) = (holder, Kind::parse(&row.get::<String>(4)?)) else { return Ok(None) };
    let chosen: String = row.get(5)?;
    Ok(Some(Rule {
        id: row.get(0)?,
        uuid: row.get(1)?,
        holder,
        kind,
        chosen: chosen.split(',').filter(|one| !one.is_empty()).map(str::to_owned).collect(),
        refuses: row.get(6)?,
        since: row.get(7)?,
    }))
}

fn rules(read: &Read, sql: Sql<'_>) -> Result<Vec<Rule>, Error> {
    Ok(read.rows(sql, args![], from_row)?.into_iter().flatten().collect())
}

/// The rules of a circle or organisation, oldest first. The caller has loaded it for the reader.
pub fn of(read: &Read, holder: Holder) -> Result<Vec<Rule>, Error> {
    let (at, id): (&'static str, Value<'_>) = match holder {
        Holder::Circle(id) => ("where r.circle_id = ? order by r.id", id.into()),
        Holder::Organisation(id) => ("where r.organisation_id = ? order by r.id", id.into()),
    };
    rules(read, Sql::new(COLUMNS, []).and(at, [id]))
}

/// The rules of these inside ids, as far as the reader may know of them.
pub fn by_ids(read: &Read, ids: &[i64]) -> Result<Vec<Rule>, Error> {
    let ids = ids.to_vec();
    let mut sql = Sql::new(COLUMNS, []).and(
        "where r.id in {ints ?} and (r.circle_id is null or exists (select 1 from store_subjects s where s.id = r.circle_id and",
        [ids.into()],
    );
    sql.append(&scope::sees_subject(read.key()));
    rules(read, sql.and("))", []))
}

/// Makes a rule: for a circle, by whoever coordinates it; for an organisation, by its administrators. What is there already may
/// break it; the audit says so.
pub fn make(
    tx: &Tx,
    act: Act<'_>,
    by: &Person,
    holder: Holder,
    kind: Kind,
    chosen: &[String],
    refuses: bool,
) -> Result<Uuid, Refusal> {
    may_rule(tx, by, holder)?;
    if !Kind::of(holder).any(|known| known == kind) {
        return Err(Refusal::Field("kind"));
    }
    let chosen = kind.clean(chosen).ok_or(Refusal::Field("chosen"))?;
    if of(tx, holder)?.len() as i64 >= MOST {
        return Err(Refusal::WrongState);
    }
    let (id, uuid): (i64, Uuid) = (act.ids.next(), act.ids.uuid());
    let (circle, organisation) = ends(holder);
    tx.execute(
        "insert into identity_sharing_rules (id, uuid, circle_id, organisation_id, kind, chosen, refuses, since) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![id, uuid, circle, organisation, kind.code, chosen.join(","), refuses, act.now],
    )?;
    ledger::record(tx, act, &SharingRuleMade { rule: id, circle, organisation })?;
    Ok(uuid)
}

/// Takes a rule away.
pub fn end(tx: &Tx, act: Act<'_>, by: &Person, holder: Holder, rule: Uuid) -> Result<(), Refusal> {
    may_rule(tx, by, holder)?;
    let found = of(tx, holder)?.into_iter().find(|known| known.uuid == rule).ok_or(Refusal::NotFound)?;
    tx.execute("delete from identity_sharing_rules where id = $1", args![found.id])?;
    let (circle, organisation) = ends(holder);
    ledger::record(tx, act, &SharingRuleEnded { rule: found.id, circle, organisation })?;
    Ok(())
}

const fn ends(holder: Holder) -> (Option<CircleId>, Option<OrganisationId>) {
    match holder {
        Holder::Circle(id) => (Some(id), None),
        Holder::Organisation(id) => (None, Some(id)),
    }
}

/// As for every change of a circle, the transaction is the program's own.
fn may_rule(tx: &Tx, by: &Person, holder: Holder) -> Result<(), Refusal> {
    let fine = match holder {
        Holder::Circle(id) => {
            let circle = circle::by_id(tx, id)?.ok_or(Refusal::NotFound)?;
            by.holds_for(circle::SPEAKERS, circle.owner) && circle.open
        }
        Holder::Organisation(id) => by.holds_for(&[Role::OrganisationAdministrator], id),
    };
    if tx.key() == Key::SYSTEM && by.may_write && fine { Ok(()) } else { Err(Refusal::Forbidden) }
}
