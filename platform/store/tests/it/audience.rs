//! Who sees what, in SQL: against the pure decision, in both shapes, and behind row-level security.

use std::collections::BTreeSet;

use belfry_kernel::access::Edit;
use belfry_kernel::{Actor, CircleId, Clause, Clock, Grants, Label, OrganisationId, PersonId, SubjectId, Tlp};
use belfry_store::subject::{self, Subject};
use belfry_store::{Key, Kind, Tx, args, scope};
use belfry_testkit::{Engine, TestDb, both_databases};
use proptest::prelude::*;
use uuid::Uuid;

pub const KIND: Kind = Kind { code: 900, name: "trial", path: "/trial/" };

pub fn subject(t: &TestDb, tx: &Tx, uuid: Uuid, label: &Label) -> Subject {
    Subject {
        id: t.ids.next(),
        uuid,
        kind: KIND.code,
        label_id: scope::intern(tx, label).expect("label"),
        owner: OrganisationId(1),
        author: None,
        title: format!("title {uuid}"),
        updated: t.clock.now(),
    }
}

fn labels() -> impl Strategy<Value = Vec<Label>> {
    let clause = prop_oneof![
        (0i64..3).prop_map(|p| Clause::People(BTreeSet::from([PersonId(p)]))),
        (0i64..3).prop_map(|o| Clause::Organisation(OrganisationId(o))),
        (0i64..3, 0i64..3).prop_map(|(c, o)| Clause::CircleOrOwner(CircleId(c), OrganisationId(o))),
        Just(Clause::Community),
        Just(Clause::Everyone),
    ];
    let label = (0usize..6, clause.clone(), proptest::option::of(clause)).prop_map(|(tlp, one, two)| {
        let label = Label::new(Tlp::ALL[tlp], one);
        two.map_or(label.clone(), |two| label.meet(&Label::new(Tlp::ALL[tlp], two)))
    });
    proptest::collection::vec(label, 1..12)
}

fn readers() -> impl Strategy<Value = Grants> {
    (
        any::<bool>(),
        proptest::option::of(0i64..3),
        proptest::collection::btree_set(0i64..3, 0..3),
        proptest::collection::btree_set(0i64..3, 0..3),
    )
        .prop_map(|(community, person, organisations, circles)| Grants {
            community,
            person: person.map(PersonId),
            organisations: organisations.into_iter().map(OrganisationId).collect(),
            circles: circles.into_iter().map(CircleId).collect(),
            ..Grants::default()
        })
}

fn seen(t: &TestDb, key: Key) -> Vec<SubjectId> {
    let read = t.db.read(key).expect("read");
    let mut sql = belfry_store::Sql::new("select s.id", []);
    sql.append(&scope::visible(&read, KIND, "").expect("visible"));
    sql.append(&scope::newest(&read, KIND, None, 1_000).expect("newest"));
    read.rows(sql, args![], |row| row.get(0)).expect("rows")
}

fn agrees(engine: Engine, worlds: u32) {
    let t = TestDb::new(engine, &[]);
    let config = ProptestConfig { cases: worlds, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(labels in labels(), before in readers(), after in readers())| {
        // One set of grants is known before the labels are, the other only afterwards: both must be told everything.
        let early = scope::key_of(&t.db, &before, t.clock.now()).expect("key");
        let tx = t.db.write(Key::SYSTEM).expect("tx");
        tx.execute("delete from store_subjects", args![]).expect("empty");
        let mut all = Vec::new();
        for label in &labels {
            let one = subject(&t, &tx, t.ids.uuid(), label);
            subject::insert(&tx, &one).expect("insert");
            all.push((one.id, label.clone()));
        }
        tx.commit().expect("commit");
        let late = scope::key_of(&t.db, &after, t.clock.now()).expect("key");
        for (grants, key) in [(&before, early), (&after, late), (&Grants::default(), Key::ANONYMOUS), (&Grants::system(), Key::SYSTEM)] {
            let wanted: Vec<SubjectId> = all.iter().rev().filter(|(_, l)| l.seen_by(grants)).map(|(id, _)| *id).collect();
            prop_assert_eq!(seen(&t, key), wanted);
        }
    });
}

