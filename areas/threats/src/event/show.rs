//! The page of an event: facts first, then what it holds and what others have of it, then discussion, then history.
//!
//! Attributes come in pages by key, so that an event of 300,000 of them costs no more than one of 200.

pub mod around;
pub mod beside;
pub mod copies;
pub mod neighbours;
pub mod parts;
pub mod prose;
pub mod story;
pub mod target;
pub mod top;

use askama::Template;
use belfry_discussion::Discussion;
use belfry_kernel::{Label, Problem};
use belfry_store::subject::Subject;
use belfry_web::{Audience, Page, Reply, Visit};
use belfry_words::{Words, key};
use uuid::Uuid;

use self::copies::Copy;
use self::neighbours::Neighbour;
use self::parts::{Group, Wanted};
use self::prose::Report;
use self::story::{Disclosed, Happened};
use self::top::Top;
use super::at::At;
use super::discuss::OfEvents;
use super::list::{Days, TagWords, state_key};
use super::{EVENT, Event, State, notice};
use crate::access::{Edit, Export, Publish, Read, Recall, Sight, Trace};
use crate::tag::Tag;

/// The page.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, EVENT, visit.path("uuid")?)?.into_inner();
    drop(read);
    Ok(draw(visit, &subject)?.into())
}

/// Draws the page of an event that was loaded before.
fn draw(visit: &Visit<Read>, subject: &Subject) -> Result<Page, Problem> {
    let t = visit.t();
    let read = visit.read()?;
    let Top { event, label, owner, attributes, copied } = top::load(&read, subject.id)?;
    let copies = if copied { copies::load(&read, subject)? } else { Vec::new() };
    let home = visit.person().ok().map(|person| person.organisation);
    let extends = event.extends.map(|uuid| copies::extended(&read, uuid, subject.owner, home)).transpose()?.flatten();
    let wanted = Wanted::of(visit.queries());
    let is_owner = visit.person().is_ok_and(|person| person.roles.iter().any(|(bound, _)| *bound == subject.owner));
    let may_trace = visit.may::<Trace>(Some(subject));
    let beside = beside::load(&read, subject.id, beside::For { is_owner, may_trace })?;
    let mut parts = parts::load(&read, subject.id, &wanted, prose::targets(&beside.reports))?;
    parts.total = attributes;
    let seen = story::seen(&read, subject.id, &beside.facts)?;
    let near = neighbours::load(&read, subject.id, &parts, &copies::places(&copies))?;
    let discussion = Discussion::load::<OfEvents, _>(visit, &read, subject)?;
    let reached = belfry_identity::audience(&read, &label, &visit.actor().grants())?;
    let pointers = visit.house().pointers(&read, subject.id)?;
    drop(read);
    let (tags, clusters) = marks(std::mem::take(&mut parts.own_tags), beside.clusters);
    let recalled = beside.notices.iter().find(|one| one.kind == notice::Kind::Recall).map(|one| one.at);
    let recalled = recalled.filter(|_| event.state == State::Recalled);
    let notices = notices(&t, &event, beside.notices);
    let story = story::told(&t, beside.facts, &seen, beside.handed);
    let owner = owner.unwrap_or_else(|| t.s("threats-show-owner-unknown"));
    let reports = prose::reports(beside.reports, &parts.names);
    let audience = Audience {
        owner: owner.clone(),
        reach: reach(&t, &event, &reached),
        tlp: event.tlp.code().to_owned(),
        href: String::new(),
    };
    let version = if visit.may::<Edit>(Some(subject)) { t.number(event.version) } else { String::new() };
    let body = Body {
        facts: Facts::new(&t, &event, owner, extends, recalled, version),
        page: parts::PageWords::new(&t, &At::new(visit, subject.uuid), &wanted, &parts),
        groups: parts::groups(&t, &At::new(visit, subject.uuid), parts, &near),
        near: near.events,
        copies: copies.into_iter().map(|(_, copy)| copy).collect(),
        pointers,
        tags,
        clusters,
        reports,
        discussion,
        history: story.history,
        disclosed: story.disclosed,
        notices,
        state: event.state,
        may_trace,
        may_sight: visit.may::<Sight>(Some(subject)),
        uuid: subject.uuid,
        wanted,
        csrf: visit.csrf(),
        t: t.clone(),
    };
    let page =
        Page::new(subject.title.as_str(), body).crumb(t.s("threats-list-title"), "/threats/events").audience(audience);
    Ok(actions(page, visit, &t, subject, event.state))
}

