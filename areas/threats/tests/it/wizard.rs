//! The import pages: files and texts come in by forms and by the API, a job takes them in, its owner watches.

use belfry_identity::key::Scope;
use belfry_kernel::Role;
use belfry_store::{Key, job};
use belfry_testkit::{Answer, TestSite, Visitor, both_databases};
use belfry_web::area::JobProblem;
use serde_json::{Value, json};

use crate::{attribute, event};

const IMPORT: &str = "/threats/import";

pub fn site(engine: belfry_testkit::Engine) -> TestSite {
    TestSite::new(engine, &[belfry_threats::area()])
}

fn file(number: u128) -> String {
    event(number, 1_772_600_000, &["tlp:green"], &[attribute(number, "md5", &format!("{number:032x}"))]).to_string()
}

/// Sends files; the address of the job's page.
fn send(who: &Visitor<'_>, fields: &[(&str, &str)], files: &[(&str, &str)]) -> String {
    let files: Vec<_> = files.iter().map(|(name, text)| ("file", *name, text.as_bytes())).collect();
    let answer = who.upload("/threats/import/files", fields, &files).expect(303);
    answer.location.expect("the job's page")
}

pub fn waiting_files(site: &TestSite) -> usize {
    std::fs::read_dir(site.house.uploads()).map_or(0, Iterator::count)
}

both_databases! {
    fn a_file_is_sent_taken_in_and_found_unchanged_the_next_time(engine) {
        let site = site(engine);
        let aqua = site.organisation("Aqua", "oes");
        let ana = site.person("Ana", aqua, &[Role::Contributor]);
        assert!(ana.get(IMPORT).expect(200).says("Everyone at Aqua"));

        let page = send(&ana, &[("reach", "own")], &[("first.json", &file(1)), ("second.json", &file(2))]);
        let before = ana.get(&page).expect(200);
        assert!(before.says("data-state=\"queued\"") && before.says("2 files") && before.says("MISP JSON"));
        assert!(ana.get(&format!("{page}/live")).expect(200).says("data-live"));
        assert_eq!(site.run_jobs(), 1);
        let after = ana.get(&page).expect(200);
        assert!(after.says("Import done") && after.says("Event 1") && after.says("2 attributes"), "{}", after.text);
        assert!(after.queries.is_some_and(|count| count <= 6), "{:?}", after.queries);
        assert_eq!(waiting_files(&site), 0, "the files are deleted at the end");

        let page = send(&ana, &[("reach", "own")], &[("first.json", &file(1))]);
        site.run_jobs();
        let again = ana.get(&page).expect(200);
        assert!(again.says("Unchanged") && again.says("Open the event"), "{}", again.text);
        let link = again.text.split("row-link\" href=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a link");
        assert!(ana.get(link).says("Event 1"));
    }
}

