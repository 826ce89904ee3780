//! One's own answer among those of one's peers: all who answered, those of the same sector, kind, country and region, and those who said
//! the same as oneself to the question that the page is split by, such as how large they are. Of the peers nothing is said that the
//! results do not say to everybody.

use belfry_forms::core::{Name, Place, Value};
use belfry_kernel::{OrganisationId, Problem};
use belfry_web::Visit;
use belfry_words::Words;

use super::drawn::{Table, joined, labels, number as drawn, said};
use super::load::{self, GROUPS, Outcome};
use super::tally::{How, share};
use super::told::Told;
use crate::access::Read;
use crate::answer;
use crate::campaign::Unit;
use crate::disclosure::Shown;
use crate::disclosure::magnitude::Middle;

/// Where one's own answer stands.
pub struct Peers {
    /// What was answered, in words.
    pub own: String,
    /// It beside each group of peers.
    pub table: Table,
}

/// The reader's own place, if his organisation, or he himself, has answered and signed.
///
/// # Errors
/// Those of the database.
pub fn of(visit: &Visit<Read>, outcome: &Outcome, told: &Told) -> Result<Option<Peers>, Problem> {
    let Ok(person) = visit.person() else { return Ok(None) };
    let party = match outcome.campaign.plan.unit {
        Unit::Organisation => person.organisation.0,
        Unit::Person => person.id.0,
        Unit::Link => return Ok(None),
    };
    if outcome.campaign.plan.is_bare() {
        return Ok(None);
    }
    let read = visit.read()?;
    let kept = answer::store::of(&read, outcome.subject.id, party)?.filter(|kept| kept.signed.is_some());
    let Some(kept) = kept else { return Ok(None) };
    let home =
        if outcome.campaign.plan.unit == Unit::Organisation { OrganisationId(party) } else { person.organisation };
    let codes = load::codes_of(&read, home)?.unwrap_or_default();
    drop(read);
    let t = visit.t();
    let Some(value) = kept.answers.values.get(&Place::top(told.question.name.clone())) else { return Ok(None) };
    let own = Own::of(told, value);
    let mut rows: Vec<Vec<String>> = own.all(&t, told, outcome.counted as u64).into_iter().collect();
    for (group, code) in GROUPS.into_iter().zip(&codes).filter(|(_, code)| !code.is_empty()) {
        if let Some(told) = load::split(&t, outcome, group) {
            rows.extend(own.within(&t, &told, t.s(&format!("surveys-group-{group}")), code));
        }
    }
    // The page tells these groups to everybody already.
    let split = outcome.splits.iter().find(|(by, _)| *by == outcome.by && by.starts_with("q:"));
    let other = split.and_then(|(by, words)| Some((Name::parse(by.strip_prefix("q:")?)?, words)));
    if let Some((name, words)) = other.filter(|(name, _)| *name != told.question.name)
        && let Some(said) = kept.answers.values.get(&Place::top(name))
    {
        rows.extend(own.within(&t, told, words.clone(), &said.to_string()));
    }
    let words = own.words(&t, told);
    if words.is_empty() {
        return Ok(None);
    }
    let head: &[&str] = match own {
        Own::Number(_) => &["peers", "group-size", "median", "quartiles", "place"],
        Own::One(_) => &["peers", "group-size", "same"],
        Own::Several(_) => &[],
    };
    // words: surveys-result-{peers,group-size,median,quartiles,place,same}
    let head = head.iter().map(|what| t.s(&format!("surveys-result-{what}"))).collect();
    Ok(Some(Peers { own: words, table: Table { title: t.s("surveys-result-peers-title"), head, rows } }))
}

/// What one answered oneself, as it is compared.
enum Own {
    One(usize),
    Several(Vec<String>),
    Number(rust_decimal::Decimal),
}

impl Own {
    fn of(told: &Told, value: &Value) -> Self {
        match (&told.question.how, value.as_number()) {
            (How::Number, Some(number)) => Self::Number(number),
            (How::One(categories), _) => {
                let code = value.to_string();
                Self::One(categories.iter().position(|one| one.code == code).unwrap_or(usize::MAX))
            }
            _ => Self::Several(value.codes().to_vec()),
        }
    }

    fn words(&self, t: &Words, told: &Told) -> String {
        let labels = labels(told);
        match self {
            Self::Number(number) => drawn(t, *number),
            Self::One(at) => labels.get(*at).map(|one| one.label.clone()).unwrap_or_default(),
            Self::Several(codes) => {
                joined(t, &labels.into_iter().filter(|one| codes.contains(&one.code)).collect::<Vec<_>>())
            }
        }
    }

    /// Beside all who answered.
    fn all(&self, t: &Words, told: &Told, all: u64) -> Option<Vec<String>> {
        let name = t.s("surveys-result-peers-all");
        match self {
            Self::Number(number) => told.middle.map(|middle| beside(t, name, all, Some(&middle), *number)),
            Self::One(at) => Some(vec![name, t.number(all), same(t, *told.shown.get(*at)?, all)]),
            Self::Several(_) => None,
        }
    }

    /// Beside those of one group, as it is told.
    fn within(&self, t: &Words, told: &Told, group: String, code: &str) -> Option<Vec<String>> {
        let rows: Vec<_> = match self {
            Self::Number(_) => told.middles.iter().map(|(row, _)| row).collect(),
            _ => told.groups.iter().flat_map(|groups| &groups.rows).collect(),
        };
        let row = rows.iter().position(|(categories, _)| categories.iter().any(|one| one.code == code))?;
        let (categories, size) = rows[row];
        let label = joined(t, &categories.iter().collect::<Vec<_>>());
        let name = t.a("surveys-result-figure", [("what", group.into()), ("figure", label.into())]);
        match self {
            Self::Number(number) => Some(beside(t, name, *size, told.middles[row].1.as_ref(), *number)),
            Self::One(at) => {
                let groups = told.groups.as_ref()?;
                let column = groups.columns.iter().position(|set| set.as_slice() == [*at])?;
                Some(vec![name, t.number(*size), same(t, groups.cells[row][column], *size)])
            }
            Self::Several(_) => None,
        }
    }
}

/// How many said the same.
fn same(t: &Words, shown: Shown, all: u64) -> String {
    shown.count().map_or_else(|| said(t, shown), |n| t.percent(share(n, all)))
}

/// A number beside the middle of others.
fn beside(t: &Words, name: String, size: u64, middle: Option<&Middle>, own: rust_decimal::Decimal) -> Vec<String> {
    let hidden = || t.s("surveys-result-withheld");
    let quartiles = middle.and_then(|middle| middle.quartiles);
    // words: surveys-result-place-{below,within,above}
    let place = quartiles.map(|[low, _, high]| match () {
        () if own < low => t.s("surveys-result-place-below"),
        () if own > high => t.s("surveys-result-place-above"),
        () => t.s("surveys-result-place-within"),
    });
    vec![
        name,
        t.number(size),
        quartiles.map_or_else(hidden, |[_, half, _]| drawn(t, half)),
        quartiles.map_or_else(hidden, |[low, _, high]| format!("{} – {}", drawn(t, low), drawn(t, high))),
        place.unwrap_or_else(hidden),
    ]
}
