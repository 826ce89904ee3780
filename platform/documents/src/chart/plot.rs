//! Values by category, one or several series: drawn by place and not by pixel, so that a page and a sheet of paper show the same.
//!
//! [`Plot::drawing`] says what is drawn where, in hundredths of the box; [`Plot::chart`] makes a page's chart of it. Whoever sets paper
//! draws the same marks there.

use belfry_words::Words;

use super::radar::{Radar, Shape, Spoke, Stands};
use super::svg::Drawing as Svg;
use super::{Cell, Chart, Legend, Line};

/// Series that have a colour of their own.
pub(super) const CLASSES: [&str; 6] = ["s1", "s2", "s3", "s4", "s5", "s6"];
pub(super) const LINES: [&str; 6] =
    ["chart-line s1", "chart-line s2", "chart-line s3", "chart-line s4", "chart-line s5", "chart-line s6"];
const SHADES: [&str; 6] = ["heat-0", "heat-1", "heat-2", "heat-3", "heat-4", "heat-5"];
const TOP: f64 = 8.0;
const BOTTOM: f64 = 86.0;
const LEFT: f64 = 6.0;
/// More names than these do not all have room on a phone.
const ALL_NAMED: usize = 7;
/// Rings of a radar.
const RINGS: usize = 4;
/// Fewer rays make no radar.
const RAYS: usize = 3;
/// Categories that share the highest or lowest value and are told by their names.
const TOLD: usize = 3;

/// How values are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Bars beside their names.
    #[default]
    Bars,
    /// Columns over time.
    Columns,
    /// Lines over time.
    Lines,
    /// A ray for each category, all on one scale.
    Radar,
    /// A shaded table.
    Heat,
    /// A table.
    Table,
}

/// What is drawn.
#[derive(Clone, Debug, Default)]
pub struct Plot {
    /// How.
    pub form: Form,
    /// What it is about.
    pub title: String,
    /// The heading of the categories.
    pub of: String,
    /// Categories: as they are read, and as they stand where there is little room.
    pub categories: Vec<(String, String)>,
    /// The series.
    pub series: Vec<Values>,
    /// Whether the series are parts of a whole: then one stands on the other.
    pub stacked: bool,
    /// The end of the scale; none to end with the largest value.
    pub most: Option<f64>,
}

/// One series: for each category a value, if there is one that is told, and what is read.
#[derive(Clone, Debug, Default)]
pub struct Values {
    /// What it is.
    pub label: String,
    /// The values.
    pub values: Vec<Option<f64>>,
    /// As they are read, withheld or not.
    pub said: Vec<String>,
}

