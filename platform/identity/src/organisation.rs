//! Organisations: the members of the community, who all know each other.

use std::collections::HashMap;

use belfry_contracts::identity::OrganisationMade;
use belfry_kernel::access::{Administer, Over, Rule, decide};
use belfry_kernel::{Actor, Allowed, Clause, Grants, Label, ObjectFacts, OrganisationId, Person, Role, SubjectId, Tlp};
use belfry_store::subject::{self, Subject};
use belfry_store::{Act, Read, Result, Row, Sql, Tx, args, ledger, scope};
use uuid::Uuid;

pub mod directory;

use crate::ORGANISATION;
use crate::refusal::Refusal;
use crate::text::{self, key_of};

/// Who changes what is known of an organisation.
const RULES: &[Rule] = &[
    Rule { action: "administer", roles: &[Role::OrganisationAdministrator], over: Over::Own },
    Rule { action: "administer", roles: &[Role::PlatformAdministrator], over: Over::Visible },
];

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal),* $(,)?) => {
        /// What an organisation is in the community.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum OrganisationKind {$($(#[$doc])* $name),*}

        impl OrganisationKind {
            /// All, in the order in which they are listed to people.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The code in the database, in forms and message keys.
            pub const fn code(self) -> &'static str {
                match self {$(Self::$name => $code),*}
            }

            /// Reads a code; `None` for anything else.
            pub fn parse(code: &str) -> Option<Self> {
                match code {$($code => Some(Self::$name),)* _ => None}
            }
        }
    };
}

kinds! {
    /// Operator of essential services (NIS1), essential or important entity (NIS2).
    Oes = "oes",
    /// Digital service provider (NIS1).
    Dsp = "dsp",
    /// National competent authority (NIS2 Article 8(1)).
    Nca = "nca",
    /// Single point of contact (NIS2 Article 8(3)).
    Spoc = "spoc",
    /// Computer security incident response team (NIS2 Article 10).
    Csirt = "csirt",
    /// Association of a sector, ISAC.
    Association = "association",
    /// Institution for cybersecurity, European or international.
    Institution = "institution",
    /// Region or regional agency.
    Region = "region",
    /// Managing authority of a funding programme.
    ManagingAuthority = "managing-authority",
    /// Innovation hub.
    Hub = "hub",
    /// Provider of services, for security or otherwise.
    Provider = "provider",
    /// Training or certification body.
    TrainingBody = "training-body",
    /// University.
    University = "university",
    /// Small or medium-sized enterprise.
    Sme = "sme",
    /// Anything else.
    Other = "other",
}

/// What somebody enters about an organisation.
#[derive(Clone, Debug)]
pub struct OrganisationFields {
    /// Full name, unique in the community whatever its case.
    pub name: String,
    /// As in lists.
    pub short_name: String,
    /// What it is.
    pub kind: OrganisationKind,
    /// Code of its sector.
    pub sector: Option<String>,
    /// ISO 3166-1, two letters.
    pub country: Option<String>,
    /// A few sentences.
    pub about: String,
    /// `https://` or `http://`.
    pub website: Option<String>,
}

/// An organisation.
#[derive(Clone, Debug)]
pub struct Organisation {
    /// Inside; also its subject's id.
    pub id: OrganisationId,
    /// Outside.
    pub uuid: Uuid,
    /// What was entered.
    pub fields: OrganisationFields,
}

/// An organisation as it is named in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationName {
    /// Outside id, for its link.
    pub uuid: Uuid,
    /// Full name.
    pub name: String,
    /// Short name.
    pub short_name: String,
}

impl OrganisationFields {
    /// Trims, and refuses what is empty, too long or unreadable.
    ///
    /// # Errors
    /// [`Refusal::Field`].
    pub fn checked(self) -> std::result::Result<Self, Refusal> {
        let (kept, wrong) = self.read();
        wrong.first().map_or(Ok(kept), |field| Err(Refusal::Field(field)))
    }

