//! Room on the disk of a folder.

use std::io;
use std::path::Path;

/// Bytes of the file system that a folder is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Space {
    /// That may still be written by whoever has no privileges.
    pub free: u64,
    /// In all.
    pub total: u64,
}

impl Space {
    /// Asks the system.
    ///
    /// # Errors
    /// When the folder cannot be looked at.
    pub fn of(folder: &Path) -> io::Result<Self> {
        let found = rustix::fs::statvfs(folder)?;
        Ok(Self {
            free: found.f_bavail.saturating_mul(found.f_frsize),
            total: found.f_blocks.saturating_mul(found.f_frsize),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Space;

    #[test]
    fn a_folder_has_no_more_room_than_its_disk() {
        let folder = tempfile::tempdir().unwrap();
        let space = Space::of(folder.path()).unwrap();
        assert!(space.total > 0 && space.free <= space.total);
        assert!(Space::of(&folder.path().join("nowhere")).is_err());
    }
}
