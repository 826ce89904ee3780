//! Trust circles (MISP: sharing groups).
//!
//! Changes run under the program's own key, as identity asks: an invited organisation does not see a hidden circle yet. What
//! the reader may know of the circle is asked before, by loading it, or by his own organisation's invitation.

pub mod answer;
pub mod api;
pub mod audit;
mod chart;
pub mod close;
pub mod discuss;
pub mod edit;
pub mod hand_over;
pub mod invite;
pub mod leave;
pub mod list;
pub mod member;
pub mod new;
pub mod rules;
pub mod show;
pub mod table;

use std::collections::BTreeSet;

use belfry_identity::circle::{Circle, CircleFields};
use belfry_identity::organisation::{self, OrganisationName};
use belfry_identity::sharing::Broken;
use belfry_identity::{CIRCLE, Refusal};
use belfry_kernel::{CircleId, OrganisationId, Person, Problem, Role, Tlp};
use belfry_store::subject::Subject;
use belfry_store::{Key, Read, Tx};
use belfry_web::components::Choice;
use belfry_web::form::{Errors, Form};
use belfry_web::{Reply, Visit};
use belfry_words::{Words, sortable};

use crate::refused;

const LIST: &str = "/members/circles";

/// The address of a circle's page.
fn url(subject: &Subject) -> String {
    format!("{}{}", CIRCLE.path, subject.uuid)
}

fn circle_id(subject: &Subject) -> CircleId {
    CircleId(subject.id.0)
}

/// Organisations for which somebody speaks in circles.
fn spoken_for(person: &Person) -> BTreeSet<OrganisationId> {
    let speaks = |role: &Role| matches!(role, Role::OrganisationAdministrator | Role::CircleCoordinator);
    person.roles.iter().filter(|(_, role)| speaks(role)).map(|(organisation, _)| *organisation).collect()
}

/// One's own organisations, for which one speaks, with their names.
fn own_names(read: &Read, person: &Person) -> Result<Vec<(OrganisationId, OrganisationName)>, Problem> {
    let ids: Vec<OrganisationId> = spoken_for(person).into_iter().collect();
    let mut names: Vec<_> = organisation::names(read, &ids)?.into_iter().collect();
    names.sort_by_cached_key(|one| sortable(&one.1.name));
    Ok(names)
}

/// The organisation of one's own that a form names; the only one when it names none.
fn spoken<A>(visit: &Visit<A>) -> Result<OrganisationId, Problem> {
    let own = own_names(&*visit.read()?, visit.person()?)?;
    let asked = visit.form().text("organisation");
    let found = match own.as_slice() {
        [only] if asked.is_empty() => Some(only),
        several => several.iter().find(|(_, name)| name.uuid.to_string() == asked),
    };
    found.map(|(id, _)| *id).ok_or(Problem::Forbidden)
}

/// Runs one change under the program's own key: done, back to a page with words; refused, back to it with the reason.
fn change<A>(
    visit: &Visit<A>,
    back: String,
    words: &'static str,
    work: impl FnOnce(&Tx) -> Result<(), Refusal>,
) -> Result<Reply, Problem> {
    let t = visit.t();
    visit.close();
    let tx = visit.house().db.write(Key::SYSTEM)?;
    match work(&tx) {
        Ok(()) => {
            tx.commit()?;
            Ok(Reply::done(back, t.s(words)))
        }
        Err(Refusal::Rules(broken)) => {
            drop(tx);
            let said = broken_words(visit, &broken)?;
            Ok(Reply::To(back, Some(("warn", said.join(" ")))))
        }
        Err(why) => refused::back(&t, why, back),
    }
}

/// Broken rules as sentences for the reader.
fn broken_words<A>(visit: &Visit<A>, broken: &[Broken]) -> Result<Vec<String>, Problem> {
    let t = visit.t();
    let said = belfry_web::sharing::broken(&t, &*visit.read()?, broken)?;
    Ok(said.iter().map(|one| belfry_web::sharing::line(&t, one)).collect())
}

// words: members-circle-ceiling-{red,amber-strict,amber,green,clear}

/// The levels that a circle can agree on, strictest first.
fn ceilings(t: &Words, current: &str) -> Vec<Choice> {
    let levels = Tlp::ALL.into_iter().filter_map(|level| Some((level, level.written()?)));
    levels
        .map(|(level, written)| {
            let key = format!("members-circle-ceiling-{}", level.code().replace('+', "-"));
            Choice::new(level.code(), written, current).hint(t.s(&key))
        })
        .collect()
}

/// What was typed about a circle.
#[derive(Clone, Debug)]
struct Typed {
    organisation: String,
    name: String,
    purpose: String,
    rules: String,
    ceiling: String,
    hidden: bool,
    arrangement: bool,
}

impl Default for Typed {
    fn default() -> Self {
        Self {
            organisation: String::new(),
            name: String::new(),
            purpose: String::new(),
            rules: String::new(),
            ceiling: Tlp::Amber.code().to_owned(),
            hidden: false,
            arrangement: false,
        }
    }
}

impl Typed {
    fn of(form: &Form) -> Self {
        Self {
            organisation: form.text("organisation").to_owned(),
            name: form.text("name").to_owned(),
            purpose: form.raw("purpose"),
            rules: form.raw("rules"),
            ceiling: form.text("ceiling").to_owned(),
            hidden: form.has("hidden"),
            arrangement: form.has("arrangement"),
        }
    }

    fn from_circle(circle: &Circle) -> Self {
        let fields = &circle.fields;
        Self {
            organisation: String::new(),
            name: fields.name.clone(),
            purpose: fields.purpose.clone(),
            rules: fields.rules.clone(),
            ceiling: fields.ceiling.code().to_owned(),
            hidden: fields.hidden,
            arrangement: circle.arrangement,
        }
    }

    /// What can be handed to identity, which looks closer. All that is wrong is said at once.
    fn fields(&self, errors: &mut Errors, t: &Words) -> Option<CircleFields> {
        let name = self.name.chars().count();
        errors.unless((1..=120).contains(&name), "name", || t.s("members-refused-field-name"));
        errors.unless(!self.purpose.trim().is_empty(), "purpose", || t.s("members-circle-purpose-missing"));
        let ceiling = Tlp::parse(&self.ceiling).filter(|level| level.written().is_some());
        errors.unless(ceiling.is_some(), "ceiling", || t.s("members-circle-ceiling-missing"));
        let ceiling = ceiling.filter(|_| errors.is_empty())?;
        Some(CircleFields {
            name: self.name.clone(),
            purpose: self.purpose.clone(),
            rules: self.rules.clone(),
            ceiling,
            hidden: self.hidden,
        })
    }
}

/// The form of a circle, new or changed. Owners are offered when there is a choice.
#[derive(askama::Template)]
#[template(path = "circle/form.html")]
struct FormBody {
    t: Words,
    csrf: String,
    action: String,
    back: String,
    typed: Typed,
    owners: Vec<Choice>,
    ceilings: Vec<Choice>,
    save: String,
    errors: Errors,
}
