//! The plain things that the macros of `templates/components.html` are given.
//!
//! The macros only read the fields named here, so an area may hand over rows of its own with the same fields.

use std::borrow::Cow;
use std::fmt::Write as _;

use belfry_words::Words;
use jiff::civil::Date;

/// One option of a select, of radios or of checkboxes.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// A line below it; empty for none. Selects do not show it.
    pub hint: String,
    /// Is it the one that was typed before?
    pub chosen: bool,
}

impl Choice {
    /// An option, chosen if its value is the current one.
    pub fn new(value: impl Into<String>, label: impl Into<String>, current: &str) -> Self {
        let value = value.into();
        Self { chosen: value == current, value, label: label.into(), hint: String::new() }
    }

    /// The same option with a line of explanation.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }
}

/// What is wrong with one field, for the summary at the top of a refused form.
#[derive(Clone, Debug)]
pub struct FieldError {
    /// The field's name; empty if the whole form is meant.
    pub field: String,
    /// What happened and what to do.
    pub message: String,
}

/// A text as a picture that a camera reads (ISO/IEC 18004): the outline of its dark modules.
#[derive(Clone, Debug)]
pub struct Qr {
    /// Modules of a side, with the quiet zone of four around it.
    pub size: usize,
    /// The path of an SVG.
    pub path: String,
}

impl Qr {
    /// A text, with the middle level of correction; none when it is too long for any picture.
    pub fn of(text: &str) -> Option<Self> {
        let code = fast_qr::QRBuilder::new(text).ecl(fast_qr::ECL::M).build().ok()?;
        let rows = (0..code.size).map(|y| code[y].iter().map(|module| module.value()).collect());
        Some(Self::of_rows(rows.collect::<Vec<Vec<bool>>>().as_slice()))
    }

    /// From rows of modules, dark ones true.
    pub fn of_rows(rows: &[Vec<bool>]) -> Self {
        const QUIET: usize = 4;
        let mut path = String::new();
        for (y, row) in rows.iter().enumerate() {
            for (x, _) in row.iter().enumerate().filter(|(_, dark)| **dark) {
                let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
            }
        }
        Self { size: rows.len() + 2 * QUIET, path }
    }
}

/// A link that shows another face of the same thing.
#[derive(Clone, Debug)]
pub struct Tab {
    /// Its words.
    pub label: String,
    /// Its address.
    pub href: String,
    /// A number beside the words; empty for none.
    pub count: String,
    /// Is it the one that is open?
    pub current: bool,
}

/// Where a step or a point of a timeline stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Behind us.
    Done,
    /// Here.
    Now,
    /// Still to come.
    Due,
    /// Should be behind us and is not.
    Late,
}

impl State {
    /// The class of the style sheet.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Now => "now",
            Self::Due => "due",
            Self::Late => "late",
        }
    }
}

/// One step of a wizard.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its words.
    pub label: String,
    /// The way back to it; empty if there is none.
    pub href: String,
    /// Done, now or due.
    pub state: State,
}

/// One point of a timeline.
#[derive(Clone, Debug)]
pub struct Point {
    /// The date as it is read.
    pub when: String,
    /// The date as machines read it (RFC 3339); empty for none.
    pub datetime: String,
    /// What happens.
    pub title: String,
    /// A line more; empty for none.
    pub text: String,
    /// Where it leads; empty for nowhere.
    pub href: String,
    /// Done, now, due or late.
    pub state: State,
}

/// One bar of a chart.
#[derive(Clone, Debug)]
pub struct Bar {
    /// What is counted.
    pub label: String,
    /// The count as it is read.
    pub value: String,
    /// The length of the bar, 0 to 100.
    pub share: f64,
    /// `""`, `warn`, `danger` or `quiet`.
    pub kind: &'static str,
}

/// A filter that is set, with the address of the same list without it.
#[derive(Clone, Debug)]
pub struct ActiveFilter {
    /// "Sector: energy".
    pub label: String,
    /// The address without it.
    pub remove: String,
}

/// The `points` of a sparkline that is 88 by 24 units wide: the highest value at the top, the lowest at the bottom.
#[must_use]
pub fn sparkline(values: &[f64]) -> String {
    let highest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let lowest = values.iter().copied().fold(f64::INFINITY, f64::min);
    let height = if highest > lowest { highest - lowest } else { 1.0 };
    let width = 88.0 / values.len().saturating_sub(1).max(1) as f64;
    let mut points = String::new();
    for (n, value) in values.iter().enumerate() {
        let (x, y) = (n as f64 * width, 22.0 - (value - lowest) / height * 20.0);
        // Writing to a String does not fail.
        let _ = write!(points, "{}{x:.1},{y:.1}", if n == 0 { "" } else { " " });
    }
    points
}

/// What is said beside a filter for a day that cannot be read; nothing where none was typed, or a day.
pub fn no_day(t: &Words, typed: &str) -> String {
    let is_fine = typed.is_empty() || typed.parse::<Date>().is_ok();
    if is_fine { String::new() } else { t.a("web-filter-day", [("typed", typed.into())]) }
}

/// Text from elsewhere with the signs spelt out that turn the direction of what follows or are not seen (Unicode
/// Technical Report 36): `invoice⟨U+202E⟩fdp.exe` would otherwise read as a PDF.
pub fn visible(text: &str) -> Cow<'_, str> {
    let hides = |c: char| {
        let turns =
            matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        turns || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
    };
    if !text.chars().any(hides) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if hides(c) {
            // Writing to a String does not fail.
            let _ = write!(shown, "⟨U+{:04X}⟩", u32::from(c));
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// The initials of a name: of its first and last word, one letter each.
#[must_use]
pub fn initials(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().filter(|word| word.starts_with(char::is_alphanumeric)).collect();
    let mut picked: Vec<char> = words.first().and_then(|word| word.chars().next()).into_iter().collect();
    if words.len() > 1 {
        picked.extend(words.last().and_then(|word| word.chars().next()));
    }
    picked.into_iter().flat_map(char::to_uppercase).collect()
}

/// One of eight grounds for an avatar, always the same for the same name.
#[must_use]
pub fn hue(name: &str) -> u8 {
    name.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))).to_le_bytes()[0] % 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_the_first_and_last_word() {
        assert_eq!(initials("Élise van der Meer"), "ÉM");
        assert_eq!(initials("belfry"), "B");
        assert_eq!(initials(" "), "");
    }

    #[test]
    fn signs_that_turn_or_hide_text_are_spelt_out() {
        assert_eq!(visible("invoice\u{202e}fdp.exe"), "invoice⟨U+202E⟩fdp.exe");
        assert_eq!(visible("a\u{200b}b"), "a⟨U+200B⟩b");
        assert!(matches!(visible("straße.example"), Cow::Borrowed("straße.example")));
    }

    #[test]
    fn a_sparkline_spans_its_box() {
        assert_eq!(sparkline(&[0.0, 5.0, 10.0]), "0.0,22.0 44.0,12.0 88.0,2.0");
        assert_eq!(sparkline(&[3.0]), "0.0,22.0");
        assert_eq!(sparkline(&[]), "");
    }
}
