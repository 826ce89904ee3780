//! `/practices/next?item=FRAMEWORK/CODE`: the page, and the same for programs.

use std::collections::HashMap;

use askama::Template;
use belfry_catalogue::text::Language;
use belfry_identity::organisation::{self, directory};
use belfry_kernel::{OrganisationId, Problem, SubjectId};
use belfry_store::{Read as Picture, Result as Stored, Sql, args, scope};
use belfry_web::api::Spec;
use belfry_web::components::Choice;
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::{Words, sortable};
use serde_json::json;

use super::rank::{self, Asker, Candidate, Peer, Reason};
use crate::access::{Read, Tell};
use crate::record::select::{self, Listed};
use crate::record::show::titles;
use crate::record::vouch::Stage;
use crate::record::{Kind, RECORD, Size, fields, store, url};

/// Records that are ranked: the newest about what was asked.
const LOOKED_THROUGH: i64 = 500;
/// Records that are shown.
const SHOWN: usize = 20;
/// Items that are asked about at once.
const MOST: usize = 20;
/// Names of those who have done it, for each record.
const NAMED: usize = 6;

struct Line {
    href: String,
    ask: String,
    title: String,
    kind: String,
    reasons: Vec<String>,
    who: String,
}

#[derive(Template)]
#[template(path = "next/show.html")]
struct Body {
    t: Words,
    asked: Vec<(String, String)>,
    offered: Vec<Choice>,
    others: String,
    sizes: Vec<Choice>,
    profile: String,
    lines: Vec<Line>,
    difficulties: Vec<(String, String)>,
    may_tell: bool,
}

/// A record with the reasons for its place.
struct Ranked {
    listed: Listed,
    reasons: Vec<Reason>,
    who: Vec<String>,
}

/// What the address asks about, and who asks.
fn asker(visit: &Visit<Read>, read: &Picture) -> Result<Asker, Problem> {
    let typed = visit.queries().iter().filter(|(name, _)| name == "item" || name == "items");
    let lines: Vec<&str> = typed.flat_map(|(_, value)| value.split([',', '\n', ' '])).collect();
    let mut items: Vec<(String, String)> =
        lines.iter().filter_map(|line| fields::parse_items([*line].into_iter()).ok()).flatten().collect();
    items.sort();
    items.dedup();
    items.truncate(MOST);
    let home = visit.person()?.organisation;
    let country = organisation::by_id(read, home)?.and_then(|home| home.fields.country).unwrap_or_default();
    Ok(Asker { items, sectors: directory::sectors(read, home)?, size: Size::parse(visit.query("size")), country })
}

/// The published records about these items that the reader sees, newest first.
fn about(read: &Picture, items: &[(String, String)]) -> Stored<Vec<Listed>> {
    if items.is_empty() {
        return Ok(Vec::new());
    }
    let spelt: Vec<String> = items.iter().map(|(framework, code)| format!("{framework}/{code}")).collect();
    let mut sql: Sql<'_> = select::columns();
    sql.append(&scope::visible(read, RECORD, "join practices_records r on r.id = s.id")?);
    sql.push(
        "and r.state = 'published' and exists (select 1 from practices_items i where i.record_id = r.id \
         and i.framework || '/' || i.code in {texts ?})",
        [spelt.into()],
    );
    sql.append(&scope::newest(read, RECORD, None, LOOKED_THROUGH)?);
    read.rows(sql, args![], select::listed)
}

/// Who has done what a record tells, as far as he is named: its owner, unless it speaks for somebody else, and those who adopted it; not
/// the one who asks.
fn doers(read: &Picture, rows: &[Listed], home: OrganisationId) -> Stored<HashMap<SubjectId, Vec<(String, Peer)>>> {
    let ids: Vec<i64> = rows.iter().map(|row| row.subject.id.0).collect();
    let mut peers: HashMap<SubjectId, HashMap<OrganisationId, (String, Peer)>> = HashMap::new();
    read.each(
        "select x.record_id, x.organisation_id, x.stage, x.size, o.name, coalesce(d.sector, '') from (\
         select a.record_id, a.organisation_id, a.stage, a.size from practices_adoptions a \
         where a.label_id is null and a.record_id in {ints $1} \
         union all select r.id, s.owner_id, 'done', r.size from practices_records r join store_subjects s on s.id = r.id \
         where r.unnamed = 0 and r.kind <> 'difficulty' and r.id in {ints $1}) x \
         join identity_organisations o on o.id = x.organisation_id and o.id <> $2 \
         left join identity_directory d on d.organisation_id = x.organisation_id and d.sector <> '' order by o.name_key",
        args![ids, home],
        |row| {
            let (stage, size): (String, String) = (row.get(2)?, row.get(3)?);
            let peer = Peer {
                stage: Stage::parse(&stage).unwrap_or(Stage::Planned),
                sectors: Vec::new(),
                size: Size::parse(&size),
            };
            let of = peers.entry(row.get(0)?).or_default();
            let entry = of.entry(row.get(1)?).or_insert((row.get(4)?, peer));
            let sector: String = row.get(5)?;
            if !sector.is_empty() && !entry.1.sectors.contains(&sector) {
                entry.1.sectors.push(sector);
            }
            Ok(true)
        },
    )?;
    let listed = |of: HashMap<OrganisationId, (String, Peer)>| {
        let mut all: Vec<(String, Peer)> = of.into_values().collect();
        all.sort_by_cached_key(|(name, _)| sortable(name));
        all
    };
    Ok(peers.into_iter().map(|(id, of)| (id, listed(of))).collect())
}

