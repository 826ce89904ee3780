//! Trust circles (MISP: sharing groups): organisations that share among themselves under their own rules.
//!
//! An open circle is known to the community; a hidden one to its members and its owner only. Changes run in a transaction of
//! the program itself ([`Key::SYSTEM`]): they decide themselves what the actor may know of, since an invited organisation
//! does not see a hidden circle yet. Only a confirmed membership in a circle that is not closed gives sight of anything.
//!
//! The owner is the organisation that coordinates the circle; it can hand that over to a member. A circle can be an
//! arrangement under NIS2 Article 29: then the members' authorities are told who joins and leaves ([`arrangement`]).

use std::collections::HashMap;

use belfry_contracts::identity::{CircleChanged, CircleClosed, CircleHandedOver, CircleMade};
use belfry_kernel::access::{Administer, Over, Rule, decide};
use belfry_kernel::{
    Actor, Allowed, CircleId, Clause, Grants, Label, ObjectFacts, OrganisationId, Person, Role, SubjectId, Tlp,
};
use belfry_store::subject::{self, Subject};
use belfry_store::{Act, Error, Key, Read, Row, Sql, Tx, args, scope};
use uuid::Uuid;

use crate::CIRCLE;
use crate::refusal::Refusal;
use crate::text::{self, key_of};

pub mod arrangement;
mod history;
mod member;
mod shared;

use self::arrangement::Participation;
pub use history::{Step, history};
pub(crate) use member::standing;
pub use member::{
    CircleInvitation, CircleMember, MemberStatus, accept, decline, invitations, invite, leave, let_invite,
    members_visible_to, of, resume, suspend,
};
pub use shared::{Shared, made, shared};

/// Who speaks for an organisation in circles.
pub(crate) const SPEAKERS: &[Role] = &[Role::OrganisationAdministrator, Role::CircleCoordinator];
const RULES: &[Rule] = &[Rule { action: "administer", roles: SPEAKERS, over: Over::Own }];

/// What somebody enters about a circle.
#[derive(Clone, Debug)]
pub struct CircleFields {
    /// Unique among the circles of its owner, whatever its case.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// What its members agreed on.
    pub rules: String,
    /// What is shared in it is carried no farther than this allows.
    pub ceiling: Tlp,
    /// Known to its members only.
    pub hidden: bool,
}

/// A circle.
#[derive(Clone, Debug)]
pub struct Circle {
    /// Inside; also its subject's id.
    pub id: CircleId,
    /// Outside.
    pub uuid: Uuid,
    /// Which organisation founded it and rules over its membership.
    pub owner: OrganisationId,
    /// Whether it is not closed.
    pub open: bool,
    /// Whether it is an arrangement under NIS2 Article 29.
    pub arrangement: bool,
    /// What was entered.
    pub fields: CircleFields,
}

/// A circle as it is named in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CircleName {
    /// Outside id, for its link.
    pub uuid: Uuid,
    /// Name.
    pub name: String,
    /// Known to its members only.
    pub hidden: bool,
}

impl CircleFields {
    fn checked(mut self) -> Result<Self, Refusal> {
        self.name = text::line(&self.name, 120).ok_or(Refusal::Field("name"))?;
        self.purpose = text::block(&self.purpose, 2_000).ok_or(Refusal::Field("purpose"))?;
        self.rules = text::block(&self.rules, 20_000).ok_or(Refusal::Field("rules"))?;
        Ok(self)
    }

    fn label(&self, id: CircleId, owner: OrganisationId) -> Label {
        if self.hidden {
            Label::new(Tlp::Amber, Clause::CircleOrOwner(id, owner))
        } else {
            Label::new(Tlp::Green, Clause::Community)
        }
    }
}

/// Founds a circle for an organisation that `by` speaks for, which is its first member.
pub fn create(
    tx: &Tx,
    act: Act<'_>,
    by: &Person,
    owner: OrganisationId,
    fields: CircleFields,
) -> Result<(CircleId, Uuid), Refusal> {
    create_as(tx, act, by, owner, act.ids.uuid(), fields)
}

