//! Reading an announcement. To open it is no sign that it was read: a button is.

use askama::Template;
use belfry_discussion::{Discussion, Place};
use belfry_identity::audience;
use belfry_kernel::access::{Discuss, Read as Reads, Self_};
use belfry_kernel::{Clause, Problem};
use belfry_store::{Kind, scope};
use belfry_web::{Action, Audience, Page, Reply, Visit};
use belfry_words::Words;

use super::{ANNOUNCEMENT, new, store};
use crate::access::Announce;
use crate::subject;

/// Announcements as a place where one talks.
pub enum OfAnnouncements {}

impl Place for OfAnnouncements {
    const KIND: Kind = ANNOUNCEMENT;
    const PARAM: &'static str = "uuid";
    type Read = Reads;
    type Discuss = Discuss;
}

#[derive(Template)]
#[template(path = "announcement/show.html")]
struct Body {
    t: Words,
    csrf: String,
    html: String,
    to: String,
    starts: (String, String),
    ends: (String, String),
    over: bool,
    coming: bool,
    unread: bool,
    read: String,
    end: String,
    may_announce: bool,
    discussion: Discussion,
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Reads>) -> Result<Reply, Problem> {
    let (t, now) = (visit.t(), visit.now());
    let read = visit.read()?;
    let subject = visit.load(&read, ANNOUNCEMENT, visit.path("uuid")?)?;
    let me = visit.person()?.id;
    let may_announce = visit.may::<Announce>(Some(&subject));
    let one = store::of(&read, me, subject.id)?.filter(|one| one.starts <= now || may_announce);
    let one = one.ok_or(Problem::NotFound)?;
    let label = scope::label(&read, subject.label_id)?;
    let discussion = Discussion::load::<OfAnnouncements, _>(visit, &read, &subject)?;
    let circle = label.clauses().any(|clause| matches!(clause, Clause::CircleOrOwner(..)));
    let reached = if circle { Some(audience(&read, &label, &visit.actor().grants())?) } else { None };
    drop(read);
    let names = subject::names(visit, [subject.owner])?;
    let to = match (&one.kind, &reached) {
        (Some(kind), _) => t.a("desk-announcement-to-kind", [("kind", new::kind_name(&t, kind).into())]),
        (None, Some(reached)) => t.list(&reached.circles.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>()),
        (None, None) => t.s("desk-announcement-to-all"),
    };
    let here = format!("{}{}", ANNOUNCEMENT.path, subject.uuid);
    let body = Body {
        csrf: visit.csrf(),
        html: belfry_web::prose::harmless(&one.text, &std::collections::HashMap::new()),
        starts: (one.starts.to_string(), t.date_time(one.starts)),
        ends: one.ended.or(one.ends).map(|at| (at.to_string(), t.date_time(at))).unwrap_or_default(),
        over: one.is_over(now),
        coming: one.starts > now,
        unread: !one.is_read && !one.is_over(now),
        read: format!("{here}/read"),
        end: format!("{here}/end"),
        may_announce,
        discussion,
        to: to.clone(),
        t: t.clone(),
    };
    let audience = Audience {
        owner: names.get(&subject.owner).map(|name| name.name.clone()).unwrap_or_default(),
        reach: to,
        tlp: one.tlp,
        href: String::new(),
    };
    let mut page = Page::new(subject.title.as_str(), body)
        .crumb(t.s("desk-announcement-title"), "/desk/announcements")
        .audience(audience);
    if may_announce {
        page = page.action(Action::link(t.s("desk-announcement-edit"), format!("{here}/edit"), "edit"));
    }
    Ok(page.into())
}

/// Notes that the reader has read it.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn read(visit: &mut Visit<Self_>) -> Result<Reply, Problem> {
    let tx = visit.write()?;
    let uuid: uuid::Uuid = visit.path("uuid")?;
    let found = subject::by_uuid(&tx, uuid)?.into_iter().find(|seen| seen.subject.kind == ANNOUNCEMENT.code);
    let found = found.ok_or(Problem::NotFound)?;
    store::mark_read(&tx, visit.person()?.id, found.subject.id, visit.now())?;
    tx.commit()?;
    let back = if visit.form().text("back") == "/" { "/".to_owned() } else { format!("{}{uuid}", ANNOUNCEMENT.path) };
    Ok(Reply::to(back))
}
