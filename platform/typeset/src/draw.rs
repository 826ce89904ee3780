//! Pages into PDF: everything that is drawn is either a leaf of the tree of tags or an artifact.

use belfry_documents::chart::Mark;
use krilla::Document as Pdf;
use krilla::action::LinkAction;
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, LineCap, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, BBox, ContentTag, SpanTag, Tag};
use krilla::text::KrillaGlyph;

use crate::flow::{Body, Flow, MEASURE, SMALL};
use crate::font::{Style, Type};
use crate::model::{Colour, Document};
use crate::page::{ABOVE_NOTES, BOTTOM, CONTENTS, Entry, LEFT, NOTE_INDENT, Page, Part, SHEET};
use crate::paragraph::{Ink, Line, Run};
use crate::table::{LINE, PADDING, Row};
use crate::tags::{Node, Tags};

/// The band on the cover.
const BAND: f32 = 176.0;
const RULE: Colour = Colour(0xdf, 0xdc, 0xd4);
const STRONG: Colour = Colour(0x84, 0x85, 0x7d);
const GROUND: Colour = Colour(0xf0, 0xee, 0xe9);
const TEXT: Colour = Colour(0x19, 0x1f, 0x21);
const SOFT: Colour = Colour(0x46, 0x50, 0x54);

/// What leads elsewhere from a page: where, whose, and in which words.
struct Lead {
    rect: Rect,
    target: Target,
    node: Node,
    says: String,
}

/// What is drawn with.
pub(crate) struct Pen<'a> {
    pub(crate) pdf: Pdf,
    pub(crate) kind: &'a mut Type,
    pub(crate) tags: &'a mut Tags,
    pub(crate) document: &'a Document,
    leads: Vec<Lead>,
    note_nodes: Vec<Option<Node>>,
    page: usize,
}

fn colour(Colour(r, g, b): Colour) -> Fill {
    Fill { paint: rgb::Color::new(r, g, b).into(), opacity: NormalizedF32::ONE, rule: Default::default() }
}

fn ink(of: Ink, accent: Colour) -> Colour {
    match of {
        Ink::Text => TEXT,
        Ink::Soft => SOFT,
        Ink::Accent => accent,
        Ink::White => Colour(255, 255, 255),
    }
}

/// The colours of series, as the style sheet has them in light.
fn series(class: &str) -> Colour {
    match class.rsplit(' ').next().unwrap_or_default() {
        "s2" => Colour(0xb8, 0x74, 0x1a),
        "s3" => Colour(0x2f, 0x6c, 0xa3),
        "s4" => Colour(0x8a, 0x3f, 0x7d),
        "s5" => Colour(0x6f, 0x7d, 0x1f),
        "s6" => Colour(0x7b, 0x7f, 0x7d),
        _ => Colour(0x0b, 0x66, 0x62),
    }
}

/// The accent mixed with white, as the style sheet mixes it.
fn shade(Colour(r, g, b): Colour, step: usize) -> Colour {
    let part = [0, 8, 18, 30, 42, 100][step.min(5)];
    let mix = |c: u8| u8::try_from((u32::from(c) * part + 255 * (100 - part)) / 100).unwrap_or(255);
    Colour(mix(r), mix(g), mix(b))
}

fn artifact(surface: &mut Surface<'_>, kind: ArtifactType, draw: impl FnOnce(&mut Surface<'_>)) {
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
    draw(surface);
    surface.end_tagged();
}

fn fill(surface: &mut Surface<'_>, of: Colour, (x, y): (f32, f32), (width, height): (f32, f32)) {
    let Some(rect) = Rect::from_xywh(x, y, width.max(0.01), height.max(0.01)) else { return };
    let mut path = PathBuilder::new();
    path.push_rect(rect);
    let Some(path) = path.finish() else { return };
    surface.set_stroke(None);
    surface.set_fill(Some(colour(of)));
    surface.draw_path(&path);
}

fn stroke(surface: &mut Surface<'_>, of: Colour, width: f32, (x1, y1): (f32, f32), (x2, y2): (f32, f32)) {
    let mut path = PathBuilder::new();
    path.move_to(x1, y1);
    path.line_to(x2, y2);
    let Some(path) = path.finish() else { return };
    surface.set_fill(None);
    let paint = rgb::Color::new(of.0, of.1, of.2).into();
    surface.set_stroke(Some(Stroke { paint, width, line_cap: LineCap::Round, ..Stroke::default() }));
    surface.draw_path(&path);
    surface.set_stroke(None);
}

