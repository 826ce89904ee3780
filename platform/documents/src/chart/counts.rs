//! Counts by category or month, one or several series.

use belfry_words::Words;

use super::svg::Drawing;
use super::{Cell, Chart, Legend, Line};

/// Series that have a colour of their own; of more, all but the largest are drawn as one.
const DRAWN: usize = 6;
const CLASSES: [&str; DRAWN] = ["s1", "s2", "s3", "s4", "s5", "s6"];
/// More columns than these do not all have room for their words on a phone.
const ALL_NAMED: usize = 7;
/// The part of the picture that the columns fill; the rest is for words.
const TOP: f64 = 8.0;
const BOTTOM: f64 = 86.0;
/// Where the columns begin: the numbers of the lines stand before them.
const LEFT: f64 = 6.0;

/// What is counted.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// What it is about.
    pub title: String,
    /// The heading of the categories: "Month", "Sector".
    pub of: String,
    /// Months or categories, in their order.
    pub categories: Vec<Category>,
    /// One or several, each with a value per category.
    pub series: Vec<Series>,
}

/// A month, a sector.
#[derive(Clone, Debug, Default)]
pub struct Category {
    /// As it is read in the table: "March 2026".
    pub label: String,
    /// As it stands below a column: "Mar".
    pub short: String,
    /// Where it leads; empty for nowhere.
    pub href: String,
}

/// One row of values.
#[derive(Clone, Debug, Default)]
pub struct Series {
    /// What it is: a circle, a class.
    pub label: String,
    /// A value per category.
    pub values: Vec<u64>,
}

impl Counts {
    /// Stacked columns over time, their table behind.
    #[must_use]
    pub fn columns(&self, id: &str, t: &Words) -> Chart {
        let drawn = self.drawn(t);
        let summary = self.summary(t);
        let mut svg = Drawing::named("chart-columns", id, &self.title, &summary);
        let top = nice(self.totals().into_iter().max().unwrap_or(0));
        for (share, n) in [(1.0, top), (0.5, top / 2), (0.0, 0)] {
            let y = BOTTOM - share * (BOTTOM - TOP);
            svg.line(if n == 0 { "chart-base" } else { "chart-rule" }, (0.0, y), (100.0, y));
            if n > 0 {
                svg.text("chart-scale", (0.0, y - 1.5), "start", &t.number(n));
            }
        }
        let slot = (100.0 - LEFT) / self.categories.len().max(1) as f64;
        let width = (slot * 0.7).min(8.0);
        for (at, category) in self.categories.iter().enumerate() {
            let middle = LEFT + slot * (at as f64 + 0.5);
            let mut y = BOTTOM;
            for (series, class) in drawn.iter().zip(CLASSES) {
                let n = series.values.get(at).copied().unwrap_or(0);
                let height = n as f64 / top as f64 * (BOTTOM - TOP);
                y -= height;
                if n > 0 {
                    let says = self.says(t, category, series, n);
                    svg.rect(class, (middle - width / 2.0, y), (width, height), &says);
                }
            }
            let from_the_end = self.categories.len() - at;
            let minor = self.categories.len() > ALL_NAMED && from_the_end.is_multiple_of(2);
            svg.text(if minor { "chart-name minor" } else { "chart-name" }, (middle, 96.0), "middle", &category.short);
        }
        Chart { svg: svg.done(), ..self.table(&drawn, summary, t) }
    }

    /// A table with a stacked bar in each row.
    #[must_use]
    pub fn bars(&self, t: &Words) -> Chart {
        let drawn = self.drawn(t);
        let totals = self.totals();
        let longest = totals.iter().copied().max().unwrap_or(0).max(1) as f64;
        let mut chart = self.table(&drawn, self.summary(t), t);
        for (at, line) in chart.rows.iter_mut().enumerate() {
            let mut svg = Drawing::beside_words("bar");
            svg.rect("bar-ground", (0.0, 0.0), (100.0, 100.0), "");
            let mut x = 0.0;
            for (series, class) in drawn.iter().zip(CLASSES) {
                let n = series.values.get(at).copied().unwrap_or(0);
                let width = n as f64 / longest * 100.0;
                if let (true, Some(category)) = (n > 0, self.categories.get(at)) {
                    svg.rect(class, (x, 0.0), (width, 100.0), &self.says(t, category, series, n));
                }
                x += width;
            }
            line.svg = svg.done();
        }
        chart
    }

