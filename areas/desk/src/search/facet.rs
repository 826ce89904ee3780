//! What a search is narrowed to, and what it could be narrowed to: kinds, owners, TLP levels, circles, each with its count.
//!
//! Counts are over the visible hits that were found, at most a thousand of them, and over nothing else: no facet tells of a
//! record that the reader may not see. A circle is offered only when he is a member of it.

use std::collections::{BTreeMap, HashMap};

use belfry_kernel::{CircleId, OrganisationId, Problem, SubjectId, Tlp};
use belfry_store::search::Narrow;
use belfry_store::{Kind, Read, args};
use belfry_web::{House, Visit};
use belfry_words::Words;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use uuid::Uuid;

use crate::subject::{Names, Seen, is_content, kind_word};

/// Values of a facet that are offered.
const OFFERED: usize = 8;

/// The facets of an address, as they were typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Name of a kind.
    pub kind: String,
    /// UUID of an organisation.
    pub owner: String,
    /// Code of a level.
    pub tlp: String,
    /// UUID of a circle.
    pub circle: String,
    /// The first day of the last change.
    pub from: String,
    /// The last day of it.
    pub to: String,
}

/// The names in addresses, in the order of the page.
pub const NAMES: [&str; 6] = ["kind", "owner", "tlp", "circle", "from", "to"];

impl Facets {
    /// Reads an address; what is of no known form is left out.
    pub fn of<A>(visit: &Visit<A>) -> Self {
        let text = |name: &str| visit.query(name).chars().take(60).collect::<String>();
        let fine = |name: &str, is: &dyn Fn(&str) -> bool| Some(text(name)).filter(|v| is(v)).unwrap_or_default();
        Self {
            kind: fine("kind", &|v| visit.house().kinds.iter().any(|kind| kind.name == v)),
            owner: fine("owner", &|v| v.parse::<Uuid>().is_ok()),
            tlp: fine("tlp", &|v| Tlp::parse(v).is_some()),
            circle: fine("circle", &|v| v.parse::<Uuid>().is_ok()),
            from: fine("from", &|v| v.parse::<Date>().is_ok()),
            to: fine("to", &|v| v.parse::<Date>().is_ok()),
        }
    }

    /// A field by its name in addresses.
    pub fn get(&self, name: &str) -> &str {
        match name {
            "kind" => &self.kind,
            "owner" => &self.owner,
            "tlp" => &self.tlp,
            "circle" => &self.circle,
            "from" => &self.from,
            _ => &self.to,
        }
    }

    /// The same with another value in one field; empty takes it away.
    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut other = self.clone();
        let field = match name {
            "kind" => &mut other.kind,
            "owner" => &mut other.owner,
            "tlp" => &mut other.tlp,
            "circle" => &mut other.circle,
            "from" => &mut other.from,
            _ => &mut other.to,
        };
        value.clone_into(field);
        other
    }

    /// Whether anything is narrowed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Facets as the engine takes them; `None` when they name something that the reader cannot know of: nothing is found then.
pub struct Asked {
    kinds: Vec<Kind>,
    owner: Option<OrganisationId>,
    level: Option<Tlp>,
    circle: Option<CircleId>,
    since: Option<Timestamp>,
    until: Option<Timestamp>,
}

impl Asked {
    /// Looks up what the facets name.
    pub fn of(house: &House, read: &Read, t: &Words, facets: &Facets) -> Result<Option<Self>, Problem> {
        let chosen = house.kinds.iter().copied().find(|kind| kind.name == facets.kind);
        let mut ids = HashMap::new();
        let uuids: Vec<Uuid> = [&facets.owner, &facets.circle].into_iter().filter_map(|v| v.parse().ok()).collect();
        if !uuids.is_empty() {
            read.each(
                "select s.uuid, s.kind, s.id from store_subjects s where s.uuid in {uuids $1} and s.kind in (20, 21) \
                 and exists (select 1 from store_visible v where v.grant_key = $2 and v.label_id = s.label_id limit 1)",
                args![belfry_store::Value::Uuids(uuids), read.key()],
                |row| {
                    ids.insert((row.get::<Uuid>(0)?, row.get::<i16>(1)?), row.get::<i64>(2)?);
                    Ok(true)
                },
            )?;
        }
        let id = |text: &str, kind: Kind| text.parse::<Uuid>().ok().map(|uuid| ids.get(&(uuid, kind.code)).copied());
        let (owner, circle) =
            (id(&facets.owner, belfry_identity::ORGANISATION), id(&facets.circle, belfry_identity::CIRCLE));
        if owner == Some(None) || circle == Some(None) {
            return Ok(None);
        }
        let day = |text: &str, days: i64| {
            let date = text.parse::<Date>().ok()?.checked_add(days.days()).ok()?;
            Some(date.to_zoned(t.zone().clone()).ok()?.timestamp())
        };
        Ok(Some(Self {
            kinds: chosen.map_or_else(|| house.kinds.clone(), |kind| vec![kind]),
            owner: owner.flatten().map(OrganisationId),
            level: Tlp::parse(&facets.tlp).filter(|_| !facets.tlp.is_empty()),
            circle: circle.flatten().map(CircleId),
            since: day(&facets.from, 0),
            until: day(&facets.to, 1),
        }))
    }

