//! Files by the hash of their content.

use std::io::{self, Read, Write};
use std::time::{Duration, SystemTime};

use belfry_outbound::{BlobError, BlobId, Blobs};
use proptest::prelude::*;

fn store(limit: u64) -> (tempfile::TempDir, Blobs) {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::open(folder.path().join("blobs"), limit).unwrap();
    (folder, blobs)
}

fn files(folder: &std::path::Path) -> usize {
    let count = |entry: io::Result<std::fs::DirEntry>| {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path) } else { 1 }
    };
    std::fs::read_dir(folder).unwrap().map(count).sum()
}

#[test]
fn content_comes_back_under_its_hash_and_is_kept_once() {
    let (folder, blobs) = store(1000);
    let id = blobs.put(&b"abc"[..]).unwrap();
    assert_eq!(id.to_string(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(blobs.put(&b"abc"[..]).unwrap(), id);
    assert_eq!(files(folder.path()), 1);
    assert_eq!(blobs.bytes(id).unwrap(), b"abc");
    assert_eq!(blobs.length(id).unwrap(), 3);
    blobs.verify(id).unwrap();
    blobs.delete(id).unwrap();
    blobs.delete(id).unwrap();
    assert!(matches!(blobs.read(id), Err(BlobError::Missing)));
}

#[test]
fn what_is_too_long_leaves_nothing() {
    let (folder, blobs) = store(5);
    blobs.put(&b"12345"[..]).unwrap();
    assert!(matches!(blobs.put(&b"123456"[..]), Err(BlobError::TooLong { limit: 5 })));
    assert!(matches!(blobs.put(io::repeat(0)), Err(BlobError::TooLong { .. })));
    assert_eq!(files(folder.path()), 1);
}

struct Cut;

impl Read for Cut {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::ErrorKind::ConnectionReset.into())
    }
}

#[test]
fn a_sender_who_hangs_up_leaves_nothing() {
    let (folder, blobs) = store(1000);
    assert!(matches!(blobs.put((&b"half"[..]).chain(Cut)), Err(BlobError::Disk(_))));
    assert_eq!(files(folder.path()), 0);
}

#[test]
fn damage_is_found_and_healed_by_the_same_content() {
    let (folder, blobs) = store(1000);
    let id = blobs.put(&b"abc"[..]).unwrap();
    let name = id.to_string();
    let path = folder.path().join("blobs").join(&name[..2]).join(&name[2..]);
    std::fs::File::options().write(true).open(path).unwrap().write_all(b"x").unwrap();
    assert!(matches!(blobs.verify(id), Err(BlobError::Damaged(at)) if at == id));
    assert!(matches!(blobs.bytes(id), Err(BlobError::Damaged(_))));
    blobs.put(&b"abc"[..]).unwrap();
    blobs.verify(id).unwrap();
}

#[test]
fn remains_of_a_killed_writer_are_swept() {
    let (folder, blobs) = store(1000);
    // Of a process that had the same number as this one.
    std::fs::write(folder.path().join(format!("blobs/coming/{}-0", std::process::id())), "half").unwrap();
    let id = blobs.put(&b"abc"[..]).unwrap();
    assert_eq!(blobs.sweep(SystemTime::UNIX_EPOCH).unwrap(), 0);
    let later = std::fs::metadata(folder.path()).unwrap().modified().unwrap() + Duration::from_hours(24);
    assert_eq!(blobs.sweep(later).unwrap(), 1);
    blobs.verify(id).unwrap();
}

#[test]
fn only_a_hash_is_an_id() {
    let id = BlobId::of(b"abc");
    assert_eq!(id.to_string().parse::<BlobId>().unwrap(), id);
    let long = "0".repeat(66);
    let loud = id.to_string().to_uppercase();
    for text in ["", "..", "../../etc/passwd", &long, &long[..63], &loud, &"é".repeat(32)] {
        assert!(matches!(text.parse::<BlobId>(), Err(BlobError::NotAnId)), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn any_content_comes_back(content in prop::collection::vec(any::<u8>(), 0..200_000)) {
        let (_folder, blobs) = store(1_000_000);
        let id = blobs.put(content.as_slice()).unwrap();
        prop_assert_eq!(id, BlobId::of(&content));
        prop_assert_eq!(blobs.bytes(id).unwrap(), content);
    }
}
