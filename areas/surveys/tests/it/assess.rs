//! Self-assessments: written by several, signed by one, shown on purpose; and what others may learn from them.

use belfry_identity::key::Scope;
use belfry_kernel::Role;
use belfry_store::{Key, args};
use belfry_testkit::{TestSite, Visitor, both_databases};

use crate::catalogue::with_frameworks;
use crate::valley::site;

const ARTICLE: &str = "nis2-article-21:1";

fn begin(who: &Visitor<'_>, framework: &str) -> String {
    let to =
        who.submit("/surveys/assess/new", &[("framework", framework), ("title", "")]).expect(303).location.unwrap();
    to.strip_suffix("/edit").expect("it leads to the first part").to_owned()
}

/// The ten points are the items 1 to 10 of the framework; every level is that of its place in the list.
fn levels(numbers: [i64; 10]) -> Vec<(String, String)> {
    numbers.iter().enumerate().map(|(n, level)| (format!("level-{}", n + 1), level.to_string())).collect()
}

fn fill(who: &Visitor<'_>, url: &str, numbers: [i64; 10], more: &[(&str, &str)]) {
    let levels = levels(numbers);
    let mut fields: Vec<(&str, &str)> = vec![("part", "0"), ("aim", "3"), ("go", "done")];
    fields.extend(levels.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    fields.extend_from_slice(more);
    let since = since(who, url);
    fields.push(("since", &since));
    who.submit(&format!("{url}/edit"), &fields).expect(303);
}

/// The instant that the page of a part bears.
fn since(who: &Visitor<'_>, url: &str) -> String {
    let page = who.get(&format!("{url}/edit")).expect(200);
    let (_, after) = page.text.split_once("name=\"since\" value=\"").expect("an instant");
    after.split_once('"').unwrap().0.to_owned()
}

/// An organisation of a sector with somebody who signs, and a signed assessment.
fn signed<'a>(site: &'a TestSite, name: &str, sector: &str, numbers: [i64; 10]) -> (Visitor<'a>, String) {
    let organisation = site.organisation(name, "oes");
    let tx = site.db.db.write(Key::SYSTEM).unwrap();
    tx.execute("update identity_organisations set sector = $2 where id = $1", args![organisation, sector]).unwrap();
    tx.commit().unwrap();
    let who = site.person(&format!("Anna of {name}"), organisation, &[Role::NisImplementer]);
    let url = begin(&who, ARTICLE);
    fill(&who, &url, numbers, &[]);
    who.submit(&format!("{url}/sign"), &[]).expect(303);
    site.run_jobs();
    (who, url)
}

