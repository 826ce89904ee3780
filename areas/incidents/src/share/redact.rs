//! What identifies an organisation is found in a text, however it is written there, and taken out.
//!
//! Names, people, streets and numbers are compared without case, accents and punctuation, word by word. Mail addresses, domains and
//! addresses of networks are found as indicators are, refanged, and belong to the entity when they lie in what the register says is its.
//! What is left is searched again, until nothing is found.

use std::collections::BTreeSet;
use std::ops::Range;

use belfry_contracts::register::{Identifier, Identifies};
use belfry_freetext::{Limits, find, normal};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters of a word that is looked for alone, at least: shorter ones stand in too many others.
const SHORTEST: usize = 3;
/// Letters of a family name that is looked for without the given one, at least.
const FAMILY: usize = 4;
/// Digits of a telephone number that are compared, from its end.
const DIGITS: usize = 7;
/// Times that what is left is searched again.
const ROUNDS: usize = 30;
/// Endings of names that say a legal form.
const FORMS: &[&str] = &[
    "sa", "ag", "gmbh", "ltd", "limited", "se", "nv", "bv", "sarl", "srl", "plc", "inc", "spa", "asbl", "vzw", "kg",
    "oy", "ab",
];

/// Something that was taken out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Taken {
    /// What it is.
    pub what: Identifies,
    /// As it stood there.
    pub text: String,
}

/// Takes out of a text what identifies; `mark` says what stands in its place.
#[must_use]
pub fn redact(text: &str, known: &[Identifier], mark: &dyn Fn(Identifies) -> String) -> (String, Vec<Taken>) {
    let mut left = text.to_owned();
    let mut taken: Vec<Taken> = Vec::new();
    for _ in 0..ROUNDS {
        let mut found = spans(&left, known);
        // Of the same words, what is known last says most: somebody's name rather than a name.
        found.sort_by_key(|(span, what)| (span.start, std::cmp::Reverse(span.end), std::cmp::Reverse(*what)));
        let mut end = 0;
        found.retain(|(span, _)| {
            let free = span.start >= end;
            end = end.max(span.end);
            free
        });
        // What already stands in the place of something is no find.
        found.retain(|(span, what)| left[span.clone()] != *mark(*what).trim_matches(['[', ']']));
        if found.is_empty() {
            break;
        }
        for (span, what) in found.into_iter().rev() {
            taken.push(Taken { what, text: left[span.clone()].to_owned() });
            left.replace_range(span, &mark(what));
        }
    }
    taken.sort();
    taken.dedup();
    (left, taken)
}

/// Whether anything of a value identifies.
#[must_use]
pub fn identifies(value: &str, known: &[Identifier]) -> Option<Identifies> {
    spans(value, known).into_iter().map(|(_, what)| what).next()
}

fn spans(text: &str, known: &[Identifier]) -> Vec<(Range<usize>, Identifies)> {
    let folded = Folded::of(text);
    let mut all = Vec::new();
    for one in known {
        let words: Vec<String> = match one.what {
            Identifies::Name => names(&one.text),
            Identifies::Person => people(&one.text),
            Identifies::Place | Identifies::Number => vec![fold(&one.text)],
            _ => Vec::new(),
        };
        let long = words.iter().filter(|word| word.chars().filter(|c| *c != ' ').count() >= SHORTEST);
        all.extend(long.flat_map(|word| folded.find(word)).map(|span| (span, one.what)));
        if one.what == Identifies::Phone {
            all.extend(phones(text, &one.text).into_iter().map(|span| (span, one.what)));
        }
    }
    all.extend(values(text, known));
    all
}

/// A name, and the same without its legal form.
fn names(text: &str) -> Vec<String> {
    let whole = fold(text);
    let mut words: Vec<&str> = whole.split(' ').collect();
    while words.len() > 1 && words.last().is_some_and(|last| FORMS.contains(last) || last.chars().count() == 1) {
        words.pop();
    }
    let plain = words.join(" ");
    if plain == whole { vec![whole] } else { vec![whole, plain] }
}

