//! What a header says: level, audience, state, and what is odd about it.

use belfry_kernel::{Clause, Label, OrganisationId, Tlp};
use belfry_misp::{Distribution, Event as Header};

use super::{ImportContext, Reach, Reason};
use crate::event::{Event, Origin, State};
use crate::tag::{self, Tag};

/// Characters of the longest title that is kept whole: a page of fifty of them is some 200 KiB. MISP takes 65,535 bytes.
const TITLE: usize = 1_000;

/// A new event as it arrives.
pub(super) struct Arrival {
    pub(super) event: Event,
    /// Who sees it at once.
    pub(super) label: Label,
    pub(super) reasons: Vec<Reason>,
}

impl Arrival {
    /// The title that lists show: there is one, and it is not longer than lists can bear.
    pub(super) fn title(&mut self, info: &str) -> String {
        if info.trim().is_empty() {
            self.reasons.push(Reason::Untitled);
            return self.event.uuid.to_string();
        }
        match info.char_indices().nth(TITLE) {
            Some((end, _)) => {
                self.reasons.push(Reason::TitleCut);
                format!("{}…", &info[..end])
            }
            None => info.to_owned(),
        }
    }

    /// Keeps it with its own organisation, as a draft that remembers whom it was meant for. What was recalled stays recalled.
    pub(super) fn keep_back(&mut self, owner: OrganisationId, reason: Reason) {
        self.reasons.push(reason);
        self.label = Reach::Own.label(self.event.tlp, owner);
        if self.event.state != State::Recalled {
            self.event.state = State::Draft;
        }
    }
}

/// The level that tags or the caller state.
pub(super) fn level(ctx: &ImportContext<'_>, header: &Header, reasons: &mut Vec<Reason>) -> Option<Tlp> {
    match tag::tlp(header.tags.iter().map(|tag| tag.name.as_str())) {
        Some((level, unknown)) => {
            if unknown {
                reasons.push(Reason::TlpUnknown);
            }
            Some(level)
        }
        None => ctx.tlp,
    }
}

/// Decides how a new event arrives.
pub(super) fn arrive(ctx: &ImportContext<'_>, header: &Header) -> Arrival {
    let mut reasons = Vec::new();
    let tlp = level(ctx, header, &mut reasons).unwrap_or(Tlp::NotStated);
    if tlp == Tlp::NotStated {
        reasons.push(Reason::TlpNotStated);
    }
    let narrow = header.distribution == Some(Distribution::Organisation);
    let reach = if narrow { Reach::Own } else { ctx.reach };
    let wanted = reach.label(tlp, ctx.organisation);
    let own = Reach::Own.label(tlp, ctx.organisation);
    let state = if ctx.reach == Reach::Own {
        State::Draft
    } else if !wanted.conflicts().is_empty() {
        reasons.push(Reason::TlpConflict);
        State::Draft
    } else if narrow || !header.published {
        reasons.push(Reason::KeptAsDraft);
        State::Draft
    } else {
        State::Published
    };
    let label = if state == State::Published { wanted.clone() } else { own };
    let mut event = blank(ctx, header);
    event.state = state;
    event.tlp = tlp;
    event.reach = Some(wanted);
    Arrival { event, label, reasons }
}

/// The columns of a header that do not depend on who imports it.
fn blank(ctx: &ImportContext<'_>, header: &Header) -> Event {
    let creator = header.orgc.as_ref().or(header.org.as_ref());
    Event {
        id: ctx.ids.next(),
        uuid: header.uuid,
        creator: creator.map(|org| org.name.clone()).unwrap_or_default(),
        creator_uuid: creator.and_then(|org| org.uuid),
        date: header.date.map(|date| date.to_string()),
        threat_level: header.threat_level.and_then(|level| level.code().try_into().ok()),
        analysis: header.analysis.and_then(|step| step.code().try_into().ok()),
        timestamp: header.timestamp.unwrap_or_default(),
        publish_timestamp: header.publish_timestamp,
        state: State::Draft,
        distribution: header.distribution.and_then(|d| d.code().try_into().ok()),
        reach: None,
        tlp: Tlp::NotStated,
        extends: header.extends_uuid,
        version: 1,
        attributes: 0,
        objects: 0,
        origin: Origin::Misp,
        extra: super::children::header_extra(header),
    }
}

