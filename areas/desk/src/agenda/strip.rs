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
    let first = items.first()?.at;
    // What lies beyond is in the list; the line of time ends with the last that it can show.
    let last = items.iter().map(|item| item.at).rfind(|at| *at <= now + DAY * 180).unwrap_or(now);
    let deadlines = Deadlines {
        title: t.s("desk-agenda-strip"),
        head: [t.s("desk-agenda-what"), t.s("desk-agenda-due"), t.s("desk-agenda-state")],
        now,
        from: first.min(now - DAY * 3).max(now - DAY * 60),
        to: (last + DAY * 2).max(now + DAY * 21),
        items,
    };
    Some(deadlines.strip("agenda-strip", t))
}
