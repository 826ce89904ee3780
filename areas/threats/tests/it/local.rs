//! Local tags stay with the organisation that set them.

use belfry_identity::key::Scope;
use belfry_kernel::Role;
use belfry_store::{Dialect, Key, args};
use belfry_testkit::{TestDb, TestSite, both_databases};
use belfry_threats::event::export::Format;
use belfry_threats::event::import::{ImportContext, Reach};
use belfry_threats::{MIGRATIONS, tag};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::export::{assert_same, export, id_of, parts};
use crate::{AWAY, HOME, attribute, context, event, import, member, world};

const TAG: &str = "ours:watch";
const CLUSTER: &str = "Quiet Heron";

/// An event with tags and clusters that stay at home, or without them.
fn file(timestamp: i64, with_local: bool) -> Value {
    let mut one = attribute(1, "domain", "evil.example");
    one["Tag"] = json!([{"name": "seen"}]);
    let mut file = event(7, timestamp, &["tlp:green", "shared"], &[]);
    let mut inside = attribute(2, "domain", "inside.example");
    if with_local {
        let cluster = json!({"name": "Actor", "type": "actor", "GalaxyCluster": [
            {"value": CLUSTER, "tag_name": "misp-galaxy:actor=\"Quiet Heron\"", "local": true}]});
        for tags in [&mut one["Tag"], &mut file["Event"]["Tag"]] {
            tags.as_array_mut().expect("tags").push(json!({"name": TAG, "local": 1}));
        }
        inside["Tag"] = json!([{"name": TAG, "local": true}]);
        file["Event"]["Galaxy"] = json!([cluster]);
        one["Galaxy"] = json!([cluster]);
        inside["Galaxy"] = json!([cluster]);
    }
    file["Event"]["Attribute"] = json!([one]);
    file["Event"]["Object"] = json!([{"uuid": Uuid::from_u128(80), "name": "domain-ip", "timestamp": timestamp.to_string(),
        "Attribute": [inside]}]);
    file
}

/// What another organisation takes out, in every format.
fn theirs(t: &TestDb) -> Vec<String> {
    let key = member(t, AWAY);
    let event = id_of(t, Uuid::from_u128(7));
    Format::ALL.map(|format| String::from_utf8(export(t, key, event, format)).expect("text")).to_vec()
}

