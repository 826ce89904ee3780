//! A step's form: which one it is, its pages as they are filled, and what came back from one.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use belfry_forms::core::evaluate::TooMuch;
use belfry_forms::core::form::Kind;
use belfry_forms::core::{Answers, Language, Published, Reading, Sheet};
use belfry_forms::render::{self, Files, Showing, take, words_for};
use belfry_forms::store as forms;
use belfry_kernel::{OrganisationId, Problem, SubjectId};
use belfry_store::{Db, Key, Read, Result as Stored, args};
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_words::Words;
use jiff::civil::DateTime;

use super::store;
use crate::incident::fields;
use crate::regime::{self, Regime};

/// The form of a step: the authority's own in its newest version, else the one built in.
///
/// # Errors
/// [`Problem::NotFound`] for a step that the law does not know, and those of the database.
pub fn form(db: &Db, authority: OrganisationId, regime: &Regime, step: &str) -> Result<Arc<Published>, Problem> {
    let built_in = regime.form(step).ok_or(Problem::NotFound)?;
    // Who has to fill it in need not know the form's own record.
    let read = db.read(Key::SYSTEM)?;
    let Some(own) = store::own_form(&read, authority, &regime.name, step)? else { return Ok(built_in.clone()) };
    let newest = read.maybe(
        "select number from forms_versions where form_id = $1 order by number desc limit 1",
        args![own],
        |row| row.get::<i64>(0),
    )?;
    let own = match newest {
        Some(number) => forms::published(&read, own, number)?,
        None => None,
    };
    Ok(own.unwrap_or_else(|| built_in.clone()))
}

/// The form that was answered, by the hash of its definition; none where it is not there any more. With the program's own key.
///
/// # Errors
/// Those of the database.
pub fn by_hash(read: &Read, hash: &str) -> Stored<Option<Arc<Published>>> {
    let built_in = regime::all().into_iter().flat_map(|regime| regime.forms.values());
    if let Some(form) = built_in.into_iter().find(|form| form.hash().as_str() == hash) {
        return Ok(Some(form.clone()));
    }
    let place = read.maybe(
        "select form_id, number from forms_versions where hash = $1 order by form_id limit 1",
        args![hash],
        |row| Ok((row.get::<SubjectId>(0)?, row.get::<i64>(1)?)),
    )?;
    match place {
        Some((form, number)) => forms::published(read, form, number),
        None => Ok(None),
    }
}

/// What was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Go {
    /// On, if nothing is wrong.
    Next,
    /// Back; what is wrong may wait.
    Back,
    /// Not yet: what was typed is kept.
    Stay,
    /// Send it, if nothing is wrong anywhere.
    Send,
}

impl Go {
    /// The button of a form.
    #[must_use]
    pub fn of(text: &str) -> Self {
        match text {
            "back" => Self::Back,
            "save" => Self::Stay,
            "send" => Self::Send,
            _ => Self::Next,
        }
    }
}

/// Where filling in stands.
#[derive(Default)]
pub struct Turn {
    /// All answers, those of the page as they came.
    pub answers: Answers,
    /// The page to show.
    pub page: usize,
    /// What is wrong on it.
    pub errors: Errors,
    /// What was typed and could not be read.
    pub typed: BTreeMap<String, String>,
    /// Whether nothing is wrong anywhere, and it is to be sent.
    pub send: bool,
    /// Whether it was to go on, and an answer asks for something that was not on the page before.
    pub more: bool,
}

/// A form that somebody fills in.
#[derive(Clone, Copy)]
pub struct Paper<'a> {
    /// The form.
    pub form: &'a Published,
    /// The reader's words.
    pub t: &'a Words,
    /// The language of the questions.
    pub language: &'a Language,
    /// Day and time where the incident is.
    pub now: DateTime,
}

