//! The components, each with its sample: for those who build pages.

use belfry_kernel::Problem;
use belfry_web::reply::Body;
use belfry_web::site::Open;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

/// The samples of `belfry_web::style`, which renders them itself.
struct Samples(Words);

impl Body for Samples {
    fn html(&self) -> Result<String, askama::Error> {
        belfry_web::style::render(&self.0)
    }
}

/// Every component, in the demonstration.
///
/// # Errors
/// [`Problem::NotFound`] anywhere else.
pub fn page(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    if !visit.house().settings.demo {
        return Err(Problem::NotFound);
    }
    let t = visit.t();
    let (title, lead) = (t.s("desk-style-title"), t.s("desk-style-lead"));
    Ok(Page::new(title, Samples(t)).lead(lead).into())
}
