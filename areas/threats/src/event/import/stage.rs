//! One event on its way in: batches under a root that nobody sees, then the flip; or, child by child, into what is there.

mod end;
mod rules;
mod standing;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::{Duration, Instant};

use belfry_identity::sharing::Broken;
use belfry_kernel::{Label, LabelId, OrganisationId, SubjectId, Tlp};
use belfry_misp::Event as Header;
use belfry_store::subject::{self, Subject};
use belfry_store::{Error, Key, Tx, args, scope};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use self::rules::Asked;
use self::standing::Standing;
use super::arrival::{self, Arrival};
use super::batch::{AddressRow, Batch, KeyRow, write_addresses, write_keys};
use super::known::Children;
use super::{ImportContext, ImportError, Note, Reason, time};
use crate::event::disclose::Recipients;
use crate::event::{EVENT, Event, Origin, State, store};
use crate::tag::{self, Known};

type Result<T> = std::result::Result<T, ImportError>;

/// How long a batch's statements should take. With the commit that follows, the writer is held for about 10 ms.
const HOLD: Duration = Duration::from_millis(6);
/// Rows of the first batch, before anything was measured.
const FIRST: usize = 200;
/// Rows of the smallest batch: below it the commit costs more than the rows.
const LEAST: usize = 50;
/// Rows of the largest: some 4 MiB of memory.
const MOST: usize = 4_000;
/// Bytes of text in one batch, whatever its rows.
const BYTES: usize = 1 << 20;
/// Keys that are held back to be written in the order of their hashes: 40 bytes each, 2.5 MiB. Neighbours then share
/// pages of an index that is filled at random places.
const HELD: usize = 65_536;
/// How long an answer who sees a label, and what they ask of it, is good for.
const FRESH: SignedDuration = SignedDuration::from_secs(5);
/// Colours that one event may give to tags: they are written in the transaction that ends it.
const COLOURS: usize = 1_000;
/// Tries of one transaction when others stand in the way.
const TRIES: u32 = 10;

/// What an import keeps from event to event.
#[derive(Default)]
pub(super) struct Memory {
    pub(super) tags: Known,
    labels: HashMap<Label, LabelId>,
    recipients: HashMap<Label, (Timestamp, Option<Recipients>)>,
    asked: Asked,
    pace: Option<usize>,
}

/// Kinds of children, which may share a UUID with one of another kind.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Attribute = 0,
    Object,
    Reference,
    Report,
    Sighting,
}

/// The event under way.
pub(super) struct Stage<'a, 'c> {
    ctx: &'c ImportContext<'a>,
    memory: Memory,
    arrival: Arrival,
    /// The sharing rules that it breaks.
    rules: Vec<Broken>,
    title: String,
    tags: Vec<tag::Tag>,
    /// Colours of the tags that everybody sees who sees the event.
    colours: BTreeMap<String, String>,
    /// Also done in the transaction that ends the event.
    along: Option<(Note<'c>, usize)>,
    /// What an updated event is; none for a new one.
    standing: Option<Standing>,
    /// Who may see an updated event from the first row on: what its new level or reach forbids ends before anything new is there.
    narrowed: Option<Label>,
    /// The level that an updated event had.
    level: Tlp,
    /// Whether others see an updated event whose importer may not publish: nothing of it becomes more open.
    is_bound: bool,
    known: Children,
    /// Whether a part came with a label of its own.
    has_narrow: bool,
    /// Whether the root is written already.
    begun: bool,
    /// Smaller than every id given to this event's rows from now on.
    first: i64,
    /// Attributes and objects of a new event that are not deleted.
    live: (i64, i64),
    /// Of each kind, what stood in the file already.
    seen: [HashSet<Uuid>; 5],
    keys: Vec<KeyRow>,
    addresses: Vec<AddressRow>,
    pub(super) batch: Batch,
    pub(super) attributes: u64,
    pub(super) objects: u64,
    pub(super) clusters: u64,
    /// Attributes written whose values do not fit their types.
    pub(super) unfit: u64,
}

/// How an event ended.
pub(super) enum End {
    Done,
    /// Somebody else brought the same event in meanwhile, or changed it.
    Meanwhile,
    /// A sharing rule stands in its way that did not when it began.
    Refused,
}

impl<'a, 'c> Stage<'a, 'c> {
    /// A new event.
    pub(super) fn new(ctx: &'c ImportContext<'a>, memory: Memory, header: Header) -> Result<Self> {
        let arrival = arrival::arrive(ctx, &header);
        Self::with(ctx, memory, arrival, header, Children::default())
    }

