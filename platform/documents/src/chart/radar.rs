//! Where one stands on several axes: a shape around a middle, with its table behind.

use std::f64::consts::TAU;

use belfry_words::Words;

use super::plot::{CLASSES, LINES as STROKES, Mark};
use super::svg::Drawing;
use super::{Cell, Chart, Legend, Line};

/// The radius of the outermost ring; the rest of the square is for words.
const RADIUS: f64 = 36.0;
/// How far beyond it the words stand.
const BEYOND: f64 = 3.5;
/// Characters of a line of an axis's name, and lines.
const LINE: usize = 18;
const LINES: usize = 3;
/// With fewer axes there is no shape: the table says it all.
const FEWEST: usize = 3;

/// What is shown.
#[derive(Clone, Debug, Default)]
pub struct Radar {
    /// What it is about.
    pub title: String,
    /// What it shows, in one or two sentences.
    pub summary: String,
    /// The heading of the axes: "Measure".
    pub of: String,
    /// The axes, clockwise from the top.
    pub axes: Vec<Spoke>,
    /// What is written at the rings, from the innermost; the middle has none.
    pub rings: Vec<String>,
    /// The shapes; the first is filled.
    pub shapes: Vec<Shape>,
}

/// One axis.
#[derive(Clone, Debug, Default)]
pub struct Spoke {
    /// Its name.
    pub label: String,
    /// A short one, for where there is little room.
    pub short: String,
    /// Where it leads; empty for nowhere.
    pub href: String,
}

/// What a shape stands for, which says how it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// Where one is.
    Now,
    /// Where one wants to be.
    Aim,
    /// Where one was.
    Before,
    /// Where others are.
    Others,
    /// One of several series, by its place among them.
    Series(usize),
}

impl Stands {
    fn class(self) -> &'static str {
        match self {
            Self::Now => "radar-now",
            Self::Aim => "radar-aim",
            Self::Before => "radar-before",
            Self::Others => "radar-others",
            Self::Series(n) => STROKES[n.min(STROKES.len() - 1)],
        }
    }

    fn dot(self) -> &'static str {
        match self {
            Self::Series(n) => CLASSES[n.min(CLASSES.len() - 1)],
            _ => "radar-dot",
        }
    }
}

/// One shape.
#[derive(Clone, Debug)]
pub struct Shape {
    /// What it stands for.
    pub stands: Stands,
    /// Its name.
    pub label: String,
    /// For each axis from 0, the middle, to 1, the outermost ring; none where nothing is known.
    pub values: Vec<Option<f64>>,
    /// The same as it is read.
    pub said: Vec<String>,
}

impl Radar {
    /// The drawing with its table.
    #[must_use]
    pub fn chart(&self, id: &str, t: &Words) -> Chart {
        let cells =
            |at: usize| self.shapes.iter().map(move |one| Cell::of(one.said.get(at).cloned().unwrap_or_default()));
        let row = |(at, axis): (usize, &Spoke)| {
            let label = match axis.short.as_str() {
                "" => axis.label.clone(),
                short if short == axis.label => short.to_owned(),
                short => format!("{short} · {}", axis.label),
            };
            Line { label, href: axis.href.clone(), svg: String::new(), cells: cells(at).collect() }
        };
        let mut head = vec![self.of.clone()];
        head.extend(self.shapes.iter().map(|shape| shape.label.clone()));
        let legend = self.shapes.iter().map(|one| Legend { class: one.stands.class(), label: one.label.clone() });
        Chart {
            title: self.title.clone(),
            summary: self.summary.clone(),
            svg: if self.axes.len() < FEWEST { String::new() } else { self.draw(id, t) },
            legend: legend.collect(),
            head,
            rows: self.axes.iter().enumerate().map(row).collect(),
            foot: Vec::new(),
        }
    }

