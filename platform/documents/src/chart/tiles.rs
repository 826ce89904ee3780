//! Counts by two headings: a table whose cells are shaded by their size.

use belfry_words::Words;

use super::{Cell, Chart, Line};

const SHADES: [&str; 6] = ["heat-0", "heat-1", "heat-2", "heat-3", "heat-4", "heat-5"];

/// What is counted, by row and column.
#[derive(Clone, Debug, Default)]
pub struct Tiles {
    /// What it is about.
    pub title: String,
    /// The heading of the rows: "Sector".
    pub of: String,
    /// The headings of the columns: regions.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<TileRow>,
}

/// A row of tiles.
#[derive(Clone, Debug, Default)]
pub struct TileRow {
    /// Its heading.
    pub label: String,
    /// One per column.
    pub tiles: Vec<Tile>,
}

/// A tile.
#[derive(Clone, Debug, Default)]
pub struct Tile {
    /// How many.
    pub n: u64,
    /// Where they are listed; empty for nowhere.
    pub href: String,
}

impl Tiles {
    /// The table; sums at the end of each row and column. Shades are by the square root, so that small counts still differ
    /// beside a large one.
    #[must_use]
    pub fn heat(&self, t: &Words) -> Chart {
        let most = self.rows.iter().flat_map(|row| &row.tiles).map(|tile| tile.n).max().unwrap_or(0);
        let mut sums = vec![0_u64; self.columns.len()];
        let mut largest = (0, "", "");
        let mut rows = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            let mut cells = Vec::with_capacity(row.tiles.len() + 1);
            for ((tile, sum), column) in row.tiles.iter().zip(&mut sums).zip(&self.columns) {
                *sum += tile.n;
                if tile.n > largest.0 {
                    largest = (tile.n, &row.label, column);
                }
                let href = if tile.n > 0 { tile.href.clone() } else { String::new() };
                cells.push(Cell { said: t.number(tile.n), href, class: shade(tile.n, most) });
            }
            cells.push(Cell::of(t.number(row.tiles.iter().map(|tile| tile.n).sum::<u64>())));
            rows.push(Line { label: row.label.clone(), cells, ..Line::default() });
        }
        let all: u64 = sums.iter().sum();
        let summary = match largest {
            (0, ..) => t.s("words-chart-none"),
            (n, row, column) => t.a(
                "words-chart-tiles",
                [("all", all.into()), ("row", row.into()), ("column", column.into()), ("n", n.into())],
            ),
        };
        let ends = |word: String, middle: Vec<String>, last: String| [vec![word], middle, vec![last]].concat();
        Chart {
            title: self.title.clone(),
            summary,
            head: ends(self.of.clone(), self.columns.clone(), t.s("words-chart-sum")),
            rows,
            foot: ends(t.s("words-chart-sum"), sums.iter().map(|n| t.number(*n)).collect(), t.number(all)),
            ..Chart::default()
        }
    }
}

fn shade(n: u64, most: u64) -> &'static str {
    let share = (n as f64 / most.max(1) as f64).sqrt();
    SHADES.get((share * 5.0).ceil() as usize).copied().unwrap_or("heat-0")
}
