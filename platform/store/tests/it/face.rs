//! The face answers the same over both drivers.

use belfry_store::{Error, Key, Sql, Value, args};
use belfry_testkit::{TestDb, both_databases};
use uuid::Uuid;

both_databases! {
    fn arguments_are_bound_by_number_and_values_come_back(engine) {
        let t = TestDb::new(engine, &[]);
        let tx = t.db.write(Key::SYSTEM).expect("tx");
        tx.execute("insert into store_settings (name, value) values ($2, $1)", args!["value", "name"]).expect("insert");
        let row = tx
            .one("select name, value, cast($1 as bigint), $2 = name from store_settings where name = $2", args![5_000_000_000_i64, "name"], |r| {
                Ok((r.get::<String>(0)?, r.get::<String>(1)?, r.get::<i64>(2)?, r.get::<bool>(3)?))
            })
            .expect("row");
        assert_eq!(row, ("name".into(), "value".into(), 5_000_000_000, true));
    }

    fn a_dropped_transaction_leaves_nothing(engine) {
        let t = TestDb::new(engine, &[]);
        {
            let tx = t.db.write(Key::SYSTEM).expect("tx");
            tx.execute("insert into store_settings (name, value) values ('a', 'b')", args![]).expect("insert");
        }
        let read = t.db.read(Key::SYSTEM).expect("read");
        assert_eq!(belfry_store::setting::get(&read, "a").expect("get"), None);
    }

    fn what_is_remembered_is_what_asking_would_find(engine) {
        let t = TestDb::new(engine, &[]);
        let asked = std::cell::Cell::new(0);
        let count = |read: &belfry_store::Read| {
            read.remembered(&[7; 32], |read| {
                asked.set(asked.get() + 1);
                read.one("select count(*) from store_settings where value = 'b'", args![], |r| r.get::<i64>(0))
            })
        };
        let mut known = 0;
        for turn in 0..6 {
            let before = asked.get();
            let read = t.db.read(Key::SYSTEM).expect("read");
            assert_eq!(count(&read).expect("count"), known);
            assert_eq!(count(&read).expect("count"), known, "the same picture");
            drop(read);
            let times = asked.get() - before;
            assert!(if t.db.dialect() == belfry_store::Dialect::Sqlite { times <= 1 } else { times == 2 }, "asked {times} times");
            let tx = t.db.write(Key::SYSTEM).expect("tx");
            tx.execute("insert into store_settings (name, value) values ($1, 'b')", args![turn.to_string()]).expect("insert");
            assert_eq!(count(&tx).expect("count"), known + 1, "a change sees itself");
            if turn % 2 == 0 {
                tx.commit().expect("commit");
                known += 1;
            }
        }
        let another = t.db.read(Key::ANONYMOUS).expect("read");
        let before = asked.get();
        count(&another).expect("count");
        assert_eq!(asked.get(), before + 1, "nobody is told what another asked");
    }

    fn after_an_error_a_transaction_can_only_be_rolled_back(engine) {
        let t = TestDb::new(engine, &[]);
        let tx = t.db.write(Key::SYSTEM).expect("tx");
        let twice = "insert into store_settings (name, value) values ('a', 'b')";
        tx.execute(twice, args![]).expect("first");
        assert!(matches!(tx.execute(twice, args![]), Err(Error::Unique)));
        assert!(matches!(tx.execute("delete from store_settings", args![]), Err(Error::Poisoned)));
        assert!(matches!(tx.commit(), Err(Error::Poisoned)));
        assert!(t.db.write(Key::SYSTEM).is_ok(), "the writer is free again");
    }

    fn lists_are_arguments_too(engine) {
        let t = TestDb::new(engine, &[]);
        let tx = t.db.write(Key::SYSTEM).expect("tx");
        let names: Vec<Value<'_>> = ["a", "b", "c"].iter().flat_map(|n| [Value::from(*n), Value::from("x")]).collect();
        assert_eq!(tx.insert_many("store_settings", &["name", "value"], "", &names).expect("many"), 3);
        let sql = Sql::new("select count(*) from store_settings where name in {texts ?}", [vec!["a".to_owned(), "c".to_owned(), "z".to_owned()].into()]);
        let count: i64 = tx.one(sql, args![], |r| r.get(0)).expect("count");
        assert_eq!(count, 2);
        let again = tx.insert_many("store_settings", &["name", "value"], "on conflict do nothing", &names).expect("again");
        assert_eq!(again, 0);
    }

    fn uuids_and_bytes_survive(engine) {
        let t = TestDb::new(engine, &[]);
        let tx = t.db.write(Key::SYSTEM).expect("tx");
        let uuid = Uuid::from_u128(0x1234);
        tx.execute("insert into store_once (token, at, reply) values ($1, 1, 'r')", args![&[1, 2, 255_u8][..]]).expect("bytes");
        let bytes: Vec<u8> = tx.one("select token from store_once", args![], |r| r.get(0)).expect("bytes");
        assert_eq!(bytes, [1, 2, 255]);
        belfry_store::subject::insert(&tx, &crate::audience::subject(&t, &tx, uuid, &belfry_kernel::Label::nobody())).expect("subject");
        let sql = Sql::new("select uuid from store_subjects where uuid in {uuids ?}", [vec![uuid].into()]);
        assert_eq!(tx.one(sql, args![], |r| r.get::<Uuid>(0)).expect("uuid"), uuid);
    }

    fn a_reader_cannot_write(engine) {
        let t = TestDb::new(engine, &[]);
        let read = t.db.read(Key::SYSTEM).expect("read");
        let done = read.rows("insert into store_settings (name, value) values ('a', 'b') returning name", args![], |_| Ok(()));
        assert!(done.is_err());
    }

    fn a_statement_that_takes_too_long_is_stopped(engine) {
        let t = TestDb::new(engine, &[]);
        let read = t.db.read_for(Key::SYSTEM, std::time::Duration::from_millis(200)).expect("read");
        let endless = "with recursive n (i) as (select 1 union all select i + 1 from n where i < 2000000000) select count(*) from n";
        assert!(matches!(read.one(endless, args![], |r| r.get::<i64>(0)), Err(Error::Timeout)));
    }
}