    /// A newer version of an event that is here.
    pub(super) fn update(
        ctx: &'c ImportContext<'a>,
        memory: Memory,
        header: Header,
        (subject, event): &(Subject, Event),
    ) -> Result<Self> {
        let read = ctx.db.read(Key::SYSTEM)?;
        let label = scope::label(&read, subject.label_id)?;
        let by_hand = store::is_published_by_hand(&read, event.id)?;
        drop(read);
        let arrival = arrival::renew(ctx, &header, event, &label, by_hand);
        let narrowed = label.meet(&arrival.label);
        let known = Children::of(ctx.db, event.id)?;
        let standing = Standing { version: event.version, state: event.state, label: subject.label_id };
        let mut stage = Self::with(ctx, memory, arrival, header, known)?;
        stage.standing = Some(standing);
        stage.narrowed = Some(narrowed).filter(|narrowed| *narrowed != label);
        stage.level = event.tlp;
        stage.is_bound = event.state != State::Draft && !stage.memory.asked.may_publish(ctx)?;
        stage.begun = true;
        Ok(stage)
    }

    fn with(
        ctx: &'c ImportContext<'a>,
        memory: Memory,
        mut arrival: Arrival,
        mut header: Header,
        known: Children,
    ) -> Result<Self> {
        let title = arrival.title(&header.info);
        let galaxies = std::mem::take(&mut header.galaxies);
        let mut stage = Self {
            ctx,
            memory,
            arrival,
            rules: Vec::new(),
            title,
            tags: arrival::tags(&header.tags),
            colours: BTreeMap::new(),
            along: None,
            standing: None,
            narrowed: None,
            level: Tlp::NotStated,
            is_bound: false,
            known,
            has_narrow: false,
            begun: false,
            first: ctx.ids.next(),
            live: (0, 0),
            seen: Default::default(),
            keys: Vec::new(),
            addresses: Vec::new(),
            batch: Batch::default(),
            attributes: 0,
            objects: 0,
            clusters: 0,
            unfit: 0,
        };
        for tag in header.tags.iter().filter(|tag| !arrival::is_local(tag) && !tag.name.trim().is_empty()) {
            stage.coloured(&tag.name, tag.colour.as_deref());
        }
        let local: Vec<String> = stage.tags.iter().filter(|tag| tag.local).map(|tag| tag.name.clone()).collect();
        for galaxy in galaxies {
            stage.galaxy(None, None, galaxy, &local)?;
        }
        Ok(stage)
    }

    /// Says how a new event came; an updated one stays what it was.
    pub(super) fn came_as(&mut self, origin: Origin) {
        if !self.is_update() {
            self.arrival.event.origin = origin;
        }
    }

    /// Says what else ends with the event, and its number in the file.
    pub(super) fn along(&mut self, along: Option<Note<'c>>, number: usize) {
        self.along = along.map(|along| (along, number));
    }

    /// Notes the colour of a tag that everybody sees who sees the event; the first one counts.
    pub(super) fn coloured(&mut self, name: &str, colour: Option<&str>) {
        if let Some(colour) = colour.filter(|_| self.colours.len() < COLOURS && !self.colours.contains_key(name)) {
            self.colours.insert(name.to_owned(), colour.to_owned());
        }
    }

    /// Keeps a piece of another format as it came.
    pub(super) fn original(&mut self, seq: i64, key: String, body: String) {
        self.batch.rows += 1;
        self.batch.bytes += body.len();
        let event = self.event();
        self.batch.originals.extend([event.into(), seq.into(), "stix".into(), key.into(), body.into()]);
    }

    pub(super) fn event(&self) -> SubjectId {
        self.arrival.event.id
    }

