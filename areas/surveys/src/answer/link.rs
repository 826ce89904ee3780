//! Answering by an open link: whoever has the address, without an account. Answers travel in the page until they are handed in, and then
//! lie bare, whatever is promised besides: what the form asks for is all that is known of whoever answered.
//!
//! What is handed in twice is kept once: the number of the answer is drawn when the last page is, and travels with it.

use std::sync::Arc;

use askama::Template;
use belfry_forms::core::{Language, Published};
use belfry_forms::render::Files;
use belfry_identity::network;
use belfry_kernel::Problem;
use belfry_store::Key;
use belfry_store::subject::Subject;
use belfry_web::layout::{Flash, Shape};
use belfry_web::site::Open;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use jiff::civil::DateTime;

use super::carry::{self, Around, Carried};
use super::draft::Drawn;
use super::turn::{Desk, Go};
use super::{promise, store, there};
use crate::campaign::link::{ROOT, store as links};
use crate::campaign::store::Campaign;
use crate::campaign::{Mode, State};
use crate::form;

/// The cookie of a visitor's language.
const LANGUAGE: &str = "belfry-language";
/// Seconds in a year.
const YEAR: u32 = 365 * 24 * 60 * 60;

/// Why there is nothing to answer, or that it is done.
#[derive(Template)]
#[template(path = "answer/link.html")]
struct Said {
    kind: &'static str,
    said: String,
    why: String,
}

/// A survey that somebody came to by its link.
struct Handed {
    secret: String,
    subject: Subject,
    campaign: Campaign,
    left: i64,
}

/// The same, with its form: it can be answered.
struct Sheet {
    handed: Handed,
    form: Arc<Published>,
    language: Language,
    /// The reader's words and time.
    t: Words,
    now: DateTime,
    demo: bool,
}

/// Where the link leads. One that leads nowhere, or is withdrawn, is as unknown as any other address.
fn handed(visit: &Visit<Open>) -> Result<Handed, Problem> {
    let secret: String = visit.path("secret")?;
    let found = links::by_secret(&visit.house().db.read(Key::SYSTEM)?, &secret)?;
    let (subject, campaign, left) = found.ok_or(Problem::NotFound)?;
    Ok(Handed { secret, subject, campaign, left })
}

impl Handed {
    fn here(&self) -> String {
        format!("{ROOT}{}", self.secret)
    }

    /// Why it cannot be answered now, if so.
    fn shut(&self, t: &Words) -> Option<(String, String)> {
        let plan = &self.campaign.plan;
        match self.campaign.state {
            State::Open if self.left > 0 => None,
            State::Open => Some((t.s("surveys-link-full"), t.s("surveys-link-full-why"))),
            State::Draft | State::Waiting => {
                let opens = t.date_time_zone(plan.opens);
                Some((t.s("surveys-link-early"), t.a("surveys-link-early-why", [("when", opens.into())])))
            }
            State::Closed | State::Told => Some((t.s("surveys-link-closed"), t.s("surveys-link-closed-why"))),
        }
    }

    fn page(&self, kind: &'static str, (said, why): (String, String)) -> Page {
        Page::new(self.subject.title.as_str(), Said { kind, said, why }).shape(Shape::Card).unlisted()
    }

    fn sheet(self, visit: &Visit<Open>) -> Result<Sheet, Problem> {
        let read = visit.house().db.read(Key::SYSTEM)?;
        let form = crate::campaign::store::form(&read, &self.campaign.plan)?;
        let form = form.ok_or_else(|| Problem::Internal("a survey without its form".into()))?;
        let t = visit.t();
        let demo = visit.house().settings.demo;
        Ok(Sheet { handed: self, form, language: form::language(&t), now: there(visit), demo, t })
    }
}