/// Somebody's name, and the family name alone.
fn people(text: &str) -> Vec<String> {
    let whole = fold(text);
    let family = whole.rsplit(' ').next().filter(|last| last.chars().count() >= FAMILY && whole.contains(' '));
    family.map(str::to_owned).into_iter().chain([whole.clone()]).collect()
}

/// Indicators in the text that lie in what is the entity's own.
fn values(text: &str, known: &[Identifier]) -> Vec<(Range<usize>, Identifies)> {
    let of = |what: Identifies| known.iter().filter(move |one| one.what == what).map(|one| one.text.to_lowercase());
    let domains: Vec<String> = of(Identifies::Domain).collect();
    let mails: BTreeSet<String> = of(Identifies::Mail).collect();
    let ranges: Vec<(u128, u128)> = of(Identifies::Network).filter_map(|range| normal::address_range(&range)).collect();
    let below = |host: &str| {
        domains.iter().any(|own| host == own || host.strip_suffix(own.as_str()).is_some_and(|rest| rest.ends_with('.')))
    };
    let candidates = find(text, &Limits::default()).map(|found| found.candidates).unwrap_or_default();
    let mut all = Vec::new();
    for one in candidates {
        let value = one.value.to_lowercase();
        let what = match value.split_once('@') {
            Some((_, host)) if mails.contains(&value) || below(host) => Some(Identifies::Mail),
            _ => None,
        };
        let what = what.or_else(|| below(host_of(&value)).then_some(Identifies::Domain));
        let inside = |address: &str| {
            let found = normal::address_range(address);
            found.is_some_and(|(from, to)| ranges.iter().any(|(a, b)| from <= *b && *a <= to))
        };
        let parts = value.split(['|', '/']).chain([value.as_str(), host_of(&value)]);
        let what = what.or_else(|| parts.into_iter().any(inside).then_some(Identifies::Network));
        if let Some(what) = what {
            all.extend(text.match_indices(one.written.as_str()).map(|(at, part)| (at..at + part.len(), what)));
        }
    }
    all
}

/// The host of a URL, or the value itself.
fn host_of(value: &str) -> &str {
    let rest = value.split_once("://").map_or(value, |(_, rest)| rest);
    let rest = rest.split(['/', '?', '#', '|']).next().unwrap_or_default();
    let rest = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
    if rest.matches(':').count() == 1 { rest.split(':').next().unwrap_or_default() } else { rest }
}

/// Telephone numbers in which the last digits stand, however they are grouped.
fn phones(text: &str, phone: &str) -> Vec<Range<usize>> {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let wanted = digits(phone);
    let Some(wanted) = wanted.len().checked_sub(DIGITS).map(|from| wanted[from..].to_owned()) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    let mut start = None;
    let joins =
        |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '/' | '.' | '(' | ')' | '+' | '\u{a0}' | '\u{202f}');
    let ends = text.char_indices().map(|(at, c)| (at, joins(c))).chain([(text.len(), false)]);
    for (at, part) in ends {
        match (start, part) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let run = &text[from..at];
                if digits(run).contains(&wanted) {
                    let lead = run.len() - run.trim_start().len();
                    all.push(from + lead..from + run.trim_end_matches([' ', '.', '-', '(']).len());
                }
                start = None;
            }
            _ => {}
        }
    }
    all
}

/// A text without case, accents and punctuation: words with one space between them.
fn fold(text: &str) -> String {
    Folded::of(text).letters.iter().map(|(c, _)| *c).collect::<String>().trim().to_owned()
}

/// The same, with where each letter stands.
struct Folded {
    letters: Vec<(char, usize)>,
    length: usize,
}

impl Folded {
    fn of(text: &str) -> Self {
        let mut letters: Vec<(char, usize)> = Vec::with_capacity(text.len());
        for (at, c) in text.char_indices() {
            if c.is_alphanumeric() {
                letters.extend(
                    c.nfkd().filter(|part| !is_combining_mark(*part)).flat_map(char::to_lowercase).map(|c| (c, at)),
                );
            } else if !is_combining_mark(c) && letters.last().is_none_or(|(last, _)| *last != ' ') {
                letters.push((' ', at));
            }
        }
        Self { letters, length: text.len() }
    }

