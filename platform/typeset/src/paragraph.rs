//! Paragraphs: where lines end. All of a paragraph is looked at before any of its lines is settled (the way of Knuth and Plass, Breaking
//! Paragraphs into Lines, 1981), so that one wide space does not pay for a narrow one.

use std::rc::Rc;

use hypher::Lang;

use crate::font::{Shaped, Style, Type};
use crate::model::Span;

/// Of a word, so many letters stay before a hyphen and come after it.
const SHORTEST: usize = 5;
/// What a hyphen costs, and a break inside of what is no word.
const HYPHEN: f64 = 60.0;
const TORN: f64 = 400.0;
/// How far a space between words may grow and shrink, in parts of itself.
const STRETCH: f32 = 0.7;
const SHRINK: f32 = 0.25;
/// Figures of notes: their size and how far they are raised, in parts of the size.
const NOTE_SIZE: f32 = 0.65;
const NOTE_RAISED: f32 = 0.36;

/// A colour of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    Text,
    Soft,
    Accent,
    White,
}

/// How a paragraph is set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Setting<'a> {
    pub(crate) size: f32,
    pub(crate) measure: f32,
    /// Both edges even; else the left one.
    pub(crate) even: bool,
    pub(crate) ink: Ink,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    /// Whose hyphens; empty for none.
    pub(crate) language: &'a str,
}

/// Glyphs in one style, one after the other.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub(crate) shaped: Rc<Shaped>,
    pub(crate) style: Style,
    pub(crate) size: f32,
    pub(crate) ink: Ink,
    pub(crate) x: f32,
    pub(crate) raised: f32,
    /// What the spaces in it are wider than usual.
    pub(crate) wider: f32,
    /// What it is read as, where that is not what is seen: without a hyphen at its end.
    pub(crate) read_as: Option<String>,
    pub(crate) link: String,
    /// The number of a note that it refers to.
    pub(crate) note: Option<usize>,
    /// The series of a chart whose colour it has.
    pub(crate) series: Option<&'static str>,
}

impl Run {
    pub(crate) fn width(&self) -> f32 {
        let spaces = self.shaped.text.matches(' ').count() as f32;
        self.shaped.width * self.size + spaces * self.wider
    }
}

/// A line.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    pub(crate) runs: Vec<Run>,
    pub(crate) width: f32,
    /// Whose its first run is, where that is the mark of a list.
    pub(crate) label: Option<crate::tags::Node>,
}

impl Line {
    /// The notes that it refers to.
    pub(crate) fn notes(&self) -> impl Iterator<Item = usize> {
        self.runs.iter().filter_map(|run| run.note)
    }
}

enum Item {
    /// Letters of a span.
    Letters { span: usize, text: String, width: f32 },
    /// A space between words.
    Space { span: usize, width: f32 },
    /// A place where a line may end; with a hyphen of so much width or without.
    Chance { hyphen: f32, cost: f64 },
}

/// A span as it is set, with what follows from it.
struct Piece<'a> {
    span: &'a Span,
    style: Style,
    size: f32,
    raised: f32,
    note: Option<usize>,
}

