//! What an authority says of its country: one requirement and sector at a time, also again.

use askama::Template;
use belfry_catalogue::Framework;
use belfry_contracts::assess::ImplementationRecorded;
use belfry_kernel::{Clause, Label, OrganisationId, Problem, Tlp};
use belfry_store::{args, ledger};
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;

use super::store::{self, Record};
use super::{HERE, Status, UNION, show};
use crate::access::{REPORTERS, Report};
use crate::answer::turn;
use crate::campaign::Level;
use crate::{catalogue, form};

/// Characters of evidence, and of a note.
const LONGEST: usize = 5_000;

/// What was typed.
#[derive(Default)]
struct Typed {
    code: String,
    sector: String,
    level: String,
    status: String,
    evidence: String,
    note: String,
    good: bool,
    reach: String,
}

#[derive(Template)]
#[template(path = "implementation/record.html")]
struct Body {
    t: Words,
    csrf: String,
    errors: Errors,
    framework: String,
    typed: Typed,
    items: Vec<Choice>,
    sectors: Vec<Choice>,
    levels: Vec<Choice>,
    statuses: Vec<Choice>,
    reaches: Vec<Choice>,
    is_there: bool,
}

/// For which authority one speaks, and its country.
fn authority(visit: &Visit<Report>) -> Result<(OrganisationId, String), Problem> {
    let person = visit.person()?;
    let speaks = |organisation: &OrganisationId| person.holds_for(REPORTERS, *organisation);
    let other = person.roles.iter().map(|(bound, _)| *bound).find(|bound| speaks(bound));
    let owner = Some(person.organisation).filter(speaks).or(other).ok_or(Problem::Forbidden)?;
    let country = visit.read()?.maybe(
        "select coalesce(o.country, '') from identity_organisations o where o.id = $1",
        args![owner],
        |row| row.get::<String>(0),
    )?;
    Ok((owner, country.unwrap_or_default()))
}

fn framework(visit: &Visit<Report>, of: &str) -> Result<Framework, Problem> {
    let (name, version) = of.split_once(':').unwrap_or((of, ""));
    catalogue::load(&*visit.read()?, name, version)
}

/// The form, filled with what was recorded before.
///
/// # Errors
/// [`Problem::NotFound`] for a framework that there is not, and those of the database.
pub fn page(visit: &mut Visit<Report>) -> Result<Reply, Problem> {
    let framework = framework(visit, visit.query("framework"))?;
    let (owner, _) = authority(visit)?;
    let (code, sector) = (visit.query("code").to_owned(), visit.query("sector").to_owned());
    let of = (framework.name.as_str(), framework.version.as_str());
    let there = store::own(&*visit.read()?, owner, of, &code, &sector)?;
    let is_there = there.is_some();
    let typed = match there {
        Some(one) => Typed {
            level: one.level.code().into(),
            status: one.status.code().into(),
            good: one.good,
            reach: if one.label_id == own_label(visit, owner)? { "own".into() } else { "community".into() },
            evidence: one.evidence,
            note: one.note,
            code,
            sector,
        },
        None => Typed { code, sector, level: "national".into(), reach: "community".into(), ..Typed::default() },
    };
    Ok(draw(visit, &framework, typed, Errors::default(), is_there).into())
}

/// The label of what only the own organisation sees; none of that number where it was never used.
fn own_label(visit: &Visit<Report>, owner: OrganisationId) -> Result<belfry_kernel::LabelId, Problem> {
    let canonical = label("own", owner).canonical();
    let found = visit.read()?.maybe("select id from store_labels where canonical = $1", args![canonical], |row| {
        row.get::<belfry_kernel::LabelId>(0)
    })?;
    Ok(found.unwrap_or(belfry_kernel::LabelId(0)))
}

fn label(reach: &str, owner: OrganisationId) -> Label {
    match reach {
        "community" => Label::new(Tlp::Green, Clause::Community),
        _ => Label::new(Tlp::Amber, Clause::Organisation(owner)),
    }
}

