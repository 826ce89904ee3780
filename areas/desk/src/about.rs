//! Pages that belong to no area: the accessibility statement, the components, the description of the API.

use askama::Template;
use belfry_kernel::Problem;
use belfry_web::reply::Body;
use belfry_web::site::Open;
use belfry_web::{Page, Reply, Shape, Visit};
use belfry_words::Words;

#[derive(Template)]
#[template(path = "accessibility.html")]
struct Statement {
    t: Words,
    community: String,
}

/// The accessibility statement.
///
/// # Errors
/// None are expected.
pub fn accessibility(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let t = visit.t();
    let community = visit.house().settings.community.clone();
    let title = t.s("desk-accessibility-title");
    let lead = t.s("desk-accessibility-lead");
    Ok(Page::new(title, Statement { t, community }).lead(lead).into())
}

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
pub fn style(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    if !visit.house().settings.demo {
        return Err(Problem::NotFound);
    }
    let t = visit.t();
    let (title, lead) = (t.s("desk-style-title"), t.s("desk-style-lead"));
    Ok(Page::new(title, Samples(t)).lead(lead).shape(Shape::Page).into())
}

/// The description of the API (OpenAPI 3.1).
///
/// # Errors
/// None are expected.
pub fn openapi(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    Ok(Reply::Json(200, visit.house().openapi().to_owned()))
}