/// What fits best first, and the difficulties that others have with the same.
fn ranked(read: &Picture, asker: &Asker, home: OrganisationId) -> Stored<(Vec<Ranked>, Vec<Listed>)> {
    let mut rows = about(read, &asker.items)?;
    // What one has told others oneself is nothing to do next.
    rows.retain(|row| row.subject.owner != home || row.record.unnamed);
    let ids: Vec<SubjectId> = rows.iter().map(|row| row.subject.id).collect();
    let (items, sectors) = (select::items(read, &ids)?, select::sectors(read, &ids)?);
    let mut doers = doers(read, &rows, home)?;
    let (mut found, mut difficulties) = (Vec::new(), Vec::new());
    for listed in rows {
        let (id, written) = (listed.subject.id, &listed.record.written);
        if written.kind == Kind::Difficulty {
            difficulties.push(listed);
            continue;
        }
        let did = doers.remove(&id).unwrap_or_default();
        let candidate = Candidate {
            kind: written.kind,
            items: items.get(&id).cloned().unwrap_or_default(),
            sectors: sectors.get(&id).cloned().unwrap_or_default(),
            size: written.size,
            country: written.country.clone(),
            effort: written.effort,
            evidence: !written.evidence.is_empty(),
            endorsed: listed.endorsed,
            peers: did.iter().map(|(_, peer)| peer.clone()).collect(),
        };
        let reasons = rank::reasons(asker, &candidate);
        let done = did.into_iter().filter(|(_, peer)| peer.stage == Stage::Done).map(|(name, _)| name);
        found.push(Ranked { reasons, who: done.take(NAMED).collect(), listed });
    }
    // Of two that fit as well the newer comes first: they are in that order already.
    found.sort_by_key(|one| std::cmp::Reverse(rank::points(&one.reasons)));
    found.truncate(SHOWN);
    difficulties.truncate(SHOWN);
    Ok((found, difficulties))
}

/// The page.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let t = visit.t();
    let read = visit.read()?;
    let asker = asker(visit, &read)?;
    let (found, difficulties) = ranked(&read, &asker, visit.person()?.organisation)?;
    let asked = titles(&read, &t, &asker.items)?;
    let unknown = store::unknown(&read, &asker.items)?;
    let offered = offered(&read, &t, &asker)?;
    drop(read);
    let others: Vec<String> = asker
        .items
        .iter()
        .filter(|(framework, _)| framework != fields::OFFERED)
        .map(|(framework, code)| format!("{framework}/{code}"))
        .collect();
    let sectors: Vec<String> = asker.sectors.iter().map(|code| t.named("sector", code)).collect();
    let body = Body {
        asked: asked
            .into_iter()
            .zip(&asker.items)
            .filter(|(_, item)| !unknown.contains(item))
            .map(|(one, _)| one)
            .collect(),
        offered,
        others: others.join(", "),
        sizes: fields::sizes(&t, asker.size.map_or("", Size::code)),
        profile: if sectors.is_empty() { String::new() } else { t.list(&sectors) },
        lines: found.into_iter().map(|one| line(&t, one)).collect(),
        difficulties: difficulties.into_iter().map(|one| (url(&one.subject), one.subject.title)).collect(),
        may_tell: visit.may::<Tell>(None),
        t: t.clone(),
    };
    let page = Page::new(t.s("practices-next-title"), body)
        .lead(t.s("practices-next-lead"))
        .crumb(t.s("practices-nav"), "/practices");
    Ok(page.action(Action::link(t.s("practices-report-new"), "/practices/report?kind=difficulty", "send")).into())
}

