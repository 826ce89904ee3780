//! **Canaries**: a word of its own in every field; everybody crawls everything; each word is seen by exactly those who may see it.
//!
//! Pages, the API, exports, searches, mails, the log, the figures and the pages of errors are looked through. Who may see a word is
//! said here as naively as possible, from the story and not from the program.

mod desk;
mod incident;
mod register;

use std::collections::BTreeSet;
use std::io::{Cursor, Write};
use std::sync::{Mutex, OnceLock, PoisonError};

use belfry_identity::circle::{self, CircleFields};
use belfry_identity::key::Scope;
use belfry_identity::person::{self, Wishes};
use belfry_kernel::{CircleId, Role, Tlp};
use belfry_store::Key;
use belfry_testkit::both_databases;
use belfry_threats::event::import::{ImportContext, Reach, import_misp};
use jiff::SignedDuration;
use serde_json::json;
use uuid::Uuid;

use crate::addresses::{Reader, crawl, records};
use crate::world::{World, event_uuid, speaker};

/// Addresses of a route that are asked for, besides the records' own pages.
const MOST: usize = 4;
/// What is said of a page that answers with a fault.
pub const BREAKS: &str = "breaks";
/// The organisation that is in no circle and runs the platform.
const AGENCY: usize = 3;

/// A word and the organisations whose people may see it.
struct Canary {
    word: String,
    what: String,
    who: BTreeSet<usize>,
    /// Whether it may stand in a mail.
    open: bool,
    /// Whether somebody who may see it must come across it on the way.
    found: bool,
}

/// All words of a world.
#[derive(Default)]
struct Canaries(Vec<Canary>);

impl Canaries {
    fn word(&mut self, what: impl Into<String>, who: impl IntoIterator<Item = usize>, open: bool) -> String {
        let word = format!("kanari{:04}z", self.0.len());
        self.0.push(Canary {
            word: word.clone(),
            what: what.into(),
            who: who.into_iter().collect(),
            open,
            found: true,
        });
        word
    }

    /// A word that is kept but may be shown to nobody but those, if at all.
    fn quiet(&mut self, what: impl Into<String>, who: impl IntoIterator<Item = usize>) -> String {
        let word = self.word(what, who, false);
        if let Some(last) = self.0.last_mut() {
            last.found = false;
        }
        word
    }

    /// The words that stand in a text.
    fn in_text(&self, text: &str) -> impl Iterator<Item = &Canary> + use<'_> {
        let numbers =
            text.match_indices("kanari").filter_map(|(at, _)| text.get(at + 6..at + 10)?.parse::<usize>().ok());
        numbers.collect::<BTreeSet<_>>().into_iter().filter_map(|n| self.0.get(n))
    }
}

/// Who sees an event of an owner and a reach: 0 own, 1 and 2 the circles, 3 the community.
fn audience(owner: usize, reach: usize) -> BTreeSet<usize> {
    let mut who: BTreeSet<usize> = match reach {
        1 => [0, 1].into(),
        2 => [1, 2].into(),
        3 => (0..4).collect(),
        _ => BTreeSet::new(),
    };
    who.insert(owner);
    who
}

/// A world in which every field has a word of its own.
struct Aviary<'a> {
    world: &'a World,
    words: Canaries,
}