both_databases! {
    fn what_is_broken_is_refused_with_line_and_reason_and_nothing_is_lost(engine) {
        let site = site(engine);
        let aqua = site.organisation("Aqua", "oes");
        let ana = site.person("Ana", aqua, &[Role::Contributor]);
        let broken = "{\"Event\": {\n\"info\": \"Half\",\n";
        let refused = ana.submit("/threats/import/paste", &[("text", broken), ("tlp", "green"), ("reach", "own")]).expect(422);
        assert!(refused.says("The text ends too early") && refused.says("Line ") && refused.says("Half"), "{}", refused.text);
        assert!(refused.says("value=\"green\" selected"));

        let files: [(&str, &str, &[u8]); 2] = [("file", "good.json", file(1).leak().as_bytes()), ("file", "bad.json", broken.as_bytes())];
        let more: [(&str, &str, &[u8]); 2] = [("file", "list.docx", b"PK\x03\x04\x14\x00"), ("file", "cut.json", b"{\"a\": 1,\n oops")];
        let begun = ana.upload("/threats/import/files", &[("reach", "own")], &[files, more].concat()).expect(303);
        let begun = begun.location.expect("where the good one waits");
        assert_eq!(waiting_files(&site), 1, "the good one is kept, the broken ones are not");
        for _ in 0..2 {
            let told = ana.get(&begun).expect(200);
            assert!(told.says("One file is ready") && form_of(&told.text) == begun, "{}", told.text);
            for why in ["bad.json: Line", "list.docx: This is a zip archive or a file of Word", "cut.json: Line 2, column 2: This is not JSON"] {
                assert!(told.says(why), "{why}: {}", told.text);
            }
        }
        ana.upload(&begun, &[("reach", "own")], &[("file", "late.pdf", b"%PDF-1.7")]).expect(303);
        let told = ana.get(&begun).expect(200);
        assert!(told.says("late.pdf: This is a PDF") && !told.says("bad.json"), "what was refused before is told no more");
        let ben = site.person("Ben", aqua, &[Role::Contributor]);
        ben.upload(&begun, &[("reach", "own")], &[]).expect(404);
        let page = ana.upload(&begun, &[("reach", "own")], &[]).expect(303).location.expect("a job");
        site.run_jobs();
        assert!(ana.get(&page).says("Event 1"));
        assert_eq!(ana.get(&begun).expect(303).location.as_ref(), Some(&page), "whoever goes back finds the import");
        ana.upload(&begun, &[("reach", "own")], &[]).expect(404);

        for (text, words) in [("", "Paste a text first"), ("{\"a\": 1}", "neither MISP")] {
            assert!(ana.submit("/threats/import/paste", &[("text", text)]).expect(422).says(words));
        }
        let none: [(&str, &str, &[u8]); 2] = [("file", "notes.txt", b"just words"), ("file", "cut.json", b"[1, 2")];
        let none = ana.upload("/threats/import/files", &[], &none).expect(422);
        assert!(none.says("notes.txt: This is no JSON") && none.says("cut.json: Line 1, column 5: The text ends too early"), "{}", none.text);
        let cut = ana.submit("/threats/import/paste", &[("text", "{\"a\": 1,\n oops")]).expect(422);
        assert!(cut.says("Line 2, column 2: This is not JSON") && !cut.says("neither MISP"), "{}", cut.text);
        let sheet = ana.upload("/threats/import/table", &[], &[("file", "list.xlsx", b"PK\x03\x04\x14\x00")]).expect(422);
        assert!(sheet.says("a file of Word, Excel") && !sheet.says("UTF-8"), "{}", sheet.text);
    }

    fn a_value_that_does_not_fit_its_type_comes_in_and_is_told(engine) {
        let site = site(engine);
        let aqua = site.organisation("Aqua", "oes");
        let ana = site.person("Ana", aqua, &[Role::Contributor]);
        let file = event(1, 1_772_600_000, &["tlp:green"], &[attribute(1, "ip-dst", "notanip"), attribute(2, "ip-dst", "192.0.2.7")]);
        let page = send(&ana, &[], &[("a.json", &file.to_string())]);
        site.run_jobs();
        let told = ana.get(&page).expect(200);
        assert!(told.says("2 attributes") && told.says("One value does not fit its type."), "{}", told.text);
        let key = site.key(ana.id(), Scope::Write);
        let item = ana.api("GET", &format!("/api/v1{page}"), &key, None).expect(200).json()["result"]["items"][0].clone();
        assert_eq!((&item["reasons"], &item["unfit"]), (&json!(["unfit"]), &json!(1)), "{item}");
        // It is kept as it came, and no network holds it.
        let found = |value: &str| ana.get(&format!("/threats/values?value={value}")).expect(200).says("Event 1");
        assert!(found("notanip") && found("192.0.2.0%2F24"));
        let again = send(&ana, &[], &[("a.json", &file.to_string())]);
        site.run_jobs();
        assert!(!ana.get(&again).expect(200).says("does not fit"), "nothing of it is written anew");
    }
}

