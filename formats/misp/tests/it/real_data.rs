//! Real events, read where they lie: `BELFRY_REAL_DATA` names the folder with `misp-events/` in it.

use std::{error::Error, fs, path::PathBuf};

use belfry_misp::{EventWriter, types};

use crate::whole::{gather, write};

#[test]
fn real_events_come_back_as_they_were() -> Result<(), Box<dyn Error>> {
    let Some(folder) = std::env::var_os("BELFRY_REAL_DATA") else {
        return Ok(());
    };
    // Relative to the repository, wherever the test runs.
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
    let (mut events, mut attributes, mut inside, mut objects) = (0, 0, 0, 0);
    for file in fs::read_dir(folder.join("misp-events"))? {
        let path = file?.path();
        if path.extension().is_none_or(|e| e != "json") {
            continue;
        }
        let (scanned, read) = gather(&fs::read(&path)?).map_err(|e| format!("{}: {e}", path.display()))?;
        for (scanned, whole) in scanned.iter().zip(&read) {
            events += 1;
            attributes += scanned.counts.attributes;
            inside += scanned.counts.object_attributes;
            objects += scanned.counts.objects;
            assert_eq!(scanned.counts.attributes, whole.attributes.len() as u64);
            assert_eq!(scanned.counts.objects, whole.objects.len() as u64);
            let all = whole.attributes.iter().chain(whole.objects.iter().flat_map(|o| &o.attributes));
            for attribute in all {
                assert!(types::get(&attribute.kind).is_some(), "{}", attribute.kind);
                assert!(attribute.extra.is_empty(), "{:?}", attribute.extra);
            }
        }
        let (_, again) = gather(&write(EventWriter::response(Vec::new()), &read)?)?;
        assert_eq!(read, again, "{}", path.display());
    }
    assert_eq!((events, attributes, inside, objects), (29, 1374, 273, 134));
    Ok(())
}