both_databases! {
    fn the_table_of_visible_labels_agrees_with_the_decision(engine) {
        agrees(engine, if std::env::var_os("BELFRY_DEEP").is_some() { 500 } else { 40 });
    }

    fn what_a_change_saw_before_it_was_taken_back_is_not_remembered(engine) {
        let t = TestDb::new(engine, &[]);
        let member = Grants { person: Some(PersonId(9)), community: true, ..Grants::default() };
        let key = scope::key_of(&t.db, &member, t.clock.now()).expect("key");
        let fill = |tx: &Tx, label: &Label| {
            for n in 0..2_500_u128 {
                subject::insert(tx, &subject(&t, tx, Uuid::from_u128(n), label)).expect("insert");
            }
        };
        let tx = t.db.write(key).expect("tx");
        fill(&tx, &Label::new(Tlp::Green, Clause::Community));
        assert_eq!(scope::shape(&tx, KIND).expect("shape"), scope::Shape::Walk, "most of it is seen");
        drop(tx);
        // On SQLite the next label has the number that was given back.
        let tx = t.db.write(Key::SYSTEM).expect("tx");
        fill(&tx, &Label::new(Tlp::Red, Clause::Organisation(OrganisationId(7))));
        tx.commit().expect("commit");
        assert_eq!(seen(&t, key), []);
    }

    fn whoever_loads_a_record_to_change_it_has_it_as_the_one_before_left_it(engine) {
        let t = TestDb::new(engine, &[]);
        let uuid = Uuid::from_u128(1);
        let tx = t.db.write(Key::SYSTEM).expect("tx");
        subject::insert(&tx, &subject(&t, &tx, uuid, &Label::new(Tlp::Green, Clause::Community))).expect("insert");
        tx.commit().expect("commit");
        let load = move |tx: &Tx| subject::load::<Edit>(tx, &Actor::System, &[], KIND, uuid).expect("the record");
        let first = t.db.write(Key::SYSTEM).expect("tx");
        let allowed = load(&first);
        let db = t.db.clone();
        let second = std::thread::spawn(move || load(&db.write(Key::SYSTEM).expect("tx")).label_id);
        std::thread::sleep(std::time::Duration::from_millis(150));
        let narrow = Label::new(Tlp::Amber, Clause::Organisation(OrganisationId(7)));
        let left = scope::intern(&first, &narrow).expect("label");
        subject::relabel(&first, &allowed, allowed.id, &narrow).expect("relabel");
        first.commit().expect("commit");
        assert_eq!(second.join().expect("a thread"), left, "not as it stood when the second one asked");
    }

    fn both_shapes_give_the_same_rows(engine) {
        let t = TestDb::new(engine, &[]);
        let tx = t.db.write(Key::SYSTEM).expect("tx");
        for n in 0..2_500_u128 {
            let label = if n % 5 == 0 { Label::nobody() } else { Label::new(Tlp::Green, Clause::Community) };
            subject::insert(&tx, &subject(&t, &tx, Uuid::from_u128(n), &label)).expect("insert");
        }
        tx.commit().expect("commit");
        let few = Grants { person: Some(PersonId(9)), community: true, ..Grants::default() };
        let key = scope::key_of(&t.db, &few, t.clock.now()).expect("key");
        assert_eq!(scope::shape(&t.db.read(key).expect("read"), KIND).expect("shape"), scope::Shape::Gather);
        let gathered = seen(&t, key);
        let tx = t.db.write(Key::SYSTEM).expect("tx");
        for n in 5_000..5_600_u128 {
            subject::insert(&tx, &subject(&t, &tx, Uuid::from_u128(n), &Label::new(Tlp::Green, Clause::Community))).expect("insert");
        }
        tx.commit().expect("commit");
        let more = Grants { person: Some(PersonId(10)), community: true, ..Grants::default() };
        let key = scope::key_of(&t.db, &more, t.clock.now()).expect("key");
        assert_eq!(scope::shape(&t.db.read(key).expect("read"), KIND).expect("shape"), scope::Shape::Walk);
        let walked = seen(&t, key);
        assert_eq!(walked[600..], gathered[..400], "the same rows in the same order");
    }
}

