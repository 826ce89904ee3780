//! A few words around what was found, with marks.

use std::ops::Range;

use belfry_store::search::places;

/// Characters of an excerpt, and of them before its first mark.
const LENGTH: usize = 180;
const BEFORE: usize = 50;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Whether it is what was looked for.
    pub marked: bool,
}

fn is_wanted(word: &str, wanted: &[(String, bool)]) -> bool {
    wanted.iter().any(|(want, begins)| if *begins { word.starts_with(want) } else { word == want })
}

/// A whole text with marks: for titles.
pub fn marked(text: &str, wanted: &[(String, bool)]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for (at, word) in places(text) {
        if is_wanted(&word, wanted) {
            push(&mut pieces, text.get(from..at.start), false);
            push(&mut pieces, text.get(at.clone()), true);
            from = at.end;
        }
    }
    push(&mut pieces, text.get(from..), false);
    pieces
}

/// Some words of a text around the first that was looked for, cut between words; nothing when none of them stands in it.
pub fn excerpt(text: &str, wanted: &[(String, bool)]) -> Vec<Piece> {
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((first, _)) = places(&text).into_iter().find(|(_, word)| is_wanted(word, wanted)) else {
        return Vec::new();
    };
    let (from, to) = window(&text, first);
    let mut pieces = marked(text.get(from..to).unwrap_or_default(), wanted);
    if from > 0 {
        pieces.insert(0, Piece { text: "… ".to_owned(), marked: false });
    }
    if to < text.len() {
        pieces.push(Piece { text: " …".to_owned(), marked: false });
    }
    pieces
}

/// From where to where a text is shown around what was looked for. Only a word that is longer than the room for it is cut.
fn window(text: &str, first: Range<usize>) -> (usize, usize) {
    let at = |from: usize, characters: usize| {
        text.get(from..).and_then(|rest| rest.char_indices().nth(characters)).map_or(text.len(), |(n, _)| from + n)
    };
    let before = text.get(..first.start).unwrap_or_default();
    let from = before.char_indices().rev().nth(BEFORE.saturating_sub(1)).map_or(0, |(n, _)| n);
    let from = match before.get(..from).and_then(|cut| cut.chars().next_back()) {
        // The cut is in a word: the next begins behind a space.
        Some(c) if c != ' ' => before.get(from..).and_then(|rest| rest.find(' ')).map_or(from, |n| from + n + 1),
        _ => from,
    };
    let to = at(from, LENGTH);
    if text.get(to..).is_none_or(|rest| rest.is_empty() || rest.starts_with(' ')) {
        return (from, to);
    }
    let border = text.get(from..to).and_then(|shown| shown.rfind(' ')).map(|n| from + n);
    (from, border.filter(|border| *border >= first.end).unwrap_or(to))
}

fn push(pieces: &mut Vec<Piece>, text: Option<&str>, marked: bool) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        pieces.push(Piece { text: text.to_owned(), marked });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(pieces: &[Piece]) -> String {
        pieces.iter().map(|p| if p.marked { format!("[{}]", p.text) } else { p.text.clone() }).collect()
    }

    #[test]
    fn what_was_looked_for_is_marked_as_it_was_written() {
        let wanted = [("lantern".to_owned(), false), ("zeb".to_owned(), true)];
        assert_eq!(
            told(&marked("Marsh Lantern, LANTERNS and Zebrocy", &wanted)),
            "Marsh [Lantern], LANTERNS and [Zebrocy]"
        );
        assert_eq!(told(&marked("nothing", &wanted)), "nothing");
    }

    #[test]
    fn an_excerpt_begins_a_little_before_and_is_short() {
        let text = format!("{} lantern {}", "été ".repeat(100), "word ".repeat(100));
        let shown = excerpt(&text, &[("lantern".to_owned(), false)]);
        assert!(
            told(&shown).starts_with("… été") && told(&shown).contains("[lantern]") && told(&shown).ends_with(" …")
        );
        assert!(told(&shown).chars().count() < LENGTH + 10);
        assert_eq!(excerpt(&text, &[("absent".to_owned(), false)]), []);
        assert_eq!(told(&excerpt("a lantern", &[("lantern".to_owned(), false)])), "a [lantern]");
    }

    #[test]
    fn an_excerpt_is_cut_between_words_wherever_that_falls() {
        let words = ["gateway", "été", "and", "registration", "a", "Straße"];
        for shift in 0..20 {
            let some = |n: usize| (0..n).map(|at| words[(at + shift) % words.len()]).collect::<Vec<_>>().join(" ");
            let text = format!("{} lantern {}", some(shift * 3), some(60)).trim_start().to_owned();
            let shown = told(&excerpt(&text, &[("lantern".to_owned(), false)])).replace(['[', ']'], "");
            let inside = shown.trim_start_matches("… ").trim_end_matches(" …");
            assert!(inside.split(' ').all(|word| word == "lantern" || words.contains(&word)), "{shown}");
            assert!(inside.chars().count() <= LENGTH && text.contains(inside), "{shown}");
            assert_eq!(shown.starts_with('…'), !text.starts_with(inside), "{shown}");
        }
    }

    #[test]
    fn a_word_without_an_end_is_cut_and_what_was_looked_for_is_shown() {
        let (hash, lantern) = ("f".repeat(400), [("lantern".to_owned(), false), ("ffff".to_owned(), true)]);
        assert!(told(&excerpt(&format!("{hash} lantern"), &lantern[..1])).contains("[lantern]"));
        assert!(told(&excerpt(&format!("{}/lantern", "f".repeat(60)), &lantern[..1])).starts_with("… f"));
        assert_eq!(told(&excerpt(&hash, &lantern[1..])), format!("[{}] …", "f".repeat(LENGTH)));
    }
}