both_databases! {
    fn several_write_one_signs_and_the_result_is_there_at_once(engine) {
        let site = site(engine);
        with_frameworks(&site);
        let water = site.organisation("Water", "oes");
        let anna = site.person("Anna", water, &[Role::NisImplementer]);
        let ben = site.person("Ben", water, &[Role::Contributor]);
        let rita = site.person("Rita", water, &[Role::Reader]);
        let eva = site.person("Eva", site.organisation("Grid", "oes"), &[Role::NisImplementer]);
        assert!(rita.get("/surveys/assess").expect(200).says("Nothing assessed yet"));
        rita.get("/surveys/assess/new").expect(403);
        assert!(ben.submit("/surveys/assess/new", &[("framework", "nothing:1")]).expect(422).says("Choose a framework that has levels"));
        let url = begin(&ben, ARTICLE);
        let again = anna.submit("/surveys/assess/new", &[("framework", ARTICLE)]).expect(303).location.unwrap();
        assert_eq!(again, url, "one draft at a time");
        eva.get(&url).expect(404);
        eva.get(&format!("{url}/edit")).expect(404);
        rita.get(&format!("{url}/edit")).expect(403);
        let page = ben.get(&format!("{url}/edit")).expect(200);
        assert!(page.says("Knowing the risks") && page.says("Does not apply") && page.says("Nothing is done, or nobody knows"), "{}", page.text);
        assert!(page.queries.unwrap() <= 8, "{:?}", page.queries);
        // What is wrong stands beside its field, and what was typed stays.
        let refused = ben.submit(&format!("{url}/edit"), &[("part", "0"), ("aim", "3"), ("level-1", "-1"), ("due-2", "soon"), ("level-2", "9"), ("comment-3", "Half done")]).expect(422);
        for words in ["Say why it does not apply", "This is no date", "Choose one.", "Half done"] {
            assert!(refused.says(words), "{words}: {}", refused.text);
        }
        let first = [("level-1", "-1"), ("comment-1", "Others do it for us"), ("level-2", "2"), ("weight-2", "3"), ("level-3", "1"),
            ("due-3", "2026-06-30"), ("evidence-3", "[minutes](https://wiki.water.example/minutes) <script>x</script>")];
        let now = since(&ben, &url);
        let mut fields = vec![("part", "0"), ("aim", "3"), ("go", "save"), ("since", now.as_str())];
        fields.extend_from_slice(&first);
        ben.submit(&format!("{url}/edit"), &fields).expect(303);
        let draft = rita.get(&url).expect(200);
        assert!(draft.says("3 of 10") && draft.says("one does not apply") && draft.says("Draft since"), "{}", draft.text);
        assert!(draft.says("https://wiki.water.example/minutes") && !draft.says("<script>x"), "{}", draft.text);
        assert!(draft.says("counts threefold") && draft.says("2 levels short") && draft.says("by June 30, 2026") || draft.says("by 30 June 2026"), "{}", draft.text);
        assert!(draft.says("class=\"radar\"") && draft.says("Last time") == draft.says("What changed"), "{}", draft.text);
        assert!(draft.queries.unwrap() <= 15, "{:?}", draft.queries);
        // Whoever writes what somebody else saved meanwhile is told, and his words stay.
        let told = anna.submit(&format!("{url}/edit"), &[("part", "0"), ("aim", "3"), ("since", "2020-01-01T00:00:00Z"), ("level-1", "4"), ("comment-1", "Mine")]).expect(422);
        assert!(told.says("Ben has saved this part") && told.says("Mine"), "{}", told.text);
        let early = anna.submit(&format!("{url}/sign"), &[]).expect(303);
        assert_eq!(early.location.as_deref(), Some(url.as_str()));
        assert!(anna.get(&url).expect(200).says("Draft since"), "not everything is said");
        fill(&anna, &url, [3, 2, 1, 0, 4, 3, 3, 2, 3, 3], &[("weight-4", "2")]);
        assert!(ben.get(&url).expect(200).says("Somebody who may sign"));
        ben.submit(&format!("{url}/sign"), &[]).expect(403);
        eva.submit(&format!("{url}/sign"), &[]).expect(404);
        anna.submit(&format!("{url}/sign"), &[]).expect(303);
        site.run_jobs();
        let page = ben.get(&url).expect(200);
        assert!(page.says("by Anna") && page.says("3 levels short") && page.says("counts double"), "{}", page.text);
        // What is signed stays, also by hand.
        assert_eq!(ben.get(&format!("{url}/edit")).expect(303).location.as_deref(), Some(url.as_str()));
        ben.submit(&format!("{url}/edit"), &[("part", "0"), ("aim", "3"), ("level-1", "0")]).expect(303);
        ben.submit(&format!("{url}/discard"), &[]).expect(303);
        assert!(ben.get(&url).expect(200).says("Signed on"));
        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        assert!(tx.execute("update surveys_assess_items set level = 0", args![]).is_err());
        drop(tx);
        assert!(rita.get("/surveys/assess").expect(200).says("Signed") && !eva.get("/surveys/assess").expect(200).says("Article 21"));
    }

    fn the_next_one_begins_with_the_values_of_the_last_and_tells_what_changed(engine) {
        let site = site(engine);
        with_frameworks(&site);
        let (anna, first) = signed(&site, "Water", "drinking-water", [1, 2, 2, 0, 1, 1, 2, 3, 2, 2]);
        let next = begin(&anna, ARTICLE);
        assert_ne!(first, next);
        let draft = anna.get(&next).expect(200);
        assert!(draft.says("10 of 10") && draft.says("Nothing changed"), "{}", draft.text);
        fill(&anna, &next, [3, 2, 2, 1, 1, 1, 2, 1, 2, 2], &[]);
        let page = anna.get(&next).expect(200);
        for words in ["What changed", "+2 levels", "−2 levels", "+1 level", "lower than last time", "Since last time"] {
            assert!(page.says(words), "{words}: {}", page.text);
        }
        let csv = anna.get(&format!("{next}/items.csv")).expect(200);
        assert!(csv.text.contains("21.2.a") && csv.text.contains("Lived") && csv.text.contains("Now and then"), "{}", csv.text);
        anna.get(&format!("{next}/items.xlsx")).expect(200);
        let told = anna.get(&format!("{next}/json")).expect(200).json();
        assert_eq!((told["of"].as_i64(), told["items"][0]["level"].as_i64(), told["items"][0]["before"].as_i64()), (Some(10), Some(3), Some(1)));
        let key = site.key(anna.id(), Scope::Read);
        let list = site.stranger().api("GET", "/api/v1/surveys/assess", &key, None).expect(200).json();
        assert_eq!(list["items"].as_array().unwrap().len(), 2);
        let uuid = list["items"][0]["uuid"].as_str().unwrap();
        let one = site.stranger().api("GET", &format!("/api/v1/surveys/assess/{uuid}"), &key, None).expect(200).json();
        assert_eq!(one, told);
        anna.submit(&format!("{next}/discard"), &[]).expect(303);
        anna.get(&next).expect(404);
        anna.get(&first).expect(200);
    }

    fn it_is_shown_on_purpose_to_whom_is_named_before_and_can_be_taken_back(engine) {
        let site = site(engine);
        with_frameworks(&site);
        let authority = site.organisation("Authority", "nca");
        let sam = site.person("Sam", authority, &[Role::Supervisor]);
        let other = site.person("Olga", site.organisation("Other Authority", "nca"), &[Role::Supervisor]);
        let draft = site.person("Dora", site.organisation("Draft House", "oes"), &[Role::NisImplementer]);
        let unsigned = begin(&draft, ARTICLE);
        assert_eq!(draft.get(&format!("{unsigned}/share")).expect(303).location, Some(unsigned.clone()));
        let (anna, url) = signed(&site, "Water", "drinking-water", [1; 10]);
        let next = begin(&anna, ARTICLE);
        fill(&anna, &next, [2; 10], &[("comment-1", "Our own words"), ("evidence-1", "A drawer")]);
        anna.submit(&format!("{next}/sign"), &[]).expect(303);
        site.run_jobs();
        let here = format!("{next}/share");
        assert!(!sam.get("/surveys/assess").expect(200).says("Shown to you"));
        let look = anna.get(&format!("{here}?with=o{}&details=no", authority.0)).expect(200);
        assert!(look.says("The people of one organisation will see it") && look.says("Authority"), "{}", look.text);
        assert!(!sam.get("/surveys/assess").expect(200).says("Shown to you"), "looking shows nothing");
        sam.submit(&here, &[("with", "o1")]).expect(404);
        anna.submit(&here, &[("with", "o999")]).expect(303);
        anna.submit(&here, &[("with", &format!("o{}", authority.0))]).expect(303);
        let list = sam.get("/surveys/assess").expect(200);
        assert!(list.says("Shown to you") && list.says("Water"), "{}", list.text);
        let (_, after) = list.text.split_once("/surveys/assess/shared/").expect("a link");
        let shared = format!("/surveys/assess/shared/{}", after.split_once('"').unwrap().0);
        let seen = sam.get(&shared).expect(200);
        assert!(seen.says("Water lets you see") && seen.says("Agreed") && !seen.says("Our own words") && !seen.says("A drawer"), "{}", seen.text);
        assert!(!seen.says("What changed"), "what came before was not shown");
        assert!(seen.queries.unwrap() <= 10, "{:?}", seen.queries);
        for hidden in [url.as_str(), next.as_str()] {
            sam.get(hidden).expect(404);
            sam.get(&format!("{hidden}/json")).expect(404);
        }
        other.get(&shared).expect(404);
        assert!(!other.get("/surveys/assess").expect(200).says("Shown to you"));
        let page = anna.get(&next).expect(200);
        assert!(page.says("<strong>Authority</strong>"), "{}", page.text);
        let share = shared.rsplit('/').next().unwrap();
        sam.submit(&format!("{next}/withhold"), &[("share", share)]).expect(404);
        anna.submit(&format!("{url}/withhold"), &[("share", share)]).expect(404);
        anna.submit(&format!("{next}/withhold"), &[("share", share)]).expect(303);
        sam.get(&shared).expect(404);
        assert!(!sam.get("/surveys/assess").expect(200).says("Shown to you"));
        anna.submit(&here, &[("with", &format!("o{}", authority.0)), ("details", "yes")]).expect(303);
        let list = sam.get("/surveys/assess").expect(200);
        let (_, after) = list.text.split_once("/surveys/assess/shared/").expect("a link");
        assert!(sam.get(&format!("/surveys/assess/shared/{}", after.split_once('"').unwrap().0)).expect(200).says("Our own words"));
    }

    fn a_circle_sees_what_is_shown_to_it(engine) {
        let site = site(engine);
        with_frameworks(&site);
        let grid = site.organisation("Grid", "oes");
        let (anna, url) = signed(&site, "Water", "drinking-water", [2; 10]);
        let water = site.db.db.read(Key::SYSTEM).unwrap()
            .one("select organisation_id from identity_memberships where person_id = $1", args![anna.id()], |row| row.get(0)).unwrap();
        let circle = site.circle("Pipes", false, &[grid, water]);
        let eva = site.person("Eva", grid, &[Role::Reader]);
        let anna = site.sign_in(anna.id());
        let with = format!("c{circle}");
        assert!(anna.get(&format!("{url}/share?with={with}")).expect(200).says("Grid"));
        anna.submit(&format!("{url}/share"), &[("with", &with)]).expect(303);
        assert!(eva.get("/surveys/assess").expect(200).says("Shown to you"));
        assert!(anna.get(&url).expect(200).says("<strong>Pipes</strong>"));
        assert!(!anna.get("/surveys/assess").expect(200).says("Shown to you"), "one's own is not shown to oneself");
    }

    fn of_others_nothing_is_told_that_tells_of_few(engine) {
        let site = site(engine);
        with_frameworks(&site);
        let level = |n: i64| [n, n, n, n, n, (n + 1).min(4), n, n, n, n];
        let mut energy: Vec<(Visitor<'_>, String)> = Vec::new();
        for n in 0..5 {
            energy.push(signed(&site, &format!("Power {n}"), "energy", level(n % 4)));
            let page = energy[0].0.get(&energy[0].1).expect(200);
            assert!(page.says("Nothing is told yet"), "{n}: of so few nothing is told");
        }
        // The sixth waits until as many as the threshold have signed since: else its own values could be taken away.
        let mut own = Vec::new();
        for n in 5..10 {
            own.push(signed(&site, &format!("Power {n}"), "energy", level(n % 4)));
            let page = energy[0].0.get(&energy[0].1).expect(200);
            assert_eq!(page.says("Nothing is told yet"), n < 9, "{n}: {}", page.text);
        }
        let page = energy[0].0.get(&energy[0].1).expect(200);
        assert!(page.says("Others of your sector") && page.says("Mean") && page.says("Middle half"), "{}", page.text);
        // One of another sector alone changes no figure, and is told those of all.
        let before = page.text.split_once("id=\"peers\"").unwrap().1.split_once("</section>").unwrap().0.to_owned();
        let (hospital, hers) = signed(&site, "Hospital", "health", level(4));
        let after = energy[0].0.get(&energy[0].1).expect(200);
        assert_eq!(after.text.split_once("id=\"peers\"").unwrap().1.split_once("</section>").unwrap().0, before);
        let told = hospital.get(&hers).expect(200);
        assert!(told.says("Others of the community") && !told.says("Others of your sector"), "{}", told.text);
        let counted: i64 = site.db.db.read(Key::SYSTEM).unwrap()
            .one("select count(*) from surveys_assessments where counted > 0", args![], |row| row.get(0)).unwrap();
        assert_eq!(counted, 10);
    }
}
