//! By what an organisation is recognised: its names, its people, and what its record says of where it is and how it is reached. For whoever
//! takes that out of what is shared further.

use belfry_contracts::register::{Identifier, Identifies};
use belfry_kernel::OrganisationId;
use belfry_store::{Read, Result, args};

use super::fields::{ColumnForm, FIELDS, Form};
use super::record::Record;

/// Everything, each once. The picture is the program's own.
///
/// # Errors
/// Those of the database.
pub fn of(read: &Read, organisation: OrganisationId) -> Result<Vec<Identifier>> {
    let mut all: Vec<Identifier> = Vec::new();
    let mut add = |what: Identifies, text: &str| {
        let text = text.trim();
        if !text.is_empty() {
            all.push(Identifier { what, text: text.to_owned() });
        }
    };
    let found = read.maybe(
        "select o.name, o.short_name, coalesce(o.website, ''), coalesce(r.document, '') from identity_organisations o \
         left join members_records r on r.organisation_id = o.id where o.id = $1",
        args![organisation],
        |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?, row.get::<String>(2)?, row.get::<String>(3)?)),
    )?;
    let Some((name, short, website, document)) = found else { return Ok(all) };
    add(Identifies::Name, &name);
    add(Identifies::Name, &short);
    if let Some((_, host)) = website.split_once("://") {
        let host = host.split(['/', ':', '?']).next().unwrap_or_default();
        add(Identifies::Domain, host.strip_prefix("www.").unwrap_or(host));
    }
    let people = read.rows(
        "select p.name, p.email from identity_memberships m join identity_people p on p.id = m.person_id \
         where m.organisation_id = $1 and m.status = 'confirmed'",
        args![organisation],
        |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?)),
    )?;
    for (name, email) in &people {
        add(Identifies::Person, name);
        add(Identifies::Mail, email);
    }
    let record: Record = serde_json::from_str(&document).unwrap_or_default();
    for field in FIELDS {
        if let Form::Rows(columns) = field.form {
            for row in record.rows(field.code) {
                for (column, text) in columns.iter().zip(row) {
                    if let Some(what) = column_of(column.form, column.code) {
                        add(what, text);
                    }
                }
            }
        } else if let Some(what) = field_of(field.form, field.code) {
            record.lines(field.code).for_each(|line| add(what, line));
        }
    }
    all.sort();
    all.dedup();
    Ok(all)
}

fn field_of(form: Form, code: &str) -> Option<Identifies> {
    match form {
        Form::Email => Some(Identifies::Mail),
        Form::Phone => Some(Identifies::Phone),
        Form::Domains => Some(Identifies::Domain),
        Form::Ranges => Some(Identifies::Network),
        Form::Line if code == "number" => Some(Identifies::Number),
        Form::Line => Some(Identifies::Place),
        _ => None,
    }
}

fn column_of(form: ColumnForm, code: &str) -> Option<Identifies> {
    match (form, code) {
        (ColumnForm::Email, _) => Some(Identifies::Mail),
        (ColumnForm::Phone, _) => Some(Identifies::Phone),
        (ColumnForm::Line, "name") => Some(Identifies::Name),
        (ColumnForm::Line, "address") => Some(Identifies::Place),
        _ => None,
    }
}
