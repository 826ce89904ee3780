//! What an event holds: attributes in pages by key, with the objects around them and what hangs on them.

use std::collections::{HashMap, HashSet};

use belfry_kernel::SubjectId;
use belfry_store::{Read, Result, Sql, args, part_of, scope};
use belfry_web::components::Choice;
use belfry_words::{Words, key};
use uuid::Uuid;

use super::neighbours::{Near, Shared};
use super::target::Target;
use super::{around, target};
use crate::attribute::{self, Attribute};
use crate::event::at::At;
use crate::event::list::TagWords;
use crate::object::bare::{self, Bare, Span};
use crate::object::relationship;
use crate::tag::Tag;
use crate::value;
use crate::vocabulary::{Warning, said, warn, warnings};

/// Attributes on a page.
pub const PAGE: usize = 200;
/// Columns of an [`Attribute`].
const WIDTH: usize = 17;
/// Longer values are folded.
const LONG: usize = 240;

/// Which attributes of the event are asked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// A part of the value or comment.
    pub text: String,
    /// MISP's type.
    pub kind: String,
    /// MISP's category.
    pub category: String,
    /// Only those fit for detection.
    pub to_ids: bool,
    /// Those behind this one.
    pub after: i64,
}

impl Wanted {
    /// Reads a query.
    pub fn of(query: &[(String, String)]) -> Self {
        let text = |name: &str| {
            let value = query.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.trim());
            value.chars().take(200).collect::<String>()
        };
        Self {
            text: text("q"),
            kind: text("type"),
            category: text("category"),
            to_ids: text("ids") == "yes",
            after: text("after").parse().unwrap_or(0),
        }
    }

    /// Whether all attributes are asked for.
    pub fn is_all(&self) -> bool {
        self.text.is_empty() && self.kind.is_empty() && self.category.is_empty() && !self.to_ids
    }

    fn query(&self, after: i64) -> String {
        let after = if after > 0 { after.to_string() } else { String::new() };
        let ids = if self.to_ids { "yes" } else { "" };
        let all = [
            ("q", self.text.as_str()),
            ("type", &self.kind),
            ("category", &self.category),
            ("ids", ids),
            ("after", &after),
        ];
        serde_urlencoded::to_string(all.iter().filter(|(_, value)| !value.is_empty()).collect::<Vec<_>>())
            .unwrap_or_default()
    }
}

/// How often somebody met a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sightings {
    /// Seen.
    pub seen: i64,
    /// Taken for bad and is not.
    pub false_positive: i64,
    /// Over.
    pub expired: i64,
}

impl Sightings {
    /// Notes how many there are of a kind.
    pub fn note(&mut self, kind: i64, count: i64) {
        match kind {
            0 => self.seen = count,
            1 => self.false_positive = count,
            _ => self.expired = count,
        }
    }
}

/// The object around attributes.
#[derive(Clone, Debug)]
pub struct Around {
    uuid: Uuid,
    name: String,
    comment: String,
}

/// A page of attributes and what belongs to them.
#[derive(Debug, Default)]
pub struct Parts {
    /// The attributes, oldest first.
    pub attributes: Vec<Attribute>,
    /// Behind which id the next page begins.
    pub next: Option<i64>,
    /// How many the reader sees of the whole event, without filters.
    pub total: i64,
    objects: HashMap<i64, Around>,
    /// Objects in which the reader sees no attribute; none where attributes are filtered.
    bare: Vec<Bare>,
    references: HashMap<i64, Vec<(String, Target)>>,
    /// Names of what references and reports point at.
    pub names: HashMap<Uuid, String>,
    /// Tags of the event itself.
    pub own_tags: Vec<Tag>,
    tags: HashMap<i64, Vec<TagWords>>,
    sightings: HashMap<i64, Sightings>,
    warnings: HashMap<i64, Vec<Warning>>,
}