/// SQLite must test labels row by row: a join with a Bloom filter reads all labels of the reader for each statement.
#[test]
fn a_test_of_labels_stays_a_test() {
    let t = TestDb::new(Engine::Sqlite, &[]);
    let tx = t.db.write(Key::SYSTEM).expect("tx");
    for n in 0..2_500_u128 {
        let label = Label::new(Tlp::Green, Clause::Organisation(OrganisationId((n % 100) as i64)));
        subject::insert(&tx, &subject(&t, &tx, Uuid::from_u128(n), &label)).expect("insert");
    }
    tx.execute("analyze", args![]).expect("statistics");
    tx.commit().expect("commit");
    let read = t.db.read(Key::SYSTEM).expect("read");
    let mut sql = belfry_store::Sql::new("explain query plan select s.id, s.title", []);
    sql.append(&scope::visible(&read, KIND, "").expect("visible"));
    sql.append(&scope::newest(&read, KIND, None, 50).expect("newest"));
    let plan: Vec<String> = read.rows(sql, args![], |row| row.get(3)).expect("plan");
    assert!(plan.iter().any(|step| step.starts_with("CORRELATED")), "{plan:?}");
    assert!(!plan.iter().any(|step| step.contains("BLOOM")), "{plan:?}");
}

/// Row-level security is the second wall: a statement that forgets the scope shows nothing more.
#[test]
fn postgres_shows_a_reader_only_what_his_key_sees() {
    let t = TestDb::new(Engine::Postgres, &[]);
    let tx = t.db.write(Key::SYSTEM).expect("tx");
    subject::insert(&tx, &subject(&t, &tx, Uuid::from_u128(1), &Label::new(Tlp::Clear, Clause::Everyone)))
        .expect("one");
    subject::insert(&tx, &subject(&t, &tx, Uuid::from_u128(2), &Label::nobody())).expect("two");
    tx.commit().expect("commit");
    let count = |key| -> i64 {
        let read = t.db.read(key).expect("read");
        read.one("select count(*) from store_subjects", args![], |row| row.get(0)).expect("count")
    };
    assert_eq!(count(Key::ANONYMOUS), 1);
    assert_eq!(count(Key::SYSTEM), 2);
    let tx = t.db.write(Key::ANONYMOUS).expect("tx");
    assert_eq!(
        tx.execute("update store_subjects set title = 'x'", args![]).expect("update"),
        1,
        "hidden rows are not changed"
    );
    drop(tx);
    let read = t.db.read(Key::SYSTEM).expect("read");
    let direct = read.rows("select id from store_search", args![], |row| row.get::<i64>(0));
    assert!(direct.is_err(), "the text index is out of reach");
}

/// No table answers a transaction that does not say for whom it asks, and none is left without the wall.
#[test]
fn postgres_answers_nobody_without_a_key() {
    let t = TestDb::new(Engine::Postgres, &[]);
    let read = t.db.read(Key::SYSTEM).expect("read");
    let open = read
        .rows(
            "select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace \
             where n.nspname = 'public' and c.relkind in ('r', 'v', 'm') and c.relname not in ('store_migrations', 'store_search') \
             and not (c.relrowsecurity and c.relforcerowsecurity)",
            args![],
            |row| row.get::<String>(0),
        )
        .expect("tables");
    assert_eq!(open, Vec::<String>::new(), "tables without row-level security");
    let tx = t.db.write(Key::SYSTEM).expect("tx");
    tx.rows("select set_config('belfry.key', '', true)", args![], |_| Ok(())).expect("unset");
    for table in ["store_labels", "store_grants", "store_settings", "store_jobs"] {
        let sql = belfry_store::Sql::new("select count(*) from", []).and(table, []);
        assert_eq!(tx.one(sql, args![], |row| row.get::<i64>(0)).expect("count"), 0, "{table}");
    }
}
