//! The page of a record: what it says, where it stands, what others did with it, what is asked about it.

use std::collections::HashMap;

use askama::Template;
use belfry_catalogue::text::{Language, Text};
use belfry_discussion::Discussion;
use belfry_identity::organisation;
use belfry_kernel::{Label, Problem, SubjectId};
use belfry_store::subject::{self, Subject};
use belfry_store::{Read as Picture, Result as Stored, args, scope};
use belfry_web::components::{State as Mark, Step};
use belfry_web::{Action, Audience, Page, Reply, Visit};
use belfry_words::{Words, key};
use jiff::Timestamp;

use super::discuss::OfRecords;
use super::fields::{self, TEXTS};
use super::store::{self, Record};
use super::vouch::{self, Stage, Vouched, link};
use super::{Effort, Kind, RECORD, Size, State, url};
use crate::access::{CHECKERS, Edit, REVIEWERS, Read, Submit, Tell, Vouch};

/// Entries of a history: the newest.
const HISTORY: i64 = 50;

/// A part of what it says.
struct Part {
    id: &'static str,
    title: String,
    html: String,
}

struct Voice {
    name: String,
    words: String,
    chip: String,
    chip_kind: &'static str,
    more: String,
}

struct Other {
    href: String,
    uuid: String,
    title: String,
    note: String,
}

struct Happened {
    when: String,
    datetime: String,
    who: String,
    what: String,
}

/// What the reader can do with it now.
#[derive(Default)]
struct Can {
    check: bool,
    review: bool,
    publish: bool,
    give_back: bool,
    withdraw: bool,
    supersede: bool,
    link: bool,
}