/// Reads a page of an event that was loaded before, and names what its reports point at.
pub fn load(read: &Read, event: SubjectId, wanted: &Wanted, mut targets: Vec<Uuid>) -> Result<Parts> {
    let mut parts = Parts::default();
    for (attribute, around) in attributes(read, event, wanted)? {
        parts.objects.extend(attribute.object.zip(around));
        parts.attributes.push(attribute);
    }
    let more = parts.attributes.len() > PAGE;
    parts.attributes.truncate(PAGE);
    let last = parts.attributes.last().filter(|_| more).map(|last| last.id);
    let bare = wanted.is_all().then(|| Span::beside(wanted.after, last, PAGE));
    let span = parts.attributes.first().zip(parts.attributes.last()).map(|(first, last)| (first.id, last.id));
    let mut objects: Vec<i64> = parts.attributes.iter().filter_map(|attribute| attribute.object).collect();
    objects.sort_unstable();
    objects.dedup();
    let hanging = around::load(read, event, span.unwrap_or_default(), objects, bare)?;
    (parts.own_tags, parts.tags, parts.sightings) = (hanging.own_tags, hanging.tags, hanging.sightings);
    parts.bare = hanging.bare;
    parts.next = bare::end(&mut parts.bare, PAGE, last);
    parts.attributes.retain(|one| parts.next.is_none_or(|next| one.id <= next));
    let references = hanging.references;
    targets.extend(references.iter().map(|(.., target)| *target));
    targets.sort_unstable();
    targets.dedup();
    let named = target::named(read, event, targets)?;
    for (object, verb, uuid) in references {
        let target = named.get(&uuid).cloned().unwrap_or_else(|| Target::elsewhere(uuid));
        parts.references.entry(object).or_default().push((verb, target));
    }
    parts.names = named.into_iter().map(|(uuid, target)| (uuid, target.plain())).collect();
    if parts.attributes.is_empty() {
        return Ok(parts);
    }
    let values: Vec<(&str, &str)> =
        parts.attributes.iter().map(|one| (one.kind.as_str(), one.value.as_str())).collect();
    let warned = warnings(read, &values)?.into_iter();
    parts.warnings =
        parts.attributes.iter().map(|one| one.id).zip(warned).filter(|(_, lists)| !lists.is_empty()).collect();
    Ok(parts)
}

/// A page of attributes with the objects around them. An object carries its label on its attributes too: who sees one of these
/// sees its name.
fn attributes(read: &Read, event: SubjectId, wanted: &Wanted) -> Result<Vec<(Attribute, Option<Around>)>> {
    let mut sql = Sql::new("select", []).and(attribute::COLUMNS, []).and(
        ", o.name, o.comment, o.uuid from threats_attributes a left join threats_objects o on o.id = a.object_id \
         and (o.label_id is null or exists (select 1 from store_visible v where v.grant_key = ? and v.label_id = o.label_id \
         limit 1)) where a.event_id = ? and a.id > ? and a.deleted = false",
        [read.key().into(), event.into(), wanted.after.into()],
    );
    if !wanted.kind.is_empty() {
        sql.push("and a.type = ?", [wanted.kind.as_str().into()]);
    }
    if !wanted.category.is_empty() {
        sql.push("and a.category = ?", [wanted.category.as_str().into()]);
    }
    if wanted.to_ids {
        sql.push("and a.to_ids = true", []);
    }
    if !wanted.text.is_empty() {
        let part = part_of(&wanted.text);
        sql.push(
            "and (lower(a.value) like ? escape '!' or lower(a.comment) like ? escape '!')",
            [part.clone().into(), part.into()],
        );
    }
    sql.push("and", []);
    sql.append(&scope::sees_child(read.key()));
    sql.push("order by a.id limit ?", [(PAGE + 1).into()]);
    read.rows(sql, args![], |row| {
        let around = match row.get::<Option<String>>(WIDTH)? {
            Some(name) => Some(Around { uuid: row.get(WIDTH + 2)?, name, comment: row.get(WIDTH + 1)? }),
            None => None,
        };
        Ok((Attribute::from_row(row, 0)?, around))
    })
}

