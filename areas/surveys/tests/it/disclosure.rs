//! The attack on what is published: everything that somebody can compute from counts, sums and bands, against the raw counts.

use std::collections::BTreeSet;
use std::time::Instant;

use belfry_surveys::disclosure::cohort::counted;
use belfry_surveys::disclosure::cross::cross;
use belfry_surveys::disclosure::magnitude::{grouped, middle};
use belfry_surveys::disclosure::{LEAST, Shown, alone, join};
use rust_decimal::Decimal;

/// Numbers that look random and repeat.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % below
    }
}

/// What anybody knows of a cell.
fn bounds(shown: Shown, row: u64, column: u64) -> (u64, u64) {
    match shown {
        Shown::Count(n) => (n, n),
        Shown::Withheld => (0, row.min(column)),
        Shown::Nearly => ((row + 1).saturating_sub(LEAST), row.min(column)),
        Shown::Hardly => (0, (LEAST - 1).min(column)),
    }
}

/// Every table of counts that fits what is published, as lists of cells.
fn all_that_fit(shown: &[Vec<Shown>], rows: &[u64], columns: &[u64]) -> Vec<Vec<u64>> {
    fn go(
        at: usize,
        shown: &[Vec<Shown>],
        left: &mut (Vec<u64>, Vec<u64>),
        sums: (&[u64], &[u64]),
        cells: &mut Vec<u64>,
        found: &mut Vec<Vec<u64>>,
    ) {
        let width = sums.1.len();
        let (row, column) = (at / width, at % width);
        if row == sums.0.len() {
            if left.1.iter().all(|n| *n == 0) {
                found.push(cells.clone());
            }
            return;
        }
        let (low, high) = bounds(shown[row][column], sums.0[row], sums.1[column]);
        let low = if column + 1 == width { low.max(left.0[row]) } else { low };
        for n in low..=high.min(left.0[row]).min(left.1[column]) {
            left.0[row] -= n;
            left.1[column] -= n;
            cells.push(n);
            go(at + 1, shown, left, sums, cells, found);
            cells.pop();
            left.0[row] += n;
            left.1[column] += n;
        }
    }
    let mut found = Vec::new();
    let mut left = (rows.to_vec(), columns.to_vec());
    go(0, shown, &mut left, (rows, columns), &mut Vec::new(), &mut found);
    found
}

fn sums(counts: &[Vec<u64>]) -> (Vec<u64>, Vec<u64>) {
    let rows = counts.iter().map(|row| row.iter().sum()).collect();
    let columns = (0..counts[0].len()).map(|at| counts.iter().map(|row| row[at]).sum()).collect();
    (rows, columns)
}

fn random(dice: &mut Dice, height: usize, width: usize, skew: u64) -> Vec<Vec<u64>> {
    let cell = |dice: &mut Dice| {
        let n = dice.roll(9);
        if dice.roll(skew) == 0 { n } else { n / 4 }
    };
    (0..height).map(|_| (0..width).map(|_| cell(dice)).collect()).collect()
}

fn fits(counts: &[Vec<u64>]) -> bool {
    let (rows, columns) = sums(counts);
    rows.iter().chain(&columns).all(|n| *n == 0 || *n >= LEAST)
}

/// No cell, and no sum of cells of one row or column, of one to four organisations can be computed: among all tables that fit, each
/// such sum takes another value too, and each small cell could be large.
fn holds_against_everything(counts: &[Vec<u64>], shown: &[Vec<Shown>]) {
    let (rows, columns) = sums(counts);
    let tables = all_that_fit(shown, &rows, &columns);
    let (height, width) = (rows.len(), columns.len());
    let truth: Vec<u64> = counts.iter().flatten().copied().collect();
    assert!(tables.contains(&truth), "what is published is true");
    let lines = (0..height)
        .map(|row| (0..width).map(|column| row * width + column).collect::<Vec<_>>())
        .chain((0..width).map(|column| (0..height).map(|row| row * width + column).collect()));
    for line in lines {
        for some in 1_u32..(1 << line.len()) {
            let of = |table: &[u64]| -> u64 {
                line.iter().enumerate().filter(|(n, _)| some & (1 << n) != 0).map(|(_, at)| table[*at]).sum()
            };
            let here = of(&truth);
            if (1..LEAST).contains(&here) {
                let (low, high) =
                    tables.iter().map(|table| of(table)).fold((u64::MAX, 0), |(l, h), n| (l.min(n), h.max(n)));
                assert!(high > low, "{here} organisations can be computed: {counts:?} {shown:?}");
                assert!(high - low + 1 >= LEAST, "{low}..{high} tells of {here}: {counts:?} {shown:?}");
            }
        }
    }
    for (row, sum) in rows.iter().enumerate().filter(|(_, sum)| **sum > 0) {
        for column in 0..width {
            let at = row * width + column;
            assert!(
                truth[at] != *sum || tables.iter().any(|table| table[at] != *sum),
                "that all of a group said the same can be computed: {counts:?} {shown:?}"
            );
        }
    }
}