/// A circle of four curves (the usual 0.5523 of the radius).
fn dot(surface: &mut Surface<'_>, of: Colour, (x, y): (f32, f32), radius: f32) {
    let bend = radius * 0.552_3;
    let mut path = PathBuilder::new();
    path.move_to(x + radius, y);
    path.cubic_to(x + radius, y + bend, x + bend, y + radius, x, y + radius);
    path.cubic_to(x - bend, y + radius, x - radius, y + bend, x - radius, y);
    path.cubic_to(x - radius, y - bend, x - bend, y - radius, x, y - radius);
    path.cubic_to(x + bend, y - radius, x + radius, y - bend, x + radius, y);
    path.close();
    let Some(path) = path.finish() else { return };
    surface.set_stroke(None);
    surface.set_fill(Some(colour(of)));
    surface.draw_path(&path);
}

/// Glyphs where they belong: spaces as wide as the line wants them.
fn glyphs(surface: &mut Surface<'_>, kind: &Type, run: &Run, of: Colour, (x, y): (f32, f32)) {
    let stretched: Vec<KrillaGlyph> = run
        .shaped
        .glyphs
        .iter()
        .map(|glyph| {
            let is_space = run.shaped.text.get(glyph.text_range.clone()) == Some(" ");
            let wider = if is_space { run.wider / run.size } else { 0.0 };
            KrillaGlyph { x_advance: glyph.x_advance + wider, ..glyph.clone() }
        })
        .collect();
    surface.set_stroke(None);
    surface.set_fill(Some(colour(of)));
    let at = Point::from_xy(x, y - run.raised);
    surface.draw_glyphs(at, &stretched, kind.drawn(run.style), &run.shaped.text, run.size, false);
}

impl<'a> Pen<'a> {
    pub(crate) fn new(pdf: Pdf, kind: &'a mut Type, tags: &'a mut Tags, document: &'a Document, notes: usize) -> Self {
        Self { pdf, kind, tags, document, leads: Vec::new(), note_nodes: vec![None; notes], page: 0 }
    }

    fn settings() -> PageSettings {
        PageSettings::from_wh(SHEET.0, SHEET.1).unwrap_or_default()
    }

