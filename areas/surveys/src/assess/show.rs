//! One assessment for its organisation: the result at once, also of a draft; what is said of each item; files; to whom it is shown.

use std::collections::HashMap;

use askama::Template;
use belfry_discussion::Discussion;
use belfry_identity::{circle, organisation};
use belfry_kernel::{CircleId, Clause, OrganisationId, Problem};
use belfry_store::Key;
use belfry_web::{Action, Audience, Page, Reply, Visit};
use belfry_words::Words;

use super::draw::{Drawing, View};
use super::store::{self, Assessment, Share, State};
use super::{ASSESSMENT, LIST, OfAssessments, peers, url, what_next};
use crate::access::{Assess, Read, SignOff};
use crate::{catalogue, file, form};

struct Shown {
    whom: String,
    details: bool,
    since: (String, String),
    uuid: String,
}

#[derive(Template)]
#[template(path = "assess/show.html")]
struct Body {
    t: Words,
    csrf: String,
    here: String,
    signed: bool,
    state: String,
    framework: (String, String),
    view: View,
    peers_why: String,
    shares: Vec<Shown>,
    assesses: bool,
    signs: bool,
    ready: bool,
    discussion: Discussion,
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
    let subject = visit.load(&read, ASSESSMENT, visit.path("uuid")?)?;
    let assessment = store::of(&read, subject.id)?.ok_or(Problem::NotFound)?;
    let entries = store::entries(&read, subject.id)?;
    let before = assessment.previous.map(|last| store::entries(&read, last)).transpose()?;
    let files = file::of_assessment(&read, subject.id)?;
    let discussion = Discussion::load::<OfAssessments, _>(visit, &read, &subject)?;
    let signed = assessment.state == State::Signed;
    drop(read);
    visit.close();
    let system = visit.house().db.read(Key::SYSTEM)?;
    let framework = catalogue::of_record(&system, &assessment.framework, &assessment.version)?;
    let shares = if signed { store::shares(&system, subject.id)? } else { Vec::new() };
    let others = peers::told(&system, &assessment, &framework)?;
    drop(system);
    let shares = shown(visit, &t, &shares, assessment.owner)?;
    let language = form::language(&t);
    let drawing = Drawing {
        t: &t,
        language: &language,
        framework: &framework,
        entries: &entries,
        aim: assessment.aim,
        before: before.as_ref(),
        peers: others.as_ref(),
        theirs: false,
        files: (&files, &format!("{}/files/", url(&subject))),
    };
    let view = drawing.view(&|code| what_next(visit.house(), &framework.name, code));
    let here = url(&subject);
    let (assesses, signs) = (visit.may::<Assess>(Some(&subject)), visit.may::<SignOff>(Some(&subject)));
    let body = Body {
        csrf: visit.csrf(),
        signed,
        state: state(&t, &assessment),
        framework: (
            t.a(
                "surveys-assess-by",
                [
                    ("framework", catalogue::said(&framework.title, &language, &framework).into()),
                    ("version", framework.version.as_str().into()),
                ],
            ),
            catalogue::url(&framework.name, &framework.version),
        ),
        ready: view.items.iter().all(|item| item.said),
        peers_why: if others.is_none() {
            t.n("surveys-assess-peers-few", crate::disclosure::LEAST + 1)
        } else {
            String::new()
        },
        view,
        shares,
        assesses,
        signs,
        discussion,
        here: here.clone(),
        t: t.clone(),
    };
    let audience = Audience {
        owner: names(visit, assessment.owner)?,
        reach: t.s("surveys-assess-reach"),
        tlp: "amber".into(),
        href: String::new(),
    };
    let mut page = Page::new(subject.title.as_str(), body)
        .crumb(t.s("surveys-nav"), "/surveys")
        .crumb(t.s("surveys-assess-title"), LIST)
        .audience(audience);
    if !signed && assesses {
        page = page.action(Action::link(t.s("surveys-assess-edit"), format!("{here}/edit"), "edit").primary());
    }
    if signed && signs {
        page = page.action(Action::link(t.s("surveys-assess-share"), format!("{here}/share"), "share"));
    }
    if signed && assesses {
        let again = format!("{LIST}/new?framework={}&version={}", assessment.framework, assessment.version);
        page = page.action(Action::link(t.s("surveys-assess-again"), again, "refresh"));
    }
    Ok(page.into())
}

fn names(visit: &Visit<Read>, owner: OrganisationId) -> Result<String, Problem> {
    let names = organisation::names(&*visit.read()?, &[owner])?;
    Ok(names.get(&owner).map(|name| name.name.clone()).unwrap_or_default())
}

/// Where it stands, in words.
pub(super) fn state(t: &Words, assessment: &Assessment) -> String {
    match (assessment.signed, &assessment.signer) {
        (None, _) => t.a("surveys-assess-draft-since", [("day", t.date(assessment.begun).into())]),
        (Some(at), None) => t.a("surveys-assess-signed-at", [("day", t.date(at).into())]),
        (Some(at), Some(name)) => {
            t.a("surveys-assess-signed-by", [("day", t.date(at).into()), ("name", name.as_str().into())])
        }
    }
}

/// To whom it is shown, by name.
fn shown(visit: &Visit<Read>, t: &Words, shares: &[Share], owner: OrganisationId) -> Result<Vec<Shown>, Problem> {
    if shares.is_empty() {
        return Ok(Vec::new());
    }
    let clause = |share: &Share| share.label.clauses().next().cloned();
    let organisations: Vec<OrganisationId> = shares
        .iter()
        .filter_map(|share| if let Some(Clause::Organisation(id)) = clause(share) { Some(id) } else { None })
        .filter(|id| *id != owner)
        .collect();
    let circles: Vec<CircleId> = shares
        .iter()
        .filter_map(|share| if let Some(Clause::CircleOrOwner(id, _)) = clause(share) { Some(id) } else { None })
        .collect();
    let read = visit.read()?;
    let organisations = organisation::names(&read, &organisations)?;
    let circles = if circles.is_empty() { HashMap::new() } else { circle::names(&read, &circles)? };
    let whom = |share: &Share| match clause(share) {
        Some(Clause::Organisation(id)) => organisations.get(&id).map(|name| name.name.clone()),
        Some(Clause::CircleOrOwner(id, _)) => circles.get(&id).map(|name| name.name.clone()),
        _ => None,
    };
    let row = |share: &Share| Shown {
        whom: whom(share).unwrap_or_else(|| t.s("surveys-assess-somebody")),
        details: share.details,
        since: (share.shared.to_string(), t.date(share.shared)),
        uuid: share.subject.uuid.to_string(),
    };
    Ok(shares.iter().map(row).collect())
}
