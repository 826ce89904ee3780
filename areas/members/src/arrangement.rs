//! Who takes part in arrangements under NIS2 Article 29: what the member's authority is told, seen by both, and noted there.

use askama::Template;
use belfry_identity::circle::arrangement::{self, NOTERS, Note, Participation};
use belfry_identity::organisation::{self, OrganisationName};
use belfry_kernel::access::Read;
use belfry_kernel::{OrganisationId, Problem};
use belfry_store::Key;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use std::collections::HashMap;
use uuid::Uuid;

use crate::access::Note as Noting;
use crate::refused;

// words: members-arrangement-due

const HERE: &str = "/members/arrangements";
/// Entries on the page.
const MOST: i64 = 500;

struct Row {
    circle: String,
    purpose: String,
    organisation: String,
    authority: String,
    entered: bool,
    when: String,
    datetime: String,
    noted: String,
    action: String,
}

#[derive(Template)]
#[template(path = "arrangement/list.html")]
struct Body {
    t: Words,
    csrf: String,
    rows: Vec<Row>,
}

/// The entries of one's own organisations, and those that are addressed to them.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let (t, person) = (visit.t(), visit.person()?);
    let mine: Vec<OrganisationId> = visit.actor().grants().organisations.into_iter().collect();
    visit.close();
    let notes = arrangement::notes(&visit.house().db, &mine, MOST)?;
    let named: Vec<OrganisationId> = notes.iter().flat_map(|n| [Some(n.organisation), n.authority]).flatten().collect();
    let names = organisation::names(&*visit.read()?, &named)?;
    let may = |note: &Note| note.noted.is_none() && note.authority.is_some_and(|id| person.holds_for(NOTERS, id));
    let rows = notes.iter().map(|note| row(&t, note, &names, may(note))).collect();
    let body = Body { csrf: visit.csrf(), rows, t: t.clone() };
    Ok(Page::new(t.s("members-arrangement-title"), body)
        .lead(t.s("members-arrangement-lead"))
        .crumb(t.s("members-nav"), "/members/organisations")
        .crumb(t.s("members-circle-list-title"), "/members/circles")
        .into())
}

fn row(t: &Words, note: &Note, names: &HashMap<OrganisationId, OrganisationName>, may: bool) -> Row {
    let name = |id: OrganisationId| names.get(&id).map(|name| name.name.clone()).unwrap_or_default();
    Row {
        circle: note.circle_name.clone(),
        purpose: note.purpose.clone(),
        organisation: name(note.organisation),
        authority: note.authority.map_or_else(|| t.s("members-arrangement-nobody"), name),
        entered: note.what == Participation::Entered,
        when: t.date(note.at),
        datetime: note.at.to_string(),
        noted: note.noted.map(|at| t.date(at)).unwrap_or_default(),
        action: if may { format!("{HERE}/{}", note.uuid) } else { String::new() },
    }
}

/// The authority has noted an entry.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn act(visit: &mut Visit<Noting>) -> Result<Reply, Problem> {
    let uuid: Uuid = visit.path("note")?;
    visit.close();
    let tx = visit.house().db.write(Key::SYSTEM)?;
    match arrangement::note(&tx, visit.act(), visit.person()?, uuid) {
        Ok(()) => {
            tx.commit()?;
            Ok(Reply::done(HERE, visit.s("members-arrangement-noted-done")))
        }
        Err(why) => refused::back(&visit.t(), why, HERE),
    }
}
