//! A few words around what was found, with marks.

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

/// Some words of a text around the first that was looked for; nothing when none of them stands in it.
pub fn excerpt(text: &str, wanted: &[(String, bool)]) -> Vec<Piece> {
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((first, _)) = places(&text).into_iter().find(|(_, word)| is_wanted(word, wanted)) else {
        return Vec::new();
    };
    let ahead = text.get(..first.start).unwrap_or_default().chars().count();
    let skipped = ahead.saturating_sub(BEFORE);
    let shown: String = text.chars().skip(skipped).take(LENGTH).collect();
    let whole = skipped == 0 && shown.len() == text.len();
    let mut pieces = marked(&shown, wanted);
    if !whole {
        if skipped > 0 {
            pieces.insert(0, Piece { text: "… ".to_owned(), marked: false });
        }
        if skipped + LENGTH < text.chars().count() {
            pieces.push(Piece { text: " …".to_owned(), marked: false });
        }
    }
    pieces
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
        let text = format!("{} lantern {}", "é".repeat(100), "word ".repeat(100));
        let shown = excerpt(&text, &[("lantern".to_owned(), false)]);
        assert!(told(&shown).starts_with("… é") && told(&shown).contains("[lantern]") && told(&shown).ends_with(" …"));
        assert!(told(&shown).chars().count() < LENGTH + 10);
        assert_eq!(excerpt(&text, &[("absent".to_owned(), false)]), []);
        assert_eq!(told(&excerpt("a lantern", &[("lantern".to_owned(), false)])), "a [lantern]");
    }
}