/// A part of a bar: its class, where it begins and ends, where it stands and how high it is; all in parts of one.
pub type BarPart = (&'static str, (f64, f64), (f64, f64));

/// Something in a drawing. Places are hundredths of the box, from its upper left corner.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A filled rectangle: class, corner, size, what it says.
    Rect(&'static str, (f64, f64), (f64, f64), String),
    /// A line: class, from, to.
    Line(&'static str, (f64, f64), (f64, f64)),
    /// A dot: class, middle, what it says.
    Dot(&'static str, (f64, f64), String),
    /// Words at a point: class, place, what of them is there (`start`, `middle`, `end`).
    Text(&'static str, (f64, f64), &'static str, String),
}

impl Plot {
    /// The plot with a form that can show it: a radar needs rays, a line two points.
    #[must_use]
    pub fn fitting(mut self) -> Self {
        let n = self.categories.len();
        self.form = match self.form {
            Form::Radar if n < RAYS => Form::Bars,
            Form::Lines if n < 2 => Form::Bars,
            Form::Lines | Form::Columns | Form::Radar if self.series.len() > CLASSES.len() => Form::Heat,
            form => form,
        };
        self
    }

    /// Whether it is a picture beside its table; the others are tables that are drawn.
    #[must_use]
    pub fn is_picture(&self) -> bool {
        matches!(self.form, Form::Columns | Form::Lines | Form::Radar)
    }

    /// The end of the scale.
    #[must_use]
    pub fn end(&self) -> f64 {
        let largest = if self.stacked {
            self.sums()
        } else {
            self.series.iter().flat_map(|one| &one.values).map(|v| v.unwrap_or(0.0)).collect()
        };
        let largest = largest.into_iter().fold(0.0, f64::max);
        let whole = self.series.iter().flat_map(|one| &one.values).flatten().all(|value| value.fract() == 0.0);
        self.most
            .unwrap_or_else(|| if self.is_picture() { nice(largest, whole) } else { largest })
            .max(f64::MIN_POSITIVE)
    }

    fn sums(&self) -> Vec<f64> {
        let sum = |at: usize| self.series.iter().filter_map(|one| one.values.get(at).copied().flatten()).sum();
        (0..self.categories.len()).map(sum).collect()
    }

    /// The colours, and what they stand for; none for a single series.
    #[must_use]
    pub fn legend(&self) -> Vec<Legend> {
        if self.series.len() < 2 || matches!(self.form, Form::Heat | Form::Table) {
            return Vec::new();
        }
        // What is on another scale is read beside the others, and not drawn.
        let drawn = CLASSES.into_iter().zip(&self.series).filter(|(_, one)| one.values.iter().any(Option::is_some));
        drawn.map(|(class, one)| Legend { class, label: one.label.clone() }).collect()
    }

    /// What it shows, in a sentence.
    #[must_use]
    pub fn summary(&self, t: &Words) -> String {
        let told = |one: &Values| {
            let values = one.values.iter().zip(&one.said).zip(&self.categories);
            let mut told: Vec<(f64, String, String)> =
                values.filter_map(|((value, said), of)| Some(((*value)?, said.clone(), of.0.clone()))).collect();
            told.sort_by(|a, b| a.0.total_cmp(&b.0));
            let (least, most) = (told.first().cloned()?, told.last().cloned()?);
            // Several may share an end: all of them are told, or how many they are.
            let those = |end: f64| {
                let names: Vec<&str> =
                    told.iter().filter(|one| one.0.total_cmp(&end).is_eq()).map(|one| one.2.as_str()).collect();
                if names.len() > TOLD { t.n("words-plot-several", names.len()) } else { t.list(&names) }
            };
            let (least, most) = ((least.0, least.1, those(least.0)), (most.0, most.1, those(most.0)));
            Some((least, most, told.len()))
        };
        let Some((least, most, count)) = self.series.first().and_then(told) else { return t.s("words-chart-none") };
        // Of several series, the first is told by its name.
        let of = |said: String| match self.series.as_slice() {
            [first, _, ..] => t.a("words-chart-value", [("of", first.label.as_str().into()), ("n", said.into())]),
            _ => said,
        };
        if count == 1 {
            return of(t.a("words-chart-value", [("of", most.2.into()), ("n", most.1.into())]));
        }
        if least.0 >= most.0 {
            return of(t.a("words-plot-same", [("n", most.1.into())]));
        }
        let args = [("most", most.2.into()), ("n", most.1.into()), ("least", least.2.into()), ("m", least.1.into())];
        of(t.a("words-plot-summary", args))
    }

    /// What is drawn in the box; nothing where the table is the drawing.
    #[must_use]
    pub fn drawing(&self, t: &Words) -> Vec<Mark> {
        match self.form {
            Form::Columns => self.columns(t),
            Form::Lines => self.lines(t),
            Form::Radar => self.radar(t).marks(t),
            Form::Bars | Form::Heat | Form::Table => Vec::new(),
        }
    }

    fn says(&self, series: &Values, at: usize, t: &Words) -> String {
        let of = self.categories.get(at).map_or("", |of| of.0.as_str());
        let said = series.said.get(at).cloned().unwrap_or_default();
        if self.series.len() == 1 {
            return t.a("words-chart-value", [("of", of.into()), ("n", said.into())]);
        }
        t.a("words-chart-value-of", [("of", of.into()), ("series", series.label.as_str().into()), ("n", said.into())])
    }

    /// The lines and numbers of the scale, and the names below; with the height of a value.
    fn ground(&self, t: &Words, marks: &mut Vec<Mark>) -> impl Fn(f64) -> f64 + use<> {
        let end = self.end();
        for share in [1.0, 0.5, 0.0] {
            let y = BOTTOM - share * (BOTTOM - TOP);
            marks.push(Mark::Line(if share == 0.0 { "chart-base" } else { "chart-rule" }, (0.0, y), (100.0, y)));
            if share > 0.0 {
                marks.push(Mark::Text("chart-scale", (0.0, y - 1.5), "start", t.decimal(end * share, 1)));
            }
        }
        for (at, (_, short)) in self.categories.iter().enumerate() {
            let from_the_end = self.categories.len() - at;
            let minor = self.categories.len() > ALL_NAMED && from_the_end.is_multiple_of(2);
            let class = if minor { "chart-name minor" } else { "chart-name" };
            marks.push(Mark::Text(class, (self.middle(at), 96.0), "middle", short.clone()));
        }
        move |value| BOTTOM - (value / end).clamp(0.0, 1.0) * (BOTTOM - TOP)
    }

    fn middle(&self, at: usize) -> f64 {
        LEFT + (100.0 - LEFT) / self.categories.len().max(1) as f64 * (at as f64 + 0.5)
    }

    fn columns(&self, t: &Words) -> Vec<Mark> {
        let mut marks = Vec::new();
        let height = self.ground(t, &mut marks);
        let slot = (100.0 - LEFT) / self.categories.len().max(1) as f64;
        let beside = if self.stacked { 1 } else { self.series.len().max(1) };
        let width = (slot * 0.7).min(8.0 * beside as f64);
        for at in 0..self.categories.len() {
            let (left, mut y) = (self.middle(at) - width / 2.0, BOTTOM);
            for (n, (series, class)) in self.series.iter().zip(CLASSES).enumerate() {
                let Some(value) = series.values.get(at).copied().flatten().filter(|value| *value > 0.0) else {
                    continue;
                };
                let tall = BOTTOM - height(value);
                let (x, top) = if self.stacked {
                    (left, y - tall)
                } else {
                    (left + width / beside as f64 * n as f64, BOTTOM - tall)
                };
                y -= tall;
                marks.push(Mark::Rect(class, (x, top), (width / beside as f64, tall), self.says(series, at, t)));
            }
        }
        marks
    }

    fn lines(&self, t: &Words) -> Vec<Mark> {
        let mut marks = Vec::new();
        let height = self.ground(t, &mut marks);
        for (series, (class, line)) in self.series.iter().zip(CLASSES.into_iter().zip(LINES)) {
            let points: Vec<Option<(f64, f64)>> = series
                .values
                .iter()
                .enumerate()
                .map(|(at, value)| Some((self.middle(at), height((*value)?))))
                .collect();
            // A gap stays a gap: what is withheld is not guessed between its neighbours.
            for pair in points.windows(2) {
                if let [Some(from), Some(to)] = pair {
                    marks.push(Mark::Line(line, *from, *to));
                }
            }
            for (at, point) in points.iter().enumerate() {
                if let Some(point) = point {
                    marks.push(Mark::Dot(class, *point, self.says(series, at, t)));
                }
            }
        }
        marks
    }

    /// A ray for each category, which bears its number; each series a shape.
    fn radar(&self, t: &Words) -> Radar {
        let end = self.end();
        let spoke =
            |at: usize| Spoke { label: self.row_label(at, t), short: t.number(at as u64 + 1), href: String::new() };
        let shape = |(n, one): (usize, &Values)| Shape {
            stands: Stands::Series(n),
            label: one.label.clone(),
            values: one.values.iter().map(|value| Some((*value)? / end)).collect(),
            said: one.said.clone(),
        };
        Radar {
            title: self.title.clone(),
            summary: self.summary(t),
            of: self.of.clone(),
            axes: (0..self.categories.len()).map(spoke).collect(),
            rings: vec![String::new(); RINGS],
            shapes: self.series.iter().enumerate().map(shape).collect(),
        }
    }

    /// The label of a category in the table: on a radar with the number of its ray.
    #[must_use]
    pub fn row_label(&self, at: usize, t: &Words) -> String {
        let label = self.categories.get(at).map_or("", |of| of.0.as_str());
        if self.form != Form::Radar {
            return label.to_owned();
        }
        t.a("words-plot-ray", [("n", (at as u64 + 1).into()), ("label", label.into())])
    }

    /// How dark a cell of a heat map is, from 0 to 5.
    #[must_use]
    pub fn shade(&self, value: Option<f64>) -> usize {
        let share = (value.unwrap_or(0.0) / self.end()).clamp(0.0, 1.0);
        if self.form == Form::Heat { (share * 5.0).ceil() as usize } else { 0 }
    }

    /// For a page: the drawing, and everything once more as a table.
    #[must_use]
    pub fn chart(&self, id: &str, t: &Words) -> Chart {
        let summary = self.summary(t);
        let mut svg = String::new();
        if self.form == Form::Radar {
            svg = self.radar(t).draw(id, t);
        } else if self.is_picture() {
            let mut drawing = Svg::named("chart-columns", id, &self.title, &summary);
            self.drawing(t).into_iter().for_each(|mark| draw(&mut drawing, &mark));
            svg = drawing.done();
        }
        let row = |at: usize| {
            let cell = |one: &Values| Cell {
                said: one.said.get(at).cloned().unwrap_or_default(),
                class: if self.form == Form::Heat {
                    SHADES[self.shade(one.values.get(at).copied().flatten()).min(5)]
                } else {
                    ""
                },
                ..Cell::default()
            };
            Line {
                label: self.row_label(at, t),
                svg: if self.form == Form::Bars { self.bar(at, t) } else { String::new() },
                cells: self.series.iter().map(cell).collect(),
                ..Line::default()
            }
        };
        let mut head = vec![self.of.clone()];
        head.extend(self.series.iter().map(|one| one.label.clone()));
        Chart {
            title: self.title.clone(),
            summary,
            svg,
            legend: self.legend(),
            head,
            rows: (0..self.categories.len()).map(row).collect(),
            foot: Vec::new(),
        }
    }

    /// The parts of a category's bar: class, where it begins and ends, which part of the height it has; all of one.
    #[must_use]
    pub fn bar_parts(&self, at: usize) -> Vec<BarPart> {
        let (end, mut x) = (self.end(), 0.0);
        let beside = if self.stacked { 1.0 } else { self.series.len().max(1) as f64 };
        let mut parts = Vec::new();
        for (n, (series, class)) in self.series.iter().zip(CLASSES).enumerate() {
            let Some(value) = series.values.get(at).copied().flatten().filter(|value| *value > 0.0) else { continue };
            let wide = (value / end).clamp(0.0, 1.0);
            if self.stacked {
                parts.push((class, (x, x + wide), (0.0, 1.0)));
                x += wide;
            } else {
                parts.push((class, (0.0, wide), (n as f64 / beside, 1.0 / beside)));
            }
        }
        parts
    }

    fn bar(&self, at: usize, t: &Words) -> String {
        let mut svg = Svg::beside_words("bar");
        svg.rect("bar-ground", (0.0, 0.0), (100.0, 100.0), "");
        for (class, (from, to), (top, height)) in self.bar_parts(at) {
            let series = self.series.iter().zip(CLASSES).find(|(_, other)| *other == class).map(|(series, _)| series);
            let says = series.map(|series| self.says(series, at, t)).unwrap_or_default();
            svg.rect(class, (from * 100.0, top * 100.0), ((to - from) * 100.0, height * 100.0), &says);
        }
        svg.done()
    }
}

fn draw(svg: &mut Svg, mark: &Mark) {
    match mark {
        Mark::Rect(class, at, size, says) => svg.rect(class, *at, *size, says),
        Mark::Line(class, from, to) => svg.line(class, *from, *to),
        Mark::Dot(class, at, says) => svg.dot(class, *at, says),
        Mark::Text(class, at, anchor, words) => svg.text(class, *at, anchor, words),
    }
}

/// The smallest of 1, 2, 4, 5, 10 times a power of ten that is not below `n`; of whole values of 2, 4, 6, 8, 10, so that half of it is
/// whole too.
fn nice(n: f64, whole: bool) -> f64 {
    let steps = if whole { [2.0, 4.0, 6.0, 8.0, 10.0] } else { [1.0, 2.0, 4.0, 5.0, 10.0] };
    if n <= 0.0 || !n.is_finite() {
        return steps[0];
    }
    let unit = 10_f64.powf(n.log10().floor());
    steps.into_iter().map(|step| step * unit).find(|top| *top >= n).unwrap_or(n)
}

#[cfg(test)]
mod tests {
    use super::{Form, Mark, Plot, Values, nice};
    use belfry_words::{Catalogue, Words};

    fn words() -> Words {
        Catalogue::load(&[]).expect("our own words load").words("en")
    }

    fn plot(form: Form, values: &[Option<f64>]) -> Plot {
        let said = values.iter().map(|value| value.map_or("not shown".to_owned(), |value| value.to_string())).collect();
        let categories = (0..values.len()).map(|n| (format!("Sector {n}"), format!("S{n}"))).collect();
        let series = vec![Values { label: "Mean".into(), values: values.to_vec(), said }];
        Plot { form, title: "Maturity".into(), of: "Sector".into(), categories, series, stacked: false, most: None }
    }

    #[test]
    fn scales_end_where_their_half_can_be_read() {
        assert_eq!([0.0, 1.0, 3.0, 5.0, 11.0].map(|n| nice(n, true)), [2.0, 2.0, 4.0, 6.0, 20.0]);
        assert_eq!([0.0, 0.3, 2.1, 4.5].map(|n| nice(n, false)), [1.0, 0.4, 4.0, 5.0]);
    }

    #[test]
    fn what_is_withheld_is_a_gap_and_is_said() {
        let t = words();
        let lines = plot(Form::Lines, &[Some(1.0), None, Some(2.0), Some(3.0)]);
        let drawn = lines.drawing(&t);
        let of = |class: &str| {
            drawn.iter().filter(|mark| matches!(mark, Mark::Line(known, ..) if known.starts_with(class))).count()
        };
        assert_eq!(of("chart-line"), 1, "from the third to the fourth only");
        let chart = lines.chart("c", &t);
        assert_eq!(chart.rows[1].cells[0].said, "not shown");
        assert_eq!(chart.summary, "Highest for Sector 3, with 3; lowest for Sector 0, with 1.");
        assert!(chart.svg.contains("<circle") && !chart.svg.contains("NaN"));
    }

    #[test]
    fn those_who_share_an_end_are_all_told() {
        let told = |values: &[f64]| {
            let values: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
            plot(Form::Bars, &values).summary(&words())
        };
        assert_eq!(told(&[1.0, 0.0, 1.0]), "Highest for Sector 0 and Sector 2, with 1; lowest for Sector 1, with 0.");
        assert_eq!(told(&[0.0, 0.0, 0.0, 0.0, 2.0]), "Highest for Sector 4, with 2; lowest for 4 categories, with 0.");
    }

    #[test]
    fn too_few_rays_make_no_radar_and_every_ray_has_its_number() {
        assert_eq!(plot(Form::Radar, &[Some(1.0), Some(2.0)]).fitting().form, Form::Bars);
        let radar = plot(Form::Radar, &[Some(1.0), Some(2.0), Some(3.0)]).fitting();
        let chart = radar.chart("r", &words());
        assert!(chart.svg.contains("class=\"radar\"") && chart.rows[2].label == "3. Sector 2");
        for mark in radar.drawing(&words()) {
            let inside = |(x, y): (f64, f64)| (-5.0..=105.0).contains(&x) && (-5.0..=105.0).contains(&y);
            assert!(match mark {
                Mark::Line(_, a, b) => inside(a) && inside(b),
                Mark::Dot(_, a, _) | Mark::Text(_, a, ..) | Mark::Rect(_, a, ..) => inside(a),
            });
        }
    }
}
