//! What came out: who sees it, in which groups, over waves, as files and for programs.

use belfry_identity::key::Scope;
use belfry_kernel::Role;
use belfry_store::{Key, args};
use belfry_testkit::{TestSite, Visitor, both_databases};

use crate::valley::{answer, answer_of, opened, operator, site, valley};

/// Operators of two sectors: in each, some with a plan and some without.
fn operators(site: &TestSite) -> Vec<Visitor<'_>> {
    let all: Vec<Visitor<'_>> = (0..16).map(|n| operator(site, &format!("Operator {n:02}"))).collect();
    let tx = site.db.db.write(Key::SYSTEM).unwrap();
    for (who, sector) in [("%0_", "energy"), ("%1_", "health")] {
        let name = format!("Operator {}", who.trim_start_matches('%'));
        tx.execute("update identity_organisations set sector = $1 where name like $2", args![sector, name]).unwrap();
    }
    tx.commit().unwrap();
    all
}

both_databases! {
    fn results_are_for_whoever_asks_until_they_are_shown_and_tell_of_nobody(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let people = operators(&site);
        let url = opened(&site, &valley, &[]);
        for (n, who) in people.iter().enumerate() {
            let (plan, level) = (if n % 3 == 0 { "no" } else { "yes" }, if n < 2 { "low" } else if n < 9 { "middle" } else { "high" });
            answer(who, &url, plan, level);
        }
        valley.sam.submit(&format!("{url}/close"), &[]).expect(303);
        site.run_jobs();
        let results = format!("{url}/results");
        people[0].get(&results).expect(404);
        people[0].get(&format!("{results}.csv")).expect(404);
        people[0].get(&format!("{url}/answers.csv")).expect(403);
        let page = valley.sam.get(&results).expect(200);
        assert!(page.says("Only your organisation sees these results") && page.says("Response rate"), "{}", page.text);
        assert!(page.says("Yes: 62.5%"), "the figure that says most: {}", page.text);
        assert!(page.queries.unwrap() <= 8, "{:?}", page.queries);
        assert!(!valley.sam.get(&format!("{results}?q=level")).expect(200).says("Say plan"));
        assert!(valley.sam.get(&format!("{results}?q=nothing")).expect(200).says("No question fits"));
        assert!(!valley.sam.get(&format!("{results}?part=Part+second")).expect(200).says("Say plan"));
        valley.sam.submit(&format!("{url}/tell"), &[]).expect(303);
        let page = people[0].get(&format!("{results}/all?by=sector")).expect(200);
        assert!(page.says("Health") || page.says("health"), "{}", page.text);
        assert!(page.says("not shown") && page.says("What is not shown, and why"), "two said low: {}", page.text);
        let csv = people[0].get(&format!("{results}.csv?by=sector")).expect(200);
        // Two said low, seven middle, seven high: the two are withheld, and with them another.
        let low = csv.text.lines().find(|line| line.starts_with("level,") && line.contains(",low,")).unwrap();
        assert!(low.ends_with("withheld") && low.contains(",,16,"), "{low}");
        assert_eq!(csv.text.lines().filter(|line| line.starts_with("level,") && line.contains(",,") && line.ends_with("withheld")).count() % 2, 0);
        let plan: Vec<&str> = csv.text.lines().filter(|line| line.starts_with("plan,") && line.contains(",16,")).collect();
        assert!(plan.iter().any(|line| line.contains(",yes,") && line.contains(",10,")), "{plan:?}");
        assert!(people[0].get(&format!("{url}/dictionary.csv")).expect(200).says("level,Say level,one,high,HIGH"));
        let raw = valley.sam.get(&format!("{url}/answers.csv")).expect(200);
        assert!(raw.says("Operator 03") && raw.says("middle"), "{}", raw.text);
        let key = site.key(people[0].id(), Scope::Read);
        let api = format!("/api/v1{results}?by=q:plan");
        let told = people[0].api("GET", &api, &key, None).expect(200).json();
        assert_eq!((&told["answered"], &told["questions"][0]["answers"][0]["count"]), (&16.into(), &10.into()));
        let list = people[0].api("GET", "/api/v1/surveys/campaigns", &key, None).expect(200).json();
        assert_eq!(list["items"][0]["state"], "told");
    }

    fn a_second_wave_tells_of_nobody_who_came_and_shows_the_trend(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let people = operators(&site);
        let first = opened(&site, &valley, &[("title", "Stand")]);
        for (n, who) in people.iter().enumerate().skip(1) {
            answer(who, &first, if n < 7 { "no" } else { "yes" }, "high");
        }
        valley.sam.submit(&format!("{first}/close"), &[]).expect(303);
        valley.sam.submit(&format!("{first}/tell"), &[]).expect(303);
        let edit = valley.sam.submit(&format!("{first}/wave"), &[]).expect(303).location.unwrap();
        let second = edit.strip_suffix("/edit").unwrap().to_owned();
        site.run_jobs();
        valley.sam.submit(&format!("{second}/open"), &[]).expect(303);
        site.run_jobs();
        // All answer as before, and one comes: what differs would be what he said.
        for (n, who) in people.iter().enumerate() {
            answer(who, &second, if n < 7 { "no" } else { "yes" }, "high");
        }
        valley.sam.submit(&format!("{second}/close"), &[]).expect(303);
        valley.sam.submit(&format!("{second}/tell"), &[]).expect(303);
        site.run_jobs();
        let count = |url: &str| {
            let csv = people[1].get(&format!("{url}/results.csv")).expect(200).text;
            csv.lines().find(|line| line.starts_with("plan,") && line.contains(",no,")).unwrap().to_owned()
        };
        assert_eq!(count(&first), count(&second), "whoever came alone is not told of");
        for page in ["results/all", "results/q/plan"] {
            let page = people[1].get(&format!("{second}/{page}")).expect(200);
            assert!(page.says("Over the waves") && page.says("Wave 2"), "{}", page.text);
            assert!(page.queries.unwrap() <= 12, "{:?}", page.queries);
        }
        assert!(people[1].get(&format!("{second}/results")).expect(200).says("One answer is not counted here"));
        assert!(people[1].get(&second).expect(200).says("Waves"));
    }

    fn an_operator_sees_where_its_own_answer_stands_and_learns_no_more_of_its_peers(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let people = operators(&site);
        let more: Vec<Visitor<'_>> = (0..4).map(|n| operator(&site, &format!("Grid {n}"))).collect();
        let url = opened(&site, &valley, &[]);
        for (n, who) in people.iter().chain(&more).enumerate() {
            answer_of(who, &url, (if n % 3 == 0 { "no" } else { "yes" }, "high"), 10 + n);
        }
        valley.sam.submit(&format!("{url}/close"), &[]).expect(303);
        site.run_jobs();
        let question = format!("{url}/results/q/staff");
        people[3].get(&question).expect(404);
        valley.sam.submit(&format!("{url}/tell"), &[]).expect(303);
        let page = people[3].get(&format!("{question}?by=sector")).expect(200);
        assert!(page.says("Your own answer") && page.says("<strong>13</strong>") && page.says("below the middle half"), "{}", page.text);
        // Ten of energy are told by themselves; six and four others together, of whom none is told alone.
        assert!(page.says("Sector: Energy") || page.says("Sector: energy"), "{}", page.text);
        assert!(page.queries.unwrap() <= 12, "{:?}", page.queries);
        assert!(page.says("Among your peers") && page.says("By Sector"), "{}", page.text);
        let split = people[3].get(&format!("{question}?by=q:plan")).expect(200);
        let own = split.text.split("id=\"own\"").nth(1).unwrap().split("</section>").next().unwrap();
        assert!(own.contains("Say plan: No") && !own.contains("Say plan: Yes"), "{own}");
        let plan = people[3].get(&format!("{url}/results/q/plan")).expect(200);
        assert!(plan.says("Said the same") && plan.says("Next question"), "{}", plan.text);
        people[3].get(&format!("{url}/results/q/nothing")).expect(404);
        // Whoever did not answer, and whoever asks, has no place among them.
        assert!(!valley.sam.get(&question).expect(200).says("Your own answer"));
        let csv = people[3].get(&format!("{url}/results.csv?by=sector")).expect(200);
        let figures: Vec<&str> = csv.text.lines().filter(|line| line.starts_with("staff,") && line.ends_with("figure")).collect();
        assert!(figures.iter().any(|line| line.contains(",median,19")), "{figures:?}");
        let key = site.key(people[0].id(), Scope::Read);
        let told = people[0].api("GET", &format!("/api/v1{url}/results?by=sector"), &key, None).expect(200).json();
        let staff = told["questions"].as_array().unwrap().iter().find(|one| one["name"] == "staff").unwrap();
        assert_eq!(staff["quartiles"][1], "19");
        assert!(staff["groups"][0]["mean"].is_string(), "{staff}");
    }

    fn so_few_answers_show_nothing(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let people: Vec<Visitor<'_>> = (0..4).map(|n| operator(&site, &format!("Operator {n}"))).collect();
        let url = opened(&site, &valley, &[]);
        people.iter().for_each(|who| answer(who, &url, "yes", "high"));
        valley.sam.submit(&format!("{url}/close"), &[]).expect(303);
        site.run_jobs();
        let page = valley.sam.get(&format!("{url}/results")).expect(200);
        assert!(page.says("Too few answered") && !page.says("HIGH"), "{}", page.text);
        let spoc = site.person("Iris", valley.authority, &[Role::Reader]);
        spoc.get(&format!("{url}/results")).expect(404);
    }
}
