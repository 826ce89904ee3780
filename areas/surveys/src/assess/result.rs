//! What follows from what is said: where the organisation stands, what is weakest, what changed. Pure.

use std::cmp::Ordering;
use std::collections::HashMap;

use belfry_catalogue::Framework;
use jiff::civil::Date;

use super::entry::{Entry, Scale};

/// Items that are axes of their own; of more, their headings are.
pub const AXES: usize = 16;

/// What is said of the items, by code.
pub type Entries = HashMap<String, Entry>;

/// A part: an item that is measured, or a heading with all that is measured below it. Shares are from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Part {
    /// Its place among the framework's items.
    pub item: usize,
    /// Where it stands; none where nothing is said.
    pub now: Option<f64>,
    /// What is aimed at.
    pub aim: Option<f64>,
    /// Where it stood last time.
    pub before: Option<f64>,
}

/// An item below what is aimed at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weak {
    /// Its place among the framework's items.
    pub item: usize,
    /// The step where it stands.
    pub level: i64,
    /// The step aimed at.
    pub target: i64,
    /// How much it counts.
    pub weight: i64,
    /// The share that is missing, by what it counts: what the list is sorted by.
    pub urgency: f64,
    /// Whether it was higher last time.
    pub fell: bool,
    /// Until when.
    pub due: Option<Date>,
}

/// An item whose level is another than last time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its place among the framework's items.
    pub item: usize,
    /// The step then.
    pub before: i64,
    /// The step now.
    pub now: i64,
}

/// What follows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// Items that are measured.
    pub of: usize,
    /// Those of which something is said.
    pub said: usize,
    /// Those that do not apply.
    pub apart: usize,
    /// All of it: the mean of its items by what they count.
    pub overall: Part,
    /// The axes of the picture: items, or headings where there are many.
    pub axes: Vec<Part>,
    /// The headings at the top with something measured below them; empty where there are none.
    pub groups: Vec<Part>,
    /// The weakest first.
    pub weak: Vec<Weak>,
    /// The largest change first.
    pub changes: Vec<Change>,
}

/// The place of each item's topmost ancestor, itself if it has none.
#[must_use]
pub fn roots(framework: &Framework) -> Vec<usize> {
    let mut at: HashMap<&str, usize> = HashMap::with_capacity(framework.items.len());
    let mut roots: Vec<usize> = Vec::with_capacity(framework.items.len());
    for (place, item) in framework.items.iter().enumerate() {
        let root = item.parent.as_deref().and_then(|parent| at.get(parent)).map_or(place, |parent| roots[*parent]);
        roots.push(root);
        at.insert(&item.code, place);
    }
    roots
}

/// The places of the items that are measured.
#[must_use]
pub fn measured(framework: &Framework) -> Vec<usize> {
    (0..framework.items.len()).filter(|place| framework.items[*place].assessable).collect()
}

/// Computes it. `aim` is the step aimed at where an item names none; `before` is what was said last time, if there was one.
#[must_use]
pub fn outcome(framework: &Framework, entries: &Entries, aim: i64, before: Option<&Entries>) -> Outcome {
    let scale = Scale::of(framework);
    let all = measured(framework);
    let roots = roots(framework);
    let of = |places: &[usize], item: usize| part(framework, &scale, entries, aim, before, places, item);
    let mut tops: Vec<usize> = all.iter().map(|place| roots[*place]).collect();
    tops.dedup();
    let below = |top: usize| -> Vec<usize> { all.iter().copied().filter(|place| roots[*place] == top).collect() };
    let headings: Vec<Part> = tops.iter().map(|top| of(&below(*top), *top)).collect();
    let items: Vec<Part> = all.iter().map(|place| of(&[*place], *place)).collect();
    let entry = |place: usize| entries.get(&framework.items[place].code);
    let grouped = tops.iter().any(|top| !framework.items[*top].assessable) && tops.len() > 1;
    Outcome {
        of: all.len(),
        said: all.iter().filter(|place| entry(**place).is_some_and(Entry::is_said)).count(),
        apart: all.iter().filter(|place| entry(**place).is_some_and(|e| e.is_said() && e.measured().is_none())).count(),
        overall: of(&all, 0),
        axes: if all.len() <= AXES || tops.len() < 3 { items } else { headings.clone() },
        groups: if grouped { headings } else { Vec::new() },
        weak: weak(framework, &scale, entries, aim, before, &all),
        changes: changes(framework, &scale, entries, before, &all),
    }
}

/// Means over items, by what they count now: so that last time is compared with the same eyes.
fn part(
    framework: &Framework,
    scale: &Scale,
    entries: &Entries,
    aim: i64,
    before: Option<&Entries>,
    places: &[usize],
    item: usize,
) -> Part {
    let (mut now, mut aimed, mut then) = (Mean::default(), Mean::default(), Mean::default());
    for place in places {
        let code = &framework.items[*place].code;
        let entry = entries.get(code);
        let weight = entry.map_or(1, Entry::counts) as f64;
        let applies = entry.is_none_or(|entry| entry.level.is_none_or(|level| level >= 0));
        if applies {
            now.take(entry.and_then(Entry::measured).and_then(|level| scale.share(level)), weight);
            aimed.take(scale.share(entry.and_then(|entry| entry.target).unwrap_or(aim)), weight);
        }
        let last = before.and_then(|before| before.get(code)).and_then(Entry::measured);
        then.take(last.and_then(|level| scale.share(level)), weight);
    }
    Part { item, now: now.get(), aim: aimed.get(), before: then.get() }
}

#[derive(Default)]
struct Mean(f64, f64);

