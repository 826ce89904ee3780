//! What breaks a rule, and by which path: circle, member, organisation.

use std::collections::BTreeMap;

use belfry_kernel::{CircleId, OrganisationId, Tlp};
use belfry_store::{Error, Read, Sql, args};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    AT_MOST, COLUMNS, Holder, MEMBER_COUNTRIES, MEMBER_KINDS, MEMBER_SECTORS, NEVER_GIVES_COUNTRIES,
    NEVER_GIVES_SECTORS, NEVER_RECEIVES, NOT_CONNECTED, NOT_OLDER, Rule, rules,
};
use crate::refusal::Refusal;

/// A rule that is broken, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The rule.
    pub rule: Rule,
    /// Whether it stands in the way; otherwise it only warns.
    pub refuses: bool,
    /// The circle through which it goes.
    pub circle: Option<CircleId>,
    /// The organisation that it reaches, or that would be a member.
    pub organisation: Option<OrganisationId>,
}

/// A broken rule in ids alone, for what is kept or queued: who reads it there need not know of the circle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    rule: i64,
    /// Whether it stood in the way.
    pub refuses: bool,
    circle: Option<CircleId>,
    organisation: Option<OrganisationId>,
}

impl From<&Broken> for Kept {
    fn from(broken: &Broken) -> Self {
        Self { rule: broken.rule.id, refuses: broken.refuses, circle: broken.circle, organisation: broken.organisation }
    }
}

/// What was kept, one for one: none where the rule is gone meanwhile, or the reader may not know of it. One query, and none for
/// nothing.
pub fn recall(read: &Read, kept: &[Kept]) -> Result<Vec<Option<Broken>>, Error> {
    if kept.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = kept.iter().map(|one| one.rule).collect();
    let rules = super::by_ids(read, &ids)?;
    let one = |kept: &Kept| {
        let rule = rules.iter().find(|rule| rule.id == kept.rule)?.clone();
        Some(Broken { rule, refuses: kept.refuses, circle: kept.circle, organisation: kept.organisation })
    };
    Ok(kept.iter().map(one).collect())
}

/// What is to be shared, with whom.
#[derive(Clone, Debug)]
pub struct Publishing<'a> {
    /// Whose it is.
    pub owner: OrganisationId,
    /// How far it may be carried.
    pub tlp: Tlp,
    /// The day that it is about.
    pub day: Option<Date>,
    /// Today.
    pub today: Date,
    /// Through which circle; none for the community.
    pub circle: Option<CircleId>,
    /// Whether it goes beyond the community.
    pub beyond: bool,
    /// The organisations that it reaches, as far as the author may know of them.
    pub reached: &'a [OrganisationId],
}

/// What rules ask of an organisation.
#[derive(Clone, Debug, Default)]
pub(super) struct Traits {
    kind: String,
    /// All of its sectors: a rule that names one of them means it.
    sectors: Vec<String>,
    country: Option<String>,
}

impl Traits {
    /// Whether a rule about sectors names one of its.
    fn named_in(&self, rule: &Rule) -> bool {
        self.sectors.iter().any(|sector| rule.names(Some(sector)))
    }
}

pub(super) type Known = BTreeMap<OrganisationId, Traits>;

pub(super) fn traits(read: &Read, ids: &[OrganisationId]) -> Result<Known, Error> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let mut known = Known::new();
    read.each(
        "select o.id, o.kind, o.country, o.sector, d.sector from identity_organisations o \
         left join identity_directory d on d.organisation_id = o.id where o.id in {ints $1}",
        args![ids],
        |row| {
            let traits = known.entry(row.get(0)?).or_default();
            (traits.kind, traits.country) = (row.get(1)?, row.get(2)?);
            // Of no sector is the entry under which an organisation stands among all.
            for sector in [row.get::<Option<String>>(3)?, row.get::<Option<String>>(4)?].into_iter().flatten() {
                if !sector.is_empty() && !traits.sectors.contains(&sector) {
                    traits.sectors.push(sector);
                }
            }
            Ok(true)
        },
    )?;
    Ok(known)
}

/// The rules that an organisation would break as a member of a circle.
pub fn on_membership(read: &Read, circle: CircleId, organisation: OrganisationId) -> Result<Vec<Broken>, Error> {
    let rules = super::of(read, Holder::Circle(circle))?;
    if rules.is_empty() {
        return Ok(Vec::new());
    }
    let known = traits(read, &[organisation])?;
    Ok(rules.iter().filter_map(|rule| member(rule, &known, circle, organisation)).collect())
}