    /// For the engine.
    pub fn narrow(&self) -> Narrow<'_> {
        let (owner, level, circle) = (self.owner, self.level, self.circle);
        Narrow { kinds: &self.kinds, owner, level, circle, since: self.since, until: self.until }
    }
}

/// One facet, as it is offered beside the hits.
pub struct Offer {
    /// Its heading.
    pub title: String,
    /// Its values, most frequent first.
    pub values: Vec<Value>,
}

/// A value of a facet.
pub struct Value {
    /// Its words.
    pub label: String,
    /// How many of the hits have it.
    pub count: String,
    /// The search narrowed to it.
    pub href: String,
}

/// Counts the hits by facet. A facet that would narrow nothing is not offered.
pub fn offers<'a>(
    t: &Words,
    house: &House,
    seen: impl Iterator<Item = &'a Seen> + Clone,
    (names, circles): (&Names, &[(CircleId, Uuid, String)]),
    address: impl Fn(&str, &str) -> String,
) -> Vec<Offer> {
    let count = |of: &dyn Fn(&Seen) -> Vec<String>| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let mut all = 0;
        for one in seen.clone() {
            all += 1;
            of(one).into_iter().for_each(|value| *counts.entry(value).or_default() += 1);
        }
        counts.retain(|_, n| *n < all);
        counts
    };
    let offer = |name: &str, title: String, counts: BTreeMap<String, usize>, label: &dyn Fn(&str) -> Option<String>| {
        let mut values: Vec<(usize, String, String)> =
            counts.into_iter().filter_map(|(value, n)| Some((n, label(&value)?, value))).collect();
        values.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        values.truncate(OFFERED);
        let drawn = |(n, label, value): (usize, String, String)| Value {
            label,
            count: t.number(n),
            href: address(name, &value),
        };
        Offer { title, values: values.into_iter().map(drawn).collect() }
    };
    let kinds = count(&|one| house.kind(one.subject.kind).map(|kind| kind.name.to_owned()).into_iter().collect());
    let owners = count(&|one| names.get(&one.subject.owner).map(|name| name.uuid.to_string()).into_iter().collect());
    let levels = count(&|one| if is_content(one.subject.kind) { vec![one.tlp.clone()] } else { Vec::new() });
    let within = count(&|one| {
        let named = circles.iter().filter(|(id, ..)| one.canonical.contains(&format!(";c{},", id.0)));
        named.map(|(_, uuid, _)| uuid.to_string()).collect()
    });
    let kind_name = |value: &str| house.kinds.iter().find(|kind| kind.name == value).map(|kind| kind_word(t, *kind));
    let owner_name =
        |value: &str| names.values().find(|name| name.uuid.to_string() == value).map(|name| name.name.clone());
    let circle_name =
        |value: &str| circles.iter().find(|(_, uuid, _)| uuid.to_string() == value).map(|(.., name)| name.clone());
    [
        offer("kind", t.s("desk-facet-kind"), kinds, &kind_name),
        offer("owner", t.s("desk-facet-owner"), owners, &owner_name),
        offer("tlp", t.s("desk-facet-tlp"), levels, &|value| Some(level_name(t, value))),
        offer("circle", t.s("desk-facet-circle"), within, &circle_name),
    ]
    .into_iter()
    .filter(|offer| !offer.values.is_empty())
    .collect()
}

/// TLP's levels are not translated; only "not stated" is ours.
pub fn level_name(t: &Words, code: &str) -> String {
    Tlp::parse(code).and_then(Tlp::written).map_or_else(|| t.s("desk-facet-tlp-none"), str::to_owned)
}

/// The reader's own circles that are open, with their names: for the facet.
pub fn own_circles(
    read: &Read,
    circles: impl Iterator<Item = CircleId>,
) -> Result<Vec<(CircleId, Uuid, String)>, Problem> {
    let ids: Vec<i64> = circles.map(|circle| circle.0).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(read.rows(
        "select s.id, s.uuid, s.title from store_subjects s where s.id in {ints $1} \
         and exists (select 1 from store_visible v where v.grant_key = $2 and v.label_id = s.label_id limit 1)",
        args![ids, read.key()],
        |row| Ok((CircleId(row.get::<SubjectId>(0)?.0), row.get(1)?, row.get(2)?)),
    )?)
}
