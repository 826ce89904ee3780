//! Whom imported events are for, and the TLP of those that state none: what may be chosen, what was, and what speaks against it.

use belfry_identity::circle::{self, Circle};
use belfry_identity::organisation;
use belfry_kernel::access::{Action, Granted, ObjectFacts, Over, Rule, decide};
use belfry_kernel::{Actor, Grants, OrganisationId, Person, PersonId, Problem, Tlp};
use belfry_store::Read;
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Form, Visit};
use belfry_words::Words;
use serde::{Deserialize, Serialize};

use crate::access::{Import, Publish, RULES};
use crate::event::import::Reach;
use crate::event::reach::{self, Conflict};

/// What a person may choose from.
pub struct Ground {
    /// Whose the events will be.
    pub owner: OrganisationId,
    /// Its name.
    pub owner_name: String,
    /// Circles in which it may share.
    pub circles: Vec<Circle>,
    /// Whether the person may share what comes in at once.
    pub may_share: bool,
    /// Organisations in the community.
    organisations: i64,
}

impl Ground {
    /// For a visitor.
    ///
    /// # Errors
    /// Those of the database.
    pub fn of<A>(visit: &Visit<A>) -> Result<Self, Problem> {
        let person = visit.person()?;
        let read = visit.read()?;
        let owner = importing_for(person);
        let name = organisation::names(&read, &[owner])?.remove(&owner);
        Ok(Self {
            owner,
            owner_name: name.map(|name| name.name).unwrap_or_default(),
            circles: circle::sharing(&read, &visit.actor().grants(), owner)?,
            may_share: granted::<Publish>(visit.actor(), owner, person.id).is_some(),
            organisations: organisation::community_size(&read)?.organisations,
        })
    }
}

/// The organisation for which somebody imports: the usual one if his role there allows it, else the first that does.
fn importing_for(person: &Person) -> OrganisationId {
    let given = |rule: &&Rule| rule.action == Import::NAME && rule.over == Over::Own;
    let may = |organisation| RULES.iter().filter(given).any(|rule| person.holds_for(rule.roles, organisation));
    let mut all = person.roles.iter().map(|(organisation, _)| *organisation);
    if may(person.organisation) {
        return person.organisation;
    }
    all.find(|organisation| may(*organisation)).unwrap_or(person.organisation)
}

/// Whether somebody may do `A` with what he himself puts in for an organisation.
pub fn granted<A: Action>(actor: &Actor, owner: OrganisationId, person: PersonId) -> Option<Granted<A>> {
    let facts = ObjectFacts { visible: true, owner, author: Some(person) };
    decide::<A>(actor, RULES, Some(&facts)).ok()
}

/// The circles and the reach of a code, asked anew: for a job, in a picture with the person's own key.
///
/// # Errors
/// Those of the database.
pub fn reach_of(read: &Read, grants: &Grants, owner: OrganisationId, code: &str) -> Result<Option<Reach>, Problem> {
    Ok(reach::parse(code, &circle::sharing(read, grants, owner)?))
}

/// What was chosen, as it stands in the form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// As `reach::parse` reads it.
    pub reach: String,
    /// A level's code; empty to leave it open.
    pub tlp: String,
}

/// What was chosen, once it is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agreed {
    /// Whom the events are for.
    pub reach: Reach,
    /// The level of events that state none.
    pub tlp: Option<Tlp>,
}

impl Terms {
    /// Before anything was chosen.
    pub fn new() -> Self {
        Self { reach: "own".into(), tlp: String::new() }
    }

    /// Reads a form.
    pub fn of(form: &Form) -> Self {
        let reach = if form.has("reach") { form.text("reach") } else { "own" };
        Self { reach: reach.to_owned(), tlp: form.text("tlp").to_owned() }
    }

    /// Checks it; what is wrong goes to its field.
    pub fn check(&self, t: &Words, ground: &Ground, errors: &mut Errors) -> Option<Agreed> {
        let tlp = if self.tlp.is_empty() { None } else { Tlp::parse(&self.tlp).filter(|tlp| *tlp != Tlp::NotStated) };
        errors.unless(self.tlp.is_empty() || tlp.is_some(), "tlp", || t.s("threats-import-tlp-wrong"));
        let Some(reach) = reach::parse(&self.reach, &ground.circles) else {
            errors.add("reach", t.s("threats-import-reach-wrong"));
            return None;
        };
        if reach != Reach::Own && !ground.may_share {
            errors.add("reach", t.s("threats-import-reach-forbidden"));
            return None;
        }
        if let Some(tlp) = tlp
            && let Some(conflict) = reach::conflict(tlp, reach, ground.owner, &ground.circles)
        {
            errors.add("tlp", conflict_words(t, conflict, tlp, reach, ground));
            return None;
        }
        (self.tlp.is_empty() || tlp.is_some()).then_some(Agreed { reach, tlp })
    }

    /// Who may see what comes in, each with what that means.
    pub fn reaches(&self, t: &Words, ground: &Ground) -> Vec<Choice> {
        let mut all = reach::choices(t, &ground.circles, &self.reach);
        for choice in &mut all {
            choice.hint = match choice.value.as_str() {
                "own" => t.a("threats-import-reach-own-hint", [("name", ground.owner_name.as_str().into())]),
                "community" => t.n("threats-import-reach-community-hint", ground.organisations),
                uuid => ground
                    .circles
                    .iter()
                    .find(|circle| circle.uuid.to_string() == uuid)
                    .map_or_else(String::new, |circle| circle.fields.purpose.clone()),
            };
        }
        if !ground.may_share {
            all.retain(|choice| choice.value == "own");
        }
        all
    }

    /// Levels for events that state none.
    pub fn levels(&self, t: &Words) -> Vec<Choice> {
        let mut all = vec![Choice::new("", t.s("threats-import-tlp-later"), &self.tlp)];
        all.extend(Tlp::ALL.iter().filter_map(|level| Some(Choice::new(level.code(), level.written()?, &self.tlp))));
        all
    }
}

fn conflict_words(t: &Words, conflict: Conflict, tlp: Tlp, reach: Reach, ground: &Ground) -> String {
    let level = reach::level(t, tlp);
    let audience = reach::words(t, reach, &ground.circles);
    match conflict {
        Conflict::Ceiling(ceiling) => t.a(
            "threats-import-tlp-ceiling",
            [("level", level.into()), ("audience", audience.into()), ("ceiling", reach::level(t, ceiling).into())],
        ),
        Conflict::NotStated | Conflict::TooFar => {
            let ways = reach::ways_out(tlp, reach, ground.owner, &ground.circles);
            let ways: Vec<String> = ways
                .into_iter()
                .map(|(reach, tlp)| {
                    let audience = reach::words(t, reach, &ground.circles);
                    t.a(
                        "threats-import-tlp-way",
                        [("level", reach::level(t, tlp).into()), ("audience", audience.into())],
                    )
                })
                .collect();
            let ways = ways.join("; ");
            t.a(
                "threats-import-tlp-conflict",
                [("level", level.into()), ("audience", audience.into()), ("ways", ways.into())],
            )
        }
    }
}
