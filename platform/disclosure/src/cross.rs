//! A table of counts whose sums are all known: which cells are withheld.
//!
//! The rows are groups of at least the threshold, the columns answers that exclude each other. A withheld cell can be raised only where
//! others of its row and column are lowered: along a circle of withheld cells. So what can be computed of it is a flow through a graph
//! of rows and columns, and where too little can flow, the cheapest further cells are withheld until enough does.

use super::{Shown, says_something};

/// What is known of a cell by what is shown of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Known {
    low: u64,
    high: u64,
}

/// What is shown of each cell; `None` where the table cannot be shown without telling of few.
///
/// All rows have the length of the first. The sums of rows and columns are known to everybody, and each is nothing or at least the
/// threshold: see [`super::join`] and [`super::alone`].
#[must_use]
pub fn cross(counts: &[Vec<u64>], least: u64) -> Option<Vec<Vec<Shown>>> {
    let mut table = Table::of(counts, least)?;
    let sensitive: Vec<(usize, usize)> = table.cells().filter(|(row, column)| table.need(*row, *column) > 0).collect();
    for (row, column) in &sensitive {
        table.protect(*row, *column)?;
    }
    // A band says more than nothing, and so leaves less open: where that is too little, nothing is said of such rows.
    let plain = table.shown();
    table.bands = true;
    let banded = sensitive.iter().filter(|(row, _)| table.band(*row).is_some()).copied().collect::<Vec<_>>();
    let held = banded.into_iter().all(|(row, column)| table.protect(row, column).is_some());
    Some(if held { table.shown() } else { plain })
}

struct Table<'a> {
    counts: &'a [Vec<u64>],
    width: usize,
    least: u64,
    /// The column of nearly all, for rows that have one.
    nearly: Vec<Option<usize>>,
    /// Whether it is said of those rows that one answer has nearly all.
    bands: bool,
    hidden: Vec<Vec<bool>>,
}

/// A step through the graph: from a row along a cell that goes one way to a column, and from there along one that goes the other.
#[derive(Clone, Copy)]
struct Step {
    cell: (usize, usize),
    from: usize,
    room: u64,
}

impl<'a> Table<'a> {
    fn of(counts: &'a [Vec<u64>], least: u64) -> Option<Self> {
        let width = counts.first()?.len();
        let mut nearly = Vec::with_capacity(counts.len());
        for row in counts {
            let sum: u64 = row.iter().sum();
            let (at, most) = row.iter().enumerate().max_by_key(|(at, n)| (**n, std::cmp::Reverse(*at)))?;
            nearly.push((sum > 0 && sum - most < least).then_some(at));
        }
        let hides = |(row, counts): (usize, &Vec<u64>)| -> Vec<bool> {
            counts.iter().map(|n| nearly[row].is_some() || (1..least).contains(n)).collect()
        };
        let hidden = counts.iter().enumerate().map(hides).collect();
        Some(Self { counts, width, least, nearly, bands: false, hidden })
    }

    fn cells(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let (height, width) = (self.counts.len(), self.width);
        (0..height).flat_map(move |row| (0..width).map(move |column| (row, column)))
    }

    /// The column of which it is said that it has most or all of a row, where that is said.
    fn band(&self, row: usize) -> Option<usize> {
        self.nearly[row].filter(|_| self.bands && says_something(self.counts[row].iter().sum(), self.least))
    }

    /// How much has to stay open of a cell: nothing where it may be computed.
    fn need(&self, row: usize, column: usize) -> u64 {
        let n = self.counts[row][column];
        match () {
            () if self.band(row).is_some() => {
                if n > 0 {
                    self.least - 1
                } else {
                    0
                }
            }
            () if (1..self.least).contains(&n) => self.least,
            () if self.nearly[row] == Some(column) => self.least - 1,
            () => 0,
        }
    }

    /// What is known of a cell once it is withheld.
    fn known(&self, row: usize, column: usize) -> Known {
        let sum: u64 = self.counts[row].iter().sum();
        match self.band(row) {
            Some(most) if most == column => Known { low: (sum + 1).saturating_sub(self.least), high: sum },
            Some(_) => Known { low: 0, high: self.least - 1 },
            None => Known { low: 0, high: u64::MAX },
        }
    }