/// A header that is here already, with what a newer version says. Its state and audience stay, unless its level changed and
/// forbids them now, or it is for its organisation only now, or not published any more: then it goes back there. What its own
/// people published, by hand, is not taken back by a file: it may only repeat what the event came with before, or what it is
/// called outside, where a circle is its organisation only.
pub(super) fn renew(ctx: &ImportContext<'_>, header: &Header, kept: &Event, label: &Label, by_hand: bool) -> Arrival {
    let mut reasons = Vec::new();
    let tlp = level(ctx, header, &mut reasons).unwrap_or(kept.tlp);
    let mut event = blank(ctx, header);
    event.id = kept.id;
    event.state = kept.state;
    event.tlp = tlp;
    event.reach = kept.reach.as_ref().map(|reach| reach.with_tlp(tlp));
    event.origin = kept.origin;
    event.version = kept.version + 1;
    let mut arrival = Arrival { event, label: label.with_tlp(tlp), reasons };
    if !arrival.label.conflicts().is_empty() {
        arrival.keep_back(ctx.organisation, Reason::TlpConflict);
    } else if (header.distribution == Some(Distribution::Organisation) || !header.published)
        && kept.state == State::Published
    {
        if by_hand {
            arrival.reasons.push(Reason::StaysPublished);
        } else {
            arrival.keep_back(ctx.organisation, Reason::KeptAsDraft);
        }
    }
    arrival
}

/// The own label of a child, if it is narrower than its event: by its distribution, or by a stricter level of its own.
pub(super) fn child_label(
    owner: OrganisationId,
    event: Tlp,
    tags: &[belfry_misp::Tag],
    distribution: Option<Distribution>,
) -> Option<Label> {
    let by_distribution = match distribution {
        Some(Distribution::Organisation | Distribution::SharingGroup) => Some(Clause::Organisation(owner)),
        Some(Distribution::Community) => Some(Clause::Community),
        Some(Distribution::Connected) => Some(Clause::Connected),
        Some(Distribution::All | Distribution::Inherit) | None => None,
    };
    let by_level = stricter(owner, event, tags.iter().map(|tag| tag.name.as_str()));
    let tlp = by_level.as_ref().map_or(event, |label| label.tlp);
    by_distribution.map(|clause| Label::new(tlp, clause)).into_iter().chain(by_level).reduce(|a, b| a.meet(&b))
}

/// The label of a part whose tags say a stricter level than its event's: as far as that level may go on its own. RED, of which
/// nothing names the recipients, stays at home.
pub(in crate::event) fn stricter<'t>(
    owner: OrganisationId,
    event: Tlp,
    tags: impl Iterator<Item = &'t str>,
) -> Option<Label> {
    let own = tag::tlp(tags).map(|(level, _)| level).filter(|own| *own < event)?;
    let clause = match own {
        Tlp::Red => Clause::Organisation(owner),
        Tlp::AmberStrict | Tlp::Amber | Tlp::NotStated => Clause::Community,
        Tlp::Green => Clause::Connected,
        Tlp::Clear => Clause::Everyone,
    };
    Some(Label::new(own, clause))
}

/// Whether a file's tag stays with whoever brings it in.
pub(super) fn is_local(one: &belfry_misp::Tag) -> bool {
    tag::stays(&one.name, one.local == Some(true))
}

/// A file's tags as ours. One without a name says nothing.
pub(super) fn tags(tags: &[belfry_misp::Tag]) -> Vec<Tag> {
    tags.iter()
        .filter(|tag| !tag.name.trim().is_empty())
        .map(|one| Tag { name: one.name.clone(), colour: one.colour.clone(), local: is_local(one) })
        .collect()
}
