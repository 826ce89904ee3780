//! Charts: the same marks as on a page of the site, in points.

use std::rc::Rc;

use belfry_documents::chart::{Form, Plot};
use krilla::tagging::Tag;

use crate::flow::{Atom, Body, MEASURE, Maker, SMALL};
use crate::model::{Cell, Span, Table};
use crate::paragraph::{Ink, Setting};
use crate::table;

/// Heights of pictures.
const TALL: f32 = 150.0;
const RADAR: f32 = 190.0;
/// How wide bars are beside their words.
const BARS: f32 = 150.0;

/// Sets a chart: what it is about, its picture or its bars, its table.
pub(crate) fn set(maker: &mut Maker<'_>, plot: &Plot) {
    let t = maker.words;
    let summary = plot.summary(t);
    let mut made = Table {
        head: std::iter::once(plot.of.clone()).chain(plot.series.iter().map(|one| one.label.clone())).collect(),
        numbers: (1..=plot.series.len()).collect(),
        ..Table::default()
    };
    for at in 0..plot.categories.len() {
        let cell = |one: &belfry_documents::chart::Values| Cell {
            text: one.said.get(at).cloned().unwrap_or_default(),
            shade: plot.shade(one.values.get(at).copied().flatten()).min(5),
        };
        let row = std::iter::once(plot.row_label(at, t).into()).chain(plot.series.iter().map(cell));
        made.rows.push(row.collect());
    }
    title(maker, &plot.title);
    let node = maker.tags.under_root(Tag::P);
    let how = Setting { ink: Ink::Soft, ..maker.setting(SMALL.0, MEASURE) };
    let begin = maker.flow.atoms.len();
    maker.lines(&[Span::plain(summary.as_str())], how, SMALL.1, 0.0, 1.0, node);
    maker.flow.atoms[begin..].iter_mut().for_each(|atom| atom.keep = true);
    if plot.is_picture() {
        let alt = format!("{}. {summary}", plot.title);
        let node = maker.tags.under_root(Tag::Figure(Some(alt.clone())));
        let (width, height) = if plot.form == Form::Radar { (RADAR, RADAR) } else { (MEASURE, TALL) };
        let x = (MEASURE - width) / 2.0;
        let marks = Rc::new(plot.drawing(t));
        legend(maker, plot);
        let body = Body::Picture { marks, x, width, node, alt };
        // Its table may stand on the next page; its words may not.
        maker.push(Atom { above: 6.0, height: height + 4.0, keep: false, body, notes: Vec::new() });
        table::set(maker, &made);
    } else if plot.form == Form::Bars {
        legend(maker, plot);
        table::set_with(maker, &made, Some((1, BARS, &|at| plot.bar_parts(at))), None);
    } else {
        table::set(maker, &made);
    }
}

fn title(maker: &mut Maker<'_>, text: &str) {
    let node = maker.tags.under_root(Tag::P);
    let how = Setting { bold: true, ..maker.setting(10.25, MEASURE) };
    let begin = maker.flow.atoms.len();
    maker.lines(&[Span::plain(text)], how, 14.0, 0.0, 16.0, node);
    maker.flow.atoms[begin..].iter_mut().for_each(|atom| atom.keep = true);
}

/// What the colours stand for: a square of each before its words.
fn legend(maker: &mut Maker<'_>, plot: &Plot) {
    let legend = plot.legend();
    if legend.is_empty() {
        return;
    }
    let node = maker.tags.under_root(Tag::P);
    let mut spans = Vec::new();
    for (n, one) in legend.iter().enumerate() {
        // Room for a square, which is drawn.
        spans.push(Span::plain(if n > 0 {
            "\u{a0}\u{a0} \u{a0}\u{a0}\u{a0}\u{a0}\u{a0}"
        } else {
            "\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}"
        }));
        spans.push(Span::plain(one.label.replace(' ', "\u{a0}")));
    }
    let how = Setting { ink: Ink::Soft, ..maker.setting(SMALL.0, MEASURE) };
    let begin = maker.flow.atoms.len();
    maker.lines(&spans, how, SMALL.1, 0.0, 4.0, node);
    let mut square = 0;
    for atom in &mut maker.flow.atoms[begin..] {
        atom.keep = true;
        let Body::Line { line, .. } = &mut atom.body else { continue };
        for run in line.runs.iter_mut().filter(|run| run.shaped.text.ends_with("\u{a0}\u{a0}\u{a0}")) {
            run.series = legend.get(square).map(|one| one.class);
            square += 1;
        }
    }
}
