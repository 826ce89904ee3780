//! What others do with a record: they endorse it with evidence, adopt it named or counted, link it with a difficulty.

use belfry_kernel::Role;
use belfry_testkit::both_databases;

use crate::valley::{count, published, site, valley};

both_databases! {
    fn an_organisation_stands_by_what_it_has_seen_and_not_by_its_own(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let url = published(&site, &valley, &valley.tomas, &[]);
        valley.bruno.get(&format!("{url}/endorse")).expect(403);
        valley.tomas.submit(&format!("{url}/endorse"), &[("evidence", "It is ours.")]).expect(303);
        assert_eq!(count(&site, "select count(*) from practices_endorsements"), 0);
        assert!(valley.anna.submit(&format!("{url}/endorse"), &[("evidence", " ")]).expect(422).says("Say what you have seen"));
        valley.anna.submit(&format!("{url}/endorse"), &[("evidence", "Two years, no shared password left.")]).expect(303);
        valley.anna.submit(&format!("{url}/endorse"), &[("evidence", "Three years, and counting.")]).expect(303);
        let page = valley.bruno.get(&url).expect(200);
        assert!(page.says("Three years, and counting.") && !page.says("Two years, no"), "{}", page.text);
        assert!(valley.bruno.get("/practices").expect(200).says("Endorsed once"));
        let draft = crate::valley::draft(&valley.tomas, &[]);
        valley.anna.submit(&format!("{draft}/endorse"), &[("evidence", "?")]).expect(404);
    }

    fn who_wants_to_be_counted_only_is_seen_by_nobody_else_and_few_are_not_counted(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let url = published(&site, &valley, &valley.tomas, &[]);
        let adopt = format!("{url}/adopt");
        let done = [("stage", "done"), ("outcome", ""), ("size", "large"), ("named", "yes")];
        assert!(valley.anna.submit(&adopt, &done).expect(422).says("Say what came out"));
        let done = [("stage", "done"), ("outcome", "Took six weeks."), ("size", "large"), ("named", "yes")];
        valley.anna.submit(&adopt, &done).expect(303);
        let page = valley.bruno.get(&url).expect(200);
        assert!(page.says("Took six weeks.") && page.says("250 people or more") && page.says("told of doing the same"), "{}", page.text);
        let quiet: Vec<_> = (1..=5)
            .map(|n| {
                let home = site.organisation(&format!("Quiet {n}"), "oes");
                site.person(&format!("Quentin {n}"), home, &[Role::Contributor])
            })
            .collect();
        let secret = [("stage", "done"), ("outcome", "Our boiler house did it too."), ("size", "small"), ("named", "no")];
        for one in &quiet[..4] {
            one.submit(&adopt, &secret).expect(303);
        }
        site.run_jobs();
        let seen = |words: &str| valley.bruno.get(&url).expect(200).says(words);
        assert!(!seen("boiler house") && !seen("Quiet") && !seen("Quentin") && !seen("at least"), "four are few");
        let own = quiet[0].get(&url).expect(200);
        assert!(own.says("boiler house") && own.says("only your organisation sees this") && !own.says("Quiet 2"), "{}", own.text);
        quiet[4].submit(&adopt, &secret).expect(303);
        assert!(seen("at least 5 more"), "five are told");
        // One that is named from now on leaves no trace in the number.
        quiet[4].submit(&adopt, &[("stage", "done"), ("outcome", "We may be named."), ("size", "small"), ("named", "yes")]).expect(303);
        assert!(!seen("at least") && seen("We may be named."));
        let file = valley.bruno.get("/practices/records.csv").expect(200);
        assert!(!file.says("Quiet") && !file.says("boiler"));
    }

    fn a_difficulty_attracts_what_helps_and_both_ends_show_it(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let practice = published(&site, &valley, &valley.tomas, &[]);
        let difficulty = published(&site, &valley, &valley.anna, &[("title", "Suppliers share passwords"), ("kind", "difficulty"), ("sectors", "drinking-water")]);
        let other = published(&site, &valley, &valley.anna, &[("title", "Nothing to do with it"), ("kind", "difficulty"), ("ticked", "nis2-article-21/21.2.c")]);
        let page = valley.anna.get(&difficulty).expect(200);
        assert!(page.says("About the same catalogue items") && page.says("One item and one sector in common"), "{}", page.text);
        assert!(!valley.anna.get(&other).expect(200).says("About the same catalogue items"));
        let uuid = practice.rsplit('/').next().unwrap();
        valley.bruno.submit(&format!("{difficulty}/link"), &[("other", uuid)]).expect(403);
        valley.anna.submit(&format!("{difficulty}/link"), &[("other", uuid)]).expect(303);
        assert!(valley.bruno.get(&difficulty).expect(200).says("Two factors for whoever mends pumps"));
        assert!(valley.bruno.get(&practice).expect(200).says("Suppliers share passwords"));
        valley.anna.submit(&format!("{difficulty}/link"), &[("other", &other)]).expect(303);
        assert_eq!(count(&site, "select count(*) from practices_links"), 1, "two difficulties do not help each other");
        // One end that is taken back is not betrayed by the other.
        valley.anna.submit(&format!("{difficulty}/withdraw"), &[]).expect(303);
        assert!(!valley.bruno.get(&practice).expect(200).says("Suppliers share passwords"));
    }
}
