//! Coding: what was written into open questions is read by whoever asked and given codes of a book of his own. The codes are told like
//! any answers, under the same control; the words themselves never leave him.
//!
//! | module | holds |
//! |---|---|
//! | [`list`] | the open questions of a survey that is over, and how far each is coded |
//! | [`code`] | giving codes, some answers at a time |
//! | [`book`] | the codes of a question |
//! | [`store`] | the SQL |

pub mod book;
pub mod code;
pub mod list;
pub mod store;

use std::sync::Arc;

use belfry_forms::core::form::Kind;
use belfry_forms::core::publish::Slot;
use belfry_forms::core::{Language, Published};
use belfry_kernel::{Action, Allowed, Problem};
use belfry_store::Key;
use belfry_store::subject::Subject;
use belfry_web::Visit;

use crate::campaign::store::Campaign;
use crate::campaign::{CAMPAIGN, State, url};
use crate::form;

/// A survey that is over, with its form, for whoever asked.
pub(crate) struct Over<A> {
    subject: Allowed<A, Subject>,
    campaign: Campaign,
    form: Arc<Published>,
    language: Language,
}

impl<A: Action> Over<A> {
    /// Loads it for a visit.
    fn of(visit: &Visit<A>) -> Result<Self, Problem> {
        let read = visit.read()?;
        let subject = visit.load(&read, CAMPAIGN, visit.path("uuid")?)?;
        let campaign = crate::campaign::store::of(&read, subject.id)?.ok_or(Problem::NotFound)?;
        drop(read);
        visit.close();
        if !matches!(campaign.state, State::Closed | State::Told) {
            return Err(Problem::NotFound);
        }
        let form = crate::campaign::store::form(&visit.house().db.read(Key::SYSTEM)?, &campaign.plan)?;
        let form = form.ok_or_else(|| Problem::Internal("a survey without its form".into()))?;
        Ok(Self { subject, campaign, form, language: form::language(&visit.t()) })
    }

    /// The questions that are answered in one's own words.
    fn open(&self) -> impl Iterator<Item = &Slot> {
        self.form.slots().iter().filter(|slot| is_open(slot))
    }

    /// The one in the address.
    fn asked(&self, name: &str) -> Result<&Slot, Problem> {
        self.open().find(|slot| slot.name.as_str() == name).ok_or(Problem::NotFound)
    }

    fn said(&self, slot: &Slot) -> String {
        slot.label().said(&self.language, &self.form.form().languages).to_owned()
    }

    fn here(&self) -> String {
        format!("{}/coding", url(&self.subject))
    }
}

/// Whether a question is answered in one's own words, once.
pub(crate) fn is_open(slot: &Slot) -> bool {
    let texts = slot.question().is_some_and(|question| matches!(question.kind, Kind::Text | Kind::LongText));
    texts && slot.scope.is_empty() && slot.is_shown()
}