both_databases! {
    fn of_a_long_text_the_first_are_looked_through_and_the_rest_comes_along(engine) {
        let site = site(engine);
        let aqua = site.organisation("Aqua", "oes");
        let ana = site.person("Ana", aqua, &[Role::Contributor]);
        let mut text: String = (0..2_010).map(|n| format!("https://h{n}.meter-update.net/p\n")).collect();
        text.push_str("10.0.0.7\n");
        let (at, offered) = paste(&ana, &text);
        assert!(offered.says("holds 11 more") && offered.says("Take the 10 that follow"), "{}", offered.text.len());
        assert!(offered.says("One more has something against it"));
        let first = [("take", "0"), ("type-0", "url"), ("date", "2026-03-01"), ("tlp", "green"), ("reach", "own")];
        let with = |at: &str, more: &[(&'static str, &'static str)]| {
            let fields: Vec<(&str, &str)> = first.iter().chain(more).copied().collect();
            ana.submit(at, &fields)
        };
        let refused = with(&at, &[("rest", "yes")]).expect(422);
        assert!(refused.says("Take the 10 that follow"), "the rest is not lost with a title forgotten");
        let count = |title: &'static str, more: &[(&'static str, &'static str)]| {
            with(&paste(&ana, &text).0, &[&[("title", title)], more].concat()).expect(303);
            let listed = ana.get(&format!("/threats/events.csv?q={title}")).expect(200);
            listed.text.lines().nth(1).and_then(|line| line.split(',').nth(5)).map(str::to_owned)
        };
        assert_eq!(count("Whole", &[("rest", "yes")]).as_deref(), Some("11"));
        assert_eq!(count("Begun", &[]).as_deref(), Some("1"));
        let key = site.key(ana.id(), Scope::Write);
        let sent = ana.api("POST", "/api/v1/threats/import?format=text&title=Sent", &key, Some(&serde_json::json!(text))).expect(202);
        site.run_jobs();
        let url = sent.json()["url"].as_str().expect("an address").to_owned();
        assert_eq!(ana.api("GET", &url, &key, None).expect(200).json()["result"]["attributes"], 2_010, "none is lost silently");
    }
}

both_databases! {
    fn an_import_is_its_owners_alone(engine) {
        let site = site(engine);
        let aqua = site.organisation("Aqua", "oes");
        let (ana, ben) = (site.person("Ana", aqua, &[Role::Contributor]), site.person("Ben", aqua, &[Role::Contributor]));
        let page = send(&ana, &[], &[("a.json", &file(1))]);
        for address in [page.clone(), format!("{page}/live")] {
            ben.get(&address).expect(404);
        }
        for step in ["cancel", "again"] {
            ben.submit(&format!("{page}/{step}"), &[]).expect(404);
        }
        assert_eq!(site.stranger().get(&page).status, site.stranger().get(IMPORT).status);
        site.person("Rea", aqua, &[Role::Reader]).get(IMPORT).expect(403);
        site.run_jobs();
        ben.get(&page).expect(404);
    }
}

both_databases! {
    fn a_cancelled_import_leaves_nothing(engine) {
        let site = site(engine);
        let aqua = site.organisation("Aqua", "oes");
        let ana = site.person("Ana", aqua, &[Role::Contributor]);
        let page = send(&ana, &[], &[("a.json", &file(1))]);
        ana.submit(&format!("{page}/cancel"), &[]).expect(303);
        assert!(ana.get(&page).expect(200).says("The import was stopped"));
        assert_eq!((site.run_jobs(), waiting_files(&site)), (0, 0));

        let page = send(&ana, &[], &[("a.json", &file(1))]);
        let taken = job::take(&site.db.db, site.house.clock.now()).expect("take").expect("a job");
        ana.submit(&format!("{page}/cancel"), &[]).expect(303);
        // The worker holds the file open, or finds it gone; either way nothing comes in.
        let handler = belfry_threats::area().jobs[0];
        assert!(!matches!((handler.run)(&site.house, &taken), Err(JobProblem::Later(_))));
        assert!(ana.get(&page).says("The import was stopped"));
        assert!(!ana.get("/threats/events").says("Event 1"));
        assert!(ana.submit(&format!("{page}/cancel"), &[]).location.is_some_and(|to| to == page));
    }
}

