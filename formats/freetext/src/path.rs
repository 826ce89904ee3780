//! Windows paths and registry keys: the two kinds of candidate that have spaces inside.

/// Longest path that is read.
const MAX: usize = 1024;
/// Longest single name within it.
const MAX_NAME: usize = 260;

/// The hives, as long and short names.
pub(crate) const HIVES: [(&str, &str); 8] = [
    ("HKEY_LOCAL_MACHINE", "HKLM"),
    ("HKEY_CURRENT_USER", "HKCU"),
    ("HKEY_CLASSES_ROOT", "HKCR"),
    ("HKEY_CURRENT_CONFIG", "HKCC"),
    ("HKEY_USERS", "HKU"),
    ("HKEY_PERFORMANCE_DATA", "HKPD"),
    ("HKEY_CURRENT_USER_LOCAL_SETTINGS", "HKCULS"),
    ("HKEY_DYN_DATA", "HKDD"),
];

/// The end of a registry key that begins at `at`.
pub(crate) fn registry_key(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let head = rest.as_bytes();
    let length = head.iter().take(40).take_while(|b| b.is_ascii_alphabetic() || **b == b'_').count();
    let word = &rest[..length];
    if !HIVES.iter().any(|(long, short)| word.eq_ignore_ascii_case(long) || word.eq_ignore_ascii_case(short)) {
        return None;
    }
    let slash = length + usize::from(head.get(length) == Some(&b':'));
    if head.get(slash) != Some(&b'\\') {
        return None;
    }
    let end = names(text, at + slash, None);
    (end > at + slash + 1).then_some(end)
}

/// The end of a Windows path that begins at `at`: `C:\…`, `%TEMP%\…`, `\\server\share\…`.
pub(crate) fn windows_path(text: &str, at: usize) -> Option<usize> {
    let head = text.as_bytes().get(at..)?;
    let slash = match head {
        [drive, b':', b'\\', ..] if drive.is_ascii_alphabetic() => 2,
        [b'%', ..] => {
            let name =
                head[1..].iter().take(40).take_while(|b| b.is_ascii_alphanumeric() || b"_()".contains(b)).count();
            match head.get(1 + name..3 + name) {
                Some(b"%\\") if name > 1 => name + 2,
                _ => return None,
            }
        }
        [b'\\', b'\\', next, ..] if next.is_ascii_alphanumeric() => {
            let host =
                head[2..].iter().take(64).take_while(|b| b.is_ascii_alphanumeric() || b".-_".contains(b)).count();
            if head.get(2 + host) != Some(&b'\\') {
                return None;
            }
            2 + host
        }
        _ => return None,
    };
    let quote = at.checked_sub(1).map(|n| text.as_bytes()[n]).filter(|b| matches!(b, b'"' | b'\''));
    let end = names(text, at + slash, quote);
    (end > at + slash + 1).then_some(end)
}

/// From a backslash on, name after name. A space belongs to a name when another backslash follows it, or when the whole stands in `quote`s.
fn names(text: &str, from: usize, quote: Option<u8>) -> usize {
    let bytes = text.as_bytes();
    let mut end = from;
    while bytes.get(end) == Some(&b'\\') && end - from < MAX {
        end += 1;
        let (name, closed) = name(&bytes[end..], quote);
        end += name;
        if !closed {
            break;
        }
    }
    let trimmed = text[from..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '}', '\'', ' ']);
    from + trimmed.len()
}

/// The length of one name, and whether a backslash follows.
fn name(bytes: &[u8], quote: Option<u8>) -> (usize, bool) {
    let mut space = None;
    for (n, byte) in bytes.iter().enumerate() {
        if n == MAX_NAME && *byte & 0xc0 != 0x80 {
            return (space.unwrap_or(n), false);
        }
        match byte {
            b'\\' => {
                // `Run and HKCU\…`: after a space something new begins.
                let tail = space.map_or(&bytes[..0], |at: usize| &bytes[at + 1..n]);
                let hive = |word: &[u8]| word.get(..2).is_some_and(|w| w.eq_ignore_ascii_case(b"hk"));
                let anew = space.is_some() && (tail.is_empty() || tail.split(|b| *b == b' ').any(hive));
                return match space {
                    Some(at) if anew && quote.is_none() => (at, false),
                    _ => (n, true),
                };
            }
            b if Some(*b) == quote => return (n, false),
            b' ' if quote.is_none() => space = space.or(Some(n)),
            b'\0'..=b'\x1f' | b'"' | b'<' | b'>' | b'|' | b'*' | b'?' | b':' | b',' | b';' | b'=' | b'`' => {
                return (space.unwrap_or(n), false);
            }
            _ => {}
        }
    }
    (space.unwrap_or(bytes.len()), false)
}
