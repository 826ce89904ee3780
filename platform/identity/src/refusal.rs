//! Why a change of people, organisations or circles is refused.

use belfry_kernel::Problem;
use belfry_store::Error;

use crate::password::{PasswordBusy, PasswordRefusal};

/// An expected refusal, or a fault of the database.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// There is no such thing, or the actor may not know of it: the same answer.
    #[error("not found")]
    NotFound,
    /// The actor's roles do not reach so far.
    #[error("forbidden")]
    Forbidden,
    /// A field is empty, too long or unreadable. Names the field.
    #[error("the field {0} cannot be read")]
    Field(&'static str),
    /// The name is in use (of organisations by any, of circles by one of the same owner).
    #[error("the name is taken")]
    NameTaken,
    /// There is an account or membership already.
    #[error("a member already")]
    AlreadyMember,
    /// The membership is not in a state in which this can be done.
    #[error("not in a state for this")]
    WrongState,
    /// The circle is closed.
    #[error("the circle is closed")]
    Closed,
    /// Sharing rules that refuse would be broken.
    #[error("a sharing rule refuses this")]
    Rules(Vec<crate::sharing::Broken>),
    /// The link is unknown, was used or has expired: the same answer.
    #[error("the link does not work any more")]
    LinkSpent,
    /// The invited address has an account: its owner signs in first and then accepts.
    #[error("sign in to accept")]
    SignInToAccept,
    /// The last administrator of the platform stays.
    #[error("the last administrator of the platform")]
    LastAdministrator,
    /// The password given to confirm is wrong.
    #[error("wrong password")]
    WrongPassword,
    /// The code is wrong, was used, or is over.
    #[error("wrong code")]
    WrongCode,
    /// Another place cannot be asked, or its answer is not to be trusted.
    #[error("another place's sign-in failed")]
    Elsewhere,
    /// A role demands a second factor, and this is the only one.
    #[error("the last second factor")]
    LastFactor,
    /// Too many tries; again after this many seconds.
    #[error("too many tries")]
    Throttled(u32),
    /// The new password breaks a rule.
    #[error("the password is refused")]
    Password(PasswordRefusal),
    /// Too many passwords are being checked at this moment.
    #[error("busy")]
    Busy,
    /// The database's fault.
    #[error(transparent)]
    Store(#[from] Error),
}

impl Refusal {
    /// Whether the whole transaction should be tried again.
    pub(crate) fn is_retry(&self) -> bool {
        matches!(self, Self::Store(Error::Retry))
    }

    /// What a unique key found out because somebody else was quicker than our own look.
    pub(crate) fn clash(error: Error, meaning: Self) -> Self {
        if matches!(error, Error::Unique) { meaning } else { Self::Store(error) }
    }

    /// The end of a message key.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::Forbidden => "forbidden",
            Self::Field(_) => "field",
            Self::NameTaken => "name-taken",
            Self::AlreadyMember => "already-member",
            Self::WrongState => "wrong-state",
            Self::Closed => "closed",
            Self::Rules(_) => "rules",
            Self::LinkSpent => "link-spent",
            Self::SignInToAccept => "sign-in-to-accept",
            Self::LastAdministrator => "last-administrator",
            Self::WrongPassword => "wrong-password",
            Self::WrongCode => "wrong-code",
            Self::Elsewhere => "elsewhere",
            Self::LastFactor => "last-factor",
            Self::Throttled(_) => "throttled",
            Self::Password(why) => why.code(),
            Self::Busy => "busy",
            Self::Store(_) => "fault",
        }
    }
}

impl From<PasswordRefusal> for Refusal {
    fn from(why: PasswordRefusal) -> Self {
        Self::Password(why)
    }
}

impl From<PasswordBusy> for Refusal {
    fn from(_: PasswordBusy) -> Self {
        Self::Busy
    }
}

impl From<Refusal> for Problem {
    fn from(why: Refusal) -> Self {
        match why {
            Refusal::NotFound => Self::NotFound,
            Refusal::Forbidden => Self::Forbidden,
            Refusal::Throttled(seconds) => Self::TooMany(seconds),
            Refusal::Busy => Self::Busy,
            Refusal::Store(error) => error.into(),
            other => Self::Refused(other.to_string()),
        }
    }
}