both_databases! {
    fn what_may_not_be_shared_so_is_refused_with_a_way_out(engine) {
        let site = site(engine);
        let (aqua, volt) = (site.organisation("Aqua", "oes"), site.organisation("Volt", "oes"));
        site.circle("Harbour", false, &[aqua, volt]);
        let ana = site.person("Ana", aqua, &[Role::Contributor]);
        let red = ana.upload("/threats/import/files", &[("reach", "community"), ("tlp", "red")], &[]).expect(422);
        assert!(red.says("TLP:RED does not let you share with") && red.says("TLP:AMBER for"), "{}", red.text);
        ana.upload("/threats/import/files", &[("reach", "7a0f9a2e-1111-4222-8333-444455556666")], &[]).expect(422);
        // Who may not publish may not publish by importing either.
        let nis = site.person("Nora", aqua, &[Role::NisImplementer]);
        assert!(!nis.get(IMPORT).expect(200).says("value=\"community\""));
        let sent = nis.upload("/threats/import/files", &[("reach", "community")], &[("file", "a.json", file(1).as_bytes())]).expect(303);
        let waits = sent.location.expect("where it waits");
        assert!(nis.get(&waits).expect(200).says("Your role does not let you share events at once"), "{waits}");

        let page = send(&ana, &[("reach", "community")], &[("a.json", &file(1))]);
        site.run_jobs();
        assert!(ana.get(&page).says("Event 1"));
        let vic = site.person("Vic", volt, &[Role::Reader]);
        assert!(vic.get("/threats/events").says("Event 1"));
    }
}

both_databases! {
    fn a_job_has_the_rights_of_the_day_on_which_it_runs(engine) {
        let site = site(engine);
        let aqua = site.organisation("Aqua", "oes");
        let ana = site.person("Ana", aqua, &[Role::Contributor]);
        let page = send(&ana, &[], &[("a.json", &file(1))]);
        let tx = site.db.db.write(Key::SYSTEM).expect("tx");
        belfry_identity::membership::confirm(&tx, site.act(), ana.id(), aqua, &[Role::Reader]).expect("roles");
        tx.commit().expect("commit");
        site.run_jobs();
        let tx = site.db.db.write(Key::SYSTEM).expect("tx");
        belfry_identity::membership::confirm(&tx, site.act(), ana.id(), aqua, &[Role::Contributor]).expect("roles");
        tx.commit().expect("commit");
        let failed = ana.get(&page).expect(200);
        assert!(failed.says("no longer lets you import") && failed.says("Try again"), "{}", failed.text);
        let again = ana.submit(&format!("{page}/again"), &[]).expect(303).location.expect("a job");
        site.run_jobs();
        assert!(ana.get(&again).says("Event 1"));
        assert!(ana.submit(&format!("{page}/again"), &[]).location.is_some_and(|to| to == page));
    }
}

