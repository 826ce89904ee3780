//! What becomes narrower, is taken back, or is changed by somebody else while it comes in.

use std::io::Cursor;

use belfry_kernel::{Label, Role};
use belfry_store::{Key, args, scope};
use belfry_testkit::{TestDb, both_databases};
use belfry_threats::event::import::{ImportContext, ImportError, Outcome, Progress, Reach, Reason, What, import_misp};
use belfry_threats::event::{State, store};
use belfry_threats::value;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::circle::Community;
use crate::{AWAY, HOME, attribute, context, event, import, member, rows, world};

/// More attributes than one batch holds.
fn many(prefix: &str) -> Vec<Value> {
    (0..3_000).map(|n| attribute(10 + n, "domain", &format!("{prefix}{n}.example"))).collect()
}

fn while_importing(
    ctx: &ImportContext<'_>,
    file: &Value,
    mut told: impl FnMut(Progress) -> bool,
) -> Result<Outcome, ImportError> {
    import_misp(ctx, &mut Cursor::new(file.to_string()), &mut told)
}

fn found_by(t: &TestDb, key: Key, text: &str) -> usize {
    value::lookup(&t.db.read(key).expect("read"), text, None, 10).expect("lookup").len()
}

fn header(t: &TestDb) -> belfry_threats::event::Event {
    let read = t.db.read(Key::SYSTEM).expect("read");
    store::owned(&read, HOME, Uuid::from_u128(1)).expect("owned").expect("there").1
}

/// One statement of the program itself, about the one event.
fn act(t: &TestDb, sql: &'static str) {
    let tx = t.db.write(Key::SYSTEM).expect("write");
    tx.execute(sql, args![header(t).id]).expect("done");
    tx.commit().expect("committed");
}

