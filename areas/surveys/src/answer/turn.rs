//! One turn of answering: what came back from a page, and which page is next. The same whether answers are kept between pages or
//! travel in the page itself. Without any script; the server decides what is asked.

use std::collections::BTreeMap;

use askama::Template;
use belfry_forms::core::evaluate::TooMuch;
use belfry_forms::core::form::Kind;
use belfry_forms::core::publish::Asked;
use belfry_forms::core::{Answers, Language, Published, Reading, Sheet};
use belfry_forms::render::{self, Files, Showing, take, words_for};
use belfry_identity::organisation::directory;
use belfry_kernel::Problem;
use belfry_web::components::{Choice, State, Step};
use belfry_web::form::Errors;
use belfry_words::Words;
use jiff::civil::DateTime;

/// Which button was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Go {
    /// On, if nothing is wrong.
    Next,
    /// Back; what is wrong may wait.
    Back,
    /// Not yet on: what was typed is kept.
    Stay,
}

impl Go {
    /// The button of a form.
    #[must_use]
    pub fn of(text: &str) -> Self {
        match text {
            "back" => Self::Back,
            "save" => Self::Stay,
            _ => Self::Next,
        }
    }
}

/// Where answering stands after a turn.
pub struct Turn {
    /// All answers, those of the page as they came.
    pub answers: Answers,
    /// The page to show; the number of pages for the last look over everything.
    pub page: usize,
    /// What is wrong, where the same page is shown again.
    pub errors: Errors,
    /// What was typed and could not be read.
    pub typed: BTreeMap<String, String>,
    /// Whether the page that was sent is to be shown again.
    pub again: bool,
}

impl Turn {
    /// Shows the page that was sent again, since something that came with it cannot be taken.
    pub fn refuse(&mut self, page: usize, wrong: &[(String, String)]) {
        if wrong.is_empty() {
            return;
        }
        (self.page, self.again) = (page, true);
        let others = std::mem::take(&mut self.errors);
        wrong.iter().for_each(|(field, words)| self.errors.add(field, words.as_str()));
        for other in others.list().iter().filter(|other| !wrong.iter().any(|(field, _)| *field == other.field)) {
            self.errors.add(&other.field, other.message.as_str());
        }
    }
}

/// Who answers, in what.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    /// The form.
    pub form: &'a Published,
    /// The reader's words.
    pub t: &'a Words,
    /// The language of the questions.
    pub language: &'a Language,
    /// The day and time there.
    pub now: DateTime,
    /// Whether this is the demonstration, which has lands of its own.
    pub demo: bool,
    /// Organisations, as choices.
    pub organisations: &'a [Choice],
    /// Files of the answers.
    pub files: Files<'a>,
}

