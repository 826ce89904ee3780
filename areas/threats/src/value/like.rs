//! Values of which only a part is known: `b1697*`, `*.example`, `sedge-*.example`. The text index gives what holds the whole words of
//! a pattern, and the beginnings of words; each value is then held against the pattern itself.

use belfry_freetext::refang::refang;
use belfry_kernel::SubjectId;
use belfry_misp::types;
use belfry_store::search;
use belfry_store::{Read, Result, args};

use crate::event::EVENT;

/// Documents that are asked for at once.
const AT_ONCE: i64 = 5_000;
/// How often: beyond, what fits is too rare among what holds the same words.
const ROUNDS: i64 = 4;
/// So many documents are looked at, the newest first.
pub const LOOKED: i64 = AT_ONCE * ROUNDS;

/// What stands between stars, in lower case: the first piece begins a value, the last one ends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(Vec<String>);

impl Pattern {
    /// Reads what somebody asks for; `None` if it has no star.
    pub fn parse(text: &str) -> Option<Self> {
        text.contains('*').then(|| Self(refang(text.trim()).to_lowercase().split('*').map(str::to_owned).collect()))
    }

    /// What the text index is asked for. Empty if there is no whole word in the pattern and no beginning of one.
    pub fn words(&self) -> String {
        let last = self.0.len().saturating_sub(1);
        let mut words = Vec::new();
        for (n, piece) in self.0.iter().enumerate() {
            let runs: Vec<&str> = piece.split(|c: char| !c.is_alphanumeric()).collect();
            let end = runs.len() - 1;
            for (at, run) in runs.iter().enumerate().filter(|(_, run)| !run.is_empty()) {
                // Behind a star it may be the end of a longer word, before one the beginning.
                if at > 0 || n == 0 {
                    words.push(if at == end && n < last { format!("{run}*") } else { (*run).to_owned() });
                }
            }
        }
        words.join(" ")
    }

    fn fits(&self, value: &str) -> bool {
        let value = value.to_lowercase();
        let (Some(first), Some(last)) = (self.0.first(), self.0.last()) else { return false };
        let Some(mut rest) = value.strip_prefix(first.as_str()).and_then(|rest| rest.strip_suffix(last.as_str()))
        else {
            return false;
        };
        self.0.iter().skip(1).take(self.0.len().saturating_sub(2)).all(|piece| match rest.split_once(piece.as_str()) {
            Some((_, behind)) => {
                rest = behind;
                true
            }
            None => false,
        })
    }

    /// Whether an attribute's value fits, or a half of a composite one.
    fn fits_one_of(&self, kind: &str, value: &str) -> bool {
        let halves = types::get(kind).map(|info| info.halves(value)).unwrap_or_default();
        self.fits(value) || halves.into_iter().any(|(_, half)| self.fits(half))
    }
}

/// The event and attribute of all that fit and that the reader sees, among the newest [`LOOKED`]; and whether there are more to be
/// looked at. Pages are in the order of events, which is not that of documents: each needs all that fit.
pub(super) fn newest(read: &Read, pattern: &Pattern) -> Result<(Vec<(SubjectId, i64)>, bool)> {
    let words = pattern.words();
    let (mut found, mut before, mut is_cut) = (Vec::new(), None, false);
    for _ in 0..ROUNDS {
        let hits = search::newest(read, &words, &[EVENT], before, AT_ONCE)?;
        let Some(last) = hits.last() else { break };
        before = Some(last.document);
        // Of an attribute the document has the same id. Those of events and reports are no attributes.
        let documents: Vec<i64> = hits.iter().map(|hit| hit.document).collect();
        read.each(
            "select event_id, id, type, value from threats_attributes where id in {ints $1} and deleted = false",
            args![documents],
            |row| {
                if pattern.fits_one_of(&row.get::<String>(2)?, &row.get::<String>(3)?) {
                    found.push((row.get(0)?, row.get(1)?));
                }
                Ok(true)
            },
        )?;
        is_cut = i64::try_from(hits.len()).unwrap_or(i64::MAX) >= AT_ONCE;
        if !is_cut {
            break;
        }
    }
    // The last round may have been the whole of it, to the document.
    let is_cut = is_cut && !search::newest(read, &words, &[EVENT], before, 1)?.is_empty();
    found.sort_unstable_by(|a, b| b.cmp(a));
    Ok((found, is_cut))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(text: &str) -> Pattern {
        Pattern::parse(text).expect("a pattern")
    }

    #[test]
    fn the_index_is_asked_for_whole_words_and_beginnings_only() {
        for (text, words) in [
            ("b1697*", "b1697*"),
            ("*.example", "example"),
            ("*update.example", "example"),
            ("sedge-*.example", "sedge example"),
            ("sedge*cloud.exa*", "sedge* exa*"),
            ("http://a.example/*.php", "http a example php"),
            ("*update*", ""),
            ("*", ""),
        ] {
            assert_eq!(pattern(text).words(), words, "{text}");
        }
        assert_eq!(Pattern::parse("plain.example"), None);
    }

    #[test]
    fn a_value_is_held_against_the_whole_pattern() {
        assert!(pattern("*.EXAMPLE").fits("quick.example") && !pattern("*.example").fits("quick.example.org"));
        assert!(pattern("a*b*c").fits("a-b-c") && !pattern("a*b*c").fits("a-c-b") && !pattern("ab*ba").fits("aba"));
        assert!(pattern("b1697*").fits_one_of("filename|sha256", &format!("x.exe|b1697{}", "0".repeat(59))));
    }
}
