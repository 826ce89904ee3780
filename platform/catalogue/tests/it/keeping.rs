//! The tables, on both databases.

use belfry_catalogue::store::{self, Kept};
use belfry_catalogue::{MIGRATIONS, builtin};
use belfry_kernel::{Clause, Label, Tlp};
use belfry_store::{Key, args};
use belfry_testkit::{TestDb, both_databases};

fn named(t: &TestDb, key: Key) -> Vec<String> {
    store::list(&t.db.read(key).unwrap()).unwrap().into_iter().map(|entry| entry.name).collect()
}

both_databases! {
    fn what_is_built_in_is_there_once_and_for_everyone(engine) {
        let t = TestDb::new(engine, &[MIGRATIONS]);
        builtin::ensure(&t.db, t.act()).unwrap();
        builtin::ensure(&t.db, t.act()).unwrap();
        let names = ["csirt-maturity", "nis1-security", "nis2-article-21", "regulation-2024-2690", "small-firms"];
        assert_eq!(named(&t, Key::ANONYMOUS), names);
        let (frameworks, mappings) = builtin::all().unwrap();
        let read = t.db.read(Key::ANONYMOUS).unwrap();
        for framework in &frameworks {
            let kept = store::load(&read, &framework.name, Some("1")).unwrap().unwrap();
            assert_eq!((kept.hash(), &kept), (framework.hash(), framework));
        }
        let mut kept = store::mappings(&read, "nis2-article-21").unwrap();
        let order = |pairs: &mut Vec<belfry_catalogue::Pair>| pairs.sort_by_key(|pair| (pair.from.clone(), pair.to.clone()));
        let mut expected = mappings[0].clone();
        order(&mut expected.pairs);
        order(&mut kept[0].pairs);
        assert_eq!(kept, [expected]);
    }

    fn a_version_never_changes_and_another_stands_beside_it(engine) {
        let t = TestDb::new(engine, &[MIGRATIONS]);
        let label = Label::new(Tlp::Clear, Clause::Everyone);
        let mut framework = builtin::all().unwrap().0.remove(0);
        let keep = |framework: &belfry_catalogue::Framework| {
            let tx = t.db.write(Key::SYSTEM).unwrap();
            let kept = store::keep(&tx, t.act(), framework, &label).unwrap();
            tx.commit().unwrap();
            kept
        };
        assert_eq!(keep(&framework), Kept::New);
        assert_eq!(keep(&framework), Kept::Unchanged);
        framework.items.pop();
        assert_eq!(keep(&framework), Kept::Differs);
        framework.version = "2".into();
        assert_eq!(keep(&framework), Kept::New);
        let read = t.db.read(Key::ANONYMOUS).unwrap();
        assert_eq!(store::load(&read, &framework.name, None).unwrap().unwrap().items.len(), 10);
        assert_eq!(store::load(&read, &framework.name, Some("1")).unwrap().unwrap().items.len(), 11);
        drop(read);
        let facts = t.db.read(Key::SYSTEM).unwrap();
        let facts = facts.rows("select fact from store_ledger", args![], |row| row.get::<String>(0)).unwrap();
        assert_eq!(facts, ["catalogue.framework-loaded", "catalogue.framework-loaded"]);
    }

    fn what_is_for_the_community_is_hidden_from_others_with_its_items_and_mappings(engine) {
        let t = TestDb::new(engine, &[MIGRATIONS]);
        let (frameworks, mappings) = builtin::all().unwrap();
        let tx = t.db.write(Key::SYSTEM).unwrap();
        for framework in &frameworks {
            let hidden = framework.name == "regulation-2024-2690";
            let label = if hidden { Label::new(Tlp::Green, Clause::Community) } else { Label::new(Tlp::Clear, Clause::Everyone) };
            store::keep(&tx, t.act(), framework, &label).unwrap();
        }
        assert_eq!(store::keep_mapping(&tx, t.act(), &mappings[0]).unwrap(), Kept::New);
        tx.commit().unwrap();
        assert!(!named(&t, Key::ANONYMOUS).contains(&"regulation-2024-2690".to_owned()));
        let read = t.db.read(Key::ANONYMOUS).unwrap();
        assert_eq!(store::load(&read, "regulation-2024-2690", None).unwrap(), None);
        assert_eq!(store::mappings(&read, "nis2-article-21").unwrap(), []);
        drop(read);
        let member = belfry_kernel::Grants { community: true, ..Default::default() };
        let key = belfry_store::scope::key_of(&t.db, &member, t.act().now).unwrap();
        assert!(named(&t, key).contains(&"regulation-2024-2690".to_owned()));
        assert_eq!(store::mappings(&t.db.read(key).unwrap(), "nis2-article-21").unwrap().len(), 1);
    }
}
