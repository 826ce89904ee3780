//! What can go wrong between us and a database, told in our words.

use belfry_kernel::Problem;

/// A database error. Values never appear in it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No connection came free, or the database is locked by somebody else.
    #[error("the database is busy")]
    Busy,
    /// The statement ran into its time limit.
    #[error("the statement took too long")]
    Timeout,
    /// A unique key holds this already.
    #[error("already there")]
    Unique,
    /// A reference points at nothing.
    #[error("refers to something that is not there")]
    Foreign,
    /// A conflict between transactions: try the whole transaction again.
    #[error("conflict between transactions")]
    Retry,
    /// The disk is full.
    #[error("no room left")]
    Full,
    /// The one row that was asked for is not there.
    #[error("no such row")]
    NoRow,
    /// A column is not of the type asked for.
    #[error("column {0} is not a {1}")]
    Column(usize, &'static str),
    /// The connection was lost.
    #[error("the connection was lost")]
    Lost,
    /// An earlier statement of this transaction failed, so it can only be rolled back.
    #[error("the transaction has failed already")]
    Poisoned,
    /// Anything else, in the driver's words.
    #[error("{0}")]
    Driver(String),
}

/// Short for results of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        let rusqlite::Error::SqliteFailure(failure, text) = &error else {
            return Self::Driver(error.to_string());
        };
        match (failure.code, failure.extended_code) {
            (Code::DatabaseBusy | Code::DatabaseLocked, _) => Self::Busy,
            (Code::OperationInterrupted, _) => Self::Timeout,
            (Code::DiskFull, _) => Self::Full,
            (Code::ConstraintViolation, 2067 | 1555) => Self::Unique,
            (Code::ConstraintViolation, 787) => Self::Foreign,
            _ => Self::Driver(text.clone().unwrap_or_else(|| failure.to_string())),
        }
    }
}

impl From<postgres::Error> for Error {
    fn from(error: postgres::Error) -> Self {
        use postgres::error::SqlState;
        if error.is_closed() {
            return Self::Lost;
        }
        let Some(db) = error.as_db_error() else {
            return Self::Lost;
        };
        match db.code() {
            &SqlState::UNIQUE_VIOLATION => Self::Unique,
            &SqlState::FOREIGN_KEY_VIOLATION => Self::Foreign,
            &SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED => Self::Retry,
            &SqlState::QUERY_CANCELED => Self::Timeout,
            &SqlState::LOCK_NOT_AVAILABLE | &SqlState::TOO_MANY_CONNECTIONS => Self::Busy,
            &SqlState::DISK_FULL => Self::Full,
            &SqlState::ADMIN_SHUTDOWN | &SqlState::CRASH_SHUTDOWN | &SqlState::CANNOT_CONNECT_NOW => Self::Lost,
            _ => Self::Driver(format!("{} ({})", db.message(), db.code().code())),
        }
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Busy | Error::Timeout | Error::Retry | Error::Lost => Self::Busy,
            Error::Full => Self::Full,
            other => Self::Internal(other.to_string()),
        }
    }
}
