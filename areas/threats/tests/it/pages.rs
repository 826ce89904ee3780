//! The pages of events and values, and the doors for programs.

use belfry_kernel::{Label, OrganisationId, Role};
use belfry_store::{Key, args, scope};
use belfry_testkit::{Engine, TestSite, Visitor, both_databases};
use belfry_threats::event::import::{ImportContext, Reach, import_misp};
use belfry_threats::event::list::select::RARE;
use serde_json::{Value, json};
use std::io::Cursor;
use uuid::Uuid;

use crate::{attribute, event};

struct World {
    site: TestSite,
    home: OrganisationId,
    away: OrganisationId,
}

fn world(engine: Engine) -> World {
    let site = TestSite::new(engine, &[belfry_threats::area()]);
    let home = site.organisation("Riverside Waterworks", "oes");
    let away = site.organisation("Border CSIRT", "csirt");
    World { site, home, away }
}

impl World {
    fn import(&self, owner: OrganisationId, reach: Reach, file: &Value) {
        let ctx = ImportContext {
            db: &self.site.db.db,
            ids: &self.site.house.ids,
            clock: self.site.house.clock.as_ref(),
            person: None,
            organisation: owner,
            reach,
            tlp: None,
        };
        import_misp(&ctx, &mut Cursor::new(file.to_string()), &mut |_| true).expect("import");
    }

    fn ana(&self) -> Visitor<'_> {
        self.site.person("Ana", self.home, &[Role::Contributor])
    }

    fn bram(&self) -> Visitor<'_> {
        self.site.person("Bram", self.away, &[Role::CsirtAnalyst])
    }
}

fn page(number: u128) -> String {
    format!("/threats/events/{}", Uuid::from_u128(number))
}

