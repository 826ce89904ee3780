//! Passwords: the rules for new ones, and Argon2id behind a small queue.
//!
//! Argon2id with 19 MiB and two passes is OWASP's minimum (Password Storage Cheat Sheet). Each hash takes that memory and
//! some 40 ms, so only a few run at once and only so many wait: a flood of sign-ins costs a bounded amount.

use std::sync::{Condvar, Mutex, PoisonError};

use argon2::password_hash::PasswordHasher;
use argon2::{Algorithm, Argon2, Params, PasswordHash, PasswordVerifier, Version};
use belfry_kernel::Ids;

use crate::common_passwords::STEMS;
use crate::email::Email;

/// Hashes run on half of the cores: the pages have the others.
fn at_once() -> u32 {
    let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    u32::try_from(cores / 2).unwrap_or(u32::MAX).max(1)
}

/// Tries that wait for their turn; more are told to come back.
const WAITING: u32 = 32;
/// Length of a new password in characters: NIST SP 800-63B asks for at least 8 with a second factor, 15 without; we take 12
/// and refuse what is common.
const SHORTEST: usize = 12;
/// Longest password in characters. Also bounds what is hashed.
const LONGEST: usize = 128;
/// A local part shorter than this may stand in a password by chance.
const TELLING: usize = 4;

/// Why a new password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordRefusal {
    /// Fewer than 12 characters.
    TooShort,
    /// More than 128 characters.
    TooLong,
    /// Holds the name of the mailbox.
    LikeEmail,
    /// Among those that everybody tries first.
    Common,
}

impl PasswordRefusal {
    /// The end of a message key.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooShort => "password-too-short",
            Self::TooLong => "password-too-long",
            Self::LikeEmail => "password-like-email",
            Self::Common => "password-common",
        }
    }
}

/// Too many passwords wait to be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasswordBusy;

/// Asks the rules about a new password.
pub fn check_rules(password: &str, email: &Email) -> Result<(), PasswordRefusal> {
    let length = password.chars().count();
    let lower = password.to_lowercase();
    if length < SHORTEST {
        Err(PasswordRefusal::TooShort)
    } else if length > LONGEST {
        Err(PasswordRefusal::TooLong)
    } else if email.local().chars().count() >= TELLING && lower.contains(email.local()) {
        Err(PasswordRefusal::LikeEmail)
    } else if is_common(&lower) {
        Err(PasswordRefusal::Common)
    } else {
        Ok(())
    }
}

/// Whether nothing is left of a password once common words, digits and punctuation are taken away, or it is the same few
/// characters again and again.
fn is_common(lower: &str) -> bool {
    let mut distinct: Vec<char> = lower.chars().collect();
    distinct.sort_unstable();
    distinct.dedup();
    if distinct.len() < 4 {
        return true;
    }
    let plain: String = lower.chars().filter(|c| c.is_alphabetic()).collect();
    consists_of_stems(&plain)
}

/// Whether a text is nothing but stems one after the other. Digits alone leave an empty text, which is.
fn consists_of_stems(text: &str) -> bool {
    let mut reached = vec![false; text.len() + 1];
    reached[0] = true;
    for at in 0..text.len() {
        if reached[at] && text.is_char_boundary(at) {
            let rest = &text[at..];
            for stem in STEMS.iter().filter(|stem| rest.starts_with(**stem)) {
                reached[at + stem.len()] = true;
            }
        }
    }
    reached[text.len()]
}

/// Checks and makes hashes, a few at a time. One for the whole process.
pub struct Passwords {
    params: Params,
    at_once: u32,
    queue: Mutex<Queue>,
    freed: Condvar,
}

#[derive(Default)]
struct Queue {
    running: u32,
    waiting: u32,
}

struct Turn<'a>(&'a Passwords);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.queue.lock().unwrap_or_else(PoisonError::into_inner).running -= 1;
        self.0.freed.notify_one();
    }
}

impl Default for Passwords {
    fn default() -> Self {
        Self::new()
    }
}

impl Passwords {
    /// With 19 MiB, two passes and one lane.
    pub fn new() -> Self {
        Self::with_memory(19 * 1_024)
    }

    /// With other memory, in KiB: for tests that sign many people in.
    pub fn with_memory(kib: u32) -> Self {
        let params = Params::new(kib, 2, 1, None).unwrap_or_default();
        Self { params, at_once: at_once(), queue: Mutex::default(), freed: Condvar::new() }
    }

