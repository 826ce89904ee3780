//! What is due when, as marks along a line of time.

use std::collections::BTreeMap;

use belfry_words::Words;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use super::svg::Drawing;
use super::{Cell, Chart, Legend, Line};

/// Marks that have a place of their own along the line.
const PLACES: f64 = 40.0;
/// Marks drawn above each other; of more, the number is said.
const STACKED: usize = 5;
/// Where the line lies, and how far marks are apart, in percent of the height.
const BASE: f64 = 74.0;
const STEP: f64 = 11.0;
/// A circle and a diamond around a point, in pixels.
const CIRCLE: &str = "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z";
const DIAMOND: &str = "M0-7 7 0 0 7-7 0z";

/// Deadlines of a span of time.
#[derive(Clone, Debug)]
pub struct Deadlines {
    /// What it is about.
    pub title: String,
    /// The headings of the table: what, when, state.
    pub head: [String; 3],
    /// The instant of looking.
    pub now: Timestamp,
    /// Where the line begins; earlier deadlines stand at its beginning.
    pub from: Timestamp,
    /// Where it ends; later ones stand in the table only.
    pub to: Timestamp,
    /// In the order of their instants.
    pub items: Vec<Deadline>,
}

/// Something that is due.
#[derive(Clone, Debug)]
pub struct Deadline {
    /// What.
    pub label: String,
    /// Where it leads; empty for nowhere.
    pub href: String,
    /// When.
    pub at: Timestamp,
    /// When, as it is read.
    pub said: String,
    /// Done, due or late.
    pub state: Due,
}

/// Where a deadline stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// It was met.
    Done,
    /// It is to come.
    Open,
    /// It has passed.
    Late,
}

impl Due {
    fn class(self) -> &'static str {
        match self {
            Self::Done => "due-done",
            Self::Open => "due-open",
            Self::Late => "due-late",
        }
    }

    fn path(self) -> &'static str {
        if self == Self::Late { DIAMOND } else { CIRCLE }
    }

    fn words(self, t: &Words) -> String {
        match self {
            Self::Done => t.s("words-chart-due-done"),
            Self::Open => t.s("words-chart-due-open"),
            Self::Late => t.s("words-chart-due-late"),
        }
    }
}

impl Deadlines {
    /// The drawing and its table.
    #[must_use]
    pub fn strip(&self, id: &str, t: &Words) -> Chart {
        let late = self.items.iter().filter(|item| item.state == Due::Late).count();
        let open = self.items.iter().filter(|item| item.state == Due::Open).count();
        let summary = if self.items.is_empty() {
            t.s("words-chart-due-none")
        } else {
            t.a("words-chart-due", [("open", open.into()), ("late", late.into())])
        };
        let mut svg = Drawing::named("chart-strip", id, &self.title, &summary);
        svg.line("chart-base", (0.0, BASE + 6.0), (100.0, BASE + 6.0));
        self.months(&mut svg, t);
        let now = self.place(self.now);
        svg.line("chart-now", (now, 12.0), (now, BASE + 6.0));
        let anchor = if now < 10.0 { "start" } else { "middle" };
        svg.text("chart-name", (now, 9.0), anchor, &t.s("words-chart-today"));
        self.marks(&mut svg, t);
        let row = |item: &Deadline| Line {
            label: item.label.clone(),
            href: item.href.clone(),
            svg: String::new(),
            cells: vec![Cell::of(item.said.clone()), Cell::of(item.state.words(t))],
        };
        let states = [Due::Late, Due::Open, Due::Done].into_iter();
        let present = states.filter(|state| self.items.iter().any(|item| item.state == *state));
        Chart {
            title: self.title.clone(),
            summary,
            svg: svg.done(),
            legend: present.map(|state| Legend { class: state.class(), label: state.words(t) }).collect(),
            head: self.head.to_vec(),
            rows: self.items.iter().map(row).collect(),
            foot: Vec::new(),
        }
    }

    fn marks(&self, svg: &mut Drawing, t: &Words) {
        let mut stacks: BTreeMap<i64, Vec<&Deadline>> = BTreeMap::new();
        for item in self.items.iter().filter(|item| item.at <= self.to) {
            stacks.entry((self.place(item.at) / 100.0 * PLACES) as i64).or_default().push(item);
        }
        for (place, stack) in stacks {
            let x = ((place as f64 + 0.5) / PLACES * 100.0).min(98.5);
            for (above, item) in stack.iter().take(STACKED).enumerate() {
                let says = t.labelled(&item.label, &item.said);
                svg.mark(item.state.class(), (x, BASE - above as f64 * STEP), item.state.path(), &says);
            }
            if let Some(more) = stack.len().checked_sub(STACKED).filter(|more| *more > 0) {
                svg.text("chart-name", (x, BASE - STACKED as f64 * STEP), "middle", &format!("+{more}"));
            }
        }
    }

    /// A short line and its name where each month begins.
    fn months(&self, svg: &mut Drawing, t: &Words) {
        let zone = t.zone();
        let mut first: Date = self.from.to_zoned(zone.clone()).date().first_of_month();
        for _ in 0..24 {
            let Ok(next) = first.checked_add(1.month()) else { return };
            first = next;
            let Ok(start) = first.to_zoned(zone.clone()) else { return };
            if start.timestamp() >= self.to {
                return;
            }
            let x = self.place(start.timestamp());
            svg.line("chart-rule", (x, BASE + 2.0), (x, BASE + 10.0));
            if x < 94.0 {
                svg.text("chart-name", (x, 96.0), "middle", &t.month_short(first));
            }
        }
    }

    /// Percent of the line.
    fn place(&self, at: Timestamp) -> f64 {
        let whole = (self.to.as_second() - self.from.as_second()).max(1) as f64;
        ((at.as_second() - self.from.as_second()) as f64 / whole * 100.0).clamp(0.0, 100.0)
    }
}
