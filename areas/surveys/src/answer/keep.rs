//! Keeping while somebody types: the same as pressing "save", without a new page. Never for anonymous answers.

use askama::Template;
use belfry_kernel::Problem;
use belfry_web::{Reply, Visit};

use super::turn::Go;
use super::{Paper, Shut, draft};
use crate::access::Answer;
use crate::campaign::Mode;

#[derive(Template)]
#[template(source = "{{ words }}", ext = "html")]
struct Said {
    words: String,
}

/// Keeps it, and says when.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn act(visit: &mut Visit<Answer>) -> Result<Reply, Problem> {
    let t = visit.t();
    let paper = match Paper::of(visit, false) {
        Ok(paper) if paper.campaign.plan.mode != Mode::Anonymous => paper,
        Ok(_) => return Err(Problem::NotFound),
        Err(Shut::To(_)) => return Ok(Reply::Fragment(Box::new(Said { words: t.s("surveys-answer-not-open") }))),
        Err(Shut::Problem(problem)) => return Err(problem),
    };
    let kept = draft::taken(visit, &paper, Go::Stay, true)?;
    let words = match kept {
        Some(_) => t.a("surveys-answer-kept", [("when", t.date_time(visit.now()).into())]),
        None => t.s("surveys-answer-signed-meanwhile"),
    };
    Ok(Reply::Fragment(Box::new(Said { words })))
}