impl Aviary<'_> {
    fn fill(&mut self) {
        let mut number = 0;
        for owner in 0..3 {
            for reach in 0..4 {
                self.event(number, owner, reach);
                number += 1;
            }
        }
        self.circles();
        self.incident();
        self.register();
        self.desk();
    }

    fn event(&mut self, number: usize, owner: usize, reach: usize) {
        let (who, words) = (audience(owner, reach), &mut self.words);
        let open = reach == 3;
        let about = |what: &str| format!("{what} of event {number} of {owner} for {reach}");
        let mut word = |what: &str, who: &BTreeSet<usize>| words.word(about(what), who.iter().copied(), open);
        let own = BTreeSet::from([owner]);
        let id = |n: u128| Uuid::from_u128((number as u128) << 32 | n);
        let attribute = |n: u128, value: String, comment: String, reach: &str| {
            json!({"uuid": id(n), "type": "domain", "value": format!("{value}.example.org"), "comment": comment,
                   "category": "Network activity", "timestamp": "1700000000", "distribution": reach})
        };
        let tlp = if open { "tlp:green" } else { "tlp:amber" };
        let event = json!({"Event": {
            "uuid": event_uuid(number), "info": format!("Event {}", word("title", &who)), "date": "2026-02-01",
            "timestamp": "1700000000", "published": true, "threat_level_id": "2", "analysis": "1", "distribution": "3",
            "Orgc": {"name": word("originator", &who), "uuid": id(900)},
            "Tag": [{"name": tlp}, {"name": format!("trial:tag=\"{}\"", word("tag", &who))}],
            "Attribute": [attribute(1, word("value", &who), word("comment of a value", &who), "5"),
                          attribute(2, word("narrow value", &own), word("comment of a narrow value", &own), "0")],
            "Object": [{"uuid": id(10), "name": "file", "template_version": "3", "timestamp": "1700000000",
                        "template_uuid": "688c46fb-5edb-40a3-8273-1af7923e2215", "meta-category": "file", "distribution": "5",
                        "comment": "", "Attribute": [{"uuid": id(11), "type": "filename", "object_relation": "filename",
                        "category": "Payload delivery", "value": word("part of an object", &who), "distribution": "5",
                        "timestamp": "1700000000"}]}],
            "EventReport": [{"uuid": id(20), "name": word("name of a report", &who), "distribution": "5",
                             "content": format!("# {}", word("text of a report", &who)), "timestamp": "1700000000"},
                            {"uuid": id(21), "name": word("name of a narrow report", &own), "distribution": "0",
                             "content": word("text of a narrow report", &own), "timestamp": "1700000000"}]
        }});
        let said = word("remark", &who);
        let site = &self.world.site;
        let reach = match reach {
            0 => Reach::Own,
            3 => Reach::Community,
            n => Reach::Circle(self.world.circles[n - 1]),
        };
        let context = ImportContext {
            db: &site.db.db,
            ids: &site.db.ids,
            clock: &*site.db.clock,
            person: None,
            organisation: self.world.organisations[owner],
            reach,
            tlp: None,
        };
        import_misp(&context, &mut Cursor::new(event.to_string()), &mut |_| true).expect("an import");
        let by = site.person(&format!("Writer {number}"), self.world.organisations[owner], &[Role::Contributor]);
        by.submit(&format!("/threats/events/{}/discuss", event_uuid(number)), &[("text", &said)]).expect(303);
        if reach == Reach::Own {
            let fields =
                [("title", self.words.word("title of a draft", [owner], false)), ("date", "2026-03-01".into())];
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let more = [("tlp", "green"), ("reach", "community")];
            by.submit("/threats/events/new", &[fields.as_slice(), &more].concat()).expect(303);
        }
    }

    /// An open circle; a hidden one whose owner is 1, with 0 invited and 2 suspended; a hidden one that was closed.
    fn circles(&mut self) {
        let mut fields = |name: &[usize], text: &[usize], hidden: bool| CircleFields {
            name: self.words.word("name of a circle", name.iter().copied(), false),
            purpose: self.words.word("purpose of a circle", text.iter().copied(), false),
            rules: self.words.word("rules of a circle", text.iter().copied(), false),
            ceiling: Tlp::Amber,
            hidden,
        };
        let open = fields(&[0, 1, 2, 3], &[0, 1, 2, 3], false);
        // The suspended member was told by name that it is.
        let hidden = fields(&[0, 1, 2], &[0, 1], true);
        let closed = fields(&[2], &[2], true);
        let world = self.world;
        world.circle(0, open);
        let hidden = world.circle(1, hidden);
        let closed = world.circle(2, closed);
        let tx = world.site.db.db.write(Key::SYSTEM).expect("tx");
        let (act, owner) = (world.site.act(), speaker(world.organisations[1]));
        circle::invite(&tx, act, &owner, hidden, world.organisations[0], false).expect("an invitation");
        circle::invite(&tx, act, &owner, hidden, world.organisations[2], false).expect("an invitation");
        let member = speaker(world.organisations[2]);
        circle::accept(&tx, act, &member, hidden, world.organisations[2]).expect("a member");
        circle::suspend(&tx, act, &owner, hidden, world.organisations[2]).expect("a suspension");
        circle::close(&tx, act, &member, closed).expect("closed");
        tx.commit().expect("commit");
        self.shared_in(hidden);
        self.renamed();
    }

    /// A hidden circle of 1 in which 0 has shared, which it then left; now it has another name, which 0 is not told with its own event.
    fn renamed(&mut self) {
        let plain = |name: String| CircleFields {
            name,
            purpose: String::new(),
            rules: String::new(),
            ceiling: Tlp::Amber,
            hidden: true,
        };
        let world = self.world;
        let circle = world.circle(1, plain("Lantern".into()));
        let (home, act) = (world.organisations[0], world.site.act());
        let (owner, member) = (speaker(world.organisations[1]), speaker(home));
        let change = |work: &dyn Fn(&belfry_store::Tx)| {
            let tx = world.site.db.db.write(Key::SYSTEM).expect("tx");
            work(&tx);
            tx.commit().expect("commit");
        };
        change(&|tx| {
            circle::invite(tx, act, &owner, circle, home, false).expect("an invitation");
            circle::accept(tx, act, &member, circle, home).expect("a member");
        });
        let event = json!({"Event": {"uuid": event_uuid(71), "info": "Shared and left", "date": "2026-02-01",
            "timestamp": "1700000000", "published": true, "distribution": "3", "Tag": [{"name": "tlp:amber"}]}});
        let context = ImportContext {
            db: &world.site.db.db,
            ids: &world.site.db.ids,
            clock: &*world.site.db.clock,
            person: None,
            organisation: home,
            reach: Reach::Circle(circle),
            tlp: None,
        };
        import_misp(&context, &mut Cursor::new(event.to_string()), &mut |_| true).expect("an import");
        // Whoever was told of it was told its old name.
        world.site.run_jobs();
        let name = self.words.word("new name of a circle", [1], false);
        change(&|tx| {
            circle::leave(tx, act, &member, circle, home).expect("it leaves");
            circle::edit(tx, act, &owner, circle, plain(name.clone())).expect("another name");
        });
    }

    /// An event of the hidden circle's owner, which the suspended member does not see, and neither does the invited one.
    fn shared_in(&mut self, circle: CircleId) {
        let title = self.words.word("title in the hidden circle", [1], false);
        let value = self.words.word("value in the hidden circle", [1], false);
        let event = json!({"Event": {"uuid": event_uuid(70), "info": title, "date": "2026-02-01", "timestamp": "1700000000",
            "published": true, "distribution": "3", "Tag": [{"name": "tlp:amber"}], "Attribute": [{
            "uuid": Uuid::from_u128(70 << 32 | 1), "type": "domain", "value": format!("{value}.example.org"),
            "category": "Network activity", "timestamp": "1700000000", "distribution": "5"}]}});
        let site = &self.world.site;
        let context = ImportContext {
            db: &site.db.db,
            ids: &site.db.ids,
            clock: &*site.db.clock,
            person: None,
            organisation: self.world.organisations[1],
            reach: Reach::Circle(circle),
            tlp: None,
        };
        import_misp(&context, &mut Cursor::new(event.to_string()), &mut |_| true).expect("an import");
    }
}