    pub(super) fn owner(&self) -> OrganisationId {
        self.ctx.organisation
    }

    pub(super) fn tlp(&self) -> Tlp {
        self.arrival.event.tlp
    }

    pub(super) fn timestamp(&self) -> i64 {
        self.arrival.event.timestamp
    }

    pub(super) fn known(&self) -> &Children {
        &self.known
    }

    pub(super) fn id(&self) -> i64 {
        self.ctx.ids.next()
    }

    pub(super) fn is_update(&self) -> bool {
        self.standing.is_some()
    }

    /// What the next event may go on with.
    pub(super) fn take_memory(&mut self) -> Memory {
        std::mem::take(&mut self.memory)
    }

    /// Counts a row that is written; the header holds those that everyone sees who sees the event.
    pub(super) fn written(&mut self, is_object: bool, in_header: bool) {
        let (total, live) =
            if is_object { (&mut self.objects, &mut self.live.1) } else { (&mut self.attributes, &mut self.live.0) };
        *total += 1;
        *live += i64::from(in_header);
    }

    /// Whether a child stands in the file for the first time.
    pub(super) fn is_first(&mut self, uuid: Uuid, kind: Kind) -> bool {
        let first = self.seen[kind as usize].insert(uuid);
        if !first {
            self.note(Reason::Repeated);
        }
        first
    }

    /// Notes what is odd about it, once.
    pub(super) fn note(&mut self, reason: Reason) {
        if !self.arrival.reasons.contains(&reason) {
            self.arrival.reasons.push(reason);
        }
    }

    /// The time of a part, in seconds: its own, or its event's.
    pub(super) fn time(&mut self, own: Option<i64>) -> i64 {
        let Some(own) = own else { return self.timestamp() };
        let within = time::within(own);
        if within != own {
            self.note(Reason::TimeAhead);
        }
        within
    }

    /// The id of a child's label. A new label is made in a transaction of its own: there are a handful.
    pub(super) fn label(&mut self, label: Option<&Label>) -> Result<Option<LabelId>> {
        let Some(label) = label else { return Ok(None) };
        self.has_narrow = true;
        self.interned(label.clone()).map(Some)
    }

    /// The id of the label of local tags and clusters.
    pub(super) fn local_label(&mut self) -> Result<LabelId> {
        self.interned(tag::local_label(self.owner()))
    }

    fn interned(&mut self, label: Label) -> Result<LabelId> {
        if let Some(id) = self.memory.labels.get(&label) {
            return Ok(*id);
        }
        let tx = self.ctx.db.write(Key::SYSTEM)?;
        let id = scope::intern(&tx, &label)?;
        tx.commit()?;
        self.memory.labels.insert(label, id);
        Ok(id)
    }

    /// Writes the batch when it is full.
    pub(super) fn step(&mut self) -> Result<()> {
        if self.batch.rows >= self.memory.pace.unwrap_or(FIRST) || self.batch.bytes >= BYTES {
            self.flush()?;
        }
        Ok(())
    }

    /// Writes what was collected, invisibly for a new event.
    pub(super) fn flush(&mut self) -> Result<()> {
        let mut batch = std::mem::take(&mut self.batch);
        if batch.is_empty() {
            return Ok(());
        }
        let new = !self.is_update();
        if new {
            self.keys.append(&mut batch.keys);
            self.addresses.append(&mut batch.addresses);
        }
        let rows = batch.rows;
        let took = self.transact(|stage, tx| {
            stage.root(tx)?;
            stage.write(tx, &batch)?;
            Ok(batch.mark(tx, stage.event())?)
        })?;
        self.begun = true;
        self.adapt(rows, took);
        if self.keys.len() >= HELD {
            self.flush_keys()?;
        }
        Ok(())
    }

    /// The rows of a batch; its keys too unless they are held back.
    fn write(&mut self, tx: &Tx, batch: &Batch) -> Result<()> {
        let event = self.event();
        batch.write(tx, self.ctx.ids, &mut self.memory.tags, event)?;
        let mut keys = batch.keys.clone();
        keys.sort_unstable_by_key(|key| (key.hash, key.attribute));
        write_keys(tx, event, &keys)?;
        write_addresses(tx, event, &batch.addresses)?;
        Ok(())
    }

