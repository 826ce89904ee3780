//! Arrows between the parts of an event, by hand.

use belfry_identity::key::Scope;
use belfry_kernel::Role;
use belfry_store::{Key, args};
use belfry_testkit::{Answer, Visitor, both_databases};
use serde_json::{Value, json};

use crate::circle::{Community, hidden};

const HASH: &str = "44d88612fea8a8f36de82e1278abb02f";

/// A draft of a file and a URL, the addresses of their references, and an attribute of the URL.
struct Scene {
    event: String,
    file: String,
    url: String,
}

fn scene(c: &Community, ana: &Visitor<'_>) -> Scene {
    let event = c.draft(ana, "Odd logins at the pumps", "green", "community");
    ana.submit(&format!("{event}/objects/file"), &[("filename", "pump.exe"), ("md5", HASH)]).expect(303);
    ana.submit(&format!("{event}/objects/url"), &[("url", "http://evil.example/pump")]).expect(303);
    let page = ana.get(&format!("{event}/edit")).expect(200);
    let at = format!("{event}/references/");
    let links: Vec<String> = page.text.split(&at).skip(1).map(|part| format!("{at}{}", &part[..36])).collect();
    let [file, url] = &links[..] else { panic!("each object has its references: {links:?}") };
    Scene { file: file.clone(), url: url.clone(), event }
}

fn uuid(address: &str) -> &str {
    address.rsplit('/').next().expect("the last piece")
}

/// The identity of what this page offers with these words beside it.
fn offered(page: &Answer, words: &str) -> String {
    let at = page
        .text
        .split("name=\"target\" value=\"")
        .skip(1)
        .find(|part| part.split("</label>").next().is_some_and(|row| row.contains(words)));
    at.unwrap_or_else(|| panic!("{words} in {}", page.text))[..36].to_owned()
}

fn misp(who: &Visitor<'_>, event: &str) -> Value {
    who.get(&format!("{event}/export/misp")).expect(200).json()["Event"].clone()
}

fn arrows(event: &Value) -> Vec<Value> {
    let objects = event["Object"].as_array().cloned().unwrap_or_default();
    objects.iter().flat_map(|one| one["ObjectReference"].as_array().cloned().unwrap_or_default()).collect()
}

fn count(c: &Community, sql: &'static str) -> i64 {
    c.site.db.db.read(Key::SYSTEM).expect("read").one(sql, args![], |row| row.get(0)).expect("a number")
}

