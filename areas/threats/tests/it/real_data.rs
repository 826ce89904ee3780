//! The 29 published events, when `BELFRY_REAL_DATA` says where they are.

use std::fs::File;
use std::path::PathBuf;

use belfry_testkit::both_databases;
use belfry_threats::event::import::{Outcome, Reach, import_misp};

use crate::{HOME, context, world};

fn files() -> Vec<PathBuf> {
    let Some(folder) = std::env::var_os("BELFRY_REAL_DATA") else { return Vec::new() };
    let folder = PathBuf::from(folder).join("misp-events");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "json"));
    files.sort();
    files
}

both_databases! {
    fn real_events_go_in_and_again_as_nothing_new(engine) {
        let files = files();
        if files.is_empty() {
            return;
        }
        let t = world(engine);
        let ctx = context(&t, HOME, Reach::Community);
        // Seventeen names of hosts stand there as URLs.
        for (wanted, beside) in [
            (r#"{"new":29,"updated":0,"unchanged":0,"failed":0,"attributes":1647,"objects":134}"#, (107, 17)),
            (r#"{"new":0,"updated":0,"unchanged":29,"failed":0,"attributes":0,"objects":0}"#, (0, 0)),
        ] {
            let mut all = Outcome::default();
            for file in &files {
                let mut file = File::open(file).expect("a file");
                all.add(import_misp(&ctx, &mut file, &mut |_| true).expect("import"));
            }
            assert_eq!(serde_json::to_string(&all).expect("json"), wanted);
            assert_eq!((all.clusters, all.unfit), beside);
        }
    }
}