/// Somebody who looks.
struct Watcher<'a> {
    name: String,
    /// Of which organisation; none for a stranger.
    organisation: Option<usize>,
    /// Whether he must come across whatever he may see.
    thorough: bool,
    reader: Reader<'a>,
}

/// One of every role of each organisation, and four who may do little.
fn watchers<'a>(world: &'a World, words: &mut Canaries) -> Vec<Watcher<'a>> {
    let mut all = Vec::new();
    for n in 0..3 {
        let reader = world.all_round(n);
        let name = words.quiet(format!("name of a key of {n}"), [n]);
        let fields = [("name", name.as_str()), ("scope", "read"), ("expires", "2026-03-20"), ("days", "30")];
        reader.visitor.submit("/members/me/keys", &fields);
        wish_for_mail(world, &reader);
        all.push(Watcher { name: format!("all round of {n}"), organisation: Some(n), thorough: true, reader });
    }
    for (name, n, role) in
        [("Reader", 0, Role::Reader), ("Outside", AGENCY, Role::Reader), ("Admin", AGENCY, Role::PlatformAdministrator)]
    {
        let visitor = world.site.person(name, world.organisations[n], &[role]);
        let key = Some(world.site.key(visitor.id(), Scope::Read));
        all.push(Watcher {
            name: name.into(),
            organisation: Some(n),
            thorough: false,
            reader: Reader { visitor, key },
        });
    }
    let reader = Reader { visitor: world.site.stranger(), key: None };
    all.push(Watcher { name: "a stranger".into(), organisation: None, thorough: false, reader });
    all
}