#[derive(Template)]
#[template(path = "record/show.html")]
struct Body {
    t: Words,
    csrf: String,
    here: String,
    kind: String,
    is_difficulty: bool,
    language: String,
    facts: Vec<(String, String)>,
    items: Vec<(String, String)>,
    parts: Vec<Part>,
    out: bool,
    steps: Vec<Step>,
    can: Can,
    source: Option<String>,
    unnamed: bool,
    successor: Option<(String, String)>,
    endorsements: Vec<Voice>,
    adoptions: Vec<Voice>,
    adopted: String,
    linked: Vec<Other>,
    pointers: Vec<(&'static str, String, String)>,
    suggested: Vec<Other>,
    discussion: Discussion,
    history: Vec<Happened>,
}

impl Body {
    fn at(&self, what: &str) -> String {
        format!("{}/{what}", self.here)
    }
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let t = visit.t();
    let read = visit.read()?;
    let subject = visit.load(&read, RECORD, visit.path("uuid")?)?.into_inner();
    let record = store::of(&read, subject.id)?;
    let label = scope::label(&read, subject.label_id)?;
    let out = record.state.is_out();
    let vouched = vouch::load(&read, subject.id)?;
    let (linked, suggested) = (
        link::linked(&read, subject.id, record.written.kind)?,
        if record.state == State::Published && visit.may::<Vouch>(None) {
            link::suggested(&read, subject.id, record.written.kind)?
        } else {
            Vec::new()
        },
    );
    let discussion = Discussion::load::<OfRecords, _>(visit, &read, &subject)?;
    let source = if record.unnamed { store::source(&read, subject.id)? } else { None };
    let successor = match record.successor {
        Some(id) => subject::by_ids(&read, &[id])?.pop().map(|other| (url(&other), other.title)),
        None => None,
    };
    let owner = organisation::names(&read, &[subject.owner])?.remove(&subject.owner);
    let owner = owner.map(|name| name.name).unwrap_or_default();
    let reach = if out { reach(&t, &read, &label, visit)? } else { working(&t, record.state) };
    let items = titles(&read, &t, &record.written.items)?;
    let history = history(&read, &t, subject.id)?;
    let pointers = visit.house().pointers(&read, subject.id)?;
    drop(read);
    visit.close();
    let unnamed = if out { vouch::unnamed(&visit.house().db, subject.id)? } else { 0 };
    let body = Body {
        csrf: visit.csrf(),
        here: url(&subject),
        kind: t.s(&format!("practices-kind-{}", record.written.kind.code())),
        is_difficulty: record.written.kind == Kind::Difficulty,
        language: record.written.language.clone(),
        facts: facts(&t, &record, &owner),
        items,
        parts: parts(&t, &record),
        steps: if out { Vec::new() } else { steps(&t, record.state) },
        can: can(visit, &subject, &record)?,
        source,
        unnamed: record.unnamed,
        successor,
        adopted: adopted(&t, &vouched, unnamed),
        endorsements: endorsements(&vouched),
        adoptions: adoptions(&t, &vouched),
        linked: others(&t, linked, false),
        pointers,
        suggested: others(&t, suggested, true),
        discussion,
        history,
        out,
        t: t.clone(),
    };
    let audience = Audience { owner, reach, tlp: label.tlp.code().to_owned(), href: String::new() };
    let page = Page::new(subject.title.as_str(), body).crumb(t.s("practices-nav"), "/practices").audience(audience);
    Ok(actions(page, visit, &subject, &record).into())
}

fn actions(page: Page, visit: &Visit<Read>, subject: &Subject, record: &Record) -> Page {
    let (t, here) = (visit.t(), url(subject));
    let mut page = page;
    if record.state == State::Draft && visit.may::<Submit>(Some(subject)) {
        page = page.action(Action::link(t.s("practices-submit-title"), format!("{here}/submit"), "send").primary());
        if visit.may::<Edit>(Some(subject)) {
            page = page.action(Action::link(t.s("practices-record-edit"), format!("{here}/edit"), "edit"));
        }
    }
    let mine = visit.person().is_ok_and(|person| person.roles.iter().any(|(bound, _)| *bound == subject.owner));
    if record.state == State::Published && (!mine || record.unnamed) {
        if visit.may::<Vouch>(None) && record.written.kind != Kind::Difficulty {
            let adopt = Action::link(t.s("practices-adopt-title"), format!("{here}/adopt"), "building");
            page = page.action(adopt.primary());
        }
        if visit.may::<Vouch>(None) {
            page = page.action(Action::link(t.s("practices-endorse-title"), format!("{here}/endorse"), "done"));
        }
        if visit.may::<Tell>(None) {
            page = page.action(Action::link(t.s("practices-ask-title"), format!("{here}/question"), "help"));
        }
    }
    page
}

fn can(visit: &Visit<Read>, subject: &Subject, record: &Record) -> Result<Can, Problem> {
    let person = visit.person()?;
    let desk = |roles| record.desk.is_some_and(|desk| person.holds_for(roles, desk));
    let (checks, owns) = (desk(CHECKERS), visit.may::<Submit>(Some(subject)));
    Ok(Can {
        check: checks && record.state == State::Submitted,
        review: record.state == State::Checked && desk(REVIEWERS) && subject.author != Some(person.id),
        publish: checks && record.state == State::Reviewed,
        give_back: checks && matches!(record.state, State::Submitted | State::Checked | State::Reviewed),
        withdraw: owns && !matches!(record.state, State::Draft | State::Superseded),
        supersede: owns && record.state == State::Published,
        link: visit.may::<Vouch>(None) && record.state == State::Published,
    })
}

/// The life up to publication.
fn steps(t: &Words, state: State) -> Vec<Step> {
    let life = [State::Draft, State::Submitted, State::Checked, State::Reviewed, State::Published];
    let here = life.iter().position(|one| *one == state).unwrap_or(0);
    let step = |(n, one): (usize, &State)| Step {
        label: t.s(&format!("practices-state-{}", one.code())),
        href: String::new(),
        state: match n.cmp(&here) {
            std::cmp::Ordering::Less => Mark::Done,
            std::cmp::Ordering::Equal => Mark::Now,
            std::cmp::Ordering::Greater => Mark::Due,
        },
    };
    life.iter().enumerate().map(step).collect()
}

fn working(t: &Words, state: State) -> String {
    if state == State::Draft { t.s("practices-reach-own") } else { t.s("practices-reach-desk") }
}

/// "12 organisations in Energy North".
fn reach(t: &Words, read: &Picture, label: &Label, visit: &Visit<Read>) -> Result<String, Problem> {
    let reached = belfry_identity::audience(read, label, &visit.actor().grants())?;
    let circles: Vec<&str> = reached.circles.iter().map(|(_, name)| name.as_str()).collect();
    Ok(match (reached.others, circles.is_empty()) {
        (true, _) => t.n("practices-reach-others", reached.total),
        (false, true) => t.n("practices-reach", reached.total),
        (false, false) => {
            t.a("practices-reach-circles", [("n", reached.total.into()), ("circles", t.list(&circles).into())])
        }
    })
}

fn facts(t: &Words, record: &Record, owner: &str) -> Vec<(String, String)> {
    let written = &record.written;
    let sectors: Vec<String> = written.sectors.iter().map(|code| crate::named(t, "sector", code)).collect();
    let any = || t.s("practices-field-any");
    let level = match written.country.as_str() {
        "" => t.s(&format!("practices-level-{}", written.level.code())),
        country => {
            let level = t.s(&format!("practices-level-{}", written.level.code()));
            t.a("practices-level-in", [("level", level.into()), ("country", country.into())])
        }
    };
    let by = if record.unnamed { t.a("practices-unnamed-by", [("broker", owner.into())]) } else { owner.to_owned() };
    let mut all = vec![
        (t.s("practices-list-by"), by),
        (t.s("practices-field-sectors"), if sectors.is_empty() { any() } else { t.list(&sectors) }),
        (
            t.s("practices-field-size"),
            written.size.map_or_else(any, |size: Size| t.s(&format!("practices-size-{}", size.code()))),
        ),
        (t.s("practices-field-level"), level),
    ];
    if !written.region.is_empty() {
        all.push((t.s("practices-field-region"), written.region.clone()));
    }
    if let Some(effort) = written.effort {
        let effort: Effort = effort;
        all.push((t.s("practices-field-effort"), t.s(&format!("practices-effort-{}", effort.code()))));
    }
    if let Some(at) = record.published {
        all.push((t.s("practices-list-since"), t.date(at)));
    }
    all
}

fn parts(t: &Words, record: &Record) -> Vec<Part> {
    let part = |name: &&'static str| {
        let text = fields::text(&record.written, name);
        (!text.is_empty()).then(|| Part {
            id: name,
            title: t.s(&format!("practices-field-{name}")),
            html: belfry_web::prose::harmless(text, &HashMap::new()),
        })
    };
    TEXTS.iter().filter_map(part).collect()
}

