//! Versions: what a definition is by its content, and what became of each question in the next one.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::check::SlotId;
use super::form::Form;
use super::name::Name;
use super::publish::{Asked, Published};
use super::sheet::is_of_kind;
use super::value::{Answers, Place, Type, Value};

/// SHA-256 of a definition in its canonical form, in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hash(String);

impl Hash {
    /// Of a definition: its JSON without spaces, with the keys in the order of [`Form`].
    #[must_use]
    pub fn of(form: &Form) -> Self {
        let bytes = serde_json::to_vec(form).unwrap_or_default();
        Self(Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What became of the questions of one version in another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// By the old name.
    pub old: BTreeMap<Name, Fate>,
    /// Names that are new.
    pub new: Vec<Name>,
}

/// What became of a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Fate {
    /// The same, under the same name.
    Same,
    /// The same, under another name.
    Renamed(Name),
    /// Its choices changed: the new code of each old one that is still there. The name may be another.
    Recoded {
        /// The name now.
        name: Name,
        /// From old to new codes.
        codes: BTreeMap<String, String>,
    },
    /// Its answers are of another kind now: they do not compare.
    Changed,
    /// No longer asked.
    Gone,
}

/// Compares two versions: by name, and by what the newer one says its questions and choices were called.
#[must_use]
pub fn compare(old: &Published, new: &Published) -> Mapping {
    let mut now: HashMap<&Name, SlotId> = HashMap::new();
    for (id, slot) in new.slots().iter().enumerate().filter(|(_, slot)| slot.kind.is_some()) {
        now.insert(was(new, id).unwrap_or(&slot.name), id);
    }
    let mut mapping = Mapping::default();
    let mut found = Vec::new();
    for (id, slot) in old.slots().iter().enumerate().filter(|(_, slot)| slot.kind.is_some()) {
        let fate = match now.get(&slot.name) {
            None => Fate::Gone,
            Some(other) => {
                found.push(*other);
                fate(old, id, new, *other)
            }
        };
        mapping.old.insert(slot.name.clone(), fate);
    }
    let fresh = new.slots().iter().enumerate().filter(|(id, slot)| slot.kind.is_some() && !found.contains(id));
    mapping.new = fresh.map(|(_, slot)| slot.name.clone()).collect();
    mapping
}

/// What a slot says that it was called.
fn was(form: &Published, id: SlotId) -> Option<&Name> {
    let slot = &form.slots()[id];
    match (&slot.asked, slot.matrix) {
        (Asked::Question(question), _) => question.was.as_ref(),
        (Asked::Row(_), Some(matrix)) => match &form.slots()[matrix].question()?.kind {
            super::form::Kind::Matrix { rows, .. } => rows.iter().find(|row| row.name == slot.name)?.was.as_ref(),
            _ => None,
        },
        _ => None,
    }
}

fn fate(old: &Published, before: SlotId, new: &Published, after: SlotId) -> Fate {
    let (was, is) = (&old.slots()[before], &new.slots()[after]);
    let kinds = |form: &Published, id: SlotId| {
        form.slots()[id].question().map(|question| std::mem::discriminant(&question.kind))
    };
    let names = |form: &Published, scope: &[SlotId]| -> Vec<Name> {
        scope.iter().map(|repeat| form.slots()[*repeat].name.clone()).collect()
    };
    if kinds(old, before) != kinds(new, after) || names(old, &was.scope) != names(new, &is.scope) {
        return Fate::Changed;
    }
    match (was.kind, is.kind) {
        (Some(Type::Code(a)), Some(Type::Code(b))) | (Some(Type::Codes(a)), Some(Type::Codes(b))) => {
            let mut codes = BTreeMap::new();
            for choice in new.choices(b) {
                codes.insert(choice.was.clone().unwrap_or_else(|| choice.code.clone()), choice.code.clone());
            }
            codes.retain(|code, _| old.choice(a, code).is_some());
            let same = codes.iter().all(|(from, to)| from == to)
                && codes.len() == old.choices(a).len()
                && codes.len() == new.choices(b).len();
            if !same {
                return Fate::Recoded { name: is.name.clone(), codes };
            }
        }
        (a, b) if a != b => return Fate::Changed,
        _ => {}
    }
    if was.name == is.name { Fate::Same } else { Fate::Renamed(is.name.clone()) }
}

impl Mapping {
    /// Answers of the old version as answers of the new one, and the places of those that could not be carried over.
    #[must_use]
    pub fn carry(&self, new: &Published, answers: &Answers) -> (Answers, Vec<Place>) {
        let (mut carried, mut lost) = (Answers { entries: answers.entries.clone(), ..Answers::default() }, Vec::new());
        for (place, value) in &answers.values {
            let (name, value) = match self.old.get(&place.name) {
                Some(Fate::Same) => (place.name.clone(), Some(value.clone())),
                Some(Fate::Renamed(name)) => (name.clone(), Some(value.clone())),
                Some(Fate::Recoded { name, codes }) => (name.clone(), recoded(value, codes)),
                Some(Fate::Changed | Fate::Gone) | None => (place.name.clone(), None),
            };
            let slot = new.slot(&name).map(|id| &new.slots()[id]);
            match value.filter(|value| slot.is_some_and(|slot| is_of_kind(slot, value))) {
                Some(value) => carried.put(Place { name, at: place.at }, Some(value)),
                None => lost.push(place.clone()),
            }
        }
        (carried, lost)
    }
}

/// With new codes; `None` where one of them is gone.
fn recoded(value: &Value, codes: &BTreeMap<String, String>) -> Option<Value> {
    let new = |code: &String| codes.get(code).cloned();
    match value {
        Value::Code(code) => new(code).map(Value::Code),
        Value::Codes(all) => all.iter().map(new).collect::<Option<_>>().map(Value::Codes),
        _ => None,
    }
}
