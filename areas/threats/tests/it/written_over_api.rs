//! Events that programs write, publish and take back: as people do, by the same rules.

use belfry_identity::key::Scope;
use belfry_identity::membership;
use belfry_identity::sharing::{self, Holder};
use belfry_kernel::{Clock, OrganisationId, Role};
use belfry_store::{Key, args};
use belfry_testkit::{Answer, Visitor, both_databases};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::circle::Community;
use crate::rules::rule;

const EVENTS: &str = "/api/v1/threats/events";

/// Somebody with a key to write with.
pub struct Program<'c> {
    pub who: Visitor<'c>,
    pub key: String,
}

impl<'c> Program<'c> {
    pub fn of(c: &'c Community, name: &str, organisation: OrganisationId, role: Role) -> Self {
        let who = c.site.person(name, organisation, &[role]);
        Self { key: c.site.key(who.id(), Scope::Write), who }
    }

    pub fn get(&self, path: &str) -> Answer {
        self.who.api("GET", path, &self.key, None)
    }

    #[track_caller]
    pub fn post(&self, path: &str, body: &Value, status: u16) -> Value {
        self.who.api("POST", path, &self.key, Some(body)).expect(status).json()
    }

    /// The fields that are wrong, each once.
    #[track_caller]
    pub fn refused(&self, path: &str, body: &Value) -> Vec<String> {
        let told = self.post(path, body, 422);
        let errors = told["errors"].as_array().expect("errors");
        assert!(errors.iter().all(|one| one["detail"].as_str().is_some_and(|words| !words.is_empty())), "{told}");
        let mut fields: Vec<String> =
            errors.iter().filter_map(|one| one["field"].as_str().map(str::to_owned)).collect();
        fields.dedup();
        fields
    }

    /// A draft at this level, meant for the community; its address.
    pub fn draft(&self, tlp: &str) -> String {
        let made = self.post(
            EVENTS,
            &json!({"title": "Odd logins", "date": "2026-03-01", "tlp": tlp, "reach": "community"}),
            201,
        );
        format!("{EVENTS}/{}", made["uuid"].as_str().expect("a UUID"))
    }

    /// What stands there, as its organisation takes it out.
    pub fn misp(&self, event: &str) -> Value {
        self.get(&format!("{event}?format=misp")).expect(200).json()["Event"].clone()
    }
}

fn uuid_of(c: &Community, organisation: OrganisationId) -> Uuid {
    let read = c.site.db.db.read(Key::SYSTEM).expect("read");
    read.one("select uuid from store_subjects where id = $1", args![organisation], |row| row.get(0)).expect("its UUID")
}

fn tags(event: &Value) -> Vec<&str> {
    let all = event["Tag"].as_array().or(event["tags"].as_array());
    all.into_iter().flatten().filter_map(|tag| tag.as_str().or(tag["name"].as_str())).collect()
}

fn names(list: &Value) -> Vec<&str> {
    list.as_array().into_iter().flatten().filter_map(|one| one["name"].as_str()).collect()
}

