//! The accessibility statement (Directive (EU) 2016/2102, Article 7): open to everyone.

use askama::Template;
use belfry_kernel::Problem;
use belfry_web::site::Open;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

#[derive(Template)]
#[template(path = "accessibility.html")]
struct Body {
    t: Words,
    community: String,
}

/// The statement.
///
/// # Errors
/// None are expected.
pub fn page(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let t = visit.t();
    let (title, lead) = (t.s("desk-accessibility-title"), t.s("desk-accessibility-lead"));
    let community = visit.house().community();
    Ok(Page::new(title, Body { t, community }).lead(lead).into())
}
