//! A notice as a sentence, and a bundle of them as a line that opens.

use belfry_store::{Read, Result};
use belfry_web::House;
use belfry_web::held::Held;
use belfry_words::Words;
use jiff::Timestamp;

use crate::agenda;
use crate::notice::bundle::{self, Bundle, Common};
use crate::notice::store::{About, Notice};
use crate::notice::told;
use crate::subject::{self, Names};

/// Lines that a bundle shows when it opens.
const SHOWN: usize = 20;

/// A notice as a page shows it.
#[derive(Clone, Debug)]
pub struct Line {
    /// Inside ids of what is not read yet, for its form.
    pub ids: String,
    /// What happened.
    pub text: String,
    /// Where it leads; empty for nowhere.
    pub href: String,
    /// When.
    pub at: Timestamp,
    /// When, from now.
    pub when: String,
    /// When, as a machine reads it.
    pub datetime: String,
    /// Whether it was not read yet.
    pub unread: bool,
    /// The code of its subject's TLP level; empty where there is none to say.
    pub tlp: String,
    /// How many it stands for, in words; empty for one.
    pub many: String,
    /// Those of them that are shown when it opens, newest first.
    pub inner: Vec<Line>,
    /// Where those of an act stand one by one; else empty.
    pub all: String,
}

impl Line {
    /// How many of those that it stands for are not read yet.
    pub fn unread_count(&self) -> usize {
        self.ids.split(',').filter(|id| !id.is_empty()).count()
    }
}

/// The sentence of a notice.
pub fn line(house: &House, t: &Words, now: Timestamp, notice: &Notice, names: &Names) -> Line {
    Line {
        ids: if notice.is_read { String::new() } else { notice.id.to_string() },
        text: sentence(t, notice, names),
        href: href(house, notice),
        at: notice.at,
        when: t.relative(notice.at, now),
        datetime: notice.at.to_string(),
        unread: !notice.is_read,
        tlp: level(notice),
        many: String::new(),
        inner: Vec::new(),
        all: String::new(),
    }
}

/// The line of a bundle. `open` says that there may be more of it behind the last.
pub fn of_bundle(house: &House, t: &Words, now: Timestamp, bundle: &Bundle<'_>, names: &Names, open: bool) -> Line {
    let newest = bundle.newest();
    let alone = line(house, t, now, newest, names);
    if bundle.common == Common::One {
        return alone;
    }
    let unread: Vec<String> =
        bundle.notices.iter().filter(|notice| !notice.is_read).map(|notice| notice.id.to_string()).collect();
    let n = bundle.notices.len();
    let all = format!("/desk/activity?word={}&each=yes&before={}", newest.word, newest.id + 1);
    let is_act = bundle.common == Common::Act;
    Line {
        text: bundle::sentence(t, bundle, names, open),
        // The records of an act are behind the line; one record is its own.
        href: if is_act { String::new() } else { alone.href },
        tlp: if is_act { String::new() } else { alone.tlp },
        unread: !unread.is_empty(),
        ids: unread.join(","),
        many: t.n("desk-bundle-open", n),
        inner: bundle
            .notices
            .iter()
            .take(if is_act { SHOWN } else { usize::MAX })
            .map(|notice| line(house, t, now, notice, names))
            .collect(),
        all: if is_act { all } else { String::new() },
        ..alone
    }
}

/// Gives records that bear the title of another what the reader of their notices calls them.
///
/// # Errors
/// Those of the database.
pub fn entitle(house: &House, read: &Read, t: &Words, notices: &mut [Notice]) -> Result<()> {
    let about = notices.iter_mut().filter_map(|notice| notice.subject.as_mut());
    house.entitle(read, t, about.map(|about| (about.id, about.kind, &mut about.title)))
}

/// What happened, in a sentence.
pub fn sentence(t: &Words, notice: &Notice, names: &Names) -> String {
    let due = notice.reminded.as_ref().map(|one| t.date_time_zone(one.due)).unwrap_or_default();
    let args =
        [("who", who(t, notice, names).into()), ("title", title(t, notice).into()), ("due", due.as_str().into())];
    t.a(&told::key(&notice.word), args)
}

/// The organisation that did it, as far as the reader may know it.
pub fn who(t: &Words, notice: &Notice, names: &Names) -> String {
    let name = notice.organisation.and_then(|id| names.get(&id));
    name.map_or_else(|| t.s("desk-somebody"), |name| name.short_name.clone())
}

/// The title of the record as it is now, else as it was told.
pub fn title(t: &Words, notice: &Notice) -> String {
    if let Some(one) = &notice.reminded {
        let what = agenda::line::title(t, &one.what, &one.data);
        let about = notice.subject.as_ref().map(|about| about.title.as_str()).unwrap_or_default();
        return if about.is_empty() { what } else { format!("{what} · {about}") };
    }
    match (&notice.subject, &notice.title) {
        (Some(about), _) => about.title.clone(),
        (None, Some(title)) if !title.is_empty() => title.clone(),
        (None, _) => t.s("desk-something"),
    }
}

/// The address of the record's page: of the very record, where its reader sees several of one UUID.
pub fn href(house: &House, notice: &Notice) -> String {
    let page = |about: &About| {
        let kind = house.kind(about.kind)?;
        Some(match about.by {
            Some(by) => Held { uuid: about.uuid, by }.address(kind),
            None => format!("{}{}", kind.path, about.uuid),
        })
    };
    match &notice.reminded {
        Some(one) => format!("/desk/agenda/{}", one.uuid),
        None => {
            let end = if notice.word.starts_with(told::REGISTRATION) { "/registration" } else { "" };
            notice.subject.as_ref().and_then(page).map(|page| format!("{page}{end}")).unwrap_or_default()
        }
    }
}

fn level(notice: &Notice) -> String {
    let level = notice.subject.as_ref().filter(|about| subject::is_content(about.kind));
    level.map(|about| about.tlp.clone()).unwrap_or_default()
}
