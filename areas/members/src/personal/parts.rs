//! The parts of a person's copy that are plain rows, as a table: what this area, identity, forms and the engines hold on him. Every
//! column in the database that names a person stands here, in another area's answers, or with a reason in the test that walks them.

// tidy: table

use belfry_kernel::PersonId;
use belfry_store::{Read, Result, Row, args, part_of};
use belfry_web::area::Part;
use serde_json::{Map, Value};

/// What stands in a column.
#[derive(Clone, Copy)]
enum Of {
    /// Text, or nothing.
    Text,
    /// An instant, or nothing.
    When,
    /// A UUID, or nothing.
    Uuid,
    /// A number, or nothing.
    Number,
}

use Of::{Number, Text, Uuid, When};

/// A part: its name, its query with the person as `$1`, its columns.
type Rows = (&'static str, &'static str, &'static [(&'static str, Of)]);

const PARTS: &[Rows] = &[
    (
        "records",
        "select uuid, title, updated from store_subjects where author_id = $1 order by id",
        &[("record", Uuid), ("title", Text), ("changed", When)],
    ),
    (
        "obligations-handled",
        "select what, due, ended from store_obligations where opener_id = $1 or assignee_id = $1 or ended_by = $1 order by id",
        &[("what", Text), ("due", When), ("ended", When)],
    ),
    (
        "logins",
        "select issuer, email, created, used from identity_logins where person_id = $1 order by created",
        &[("place", Text), ("email", Text), ("tied", When), ("used", When)],
    ),
    (
        "address-changes",
        "select email, created, expires from identity_address_changes where person_id = $1",
        &[("to", Text), ("asked", When), ("ends", When)],
    ),
    (
        "first-views",
        "select f.list, v.name from identity_first_views f join identity_views v on v.id = f.view_id where f.person_id = $1",
        &[("list", Text), ("view", Text)],
    ),
    (
        "invitations-made",
        "select o.name, l.email, l.created from identity_links l join identity_organisations o on o.id = l.organisation_id \
         where l.invited_by = $1 and l.purpose = 'invitation' order by l.created",
        &[("organisation", Text), ("to", Text), ("made", When)],
    ),
    (
        "links",
        "select purpose, created, expires from identity_links where person_id = $1 order by created",
        &[("for", Text), ("made", When), ("ends", When)],
    ),
    (
        "requests-answered",
        "select r.state, r.answered, o.name from identity_requests r join identity_organisations o on o.id = r.organisation_id \
         where r.answered_by = $1 order by r.id",
        &[("answer", Text), ("at", When), ("organisation", Text)],
    ),
    (
        "requests",
        "select o.name, r.name, r.about, r.state, r.created from identity_requests r \
         join identity_organisations o on o.id = r.organisation_id \
         join identity_people p on p.email = r.email where p.id = $1 order by r.id",
        &[("organisation", Text), ("name", Text), ("about", Text), ("state", Text), ("asked", When)],
    ),
    (
        "service-accounts",
        "select p.name, s.created, s.ended from identity_services s left join identity_people p on p.id = s.person_id \
         where s.made_by = $1 or s.person_id = $1 order by s.created",
        &[("name", Text), ("made", When), ("ended", When)],
    ),
    (
        "circle-steps",
        "select c.name, s.fact, s.at from identity_circle_steps s join identity_circles c on c.id = s.circle_id \
         where s.person_id = $1 order by s.id",
        &[("circle", Text), ("what", Text), ("at", When)],
    ),
    (
        "circle-invitations",
        "select c.name, m.since from identity_circle_members m join identity_circles c on c.id = m.circle_id \
         where m.invited_by = $1 order by m.since",
        &[("circle", Text), ("since", When)],
    ),
    (
        "arrangements-noted",
        "select circle_name, what, noted from identity_arrangement_notes where noted_by = $1 order by id",
        &[("circle", Text), ("what", Text), ("at", When)],
    ),
    (
        "erasure",
        "select asked, done from identity_erasures where person_id = $1 or done_by = $1 order by asked",
        &[("asked", When), ("done", When)],
    ),
    (
        "form-versions",
        "select s.title, v.number, v.published from forms_versions v join store_subjects s on s.id = v.form_id \
         where v.author_id = $1 order by v.published",
        &[("form", Text), ("version", Number), ("at", When)],
    ),
    (
        "record-changes",
        "select o.name, h.field, h.before, h.after, h.at from members_history h \
         join identity_organisations o on o.id = h.organisation_id where h.actor_id = $1 order by h.id",
        &[("organisation", Text), ("field", Text), ("before", Text), ("after", Text), ("at", When)],
    ),
    (
        "registration-letters",
        "select o.name, l.act, l.words, l.at from members_letters l join identity_organisations o on o.id = l.organisation_id \
         where l.actor_id = $1 order by l.id",
        &[("organisation", Text), ("step", Text), ("words", Text), ("at", When)],
    ),
    (
        "applications",
        "select a.name, a.person, a.about, a.state, a.created from members_applications a \
         join identity_people p on p.email = a.email where p.id = $1 order by a.id",
        &[("organisation", Text), ("name", Text), ("about", Text), ("state", Text), ("sent", When)],
    ),
    (
        "application-letters",
        "select a.name, l.act, l.words, l.at from members_application_letters l \
         join members_applications a on a.id = l.application_id where l.actor_id = $1 order by l.id",
        &[("organisation", Text), ("step", Text), ("words", Text), ("at", When)],
    ),
    (
        "register-imports",
        "select at, report from members_imports where actor_id = $1 order by at",
        &[("at", When), ("report", Text)],
    ),
];

