//! What belongs to an exercise says so wherever it is shown: in titles, on pages, in mails and files. It counts in no statistics.

use belfry_words::Words;

/// A title, marked where nothing of it happened. The word stands first, so that no list cuts it off.
#[must_use]
pub fn marked(t: &Words, exercise: bool, title: &str) -> String {
    if exercise { t.a("incidents-exercise-title", [("title", title.into())]) } else { title.to_owned() }
}
