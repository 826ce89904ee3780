//! Self-assessments of the valley, some of them twice, and how six countries carry out Article 21(2); the instruments in the libraries of
//! those who ask.

use std::collections::BTreeMap;

use anyhow::{Context, anyhow, bail};
use belfry_catalogue::{Framework, builtin, store as frameworks};
use belfry_contracts::assess::{AssessmentSigned, ImplementationRecorded};
use belfry_identity::organisation::{self, OrganisationFields, OrganisationKind};
use belfry_kernel::access::decide;
use belfry_kernel::{Actor, Clause, Label, LabelId, OrganisationId, PersonId, SubjectId, Tlp};
use belfry_store::{Act, Key, Tx, args, ledger, setting, subject};
use belfry_surveys::access::{Assess, Create, RULES, SignOff};
use belfry_surveys::assess::entry::Entry;
use belfry_surveys::assess::result::{measured, outcome};
use belfry_surveys::assess::{ASSESSMENT, new, peers, share, sign, store};
use belfry_surveys::campaign::Level;
use belfry_surveys::implementation::{Status, store as records};
use belfry_surveys::instrument;
use belfry_web::House;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::ago;
use super::founding::{Known, uuid_of};

const TEXT: &str = include_str!("assess.toml");
/// Set with the last of it.
const TOLD: &str = "demo-assess";
/// What others, who have no story, are measured by.
const OF_OTHERS: &str = "nis2-article-21";
/// Who asks with which instrument.
const INSTRUMENTS: &[(&str, &str, &str)] = &[
    ("tca", "viktor", "operators-implementation"),
    ("tca", "viktor", "authorities-implementation"),
    ("tca", "viktor", "trust-between-organisations"),
    ("csirt-t", "mira", "csirt-capacity"),
    ("agency", "sofia", "small-firms-resilience"),
    ("university", "lea", "student-awareness"),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    #[serde(rename = "assessment")]
    assessments: Vec<Told>,
    others: Vec<Others>,
    #[serde(rename = "authority")]
    authorities: Vec<Authority>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    organisation: String,
    framework: String,
    title: String,
    days_ago: f64,
    levels: Vec<i64>,
    #[serde(default)]
    notes: Vec<Note>,
    /// So many items are filled in so far; without it all are, and it is signed.
    draft: Option<usize>,
    #[serde(default)]
    shown_to: Vec<String>,
    #[serde(default)]
    details: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Note {
    code: String,
    comment: String,
    #[serde(default)]
    evidence: String,
    target: Option<i64>,
    #[serde(default)]
    weight: i64,
    /// In so many days from the first start.
    due: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Others {
    sector: String,
    count: i64,
    ahead: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Authority {
    #[serde(default)]
    key: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    short_name: String,
    #[serde(default)]
    country: String,
    #[serde(default)]
    about: String,
    statuses: Vec<String>,
    records: Vec<Said>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    code: String,
    sector: String,
    status: String,
    note: String,
    #[serde(default)]
    evidence: String,
    #[serde(default)]
    good: bool,
}

/// Puts it there, unless it is.
pub(super) fn tell(house: &House, known: &Known, began: Timestamp) -> anyhow::Result<()> {
    if setting::get(&house.db.read(Key::SYSTEM)?, TOLD)?.is_some() {
        return Ok(());
    }
    builtin::ensure(&house.db, Act { actor: None, now: ago(began, 500.0), ids: &house.ids })?;
    let content: Content = toml::from_str(TEXT)?;
    let mut all: BTreeMap<String, Framework> = BTreeMap::new();
    let read = house.db.read(Key::SYSTEM)?;
    for name in content.assessments.iter().map(|one| one.framework.as_str()).chain([OF_OTHERS]) {
        if !all.contains_key(name) {
            all.insert(name.to_owned(), frameworks::load(&read, name, None)?.with_context(|| name.to_owned())?);
        }
    }
    drop(read);
    let tx = house.db.write(Key::SYSTEM)?;
    let mut batches: Vec<SubjectId> = Vec::new();
    for one in &content.others {
        batches.extend(others(&tx, house, &all[OF_OTHERS], one, began)?);
    }
    for one in &content.assessments {
        assessed(&tx, house, known, &all[&one.framework], one, began)?;
    }
    for one in &content.authorities {
        authority(&tx, house, known, &all[OF_OTHERS], one, began)?;
    }
    for (organisation, person, name) in INSTRUMENTS {
        let act = Act { actor: Some(known.person(person)?), now: ago(began, 280.0), ids: &house.ids };
        let granted = decide::<Create>(&Actor::System, RULES, None).map_err(|_| anyhow!("the program may"))?;
        let owner = known.organisation(organisation)?.id;
        let label = Label::new(Tlp::Green, Clause::Community);
        instrument::install(&tx, act, (&Actor::System, RULES), &granted, (owner, &label), name)
            .map_err(|why| anyhow!("{name}: {why}"))?;
    }
    setting::put(&tx, TOLD, "yes")?;
    tx.commit()?;
    for last in batches {
        peers::settle(&house.db, last)?;
    }
    Ok(())
}

/// One assessment of the story.
fn assessed(
    tx: &Tx,
    house: &House,
    known: &Known,
    framework: &Framework,
    one: &Told,
    began: Timestamp,
) -> anyhow::Result<()> {
    let owner = known.organisation(&one.organisation)?.id;
    let author = known.speaker(&one.organisation)?;
    let at = ago(began, one.days_ago);
    let act = Act { actor: Some(author), now: at, ids: &house.ids };
    let said = |place: usize, level: i64| -> anyhow::Result<Entry> {
        let note = one.notes.iter().find(|note| note.code == framework.items[place].code);
        let day = |days: i64| (began + SignedDuration::from_hours(24 * days)).to_zoned(jiff::tz::TimeZone::UTC).date();
        Ok(Entry {
            level: Some(level),
            target: note.and_then(|note| note.target),
            weight: note.map_or(1, |note| note.weight.max(1)),
            comment: note.map(|note| note.comment.clone()).unwrap_or_default(),
            evidence: note.map(|note| note.evidence.clone()).unwrap_or_default(),
            due: note.and_then(|note| note.due).map(day),
            saved: None,
        })
    };
    let uuid = uuid_of("assessment", &format!("{} {}", one.organisation, one.title));
    let places = measured(framework);
    if places.len() != one.levels.len() {
        bail!("{}: {} levels for {} items", one.title, one.levels.len(), places.len());
    }
    new::begin(tx, act, owner, framework, &one.title, uuid)?;
    let proof = subject::load::<Assess>(tx, &Actor::System, RULES, ASSESSMENT, uuid).map_err(|why| anyhow!("{why}"))?;
    for (place, level) in places.iter().zip(&one.levels).take(one.draft.unwrap_or(usize::MAX)) {
        store::put(tx, act, &proof, &framework.items[*place].code, &said(*place, *level)?)?;
    }
    if one.draft.is_some() {
        return Ok(());
    }
    let proof =
        subject::load::<SignOff>(tx, &Actor::System, RULES, ASSESSMENT, uuid).map_err(|why| anyhow!("{why}"))?;
    let told = outcome(framework, &store::entries(tx, proof.id)?, 3, None);
    store::sign(tx, act, &proof, sign::thousandths(&told))?;
    ledger::record(tx, act, &AssessmentSigned { assessment: proof.id })?;
    for (n, whom) in one.shown_to.iter().enumerate() {
        let label = Label::new(Tlp::Amber, Clause::Organisation(known.organisation(whom)?.id));
        let uuid = uuid_of("assessment shown", &format!("{} {} {n}", one.organisation, one.title));
        share::show(tx, act, &proof, &label, one.details, uuid)?;
    }
    Ok(())
}

/// Assessments of organisations of the register that nobody speaks for; the last of them.
fn others(
    tx: &Tx,
    house: &House,
    framework: &Framework,
    one: &Others,
    began: Timestamp,
) -> anyhow::Result<Option<SubjectId>> {
    let owners: Vec<OrganisationId> = tx.rows(
        "select o.id from identity_organisations o where o.kind in ('oes', 'dsp') and o.sector = $1 \
         and not exists (select 1 from identity_memberships m where m.organisation_id = o.id) order by o.name_key limit $2",
        args![&one.sector, one.count],
        |row| row.get(0),
    )?;
    let mut last = None;
    for (n, owner) in owners.iter().enumerate() {
        let act = Act { actor: None, now: ago(began, 150.0 - n as f64 * 3.0), ids: &house.ids };
        let uuid = uuid_of("assessment", &format!("other {} {n}", one.sector));
        new::begin(tx, act, *owner, framework, "Measures of Article 21", uuid)?;
        let proof =
            subject::load::<SignOff>(tx, &Actor::System, RULES, ASSESSMENT, uuid).map_err(|why| anyhow!("{why}"))?;
        for (at, place) in measured(framework).into_iter().enumerate() {
            // Suppliers and effectiveness are hard for all.
            let harder = i64::from(at == 3 || at == 5);
            let varied = (n * 7 + at * 5 + n * at) % 3;
            let level = (one.ahead + varied as i64 - harder).clamp(0, 4);
            let entry = Entry { level: Some(level), weight: 1, ..Entry::default() };
            store::put(tx, act, &proof, &framework.items[place].code, &entry)?;
        }
        let told = outcome(framework, &store::entries(tx, proof.id)?, 3, None);
        store::sign(tx, act, &proof, sign::thousandths(&told))?;
        last = Some(proof.id);
    }
    Ok(last)
}

/// What an authority says of its country.
fn authority(
    tx: &Tx,
    house: &House,
    known: &Known,
    framework: &Framework,
    one: &Authority,
    began: Timestamp,
) -> anyhow::Result<()> {
    let act = |actor: Option<PersonId>| Act { actor, now: ago(began, 33.0), ids: &house.ids };
    let (owner, actor) = if one.key.is_empty() {
        let fields = OrganisationFields {
            name: one.name.clone(),
            short_name: one.short_name.clone(),
            kind: OrganisationKind::Nca,
            sector: Some("public-administration".into()),
            country: Some(one.country.clone()),
            about: one.about.clone(),
            website: None,
        };
        let made = organisation::create_as(tx, act(None), uuid_of("organisation", &one.short_name), fields);
        (made.map_err(|refusal| anyhow!("{refusal}"))?.0, None)
    } else {
        (known.organisation(&one.key)?.id, Some(known.speaker(&one.key)?))
    };
    let country: String =
        tx.one("select coalesce(country, '') from identity_organisations where id = $1", args![owner], |row| {
            row.get(0)
        })?;
    let measured = measured(framework);
    let codes = measured.iter().map(|place| framework.items[*place].code.as_str());
    let plain = codes.zip(&one.statuses).map(|(code, status)| (code, "", status.as_str(), None));
    let told =
        one.records.iter().map(|said| (said.code.as_str(), said.sector.as_str(), said.status.as_str(), Some(said)));
    let label = Label::new(Tlp::Green, Clause::Community);
    // What is told at length takes the place of the bare status.
    for (code, sector, status, said) in plain.chain(told) {
        let record = records::Record {
            id: 0,
            label_id: LabelId(0),
            owner,
            code: code.to_owned(),
            sector: sector.to_owned(),
            country: country.clone(),
            level: Level::National,
            status: Status::parse(status).with_context(|| status.to_owned())?,
            evidence: said.map(|said| said.evidence.clone()).unwrap_or_default(),
            note: said.map(|said| said.note.clone()).unwrap_or_default(),
            good: said.is_some_and(|said| said.good),
            saved: began,
        };
        let of = (framework.name.as_str(), framework.version.as_str());
        let record = records::put(tx, act(actor), of, &label, &record)?;
        ledger::record(tx, act(actor), &ImplementationRecorded { record })?;
    }
    Ok(())
}