/// Breaks a paragraph into lines. `notes` collects the notes that it refers to; their numbers go on.
pub(crate) fn set(kind: &mut Type, spans: &[Span], how: Setting<'_>, notes: &mut Vec<String>) -> Vec<Line> {
    let mut marks: Vec<Span> = Vec::new();
    let mut order: Vec<(bool, usize, Option<usize>)> = Vec::new();
    for (at, span) in spans.iter().enumerate() {
        order.push((false, at, None));
        if let Some(note) = &span.note {
            notes.push(note.clone());
            marks.push(Span { bold: span.bold, ..Span::plain(notes.len().to_string()) });
            order.push((true, marks.len() - 1, Some(notes.len() - 1)));
        }
    }
    let pieces: Vec<Piece<'_>> = order
        .into_iter()
        .map(|(is_mark, at, note)| {
            let span = if is_mark { &marks[at] } else { &spans[at] };
            let style = Style::of(span.bold || how.bold, span.italic || how.italic);
            let (size, raised) = if is_mark { (how.size * NOTE_SIZE, how.size * NOTE_RAISED) } else { (how.size, 0.0) };
            Piece { span, style, size, raised, note }
        })
        .collect();
    let items = items(kind, &pieces, how);
    let ends = breaks(&items, how);
    let mut lines = Vec::with_capacity(ends.len());
    let mut from = 0;
    for (n, end) in ends.iter().enumerate() {
        lines.push(line(kind, &items[from..*end], items.get(*end), &pieces, how, n + 1 == ends.len()));
        from = *end;
        while matches!(items.get(from), Some(Item::Space { .. } | Item::Chance { .. })) {
            from += 1;
        }
    }
    lines
}

fn items(kind: &mut Type, pieces: &[Piece<'_>], how: Setting<'_>) -> Vec<Item> {
    let mut items = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let text = kind.showable(&piece.span.text);
        let space = kind.width(piece.style, piece.size, " ");
        for (n, word) in text.split(' ').enumerate() {
            if n > 0 && !matches!(items.last(), None | Some(Item::Space { .. })) {
                items.push(Item::Space { span: at, width: space });
            }
            if !word.is_empty() {
                letters(kind, &mut items, at, piece, word, how);
            }
        }
    }
    while matches!(items.last(), Some(Item::Space { .. })) {
        items.pop();
    }
    items
}

/// A word with the places where it may be broken.
fn letters(kind: &mut Type, items: &mut Vec<Item>, span: usize, piece: &Piece<'_>, word: &str, how: Setting<'_>) {
    let hyphen = kind.width(piece.style, piece.size, "-");
    for (n, (part, hyphenated)) in parts(word, how.language).into_iter().enumerate() {
        if n > 0 {
            let (hyphen, cost) = if hyphenated { (hyphen, HYPHEN) } else { (0.0, HYPHEN / 2.0) };
            items.push(Item::Chance { hyphen, cost });
        }
        let width = kind.width(piece.style, piece.size, &part);
        if width <= how.measure {
            items.push(Item::Letters { span, text: part, width });
            continue;
        }
        // No word is so long: a hash, an address. It is torn where it has to be.
        for (n, letter) in part.chars().enumerate() {
            if n > 0 {
                items.push(Item::Chance { hyphen: 0.0, cost: TORN });
            }
            let text = letter.to_string();
            let width = kind.width(piece.style, piece.size, &text);
            items.push(Item::Letters { span, text, width });
        }
    }
}

/// The parts of a word; with each whether a hyphen stands before it when it begins a line.
fn parts(word: &str, language: &str) -> Vec<(String, bool)> {
    let mut parts: Vec<(String, bool)> = Vec::new();
    // Addresses and double names break after their signs.
    for chunk in word.split_inclusive(['-', '/', '–', '_']) {
        let begin = chunk.find(char::is_alphabetic).unwrap_or(chunk.len());
        let core: &str = &chunk[begin..];
        let length = core.find(|c: char| !c.is_alphabetic()).unwrap_or(core.len());
        let (core, tail) = core.split_at(length);
        let head = &chunk[..begin];
        if language.is_empty() || core.chars().count() < SHORTEST || tail.chars().any(char::is_alphanumeric) {
            parts.push((chunk.to_owned(), false));
            continue;
        }
        let language = if language == "fr" { Lang::French } else { Lang::English };
        let mut syllables: Vec<String> = hypher::hyphenate(core, language).map(str::to_owned).collect();
        if let Some(first) = syllables.first_mut() {
            first.insert_str(0, head);
        }
        if let Some(last) = syllables.last_mut() {
            last.push_str(tail);
        }
        parts.extend(syllables.into_iter().enumerate().map(|(n, syllable)| (syllable, n > 0)));
    }
    parts
}