    fn says(&self, t: &Words, category: &Category, series: &Series, n: u64) -> String {
        if self.series.len() == 1 {
            return t.a("words-chart-value", [("of", category.label.as_str().into()), ("n", n.into())]);
        }
        let args = [("of", category.label.as_str().into()), ("series", series.label.as_str().into()), ("n", n.into())];
        t.a("words-chart-value-of", args)
    }

    /// The sum of each category.
    fn totals(&self) -> Vec<u64> {
        let sum = |at| self.series.iter().filter_map(|series| series.values.get(at)).sum();
        (0..self.categories.len()).map(sum).collect()
    }

    fn summary(&self, t: &Words) -> String {
        let totals = self.totals();
        let all: u64 = totals.iter().sum();
        let most = totals.iter().zip(&self.categories).rev().max_by_key(|(n, _)| **n).filter(|(n, _)| **n > 0);
        match most {
            Some((n, category)) => t.a(
                "words-chart-summary",
                [("all", all.into()), ("most", category.label.as_str().into()), ("n", (*n).into())],
            ),
            None => t.s("words-chart-none"),
        }
    }

    /// The series as they are drawn: no more than there are colours.
    fn drawn(&self, t: &Words) -> Vec<Series> {
        if self.series.len() <= DRAWN {
            return self.series.clone();
        }
        let mut by_size: Vec<(usize, u64)> =
            self.series.iter().enumerate().map(|(at, series)| (at, series.values.iter().sum())).collect();
        by_size.sort_by_key(|(at, sum)| (std::cmp::Reverse(*sum), *at));
        let mut own: Vec<usize> = by_size.iter().take(DRAWN - 1).map(|(at, _)| *at).collect();
        own.sort_unstable();
        let mut others = Series { label: t.s("words-chart-others"), values: vec![0; self.categories.len()] };
        for (_, series) in self.series.iter().enumerate().filter(|(at, _)| !own.contains(at)) {
            others.values.iter_mut().zip(&series.values).for_each(|(sum, n)| *sum += n);
        }
        own.into_iter().filter_map(|at| self.series.get(at).cloned()).chain([others]).collect()
    }

    /// The table: every series, drawn by itself or not.
    fn table(&self, drawn: &[Series], summary: String, t: &Words) -> Chart {
        let several = self.series.len() > 1;
        let mut head = vec![self.of.clone()];
        head.extend(self.series.iter().map(|series| series.label.clone()));
        let sums = |values: &[u64]| values.iter().sum::<u64>();
        let mut foot = vec![t.s("words-chart-sum")];
        foot.extend(self.series.iter().map(|series| t.number(sums(&series.values))));
        if several {
            head.push(t.s("words-chart-sum"));
            foot.push(t.number(sums(&self.totals())));
        }
        let row = |(at, category): (usize, &Category)| {
            let values = self.series.iter().map(|series| series.values.get(at).copied().unwrap_or(0));
            let total = several.then(|| values.clone().sum::<u64>());
            Line {
                label: category.label.clone(),
                href: category.href.clone(),
                svg: String::new(),
                cells: values.chain(total).map(|n| Cell::of(t.number(n))).collect(),
            }
        };
        let legend = drawn.iter().zip(CLASSES).filter(|_| several);
        Chart {
            title: self.title.clone(),
            summary,
            svg: String::new(),
            legend: legend.map(|(series, class)| Legend { class, label: series.label.clone() }).collect(),
            head,
            rows: self.categories.iter().enumerate().map(row).collect(),
            foot,
        }
    }
}

/// The smallest even number of 2, 4, 6, 8, 10 times a power of ten that is not below `n`: half of it is whole too.
fn nice(n: u64) -> u64 {
    let mut unit = 1_u64;
    loop {
        if let Some(top) = [2, 4, 6, 8, 10].into_iter().map(|step| step * unit).find(|top| *top >= n) {
            return top;
        }
        match unit.checked_mul(10) {
            Some(next) if next <= u64::MAX / 10 => unit = next,
            _ => return u64::MAX,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::nice;

    #[test]
    fn the_scale_ends_at_an_even_number() {
        let tops: Vec<u64> = [0, 1, 2, 3, 9, 11, 61, 1_001, u64::MAX].into_iter().map(nice).collect();
        assert_eq!(tops, [2, 2, 2, 4, 10, 20, 80, 2_000, u64::MAX]);
    }
}
