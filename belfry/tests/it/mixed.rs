//! **Mixed lists** (A6) and **fields too many in a file** (A8): of what is sent together, only one's own changes, what is hidden is as
//! if it were not there, and no field of a file decides whose something is or who sees it.

use belfry_store::{Key, args};
use belfry_testkit::{Engine, both_databases};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::fingerprint;
use crate::swap;
use crate::world::{World, event_uuid};

const IMPORT: &str = "/api/v1/threats/import?format=misp";

/// Two organisations that see nothing of each other: events 0 and 1.
fn world(engine: Engine) -> World {
    swap::apart(World::new(engine, "Night"))
}

fn event(uuid: Uuid, title: &str, timestamp: i64) -> Value {
    json!({"Event": {"uuid": uuid, "info": title, "date": "2026-02-01", "timestamp": timestamp.to_string(), "published": true,
        "distribution": "3", "Tag": [{"name": "tlp:amber"}], "Attribute": [{"uuid": Uuid::from_u128(uuid.as_u128() + 9),
        "type": "domain", "category": "Network activity", "value": "mixed.example.org", "timestamp": timestamp.to_string(),
        "distribution": "5"}]}})
}

/// Sends a file as the first organisation, lets the job run; what came out.
fn import(world: &World, file: &Value, reach: &str) -> Value {
    let mine = world.all_round(0);
    let key = mine.key.as_deref().expect("a key");
    let job = mine.visitor.api("POST", &format!("{IMPORT}&reach={reach}"), key, Some(file)).expect(202).json();
    world.site.run_jobs();
    mine.visitor.api("GET", job["url"].as_str().expect("an address"), key, None).expect(200).json()
}

/// Whose events of this identity there are, with title and state.
fn of(world: &World, uuid: Uuid) -> Vec<(i64, String, String)> {
    let read = world.site.db.db.read(Key::SYSTEM).expect("read");
    let sql = "select s.owner_id, s.title, e.state from store_subjects s join threats_events e on e.id = s.id where s.uuid = $1 \
               order by s.id";
    read.rows(sql, args![uuid], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).expect("events")
}

