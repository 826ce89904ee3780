//! Tables: how wide their columns are, and their rows. A row is never parted; the headings stand again on each page.

use std::rc::Rc;

use belfry_documents::chart::BarPart;
use krilla::tagging::{TableHeaderScope, Tag};

use crate::flow::{Atom, Body, MEASURE, Maker};
use crate::model::{Span, Table};
use crate::paragraph::{self, Ink, Line, Setting};
use crate::tags::Node;

/// Size and distance of lines in tables, and space around what is in a cell.
const SIZE: f32 = 8.75;
const LEADING: f32 = 12.0;
const PAD: (f32, f32) = (5.0, 3.5);
/// A column is never narrower.
const NARROWEST: f32 = 34.0;
/// Rows that stay with the headings.
const KEPT: usize = 2;

/// A row, ready to be drawn.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) cells: Vec<Cell>,
    pub(crate) height: f32,
    pub(crate) is_head: bool,
    /// The headings that stand above it when it begins a page.
    pub(crate) head: Option<Rc<Row>>,
}

/// A cell of it.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    pub(crate) x: f32,
    pub(crate) width: f32,
    pub(crate) lines: Vec<Line>,
    /// To the right.
    pub(crate) right: bool,
    pub(crate) shade: usize,
    /// Parts of a bar: class, from and to, top and height, in parts of one.
    pub(crate) bar: Vec<BarPart>,
    pub(crate) node: Option<Node>,
}

pub(crate) const PADDING: (f32, f32) = PAD;
pub(crate) const LINE: (f32, f32) = (SIZE, LEADING);

/// A column that is drawn and not read: which one, and for each row what it shows.
pub(crate) type Bars<'a> = (usize, f32, &'a dyn Fn(usize) -> Vec<BarPart>);

/// Sets a table with its caption.
pub(crate) fn set_with(maker: &mut Maker<'_>, made: &Table, bars: Option<Bars<'_>>, parent: Option<Node>) {
    let table = match parent {
        Some(parent) => maker.tags.under(parent, Tag::Table),
        None => maker.tags.under_root(Tag::Table),
    };
    if !made.caption.is_empty() {
        let caption = maker.tags.under(table, Tag::Caption);
        let how = Setting { bold: true, ..maker.setting(9.5, MEASURE) };
        let begin = maker.flow.atoms.len();
        maker.lines(&[Span::plain(made.caption.as_str())], how, 13.0, 0.0, 12.0, caption);
        maker.flow.atoms[begin..].iter_mut().for_each(|atom| atom.keep = true);
    }
    let widths = widths(maker, made, bars.as_ref().map_or(0.0, |bars| bars.1));
    let places = places(&widths, bars.as_ref().map(|(at, width, _)| (*at, *width)));
    let head_node = maker.tags.under(table, Tag::THead);
    let head = Rc::new(row(maker, made, &places, None, head_node, None));
    maker.push(Atom { above: 6.0, height: head.height, keep: true, body: Body::Row(head.clone()), notes: Vec::new() });
    let body = maker.tags.under(table, Tag::TBody);
    for at in 0..made.rows.len() {
        let drawn = bars.as_ref().map(|(column, _, parts)| (*column, parts(at)));
        let mut row = row(maker, made, &places, Some(at), body, drawn);
        row.head = Some(head.clone());
        let keep = at + 1 < KEPT.min(made.rows.len()) || at + 2 == made.rows.len();
        maker.push(Atom { above: 0.0, height: row.height, keep, body: Body::Row(Rc::new(row)), notes: Vec::new() });
    }
}

/// Sets a table by itself.
pub(crate) fn set(maker: &mut Maker<'_>, made: &Table) {
    set_with(maker, made, None, None);
}

/// Where each column begins and how wide it is; `None` in the place of the drawn one.
fn places(widths: &[f32], drawn: Option<(usize, f32)>) -> Vec<(Option<usize>, f32, f32)> {
    let mut x = 0.0;
    let mut places = Vec::new();
    for (at, width) in widths.iter().enumerate() {
        if let Some((_, wide)) = drawn.filter(|(column, _)| *column == at) {
            places.push((None, x, wide));
            x += wide;
        }
        places.push((Some(at), x, *width));
        x += width;
    }
    places
}