    /// Draws a page, then lays what leads elsewhere over it.
    fn page(&mut self, draw: impl FnOnce(&mut Self, &mut Surface<'_>)) {
        let mut pdf = std::mem::take(&mut self.pdf);
        let mut page = pdf.start_page_with(Self::settings());
        let mut surface = page.surface();
        draw(self, &mut surface);
        surface.finish();
        for lead in std::mem::take(&mut self.leads) {
            let link = LinkAnnotation::new(lead.rect, lead.target);
            let leaf = page.add_tagged_annotation(Annotation::new_link(link, Some(lead.says)));
            self.tags.leaf(lead.node, leaf);
        }
        page.finish();
        self.pdf = pdf;
        self.page += 1;
    }

    /// A line of text that belongs to a part.
    fn line(&mut self, surface: &mut Surface<'_>, line: &Line, (x, y): (f32, f32), node: Node) {
        for (n, run) in line.runs.iter().enumerate() {
            let owner = match (&line.label, n) {
                (Some(label), 0) => *label,
                _ if run.note.is_some() => self.tags.under(node, Tag::Reference),
                _ if !run.link.is_empty() => self.tags.under(node, Tag::Link),
                _ => node,
            };
            if let Some(class) = run.series {
                let side = run.size * 0.8;
                let at = (x + run.x + run.width() - side - 2.5, y - side);
                artifact(surface, ArtifactType::Layout, |surface| fill(surface, series(class), at, (side, side)));
                continue;
            }
            let of = ink(run.ink, self.document.accent);
            let span = SpanTag::empty().with_actual_text(run.read_as.as_deref());
            let leaf = surface.start_tagged(ContentTag::Span(span));
            glyphs(surface, self.kind, run, of, (x + run.x, y));
            surface.end_tagged();
            self.tags.leaf(owner, leaf);
            if let Some(note) = run.note
                && let Some(place) = self.note_nodes.get_mut(note)
            {
                *place = Some(self.tags.under(node, Tag::Note));
            }
            if !run.link.is_empty() {
                let size = run.size;
                if let Some(rect) = Rect::from_xywh(x + run.x, y - size, run.width().max(1.0), size * 1.3) {
                    let target = Target::Action(LinkAction::new(run.link.clone()).into());
                    self.leads.push(Lead { rect, target, node: owner, says: run.link.clone() });
                }
            }
        }
    }

    /// Words that are no part of the document: on every page the same.
    fn furniture(
        &mut self,
        surface: &mut Surface<'_>,
        text: &str,
        (x, y): (f32, f32),
        right: bool,
        kind: ArtifactType,
    ) {
        let text = self.kind.showable(text);
        let run = self.plain(&text, Style::Regular, 8.25, Ink::Soft);
        let x = if right { x - run.width() } else { x };
        let of = ink(run.ink, self.document.accent);
        let faces = &*self.kind;
        artifact(surface, kind, |surface| glyphs(surface, faces, &run, of, (x, y)));
    }

    fn plain(&mut self, text: &str, style: Style, size: f32, ink: Ink) -> Run {
        Run {
            shaped: self.kind.shape(style, text),
            style,
            size,
            ink,
            x: 0.0,
            raised: 0.0,
            wider: 0.0,
            read_as: None,
            link: String::new(),
            note: None,
            series: None,
        }
    }

    fn around(&mut self, surface: &mut Surface<'_>) {
        let (right, number) = (LEFT + MEASURE, self.page + 1);
        let document = self.document;
        self.furniture(surface, &document.title, (LEFT, 50.0), false, ArtifactType::Header);
        self.furniture(surface, &document.mark, (right, 50.0), true, ArtifactType::Header);
        artifact(surface, ArtifactType::Layout, |surface| stroke(surface, RULE, 0.6, (LEFT, 58.0), (right, 58.0)));
        self.furniture(surface, &document.publisher, (LEFT, 806.0), false, ArtifactType::Footer);
        self.furniture(surface, &number.to_string(), (right, 806.0), true, ArtifactType::PageNumber);
    }

    /// The cover.
    pub(crate) fn cover(&mut self, root: Node, title: &[Line], facts: &[(Line, Line)]) {
        self.page(|pen, surface| {
            let (document, accent) = (pen.document, pen.document.accent);
            artifact(surface, ArtifactType::Layout, |surface| fill(surface, accent, (0.0, 0.0), (SHEET.0, BAND)));
            let mut say = |pen: &mut Self, text: &str, (style, size, ink): (Style, f32, Ink), y: f32| {
                if text.is_empty() {
                    return;
                }
                let text = pen.kind.showable(text);
                let run = pen.plain(&text, style, size, ink);
                let node = pen.tags.under(root, Tag::P);
                let line = Line { width: run.width(), runs: vec![run], label: None };
                pen.line(surface, &line, (LEFT, y), node);
            };
            say(pen, &document.publisher, (Style::Bold, 14.0, Ink::White), 92.0);
            say(pen, &document.mark, (Style::Regular, 10.0, Ink::White), 112.0);
            say(pen, &document.over, (Style::Regular, 13.0, Ink::Accent), 292.0);
            let node = pen.tags.under(root, Tag::Title);
            let mut y = 292.0;
            for line in title {
                y += 38.0;
                pen.line(surface, line, (LEFT, y), node);
            }
            let mut say = |pen: &mut Self, text: &str, y: f32| {
                let text = pen.kind.showable(text);
                let run = pen.plain(&text, Style::Regular, 14.0, Ink::Soft);
                let node = pen.tags.under(root, Tag::P);
                let line = Line { width: run.width(), runs: vec![run], label: None };
                pen.line(surface, &line, (LEFT, y), node);
            };
            say(pen, &document.under, y + 30.0);
            let mut y = BOTTOM - 20.0 * facts.len() as f32;
            artifact(surface, ArtifactType::Layout, |surface| {
                stroke(surface, RULE, 0.6, (LEFT, y - 20.0), (LEFT + MEASURE, y - 20.0));
            });
            for (label, value) in facts {
                let node = pen.tags.under(root, Tag::P);
                pen.line(surface, label, (LEFT, y), node);
                pen.line(surface, value, (LEFT + 130.0, y), node);
                y += 20.0;
            }
        });
    }

    /// The contents; `first` is the page on which the document's own pages begin.
    pub(crate) fn contents(
        &mut self,
        (root, heading): (Node, Node),
        title: &[Line],
        pages: &[Vec<(f32, Entry)>],
        places: &[(usize, f32)],
        first: usize,
    ) {
        for (n, entries) in pages.iter().enumerate() {
            self.page(|pen, surface| {
                pen.around(surface);
                if n == 0 {
                    title.iter().for_each(|line| pen.line(surface, line, (LEFT, crate::page::TOP + 19.0), heading));
                }
                for (y, entry) in entries {
                    pen.entry(surface, root, *y, entry, places, first);
                }
            });
        }
    }

    fn entry(
        &mut self,
        surface: &mut Surface<'_>,
        root: Node,
        y: f32,
        entry: &Entry,
        places: &[(usize, f32)],
        first: usize,
    ) {
        let Some((page, down)) = places.get(entry.heading).copied() else { return };
        let (leading, _, indent, size) = CONTENTS[entry.level];
        let item = self.tags.under(root, Tag::TOCI);
        let link = self.tags.under(item, Tag::Link);
        let right = LEFT + MEASURE;
        let mut base = y + size;
        for line in &entry.lines {
            self.line(surface, line, (LEFT + indent, base), link);
            base += leading;
        }
        base -= leading;
        let number = (first + page + 1).to_string();
        let style = if entry.level == 0 { Style::Bold } else { Style::Regular };
        let run = self.plain(&number, style, size, Ink::Text);
        let from = LEFT + indent + entry.lines.last().map_or(0.0, |line| line.width) + 6.0;
        let to = right - run.width() - 6.0;
        artifact(surface, ArtifactType::Layout, |surface| {
            let mut x = to;
            while x > from {
                dot(surface, STRONG, (x, base - 1.0), 0.45);
                x -= 5.0;
            }
        });
        let x = right - run.width();
        self.line(surface, &Line { width: run.width(), runs: vec![run], label: None }, (x, base), link);
        let to = XyzDestination::new(first + page, Point::from_xy(LEFT, (down - 12.0).max(0.0)));
        let height = leading * entry.lines.len() as f32;
        if let Some(rect) = Rect::from_xywh(LEFT, y - 2.0, MEASURE, height) {
            let says = format!("{} {number}", self.document.words.page);
            self.leads.push(Lead { rect, target: Target::Destination(to.into()), node: link, says });
        }
    }

    /// The document's own pages.
    pub(crate) fn body(&mut self, flow: &Flow, pages: &[Page], notes: &[Vec<Line>]) {
        for page in pages {
            self.page(|pen, surface| {
                pen.around(surface);
                for (y, part) in &page.parts {
                    match part {
                        Part::Again(row) => pen.row(surface, row, *y, true),
                        Part::Atom(at) => pen.atom(surface, &flow.atoms[*at].body, flow.atoms[*at].height, *y),
                    }
                }
                pen.notes(surface, page, notes);
            });
        }
    }

    fn atom(&mut self, surface: &mut Surface<'_>, body: &Body, height: f32, y: f32) {
        match body {
            Body::Line { line, x, base, node, bar, .. } => {
                if *bar {
                    let accent = self.document.accent;
                    artifact(surface, ArtifactType::Layout, |surface| fill(surface, accent, (LEFT, y), (2.5, height)));
                }
                self.line(surface, line, (LEFT + x, y + base), *node);
            }
            Body::Row(row) => self.row(surface, row, y, false),
            Body::Picture { marks, x, width, node, alt } => {
                let around = Rect::from_xywh(LEFT + x, y, *width, height).map(|rect| BBox::new(self.page, rect));
                self.tags.retag(*node, Tag::Figure(Some(alt.clone())).with_bbox(around));
                let leaf = surface.start_tagged(ContentTag::Other);
                for mark in marks.iter() {
                    self.mark(surface, mark, (LEFT + x, y), (*width, height - 4.0));
                }
                surface.end_tagged();
                self.tags.leaf(*node, leaf);
            }
            Body::Break => {}
        }
    }

    fn mark(&mut self, surface: &mut Surface<'_>, mark: &Mark, (left, top): (f32, f32), (width, height): (f32, f32)) {
        let place = |(x, y): (f64, f64)| (left + x as f32 / 100.0 * width, top + y as f32 / 100.0 * height);
        match mark {
            Mark::Rect(class, at, (wide, tall), _) => {
                let size = (*wide as f32 / 100.0 * width, *tall as f32 / 100.0 * height);
                fill(surface, series(class), place(*at), size);
            }
            Mark::Line(class, from, to) => {
                let (of, thick) = match *class {
                    "chart-rule" => (RULE, 0.5),
                    "chart-base" => (STRONG, 0.7),
                    class => (series(class), 1.4),
                };
                stroke(surface, of, thick, place(*from), place(*to));
            }
            Mark::Dot(class, at, _) => dot(surface, series(class), place(*at), 2.4),
            Mark::Text(_, at, anchor, words) => {
                let words = self.kind.showable(words);
                let run = self.plain(&words, Style::Regular, 7.75, Ink::Soft);
                let (x, y) = place(*at);
                let x = match *anchor {
                    "middle" => x - run.width() / 2.0,
                    "end" => x - run.width(),
                    _ => x,
                };
                glyphs(surface, self.kind, &run, SOFT, (x, y));
            }
        }
    }

    fn row(&mut self, surface: &mut Surface<'_>, row: &Row, y: f32, again: bool) {
        let accent = self.document.accent;
        artifact(surface, ArtifactType::Layout, |surface| {
            for cell in &row.cells {
                if cell.shade > 0 {
                    fill(surface, shade(accent, cell.shade), (LEFT + cell.x, y), (cell.width, row.height));
                }
                if !cell.bar.is_empty() {
                    let (width, height) = (cell.width - 2.0 * PADDING.0, row.height.min(22.0) - 9.0);
                    let (x, top) = (LEFT + cell.x + PADDING.0, y + (row.height - height) / 2.0);
                    fill(surface, GROUND, (x, top), (width, height));
                    for (class, (from, to), (down, tall)) in &cell.bar {
                        let at = (x + *from as f32 * width, top + *down as f32 * height);
                        fill(surface, series(class), at, ((to - from) as f32 * width, *tall as f32 * height));
                    }
                }
            }
            let (of, thick) = if row.is_head { (STRONG, 0.8) } else { (RULE, 0.5) };
            stroke(surface, of, thick, (LEFT, y + row.height), (LEFT + MEASURE, y + row.height));
        });
        for cell in &row.cells {
            let mut base = y + PADDING.1 + LINE.0 * 0.98;
            for line in &cell.lines {
                let x = if cell.right { cell.width - PADDING.0 - line.width } else { PADDING.0 };
                let at = (LEFT + cell.x + x, base);
                match cell.node {
                    Some(node) if !again => self.line(surface, line, at, node),
                    _ => {
                        let faces = &*self.kind;
                        artifact(surface, ArtifactType::PaginationOther, |surface| {
                            for run in &line.runs {
                                glyphs(surface, faces, run, ink(run.ink, accent), (at.0 + run.x, at.1));
                            }
                        });
                    }
                }
                base += LINE.1;
            }
        }
    }

    fn notes(&mut self, surface: &mut Surface<'_>, page: &Page, notes: &[Vec<Line>]) {
        if page.notes.is_empty() {
            return;
        }
        let mut y = BOTTOM - page.notes_height + ABOVE_NOTES;
        let rule = y - ABOVE_NOTES / 2.0;
        artifact(surface, ArtifactType::Layout, |surface| {
            stroke(surface, STRONG, 0.5, (LEFT, rule), (LEFT + 90.0, rule))
        });
        for note in &page.notes {
            let Some(node) = self.note_nodes.get(*note).copied().flatten() else { continue };
            let label = self.tags.under(node, Tag::Lbl);
            let run = self.plain(&(note + 1).to_string(), Style::Regular, SMALL.0 * 0.75, Ink::Soft);
            let run = Run { raised: SMALL.0 * 0.3, ..run };
            let mark = Line { width: run.width(), runs: vec![run], label: None };
            self.line(surface, &mark, (LEFT, y + SMALL.0), label);
            for line in &notes[*note] {
                self.line(surface, line, (LEFT + NOTE_INDENT, y + SMALL.0), node);
                y += SMALL.1;
            }
            y += 2.0;
        }
    }
}