/// Widths up to an item.
#[derive(Clone, Copy, Default)]
struct Sum {
    width: f32,
    spaces: f32,
}

/// Where the lines end: positions of spaces and chances, and the end.
fn breaks(items: &[Item], how: Setting<'_>) -> Vec<usize> {
    let mut sums = Vec::with_capacity(items.len() + 1);
    let mut sum = Sum::default();
    for item in items {
        sums.push(sum);
        match item {
            Item::Letters { width, .. } => sum.width += width,
            Item::Space { width, .. } => {
                sum.width += width;
                sum.spaces += width;
            }
            Item::Chance { .. } => {}
        }
    }
    sums.push(sum);
    // Each place where a line may end: position, where the next line begins, cost of the best way there, the place before.
    let mut places: Vec<(usize, usize, f64, usize)> = vec![(0, 0, 0.0, 0)];
    for end in 1..=items.len() {
        let (hyphen, cost) = match items.get(end) {
            None => (0.0, 0.0),
            Some(Item::Space { .. }) => (0.0, 0.0),
            Some(Item::Chance { hyphen, cost }) => (*hyphen, *cost),
            Some(Item::Letters { .. }) => continue,
        };
        let is_last = end == items.len();
        let mut best: Option<(f64, usize)> = None;
        for (at, (_, from, before, _)) in places.iter().enumerate().rev() {
            if *from >= end {
                continue;
            }
            let width = sums[end].width - sums[*from].width + hyphen;
            let spaces = sums[end].spaces - sums[*from].spaces;
            let shrink = if how.even { spaces * SHRINK } else { 0.0 };
            let fits = width - shrink <= how.measure + 0.01;
            if !fits && best.is_some() {
                break;
            }
            let demerits = before + demerits(width, spaces, how, is_last, fits) + cost;
            if best.is_none_or(|(known, _)| demerits < known) {
                best = Some((demerits, at));
            }
            if !fits {
                break;
            }
        }
        let Some((cost, before)) = best else { continue };
        let mut next = end;
        while matches!(items.get(next), Some(Item::Space { .. } | Item::Chance { .. })) {
            next += 1;
        }
        places.push((end, next, cost, before));
    }
    let mut ends = Vec::new();
    let mut at = places.len() - 1;
    while at > 0 {
        ends.push(places[at].0);
        at = places[at].3;
    }
    ends.reverse();
    ends
}

/// How bad a line is.
fn demerits(width: f32, spaces: f32, how: Setting<'_>, is_last: bool, fits: bool) -> f64 {
    if !fits {
        return 1e7;
    }
    let slack = f64::from(how.measure - width);
    if is_last && slack >= 0.0 {
        return 1.0;
    }
    let ratio = match () {
        () if !how.even => slack / f64::from(how.measure) * 6.0,
        () if slack >= 0.0 => slack / f64::from((spaces * STRETCH).max(0.1)),
        () => -slack / f64::from((spaces * SHRINK).max(0.1)),
    };
    let badness = (100.0 * ratio.powi(3)).min(1e5);
    (1.0 + badness).powi(2) / 100.0 + 1.0
}