    pub(super) fn draw(&self, id: &str, t: &Words) -> String {
        let mut svg = Drawing::named("radar", id, &self.title, &self.summary);
        let steps = self.rings.len().max(1);
        for step in 1..=steps {
            let ring: Vec<(f64, f64)> =
                (0..self.axes.len()).map(|at| self.point(at, step as f64 / steps as f64)).collect();
            svg.shape(if step == steps { "radar-edge" } else { "radar-ring" }, &ring, "");
        }
        for at in 0..self.axes.len() {
            svg.line("radar-spoke", (50.0, 50.0), self.point(at, 1.0));
        }
        // What is filled lies below the lines.
        for shape in &self.shapes {
            let points = self.points(shape);
            let known: Vec<(f64, f64)> = points.iter().flatten().copied().collect();
            if known.len() == self.axes.len() {
                svg.shape(shape.stands.class(), &known, &shape.label);
            } else {
                around(&points).for_each(|(from, to)| svg.line(shape.stands.class(), from, to));
            }
        }
        for (step, words) in self.rings.iter().enumerate().filter(|(_, words)| !words.is_empty()) {
            let (x, y) = self.point(0, (step + 1) as f64 / steps as f64);
            svg.text("chart-scale", (x - 1.2, y + 1.2), "end", words);
        }
        let dotted = |(n, shape): &(usize, &Shape)| *n == 0 || matches!(shape.stands, Stands::Series(_));
        for (_, shape) in self.shapes.iter().enumerate().filter(dotted) {
            for (at, axis) in self.axes.iter().enumerate() {
                if let (Some(value), Some(said)) = (shape.values.get(at).copied().flatten(), shape.said.get(at)) {
                    svg.point(shape.stands.dot(), self.point(at, value), &t.labelled(&axis.label, said));
                }
            }
        }
        for (at, axis) in self.axes.iter().enumerate() {
            self.name(&mut svg, at, axis);
        }
        svg.done()
    }

    /// The same for paper: marks in hundredths of a square, with the short names around it.
    pub(super) fn marks(&self, t: &Words) -> Vec<Mark> {
        let mut marks = Vec::new();
        let (steps, n) = (self.rings.len().max(1), self.axes.len());
        for step in 1..=steps {
            let class = if step == steps { "chart-base" } else { "chart-rule" };
            let ring = |at: usize| self.point(at % n, step as f64 / steps as f64);
            marks.extend((0..n).map(|at| Mark::Line(class, ring(at), ring(at + 1))));
        }
        for (at, axis) in self.axes.iter().enumerate() {
            marks.push(Mark::Line("chart-rule", (50.0, 50.0), self.point(at, 1.0)));
            let (x, y) = self.around(at, RADIUS + BEYOND + 1.5);
            marks.push(Mark::Text("chart-name", (x, y + 1.5), "middle", axis.short.clone()));
        }
        for shape in &self.shapes {
            let points = self.points(shape);
            marks.extend(around(&points).map(|(from, to)| Mark::Line(shape.stands.class(), from, to)));
            let said = shape.said.iter().zip(&self.axes).map(|(said, axis)| t.labelled(&axis.label, said));
            let dots = points.iter().zip(said).filter_map(|(point, said)| Some(((*point)?, said)));
            marks.extend(dots.map(|(point, said)| Mark::Dot(shape.stands.dot(), point, said)));
        }
        marks
    }

    /// Where a shape stands on each axis, if that is known.
    fn points(&self, shape: &Shape) -> Vec<Option<(f64, f64)>> {
        (0..self.axes.len()).map(|at| Some(self.point(at, shape.values.get(at).copied().flatten()?))).collect()
    }

    /// A point of an axis, in percent of the square: the first goes up, the others follow clockwise.
    fn point(&self, at: usize, share: f64) -> (f64, f64) {
        self.around(at, RADIUS * share.clamp(0.0, 1.0))
    }