    /// Writes the keys held back, in the order of their hashes, in transactions of the usual length.
    fn flush_keys(&mut self) -> Result<()> {
        let mut keys = std::mem::take(&mut self.keys);
        let mut addresses = std::mem::take(&mut self.addresses);
        keys.sort_unstable_by_key(|key| (key.hash, key.attribute));
        addresses.sort_unstable_by_key(|one| (one.range, one.attribute));
        let event = self.event();
        let mut rest = keys.as_slice();
        // Sorted keys are quicker than whole rows; the measure finds out how much.
        let mut pace = self.memory.pace.unwrap_or(FIRST);
        while !rest.is_empty() {
            let (now, later) = rest.split_at(pace.min(rest.len()));
            let took = self.transact(|stage, tx| {
                stage.root(tx)?;
                Ok(write_keys(tx, event, now)?)
            })?;
            pace = paced(now.len(), pace, took);
            rest = later;
        }
        for block in addresses.chunks(pace) {
            self.transact(|stage, tx| {
                stage.root(tx)?;
                Ok(write_addresses(tx, event, block)?)
            })?;
        }
        // The room is wanted again for the next 65,536.
        keys.clear();
        addresses.clear();
        (self.keys, self.addresses) = (keys, addresses);
        Ok(())
    }

    /// Runs a transaction until it commits; how long its statements took.
    fn transact(&mut self, mut work: impl FnMut(&mut Self, &Tx) -> Result<()>) -> Result<Duration> {
        let mut left = TRIES;
        loop {
            let result = self.ctx.db.write(Key::SYSTEM).map_err(ImportError::from).and_then(|tx| {
                let begun = Instant::now();
                let standing = self.claim(&tx)?;
                work(self, &tx)?;
                let took = begun.elapsed();
                tx.commit()?;
                self.standing = standing;
                Ok(took)
            });
            match result {
                Err(ImportError::Store(Error::Retry | Error::Busy)) if left > 0 => {
                    // What was learnt in a transaction that is gone is not so.
                    self.memory.tags = Known::default();
                    self.memory.recipients.clear();
                    left -= 1;
                }
                other => return other,
            }
        }
    }

    fn adapt(&mut self, rows: usize, took: Duration) {
        self.memory.pace = Some(paced(rows, self.memory.pace.unwrap_or(FIRST), took));
    }

    /// Sees to the root: writes it unseen, or says that this import is alive.
    fn root(&mut self, tx: &Tx) -> Result<()> {
        if self.is_update() {
            return Ok(());
        }
        let now = self.ctx.clock.now();
        if self.begun {
            let alive = tx.execute(
                "update threats_events set heartbeat = $2 where id = $1 and state = 'staged'",
                args![self.event(), now],
            )?;
            return if alive == 1 { Ok(()) } else { Err(ImportError::Swept) };
        }
        let uuid = self.ctx.ids.uuid();
        self.subject(tx, uuid, &Label::nobody())?;
        let staged = Event { state: State::Staged, ..self.arrival.event.clone() };
        store::insert(tx, &staged, Some(now))?;
        Ok(())
    }

    fn subject(&self, tx: &Tx, uuid: Uuid, label: &Label) -> Result<()> {
        let subject = Subject {
            id: self.event(),
            uuid,
            kind: EVENT.code,
            label_id: scope::intern(tx, label)?,
            owner: self.ctx.organisation,
            author: self.ctx.person,
            title: self.title.clone(),
            updated: self.ctx.clock.now(),
        };
        Ok(subject::insert(tx, &subject)?)
    }
}

/// The next batch's size: what would have taken [`HOLD`], at most twice as large as before.
fn paced(rows: usize, before: usize, took: Duration) -> usize {
    if rows < LEAST {
        return before;
    }
    let took = took.as_micros().max(1);
    let fits = usize::try_from(rows as u128 * HOLD.as_micros() / took).unwrap_or(MOST);
    fits.clamp(LEAST, (before * 2).min(MOST))
}