/// Whether a member breaks a rule about members.
pub(super) fn member(rule: &Rule, known: &Known, circle: CircleId, organisation: OrganisationId) -> Option<Broken> {
    let traits = known.get(&organisation)?;
    let fits = match rule.kind {
        MEMBER_KINDS => rule.names(Some(&traits.kind)),
        MEMBER_SECTORS => traits.named_in(rule),
        MEMBER_COUNTRIES => rule.names(traits.country.as_deref()),
        _ => true,
    };
    (!fits).then(|| Broken {
        rule: rule.clone(),
        refuses: rule.refuses,
        circle: Some(circle),
        organisation: Some(organisation),
    })
}

/// The rules that bear on what an organisation shares with one audience: those of the circle, its own, and those of whom it reaches.
/// Read once and asked of one record after another.
#[derive(Clone, Debug, Default)]
pub struct Book {
    rules: Vec<Rule>,
    known: Known,
}

impl Book {
    /// Reads it. At most two queries.
    pub fn of(
        read: &Read,
        owner: OrganisationId,
        circle: Option<CircleId>,
        reached: &[OrganisationId],
    ) -> Result<Self, Error> {
        let ids: Vec<i64> = reached.iter().map(|id| id.0).collect();
        let sql = Sql::new(COLUMNS, []).and(
            "where r.circle_id = ? or r.organisation_id = ? or (r.kind = ? and r.organisation_id in {ints ?}) order by r.id",
            [circle.into(), owner.into(), NEVER_RECEIVES.code.into(), ids.into()],
        );
        let rules = rules(read, sql)?;
        if rules.is_empty() {
            return Ok(Self::default());
        }
        let ids: Vec<OrganisationId> = reached.iter().copied().chain([owner]).collect();
        Ok(Self { known: traits(read, &ids)?, rules })
    }

    /// The rules that a publication would break. It is of the owner, circle and organisations that the book was read for.
    pub fn broken(&self, publishing: &Publishing<'_>) -> Vec<Broken> {
        self.rules.iter().flat_map(|rule| published(rule, &self.known, publishing)).collect()
    }
}

/// How a publication breaks a rule.
pub(super) fn published(rule: &Rule, known: &Known, publishing: &Publishing<'_>) -> Vec<Broken> {
    let broken = |refuses: bool, organisation: Option<OrganisationId>| Broken {
        rule: rule.clone(),
        refuses,
        circle: publishing.circle,
        organisation,
    };
    let whole = |fits: bool| if fits { Vec::new() } else { vec![broken(rule.refuses, None)] };
    let shares = rule.holder == Holder::Organisation(publishing.owner);
    let through = publishing.circle.is_some_and(|circle| rule.holder == Holder::Circle(circle));
    let each = |fits: &dyn Fn(&Traits) -> bool| {
        let others = publishing.reached.iter().filter(|id| **id != publishing.owner);
        let hit = others.filter(|id| known.get(id).is_some_and(|traits| !fits(traits)));
        hit.map(|id| broken(rule.refuses, Some(*id))).collect()
    };
    match rule.kind {
        AT_MOST if shares || through => whole(rule.level().is_none_or(|level| publishing.tlp <= level)),
        NOT_OLDER if shares || through => {
            let age = publishing.day.map(|day| (publishing.today - day).get_days());
            whole(age.is_none_or(|days| i64::from(days) <= rule.days()))
        }
        NOT_CONNECTED if shares || through => whole(!publishing.beyond),
        NEVER_GIVES_SECTORS if shares => each(&|traits| !traits.named_in(rule)),
        NEVER_GIVES_COUNTRIES if shares => each(&|traits| !rule.names(traits.country.as_deref())),
        NEVER_RECEIVES => match rule.holder {
            Holder::Organisation(to) if to != publishing.owner && publishing.reached.contains(&to) => {
                let named = known.get(&publishing.owner).is_some_and(|traits| traits.named_in(rule));
                // What one organisation does not want must not silence another before the whole community: there it warns.
                let refuses = rule.refuses && publishing.circle.is_some();
                if named { vec![broken(refuses, Some(to))] } else { Vec::new() }
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// Refuses when one of these stands in the way.
///
/// # Errors
/// [`Refusal::Rules`] with those that do.
pub fn refuse(broken: Vec<Broken>) -> Result<(), Refusal> {
    let stands: Vec<Broken> = broken.into_iter().filter(|broken| broken.refuses).collect();
    if stands.is_empty() { Ok(()) } else { Err(Refusal::Rules(stands)) }
}
