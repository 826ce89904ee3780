//! From atoms to pages. What has to stay together does; notes stand at the foot of the page that refers to them.

use std::rc::Rc;

use crate::flow::{Atom, Body, Heading, MEASURE, Maker, SMALL};
use crate::model::Span;
use crate::paragraph::{Ink, Line, Setting, set};
use crate::table::Row;

/// A sheet of A4, in points.
pub(crate) const SHEET: (f32, f32) = (595.28, 841.89);
/// Where what is set begins, and where it ends.
pub(crate) const LEFT: f32 = 82.0;
pub(crate) const TOP: f32 = 84.0;
pub(crate) const BOTTOM: f32 = 768.0;
/// Space between text and notes; the line between them stands in it.
pub(crate) const ABOVE_NOTES: f32 = 14.0;
/// Where the words of a note begin.
pub(crate) const NOTE_INDENT: f32 = 12.0;
/// Lines of the contents by level: distance, space above, indent, size.
pub(crate) const CONTENTS: [(f32, f32, f32, f32); 2] = [(17.0, 9.0, 0.0, 10.5), (15.0, 0.0, 14.0, 9.75)];
/// Room for the number of a page in the contents.
pub(crate) const NUMBER: f32 = 36.0;

/// What stands on a page, from its top.
#[derive(Default)]
pub(crate) struct Page {
    pub(crate) parts: Vec<(f32, Part)>,
    pub(crate) notes: Vec<usize>,
    pub(crate) notes_height: f32,
}

/// A part of a page.
pub(crate) enum Part {
    /// An atom by its number.
    Atom(usize),
    /// The headings of a table, once more.
    Again(Rc<Row>),
}

/// Notes in lines.
pub(crate) fn notes(maker: &mut Maker<'_>) -> Vec<Vec<Line>> {
    let notes = maker.flow.notes.clone();
    let how = Setting { ink: Ink::Soft, ..maker.setting(SMALL.0, MEASURE - NOTE_INDENT) };
    notes.iter().map(|note| set(maker.kind, &[Span::plain(note.as_str())], how, &mut Vec::new())).collect()
}

/// The height of a note.
pub(crate) fn note_height(lines: &[Line]) -> f32 {
    lines.len() as f32 * SMALL.1 + 2.0
}

/// Lays atoms out on pages.
pub(crate) fn pages(atoms: &[Atom], notes: &[Vec<Line>]) -> Vec<Page> {
    let mut pages = vec![Page::default()];
    let mut y = TOP;
    for (at, atom) in atoms.iter().enumerate() {
        let Some(page) = pages.last_mut() else { break };
        if matches!(atom.body, Body::Break) {
            if !page.parts.is_empty() {
                pages.push(Page::default());
                y = TOP;
            }
            continue;
        }
        let fresh = page.parts.is_empty();
        let (height, foot) = together(&atoms[at..], notes);
        let above = if fresh { 0.0 } else { atom.above };
        let extra = if page.notes.is_empty() && foot > 0.0 { ABOVE_NOTES } else { 0.0 };
        let end = BOTTOM - page.notes_height - foot - extra;
        let fits = y + above + height <= end;
        // What does not fit on a page of its own begins where it is.
        let hopeless = height > BOTTOM - TOP;
        let stays = fits || fresh || hopeless && y + above + atom.height <= end;
        if !stays {
            pages.push(Page::default());
            y = TOP;
        }
        let Some(page) = pages.last_mut() else { break };
        let fresh = page.parts.is_empty();
        if let (true, Body::Row(row)) = (fresh, &atom.body)
            && let Some(head) = &row.head
        {
            page.parts.push((y, Part::Again(head.clone())));
            y += head.height;
        }
        y += if fresh { 0.0 } else { atom.above };
        for note in &atom.notes {
            page.notes_height += note_height(&notes[*note]) + if page.notes.is_empty() { ABOVE_NOTES } else { 0.0 };
            page.notes.push(*note);
        }
        page.parts.push((y, Part::Atom(at)));
        y += atom.height;
    }
    pages
}

/// The height of what has to stay together, from its first on, and of its notes.
fn together(atoms: &[Atom], notes: &[Vec<Line>]) -> (f32, f32) {
    let (mut height, mut foot) = (0.0, 0.0);
    for (n, atom) in atoms.iter().enumerate() {
        if matches!(atom.body, Body::Break) {
            break;
        }
        height += atom.height + if n > 0 { atom.above } else { 0.0 };
        foot += atom.notes.iter().map(|note| note_height(&notes[*note])).sum::<f32>();
        if !atom.keep {
            break;
        }
    }
    (height, foot)
}

/// On which page, from 0, and how far down each heading stands.
pub(crate) fn headings(pages: &[Page], atoms: &[Atom]) -> Vec<(usize, f32)> {
    let mut all = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        for (y, part) in &page.parts {
            if let Part::Atom(at) = part
                && let Body::Line { heading: Some(heading), .. } = &atoms[*at].body
            {
                all.push((*heading, (number, *y)));
            }
        }
    }
    all.sort_by_key(|(heading, _)| *heading);
    all.into_iter().map(|(_, place)| place).collect()
}

/// A line of the contents.
pub(crate) struct Entry {
    pub(crate) heading: usize,
    pub(crate) level: usize,
    pub(crate) lines: Vec<Line>,
}

/// The contents by pages: those of the first two levels.
pub(crate) fn contents(maker: &mut Maker<'_>, headings: &[Heading], title_height: f32) -> Vec<Vec<(f32, Entry)>> {
    let mut pages: Vec<Vec<(f32, Entry)>> = Vec::new();
    let mut y = TOP + title_height;
    for (number, heading) in headings.iter().enumerate().filter(|(_, heading)| heading.level <= 2) {
        let level = usize::from(heading.level) - 1;
        let (leading, above, indent, size) = CONTENTS[level];
        let how = Setting { bold: level == 0, language: "", ..maker.setting(size, MEASURE - NUMBER - indent) };
        let lines = set(maker.kind, &[Span::plain(heading.text.as_str())], how, &mut Vec::new());
        let height = lines.len() as f32 * leading;
        if pages.is_empty() || y + above + height > BOTTOM {
            y = if pages.is_empty() { y } else { TOP };
            pages.push(Vec::new());
        }
        y += above;
        if let Some(page) = pages.last_mut() {
            page.push((y, Entry { heading: number, level, lines }));
        }
        y += height;
    }
    pages
}