fn endorsements(vouched: &Vouched) -> Vec<Voice> {
    let one = |one: &vouch::Endorsement| Voice {
        name: one.name.clone(),
        words: one.evidence.clone(),
        chip: String::new(),
        chip_kind: "",
        more: String::new(),
    };
    vouched.endorsements.iter().map(one).collect()
}

fn adoptions(t: &Words, vouched: &Vouched) -> Vec<Voice> {
    let one = |one: &vouch::Adoption| Voice {
        name: one.name.clone(),
        words: one.outcome.clone(),
        chip: t.s(&format!("practices-stage-{}", one.stage.code())),
        chip_kind: match one.stage {
            Stage::Done => "good",
            Stage::UnderWay => "accent",
            Stage::Planned => "",
            Stage::Dropped => "warn",
        },
        more: match (one.named, one.size) {
            (false, _) => t.s("practices-adopt-own-only"),
            (true, Some(size)) => t.s(&format!("practices-size-{}", size.code())),
            (true, None) => String::new(),
        },
    };
    vouched.adoptions.iter().map(one).collect()
}

/// Who did the same besides those who are named; empty for few.
fn adopted(t: &Words, vouched: &Vouched, unnamed: i64) -> String {
    match (unnamed, vouched.adoptions.is_empty()) {
        (0, true) => t.s("practices-adopt-nobody"),
        (0, false) => String::new(),
        (count, _) => t.n("practices-adopt-more", count),
    }
}