both_databases! {
    fn a_program_sends_a_file_and_asks_how_far_it_is(engine) {
        let site = site(engine);
        let aqua = site.organisation("Aqua", "oes");
        let (ana, ben) = (site.person("Ana", aqua, &[Role::Contributor]), site.person("Ben", aqua, &[Role::Contributor]));
        let key = site.key(ana.id(), Scope::Write);
        let body: Value = serde_json::from_str(&file(1)).expect("JSON");
        let sent = ana.api("POST", "/api/v1/threats/import?format=misp&reach=own", &key, Some(&body)).expect(202).json();
        let url = sent["url"].as_str().expect("an address").to_owned();
        assert_eq!(ana.api("GET", &url, &key, None).expect(200).json()["state"], "waiting");
        site.run_jobs();
        let told = ana.api("GET", &url, &key, None).expect(200).json();
        assert_eq!((&told["state"], &told["result"]["new"]), (&json!("done"), &json!(1)));
        let text = json!("hxxp://bad[.]test-site[.]net/x and 10.0.0.1");
        let draft = ana.api("POST", "/api/v1/threats/import?format=text&title=Mail&tlp=green", &key, Some(&text)).expect(202).json();
        site.run_jobs();
        let told = ana.api("GET", draft["url"].as_str().expect("an address"), &key, None).expect(200).json();
        assert_eq!(told["result"]["attributes"], 1, "{told}");
        ana.api("POST", "/api/v1/threats/import?format=text", &key, Some(&text)).expect(422);
        ben.api("GET", &url, &site.key(ben.id(), Scope::Write), None).expect(404);
        ana.api("POST", "/api/v1/threats/import", &key, Some(&json!({"Event": {"info": 3}}))).expect(422);
        ana.api("POST", "/api/v1/threats/import?reach=everyone", &key, Some(&body)).expect(422);
        ana.api("POST", "/api/v1/threats/import", &site.key(ana.id(), Scope::Read), Some(&body)).expect(403);
    }
}

/// Pastes a text; the address of the next step, and its page.
pub fn paste(who: &Visitor<'_>, text: &str) -> (String, Answer) {
    let sent = who.submit("/threats/import/paste", &[("text", text), ("reach", "own")]);
    let to = sent.expect(303).location.expect("a step");
    let page = who.get(&to).expect(200);
    (to, page)
}

/// Sends a table; likewise.
pub fn table(who: &Visitor<'_>, name: &str, text: &str) -> (String, Answer) {
    let sent = who.upload("/threats/import/table", &[], &[("file", name, text.as_bytes())]);
    let to = sent.expect(303).location.expect("a step");
    let page = who.get(&to).expect(200);
    (to, page)
}

/// Sends a step's form and follows where it leads.
pub fn follow(who: &Visitor<'_>, to: &str, fields: &[(&str, &str)]) -> (String, Answer) {
    let to = who.submit(to, fields).expect(303).location.expect("a step");
    let page = who.get(&to).expect(200);
    (to, page)
}

/// Where the import's form on a page goes.
fn form_of(page: &str) -> String {
    let action = page.split("action=\"/threats/import/").nth(1).and_then(|rest| rest.split('"').next());
    format!("/threats/import/{}", action.expect("a form"))
}

/// The fields of the form on a page, as a browser would send them.
pub fn fields(page: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for tag in page.split("<input").skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        let of = |name: &str| {
            tag.split(&format!(" {name}=\"")).nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned)
        };
        let boxed = matches!(of("type").as_deref(), Some("checkbox" | "radio"));
        if let (Some(name), Some(value)) = (of("name"), of("value"))
            && (!boxed || tag.contains(" checked"))
        {
            all.push((name, value));
        }
    }
    for select in page.split("<select").skip(1) {
        let (head, rest) = select.split_once('>').unwrap_or_default();
        let options = rest.split("</select>").next().unwrap_or_default();
        let name = head.split(" name=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
        let values: Vec<&str> = options.split("<option value=\"").skip(1).collect();
        let chosen = values.iter().find(|option| option.contains(" selected")).or(values.first());
        let value = chosen.and_then(|option| option.split('"').next()).unwrap_or_default();
        all.push((name.to_owned(), value.to_owned()));
    }
    all.retain(|(name, _)| name != "csrf" && name != "language" && name != "theme" && name != "back");
    all
}

/// The same fields, some of them filled in otherwise.
pub fn filled<'a>(page: &'a [(String, String)], now: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut all: Vec<(&str, &str)> = page.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    for (name, value) in now {
        all.retain(|(other, _)| other != name);
        all.push((name, value));
    }
    all
}

