//! Free text: what is found in it, as rows.

use belfry_freetext::{Candidate, Limits, TooLong, find};

use super::rows::Row;

/// What is found in a text: rows to be accepted one by one.
///
/// # Errors
/// [`TooLong`].
pub fn candidates(text: &str) -> Result<Vec<Candidate>, TooLong> {
    Ok(find(text, &Limits::default())?.candidates)
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
