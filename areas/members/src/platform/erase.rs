//! Erasing a person: what goes, what stays and why, then the act.

use askama::Template;
use belfry_identity::{erasure, person};
use belfry_kernel::Problem;
use belfry_kernel::access::{Administer, Oversee};
use belfry_web::area::Holding;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use crate::personal;
use crate::refused;

#[derive(Template)]
#[template(path = "platform/erase.html")]
struct Body {
    t: Words,
    csrf: String,
    here: String,
    back: String,
    kept: Vec<(String, String)>,
}

/// What is kept under the pseudonym, and why, in words.
pub(crate) fn kept_words(t: &Words, holdings: &[Holding]) -> Vec<(String, String)> {
    let kept = holdings.iter().filter(|holding| holding.count > 0);
    kept.filter_map(|holding| Some((t.n(holding.what, holding.count), t.s(holding.kept?)))).collect()
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Oversee>) -> Result<Reply, Problem> {
    let (t, read) = (visit.t(), visit.read()?);
    let account = person::by_uuid(&read, visit.path::<Uuid>("uuid")?)?.ok_or(Problem::NotFound)?;
    drop(read);
    let back = format!("/members/platform/people/{}", account.uuid);
    let body = Body {
        csrf: visit.csrf(),
        here: format!("{back}/erase"),
        kept: kept_words(&t, &personal::holdings(visit.house(), account.id)?),
        back: back.clone(),
        t: t.clone(),
    };
    let page = Page::new(t.a("members-platform-erase-title", [("name", account.name.as_str().into())]), body);
    Ok(page.crumb(t.s("members-platform-people"), "/members/platform/people").crumb(account.name, back).into())
}

/// The act.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn act(visit: &mut Visit<Administer>) -> Result<Reply, Problem> {
    let t = visit.t();
    let tx = visit.write()?;
    let account = person::by_uuid(&tx, visit.path::<Uuid>("uuid")?)?.ok_or(Problem::NotFound)?;
    personal::forget(visit.house(), &tx, account.id, visit.now())?;
    match erasure::erase(&tx, visit.act(), visit.person()?, account.id) {
        Ok(pseudonym) => {
            tx.commit()?;
            let words = t.a("members-platform-erased", [("name", pseudonym.into())]);
            Ok(Reply::done("/members/platform/people", words))
        }
        Err(why) => refused::back(&t, why, format!("/members/platform/people/{}", account.uuid)),
    }
}
