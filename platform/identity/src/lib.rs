//! People, organisations, memberships, trust circles, sessions, API keys: their tables and rules.
//!
//! | module | holds |
//! |---|---|
//! | [`signed_in`](mod@signed_in) | who is behind a request: person, roles and grants in two queries |
//! | [`sign_in`](mod@sign_in) | address and password, with brakes on guessing; changing the password |
//! | [`session`] | browsers' sessions: opened, rotated, ended |
//! | [`factor`], [`totp`], [`recovery`] | second factors: passkeys, generators of codes, codes for who lost them |
//! | [`demand`] | which roles demand a second factor |
//! | [`proof`] | showing again who one is: second step, dangerous acts |
//! | [`ceremony`] | what was begun with a browser and waits for its answer |
//! | [`seal`] | what a stolen copy of the database must not tell |
//! | [`password`] | rules, and Argon2id behind a small queue |
//! | [`key`] | API keys |
//! | [`organisation`] | the members of the community |
//! | [`person`] | names, settings, wishes, states |
//! | [`membership`] | what ties a person to an organisation, and who may give which role |
//! | [`invitation`], [`reset`] | links by mail: to join, to choose another password |
//! | [`view`] | saved views of lists |
//! | [`request`] | who asks to join, and the answer |
//! | [`address`](mod@address) | another address, confirmed from both mailboxes |
//! | [`login`] | accounts elsewhere that sign in here |
//! | [`account`] | programs that belong to an organisation |
//! | [`circle`] | trust circles and who may change them |
//! | [`sharing`] | executable sharing rules: what they say, and what breaks them |
//! | [`audience`](mod@audience) | who will see what a label covers |
//! | [`readers`] | every active person with what he may see, for jobs that tell |
//! | [`indexed`] | organisations and circles put into the search index anew |
//! | [`first_run`] | the first administrator, by a link that works once |
//! | [`email`], [`secret`], [`refusal`] | addresses; what must not be printed; why not |
//!
//! What only the program may read (sessions, invitations to hidden circles) is read with [`belfry_store::Key::SYSTEM`]; each
//! function says so. Deliberately absent: pages, cookies, mail, the rules of areas,
//! the protocols of passkeys and of other places' sign-in.

pub mod account;
pub mod address;
pub mod audience;
pub mod ceremony;
pub mod circle;
mod common_passwords;
pub mod demand;
pub mod email;
pub mod erasure;
pub mod factor;
pub mod first_run;
pub mod indexed;
pub mod invitation;
pub mod key;
mod link;
pub mod login;
pub mod membership;
pub mod organisation;
pub mod password;
pub mod person;
pub mod proof;
pub mod readers;
pub mod recovery;
pub mod refusal;
pub mod request;
pub mod reset;
pub mod seal;
pub mod secret;
pub mod session;
pub mod sharing;
pub mod sign_in;
pub mod signed_in;
mod text;
mod throttle;
pub mod totp;
pub mod view;

use belfry_store::migrate::Migrations;
use belfry_store::{Kind, Tx};

pub use audience::audience;
pub use email::Email;
pub use password::{PasswordRefusal, Passwords};
pub use proof::{Proof, Prover};
pub use refusal::Refusal;
pub use seal::Seal;
pub use secret::Secret;
pub use session::NewSession;
pub use sign_in::{Attempt, SignInRefusal, sign_in};
pub use signed_in::{Credential, SignedIn, by_api_key, on_behalf_of, signed_in};
pub use throttle::network;

/// The tables.
pub const MIGRATIONS: Migrations = belfry_store::migrations!(
    "identity";
    "0001_people",
    "0002_admission",
    "0003_register",
    "0004_circles",
    "0005_views",
    "0006_erasures",
    "0007_directory",
    "0008_name_parts",
);

/// A trust circle's page.
pub const CIRCLE: Kind = Kind { code: 20, name: "members-circle", path: "/members/circles/" };
/// An organisation's page.
pub const ORGANISATION: Kind = Kind { code: 21, name: "members-organisation", path: "/members/organisations/" };

/// Removes sessions, links and counted tries that are over; how many rows. For a nightly job.
pub fn sweep(tx: &Tx, now: jiff::Timestamp) -> belfry_store::Result<u64> {
    let tries = throttle::sweep(tx, now)? + ceremony::sweep(tx, now)?;
    let asked = request::sweep(tx, now)? + address::sweep(tx, now)?;
    Ok(session::sweep(tx, now)? + link::sweep(tx, now)? + tries + asked)
}