both_databases! {
    fn a_program_makes_a_draft_as_the_page_does(engine) {
        let c = Community::new(engine);
        let ana = Program::of(&c, "Ana", c.water, Role::Contributor);
        let omar = Program::of(&c, "Omar", c.harbour, Role::Contributor);
        let carla = Program::of(&c, "Carla", c.water, Role::Reader);
        for (body, fields) in [
            (json!({"title": " "}), vec!["title"]),
            (json!({"title": "a\nb", "date": "yesterday", "tlp": "blue"}), vec!["title", "date", "tlp"]),
            (json!({"title": "a", "threat_level": "1", "analysis": "2"}), vec!["threat_level", "analysis"]),
            (json!({"title": "a", "reach": "everyone"}), vec!["reach"]),
            (json!({"title": "a", "reach": Uuid::from_u128(5)}), vec!["reach"]),
            (json!({"title": "a", "tags": ["rsit:fraud", "TLP:green"]}), vec!["tags"]),
            (json!({"title": "a", "tags": ["x".repeat(256)]}), vec!["tags"]),
            (json!({"title": "a", "tags": [""]}), vec!["tags"]),
            (json!({"title": "a", "organisation": uuid_of(&c, c.harbour)}), vec!["organisation"]),
            (json!({"title": "a", "organisation": Uuid::from_u128(5)}), vec!["organisation"]),
        ] {
            assert_eq!(ana.refused(EVENTS, &body), fields, "{body}");
        }
        ana.post(EVENTS, &json!({"title": "a", "level": "high"}), 400);
        carla.post(EVENTS, &json!({"title": "a"}), 403);
        ana.who.api("POST", EVENTS, &c.site.key(ana.who.id(), Scope::Read), Some(&json!({"title": "a"}))).expect(403);
        assert_eq!(ana.get(EVENTS).json()["items"], json!([]), "nothing was made");

        let whole = json!({"title": "Odd logins at the pumps", "date": "2026-03-01", "tlp": "amber", "threat_level": "high",
            "analysis": "ongoing", "reach": c.circle, "organisation": uuid_of(&c, c.water), "tags": ["rsit:fraud", "ours:watch"]});
        let made = ana.who.api_once(EVENTS, &ana.key, "one", &whole).expect(201).json();
        assert_eq!(ana.who.api_once(EVENTS, &ana.key, "one", &whole).expect(201).json(), made, "sent again, done once");
        let event = format!("{EVENTS}/{}", made["uuid"].as_str().expect("a UUID"));
        assert_eq!((&made["version"], &made["address"]), (&json!(1), &json!(event.trim_start_matches("/api/v1"))));
        let told = ana.get(&event).expect(200).json();
        assert_eq!((&told["title"], &told["date"], &told["tlp"], &told["state"], &told["version"], &told["owner"]),
            (&json!(whole["title"]), &json!("2026-03-01"), &json!("amber"), &json!("draft"), &json!(1), &json!("Lower Mere Water")));
        assert_eq!((&told["threat_level"], &told["analysis"]), (&whole["threat_level"], &whole["analysis"]), "told as they are given");
        assert_eq!(tags(&told), ["ours:watch", "rsit:fraud", "tlp:amber"]);
        let misp = ana.misp(&event);
        assert_eq!((misp["threat_level_id"].as_str(), misp["analysis"].as_str()), (Some("1"), Some("1")), "{misp}");
        omar.get(&event).expect(404);
        let meant = ana.post(&format!("{event}/publish/preview"), &json!({}), 200);
        assert_eq!(meant["reach"], json!(c.circle), "it remembers for whom it is meant");

        let plain = ana.post(EVENTS, &json!({"title": "Plain"}), 201);
        let told = ana.get(&format!("{EVENTS}/{}", plain["uuid"].as_str().expect("a UUID"))).expect(200).json();
        let today = c.site.db.clock.now().to_zoned(jiff::tz::TimeZone::UTC).date().to_string();
        assert_eq!((&told["tlp"], &told["date"], tags(&told)), (&json!("not-stated"), &json!(today), vec![]));
    }

    fn of_several_organisations_a_program_names_the_one_for_which_it_writes(engine) {
        let c = Community::new(engine);
        let ana = Program::of(&c, "Ana", c.water, Role::Contributor);
        let tx = c.site.db.db.write(Key::SYSTEM).expect("tx");
        membership::confirm(&tx, c.site.act(), ana.who.id(), c.harbour, &[Role::Contributor]).expect("a membership");
        membership::confirm(&tx, c.site.act(), ana.who.id(), c.bank, &[Role::Reader]).expect("a membership");
        tx.commit().expect("commit");
        let body = |organisation| json!({"title": "Odd logins", "reach": "own", "organisation": uuid_of(&c, organisation)});
        let made = ana.post(EVENTS, &body(c.harbour), 201);
        let told = ana.get(&format!("{EVENTS}/{}", made["uuid"].as_str().expect("a UUID"))).expect(200).json();
        assert_eq!(told["owner"], "Port of Ostrel");
        assert_eq!(ana.refused(EVENTS, &body(c.bank)), ["organisation"], "there it only reads");
    }

    fn a_program_changes_the_header_and_what_it_leaves_out_stays(engine) {
        let c = Community::new(engine);
        let ana = Program::of(&c, "Ana", c.water, Role::Contributor);
        let nils = Program::of(&c, "Nils", c.water, Role::NisImplementer);
        let carla = Program::of(&c, "Carla", c.water, Role::Reader);
        let omar = Program::of(&c, "Omar", c.harbour, Role::Contributor);
        let event = ana.draft("amber");
        let edit = format!("{event}/edit");
        let done = ana.post(&edit, &json!({"threat_level": "low", "version": 1}), 200);
        assert_eq!((&done["version"], &done["warnings"]), (&json!(2), &json!([])));
        let misp = ana.misp(&event);
        assert_eq!((misp["info"].as_str(), misp["date"].as_str(), misp["threat_level_id"].as_str()),
            (Some("Odd logins"), Some("2026-03-01"), Some("3")), "{misp}");
        ana.post(&edit, &json!({"title": "Changed", "version": 1}), 409);
        for (body, fields) in [
            (json!({"title": ""}), vec!["title"]),
            (json!({"date": "", "tlp": "blue", "threat_level": "", "analysis": "0"}), vec!["date", "tlp", "threat_level", "analysis"]),
        ] {
            assert_eq!(ana.refused(&edit, &body), fields, "{body}");
        }
        ana.post(&edit, &json!({"reach": "own"}), 400);
        carla.post(&edit, &json!({"title": "Hers"}), 403);
        omar.post(&edit, &json!({"title": "His"}), 404);
        assert_eq!(ana.get(&event).json()["title"], "Odd logins");

        ana.post(&format!("{event}/publish"), &json!({}), 200);
        omar.post(&edit, &json!({"title": "His"}), 403);
        assert_eq!(nils.refused(&edit, &json!({"tlp": "green"})), ["tlp"], "to open it is for those who publish");
        nils.post(&edit, &json!({"title": "Odd logins at night"}), 200);
        ana.post(&edit, &json!({"tlp": "green", "analysis": "complete"}), 200);
        let his = omar.get(&event).expect(200).json();
        assert_eq!((&his["tlp"], &his["title"], &his["version"]), (&json!("green"), &json!("Odd logins at night"), &Value::Null));
        assert_eq!(tags(&his), ["tlp:green"]);
        assert_eq!(ana.refused(&edit, &json!({"tlp": "red"})), ["tlp"], "red stops short of the community");
        assert_eq!(ana.refused(&edit, &json!({"tlp": "not-stated"})), ["tlp"], "what its readers were told stays said");

        rule(&c, Holder::Organisation(c.water), sharing::NOT_OLDER, &["1"], false);
        ana.post(&edit, &json!({"date": c.site.db.clock.now().to_zoned(jiff::tz::TimeZone::UTC).date().to_string()}), 200);
        let warned = ana.post(&edit, &json!({"date": "2025-01-01"}), 200);
        assert!(warned["warnings"][0].as_str().is_some_and(|words| words.contains("older than one day")), "{warned}");
        assert_eq!(ana.get(&event).json()["date"], "2025-01-01");
    }

    fn a_program_puts_tags_on_and_takes_them_off_but_never_the_level(engine) {
        let c = Community::new(engine);
        let ana = Program::of(&c, "Ana", c.water, Role::Contributor);
        let carla = Program::of(&c, "Carla", c.water, Role::Reader);
        let omar = Program::of(&c, "Omar", c.harbour, Role::Contributor);
        let event = ana.draft("green");
        let (add, remove) = (format!("{event}/tags/add"), format!("{event}/tags/remove"));
        let version = ana.post(&add, &json!({"tags": ["rsit:fraud", " ours:watch ", "rsit:fraud"]}), 200)["version"].clone();
        assert_eq!(version, 2);
        assert_eq!(tags(&ana.get(&event).json()), ["ours:watch", "rsit:fraud", "tlp:green"]);
        for path in [&add, &remove] {
            for wrong in [json!([]), json!(["new", "tlp:green"]), json!(["a\u{7}b"]), json!(["x".repeat(256)]), json!(vec!["ours:many"; 101])] {
                assert_eq!(ana.refused(path, &json!({"tags": wrong})), ["tags"], "{path} {wrong}");
            }
            ana.post(path, &json!({"tag": "rsit:fraud"}), 400);
            ana.post(path, &json!({"tags": ["a\u{0}b"]}), 400);
            ana.post(path, &json!([["rsit:fraud"]]), 400);
            carla.post(path, &json!({"tags": ["rsit:fraud"]}), 403);
            omar.post(path, &json!({"tags": ["rsit:fraud"]}), 404);
        }
        ana.post(&remove, &json!({"tags": ["rsit:fraud", "never there"]}), 200);
        assert_eq!(tags(&ana.misp(&event)), ["ours:watch", "tlp:green"]);
    }

    fn a_program_sees_who_would_see_an_event_before_it_publishes(engine) {
        let c = Community::new(engine);
        let ana = Program::of(&c, "Ana", c.water, Role::Contributor);
        let nils = Program::of(&c, "Nils", c.water, Role::NisImplementer);
        let omar = Program::of(&c, "Omar", c.harbour, Role::Contributor);
        let rita = Program::of(&c, "Rita", c.bank, Role::Contributor);
        let event = ana.draft("red");
        let (look, publish) = (format!("{event}/publish/preview"), format!("{event}/publish"));
        let told = ana.post(&look, &json!({}), 200);
        assert_eq!((&told["tlp"], &told["reach"], &told["conflict"]["code"]), (&json!("red"), &json!("community"), &json!("too-far")));
        assert!(told["conflict"]["ways"].as_array().is_some_and(|ways| ways.contains(&json!({"reach": "community", "tlp": "amber"}))
            && ways.contains(&json!({"reach": c.circle, "tlp": "red"}))), "{told}");
        assert_eq!(ana.refused(&publish, &json!({})), ["reach"], "and so it is not published");
        let told = ana.post(&look, &json!({"reach": c.circle, "tlp": "clear"}), 200);
        assert_eq!(told["conflict"]["code"], "ceiling");
        let told = ana.post(&look, &json!({"reach": c.circle, "tlp": "amber"}), 200);
        assert_eq!((&told["conflict"], names(&told["organisations"])), (&Value::Null, vec!["Lower Mere Water", "Port of Ostrel"]));
        assert_eq!(told["organisations"][1]["uuid"], json!(uuid_of(&c, c.harbour)));
        assert_eq!((&told["circles"], &told["others"]), (&json!([{"uuid": c.circle, "name": "Shoreline"}]), &json!(false)));
        for path in [&look, &publish] {
            assert_eq!(ana.refused(path, &json!({"reach": Uuid::from_u128(5), "tlp": "blue"})), ["reach", "tlp"].map(str::to_owned)[..]);
            ana.post(path, &json!({"whom": "own"}), 400);
            nils.post(path, &json!({}), 403);
            omar.post(path, &json!({}), 404);
        }
        ana.post(&publish, &json!({"reach": c.circle, "tlp": "amber", "version": 7}), 409);
        omar.get(&event).expect(404);
        assert_eq!(ana.get(&event).json()["version"], 1, "looking changes nothing");

        let done = ana.post(&publish, &json!({"reach": c.circle, "tlp": "amber", "version": 1}), 200);
        assert_eq!((&done["version"], &done["organisations"], &done["left"]), (&json!(2), &json!(2), &json!(0)));
        assert_eq!(omar.get(&event).expect(200).json()["state"], "published");
        rita.get(&event).expect(404);
        omar.post(&look, &json!({}), 403);
        rita.post(&look, &json!({}), 404);

        rule(&c, Holder::Organisation(c.water), sharing::AT_MOST, &["amber"], true);
        let told = ana.post(&look, &json!({"tlp": "green"}), 200);
        assert_eq!(told["rules"][0]["refuses"], true, "{told}");
        assert!(ana.refused(&publish, &json!({"tlp": "green", "note": "x".repeat(5_000)})).starts_with(&["reach".to_owned()]));
        assert_eq!(ana.refused(&publish, &json!({"note": "x".repeat(5_000)})), ["note"]);
        ana.post(&publish, &json!({"note": "One domain less"}), 200);
        assert!(omar.who.get(event.trim_start_matches("/api/v1")).expect(200).says("One domain less"));
    }

    fn a_program_says_what_becomes_of_words_among_fewer_and_hears_who_lost_sight(engine) {
        let c = Community::new(engine);
        let ana = Program::of(&c, "Ana", c.water, Role::Contributor);
        let omar = Program::of(&c, "Omar", c.harbour, Role::Contributor);
        let rita = Program::of(&c, "Rita", c.bank, Role::Contributor);
        for (along, sees) in [("stay", false), ("share", true)] {
            let event = ana.draft("amber");
            let page = event.trim_start_matches("/api/v1").to_owned();
            let (look, publish) = (format!("{event}/publish/preview"), format!("{event}/publish"));
            ana.post(&publish, &json!({"reach": c.circle}), 200);
            omar.who.submit(&format!("{page}/discuss"), &[("text", "Our seventh pump is hit too")]).expect(303);
            let told = ana.post(&look, &json!({"reach": "community"}), 200);
            assert_eq!(told["along"], json!({"remarks": 1, "files": 0, "sightings": 0, "notes": 0}));
            assert_eq!(ana.post(&look, &json!({}), 200)["along"], Value::Null);
            for nothing in [json!({"reach": "community"}), json!({"reach": "community", "along": "both"})] {
                assert_eq!(ana.refused(&publish, &nothing), ["along"]);
            }
            rita.get(&event).expect(404);
            let done = ana.post(&publish, &json!({"reach": "community", "along": along}), 200);
            assert_eq!((&done["organisations"], &done["left"]), (&json!(3), &json!(0)));
            assert_eq!(rita.who.get(&page).expect(200).says("Our seventh pump"), sees, "{along}");

            let told = ana.post(&look, &json!({"reach": c.circle}), 200);
            assert_eq!(names(&told["leaves"]), ["Valley Bank"]);
            assert_eq!(ana.post(&publish, &json!({"reach": c.circle}), 200)["left"], 1);
            rita.get(&event).expect(404);
            omar.get(&event).expect(200);
        }
    }

    fn a_program_takes_back_what_it_published(engine) {
        let c = Community::new(engine);
        let ana = Program::of(&c, "Ana", c.water, Role::Contributor);
        let nils = Program::of(&c, "Nils", c.water, Role::NisImplementer);
        let omar = Program::of(&c, "Omar", c.harbour, Role::Contributor);
        let event = ana.draft("green");
        let at = |act: &str| format!("{event}/{act}");
        let reason = json!({"reason": " The address was our own scanner "});
        ana.post(&at("recall"), &reason, 409);
        ana.post(&at("withdraw"), &json!({}), 409);
        omar.post(&at("recall"), &reason, 404);
        ana.post(&at("publish"), &json!({}), 200);
        for wrong in ["", " ", &"x".repeat(2_001)] {
            assert_eq!(ana.refused(&at("recall"), &json!({"reason": wrong})), ["reason"]);
        }
        ana.post(&at("recall"), &json!({}), 400);
        ana.who.api_as(&at("withdraw"), &ana.key, "application/x-www-form-urlencoded", "{\"version\": 1}").expect(400);
        assert_eq!(ana.get(&event).json()["state"], "published", "what was sent as a form is not passed over");
        nils.post(&at("recall"), &reason, 403);
        omar.post(&at("recall"), &reason, 403);
        let done = ana.who.api_once(&at("recall"), &ana.key, "recall", &reason).expect(200).json();
        assert_eq!(ana.who.api_once(&at("recall"), &ana.key, "recall", &reason).expect(200).json(), done);
        assert_eq!((&done["version"], &omar.get(&event).json()["state"]), (&json!(3), &json!("recalled")));
        assert!(omar.who.get(event.trim_start_matches("/api/v1")).expect(200).says("The address was our own scanner"));

        ana.post(&at("withdraw"), &json!({"reason": "it would be lost"}), 400);
        omar.post(&at("withdraw"), &json!({}), 403);
        assert_eq!(ana.post(&at("withdraw"), &json!({}), 200)["version"], 4);
        omar.get(&event).expect(404);
        assert_eq!(ana.get(&event).json()["state"], "draft");
        ana.post(&at("publish"), &json!({"along": "share"}), 200);

        nils.post(&at("delete"), &json!({}), 403);
        omar.post(&at("delete"), &json!({}), 403);
        omar.get(&event).expect(200);
        ana.who.api("POST", &at("delete"), &ana.key, None).expect(200);
        for who in [&ana, &omar] {
            who.get(&event).expect(404);
            who.post(&at("delete"), &json!({}), 404);
        }
        let draft = nils.draft("green");
        omar.post(&format!("{draft}/delete"), &json!({}), 404);
        assert_eq!(nils.post(&format!("{draft}/delete"), &json!({}), 200), json!({"uuid": draft.rsplit('/').next()}));
        nils.get(&draft).expect(404);
    }

    fn the_disclosure_log_is_read_by_programs_of_its_owner(engine) {
        let c = Community::new(engine);
        let ana = Program::of(&c, "Ana", c.water, Role::Contributor);
        let omar = Program::of(&c, "Omar", c.harbour, Role::Contributor);
        let rita = Program::of(&c, "Rita", c.bank, Role::Contributor);
        let event = ana.draft("green");
        let log = format!("{event}/disclosures");
        assert_eq!(ana.get(&log).expect(200).json(), json!({"items": [], "next": null}));
        ana.post(&format!("{event}/publish"), &json!({}), 200);
        omar.misp(&event);
        ana.post(&format!("{event}/publish"), &json!({"reach": c.circle, "tlp": "amber"}), 200);
        rita.get(&log).expect(404);
        omar.get(&log).expect(403);
        let all = ana.get(&log).expect(200).json();
        let told: Vec<(&str, &Value, &Value, Vec<&str>)> = all["items"].as_array().expect("items").iter()
            .map(|one| (one["how"].as_str().expect("how"), &one["version"], &one["reach"], names(&one["organisations"])))
            .collect();
        let [two, three] = [2, 3].map(Value::from);
        let (circle, community) = (json!(c.circle), json!("community"));
        assert_eq!(told, [
            ("published", &three, &circle, vec!["Port of Ostrel"]),
            ("lost", &three, &circle, vec!["Valley Bank"]),
            ("api", &two, &Value::Null, vec!["Port of Ostrel"]),
            ("published", &two, &community, vec!["Port of Ostrel", "Valley Bank"]),
        ]);
        assert!(all["items"].as_array().is_some_and(|items| items.iter().all(|one| one["unnamed"] == 0)), "{all}");
        ana.get(&format!("{log}?before=x")).expect(400);

        for version in 0..200 {
            let edit = json!({"title": format!("Odd logins {version}")});
            if version % 50 == 0 {
                ana.post(&format!("{event}/edit"), &edit, 200);
            }
            omar.misp(&event);
        }
        let first = ana.get(&log).expect(200).json();
        assert_eq!(first["items"].as_array().map(Vec::len), Some(200));
        let rest = ana.get(&format!("{log}?before={}", first["next"].as_str().expect("more"))).expect(200).json();
        assert_eq!((&rest["items"], &rest["next"]), (&all["items"], &Value::Null), "each once");
    }
}
