//! Founding a circle.

use belfry_identity::{CIRCLE, circle};
use belfry_kernel::Problem;
use belfry_kernel::access::Create;
use belfry_store::Key;
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};

use super::{FormBody, LIST, Typed, ceilings, own_names, spoken};
use crate::refused;

/// The form.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Create>) -> Result<Reply, Problem> {
    Ok(form(visit, Typed::default(), Errors::default())?.into())
}

fn form(visit: &Visit<Create>, typed: Typed, errors: Errors) -> Result<Page, Problem> {
    let t = visit.t();
    let own = own_names(&*visit.read()?, visit.person()?)?;
    let body = FormBody {
        csrf: visit.csrf(),
        action: format!("{LIST}/new"),
        back: LIST.to_owned(),
        owners: own
            .iter()
            .map(|(_, name)| Choice::new(name.uuid.to_string(), &name.name, &typed.organisation))
            .collect(),
        ceilings: ceilings(&t, &typed.ceiling),
        save: t.s("members-circle-new-do"),
        typed,
        errors,
        t: t.clone(),
    };
    let page = Page::new(t.s("members-circle-new-title"), body)
        .lead(t.s("members-circle-new-lead"))
        .crumb(t.s("members-nav"), "/members/organisations")
        .crumb(t.s("members-circle-list-title"), LIST);
    Ok(page)
}

/// Founds it; the organisation that founds it is its first member.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Create>) -> Result<Reply, Problem> {
    let (t, typed) = (visit.t(), Typed::of(visit.form()));
    let owner = spoken(visit)?;
    let mut errors = Errors::default();
    if let Some(fields) = typed.fields(&mut errors, &t) {
        let tx = visit.write_as(Key::SYSTEM)?;
        let (act, by) = (visit.act(), visit.person()?);
        let made = circle::create(&tx, act, by, owner, fields)
            .and_then(|(id, uuid)| circle::mark_arrangement(&tx, act, by, id, typed.arrangement).map(|()| uuid));
        match made {
            Ok(uuid) => {
                let done = t.s("members-circle-new-done");
                return visit.finish(tx, Reply::done(format!("{}{uuid}", CIRCLE.path), done));
            }
            Err(why) => refused::add(&mut errors, &t, why)?,
        }
    }
    Ok(form(visit, typed, errors)?.refused().into())
}