/// What was corrected, or why the event was recalled; newest first.
fn notices(t: &Words, event: &Event, all: Vec<notice::Notice>) -> Vec<Told> {
    // A first version has no notices.
    if event.state == State::Draft || event.version == 1 {
        return Vec::new();
    }
    let recalled = event.state == State::Recalled;
    let all = all.into_iter();
    // Once a recall is lifted, the correction that lifted it speaks.
    let all = all.filter(|one| !one.text.is_empty() && (recalled || one.kind == notice::Kind::Correction));
    all.map(|one| Told {
        when: t.date(one.at),
        datetime: one.at.to_string(),
        text: one.text,
        recall: one.kind == notice::Kind::Recall,
    })
    .collect()
}

/// A notice on top of the page.
#[derive(Debug)]
struct Told {
    when: String,
    datetime: String,
    text: String,
    recall: bool,
}

/// What this reader can do next, the likeliest first.
fn actions<A: belfry_kernel::Action>(page: Page, visit: &Visit<A>, t: &Words, subject: &Subject, state: State) -> Page {
    use belfry_web::Action;
    let at = At::new(visit, subject.uuid);
    let here = |word: &str| at.to(word);
    let mut page = page;
    let publishable = state == State::Draft && visit.may::<Publish>(Some(subject));
    if publishable {
        page = page.action(Action::link(t.s("threats-show-publish"), here("/publish"), "share").primary());
    }
    if visit.may::<Edit>(Some(subject)) {
        let edit = Action::link(t.s("threats-show-edit"), here("/edit"), "edit");
        page = page.action(if publishable { edit } else { edit.primary() });
    }
    if state == State::Published && visit.may::<Recall>(Some(subject)) {
        page = page.action(Action::link(t.s("threats-show-recall"), here("/recall"), "alert"));
    }
    if visit.may::<Export>(Some(subject)) {
        page = page.action(Action::link(t.s("threats-show-export"), here("/export"), "export"));
    }
    page
}

/// "12 organisations in Energy North", or what a draft is.
fn reach(t: &Words, event: &Event, reached: &belfry_identity::audience::Audience) -> String {
    if event.state == State::Draft {
        return t.s("threats-seen-by-draft");
    }
    let circles: Vec<&str> = reached.circles.iter().map(|(_, name)| name.as_str()).collect();
    if reached.beyond {
        return t.s("threats-seen-by-beyond");
    }
    let key = if reached.others { key!("threats-seen-by-others") } else { key!("threats-seen-by-organisations") };
    match (reached.total, circles.is_empty()) {
        (1, true) if !reached.others => reached.organisations.first().map_or_else(String::new, |one| one.name.clone()),
        (_, true) => t.n(key, reached.total),
        _ => {
            let organisations = t.n(key, reached.total);
            t.a("threats-seen-by-circles", [("who", organisations.into()), ("circles", t.list(&circles).into())])
        }
    }
}

/// A cluster of a galaxy.
struct Cluster {
    kind: String,
    value: String,
    href: String,
}

/// Tags and clusters of the event itself. A tag that only names a cluster shown is left out.
fn marks(tags: Vec<Tag>, clusters: Vec<(String, String, Option<String>)>) -> (Vec<TagWords>, Vec<Cluster>) {
    let named: Vec<&String> = clusters.iter().filter_map(|(.., tag)| tag.as_ref()).collect();
    // TLP stands above the page.
    let tags = tags.iter().filter(|tag| !named.contains(&&tag.name) && !tag.name.starts_with("tlp:"));
    let tags = tags.map(|tag| TagWords::new(&tag.name, tag.colour.as_deref())).collect();
    let cluster = |(kind, value, tag): (String, String, Option<String>)| {
        let query = |tag: &String| serde_urlencoded::to_string([("tag", tag)]).unwrap_or_default();
        let href = tag.as_ref().map_or_else(String::new, |tag| format!("/threats/events?{}", query(tag)));
        Cluster { kind, value, href }
    };
    (tags, clusters.into_iter().map(cluster).collect())
}

