//! What befell the valley in two years: `incidents.toml`, through the tables' own functions, each step at the hour that the story tells. One
//! cross-border wave that began as a shared hash, a near miss, a threat that somebody reported though no duty asked, an exercise; and two
//! packages to and from another country.

use std::sync::Arc;

use anyhow::{Context, anyhow};
use belfry_contracts::incidents::NotificationClosed;
use belfry_forms::core::{Answers, Name, Place, Value};
use belfry_handover::{Envelope, Receipt, SigningKey, package};
use belfry_incidents::access::Notify;
use belfry_incidents::handover::{self, Way, content, key, partner, store as packages};
use belfry_incidents::incident::store::{self as incidents, Written};
use belfry_incidents::incident::{Cause, Class, Kind, Said, Severity, State as Stands};
use belfry_incidents::lesson::store::{self as lessons, After};
use belfry_incidents::notification::course::{self, Known as Course};
use belfry_incidents::notification::send::{self, Begin};
use belfry_incidents::notification::store::{self as notifications, Notification};
use belfry_incidents::notification::State;
use belfry_incidents::regime::{self, Regime};
use belfry_incidents::share::store::{self as shares, Share};
use belfry_incidents::audience::Sight;
use belfry_kernel::time::FixedClock;
use belfry_kernel::{Actor, Allowed, Clock as _, Ids, OrganisationId, PersonId, Problem, SubjectId, Tlp};
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
/// The zone of the valley.
const ZONE: &str = "Europe/Luxembourg";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Story {
    #[serde(rename = "incident")]
    incidents: Vec<Told>,
}

