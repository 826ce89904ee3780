//! What the cast says, asks, corrects and recalls: sent as forms to the product's own pages, at the hour of the story.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use axum::body::Body;
use axum::extract::Request;
use axum::http::header;
use belfry_identity::session;
use belfry_kernel::time::FixedClock;
use belfry_kernel::{Clock, PersonId};
use belfry_store::{Act, Key, args};
use belfry_web::lanes::{LaneSizes, Lanes};
use belfry_web::visit::form_token;
use belfry_web::{House, Site};
use jiff::Timestamp;
use tower::ServiceExt;
use uuid::Uuid;

use super::content::{Comment, Event, Notice};
use super::event::event_uuid;
use super::telling::is_told;

/// What a session of the story calls its browser.
const AGENT: &str = "demonstration";

const SAID: &str = "select 1 from discussion_remarks c join store_subjects s on s.id = c.subject_id \
     where s.uuid = $1 and c.person_id = $2 and c.at = $3 and c.kind <> 'acknowledgement'";
const NOTICED: &str = "select 1 from threats_notices c join store_subjects s on s.id = c.event_id \
     where s.uuid = $1 and c.person_id = $2 and c.at = $3";

/// The product as the cast meets it, with a clock that is set to the story's hour.
pub(super) struct Pages {
    house: Arc<House>,
    clock: Arc<FixedClock>,
    router: axum::Router,
    runtime: tokio::runtime::Runtime,
    sessions: HashMap<PersonId, String>,
}

impl Pages {
    /// The pages of a house, over the same database.
    pub(super) fn of(house: &House) -> anyhow::Result<Self> {
        let clock = Arc::new(FixedClock::at(&house.clock.now().to_string()));
        let house = Arc::new(House {
            db: house.db.clone(),
            clock: clock.clone(),
            ids: house.ids.clone(),
            words: house.words.clone(),
            lanes: Arc::new(Lanes::new(LaneSizes::default())),
            passwords: belfry_identity::Passwords::default(),
            seal: house.seal.clone(),
            places: Vec::new(),
            personal: Vec::new(),
            figures: Vec::new(),
            events: None,
            points: Vec::new(),
            lessons: Vec::new(),
            keeps: Vec::new(),
            parties: Vec::new(),
            identifies: Vec::new(),
            mandates: None,
            called: Vec::new(),
            texts: Vec::new(),
            kinds: house.kinds.clone(),
            mailer: house.mailer.clone(),
            files: house.files.clone(),
            settings: belfry_web::house::Settings { behind_tls: false, ..house.settings.clone() },
            chosen: belfry_web::chosen::Chosen::default(),
            openapi: std::sync::OnceLock::new(),
            says: std::sync::OnceLock::new(),
        });
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().max_blocking_threads(2).build()?;
        let router = Site::of(&[belfry_threats::area()]).router(house.clone());
        Ok(Self { house, clock, router, runtime, sessions: HashMap::new() })
    }

    /// Sends a form for somebody; where the answer leads.
    fn send(&mut self, person: PersonId, now: Timestamp, url: &str, fields: &[(&str, &str)]) -> anyhow::Result<String> {
        self.clock.advance(now.duration_since(self.clock.now()));
        let token = self.sign_in(person, now)?;
        let found = belfry_identity::signed_in(&self.house.db, &token, now)?.context("a session ended at once")?;
        let csrf = form_token(found.csrf.expose(), AGENT);
        let mut all = vec![("csrf", csrf.as_str())];
        all.extend_from_slice(fields);
        let request = Request::post(url)
            .header(header::COOKIE, format!("belfry={token}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(serde_urlencoded::to_string(all)?))?;
        let router = self.router.clone();
        let answer = self.runtime.block_on(router.oneshot(request))?;
        if !answer.status().is_redirection() {
            bail!("{url}: {}", answer.status());
        }
        let location = answer.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
        Ok(location.unwrap_or_default().to_owned())
    }

    /// A session of this hour in the place of the one before.
    fn sign_in(&mut self, person: PersonId, now: Timestamp) -> anyhow::Result<String> {
        let act = Act { actor: Some(person), now, ids: &self.house.ids };
        let tx = self.house.db.write(Key::SYSTEM)?;
        let before = self.sessions.get(&person).map(String::as_str);
        let token = session::open(&tx, act, person, AGENT, before)?.token.expose().to_owned();
        tx.commit()?;
        self.sessions.insert(person, token.clone());
        Ok(token)
    }

    /// A remark, question, answer or acknowledgement.
    pub(super) fn say(&mut self, person: PersonId, now: Timestamp, event: &Event, one: &Comment) -> anyhow::Result<()> {
        let at = format!("/threats/events/{}", event_uuid(&event.key));
        let text = ("text", one.text.as_str());
        if is_told(&self.house.db, SAID, event, person, now)? {
            return Ok(());
        }
        match one.kind.as_str() {
            "question" => drop(self.send(person, now, &format!("{at}/ask"), &[text])?),
            "answer" => {
                let to = self.question(event)?.map(|id| id.to_string()).unwrap_or_default();
                self.send(person, now, &format!("{at}/discuss"), &[text, ("reply-to", &to)])?;
            }
            kind => {
                self.send(person, now, &format!("{at}/discuss"), &[text])?;
                if kind == "acknowledge" {
                    self.send(person, now, &format!("{at}/acknowledge"), &[])?;
                }
            }
        }
        Ok(())
    }

    /// The last question about an event.
    fn question(&self, event: &Event) -> anyhow::Result<Option<i64>> {
        Ok(self.house.db.read(Key::SYSTEM)?.maybe(
            "select c.id from discussion_remarks c join store_subjects s on s.id = c.subject_id \
             where s.uuid = $1 and c.kind = 'question' order by c.id desc limit 1",
            args![event_uuid(&event.key)],
            |row| row.get(0),
        )?)
    }

    /// A correction or a recall.
    pub(super) fn notify(
        &mut self,
        person: PersonId,
        now: Timestamp,
        event: &Event,
        one: &Notice,
        reach: &str,
    ) -> anyhow::Result<()> {
        let uuid = event_uuid(&event.key);
        let at = format!("/threats/events/{uuid}");
        if is_told(&self.house.db, NOTICED, event, person, now)? {
            return Ok(());
        }
        if one.kind == "recall" {
            self.send(person, now, &format!("{at}/recall"), &[("reason", &one.text)])?;
            return Ok(());
        }
        let version = self.version(uuid)?.to_string();
        let fields = [("version", version.as_str()), ("reach", reach), ("tlp", &event.tlp), ("note", &one.text)];
        self.send(person, now, &format!("{at}/publish"), &fields)?;
        Ok(())
    }

    fn version(&self, event: Uuid) -> anyhow::Result<i64> {
        Ok(self.house.db.read(Key::SYSTEM)?.one(
            "select e.version from threats_events e where e.uuid = $1",
            args![event],
            |row| row.get(0),
        )?)
    }

    /// Ends the sessions of the story, and waits for what still runs.
    pub(super) fn close(self) -> anyhow::Result<()> {
        let tx = self.house.db.write(Key::SYSTEM)?;
        for token in self.sessions.values() {
            session::sign_out(&tx, token)?;
        }
        tx.commit()?;
        self.runtime.shutdown_timeout(Duration::from_secs(5));
        Ok(())
    }
}