both_databases! {
    fn a_list_is_narrowed_by_its_address_and_counts_what_is_seen(engine) {
        let w = world(engine);
        for n in 1..=60 {
            let tags: &[&str] = if n % 2 == 0 { &["tlp:green", "rsit:fraud=\"phishing\""] } else { &["tlp:clear"] };
            w.import(w.home, Reach::Community, &event(n, 1, tags, &[attribute(n, "domain", &format!("d{n}.example"))]));
        }
        let bram = w.bram();
        let first = bram.get("/threats/events").expect(200);
        assert!(first.says("60 events") && first.says("Event 60<") && !first.says("Event 10<"), "{}", first.text);
        assert!(first.queries.is_some_and(|queries| queries <= 6), "{:?}", first.queries);
        let older = first.text.split("rel=\"next\"").next().and_then(|text| text.rsplit("href=\"").next()).map(str::to_owned);
        let older = older.expect("older").replace("&amp;", "&").replace("&#38;", "&");
        let older = bram.get(older.trim_end_matches(['"', ' '])).expect(200);
        assert!(older.says("Event 10<") && !older.says("Event 60<") && older.says("rel=\"prev\""), "{}", older.text);
        for (query, count) in [
            ("tag=rsit%3Afraud%3D%22phishing%22", "30 events"),
            ("tag=rsit%3Afraud*", "30 events"),
            ("tlp=clear", "30 events"),
            ("type=domain", "60 events"),
            ("type=dom*", "60 events"),
            ("type=sha1", "Nothing fits"),
            ("type=sha*", "Nothing fits"),
            ("owner=river", "60 events"),
            ("owner=border", "Nothing fits"),
            ("q=d7.example", "1 event"),
            ("state=published&from=2026-03-01&to=2026-03-01", "60 events"),
            ("from=2026-03-02", "Nothing fits"),
        ] {
            let answer = bram.get(&format!("/threats/events?{query}")).expect(200);
            assert!(answer.says(count), "{query}: {}", answer.text);
            assert!(answer.queries.is_some_and(|queries| queries <= 6), "{query}: {:?}", answer.queries);
        }
        let file = bram.get("/threats/events.csv?tlp=clear").expect(200);
        assert_eq!(file.text.lines().count(), 31, "{}", file.text);
    }

    fn a_day_that_is_none_is_told_so_beside_its_field_and_the_other_filters_hold(engine) {
        let w = world(engine);
        for n in 1..=2 {
            let tags: &[&str] = if n == 1 { &["tlp:green"] } else { &["tlp:clear"] };
            w.import(w.home, Reach::Community, &event(n, 1, tags, &[attribute(n, "domain", &format!("d{n}.example"))]));
        }
        let bram = w.bram();
        let answer = bram.get("/threats/events?from=yesterday&tlp=clear&to=2026-03-01").expect(200);
        assert!(answer.says("“yesterday” is no day") && answer.says("aria-describedby=\" e-from\""), "{}", answer.text);
        assert!(answer.says("1 event<") && answer.says("Event 2<") && answer.says("events.csv?tlp=clear&#38;to="), "{}", answer.text);
        assert!(!answer.says("e-to"), "{}", answer.text);
        // A program or a file would not see that something was set aside.
        let key = w.site.key(bram.id(), belfry_identity::key::Scope::Read);
        for (query, takes) in [("from=yesterday", "YYYY-MM-DD"), ("tlp=pink", "amber+strict"), ("before=x", "next")] {
            let refused = bram.api("GET", &format!("/api/v1/threats/events?{query}"), &key, None).expect(400);
            assert!(refused.says(takes), "{query}: {}", refused.text);
        }
        bram.get("/threats/events.csv?from=yesterday").expect(400);
    }

    fn a_type_is_found_the_same_whether_it_is_rare_or_not(engine) {
        let w = world(engine);
        w.import(w.home, Reach::Community, &event(1, 1, &["tlp:green"], &[attribute(1, "sha1", &"a".repeat(40))]));
        w.import(w.home, Reach::Community, &event(2, 1, &["tlp:green"], &[attribute(2, "domain", "two.example")]));
        let bram = w.bram();
        let rare = bram.get("/threats/events?type=sha1").expect(200);
        assert!(rare.says("1 event") && rare.says("Event 1<"), "{}", rare.text);
        // Attributes that nobody sees make the type a common one, and show nowhere.
        let tx = w.site.db.db.write(Key::SYSTEM).expect("tx");
        let nobody = scope::intern(&tx, &Label::nobody()).expect("label");
        let second: i64 = tx.one("select id from threats_events order by id desc limit 1", args![], |row| row.get(0)).expect("id");
        let rows: Vec<belfry_store::Value<'_>> = (0..=RARE)
            .flat_map(|n| -> [belfry_store::Value<'_>; 11] {
                [
                    (10 + n).into(), second.into(), Uuid::from_u128(1_000 + n as u128).into(), "sha1".into(), "Other".into(),
                    "b".into(), true.into(), "".into(), 0_i64.into(), false.into(), nobody.into(),
                ]
            })
            .collect();
        let columns = [
            "id", "event_id", "uuid", "type", "category", "value", "to_ids", "comment", "timestamp", "deleted", "label_id",
        ];
        tx.insert_many("threats_attributes", &columns, "", &rows).expect("rows");
        tx.commit().expect("commit");
        let common = bram.get("/threats/events?type=sha1").expect(200);
        assert!(common.says("1 event") && common.says("Event 1<"), "{}", common.text);
        assert!(common.queries.is_some_and(|queries| queries <= 6), "{:?}", common.queries);
    }

    fn an_event_of_many_values_does_not_hide_others_that_hold_the_same_words(engine) {
        let w = world(engine);
        let mut quiet = event(1, 1, &["tlp:green"], &[attribute(1, "domain", "a.site")]);
        quiet["Event"]["info"] = "The reedgate campaign".into();
        w.import(w.home, Reach::Community, &quiet);
        w.site.db.clock.advance(jiff::SignedDuration::from_secs(1));
        w.import(w.home, Reach::Community, &event(2, 1, &["tlp:green"], &[attribute(2, "domain", "b.reedgate.example")]));
        w.site.db.clock.advance(jiff::SignedDuration::from_secs(1));
        let flood: Vec<Value> = (0..1_100).map(|n| attribute(100 + n, "domain", &format!("f{n}.reedgate.example"))).collect();
        w.import(w.away, Reach::Community, &event(3, 1, &["tlp:green"], &flood));
        // Two more at the same moment: nothing tells them from the loud one in time.
        w.import(w.home, Reach::Community, &event(4, 1, &["tlp:green"], &[attribute(4, "domain", "c.site")]));
        let bram = w.bram();
        let key = w.site.key(bram.id(), belfry_identity::key::Scope::Read);
        let page = bram.get("/threats/events?q=reedgate").expect(200);
        assert!(page.says("At least 3 events") && page.says("The reedgate campaign<") && page.says("Event 2<"), "{}", page.text);
        let answer = w.site.stranger().api("GET", "/api/v1/threats/events?q=reedgate", &key, None).expect(200).json();
        assert_eq!((answer["items"].as_array().map(Vec::len), &answer["cut"]), (Some(3), &json!(true)));
        let few = w.site.stranger().api("GET", "/api/v1/threats/events?q=campaign", &key, None).expect(200).json();
        assert_eq!((few["items"].as_array().map(Vec::len), &few["cut"]), (Some(1), &json!(false)));
        // A file may take longer, and lacks none: here one beside the loud one, which the page does not reach, as it was changed with it.
        let mut beside = event(5, 1, &["tlp:green"], &[attribute(5, "domain", "e.reedgate.example")]);
        beside["Event"]["info"] = "Beside".into();
        w.import(w.home, Reach::Community, &beside);
        w.import(w.home, Reach::Own, &event(6, 1, &["tlp:amber"], &[attribute(6, "domain", "g.reedgate.example")]));
        let titles = |query: &str| {
            let csv = bram.get(&format!("/threats/events.csv?{query}")).expect(200);
            csv.text.lines().skip(1).filter_map(|line| line.split(',').nth(1)).map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(titles("q=reedgate"), ["Beside", "Event 3", "Event 2", "The reedgate campaign"]);
        assert_eq!(titles("q=reedgate&owner=border"), ["Event 3"], "with the other filters");
        assert_eq!(titles("q=nowhere"), Vec::<String>::new());
    }

    fn what_the_list_is_narrowed_to_is_said_in_the_readers_words(engine) {
        let w = world(engine);
        let home = {
            let read = w.site.db.db.read(belfry_store::Key::SYSTEM).expect("read");
            belfry_identity::organisation::by_id(&read, w.home).expect("read").expect("an organisation").uuid.to_string()
        };
        let read = w.site.db.db.read(crate::member(&w.site.db, w.away)).expect("read");
        let query = [("q", "pump"), ("owner", &home), ("tlp", "amber"), ("state", "draft"), ("from", "2026-02-01"), ("other", "x")];
        let query: Vec<(String, String)> = query.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        let said = |language: &str| {
            let t = w.site.house.words_in(language);
            let list = belfry_web::views::Narrowed { t: &t, read: &read, actor: &belfry_kernel::Actor::Anonymous, query: &query };
            belfry_threats::event::list::said(&list).expect("words").join(" | ")
        };
        assert_eq!(said("en"), "pump | Owner: Riverside Waterworks | TLP: AMBER | State: Draft | From: 2026-02-01");
        assert!(said("fr").contains("Brouillon") && said("fr").contains("Riverside Waterworks"), "{}", said("fr"));
    }

    fn a_circle_narrows_the_list_for_its_members(engine) {
        let w = world(engine);
        let circle = w.site.circle("Harbour", false, &[w.home, w.away]);
        w.import(w.home, Reach::Circle(circle), &event(1, 1, &["tlp:amber"], &[]));
        w.import(w.home, Reach::Community, &event(2, 1, &["tlp:green"], &[]));
        let bram = w.bram();
        let list = bram.get("/threats/events").expect(200);
        let option = list.text.split(">Harbour<").next().and_then(|text| text.rsplit("value=\"").next()).expect("an option");
        let uuid = option.trim_end_matches(['"']).to_owned();
        let narrowed = bram.get(&format!("/threats/events?circle={uuid}")).expect(200);
        assert!(narrowed.says("1 event") && narrowed.says("Event 1<"), "{}", narrowed.text);
        let other = w.site.organisation("Far Grid", "oes");
        let cem = w.site.person("Cem", other, &[Role::Reader]);
        assert!(cem.get("/threats/events").expect(200).says("1 event"));
        assert!(cem.get(&format!("/threats/events?circle={uuid}")).expect(200).says("Event 2<") || cem.get(&format!("/threats/events?circle={uuid}")).says("Nothing fits"));
    }

    fn an_event_shows_what_its_reader_may_see(engine) {
        let w = world(engine);
        let mut own = attribute(2, "domain", "inside.example");
        own["distribution"] = json!("0");
        let mut one = event(1, 1, &["tlp:green"], &[attribute(1, "domain", "shared.example"), own]);
        one["Event"]["EventReport"] = json!([{"uuid": Uuid::from_u128(5), "name": "What we saw", "content": "# Late\n\n<script>x</script>\n\n[a](https://a.example)", "timestamp": "1", "distribution": "5", "deleted": false}]);
        w.import(w.home, Reach::Community, &one);
        w.import(w.home, Reach::Community, &event(2, 1, &["tlp:green"], &[attribute(3, "hostname", "Shared.example")]));
        let (ana, bram) = (w.ana(), w.bram());
        let hers = ana.get(&page(1)).expect(200);
        assert!(hers.says("inside.example") && hers.says("<span class=\"count\">2</span>") && hers.says("Who received it"), "{}", hers.text);
        let his = bram.get(&page(1)).expect(200);
        assert!(!his.says("inside.example") && his.says("<span class=\"count\">1</span>") && !his.says("Who received it"), "{}", his.text);
        assert!(his.says("in 1 other event") && his.says("Event 2<"), "{}", his.text);
        assert!(his.says("<h3>Late</h3>") && !his.says("<script>x") && his.says("rel=\"noopener noreferrer nofollow\""));
        assert!(bram.get("/threats/events").expect(200).says(">1</td>"), "the list counts what he sees");
        bram.get(&page(77)).expect(404);
    }

    fn people_speak_and_are_answered(engine) {
        let w = world(engine);
        w.import(w.home, Reach::Community, &event(1, 1, &["tlp:green"], &[]));
        let (ana, bram) = (w.ana(), w.bram());
        let empty = bram.submit(&format!("{}/discuss", page(1)), &[("text", " ")]).expect(422);
        assert!(empty.says("Write something before you send it."));
        bram.submit(&format!("{}/ask", page(1)), &[("text", "Which sender?")]).expect(303);
        let seen = ana.get(&page(1)).expect(200);
        let to = seen.text.split("name=\"reply-to\" value=\"").nth(1).and_then(|text| text.split('"').next()).expect("a question");
        ana.submit(&format!("{}/discuss", page(1)), &[("text", "The usual one."), ("reply-to", to)]).expect(303);
        ana.submit(&format!("{}/discuss", page(1)), &[("text", "x"), ("reply-to", "1")]).expect(404);
        bram.submit(&format!("{}/acknowledge", page(1)), &[]).expect(303);
        bram.submit(&format!("{}/acknowledge", page(1)), &[]).expect(303);
        let now = bram.get(&page(1)).expect(200);
        assert!(now.says("Which sender?") && now.says("The usual one.") && now.says("Acknowledged by Border CSIRT"), "{}", now.text);
        assert!(!now.says("/acknowledge\""));
        let reader = w.site.person("Dora", w.away, &[Role::Reader]);
        reader.submit(&format!("{}/discuss", page(1)), &[("text", "x")]).expect(403);
    }

    fn a_sighting_carries_the_label_of_its_value(engine) {
        let w = world(engine);
        let mut own = attribute(2, "domain", "inside.example");
        own["distribution"] = json!("0");
        w.import(w.home, Reach::Community, &event(1, 1, &["tlp:green"], &[attribute(1, "domain", "shared.example"), own]));
        let (ana, bram) = (w.ana(), w.bram());
        let url = format!("{}/sightings", page(1));
        let (shared, inside) = (Uuid::from_u128(1_000_001).to_string(), Uuid::from_u128(1_000_002).to_string());
        bram.submit(&url, &[("attribute", &shared), ("kind", "seen")]).expect(303);
        bram.submit(&url, &[("mark", &format!("false-positive:{shared}"))]).expect(303);
        bram.submit(&url, &[("attribute", &inside), ("kind", "seen")]).expect(404);
        bram.submit(&url, &[("attribute", &shared), ("kind", "eaten")]).expect(400);
        ana.submit(&url, &[("attribute", &inside), ("kind", "expired")]).expect(303);
        let his = bram.get(&page(1)).expect(200);
        assert!(his.says("seen once") && his.says("1 false positive") && !his.says("expired: 1"), "{}", his.text);
        assert!(ana.get(&page(1)).expect(200).says("expired: 1"));
        let value = bram.get("/threats/values?value=SHARED%5B.%5Dexample").expect(200);
        assert!(value.says("seen once") && value.says("Border CSIRT (2)"), "{}", value.text);
    }

    fn a_value_has_a_page_and_a_list_has_answers(engine) {
        let w = world(engine);
        w.import(w.home, Reach::Community, &event(1, 1, &["tlp:green"], &[attribute(1, "ip-dst", "192.0.2.1"), attribute(2, "ip-src", "192.0.2.0/24")]));
        w.import(w.home, Reach::Own, &event(2, 1, &["tlp:amber"], &[attribute(3, "ip-dst", "192.0.2.1")]));
        let bram = w.bram();
        let host = bram.get("/threats/values?value=192.0.2.1").expect(200);
        assert!(host.says("2 occurrences") && host.says("network around it") && host.says("Event 1<") && !host.says("Event 2<"), "{}", host.text);
        let net = bram.get("/threats/values?value=192.0.2.0%2F24").expect(200);
        assert!(net.says("inside this network"), "{}", net.text);
        assert!(bram.get("/threats/values?value=198.51.100.7").expect(200).says("Not known here"));
        assert!(bram.get("/threats/values").expect(200).says("Paste what you have"));
        let many = bram.submit("/threats/values", &[("values", "192[.]0.2.1\nnever.example\n\n192[.]0.2.1")]).expect(200);
        assert!(many.says("1 of 2 values are known") && many.says("never.example"), "{}", many.text);
        bram.submit("/threats/values", &[("values", "  ")]).expect(422);
        let flood: String = (0..10_001).map(|n| format!("v{n}\n")).collect();
        assert!(bram.submit("/threats/values", &[("values", &flood)]).expect(422).says("At most 10,000 values"));
    }

    fn programs_ask_the_same(engine) {
        let w = world(engine);
        for n in 1..=101 {
            w.import(w.home, Reach::Community, &event(n, 1, &["tlp:green"], &[attribute(n, "domain", "one.example")]));
        }
        let bram = w.bram();
        let key = w.site.key(bram.id(), belfry_identity::key::Scope::Read);
        let stranger = w.site.stranger();
        let first = stranger.api("GET", "/api/v1/threats/events", &key, None).expect(200).json();
        assert_eq!(first["items"].as_array().map(Vec::len), Some(100));
        assert_eq!(first["items"][0]["title"], "Event 101");
        let next = first["next"].as_str().expect("more");
        let rest = stranger.api("GET", &format!("/api/v1/threats/events?before={next}"), &key, None).expect(200).json();
        assert_eq!((rest["items"].as_array().map(Vec::len), &rest["next"]), (Some(1), &Value::Null));
        let one = stranger.api("GET", &format!("/api/v1{}", page(1)), &key, None).expect(200).json();
        assert_eq!((&one["title"], &one["attributes"]), (&json!("Event 1"), &json!(1)));
        let values = stranger.api("GET", "/api/v1/threats/values?value=one.example", &key, None).expect(200).json();
        assert_eq!(values["items"].as_array().map(Vec::len), Some(101));
        assert_eq!(values["items"][0]["event"], json!(Uuid::from_u128(101)));
        stranger.api("GET", "/api/v1/threats/values", &key, None).expect(400);
        stranger.api("GET", "/api/v1/threats/events", "wrong", None).expect(401);
    }
}