impl Mean {
    fn take(&mut self, share: Option<f64>, weight: f64) {
        if let Some(share) = share {
            self.0 += share * weight;
            self.1 += weight;
        }
    }

    fn get(&self) -> Option<f64> {
        (self.1 > 0.0).then(|| self.0 / self.1)
    }
}

fn weak(
    framework: &Framework,
    scale: &Scale,
    entries: &Entries,
    aim: i64,
    before: Option<&Entries>,
    all: &[usize],
) -> Vec<Weak> {
    let one = |place: &usize| -> Option<Weak> {
        let code = &framework.items[*place].code;
        let entry = entries.get(code)?;
        let (level, target) = (entry.measured()?, entry.target.unwrap_or(aim));
        let missing = scale.share(target)? - scale.share(level)?;
        let last = before.and_then(|before| before.get(code)).and_then(Entry::measured);
        (missing > 0.0).then(|| Weak {
            item: *place,
            level,
            target,
            weight: entry.counts(),
            urgency: missing * entry.counts() as f64,
            fell: last.is_some_and(|last| last > level),
            due: entry.due,
        })
    };
    let mut weak: Vec<Weak> = all.iter().filter_map(one).collect();
    // A day that is set comes before none.
    let due = |one: &Weak| (one.due.is_none(), one.due);
    weak.sort_by(|a, b| {
        let urgency = b.urgency.partial_cmp(&a.urgency).unwrap_or(Ordering::Equal);
        urgency.then(b.fell.cmp(&a.fell)).then(due(a).cmp(&due(b))).then(a.item.cmp(&b.item))
    });
    weak
}

fn changes(
    framework: &Framework,
    scale: &Scale,
    entries: &Entries,
    before: Option<&Entries>,
    all: &[usize],
) -> Vec<Change> {
    let level = |entries: &Entries, place: usize| entries.get(&framework.items[place].code).and_then(Entry::measured);
    let one = |place: &usize| -> Option<Change> {
        let (then, now) = (level(before?, *place)?, level(entries, *place)?);
        (then != now).then_some(Change { item: *place, before: then, now })
    };
    let mut changes: Vec<Change> = all.iter().filter_map(one).collect();
    let size = |one: &Change| {
        let (then, now) = (scale.share(one.before).unwrap_or(0.0), scale.share(one.now).unwrap_or(0.0));
        (now - then).abs()
    };
    changes.sort_by(|a, b| size(b).partial_cmp(&size(a)).unwrap_or(Ordering::Equal).then(a.item.cmp(&b.item)));
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use belfry_catalogue::builtin;

    fn framework(name: &str) -> Framework {
        let found = builtin::all().unwrap().0.into_iter().find(|framework| framework.name == name);
        found.unwrap()
    }

    fn entries(levels: &[(&str, i64)]) -> Entries {
        let entry = |level| Entry { level: Some(level), weight: 1, ..Entry::default() };
        levels.iter().map(|(code, level)| ((*code).to_owned(), entry(*level))).collect()
    }

    #[test]
    fn what_is_farthest_from_its_aim_and_counts_most_comes_first() {
        let framework = framework("nis2-article-21");
        let mut now = entries(&[("21.2.a", 1), ("21.2.b", 0), ("21.2.c", 2), ("21.2.d", 3), ("21.2.e", 4)]);
        now.get_mut("21.2.a").unwrap().weight = 3;
        let told = outcome(&framework, &now, 3, None);
        let codes: Vec<&str> = told.weak.iter().map(|weak| framework.items[weak.item].code.as_str()).collect();
        // Two steps that count three times, three steps, one step; what is reached or exceeded is not weak.
        assert_eq!(codes, ["21.2.a", "21.2.b", "21.2.c"]);
        assert_eq!((told.of, told.said, told.apart), (10, 5, 0));
        let mean = (3.0 * 0.25 + 0.0 + 0.5 + 0.75 + 1.0) / 7.0;
        assert!((told.overall.now.unwrap() - mean).abs() < 1e-9);
        assert_eq!((told.axes.len(), told.groups.len(), told.overall.aim), (10, 0, Some(0.75)));
    }

    #[test]
    fn what_does_not_apply_counts_neither_for_nor_against() {
        let framework = framework("nis2-article-21");
        let told = outcome(&framework, &entries(&[("21.2.a", 4), ("21.2.b", -1)]), 3, None);
        assert_eq!((told.overall.now, told.said, told.apart), (Some(1.0), 2, 1));
        assert!(told.weak.is_empty());
    }

    #[test]
    fn what_changed_is_told_per_item_and_heading_and_what_fell_is_marked() {
        let framework = framework("small-firms");
        let (before, now) =
            (entries(&[("A-1", 2), ("A-2", 0), ("B-1", 1)]), entries(&[("A-1", 1), ("A-2", 2), ("B-1", 1)]));
        let told = outcome(&framework, &now, 2, Some(&before));
        let changed: Vec<(&str, i64, i64)> =
            told.changes.iter().map(|one| (framework.items[one.item].code.as_str(), one.before, one.now)).collect();
        assert_eq!(changed, [("A-2", 0, 2), ("A-1", 2, 1)]);
        assert!(told.weak.iter().any(|weak| framework.items[weak.item].code == "A-1" && weak.fell));
        assert_eq!(told.groups.len(), 4);
        assert_eq!((told.groups[0].before, told.groups[0].now), (Some(0.5), Some(0.75)));
    }

    #[test]
    fn many_items_are_told_by_their_headings() {
        let framework = framework("csirt-maturity");
        let told = outcome(&framework, &entries(&[("O-1", 4)]), 3, None);
        assert_eq!((told.axes.len(), told.of), (4, 45));
    }
}
