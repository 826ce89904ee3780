//! The editor: header, attributes, objects, tags, reports on one page, each with a form of its own.
//!
//! A form carries the version that its author saw. When somebody else was faster, it comes back with both: what was typed in the
//! fields, what stands there now beside them. Additions never clash.

pub mod api;
mod select;
mod standing;

use askama::Template;
use belfry_contracts::threats::{Change, Done};
use belfry_identity::circle::Circle;
use belfry_kernel::{Allowed, Label, Problem};
use belfry_store::subject::{self, Subject};
use belfry_store::{Read, Sql, Tx, args, scope};
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{Action, Audience, Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use super::at::At;
use super::header::{Typed, Written};
use super::show::top::{self, Top};
use super::{EVENT, Event, State, change, header, reach, store};
use crate::access::{Delete, Edit, Publish, Recall, Trace};
use crate::attribute::fields::{Fields, TypeGroup};
use crate::object::relationship;
use crate::vocabulary::{pattern, said};

pub use select::{Around, AttributeRow, Group, Parts, ReportRow};

#[derive(Template)]
#[template(path = "event/edit.html")]
struct Body {
    t: Words,
    csrf: String,
    at: At,
    published: bool,
    recalled: bool,
    typed: Typed,
    version: i64,
    meanwhile: Vec<(String, String)>,
    levels: Vec<Choice>,
    threat_levels: Vec<Choice>,
    analyses: Vec<Choice>,
    parts: Parts,
    after: i64,
    next: String,
    fields: Fields,
    groups: Vec<TypeGroup>,
    categories: Vec<Choice>,
    detection: Vec<Choice>,
    audiences: Vec<Choice>,
    templates: Vec<(&'static str, String)>,
    known_tags: Vec<String>,
    errors: Errors,
    attribute_errors: Errors,
}

/// The page.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn page(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let uuid: Uuid = visit.path("uuid")?;
    let read = visit.read()?;
    let subject = visit.load(&read, EVENT, uuid)?.into_inner();
    let top = top::load(&read, subject.id)?;
    let typed = Typed::from(&top.event, &subject.title);
    Ok(draw(visit, &read, &subject, top, typed, Vec::new(), Errors::default())?.into())
}

fn draw(
    visit: &Visit<Edit>,
    read: &Read,
    subject: &Subject,
    top: Top,
    typed: Typed,
    meanwhile: Vec<(String, String)>,
    errors: Errors,
) -> Result<Page, Problem> {
    let t = visit.t();
    let event = &top.event;
    let after = visit.query("after").parse().unwrap_or(0);
    let mut parts = select::parts(read, event.id, after)?;
    let at = visit.page_of(EVENT, event.uuid);
    let next = parts.next.map_or_else(String::new, |id| format!("{at}/edit?after={id}#attributes"));
    parts.tags.retain(|tag| !change::is_level(&tag.name));
    let fields = Fields { kind: "ip-dst".into(), ..Fields::default() };
    let body = Body {
        csrf: visit.csrf(),
        published: event.state == State::Published,
        recalled: event.state == State::Recalled,
        version: event.version,
        levels: typed.levels(&t),
        threat_levels: typed.threat_levels(&t),
        analyses: typed.analyses(&t),
        groups: fields.groups(&t),
        categories: fields.categories(&t),
        detection: fields.detection(&t),
        audiences: fields.audiences(&t, false),
        templates: pattern::built_in().iter().map(|one| (one.name.as_str(), said::object(&t, &one.title))).collect(),
        known_tags: header::known_tags(read)?,
        at: At::new(visit, event.uuid),
        typed,
        meanwhile,
        parts,
        after,
        next,
        fields,
        errors,
        attribute_errors: Errors::default(),
        t: t.clone(),
    };
    let mut page = Page::new(t.a("threats-edit-title", [("title", subject.title.as_str().into())]), body)
        .crumb(t.s("threats-list-title"), "/threats/events")
        .crumb(subject.title.as_str(), at.as_str())
        .audience(readers(visit, read, subject, &top.label, top.owner, &[])?);
    if visit.may::<Publish>(Some(subject)) {
        page = page.action(Action::link(publish_words(&t, event), format!("{at}/publish"), "share").primary());
    }
    page = page.action(Action::link(t.s("threats-edit-look"), at.as_str(), "eye"));
    if visit.may::<Trace>(Some(subject)) {
        page = page.action(Action::link(t.s("threats-disclosures-link"), format!("{at}/disclosures"), "history"));
    }
    // One page for both acts; what is recalled already can only be withdrawn.
    if event.state != State::Draft && visit.may::<Recall>(Some(subject)) {
        let (words, icon) = match event.state {
            State::Recalled => (t.s("threats-recalled-withdraw-link"), "eye-off"),
            _ => (t.s("threats-recall-link"), "stop"),
        };
        page = page.action(Action::link(words, format!("{at}/recall"), icon));
    }
    if visit.may::<Delete>(Some(subject)) {
        page = page.action(Action::link(t.s("threats-delete-link"), format!("{at}/delete"), "trash"));
    }
    Ok(page)
}

/// What the button to publish says.
pub fn publish_words(t: &Words, event: &Event) -> String {
    match event.state {
        State::Published => t.s("threats-publish-again-link"),
        State::Recalled | State::Draft | State::Staged => t.s("threats-publish-link"),
    }
}

/// Who sees an event, for the line below its title. At most two queries.
///
/// # Errors
/// Those of the database.
pub fn audience<A: belfry_kernel::Action>(
    visit: &Visit<A>,
    read: &Read,
    subject: &Subject,
) -> Result<Audience, Problem> {
    let mut sql = Sql::new(
        "select l.canonical, (select o.name from identity_organisations o cross join store_subjects s \
         where o.id = ? and s.id = o.id and",
        [subject.owner.into()],
    );
    sql.append(&scope::sees_subject(read.key()));
    sql.push(") from store_labels l where l.id = ?", [subject.label_id.into()]);
    let (label, owner): (String, Option<String>) = read.one(sql, args![], |row| Ok((row.get(0)?, row.get(1)?)))?;
    readers(visit, read, subject, &scope::parsed(&label)?, owner, &[])
}

/// As [`audience`], where label and owner's name are known, and perhaps the circle. At most one query.
///
/// # Errors
/// Those of the database.
pub fn readers<A: belfry_kernel::Action>(
    visit: &Visit<A>,
    read: &Read,
    subject: &Subject,
    label: &Label,
    owner: Option<String>,
    circles: &[Circle],
) -> Result<Audience, Problem> {
    let t = visit.t();
    let reach = match reach::of(label) {
        super::import::Reach::Circle(id) if circles.iter().all(|one| one.id != id) => {
            let names = belfry_identity::circle::names(read, &[id])?;
            match names.get(&id) {
                Some(name) => t.a("threats-reach-circle", [("name", name.name.as_str().into())]),
                None => t.s("threats-reach-hidden"),
            }
        }
        other => reach::words(&t, other, circles),
    };
    Ok(Audience {
        owner: owner.unwrap_or_default(),
        reach,
        tlp: label.tlp.written().map_or_else(String::new, |_| label.tlp.code().to_owned()),
        href: if visit.may::<Publish>(Some(subject)) {
            At::new(visit, subject.uuid).to("/publish")
        } else {
            String::new()
        },
    })
}

/// Changes the header.
///
/// # Errors
/// Those of the database; hidden is not found.
pub fn act(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let t = visit.t();
    let uuid: Uuid = visit.path("uuid")?;
    let typed = Typed::of(visit.form());
    let seen: i64 = visit.form().text("version").parse().unwrap_or_default();
    let mut errors = Errors::default();
    let tx = visit.write()?;
    let allowed = visit.load(&tx, EVENT, uuid)?;
    let before = store::header(&tx, allowed.id)?;
    let checked = checked(visit, &tx, (&allowed, &before), &typed, &mut errors)?;
    let meanwhile = if before.version == seen { Vec::new() } else { differences(&t, &typed, &before, &allowed.title) };
    let (Some((written, warnings)), true) = (checked, meanwhile.is_empty()) else {
        drop(tx);
        let read = visit.read()?;
        let subject = visit.load(&read, EVENT, uuid)?.into_inner();
        let top = top::load(&read, subject.id)?;
        let clash = !meanwhile.is_empty();
        let mut page = draw(visit, &read, &subject, top, typed, meanwhile, errors)?.refused();
        if clash {
            page.status = 409;
        }
        return Ok(page.into());
    };
    save(visit, &tx, &allowed, &before, written)?;
    let to = At::new(visit, uuid).to("/edit");
    let done = t.s("threats-edit-done");
    visit.finish(
        tx,
        match warnings.as_slice() {
            [] => Reply::done(to, done),
            all => Reply::To(to, Some(("warn", format!("{done} {}", all.join(" "))))),
        },
    )
}

/// Checks a new header; with what only warns, in words. None where something is wrong, which goes to its field.
fn checked(
    visit: &Visit<Edit>,
    tx: &Tx,
    (subject, before): (&Subject, &Event),
    typed: &Typed,
    errors: &mut Errors,
) -> Result<Option<(Written, Vec<String>)>, Problem> {
    let Some(written) = typed.check(&visit.t(), errors) else { return Ok(None) };
    let warnings = standing::check(visit, tx, subject, before, &written, errors)?;
    Ok(errors.is_empty().then_some((written, warnings)))
}

/// Gives the event its new header; its version since.
fn save(
    visit: &Visit<Edit>,
    tx: &Tx,
    allowed: &Allowed<Edit, Subject>,
    before: &Event,
    written: Written,
) -> Result<i64, Problem> {
    let act = visit.act();
    let mut event = change::begin(tx, allowed, act)?;
    event.date = Some(written.date);
    event.threat_level = Some(written.threat_level);
    event.analysis = Some(written.analysis);
    if event.tlp != written.tlp {
        event.tlp = written.tlp;
        event.reach = event.reach.map(|reach| reach.with_tlp(written.tlp));
        change::tag_level(tx, act.ids, &event)?;
        if written.tlp > before.tlp {
            change::keep_stricter(tx, &mut event, allowed.owner)?;
        }
    }
    change::index(tx, &event, &written.title)?;
    let what = changes(before, &event, allowed.title == written.title);
    change::end(tx, allowed, act, &event, &written.title, what)?;
    let label = scope::label(tx, allowed.label_id)?;
    if label.tlp != event.tlp {
        subject::relabel(tx, allowed, event.id, &label.with_tlp(event.tlp))?;
    }
    Ok(event.version)
}

/// What a new header changed.
fn changes(before: &Event, now: &Event, is_same_title: bool) -> Vec<Change> {
    let level = if now.tlp > before.tlp { Done::TlpWider } else { Done::TlpStricter };
    let all = [
        (!is_same_title, Done::Title),
        (before.date != now.date, Done::Date),
        (before.tlp != now.tlp, level),
        (before.threat_level != now.threat_level, Done::ThreatLevel),
        (before.analysis != now.analysis, Done::Analysis),
    ];
    all.into_iter().filter(|(is_changed, _)| *is_changed).map(|(_, done)| Change::new(done)).collect()
}

/// What differs between what was typed and what stands there now: label and value of the field.
fn differences(t: &Words, typed: &Typed, event: &Event, title: &str) -> Vec<(String, String)> {
    let now = Typed::from(event, title);
    let worded = |choices: Vec<Choice>| choices.into_iter().find(|c| c.chosen).map(|c| c.label).unwrap_or_default();
    let mut all = Vec::new();
    if now.title != typed.title {
        all.push((t.s("threats-header-title"), now.title.clone()));
    }
    if now.date != typed.date {
        all.push((t.s("threats-header-date"), now.date.clone()));
    }
    if now.tlp != typed.tlp {
        all.push((t.s("threats-header-tlp"), worded(now.levels(t))));
    }
    if now.threat_level != typed.threat_level {
        all.push((t.s("threats-header-level"), worded(now.threat_levels(t))));
    }
    if now.analysis != typed.analysis {
        all.push((t.s("threats-header-analysis"), worded(now.analyses(t))));
    }
    all
}
