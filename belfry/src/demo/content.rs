//! What the demonstration community is made of: the data files and their form.
//!
//! `community.toml` has organisations, people and circles; `events/*.toml` one story each. Keys are names inside these files
//! only. Days are counted back from the day on which the community is made.

use serde::Deserialize;

const COMMUNITY: &str = include_str!("community.toml");

/// The stories, in the order in which a reader might read them.
const STORIES: &[&str] = &[
    include_str!("events/01-marsh-lantern.toml"),
    include_str!("events/02-water.toml"),
    include_str!("events/03-supply-chain.toml"),
    include_str!("events/04-transport.toml"),
    include_str!("events/05-finance.toml"),
    include_str!("events/06-health.toml"),
    include_str!("events/07-edge.toml"),
];

/// The whole of `community.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Community {
    /// Members.
    #[serde(rename = "organisation")]
    pub organisations: Vec<Organisation>,
    /// The cast.
    #[serde(rename = "person")]
    pub people: Vec<Person>,
    /// Trust circles.
    #[serde(rename = "circle")]
    pub circles: Vec<Circle>,
}

/// A member organisation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Name in these files.
    pub key: String,
    /// Name as shown.
    pub name: String,
    /// Short name.
    pub short: String,
    /// Domain of its mail, under `.example` (RFC 2606).
    pub domain: String,
    /// Two letters that ISO 3166-1 leaves to users.
    pub country: String,
    /// Its sector, after NIS2 Annexes I and II.
    pub sector: String,
    /// Code of what it is.
    pub kind: String,
    /// One or two sentences.
    pub description: String,
}

/// Somebody of the cast.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Name in these files.
    pub key: String,
    /// Name as shown.
    pub name: String,
    /// Address for signing in.
    pub email: String,
    /// Password, for the demonstration only.
    pub password: String,
    /// Language of pages and mail.
    pub language: String,
    /// Key of the organisation.
    pub organisation: String,
    /// Codes of roles; the first is the one that the list of sign-ins names.
    pub roles: Vec<String>,
    /// What the person does, in plain words.
    pub title: String,
}

/// A trust circle.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Circle {
    /// Name in these files.
    pub key: String,
    /// Name as shown.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// What its members promised one another.
    pub rules: String,
    /// The freest TLP level of what is shared through it.
    pub ceiling: String,
    /// Whether those outside may not know of it.
    pub hidden: bool,
    /// Key of the organisation that keeps it.
    pub owner: String,
    /// Key of the person who coordinates it.
    pub coordinator: String,
    /// Keys of its members, the owner among them.
    pub members: Vec<String>,
}

/// One file of `events/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Story {
    #[serde(rename = "event")]
    events: Vec<Event>,
}

/// An event as told.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Name in these files; the event's UUID is made of it.
    pub key: String,
    /// Title.
    pub title: String,
    /// Language of the text.
    #[serde(default = "english")]
    pub language: String,
    /// Age in days, with fractions.
    pub days_ago: f64,
    /// Key of the organisation that owns it.
    pub owner: String,
    /// Key of the person who wrote it.
    pub author: String,
    /// Code of the TLP level.
    pub tlp: String,
    /// `organisation`, `community`, or `circle:` and a circle's key.
    pub reach: String,
    /// `high`, `medium`, `low` or `undefined`.
    pub threat_level: String,
    /// `initial`, `ongoing` or `completed`.
    pub analysis: String,
    /// `draft`, `published`, `corrected` or `recalled`.
    pub state: String,
    /// Tags besides that of the TLP level.
    pub tags: Vec<String>,
    /// Attributes outside objects.
    pub attributes: Vec<Attribute>,
    /// Objects.
    #[serde(default, rename = "object")]
    pub objects: Vec<Object>,
    /// Reports.
    #[serde(default, rename = "report")]
    pub reports: Vec<Report>,
    /// What others met.
    #[serde(default, rename = "sighting")]
    pub sightings: Vec<Sighting>,
    /// What was said about it, oldest first.
    #[serde(default, rename = "comment")]
    pub comments: Vec<Comment>,
    /// The correction or recall, for an event of such a state.
    pub notice: Option<Notice>,
}

fn english() -> String {
    "en".to_owned()
}

/// One value. Category and fitness for detection are those of the type unless given.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attribute {
    /// MISP's type.
    #[serde(rename = "type")]
    pub kind: String,
    /// The value.
    pub value: String,
    /// Name for sightings, references and reports of the same event.
    pub key: Option<String>,
    /// Role within an object.
    pub relation: Option<String>,
    /// Category, where it is not the type's own.
    pub category: Option<String>,
    /// Fitness for detection, where it is not the type's own.
    pub to_ids: Option<bool>,
    /// Tags.
    #[serde(default)]
    pub tags: Vec<String>,
    /// What it is.
    #[serde(default)]
    pub comment: String,
}

/// Several attributes that make one thing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Object {
    /// Name for references of the same event.
    pub key: String,
    /// Name of the template.
    pub template: String,
    /// What it is.
    #[serde(default)]
    pub comment: String,
    /// Its attributes, each with its relation.
    pub attributes: Vec<Attribute>,
    /// Ties to objects of the same event.
    #[serde(default)]
    pub references: Vec<Reference>,
}

/// A named tie.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// The verb.
    pub relationship: String,
    /// Key of the object that it points at.
    pub to: String,
}

/// A text in Markdown. `@[attribute](key)` names an attribute of the event.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// Title.
    pub title: String,
    /// Markdown.
    pub text: String,
}

/// Somebody met a value.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sighting {
    /// Key of the attribute.
    pub of: String,
    /// Key of the organisation.
    pub by: String,
    /// `seen`, `false-positive` or `expired`.
    pub kind: String,
    /// When, in days before today.
    pub days_ago: f64,
    /// Where.
    #[serde(default)]
    pub source: String,
}

/// Something said about an event.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comment {
    /// Key of the person.
    pub by: String,
    /// `comment`, `question`, `answer` or `acknowledge`.
    pub kind: String,
    /// When, in days before today.
    pub days_ago: f64,
    /// The words.
    pub text: String,
}

/// A correction or recall.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// `correction` or `recall`.
    pub kind: String,
    /// Key of the person.
    pub by: String,
    /// When, in days before today.
    pub days_ago: f64,
    /// What was wrong and what is right.
    pub text: String,
}

impl Event {
    /// All attributes, those of objects last.
    pub fn every_attribute(&self) -> impl Iterator<Item = &Attribute> {
        self.attributes.iter().chain(self.objects.iter().flat_map(|object| &object.attributes))
    }
}

/// Organisations, people and circles.
///
/// # Errors
/// When the data file is not of this form; a test keeps that from happening.
pub fn community() -> Result<Community, toml::de::Error> {
    toml::from_str(COMMUNITY)
}

/// The events of all stories, oldest first.
///
/// # Errors
/// As [`community`].
pub fn events() -> Result<Vec<Event>, toml::de::Error> {
    let mut events = Vec::new();
    for story in STORIES {
        events.extend(toml::from_str::<Story>(story)?.events);
    }
    events.sort_by(|a, b| b.days_ago.total_cmp(&a.days_ago));
    Ok(events)
}
