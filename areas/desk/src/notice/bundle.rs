//! Many notices as one line that opens: those about one record, and those of one act, such as an import of forty events.

use belfry_kernel::SubjectId;
use belfry_words::Words;
use jiff::SignedDuration;

use crate::notice::line;
use crate::notice::store::Notice;
use crate::subject::Names;

/// Notices of one kind by one organisation that lie no further apart belong to one act: an import takes minutes.
const APART: SignedDuration = SignedDuration::from_mins(15);
/// So many of one act are told as one; fewer are as short one by one.
const MANY: usize = 3;

/// What the notices of a bundle have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Common {
    /// It is one alone.
    One,
    /// The record that they are about.
    Record,
    /// Word, organisation and hour.
    Act,
}

/// Notices that are told as one, newest first.
#[derive(Clone, Debug)]
pub struct Bundle<'n> {
    /// What they have in common.
    pub common: Common,
    /// At least one.
    pub notices: Vec<&'n Notice>,
}

impl<'n> Bundle<'n> {
    fn one(notice: &'n Notice) -> Self {
        Self { common: Common::One, notices: vec![notice] }
    }

    /// The newest.
    pub fn newest(&self) -> &'n Notice {
        self.notices[0]
    }

    /// What an older notice has in common with all of these, if anything.
    fn with(&self, older: &Notice, t: &Words) -> Option<Common> {
        let first = self.newest();
        let same_record = record(first).is_some() && record(first) == record(older);
        let last = self.notices.last().unwrap_or(&first);
        let same_act = first.word == older.word
            && first.organisation == older.organisation
            && last.at.duration_since(older.at) <= APART
            && t.has(&key(&first.word));
        match self.common {
            Common::Record | Common::One if same_record => Some(Common::Record),
            Common::Act | Common::One if same_act => Some(Common::Act),
            _ => None,
        }
    }
}

/// The record of a notice; a reminder stands for itself.
fn record(notice: &Notice) -> Option<SubjectId> {
    notice.subject.as_ref().filter(|_| notice.reminded.is_none()).map(|about| about.id)
}

fn key(word: &str) -> String {
    format!("desk-many-{}", word.replace('.', "-"))
}

/// The first `most` bundles of notices that stand newest first, and how many notices they hold: the next page begins there.
pub fn bundles<'n>(t: &Words, notices: &'n [Notice], most: usize) -> (Vec<Bundle<'n>>, usize) {
    let mut all: Vec<Bundle<'n>> = Vec::new();
    let mut held = 0;
    for notice in notices {
        let joined = all.iter().enumerate().rev().find_map(|(at, bundle)| Some((at, bundle.with(notice, t)?)));
        match joined {
            Some((at, common)) => {
                all[at].common = common;
                all[at].notices.push(notice);
            }
            None if all.len() == most => break,
            None => all.push(Bundle::one(notice)),
        }
        held += 1;
    }
    let few = |bundle: &Bundle<'n>| bundle.common == Common::Act && bundle.notices.len() < MANY;
    let mut told: Vec<Bundle<'n>> = Vec::with_capacity(all.len());
    for bundle in all {
        if few(&bundle) {
            told.extend(bundle.notices.into_iter().map(Bundle::one));
        } else {
            told.push(bundle);
        }
    }
    told.sort_by_key(|bundle| std::cmp::Reverse(bundle.newest().id));
    (told, held)
}

// words: desk-many-threats-event-{published,corrected,withdrawn,narrowed,deleted,recalled}

/// The sentence of a bundle. `open` says that there may be more of it behind the last.
pub fn sentence(t: &Words, bundle: &Bundle<'_>, names: &Names, open: bool) -> String {
    let newest = bundle.newest();
    if bundle.common != Common::Act {
        return line::sentence(t, newest, names);
    }
    let n = t.number(bundle.notices.len());
    let n = if open { format!("{n}+") } else { n };
    let args = [("who", line::who(t, newest, names).into()), ("n", n.into()), ("title", line::title(t, newest).into())];
    t.a(&key(&newest.word), args)
}
