//! A record's life: drafted, handed over, sent back, checked, reviewed, published, superseded, taken back; and who sees what meanwhile.

use belfry_identity::key::Scope;
use belfry_kernel::{OrganisationId, Role};
use belfry_store::Key;
use belfry_store::agenda::{self, Filter, Whose};
use belfry_testkit::{TestSite, both_databases};

use crate::valley::{draft, fields, published, site, valley};

fn owes(site: &TestSite, organisation: OrganisationId) -> Vec<String> {
    let read = site.db.db.read(Key::SYSTEM).unwrap();
    let whose = Whose { person: None, organisations: &[organisation], circles: &[] };
    let due = agenda::list(&read, &Filter { whose, ..Filter::default() }, 10).unwrap();
    due.into_iter().map(|due| due.obligation.what).collect()
}

both_databases! {
    fn a_record_is_read_in_ones_own_language_where_somebody_translated_it(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let url = draft(&valley.tomas, &[]);
        let here = format!("{url}/translate");
        valley.anna.get(&here).expect(404);
        assert!(valley.tomas.submit(&here, &[("title", ""), ("done", "Deux cl\u{e9}s.")]).expect(422).says("Deux cl"), "a title is due");
        valley.tomas.submit(&here, &[("title", "Plus de mots de passe partag\u{e9}s"), ("done", "Deux cl\u{e9}s.")]).expect(303);
        let french = |who: &belfry_testkit::Visitor<'_>| {
            let tx = site.db.db.write(belfry_store::Key::SYSTEM).unwrap();
            tx.execute("update identity_people set language = 'fr' where id = $1", belfry_store::args![who.id()]).unwrap();
            tx.commit().unwrap();
        };
        let english = valley.tomas.get(&url).expect(200);
        assert!(!english.says("Plus de mots") && !english.says("Show the original"), "{}", english.text);
        french(&valley.tomas);
        let page = valley.tomas.get(&url).expect(200);
        assert!(page.says("Plus de mots de passe") && page.says("Deux cl\u{e9}s.") && page.says("lang=\"fr\""), "{}", page.text);
        assert!(!valley.tomas.get(&format!("{url}?original=yes")).expect(200).says("Deux cl"));
        valley.tomas.submit(&here, &[("title", "")]).expect(303);
        assert!(!valley.tomas.get(&url).expect(200).says("Plus de mots"), "nothing at all takes it away");
    }

    fn a_record_is_its_organisations_until_somebody_else_has_looked_at_it(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let (tomas, sofia, anna) = (&valley.tomas, &valley.sofia, &valley.anna);
        let url = draft(tomas, &[]);
        assert!(tomas.get(&url).expect(200).says("Your organisation, while it is a draft"));
        sofia.get(&url).expect(404);
        // Whom it reaches is said before it is handed over.
        let page = tomas.get(&format!("{url}/submit")).expect(200);
        assert!(page.says("4 organisations will see this") && page.says("Agency"), "{}", page.text);
        let red = [("reach", "community"), ("tlp", "red"), ("desk", "")];
        assert!(tomas.submit(&format!("{url}/submit"), &red).expect(422).says("stops short of that audience"));
        let green = [("reach", "community"), ("tlp", "green"), ("desk", "")];
        assert!(tomas.submit(&format!("{url}/submit/preview?part=preview"), &green).expect(200).says("4 organisations"));
        sofia.submit(&format!("{url}/submit"), &green).expect(404);
        tomas.submit(&format!("{url}/submit"), &green).expect(303);
        // Now the desk sees it, and has it on its agenda; nobody else.
        assert!(sofia.get(&url).expect(200).says("Is it complete and understandable"));
        assert_eq!(owes(&site, valley.coordination), ["practices-agenda-check"]);
        anna.get(&url).expect(404);
        assert!(!anna.get("/practices?state=all").expect(200).says("Two factors"));
        // Who checks elsewhere does not even see it.
        let team = site.organisation("Team", "csirt");
        let elsewhere = site.person("Elsewhere", team, &[Role::CsirtAnalyst]);
        for step in ["check", "review", "publish", "give-back"] {
            anna.submit(&format!("{url}/{step}"), &[("reason", "?")]).expect(403);
            elsewhere.submit(&format!("{url}/{step}"), &[("reason", "?")]).expect(404);
            tomas.submit(&format!("{url}/{step}"), &[("reason", "?")]).expect(403);
        }
        // It goes back with a question, and comes again.
        assert!(sofia.submit(&format!("{url}/give-back"), &[("reason", " ")]).expect(303).location.is_some());
        sofia.submit(&format!("{url}/give-back"), &[("reason", "Which jump host?")]).expect(303);
        assert_eq!(owes(&site, valley.coordination), Vec::<String>::new());
        assert_eq!(owes(&site, valley.water), ["practices-agenda-revise"]);
        assert!(tomas.get(&url).expect(200).says("Which jump host?"));
        tomas.submit(&format!("{url}/edit"), &fields(&[("done", "A jump host of our own, with a second factor.")])).expect(303);
        tomas.submit(&format!("{url}/submit"), &green).expect(303);
        assert_eq!(owes(&site, valley.water), Vec::<String>::new());
        assert!(tomas.submit(&format!("{url}/edit"), &fields(&[])).expect(303).location.is_some(), "it is settled");
        assert!(!tomas.get(&url).expect(200).says("opened by phone"));
        // Step by step: none is left out.
        sofia.submit(&format!("{url}/publish"), &[]).expect(303);
        anna.get(&url).expect(404);
        for step in ["check", "review", "publish"] {
            sofia.submit(&format!("{url}/{step}"), &[]).expect(303);
        }
        site.run_jobs();
        let page = anna.get(&url).expect(200);
        assert!(page.says("A jump host of our own") && page.says("published it") && !page.says("Which jump host?"), "{}", page.text);
        assert!(page.queries.unwrap() <= 18, "{:?}", page.queries);
        assert!(tomas.get(&url).expect(200).says("Which jump host?"), "what was asked stays between the two");
        assert_eq!(owes(&site, valley.coordination), Vec::<String>::new());
    }

    fn nobody_reviews_what_he_wrote_and_nobody_shows_it_to_more_than_its_owner_said(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let circle = site.circle("Pumps", false, &[valley.water, valley.coordination]);
        let sofia = site.sign_in(valley.sofia.id());
        let url = draft(&sofia, &[]);
        let page = sofia.get(&format!("{url}/submit")).expect(200);
        assert!(page.says("Trust circle Pumps"), "{}", page.text);
        let uuid = {
            let read = site.db.db.read(Key::SYSTEM).unwrap();
            belfry_identity::circle::names(&read, &[circle]).unwrap()[&circle].uuid.to_string()
        };
        sofia.submit(&format!("{url}/submit"), &[("reach", &uuid), ("tlp", "amber"), ("desk", "")]).expect(303);
        sofia.submit(&format!("{url}/check"), &[]).expect(303);
        assert!(sofia.get(&url).expect(200).says("nobody reviews what he wrote himself"));
        sofia.submit(&format!("{url}/review"), &[]).expect(303);
        sofia.submit(&format!("{url}/publish"), &[]).expect(303);
        assert!(sofia.get(&url).expect(200).says("Checked") && !sofia.get(&url).expect(200).says("published it"));
        valley.sven.submit(&format!("{url}/review"), &[]).expect(303);
        valley.sven.submit(&format!("{url}/publish"), &[]).expect(303);
        site.run_jobs();
        let tomas = site.sign_in(valley.tomas.id());
        assert!(tomas.get(&url).expect(200).says("TLP:AMBER"));
        valley.anna.get(&url).expect(404);
        assert!(!valley.anna.get("/practices").expect(200).says("Two factors"));
    }

    fn a_newer_record_takes_the_place_of_an_older_and_what_was_shared_can_be_taken_back(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let old = published(&site, &valley, &valley.tomas, &[]);
        let new = published(&site, &valley, &valley.tomas, &[("title", "Two factors, second edition")]);
        valley.anna.submit(&format!("{old}/supersede"), &[("successor", &new)]).expect(403);
        valley.tomas.submit(&format!("{old}/supersede"), &[("successor", "https://x.example/nothing")]).expect(303);
        valley.tomas.submit(&format!("{old}/supersede"), &[("successor", &format!("https://valley.example{new}"))]).expect(303);
        assert!(valley.anna.get(&old).expect(200).says("Another record stands in its place"));
        let list = valley.anna.get("/practices").expect(200);
        assert!(list.says("second edition") && list.says("1 record") && !list.says("mends pumps"), "{}", list.text);
        valley.tomas.submit(&format!("{new}/withdraw"), &[]).expect(303);
        valley.anna.get(&new).expect(404);
    }

    fn the_list_is_narrowed_by_what_one_looks_for_and_counts_what_one_sees(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let water = published(&site, &valley, &valley.tomas, &[]);
        published(&site, &valley, &valley.anna, &[("title", "Who answers for relays"), ("kind", "difficulty"), ("sectors", "energy"), ("level", "national"), ("country", "BE"), ("size", "")]);
        let hidden = draft(&valley.tomas, &[("title", "Not yet said")]);
        let bruno = &valley.bruno;
        let says = |query: &str, words: &str| {
            let page = bruno.get(&format!("/practices?{query}")).expect(200);
            assert!(page.says(words), "{query}: {}", page.text);
        };
        says("", "2 records");
        says("kind=difficulty", "Who answers for relays");
        says("sector=drinking-water", "1 record");
        says("size=medium", "2 records");
        says("size=micro", "1 record");
        says("item=nis2-article-21/21.2.j", "2 records");
        says("item=nis2-article-21/21.2.a", "No records");
        says("country=be&level=national", "1 record");
        says("q=jump+host", "2 records");
        says("q=relays", "1 record");
        says("q=yet", "Nothing fits");
        says("state=working", "Nothing fits");
        assert!(valley.tomas.get("/practices?state=working").expect(200).says("Not yet said"));
        bruno.get(&hidden).expect(404);
        let page = bruno.get("/practices?kind=practice&sector=drinking-water").expect(200);
        assert!(page.says("Kind: Good practice") && page.queries.unwrap() <= 8, "{:?}", page.queries);
        let file = bruno.get("/practices/records.csv?kind=difficulty").expect(200);
        assert!(file.says("Who answers for relays") && !file.says("mends pumps"), "{}", file.text);
        // The same for programs, and nothing of what is hidden.
        let key = site.key(bruno.id(), Scope::Read);
        let all = bruno.api("GET", "/api/v1/practices/records", &key, None).expect(200).json();
        assert_eq!(all["items"].as_array().unwrap().len(), 2);
        assert_eq!(all["items"][1]["items"][0], "nis2-article-21/21.2.j");
        let one = water.replace("/practices", "/api/v1/practices");
        assert_eq!(bruno.api("GET", &one, &key, None).expect(200).json()["effort"], "weeks");
        bruno.api("GET", &hidden.replace("/practices", "/api/v1/practices"), &key, None).expect(404);
    }

    fn a_refused_form_comes_back_filled_with_words_beside_its_fields(engine) {
        let site = site(engine);
        let valley = valley(&site);
        valley.bruno.get("/practices/records/new").expect(403);
        let wrong = fields(&[("title", ""), ("kind", "miracle"), ("level", "national"), ("country", ""), ("items", "nis2-article-21/99\nnonsense")]);
        let page = valley.tomas.submit("/practices/records/new", &wrong).expect(422);
        for words in ["Give it a title", "Choose one.", "Two letters", "“nonsense” is no item", "one shared password"] {
            assert!(page.says(words), "{words}: {}", page.text);
        }
        let page = valley.tomas.submit("/practices/records/new", &fields(&[("items", "nis2-article-21/99")])).expect(422);
        assert!(page.says("There is no “nis2-article-21/99”"), "{}", page.text);
        let url = draft(&valley.tomas, &[("done", "")]);
        let green = [("reach", "community"), ("tlp", "green"), ("desk", "")];
        assert!(valley.tomas.submit(&format!("{url}/submit"), &green).expect(422).says("A practice says what was done"));
        let elsewhere = [("reach", "community"), ("tlp", "green"), ("desk", "12345")];
        assert!(valley.tomas.submit(&format!("{url}/submit"), &elsewhere).expect(422).says("Choose who looks at it"));
    }

    fn for_whom_a_broker_brings_a_record_stands_with_the_broker_alone(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let names = "Mill Lane Dairy, Greta Ostermann";
        let mine = fields(&[("title", "What a small dairy did"), ("unnamed", "yes"), ("source", names)]);
        // Only whoever coordinates brings things for others.
        let own = valley.tomas.submit("/practices/records/new", &mine).expect(303).location.unwrap();
        assert!(!valley.tomas.get(&own).expect(200).says("Contributor not named"));
        assert!(valley.sofia.submit("/practices/records/new", &fields(&[("unnamed", "yes"), ("source", "")])).expect(422).says("Say who it is from"));
        let url = valley.sofia.submit("/practices/records/new", &mine).expect(303).location.unwrap();
        let desk = valley.coordination.to_string();
        valley.sofia.submit(&format!("{url}/submit"), &[("reach", "community"), ("tlp", "green"), ("desk", &desk)]).expect(303);
        valley.sofia.submit(&format!("{url}/check"), &[]).expect(303);
        valley.sven.submit(&format!("{url}/review"), &[]).expect(303);
        valley.sven.submit(&format!("{url}/publish"), &[]).expect(303);
        site.run_jobs();
        assert!(valley.sven.get(&url).expect(200).says("Greta Ostermann"), "the broker can ask back");
        let key = site.key(valley.anna.id(), Scope::Read);
        let one = url.replace("/practices", "/api/v1/practices");
        let page = valley.anna.get(&url).expect(200);
        assert!(page.says("Contributor not named") && page.says("through Agency"), "{}", page.text);
        let list = valley.anna.get("/practices").expect(200);
        let file = valley.anna.get("/practices/records.csv").expect(200);
        let api = valley.anna.api("GET", &one, &key, None).expect(200);
        for answer in [&page, &list, &file, &api] {
            assert!(!answer.says("Mill Lane") && !answer.says("Ostermann"), "{}", answer.text);
        }
        // Nothing else in the database knows the name: not the ledger, not the index, not a job.
        let places = crate::valley::places_of(&site, "Ostermann");
        assert_eq!(places, ["practices_sources.source"], "{places:?}");
    }
}

#[test]
fn everybody_may_be_told_what_a_role_can_do() {
    use belfry_practices::access::{CHECKERS, REVIEWERS, SPEAKERS};
    assert!(
        REVIEWERS.iter().all(|role| CHECKERS.contains(role)) && CHECKERS.iter().all(|role| SPEAKERS.contains(role))
    );
    assert!(!SPEAKERS.contains(&Role::Reader) && !SPEAKERS.contains(&Role::PlatformAdministrator));
}
