//! Saved views of lists: all of one's own and those that one's organisations share.

use askama::Template;
use belfry_identity::Refusal;
use belfry_identity::view::{self, NewView, View};
use belfry_kernel::Problem;
use belfry_kernel::access::Self_;
use belfry_store::Read;
use belfry_web::components::Tab;
use belfry_web::form::Errors;
use belfry_web::views::{HERE, Narrowed};
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use crate::refused;

struct Row {
    name: String,
    href: String,
    list: String,
    filters: String,
    act: String,
    shared: bool,
    own: bool,
    first: bool,
}

/// What was typed into a form that was refused.
#[derive(Default)]
struct Typed {
    list: String,
    query: String,
    name: String,
    share: bool,
    first: bool,
}

#[derive(Template)]
#[template(path = "me/views.html")]
struct Body {
    t: Words,
    csrf: String,
    tabs: Vec<Tab>,
    rows: Vec<Row>,
    typed: Typed,
    errors: Errors,
}

/// The views.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    Ok(list(visit, Typed::default(), Errors::default())?.into())
}

fn list(visit: &Visit<Self_>, typed: Typed, errors: Errors) -> Result<Page, Problem> {
    let t = visit.t();
    let grants = visit.actor().grants();
    let views = view::of_person(&*visit.read()?, visit.person()?.id, &grants.organisations)?;
    let places = &visit.house().places;
    // A list that is no place of the program any more is named by its address.
    let named = |list: &str| places.iter().find(|place| place.href == list).map(|place| t.s(place.key));
    let read = visit.read()?;
    let row = |found: View| {
        Ok(Row {
            href: found.address(),
            filters: said(visit, &read, &found)?.join(", "),
            act: format!("{HERE}/{}", found.uuid),
            list: named(&found.list).unwrap_or(found.list),
            name: found.name,
            shared: found.shared,
            own: found.own,
            first: found.first,
        })
    };
    let rows = views.into_iter().map(row).collect::<Result<_, Problem>>()?;
    drop(read);
    let body = Body { t: t.clone(), csrf: visit.csrf(), tabs: super::tabs(&t, HERE), rows, typed, errors };
    Ok(super::frame(visit, body))
}

/// What a view is narrowed to, as its list says it.
fn said(visit: &Visit<Self_>, read: &Read, found: &View) -> Result<Vec<String>, Problem> {
    let query: Vec<(String, String)> = serde_urlencoded::from_str(&found.query).unwrap_or_default();
    match visit.house().says(&found.list) {
        Some(says) => says(&Narrowed { t: &visit.t(), read, actor: visit.actor(), query: &query }),
        // The list is none of the program any more.
        None => Ok(query.into_iter().map(|(name, value)| format!("{name}: {value}")).collect()),
    }
}

/// Saves a view, and goes back to the list that it shows.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    let (t, form) = (visit.t(), visit.form());
    let typed = Typed {
        list: form.text("list").to_owned(),
        query: form.text("query").to_owned(),
        name: form.text("name").to_owned(),
        share: form.has("share"),
        first: form.has("first"),
    };
    let new =
        NewView { list: &typed.list, name: &typed.name, query: &typed.query, shared: typed.share, first: typed.first };
    let tx = visit.write()?;
    match view::save(&tx, visit.act(), visit.person()?, &new) {
        Ok(_) => {
            let words = t.a("members-view-saved", [("name", typed.name.as_str().into())]);
            visit.finish(tx, Reply::done(format!("{}?{}", typed.list, typed.query), words))
        }
        Err(why) => {
            drop(tx);
            let mut errors = Errors::default();
            match why {
                Refusal::WrongState => errors.add("", t.s("members-view-most")),
                Refusal::Field("query") => errors.add("", t.s("members-view-nothing")),
                why => refused::add(&mut errors, &t, why)?,
            }
            Ok(list(visit, typed, errors)?.refused().into())
        }
    }
}

/// Removes a view of one's own, or lets its list open with it or no longer.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such view for the reader.
pub fn change(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    let (t, uuid) = (visit.t(), visit.path::<Uuid>("view")?);
    let person = visit.person()?.id;
    let remove = visit.form().text("act") == "remove";
    let tx = visit.write()?;
    let words = if remove {
        view::remove(&tx, visit.act(), person, uuid)?;
        t.s("members-view-removed")
    } else {
        view::turn_first(&tx, person, &visit.actor().grants().organisations, uuid)?;
        t.s("members-view-first-turned")
    };
    tx.commit()?;
    Ok(Reply::done(HERE, words))
}