both_databases! {
    fn of_a_mixed_file_the_hidden_event_is_as_one_that_is_nowhere(engine) {
        let world = world(engine);
        let (own, hidden, nowhere) = (event_uuid(0), event_uuid(1), Uuid::from_u128(0xabc));
        let before = of(&world, hidden);
        let file = json!([event(own, "Mine, newer", 1_800_000_000), event(hidden, "Theirs", 1_800_000_000),
            event(nowhere, "Nobody's", 1_800_000_000)]);
        let told = import(&world, &file, "own");
        let what = |uuid: Uuid| {
            let items = told["result"]["items"].as_array().expect("items");
            let item = items.iter().find(|item| item["uuid"] == uuid.to_string()).expect("an item");
            (item["what"].clone(), item["reasons"].clone())
        };
        assert_eq!(what(own).0, "updated");
        assert_eq!(what(hidden), what(nowhere), "what is hidden is told as what is not there: {told}");
        let after = of(&world, hidden);
        assert_eq!(after.len(), 2, "one's own copy stands beside it");
        assert!(after.contains(&before[0]), "and the hidden one is as it was: {after:?}");
        assert_eq!(of(&world, own).len(), 1);
        // The other organisation has only its own.
        let theirs = world.all_round(1);
        let page = theirs.visitor.get(&format!("/threats/events/{hidden}")).expect(200);
        assert!(page.says(&before[0].1) && !page.says("mixed.example.org"), "{}", page.text);
    }

    fn of_mixed_values_the_hidden_ones_are_not_known(engine) {
        let world = world(engine);
        let mine = world.all_round(0);
        // Event 1 alone holds the second value; the third is nowhere.
        let page = mine.visitor.submit("/threats/values", &[("values", "evil0.example.org\nevil1.example.org\nevil7.example.org")]);
        assert_eq!(page.status, 200, "{}", page.text);
        let same = |value: &str| {
            let page = mine.visitor.submit("/threats/values", &[("values", value)]).expect(200);
            page.steady().replace(value, "VALUE")
        };
        assert_eq!(same("evil1.example.org"), same("evil7.example.org"));
        assert_ne!(same("evil0.example.org"), same("evil7.example.org"), "one's own is found");
    }

    fn files_that_wait_come_in_for_whoever_sent_them_alone(engine) {
        let world = world(engine);
        let (mine, theirs) = (world.all_round(0), world.all_round(1));
        let waits = |who: &belfry_testkit::Visitor<'_>, number: u128| {
            let good = event(Uuid::from_u128(number), &format!("Shelved {number}"), 1).to_string();
            let files: [(&str, &str, &[u8]); 2] = [("file", "good.json", good.as_bytes()), ("file", "bad.json", b"{\"Event\": {")];
            let sent = who.upload("/threats/import/files", &[("reach", "own")], &files).expect(303);
            sent.location.expect("where the good one waits")
        };
        let (ours, others) = (waits(&mine.visitor, 501), waits(&theirs.visitor, 502));
        let before = fingerprint::of(&world.site);
        for not_mine in [others.as_str(), "/threats/import/files/7a0f9a2e-1111-4222-8333-444455556666"] {
            mine.visitor.get(not_mine).expect(404);
            mine.visitor.upload(not_mine, &[("reach", "own")], &[]).expect(404);
        }
        assert_eq!(fingerprint::differences(&before, &fingerprint::of(&world.site)), Vec::<String>::new());
        for (who, to, own, other) in [(&mine.visitor, &ours, 501, 502), (&theirs.visitor, &others, 502, 501)] {
            let page = who.upload(to, &[("reach", "own")], &[]).expect(303).location.expect("the job's page");
            world.site.run_jobs();
            let told = who.get(&page).expect(200);
            assert!(told.says(&format!("Shelved {own}")) && !told.says(&format!("Shelved {other}")), "{}", told.text);
        }
    }

    fn a_field_too_many_in_a_file_decides_nothing(engine) {
        let world = world(engine);
        let them = world.organisations[1].0;
        let mut file = event(Uuid::from_u128(0x777), "Greedy", 1_800_000_000);
        let dear = json!({
            "id": "1", "event_id": "1", "owner": them, "owner_id": them, "org_id": them.to_string(), "organisation_id": them,
            "orgc_id": "1", "user_id": "1", "author_id": 1, "label_id": 1, "label": "v1;clear;e", "state": "published",
            "status": "confirmed", "role": "platform-administrator", "reach": "community", "tlp": "clear", "version": 999,
            "attribute_count": "1000", "system": true, "hidden": false, "created_at": 1, "updated": 1,
        });
        for place in ["/Event", "/Event/Attribute/0"] {
            let object = file.pointer_mut(place).and_then(Value::as_object_mut).expect("an object");
            for (name, value) in dear.as_object().expect("fields") {
                object.entry(name.clone()).or_insert_with(|| value.clone());
            }
        }
        // Beside the event, and in the address, too.
        file.as_object_mut().expect("an object").extend(dear.as_object().expect("fields").clone());
        let query = "own&owner=2&owner_id=2&organisation=2&person=1&as=1&state=published&label_id=1&system=1";
        let told = import(&world, &file, query);
        assert_eq!(told["result"]["new"], 1, "{told}");
        let made = of(&world, Uuid::from_u128(0x777));
        assert_eq!(made, [(world.organisations[0].0, "Greedy".to_owned(), "draft".to_owned())]);
        let read = world.site.db.db.read(Key::SYSTEM).expect("read");
        let sql = "select e.id, e.version, e.attributes, l.canonical from threats_events e join store_subjects s on s.id = e.id \
                   join store_labels l on l.id = s.label_id where s.uuid = $1";
        let row = |row: &belfry_store::Row<'_>| Ok((row.get::<i64>(0)?, row.get::<i64>(1)?, row.get::<i64>(2)?, row.get::<String>(3)?));
        let (id, version, attributes, label) = read.one(sql, args![Uuid::from_u128(0x777)], row).expect("the event");
        assert_ne!(id, 1);
        assert_eq!((version, attributes), (1, 1));
        assert!(label.contains("amber") && label.contains(&world.organisations[0].0.to_string()), "{label}");
        drop(read);
        let theirs = world.all_round(1);
        theirs.visitor.get(&format!("/threats/events/{}", Uuid::from_u128(0x777))).expect(404);
    }
}