both_databases! {
    fn what_is_raised_is_out_of_sight_before_its_first_new_part_is_in(engine) {
        let t = world(engine);
        let ctx = context(&t, HOME, Reach::Community);
        let away = member(&t, AWAY);
        import(&ctx, &event(1, 100, &["tlp:green"], &[attribute(1, "domain", "one.example")]));
        assert_eq!(found_by(&t, away, "one.example"), 1);
        let mut seen = 0;
        let file = event(1, 200, &["tlp:red"], &many("new"));
        let ended = while_importing(&ctx, &file, |now| {
            seen += found_by(&t, away, "new0.example") + found_by(&t, away, "new200.example");
            now.done < 2_500
        });
        assert!(matches!(ended, Err(ImportError::Cancelled(_))));
        assert!(rows(&t, "threats_attributes") > 1, "parts of it are in");
        assert_eq!((seen, found_by(&t, away, "new0.example"), found_by(&t, away, "one.example")), (0, 0, 0));
        assert_eq!(import(&ctx, &file).updated, 1, "and the next import ends it");
        assert_eq!((rows(&t, "threats_attributes"), header(&t).state), (3_001, State::Draft));
    }

    fn whoever_recalls_an_event_while_it_is_updated_is_not_undone(engine) {
        let t = world(engine);
        let ctx = context(&t, HOME, Reach::Community);
        import(&ctx, &event(1, 100, &["tlp:green"], &[]));
        let mut recalled = false;
        let outcome = while_importing(&ctx, &event(1, 200, &["tlp:green"], &many("new")), |now| {
            if now.done > 1_500 && !recalled {
                recalled = true;
                act(&t, "update threats_events set state = 'recalled' where id = $1");
            }
            true
        }).expect("the file is read");
        assert!(recalled);
        assert_eq!((outcome.items[0].what, outcome.items[0].reasons.as_slice()), (What::Failed, [Reason::Meanwhile].as_slice()));
        assert_eq!((header(&t).state, header(&t).timestamp), (State::Recalled, 100));
    }

    fn of_two_who_update_an_event_at_once_one_does(engine) {
        let t = world(engine);
        let ctx = context(&t, HOME, Reach::Community);
        import(&ctx, &event(1, 100, &["tlp:green"], &[]));
        let file = event(1, 200, &["tlp:green"], &many("new"));
        let mut other = None;
        let outcome = while_importing(&ctx, &file, |now| {
            if now.done > 1_500 && other.is_none() {
                other = Some(import(&ctx, &file));
            }
            true
        }).expect("the file is read");
        assert_eq!((other.map(|other| other.updated), outcome.failed), (Some(1), 1));
        assert_eq!((rows(&t, "threats_attributes"), header(&t).attributes), (3_000, 3_000));
        assert_eq!(found_by(&t, member(&t, AWAY), "new7.example"), 1);
    }

    fn an_event_that_is_for_its_organisation_only_from_now_on_goes_home(engine) {
        let t = world(engine);
        let ctx = ImportContext { person: None, ..context(&t, HOME, Reach::Community) };
        import(&ctx, &event(1, 100, &["tlp:green"], &[attribute(1, "domain", "one.example")]));
        let mut file = event(1, 200, &["tlp:green"], &[attribute(2, "domain", "two.example")]);
        file["Event"]["distribution"] = json!("0");
        assert_eq!(import(&ctx, &file).items[0].reasons, [Reason::KeptAsDraft]);
        let away = member(&t, AWAY);
        assert_eq!((found_by(&t, away, "one.example"), found_by(&t, away, "two.example")), (0, 0));
        assert_eq!((found_by(&t, member(&t, HOME), "two.example"), header(&t).state), (1, State::Draft));
        let read = t.db.read(Key::SYSTEM).expect("read");
        let sql = "select count(*) from store_ledger where fact = 'threats.event-withdrawn'";
        assert_eq!(read.one(sql, args![], |row| row.get::<i64>(0)).expect("count"), 1, "and whoever had it hears of it");
    }

    fn what_is_in_an_object_goes_where_the_object_goes(engine) {
        let t = world(engine);
        let ctx = context(&t, HOME, Reach::Community);
        let file = |timestamp: i64, distribution: &str, deleted: bool| {
            let mut file = event(1, timestamp, &["tlp:green"], &[]);
            file["Event"]["Object"] = json!([{"uuid": Uuid::from_u128(80), "name": "file", "timestamp": timestamp.to_string(),
                "distribution": distribution, "deleted": deleted,
                "Attribute": [{"uuid": Uuid::from_u128(81), "type": "filename", "value": "pump.exe", "timestamp": "50"}]}]);
            file
        };
        let away = member(&t, AWAY);
        import(&ctx, &file(100, "5", false));
        assert_eq!(found_by(&t, away, "pump.exe"), 1);
        import(&ctx, &file(200, "0", false));
        assert_eq!((found_by(&t, away, "pump.exe"), found_by(&t, member(&t, HOME), "pump.exe")), (0, 1));
        import(&ctx, &file(300, "0", true));
        assert_eq!((found_by(&t, member(&t, HOME), "pump.exe"), header(&t).attributes, header(&t).objects), (0, 0, 0));
    }

    fn an_object_that_was_taken_back_elsewhere_brings_nothing_that_is_found(engine) {
        let t = world(engine);
        let mut file = event(1, 100, &["tlp:green"], &[]);
        file["Event"]["Object"] = json!([{"uuid": Uuid::from_u128(80), "name": "file", "timestamp": "100", "deleted": true,
            "Attribute": [{"uuid": Uuid::from_u128(81), "type": "filename", "value": "pump.exe", "timestamp": "50"}]}]);
        import(&context(&t, HOME, Reach::Community), &file);
        assert_eq!((found_by(&t, Key::SYSTEM, "pump.exe"), header(&t).attributes), (0, 0));
    }

    fn a_part_with_a_stricter_level_stays_home_when_its_event_becomes_more_open(engine) {
        let t = world(engine);
        let ctx = context(&t, HOME, Reach::Community);
        let mut red = attribute(1, "domain", "red.example");
        red["Tag"] = json!([{"name": "tlp:red"}]);
        import(&ctx, &event(1, 100, &["tlp:red"], &[red.clone(), attribute(2, "domain", "plain.example")]));
        import(&ctx, &event(1, 200, &["tlp:green"], &[red]));
        let read = t.db.read(Key::SYSTEM).expect("read");
        let own: Vec<String> = read
            .rows("select value from threats_attributes where label_id is not null", args![], |row| row.get(0))
            .expect("asked");
        assert_eq!((own, header(&t).attributes), (vec!["red.example".to_owned()], 1));
    }

    fn what_was_deleted_does_not_come_in_again_and_that_is_said(engine) {
        let t = world(engine);
        let ctx = context(&t, HOME, Reach::Community);
        import(&ctx, &event(1, 100, &["tlp:green"], &[]));
        let tx = t.db.write(Key::SYSTEM).expect("write");
        let nobody = scope::intern(&tx, &Label::nobody()).expect("a label");
        tx.execute("update store_subjects set label_id = $1", args![nobody]).expect("deleted");
        tx.commit().expect("committed");
        for timestamp in [100, 200] {
            let outcome = import(&ctx, &event(1, timestamp, &["tlp:green"], &[]));
            assert_eq!((outcome.failed, outcome.items[0].reasons.as_slice()), (1, [Reason::Deleted].as_slice()));
        }
    }

    fn a_title_is_there_and_no_longer_than_lists_can_bear_and_that_is_said(engine) {
        let t = world(engine);
        let ctx = context(&t, HOME, Reach::Community);
        let named = |number: u128, title: String| {
            let mut file = event(number, 100, &["tlp:green"], &[]);
            file["Event"]["info"] = json!(title);
            let item = import(&ctx, &file).items.remove(0);
            let read = t.db.read(Key::SYSTEM).expect("read");
            let (subject, _) = store::owned(&read, HOME, Uuid::from_u128(number)).expect("owned").expect("there");
            (item.reasons, subject.title)
        };
        assert_eq!(named(1, "é".repeat(1_000)), (vec![], "é".repeat(1_000)));
        assert_eq!(named(2, "é".repeat(1_001)), (vec![Reason::TitleCut], format!("{}…", "é".repeat(1_000))));
        assert_eq!(named(3, " ".into()), (vec![Reason::Untitled], Uuid::from_u128(3).to_string()));
    }

    fn what_was_taken_out_of_a_draft_nobody_else_hears_of(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let event = c.draft(&ana, "Odd logins at the pumps", "amber", "own");
        ana.submit(&format!("{event}/attributes/add"), &[("type", "domain"), ("value", "victim.example")]).expect(303);
        let page = ana.get(&format!("{event}/edit")).expect(200);
        let at = page.text.split("/attributes/").find(|part| part.as_bytes().get(36) == Some(&b'/'));
        let one = at.and_then(|part| part.get(..36)).expect("the attribute's page").to_owned();
        ana.submit(&format!("{event}/attributes/{one}/remove"), &[]).expect(303);
        let t = &c.site.db;
        let read = t.db.read(Key::SYSTEM).expect("read");
        let labels: Vec<Option<i64>> = read
            .rows("select label_id from threats_attributes where deleted = true", args![], |row| row.get(0))
            .expect("asked");
        assert!(matches!(labels.as_slice(), [Some(_)]), "{labels:?}");
    }

    fn an_arrow_to_a_hidden_part_does_not_exist(engine) {
        let t = world(engine);
        let mut file = event(1, 100, &["tlp:green"], &[]);
        let arrow = |to: u128, verb: &str| json!({"referenced_uuid": Uuid::from_u128(to), "relationship_type": verb});
        file["Event"]["Object"] = json!([
            {"uuid": Uuid::from_u128(80), "name": "file", "timestamp": "100", "Attribute": [],
             "ObjectReference": [arrow(81, "drops"), arrow(82, "hides")]},
            {"uuid": Uuid::from_u128(81), "name": "file", "timestamp": "100", "Attribute": []},
            {"uuid": Uuid::from_u128(82), "name": "file", "timestamp": "100", "distribution": "0", "Attribute": []},
        ]);
        import(&context(&t, HOME, Reach::Community), &file);
        for (who, count) in [(HOME, 2), (AWAY, 1)] {
            let read = t.db.read(member(&t, who)).expect("read");
            let (subject, _) = store::owned(&read, HOME, Uuid::from_u128(1)).expect("owned").expect("seen");
            let arrows = belfry_threats::object::references(&read, subject.id, 0, i64::MAX).expect("references");
            assert_eq!(arrows.len(), count, "{who:?}");
        }
    }
}