fn others(t: &Words, all: Vec<link::Other>, why: bool) -> Vec<Other> {
    let one = |one: link::Other| Other {
        href: format!("{}{}", RECORD.path, one.uuid),
        uuid: one.uuid.to_string(),
        note: if why {
            t.a("practices-link-shared", [("items", one.items.into()), ("sectors", one.sectors.into())])
        } else {
            t.s(&format!("practices-kind-{}", one.kind.code()))
        },
        title: one.title,
    };
    all.into_iter().map(one).collect()
}

/// What the items are called, each with the address of what else is known about it.
///
/// # Errors
/// Those of the database.
pub fn titles(read: &Picture, t: &Words, items: &[(String, String)]) -> Stored<Vec<(String, String)>> {
    if items.is_empty() {
        return Ok(Vec::new());
    }
    let (frameworks, codes): (Vec<String>, Vec<String>) = items.iter().cloned().unzip();
    let mut known: HashMap<(String, String), Text> = HashMap::new();
    read.each(
        "select f.name, i.code, i.item from catalogue_frameworks f join catalogue_items i on i.framework_id = f.id \
         where f.name in {texts $1} and i.code in {texts $2} and exists (select 1 from store_visible v where v.grant_key = $3 \
         and v.label_id = f.label_id limit 1) order by f.id",
        args![frameworks, codes, read.key()],
        |row| {
            let item: belfry_catalogue::Item = serde_json::from_str(&row.get::<String>(2)?).unwrap_or_default();
            known.insert((row.get(0)?, row.get(1)?), item.title);
            Ok(true)
        },
    )?;
    let wanted = Language::parse(t.language());
    let said = |item: &(String, String)| {
        let title = known.get(item).zip(wanted.as_ref()).map(|(text, wanted)| text.said(wanted, &[]).to_owned());
        let words = match title.filter(|title| !title.is_empty()) {
            Some(title) => t.a("practices-item", [("code", item.1.as_str().into()), ("title", title.into())]),
            None => item.1.clone(),
        };
        let query = serde_urlencoded::to_string([("item", format!("{}/{}", item.0, item.1))]).unwrap_or_default();
        (words, format!("/practices/next?{query}"))
    };
    Ok(items.iter().map(said).collect())
}

/// What happened to it. What it was linked with may be hidden from this reader, so that is left out.
fn history(read: &Picture, t: &Words, id: SubjectId) -> Stored<Vec<Happened>> {
    read.rows(
        "select l.at, l.fact, p.name from store_ledger l left join identity_people p on p.id = l.actor_id \
         where l.subject_id = $1 and l.fact like 'practices.%' and l.fact <> 'practices.record-linked' \
         order by l.at desc, l.id desc limit $2",
        args![id, HISTORY],
        |row| {
            let at: Timestamp = row.get(0)?;
            Ok(Happened {
                when: t.date_time(at),
                datetime: at.to_string(),
                who: row.get::<Option<String>>(2)?.unwrap_or_default(),
                what: t.s(fact_key(&row.get::<String>(1)?)),
            })
        },
    )
}

fn fact_key(fact: &str) -> &'static str {
    match fact {
        "practices.record-drafted" => key!("practices-fact-drafted"),
        "practices.record-submitted" => key!("practices-fact-submitted"),
        "practices.record-returned" => key!("practices-fact-returned"),
        "practices.record-checked" => key!("practices-fact-checked"),
        "practices.record-reviewed" => key!("practices-fact-reviewed"),
        "practices.record-published" => key!("practices-fact-published"),
        "practices.record-withdrawn" => key!("practices-fact-withdrawn"),
        "practices.record-superseded" => key!("practices-fact-superseded"),
        "practices.record-endorsed" => key!("practices-fact-endorsed"),
        "practices.record-adopted" => key!("practices-fact-adopted"),
        _ => key!("practices-fact-changed"),
    }
}