/// An attribute as a row of the table.
#[derive(Debug)]
pub struct Line {
    /// Outside.
    pub uuid: Uuid,
    /// MISP's category, in words.
    pub category: String,
    /// MISP's type, or the role in an object with it.
    pub kind: String,
    /// As it came.
    pub value: String,
    /// The beginning of a long value; empty for a short one.
    pub start: String,
    /// The page of the value; empty where equal values say nothing.
    pub href: String,
    /// Fit for detection.
    pub to_ids: bool,
    /// Remark.
    pub comment: String,
    /// Tags.
    pub tags: Vec<TagWords>,
    /// Sightings in words; empty for none.
    pub sightings: Vec<(&'static str, String)>,
    /// Warninglists that it is on, in words.
    pub warned: Vec<String>,
    /// "in 3 other events"; empty for none.
    pub shared: String,
    /// The newest of these.
    pub others: Vec<Shared>,
}

/// Attributes that stand together.
#[derive(Debug)]
pub struct Group {
    /// The object's place in the table.
    pub anchor: String,
    /// The object's name; empty for attributes without one.
    pub name: String,
    /// Its family and remark.
    pub note: String,
    /// Verb, target and where that stands; empty for what stands nowhere here.
    pub references: Vec<(String, String, String)>,
    /// Its attributes.
    pub lines: Vec<Line>,
}

/// Puts attributes below their objects, in the order in which the first of each came.
pub fn groups(t: &Words, at: &At, parts: Parts, near: &Near) -> Vec<Group> {
    let here = Here {
        attributes: parts.attributes.iter().map(|one| one.id).collect(),
        bare: parts.bare.iter().map(|one| one.uuid).collect(),
    };
    let Parts { attributes, mut objects, bare, mut references, mut tags, sightings, warnings, .. } = parts;
    let mut words = |object: i64| -> Vec<(String, String, String)> {
        let all = references.remove(&object).unwrap_or_default().into_iter();
        all.map(|(verb, target)| (relationship::words(t, &verb), target.words(t), here.place(at, &target))).collect()
    };
    let mut groups: Vec<Group> = Vec::new();
    let mut places: HashMap<Option<i64>, usize> = HashMap::new();
    for attribute in attributes {
        let place = *places.entry(attribute.object).or_insert_with(|| {
            let around = attribute.object.and_then(|id| objects.remove(&id));
            let references = attribute.object.map(&mut words).unwrap_or_default();
            let (anchor, name, note) = around.map_or_else(Default::default, |around| {
                (format!("o-{}", around.uuid), said::object(t, &around.name), around.comment)
            });
            groups.push(Group { anchor, name, note, references, lines: Vec::new() });
            groups.len() - 1
        });
        let tags = tags.remove(&attribute.id).unwrap_or_default();
        let seen = sightings.get(&attribute.id).copied().unwrap_or_default();
        if let Some(group) = groups.get_mut(place) {
            let warned = warnings.get(&attribute.id).map_or_else(Vec::new, |lists| warn::words(t, lists));
            group.lines.push(Line { warned, ..Line::new(t, attribute, tags, seen, near) });
        }
    }
    groups.extend(bare.into_iter().map(|one| Group {
        anchor: format!("o-{}", one.uuid),
        name: said::object(t, &one.name),
        note: one.comment,
        references: words(one.id),
        lines: Vec::new(),
    }));
    groups
}

/// What stands on the page.
struct Here {
    attributes: HashSet<i64>,
    bare: HashSet<Uuid>,
}

impl Here {
    /// Where a target stands: on this page, or on the one that begins with it.
    fn place(&self, at: &At, target: &Target) -> String {
        let anchor = target.anchor();
        match target.first {
            None if !self.bare.contains(&target.uuid) => String::new(),
            Some(first) if !self.attributes.contains(&first) => at.to(&format!("?after={}#{anchor}", first - 1)),
            _ => format!("#{anchor}"),
        }
    }
}

impl Line {
    fn new(t: &Words, attribute: Attribute, tags: Vec<TagWords>, seen: Sightings, near: &Near) -> Self {
        let href = if value::keys(&attribute.kind, &attribute.value).is_empty() {
            String::new()
        } else {
            value_address(&attribute.value)
        };
        let is_long = attribute.value.len() > LONG || attribute.value.contains('\n');
        let met = near.of.get(&attribute.id);
        Self {
            uuid: attribute.uuid,
            category: said::category(t, &attribute.category),
            kind: said::typed(t, attribute.relation.as_deref(), &attribute.kind),
            start: if is_long { attribute.value.chars().take(80).collect() } else { String::new() },
            value: attribute.value,
            href,
            to_ids: attribute.to_ids,
            comment: attribute.comment,
            tags,
            sightings: sighting_words(t, seen),
            warned: Vec::new(),
            shared: met.map_or_else(String::new, |met| shared_words(t, met.0)),
            others: met.map(|met| met.1.clone()).unwrap_or_default(),
        }
    }
}

/// The address of a value's page.
pub fn value_address(value: &str) -> String {
    let query = serde_urlencoded::to_string([("value", value)]).unwrap_or_default();
    format!("/threats/values?{query}")
}

/// "in 3 other events", "in 100+ other events".
fn shared_words(t: &Words, events: usize) -> String {
    if events > value::MOST_EVENTS {
        t.n("threats-shared-more", value::MOST_EVENTS)
    } else {
        t.n("threats-shared", events)
    }
}

/// What was met how often: kind of chip and words.
pub fn sighting_words(t: &Words, seen: Sightings) -> Vec<(&'static str, String)> {
    [
        (seen.seen, "info", key!("threats-sighting-seen-count")),
        (seen.false_positive, "warn", key!("threats-sighting-false-count")),
        (seen.expired, "", key!("threats-sighting-expired-count")),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .map(|(count, kind, key)| (kind, t.n(key, count)))
    .collect()
}

/// Words and addresses around the table.
pub struct PageWords {
    /// "1,374 attributes".
    pub count: String,
    /// The first page; empty on the first.
    pub first: String,
    /// The next page; empty on the last.
    pub next: String,
    /// Where the filters go.
    pub action: String,
    /// The whole disclosure log.
    pub disclosures: String,
    /// Where remarks go.
    pub discuss: String,
    /// Where questions go.
    pub ask: String,
    /// Where acknowledgements go.
    pub acknowledge: String,
    /// Types on this page, for the filter.
    pub kinds: Vec<Choice>,
    /// Categories, likewise.
    pub categories: Vec<Choice>,
    /// Whether the event holds more than a page, or filters are set.
    pub filters: bool,
}

impl PageWords {
    /// Words around a page of parts.
    pub fn new(t: &Words, at: &At, wanted: &Wanted, parts: &Parts) -> Self {
        let action = at.to("");
        let all = |pick: fn(&Attribute) -> &str, current: &str| {
            let mut names: Vec<&str> = parts.attributes.iter().map(pick).collect();
            if !current.is_empty() {
                names.push(current);
            }
            names.sort_unstable();
            names.dedup();
            names.into_iter().map(|name| Choice::new(name, said::category(t, name), current)).collect::<Vec<_>>()
        };
        Self {
            count: t.number(parts.total),
            first: if wanted.after > 0 { format!("{action}?{}#attributes", wanted.query(0)) } else { String::new() },
            next: parts.next.map_or_else(String::new, |after| format!("{action}?{}#attributes", wanted.query(after))),
            kinds: all(|attribute| &attribute.kind, &wanted.kind),
            categories: all(|attribute| &attribute.category, &wanted.category),
            filters: parts.total > 10 || !wanted.is_all(),
            disclosures: format!("{action}/disclosures"),
            discuss: format!("{action}/discuss"),
            ask: format!("{action}/ask"),
            acknowledge: format!("{action}/acknowledge"),
            action,
        }
    }
}
