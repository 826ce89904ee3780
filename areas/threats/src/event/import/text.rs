//! Free text: what is found in it, as rows.

use belfry_freetext::{Candidate, Limits, TooLong, find};

use super::rows::Row;

/// What is found in a text: rows to be accepted one by one; `None` if it is more than is taken from one.
///
/// # Errors
/// [`TooLong`].
pub fn candidates(text: &str) -> Result<Option<Vec<Candidate>>, TooLong> {
    let found = find(text, &Limits::default())?;
    Ok((!found.more).then_some(found.candidates))
}

/// A candidate as a row. What something speaks against is not fit for detection.
pub fn row(candidate: &Candidate) -> Row {
    Row {
        kind: candidate.kind.name().to_owned(),
        value: candidate.value.clone(),
        to_ids: (!candidate.warnings.is_empty()).then_some(false),
        ..Row::default()
    }
}
