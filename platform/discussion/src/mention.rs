//! Naming somebody: `@mira.castell` in a text.
//!
//! Only those can be named who may see what is said and whom the author knows of already: colleagues, whoever took part
//! before, who wrote the record, and the administrators of the organisations that the author sees it shared with. Any other
//! name after an `@` is plain text, and looks the same on the page: a text never tells who exists.

use std::collections::BTreeSet;

use belfry_identity::person;
use belfry_identity::readers::{self, Reader};
use belfry_kernel::access::decide;
use belfry_kernel::{Action, Actor, CircleId, Clause, Grants, Label, Person, PersonId, Problem, Role};
use belfry_store::subject::Subject;
use belfry_store::{Key, Read, Result, Tx, Value, args};
use belfry_web::Visit;

use crate::place::{self, Place};

/// People who are looked at; a place has rarely more.
const MOST: i64 = 500;

/// Somebody who can be named.
#[derive(Clone, Debug)]
pub struct Named {
    /// Who.
    pub person: PersonId,
    /// What stands behind the `@`.
    pub handle: String,
    /// The name.
    pub name: String,
}

/// The name in lower case, words joined by dots.
pub fn handle(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(".")
}

/// What stands behind each `@` that begins a word.
fn tokens(text: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for (at, _) in text.match_indices('@') {
        if text[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '.' || c == '/') {
            continue;
        }
        let word: String =
            text[at + 1..].chars().take_while(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_')).collect();
        let word = word.trim_end_matches('.').to_lowercase();
        if !word.is_empty() {
            all.insert(word);
        }
    }
    all
}

/// Whom a text names, of those who can be named.
pub(crate) fn named<P: Place, A: Action>(
    visit: &Visit<A>,
    read: &Read,
    subject: &Subject,
    label: &Label,
    text: &str,
) -> std::result::Result<Vec<PersonId>, Problem> {
    let tokens = tokens(text);
    if tokens.is_empty() {
        return Ok(Vec::new());
    }
    let offered = offered::<P, A>(visit, read, subject, label)?;
    Ok(offered.into_iter().filter(|one| tokens.contains(&one.handle)).map(|one| one.person).collect())
}

/// Everybody who can be named in what is said about a record to those who see this label, by name.
pub(crate) fn offered<P: Place, A: Action>(
    visit: &Visit<A>,
    read: &Read,
    subject: &Subject,
    label: &Label,
) -> std::result::Result<Vec<Named>, Problem> {
    let label = place::label::<P>(read, subject)?.meet(label);
    let me = visit.person()?.id;
    let grants = visit.actor().grants();
    // Memberships of hidden circles are seen by the program only; what comes out is decided for each person below.
    let all = visit.house().db.read(Key::SYSTEM)?;
    let people = candidates(&all, subject, &label, &grants)?;
    let readers: Vec<Reader> = readers::these(&all, &people)?
        .into_iter()
        .filter(|one| one.person != me && label.seen_by(&one.grants) && may_read::<P, A>(visit, one, subject))
        .collect();
    let ids: Vec<PersonId> = readers.iter().map(|one| one.person).collect();
    let names = person::names(&all, &ids)?;
    let mut named: Vec<Named> = ids
        .into_iter()
        .filter_map(|person| {
            let name = names.get(&person)?.name.clone();
            Some(Named { person, handle: handle(&name), name })
        })
        .collect();
    named.sort_by_key(|one| (one.name.to_lowercase(), one.person));
    Ok(named)
}

/// Whether the area's rules let somebody read the record.
fn may_read<P: Place, A>(visit: &Visit<A>, one: &Reader, subject: &Subject) -> bool {
    let Some((organisation, _)) = one.roles.first() else { return false };
    let person = Person {
        id: one.person,
        name: String::new(),
        organisation: *organisation,
        roles: one.roles.clone(),
        may_write: true,
    };
    let actor = Actor::Person(Box::new(person), one.grants.clone());
    decide::<P::Read>(&actor, visit.rules(), Some(&subject.facts())).is_ok()
}

/// Those whom the author knows of.
fn candidates(all: &Read, subject: &Subject, label: &Label, author: &Grants) -> Result<Vec<PersonId>> {
    let circles: Vec<i64> = label
        .clauses()
        .filter_map(|clause| if let Clause::CircleOrOwner(circle, _) = clause { Some(*circle) } else { None })
        .filter(|circle: &CircleId| author.circles.contains(circle))
        .map(|circle| circle.0)
        .collect();
    let mine: Vec<i64> = author.organisations.iter().map(|id| id.0).collect();
    all.rows(
        "select r.person_id from discussion_remarks r where r.subject_id = $1 \
         union select m.person_id from identity_memberships m where m.status = 'confirmed' and m.organisation_id in {ints $2} \
         union select m.person_id from identity_memberships m where m.status = 'confirmed' and m.roles like $3 \
         and (m.organisation_id = $4 or m.organisation_id in (select c.organisation_id from identity_circle_members c \
         where c.status = 'confirmed' and c.circle_id in {ints $5})) \
         union select s.author_id from store_subjects s where s.id = $1 and s.author_id is not null limit $6",
        args![
            subject.id,
            Value::Ints(mine),
            format!("%{}%", Role::OrganisationAdministrator.code()),
            subject.owner,
            Value::Ints(circles),
            MOST
        ],
        |row| row.get(0),
    )
}

/// Keeps whom a remark names, in the place of those before.
pub(crate) fn keep(tx: &Tx, remark: i64, people: &[PersonId]) -> Result<()> {
    tx.execute("delete from discussion_mentions where remark_id = $1", args![remark])?;
    let rows: Vec<Value<'_>> = people.iter().flat_map(|person| [Value::from(remark), (*person).into()]).collect();
    tx.insert_many("discussion_mentions", &["remark_id", "person_id"], "on conflict do nothing", &rows)?;
    Ok(())
}

/// Whom a remark names.
pub fn of(read: &Read, remark: i64) -> Result<Vec<PersonId>> {
    read.rows("select person_id from discussion_mentions where remark_id = $1", args![remark], |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_behind_an_at_that_begins_a_word() {
        assert_eq!(handle("Élise van der Meer"), "élise.van.der.meer");
        let found: Vec<String> = tokens("@Ana, see (@ben.b) or ops@water.example. @ben.b. @").into_iter().collect();
        assert_eq!(found, ["ana", "ben.b"]);
    }
}