both_databases! {
    fn an_object_refers_to_another_once_and_lets_go(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let Scene { event, file, url } = scene(&c, &ana);
        let page = ana.get(&file).expect(200);
        assert!(page.says("It refers to nothing yet") && page.says("communicates-with") && page.says("The whole object"));
        assert!(!page.text.contains(&format!("value=\"{}\"", uuid(&file))), "not itself");
        assert!(page.queries.is_some_and(|n| n <= 12), "{:?}", page.queries);
        let target = offered(&page, "URL");
        assert_eq!(target, uuid(&url));

        let refused = ana.submit(&file, &[("relationship", ""), ("target", &target), ("comment", "kept")]).expect(422);
        assert!(refused.says("Say how the two belong together") && refused.says("kept") && refused.says(" checked"));
        let long = "x".repeat(256);
        assert!(ana.submit(&file, &[("relationship", &long), ("target", &target)]).expect(422).says("at most 255"));
        assert!(ana.submit(&file, &[("relationship", "drops")]).expect(422).says("Choose an object or an attribute"));
        assert!(ana.submit(&file, &[("relationship", "drops"), ("target", uuid(&file))]).expect(422).says("does not refer to itself"));
        let never = "00000000-0000-4000-8000-000000000000";
        assert!(ana.submit(&file, &[("relationship", "drops"), ("target", never)]).expect(422).says("not there any more"));
        assert_eq!(count(&c, "select count(*) from threats_references"), 0);

        let before = misp(&ana, &event);
        let token = ana.token();
        let fields = [("csrf", token.as_str()), ("relationship", "downloaded-from"), ("target", &target), ("comment", "at night")];
        let first = ana.submit_raw(&file, &fields).expect(303);
        assert_eq!(ana.submit_raw(&file, &fields).expect(303).location, first.location);
        assert_eq!(count(&c, "select count(*) from threats_references"), 1);
        let again = [("relationship", "Was downloaded from"), ("target", target.as_str())];
        assert!(ana.submit(&file, &again).expect(422).says("in the same way already"), "by what it says, too");
        ana.submit(&file, &[("relationship", "seen beside"), ("target", &target)]).expect(303);

        for page in [event.clone(), format!("{event}/edit"), file.clone()] {
            let page = ana.get(&page).expect(200);
            assert!(page.says("was downloaded from") && page.says("seen beside"), "{}", page.text);
        }
        assert!(ana.get(&event).text.contains("chip\">was downloaded from"));
        for (page, most) in [(event.clone(), 16), (format!("{event}/edit"), 10), (file.clone(), 10)] {
            let queries = ana.get(&page).queries.expect("counted");
            assert!(queries <= most, "{page} takes {queries}");
        }
        assert!(ana.get(&file).says("at night"));
        let now = misp(&ana, &event);
        let made = arrows(&now);
        assert_eq!((made.len(), &made[0]["relationship_type"]), (2, &Value::from("downloaded-from")));
        assert_eq!((&made[0]["referenced_uuid"], &made[0]["object_uuid"]), (&Value::from(target.as_str()), &Value::from(uuid(&file))));
        assert_eq!(made[0]["referenced_type"].to_string().trim_matches('"'), "1");
        let newer = |one: &Value, other: &Value| {
            let at = |event: &Value| event["timestamp"].to_string().trim_matches('"').parse::<i64>().expect("seconds");
            at(one) > at(other)
        };
        assert!(newer(&now, &before) && newer(&now["Object"][0], &before["Object"][0]), "a copy takes it");
        let stix = ana.get(&format!("{event}/export/stix")).expect(200).json();
        let related: Vec<&str> = stix["objects"].as_array().expect("objects").iter()
            .filter(|one| one["type"] == "relationship").filter_map(|one| one["relationship_type"].as_str()).collect();
        assert!(related.contains(&"downloaded-from") && related.contains(&"seen-beside"), "{related:?}");

        let arrow = hidden(&ana.get(&file).expect(200).text, "reference");
        let remove = format!("{file}/remove");
        let fields = [("csrf", token.as_str()), ("reference", arrow.as_str())];
        ana.submit_raw(&remove, &fields).expect(303);
        ana.submit_raw(&remove, &fields).expect(303);
        ana.submit(&remove, &[("reference", &arrow)]).expect(404);
        let page = ana.get(&file).expect(200);
        assert!(!page.says("at night") && page.says("seen beside"));
        assert!(!ana.get(&event).expect(200).text.contains("chip\">was downloaded from"));
        let facts = "select count(*) from store_ledger where fact = 'threats.event-changed'";
        assert_eq!(count(&c, facts), 5, "two objects, two arrows, one less");
    }

    fn an_arrow_names_its_target_by_what_tells_most_and_leads_there(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let omar = c.site.person("Omar", c.harbour, &[Role::Contributor]);
        let event = c.draft(&ana, "Odd logins at the pumps", "green", "community");
        ana.submit(&format!("{event}/objects/domain-ip"), &[("domain", "pump.example"), ("text", "seen at night")]).expect(303);
        ana.submit(&format!("{event}/objects/file"), &[("size-in-bytes", "512"), ("md5", HASH)]).expect(303);
        ana.submit(&format!("{event}/objects/url"), &[("url", "http://evil.example/pump")]).expect(303);
        let page = ana.get(&format!("{event}/edit")).expect(200);
        let at = format!("{event}/references/");
        let all: Vec<String> = page.text.split(&at).skip(1).map(|part| format!("{at}{}", &part[..36])).collect();
        let [domain, file, url] = &all[..] else { panic!("{all:?}") };
        ana.submit(url, &[("relationship", "resolved-to"), ("target", uuid(domain))]).expect(303);
        ana.submit(url, &[("relationship", "drops"), ("target", uuid(file))]).expect(303);
        let shown = ana.get(&event).expect(200);
        for (words, target) in [("Domain and address pump.example", domain), (&format!("File {HASH}"), file)] {
            assert!(shown.text.contains(&format!("<a href=\"#o-{}\">{words}</a>", uuid(target))), "{words} in {}", shown.text);
            assert!(shown.text.contains(&format!("id=\"o-{}\"", uuid(target))));
        }
        assert!(ana.get(url).expect(200).says("pump.example") && ana.get(&format!("{event}/edit")).expect(200).says("pump.example"));
        // A filter leaves the target out of the page: the link leads to the page that begins with it.
        let narrow = ana.get(&format!("{event}?type=url")).expect(200);
        let link = narrow.text.split("href=\"").find(|part| part.split('"').next().is_some_and(|href| href.ends_with(uuid(domain))));
        let link = link.and_then(|part| part.split('"').next()).expect("a link to the domain");
        assert!(link.starts_with(&format!("{event}?after=")), "{link}");
        let there = ana.get(link.split('#').next().expect("an address")).expect(200);
        assert!(there.text.contains(&format!("id=\"o-{}\"", uuid(domain))) && there.says("pump.example"));

        // Once the value that tells most is for one's own people, others know the object by the next.
        let attribute = offered(&ana.get(url).expect(200), "pump.example");
        let edit = format!("{event}/attributes/{attribute}/edit");
        let was = hidden(&ana.get(&edit).expect(200).text, "was");
        let narrower = [("type", "domain"), ("value", "pump.example"), ("audience", "own"), ("was", was.as_str())];
        ana.submit(&edit, &narrower).expect(303);
        c.publish(&ana, &event, "community", "green");
        let his = omar.get(&event).expect(200);
        assert!(his.says("seen at night") && !his.says("pump.example"), "{}", his.text);
        assert!(his.text.contains("Domain and address seen at night</a>"), "{}", his.text);
    }

    fn an_object_in_which_nothing_is_left_can_still_be_referred_to(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let Scene { event, file, url } = scene(&c, &ana);
        let value = offered(&ana.get(&file).expect(200), "http://evil.example/pump");
        ana.submit(&format!("{event}/attributes/{value}/remove"), &[]).expect(303);
        let page = ana.get(&file).expect(200);
        assert_eq!(offered(&page, "URL"), uuid(&url));
        assert_eq!(page.text.matches("name=\"target\"").count(), 1, "once, and not itself");
        assert_eq!(offered(&ana.get(&format!("{file}?q=URL")).expect(200), "URL"), uuid(&url));
        assert!(ana.get(&format!("{file}?q=hash")).expect(200).says("Nothing of this event fits"));
        ana.submit(&file, &[("relationship", "drops"), ("target", uuid(&url))]).expect(303);
        assert!(ana.get(&file).expect(200).says("URL") && ana.get(&event).expect(200).says("drops"));
    }

    fn a_program_refers_and_lets_go_as_a_person_does(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let carla = c.site.person("Carla", c.water, &[Role::Reader]);
        let omar = c.site.person("Omar", c.harbour, &[Role::Contributor]);
        let Scene { event, file, url } = scene(&c, &ana);
        let [read, write] = [Scope::Read, Scope::Write].map(|scope| c.site.key(ana.id(), scope));
        let (hers, his) = (c.site.key(carla.id(), Scope::Write), c.site.key(omar.id(), Scope::Write));
        let at = format!("/api/v1{file}");
        let body = json!({"target": uuid(&url), "relationship": "downloaded-from", "comment": "at night"});
        ana.api("POST", &at, &read, Some(&body)).expect(403);
        carla.api("POST", &at, &hers, Some(&body)).expect(403);
        omar.api("POST", &at, &his, Some(&body)).expect(404);
        omar.api("GET", &at, &his, None).expect(404);
        for (body, status, why) in [
            (json!({"target": uuid(&url), "relationship": ""}), 422, "Say how the two belong together"),
            (json!({"target": uuid(&file), "relationship": "drops"}), 422, "does not refer to itself"),
            (json!({"target": "00000000-0000-4000-8000-000000000000", "relationship": "drops"}), 422, "not there any more"),
            (json!({"target": "no uuid", "relationship": "drops"}), 400, "UUID"),
            (json!({"relationship": "drops"}), 400, "target"),
        ] {
            let refused = ana.api("POST", &at, &write, Some(&body)).expect(status).json();
            assert!(refused["detail"].as_str().is_some_and(|said| said.contains(why)), "{refused}");
        }
        let made = ana.api_once(&at, &write, "one", &body).expect(201).json()["uuid"].clone();
        assert_eq!(ana.api_once(&at, &write, "one", &body).expect(201).json()["uuid"], made, "sent again, done once");
        let known = ana.api("POST", &at, &write, Some(&body)).expect(422).json();
        assert!(known["detail"].as_str().is_some_and(|said| said.contains("in the same way already")), "{known}");
        let told = ana.api("GET", &at, &read, None).expect(200).json();
        let one = json!({"uuid": made, "relationship": "downloaded-from", "target": uuid(&url), "kind": "object",
            "name": "url http://evil.example/pump", "comment": "at night"});
        assert_eq!(told, json!({"items": [one], "next": null}));
        assert_eq!(ana.api("GET", &format!("{at}?after=x"), &read, None).status, 400);
        c.publish(&ana, &event, "community", "green");
        assert_eq!(omar.api("GET", &at, &his, None).expect(200).json(), told);
        let which = json!({ "uuid": made });
        let remove = format!("{at}/remove");
        omar.api("POST", &remove, &his, Some(&which)).expect(403);
        ana.api("POST", &remove, &write, Some(&which)).expect(200);
        ana.api("POST", &remove, &write, Some(&which)).expect(404);
        assert_eq!(ana.api("GET", &at, &read, None).expect(200).json(), json!({"items": [], "next": null}));
        ana.api("POST", &at, &write, Some(&body)).expect(201);
    }

    fn a_program_says_once_that_it_has_met_a_value(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let omar = c.site.person("Omar", c.harbour, &[Role::Contributor]);
        let Scene { event, file, .. } = scene(&c, &ana);
        let attribute = offered(&ana.get(&file).expect(200), "http://evil.example/pump");
        let (read, write) = (c.site.key(ana.id(), Scope::Read), c.site.key(ana.id(), Scope::Write));
        let his = c.site.key(omar.id(), Scope::Write);
        let at = format!("/api/v1{event}/sightings");
        let body = json!({"attribute": attribute, "kind": "seen"});
        ana.api("POST", &at, &read, Some(&body)).expect(403);
        omar.api("POST", &at, &his, Some(&body)).expect(404);
        ana.api("POST", &at, &write, Some(&json!({"attribute": attribute, "kind": "met"}))).expect(400);
        ana.api("POST", &at, &write, Some(&json!({"attribute": uuid(&file), "kind": "seen"}))).expect(404);
        for _ in 0..2 {
            assert_eq!(ana.api_once(&at, &write, "met", &body).expect(201).json(), body);
        }
        let sightings = "select count(*) from threats_sightings where kind = 0";
        assert_eq!(count(&c, sightings), 1);
        ana.api("POST", &at, &write, Some(&body)).expect(201);
        assert_eq!(count(&c, sightings), 2, "met again is said again");
    }

    fn an_arrow_at_a_part_that_one_does_not_see_does_not_exist(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let carla = c.site.person("Carla", c.water, &[Role::Reader]);
        let omar = c.site.person("Omar", c.harbour, &[Role::Contributor]);
        let Scene { event, file, url } = scene(&c, &ana);
        assert_eq!((carla.get(&file).status, omar.get(&file).status), (403, 404));
        let own = [("type", "domain"), ("value", "inside.example"), ("audience", "own")];
        ana.submit(&format!("{event}/attributes/add"), &own).expect(303);
        let inside = offered(&ana.get(&file).expect(200), "inside.example");
        ana.submit(&file, &[("relationship", "beacons-to"), ("target", &inside)]).expect(303);
        ana.submit(&file, &[("relationship", "drops"), ("target", uuid(&url))]).expect(303);
        c.publish(&ana, &event, "community", "green");
        assert!(ana.get(&event).expect(200).says("beacons to"));
        assert_eq!(arrows(&misp(&ana, &event)).len(), 2);
        let his = omar.get(&event).expect(200);
        assert!(his.says("drops") && !his.says("beacons") && !his.says("inside.example"), "{}", his.text);
        let his = misp(&omar, &event);
        assert!(arrows(&his).len() == 1 && !his.to_string().contains(&inside), "{his}");
        for (address, answer) in [(file.clone(), 403), (format!("{file}/remove"), 403)] {
            assert_eq!(omar.submit(&address, &[("relationship", "drops"), ("target", uuid(&url))]).status, answer, "{address}");
        }
    }

    fn what_is_taken_back_takes_the_arrows_at_it_along(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let omar = c.site.person("Omar", c.harbour, &[Role::Contributor]);
        let Scene { event, file, url } = scene(&c, &ana);
        let page = ana.get(&file).expect(200);
        let value = offered(&page, "http://evil.example/pump");
        ana.submit(&file, &[("relationship", "related-to"), ("target", &value)]).expect(303);
        ana.submit(&file, &[("relationship", "drops"), ("target", uuid(&url))]).expect(303);
        assert!(ana.get(&event).text.contains("chip\">is related to"));
        ana.submit(&format!("{event}/attributes/{value}/remove"), &[("object", "yes")]).expect(303);
        assert!(ana.get(&file).expect(200).says("It refers to nothing yet"));
        assert!(!ana.get(&event).expect(200).text.contains("chip\">is related to"));
        assert_eq!(count(&c, "select count(*) from threats_references where deleted = false"), 0);
        c.publish(&ana, &event, "community", "green");
        let his = misp(&omar, &event).to_string();
        assert!(!his.contains(&value) && !his.contains(uuid(&url)), "what nobody else ever had leaves no trace: {his}");
        ana.get(&url).expect(404);
    }

    fn hundreds_of_parts_are_paged_and_searched(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let Scene { event, file, .. } = scene(&c, &ana);
        let rows: Vec<[(String, String); 3]> = (0..120)
            .map(|n| [("take".into(), n.to_string()), (format!("type-{n}"), "domain".into()), (format!("value-{n}"), format!("d{n:03}.example"))])
            .collect();
        let fields: Vec<(&str, &str)> = rows.iter().flatten().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        ana.submit(&format!("{event}/attributes/accept"), &fields).expect(303);
        let mut page = ana.get(&file).expect(200);
        let mut seen = 0;
        loop {
            seen += page.text.matches("name=\"target\"").count();
            assert!(page.queries.is_some_and(|n| n <= 12), "{:?}", page.queries);
            let Some(next) = page.text.split("\">Further parts").next().filter(|text| text.len() < page.text.len()) else { break };
            let next = next.rsplit("href=\"").next().expect("a link").replace("&amp;", "&").replace("&#38;", "&");
            page = ana.get(next.split('#').next().expect("an address")).expect(200);
        }
        assert_eq!(seen, 120 + 2, "every attribute but its own, and the other object");
        let found = ana.get(&format!("{file}?q=D117")).expect(200);
        let last = offered(&found, "d117.example");
        assert!(!found.says("d116.example"));
        let refused = ana.submit(&file, &[("q", "D117"), ("target", &last), ("relationship", "")]).expect(422);
        assert!(refused.says("d117.example") && !refused.says("d116.example"), "what was looked for stays");
        ana.submit(&file, &[("q", "D117"), ("target", &last), ("relationship", "communicates-with")]).expect(303);
        assert!(ana.get(&event).expect(200).says("communicates with"));
        assert!(ana.get(&format!("{file}?q=nothing")).expect(200).says("Nothing of this event fits"));
        assert!(ana.get(&event).expect(200).says("100+ attributes added: domain"));
    }
}
