//! The result as a page shows it: to its organisation and to those to whom it is shown.

use std::collections::HashMap;

use belfry_catalogue::{Framework, Language};
use belfry_documents::chart::{Chart, Radar, Shape, Spoke, Stands};
use belfry_web::prose::harmless;
use belfry_words::Words;

use super::entry::{Entry, Scale};
use super::peers::Peers;
use super::result::{Entries, Outcome, Part, Weak, measured, outcome};
use crate::catalogue;
use crate::file::File;

/// Weak spots that are shown: what comes after them is not next.
const WEAKEST: usize = 10;

/// A weak spot with its reasons.
pub struct WeakRow {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub title: String,
    /// Where it stands, and what is aimed at.
    pub levels: (String, String),
    /// Why it stands here in the list.
    pub reasons: Vec<String>,
    /// Where it is said what to do; empty for nowhere.
    pub next: String,
}

/// Something that is another than last time.
pub struct ChangeRow {
    /// What.
    pub title: String,
    /// Then, now, and the difference.
    pub said: [String; 3],
    /// `good` for better, `danger` for worse, empty for the same.
    pub kind: &'static str,
}

/// One item with what is said of it.
pub struct ItemRow {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub title: String,
    /// What it asks for.
    pub text: String,
    /// Its level, and what is aimed at.
    pub levels: (String, String),
    /// Whether something is said.
    pub said: bool,
    /// How much it counts; empty for as usual.
    pub weight: String,
    /// Until when; empty for no day.
    pub due: String,
    /// Comment and evidence, harmless.
    pub html: [String; 2],
    /// Files that show it: names and addresses.
    pub files: Vec<(String, String)>,
}

/// All of it.
pub struct View {
    /// The largest figures, each with a note.
    pub stats: Vec<(String, String, String)>,
    /// The picture.
    pub chart: Chart,
    /// The weakest first.
    pub weak: Vec<WeakRow>,
    /// That there are more; empty where not.
    pub more: String,
    /// What changed by heading, and by item.
    pub changes: [Vec<ChangeRow>; 2],
    /// Whether there was a last time.
    pub compared: bool,
    /// What is told of others: facts, or why nothing is.
    pub peers: Vec<(String, String)>,
    /// What is said of each item.
    pub items: Vec<ItemRow>,
}

/// What is drawn.
pub struct Drawing<'a> {
    /// The reader's words.
    pub t: &'a Words,
    /// In which language the framework is read.
    pub language: &'a Language,
    /// By which framework.
    pub framework: &'a Framework,
    /// What is said.
    pub entries: &'a Entries,
    /// The step aimed at where an item names none.
    pub aim: i64,
    /// What was said last time.
    pub before: Option<&'a Entries>,
    /// Where others stand.
    pub peers: Option<&'a Peers>,
    /// Whether another organisation reads it.
    pub theirs: bool,
    /// Files beside items, and what their addresses begin with; none for others than its organisation.
    pub files: (&'a [File], &'a str),
}

