//! Undoes what people do to indicators so that nobody clicks on them: `hxxps[:]//bad[.]example`, `user[at]bad[dot]example`.
//!
//! Replacing can uncover more (`[[.]]`), so a line is gone over until nothing changes; a line that still changes after
//! [`PASSES`] times is left as it stands. Thus refanging twice is refanging once, in linear time.

/// How deep brackets around brackets are undone.
const PASSES: usize = 4;

/// A text without its fangs drawn, and where each byte of it came from.
pub(crate) struct Refanged {
    pub(crate) text: String,
    /// For each byte of `text`, and for its end, the offset in the original.
    pub(crate) origin: Vec<u32>,
}

/// The text with its indicators as they were.
#[must_use]
pub fn refang(text: &str) -> String {
    with_origin(text).text
}

/// As [`refang`], with the origin of each byte. Texts up to 4 GiB.
pub(crate) fn with_origin(text: &str) -> Refanged {
    let mut all = Line::default();
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        let origin = (start..start + line.len()).map(|at| u32::try_from(at).unwrap_or(u32::MAX));
        let before = Line { bytes: line.as_bytes().to_vec(), origin: origin.collect() };
        let after = settle(before);
        all.bytes.extend_from_slice(&after.bytes);
        all.origin.extend_from_slice(&after.origin);
        start += line.len();
    }
    all.origin.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
    // Only whole ASCII sequences are replaced, by ASCII.
    let text = String::from_utf8(all.bytes).unwrap_or_default();
    Refanged { text, origin: all.origin }
}

#[derive(Default, Clone)]
struct Line {
    bytes: Vec<u8>,
    origin: Vec<u32>,
}

fn settle(line: Line) -> Line {
    let Some(mut current) = pass(&line) else {
        return line;
    };
    for _ in 1..PASSES {
        match pass(&current) {
            Some(next) => current = next,
            None => return current,
        }
    }
    if pass(&current).is_some() { line } else { current }
}

/// One going over; none where nothing changes.
fn pass(line: &Line) -> Option<Line> {
    let text = line.bytes.as_slice();
    let mut out = Line::default();
    let (mut at, mut done) = (0, 0);
    while at < text.len() {
        let found = match text[at] {
            b'[' | b'(' | b'{' => bracket(text, at, done),
            b'h' | b'H' | b'f' | b'F' => scheme(text, at),
            b' ' => spelled(text, at),
            _ => None,
        };
        let Some(Change { start, end, with }) = found else {
            at += 1;
            continue;
        };
        out.bytes.extend_from_slice(&text[done..start]);
        out.origin.extend_from_slice(&line.origin[done..start]);
        for (n, byte) in with.bytes().enumerate() {
            out.bytes.push(byte);
            out.origin.push(line.origin[(start + n).min(end - 1)]);
        }
        (at, done) = (end, end);
    }
    if done == 0 {
        return None;
    }
    out.bytes.extend_from_slice(&text[done..]);
    out.origin.extend_from_slice(&line.origin[done..]);
    Some(out)
}

struct Change {
    start: usize,
    end: usize,
    with: &'static str,
}

/// A byte that a word may consist of; all of those beyond ASCII may.
fn is_word(byte: Option<&u8>) -> bool {
    byte.is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80)
}

