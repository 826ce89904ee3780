//! Taking in a newer version: MISP's rule of timestamps.

use belfry_identity::key::Scope;
use belfry_kernel::{Role, Tlp};
use belfry_store::{Key, args};
use belfry_testkit::{TestDb, both_databases};
use belfry_threats::event::import::{ImportContext, Reach, Reason, What};
use belfry_threats::event::{State, store};
use belfry_threats::{attribute as attributes, value};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::circle::Community;
use crate::{AWAY, HOME, attribute, context, event, import, member, rows, world};

fn at(mut one: Value, timestamp: i64) -> Value {
    one["timestamp"] = json!(timestamp.to_string());
    one
}

fn values(t: &TestDb) -> Vec<(String, bool)> {
    let read = t.db.read(Key::SYSTEM).expect("read");
    let (subject, _) = store::owned(&read, HOME, Uuid::from_u128(1)).expect("owned").expect("there");
    attributes::of_event(&read, subject.id, 0, 100).expect("list").into_iter().map(|a| (a.value, a.deleted)).collect()
}

fn known(t: &TestDb, text: &str) -> usize {
    value::lookup(&t.db.read(Key::SYSTEM).expect("read"), text, None, 10).expect("lookup").len()
}

both_databases! {
    fn the_newer_part_wins_and_what_the_file_lacks_stays(engine) {
        let t = world(engine);
        let ctx = context(&t, HOME, Reach::Community);
        let first = event(1, 100, &["tlp:green"], &[
            at(attribute(1, "domain", "one.example"), 100),
            at(attribute(2, "domain", "two.example"), 100),
            at(attribute(3, "ip-dst", "192.0.2.3"), 100),
        ]);
        import(&ctx, &first);
        let mut gone = at(attribute(3, "ip-dst", "192.0.2.3"), 200);
        gone["deleted"] = json!(true);
        let second = event(1, 200, &["tlp:green", "second"], &[
            at(attribute(1, "domain", "changed.example"), 200),
            at(attribute(2, "domain", "not-newer.example"), 100),
            gone,
            at(attribute(4, "domain", "four.example"), 50),
        ]);
        let outcome = import(&ctx, &second);
        assert_eq!((outcome.updated, outcome.attributes, outcome.items[0].what), (1, 3, What::Updated));
        let mut all = values(&t);
        all.sort();
        assert_eq!(all, [
            ("192.0.2.3".into(), true), ("changed.example".into(), false), ("four.example".into(), false), ("two.example".into(), false),
        ]);
        for (text, count) in [("one.example", 0), ("changed.example", 1), ("192.0.2.3", 0), ("four.example", 1), ("two.example", 1)] {
            assert_eq!(known(&t, text), count, "{text}");
        }
        assert_eq!((rows(&t, "threats_keys"), rows(&t, "threats_addresses"), rows(&t, "store_subjects")), (3, 0, 1));
        let read = t.db.read(Key::SYSTEM).expect("read");
        let (_, header) = store::owned(&read, HOME, Uuid::from_u128(1)).expect("owned").expect("there");
        assert_eq!((header.version, header.attributes, header.timestamp, header.state), (2, 3, 200, State::Published));
        drop(read);
        assert_eq!(import(&ctx, &second).unchanged, 1);
        assert_eq!(import(&ctx, &first).unchanged, 1, "an older file changes nothing");
    }

    fn objects_references_reports_and_sightings_follow_the_same_rule(engine) {
        let t = world(engine);
        let ctx = context(&t, HOME, Reach::Own);
        let file = |timestamp: i64, name: &str, more: bool| {
            let mut file = event(1, timestamp, &[], &[]);
            let mut inside = vec![json!({"uuid": Uuid::from_u128(81), "type": "filename", "value": name, "timestamp": timestamp.to_string(),
                "Sighting": [{"date_sighting": "1772600000", "source": "x"}]})];
            if more {
                inside.push(json!({"uuid": Uuid::from_u128(82), "type": "md5", "value": "00ff00ff00ff00ff00ff00ff00ff00ff", "timestamp": "1"}));
            }
            file["Event"]["Object"] = json!([{"uuid": Uuid::from_u128(80), "name": "file", "comment": name, "timestamp": timestamp.to_string(),
                "Attribute": inside, "ObjectReference": [{"uuid": Uuid::from_u128(83), "referenced_uuid": Uuid::from_u128(81),
                "relationship_type": name, "timestamp": timestamp.to_string()}]}]);
            file["Event"]["EventReport"] = json!([{"uuid": Uuid::from_u128(90), "name": name, "content": "text", "timestamp": timestamp.to_string()}]);
            file["Event"]["Galaxy"] = json!([{"name": "Tool", "type": "tool", "GalaxyCluster": [{"value": name}]}]);
            file
        };
        import(&ctx, &file(100, "first", false));
        let outcome = import(&ctx, &file(200, "second", true));
        assert_eq!((outcome.attributes, outcome.objects), (2, 1));
        let read = t.db.read(Key::SYSTEM).expect("read");
        for (sql, count) in [
            ("select count(*) from threats_objects where comment = 'second'", 1),
            ("select count(*) from threats_objects", 1),
            ("select count(*) from threats_references where relationship = 'second'", 1),
            ("select count(*) from threats_references", 1),
            ("select count(*) from threats_reports where name = 'second'", 1),
            ("select count(*) from threats_reports", 1),
            ("select count(*) from threats_sightings", 1),
            ("select count(*) from threats_clusters", 1),
            ("select count(*) from threats_attributes a join threats_objects o on o.id = a.object_id", 2),
        ] {
            assert_eq!(read.one(sql, args![], |row| row.get::<i64>(0)).expect("count"), count, "{sql}");
        }
    }

    fn a_file_takes_back_what_files_published_and_not_what_people_did(engine) {
        let c = Community::new(engine);
        let (ana, omar) = (c.site.person("Ana", c.water, &[Role::Contributor]), c.site.person("Omar", c.harbour, &[Role::Reader]));
        let ctx = ImportContext { person: Some(ana.id()), ..context(&c.site.db, c.water, Reach::Community) };
        let file = |number: u128, timestamp: i64, published: bool| {
            let mut file = event(number, timestamp, &["tlp:green"], &[at(attribute(number, "domain", "one.example"), timestamp)]);
            file["Event"]["info"] = json!(format!("Event {number} of {timestamp}"));
            file["Event"]["published"] = json!(published);
            file
        };
        let page = |number: u128| format!("/threats/events/{}", Uuid::from_u128(number));
        import(&ctx, &file(1, 100, true));
        import(&ctx, &file(2, 100, false));
        c.publish(&ana, &page(2), "community", "green");
        for number in [1, 2] {
            omar.get(&page(number)).expect(200);
        }
        let later = 4_000_000_000;
        assert_eq!(import(&ctx, &file(1, later, false)).items[0].reasons, [Reason::KeptAsDraft]);
        assert_eq!(import(&ctx, &file(2, later, false)).items[0].reasons, [Reason::StaysPublished]);
        omar.get(&page(1)).expect(404);
        assert!(omar.get(&page(2)).expect(200).says("Event 2 of 4000000000"));
        assert!(ana.get(&page(1)).expect(200).says("Event 1 of 4000000000"));
        // Whether others see it again is for people to say.
        assert_eq!(import(&ctx, &file(1, later + 1, true)).updated, 1);
        omar.get(&page(1)).expect(404);
    }

    fn a_time_beyond_all_bounds_keeps_nothing_from_coming_in_again(engine) {
        let last = 253_402_300_799;
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let ctx = ImportContext { organisation: c.water, ..context(&c.site.db, c.water, Reach::Own) };
        let mut came = event(1, last, &["tlp:green"], &[at(attribute(1, "domain", "one.example"), last)]);
        came["Event"]["publish_timestamp"] = json!(last.to_string());
        assert_eq!(import(&ctx, &came).items[0].reasons, [Reason::TimeAhead]);
        let again = import(&ctx, &came);
        assert_eq!((again.unchanged, again.items[0].reasons.as_slice()), (1, [Reason::TimeAhead].as_slice()));
        let page = format!("/threats/events/{}", Uuid::from_u128(1));
        let key = c.site.key(ana.id(), Scope::Read);
        let mut copy = None;
        // The second time it is one that came in before there were bounds.
        for (round, stored) in [(0, None), (1, Some(last))] {
            if let Some(stored) = stored {
                let tx = c.site.db.db.write(Key::SYSTEM).expect("tx");
                for sql in ["update threats_events set timestamp = $1", "update threats_attributes set timestamp = $1"] {
                    tx.execute(sql, args![stored]).expect("as it was");
                }
                tx.commit().expect("commit");
            }
            for n in 0..2 {
                let fields = [("type", "domain"), ("value", &*format!("r{round}n{n}.example"))];
                ana.submit(&format!("{page}/attributes/add"), &fields).expect(303);
            }
            let out = ana.api("GET", &format!("/api/v1{page}?format=misp"), &key, None).expect(200).json();
            assert_eq!(import(&ctx, &out).unchanged, 1, "round {round}");
            let there = copy.get_or_insert_with(|| world(engine));
            let outcome = import(&context(there, AWAY, Reach::Own), &out);
            assert_eq!((outcome.new, outcome.updated), (u64::from(round == 0), u64::from(round == 1)), "round {round}");
        }
    }

    fn a_level_that_now_forbids_the_audience_takes_the_event_home(engine) {
        let t = world(engine);
        let ctx = context(&t, HOME, Reach::Community);
        import(&ctx, &event(1, 100, &["tlp:green"], &[attribute(1, "domain", "one.example")]));
        let outcome = import(&ctx, &event(1, 200, &["tlp:red"], &[attribute(1, "domain", "one.example")]));
        assert_eq!(outcome.items[0].reasons, [Reason::TlpConflict]);
        let read = t.db.read(member(&t, AWAY)).expect("read");
        assert!(value::lookup(&read, "one.example", None, 10).expect("lookup").is_empty());
        let read = t.db.read(member(&t, HOME)).expect("read");
        let (_, header) = store::owned(&read, HOME, Uuid::from_u128(1)).expect("owned").expect("there");
        assert_eq!((header.state, header.tlp), (State::Draft, Tlp::Red));
    }
}
