//! What belongs to an exercise says so wherever it is shown: in titles, on pages, in mails and files. It counts in no statistics.

use belfry_words::Words;

/// A title, marked where nothing of it happened. The word stands first, so that no list cuts it off.
#[must_use]
pub fn marked(t: &Words, exercise: bool, title: &str) -> String {
    if exercise { t.a("incidents-exercise-title", [("title", title.into())]) } else { title.to_owned() }
}

/// What stands at the top of every page of a paper.
#[must_use]
pub fn mark(t: &Words, exercise: bool, tlp: &str) -> String {
    if exercise { format!("{} · {tlp}", t.s("incidents-exercise")) } else { tlp.to_owned() }
}

/// A text, with the banner's words before it where nothing of it happened.
#[must_use]
pub fn marked_text(t: &Words, exercise: bool, text: &str) -> String {
    if exercise { format!("**{}**\n\n{text}", t.s("incidents-exercise-banner")) } else { text.to_owned() }
}
