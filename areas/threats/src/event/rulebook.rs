//! Sharing rules over one audience, asked of every event that is to be seen by it: published by hand, changed, or brought in.
//!
//! They warn or stand in the way and never filter (decision 0010).

use belfry_identity::audience::Audience;
use belfry_identity::sharing::{Book, Broken, Publishing};
use belfry_kernel::{CircleId, OrganisationId, Tlp};
use belfry_store::{Read, Result};
use jiff::civil::Date;

use super::import::Reach;

/// What rules ask of an audience, read once.
#[derive(Clone, Debug)]
pub struct Rulebook {
    owner: OrganisationId,
    circle: Option<CircleId>,
    reached: Vec<OrganisationId>,
    beyond: bool,
    book: Book,
}

impl Rulebook {
    /// For what `owner` shares so, which reaches these. At most two queries; none for what stays at home, of which no rule speaks.
    pub fn of(read: &Read, owner: OrganisationId, reach: Reach, audience: &Audience) -> Result<Self> {
        let reached: Vec<OrganisationId> = audience.organisations.iter().map(|one| one.organisation).collect();
        let circle = if let Reach::Circle(circle) = reach { Some(circle) } else { None };
        let book = if reach == Reach::Own { Book::default() } else { Book::of(read, owner, circle, &reached)? };
        Ok(Self { owner, circle, reached, beyond: audience.beyond, book })
    }

    /// The rules that an event would break that is about this day, `2026-01-31`, and may be carried so far.
    pub fn broken(&self, tlp: Tlp, day: Option<&str>, today: Date) -> Vec<Broken> {
        self.book.broken(&Publishing {
            owner: self.owner,
            tlp,
            day: day.and_then(|day| day.parse().ok()),
            today,
            circle: self.circle,
            beyond: self.beyond,
            reached: &self.reached,
        })
    }
}