/// As wide as what is in them, within the measure: what is too much is taken from the widest.
fn widths(maker: &mut Maker<'_>, made: &Table, drawn: f32) -> Vec<f32> {
    let room = MEASURE - drawn;
    let columns = made.head.len().max(1);
    let mut natural = vec![NARROWEST; columns];
    let mut longest = vec![NARROWEST; columns];
    for (bold, row) in std::iter::once((true, made.head.iter().map(String::as_str).collect::<Vec<_>>()))
        .chain(made.rows.iter().map(|row| (false, row.iter().map(|cell| cell.text.as_str()).collect())))
    {
        for (at, text) in row.into_iter().enumerate().take(columns) {
            let style = crate::font::Style::of(bold, false);
            let text = maker.kind.showable(text);
            let wide = maker.kind.width(style, SIZE, &text) + 2.0 * PAD.0 + 0.5;
            natural[at] = natural[at].max(wide);
            for word in text.split([' ', '-', '/']) {
                let wide = maker.kind.width(style, SIZE, word) + 2.0 * PAD.0 + 0.5;
                longest[at] = longest[at].max(wide.min(room * 0.5));
            }
        }
    }
    let sum: f32 = natural.iter().sum();
    if sum <= room {
        // The headings of the rows take what is over.
        natural[0] += room - sum;
        return natural;
    }
    let least: f32 = longest.iter().sum();
    if least >= room {
        return longest.iter().map(|width| width * room / least).collect();
    }
    // What is narrow stays as it is; the others share what is left, each with room for its longest word.
    let mut widths = natural.clone();
    let mut wide: Vec<usize> = (0..columns).collect();
    loop {
        let taken: f32 = (0..columns).filter(|at| !wide.contains(at)).map(|at| widths[at]).sum();
        let share = (room - taken) / wide.len().max(1) as f32;
        let settled: Vec<usize> =
            wide.iter().copied().filter(|at| natural[*at] <= share || longest[*at] > share).collect();
        if settled.is_empty() || settled.len() == wide.len() {
            wide.iter().for_each(|at| widths[*at] = share.max(longest[*at]));
            break;
        }
        settled.iter().for_each(|at| widths[*at] = if natural[*at] <= share { natural[*at] } else { longest[*at] });
        wide.retain(|at| !settled.contains(at));
    }
    let sum: f32 = widths.iter().sum();
    widths.iter().map(|width| width * room / sum).collect()
}

fn row(
    maker: &mut Maker<'_>,
    made: &Table,
    places: &[(Option<usize>, f32, f32)],
    at: Option<usize>,
    parent: Node,
    drawn: Option<(usize, Vec<BarPart>)>,
) -> Row {
    let node = maker.tags.under(parent, Tag::TR);
    let mut cells = Vec::with_capacity(places.len());
    let mut tallest = 1;
    for (column, x, width) in places {
        let Some(column) = column else {
            let bar = drawn.as_ref().map(|(_, bar)| bar.clone()).unwrap_or_default();
            cells.push(Cell { x: *x, width: *width, lines: Vec::new(), right: false, shade: 0, bar, node: None });
            continue;
        };
        let cell = at.and_then(|at| made.rows.get(at)?.get(*column));
        let text = match at {
            None => made.head.get(*column).cloned().unwrap_or_default(),
            Some(_) => cell.map(|cell| cell.text.clone()).unwrap_or_default(),
        };
        let shade = cell.map_or(0, |cell| cell.shade);
        let ink = match () {
            () if shade >= 5 => Ink::White,
            () if at.is_none() => Ink::Soft,
            () => Ink::Text,
        };
        let how = Setting { ink, bold: at.is_none() || shade >= 5, ..maker.setting(SIZE, width - 2.0 * PAD.0) };
        let lines = paragraph::set(maker.kind, &[Span::plain(text)], how, &mut Vec::new());
        tallest = tallest.max(lines.len());
        let node = match at {
            None => maker.tags.under(node, Tag::TH(TableHeaderScope::Column)),
            Some(_) if *column == 0 => maker.tags.under(node, Tag::TH(TableHeaderScope::Row)),
            Some(_) => maker.tags.under(node, Tag::TD),
        };
        let right = made.numbers.contains(column);
        cells.push(Cell { x: *x, width: *width, lines, right, shade, bar: Vec::new(), node: Some(node) });
    }
    let height = tallest as f32 * LEADING + 2.0 * PAD.1;
    Row { cells, height, is_head: at.is_none(), head: None }
}