#[test]
fn nothing_of_few_can_be_computed_from_small_tables() {
    let mut dice = Dice(7);
    let (mut tried, mut shown) = (0, 0);
    while tried < 1_500 {
        let (height, width, skew) = (2 + dice.roll(2) as usize, 2 + dice.roll(2) as usize, 1 + dice.roll(3));
        let counts = random(&mut dice, height, width, skew);
        if !fits(&counts) {
            continue;
        }
        tried += 1;
        let Some(published) = cross(&counts, LEAST) else { continue };
        shown += published.iter().flatten().filter(|cell| cell.count().is_some()).count();
        holds_against_everything(&counts, &published);
    }
    assert!(shown > 200, "something is still told: {shown} cells");
    println!("{shown} cells told of {tried} tables");
}

#[test]
fn one_question_tells_of_nobody() {
    let mut dice = Dice(11);
    for _ in 0..20_000 {
        let counts: Vec<u64> = (0..2 + dice.roll(5)).map(|_| dice.roll(14) / (1 + dice.roll(4))).collect();
        let all: u64 = counts.iter().sum();
        let Some(shown) = alone(&counts, LEAST) else {
            assert!(all < LEAST);
            continue;
        };
        let hidden: Vec<usize> = (0..counts.len()).filter(|at| shown[*at].count().is_none()).collect();
        let together: u64 = hidden.iter().map(|at| counts[*at]).sum();
        assert!(hidden.is_empty() || hidden.len() > 1, "{counts:?} {shown:?}");
        assert!(together == 0 || together >= LEAST, "{counts:?} {shown:?}");
        assert!((0..counts.len()).all(|at| hidden.contains(&at) || counts[at] == 0 || counts[at] >= LEAST));
        assert!(counts.iter().all(|n| *n != all) || hidden.len() == counts.len(), "all said the same: {shown:?}");
    }
    assert_eq!(
        alone(&[20, 3, 9, 0], LEAST).unwrap()[..],
        [Shown::Count(20), Shown::Withheld, Shown::Withheld, Shown::Count(0)]
    );
    assert_eq!(alone(&[0, 12], LEAST).unwrap(), [Shown::Hardly, Shown::Nearly]);
    assert_eq!(
        alone(&[2, 12], LEAST).unwrap(),
        [Shown::Hardly, Shown::Nearly],
        "two who differ look like nobody who does"
    );
    assert!(alone(&[2, 2], LEAST).is_none());
}

/// Which hidden cells are determined by the sums: the equations of rows and columns, solved.
fn determined(shown: &[Vec<Shown>], counts: &[Vec<u64>]) -> Vec<(usize, usize)> {
    let (height, width) = (counts.len(), counts[0].len());
    let hidden: Vec<(usize, usize)> = (0..height)
        .flat_map(|row| (0..width).map(move |column| (row, column)))
        .filter(|(row, column)| shown[*row][*column].count().is_none())
        .collect();
    let line = |n: usize| -> Vec<f64> {
        let inside = |(row, column): &(usize, usize)| if n < height { *row == n } else { *column == n - height };
        hidden.iter().map(|cell| f64::from(u8::from(inside(cell)))).collect()
    };
    let mut lines: Vec<Vec<f64>> = (0..height + width).map(line).collect();
    let mut rank = 0;
    for column in 0..hidden.len() {
        let Some(pivot) = (rank..lines.len()).find(|n| lines[*n][column].abs() > 1e-9) else { continue };
        lines.swap(rank, pivot);
        let head = lines[rank].clone();
        for (n, line) in lines.iter_mut().enumerate() {
            let factor = if n == rank { 0.0 } else { line[column] / head[column] };
            line.iter_mut().zip(&head).for_each(|(cell, of)| *cell -= factor * of);
        }
        rank += 1;
    }
    let alone = |line: &&Vec<f64>| line.iter().filter(|cell| cell.abs() > 1e-9).count() == 1;
    let solved = lines[..rank].iter().filter(alone);
    solved.filter_map(|line| Some(hidden[line.iter().position(|cell| cell.abs() > 1e-9)?])).collect()
}

