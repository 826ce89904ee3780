//! What the valley learned by doing: `practices.toml`, through the tables' own functions, each step at the hour that the story tells.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::{Context, anyhow};
use belfry_contracts::practices::{
    RecordAdopted, RecordChecked, RecordEndorsed, RecordLinked, RecordPublished, RecordReviewed, RecordSubmitted,
};
use belfry_identity::on_behalf_of;
use belfry_kernel::time::FixedClock;
use belfry_kernel::{Actor, Allowed, Clause, Clock as _, Ids, Label, OrganisationId, PersonId, SubjectId, Tlp};
use belfry_practices::access::{Check, RULES, Submit};
use belfry_practices::desk;
use belfry_practices::record::store::Written;
use belfry_practices::record::{Effort, Kind, Level, RECORD, Size, State, new, store, submit};
use belfry_practices::report::{self, Channel, REPORT};
use belfry_store::subject::{self, Subject};
use belfry_store::{Act, Key, Tx, args, ledger, scope, setting};
use belfry_web::House;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::ago;
use super::founding::Known;
use crate::start::SystemChance;

const TEXT: &str = include_str!("practices.toml");
/// Set with the last of it: all or nothing.
const TOLD: &str = "demo-practices";
/// Days from the first of the story to today.
const LONG: f64 = 300.0;
/// What was published within so many days is told to its readers at the first start; of the rest they were told then.
const NEWS: f64 = 14.0;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Story {
    #[serde(rename = "record")]
    records: Vec<Told>,
    #[serde(rename = "report")]
    reports: Vec<Reported>,
    #[serde(rename = "question")]
    questions: Vec<Asked>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Told {
    key: String,
    kind: String,
    title: String,
    by: String,
    desk: String,
    #[serde(rename = "days_ago")]
    days_ago: f64,
    #[serde(default = "published")]
    state: String,
    #[serde(default = "english")]
    lang: String,
    #[serde(default)]
    reach: String,
    #[serde(default)]
    tlp: String,
    #[serde(default)]
    source: String,
    #[serde(default)]
    context: String,
    #[serde(default)]
    problem: String,
    #[serde(default)]
    done: String,
    /// What a tool eases, or the keys of the difficulties that a practice helps with.
    #[serde(default)]
    eases: Eases,
    #[serde(default)]
    effort: String,
    #[serde(default)]
    effort_note: String,
    #[serde(default)]
    evidence: String,
    #[serde(default)]
    obstacles: String,
    #[serde(default)]
    transfer: String,
    #[serde(default)]
    sectors: Vec<String>,
    #[serde(default)]
    size: String,
    #[serde(default)]
    level: String,
    #[serde(default)]
    country: String,
    #[serde(default)]
    items: Vec<String>,
    #[serde(default)]
    endorsements: Vec<Endorsed>,
    #[serde(default)]
    adoptions: Vec<Adopted>,
    #[serde(default)]
    questions: Vec<Talk>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Eases {
    Words(String),
    Difficulties(Vec<String>),
}

impl Default for Eases {
    fn default() -> Self {
        Self::Words(String::new())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Endorsed {
    by: String,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Adopted {
    by: String,
    stage: String,
    #[serde(default = "yes")]
    named: bool,
    size: String,
    outcome: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Talk {
    by: String,
    days_ago: f64,
    text: String,
    answer_by: String,
    answer: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reported {
    kind: String,
    title: String,
    text: String,
    by: String,
    desk: String,
    days_ago: f64,
    #[serde(default = "page")]
    channel: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    record: String,
    #[serde(default)]
    answer: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    by: String,
    about: String,
    desk: String,
    days_ago: f64,
    text: String,
}

fn published() -> String {
    State::Published.code().into()
}

fn english() -> String {
    "en".into()
}

fn page() -> String {
    Channel::Page.code().into()
}

const fn yes() -> bool {
    true
}

/// Puts it there, unless it is.
pub(super) fn tell(house: &House, known: &Known, began: Timestamp) -> anyhow::Result<()> {
    let tx = house.db.write(Key::SYSTEM)?;
    if setting::get(&tx, TOLD)?.is_some() {
        return Ok(());
    }
    let mut story: Story = toml::from_str(TEXT)?;
    // Ids grow with time, and so does the story: lists that go by them are in its order.
    story.records.sort_by(|a, b| b.days_ago.total_cmp(&a.days_ago));
    story.reports.sort_by(|a, b| b.days_ago.total_cmp(&a.days_ago));
    let clock = Arc::new(FixedClock::at(&ago(began, LONG).to_string()));
    let scene = Scene { tx: &tx, known, began, ids: Ids::new(clock.clone(), Arc::new(SystemChance)), clock };
    let mut ids = BTreeMap::new();
    for one in &story.records {
        ids.insert(one.key.as_str(), scene.record(one).with_context(|| one.key.clone())?);
    }
    for one in &story.records {
        scene.links(one, &ids)?;
    }
    for one in &story.reports {
        scene.report(one, &ids).with_context(|| one.title.clone())?;
    }
    for one in &story.questions {
        scene.question(one, &ids)?;
    }
    // What was to be told when it happened was told then.
    tx.execute(
        "delete from store_jobs where name like 'desk.tell-re%' and state = 'waiting' and created < $1",
        args![ago(began, NEWS)],
    )?;
    setting::put(&tx, TOLD, "yes")?;
    Ok(tx.commit()?)
}

struct Scene<'a> {
    tx: &'a Tx,
    known: &'a Known,
    began: Timestamp,
    ids: Ids,
    clock: Arc<FixedClock>,
}

impl Scene<'_> {
    fn act(&self, who: PersonId, days_ago: f64) -> Act<'_> {
        Act { actor: Some(who), now: ago(self.began, days_ago), ids: &self.ids }
    }

    /// New ids are of this hour from now on.
    fn goes_on(&self, days_ago: f64) {
        self.clock.advance(ago(self.began, days_ago).duration_since(self.clock.now()));
    }

    fn home(&self, who: PersonId) -> anyhow::Result<OrganisationId> {
        Ok(on_behalf_of(self.tx, who)?.context("somebody of the cast")?.person.organisation)
    }

    /// Whoever looks at what is handed to a desk: somebody else than whoever wrote it.
    fn checker(&self, desk: &str, author: PersonId) -> anyhow::Result<PersonId> {
        let keys: &[&str] = match desk {
            "agency" => &["sofia", "mira"],
            "asnc" => &["helene", "camille"],
            "csirt-t" => &["mira", "jonas"],
            _ => &["viktor", "ines"],
        };
        let people: anyhow::Result<Vec<PersonId>> = keys.iter().map(|key| self.known.person(key)).collect();
        people?.into_iter().find(|person| *person != author).context("a checker")
    }

    fn label(&self, one: &Told, owner: OrganisationId) -> anyhow::Result<Label> {
        let tlp = if one.tlp.is_empty() { Tlp::Green } else { Tlp::parse(&one.tlp).context("tlp")? };
        let clause = match one.reach.split_once(':') {
            Some(("circle", key)) => {
                Clause::CircleOrOwner(*self.known.circles.get(key).with_context(|| format!("no circle {key}"))?, owner)
            }
            _ => Clause::Community,
        };
        Ok(Label::new(tlp, clause))
    }

    /// A record with everything that others did with it; its id.
    fn record(&self, one: &Told) -> anyhow::Result<SubjectId> {
        let (tx, author) = (self.tx, self.known.person(&one.by)?);
        let owner = self.home(author)?;
        self.goes_on(one.days_ago + 6.0);
        let state = State::parse(&one.state).context("state")?;
        let unnamed = !one.source.is_empty();
        let drafted = self.act(author, one.days_ago + 6.0);
        let subject = new::draft(tx, drafted, owner, &one.title, &written(one)?, unnamed)?;
        if unnamed {
            store::put_source(tx, subject.id, owner, &one.source)?;
        }
        if state == State::Draft {
            return Ok(subject.id);
        }
        let desk = self.known.organisation(&one.desk)?.id;
        let reach = self.label(one, owner)?;
        let proof = self.proof::<Submit>(&subject)?;
        let sent = self.act(author, one.days_ago + 5.0);
        store::step(tx, &proof, &[State::Draft], State::Submitted)?;
        store::hand(tx, &proof, &reach, desk, sent.now)?;
        ledger::record(tx, sent, &RecordSubmitted { record: subject.id })?;
        subject::relabel(tx, &proof, subject.id, &desk::between(reach.tlp, &[owner, desk]))?;
        let checker = self.checker(&one.desk, author)?;
        if state != State::Published {
            let due = self.began + SignedDuration::from_hours(24 * (submit::DAYS - 4));
            store::owe(tx, sent, subject.id, desk, belfry_practices::record::TO_CHECK, &one.title, due)?;
        }
        if state == State::Submitted {
            return Ok(subject.id);
        }
        let proof = self.proof::<Check>(&subject)?;
        store::step(tx, &proof, &[State::Submitted], State::Checked)?;
        ledger::record(tx, self.act(checker, one.days_ago + 3.0), &RecordChecked { record: subject.id })?;
        store::step(tx, &proof, &[State::Checked], State::Reviewed)?;
        ledger::record(tx, self.act(checker, one.days_ago + 1.0), &RecordReviewed { record: subject.id })?;
        if state == State::Reviewed {
            return Ok(subject.id);
        }
        let out = self.act(checker, one.days_ago);
        store::out(tx, &proof, out.now)?;
        store::step(tx, &proof, &[State::Reviewed], State::Published)?;
        subject::touch(tx, &proof, subject.id, &one.title, out.now)?;
        subject::relabel(tx, &proof, subject.id, &reach)?;
        ledger::record(tx, out, &RecordPublished { record: subject.id })?;
        self.vouched(one, subject.id)?;
        Ok(subject.id)
    }

    fn proof<A: belfry_kernel::Action>(&self, subject: &Subject) -> anyhow::Result<Allowed<A, Subject>> {
        subject::load::<A>(self.tx, &Actor::System, RULES, RECORD, subject.uuid).map_err(|why| anyhow!("{why}"))
    }

    /// Endorsements, adoptions and questions, between the publication and today.
    fn vouched(&self, one: &Told, record: SubjectId) -> anyhow::Result<()> {
        for (n, by) in one.endorsements.iter().enumerate() {
            let (who, home) = (self.known.speaker(&by.by)?, self.known.organisation(&by.by)?.id);
            let act = self.act(who, one.days_ago * 0.7 / (n + 1) as f64);
            let id: i64 = act.ids.next();
            self.tx.execute(
                "insert into practices_endorsements (id, record_id, organisation_id, person_id, evidence, at) \
                 values ($1, $2, $3, $4, $5, $6)",
                args![id, record, home, who, &by.text, act.now],
            )?;
            ledger::record(self.tx, act, &RecordEndorsed { record })?;
        }
        for (n, by) in one.adoptions.iter().enumerate() {
            let (who, home) = (self.known.speaker(&by.by)?, self.known.organisation(&by.by)?.id);
            let act = self.act(who, one.days_ago * 0.5 / (n + 1) as f64);
            let label = if by.named {
                None
            } else {
                Some(scope::intern(self.tx, &Label::new(Tlp::AmberStrict, Clause::Organisation(home)))?)
            };
            let id: i64 = act.ids.next();
            self.tx.execute(
                "insert into practices_adoptions (id, record_id, label_id, organisation_id, person_id, stage, size, outcome, at) \
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                args![id, record, label, home, who, &by.stage, &by.size, &by.outcome, act.now],
            )?;
            if by.named {
                ledger::record(self.tx, act, &RecordAdopted { record })?;
            }
        }
        for talk in &one.questions {
            let question = self.remark(record, &talk.by, talk.days_ago, &talk.text, ("question", None))?;
            self.remark(record, &talk.answer_by, talk.days_ago - 1.0, &talk.answer, ("answer", Some(question)))?;
        }
        Ok(())
    }

    fn remark(
        &self,
        record: SubjectId,
        by: &str,
        days_ago: f64,
        text: &str,
        (kind, reply_to): (&str, Option<i64>),
    ) -> anyhow::Result<i64> {
        let who = self.known.person(by)?;
        let (act, home) = (self.act(who, days_ago), self.home(who)?);
        let id: i64 = act.ids.next();
        self.tx.execute(
            "insert into discussion_remarks (id, subject_id, person_id, organisation_id, at, text, kind, reply_to) \
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            args![id, record, who, home, act.now, text, kind, reply_to],
        )?;
        Ok(id)
    }

    /// What a record helps with.
    fn links(&self, one: &Told, ids: &BTreeMap<&str, SubjectId>) -> anyhow::Result<()> {
        let Eases::Difficulties(difficulties) = &one.eases else { return Ok(()) };
        let who = self.known.person(&one.by)?;
        let act = self.act(who, one.days_ago * 0.9);
        for key in difficulties {
            let (record, difficulty) = (ids[one.key.as_str()], *ids.get(key.as_str()).context("a difficulty")?);
            self.tx.execute(
                "insert into practices_links (practice_id, difficulty_id, organisation_id, person_id, at) values ($1, $2, $3, $4, $5)",
                args![record, difficulty, self.home(who)?, who, act.now],
            )?;
            ledger::record(self.tx, act, &RecordLinked { record, difficulty })?;
        }
        Ok(())
    }

    fn report(&self, one: &Reported, ids: &BTreeMap<&str, SubjectId>) -> anyhow::Result<()> {
        let (tx, who) = (self.tx, self.known.person(&one.by)?);
        self.goes_on(one.days_ago);
        let act = self.act(who, one.days_ago);
        let desk = self.known.organisation(&one.desk)?.id;
        let new = report::store::New {
            kind: report::Kind::parse(&one.kind).context("kind")?,
            title: &one.title,
            text: &one.text,
            owner: self.home(who)?,
            desk,
            channel: Channel::parse(&one.channel).context("channel")?,
            about: None,
            named: true,
            waits: false,
        };
        let subject = report::store::insert(tx, act, &new)?;
        let Some(state) = report::State::parse(&one.state) else { return Ok(()) };
        let rules = belfry_practices::access::RULES;
        let proof = subject::load::<belfry_practices::access::Sort>(tx, &Actor::System, rules, REPORT, subject.uuid);
        let proof = proof.map_err(|why| anyhow!("{why}"))?;
        let record = ids.get(one.record.as_str()).copied();
        let act = self.act(self.checker(&one.desk, who)?, one.days_ago - 1.0);
        report::store::settle(tx, act, &proof, (state, record), &one.answer)?;
        Ok(())
    }

    fn question(&self, one: &Asked, ids: &BTreeMap<&str, SubjectId>) -> anyhow::Result<()> {
        let who = self.known.person(&one.by)?;
        self.goes_on(one.days_ago);
        let about = *ids.get(one.about.as_str()).context("a record")?;
        let title: String =
            self.tx.one("select title from store_subjects where id = $1", args![about], |row| row.get(0))?;
        let new = report::store::New {
            kind: report::Kind::Question,
            title: &title,
            text: &one.text,
            owner: self.home(who)?,
            desk: self.known.organisation(&one.desk)?.id,
            channel: Channel::Page,
            about: Some(about),
            named: false,
            waits: false,
        };
        report::store::insert(self.tx, self.act(who, one.days_ago), &new)?;
        Ok(())
    }
}

fn written(one: &Told) -> anyhow::Result<Written> {
    let item = |text: &String| {
        let (framework, code) = text.split_once('/').with_context(|| text.clone())?;
        anyhow::Ok((framework.to_owned(), code.to_owned()))
    };
    let items: anyhow::Result<Vec<(String, String)>> = one.items.iter().map(item).collect();
    Ok(Written {
        kind: Kind::parse(&one.kind).context("kind")?,
        language: one.lang.clone(),
        context: one.context.clone(),
        problem: one.problem.clone(),
        done: one.done.clone(),
        eases: if let Eases::Words(words) = &one.eases { words.clone() } else { String::new() },
        effort: Effort::parse(&one.effort),
        effort_note: one.effort_note.clone(),
        evidence: one.evidence.clone(),
        obstacles: one.obstacles.clone(),
        transfer: one.transfer.clone(),
        size: Size::parse(&one.size),
        country: one.country.clone(),
        region: if one.country.is_empty() { "Ostrel".into() } else { String::new() },
        level: Level::parse(&one.level).unwrap_or(Level::Joint),
        sectors: one.sectors.clone(),
        items: items?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_valley_tells_twenty_five_records_that_lead_somewhere() {
        let story: Story = toml::from_str(TEXT).unwrap();
        assert_eq!(story.records.len(), 25);
        let keys: Vec<&str> = story.records.iter().map(|one| one.key.as_str()).collect();
        for one in &story.records {
            let written = written(one).unwrap_or_else(|error| panic!("{}: {error:#}", one.key));
            let known = belfry_identity::organisation::directory::SECTORS;
            assert!(written.sectors.iter().all(|sector| known.contains(&sector.as_str())), "{}", one.key);
            assert!(written.level != Level::National || !written.country.is_empty(), "{}", one.key);
            if let Eases::Difficulties(all) = &one.eases {
                assert!(all.iter().all(|key| keys.contains(&key.as_str())), "{}", one.key);
            }
        }
        let (builtin, _) = belfry_catalogue::builtin::all().unwrap();
        for (framework, code) in story.records.iter().flat_map(|one| written(one).unwrap().items) {
            let there = builtin.iter().any(|f| f.name == framework && f.items.iter().any(|item| item.code == code));
            assert!(there, "{framework}/{code}");
        }
    }
}