/// Everything is told by mail.
fn wish_for_mail(world: &World, reader: &Reader<'_>) {
    let tx = world.site.db.db.write(Key::SYSTEM).expect("tx");
    let mut settings = person::settings(&tx, reader.visitor.id()).expect("settings");
    let facts = [
        "threats.event-published",
        "discussion.remark-added",
        "threats.event-recalled",
        "identity.circle-invited",
        "desk.announcement-published",
    ];
    settings.wishes = Wishes { mail: facts.map(str::to_owned).into(), ..Wishes::default() };
    person::save_settings(&tx, reader.visitor.id(), &settings).expect("settings");
    tx.commit().expect("commit");
}

/// Lets everybody crawl, and looks for words where they must not stand.
///
/// # Errors
/// A word that somebody sees and may not, or that he does not see and should.
pub fn finds_nothing_out_of_place(world: &World) -> Result<(), String> {
    let figures = watch_the_process();
    let mut words = Canaries::default();
    let watchers = watchers(world, &mut words);
    let mut aviary = Aviary { world, words };
    aviary.fill();
    let words = aviary.words;
    world.site.run_jobs();
    world.site.db.clock.advance(SignedDuration::from_mins(10));
    world.site.run_jobs();
    mails(world, &words)?;
    for watcher in &watchers {
        look(world, &words, watcher)?;
    }
    hidden_is_missing(world, &watchers[0].reader)?;
    let log = String::from_utf8_lossy(&log().lock().unwrap_or_else(PoisonError::into_inner)).into_owned();
    for (place, text) in [("the log", log), ("the figures", figures())] {
        if let Some(canary) = words.in_text(&text).next() {
            return Err(format!("{place} says the {}", canary.what));
        }
    }
    Ok(())
}

fn look(world: &World, words: &Canaries, watcher: &Watcher<'_>) -> Result<(), String> {
    let told = crawl(&world.site, &watcher.reader, &[], MOST);
    let mut met = BTreeSet::new();
    for (url, told) in &told {
        // What breaks shows nothing, and so hides what it would show.
        if told.status == 500 {
            return Err(format!("{url} {BREAKS} for {}", watcher.name));
        }
        for canary in words.in_text(&format!("{} {}", told.heads, told.body)) {
            if !watcher.organisation.is_some_and(|n| canary.who.contains(&n)) {
                return Err(format!("{url} shows the {} to {}", canary.what, watcher.name));
            }
            met.insert(&canary.word);
        }
    }
    let owed = |canary: &&Canary| canary.found && watcher.organisation.is_some_and(|n| canary.who.contains(&n));
    let missed = words.0.iter().filter(owed).find(|canary| !met.contains(&canary.word));
    if let Some(canary) = missed.filter(|_| watcher.thorough) {
        return Err(format!("{} never comes across the {}", watcher.name, canary.what));
    }
    searches(words, watcher)
}

