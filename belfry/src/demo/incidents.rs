//! What befell the valley in two years: `incidents.toml`, through the tables' own functions, each step at the hour that the story tells.
//! One cross-border wave that began as a shared hash, a near miss, a threat that somebody reported though no duty asked, an exercise;
//! and two packages to and from another country.

mod across;
mod said;
mod small;
mod summed;

use std::sync::Arc;

use anyhow::{Context, anyhow};
use belfry_contracts::incidents::NotificationClosed;
use belfry_forms::core::{Answers, Name, Place, Value};
use belfry_handover::SigningKey;
use belfry_incidents::access::Notify;
use belfry_incidents::handover::key;
use belfry_incidents::incident::store::{self as incidents, Written};
use belfry_incidents::incident::{Cause, Class, Kind, Said, Severity, State as Stands};
use belfry_incidents::lesson::store::{self as lessons, After};
use belfry_incidents::notification::State;
use belfry_incidents::notification::course::{self, Known as Course};
use belfry_incidents::notification::send::{self, Begin};
use belfry_incidents::notification::store::{self as notifications, Notification};
use belfry_incidents::question::store as questions;
use belfry_incidents::regime::{self, Regime};
use belfry_incidents::share::store::{self as shares, Share};
use belfry_kernel::time::FixedClock;
use belfry_kernel::{Actor, Allowed, Clock as _, Ids, OrganisationId, PersonId, Problem, SubjectId};
use belfry_store::subject::Subject;
use belfry_store::{Act, Key, Tx, args, ledger, setting};
use belfry_web::House;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::ago;
use super::event::event_uuid;
use super::founding::Known;
use crate::start::SystemChance;

const TEXT: &str = include_str!("incidents.toml");
/// Set with the last of it: all or nothing.
const TOLD: &str = "demo-incidents";
/// Days from the first of the story to today.
const LONG: f64 = 745.0;
/// What happened within so many days is told to those concerned at the first start; of the rest they were told then.
const NEWS: f64 = 14.0;
/// The zone of the valley.
pub const ZONE: &str = "Europe/Luxembourg";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Story {
    #[serde(rename = "incident")]
    incidents: Vec<Told>,
}

/// An incident as told. `stage` says how far it went: `record`, `warned`, `notified`, `asked`, `ongoing`, `final`, `closed`.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    #[serde(default)]
    by: String,
    /// Whom it befell, where that is nobody of the cast.
    #[serde(skip)]
    home: Option<OrganisationId>,
    /// Whom it can befall, where chance deals it out; nobody named is everybody.
    #[serde(default)]
    sectors: Vec<String>,
    title: String,
    #[serde(default)]
    days_ago: f64,
    what: String,
    #[serde(default = "incident")]
    kind: String,
    cause: String,
    class: String,
    #[serde(default = "green")]
    severity: String,
    #[serde(default)]
    impact: String,
    #[serde(default)]
    measures: String,
    #[serde(default)]
    root: String,
    #[serde(default)]
    service: String,
    #[serde(default = "eight")]
    hours: f64,
    #[serde(default)]
    users: Option<i64>,
    #[serde(default)]
    share: Option<i64>,
    #[serde(default)]
    loss: Option<i64>,
    #[serde(default)]
    countries: Vec<String>,
    #[serde(default = "closed")]
    stage: String,
    /// Hours from knowing to the early warning; by chance where nothing is said.
    #[serde(default)]
    warned_after: f64,
    #[serde(default)]
    voluntary: bool,
    #[serde(default)]
    exercise: bool,
    /// The threat event that belongs to it.
    #[serde(default)]
    event: String,
    /// Whether that event was made of it.
    #[serde(default)]
    shared: bool,
    /// Whether it was handed over to another country.
    #[serde(default)]
    handed: bool,
    #[serde(default)]
    lesson: Option<Lesson>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lesson {
    item: String,
    action: String,
    due_in: f64,
    asked: String,
    /// To whom its question is proposed: `community`, or an organisation; nobody where it is not.
    #[serde(default)]
    proposed: String,
    #[serde(default)]
    why: String,
    well: String,
    change: String,
    people: String,
}

fn incident() -> String {
    Kind::Incident.code().into()
}

fn green() -> String {
    Severity::Green.code().into()
}

fn closed() -> String {
    "closed".into()
}

