//! Cells that spreadsheets would run.
//!
//! A spreadsheet takes a cell that begins with one of a few signs for a formula, which can call programs or send data
//! away (OWASP, "CSV Injection"). Such a cell gets an apostrophe in front, which spreadsheets read as "this is text".

use std::borrow::Cow;

/// The signs, with their full-width forms, which some locales accept, and the white space that is skipped before them.
const SIGNS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The cell as it is written: with an apostrophe in front if it would be taken for a formula.
///
/// Cells that already are apostrophes before such a sign get one more, so that [`unguarded`] undoes this exactly.
#[must_use]
pub fn guarded(cell: &str) -> Cow<'_, str> {
    if is_risky(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// The cell as it was before [`guarded`]: for reading back what we wrote ourselves.
#[must_use]
pub fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_risky(rest) => rest,
        _ => cell,
    }
}

fn is_risky(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(SIGNS)
}