    fn turn(&self) -> Result<Turn<'_>, PasswordBusy> {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        if queue.running >= self.at_once {
            if queue.waiting >= WAITING {
                return Err(PasswordBusy);
            }
            queue.waiting += 1;
            queue = self.freed.wait_while(queue, |q| q.running >= self.at_once).unwrap_or_else(PoisonError::into_inner);
            queue.waiting -= 1;
        }
        queue.running += 1;
        Ok(Turn(self))
    }

    fn argon(&self) -> Argon2<'_> {
        Argon2::new(Algorithm::Argon2id, Version::V0x13, self.params.clone())
    }

    /// The hash of a password, as a PHC string.
    pub fn hash(&self, password: &str, ids: &Ids) -> Result<String, PasswordBusy> {
        let _turn = self.turn()?;
        let salt = ids.uuid();
        apart(|| {
            let hash: Result<PasswordHash, _> =
                self.argon().hash_password_with_salt(password.as_bytes(), salt.as_bytes());
            // Fails only without memory.
            hash.map(|hash| hash.to_string()).map_err(|_| PasswordBusy)
        })
    }

    /// Whether a password fits a hash. Without a hash (no such account, no password yet) it takes as long and says no.
    pub fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool, PasswordBusy> {
        let _turn = self.turn()?;
        apart(|| self.fits(password, hash))
    }

    fn fits(&self, password: &str, hash: Option<&str>) -> Result<bool, PasswordBusy> {
        // Longer ones were never accepted; they are not worth hashing in full.
        let fits_rules = password.chars().count() <= LONGEST;
        let password = if fits_rules { password } else { "" };
        let Some(hash) = hash.and_then(|hash| PasswordHash::new(hash).ok()) else {
            let mut spent = [0; 32];
            self.argon()
                .hash_password_into(password.as_bytes(), b"no such account!", &mut spent)
                .map_err(|_| PasswordBusy)?;
            std::hint::black_box(spent);
            return Ok(false);
        };
        let fits = self.argon().verify_password(password.as_bytes(), &hash).is_ok();
        Ok(fits && fits_rules)
    }
}

/// Works on a thread of its own that gives way to those who serve pages: they are short, a hash is long and may wait.
fn apart<T: Send>(work: impl FnOnce() -> Result<T, PasswordBusy> + Send) -> Result<T, PasswordBusy> {
    std::thread::scope(|scope| {
        let own = std::thread::Builder::new().name("password".into()).spawn_scoped(scope, || {
            belfry_store::give_way_to_pages();
            work()
        });
        own.map_err(|_| PasswordBusy)?.join().map_err(|_| PasswordBusy)?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everybody_tries_first_is_refused_and_a_sentence_is_not() {
        let email = Email::parse("marta.silva@water.example").expect("address");
        let refused = |password: &str| check_rules(password, &email).err();
        assert_eq!(refused("short pass"), Some(PasswordRefusal::TooShort));
        assert_eq!(refused(&"x y".repeat(50)), Some(PasswordRefusal::TooLong));
        assert_eq!(refused("I am Marta.Silva, hello"), Some(PasswordRefusal::LikeEmail));
        for common in
            ["Password2026!", "passwordpassword", "qwertyuiop12", "123456789012", "Welcome-Admin-1", "aaaaaaaaabab"]
        {
            assert_eq!(refused(common), Some(PasswordRefusal::Common), "{common}");
        }
        assert_eq!(refused("four brown herons by the weir"), None);
        assert_eq!(refused("мост через старую реку"), None);
    }

    #[test]
    fn a_hash_is_made_as_owasp_asks_and_verified() {
        struct Sevens;
        impl belfry_kernel::id::Chance for Sevens {
            fn fill(&self, bytes: &mut [u8]) {
                bytes.fill(7);
            }
        }
        let clock = std::sync::Arc::new(belfry_kernel::time::FixedClock::at("2026-01-01T00:00:00Z"));
        let ids = Ids::new(clock, std::sync::Arc::new(Sevens));
        let passwords = Passwords::new();
        let hash = passwords.hash("four brown herons", &ids).expect("hash");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert_eq!(passwords.verify("four brown herons", Some(&hash)), Ok(true));
        assert_eq!(passwords.verify("four brown heron", Some(&hash)), Ok(false));
        assert_eq!(passwords.verify("", None), Ok(false));
        assert_eq!(passwords.verify(&"x".repeat(10_000), Some(&hash)), Ok(false));
    }

    #[test]
    fn beyond_the_queue_there_is_no_place() {
        let passwords = Passwords::with_memory(64);
        let _turns: Vec<_> = (0..passwords.at_once).map(|_| passwords.turn().expect("a turn")).collect();
        passwords.queue.lock().expect("queue").waiting = WAITING;
        assert!(passwords.turn().is_err());
    }
}