fn line(
    kind: &mut Type,
    items: &[Item],
    end: Option<&Item>,
    pieces: &[Piece<'_>],
    how: Setting<'_>,
    is_last: bool,
) -> Line {
    // What stands together in one style is shaped together.
    let mut texts: Vec<(usize, String)> = Vec::new();
    for item in items {
        let (span, text) = match item {
            Item::Letters { span, text, .. } => (*span, text.as_str()),
            Item::Space { span, .. } => (*span, " "),
            Item::Chance { .. } => continue,
        };
        match texts.last_mut() {
            Some((last, known)) if *last == span => known.push_str(text),
            _ => texts.push((span, text.to_owned())),
        }
    }
    let hyphenated = matches!(end, Some(Item::Chance { hyphen, .. }) if *hyphen > 0.0);
    let mut runs: Vec<Run> = Vec::new();
    let count = texts.len();
    for (n, (span, mut text)) in texts.into_iter().enumerate() {
        let piece = &pieces[span];
        let read_as = (hyphenated && n + 1 == count).then(|| format!("{text}\u{ad}"));
        if read_as.is_some() {
            text.push('-');
        }
        let linked = !piece.span.link.is_empty();
        runs.push(Run {
            shaped: kind.shape(piece.style, &text),
            style: piece.style,
            size: piece.size,
            ink: if linked { Ink::Accent } else { how.ink },
            x: 0.0,
            raised: piece.raised,
            wider: 0.0,
            read_as,
            link: piece.span.link.clone(),
            note: piece.note,
            series: None,
        });
    }
    let natural: f32 = runs.iter().map(Run::width).sum();
    let spaces: usize = runs.iter().map(|run| run.shaped.text.matches(' ').count()).sum();
    if how.even && spaces > 0 && (!is_last || natural > how.measure) {
        let wider = (how.measure - natural) / spaces as f32;
        // A line that cannot be filled stays as it is: rivers are worse than an edge.
        if wider < how.size * 0.6 {
            runs.iter_mut().for_each(|run| run.wider = wider);
        }
    }
    let mut x = 0.0;
    for run in &mut runs {
        run.x = x;
        x += run.width();
    }
    Line { runs, width: x, label: None }
}

#[cfg(test)]
mod tests {
    use super::{Ink, Setting, parts, set};
    use crate::font::Type;
    use crate::model::Span;

    fn how(measure: f32, language: &str) -> Setting<'_> {
        Setting { size: 10.0, measure, even: true, ink: Ink::Text, bold: false, italic: false, language }
    }

    #[test]
    fn words_break_where_their_language_breaks_them() {
        let broken = |word: &str, language| {
            parts(word, language).into_iter().map(|(part, _)| part).collect::<Vec<_>>().join("|")
        };
        assert_eq!(broken("(implementation),", "en"), "(im|ple|men|ta|tion),");
        assert_eq!(broken("coordination", "fr"), "co|or|di|na|tion");
        assert_eq!(broken("public-private", "en"), "pub|lic-|pri|vate");
        assert_eq!(broken("sha256sum", "en"), "sha256sum");
    }

    #[test]
    fn lines_are_filled_and_nothing_is_lost_or_wider_than_it_may_be() {
        let mut kind = Type::new().expect("the type");
        let text = "Of the organisations that answered, most have agreed on a policy and written it down, and half of them \
                    check it on a schedule; suppliers remain what almost everybody finds hardest to come to terms with.";
        for measure in [60.0, 120.0, 300.0] {
            let lines = set(&mut kind, &[Span::plain(text)], how(measure, "en"), &mut Vec::new());
            assert!(lines.iter().all(|line| line.width <= measure + 0.5), "{measure}");
            let all: Vec<String> = lines
                .iter()
                .map(|line| {
                    let said = |run: &super::Run| run.read_as.clone().unwrap_or_else(|| run.shaped.text.clone());
                    line.runs.iter().map(said).collect::<String>()
                })
                .collect();
            assert_eq!(all.join(" ").replace("\u{ad} ", ""), text, "{measure}");
        }
    }

    #[test]
    fn what_has_no_place_to_break_is_torn_and_unknown_signs_are_question_marks() {
        let mut kind = Type::new().expect("the type");
        let hash = "a".repeat(200);
        let lines = set(&mut kind, &[Span::plain(hash.as_str())], how(100.0, "en"), &mut Vec::new());
        assert!(lines.len() > 5 && lines.iter().all(|line| line.width <= 100.5));
        assert_eq!(kind.showable("a\u{202f}b 🜁\u{200b}\n"), "a\u{a0}b ? ");
        assert!(set(&mut kind, &[Span::plain("  ")], how(100.0, "en"), &mut Vec::new()).is_empty());
    }
}
