//! From what befell somebody to what all are asked: an incident's lesson, the measure in the catalogue, the question that a form takes over;
//! each link on both ends, and nothing told of whom it befell.

use belfry_kernel::Role;
use belfry_store::{Key, args};
use belfry_testkit::{Engine, TestSite, Visitor, both_databases};

const ITEM: &str = "nis2-article-21/21.2.d";
const CATALOGUE: &str = "/catalogue/nis2-article-21";

struct Story<'a> {
    tomas: Visitor<'a>,
    anna: Visitor<'a>,
    sofia: Visitor<'a>,
    nca: String,
}

fn people(site: &TestSite) -> Story<'_> {
    belfry_catalogue::builtin::ensure(&site.db.db, site.act()).expect("frameworks");
    let (nca, water, grid) =
        (site.organisation("Authority", "nca"), site.organisation("Water", "oes"), site.organisation("Grid", "oes"));
    let tx = site.db.db.write(Key::SYSTEM).expect("tx");
    tx.execute("update identity_organisations set country = 'LU'", args![]).expect("countries");
    tx.commit().expect("commit");
    Story {
        tomas: site.person("Tomas", water, &[Role::Contributor]),
        anna: site.person("Anna", grid, &[Role::Contributor]),
        sofia: site.person("Sofia", nca, &[Role::Supervisor]),
        nca: nca.to_string(),
    }
}

fn site(engine: Engine) -> TestSite {
    TestSite::new(engine, &[belfry_desk::area(), belfry_surveys::area(), belfry_incidents::area()])
}

/// The page of a record with a lesson that names the item, and the address at which its question is proposed.
fn learned(tomas: &Visitor<'_>) -> (String, String) {
    let record = [
        ("title", "Screens of the north plant locked"),
        ("kind", "incident"),
        ("zone", "Europe/Luxembourg"),
        ("description", "A supplier's access was abused."),
        ("suspected", "yes"),
        ("border", "no"),
    ];
    let incident = tomas.submit("/incidents/records/new", &record).expect(303).location.expect("its page");
    let lesson = [("cause", "One password for all"), ("item", ITEM), ("asked", "How many suppliers share accounts?")];
    tomas.submit(&format!("{incident}/lessons"), &lesson).expect(303);
    let page = tomas.get(&format!("{incident}/lessons")).expect(200);
    let end = page.text.find("/propose\"").expect("a question to propose");
    let start = page.text[..end].rfind('"').expect("an address") + 1;
    (incident, page.text[start..end].to_owned() + "/propose")
}

fn form(sofia: &Visitor<'_>, title: &str, reach: &str) -> String {
    let edit = sofia.submit("/forms/new", &[("title", title), ("languages", "en"), ("reach", reach)]).expect(303);
    edit.location.expect("the editor").strip_suffix("/edit").expect("of a form").to_owned()
}

