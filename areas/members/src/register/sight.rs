//! Who sees a record: the organisation's own people everything, its authorities what the law gives them, nobody else anything.
//!
//! | who | role, for an organisation that is | sees of the records of its country |
//! |---|---|---|
//! | competent authority | supervisor, an authority | everything, within its mandate (Articles 3(4), 27(2), 32, 33) |
//! | single point of contact | SPOC officer, an authority or point of contact | what it passes on (8(4), 27(4)): no figures, no ranges |
//! | CSIRT | CSIRT analyst, an authority or CSIRT | whom to call and what to watch (Article 11(3)): no figures, no class |
//!
//! Authorities see the records of entities and of whoever has registered, not those of every association and firm.

use belfry_kernel::{OrganisationId, Person, Role};
use belfry_store::{Read, Result, Sql, args};

use crate::register::fields::Field;

/// As what somebody looks at records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Eye {
    /// For a competent authority.
    Supervisor,
    /// For a single point of contact.
    Spoc,
    /// For a CSIRT.
    Csirt,
}

/// A country that somebody looks at for an authority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watch {
    /// The authority.
    pub organisation: OrganisationId,
    /// Its country, two letters.
    pub country: String,
    /// As what.
    pub eye: Eye,
    /// Codes of the sectors that it supervises; none for all.
    pub mandate: Vec<String>,
}

/// What somebody sees of one record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sight {
    /// It is his own organisation's.
    pub own: bool,
    /// He looks for its competent authority.
    pub supervisor: bool,
    /// He looks for the single point of contact of its country.
    pub spoc: bool,
    /// He looks for the CSIRT of its country.
    pub csirt: bool,
}

impl Sight {
    /// Whether there is a record for him at all.
    pub fn any(self) -> bool {
        self.own || self.supervisor || self.spoc || self.csirt
    }

    /// Whether he sees everything.
    pub fn all(self) -> bool {
        self.own || self.supervisor
    }

    /// Whether he sees a field.
    pub fn sees(self, field: &Field) -> bool {
        self.all() || (self.spoc && field.spoc) || (self.csirt && field.csirt)
    }

    /// Whether he sees the class and the state of the registration.
    pub fn class(self) -> bool {
        self.all() || self.spoc
    }
}

/// Whether organisations of this kind look at the records of others.
pub fn is_authority(kind: &str) -> bool {
    matches!(kind, "nca" | "spoc" | "csirt")
}

/// What a person looks at for authorities. One query, none for somebody without such a role.
pub fn watches(read: &Read, person: &Person) -> Result<Vec<Watch>> {
    const LOOKERS: &[(Role, Eye, &[&str])] = &[
        (Role::Supervisor, Eye::Supervisor, &["nca"]),
        (Role::SpocOfficer, Eye::Spoc, &["nca", "spoc"]),
        (Role::CsirtAnalyst, Eye::Csirt, &["nca", "csirt"]),
    ];
    let lookers: Vec<i64> = person
        .roles
        .iter()
        .filter(|(_, role)| LOOKERS.iter().any(|(looker, ..)| looker == role))
        .map(|(organisation, _)| organisation.0)
        .collect();
    if lookers.is_empty() {
        return Ok(Vec::new());
    }
    let rows = read.rows(
        "select o.id, o.kind, o.country, m.sector from identity_organisations o \
         left join members_mandates m on m.organisation_id = o.id where o.id in {ints $1} and o.country is not null \
         order by o.id, m.sector",
        args![lookers],
        |row| {
            Ok((
                row.get::<OrganisationId>(0)?,
                row.get::<String>(1)?,
                row.get::<String>(2)?,
                row.get::<Option<String>>(3)?,
            ))
        },
    )?;
    let mut all: Vec<Watch> = Vec::new();
    for (organisation, kind, country, sector) in rows {
        for (role, eye, kinds) in LOOKERS {
            if !kinds.contains(&kind.as_str()) || !person.holds_for(&[*role], organisation) {
                continue;
            }
            match all.iter_mut().find(|watch| watch.organisation == organisation && watch.eye == *eye) {
                Some(watch) => watch.mandate.extend(sector.clone()),
                None => {
                    let mandate = sector.clone().into_iter().collect();
                    all.push(Watch { organisation, country: country.clone(), eye: *eye, mandate });
                }
            }
        }
    }
    Ok(all)
}

/// What a person sees of the record of an organisation.
pub fn of(read: &Read, person: &Person, organisation: OrganisationId) -> Result<Sight> {
    let own = person.roles.iter().any(|(mine, _)| *mine == organisation);
    let mut sight = Sight { own, ..Sight::default() };
    for watch in watches(read, person)? {
        let sql = Sql::new("select 1 from identity_organisations o where o.id = ? and", [organisation.into()]);
        if read.maybe(watched(sql, &watch), args![], |_| Ok(()))?.is_some() {
            match watch.eye {
                Eye::Supervisor => sight.supervisor = true,
                Eye::Spoc => sight.spoc = true,
                Eye::Csirt => sight.csirt = true,
            }
        }
    }
    Ok(sight)
}

/// Adds the condition that a watch reaches the organisation aliased `o`.
pub fn watched<'a>(sql: Sql<'a>, watch: &Watch) -> Sql<'a> {
    let sql = sql.and(
        "(o.country = ? and (o.kind in ('oes', 'dsp') \
         or exists (select 1 from members_registrations w where w.organisation_id = o.id))",
        [watch.country.clone().into()],
    );
    if watch.eye != Eye::Supervisor || watch.mandate.is_empty() {
        return sql.and(")", []);
    }
    sql.and(
        "and exists (select 1 from identity_directory m where m.organisation_id = o.id and m.sector in {texts ?}))",
        [belfry_store::Value::Texts(watch.mandate.clone())],
    )
}

/// The mandates that the competent authorities of a country have given, authority by authority and sector by sector; one without a
/// mandate supervises all.
pub fn mandates(read: &Read, country: &str) -> Result<Vec<(OrganisationId, String)>> {
    read.rows(
        "select m.organisation_id, m.sector from members_mandates m join identity_organisations o on o.id = m.organisation_id \
         where o.country = $1 and o.kind = 'nca' order by m.organisation_id, m.sector",
        args![country],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// The competent authorities of an organisation, oldest first: those of its country whose mandate reaches one of its sectors.
pub fn authorities(read: &Read, organisation: OrganisationId) -> Result<Vec<OrganisationId>> {
    read.rows(
        "select a.id from identity_organisations o join identity_organisations a on a.country = o.country \
         where o.id = $1 and a.kind = 'nca' and a.id <> o.id \
         and (not exists (select 1 from members_mandates m where m.organisation_id = a.id) \
           or exists (select 1 from members_mandates m join identity_directory d on d.sector = m.sector \
             where m.organisation_id = a.id and d.organisation_id = o.id)) order by a.id",
        args![organisation],
        |row| row.get(0),
    )
}