fn offered(read: &Picture, t: &Words, asker: &Asker) -> Result<Vec<Choice>, Problem> {
    let Some(framework) = belfry_catalogue::store::load(read, fields::OFFERED, None)? else { return Ok(Vec::new()) };
    let wanted = Language::parse(t.language()).unwrap_or_else(|| framework.language.clone());
    let choice = |item: &belfry_catalogue::Item| {
        let said = item.title.said(&wanted, std::slice::from_ref(&framework.language)).to_owned();
        let words = t.a("practices-item", [("code", item.code.as_str().into()), ("title", said.into())]);
        let chosen = asker.items.iter().any(|(f, code)| f == fields::OFFERED && *code == item.code);
        Choice { chosen, ..Choice::new(format!("{}/{}", fields::OFFERED, item.code), words, "") }
    };
    Ok(framework.items.iter().filter(|item| item.assessable).map(choice).collect())
}

fn line(t: &Words, one: Ranked) -> Line {
    Line {
        href: url(&one.listed.subject),
        ask: format!("{}/question", url(&one.listed.subject)),
        kind: t.s(&format!("practices-kind-{}", one.listed.record.written.kind.code())),
        reasons: one.reasons.iter().map(|reason| said(t, *reason)).collect(),
        who: if one.who.is_empty() { t.s("practices-next-unnamed") } else { t.list(&one.who) },
        title: one.listed.subject.title,
    }
}

fn said(t: &Words, reason: Reason) -> String {
    match reason {
        Reason::Items(n) => t.n("practices-next-items", n),
        Reason::Sector => t.s("practices-next-sector"),
        Reason::Size => t.s("practices-next-size"),
        Reason::Country => t.s("practices-next-country"),
        Reason::PeersOfSector(n) => t.n("practices-next-peers-sector", n),
        Reason::PeersOfSize(n) => t.n("practices-next-peers-size", n),
        Reason::Others(n) => t.n("practices-next-others", n),
        Reason::Endorsed(n) => t.n("practices-next-endorsed", n),
        Reason::Evidence => t.s("practices-next-evidence"),
        Reason::Quick => t.s("practices-next-quick"),
    }
}

fn code(reason: Reason) -> serde_json::Value {
    let (code, n) = match reason {
        Reason::Items(n) => ("items", n as i64),
        Reason::Sector => ("sector", 1),
        Reason::Size => ("size", 1),
        Reason::Country => ("country", 1),
        Reason::PeersOfSector(n) => ("peers-of-sector", n as i64),
        Reason::PeersOfSize(n) => ("peers-of-size", n as i64),
        Reason::Others(n) => ("others", n as i64),
        Reason::Endorsed(n) => ("endorsed", n),
        Reason::Evidence => ("evidence", 1),
        Reason::Quick => ("quick", 1),
    };
    json!({ "reason": code, "n": n, "points": reason.points() })
}

/// What the same says of itself to programs.
#[must_use]
pub fn spec() -> Spec {
    let reason = json!({"type": "object", "properties": {
        "reason": {"type": "string"}, "n": {"type": "integer"}, "points": {"type": "integer"}}});
    let item = json!({"type": "object", "properties": {
        "uuid": {"type": "string", "format": "uuid"}, "title": {"type": "string"}, "kind": {"type": "string"},
        "points": {"type": "integer"}, "reasons": {"type": "array", "items": reason},
        "done_by": {"type": "array", "items": {"type": "string"}}}});
    let answer =
        json!({"type": "object", "required": ["items"], "properties": {"items": {"type": "array", "items": item}}});
    Spec::new("What was done about weak spots, best fit for the key's owner first, with the reasons", answer)
        .query("item", "An item of the catalogue, FRAMEWORK/CODE; several may be given")
        .query("size", "micro, small, medium, large")
}

/// `GET /api/v1/practices/next`.
///
/// # Errors
/// Those of the database.
pub fn api(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let asker = asker(visit, &read)?;
    let (found, _) = ranked(&read, &asker, visit.person()?.organisation)?;
    drop(read);
    let item = |one: &Ranked| {
        json!({
            "uuid": one.listed.subject.uuid, "title": one.listed.subject.title,
            "kind": one.listed.record.written.kind.code(), "points": rank::points(&one.reasons),
            "reasons": one.reasons.iter().map(|reason| code(*reason)).collect::<Vec<_>>(), "done_by": one.who,
        })
    };
    Reply::json(&json!({ "items": found.iter().map(item).collect::<Vec<_>>() }))
}