    /// The fields as they are kept, and the names of those that cannot be, in the order of the forms.
    pub fn read(mut self) -> (Self, Vec<&'static str>) {
        let mut wrong = Vec::new();
        let mut keep = |into: &mut String, read: Option<String>, field| match read {
            Some(read) => *into = read,
            None => wrong.push(field),
        };
        let (name, short_name) = (text::line(&self.name, 200), text::line(&self.short_name, 40));
        keep(&mut self.name, name, "name");
        keep(&mut self.short_name, short_name, "short-name");
        if let Some(country) = &mut self.country {
            let code = country.trim().to_uppercase();
            let is_code = code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase());
            keep(country, is_code.then_some(code), "country");
        }
        if let Some(sector) = &mut self.sector {
            let code = text::line(sector, 60);
            keep(sector, code, "sector");
        }
        if let Some(website) = &mut self.website {
            let address = text::line(website, 300);
            let address = address.filter(|address| address.starts_with("https://") || address.starts_with("http://"));
            keep(website, address, "website");
        }
        let about = text::block(&self.about, 5_000);
        keep(&mut self.about, about, "about");
        (self, wrong)
    }
}

/// Enters an organisation. Whoever may call this is the area's decision; the name must be free.
pub fn create(
    tx: &Tx,
    act: Act<'_>,
    fields: OrganisationFields,
) -> std::result::Result<(OrganisationId, Uuid), Refusal> {
    create_as(tx, act, act.ids.uuid(), fields)
}

/// As [`create`], under a UUID that it bears already elsewhere, such as in MISP.
pub fn create_as(
    tx: &Tx,
    act: Act<'_>,
    uuid: Uuid,
    fields: OrganisationFields,
) -> std::result::Result<(OrganisationId, Uuid), Refusal> {
    let fields = fields.checked()?;
    if taken(tx, &fields.name, None)? {
        return Err(Refusal::NameTaken);
    }
    let id: OrganisationId = act.ids.next();
    let label = Label::new(Tlp::Green, Clause::Community);
    let subject = Subject {
        id: SubjectId(id.0),
        uuid,
        kind: ORGANISATION.code,
        label_id: scope::intern(tx, &label)?,
        owner: id,
        author: act.actor,
        title: fields.name.clone(),
        updated: act.now,
    };
    subject::insert(tx, &subject)?;
    text::index(tx, subject.id, &[&fields.name, &fields.short_name, &fields.about])?;
    tx.execute(
        "insert into identity_organisations (id, name, name_key, short_name, kind, sector, country, about, website) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![
            id,
            &fields.name,
            key_of(&fields.name),
            &fields.short_name,
            fields.kind.code(),
            fields.sector.as_deref(),
            fields.country.as_deref(),
            &fields.about,
            fields.website.as_deref()
        ],
    )
    .map_err(|error| Refusal::clash(error, Refusal::NameTaken))?;
    directory::enter(tx, id, fields.sector.as_slice())?;
    directory::name(tx, id, ("", ""), (&fields.name, &fields.short_name))?;
    ledger::record(tx, act, &OrganisationMade { organisation: id })?;
    Ok((id, uuid))
}

/// Changes what is known of an organisation: by its own administrators, and those of the platform.
pub fn edit(
    tx: &Tx,
    act: Act<'_>,
    by: &Person,
    id: OrganisationId,
    fields: OrganisationFields,
) -> std::result::Result<(), Refusal> {
    let actor = Actor::Person(Box::new(by.clone()), Grants::default());
    let facts = ObjectFacts { visible: true, owner: id, author: None };
    let granted = decide::<Administer>(&actor, RULES, Some(&facts)).map_err(|_| Refusal::Forbidden)?;
    let proof = Allowed::new(id, granted);
    let fields = fields.checked()?;
    if taken(tx, &fields.name, Some(id))? {
        return Err(Refusal::NameTaken);
    }
    let before = tx.maybe("select name, short_name from identity_organisations where id = $1", args![id], |row| {
        Ok((row.get::<String>(0)?, row.get::<String>(1)?))
    })?;
    let before = before.ok_or(Refusal::NotFound)?;
    let done = tx.execute(
        "update identity_organisations set name = $2, name_key = $3, short_name = $4, kind = $5, sector = $6, \
         country = $7, about = $8, website = $9 where id = $1",
        args![
            id,
            &fields.name,
            key_of(&fields.name),
            &fields.short_name,
            fields.kind.code(),
            fields.sector.as_deref(),
            fields.country.as_deref(),
            &fields.about,
            fields.website.as_deref()
        ],
    );
    done.map_err(|error| Refusal::clash(error, Refusal::NameTaken))?;
    directory::name(tx, id, (&before.0, &before.1), (&fields.name, &fields.short_name))?;
    let mut sectors = directory::sectors(tx, id)?;
    if let Some(first) = fields.sector.filter(|first| !sectors.contains(first)) {
        sectors.insert(0, first);
    }
    directory::enter(tx, id, &sectors)?;
    subject::touch(tx, &proof, SubjectId(id.0), &fields.name, act.now)?;
    text::index(tx, SubjectId(id.0), &[&fields.name, &fields.short_name, &fields.about])?;
    Ok(())
}