both_databases! {
    fn a_text_becomes_a_draft_of_what_is_accepted(engine) {
        let site = site(engine);
        let aqua = site.organisation("Aqua", "oes");
        let ana = site.person("Ana", aqua, &[Role::Contributor]);
        let known = "9e107d9d372bb6826bd81d3542a419d6";
        send(&ana, &[], &[("a.json", &event(1, 1_772_600_000, &["tlp:green"], &[attribute(1, "md5", known)]).to_string())]);
        site.run_jobs();
        let text = format!("Seen: hxxp://evil[.]test-site[.]net/a from 10.0.0.1, hash {known}");
        let (at, offered) = paste(&ana, &text);
        assert!(offered.says("http://evil.test-site.net/a") && offered.says("Known in one event that you see"), "{}", offered.text);
        assert!(offered.says("Event 1") && offered.queries.is_some_and(|count| count <= 14), "{:?}", offered.queries);
        let form = fields(&offered.text);
        assert_eq!(form.iter().filter(|(name, _)| name == "take").count(), 2, "a private address is not ticked: {form:?}");

        let refused = ana.submit(&at, &filled(&form, &[("title", ""), ("tlp", "amber")])).expect(422);
        assert!(refused.says("http://evil.test-site.net/a") && refused.says("value=\"amber\" selected"), "{}", refused.text);
        let none = filled(&form, &[("title", "Letters"), ("tlp", "amber")]);
        let none: Vec<_> = none.into_iter().filter(|(name, _)| *name != "take").collect();
        assert!(ana.submit(&at, &none).expect(422).says("Tick at least one value"));

        let made = ana.submit(&at, &filled(&form, &[("title", "Letters"), ("tlp", "amber")])).expect(303);
        let edit = made.location.expect("the editor");
        assert!(edit.ends_with("/edit"));
        let editor = ana.get(&edit).expect(200);
        assert!(editor.says("Letters") && editor.says("http://evil.test-site.net/a") && !editor.says("10.0.0.1"), "{}", editor.text);
        let shown = ana.get(edit.trim_end_matches("/edit")).expect(200);
        assert!(shown.says("Free text") && !shown.says("MISP file"), "it says what it came from");
        let ben = site.person("Ben", site.organisation("Volt", "oes"), &[Role::Contributor]);
        ben.get(edit.trim_end_matches("/edit")).expect(404);
        assert!(ana.submit("/threats/import/paste", &[("text", "nothing of the kind")]).expect(422).says("nothing of the kind"));
        site.run_jobs();
    }
}

