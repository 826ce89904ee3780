//! The first reading of a bundle: checks it whole, and says which events it makes.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use belfry_stix::read::{Sink, SinkError};
use belfry_stix::tlp::Level;
use belfry_stix::{StixId, StixObject};
use serde_json::Value as Json;

use super::map;
use crate::event::export::stix::EXTENSION;

/// Reports and groupings that become events of their own; a bundle of more is one event.
const MOST_ROOTS: usize = 100;
/// Identities, markings, sources that are remembered by name. Of levels the strictest counts, however many there are.
const MOST_NAMES: usize = 10_000;

/// A report or grouping.
pub(super) struct Root {
    pub(super) id: StixId,
    pub(super) json: Json,
    refs: HashSet<u64>,
}

/// What a bundle said.
#[derive(Default)]
pub(super) struct Survey {
    pub(super) properties: Vec<(String, String)>,
    pub(super) objects: u64,
    pub(super) roots: Vec<Root>,
    groupings: Vec<Root>,
    too_many: bool,
    /// Whether it was written by us, with MISP's records in it: those say everything.
    pub(super) is_ours: bool,
    /// The newest change, in seconds.
    pub(super) newest: Option<i64>,
    /// The earliest day.
    pub(super) since: Option<jiff::Timestamp>,
    /// The strictest of the markings that mean a level everywhere.
    strictest: Option<Level>,
    /// The other markings: the bundle itself says what they mean, perhaps later.
    markings: BTreeSet<StixId>,
    /// Whether there are more of them than are remembered: then everything counts that the bundle declares.
    more_markings: bool,
    declared: HashMap<StixId, Level>,
    /// The strictest of the declared ones that are not remembered: it counts, whatever refers to it.
    declared_beyond: Option<Level>,
    identities: HashMap<StixId, String>,
    collection: Option<String>,
    sources: HashMap<String, u64>,
}