fn draw(visit: &Visit<Report>, framework: &Framework, typed: Typed, errors: Errors, is_there: bool) -> Page {
    let t = visit.t();
    let language = form::language(&t);
    let item = |item: &belfry_catalogue::Item| {
        let words = format!("{} {}", item.code, catalogue::heading(item, &language, framework));
        Choice::new(item.code.as_str(), words, &typed.code)
    };
    let mut sectors = turn::sectors(&t);
    sectors.iter_mut().for_each(|one| one.chosen = one.value == typed.sector);
    // words: surveys-implementation-reach-{own,community}
    let reach = |code: &&str| Choice::new(*code, t.s(&format!("surveys-implementation-reach-{code}")), &typed.reach);
    let body = Body {
        csrf: visit.csrf(),
        framework: format!("{}:{}", framework.name, framework.version),
        items: framework.items.iter().filter(|item| item.assessable).map(item).collect(),
        sectors,
        levels: show::levels(&t, &typed.level),
        statuses: Status::ALL.iter().map(|one| Choice::new(one.code(), show::said(&t, *one), &typed.status)).collect(),
        reaches: ["community", "own"].iter().map(reach).collect(),
        errors,
        typed,
        is_there,
        t: t.clone(),
    };
    let of = [
        ("framework", catalogue::said(&framework.title, &language, framework).into()),
        ("version", framework.version.as_str().into()),
    ];
    Page::new(t.s("surveys-implementation-record"), body)
        .lead(t.a("surveys-assess-by", of))
        .crumb(t.s("surveys-nav"), "/surveys")
        .crumb(t.s("surveys-implementation-title"), HERE)
}

/// Keeps it.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Report>) -> Result<Reply, Problem> {
    let t = visit.t();
    let framework = framework(visit, visit.form().text("framework"))?;
    let (owner, country) = authority(visit)?;
    let form = visit.form();
    let text = |name: &str| form.text(name).to_owned();
    let typed = Typed {
        code: text("code"),
        sector: text("sector"),
        level: text("level"),
        status: text("status"),
        evidence: form.raw("evidence").trim().to_owned(),
        note: form.raw("note").trim().to_owned(),
        good: form.has("good"),
        reach: text("reach"),
    };
    let mut errors = Errors::default();
    let known = framework.item(&typed.code).is_some_and(|item| item.assessable);
    errors.unless(known, "code", || t.s("surveys-campaign-choose"));
    let sector = typed.sector.is_empty() || turn::sectors(&t).iter().any(|one| one.value == typed.sector);
    errors.unless(sector, "sector", || t.s("surveys-campaign-choose"));
    let (status, level) = (Status::parse(&typed.status), Level::parse(&typed.level));
    errors.unless(status.is_some(), "status", || t.s("surveys-campaign-choose"));
    errors.unless(level.is_some(), "level", || t.s("surveys-campaign-choose"));
    for (field, text) in [("evidence", &typed.evidence), ("note", &typed.note)] {
        errors.unless(text.chars().count() <= LONGEST, field, || t.n("surveys-campaign-about-long", LONGEST));
    }
    errors.unless(!typed.good || !typed.note.is_empty(), "note", || t.s("surveys-implementation-good-why"));
    let national = level != Some(Level::European);
    errors.unless(!national || !country.is_empty(), "level", || t.s("surveys-implementation-no-country"));
    let (Some(status), Some(level), true) = (status, level, errors.is_empty()) else {
        return Ok(draw(visit, &framework, typed, errors, false).refused().into());
    };
    visit.granted(())?;
    let of = (framework.name.as_str(), framework.version.as_str());
    let one = Record {
        id: 0,
        label_id: belfry_kernel::LabelId(0),
        owner,
        country: if national { country } else { UNION.to_owned() },
        level,
        status,
        good: typed.good,
        saved: visit.now(),
        code: typed.code,
        sector: typed.sector,
        evidence: typed.evidence,
        note: typed.note,
    };
    let tx = visit.write()?;
    let record = store::put(&tx, visit.act(), of, &label(&typed.reach, owner), &one)?;
    ledger::record(&tx, visit.act(), &ImplementationRecorded { record })?;
    tx.commit()?;
    Ok(Reply::done(back(&framework), t.s("surveys-implementation-recorded")))
}

fn back(framework: &Framework) -> String {
    format!("{HERE}?framework={}:{}", framework.name, framework.version)
}

/// Takes it back.
///
/// # Errors
/// As [`page`].
pub fn remove(visit: &mut Visit<Report>) -> Result<Reply, Problem> {
    let t = visit.t();
    let framework = framework(visit, visit.form().text("framework"))?;
    let (owner, _) = authority(visit)?;
    let (code, sector) = (visit.form().text("code").to_owned(), visit.form().text("sector").to_owned());
    visit.granted(())?;
    let tx = visit.write()?;
    let of = (framework.name.as_str(), framework.version.as_str());
    let record = store::own(&tx, owner, of, &code, &sector)?.ok_or(Problem::NotFound)?;
    store::remove(&tx, owner, of, &code, &sector)?;
    ledger::record(&tx, visit.act(), &ImplementationRecorded { record: record.id })?;
    tx.commit()?;
    Ok(Reply::done(back(&framework), t.s("surveys-implementation-removed")))
}
