//! Deciding on an application: accepting enters the organisation with its record and invites the person; asking and refusing are
//! told in words.

use belfry_contracts::register::ApplicationDecided;
use belfry_identity::{Email, ORGANISATION, Refusal, Secret, invitation, organisation};
use belfry_kernel::{OrganisationId, Problem, Role};
use belfry_store::{Act, Key, Tx, ledger};
use belfry_web::form::Errors;
use belfry_web::{House, Reply, Visit};
use uuid::Uuid;

use super::apply::{HERE as APPLY, token_of};
use super::store::{self, Application};
use super::{Reach, close, list, next, show};
use crate::access::Admit;
use crate::letter::Letter;
use crate::organisation::invite;
use crate::refused;
use crate::register::record::{self, store as records};
use crate::register::registration::{self, State, Step};

/// What whoever is accepted may do: administer his organisation, and keep its record.
const GIVEN: &[Role] = &[Role::OrganisationAdministrator, Role::NisImplementer];
/// Characters of a question or reason.
const WORDS: usize = 5_000;

/// Takes the step of the button.
///
/// # Errors
/// [`Problem::NotFound`] when it is not within his reach, and those of the database.
pub fn act(visit: &mut Visit<Admit>) -> Result<Reply, Problem> {
    let (t, mut errors) = (visit.t(), Errors::default());
    let step = Step::parse(visit.form().text("act")).filter(|step| step.is_of_authority());
    let step = step.ok_or_else(|| Problem::BadRequest("no such step".into()))?;
    let words = visit.form().raw("words").trim().to_owned();
    errors.unless(words.chars().count() <= WORDS, "words", || t.s("members-registration-words-long"));
    errors.unless(!step.needs_words() || !words.is_empty(), "words", || t.s("members-registration-words-missing"));
    let reach = Reach::of(&*visit.read()?, visit.person()?)?.ok_or(Problem::NotFound)?;
    visit.close();
    if errors.is_empty() {
        let tx = visit.house().db.write(Key::SYSTEM)?;
        let one = store::by_uuid(&tx, &reach, visit.path::<Uuid>("application")?)?.ok_or(Problem::NotFound)?;
        match next(one.state, step) {
            None => errors.add("", t.s("members-registration-wrong-state")),
            Some(State::Accepted) => match accept(visit, &tx, &reach, one) {
                Ok(done) => {
                    tx.commit()?;
                    return Ok(done);
                }
                Err(Refusal::NameTaken) => errors.add("", t.s("members-application-taken")),
                Err(why) => refused::add(&mut errors, &t, why)?,
            },
            Some(state) => {
                tell(visit.house(), &tx, visit.act(), one, (state, step), &words)?;
                tx.commit()?;
                let said = t.s(&format!("members-registration-done-{}", step.code()));
                return Ok(Reply::done(list::HERE, said));
            }
        }
    }
    Ok(show::drawn(visit, (step, words), errors)?.refused().into())
}

/// Keeps the state after a step, ends what is due because of it, and says in the ledger that it happened.
fn keep(
    (house, tx, act): (&House, &Tx, Act<'_>),
    mut one: Application,
    (state, step): (State, Step),
    words: &str,
) -> Result<Application, Refusal> {
    close(tx, act, &std::mem::take(&mut one.duties))?;
    one.state = state;
    let secret = token_of(house, &one).ok_or(Refusal::NotFound)?;
    store::put(tx, act, &one, &secret)?;
    store::write(tx, act, one.id, step, words)?;
    let fact = ApplicationDecided { application: one.id, organisation: one.organisation, act: step.code().to_owned() };
    ledger::record(tx, act, &fact)?;
    Ok(one)
}

/// Asks or refuses; by mail too, where it goes out. With the program's own key.
///
/// # Errors
/// Those of the database.
pub fn tell(
    house: &House,
    tx: &Tx,
    act: Act<'_>,
    one: Application,
    (state, step): (State, Step),
    words: &str,
) -> Result<(), Problem> {
    let one = keep((house, tx, act), one, (state, step), words)?;
    if !house.settings.mail {
        return Ok(());
    }
    let secret = token_of(house, &one).ok_or(Problem::NotFound)?;
    let kind = if step == Step::Ask { "application-asked" } else { "application-refused" };
    Letter::new(kind, &one.email, &one.language)
        .with("name", &one.person)
        .with("organisation", &one.sheet.name)
        .with("reason", words)
        .link(house, &format!("{APPLY}/"), &secret)
        .post(house, tx, act)?;
    Ok(())
}

/// Enters the organisation, registers it where its authority accepts, and invites the person.
fn accept(visit: &Visit<Admit>, tx: &Tx, reach: &Reach, mut one: Application) -> Result<Reply, Refusal> {
    let (t, act, house) = (visit.t(), visit.act(), visit.house());
    let (id, uuid) = organisation::create(tx, act, one.sheet.fields())?;
    entered(visit, tx, reach, &one, id)?;
    let email = Email::parse(&one.email).ok_or(Refusal::Field("email"))?;
    let token = invitation::invite_as_program(tx, act, id, &email, GIVEN)?;
    one.organisation = Some(id);
    let one = keep((house, tx, act), one, (State::Accepted, Step::Accept), "")?;
    if house.settings.mail {
        invite::send(visit, tx, &one.sheet.name, (email.as_str(), &one.language), &token)?;
        let said = t.a("members-request-accepted", [("name", one.person.into())]);
        return Ok(Reply::done(format!("{}{uuid}", ORGANISATION.path), said));
    }
    Ok(shown(visit, &one, uuid, &token).into())
}

/// The link to the invitation, for whoever hands it over.
fn shown(visit: &Visit<Admit>, one: &Application, uuid: Uuid, token: &Secret) -> belfry_web::Page {
    let t = visit.t();
    let link = format!("{}/invitation/{}", visit.house().settings.base_url, token.expose());
    let url = format!("{}{uuid}", ORGANISATION.path);
    invite::link_page(
        &t,
        (&one.sheet.name, &url),
        list::HERE,
        &one.email,
        (link, t.s("members-organisation-invite-link-why")),
    )
}

/// Its record; of an entity of the Directive, its registration as well: accepted by its authority, or submitted to it.
fn entered(visit: &Visit<Admit>, tx: &Tx, reach: &Reach, one: &Application, id: OrganisationId) -> Result<(), Refusal> {
    let act = visit.act();
    let before = records::load(tx, id)?.ok_or(Refusal::NotFound)?;
    records::save_as_program(tx, act, &before, &one.sheet.record)?;
    let kept = records::load(tx, id)?.ok_or(Refusal::NotFound)?;
    if record::is_entity(&one.sheet.kind) {
        if reach.supervises(&one.sheet.country, &one.sheet.sector()) {
            registration::enter(tx, act, &kept)?;
        } else {
            registration::take(tx, act, &kept, Step::Submit, "")?;
        }
    }
    Ok(())
}
