//! Files that nobody can ask for any more are taken away, and no others.

use std::fs::File;
use std::path::PathBuf;
use std::time::SystemTime;

use belfry_discussion::sweep::{self, Swept};
use belfry_kernel::{Clock, Role};
use belfry_outbound::BlobId;
use belfry_testkit::{TestSite, both_databases};
use jiff::SignedDuration;

use crate::{open, site};

fn stored(site: &TestSite, content: &[u8]) -> PathBuf {
    let name = BlobId::of(content).to_string();
    site.house.files.join("documents").join(&name[..2]).join(&name[2..])
}

/// As if it had been put at this instant of the story.
fn put_now(site: &TestSite, content: &[u8]) {
    let file = File::options().append(true).open(stored(site, content)).expect("the file");
    file.set_modified(SystemTime::from(site.db.clock.now())).expect("its time");
}

fn days(n: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * n)
}

both_databases! {
    fn what_was_withdrawn_goes_after_a_month_and_what_is_used_elsewhere_stays(engine) {
        let site = site(engine);
        let water = site.organisation("Water", "oes");
        let ana = site.person("Ana", water, &[Role::Contributor]);
        let (first, second) = (open(&site, water), open(&site, water));
        let (alone, both) = (b"only here".as_slice(), b"in two places".as_slice());
        let mut documents = Vec::new();
        for (page, content) in [(&first, alone), (&first, both), (&second, both)] {
            let fields = [("title", "Plan"), ("reach", "record"), ("tlp", "amber"), ("note", "")];
            let put = ana.upload(&format!("{page}/documents/new"), &fields, &[("file", "plan.txt", content)]).expect(303);
            documents.push(put.location.expect("its page"));
        }
        // Written, and then its row was never: as after a crash.
        let blobs = belfry_outbound::Blobs::open(site.house.files.join("documents"), 100).expect("the store");
        blobs.put(b"nobody's".as_slice()).expect("kept");
        for content in [alone, both, b"nobody's"] {
            put_now(&site, content);
        }
        assert_eq!(sweep::files(&site.house).expect("swept"), Swept::default(), "all is young");
        for document in &documents[..2] {
            ana.submit(&format!("{document}/withdraw"), &[]).expect(303);
        }
        site.db.clock.advance(days(2));
        assert_eq!(sweep::files(&site.house).expect("swept"), Swept { versions: 0, files: 1 });
        assert!(!stored(&site, b"nobody's").exists() && stored(&site, alone).exists(), "a mistake can be put right for a month");
        site.db.clock.advance(days(29));
        assert_eq!(sweep::files(&site.house).expect("swept"), Swept { versions: 2, files: 1 });
        assert!(!stored(&site, alone).exists() && stored(&site, both).exists());
        let ana = site.sign_in(ana.id());
        assert_eq!(ana.get(&format!("{}/1", documents[2])).expect(200).text, "in two places");
        assert_eq!(sweep::files(&site.house).expect("swept"), Swept::default());
        site.run_jobs();
    }
}