impl Sheet {
    fn desk(&self) -> Desk<'_> {
        // The organisations of the community are not for everybody: whoever is asked for one writes it.
        let (form, language) = (&*self.form, &self.language);
        let (now, demo, files) = (self.now, self.demo, Files::default());
        Desk { form, t: &self.t, language, now, demo, organisations: &[], files }
    }

    fn drawn(&self, visit: &Visit<Open>, carried: &Carried) -> Result<Page, Problem> {
        let t = &self.t;
        let plan = &self.handed.campaign.plan;
        let words = Around {
            here: self.handed.here(),
            csrf: visit.csrf(),
            promise: promise(t, plan),
            send: t.s("surveys-answer-send"),
            languages: belfry_web::layout::other_languages(t.language()),
            ballot: store::ballot(visit.ids()).to_string(),
        };
        let page = Page::new(self.handed.subject.title.as_str(), Drawn(carried.drawn(self.desk(), &words)?)).unlisted();
        let page = if plan.about.is_empty() { page } else { page.lead(plan.about.as_str()) };
        Ok(if carried.refused() { page.refused() } else { page })
    }
}

/// The first page; or why there is none; or thanks.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let (t, handed) = (visit.t(), handed(visit)?);
    if !visit.query("done").is_empty() {
        let why = if handed.campaign.plan.mode == Mode::Anonymous {
            "surveys-link-done-anonymous"
        } else {
            "surveys-link-done-why"
        };
        return Ok(handed.page("good", (t.s("surveys-link-done"), t.s(why))).into());
    }
    if let Some(shut) = handed.shut(&t) {
        return Ok(handed.page("info", shut).into());
    }
    let sheet = handed.sheet(visit)?;
    Ok(sheet.drawn(visit, &Carried::begin(sheet.desk())?)?.into())
}

// words: surveys-link-done-{anonymous,why}

/// The next page, the same in another language, or the end.
///
/// # Errors
/// As [`page`].
pub fn act(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    let other = visit.form().text("language").to_owned();
    if !other.is_empty() {
        visit.speak(&other);
    }
    let (t, handed) = (visit.t(), handed(visit)?);
    if let Some(shut) = handed.shut(&t) {
        return Ok(handed.page("info", shut).into());
    }
    let sheet = handed.sheet(visit)?;
    let form = visit.form();
    let answers = carry::unpacked(&form.raw("carried"));
    let page = form.text("page").parse().unwrap_or(0);
    if !other.is_empty() {
        let carried = Carried::turn(sheet.desk(), &answers, page, form.fields(), Go::Stay)?;
        let cookie = visit.set_cookie(LANGUAGE, t.language(), Some(YEAR));
        return Ok(Reply::WithCookies(Box::new(sheet.drawn(visit, &carried)?.into()), vec![cookie]));
    }
    if form.text("go") != "send" {
        let carried = Carried::turn(sheet.desk(), &answers, page, form.fields(), Go::of(form.text("go")))?;
        return Ok(sheet.drawn(visit, &carried)?.into());
    }
    let settled = sheet.desk().sheet(&answers)?;
    let all = Carried::turn(sheet.desk(), &answers, sheet.form.pages().len(), &[], Go::Stay)?;
    if !settled.complaints(&answers).is_empty() {
        return Ok(sheet.drawn(visit, &all)?.into());
    }
    if visit.house().lanes.floods(network(visit.address())) {
        let mut page = sheet.drawn(visit, &all)?;
        page.status = 429;
        page.flash.push(Flash { kind: "warn", text: t.s("surveys-link-flood") });
        return Ok(page.into());
    }
    let number = form.text("ballot").parse::<i64>().ok().filter(|number| *number > 0);
    let number = number.unwrap_or_else(|| store::ballot(visit.ids()));
    let (id, secret) = (sheet.handed.subject.id, &sheet.handed.secret);
    let tx = visit.write_as(Key::SYSTEM)?;
    if store::drop_in(&tx, id, number, &settled.answers())? {
        if !links::take(&tx, id, secret)? {
            drop(tx);
            return Ok(Reply::to(sheet.handed.here()));
        }
        tx.commit()?;
    }
    Ok(Reply::to(format!("{}?done=yes", sheet.handed.here())))
}
