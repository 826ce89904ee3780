//! The `Content-Disposition` header (RFC 6266; RFC 8187 for the encoded name).

use std::fmt::Write;

use crate::lines::is_plain;
use crate::media::MediaType;

/// Longer names trouble file systems, which count 255 bytes.
const LONGEST: usize = 120;

/// A file name of someone's words: `attachment("Ransomware wave", MediaType::Csv)` saves as `Ransomware wave.csv`.
///
/// What file systems refuse becomes `_`, what cannot be seen is left out, the length is cut; nothing left is `document`.
#[must_use]
pub fn file_name(stem: &str, kind: MediaType) -> String {
    let seen = stem.chars().filter(|c| is_plain(*c));
    let safe = seen.map(|c| if matches!(c, '/' | '\\' | '<' | '>' | ':' | '"' | '|' | '?' | '*') { '_' } else { c });
    let mut name = String::new();
    for c in safe {
        if name.len() + c.len_utf8() > LONGEST {
            break;
        }
        name.push(c);
    }
    // Leading dots hide a file or climb a folder; trailing dots and spaces are dropped by some systems.
    let name = name.trim_matches(|c: char| c == '.' || c.is_whitespace());
    format!("{}.{}", if name.is_empty() { "document" } else { name }, kind.extension())
}

/// The header's value that makes a browser save what it gets under the name that [`file_name`] makes. It is ASCII.
#[must_use]
pub fn attachment(stem: &str, kind: MediaType) -> String {
    let name = file_name(stem, kind);
    let plain: String = name.chars().map(|c| if c.is_ascii() && c != '%' { c } else { '_' }).collect();
    let mut header = format!("attachment; filename=\"{plain}\"");
    if plain != name {
        header.push_str("; filename*=UTF-8''");
        for byte in name.bytes() {
            if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
                header.push(char::from(byte));
            } else {
                // Writing into a String cannot fail.
                let _ = write!(header, "%{byte:02X}");
            }
        }
    }
    header
}