/// The facts of the header, in words.
struct Facts {
    owner: String,
    creator: String,
    date: String,
    threat_level: String,
    analysis: String,
    state: String,
    state_kind: &'static str,
    /// For those who may change it: it counts what others do not see.
    version: String,
    changed: (String, String),
    /// When it reached its audience last; a recall leaves it.
    published: (String, String),
    recalled: (String, String),
    meant_for: String,
    origin: String,
    extends: Option<(String, String)>,
}

impl Facts {
    fn new(
        t: &Words,
        event: &Event,
        owner: String,
        extends: Option<(String, String)>,
        recalled: Option<jiff::Timestamp>,
        version: String,
    ) -> Self {
        Self {
            creator: if event.creator == owner { String::new() } else { event.creator.clone() },
            owner,
            date: Days::of(t, event.date.as_deref().into_iter()).say(event.date.as_deref()).to_owned(),
            threat_level: event.threat_level.map_or_else(String::new, |level| t.s(threat_level_key(level))),
            analysis: event.analysis.map_or_else(String::new, |analysis| t.s(analysis_key(analysis))),
            state: t.s(state_key(event.state)),
            state_kind: match event.state {
                State::Published => "good",
                State::Recalled => "danger",
                State::Draft | State::Staged => "",
            },
            version,
            changed: moment(t, event.timestamp),
            published: event
                .publish_timestamp
                // A draft came with one, or was withdrawn.
                .filter(|at| *at > 0 && event.state != State::Draft)
                .map_or_else(Default::default, |at| moment(t, at)),
            recalled: recalled.map_or_else(Default::default, |at| (at.to_string(), t.date_time(at))),
            meant_for: event
                .reach
                .as_ref()
                .filter(|_| event.state == State::Draft)
                .map_or_else(String::new, |reach| meant(t, reach)),
            origin: t.s(origin_key(event.origin)),
            extends,
        }
    }
}

/// Whom a draft is meant for.
fn meant(t: &Words, reach: &Label) -> String {
    use belfry_kernel::Clause;
    let words: Vec<String> = reach
        .clauses()
        .map(|clause| match clause {
            Clause::People(_) => t.s("threats-meant-people"),
            Clause::Organisation(_) | Clause::Organisations(_) => t.s("threats-meant-organisation"),
            Clause::CircleOrOwner(..) => t.s("threats-meant-circle"),
            Clause::Community => t.s("threats-meant-community"),
            Clause::Connected => t.s("threats-meant-connected"),
            Clause::Everyone => t.s("threats-meant-everyone"),
        })
        .collect();
    t.list(&words)
}

/// A second of the Unix clock as machines and people read it.
fn moment(t: &Words, seconds: i64) -> (String, String) {
    jiff::Timestamp::from_second(seconds).map_or_else(|_| Default::default(), |at| (at.to_string(), t.date_time(at)))
}

/// The message of MISP's threat level.
pub fn threat_level_key(level: i16) -> &'static str {
    match level {
        1 => key!("threats-level-high"),
        2 => key!("threats-level-medium"),
        3 => key!("threats-level-low"),
        _ => key!("threats-level-undefined"),
    }
}

/// The message of MISP's state of analysis.
pub fn analysis_key(analysis: i16) -> &'static str {
    match analysis {
        0 => key!("threats-analysis-initial"),
        1 => key!("threats-analysis-ongoing"),
        _ => key!("threats-analysis-complete"),
    }
}

fn origin_key(origin: super::Origin) -> &'static str {
    use super::Origin;
    match origin {
        Origin::Own => key!("threats-origin-own"),
        Origin::Misp => key!("threats-origin-misp"),
        Origin::Stix => key!("threats-origin-stix"),
        Origin::Csv => key!("threats-origin-csv"),
        Origin::Text => key!("threats-origin-text"),
    }
}

#[derive(Template)]
#[template(path = "event/show.html")]
struct Body {
    t: Words,
    csrf: String,
    uuid: Uuid,
    facts: Facts,
    notices: Vec<Told>,
    state: State,
    tags: Vec<TagWords>,
    clusters: Vec<Cluster>,
    reports: Vec<Report>,
    wanted: Wanted,
    page: parts::PageWords,
    groups: Vec<Group>,
    near: Vec<Neighbour>,
    copies: Vec<Copy>,
    pointers: Vec<(String, String, String)>,
    discussion: Discussion,
    history: Vec<Happened>,
    disclosed: Vec<Disclosed>,
    may_trace: bool,
    may_sight: bool,
}
