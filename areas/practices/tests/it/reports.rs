//! The open intake: three fields, a table, an inbox; and what becomes of a report, which its sender sees.

use belfry_testkit::{Visitor, both_databases};

use crate::valley::{count, places_of, published, site, valley};

fn report(who: &Visitor<'_>, title: &str, more: &[(&str, &str)]) -> String {
    let mut fields = vec![("kind", "difficulty"), ("title", title), ("text", "Nobody answers the phone after six.")];
    fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    fields.extend_from_slice(more);
    who.submit("/practices/report", &fields).expect(303).location.expect("its page")
}

both_databases! {
    fn anyone_reports_in_three_fields_and_sees_what_becomes_of_it(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let (bruno, sofia, anna) = (&valley.bruno, &valley.sofia, &valley.anna);
        let page = bruno.submit("/practices/report", &[("kind", "question"), ("title", ""), ("text", "")]).expect(422);
        assert!(page.says("Choose one.") && page.says("Say it in one line") && page.says("Write a few sentences"), "{}", page.text);
        let url = report(bruno, "A supplier that nobody gets hold of", &[]);
        site.run_jobs();
        assert!(bruno.get("/practices/reports").expect(200).says("A supplier that nobody"));
        let page = bruno.get(&url).expect(200);
        assert!(page.says("Whoever sent it and whoever sorts it") && page.queries.unwrap() <= 11, "{:?}", page.queries);
        // Between the two only.
        anna.get(&url).expect(404);
        assert!(!anna.get("/practices/inbox").expect(200).says("A supplier"));
        anna.submit(&format!("{url}/decline"), &[("reason", "No")]).expect(404);
        bruno.submit(&format!("{url}/decline"), &[("reason", "No")]).expect(403);
        assert!(sofia.get("/practices/inbox").expect(200).says("A supplier that nobody"));
        // It is asked back, answered, and becomes a record of its sender's.
        assert!(sofia.submit(&format!("{url}/ask"), &[("question", "")]).expect(422).says("Write what you want to know."));
        sofia.submit(&format!("{url}/ask"), &[("question", "Which supplier?")]).expect(303);
        site.run_jobs();
        let page = bruno.get(&url).expect(200);
        assert!(page.says("Which supplier?") && page.says("Asked back"), "{}", page.text);
        bruno.submit(&format!("{url}/discuss"), &[("text", "The one with the blue vans.")]).expect(303);
        site.run_jobs();
        assert!(sofia.get(&url).expect(200).says("blue vans"));
        let record = sofia.submit(&format!("{url}/place"), &[("whose", "theirs")]).expect(303).location.unwrap();
        site.run_jobs();
        let page = bruno.get(&url).expect(200);
        assert!(page.says("Became a record") && page.says(&record), "{}", page.text);
        assert!(bruno.get(&record).expect(200).says("Nobody answers the phone after six."));
        assert!(sofia.get(&record).expect(200).says("University"));
        anna.get(&record).expect(404);
        let again = sofia.submit(&format!("{url}/decline"), &[("reason", "Too late")]);
        again.expect(303);
        assert!(!bruno.get(&url).expect(200).says("Too late"), "what was decided stays");
        assert!(sofia.get("/practices/inbox?state=settled").expect(200).says("A supplier that nobody"));
    }

    fn a_report_goes_into_a_record_that_is_there_or_is_declined_with_a_reason(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let record = published(&site, &valley, &valley.tomas, &[]);
        let first = report(&valley.anna, "Shared passwords of suppliers", &[]);
        let second = report(&valley.anna, "The canteen", &[]);
        assert!(valley.sofia.submit(&format!("{first}/merge"), &[("record", "nowhere"), ("note", "x")]).expect(422).says("address of a published record"));
        valley.sofia.submit(&format!("{first}/merge"), &[("record", &record), ("note", "Known since spring.")]).expect(303);
        assert!(valley.sofia.submit(&format!("{second}/decline"), &[("reason", " ")]).expect(422).says("Write a sentence"));
        valley.sofia.submit(&format!("{second}/decline"), &[("reason", "Not about security.")]).expect(303);
        site.run_jobs();
        let page = valley.anna.get(&first).expect(200);
        assert!(page.says("Two factors for whoever mends pumps") && page.says("Known since spring."), "{}", page.text);
        assert!(valley.anna.get(&second).expect(200).says("Not about security."));
    }

    fn who_does_not_want_to_be_named_is_named_to_nobody_but_whoever_sorts(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let dairy = site.organisation("Mill Lane Dairy", "sme");
        let greta = site.person("Greta Ostermann", dairy, &[belfry_kernel::Role::Reader]);
        let url = report(&greta, "What a small firm did", &[("kind", "practice"), ("text", "We drew the plug at night."), ("quiet", "yes")]);
        assert!(!valley.sofia.get(&url).expect(200).says("As a record of theirs"));
        // Whatever the browser sends, it becomes the desk's own.
        let record = valley.sofia.submit(&format!("{url}/place"), &[("whose", "theirs")]).expect(303).location.unwrap();
        let desk = valley.coordination.to_string();
        valley.sofia.submit(&format!("{record}/submit"), &[("reach", "community"), ("tlp", "green"), ("desk", &desk)]).expect(303);
        valley.sofia.submit(&format!("{record}/check"), &[]).expect(303);
        for step in ["review", "publish"] {
            valley.sven.submit(&format!("{record}/{step}"), &[]).expect(303);
        }
        site.run_jobs();
        let page = valley.anna.get(&record).expect(200);
        assert!(page.says("drew the plug") && page.says("through Agency") && !page.says("Dairy") && !page.says("Ostermann"), "{}", page.text);
        let list = valley.anna.get("/practices/next?item=nis2-article-21/21.2.a").expect(200);
        assert!(!list.says("Dairy"));
        let places = places_of(&site, "Mill Lane");
        assert!(places.iter().all(|place| place.starts_with("identity_") || place == "store_subjects.title" || place == "practices_sources.source"), "{places:?}");
    }

    fn a_table_is_looked_at_before_it_is_sent_and_never_sent_twice(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let table = "kind,title,text\ntool,Scanner,Finds open ports\nwonder,Nothing,x\nquick-win,Screens,Lock after five minutes\n";
        let look = valley.tomas.upload("/practices/report/import", &[], &[("file", "all.csv", table.as_bytes())]).expect(200);
        assert!(look.says("2 of 3 rows will be sent.") && look.says("No known kind"), "{}", look.text);
        assert_eq!(count(&site, "select count(*) from practices_reports"), 0);
        let accept = [("text", table), ("act", "accept")];
        valley.tomas.submit("/practices/report/import", &accept).expect(303);
        assert_eq!(count(&site, "select count(*) from practices_reports"), 2);
        valley.tomas.submit("/practices/report/import", &accept).expect(303);
        assert_eq!(count(&site, "select count(*) from practices_reports"), 2);
        assert!(valley.sofia.get("/practices/inbox").expect(200).says("Scanner"));
        let broken = valley.tomas.upload("/practices/report/import", &[], &[("file", "all.csv", b"a,b\n1,2\n")]).expect(422);
        assert!(broken.says("must name the columns"), "{}", broken.text);
        valley.bruno.get("/practices/report/import").expect(403);
    }
}
