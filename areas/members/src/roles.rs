//! What each role is for, in plain words.

pub mod demand;

use askama::Template;
use belfry_kernel::access::{Oversee, Read};
use belfry_kernel::{Problem, Role};
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::Words;

// words: members-role-{platform-administrator,supervisor,spoc-officer,csirt-analyst,nis-implementer}
// words: members-role-{organisation-administrator,contributor,reader,management-member,circle-coordinator}
// words: members-role-{platform-administrator,supervisor,spoc-officer,csirt-analyst,nis-implementer}-hint
// words: members-role-{organisation-administrator,contributor,reader,management-member,circle-coordinator}-hint

/// A role as people say it.
pub fn name(t: &Words, role: Role) -> String {
    t.s(&format!("members-role-{}", role.code()))
}

/// What it is for.
pub fn hint(t: &Words, role: Role) -> String {
    t.s(&format!("members-role-{}-hint", role.code()))
}

struct Row {
    name: String,
    hint: String,
    held: Vec<String>,
    demands: bool,
}

#[derive(Template)]
#[template(path = "roles.html")]
struct Body {
    t: Words,
    rows: Vec<Row>,
}

/// The roles, and which of them the reader holds.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let t = visit.t();
    let person = visit.person()?;
    let ids: Vec<_> = person.roles.iter().map(|(organisation, _)| *organisation).collect();
    let read = visit.read()?;
    let names = belfry_identity::organisation::names(&read, &ids)?;
    let demanding = belfry_identity::demand::roles(&read)?;
    let held = |role: Role| {
        let mine = person.roles.iter().filter(|(_, held)| *held == role);
        mine.filter_map(|(organisation, _)| names.get(organisation).map(|n| n.short_name.clone())).collect()
    };
    let row = |role: &Role| Row {
        name: name(&t, *role),
        hint: hint(&t, *role),
        held: held(*role),
        demands: demanding.contains(role),
    };
    let body = Body { t: t.clone(), rows: Role::ALL.iter().map(row).collect() };
    let mut page = Page::new(t.s("members-roles-title"), body)
        .lead(t.s("members-roles-lead"))
        .crumb(t.s("members-nav"), "/members/organisations");
    if visit.may::<Oversee>(None) {
        page = page.action(Action::link(t.s("members-demand-link"), demand::HERE, "lock"));
    }
    Ok(page.into())
}