/// As [`create`], under a UUID that it bears already elsewhere, such as in MISP.
pub fn create_as(
    tx: &Tx,
    act: Act<'_>,
    by: &Person,
    owner: OrganisationId,
    uuid: Uuid,
    fields: CircleFields,
) -> Result<(CircleId, Uuid), Refusal> {
    owner_only(tx, by, owner, ())?;
    let fields = fields.checked()?;
    if taken(tx, owner, &fields.name, None)? {
        return Err(Refusal::NameTaken);
    }
    let id: CircleId = act.ids.next();
    let subject = Subject {
        id: SubjectId(id.0),
        uuid,
        kind: CIRCLE.code,
        label_id: scope::intern(tx, &fields.label(id, owner))?,
        owner,
        author: act.actor,
        title: fields.name.clone(),
        updated: act.now,
    };
    subject::insert(tx, &subject)?;
    text::index(tx, subject.id, &[&fields.name, &fields.purpose])?;
    tx.execute(
        "insert into identity_circles (id, owner_id, name, name_key, purpose, rules, tlp, hidden, state) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, 'open')",
        args![
            id,
            owner,
            &fields.name,
            key_of(&fields.name),
            &fields.purpose,
            &fields.rules,
            fields.ceiling.code(),
            fields.hidden
        ],
    )
    .map_err(|error| Refusal::clash(error, Refusal::NameTaken))?;
    member::found(tx, act, id, owner)?;
    history::record(tx, act, id, None, &CircleMade { circle: id, owner })?;
    Ok((id, uuid))
}

/// Changes what is known of a circle, and who may know of it: its owner only.
pub fn edit(tx: &Tx, act: Act<'_>, by: &Person, id: CircleId, fields: CircleFields) -> Result<(), Refusal> {
    let circle = known(tx, by, id)?;
    let proof = owner_only(tx, by, circle.owner, id)?;
    let fields = fields.checked()?;
    if taken(tx, circle.owner, &fields.name, Some(id))? {
        return Err(Refusal::NameTaken);
    }
    tx.execute(
        "update identity_circles set name = $2, name_key = $3, purpose = $4, rules = $5, tlp = $6, hidden = $7 where id = $1",
        args![
            id,
            &fields.name,
            key_of(&fields.name),
            &fields.purpose,
            &fields.rules,
            fields.ceiling.code(),
            fields.hidden
        ],
    )
    .map_err(|error| Refusal::clash(error, Refusal::NameTaken))?;
    subject::touch(tx, &proof, SubjectId(id.0), &fields.name, act.now)?;
    text::index(tx, SubjectId(id.0), &[&fields.name, &fields.purpose])?;
    subject::relabel(tx, &proof, SubjectId(id.0), &fields.label(id, circle.owner))?;
    history::record(tx, act, id, None, &CircleChanged { circle: id })?;
    Ok(())
}

/// Makes a circle an arrangement under NIS2 Article 29, or no longer one: its owner only. The authorities of its members are told
/// that they take part, or no longer do.
pub fn mark_arrangement(tx: &Tx, act: Act<'_>, by: &Person, id: CircleId, arrangement: bool) -> Result<(), Refusal> {
    let circle = known(tx, by, id)?;
    let _proof: Allowed<Administer, _> = owner_only(tx, by, circle.owner, id)?;
    if circle.arrangement == arrangement {
        return Ok(());
    }
    tx.execute("update identity_circles set arrangement = $2 where id = $1", args![id, arrangement])?;
    let what = if arrangement { Participation::Entered } else { Participation::Left };
    tell_all(tx, act, &Circle { arrangement: true, ..circle }, what)
}

fn tell_all(tx: &Tx, act: Act<'_>, circle: &Circle, what: Participation) -> Result<(), Refusal> {
    let takes_part = |status| matches!(status, MemberStatus::Confirmed | MemberStatus::Suspended);
    for (organisation, status, _) in member::standing(tx, circle.id)? {
        if takes_part(status) {
            arrangement::tell(tx, act, circle, organisation, what)?;
        }
    }
    Ok(())
}

