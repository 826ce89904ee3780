//! What changed for a person: all of his notices, many about one record or one act as one line.

pub mod read;
pub mod table;

use askama::Template;
use belfry_kernel::access::Read as Reads;
use belfry_kernel::{CircleId, Problem};
use belfry_store::Read;
use belfry_web::components::{ActiveFilter, Choice};
use belfry_web::views::Narrowed;
use belfry_web::{Action, Page, Reply, Visit};
use belfry_words::Words;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::notice::bundle::{self, Bundle};
use crate::notice::line::{Line, entitle, line, of_bundle};
use crate::notice::store::{self, Filter};
use crate::notice::told;
use crate::search::facet::own_circles;
use crate::subject;

/// Lines on a page.
const PAGE: usize = 50;
const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Notices that are read to make them.
const LOOKED_THROUGH: usize = 150;

// words: desk-filter-agenda-reminder desk-filter-desk-announcement-published
// words: desk-filter-threats-event-{published,corrected,withdrawn,narrowed,deleted,recalled}
// words: desk-filter-discussion-{remark-added,person-mentioned,document-added}
// words: desk-filter-identity-circle-{invited,joined,left,suspended,resumed,handed-over,closed}
// words: desk-filter-identity-{person-joined,membership-changed} desk-filter-practices-{record-published,record-superseded,report-settled}
// words: desk-filter-insight-report-published
// words: desk-filter-incidents-{package-received,package-receipted,package-refused,package-given-up,package-routed}
// words: desk-filter-surveys-question-taken
// words: desk-filter-incidents-{step-submitted,step-reviewed,report-requested,recipient-added,notification-closed}
// words: desk-filter-members-registration-{submitted,answered,told,asked,accepted,refused}

/// Lines of one stretch of time.
struct Part {
    id: &'static str,
    title: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "activity.html")]
struct Body {
    t: Words,
    csrf: String,
    parts: Vec<Part>,
    words: Vec<Choice>,
    states: Vec<Choice>,
    circles: Vec<Choice>,
    ways: Vec<Choice>,
    active: Vec<ActiveFilter>,
    fields: Vec<(&'static str, String)>,
    filtered: bool,
    files: (String, String),
    /// The newest that is shown, when anything is unread; 0 else.
    up_to: i64,
    back: String,
    newer: String,
    older: String,
}

/// The list.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Reads>) -> Result<Reply, Problem> {
    let (t, now) = (visit.t(), visit.now());
    let circles = own_circles(&*visit.read()?, visit.actor().grants().circles.into_iter())?;
    let asked = Asked::of(&circles, &|name| visit.query(name).to_owned());
    let before: Option<i64> = visit.query("before").parse().ok();
    let (most, looked) = if asked.each { (PAGE, PAGE) } else { (PAGE, LOOKED_THROUGH) };
    let filter = Filter { before, ..asked.filter() };
    let mut notices = store::list(&*visit.read()?, visit.person()?.id, filter, looked as i64 + 1)?;
    let beyond = notices.len() > looked;
    notices.truncate(looked);
    entitle(visit.house(), &*visit.read()?, &t, &mut notices)?;
    let names = subject::names(visit, notices.iter().filter_map(|notice| notice.organisation))?;
    let house = visit.house();
    let (lines, held): (Vec<Line>, usize) = if asked.each {
        (notices.iter().map(|notice| line(house, &t, now, notice, &names)).collect(), notices.len())
    } else {
        let (bundles, held) = bundle::bundles(&t, &notices, most);
        // Only the bundle that holds the last of what was looked through may go on behind it.
        let last = notices.last().filter(|_| beyond && held == notices.len()).map(|notice| notice.id);
        let open = |bundle: &Bundle<'_>| bundle.notices.last().map(|notice| notice.id) == last && last.is_some();
        let lines = bundles.iter().map(|bundle| of_bundle(house, &t, now, bundle, &names, open(bundle))).collect();
        (lines, held)
    };
    let last = held.checked_sub(1).and_then(|at| notices.get(at)).map(|notice| notice.id);
    let older = last.filter(|_| beyond || held < notices.len()).map(|id| asked.address(Some(id)));
    let any_unread = lines.iter().any(|line| line.unread);
    let body = Body {
        csrf: visit.csrf(),
        words: told::words().iter().map(|word| Choice::new(*word, word_name(&t, word), &asked.word)).collect(),
        states: vec![Choice::new("unread", t.s("desk-activity-unread-only"), asked.state())],
        circles: circles
            .iter()
            .map(|(_, uuid, name)| Choice::new(uuid.to_string(), name, &asked.circle_text()))
            .collect(),
        ways: vec![Choice::new("yes", t.s("desk-bundle-each"), if asked.each { "yes" } else { "" })],
        active: asked.active(&t),
        fields: asked.fields(),
        filtered: asked.is_filtered() || before.is_some(),
        files: belfry_web::table::links("/desk/activity", &asked.query()),
        up_to: notices.first().filter(|_| any_unread).map_or(0, |notice| notice.id),
        back: asked.address(before),
        newer: if before.is_some() { asked.address(None) } else { String::new() },
        older: older.unwrap_or_default(),
        parts: parts(&t, now, lines),
        t: t.clone(),
    };
    let page = Page::new(t.s("desk-activity-title"), body).lead(t.s("desk-activity-lead"));
    let wishes = Action::link(t.s("desk-activity-wishes"), "/members/me/notifications", "settings");
    Ok(page.action(wishes).into())
}

