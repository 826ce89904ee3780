//! What entity and authority say to each other, and the steps that either may take, as pages show them: of a registration, and of an
//! application before it.

use belfry_words::Words;

use super::{Letter, Step};

// words: members-registration-do-{submit,answer,tell,confirm,ask,accept,refuse}
// words: members-registration-letter-{submit,answer,tell,confirm,ask,accept,refuse}

/// A letter, as its reader may see it.
pub struct Said {
    /// Where a page can be opened at it.
    pub id: String,
    /// Who, or the side where the reader does not learn more.
    pub author: String,
    /// For which side; empty where that is all that is said of who.
    pub side: String,
    /// When, in words.
    pub when: String,
    /// When, as a machine reads it.
    pub datetime: String,
    /// With which step.
    pub what: String,
    /// In words; may be empty.
    pub words: String,
}

impl Said {
    /// The nth letter, from a side; `named` where the reader learns who it was.
    pub fn new(t: &Words, n: usize, letter: Letter, step: Step, side: String, named: bool) -> Self {
        let (author, side) = match letter.name.filter(|_| named) {
            Some(name) => (name, side),
            None => (side, String::new()),
        };
        Self {
            id: format!("letter-{n}"),
            author,
            side,
            when: t.date_time(letter.at),
            datetime: letter.at.to_string(),
            what: t.s(&format!("members-registration-letter-{}", step.code())),
            words: letter.words,
        }
    }
}

/// A step that can be taken, with the words that go with it.
pub struct Do {
    /// The step's code.
    pub code: &'static str,
    /// What the button says.
    pub label: String,
    /// What it leads to.
    pub hint: String,
    /// What the button looks like.
    pub kind: &'static str,
    /// Whether words can go with it.
    pub words: bool,
    /// What was typed and refused.
    pub typed: String,
    /// Why.
    pub error: String,
}

impl Do {
    /// A step with its hint; `words` where some can go with it, `tried` what was typed and why it was refused.
    pub fn new(t: &Words, step: Step, hint: String, words: bool, tried: (&str, &str)) -> Self {
        Self {
            code: step.code(),
            label: t.s(&format!("members-registration-do-{}", step.code())),
            hint,
            kind: match step {
                Step::Submit | Step::Answer | Step::Tell | Step::Accept => "primary",
                Step::Refuse => "danger",
                Step::Confirm | Step::Ask => "",
            },
            words,
            typed: tried.0.to_owned(),
            error: tried.1.to_owned(),
        }
    }
}
