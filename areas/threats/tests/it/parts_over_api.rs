//! What hangs on an event, read and written by programs: by the rules of the pages.

use belfry_kernel::Role;
use belfry_store::{Key, args};
use belfry_testkit::both_databases;
use serde_json::{Value, json};

use crate::circle::Community;
use crate::written_over_api::Program;
use crate::{attribute, event};

const NEVER: &str = "00000000-0000-4000-8000-000000000000";
const HASH: &str = "44d88612fea8a8f36de82e1278abb02f";

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("a text in {value}")).to_owned()
}

/// The items of the first page of a list.
fn items(who: &Program<'_>, path: &str) -> Vec<Value> {
    who.get(path).expect(200).json()["items"].as_array().expect("items").clone()
}

fn values(list: &[Value]) -> Vec<&str> {
    list.iter().filter_map(|one| one["value"].as_str()).collect()
}

/// The identity of the attribute with this value.
fn uuid_of(who: &Program<'_>, at: &str, value: &str) -> String {
    let all = items(who, &format!("{at}/attributes"));
    text(&all.iter().find(|one| one["value"] == value).unwrap_or_else(|| panic!("{value} in {all:?}"))["uuid"])
}

/// What an event holds that was not taken back, in MISP's words.
fn misp_values(misp: &Value) -> Vec<&str> {
    let all = misp["Attribute"].as_array().into_iter().flatten();
    all.filter(|one| one["deleted"] != true).filter_map(|one| one["value"].as_str()).collect()
}

fn publish(c: &Community, who: &Program<'_>, at: &str) {
    c.publish(&who.who, at.trim_start_matches("/api/v1"), "community", "green");
}