impl<'a> Desk<'a> {
    /// The answers, settled.
    ///
    /// # Errors
    /// [`Problem::BadRequest`] where they ask for too much computation.
    pub fn sheet(self, answers: &Answers) -> Result<Sheet<'a>, Problem> {
        let reading = Reading { now: self.now, language: self.language };
        Sheet::settle(self.form, answers, reading).map_err(too_much)
    }

    fn known(self, kind: &Kind) -> Vec<Choice> {
        match kind {
            Kind::Organisation => self.organisations.to_vec(),
            Kind::Sector => sectors(self.t),
            Kind::Country => render::countries(self.t, self.demo),
            Kind::Region => render::regions(self.demo),
            _ => Vec::new(),
        }
    }

    /// What a code of the registers stands for.
    pub(super) fn named(self, kind: &Kind, code: &str) -> Option<String> {
        match kind {
            Kind::Country => Some(self.t.named("country", code)),
            Kind::Region => Some(self.t.named("region", code)),
            Kind::Sector => Some(self.t.named("sector", code)),
            Kind::Organisation => self.organisations.iter().find(|one| one.value == code).map(|one| one.label.clone()),
            _ => None,
        }
    }

    /// Whether a page asks or tells anything.
    fn is_empty(self, sheet: &Sheet<'_>, page: usize) -> bool {
        let (errors, typed) = (Errors::default(), BTreeMap::new());
        let known = |kind: &Kind| self.known(kind);
        Showing { sheet, words: self.t, errors: &errors, typed: &typed, known: &known, files: self.files }
            .is_empty(page)
    }

    /// The first page at or behind this one that asks anything; the number of pages where there is none.
    pub fn at_or_behind(self, sheet: &Sheet<'_>, page: usize) -> usize {
        let pages = self.form.pages().len();
        (page..pages).find(|page| !self.is_empty(sheet, *page)).unwrap_or(pages)
    }

    fn before(self, sheet: &Sheet<'_>, page: usize) -> usize {
        (0..page).rev().find(|page| !self.is_empty(sheet, *page)).unwrap_or(0)
    }

    /// Takes what was sent from a page.
    ///
    /// # Errors
    /// [`Problem::BadRequest`] where it asks for too much computation.
    pub fn turn(self, answers: &Answers, page: usize, sent: &[(String, String)], go: Go) -> Result<Turn, Problem> {
        let sheet = self.sheet(answers)?;
        let taken = take(&sheet, page, answers, sent).map_err(too_much)?;
        let after = self.sheet(&taken.answers)?;
        let mut turn =
            Turn { answers: taken.answers, page, errors: Errors::default(), typed: taken.typed, again: true };
        for (place, reason) in &taken.unreadable {
            turn.errors.add(&render::field(place), words_for(&after, self.t, place, *reason));
        }
        match go {
            // A button of the page itself, or something that is asked only now.
            _ if taken.changed_entries => turn.errors = Errors::default(),
            Go::Next if taken.more && turn.errors.is_empty() => {}
            Go::Stay => {}
            Go::Back => (turn.page, turn.again) = (self.before(&after, page), false),
            Go::Next => {
                for error in render::errors(&after, self.t, page, &turn.answers).list() {
                    if turn.errors.of(&error.field).is_empty() {
                        turn.errors.add(&error.field, error.message.clone());
                    }
                }
                if turn.errors.is_empty() {
                    (turn.page, turn.again) = (self.at_or_behind(&after, page + 1), false);
                }
            }
        }
        Ok(turn)
    }

    /// The inside of a page.
    ///
    /// # Errors
    /// As [`Self::sheet`]; [`Problem::Internal`] where it cannot be drawn.
    pub fn inside(self, turn: &Turn) -> Result<String, Problem> {
        let sheet = self.sheet(&turn.answers)?;
        let known = |kind: &Kind| self.known(kind);
        let (errors, typed) = (&turn.errors, &turn.typed);
        let showing = Showing { sheet: &sheet, words: self.t, errors, typed, known: &known, files: self.files };
        showing.page(turn.page).render().map_err(|error| Problem::Internal(error.to_string()))
    }

    /// The pages as steps; `href` says where each is.
    pub fn steps(self, answers: &Answers, page: usize, href: impl Fn(usize) -> String) -> Result<Vec<Step>, Problem> {
        let sheet = self.sheet(answers)?;
        let pages = self.form.pages().len();
        if pages < 2 {
            return Ok(Vec::new());
        }
        let state = |at: usize| match at.cmp(&page) {
            std::cmp::Ordering::Less => State::Done,
            std::cmp::Ordering::Equal => State::Now,
            std::cmp::Ordering::Greater => State::Due,
        };
        let step = |at: usize| Step { label: self.page_title(&sheet, at), href: href(at), state: state(at) };
        let asked = (0..pages).filter(|at| *at == page || !self.is_empty(&sheet, *at));
        let mut steps: Vec<Step> = asked.map(step).collect();
        steps.push(Step { label: self.t.s("surveys-answer-review"), href: href(pages), state: state(pages) });
        Ok(steps)
    }

    /// What a page is called: by its heading, or its number.
    fn page_title(self, sheet: &Sheet<'_>, page: usize) -> String {
        let first = self.form.pages().get(page).and_then(|slots| slots.first());
        let heading = first.map(|slot| &self.form.slots()[*slot]).filter(|slot| matches!(slot.asked, Asked::Group(_)));
        let said = heading.map(|slot| sheet.say(slot.label(), belfry_forms::core::At::TOP)).unwrap_or_default();
        if said.is_empty() { self.t.n("surveys-answer-page", page + 1) } else { said }
    }
}

fn too_much(_: TooMuch) -> Problem {
    Problem::BadRequest("these answers ask for too much computation".into())
}

/// The sectors of the community's register.
pub fn sectors(t: &Words) -> Vec<Choice> {
    directory::SECTORS.iter().map(|code| Choice::new(*code, t.named("sector", code), "")).collect()
}
