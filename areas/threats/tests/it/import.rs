//! Taking in what is new.

use std::io::Cursor;

use belfry_kernel::{CircleId, Clock, Role, Tlp};
use belfry_store::{Kind, search};
use belfry_testkit::both_databases;
use belfry_threats::event::import::{
    ImportContext, ImportError, Reach, Reason, SILENCE, What, import_along, import_misp, sweep_staged,
};
use belfry_threats::event::show::around;
use belfry_threats::event::{EVENT, Origin, State, store};
use belfry_threats::{attribute as attributes, object, tag};
use jiff::SignedDuration;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::circle::Community;
use crate::{AWAY, HOME, attribute, context, event, import, member, rows, try_import, world};

const KINDS: &[Kind] = &[EVENT];

fn titles(t: &belfry_testkit::TestDb, key: belfry_store::Key, words: &str) -> usize {
    search::newest(&t.db.read(key).expect("read"), words, KINDS, None, 100).expect("search").len()
}

both_databases! {
    fn a_content_that_is_no_base64_is_left_out_and_told(engine) {
        let t = world(engine);
        let attached = |number: u128, data: &str| {
            let mut one = attribute(number, "attachment", &format!("{number}.txt"));
            one["data"] = json!(data);
            one
        };
        let file = event(1, 100, &["tlp:green"], &[
            attached(1, "aGVsbG8="), attached(2, "!!!notb64"), attached(3, "aGVs\nbG8h"), attached(4, "aGVsbG8"), attached(5, "a==="),
        ]);
        let outcome = import(&context(&t, HOME, Reach::Community), &file);
        assert_eq!((outcome.new, outcome.attributes), (1, 5));
        assert_eq!(outcome.items[0].reasons, [Reason::ContentBroken]);
        assert_eq!(rows(&t, "threats_contents"), 2);
        assert_eq!(import(&context(&t, HOME, Reach::Community), &file).unchanged, 1);
    }

    fn what_does_not_fit_its_type_is_counted_where_it_is_written(engine) {
        let t = world(engine);
        let mut gone = attribute(3, "md5", "abc");
        gone["deleted"] = json!(true);
        let file = event(1, 100, &["tlp:green"], &[
            attribute(1, "ip-dst", "notanip"), attribute(2, "domain|ip", "evil.example"), gone, attribute(4, "some-new-type", "x"),
        ]);
        let outcome = import(&context(&t, HOME, Reach::Community), &file);
        assert_eq!((outcome.attributes, outcome.unfit, outcome.items[0].unfit), (4, 2, 2));
        assert_eq!(outcome.items[0].reasons, [Reason::Unfit]);
        assert_eq!(rows(&t, "threats_addresses"), 0, "and is no address");
        assert_eq!(import(&context(&t, HOME, Reach::Community), &file).unfit, 0);
    }

    fn a_published_event_reaches_the_community_and_everything_in_it_is_kept(engine) {
        let t = world(engine);
        let mut file = event(1, 1_772_600_000, &["tlp:green", "campaign"], &[
            attribute(1, "domain", "evil.example"),
            json!({"uuid": Uuid::from_u128(77), "type": "comment", "value": "a remark", "Tag": [{"name": "inner"}], "unknown": {"x": [1]},
                   "Sighting": [{"type": "1", "date_sighting": "1772600100", "source": "gateway"}]}),
        ]);
        file["Event"]["Object"] = json!([{"uuid": Uuid::from_u128(80), "name": "file", "template_version": "3", "timestamp": "1772600000",
            "Attribute": [{"uuid": Uuid::from_u128(81), "type": "md5", "object_relation": "md5", "value": "00FF00ff00ff00ff00ff00ff00ff00ff"}],
            "ObjectReference": [{"referenced_uuid": Uuid::from_u128(77), "relationship_type": "drops"}]}]);
        file["Event"]["EventReport"] = json!([{"uuid": Uuid::from_u128(90), "name": "Summary", "content": "# Reportword"}]);
        let outcome = import(&context(&t, HOME, Reach::Community), &file);
        assert_eq!(
            serde_json::to_string(&outcome).expect("json"),
            r#"{"new":1,"updated":0,"unchanged":0,"failed":0,"attributes":3,"objects":1}"#
        );
        assert_eq!(outcome.items[0].what, What::New);
        let read = t.db.read(member(&t, AWAY)).expect("read");
        let (subject, header) = store::owned(&read, HOME, Uuid::from_u128(1)).expect("owned").expect("seen");
        assert_eq!((subject.title.as_str(), header.state, header.tlp), ("Event 1", State::Published, Tlp::Green));
        assert_eq!((header.attributes, header.objects, header.creator.as_str()), (3, 1, "Sample Works"));
        let all = attributes::of_event(&read, subject.id, 0, 10).expect("attributes");
        assert_eq!(all.len(), 3);
        assert_eq!(all[1].extra.as_deref(), Some(r#"{"unknown":{"x":[1]}}"#));
        let inside = object::of_event(&read, subject.id, 0, 10).expect("objects");
        assert_eq!(all[2].object, Some(inside[0].id));
        assert_eq!(object::references(&read, subject.id, inside[0].id, inside[0].id).expect("references").len(), 1);
        assert_eq!(tag::of_event(&read, subject.id).expect("tags").len(), 2);
        let hanging = around::load(&read, subject.id, (0, i64::MAX), vec![inside[0].id], None).expect("what hangs on them");
        let names: Vec<&str> = hanging.tags.values().flatten().map(|tag| tag.namespace.as_str()).collect();
        assert_eq!((names, hanging.own_tags.len(), hanging.references.len()), (vec!["inner"], 2, 1));
        drop(read);
        let away = member(&t, AWAY);
        for words in ["campaign", "evil.example", "remark", "reportword", "Sample"] {
            assert_eq!(titles(&t, away, words), 1, "{words}");
        }
        assert_eq!((rows(&t, "threats_sightings"), rows(&t, "threats_disclosures")), (1, 1));
        assert_eq!(rows(&t, "store_ledger"), 1);
    }

    fn who_received_what_was_imported_is_in_the_log(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        for (name, place) in [("Omar", c.harbour), ("Rita", c.bank)] {
            c.site.person(name, place, &[Role::Reader]);
        }
        let t = &c.site.db;
        let shared = |reach| ImportContext { person: Some(ana.id()), ..context(t, c.water, reach) };
        let mut file = event(1, 1, &["tlp:green"], &[attribute(1, "domain", "evil.example")]);
        import(&shared(Reach::Community), &file);
        import(&shared(Reach::Circle(c.circle_id)), &event(2, 1, &["tlp:amber"], &[]));
        assert_eq!(rows(t, "threats_disclosures"), 2, "one line for each");
        let log = |n| format!("/threats/events/{}/disclosures", Uuid::from_u128(n));
        let page = ana.get(&log(1)).expect(200);
        assert!(page.says("Port of Ostrel") && page.says("Valley Bank") && page.says("whole community"), "{}", page.text);
        let narrow = ana.get(&log(2)).expect(200);
        assert!(narrow.says("Port of Ostrel") && !narrow.says("Valley Bank"));
        assert!(ana.get(&format!("/threats/events/{}", Uuid::from_u128(1))).expect(200).says("2 organisations"));

        let late = c.site.organisation("Lakeside Clinic", "oes");
        c.site.person("Leo", late, &[Role::Reader]);
        file["Event"]["timestamp"] = "9".into();
        import(&shared(Reach::Community), &file);
        assert_eq!((rows(t, "threats_disclosures"), rows(t, "threats_recipients")), (3, 2 + 1 + 3));
        assert_eq!(ana.get(&log(1)).expect(200).text.matches("Lakeside Clinic").count(), 1, "the second version only");
        c.site.run_jobs();
    }

    fn what_may_not_be_shared_arrives_as_a_draft_of_the_own_organisation(engine) {
        let t = world(engine);
        let community = context(&t, HOME, Reach::Community);
        let mut unpublished = event(2, 1, &["tlp:clear"], &[]);
        unpublished["Event"]["published"] = json!(false);
        let mut narrow = event(3, 1, &["tlp:clear"], &[]);
        narrow["Event"]["distribution"] = json!("0");
        for (file, reason) in [
            (event(1, 1, &["tlp:red"], &[]), Reason::TlpConflict),
            (unpublished, Reason::KeptAsDraft),
            (narrow, Reason::KeptAsDraft),
            (event(4, 1, &["tlp:unheard-of"], &[]), Reason::TlpUnknown),
        ] {
            let outcome = import(&community, &file);
            assert!(outcome.items[0].reasons.contains(&reason), "{:?}", outcome.items);
            let uuid = outcome.items[0].uuid;
            let seen = |key| store::owned(&t.db.read(key).expect("read"), HOME, uuid).expect("owned");
            let (subject, header) = seen(member(&t, HOME)).expect("ours");
            assert_eq!(header.state, State::Draft);
            let read = t.db.read(member(&t, AWAY)).expect("read");
            let visible = search::subjects(&read, &[subject.id]).expect("subjects");
            assert!(visible.is_empty());
        }
        let circle = import(&context(&t, HOME, Reach::Circle(CircleId(5))), &event(5, 1, &["tlp:red"], &[]));
        assert_eq!(circle.items[0].reasons, [], "RED may go to one circle");
    }

    fn a_level_that_nobody_stated_stays_so_unless_the_caller_states_it(engine) {
        let t = world(engine);
        let first = import(&context(&t, HOME, Reach::Community), &event(1, 1, &[], &[]));
        assert_eq!(first.items[0].reasons, [Reason::TlpNotStated]);
        let mut stated = context(&t, HOME, Reach::Community);
        stated.tlp = Some(Tlp::Amber);
        import(&stated, &event(2, 1, &[], &[]));
        let read = t.db.read(member(&t, AWAY)).expect("read");
        let level = |n| store::owned(&read, HOME, Uuid::from_u128(n)).expect("owned").map(|(_, e)| e.tlp);
        assert_eq!((level(1), level(2)), (Some(Tlp::NotStated), Some(Tlp::Amber)));
    }

    fn a_part_for_the_own_organisation_is_hidden_from_others_in_lists_search_and_lookup(engine) {
        let t = world(engine);
        let mut secret = attribute(1, "domain", "secret.example");
        secret["distribution"] = json!("0");
        let mut file = event(1, 1, &["tlp:green"], &[secret, attribute(2, "domain", "open.example")]);
        file["Event"]["Object"] = json!([{"uuid": Uuid::from_u128(80), "name": "file", "distribution": "0",
            "Attribute": [{"uuid": Uuid::from_u128(81), "type": "filename", "value": "inner.exe"}]}]);
        import(&context(&t, HOME, Reach::Community), &file);
        for (who, seen) in [(HOME, 3), (AWAY, 1)] {
            let key = member(&t, who);
            let read = t.db.read(key).expect("read");
            let (subject, _) = store::owned(&read, HOME, Uuid::from_u128(1)).expect("owned").expect("seen");
            assert_eq!(attributes::of_event(&read, subject.id, 0, 10).expect("list").len(), seen);
            assert_eq!(object::of_event(&read, subject.id, 0, 10).expect("list").len(), usize::from(who == HOME));
            let found = belfry_threats::value::lookup(&read, "secret.example", None, 10).expect("lookup").len();
            assert_eq!(found, usize::from(who == HOME));
            assert_eq!(belfry_threats::value::lookup(&read, "inner.exe", None, 10).expect("lookup").len(), usize::from(who == HOME));
            drop(read);
            assert_eq!(titles(&t, key, "secret"), usize::from(who == HOME));
        }
    }

    fn a_broken_file_leaves_nothing_and_says_where(engine) {
        let t = world(engine);
        let mut text = event(1, 1, &[], &[attribute(1, "domain", "evil.example")]).to_string();
        text.truncate(text.len() - 3);
        let refused = import_misp(&context(&t, HOME, Reach::Own), &mut Cursor::new(text), &mut |_| true);
        let Err(ImportError::Refused(error)) = refused else { panic!("{refused:?}") };
        assert_eq!(error.line, 1);
        assert_eq!((rows(&t, "store_subjects"), rows(&t, "threats_attributes")), (0, 0));
    }

    fn who_says_stop_finds_nothing_of_the_event_under_way(engine) {
        let t = world(engine);
        let many: Vec<_> = (0..1_500).map(|n| attribute(n, "domain", &format!("h{n}.example"))).collect();
        let mut calls = 0;
        let file = event(1, 1, &[], &many).to_string();
        let stopped = import_misp(&context(&t, HOME, Reach::Own), &mut Cursor::new(file), &mut |_| {
            calls += 1;
            calls < 5
        });
        assert!(matches!(stopped, Err(ImportError::Cancelled(_))));
        for table in ["store_subjects", "threats_events", "threats_attributes", "threats_keys"] {
            assert_eq!(rows(&t, table), 0, "{table}");
        }
    }

    fn who_says_stop_is_told_what_was_done_before(engine) {
        let t = world(engine);
        let events: Vec<Value> =
            (0..10).map(|n| event(n + 1, 1, &[], &[attribute(n, "domain", &format!("h{n}.example"))])).collect();
        let file = json!({ "response": events }).to_string();
        let stopped = import_misp(&context(&t, HOME, Reach::Own), &mut Cursor::new(file), &mut |now| now.done < 4);
        let Err(ImportError::Cancelled(done)) = stopped else { panic!("{stopped:?}") };
        assert_eq!((done.new as i64, done.items.len() as i64), (rows(&t, "threats_events"), rows(&t, "threats_events")));
        assert!((1..10).contains(&done.new), "{}", done.new);
    }

    fn what_may_not_last_with_an_event_leaves_nothing_of_it(engine) {
        let t = world(engine);
        let many: Vec<_> = (0..1_500).map(|n| attribute(n, "domain", &format!("h{n}.example"))).collect();
        for attributes in [&many[..1], &many[..]] {
            let file = event(1, 1, &["new"], attributes).to_string();
            let asked = std::cell::Cell::new(0);
            let along = |_: &belfry_store::Tx| {
                asked.set(asked.get() + 1);
                Ok(false)
            };
            let ended = import_along(&context(&t, HOME, Reach::Own), Origin::Text, &mut Cursor::new(file), &along);
            assert_eq!((ended.map(|done| (done.new, done.failed)).ok(), asked.get()), (Some((0, 1)), 1));
            for table in ["store_subjects", "threats_events", "threats_attributes", "threats_keys", "threats_event_tags"] {
                assert_eq!(rows(&t, table), 0, "{table}");
            }
        }
    }

    fn a_crash_leaves_a_root_that_nobody_sees_and_that_is_swept(engine) {
        let t = world(engine);
        let many: Vec<_> = (0..1_500).map(|n| attribute(n, "ip-dst", &format!("192.0.{}.{}", n / 250, n % 250))).collect();
        let file = event(1, 1, &["tlp:green"], &many);
        let mut calls = 0;
        let text = file.to_string();
        // A panic between two batches stands for the kill.
        let crash = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            import_misp(&context(&t, HOME, Reach::Community), &mut Cursor::new(text), &mut |_| {
                calls += 1;
                assert!(calls < 4, "killed");
                true
            })
        }));
        assert!(crash.is_err());
        assert!(rows(&t, "threats_attributes") > 0, "something was staged");
        assert!(titles(&t, member(&t, HOME), "192") == 0, "and is not seen");
        assert_eq!(sweep_staged(&t.db, t.clock.now()).expect("sweep"), 0, "it may be alive");
        // The same import again does not wait for the sweep, and makes one event.
        assert_eq!(import(&context(&t, HOME, Reach::Community), &file).new, 1);
        assert_eq!(import(&context(&t, HOME, Reach::Community), &file).unchanged, 1);
        t.clock.advance(SILENCE + SignedDuration::from_secs(1));
        assert_eq!(sweep_staged(&t.db, t.clock.now()).expect("sweep"), 1);
        assert_eq!(sweep_staged(&t.db, t.clock.now()).expect("sweep"), 0);
        for (table, count) in [("store_subjects", 1), ("threats_events", 1), ("threats_attributes", 1_500), ("threats_keys", 1_500), ("threats_addresses", 1_500)] {
            assert_eq!(rows(&t, table), count, "{table}");
        }
    }

    fn what_stands_twice_in_a_file_counts_once(engine) {
        let t = world(engine);
        let twice = [attribute(1, "domain", "a.example"), attribute(1, "domain", "b.example")];
        let outcome = import(&context(&t, HOME, Reach::Own), &event(1, 1, &["tlp:clear"], &twice));
        assert_eq!((outcome.attributes, outcome.items[0].reasons.as_slice()), (1, [Reason::Repeated].as_slice()));
    }

    fn two_organisations_may_each_hold_a_copy(engine) {
        let t = world(engine);
        let file = event(1, 1, &["tlp:green"], &[attribute(1, "domain", "a.example")]);
        assert_eq!(import(&context(&t, HOME, Reach::Own), &file).new, 1);
        assert_eq!(import(&context(&t, AWAY, Reach::Own), &file).new, 1, "the other copy is none of its business");
        assert!(try_import(&context(&t, AWAY, Reach::Own), &file).is_ok_and(|outcome| outcome.unchanged == 1));
    }

    fn contents_and_clusters_are_kept(engine) {
        let t = world(engine);
        let mut sample = attribute(1, "malware-sample", "a.exe|00ff00ff00ff00ff00ff00ff00ff00ff");
        sample["data"] = json!("UEsDBA==");
        sample["Galaxy"] = json!([{"name": "Tool", "type": "tool", "GalaxyCluster": [{"value": "Loader", "tag_name": "misp-galaxy:tool=\"Loader\""}]}]);
        import(&context(&t, HOME, Reach::Own), &event(1, 1, &[], &[sample]));
        assert_eq!((rows(&t, "threats_contents"), rows(&t, "threats_clusters"), rows(&t, "threats_keys")), (1, 1, 2));
    }
}