/// Hands the coordination over to another confirmed member: from now on that organisation owns the circle. The former owner stays a
/// member.
pub fn hand_over(tx: &Tx, act: Act<'_>, by: &Person, id: CircleId, to: OrganisationId) -> Result<(), Refusal> {
    let circle = known(tx, by, id)?;
    let proof = owner_only(tx, by, circle.owner, id)?;
    if !circle.open {
        return Err(Refusal::Closed);
    }
    let stands = |at: &(OrganisationId, MemberStatus, bool)| at.0 == to && at.1 == MemberStatus::Confirmed;
    if to == circle.owner || !member::standing(tx, id)?.iter().any(stands) {
        return Err(Refusal::WrongState);
    }
    if taken(tx, to, &circle.fields.name, Some(id))? {
        return Err(Refusal::NameTaken);
    }
    tx.execute("update identity_circles set owner_id = $2 where id = $1", args![id, to])?;
    tx.execute(
        "update identity_circle_members set may_invite = true where circle_id = $1 and organisation_id = $2",
        args![id, to],
    )?;
    subject::hand_over(tx, &proof, SubjectId(id.0), to)?;
    subject::relabel(tx, &proof, SubjectId(id.0), &circle.fields.label(id, to))?;
    history::record(tx, act, id, Some(to), &CircleHandedOver { circle: id, from: circle.owner, organisation: to })?;
    Ok(())
}

/// Closes a circle: from the next request on its members see nothing by it. What was shared stays with its owners.
pub fn close(tx: &Tx, act: Act<'_>, by: &Person, id: CircleId) -> Result<(), Refusal> {
    let circle = known(tx, by, id)?;
    let _proof: Allowed<Administer, _> = owner_only(tx, by, circle.owner, id)?;
    if !circle.open {
        return Err(Refusal::Closed);
    }
    tx.execute("update identity_circles set state = 'closed' where id = $1", args![id])?;
    history::record(tx, act, id, None, &CircleClosed { circle: id })?;
    tell_all(tx, act, &circle, Participation::Left)
}

/// The proof that `by` speaks for the owner and may write.
fn owner_only<T>(tx: &Tx, by: &Person, owner: OrganisationId, thing: T) -> Result<Allowed<Administer, T>, Refusal> {
    if tx.key() != Key::SYSTEM {
        return Err(Error::Driver("circles are changed by the program's own key".into()).into());
    }
    let actor = Actor::Person(Box::new(by.clone()), Grants::default());
    let facts = ObjectFacts { visible: true, owner, author: None };
    let granted = decide::<Administer>(&actor, RULES, Some(&facts)).map_err(|_| Refusal::Forbidden)?;
    Ok(Allowed::new(thing, granted))
}

/// A circle that `by` may know of: an open one, or one in which an organisation of his is a member or invited.
fn known(tx: &Tx, by: &Person, id: CircleId) -> Result<Circle, Refusal> {
    let sql = Sql::new(COLUMNS, []).and("where s.id = ?", [id.into()]);
    let circle = tx.maybe(sql, args![], from_row)?.ok_or(Refusal::NotFound)?;
    let ours = |organisation| by.roles.iter().any(|(mine, _)| *mine == organisation);
    if !circle.fields.hidden || ours(circle.owner) {
        return Ok(circle);
    }
    let members = member::standing(tx, id)?;
    let counts = |status| matches!(status, MemberStatus::Confirmed | MemberStatus::Invited);
    if members.iter().any(|(organisation, status, _)| ours(*organisation) && counts(*status)) {
        Ok(circle)
    } else {
        Err(Refusal::NotFound)
    }
}

fn taken(read: &Read, owner: OrganisationId, name: &str, but: Option<CircleId>) -> Result<bool, Error> {
    let holder = read.maybe(
        "select id from identity_circles where owner_id = $1 and name_key = $2",
        args![owner, key_of(name)],
        |row| row.get::<CircleId>(0),
    )?;
    Ok(holder.is_some_and(|holder| Some(holder) != but))
}