both_databases! {
    fn attributes_go_in_together_or_not_at_all(engine) {
        let c = Community::new(engine);
        let ana = Program::of(&c, "Ana", c.water, Role::Contributor);
        let carla = Program::of(&c, "Carla", c.water, Role::Reader);
        let omar = Program::of(&c, "Omar", c.harbour, Role::Contributor);
        let at = ana.draft("green");
        let add = format!("{at}/attributes/add");
        let one = |kind: &str, value: &str| json!({"type": kind, "value": value});
        let of = |all: Value| json!({"attributes": all});
        carla.post(&add, &of(json!([one("domain", "a.example")])), 403);
        omar.post(&add, &of(json!([one("domain", "a.example")])), 404);
        omar.post(&add, &of(json!([])), 404);

        let known = ana.post(&add, &of(json!([one("domain", "known.example"), one("text", "twice is fine")])), 201);
        assert_eq!(known["items"].as_array().map(Vec::len), Some(2));
        let mixed = json!([
            one("domain", "b.example"), one("nonsense", "x"), {"type": "ip-dst"}, one("md5", "abc"), one("domain", "KNOWN.example"),
            one("domain", "b[.]example"), {"type": "md5", "value": HASH, "category": "Network activity"},
            {"type": "url", "value": "https://c.example/", "audience": "everyone"}, one("text", "twice is fine"), one("text", "twice is fine")
        ]);
        let wrong = [
            "attributes[1].type", "attributes[2].value", "attributes[3].value", "attributes[6].category",
            "attributes[7].audience", "attributes[4].value", "attributes[5].value"
        ];
        assert_eq!(ana.refused(&add, &of(mixed)), wrong, "each by its place");
        assert_eq!(ana.refused(&add, &of(json!([]))), ["attributes"]);
        let many: Vec<Value> = (0..1_001).map(|n| one("domain", &format!("d{n}.example"))).collect();
        assert_eq!(ana.refused(&add, &of(json!(many))), ["attributes"]);
        ana.post(&add, &of(json!([{"type": "domain", "value": "b.example", "distribution": 0}])), 400);
        assert_eq!(values(&items(&ana, &format!("{at}/attributes"))), ["known.example", "twice is fine"], "none of them came in");

        let version = &ana.get(&at).json()["version"];
        let body = json!({"version": version, "attributes": [
            {"type": "ip-dst", "value": "10[.]0.0.1", "to_ids": false, "comment": " from the pump "},
            {"type": "domain", "value": "inside.example", "audience": "own", "category": "External analysis"}
        ]});
        let made = ana.who.api_once(&add, &ana.key, "two", &body).expect(201).json();
        assert_eq!(ana.who.api_once(&add, &ana.key, "two", &body).expect(201).json(), made, "sent again, done once");
        assert_eq!(made["version"], json!(version.as_i64().expect("a version") + 1));
        assert_eq!(made["items"][0]["warnings"], json!(["private"]));
        ana.post(&add, &body, 409);
        let list = items(&ana, &format!("{at}/attributes"));
        let told = json!({"uuid": made["items"][0]["uuid"], "type": "ip-dst", "category": "Network activity", "value": "10.0.0.1",
            "to_ids": false, "comment": "from the pump", "updated": list[2]["updated"], "object": null, "relation": null, "tags": [], "own": false});
        assert!(list[2] == told && told["updated"].is_string(), "{}", list[2]);
        let own = &list[3];
        assert_eq!((&own["own"], &own["category"], &own["to_ids"]), (&json!(true), &json!("External analysis"), &json!(true)));
        let misp = ana.misp(&at);
        assert_eq!(misp_values(&misp), ["known.example", "twice is fine", "10.0.0.1", "inside.example"]);
        assert_eq!(misp["Attribute"][3]["distribution"].to_string().trim_matches('"'), "0");
        assert!(ana.who.get("/threats/values?value=10.0.0.1").says("Odd logins"), "it is found by its value");

        publish(&c, &ana, &at);
        omar.get(&format!("{at}/attributes?type=nothing")).expect(200);
        assert!(!ana.get(&format!("{at}/disclosures")).text.contains("\"api\""), "nothing was fetched");
        omar.get(&format!("{at}/attributes?after=1")).expect(200);
        assert_eq!(values(&items(&omar, &format!("{at}/attributes"))), ["known.example", "twice is fine", "10.0.0.1"]);
        let log = ana.get(&format!("{at}/disclosures"));
        assert_eq!(log.text.matches("\"api\"").count(), 1, "what a program of another organisation fetched, once: {}", log.text);
        ana.post(&format!("{at}/recall"), &json!({"reason": "All harmless"}), 200);
        assert_eq!(omar.get(&format!("{at}/attributes")).json()["state"], json!("recalled"));
    }

    fn a_thousand_attributes_go_in_at_once_and_come_out_in_pages(engine) {
        let c = Community::new(engine);
        let ana = Program::of(&c, "Ana", c.water, Role::Contributor);
        let at = ana.draft("green");
        let all: Vec<Value> = (0..1_000).map(|n| json!({"type": if n % 2 == 0 { "domain" } else { "hostname" }, "value": format!("d{n:04}.example")})).collect();
        let made = ana.post(&format!("{at}/attributes/add"), &json!({"attributes": all}), 201);
        assert_eq!(made["items"].as_array().map(Vec::len), Some(1_000));
        let list = format!("{at}/attributes");
        let first = ana.get(&list).expect(200);
        let queries = first.queries.expect("counted");
        assert!(queries <= 6, "{queries}");
        let next = text(&first.json()["next"]);
        let second = ana.get(&format!("{list}?after={next}")).expect(200).json();
        assert_eq!((&second["items"][0]["value"], &second["next"]), (&json!("d0500.example"), &Value::Null));
        let hosts = ana.get(&format!("{list}?type=hostname")).expect(200).json();
        assert_eq!((hosts["items"].as_array().map(Vec::len), &hosts["next"]), (Some(500), &Value::Null));
        assert_eq!(ana.get(&format!("{list}?after=x")).status, 400);
        assert_eq!(ana.get(&at).json()["attributes"], json!(1_000));
        assert!(ana.who.get("/threats/values?value=d0999.example").says("Odd logins"));
    }

    fn an_attribute_is_changed_in_part_and_shown_to_more_by_publishers_only(engine) {
        let c = Community::new(engine);
        let ana = Program::of(&c, "Ana", c.water, Role::Contributor);
        let ines = Program::of(&c, "Ines", c.water, Role::NisImplementer);
        let omar = Program::of(&c, "Omar", c.harbour, Role::Contributor);
        let at = ana.draft("green");
        let body = json!({"attributes": [
            {"type": "domain", "value": "one.example", "comment": "kept"}, {"type": "domain", "value": "two.example", "audience": "own"}
        ]});
        ana.post(&format!("{at}/attributes/add"), &body, 201);
        let [one, two] = ["one.example", "two.example"].map(|value| format!("{at}/attributes/{}/edit", uuid_of(&ana, &at, value)));
        assert_eq!(ana.refused(&one, &json!({"value": "no host"})), ["value"]);
        assert_eq!(ana.refused(&one, &json!({"value": "two.example"})), ["value"], "the event holds it");
        assert_eq!(ana.refused(&one, &json!({"type": "md5"})), ["category"], "what is left out stays");
        assert_eq!(ana.refused(&one, &json!({"type": "md5", "category": ""})), ["value"]);
        assert_eq!(ana.refused(&one, &json!({"audience": "all"})), ["audience"]);
        ana.post(&one, &json!({"values": "x"}), 400);
        ana.post(&format!("{at}/attributes/{NEVER}/edit"), &json!({}), 404);
        omar.post(&one, &json!({"comment": "mine"}), 404);

        let version = ana.get(&at).json()["version"].clone();
        let done = ana.post(&one, &json!({"to_ids": false, "version": version}), 200);
        assert_eq!((&done["warnings"], one.contains(&text(&done["uuid"]))), (&json!(["documentation"]), true));
        ana.post(&one, &json!({"to_ids": true, "version": version}), 409);
        let list = items(&ana, &format!("{at}/attributes"));
        assert_eq!((&list[0]["to_ids"], &list[0]["comment"], &list[0]["value"]), (&json!(false), &json!("kept"), &json!("one.example")));
        ana.post(&one, &json!({"type": "ip-src", "value": "127.0.0.1", "comment": ""}), 200);
        let list = items(&ana, &format!("{at}/attributes"));
        assert_eq!((&list[0]["type"], &list[0]["comment"], &list[0]["to_ids"]), (&json!("ip-src"), &json!(""), &json!(false)));
        assert!(!ana.who.get("/threats/values?value=one.example").says("Odd logins"), "the old value leads nowhere");

        publish(&c, &ana, &at);
        omar.post(&one, &json!({"comment": "mine"}), 403);
        ines.post(&two, &json!({"comment": "looked at"}), 200);
        assert_eq!(ines.refused(&two, &json!({"audience": "event"})), ["audience"], "to widen is to publish");
        assert_eq!(values(&items(&omar, &format!("{at}/attributes"))), ["127.0.0.1"]);
        ana.post(&two, &json!({"audience": "event"}), 200);
        let his = items(&omar, &format!("{at}/attributes"));
        assert_eq!((values(&his), &his[1]["comment"]), (vec!["127.0.0.1", "two.example"], &json!("looked at")));
        ana.post(&one, &json!({"audience": "own"}), 200);
        assert_eq!(values(&items(&omar, &format!("{at}/attributes"))), ["two.example"]);
        assert_eq!(misp_values(&ana.misp(&at)), ["127.0.0.1", "two.example"]);
    }

    fn many_attributes_are_changed_at_once_and_taken_back(engine) {
        let c = Community::new(engine);
        let ana = Program::of(&c, "Ana", c.water, Role::Contributor);
        let carla = Program::of(&c, "Carla", c.water, Role::Reader);
        let omar = Program::of(&c, "Omar", c.harbour, Role::Contributor);
        let at = ana.draft("green");
        let names = ["one.example", "two.example", "three.example", "four.example"];
        let body = json!({"attributes": names.map(|value| json!({"type": "domain", "value": value}))});
        ana.post(&format!("{at}/attributes/add"), &body, 201);
        let [one, two, three, four] = names.map(|value| uuid_of(&ana, &at, value));
        let many = format!("{at}/attributes/many");
        let tagged = json!({"attributes": [one, two, two, NEVER], "do": "tag", "tag": "kill-chain:delivery"});
        carla.post(&many, &tagged, 403);
        omar.post(&many, &json!({"attributes": [], "do": "nothing"}), 404);
        for (body, fields) in [
            (json!({"attributes": [], "do": "detect"}), vec!["attributes"]),
            (json!({"attributes": [one], "do": "lose"}), vec!["do"]),
            (json!({"attributes": [one], "do": "tag"}), vec!["tag"]),
            (json!({"attributes": [one], "do": "tag", "tag": "tlp:red"}), vec!["tag"]),
            (json!({"attributes": vec![&one; 101], "do": "detect"}), vec!["attributes"]),
        ] {
            assert_eq!(ana.refused(&many, &body), fields, "{body}");
        }
        assert_eq!(ana.post(&many, &tagged, 200)["changed"], json!(2), "those that are there, each once");
        let tags = |n: usize| items(&ana, &format!("{at}/attributes"))[n]["tags"].clone();
        assert_eq!((tags(0), tags(1), tags(2)), (json!(["kill-chain:delivery"]), json!(["kill-chain:delivery"]), json!([])));
        ana.post(&many, &json!({"attributes": [two], "do": "untag", "tag": "kill-chain:delivery"}), 200);
        ana.post(&many, &json!({"attributes": [one, two], "do": "silence"}), 200);
        let version = ana.post(&many, &json!({"attributes": [two], "do": "detect"}), 200)["version"].clone();
        let fit: Vec<Value> = items(&ana, &format!("{at}/attributes")).iter().map(|one| one["to_ids"].clone()).collect();
        assert_eq!((fit, tags(1)), (vec![json!(false), json!(true), json!(true), json!(true)], json!([])));

        ana.post(&many, &json!({"attributes": [one], "do": "remove", "version": 1}), 409);
        ana.post(&many, &json!({"attributes": [one, three], "do": "remove", "version": version}), 200);
        assert_eq!(values(&items(&ana, &format!("{at}/attributes"))), ["two.example", "four.example"]);
        let remove = format!("{at}/attributes/{four}/remove");
        omar.post(&remove, &json!({}), 404);
        carla.post(&remove, &json!({}), 403);
        ana.post(&remove, &json!({"version": 1}), 409);
        let gone = ana.who.api("POST", &remove, &ana.key, None).expect(200).json();
        assert_eq!(gone["uuid"], json!(four));
        ana.post(&remove, &json!({}), 404);
        let told = ana.get(&at).json();
        assert_eq!((&told["attributes"], &told["version"]), (&json!(1), &gone["version"]));
        assert_eq!(misp_values(&ana.misp(&at)), ["two.example"]);
    }

    fn an_object_follows_its_template_and_goes_with_all_that_is_in_it(engine) {
        let c = Community::new(engine);
        let ana = Program::of(&c, "Ana", c.water, Role::Contributor);
        let carla = Program::of(&c, "Carla", c.water, Role::Reader);
        let omar = Program::of(&c, "Omar", c.harbour, Role::Contributor);
        let at = ana.draft("green");
        let templates = carla.get("/api/v1/threats/templates").expect(200);
        assert!(templates.queries.is_some_and(|n| n <= 4), "{:?}", templates.queries);
        let templates = templates.json();
        let by_name = |name: &str| templates["items"].as_array().into_iter().flatten().find(|one| one["name"] == name).cloned();
        let url = by_name("url").expect("built in");
        assert_eq!((&url["one_of"], &url["required"]), (&json!(["url"]), &json!([])));
        let relation = |name: &str| url["relations"].as_array().into_iter().flatten().find(|one| one["name"] == name).cloned();
        assert_eq!(relation("ip").map(|one| (one["type"].clone(), one["multiple"].clone())), Some((json!("ip-dst"), json!(true))));
        assert_eq!(relation("port").map(|one| one["multiple"].clone()), Some(json!(false)));

        let add = format!("{at}/objects/url");
        let of = |values: Value| json!({"values": values});
        carla.post(&add, &of(json!({"url": "https://a.example/"})), 403);
        omar.post(&add, &of(json!({})), 404);
        ana.post(&format!("{at}/objects/nothing"), &of(json!({"url": "https://a.example/"})), 404);
        for (values, fields) in [
            (json!({"port": "80"}), vec!["values.url"]),
            (json!({}), vec!["values.url"]),
            (json!({"url": "https://a.example/", "colour": "red", "port": "70000"}), vec!["values.colour", "values.port"]),
            (json!({"url": ["https://a.example/", "https://b.example/"]}), vec!["values.url"]),
            (json!({"url": "https://a.example/", "ip": ["192.0.2.1", "nowhere"]}), vec!["values.ip[1]"]),
        ] {
            assert_eq!(ana.refused(&add, &of(values.clone())), fields, "{values}");
        }
        ana.post(&add, &of(json!({"url": 1})), 400);
        assert_eq!(items(&ana, &format!("{at}/objects")), Vec::<Value>::new());

        let body = json!({"values": {"url": "hxxps://a[.]example/", "ip": ["192.0.2.1", "192.0.2.2"], "text": ""}, "comment": " at night "});
        let made = ana.who.api_once(&add, &ana.key, "one", &body).expect(201).json();
        assert_eq!(ana.who.api_once(&add, &ana.key, "one", &body).expect(201).json(), made, "sent again, done once");
        let list = ana.get(&format!("{at}/objects")).expect(200);
        assert!(list.queries.is_some_and(|n| n <= 5), "{:?}", list.queries);
        let list = list.json()["items"].clone();
        let told = json!([{"uuid": made["uuid"], "name": "url", "title": "https://a.example/", "comment": "at night",
            "updated": list[0]["updated"], "attributes": 3}]);
        assert_eq!(list, told);
        let inside = items(&ana, &format!("{at}/attributes"));
        assert_eq!(values(&inside), ["https://a.example/", "192.0.2.1", "192.0.2.2"]);
        assert!(inside.iter().all(|one| one["object"] == made["uuid"]) && inside[2]["relation"] == "ip", "{inside:?}");
        let uuids: Vec<&Value> = inside.iter().map(|one| &one["uuid"]).collect();
        assert_eq!(json!(uuids), made["attributes"]);
        let misp = ana.misp(&at);
        assert_eq!((&misp["Object"][0]["template_uuid"], &misp["Object"][0]["comment"]), (&url["uuid"], &json!("at night")));

        let remove = format!("{at}/objects/{}/remove", text(&made["uuid"]));
        omar.post(&remove, &json!({}), 404);
        carla.post(&remove, &json!({}), 403);
        ana.post(&remove, &json!({"version": 1}), 409);
        ana.post(&remove, &json!({"version": made["version"]}), 200);
        ana.post(&remove, &json!({}), 404);
        assert!(items(&ana, &format!("{at}/objects")).is_empty() && items(&ana, &format!("{at}/attributes")).is_empty());
        let again = ana.post(&add, &of(json!({"url": "https://b.example/"})), 201);
        let attribute = text(&again["attributes"][0]);
        let gone = ana.post(&format!("{at}/attributes/{attribute}/remove"), &json!({"object": true}), 200);
        assert_eq!(gone["uuid"], json!(attribute));
        assert!(items(&ana, &format!("{at}/objects")).is_empty());
        let misp = ana.misp(&at);
        let all = misp["Object"].as_array().into_iter().flatten();
        assert!(all.clone().count() == 2 && all.clone().all(|one| one["deleted"] == true), "{misp}");
    }

    fn a_program_writes_reports(engine) {
        let c = Community::new(engine);
        let ana = Program::of(&c, "Ana", c.water, Role::Contributor);
        let carla = Program::of(&c, "Carla", c.water, Role::Reader);
        let omar = Program::of(&c, "Omar", c.harbour, Role::Contributor);
        let at = ana.draft("green");
        let new = format!("{at}/reports/new");
        assert_eq!(ana.refused(&new, &json!({"name": " ", "content": " "})), ["name", "content"]);
        assert_eq!(ana.refused(&new, &json!({"name": "x".repeat(201), "content": "x".repeat((1 << 20) + 1)})), ["name", "content"]);
        carla.post(&new, &json!({"name": "Night", "content": "Logins."}), 403);
        omar.post(&new, &json!({}), 404);
        let made = ana.post(&new, &json!({"name": "Night", "content": "# Night\r\n\r\nLogins."}), 201);
        let edit = format!("{at}/reports/{}/edit", text(&made["uuid"]));
        omar.post(&edit, &json!({"name": "x"}), 404);
        assert_eq!(ana.refused(&edit, &json!({"content": ""})), ["content"]);
        ana.post(&edit, &json!({"name": "One night", "version": made["version"]}), 200);
        ana.post(&edit, &json!({"name": "Another night", "version": made["version"]}), 409);
        let list = ana.get(&format!("{at}/reports")).expect(200);
        assert!(list.queries.is_some_and(|n| n <= 5), "{:?}", list.queries);
        let list = list.json()["items"].clone();
        let told = json!([{"uuid": made["uuid"], "name": "One night", "content": "# Night\n\nLogins.", "updated": list[0]["updated"]}]);
        assert_eq!(list, told);
        assert_eq!(ana.misp(&at)["EventReport"][0]["name"], json!("One night"));
        publish(&c, &ana, &at);
        assert_eq!(items(&omar, &format!("{at}/reports")).len(), 1);
        let remove = format!("{at}/reports/{}/remove", text(&made["uuid"]));
        omar.post(&remove, &json!({}), 403);
        ana.post(&remove, &json!({}), 200);
        ana.post(&remove, &json!({}), 404);
        assert!(items(&omar, &format!("{at}/reports")).is_empty());
    }

    fn what_a_text_may_hold_is_told_and_nothing_is_changed(engine) {
        let c = Community::new(engine);
        let ana = Program::of(&c, "Ana", c.water, Role::Contributor);
        let omar = Program::of(&c, "Omar", c.harbour, Role::Contributor);
        let other = ana.draft("green");
        ana.post(&format!("{other}/attributes/add"), &json!({"attributes": [{"type": "domain", "value": "evil.bad-host.com"}]}), 201);
        let at = omar.draft("green");
        let mine = json!({"attributes": [{"type": "md5", "value": HASH}]});
        omar.post(&format!("{at}/attributes/add"), &mine, 201);
        let find = format!("{at}/attributes/find");
        let told = json!({"text": format!("From hxxp://evil.bad-host.com/a and evil[.]bad-host.com, not 10.0.0.1; {HASH}")});
        ana.post(&find, &told, 404);
        assert_eq!(omar.refused(&find, &json!({"text": " "})), ["text"]);
        assert_eq!(omar.refused(&find, &json!({"text": "x".repeat((1 << 20) + 1)})), ["text"]);
        assert_eq!(omar.post(&find, &json!({"text": "Nothing here."}), 200), json!({"items": [], "more": false}));
        let version = omar.get(&at).json()["version"].clone();
        let before = omar.post(&find, &told, 200);
        let of = |answer: &Value, value: &str| {
            let all = answer["items"].as_array().expect("items");
            all.iter().find(|one| one["value"] == value).unwrap_or_else(|| panic!("{value} in {answer}")).clone()
        };
        assert_eq!(of(&before, "evil.bad-host.com")["known"], json!([]), "a draft of others is not known");
        let private = of(&before, "10.0.0.1");
        assert_eq!((&private["take"], &private["warnings"], &private["types"]), (&json!(false), &json!(["private"]), &json!(["ip-dst", "ip-src"])));
        let here = of(&before, HASH);
        assert_eq!((&here["here"], &here["take"], &here["type"]), (&json!(true), &json!(false), &json!("md5")));
        publish(&c, &ana, &other);
        let after = of(&omar.post(&find, &told, 200), "evil.bad-host.com");
        let uuid = other.rsplit('/').next().expect("a UUID");
        assert_eq!(after["known"], json!([{"event": uuid, "title": "Odd logins", "recalled": false}]));
        assert_eq!((&after["take"], &after["here"]), (&json!(true), &json!(false)));
        assert_eq!((&omar.get(&at).json()["version"], items(&omar, &format!("{at}/attributes")).len()), (&version, 1));
    }

    fn an_empty_object_and_one_of_hidden_attributes_look_the_same(engine) {
        let c = Community::new(engine);
        let ana = Program::of(&c, "Ana", c.water, Role::Contributor);
        let omar = Program::of(&c, "Omar", c.harbour, Role::Contributor);
        let at = ana.draft("green");
        let add = format!("{at}/objects/file");
        let made = |name: &str| ana.post(&add, &json!({"values": {"filename": name}, "comment": "by night"}), 201);
        let (full, empty, kept) = (made("full.exe"), made("empty.exe"), made("kept.exe"));
        let inside = |object: &Value| format!("{at}/attributes/{}", text(&object["attributes"][0]));
        ana.post(&format!("{}/remove", inside(&empty)), &json!({}), 200);
        ana.post(&format!("{}/edit", inside(&kept)), &json!({"audience": "own"}), 200);
        let arrow = json!({"target": empty["uuid"], "relationship": "drops"});
        for from in [&full, &empty, &kept] {
            if from != &empty {
                ana.post(&format!("{at}/references/{}", text(&from["uuid"])), &arrow, 201);
            }
        }
        publish(&c, &ana, &at);
        let page = at.trim_start_matches("/api/v1");
        let shown = omar.who.get(page).expect(200);
        assert!(shown.queries.is_some_and(|n| n <= 16), "{:?}", shown.queries);
        let row = |page: &str, object: &Value| {
            let uuid = text(&object["uuid"]);
            let from = page.split(&format!("id=\"o-{uuid}\"")).nth(1).unwrap_or_else(|| panic!("{uuid} in {page}"));
            from.split("</tbody>").next().expect("a row").to_owned()
        };
        let [his_empty, his_kept] = [&empty, &kept].map(|object| row(&shown.text, object));
        let without_arrow = |row: &str| row.split("<span class=\"chip\">").next().expect("a beginning").trim_end().to_owned();
        assert!(his_empty.contains("It holds no attribute that you may see") && his_empty.contains("by night"), "{his_empty}");
        assert!(his_kept.contains("It holds no attribute that you may see"));
        assert_eq!(without_arrow(&his_kept), his_empty.split("</th>").next().expect("a heading"), "but for what it refers to");
        assert!(row(&shown.text, &full).contains(&format!("href=\"#o-{}\"", text(&empty["uuid"]))), "an arrow leads there");
        assert!(!shown.says("kept.exe") && row(&shown.text, &full).contains("full.exe"));
        let list = items(&omar, &format!("{at}/objects"));
        let told: Vec<_> = list.iter().map(|one| (one["title"].clone(), one["attributes"].clone())).collect();
        assert_eq!(told, [(json!("full.exe"), json!(1)), (Value::Null, json!(0)), (Value::Null, json!(0))]);
        assert!(!omar.who.get(&format!("{page}?q=full")).expect(200).says("It holds no attribute"), "a filter is for attributes");

        let hers = ana.who.get(page).expect(200).text;
        assert!(row(&hers, &kept).contains("kept.exe") && row(&hers, &empty).contains("It holds no attribute"));
        // The first time, it is asked how events are looked for.
        ana.who.get(&format!("{page}/edit")).expect(200);
        let editor = ana.who.get(&format!("{page}/edit")).expect(200);
        assert!(editor.queries.is_some_and(|n| n <= 10), "{:?}", editor.queries);
        assert!(editor.says("It holds no attribute that you may see"));
        let remove = format!("{page}/objects/{}/remove", text(&empty["uuid"]));
        assert!(editor.text.contains(&remove) && editor.text.contains(&format!("{page}/references/{}\"", text(&empty["uuid"]))));
        omar.who.submit(&remove, &[]).expect(403);
        ana.who.submit(&remove, &[]).expect(303);
        ana.who.submit(&remove, &[]).expect(404);
        assert!(!ana.who.get(&format!("{page}/edit")).says("It holds no attribute"));
        assert_eq!(items(&omar, &format!("{at}/objects")).len(), 2);
        assert!(hers.contains("chip\">drops") && !ana.who.get(page).text.contains("chip\">drops"), "the arrows at it are gone with it");
    }

    fn objects_without_attributes_come_in_pages_too(engine) {
        let c = Community::new(engine);
        let ana = Program::of(&c, "Ana", c.water, Role::Contributor);
        let objects: Vec<Value> = (0..400)
            .map(|n| {
                let inside = if n % 5 == 0 { vec![attribute(n, "domain", &format!("d{n:03}.example"))] } else { Vec::new() };
                json!({"name": format!("thing-{n:03}"), "uuid": uuid::Uuid::from_u128(7_000 + n), "meta-category": "misc", "timestamp": "1772600000",
                    "distribution": "5", "Attribute": inside})
            })
            .collect();
        let mut file = event(1, 1_772_600_000, &[], &[]);
        file["Event"]["Object"] = json!(objects);
        let path = "/api/v1/threats/import?format=misp&reach=own";
        ana.post(path, &file, 202);
        c.site.run_jobs();
        let at = format!("/threats/events/{}", uuid::Uuid::from_u128(1));
        for (page, mark, most) in [(at.clone(), "id=\"o-", 250), (format!("{at}/edit"), "/references/", 125)] {
            let (mut seen, mut next, mut pages) = (Vec::new(), page, 0);
            loop {
                let answer = ana.who.get(&next).expect(200);
                let all = answer.text.split("thing-").skip(1).map(|part| part[..3].to_owned());
                let mut all: Vec<String> = all.collect();
                all.dedup();
                assert!(all.len() <= most && answer.text.contains(mark), "{}", all.len());
                seen.extend(all);
                pages += 1;
                let link = answer.text.split("href=\"").find(|part| part.starts_with(&at) && part.contains("?after="));
                let Some(link) = link else { break };
                next = link.split(['"', '#']).next().expect("an address").replace("&amp;", "&");
                assert!(pages < 9, "it ends");
            }
            seen.sort();
            seen.dedup();
            assert_eq!(seen.len(), 400, "each of them on some page");
            assert!(pages > 1);
        }
        let count: i64 = c.site.db.db.read(Key::SYSTEM).expect("read")
            .one("select count(*) from threats_objects", args![], |row| row.get(0)).expect("a number");
        assert_eq!(count, 400);
    }
}