both_databases! {
    fn the_measure_that_failed_leads_to_the_lesson_and_back_for_its_own_people_only(engine) {
        let site = site(engine);
        let s = people(&site);
        let before = s.anna.get(CATALOGUE).expect(200).steady();
        let (incident, _) = learned(&s.tomas);
        assert!(s.tomas.get(&format!("{incident}/lessons")).expect(200).text.contains(&format!("href=\"{CATALOGUE}#21.2.d\"")));
        let page = s.tomas.get(CATALOGUE).expect(200);
        assert!(page.says("Screens of the north plant locked") && page.text.contains(&format!("{incident}/lessons#learned")), "{}", page.text);
        assert!(page.queries.unwrap() <= 9, "{:?}", page.queries);
        // Others read what they read before.
        assert_eq!(s.anna.get(CATALOGUE).expect(200).steady(), before);
        assert!(!s.sofia.get(CATALOGUE).expect(200).says("north plant"));
    }

    fn a_question_is_proposed_taken_and_found_from_both_ends(engine) {
        let site = site(engine);
        let s = people(&site);
        let (incident, propose) = learned(&s.tomas);
        let form_page = s.tomas.get(&propose).expect(200);
        assert!(form_page.says("How many suppliers share accounts?") && form_page.says("Authority"), "{}", form_page.text);
        s.anna.get(&propose).expect(404);
        let refused = s.tomas.submit(&propose, &[("text", ""), ("why", "Because."), ("to", "")]).expect(422);
        assert!(refused.says("Write the question.") && refused.says("Choose to whom") && refused.says("Because."), "{}", refused.text);
        let fields = [("text", "How many of your suppliers share accounts?"), ("why", "One leaked is all leaked."), ("to", s.nca.as_str())];
        let question = s.tomas.submit(&propose, &fields).expect(303).location.expect("its page");
        let again = [fields[0], ("why", "Once more."), fields[2]];
        assert!(s.tomas.submit(&propose, &again).expect(303).location.expect("back").contains("/lessons"), "once");
        // Its authority sees the question and the measure; of the incident nothing. Its own people see where it comes from.
        let seen = s.sofia.get(&question).expect(200);
        assert!(seen.says("One leaked is all leaked.") && seen.says("Water") && seen.text.contains(&format!("{CATALOGUE}#21.2.d")), "{}", seen.text);
        assert!(!seen.says("north plant") && !seen.says(incident.rsplit('/').next().unwrap()), "{}", seen.text);
        assert!(s.tomas.get(&question).expect(200).says("Screens of the north plant locked"));
        assert!(seen.queries.unwrap() <= 11, "{:?}", seen.queries);
        s.anna.get(&question).expect(404);
        // Whoever writes a form finds it there and takes it over.
        let (own, open) = (form(&s.sofia, "Suppliers", "own"), form(&s.sofia, "Suppliers of all", "community"));
        let uuid = question.rsplit('/').next().unwrap();
        let offered = s.sofia.get(&format!("{own}/proposed")).expect(200);
        assert!(offered.says("How many of your suppliers share accounts?") && offered.queries.unwrap() <= 8, "{:?}", offered.queries);
        assert!(offered.says("21.2.d Suppliers"), "{}", offered.text);
        s.anna.get(&format!("{open}/proposed")).expect(403);
        for to in [&own, &open] {
            let edit = s.sofia.submit(&format!("{to}/proposed"), &[("proposal", uuid), ("kind", "whole")]).expect(303).location.unwrap();
            assert!(edit.contains("/edit/how_many_of_your_suppliers"), "{edit}");
            assert!(s.sofia.get(&edit).expect(200).says("How many of your suppliers share accounts?"));
            assert!(s.sofia.get(to).expect(200).text.contains(&question));
        }
        s.sofia.submit(&format!("{own}/proposed"), &[("proposal", &uuid.replace(|c: char| c.is_ascii_digit(), "0")), ("kind", "text")]).expect(404);
        // A form that one does not see is not named; that it was taken is.
        let page = s.tomas.get(&question).expect(200);
        assert!(page.says("Suppliers of all") && !page.text.contains(&own) && page.says("took it into a form"), "{}", page.text);
        // Whoever proposed it is told, each time.
        site.run_jobs();
        let activity = s.tomas.get("/desk/activity").expect(200);
        assert!(activity.says("Authority took your question into a form: How many of your suppliers share accounts?"), "{}", activity.text);
        assert!(activity.text.contains(&question) && !s.sofia.get("/desk/activity").expect(200).says("took your question"));
        // Proposed no more: the forms go on asking, nobody finds it anew.
        s.sofia.submit(&format!("{question}/withdraw"), &[]).expect(403);
        s.tomas.submit(&format!("{question}/withdraw"), &[]).expect(303);
        let next = form(&s.sofia, "Another", "own");
        assert!(s.sofia.get(&format!("{next}/proposed")).expect(200).says("Nothing is proposed"));
        s.sofia.submit(&format!("{next}/proposed"), &[("proposal", uuid), ("kind", "text")]).expect(404);
        assert!(s.sofia.get(&open).expect(200).text.contains(&question));
        site.run_jobs();
    }

    fn what_is_proposed_to_all_is_seen_by_all_without_whom_it_befell(engine) {
        let site = site(engine);
        let s = people(&site);
        let (incident, propose) = learned(&s.tomas);
        let fields = [("text", "Who shares accounts ${cause}?"), ("why", ""), ("to", "community")];
        let question = s.tomas.submit(&propose, &fields).expect(303).location.expect("its page");
        assert!(s.anna.get(&question).expect(200).says("Who shares accounts") && !s.anna.get(&question).expect(200).says("north plant"));
        // What a stranger wrote looks nothing up in answers.
        let own = form(&s.anna, "Ours", "own");
        s.anna.submit(&format!("{own}/proposed"), &[("proposal", question.rsplit('/').next().unwrap()), ("kind", "yes_no")]).expect(303);
        assert!(s.anna.get(&own).expect(200).says("The draft can be published"));
        // A lesson that is taken away takes its proposal along.
        let remove = propose.replace("/propose", "/remove");
        s.tomas.submit(&remove, &[]).expect(303);
        assert!(s.anna.get(&question).expect(200).says("Withdrawn on"));
        s.tomas.get(&format!("{incident}/lessons")).expect(200);
        site.run_jobs();
    }
}