both_databases! {
    fn a_table_is_mapped_seen_and_taken_in(engine) {
        let site = site(engine);
        let aqua = site.organisation("Aqua", "oes");
        let (ana, ben) = (site.person("Ana", aqua, &[Role::Contributor]), site.person("Ben", aqua, &[Role::Contributor]));
        let table = "Indicator;Notes;To IDS\nhxxp://bad[.]test-site[.]net/x;\"seen; twice\";no\n198.51.100.7;;yes\nno indicator;;\n";
        let (at, columns) = self::table(&ana, "list.csv", table);
        assert!(columns.says("value=\"semicolon\" selected") && columns.says("seen; twice") && columns.says("list.csv"), "{}", columns.text);
        let form = fields(&columns.text);
        assert!(form.contains(&("col-0".into(), "value".into())) && form.contains(&("col-2".into(), "detection".into())), "{form:?}");

        let refused = ana.submit(&at, &filled(&form, &[("col-0", "ignore"), ("step", "preview")])).expect(422);
        assert!(refused.says("Say which column holds the values"));
        ben.submit(&at, &filled(&form, &[("step", "preview")])).expect(404);

        let (seen, preview) = follow(&ana, &at, &filled(&form, &[("step", "preview")]));
        assert!(preview.says("http://bad.test-site.net/x") && preview.says("One row does not fit") && preview.says("Line 4:"), "{}", preview.text);
        let form = fields(&preview.text);
        let (to, back) = follow(&ana, &seen, &filled(&form, &[("title", "Kept"), ("step", "columns")]));
        assert!(to == at && back.says("seen; twice"));
        assert!(ana.get(&seen).expect(200).says("value=\"Kept\""), "what was typed is there when one comes back");
        let refused = ana.submit(&seen, &filled(&form, &[("title", "")])).expect(422);
        assert!(refused.says("http://bad.test-site.net/x"));
        let page = ana.submit(&seen, &filled(&form, &[("title", "From a list"), ("tlp", "green")])).expect(303);
        let page = page.location.expect("the job's page");
        site.run_jobs();
        let done = ana.get(&page).expect(200);
        assert!(!done.says("TLP of events that state none"), "the level of its event was chosen");
        assert!(done.says("From a list") && done.says("One row did not fit its type") && done.says("2 attributes"), "{}", done.text);
        assert_eq!(waiting_files(&site), 0);
        let event = done.text.split("row-link\" href=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a link").to_owned();
        let shown = ana.get(&event).expect(200);
        assert!(shown.says("198.51.100.7") && shown.says("seen; twice") && shown.says("Draft"), "{}", shown.text);
        assert!(shown.says("Table") && !shown.says("MISP file"), "it says what it came from");

        assert!(ana.upload("/threats/import/table", &[], &[]).expect(422).says("Choose a file or paste rows"));
        let latin = ana.upload("/threats/import/table", &[], &[("file", "latin.csv", b"caf\xe9,1\n")]).expect(422);
        assert!(latin.says("not UTF-8"), "{}", latin.text);
    }

    fn what_cannot_be_taken_of_a_table_is_listed_with_its_line(engine) {
        let site = site(engine);
        let aqua = site.organisation("Aqua", "oes");
        let ana = site.person("Ana", aqua, &[Role::Contributor]);
        let table = "Indicator;Type;First seen\n198.51.100.7;IP;soon\n45.9.148.7;IP;01/02/2026\nbad.site;actor;2026-02-01\n";
        let (at, columns) = self::table(&ana, "list.csv", table);
        let form = fields(&columns.text);
        let (_, preview) = follow(&ana, &at, &filled(&form, &[("step", "preview")]));
        assert!(preview.says("2 first observations cannot be read") && preview.says("One row does not fit"), "{}", preview.text);
        for told in ["Line 2:", "“soon”", "Line 3:", "“01/02/2026”", "2026-02-01 or 2026-01-02", "Line 4:", "“actor” is no type"] {
            assert!(preview.says(told), "{told}: {}", preview.text);
        }
        let table = "Indicator;First seen\n45.9.148.7;2026-02-01\n45.9.148.7;2026-02-03\nbad.test-site.net;\n";
        let (at, columns) = self::table(&ana, "twice.csv", table);
        let (_, preview) = follow(&ana, &at, &filled(&fields(&columns.text), &[("step", "preview")]));
        for told in ["2 rows become attributes", "One row says what a row before it says", "Line 3:", "1 February 2026"] {
            assert!(preview.says(told), "{told}: {}", preview.text);
        }
        assert!(!preview.says("3 February 2026"), "{}", preview.text);
        let open = "Indicator;Note\none.site;a\ntwo.site;\"never closed\nthree.site;b\n";
        let refused = ana.upload("/threats/import/table", &[], &[("file", "open.csv", open.as_bytes())]).expect(422);
        assert!(refused.says("Line 3") && refused.says("quotation mark begins here"), "{}", refused.text);
    }
}