/// To search for a word that one may not see is to search for one that is nowhere.
fn searches(words: &Canaries, watcher: &Watcher<'_>) -> Result<(), String> {
    let nowhere = "kanari9999z";
    for place in ["/search?q=", "/threats/events?q=", "/threats/values?value=", "/api/v1/threats/values?value="] {
        for end in ["", ".example.org"] {
            let none = watcher.reader.ask(&format!("{place}{nowhere}{end}"));
            let hidden = words.0.iter().filter(|canary| !watcher.organisation.is_some_and(|n| canary.who.contains(&n)));
            for canary in hidden.step_by(5) {
                let found = watcher.reader.ask(&format!("{place}{}{end}", canary.word));
                if found.steady().replace(&canary.word, nowhere) != none.steady() {
                    return Err(format!("{place} betrays the {} to {}", canary.what, watcher.name));
                }
            }
        }
    }
    Ok(())
}

/// No mail says what is not open, or says anything to whom it does not concern.
fn mails(world: &World, words: &Canaries) -> Result<(), String> {
    let mails = world.site.outbox.take();
    if mails.is_empty() {
        return Err("nobody got a mail".into());
    }
    for mail in mails {
        let text = format!("{}\n{}", mail.subject(), mail.text());
        for canary in words.in_text(&text) {
            let to = mail.to().split('@').nth(1).unwrap_or_default().to_owned();
            let home = |n: &usize| to == format!("{}.example", world.organisations[*n].0);
            if !canary.open || !canary.who.iter().any(home) {
                return Err(format!("a mail says the {}", canary.what));
            }
        }
    }
    Ok(())
}

/// The answer for a record that one may not see is the answer for one that is not there, wherever one asks.
fn hidden_is_missing(world: &World, reader: &Reader<'_>) -> Result<(), String> {
    let routes = world.site.routes();
    let nothing = Uuid::from_u128(0xdead_beef).to_string();
    for (path, uuid) in records(&world.site) {
        if reader.ask(&format!("{path}{uuid}")).status == 200 {
            continue;
        }
        for route in routes.iter().filter(|route| route.method == "GET") {
            let own = route.path.strip_prefix("/api/v1").unwrap_or(&route.path);
            let Some(rest) = own.strip_prefix(path).and_then(|rest| rest.split_once('}')).map(|(_, rest)| rest) else {
                continue;
            };
            let before = &route.path[..route.path.find('{').unwrap_or_default()];
            let at = |id: &str| format!("{before}{id}{}", rest.replace("{format}", "csv").replace(['{', '}'], ""));
            let (hidden, missing) = (reader.ask(&at(&uuid.to_string())), reader.ask(&at(&nothing)));
            let said = hidden.steady().replace(&uuid.to_string(), &nothing);
            if hidden.status != missing.status || said != missing.steady() {
                let (is, wanted) = (hidden.status, missing.status);
                return Err(format!("{} tells hidden from missing: {is} and {wanted}", route.path));
            }
        }
    }
    Ok(())
}

struct Sink;

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        log().lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// What this process has logged.
fn log() -> &'static Mutex<Vec<u8>> {
    static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());
    &LOG
}

/// From now on the log is kept and requests are counted; gives the figures.
fn watch_the_process() -> impl Fn() -> String {
    static METRICS: OnceLock<belfry_web::metrics::Metrics> = OnceLock::new();
    let metrics = METRICS.get_or_init(|| {
        let logs = tracing_subscriber::fmt().with_max_level(tracing::Level::INFO).with_writer(|| Sink).try_init();
        logs.expect("the log is kept");
        belfry_web::metrics::Metrics::install().expect("the figures are kept")
    });
    || metrics.render()
}

both_databases! {
    fn every_word_is_seen_by_exactly_those_who_may_see_it(engine) {
        finds_nothing_out_of_place(&World::new(engine, "Night")).unwrap_or_else(|found| panic!("{found}"));
    }
}
