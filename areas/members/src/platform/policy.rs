//! Who may ask to join: nobody, or whoever likes.

use belfry_kernel::Problem;
use belfry_store::{Key, Read, setting};
use belfry_web::House;

/// The name of the setting.
pub const NAME: &str = "sign-up";

/// What holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignUp {
    /// People and organisations ask, and somebody answers.
    Request,
    /// Only who is invited joins.
    Closed,
}

impl SignUp {
    /// Both.
    pub const ALL: &'static [Self] = &[Self::Request, Self::Closed];

    /// The code in the settings, in forms and message keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Closed => "closed",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.code() == code)
    }
}

/// What holds now.
///
/// # Errors
/// Those of the database.
pub fn sign_up(read: &Read) -> belfry_store::Result<SignUp> {
    Ok(setting::get(read, NAME)?.as_deref().and_then(SignUp::parse).unwrap_or(SignUp::Request))
}

/// Refuses where nobody may ask: there is no such page then.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn check_open(house: &House) -> Result<(), Problem> {
    match sign_up(&house.db.read(Key::SYSTEM)?)? {
        SignUp::Request => Ok(()),
        SignUp::Closed => Err(Problem::NotFound),
    }
}