/// `[.]`, `(dot)`, `{@}`, `[:]`, `[://]`, `[/]`, and `[.` without its end. Nothing before `done` may be taken.
fn bracket(text: &[u8], at: usize, done: usize) -> Option<Change> {
    const INSIDE: [(&str, &str); 7] =
        [("dot", "."), (".", "."), ("at", "@"), ("@", "@"), ("://", "://"), (":", ":"), ("/", "/")];
    let close = match text[at] {
        b'[' => b']',
        b'(' => b')',
        _ => b'}',
    };
    let rest = &text[at + 1..text.len().min(at + 8)];
    let spaces = usize::from(rest.first() == Some(&b' '));
    let found = INSIDE.iter().find_map(|(inside, with)| {
        let end = spaces + inside.len();
        if !rest.get(spaces..end)?.eq_ignore_ascii_case(inside.as_bytes()) {
            return None;
        }
        let end = end + usize::from(rest.get(end) == Some(&b' '));
        (rest.get(end) == Some(&close)).then_some((end, *with))
    });
    let before = at.checked_sub(1).map(|n| &text[n]);
    let Some((length, with)) = found else {
        let half = text[at] == b'[' && rest.first() == Some(&b'.') && is_word(before) && is_word(rest.get(1));
        return half.then_some(Change { start: at, end: at + 2, with: "." });
    };
    let (start, end) = (at, at + 1 + length + 1);
    let after = text.get(end);
    let nested = before == Some(&text[at]) && after == Some(&close);
    let fits = nested
        || match with {
            "." => is_word(before) && is_word(after),
            "@" => before.is_some_and(|b| is_word(Some(b)) || b"._-+".contains(b)) && is_word(after),
            ":" => {
                (is_word(before) || before == Some(&b']'))
                    && after.is_some_and(|b| b.is_ascii_digit() || b"/[({".contains(b))
            }
            "/" => is_word(before) || before.is_some_and(|b| b":/".contains(b)),
            _ => is_word(before),
        };
    if fits {
        return Some(Change { start, end, with });
    }
    // `name [at] host [dot] example`: with spaces only in brackets that prose does not use.
    let spaced = text[at] != b'('
        && matches!(with, "." | "@")
        && at >= done + 2
        && before == Some(&b' ')
        && is_word(text.get(at - 2))
        && after == Some(&b' ')
        && is_word(text.get(end + 1));
    spaced.then(|| Change { start: start - 1, end: end + 1, with })
}

/// `hxxp`, `hXXps`, `htxp`, `h**p`, `fxp` before a colon.
fn scheme(text: &[u8], at: usize) -> Option<Change> {
    if at > 0 && is_word(text.get(at - 1)) {
        return None;
    }
    let four = text.get(at..at + 4).unwrap_or_default();
    let (length, with) = if [&b"hxxp"[..], b"htxp", b"hxtp", b"h**p"].iter().any(|f| four.eq_ignore_ascii_case(f)) {
        (4, "http")
    } else if four.get(..3).is_some_and(|f| f.eq_ignore_ascii_case(b"fxp")) {
        (3, "ftp")
    } else {
        return None;
    };
    let mut end = at + length;
    end += usize::from(matches!(text.get(end), Some(b's' | b'S')));
    let colon = match text.get(end) {
        Some(b':') => true,
        Some(b'[' | b'(' | b'{') => text.get(end + 1) == Some(&b':'),
        _ => false,
    };
    colon.then_some(Change { start: at, end: at + length, with })
}

/// `bad dot example dot com`: only where a chain ends in a top-level domain that is no word of the languages it is likely to stand in.
fn spelled(text: &[u8], at: usize) -> Option<Change> {
    const ENDS: [&str; 12] = ["com", "net", "org", "info", "biz", "edu", "gov", "eu", "ru", "cn", "example", "onion"];
    const DOT: &[u8] = b" dot ";
    let is_dot = |at: usize| text.get(at..at + DOT.len()).is_some_and(|d| d.eq_ignore_ascii_case(DOT));
    if !is_dot(at) || at == 0 || !is_word(text.get(at - 1)) {
        return None;
    }
    let mut from = at + DOT.len();
    for _ in 0..8 {
        let tail = &text[from..text.len().min(from + 64)];
        let length = tail.iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'-').count();
        let label = &tail[..length];
        if is_dot(from + length) && length > 0 {
            from += length + DOT.len();
            continue;
        }
        let ends = ENDS.iter().any(|e| label.eq_ignore_ascii_case(e.as_bytes()));
        return ends.then_some(Change { start: at, end: at + DOT.len(), with: "." });
    }
    None
}
