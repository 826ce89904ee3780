//! Accounts elsewhere that sign in here: tied after both were proved, untied.

use askama::Template;
use belfry_identity::{Refusal, login};
use belfry_kernel::Problem;
use belfry_kernel::access::Self_;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use super::HERE;
use crate::safety::{self, Changed};
use crate::{oidc, refused};

/// A page with the way there: a form may not lead to another site.
#[derive(Template)]
#[template(path = "me/security/login.html")]
struct Body {
    t: Words,
    place: String,
    url: String,
}

/// Begins to tie one. The person has just proved who he is here; there he does it next.
///
/// # Errors
/// [`Problem::NotFound`] for a place that is not configured, and those of the database.
pub fn act(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    let (t, house) = (visit.t(), visit.house().clone());
    super::session(visit)?;
    let person = visit.person()?.id;
    let provider = oidc::provider(&house, visit.form().text("provider"))?;
    visit.close();
    let begun = match oidc::begin(&house, visit.act(), provider, Some(person), HERE) {
        Ok(begun) => begun,
        Err(Refusal::Store(error)) => return Err(error.into()),
        Err(_) => return Ok(Reply::To(HERE.to_owned(), Some(("warn", t.s("members-with-failed"))))),
    };
    let cookie = visit.set_cookie(oidc::COOKIE, &begun.state, Some(600));
    let body = Body { place: provider.name.clone(), url: begun.url, t: t.clone() };
    let page = Page::new(t.a("members-with-tie", [("place", provider.name.as_str().into())]), body)
        .crumb(t.s("members-me-title"), "/members/me")
        .crumb(t.s("members-security-title"), HERE);
    Ok(Reply::WithCookies(Box::new(page.into()), vec![cookie]))
}

/// Unties one.
///
/// # Errors
/// [`Problem::NotFound`] when it is not one's own, and those of the database.
pub fn untie(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    let (t, uuid) = (visit.t(), visit.path::<Uuid>("login")?);
    let person = visit.person()?.id;
    let tx = visit.write()?;
    match login::untie(&tx, visit.act(), person, uuid) {
        Ok(()) => {
            safety::tell(visit.house(), &tx, visit.act(), person, Changed::LoginUntied)?;
            tx.commit()?;
            Ok(Reply::done(HERE, t.s("members-with-untied")))
        }
        Err(why) => refused::back(&t, why, HERE),
    }
}