fn taken(read: &Read, name: &str, but: Option<OrganisationId>) -> Result<bool> {
    let holder =
        read.maybe("select id from identity_organisations where name_key = $1", args![key_of(name)], |row| {
            row.get::<OrganisationId>(0)
        })?;
    Ok(holder.is_some_and(|holder| Some(holder) != but))
}

const COLUMNS: &str = "select s.id, s.uuid, o.name, o.short_name, o.kind, o.sector, o.country, o.about, o.website \
     from identity_organisations o join store_subjects s on s.id = o.id";

fn from_row(row: &Row<'_>) -> Result<Organisation> {
    Ok(Organisation {
        id: row.get(0)?,
        uuid: row.get(1)?,
        fields: OrganisationFields {
            name: row.get(2)?,
            short_name: row.get(3)?,
            kind: OrganisationKind::parse(&row.get::<String>(4)?).unwrap_or(OrganisationKind::Other),
            sector: row.get(5)?,
            country: row.get(6)?,
            about: row.get(7)?,
            website: row.get(8)?,
        },
    })
}

/// One organisation, if the reader may know of it.
pub fn by_uuid(read: &Read, uuid: Uuid) -> Result<Option<Organisation>> {
    let sql = Sql::new(COLUMNS, []).and("where s.kind = ? and s.uuid = ? and", [ORGANISATION.into(), uuid.into()]);
    read.maybe(seen(read, sql), args![], from_row)
}

/// One organisation by its inside id, if the reader may know of it.
pub fn by_id(read: &Read, id: OrganisationId) -> Result<Option<Organisation>> {
    let sql = Sql::new(COLUMNS, []).and("where s.id = ? and", [id.into()]);
    read.maybe(seen(read, sql), args![], from_row)
}

/// The organisation of a name, whatever its case.
pub fn by_name(read: &Read, name: &str) -> Result<Option<Organisation>> {
    let sql = Sql::new(COLUMNS, []).and("where o.name_key = ? and", [key_of(name).into()]);
    read.maybe(seen(read, sql), args![], from_row)
}

/// All that the reader may know of, by name, from after the name `after` on.
pub fn list(read: &Read, after: Option<&str>, limit: i64) -> Result<Vec<Organisation>> {
    let sql = Sql::new(COLUMNS, []).and("where o.name_key > ? and", [key_of(after.unwrap_or_default()).into()]);
    read.rows(seen(read, sql).and("order by o.name_key limit ?", [limit.into()]), args![], from_row)
}

fn seen<'a>(read: &Read, mut sql: Sql<'a>) -> Sql<'a> {
    sql.append(&scope::sees_subject(read.key()));
    sql
}

/// Names for a list of ids, in one query. Those that the reader may not know of are left out.
pub fn names(read: &Read, ids: &[OrganisationId]) -> Result<HashMap<OrganisationId, OrganisationName>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let sql = Sql::new(
        "select o.id, s.uuid, o.name, o.short_name from identity_organisations o join store_subjects s on s.id = o.id \
         where o.id in {ints ?} and",
        [ids.into()],
    );
    let named = read.rows(seen(read, sql), args![], |row| {
        Ok((row.get(0)?, OrganisationName { uuid: row.get(1)?, name: row.get(2)?, short_name: row.get(3)? }))
    })?;
    Ok(named.into_iter().collect())
}

/// How large the community is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommunitySize {
    /// Organisations with at least one active member.
    pub organisations: i64,
    /// Active people with a confirmed membership.
    pub people: i64,
}

/// Counts the community.
pub fn community_size(read: &Read) -> Result<CommunitySize> {
    read.one(
        "select count(distinct m.organisation_id), count(distinct m.person_id) from identity_memberships m \
         join identity_people p on p.id = m.person_id where m.status = 'confirmed' and p.state = 'active'",
        args![],
        |row| Ok(CommunitySize { organisations: row.get(0)?, people: row.get(1)? }),
    )
}
