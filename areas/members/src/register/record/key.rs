//! OpenPGP certificates of a record: added by pasting, taken out by their fingerprint. Each is a line: fingerprint, user ids, end
//! (RFC 3339, or nothing), the armored text with bars for its line ends.

use belfry_openpgp::Refused;
use belfry_web::Form as Sent;
use belfry_web::form::Errors;
use belfry_words::Words;
use jiff::Timestamp;

use super::Record;
use crate::register::said;

/// Certificates of one organisation.
const MOST: usize = 20;

// words: members-key-refused-{too-long,secret,unreadable,forged,revoked,many}

/// A certificate as a form shows it.
pub struct Line {
    /// What is sent to take it out.
    pub fingerprint: String,
    /// In groups, with whose it is and until when.
    pub said: String,
    /// To be copied.
    pub armored: String,
}

/// The certificates that are there.
pub fn lines(t: &Words, record: &Record) -> Vec<Line> {
    let all = said::lines(t, "keys", record.get("keys"));
    let cell = |row: &[&str], n: usize| row.get(n).copied().unwrap_or_default().to_owned();
    let rows = record.rows("keys").zip(all);
    rows.map(|(row, said)| Line { fingerprint: cell(&row, 0), said, armored: cell(&row, 3).replace('|', "\n") })
        .collect()
}

/// The line of a certificate.
///
/// # Errors
/// [`Refused`].
pub fn line(armored: &str) -> Result<String, Refused> {
    let key = belfry_openpgp::read(armored)?;
    let ends = key.expires.and_then(|seconds| Timestamp::from_second(i64::try_from(seconds).ok()?).ok());
    let ends = ends.map(|ends| ends.to_string()).unwrap_or_default();
    let whose = key.user_ids.join("; ").replace('\t', " ");
    Ok([key.fingerprint, whose, ends, key.armored.replace('\r', "").replace('\n', "|")].join("\t"))
}

/// Takes out what is marked, and adds what was pasted: in the place of an older one of the same fingerprint.
pub fn take(sent: &Sent, record: &mut Record, errors: &mut Errors, t: &Words) {
    let fingerprint = |line: &str| line.split('\t').next().unwrap_or_default().to_owned();
    let mut kept: Vec<String> = record
        .lines("keys")
        .filter(|line| !sent.all("remove").any(|gone| gone == fingerprint(line)))
        .map(str::to_owned)
        .collect();
    let pasted = sent.raw("key");
    if !pasted.trim().is_empty() {
        match line(&pasted) {
            Ok(new) => {
                kept.retain(|line| fingerprint(line) != fingerprint(&new));
                kept.push(new);
            }
            Err(why) => errors.add("key", t.s(&format!("members-key-refused-{}", code(why)))),
        }
    }
    if kept.len() > MOST {
        errors.add("key", t.s("members-key-refused-many"));
    } else if errors.is_empty() {
        record.set("keys", kept.join("\n"));
    }
}

fn code(why: Refused) -> &'static str {
    match why {
        Refused::TooLong => "too-long",
        Refused::Secret => "secret",
        // Only encrypting asks for a use.
        Refused::Unreadable | Refused::NoUse => "unreadable",
        Refused::Forged => "forged",
        Refused::Revoked => "revoked",
    }
}