    /// Where whole words stand.
    fn find(&self, words: &str) -> Vec<Range<usize>> {
        let wanted: Vec<char> = words.chars().collect();
        let edge = |at: Option<&(char, usize)>| at.is_none_or(|(c, _)| *c == ' ');
        let mut all = Vec::new();
        for from in 0..self.letters.len().saturating_sub(wanted.len().saturating_sub(1)) {
            let to = from + wanted.len();
            let same = self.letters[from..to].iter().map(|(c, _)| c).eq(&wanted);
            let begins = from == 0 || edge(self.letters.get(from - 1));
            if same && !wanted.is_empty() && begins && edge(self.letters.get(to)) {
                let end = self.letters.get(to).map_or(self.length, |(_, at)| *at);
                all.push(self.letters[from].1..end);
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn known() -> Vec<Identifier> {
        [
            (Identifies::Name, "Harbour Water Works S.A."),
            (Identifies::Name, "HWW"),
            (Identifies::Person, "Anaïs Lefèvre"),
            (Identifies::Mail, "duty@mailbox.example"),
            (Identifies::Domain, "harbour-water.example"),
            (Identifies::Network, "203.0.113.0/24"),
            (Identifies::Network, "2001:db8:7::/48"),
            (Identifies::Phone, "+352 555 01 02 03"),
            (Identifies::Place, "12 Quay Street"),
            (Identifies::Number, "LU 2738-4411"),
        ]
        .map(|(what, text)| Identifier { what, text: text.into() })
        .into()
    }

    fn left(text: &str) -> String {
        redact(text, &known(), &|what| format!("[{}]", what.code())).0
    }

    #[test]
    fn what_identifies_is_found_however_it_is_written() {
        for (text, wanted) in [
            ("Harbour Water Works was hit", "[name] was hit"),
            ("the HARBOUR-WATER  works were", "the [name] were"),
            ("HWW's pumps", "[name]'s pumps"),
            ("Ask anais LEFEVRE or Mme Lefèvre.", "Ask [person] or Mme [person]."),
            ("write to duty@mailbox.example or x.y@mail.harbour-water.example", "write to [mail] or [mail]"),
            ("hxxps://vpn.harbour-water[.]example/login asked", "[domain] asked"),
            ("from 203.0.113.77 and 203[.]0[.]113[.]78", "from [network] and [network]"),
            ("2001:db8:7::25 answered", "[network] answered"),
            ("call 00352 555-010203 now", "call [phone] now"),
            ("at 12, Quay Street", "at [place]"),
            ("register lu2738 4411", "register lu2738 4411"),
            ("register LU 2738-4411", "register [number]"),
        ] {
            assert_eq!(left(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_does_not_identify_stays() {
        for text in [
            "198.51.100.7 called hxxp://evil[.]example/harbour",
            "The works of the water harbour",
            "not-harbour-water.example.org",
            "whww",
            "44d88612fea8a8f36de82e1278abb02f",
        ] {
            assert_eq!(left(text), text);
        }
        assert_eq!(identifies("203.0.113.5", &known()), Some(Identifies::Network));
        assert_eq!(identifies("198.51.100.5", &known()), None);
    }

    proptest! {
        #[test]
        fn nothing_that_identifies_is_left_whatever_stands_around_it(
            before in "[ -~éà\n]{0,30}", which in 0usize..10, after in "[ -~éà\n]{0,30}"
        ) {
            let all = known();
            let text = format!("{before} {} {after}", all[which].text);
            let (once, _) = redact(&text, &all, &|_| "[…]".into());
            let (twice, taken) = redact(&once, &all, &|_| "[…]".into());
            prop_assert_eq!(&once, &twice);
            prop_assert!(taken.is_empty());
            prop_assert!(!once.contains(&all[which].text), "{} in {}", all[which].text, once);
        }
    }
}
