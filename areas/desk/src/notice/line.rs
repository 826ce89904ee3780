//! A notice as a sentence, and many of the same as one.

use belfry_web::House;
use belfry_words::Words;
use jiff::Timestamp;

use crate::agenda;
use crate::notice::store::Notice;
use crate::notice::told;
use crate::subject::{self, Names};

/// So many of the same kind in a row are told as one.
const MANY: usize = 3;

/// A notice as a page shows it.
#[derive(Clone, Debug)]
pub struct Line {
    /// Inside id, for its form.
    pub id: i64,
    /// What happened.
    pub text: String,
    /// Where it leads; empty for nowhere.
    pub href: String,
    /// When, from now.
    pub when: String,
    /// When, as a machine reads it.
    pub datetime: String,
    /// Whether it was not read yet.
    pub unread: bool,
    /// The code of its subject's TLP level; empty where there is none to say.
    pub tlp: String,
}

// words: desk-many-threats-event-{published,corrected,withdrawn,recalled}

/// The sentence of a notice.
pub fn line(house: &House, t: &Words, now: Timestamp, notice: &Notice, names: &Names) -> Line {
    Line {
        id: notice.id,
        text: sentence(t, notice, names),
        href: href(house, notice),
        when: t.relative(notice.at, now),
        datetime: notice.at.to_string(),
        unread: !notice.is_read,
        tlp: level(notice),
    }
}

/// What happened, in a sentence.
pub fn sentence(t: &Words, notice: &Notice, names: &Names) -> String {
    let due = notice.reminded.as_ref().map(|one| t.date_time_zone(one.due)).unwrap_or_default();
    let args =
        [("who", who(t, notice, names).into()), ("title", title(t, notice).into()), ("due", due.as_str().into())];
    t.a(&told::key(&notice.word), args)
}

/// The newest notices as lines: a run of the same word and organisation is one line that leads to the whole list. `more` says
/// that there are others behind the last, which its run may go on with.
pub fn grouped(house: &House, t: &Words, now: Timestamp, notices: &[Notice], names: &Names, more: bool) -> Vec<Line> {
    let mut lines = Vec::new();
    let last = notices.last().map(|notice| notice.id);
    for run in notices.chunk_by(|a, b| a.word == b.word && a.organisation == b.organisation && a.is_read == b.is_read) {
        let key = format!("desk-many-{}", run[0].word.replace('.', "-"));
        if run.len() < MANY || !t.has(&key) {
            lines.extend(run.iter().map(|notice| line(house, t, now, notice, names)));
            continue;
        }
        let open = more && run.last().map(|notice| notice.id) == last;
        let n = if open { format!("{}+", t.number(run.len())) } else { t.number(run.len()) };
        let args = [("who", who(t, &run[0], names).into()), ("n", n.into()), ("title", title(t, &run[0]).into())];
        let newest = line(house, t, now, &run[0], names);
        let href = format!("/desk/activity?word={}", run[0].word);
        lines.push(Line { text: t.a(&key, args), href, tlp: String::new(), ..newest });
    }
    lines
}

/// The organisation that did it, as far as the reader may know it.
fn who(t: &Words, notice: &Notice, names: &Names) -> String {
    let name = notice.organisation.and_then(|id| names.get(&id));
    name.map_or_else(|| t.s("desk-somebody"), |name| name.short_name.clone())
}

/// The title of the record as it is now, else as it was told.
pub fn title(t: &Words, notice: &Notice) -> String {
    if let Some(one) = &notice.reminded {
        let what = agenda::line::title(t, &one.what, &one.data);
        let about = notice.subject.as_ref().map(|(_, _, title, _)| title.as_str()).unwrap_or_default();
        return if about.is_empty() { what } else { format!("{what} · {about}") };
    }
    match (&notice.subject, &notice.title) {
        (Some((_, _, title, _)), _) | (None, Some(title)) => title.clone(),
        (None, None) => t.s("desk-something"),
    }
}

/// The address of the record's page.
pub fn href(house: &House, notice: &Notice) -> String {
    let page = |(uuid, kind, _, _): &(uuid::Uuid, i16, String, String)| {
        house.kind(*kind).map(|kind| format!("{}{uuid}", kind.path))
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
    let level = notice.subject.as_ref().filter(|(_, kind, _, _)| subject::is_content(*kind));
    level.map(|(_, _, _, tlp)| tlp.clone()).unwrap_or_default()
}