/// Today's in the reader's zone, those of the seven days before, and the rest; without those that are empty.
fn parts(t: &Words, now: Timestamp, lines: Vec<Line>) -> Vec<Part> {
    let today = now.to_zoned(t.zone().clone()).date();
    let midnight = today.to_zoned(t.zone().clone()).map_or(now, |there| there.timestamp());
    let part = |id, title| Part { id, title, lines: Vec::new() };
    let mut parts = [
        part("today", t.s("desk-bundle-today")),
        part("week", t.s("desk-bundle-week")),
        part("earlier", t.s("desk-bundle-earlier")),
    ];
    for line in lines {
        let place = match line.at {
            at if at >= midnight => 0,
            at if at >= midnight - WEEK => 1,
            _ => 2,
        };
        parts[place].lines.push(line);
    }
    parts.into_iter().filter(|part| !part.lines.is_empty()).collect()
}

/// What a word is called in filters and files.
pub fn word_name(t: &Words, word: &str) -> String {
    t.s(&format!("desk-filter-{}", told::kind(word).replace('.', "-")))
}

/// What the address of the list asks for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Empty for all.
    word: String,
    unread: bool,
    /// One of the reader's own circles, with its name.
    circle: Option<(CircleId, Uuid, String)>,
    /// Whether each notice has a line of its own.
    each: bool,
}

impl Asked {
    /// Reads an address or a form; what is of no known form, or names a circle that is not the reader's, is left out.
    pub fn of(circles: &[(CircleId, Uuid, String)], text: &dyn Fn(&str) -> String) -> Self {
        let (word, circle) = (text("word"), text("circle"));
        Self {
            word: told::words().into_iter().find(|known| *known == word).unwrap_or_default().to_owned(),
            unread: text("state") == "unread",
            circle: circles.iter().find(|(_, uuid, _)| uuid.to_string() == circle).cloned(),
            each: text("each") == "yes",
        }
    }

    /// As the store takes it.
    pub fn filter(&self) -> Filter<'_> {
        let circle = self.circle.as_ref().map(|(id, ..)| *id);
        Filter { unread: self.unread, word: &self.word, circle, ..Filter::default() }
    }

    fn is_filtered(&self) -> bool {
        self.unread || !self.word.is_empty() || self.circle.is_some()
    }

    fn state(&self) -> &'static str {
        if self.unread { "unread" } else { "" }
    }

    fn circle_text(&self) -> String {
        self.circle.as_ref().map(|(_, uuid, _)| uuid.to_string()).unwrap_or_default()
    }

    /// The fields that say something, by their names in addresses.
    fn fields(&self) -> Vec<(&'static str, String)> {
        let each = if self.each { "yes" } else { "" };
        let mut all = vec![
            ("word", self.word.clone()),
            ("circle", self.circle_text()),
            ("state", self.state().to_owned()),
            ("each", each.to_owned()),
        ];
        all.retain(|(_, value)| !value.is_empty());
        all
    }

    fn query(&self) -> String {
        written(&self.fields())
    }

    fn address(&self, before: Option<i64>) -> String {
        let mut fields = self.fields();
        fields.extend(before.map(|id| ("before", id.to_string())));
        at(&fields)
    }

    fn active(&self, t: &Words) -> Vec<ActiveFilter> {
        let fields = self.fields();
        let chip = |(name, _): &(&'static str, String)| {
            let label = match *name {
                "word" => word_name(t, &self.word),
                "circle" => self.circle.as_ref().map(|(.., name)| name.clone()).unwrap_or_default(),
                "state" => t.s("desk-activity-unread-only"),
                _ => t.s("desk-bundle-each"),
            };
            let rest: Vec<_> = fields.iter().filter(|(other, _)| other != name).cloned().collect();
            ActiveFilter { label, remove: at(&rest) }
        };
        fields.iter().map(chip).collect()
    }
}

/// What the list is narrowed to, in its own words.
///
/// # Errors
/// Those of the database.
pub fn narrowed(list: &Narrowed<'_>) -> Result<Vec<String>, Problem> {
    let circles = own_circles(list.read, list.actor.grants().circles.into_iter())?;
    let asked = Asked::of(&circles, &|name| list.text(name).to_owned());
    Ok(asked.active(list.t).into_iter().map(|one| one.label).collect())
}

/// The reader's circles, for what acts on the list elsewhere than on its page.
///
/// # Errors
/// Those of the database.
pub fn circles<A>(visit: &Visit<A>, read: &Read) -> Result<Vec<(CircleId, Uuid, String)>, Problem> {
    own_circles(read, visit.actor().grants().circles.into_iter())
}

fn at(fields: &[(&'static str, String)]) -> String {
    match written(fields) {
        query if query.is_empty() => "/desk/activity".to_owned(),
        query => format!("/desk/activity?{query}"),
    }
}

/// Words, UUIDs and numbers stand in an address as they are.
fn written(fields: &[(&'static str, String)]) -> String {
    fields.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}