    fn around(&self, at: usize, radius: f64) -> (f64, f64) {
        let angle = TAU * at as f64 / self.axes.len() as f64;
        (50.0 + radius * angle.sin(), 50.0 - radius * angle.cos())
    }

    /// An axis's name outside the last ring; the style sheet shows the short one where there is little room.
    fn name(&self, svg: &mut Drawing, at: usize, axis: &Spoke) {
        let place = self.around(at, RADIUS + BEYOND);
        let anchor = match place.0 - 50.0 {
            side if side > 1.0 => "start",
            side if side < -1.0 => "end",
            _ => "middle",
        };
        // From 0 at the top to 1 at the bottom: how much of the lines stands above the place.
        let above = 1.0 - (place.1 - (50.0 - RADIUS - BEYOND)) / (2.0 * (RADIUS + BEYOND));
        let lines = folded(&axis.label);
        svg.lines("chart-name radar-name", place, anchor, above, &lines);
        let short = if axis.short.is_empty() { axis.label.clone() } else { axis.short.clone() };
        svg.lines("chart-name radar-code", place, anchor, above, &[short]);
    }
}

/// From each axis to the next, where both are known: what is withheld is not guessed between its neighbours.
fn around(points: &[Option<(f64, f64)>]) -> impl Iterator<Item = ((f64, f64), (f64, f64))> {
    (0..points.len()).filter_map(|at| Some((points[at]?, points[(at + 1) % points.len()]?)))
}

/// A name in lines; what is too long ends with an ellipsis.
fn folded(label: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in label.split_whitespace() {
        match lines.last_mut().filter(|line| line.chars().count() + 1 + word.chars().count() <= LINE) {
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    if lines.len() > LINES {
        lines.truncate(LINES);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use belfry_words::Catalogue;

    use super::*;

    fn words() -> Words {
        Catalogue::load(&[]).expect("our own words load").words("en")
    }

    fn radar(axes: usize) -> Radar {
        let spoke = |n: usize| Spoke { label: format!("Axis <{n}>"), short: n.to_string(), href: String::new() };
        Radar {
            title: "Where we are".into(),
            of: "Axis".into(),
            axes: (0..axes).map(spoke).collect(),
            rings: ["1", "2"].map(str::to_owned).to_vec(),
            shapes: vec![Shape {
                stands: Stands::Now,
                label: "Now".into(),
                values: (0..axes).map(|n| (n > 0).then_some(0.5)).collect(),
                said: (0..axes).map(|n| n.to_string()).collect(),
            }],
            ..Radar::default()
        }
    }

    #[test]
    fn the_first_axis_goes_up_and_the_others_follow_clockwise() {
        let radar = radar(4);
        let at = |n: usize| {
            let (x, y) = radar.point(n, 1.0);
            (x.round(), y.round())
        };
        assert_eq!([at(0), at(1), at(2), at(3)], [(50.0, 14.0), (86.0, 50.0), (50.0, 86.0), (14.0, 50.0)]);
    }

    #[test]
    fn what_is_drawn_is_in_the_table_and_texts_are_escaped() {
        let chart = radar(4).chart("r", &words());
        assert_eq!((chart.rows.len(), chart.rows[3].cells[0].said.as_str()), (4, "3"));
        assert!(chart.svg.contains("Axis &lt;1&gt;: 1") && !chart.svg.contains("<1>"), "{}", chart.svg);
        assert!(!chart.svg.contains("Axis &lt;0&gt;: 0"), "nothing is known there");
    }

    #[test]
    fn two_axes_make_no_shape() {
        let chart = radar(2).chart("r", &words());
        assert!(chart.svg.is_empty() && chart.rows.len() == 2);
    }

    #[test]
    fn names_are_folded() {
        assert_eq!(folded("Buying, building, maintaining"), ["Buying, building,", "maintaining"]);
        assert_eq!(folded("one two three four five six seven eight nine ten eleven twelve").len(), 3);
    }
}
