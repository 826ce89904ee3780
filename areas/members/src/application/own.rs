//! The page of whoever applied, behind his link: where it stands, what is asked, and the form to answer.

use askama::Template;
use belfry_contracts::register::ApplicationSent;
use belfry_kernel::Problem;
use belfry_store::{Key, ledger};
use belfry_web::form::Errors;
use belfry_web::site::Open;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::apply::{HERE, token_of};
use super::show::said;
use super::state_name;
use super::store::{self, Application};
use super::typed::Typed;
use super::{next, open};
use crate::register::registration::exchange::Said;
use crate::register::registration::{State, Step, state_kind};
use crate::welcome::spent;

#[derive(Template)]
#[template(path = "application/own.html")]
struct Body {
    t: Words,
    state: String,
    kind: &'static str,
    explained: String,
    letters: Vec<Said>,
}

fn found(visit: &Visit<Open>) -> Result<Option<Application>, Problem> {
    let token: String = visit.path("token")?;
    Ok(store::by_token(&visit.house().db.read(Key::SYSTEM)?, &token)?)
}

/// Where it stands.
///
/// # Errors
/// Those of the database. A link that leads nowhere says so.
pub fn page(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let t = visit.t();
    let Some(application) = found(visit)? else { return Ok(spent(&t, t.s("members-spent-application"))) };
    if application.state == State::Asked {
        let typed = Typed::before(&application);
        return Ok(form(visit, &application, typed, Errors::default())?.into());
    }
    let letters = store::letters(&visit.house().db.read(Key::SYSTEM)?, application.id)?;
    // words: members-application-own-{submitted,accepted,refused} members-application-own-accepted-mail
    let mut key = format!("members-application-own-{}", application.state.code());
    if application.state == State::Accepted && visit.house().settings.mail {
        key.push_str("-mail");
    }
    let body = Body {
        state: state_name(&t, application.state),
        kind: state_kind(Some(application.state)),
        explained: t.s(&key),
        letters: letters.into_iter().enumerate().map(|(n, letter)| said(&t, n, letter, None)).collect(),
        t: t.clone(),
    };
    Ok(Page::new(t.a("members-application-of", [("name", application.sheet.name.into())]), body).into())
}

fn form(visit: &Visit<Open>, application: &Application, typed: Typed, errors: Errors) -> Result<Page, Problem> {
    let t = visit.t();
    let token: String = visit.path("token")?;
    let letters = store::letters(&visit.house().db.read(Key::SYSTEM)?, application.id)?;
    let question = letters.into_iter().find(|letter| letter.step == Some(Step::Ask)).map(|letter| letter.words);
    let demo = visit.house().settings.demo;
    let body = typed.form(&t, (visit.csrf(), demo), format!("{HERE}/{token}"), question.unwrap_or_default(), errors);
    Ok(Page::new(t.a("members-application-of", [("name", application.sheet.name.as_str().into())]), body)
        .lead(t.s("members-application-own-asked")))
}

/// Takes the answer, with the organisation as it is described now.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let (t, mut errors) = (visit.t(), Errors::default());
    let token: String = visit.path("token")?;
    let back = format!("{HERE}/{token}");
    let house = visit.house();
    visit.close();
    let tx = house.db.write(Key::SYSTEM)?;
    let Some(mut application) = store::by_token(&tx, &token)? else {
        return Ok(spent(&t, t.s("members-spent-application")));
    };
    let Some(state) = next(application.state, Step::Answer) else { return Ok(Reply::to(back)) };
    let typed = Typed::of(visit.form(), &t, &mut errors);
    let words = typed.answered(&mut errors, &t);
    let Some(sheet) = typed.sheet(&mut errors, &t) else {
        drop(tx);
        return Ok(form(visit, &application, typed, errors)?.refused().into());
    };
    let act = visit.act();
    application.duties = open(&tx, act, &sheet, application.uuid)?;
    (application.state, application.sheet) = (state, sheet);
    let secret = token_of(house, &application).ok_or(Problem::NotFound)?;
    store::put(&tx, act, &application, &secret)?;
    store::write(&tx, act, application.id, Step::Answer, &words)?;
    ledger::record(&tx, act, &ApplicationSent { application: application.id, act: Step::Answer.code().to_owned() })?;
    tx.commit()?;
    Ok(Reply::done(back, t.s("members-registration-done-answer")))
}