#[test]
fn a_table_of_forty_by_twelve_is_protected_within_fifty_milliseconds() {
    let mut dice = Dice(3);
    let mut slowest = 0;
    for round in 0..20 {
        let counts: Vec<Vec<u64>> = (0..40).map(|_| (0..12).map(|_| dice.roll(3 + round)).collect()).collect();
        if !fits(&counts) {
            continue;
        }
        let begun = Instant::now();
        let shown = cross(&counts, LEAST).expect("a table");
        slowest = slowest.max(begun.elapsed().as_millis());
        let (rows, columns) = sums(&counts);
        for (row, column) in determined(&shown, &counts) {
            let n = counts[row][column];
            assert!(n == 0 || n >= LEAST, "{n} at {row}, {column} can be computed");
        }
        let hidden_of = |cells: Vec<(usize, usize)>| -> u64 {
            let hidden = cells.into_iter().filter(|(row, column)| shown[*row][*column].count().is_none());
            hidden.map(|(row, column)| counts[row][column]).sum()
        };
        for row in 0..rows.len() {
            let sum = hidden_of((0..12).map(|column| (row, column)).collect());
            assert!(sum == 0 || sum >= LEAST, "row {row} minus what is told leaves {sum}");
        }
        for column in 0..columns.len() {
            let sum = hidden_of((0..40).map(|row| (row, column)).collect());
            assert!(sum == 0 || sum >= LEAST, "column {column} minus what is told leaves {sum}");
        }
    }
    // Programs that are not optimised are given ten times as long.
    assert!(slowest < if cfg!(debug_assertions) { 500 } else { 50 }, "{slowest} ms");
}

#[test]
fn groups_of_few_are_told_together() {
    assert_eq!(join(&[9, 3, 4, 0, 12], LEAST), vec![vec![0], vec![4], vec![1, 2]]);
    assert_eq!(join(&[9, 2, 12], LEAST), vec![vec![2], vec![0, 1]], "the smallest of the others joins them");
    assert_eq!(join(&[2, 1], LEAST), vec![vec![0, 1]]);
    assert!(join(&[0, 0], LEAST).is_empty());
}

