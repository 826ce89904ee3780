//! Language and light, chosen in the menu of any page: kept for a person, and in a cookie for who is not signed in.

use belfry_identity::person::{self, Theme};
use belfry_kernel::Problem;
use belfry_web::site::Open;
use belfry_web::{Reply, Visit};

use crate::local;

/// A year, in seconds.
const YEAR: u32 = 365 * 24 * 3_600;

/// Keeps what was chosen, and goes back to the page where it was. What is unknown changes nothing.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let asked = visit.form().text("language");
    let language = visit.house().words.languages().into_iter().find(|known| *known == asked);
    let theme = Theme::parse(visit.form().text("theme"));
    let mut cookies = Vec::new();
    if let Some(language) = language {
        cookies.push(visit.set_cookie("belfry-language", language, Some(YEAR)));
    }
    if let Some(theme) = theme {
        cookies.push(visit.set_cookie("belfry-theme", theme.code(), Some(YEAR)));
    }
    if let (false, Some(id)) = (cookies.is_empty(), visit.actor().person_id()) {
        let tx = visit.write()?;
        let mut settings = person::settings(&tx, id)?;
        if let Some(language) = language {
            language.clone_into(&mut settings.language);
        }
        settings.theme = theme.unwrap_or(settings.theme);
        person::save_settings(&tx, id, &settings)?;
        tx.commit()?;
    }
    let back = local::path(visit.form().text("back")).to_owned();
    Ok(Reply::WithCookies(Box::new(Reply::to(back)), cookies))
}