/// All of them; those that only some programs have tables for are left out where the table is not.
pub(super) fn about(read: &Read, person: PersonId) -> Result<Vec<Part>> {
    let mut all = Vec::with_capacity(PARTS.len() + 1);
    for (name, sql, columns) in PARTS {
        if name.starts_with("form-") && !has_forms(read)? {
            continue;
        }
        all.push((*name, read.rows(*sql, args![person], |row| told(row, columns))?));
    }
    all.push(("contact-points", contacts(read, person)?));
    Ok(all)
}

/// Whether forms have tables here.
fn has_forms(read: &Read) -> Result<bool> {
    let found = read.maybe("select 1 from store_migrations where area = 'forms' limit 1", args![], |_| Ok(()))?;
    Ok(found.is_some())
}

fn told(row: &Row<'_>, columns: &[(&str, Of)]) -> Result<Value> {
    let mut entry = Map::with_capacity(columns.len());
    for (at, (name, of)) in columns.iter().enumerate() {
        let value = match of {
            Of::Text => row.get::<Option<String>>(at)?.map(Value::from),
            Of::When => row.get::<Option<jiff::Timestamp>>(at)?.map(|at| at.to_string().into()),
            Of::Uuid => row.get::<Option<uuid::Uuid>>(at)?.map(|uuid| uuid.to_string().into()),
            Of::Number => row.get::<Option<i64>>(at)?.map(Value::from),
        };
        entry.insert((*name).to_owned(), value.unwrap_or(Value::Null));
    }
    Ok(Value::Object(entry))
}

/// The contact points of records at which the person is named by his address.
pub(super) fn contacts(read: &Read, person: PersonId) -> Result<Vec<Value>> {
    let email: Option<String> =
        read.maybe("select email from identity_people where id = $1", args![person], |row| row.get(0))?;
    let Some(email) = email.filter(|email| email.contains('@')) else { return Ok(Vec::new()) };
    let records = read.rows(
        "select o.name, r.document from members_records r join identity_organisations o on o.id = r.organisation_id \
         where lower(r.document) like $1 escape '!' order by o.id",
        args![part_of(&email)],
        |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?)),
    )?;
    let mut all = Vec::new();
    for (organisation, document) in records {
        let record: crate::register::record::Record = serde_json::from_str(&document).unwrap_or_default();
        for row in record.rows("contacts").filter(|row| row.iter().any(|cell| cell.eq_ignore_ascii_case(&email))) {
            all.push(serde_json::json!({ "organisation": organisation, "contact": row }));
        }
    }
    Ok(all)
}
