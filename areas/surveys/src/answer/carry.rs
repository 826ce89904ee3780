//! Answers that travel in the page: nothing is kept between two pages. For trying a form, and for anonymous answers, of which there
//! must be no draft that belongs to anybody.

use askama::Template;
use belfry_forms::core::Answers;
use belfry_kernel::Problem;
use belfry_web::components::Step;
use belfry_words::Words;

use super::file;
use super::told::{self, Line};
use super::turn::{Desk, Go, Turn};

/// Where answering stands, with all answers in hand.
pub struct Carried {
    turn: Turn,
    refused: bool,
}

/// The words around a page.
pub struct Around {
    /// Where the page is sent.
    pub here: String,
    /// The token of the form; empty for strangers.
    pub csrf: String,
    /// What is promised to whoever answers: a title and its words.
    pub promise: (String, String),
    /// The button that hands the answers in.
    pub send: String,
    /// Other languages that can be changed to on the way: codes and names.
    pub languages: Vec<(&'static str, &'static str)>,
    /// The number under which the answers will be kept; empty where it is not drawn beforehand.
    pub ballot: String,
}

#[derive(Template)]
#[template(path = "answer/page.html")]
pub(super) struct PageBody<'a> {
    pub(super) t: &'a Words,
    pub(super) csrf: String,
    pub(super) here: String,
    pub(super) promise_title: String,
    pub(super) promise: String,
    pub(super) promise_open: bool,
    pub(super) steps: Vec<Step>,
    pub(super) page: String,
    pub(super) carried: String,
    pub(super) inside: String,
    pub(super) files: bool,
    pub(super) first: bool,
    pub(super) keep: String,
    pub(super) kept: String,
    pub(super) languages: Vec<(&'static str, &'static str)>,
}

#[derive(Template)]
#[template(path = "answer/review.html")]
pub(super) struct ReviewBody<'a> {
    pub(super) t: &'a Words,
    pub(super) csrf: String,
    pub(super) here: String,
    pub(super) promise_title: String,
    pub(super) promise: String,
    pub(super) promise_open: bool,
    pub(super) steps: Vec<Step>,
    pub(super) lines: Vec<Line>,
    pub(super) wrong: usize,
    pub(super) page: String,
    pub(super) carried: String,
    pub(super) post: String,
    pub(super) send: String,
    pub(super) signed: String,
    pub(super) signed_why: String,
    pub(super) waits: String,
    pub(super) languages: Vec<(&'static str, &'static str)>,
    pub(super) ballot: String,
}

/// Answers as a page carries them.
fn packed(answers: &Answers) -> Result<String, Problem> {
    serde_json::to_string(answers).map_err(|error| Problem::Internal(error.to_string()))
}

/// Answers as a page brought them; none where it brought something else.
#[must_use]
pub fn unpacked(text: &str) -> Answers {
    serde_json::from_str(text).unwrap_or_default()
}

impl Carried {
    /// The first page.
    ///
    /// # Errors
    /// As [`Desk::sheet`].
    pub fn begin(desk: Desk<'_>) -> Result<Self, Problem> {
        let answers = Answers::default();
        let page = desk.at_or_behind(&desk.sheet(&answers)?, 0);
        let turn = Turn { answers, page, errors: Default::default(), typed: Default::default(), again: true };
        Ok(Self { turn, refused: false })
    }

    /// The page after one that was sent.
    ///
    /// # Errors
    /// As [`Desk::turn`].
    pub fn turn(
        desk: Desk<'_>,
        answers: &Answers,
        page: usize,
        sent: &[(String, String)],
        go: Go,
    ) -> Result<Self, Problem> {
        let turn = desk.turn(answers, page.min(desk.form.pages().len()), sent, go)?;
        let refused = turn.again && !turn.errors.is_empty();
        Ok(Self { turn, refused })
    }

    /// Whether something on the page has to be changed.
    #[must_use]
    pub fn refused(&self) -> bool {
        self.refused
    }

    /// The body of the page.
    ///
    /// # Errors
    /// As [`Desk::inside`].
    pub fn drawn(&self, desk: Desk<'_>, words: &Around) -> Result<String, Problem> {
        let carried = packed(&self.turn.answers)?;
        // Steps lead nowhere: the answers would be lost on the way.
        let steps = desk.steps(&self.turn.answers, self.turn.page, |_| String::new())?;
        let (promise_title, promise) = words.promise.clone();
        let first = self.turn.page == desk.at_or_behind(&desk.sheet(&Answers::default())?, 0);
        let drawn = if self.turn.page >= desk.form.pages().len() {
            let sheet = desk.sheet(&self.turn.answers)?;
            let lines = told::lines(desk, &sheet, &self.turn.answers);
            ReviewBody {
                t: desk.t,
                csrf: words.csrf.clone(),
                here: String::new(),
                promise_title,
                promise,
                promise_open: true,
                steps,
                wrong: lines.iter().filter(|line| !line.error.is_empty()).count(),
                lines,
                page: self.turn.page.to_string(),
                carried,
                post: words.here.clone(),
                send: words.send.clone(),
                signed: String::new(),
                signed_why: String::new(),
                waits: String::new(),
                languages: words.languages.clone(),
                ballot: words.ballot.clone(),
            }
            .render()
        } else {
            PageBody {
                t: desk.t,
                csrf: words.csrf.clone(),
                here: words.here.clone(),
                promise_title,
                promise,
                promise_open: first,
                steps,
                page: self.turn.page.to_string(),
                carried,
                inside: desk.inside(&self.turn)?,
                files: file::asks(desk.form, self.turn.page),
                first,
                keep: String::new(),
                kept: String::new(),
                languages: words.languages.clone(),
            }
            .render()
        };
        drawn.map_err(|error| Problem::Internal(error.to_string()))
    }
}