both_databases! {
    fn what_is_no_json_is_told_in_the_readers_language_with_what_is_missing_as_it_would_stand(engine) {
        let site = site(engine);
        let ana = site.person("Ana", site.organisation("Aqua", "oes"), &[Role::Contributor]);
        let broken = |text| ana.submit("/threats/import/paste", &[("text", text), ("reach", "own")]).expect(422);
        let open = "{\"Event\": {\"info\": \"Half\", \"Attribute\": [{\"type\": \"md5\" \"value\": 1}]}}";
        assert!(broken(open).says("in event 1, attribute 1: This is not JSON: `,` or `}` is missing here."), "{}", broken(open).text);
        let tx = site.db.db.write(Key::SYSTEM).expect("write");
        tx.execute("update identity_people set language = 'fr'", belfry_store::args![]).expect("French");
        tx.commit().expect("commit");
        let told = broken(open);
        assert!(told.says(", événement 1, attribut 1. Ce n’est pas du JSON\u{a0}: `,` ou `}` manque ici."), "{}", told.text);
        for (text, words) in [
            ("{\"Event\" 1}", "`:` manque ici."), ("{\"Event\": oops}", "une valeur manque ici."),
            ("{\"Event\": {\"info\": \"a\tb\"}}", "un autre caractère de commande."), ("{\"Event\": {\"info\": \"a\",}}", "une virgule suit le dernier élément."),
        ] {
            assert!(broken(text).says(words), "{text}: {}", broken(text).text);
        }
    }

    fn a_bundle_comes_in_as_a_file_does(engine) {
        let site = site(engine);
        let aqua = site.organisation("Aqua", "oes");
        let ana = site.person("Ana", aqua, &[Role::Contributor]);
        let indicator = json!({
            "type": "indicator", "spec_version": "2.1", "id": "indicator--0f6d5f6a-1111-4222-8333-444455556666",
            "created": "2026-01-01T00:00:00Z", "modified": "2026-01-01T00:00:00Z", "name": "Sample address",
            "pattern": "[ipv4-addr:value = '198.51.100.7']", "pattern_type": "stix", "valid_from": "2026-01-01T00:00:00Z"
        });
        let bundle = json!({"type": "bundle", "id": "bundle--0f6d5f6a-1111-4222-8333-444455556667", "objects": [indicator]}).to_string();
        let page = ana.submit("/threats/import/paste", &[("text", &bundle), ("reach", "own")]).expect(303).location.expect("a job");
        assert!(ana.get(&page).says("STIX 2.1"));
        site.run_jobs();
        let done = ana.get(&page).expect(200);
        assert!(done.says("Import done") && done.says("One attribute"), "{}", done.text);
        let broken = bundle.replace("2026-01-01T00:00:00Z\",\"name", "yesterday\",\"name");
        let refused = ana.submit("/threats/import/paste", &[("text", &broken.replace("\"id\":\"indicator--", "\"id\":\"malware--"))]).expect(422);
        assert!(refused.says("Line 1"), "{}", refused.text);
    }

    fn whom_what_is_pasted_is_for_is_asked_once_and_every_step_is_a_page(engine) {
        let site = site(engine);
        let ana = site.person("Ana", site.organisation("Aqua", "oes"), &[Role::Contributor]);
        let asks = |page: &Answer| page.text.contains("name=\"reach\"");
        assert!(!asks(&ana.get("/threats/import?how=paste").expect(200)) && asks(&ana.get("/threats/import").expect(200)));
        let to = ana.submit("/threats/import/paste", &[("text", "seen at 45.9.148.8")]).expect(303).location.expect("a step");
        let page = ana.get(&to).expect(200);
        assert_eq!(page.text.matches("<select class=\"input\" id=\"f-reach\"").count(), 1, "{}", page.text);
        assert!(page.says("Edit the draft"), "{}", page.text);
        let fields = [("take", "0"), ("type-0", "ip-dst"), ("title", "Tuesday"), ("date", "2026-03-01"), ("tlp", "green"), ("reach", "community")];
        assert!(follow(&ana, &to, &fields).1.says("<h1>Edit: Tuesday"));
        // Of a file the events are taken in as they are, so it is asked then.
        let text = [("text", &*file(1))];
        let asked = ana.submit("/threats/import/paste", &text).expect(422);
        assert!(asks(&asked) && asked.says("This is MISP JSON") && asked.says(&format!("{:032x}", 1)), "{}", asked.text);
        let page = ana.submit("/threats/import/paste", &[text[0], ("reach", "own")]).expect(303).location.expect("a job");
        site.run_jobs();
        assert!(ana.get(&page).expect(200).says("Import done"));
    }
}
