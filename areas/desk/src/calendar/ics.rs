//! A calendar as text (RFC 5545): events that take no time, one for each thing that is due.
//!
//! Written here rather than with a crate: it is six properties, two rules of escaping (section 3.3.11) and one of folding
//! (section 3.1), and what comes out is tested below byte by byte.

use jiff::Timestamp;
use uuid::Uuid;

/// Bytes of a line, without its end.
const LINE: usize = 75;

/// Something in the calendar.
#[derive(Debug)]
pub struct Entry {
    /// What it is known by.
    pub uid: Uuid,
    /// When.
    pub at: Timestamp,
    /// What.
    pub summary: String,
    /// Where it leads.
    pub url: String,
}

/// The whole calendar. `now` is when it was asked for.
pub fn calendar(name: &str, host: &str, now: Timestamp, entries: &[Entry]) -> String {
    let mut out = String::new();
    let mut put = |line: &str| fold(&mut out, line);
    put("BEGIN:VCALENDAR");
    put("VERSION:2.0");
    put("PRODID:-//Belfry//Agenda//EN");
    put("METHOD:PUBLISH");
    put(&format!("X-WR-CALNAME:{}", escaped(name)));
    put("REFRESH-INTERVAL;VALUE=DURATION:PT1H");
    for one in entries {
        put("BEGIN:VEVENT");
        put(&format!("UID:{}@{}", one.uid, escaped(host)));
        put(&format!("DTSTAMP:{}", stamp(now)));
        put(&format!("DTSTART:{}", stamp(one.at)));
        put(&format!("SUMMARY:{}", escaped(&one.summary)));
        put(&format!("URL:{}", one.url.chars().filter(|c| !c.is_control()).collect::<String>()));
        put("TRANSP:TRANSPARENT");
        put("END:VEVENT");
    }
    put("END:VCALENDAR");
    out
}

/// An instant in UTC, form 2 of section 3.3.5.
pub fn stamp(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A text with what would end or split it escaped; other control characters have no place in it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A line of at most 75 bytes, continued on lines that begin with a space; no character is cut.
fn fold(out: &mut String, line: &str) {
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_and_long_lines_folded_between_characters() {
        assert_eq!(escaped("a,b;c\\d\ne\r\u{7}"), "a\\,b\\;c\\\\d\\ne");
        let entry = Entry {
            uid: Uuid::from_u128(7),
            at: "2026-03-05T11:00:00Z".parse().unwrap(),
            summary: format!("{}END:VEVENT", "é".repeat(60)),
            url: "https://belfry.example/\r\nX".into(),
        };
        let text = calendar("Agenda", "belfry.example", entry.at, &[entry]);
        assert!(text.lines().all(|line| line.len() <= LINE), "{text}");
        assert!(text.contains("DTSTART:20260305T110000Z\r\n") && text.contains("URL:https://belfry.example/X\r\n"));
        assert_eq!(text.matches("\r\nEND:VEVENT\r\n").count(), 1);
        let unfolded = text.replace("\r\n ", "");
        assert!(unfolded.contains(&format!("SUMMARY:{}END:VEVENT\r\n", "é".repeat(60))));
    }
}
