//! What can go wrong for a visitor, as far as the edge needs to know it.

use crate::access::Refusal;

/// Anything that ends a visit other than the answer it asked for. Expected refusals of a form are not problems: their page
/// shows them beside the field.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// There is no such thing, or the visitor may not know of it: the same answer by the same path.
    #[error("not found")]
    NotFound,
    /// Somebody has to sign in first.
    #[error("sign-in needed")]
    SignIn,
    /// The visitor sees the thing but holds no role for this.
    #[error("forbidden")]
    Forbidden,
    /// The address answers, but not to this method.
    #[error("another method is needed")]
    Method,
    /// The request cannot be understood. The text is for its author and free of secrets.
    #[error("bad request: {0}")]
    BadRequest(String),
    /// The request is understood and refused. The text is for its author.
    #[error("refused: {0}")]
    Refused(String),
    /// As [`Refused`](Self::Refused), field by field: the name of each in the request, empty for the whole, and what is wrong with
    /// it, in words for its author.
    #[error("refused: {}", .0.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>().join(", "))]
    Fields(Vec<(String, String)>),
    /// Somebody else changed the thing meanwhile.
    #[error("changed meanwhile")]
    Conflict,
    /// More than the route takes, in bytes, items or depth.
    #[error("too large: {0}")]
    TooLarge(String),
    /// Too many tries; come back after this many seconds.
    #[error("too many tries")]
    TooMany(u32),
    /// No place in the lane, or the database does not answer: try again soon.
    #[error("busy")]
    Busy,
    /// No room is left to write.
    #[error("storage full")]
    Full,
    /// Our own fault. Logged once at the edge, shown as a reference number only.
    #[error("internal: {0}")]
    Internal(String),
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotFound => Self::NotFound,
            Refusal::SignIn => Self::SignIn,
            Refusal::Forbidden => Self::Forbidden,
        }
    }
}