/// An incident as told. `stage` says how far it went: `record`, `warned`, `notified`, `asked`, `ongoing`, `final`, `closed`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    by: String,
    title: String,
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
    stage: String,
    /// Hours from knowing to the early warning, when it was not the usual few.
    #[serde(default = "three")]
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lesson {
    item: String,
    action: String,
    due_in: f64,
    asked: String,
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

const fn eight() -> f64 {
    8.0
}

const fn three() -> f64 {
    3.0
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
    story.incidents.sort_by(|a, b| b.days_ago.total_cmp(&a.days_ago));
    let clock = Arc::new(FixedClock::at(&ago(began, LONG).to_string()));
    let regime = regime::latest("nis2").context("NIS2")?.clone();
    let scene = Scene { house, tx: &tx, known, began, ids: Ids::new(clock.clone(), Arc::new(SystemChance)), clock, regime, own };
    for one in &story.incidents {
        scene.incident(one).with_context(|| one.title.clone())?;
    }
    scene.received()?;
    // What was to be told when it happened was told then.
    tx.execute("delete from store_jobs where name like 'incidents.deliver-%' and state = 'waiting'", args![])?;
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
    fn act(&self, who: PersonId, days_ago: f64) -> Act<'_> {
        let now = ago(self.began, days_ago);
        if now > self.clock.now() {
            self.clock.advance(now.duration_since(self.clock.now()));
        }
        Act { actor: Some(who), now, ids: &self.ids }
    }

    fn incident(&self, one: &Told) -> anyhow::Result<()> {
        let (home, who) = (self.known.organisation(&one.by)?, self.known.speaker(&one.by)?);
        let country: String =
            self.tx.one("select country from identity_organisations where id = $1", args![home.id], |row| row.get(0))?;
        let sector: String =
            self.tx.one("select sector from identity_organisations where id = $1", args![home.id], |row| row.get(0))?;
        let act = self.act(who, one.days_ago - 0.05);
        let mut written = self.written(one, &sector)?;
        let over = one.days_ago - one.hours / 24.0;
        let goes_on = ["record", "warned", "notified", "ongoing"].contains(&one.stage.as_str());
        written.resolved = (!goes_on).then(|| ago(self.began, over));
        let subject = incidents::insert(self.tx, act, home.id, &one.title, &written)?;
        let event = self.event(one, &subject, who)?;
        if one.stage != "record" {
            self.notify(one, &subject, &written, (&country, &sector), who)?;
        }
        if one.stage == "closed" {
            let proof = self.proof(&subject)?;
            incidents::step(self.tx, self.act(who, over.min(one.days_ago - 40.0).max(1.0)), &proof, &[Stands::Open], Stands::Closed)?;
        } else if !goes_on {
            let proof = self.proof(&subject)?;
            incidents::step(self.tx, self.act(who, over), &proof, &[Stands::Open], Stands::Resolved)?;
        }
        if let (Some(event), true) = (event, one.shared) {
            let act = self.act(who, over);
            let share = Share { event, root: subject.id, organisation: home.id, consent: "", taken: 4 };
            shares::put(self.tx, act, &share)?;
        }
        if let Some(lesson) = &one.lesson {
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
        let event = self.tx.one("select id from store_subjects where uuid = $1 order by id limit 1", args![event_uuid(&one.event)], |row| {
            row.get::<SubjectId>(0)
        })?;
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
        who: PersonId,
    ) -> anyhow::Result<()> {
        let recipients = send::receivers(self.tx, &self.regime, country, sector, written.border)?;
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
        let warned = one.days_ago - one.warned_after / 24.0;
        let act = self.act(who, warned);
        let proof = send::open::<Notify>(self.tx, act, &Actor::System, (incident, written), &begin).map_err(fault)?;
        let handler = self.known.person(if country == "XC" { "helene" } else { "viktor" })?;
        let under = Under { proof, authority, handler };
        self.sends(&under, "early-warning", who, warned, &first(one))?;
        if one.stage == "warned" {
            return Ok(());
        }
        self.goes(&under, handler, warned - 0.3, |one, now| one.replied = Some(now))?;
        let notified = one.days_ago - 2.6;
        self.sends(&under, "notification", who, notified, &second(one))?;
        match one.stage.as_str() {
            "notified" => return self.judges(&under, notified - 0.9, State::Review, ""),
            "asked" => {
                return self.judges(&under, notified - 0.9, State::Asked, "Which of the two sites was hit, and is the other one watched?");
            }
            _ => self.judges(&under, notified - 0.9, State::Accepted, "")?,
        }
        if one.handed {
            self.handed(&under, one)?;
        }
        if one.stage == "ongoing" {
            return self.sends(&under, "progress", who, notified - 29.0, &third(one));
        }
        let last = notified - 24.0;
        self.sends(&under, "final", who, last, &fourth(one))?;
        if one.stage == "final" {
            return Ok(());
        }
        self.judges(&under, last - 3.0, State::Accepted, "Thank you: this helps the others.")?;
        self.goes(&under, handler, last - 4.0, |one, now| (one.state, one.closed) = (State::Closed, Some(now)))?;
        let act = self.act(handler, last - 4.0);
        Ok(ledger::record(self.tx, act, &NotificationClosed { notification: under.proof.id })?)
    }

    fn sends(&self, under: &Under, step: &str, who: PersonId, days_ago: f64, answers: &[(&str, Value)]) -> anyhow::Result<()> {
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
        Ok(course::go(self.tx, act, &under.proof, &mut known, |one| change(one, act.now))?)
    }

    fn judges(&self, under: &Under, days_ago: f64, state: State, text: &str) -> anyhow::Result<()> {
        let act = self.act(under.handler, days_ago);
        let newest = notifications::submissions(self.tx, under.proof.id)?.pop().context("a version")?;
        notifications::review(self.tx, act, &under.proof, &newest, (state, text, under.authority))?;
        self.goes(under, under.handler, days_ago, |one, _| one.state = state)
    }

    /// What was learned, and what is done about it.
    fn learned(&self, one: &Told, lesson: &Lesson, subject: &Subject, who: PersonId, days_ago: f64) -> anyhow::Result<()> {
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
        let practice = self.tx.maybe(
            "select s.id from store_subjects s join practices_records r on r.id = s.id where s.owner_id = $1 \
             and r.state = 'published' order by s.id limit 1",
            args![subject.owner],
            |row| row.get::<SubjectId>(0),
        )?;
        if let Some((practice, first)) = practice.zip(lessons::lessons(self.tx, subject.id)?.first()) {
            lessons::link(self.tx, self.act(who, days_ago - 3.0), &proof, first.id, practice)?;
        }
        Ok(())
    }

    /// Another country's point of contact, with a key of its own.
    fn neighbour(&self, contact: OrganisationId, who: PersonId, days_ago: f64) -> anyhow::Result<(i64, SigningKey)> {
        // Its key must be the same whenever it is asked for: it is no secret, since it is nobody's.
        let key = SigningKey::of_seed(&[0x5a; 32]).context("a key")?;
        let known = partner::by_fingerprint(self.tx, key.public().fingerprint())?;
        if let Some(one) = known.iter().find(|one| one.organisation == contact) {
            return Ok((one.id, key));
        }
        let new = partner::New { name: "Maravel Contact Point".into(), country: "XM".into(), base: String::new(), key: key.public() };
        partner::add(self.tx, self.act(who, days_ago), contact, &new)?;
        let known = partner::by_fingerprint(self.tx, key.public().fingerprint())?;
        Ok((known.iter().find(|one| one.organisation == contact).context("a partner")?.id, key))
    }

    fn office(&self, contact: OrganisationId) -> anyhow::Result<package::Office> {
        Ok(self.tx.one("select name, coalesce(country, '') from identity_organisations where id = $1", args![contact], |row| {
            Ok(package::Office { name: row.get(0)?, country: row.get(1)?, receipts: String::new() })
        })?)
    }

    /// Handed over to the neighbour, who signed for it.
    fn handed(&self, under: &Under, one: &Told) -> anyhow::Result<()> {
        let (who, days_ago) = (self.known.person("ines")?, one.days_ago - 3.8);
        let (partner, theirs) = self.neighbour(under.authority, who, days_ago)?;
        let notification = notifications::of(self.tx, under.proof.id)?;
        let t = self.house.words_in("en");
        let own = Sight::of_organisation(under.authority, &under.proof, &notifications::recipients(self.tx, under.proof.id)?);
        let leaving = content::leaving((self.tx, self.tx), &t, &under.proof, &notification, &own).map_err(fault)?;
        let act = self.act(who, days_ago);
        let made = package::Package {
            format: package::FORMAT.into(),
            id: self.ids.uuid(),
            made: act.now,
            expires: act.now + SignedDuration::from_hours(30 * 24),
            from: self.office(under.authority)?,
            to: package::Addressee { key: theirs.public().fingerprint(), name: "Maravel Contact Point".into(), country: "XM".into() },
            tlp: "amber".into(),
            exercise: one.exercise,
            title: "Ransomware at a utility, with customers in your country".into(),
            note: "Two industrial customers in Maravel may be called by the same crew. Please tell your CSIRT.".into(),
            incident: content::incident(&notification, "").map_err(fault)?,
            steps: leaving.steps,
            references: vec![package::Reference { title: "Threat event".into(), at: event_uuid(&one.event).to_string() }],
        };
        let content = made.write();
        let receipt = Receipt::sign(&theirs, made.id, &content, act.now + SignedDuration::from_mins(47), "Maravel Contact Point", "M7XQ-20KD");
        let kept = packages::Package {
            way: Way::Sent,
            package: made.id,
            partner,
            notification: Some(under.proof.id),
            state: handover::State::Under,
            tlp: Tlp::Amber,
            exercise: one.exercise,
            envelope: Envelope::sign(&self.own, package::KIND, content).write(),
            receipt: None,
            receipted: None,
            number: String::new(),
            expires: made.expires,
            routed: None,
            error: String::new(),
        };
        let subject = packages::put_sent(self.tx, act, under.authority, &made.title, &kept)?;
        let at = act.now + SignedDuration::from_mins(47);
        Ok(packages::receipted(self.tx, act, subject.id, &receipt.write(), "M7XQ-20KD", at)?)
    }

    /// What came from the neighbour this week and waits to be passed on.
    fn received(&self) -> anyhow::Result<()> {
        let (who, contact) = (self.known.person("ines")?, self.known.organisation("tca")?.id);
        let (partner, theirs) = self.neighbour(contact, who, 1.0)?;
        let act = self.act(who, 0.4);
        let office = self.office(contact)?;
        let made = package::Package {
            format: package::FORMAT.into(),
            id: self.ids.uuid(),
            made: act.now,
            expires: act.now + SignedDuration::from_hours(30 * 24),
            from: package::Office { name: "Maravel Contact Point".into(), country: "XM".into(), receipts: String::new() },
            to: package::Addressee { key: self.own.public().fingerprint(), name: office.name.clone(), country: office.country },
            tlp: "amber".into(),
            exercise: false,
            title: "A remote maintenance supplier is taken over; three of its customers are yours".into(),
            note: "The supplier has shut its gateway. Its customers were called from 203.0.113.61 in the last two nights.".into(),
            incident: package::Incident {
                number: "K4QD-71VN".into(),
                kind: "incident".into(),
                regime: "nis2".into(),
                country: "XM".into(),
                sector: "digital-infrastructure".into(),
                border: "yes".into(),
                received: Some(act.now - SignedDuration::from_hours(5)),
                ..package::Incident::default()
            },
            steps: Vec::new(),
            references: Vec::new(),
        };
        let content = made.write();
        let number = belfry_incidents::number::draw(&self.ids);
        let receipt = Receipt::sign(&self.own, made.id, &content, act.now, &office.name, &number).write();
        let kept = packages::Package {
            way: Way::Received,
            package: made.id,
            partner,
            notification: None,
            state: handover::State::Received,
            tlp: Tlp::Amber,
            exercise: false,
            envelope: Envelope::sign(&theirs, package::KIND, content).write(),
            receipt: Some(receipt),
            receipted: Some(act.now),
            number,
            expires: made.expires,
            routed: None,
            error: String::new(),
        };
        packages::put_received(self.tx, act, contact, &made.title, &kept)?;
        Ok(())
    }
}

fn code(text: &str) -> Value {
    Value::Code(text.to_owned())
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn yes_or_no(yes: bool) -> Value {
    code(if yes { "yes" } else { "no" })
}

fn malicious(one: &Told) -> Value {
    yes_or_no(one.cause == Cause::Malicious.code())
}

fn first(one: &Told) -> Vec<(&'static str, Value)> {
    vec![("what", text(&one.what)), ("suspected", malicious(one)), ("border", yes_or_no(!one.countries.is_empty()))]
}

fn second(one: &Told) -> Vec<(&'static str, Value)> {
    let mut all = first(one);
    all.extend([("severity", code(&one.severity)), ("impact", text(&one.impact)), ("services", text(&one.service))]);
    if !one.countries.is_empty() {
        all.push(("countries", text(&one.countries.join(" "))));
    }
    if !one.measures.is_empty() {
        all.push(("measures", text(&one.measures)));
    }
    all.retain(|(_, value)| !matches!(value, Value::Text(text) if text.is_empty()));
    all
}

fn third(one: &Told) -> Vec<(&'static str, Value)> {
    vec![("now", text("Half of it is rebuilt; the rest runs by hand.")), ("border", yes_or_no(!one.countries.is_empty()))]
}

fn fourth(one: &Told) -> Vec<(&'static str, Value)> {
    let mut all = vec![
        ("what", text(&one.what)),
        ("severity", code(&one.severity)),
        ("impact", text(&one.impact)),
        ("services", text(&one.service)),
        ("cause", code(&one.cause)),
        ("root", text(&one.root)),
        ("measures", text(&one.measures)),
        ("border", yes_or_no(!one.countries.is_empty())),
    ];
    if !one.countries.is_empty() {
        all.push(("countries", text(&one.countries.join(" "))));
    }
    all.retain(|(_, value)| !matches!(value, Value::Text(text) if text.is_empty()));
    all
}