/// Whoever compares two waves learns of those who are in one of them only: never of fewer than the threshold.
#[test]
fn two_waves_tell_of_nobody_who_came_or_went() {
    let mut dice = Dice(23);
    let least = LEAST as usize;
    for _ in 0..2_000 {
        let mut waves: Vec<BTreeSet<i64>> = Vec::new();
        let mut there: BTreeSet<i64> = (0..8 + dice.roll(30) as i64).collect();
        for _ in 0..4 {
            let wave = counted(&there, &waves, least, |one| (one as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
            assert!(wave.is_subset(&there) && (wave.is_empty() || wave.len() >= least));
            for earlier in waves.iter().filter(|_| !wave.is_empty()) {
                for apart in [wave.difference(earlier).count(), earlier.difference(&wave).count()] {
                    assert!(apart == 0 || apart >= least, "{apart} of {} and {}", wave.len(), earlier.len());
                }
            }
            if !wave.is_empty() {
                waves.push(wave);
            }
            there.retain(|_| dice.roll(12) > 0);
            there.extend((0..dice.roll(7)).map(|n| 1_000 * (waves.len() as i64) + n as i64));
        }
    }
    let same: BTreeSet<i64> = (0..20).collect();
    assert_eq!(counted(&same, std::slice::from_ref(&same), least, |one| one as u64), same);
}

#[test]
fn a_mean_does_not_shine_through_to_one_who_dominates_it() {
    let of = |numbers: &[i64]| middle(&numbers.iter().map(|n| (*n).into()).collect::<Vec<_>>(), LEAST);
    assert_eq!(of(&[1, 2, 3, 4]), None);
    let five = of(&[10, 20, 30, 40, 51]).unwrap();
    assert_eq!((five.mean, five.quartiles), (Some(30.into()), None));
    assert_eq!(of(&[1, 1, 1, 1, 900]).unwrap().mean, None);
    let many: Vec<i64> = (100..140).collect();
    let told = of(&many).unwrap();
    assert_eq!(told.quartiles.unwrap().map(|n| n.to_string()), ["110", "120", "130"]);
}

/// Of two questions there is one table: whoever looks at it from both sides sees the same cells withheld.
#[test]
fn a_table_read_either_way_withholds_the_same() {
    use belfry_forms::core::{Language, publish};
    use belfry_surveys::result::tally::{By, Columns, Question, Words, questions};
    use belfry_surveys::result::told::tell;
    let mut dice = Dice(5);
    let form = publish(crate::valley::form("two")).unwrap();
    let english = Language::parse("en").unwrap();
    let t = belfry_words::Catalogue::load(&[]).unwrap().words("en");
    let words = Words {
        t: &t,
        language: &english,
        handed: String::new(),
        yes_no_none: ["Yes", "No", "None"].map(str::to_owned),
        named: &|_, code: &str| code.to_owned(),
    };
    let mut compared = 0;
    for _ in 0..300 {
        let mut columns = Columns::of(&form, |_| true);
        for _ in 0..25 + dice.roll(40) {
            let level = ["low", "middle", "high", "high"][dice.roll(4) as usize];
            let plan = match dice.roll(4) {
                0 => String::new(),
                n => format!(r#","plan":{{"truth":{}}}"#, n == 1),
            };
            let kept =
                format!(r#"{{"values":{{"level":{{"code":"{level}"}}{plan},"remarks":{{"text":"what \"else\""}}}}}}"#);
            columns.take(1, &kept).unwrap();
        }
        columns.settle();
        let all = questions(&form, &columns, &words);
        let named = |name: &str| all.iter().find(|one| one.name.as_str() == name).unwrap().clone();
        let (one, two) = (named("level"), named("plan"));
        let of = |what: &Question, by: &Question| {
            let told = tell(vec![what.clone()], &columns, Some(&By::Question(by)), LEAST).unwrap();
            told.into_iter().next().unwrap().groups
        };
        let (Some(a), Some(b)) = (of(&one, &two), of(&two, &one)) else { continue };
        compared += 1;
        for (row, cells) in a.cells.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                assert_eq!(*cell, b.cells[column][row]);
            }
        }
    }
    assert!(compared > 50, "{compared}");
}

#[test]
fn from_the_mean_of_all_and_of_the_other_groups_none_of_few_can_be_computed() {
    let (mut dice, mut told, mut held) = (Dice(11), 0, 0);
    for _ in 0..3_000 {
        let groups: Vec<Vec<Option<Decimal>>> = (0..2 + dice.roll(6))
            .map(|_| {
                let size = LEAST + dice.roll(9);
                let huge = dice.roll(5) == 0;
                (0..size)
                    .map(|n| match dice.roll(6) {
                        0 => None,
                        _ if huge && n == 0 => Some(Decimal::from(5_000)),
                        _ => Some(Decimal::from(1 + dice.roll(40))),
                    })
                    .collect()
            })
            .collect();
        let all: Vec<Decimal> = groups.iter().flatten().copied().flatten().collect();
        if middle(&all, LEAST).is_none_or(|middle| middle.mean.is_none()) {
            continue;
        }
        let shown = grouped(&groups, LEAST);
        let (mut left, mut open) = (Vec::new(), 0);
        for (group, shown) in groups.iter().zip(&shown) {
            let given: Vec<Decimal> = group.iter().copied().flatten().collect();
            match shown.and_then(|middle| middle.mean) {
                Some(_) => {
                    open += 1;
                    let missing = group.len() - given.len();
                    assert!(given.len() as u64 >= LEAST && (missing == 0 || missing as u64 >= LEAST));
                }
                None => left.extend(given),
            }
        }
        // What is left when everything that is shown is taken away from the whole.
        let largest = left.iter().max().copied().unwrap_or_default();
        let sum: Decimal = left.iter().sum();
        assert!(left.is_empty() || left.len() as u64 >= LEAST && largest * Decimal::TWO <= sum, "{groups:?} {shown:?}");
        told += open;
        held += usize::from(!left.is_empty());
    }
    assert!(told > 500 && held > 500, "{told} {held}");
}
