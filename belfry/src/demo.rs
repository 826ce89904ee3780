//! The demonstration community: the Ostrel valley, its organisations, people and circles, and fourteen months of events.
//!
//! | module | holds |
//! |---|---|
//! | [`content`] | the data files and their form |
//! | `applications` | organisations that are not here yet and ask to be entered |
//! | `assess` | self-assessments, how six countries carry out Article 21, and the instruments |
//! | `desk` | what is due, and what the coordination has said |
//! | `founding` | organisations, people, circles |
//! | `circles` | rules, an arrangement and an invitation of the circles |
//! | `event` | an event as told, as MISP's JSON |
//! | `incidents` | what befell the valley in two years, and what was told of it |
//! | `register` | records and registrations of its organisations, and others of the valley |
//! | `pages` | what is said, corrected and recalled: sent to the product's own pages |
//! | `practices` | practices, difficulties and tools, and what others did with them |
//! | `surveys` | three waves of the operators' survey |
//! | `students` | two waves of a survey by an open link |
//! | `telling` | what happened, in the order in which it happened |
//!
//! All of it goes through the use cases of identity and threats, with the clock set back to the hour that the story tells.
//! Loading goes on where it was cut off, and does nothing when the community is there.

mod applications;
mod assess;
mod circles;
pub mod content;
mod desk;
mod event;
mod founding;
mod incidents;
mod pages;
mod practices;
mod register;
mod reports;
mod students;
mod surveys;
mod telling;

use anyhow::anyhow;
use belfry_identity::demand;
use belfry_store::{Act, Db, Key, setting};
use belfry_web::House;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

/// The community's name.
pub const NAME: &str = "Ostrel Valley";

/// Whether the story is told: absent before the founding, `no` while it is being told, then `yes`.
const TOLD: &str = "demo-told";
/// Whether the circles have their rules.
const CIRCLES: &str = "demo-circles";
/// What separates the founding from the oldest event, in days.
const BEFORE_ALL: f64 = 30.0;

/// Those who can sign in, in the order of `community.toml`.
#[derive(Debug, Serialize)]
pub struct Cast {
    /// The people.
    pub people: Vec<Player>,
}

impl Cast {
    /// The address and the sign-ins as a table for a terminal.
    pub fn told(&self, url: &str) -> String {
        let cell = |list: fn(&Player) -> &str| self.people.iter().map(|p| list(p).chars().count()).max().unwrap_or(0);
        let (email, password) = (cell(|p| &p.email), cell(|p| &p.password));
        let role = cell(|p| &p.role);
        let mut text = format!("{NAME} is open at {url}\n\n");
        for one in &self.people {
            let Player { email: e, password: p, role: r, name, organisation, .. } = one;
            text.push_str(&format!("  {e:email$}  {p:password$}  {r:role$}  {name}, {organisation}\n"));
        }
        text.push_str("\nStop with Ctrl-C.");
        text
    }
}

/// Somebody of the cast, with what is needed to act as him.
#[derive(Debug, Serialize)]
pub struct Player {
    /// Address for signing in.
    pub email: String,
    /// Password.
    pub password: String,
    /// Code of the first role.
    pub role: String,
    /// Name of the organisation.
    pub organisation: String,
    /// An API key that may write, made anew at each start.
    pub api_key: String,
    /// Name as shown; not part of the line for programs.
    #[serde(skip)]
    pub name: String,
}

/// Makes the community, unless it is there, and gives the cast new API keys.
///
/// # Errors
/// When the database holds another community, or fails.
pub fn load(house: &House) -> anyhow::Result<Cast> {
    let (db, ids) = (&house.db, &*house.ids);
    let community = content::community()?;
    let events = content::events()?;
    let told = setting::get(&db.read(Key::SYSTEM)?, TOLD)?;
    let now = house.clock.now();
    let began = began(db, now, told.is_some())?;
    let oldest = events.first().map_or(0.0, |event| event.days_ago);
    if told.is_none() {
        let since = ago(began, oldest + BEFORE_ALL);
        founding::found(db, ids, &house.passwords, &community, since, began)?;
        // Whoever looks around signs in with a password alone; second factors can be added, and demanded, all the same.
        let tx = db.write(Key::SYSTEM)?;
        demand::set(&tx, Act { actor: None, now: began, ids }, None, &[]).map_err(|refusal| anyhow!("{refusal}"))?;
        tx.commit()?;
    }
    let who = founding::Known::find(db, &community)?;
    register::fill(db, ids, &who, began)?;
    if told.as_deref() != Some("yes") {
        telling::tell(house, &who, &events, began)?;
        if setting::get(&db.read(Key::SYSTEM)?, CIRCLES)?.is_none() {
            circles::enter(db, ids, &who, ago(began, 5.0))?;
            let tx = db.write(Key::SYSTEM)?;
            setting::put(&tx, CIRCLES, "yes")?;
            tx.commit()?;
        }
        let tx = db.write(Key::SYSTEM)?;
        setting::put(&tx, TOLD, "yes")?;
        tx.commit()?;
    }
    desk::tell(house, &who, began)?;
    applications::tell(house, &who, began)?;
    surveys::tell(house, &who, began)?;
    practices::tell(house, &who, began)?;
    assess::tell(house, &who, began)?;
    students::tell(house, &who, began)?;
    incidents::tell(house, &who, began)?;
    // Reports count what all the others brought.
    reports::tell(house, &who, began)?;
    let act = Act { actor: None, now, ids };
    founding::cast(db, act, &community, &who)
}

/// The instant from which days are counted back: that of the first start.
fn began(db: &Db, now: Timestamp, is_there: bool) -> anyhow::Result<Timestamp> {
    if !is_there {
        return Ok(now);
    }
    let kept = setting::get(&db.read(Key::SYSTEM)?, founding::BEGAN)?;
    Ok(kept.and_then(|text| text.parse().ok()).unwrap_or(now))
}

/// An instant some days before another.
fn ago(now: Timestamp, days: f64) -> Timestamp {
    now.checked_sub(SignedDuration::from_secs_f64(days * 86_400.0)).unwrap_or(now)
}
