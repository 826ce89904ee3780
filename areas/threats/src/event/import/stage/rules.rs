//! What an audience asks of everything that arrives for it: sharing rules, and how far its circle lets things be carried. Asked as
//! when somebody publishes by hand, under the grants of whoever imports.

use std::collections::HashMap;
use std::rc::Rc;

use belfry_identity::audience::audience;
use belfry_identity::{circle, on_behalf_of};
use belfry_kernel::{Grants, Label, Tlp};
use belfry_store::{Key, scope};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::super::known::Child;
use super::super::{ImportContext, ItemResult, Reach, Reason, What};
use super::{FRESH, Result, Stage};
use crate::access::Publish;
use crate::event::rulebook::Rulebook;
use crate::event::{State, reach};
use crate::import::terms::granted;

/// What one audience asks.
struct Demands {
    book: Rulebook,
    /// The circle's: nothing is carried farther.
    ceiling: Option<Tlp>,
}

/// What was asked in one import, kept for [`FRESH`].
#[derive(Default)]
pub(super) struct Asked {
    author: Option<Grants>,
    publisher: Option<bool>,
    demands: HashMap<Label, (Timestamp, Rc<Demands>)>,
}

impl Asked {
    /// What the audience of a label asks.
    fn of(&mut self, ctx: &ImportContext<'_>, label: &Label) -> Result<Rc<Demands>> {
        let now = ctx.clock.now();
        if let Some((at, demands)) = self.demands.get(label)
            && now.duration_since(*at) < FRESH
        {
            return Ok(demands.clone());
        }
        let author = self.author(ctx)?;
        let read = ctx.db.read(scope::key_of(ctx.db, &author, now)?)?;
        let reach = reach::of(label);
        let ceiling = match reach {
            Reach::Circle(id) => circle::by_id(&read, id)?.map(|circle| circle.fields.ceiling),
            Reach::Own | Reach::Community => None,
        };
        let reached = audience(&read, label, &author)?;
        let book = Rulebook::of(&read, ctx.organisation, reach, &reached)?;
        let demands = Rc::new(Demands { book, ceiling });
        self.demands.insert(label.clone(), (now, demands.clone()));
        Ok(demands)
    }

    /// The grants of whoever imports. For the machine's owner, and where the account is gone, every rule is asked.
    fn author(&mut self, ctx: &ImportContext<'_>) -> Result<Grants> {
        if let Some(author) = &self.author {
            return Ok(author.clone());
        }
        let who = match ctx.person {
            Some(person) => on_behalf_of(&ctx.db.read(Key::SYSTEM)?, person)?,
            None => None,
        };
        let grants = who.map_or_else(Grants::system, |who| who.grants);
        self.author = Some(grants.clone());
        Ok(grants)
    }

    /// Whether whoever imports may publish for the organisation; the machine's owner may.
    pub(super) fn may_publish(&mut self, ctx: &ImportContext<'_>) -> Result<bool> {
        if let Some(may) = self.publisher {
            return Ok(may);
        }
        let may = match ctx.person {
            Some(person) => on_behalf_of(&ctx.db.read(Key::SYSTEM)?, person)?
                .is_some_and(|who| granted::<Publish>(&who.actor(), ctx.organisation, person).is_some()),
            None => true,
        };
        self.publisher = Some(may);
        Ok(may)
    }
}

impl Stage<'_, '_> {
    /// The label of a part that may be here already: no wider than there, where nothing may become more open.
    pub(in super::super) fn no_wider(&self, kept: Option<Child>, label: Option<Label>) -> Result<Option<Label>> {
        let Some(own) = kept.and_then(|kept| kept.label).filter(|_| self.is_bound) else { return Ok(label) };
        let own = scope::label(&self.ctx.db.read(Key::SYSTEM)?, own)?;
        Ok(Some(label.map_or_else(|| own.clone(), |label| label.meet(&own))))
    }

    /// Asks what its audience asks of an event that others are to see; whether a sharing rule stands in its way. One that may be
    /// carried farther than its circle agreed stays at home. Nor does an update come in that makes the level of what others see more
    /// open, or takes it out of their sight, from whoever may not publish it.
    pub(in super::super) fn is_refused(&mut self) -> Result<bool> {
        self.rules.clear();
        let goes_home = self.arrival.reasons.contains(&Reason::KeptAsDraft);
        if self.is_bound && (goes_home || self.arrival.event.tlp > self.level) {
            self.arrival.reasons.retain(|reason| *reason != Reason::KeptAsDraft);
            self.arrival.reasons.push(Reason::Publisher);
            return Ok(true);
        }
        if self.arrival.event.state != State::Published {
            return Ok(false);
        }
        let demands = self.memory.asked.of(self.ctx, &self.arrival.label)?;
        let event = &self.arrival.event;
        if demands.ceiling.is_some_and(|ceiling| event.tlp > ceiling) {
            self.arrival.keep_back(self.ctx.organisation, Reason::Ceiling);
            return Ok(false);
        }
        let today = self.ctx.clock.now().to_zoned(TimeZone::UTC).date();
        self.rules = demands.book.broken(event.tlp, event.date.as_deref(), today);
        Ok(self.rules.iter().any(|broken| broken.refuses))
    }

    /// What there is to say of it.
    pub(in super::super) fn item(&self, what: What) -> ItemResult {
        let (uuid, title) = (self.arrival.event.uuid, self.title.clone());
        ItemResult {
            uuid,
            title,
            what,
            reasons: self.arrival.reasons.clone(),
            unfit: self.unfit,
            rules: self.rules.clone(),
        }
    }
}