both_databases! {
    fn what_others_take_out_is_as_if_local_tags_were_not_there(engine) {
        let (with, without) = (world(engine), world(engine));
        for (t, local) in [(&with, true), (&without, false)] {
            import(&context(t, HOME, Reach::Community), &file(1_772_600_000, local));
        }
        assert_eq!(theirs(&with), theirs(&without));
        // The object becomes narrower, and what is in it with it: what was local stays so.
        for (t, local) in [(&with, true), (&without, false)] {
            let mut newer = file(1_772_600_100, local);
            newer["Event"]["Object"][0]["distribution"] = json!("1");
            import(&context(t, HOME, Reach::Community), &newer);
        }
        let all = theirs(&with);
        assert_eq!(all, theirs(&without));
        assert!(all[0].contains("inside.example") && !all.concat().contains("Heron"));
        let read = with.db.read(member(&with, AWAY)).expect("read");
        let names = |read: &belfry_store::Read| -> Vec<String> {
            tag::of_event(read, id_of(&with, Uuid::from_u128(7))).expect("tags").into_iter().map(|tag| tag.name).collect()
        };
        assert_eq!(names(&read), ["shared", "tlp:green"]);
        drop(read);
        assert_eq!(names(&with.db.read(member(&with, HOME)).expect("read")), [TAG, "shared", "tlp:green"]);
    }

    fn their_owner_takes_them_out_and_in_again_as_they_were(engine) {
        let (t, other) = (world(engine), world(engine));
        let came = file(1_772_600_000, true).to_string();
        let ctx = context(&t, HOME, Reach::Community);
        import(&ctx, &file(1_772_600_000, true));
        let out = export(&t, member(&t, HOME), id_of(&t, Uuid::from_u128(7)), Format::Misp);
        let (mut came, mut went) = (parts(came.as_bytes()), parts(&out));
        for parts in [&mut came, &mut went] {
            let header = parts.event.as_mut().expect("a header");
            // As far as it may travel is told in a test of its own.
            header.distribution = None;
            header.orgc = None;
        }
        assert_same(&came, &went, "the owner's file");
        let again: Value = serde_json::from_slice(&out).expect("JSON");
        assert_eq!(import(&ctx, &again).unchanged, 1);
        assert_eq!(import(&context(&other, AWAY, Reach::Own), &again).new, 1);
    }

    fn nobody_else_is_shown_them_or_finds_by_them(engine) {
        let site = TestSite::new(engine, &[belfry_threats::area()]);
        let (home, away) = (site.organisation("Riverside Waterworks", "oes"), site.organisation("Border CSIRT", "csirt"));
        let (ana, bram) = (site.person("Ana", home, &[Role::Contributor]), site.person("Bram", away, &[Role::CsirtAnalyst]));
        let ctx = ImportContext { organisation: home, ..context(&site.db, home, Reach::Community) };
        import(&ctx, &file(1_772_600_000, true));
        let (own, other) = (site.key(ana.id(), Scope::Read), site.key(bram.id(), Scope::Read));
        let page = format!("/threats/events/{}", Uuid::from_u128(7));
        for path in [page.clone(), "/threats/events".to_owned(), "/threats/values?value=evil.example".to_owned()] {
            let (hers, his) = (ana.get(&path).expect(200), bram.get(&path).expect(200));
            assert!(his.says("Event 7") && !his.says("watch") && !his.says("Heron"), "{path}: {}", his.text);
            assert!(hers.says("watch"), "{path}: {}", hers.text);
        }
        for query in ["tag=ours:watch", "tag=ours:*", "q=watch"] {
            assert!(!bram.get(&format!("/threats/events?{query}")).expect(200).says("Event 7"), "{query}");
            let answer = bram.api("GET", &format!("/api/v1/threats/events?{query}"), &other, None).expect(200).json();
            assert_eq!(answer["items"], json!([]), "{query}");
        }
        let answer = ana.api("GET", "/api/v1/threats/events?tag=ours:watch", &own, None).expect(200).json();
        assert_eq!(answer["items"][0]["tags"], json!([TAG, "shared", "tlp:green"]));
        let told = |who: &belfry_testkit::Visitor<'_>, key: &str| {
            who.api("GET", &format!("/api/v1{page}?format=csv&report=1"), key, None).expect(200).json()["lost"].clone()
        };
        let tags = |lost: &Value| {
            lost.as_array().expect("a list").iter().find(|one| one["thing"] == "event-tags").map(|one| one["count"].clone())
        };
        assert_eq!((tags(&told(&ana, &own)), tags(&told(&bram, &other))), (Some(json!(3)), Some(json!(2))));
    }

    fn a_tag_has_only_the_colour_that_everybody_saw(engine) {
        let t = world(engine);
        let named = |name: &str, colour: &str, local: bool| json!({"name": name, "colour": colour, "local": local});
        let file = |number: u128, on_event: Value, on_attribute: Value| {
            let mut one = attribute(number, "domain", "evil.example");
            one["Tag"] = json!([on_attribute]);
            let mut file = event(number, 1_772_600_000, &["tlp:green"], &[one]);
            file["Event"]["Tag"].as_array_mut().expect("tags").push(on_event);
            file
        };
        let colours = || -> Vec<(String, Option<String>)> {
            let read = t.db.read(member(&t, AWAY)).expect("read");
            let tags = tag::of_event(&read, id_of(&t, Uuid::from_u128(99))).expect("tags");
            tags.into_iter().filter(|tag| tag.name != "tlp:green").map(|tag| (tag.name, tag.colour)).collect()
        };
        let is = |one: Option<&str>, two: Option<&str>| {
            vec![("zzcolour:1".to_owned(), one.map(str::to_owned)), ("zzcolour:2".to_owned(), two.map(str::to_owned))]
        };
        let hidden = |local| (named("zzcolour:1", "#a1b2c3", local), named("zzcolour:2", "#a1b2c3", local));
        for (number, reach, local) in [(1, Reach::Own, true), (2, Reach::Own, false), (3, Reach::Community, true)] {
            let (on_event, on_attribute) = hidden(local);
            assert_eq!(import(&context(&t, HOME, reach), &file(number, on_event, on_attribute)).new, 1);
        }
        // A part that stays at home, and an event that its file keeps back.
        let (on_event, on_attribute) = hidden(false);
        let mut kept = file(4, json!({"name": "seen"}), on_attribute);
        kept["Event"]["Attribute"][0]["distribution"] = json!("0");
        import(&context(&t, HOME, Reach::Community), &kept);
        let mut unpublished = file(5, on_event, json!({"name": "seen"}));
        unpublished["Event"]["published"] = json!(false);
        import(&context(&t, HOME, Reach::Community), &unpublished);
        let theirs = file(99, json!({"name": "zzcolour:1"}), json!({"name": "zzcolour:2"}));
        let mut theirs = theirs;
        theirs["Event"]["Tag"].as_array_mut().expect("tags").push(json!({"name": "zzcolour:2"}));
        import(&context(&t, AWAY, Reach::Own), &theirs);
        assert_eq!(colours(), is(None, None));

        let open = |number, colour: &str| file(number, named("zzcolour:1", colour, false), named("zzcolour:2", colour, false));
        import(&context(&t, HOME, Reach::Community), &open(6, "#111111"));
        assert_eq!(colours(), is(Some("#111111"), Some("#111111")), "a later file gives it");
        import(&context(&t, HOME, Reach::Community), &open(7, "#222222"));
        assert_eq!(colours(), is(Some("#111111"), Some("#111111")), "and the first one counts");
    }

    fn a_local_tag_that_is_added_again_is_there_for_all(engine) {
        let site = TestSite::new(engine, &[belfry_threats::area()]);
        let (home, away) = (site.organisation("Riverside Waterworks", "oes"), site.organisation("Border CSIRT", "csirt"));
        let (ana, bram) = (site.person("Ana", home, &[Role::Contributor]), site.person("Bram", away, &[Role::CsirtAnalyst]));
        let ctx = ImportContext { organisation: home, person: Some(ana.id()), ..context(&site.db, home, Reach::Community) };
        import(&ctx, &file(1_772_600_000, true));
        let page = format!("/threats/events/{}", Uuid::from_u128(7));
        let lists = |query: &str| bram.get(&format!("/threats/events?{query}")).expect(200).says("Event 7");
        assert!(!bram.get(&page).expect(200).says(TAG) && !lists("tag=ours:watch") && !lists("q=watch"));
        let add = || {
            let to = ana.submit(&format!("{page}/tags/add"), &[("tag", TAG)]).expect(303);
            let cookie = to.headers.get("set-cookie").cloned();
            (to.location, cookie)
        };
        let (first, second) = (add(), add());
        assert_ne!(first.1, second.1, "that it was local is said");
        assert!(bram.get(&page).expect(200).says("watch") && lists("tag=ours:watch") && lists("tag=ours:*") && lists("q=watch"));
        let read = site.db.db.read(Key::SYSTEM).expect("read");
        let tags = tag::of_event(&read, id_of(&site.db, Uuid::from_u128(7))).expect("tags");
        assert_eq!(tags.iter().map(|tag| (tag.name.as_str(), tag.local)).collect::<Vec<_>>(),
            [(TAG, false), ("shared", false), ("tlp:green", false)]);
        let local = |read: &belfry_store::Read| -> i64 {
            let sql = "select count(*) from threats_attribute_tags where local = true or label_id is not null";
            read.one(sql, args![], |row| row.get(0)).expect("count")
        };
        assert_eq!(local(&read), 2);
        drop(read);
        let one = Uuid::from_u128(1_000_001).to_string();
        let many = [("take", one.as_str()), ("do", "tag"), ("many_tag", TAG)];
        ana.submit(&format!("{page}/attributes/many"), &many).expect(303);
        assert_eq!(local(&site.db.db.read(Key::SYSTEM).expect("read")), 1, "and so on an attribute");
    }

    fn what_was_local_before_tags_had_labels_is_hidden_too(engine) {
        let t = world(engine);
        import(&context(&t, HOME, Reach::Community), &file(1_772_600_000, true));
        let (home, away) = (member(&t, HOME), member(&t, AWAY));
        let tx = t.db.write(Key::SYSTEM).expect("tx");
        for table in ["threats_event_tags", "threats_attribute_tags", "threats_clusters"] {
            let sql = belfry_store::Sql::new("update", []).and(table, []).and("set label_id = null", []);
            tx.execute(sql, args![]).expect("as it was");
        }
        let sql = "delete from store_visible where label_id in (select id from store_labels where canonical = $1)";
        assert_ne!(tx.execute(sql, args![tag::local_label(HOME).canonical()]).expect("forgotten"), 0);
        let step = MIGRATIONS.steps.iter().find(|step| step.name.ends_with("local_tags")).expect("the step");
        let text = if tx.dialect() == Dialect::Sqlite { step.sqlite } else { step.postgres };
        for statement in text.split(";\n").map(str::trim).filter(|one| one.starts_with("update") || one.starts_with("insert")) {
            tx.execute(statement, args![]).expect(statement);
        }
        tx.commit().expect("commit");
        let event = id_of(&t, Uuid::from_u128(7));
        let count = |key| tag::of_event(&t.db.read(key).expect("read"), event).expect("tags").len();
        assert_eq!((count(home), count(away)), (3, 2));
        assert!(!theirs(&t).concat().contains("Heron"));
    }
}
