//! Applying: an organisation that is not here asks to be entered, and whoever fills this in to administer it.
//!
//! Whatever is here, the answer is the same: it tells neither which organisations nor which people are known.

use askama::Template;
use belfry_contracts::register::ApplicationSent;
use belfry_identity::{Email, Secret, proof};
use belfry_kernel::Problem;
use belfry_store::{Act, Key, Tx, ledger};
use belfry_web::form::Errors;
use belfry_web::site::Open;
use belfry_web::{House, Page, Reply, Visit};
use belfry_words::Words;

use super::store::{self, Application};
use super::typed::Typed;
use super::{Sheet, open};
use crate::classify::typed::Typed as Answers;
use crate::platform::policy;
use crate::refused;
use crate::register::record::{Record, classified};
use crate::register::registration::{State, Step};

/// The form's address.
pub const HERE: &str = "/apply";
/// For which use links of applications are sealed.
const SEALED: &str = "application";

#[derive(Template)]
#[template(path = "application/done.html")]
struct Done {
    t: Words,
    link: String,
    mail: bool,
}

/// The form; what was answered in the wizard stands in it.
///
/// # Errors
/// [`Problem::NotFound`] where the platform takes no applications.
pub fn page(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    policy::check_open(visit.house())?;
    let t = visit.t();
    let answers = Answers::of(visit.queries());
    let record = answers.case(&t).map(|case| classified::proposed(&Record::default(), &answers, &case));
    let typed = Typed { record: record.unwrap_or_default(), ..Typed::default() };
    Ok(form(visit, typed, Errors::default()).into())
}

fn form(visit: &Visit<Open>, typed: Typed, errors: Errors) -> Page {
    let t = visit.t();
    let demo = visit.house().settings.demo;
    let body = typed.form(&t, (visit.csrf(), demo), HERE.to_owned(), String::new(), errors);
    Page::new(t.s("members-application-title"), body).lead(t.s("members-application-lead"))
}

/// Takes the application, and shows the link that leads back to it.
///
/// # Errors
/// As [`page`], and those of the database.
pub fn act(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    policy::check_open(visit.house())?;
    let (t, mut errors) = (visit.t(), Errors::default());
    let typed = Typed::of(visit.form(), &t, &mut errors);
    let (sheet, who) = (typed.sheet(&mut errors, &t), typed.who(&mut errors, &t));
    let (Some(sheet), Some(who), true) = (sheet, who, errors.is_empty()) else {
        return Ok(form(visit, typed, errors).refused().into());
    };
    visit.close();
    if let Err(why) = proof::knock(&visit.house().db, visit.act(), visit.address()) {
        refused::add(&mut errors, &t, why)?;
        let mut page = form(visit, typed, errors);
        page.status = 429;
        return Ok(page.into());
    }
    let house = visit.house();
    let tx = house.db.write(Key::SYSTEM)?;
    if !store::is_room(&tx)? {
        return Err(Problem::Busy);
    }
    let who = Applicant {
        name: who.0,
        email: who.1,
        about: typed.about.trim().to_owned(),
        language: t.language().to_owned(),
    };
    let (_, token) = submit(&tx, visit.act(), house, sheet, who)?;
    tx.commit()?;
    let link = format!("{}{HERE}/{}", house.settings.base_url, token.expose());
    let body = Done { t: t.clone(), link, mail: house.settings.mail };
    Ok(Page::new(t.s("members-application-done"), body).into())
}

/// Whoever applies, who has no account.
#[derive(Clone, Debug)]
pub struct Applicant {
    /// As he writes it.
    pub name: String,
    /// Where the invitation goes.
    pub email: Email,
    /// Who he is there.
    pub about: String,
    /// In which he is answered.
    pub language: String,
}

/// Keeps an application, and puts its decision on the agenda of whoever answers; with the secret of the applicant's link. With the
/// program's own key.
///
/// # Errors
/// Those of the database.
pub fn submit(
    tx: &Tx,
    act: Act<'_>,
    house: &House,
    sheet: Sheet,
    who: Applicant,
) -> belfry_store::Result<(Application, Secret)> {
    let token = Secret::new(act.ids.secret());
    let uuid = act.ids.uuid();
    let application = Application {
        id: act.ids.next(),
        uuid,
        state: State::Submitted,
        token: house.seal.seal(act.ids, SEALED, token.expose().as_bytes()),
        person: who.name,
        email: who.email.as_str().to_owned(),
        about: who.about,
        language: who.language,
        duties: open(tx, act, &sheet, uuid)?,
        sheet,
        created: act.now,
        changed: act.now,
        organisation: None,
    };
    store::put(tx, act, &application, &token)?;
    ledger::record(tx, act, &ApplicationSent { application: application.id, act: Step::Submit.code().to_owned() })?;
    Ok((application, token))
}

/// The secret of an application's link.
pub(super) fn token_of(house: &House, application: &Application) -> Option<Secret> {
    let plain = house.seal.open(SEALED, &application.token)?;
    String::from_utf8(plain).ok().map(Secret::new)
}