const fn eight() -> f64 {
    8.0
}

/// Puts it there, unless it is.
pub(super) fn tell(house: &House, known: &Known, began: Timestamp) -> anyhow::Result<()> {
    if setting::get(&house.db.read(Key::SYSTEM)?, TOLD)?.is_some() {
        return Ok(());
    }
    // Drawn before the transaction: there is one writer.
    let own = key::own(house).map_err(|problem| anyhow!("{problem}"))?;
    let tx = house.db.write(Key::SYSTEM)?;
    let mut story: Story = toml::from_str(TEXT)?;
    story.incidents.extend(small::dealt(house, began)?);
    story.incidents.sort_by(|a, b| b.days_ago.total_cmp(&a.days_ago));
    let clock = Arc::new(FixedClock::at(&ago(began, LONG).to_string()));
    let regime = regime::latest("nis2").context("NIS2")?.clone();
    let scene = Scene {
        house,
        tx: &tx,
        known,
        began,
        ids: Ids::new(clock.clone(), Arc::new(SystemChance)),
        clock,
        regime,
        own,
    };
    for one in &story.incidents {
        scene.incident(one).with_context(|| one.title.clone())?;
    }
    scene.received()?;
    scene.summed()?;
    // What was to be told when it happened was told then.
    tx.execute("delete from store_jobs where name like 'incidents.deliver-%' and state = 'waiting'", args![])?;
    tx.execute(
        "delete from store_jobs where name like 'desk.tell-%' and state = 'waiting' and created < $1 \
         and (payload like '{\"notification\":%' or payload like '{\"incident\":%' or payload like '{\"package\":%')",
        args![ago(began, NEWS)],
    )?;
    setting::put(&tx, TOLD, "yes")?;
    Ok(tx.commit()?)
}

struct Scene<'a> {
    house: &'a House,
    tx: &'a Tx,
    known: &'a Known,
    began: Timestamp,
    ids: Ids,
    clock: Arc<FixedClock>,
    regime: Arc<Regime>,
    own: SigningKey,
}

/// A notification under way.
struct Under {
    proof: Allowed<Notify, Subject>,
    authority: OrganisationId,
    handler: PersonId,
}

fn fault(problem: Problem) -> anyhow::Error {
    anyhow!("{problem}")
}