impl Drawing<'_> {
    /// Draws it. `next` gives where it is said what to do about an item.
    #[must_use]
    pub fn view(&self, next: &dyn Fn(&str) -> Option<String>) -> View {
        let told = outcome(self.framework, self.entries, self.aim, self.before);
        let weak = told.weak.iter().take(WEAKEST).map(|one| self.weak(one, next)).collect();
        let more = told.weak.len().saturating_sub(WEAKEST);
        let changed = |one: &super::result::Change| ChangeRow {
            title: self.title(one.item),
            said: [self.step(one.before), self.step(one.now), self.steps(one.now - one.before)],
            kind: if one.now > one.before { "good" } else { "danger" },
        };
        View {
            stats: self.stats(&told),
            chart: self.chart(&told),
            weak,
            more: if more > 0 { self.t.n("surveys-assess-weak-more", more) } else { String::new() },
            changes: [
                told.groups.iter().filter_map(|part| self.moved(part)).collect(),
                told.changes.iter().map(changed).collect(),
            ],
            compared: self.before.is_some(),
            peers: self.others(&told),
            items: measured(self.framework).into_iter().map(|place| self.item(place)).collect(),
        }
    }

    fn title(&self, place: usize) -> String {
        catalogue::heading(&self.framework.items[place], self.language, self.framework)
    }

    /// The name of a step.
    fn step(&self, level: i64) -> String {
        let step = usize::try_from(level).ok().and_then(|level| self.framework.scale.get(level));
        step.map_or_else(
            || self.t.s("surveys-assess-apart"),
            |step| catalogue::said(&step.title, self.language, self.framework).to_owned(),
        )
    }

    fn steps(&self, n: i64) -> String {
        self.t.a("surveys-assess-steps", [("n", n.abs().into()), ("sign", sign(n).into())])
    }

    fn points(&self, share: f64) -> String {
        let n = (share * 100.0).round() as i64;
        self.t.a("surveys-assess-points", [("n", n.abs().into()), ("sign", sign(n).into())])
    }

    fn percent(&self, share: Option<f64>) -> String {
        share.map(|share| self.t.percent(share)).unwrap_or_default()
    }

    fn stats(&self, told: &Outcome) -> Vec<(String, String, String)> {
        let t = self.t;
        let scale = Scale::of(self.framework);
        let reached = told.overall.now.and_then(|share| scale.reached(share));
        let reached = reached.map(|step| t.a("surveys-assess-reached", [("level", self.step(step).into())]));
        let none = || t.s("surveys-assess-none-yet");
        let apart = if told.apart > 0 { t.n("surveys-assess-apart-n", told.apart) } else { String::new() };
        let said = t.a("surveys-assess-said", [("n", told.said.into()), ("of", told.of.into())]);
        let aimed = t.a("surveys-assess-aimed-at", [("share", self.percent(told.overall.aim).into())]);
        let mut stats = vec![
            (
                t.s("surveys-assess-overall"),
                told.overall.now.map_or_else(none, |share| t.percent(share)),
                reached.unwrap_or_default(),
            ),
            (t.s("surveys-assess-items"), said, apart),
            (t.s("surveys-assess-weak"), t.number(told.weak.len()), aimed),
        ];
        if let (Some(now), Some(before)) = (told.overall.now, told.overall.before) {
            let then = t.a("surveys-assess-then", [("share", t.percent(before).into())]);
            stats.push((t.s("surveys-assess-since"), self.points(now - before), then));
        }
        stats
    }

    fn chart(&self, told: &Outcome) -> Chart {
        let t = self.t;
        let spoke = |part: &Part| {
            let item = &self.framework.items[part.item];
            let short = item.code.strip_prefix(&self.stem(told)).unwrap_or(&item.code).to_owned();
            Spoke { label: self.title(part.item), short, href: String::new() }
        };
        let shape = |stands, label: &str, of: fn(&Part) -> Option<f64>, entries: Option<&Entries>| Shape {
            stands,
            label: t.s(label),
            values: told.axes.iter().map(of).collect(),
            said: told.axes.iter().map(|part| self.said(part, of(part), entries)).collect(),
        };
        // words: surveys-assess-{now,aim,before,others-sector,others-all}
        let mut shapes = vec![
            shape(Stands::Now, "surveys-assess-now", |part| part.now, Some(self.entries)),
            shape(Stands::Aim, "surveys-assess-aim", |part| part.aim, None),
        ];
        if self.before.is_some() {
            shapes.push(shape(Stands::Before, "surveys-assess-before", |part| part.before, self.before));
        }
        if let Some(peers) = self.peers {
            shapes.push(Shape {
                stands: Stands::Others,
                label: t.s(if peers.of_sector { "surveys-assess-others-sector" } else { "surveys-assess-others-all" }),
                values: peers.axes.clone(),
                said: peers.axes.iter().map(|share| self.percent(*share)).collect(),
            });
        }
        Radar {
            title: if self.theirs { t.s("surveys-assess-picture-theirs") } else { t.s("surveys-assess-picture") },
            summary: self.summary(told),
            of: t.s("surveys-assess-item"),
            axes: told.axes.iter().map(spoke).collect(),
            rings: self.rings(),
            shapes,
        }
        .chart("assess-radar", t)
    }

    /// What the codes of all axes begin with, up to a dot: it says nothing there.
    fn stem(&self, told: &Outcome) -> String {
        let codes: Vec<&str> = told.axes.iter().map(|part| self.framework.items[part.item].code.as_str()).collect();
        let Some(first) = codes.first().and_then(|code| code.rfind('.').map(|at| &code[..=at])) else {
            return String::new();
        };
        if codes.iter().all(|code| code.starts_with(first)) { first.to_owned() } else { String::new() }
    }

    /// An axis as it is read: an item by its step, a heading in percent.
    fn said(&self, part: &Part, share: Option<f64>, entries: Option<&Entries>) -> String {
        let item = &self.framework.items[part.item];
        let entry = entries.and_then(|entries| entries.get(&item.code));
        match (item.assessable, entry.and_then(|entry| entry.level), share) {
            (true, Some(level), _) => self.step(level),
            (true, None, Some(share)) if entries.is_none() => {
                Scale::of(self.framework).reached(share).map(|step| self.step(step)).unwrap_or_default()
            }
            (_, _, share) => self.percent(share),
        }
    }

    /// What stands at the rings: what the steps count, where they are evenly apart; else percent.
    fn rings(&self) -> Vec<String> {
        let scale = Scale::of(self.framework);
        let last = scale.steps() - 1;
        let even = |n: i64| scale.share(n).is_some_and(|share| (share - n as f64 / last.max(1) as f64).abs() < 1e-6);
        if (0..=last).all(even) {
            let score = |step: &belfry_catalogue::Step| f64::try_from(step.score).unwrap_or_default();
            return self.framework.scale.iter().skip(1).map(|step| self.t.decimal(score(step), 2)).collect();
        }
        [0.25, 0.5, 0.75, 1.0].map(|share| self.t.percent(share)).to_vec()
    }

    fn summary(&self, told: &Outcome) -> String {
        let t = self.t;
        let known = told.axes.iter().filter_map(|part| Some((part.item, part.now?)));
        let best = known.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        let Some((best, _)) = best else { return t.s("surveys-assess-summary-none") };
        let best = self.title(best);
        match told.weak.first() {
            None => t.a("surveys-assess-summary-reached", [("best", best.into())]),
            Some(weak) => {
                t.a("surveys-assess-summary", [("best", best.into()), ("weak", self.title(weak.item).into())])
            }
        }
    }

    fn weak(&self, one: &Weak, next: &dyn Fn(&str) -> Option<String>) -> WeakRow {
        let t = self.t;
        let mut reasons = vec![t.n("surveys-assess-short", one.target - one.level)];
        if one.weight > 1 {
            reasons.push(t.n("surveys-assess-counts", one.weight));
        }
        if one.fell {
            reasons.push(t.s("surveys-assess-fell"));
        }
        if let Some(day) = one.due {
            reasons.push(t.a("surveys-assess-until", [("day", t.day(day).into())]));
        }
        let code = self.framework.items[one.item].code.clone();
        WeakRow {
            title: self.title(one.item),
            levels: (self.step(one.level), self.step(one.target)),
            reasons,
            next: next(&code).unwrap_or_default(),
            code,
        }
    }

    fn moved(&self, part: &Part) -> Option<ChangeRow> {
        let (before, now) = (part.before?, part.now?);
        let points = ((now - before) * 100.0).round() as i64;
        Some(ChangeRow {
            title: self.title(part.item),
            said: [self.t.percent(before), self.t.percent(now), self.points(now - before)],
            kind: match points {
                0 => "",
                n if n > 0 => "good",
                _ => "danger",
            },
        })
    }

    fn others(&self, told: &Outcome) -> Vec<(String, String)> {
        let (t, Some(peers)) = (self.t, self.peers) else { return Vec::new() };
        let share = |value: rust_decimal::Decimal| t.percent(f64::try_from(value).unwrap_or_default());
        let mut facts = vec![
            (t.s("surveys-assess-peers-n"), t.number(peers.n)),
            (t.s("surveys-assess-now"), self.percent(told.overall.now)),
        ];
        facts.extend(peers.overall.mean.map(|mean| (t.s("surveys-assess-peers-mean"), share(mean))));
        if let Some([low, half, high]) = peers.overall.quartiles {
            facts.push((t.s("surveys-result-median"), share(half)));
            facts.push((t.s("surveys-result-quartiles"), format!("{} – {}", share(low), share(high))));
        }
        facts
    }

    fn item(&self, place: usize) -> ItemRow {
        let item = &self.framework.items[place];
        let none = Entry::default();
        let entry = self.entries.get(&item.code).unwrap_or(&none);
        let t = self.t;
        ItemRow {
            title: self.title(place),
            text: catalogue::said(&item.text, self.language, self.framework).to_owned(),
            levels: (
                entry.level.map_or_else(|| t.s("surveys-assess-none-yet"), |level| self.step(level)),
                self.step(entry.target.unwrap_or(self.aim)),
            ),
            said: entry.is_said(),
            weight: if entry.weight > 1 { t.n("surveys-assess-counts", entry.weight) } else { String::new() },
            due: entry.due.map(|day| t.day(day)).unwrap_or_default(),
            files: self
                .files
                .0
                .iter()
                .filter(|file| file.item == item.code)
                .map(|file| (file.name.clone(), format!("{}{}", self.files.1, file.uuid)))
                .collect(),
            html: [&entry.comment, &entry.evidence].map(|text| harmless(text, &HashMap::new())),
            code: item.code.clone(),
        }
    }
}

/// A difference is read with its sign, also by those who hear it.
fn sign(n: i64) -> &'static str {
    match n {
        0 => "",
        n if n > 0 => "+",
        _ => "−",
    }
}