const COLUMNS: &str = "select s.id, s.uuid, c.owner_id, c.state, c.name, c.purpose, c.rules, c.tlp, c.hidden, c.arrangement \
     from identity_circles c join store_subjects s on s.id = c.id";

fn from_row(row: &Row<'_>) -> Result<Circle, Error> {
    Ok(Circle {
        id: row.get(0)?,
        uuid: row.get(1)?,
        owner: row.get(2)?,
        open: row.get::<String>(3)? == "open",
        arrangement: row.get(9)?,
        fields: CircleFields {
            name: row.get(4)?,
            purpose: row.get(5)?,
            rules: row.get(6)?,
            ceiling: Tlp::parse(&row.get::<String>(7)?).unwrap_or(Tlp::Red),
            hidden: row.get(8)?,
        },
    })
}

fn seen<'a>(read: &Read, mut sql: Sql<'a>) -> Sql<'a> {
    sql.append(&scope::sees_subject(read.key()));
    sql
}

/// One circle, if the reader may know of it.
pub fn by_uuid(read: &Read, uuid: Uuid) -> Result<Option<Circle>, Error> {
    let sql = Sql::new(COLUMNS, []).and("where s.kind = ? and s.uuid = ? and", [CIRCLE.into(), uuid.into()]);
    read.maybe(seen(read, sql).and("order by s.id", []), args![], from_row)
}

/// One circle by its inside id, if the reader may know of it.
pub fn by_id(read: &Read, id: CircleId) -> Result<Option<Circle>, Error> {
    read.maybe(seen(read, Sql::new(COLUMNS, []).and("where s.id = ? and", [id.into()])), args![], from_row)
}

/// The circles of this name that the reader may know of, whatever its case: names are unique for an owner only.
pub fn by_name(read: &Read, name: &str) -> Result<Vec<Circle>, Error> {
    let sql = Sql::new(COLUMNS, []).and("where c.name_key = ? and", [key_of(name).into()]);
    read.rows(seen(read, sql).and("order by s.id", []), args![], from_row)
}

/// All circles that the reader may know of, by name.
pub fn list(read: &Read, limit: i64) -> Result<Vec<Circle>, Error> {
    let sql = Sql::new(COLUMNS, []).and("where s.kind = ? and", [CIRCLE.into()]);
    read.rows(seen(read, sql).and("order by c.name_key, s.id limit ?", [limit.into()]), args![], from_row)
}

/// Circles that are listed to choose an audience from.
const MOST: i64 = 1_000;

/// The circles in which the reader may share for an organisation: open ones of his of which it is a confirmed member, by name.
///
/// # Errors
/// Those of the database.
pub fn sharing(read: &Read, grants: &Grants, organisation: OrganisationId) -> Result<Vec<Circle>, Error> {
    if grants.circles.is_empty() {
        return Ok(Vec::new());
    }
    // Who is in a circle sees its members: the reader's own picture tells all that is needed.
    let member: Vec<CircleId> = read.rows(
        "select circle_id from identity_circle_members where organisation_id = $1 and status = $2",
        args![organisation, MemberStatus::Confirmed.code()],
        |row| row.get(0),
    )?;
    let mut all = list(read, MOST)?;
    all.retain(|one| one.open && grants.circles.contains(&one.id) && member.contains(&one.id));
    Ok(all)
}

/// Names for a list of ids, in one query. Those that the reader may not know of are left out.
pub fn names(read: &Read, ids: &[CircleId]) -> Result<HashMap<CircleId, CircleName>, Error> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let sql = Sql::new(
        "select c.id, s.uuid, c.name, c.hidden from identity_circles c join store_subjects s on s.id = c.id \
         where c.id in {ints ?} and",
        [ids.into()],
    );
    let named = read.rows(seen(read, sql), args![], |row| {
        Ok((row.get(0)?, CircleName { uuid: row.get(1)?, name: row.get(2)?, hidden: row.get(3)? }))
    })?;
    Ok(named.into_iter().collect())
}
