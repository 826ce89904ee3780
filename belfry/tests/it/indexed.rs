//! The search index, built anew and filled with what stood there before.

use std::collections::BTreeSet;

use belfry::indexed;
use belfry_kernel::SubjectId;
use belfry_store::search::{self, Narrow};
use belfry_store::{Key, args, setting};
use belfry_testkit::{TestSite, both_databases};

/// The documents that the program itself finds by these beginnings of words.
fn found(site: &TestSite) -> BTreeSet<i64> {
    let read = site.db.db.read(Key::SYSTEM).expect("read");
    let narrow = Narrow { kinds: &site.house.kinds, ..Narrow::default() };
    let ask = |word: &str| search::find(&read, word, &narrow, None, 100_000).expect("hits");
    ["a*", "e*", "s*", "1*", "r*", "c*"].iter().flat_map(|word| ask(word)).map(|hit| hit.document).collect()
}

fn empty(site: &TestSite) {
    let tx = site.db.db.write(Key::SYSTEM).expect("tx");
    let all: Vec<SubjectId> = tx.rows("select id from store_subjects", args![], |row| row.get(0)).expect("subjects");
    all.into_iter().for_each(|subject| search::drop_subject(&tx, subject).expect("dropped"));
    tx.commit().expect("commit");
}

both_databases! {
    fn an_index_built_anew_finds_what_the_old_one_found(engine) {
        let site = TestSite::new(engine, &belfry::areas::areas());
        belfry::demo::load(&site.house).expect("the demonstration");
        site.run_jobs();
        let before = found(&site);
        assert!(before.len() > 100, "{}", before.len());

        // Built over what is there, nothing is twice and nothing is lost.
        indexed::rebuild(&site.db.db, |_, _| {}).expect("rebuilt");
        assert_eq!(found(&site), before);

        // Built from nothing, in two goes: the first was cut off behind the organisations.
        empty(&site);
        assert_eq!(found(&site), BTreeSet::new());
        assert!(indexed::fill(&site.db.db).expect("filled") > 0);
        let filled = found(&site);
        assert!(!filled.is_empty() && filled.is_subset(&before) && filled.len() < before.len());
        assert_eq!(indexed::fill(&site.db.db).expect("filled"), 0, "once");
        let tx = site.db.db.write(Key::SYSTEM).expect("tx");
        setting::put(&tx, "search.rebuilt.organisations", "done").expect("put");
        tx.commit().expect("commit");
        indexed::rebuild(&site.db.db, |source, _| assert_ne!(source.name, "organisations")).expect("rebuilt");
        assert_eq!(found(&site), before);
    }
}
