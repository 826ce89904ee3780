//! Taking away files that nobody can ask for any more: those of documents that were withdrawn a while ago, and those that nothing
//! names any more, such as after an erasure or a crash between the file and its row.

use std::collections::HashSet;
use std::time::SystemTime;

use belfry_kernel::Problem;
use belfry_outbound::BlobId;
use belfry_store::{Key, args};
use belfry_web::House;
use jiff::SignedDuration;

use crate::file;

/// The file of a withdrawn document stays so long: who took it away by mistake asks for it within that.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);
/// A file that is younger may belong to a row that is about to be written.
const YOUNG: SignedDuration = SignedDuration::from_hours(24);
/// Rows in one transaction.
const AT_ONCE: i64 = 200;

/// What was taken away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Versions of withdrawn documents.
    pub versions: u64,
    /// Files.
    pub files: u64,
}

/// Looks through the store once. May be broken off and begun again.
///
/// # Errors
/// Those of the database and of the store.
pub fn files(house: &House) -> Result<Swept, Problem> {
    let now = house.clock.now();
    let mut swept = Swept::default();
    loop {
        let tx = house.db.write(Key::SYSTEM)?;
        let gone = tx.execute(
            "delete from discussion_versions where id in (select v.id from discussion_versions v \
             join discussion_documents d on d.id = v.document_id where d.withdrawn <= $1 order by v.id limit $2)",
            args![now - KEPT, AT_ONCE],
        )?;
        tx.commit()?;
        swept.versions += gone;
        if gone == 0 {
            break;
        }
    }
    // The files are listed before the rows: what is written meanwhile is young.
    let blobs = file::blobs(house)?;
    let young = SystemTime::from(now - YOUNG);
    let old = blobs.older_than(young).map_err(file::trouble)?;
    let mut named: HashSet<BlobId> = HashSet::new();
    let mut keep = |hash: &[u8]| {
        if let Ok(hash) = <[u8; 32]>::try_from(hash) {
            named.insert(BlobId::from(hash));
        }
    };
    let read = house.db.read(Key::SYSTEM)?;
    read.each("select hash from discussion_versions", args![], |row| {
        keep(&row.get::<Vec<u8>>(0)?);
        Ok(true)
    })?;
    for keeps in &house.keeps {
        keeps(&read, &mut keep)?;
    }
    drop(read);
    for id in old.into_iter().filter(|id| !named.contains(id)) {
        swept.files += u64::from(blobs.delete_older(id, young).map_err(file::trouble)?);
    }
    Ok(swept)
}