impl<'a> Paper<'a> {
    /// The answers, settled.
    ///
    /// # Errors
    /// [`Problem::BadRequest`] where they ask for too much computation.
    pub fn sheet(self, answers: &Answers) -> Result<Sheet<'a>, Problem> {
        Sheet::settle(self.form, answers, Reading { now: self.now, language: self.language }).map_err(too_much)
    }

    /// How many pages it has.
    #[must_use]
    pub fn pages(self) -> usize {
        self.form.pages().len()
    }

    fn known(self, kind: &Kind) -> Vec<Choice> {
        if matches!(kind, Kind::Sector) { fields::sectors(self.t, "") } else { Vec::new() }
    }

    fn shows(self, sheet: &Sheet<'_>, page: usize) -> bool {
        let (errors, typed) = (Errors::default(), BTreeMap::new());
        let known = |kind: &Kind| self.known(kind);
        !Showing { sheet, words: self.t, errors: &errors, typed: &typed, known: &known, files: Files::default() }
            .is_empty(page)
    }

    /// Whether a page is the last that asks anything.
    ///
    /// # Errors
    /// As [`Self::sheet`].
    pub fn is_last(self, answers: &Answers, page: usize) -> Result<bool, Problem> {
        let sheet = self.sheet(answers)?;
        Ok(!(page + 1..self.pages()).any(|page| self.shows(&sheet, page)))
    }

    /// Takes what was sent from a page.
    ///
    /// # Errors
    /// As [`Self::sheet`].
    pub fn turn(self, answers: &Answers, page: usize, sent: &[(String, String)], go: Go) -> Result<Turn, Problem> {
        let sheet = self.sheet(answers)?;
        let taken = take(&sheet, page, answers, sent).map_err(too_much)?;
        let after = self.sheet(&taken.answers)?;
        let mut turn = Turn { answers: taken.answers, page, typed: taken.typed, ..Turn::default() };
        for (place, reason) in &taken.unreadable {
            turn.errors.add(&render::field(place), words_for(&after, self.t, place, *reason));
        }
        if taken.changed_entries {
            turn.errors = Errors::default();
            return Ok(turn);
        }
        match go {
            Go::Next | Go::Send if taken.more && turn.errors.is_empty() => turn.more = true,
            Go::Stay => {}
            Go::Back => {
                turn.errors = Errors::default();
                turn.page = (0..page).rev().find(|page| self.shows(&after, *page)).unwrap_or(0);
            }
            Go::Next => {
                self.complain(&after, page, &mut turn);
                if turn.errors.is_empty() {
                    turn.page = (page + 1..self.pages()).find(|page| self.shows(&after, *page)).unwrap_or(page);
                }
            }
            Go::Send => {
                // The first page on which something is wrong is shown.
                for at in 0..self.pages() {
                    self.complain(&after, at, &mut turn);
                    if !turn.errors.is_empty() {
                        turn.page = at;
                        return Ok(turn);
                    }
                }
                turn.send = true;
            }
        }
        Ok(turn)
    }

    fn complain(self, sheet: &Sheet<'_>, page: usize, turn: &mut Turn) {
        for error in render::errors(sheet, self.t, page, &turn.answers).list() {
            if turn.errors.of(&error.field).is_empty() {
                turn.errors.add(&error.field, error.message.clone());
            }
        }
    }

    /// The inside of a page.
    ///
    /// # Errors
    /// As [`Self::sheet`]; [`Problem::Internal`] where it cannot be drawn.
    pub fn inside(self, turn: &Turn) -> Result<String, Problem> {
        let sheet = self.sheet(&turn.answers)?;
        let known = |kind: &Kind| self.known(kind);
        let showing = Showing {
            sheet: &sheet,
            words: self.t,
            errors: &turn.errors,
            typed: &turn.typed,
            known: &known,
            files: Files::default(),
        };
        showing.page(turn.page).render().map_err(|error| Problem::Internal(error.to_string()))
    }
}

fn too_much(_: TooMuch) -> Problem {
    Problem::BadRequest("these answers ask for too much computation".into())
}