/// A short name of an id: collisions cost a wrong membership, nothing else, and nobody gains by one.
pub(super) fn short(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

impl Survey {
    /// The roots that become events. None: the bundle is one event.
    pub(super) fn settle(&mut self) {
        if self.roots.is_empty() {
            self.roots = std::mem::take(&mut self.groupings);
        }
        if self.too_many || self.roots.len() > MOST_ROOTS {
            self.roots.clear();
        }
    }

    /// The strictest level that any of the markings states.
    pub(super) fn level(&self) -> Option<Level> {
        let named = self.markings.iter().filter_map(|id| self.declared.get(id).copied()).max();
        let any = if self.more_markings { self.declared.values().copied().max() } else { None };
        self.strictest.max(named).max(any).max(self.declared_beyond)
    }

    /// An object bears a marking.
    fn marked(&mut self, id: &StixId) {
        if let Some((level, _)) = Level::of(id.as_str()) {
            self.strictest = self.strictest.max(Some(level));
        } else if self.markings.len() < MOST_NAMES {
            self.markings.insert(id.clone());
        } else {
            self.more_markings |= !self.markings.contains(id);
        }
    }

    pub(super) fn name_of(&self, id: Option<&StixId>) -> Option<(&StixId, &str)> {
        let only = (self.identities.len() == 1).then(|| self.identities.keys().next()).flatten();
        let (id, name) = self.identities.get_key_value(id.or(only)?)?;
        Some((id, name))
    }

    /// A title for a bundle that has none: what collection it is, of whom.
    pub(super) fn title(&self) -> String {
        if let Some(name) = &self.collection {
            return name.clone();
        }
        let source = self.sources.iter().max_by_key(|(name, count)| (**count, std::cmp::Reverse(name.as_str())));
        let source = source.map(|(name, _)| if name.len() <= 8 { name.to_uppercase() } else { name.clone() });
        match (source, self.name_of(None)) {
            (Some(source), Some((_, name))) => format!("{source} ({name})"),
            (Some(source), None) => source,
            (None, Some((_, name))) => format!("STIX: {name}"),
            (None, None) => "STIX bundle".to_owned(),
        }
    }

    /// Whether an object belongs to the event of a root. `None` asks for what no root has.
    pub(super) fn belongs(&self, root: Option<usize>, object: &StixObject, json: impl FnOnce() -> Json) -> bool {
        if matches!(object.kind.as_str(), "identity" | "marking-definition" | "extension-definition") {
            return true;
        }
        let in_root = |root: &Root, id: &str| root.id.as_str() == id || root.refs.contains(&short(id));
        let ends: Vec<String> = match object.kind.as_str() {
            "relationship" | "sighting" => {
                let json = json();
                let end = |key: &str| json.get(key).and_then(Json::as_str).map(str::to_owned);
                [end("source_ref"), end("target_ref"), end("sighting_of_ref")].into_iter().flatten().collect()
            }
            _ => Vec::new(),
        };
        let has = |root: &Root| {
            in_root(root, object.id.as_str()) || (!ends.is_empty() && ends.iter().all(|end| in_root(root, end)))
        };
        match root {
            Some(root) => self.roots.get(root).is_some_and(has),
            None => !self.roots.iter().any(has),
        }
    }

    fn root(&mut self, object: &StixObject, json: Json) {
        let refs = json.get("object_refs").and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
        let refs = refs.iter().filter_map(Json::as_str).map(short).collect();
        let root = Root { id: object.id.clone(), json, refs };
        let list = if object.kind == "report" { &mut self.roots } else { &mut self.groupings };
        if list.len() <= MOST_ROOTS {
            list.push(root);
        } else if object.kind == "report" {
            self.too_many = true;
        }
    }

    /// The markings of parts of an object count for the whole: what goes out is the whole.
    fn granular(&mut self, json: &Json) {
        let all = json.get("granular_markings").and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
        let refs = all.iter().filter_map(|one| one.get("marking_ref").and_then(Json::as_str));
        refs.filter_map(|text| StixId::parse(text).ok()).for_each(|id| self.marked(&id));
    }
}

impl Sink for Survey {
    fn property(&mut self, name: &str, raw: &str) -> Result<(), SinkError> {
        self.properties.push((name.to_owned(), raw.to_owned()));
        Ok(())
    }

    fn object(&mut self, object: StixObject) -> Result<(), SinkError> {
        self.objects += 1;
        self.is_ours |= object.raw.contains(EXTENSION);
        self.newest = self.newest.max(object.modified.or(object.created).map(|at| at.as_second()));
        self.since = match (self.since, object.created) {
            (Some(before), Some(created)) => Some(before.min(created)),
            (before, created) => before.or(created),
        };
        object.object_marking_refs.iter().for_each(|id| self.marked(id));
        let json = || serde_json::from_str::<Json>(&object.raw).unwrap_or_default();
        if object.granular {
            self.granular(&json());
        }
        match object.kind.as_str() {
            "marking-definition" => {
                if let Some(level) = Level::declared(&json()) {
                    if self.declared.len() < MOST_NAMES {
                        self.declared.insert(object.id.clone(), level);
                    } else {
                        self.declared_beyond = self.declared_beyond.max(Some(level));
                    }
                }
            }
            "identity" if self.identities.len() < MOST_NAMES => {
                if let Some(name) = &object.name {
                    self.identities.insert(object.id.clone(), name.clone());
                }
            }
            "x-mitre-collection" => self.collection = self.collection.take().or_else(|| object.name.clone()),
            "report" | "grouping" => {
                let json = json();
                let said = json.as_object().and_then(map::said);
                // Groupings that only hold parts of an event of ours are no events.
                if said.is_none_or(|said| said.contains_key("event")) {
                    self.root(&object, json);
                }
            }
            "attack-pattern" | "course-of-action" | "malware" | "intrusion-set" if self.sources.len() < MOST_NAMES => {
                let json = json();
                let name = json.pointer("/external_references/0/source_name").and_then(Json::as_str);
                if let Some(name) = name {
                    *self.sources.entry(name.to_owned()).or_default() += 1;
                }
            }
            _ => {}
        }
        Ok(())
    }
}
