//! The page's deadlines along a line of time.

use belfry_documents::chart::{Chart, Deadline, Deadlines, Due};
use belfry_words::Words;
use jiff::{SignedDuration, Timestamp};

use super::line::Line;

const DAY: SignedDuration = SignedDuration::from_hours(24);
/// Fewer are seen at a glance without a drawing.
const FEWEST: usize = 3;

/// The drawing; none where the list alone says as much.
pub fn of<'l>(t: &Words, now: Timestamp, lines: impl Iterator<Item = &'l Line>) -> Option<Chart> {
    let items: Vec<Deadline> = lines
        .map(|line| Deadline {
            label: line.title.clone(),
            href: line.href.clone(),
            at: line.at,
            said: line.when.clone(),
            state: if line.is_late() { Due::Late } else { Due::Open },
        })
        .collect();
    if items.len() < FEWEST {
        return None;
    }
    let (first, last) = (items.first()?.at, items.last()?.at);
    let deadlines = Deadlines {
        title: t.s("desk-agenda-strip"),
        head: [t.s("desk-agenda-what"), t.s("desk-agenda-due"), t.s("desk-agenda-state")],
        now,
        from: first.min(now - DAY * 3).max(now - DAY * 60),
        to: last.max(now + DAY * 21).min(now + DAY * 180),
        items,
    };
    Some(deadlines.strip("agenda-strip", t))
}