impl Scene<'_> {
    /// Somebody acts some days ago; new ids are of that hour.
    fn act(&self, who: impl Into<Option<PersonId>>, days_ago: f64) -> Act<'_> {
        let now = ago(self.began, days_ago);
        if now > self.clock.now() {
            self.clock.advance(now.duration_since(self.clock.now()));
        }
        Act { actor: who.into(), now, ids: &self.ids }
    }

    fn incident(&self, one: &Told) -> anyhow::Result<()> {
        let (home, who) = match one.home {
            Some(home) => (home, None),
            None => (self.known.organisation(&one.by)?.id, Some(self.known.speaker(&one.by)?)),
        };
        let country: String =
            self.tx.one("select country from identity_organisations where id = $1", args![home], |row| row.get(0))?;
        let sector: String =
            self.tx.one("select sector from identity_organisations where id = $1", args![home], |row| row.get(0))?;
        let act = self.act(who, one.days_ago - 0.05);
        let mut written = self.written(one, &sector)?;
        let over = one.days_ago - one.hours / 24.0;
        let goes_on = over < 0.0 || ["record", "warned", "notified", "ongoing"].contains(&one.stage.as_str());
        written.resolved = (!goes_on).then(|| ago(self.began, over));
        let subject = incidents::insert(self.tx, act, home, &one.title, &written)?;
        let event = who.map_or(Ok(None), |who| self.event(one, &subject, who))?;
        if one.stage != "record" {
            self.notify(one, &subject, &written, (&country, &sector), who)?;
        }
        if one.stage == "closed" {
            let proof = self.proof(&subject)?;
            incidents::step(
                self.tx,
                self.act(who, over.min(one.days_ago - 40.0).max(1.0)),
                &proof,
                &[Stands::Open],
                Stands::Closed,
            )?;
        } else if !goes_on {
            let proof = self.proof(&subject)?;
            incidents::step(self.tx, self.act(who, over), &proof, &[Stands::Open], Stands::Resolved)?;
        }
        if let (Some(event), true) = (event, one.shared) {
            let act = self.act(who, over);
            let share = Share { event, root: subject.id, organisation: home, consent: "", taken: 4 };
            shares::put(self.tx, act, &share)?;
        }
        if let (Some(lesson), Some(who)) = (&one.lesson, who) {
            self.learned(one, lesson, &subject, who, over - 10.0)?;
        }
        Ok(())
    }

    fn proof(&self, subject: &Subject) -> anyhow::Result<Allowed<Notify, Subject>> {
        send::proof::<Notify>(&Actor::System, subject.clone()).map_err(fault)
    }

    fn written(&self, one: &Told, sector: &str) -> anyhow::Result<Written> {
        let aware = ago(self.began, one.days_ago);
        let cause = Cause::parse(&one.cause);
        let said = |yes: bool| if yes { Said::Yes } else { Said::No };
        Ok(Written {
            kind: Kind::parse(&one.kind).context("kind")?,
            exercise: one.exercise,
            began: Some(aware - SignedDuration::from_mins(95)),
            detected: Some(aware - SignedDuration::from_mins(20)),
            description: one.what.clone(),
            cause,
            class: Some(Class::parse(&one.class).context("class")?),
            suspected: said(cause == Some(Cause::Malicious)),
            border: said(!one.countries.is_empty()),
            severity: Some(Severity::parse(&one.severity).context("severity")?),
            users: one.users,
            share: one.share,
            loss: one.loss,
            impact: one.impact.clone(),
            measures: one.measures.clone(),
            services: vec![(sector.to_owned(), one.service.clone())],
            countries: one.countries.clone(),
            ..Written::begun(ZONE, aware)
        })
    }

    /// Links the threat event that belongs to it.
    fn event(&self, one: &Told, subject: &Subject, who: PersonId) -> anyhow::Result<Option<SubjectId>> {
        if one.event.is_empty() {
            return Ok(None);
        }
        let event = self.tx.one(
            "select id from store_subjects where uuid = $1 order by id limit 1",
            args![event_uuid(&one.event)],
            |row| row.get::<SubjectId>(0),
        )?;
        if !one.shared {
            self.tx.execute(
                "insert into incidents_links (incident_id, subject_id, kind, person_id, at) values ($1, $2, 'event', $3, $4)",
                args![subject.id, event, who, ago(self.began, one.days_ago - 0.2)],
            )?;
        }
        Ok(Some(event))
    }

    /// What was told to the authority, as far as it went, and what the authority made of it.
    fn notify(
        &self,
        one: &Told,
        incident: &Subject,
        written: &Written,
        (country, sector): (&str, &str),
        who: Option<PersonId>,
    ) -> anyhow::Result<()> {
        let recipients = send::receivers(self.tx, self.house.mandates, &self.regime, country, sector, written.border)?;
        let authority = recipients.first().context("an authority")?.0;
        let begin = Begin {
            regime: self.regime.clone(),
            authority,
            recipients,
            country: country.to_owned(),
            sector: sector.to_owned(),
            voluntary: one.voluntary,
            trust: false,
            contact: String::new(),
        };
        let hours = |what: &str, below: u64| {
            1.0 + super::surveys::dice((one.days_ago * 100.0) as i64, 0, what, below) as f64 / 4.0
        };
        let after = if one.warned_after > 0.0 { one.warned_after } else { hours("warned", 60) };
        let warned = one.days_ago - after / 24.0;
        let act = self.act(who, warned);
        let proof = send::open::<Notify>(self.tx, act, &Actor::System, (incident, written), &begin).map_err(fault)?;
        let handler = self.known.person(if country == "XC" { "helene" } else { "viktor" })?;
        let under = Under { proof, authority, handler };
        self.sends(&under, "early-warning", who, warned, &said::first(one))?;
        if one.stage == "warned" {
            return Ok(());
        }
        self.goes(&under, handler, warned - hours("replied", 70) / 24.0, |one, now| one.replied = Some(now))?;
        let notified = (one.days_ago - 2.6).min(warned - 0.9);
        self.sends(&under, "notification", who, notified, &said::second(one))?;
        match one.stage.as_str() {
            "notified" => return self.judges(&under, notified - 0.9, State::Review, ""),
            "asked" => {
                return self.judges(
                    &under,
                    notified - 0.9,
                    State::Asked,
                    "Which of the two sites was hit, and is the other one watched?",
                );
            }
            _ => self.judges(&under, notified - 0.9, State::Accepted, "")?,
        }
        if one.handed {
            self.handed(&under, one)?;
        }
        if one.stage == "ongoing" {
            return self.sends(&under, "progress", who, notified - 29.0, &said::third(one));
        }
        let last = notified - 24.0;
        self.sends(&under, "final", who, last, &said::fourth(one, written))?;
        if one.stage == "final" {
            return Ok(());
        }
        self.judges(&under, last - 3.0, State::Accepted, "Thank you: this helps the others.")?;
        self.goes(&under, handler, last - 4.0, |one, now| (one.state, one.closed) = (State::Closed, Some(now)))?;
        let act = self.act(handler, last - 4.0);
        Ok(ledger::record(self.tx, act, &NotificationClosed { notification: under.proof.id })?)
    }

    fn sends(
        &self,
        under: &Under,
        step: &str,
        who: Option<PersonId>,
        days_ago: f64,
        answers: &[(&str, Value)],
    ) -> anyhow::Result<()> {
        let form = self.regime.form(step).context("a form")?;
        let mut all = Answers::default();
        for (name, value) in answers {
            all.put(Place::top(Name::parse(name).context("a name")?), Some(value.clone()));
        }
        let act = self.act(who, days_ago.max(0.02));
        send::step(self.tx, act, &under.proof, (step, form.as_ref()), &all).map_err(fault)?;
        Ok(())
    }

    fn goes(
        &self,
        under: &Under,
        who: PersonId,
        days_ago: f64,
        change: impl FnOnce(&mut Notification, Timestamp),
    ) -> anyhow::Result<()> {
        let act = self.act(who, days_ago);
        let one = notifications::of(self.tx, under.proof.id)?;
        let mut known = Course::of(self.tx, under.proof.id, one, &self.regime)?;
        course::go(self.tx, act, &under.proof, &mut known, |one| change(one, act.now))?;
        Ok(())
    }

    fn judges(&self, under: &Under, days_ago: f64, state: State, text: &str) -> anyhow::Result<()> {
        let act = self.act(under.handler, days_ago);
        let newest = notifications::submissions(self.tx, under.proof.id)?.pop().context("a version")?;
        notifications::review(self.tx, act, &under.proof, &newest, (state, text, under.authority))?;
        self.goes(under, under.handler, days_ago, |one, _| one.state = state)
    }

    /// What was learned, and what is done about it.
    fn learned(
        &self,
        one: &Told,
        lesson: &Lesson,
        subject: &Subject,
        who: PersonId,
        days_ago: f64,
    ) -> anyhow::Result<()> {
        let proof = self.proof(subject)?;
        let act = self.act(who, days_ago);
        let new = lessons::New {
            cause: &one.root,
            item: &lesson.item,
            action: &lesson.action,
            owner: Some(who),
            due: Some(ago(self.began, -lesson.due_in)),
            asked: &lesson.asked,
        };
        lessons::add(self.tx, act, &proof, &new)?;
        let after = After {
            well: lesson.well.clone(),
            change: lesson.change.clone(),
            people: lesson.people.clone(),
            approved: None,
        };
        lessons::write(self.tx, act, &proof, &after)?;
        lessons::approve(self.tx, self.act(who, days_ago - 2.0), &proof)?;
        let first = lessons::lessons(self.tx, subject.id)?.into_iter().next().context("the lesson")?;
        if !lesson.proposed.is_empty() {
            let addressee = match lesson.proposed.as_str() {
                "community" => None,
                office => Some(self.known.organisation(office)?.id),
            };
            let new = questions::New { text: &lesson.asked, why: &lesson.why, language: "en", addressee };
            questions::propose(self.tx, self.act(who, days_ago - 2.5), &proof, first.id, &new)?;
        }
        let practice = self.tx.maybe(
            "select s.id from store_subjects s join practices_records r on r.id = s.id where s.owner_id = $1 \
             and r.state = 'published' order by s.id limit 1",
            args![subject.owner],
            |row| row.get::<SubjectId>(0),
        )?;
        if let Some(practice) = practice {
            lessons::link(self.tx, self.act(who, days_ago - 3.0), &proof, first.id, practice)?;
        }
        Ok(())
    }
}