    /// How far a cell can go up or down.
    fn room(&self, row: usize, column: usize, up: bool) -> u64 {
        let (n, known) = (self.counts[row][column], self.known(row, column));
        if up { known.high - n } else { n - known.low }
    }

    /// Withholds more until a cell is open enough.
    fn protect(&mut self, row: usize, column: usize) -> Option<()> {
        let need = self.need(row, column);
        let mut open = 0;
        for free in [true, false] {
            for up in [true, false] {
                let most = self.room(row, column, up).min(need);
                open = if free {
                    open + self.flow((row, column), up, most, true)
                } else {
                    // What flowed for nothing flows again, and more for a price.
                    let back = self.room(row, column, !up).min(need);
                    let other = self.flow((row, column), !up, back, true);
                    other + self.flow((row, column), up, most.min(need.saturating_sub(other)), false)
                };
                if open >= need {
                    return Some(());
                }
            }
        }
        None
    }

    /// How much can flow so that a cell goes up or down, at most `most`. For a price, cells on the way are withheld.
    fn flow(&mut self, cell: (usize, usize), up: bool, most: u64, free: bool) -> u64 {
        let mut used = vec![0_i128; self.counts.len() * self.width];
        let mut flowed = 0;
        while flowed < most {
            let Some(way) = self.way(cell, up, &used, free) else { break };
            let push = way.iter().map(|step| step.room).min().unwrap_or(0).min(most - flowed);
            let mut rises = !up;
            for step in &way {
                used[step.cell.0 * self.width + step.cell.1] +=
                    if rises { i128::from(push) } else { -i128::from(push) };
                self.hidden[step.cell.0][step.cell.1] = true;
                rises = !rises;
            }
            flowed += push;
        }
        flowed
    }

    /// The cheapest way from the cell's row to its column: rows are the first nodes, columns the others (Dijkstra).
    fn way(&self, cell: (usize, usize), up: bool, used: &[i128], free: bool) -> Option<Vec<Step>> {
        let height = self.counts.len();
        let nodes = height + self.width;
        let mut best: Vec<Option<(u64, Option<Step>)>> = vec![None; nodes];
        let mut done = vec![false; nodes];
        *best.get_mut(cell.0)? = Some((0, None));
        let target = height + cell.1;
        while best[target].is_none_or(|(cost, _)| cost > 0) {
            let open = (0..nodes).filter(|node| !done[*node]).filter_map(|node| Some((best[node]?.0, node)));
            let (cost, node) = open.min()?;
            if node == target {
                break;
            }
            done[node] = true;
            // Out of a row cells go against the cell, into a row with it.
            let (from_row, rises) = (node < height, if node < height { !up } else { up });
            let across = if from_row { 0..self.width } else { 0..height };
            for other in across {
                let at = if from_row { (node, other) } else { (other, node - height) };
                let next = if from_row { height + other } else { other };
                if at == cell || done[next] || (free && !self.hidden[at.0][at.1]) {
                    continue;
                }
                let moved = used[at.0 * self.width + at.1];
                let room = i128::from(self.room(at.0, at.1, rises)) - if rises { moved } else { -moved };
                let Some(room) = u64::try_from(room).ok().filter(|room| *room > 0) else { continue };
                let price = if self.hidden[at.0][at.1] { 0 } else { 8 + self.counts[at.0][at.1] };
                let sum = cost + price;
                if best[next].is_none_or(|(known, _)| sum < known) {
                    best[next] = Some((sum, Some(Step { cell: at, from: node, room })));
                }
            }
        }
        let (mut way, mut node) = (Vec::new(), target);
        while let Some((_, Some(step))) = best[node] {
            way.push(step);
            node = step.from;
        }
        way.reverse();
        Some(way)
    }

    fn shown(&self) -> Vec<Vec<Shown>> {
        let cell = |row: usize, column: usize| match self.band(row) {
            Some(most) if most == column => Shown::Nearly,
            Some(_) => Shown::Hardly,
            None if self.hidden[row][column] => Shown::Withheld,
            None => Shown::Count(self.counts[row][column]),
        };
        (0..self.counts.len()).map(|row| (0..self.width).map(|column| cell(row, column)).collect()).collect()
    }
}
