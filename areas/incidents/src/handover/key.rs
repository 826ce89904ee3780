//! The key by which this installation signs what it hands over: drawn when it is first asked for, sealed like the secrets of second
//! factors, so that a stolen copy of the database signs nothing. Its public half is for everybody.

use belfry_handover::SigningKey;
use belfry_identity::Seal;
use belfry_kernel::{Ids, Problem, hex};
use belfry_store::{Db, Key, setting};
use belfry_web::House;

/// Where it is kept.
const SETTING: &str = "incidents-handover-key";

/// The key of a house.
///
/// # Errors
/// As [`of`].
pub fn own(house: &House) -> Result<SigningKey, Problem> {
    of(&house.db, &house.seal, &house.ids)
}

/// The key of an installation.
///
/// # Errors
/// [`Problem::Internal`] where another key sealed it, and those of the database.
pub fn of(db: &Db, seal: &Seal, ids: &Ids) -> Result<SigningKey, Problem> {
    let kept = setting::get(&db.read(Key::SYSTEM)?, SETTING)?;
    let kept = match kept {
        Some(kept) => kept,
        None => {
            let tx = db.write(Key::SYSTEM)?;
            let kept = setting::keep(&tx, SETTING, &hex(&seal.seal(ids, SETTING, &ids.bytes::<32>())))?;
            tx.commit()?;
            kept
        }
    };
    let opened = unhex(&kept).and_then(|sealed| seal.open(SETTING, &sealed));
    let key = opened.and_then(|seed| SigningKey::of_seed(&seed));
    key.ok_or_else(|| Problem::Internal("the key that signs packages cannot be opened: another key sealed it".into()))
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).ok());
    pairs.map(|pair| u8::from_str_radix(pair.filter(|pair| pair.len() == 2)?, 16).ok()).collect()
}
