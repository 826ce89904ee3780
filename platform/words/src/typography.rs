//! What a language asks of its punctuation, seen to once for all messages and for the texts of forms, so that nobody has to type it.

use std::borrow::Cow;

/// A message file as it is to be read. French keeps `: ; ? ! »` with the word before them and `«` with the word after (a line must
/// not break there), and has a curved apostrophe. Its comments and its syntax have none of these pairs; code in messages does not
/// either, because Fluent writes `name: value` without a space before the colon.
#[must_use]
pub fn typeset<'t>(language: &str, text: &'t str) -> Cow<'t, str> {
    if language != "fr" {
        return Cow::Borrowed(text);
    }
    let mut set = String::with_capacity(text.len() + text.len() / 64);
    let mut before = '\n';
    let mut rest = text.chars().peekable();
    while let Some(now) = rest.next() {
        let after = rest.peek().copied().unwrap_or('\n');
        let mark = match now {
            ' ' if !before.is_whitespace() && matches!(after, ':' | ';' | '?' | '!' | '»') => '\u{a0}',
            ' ' if before == '«' => '\u{a0}',
            '\'' if before.is_alphabetic() && after.is_alphabetic() => '’',
            other => other,
        };
        set.push(mark);
        before = now;
    }
    Cow::Owned(set)
}

/// A text as it begins a line: with a capital.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().into_iter().flat_map(char::to_uppercase).chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_marks_stay_with_their_words() {
        let said = typeset("fr", "a-b = Qui l'a vu ? « Nous » : { $who }.\n    .x = 1\n");
        assert_eq!(said, "a-b = Qui l’a vu\u{a0}? «\u{a0}Nous\u{a0}»\u{a0}: { $who }.\n    .x = 1\n");
        assert_eq!(typeset("en", "a-b = Who's \"this\" ?"), "a-b = Who's \"this\" ?");
    }

    #[test]
    fn an_indented_line_keeps_its_indent() {
        assert_eq!(typeset("fr", "a-b =\n    : dessous"), "a-b =\n    : dessous");
    }
}
