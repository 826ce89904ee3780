//! What an incident taught, and the review of those who were there.

use belfry_kernel::Role;
use belfry_store::{Key, args};
use belfry_testkit::both_databases;

use crate::valley::{site, valley, warn};

both_databases! {
    fn a_lesson_goes_onto_the_agenda_and_the_review_is_approved(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let incident = warn(&valley.tomas, &[]);
        site.run_jobs();
        let here = format!("{incident}/lessons");
        let open = || -> i64 {
            let read = site.db.db.read(Key::SYSTEM).expect("read");
            let sql = "select count(*) from store_obligations where what = 'incidents-lesson-to-do' and ended is null";
            read.one(sql, args![], |row| row.get(0)).expect("a count")
        };
        let page = valley.tomas.submit(&here, &[("cause", ""), ("action", "Change it"), ("due", "soon")]).expect(422);
        assert!(page.says("Say what was the root of it.") && page.says("Use a day such as"), "{}", page.text);
        let fields = [
            ("cause", "One password for all technicians"),
            ("action", "Give every technician an account"),
            ("owner", &valley.tomas.id().to_string()),
            ("due", "2026-04-30"),
            ("asked", "How many suppliers share accounts?"),
        ];
        valley.tomas.submit(&here, &fields).expect(303);
        let page = valley.tomas.get(&here).expect(200);
        for said in ["One password for all technicians", "Give every technician an account", "Tomas", "How many suppliers"] {
            assert!(page.says(said), "{said}: {}", page.text);
        }
        assert!(page.queries.unwrap() <= 14, "{:?}", page.queries);
        assert_eq!(open(), 1);
        let lesson = page.text.split("name=\"practice-").nth(1).and_then(|rest| rest.split('"').next()).expect("a field");
        let (link, field) = (format!("{here}/{lesson}/link"), format!("practice-{lesson}"));
        let refused = valley.tomas.submit(&link, &[(&*field, "/practices/records/nowhere")]).expect(422);
        assert!(refused.says("no record of practice at that address") && refused.text.contains("/practices/records/nowhere"), "{}", refused.text);
        // Whoever reads does not write; whoever is of the authority sees nothing of it.
        valley.rita.submit(&here, &fields).expect(403);
        valley.sofia.get(&here).expect(404);
        valley.tomas.submit(&format!("{incident}/review"), &[("well", "The plant ran by hand."), ("change", "Call the CSIRT first."), ("people", "Shift")]).expect(303);
        // It is approved by somebody who answers for it.
        valley.tomas.submit(&format!("{incident}/approve"), &[]).expect(403);
        let boss = site.person("Berta", valley.water, &[Role::ManagementMember]);
        assert!(boss.get(&here).expect(200).says("Approve the review"));
        boss.submit(&format!("{incident}/approve"), &[]).expect(303);
        assert!(valley.rita.get(&here).expect(200).says("Approved by Berta"));
        let paper = valley.rita.get(&format!("{incident}/lessons.pdf")).expect(200);
        assert!(paper.text.starts_with("%PDF"));
        // What is changed is approved anew.
        valley.tomas.submit(&format!("{incident}/review"), &[("well", "x")]).expect(303);
        assert!(!valley.rita.get(&here).expect(200).says("Approved by"));
        let remove = valley.tomas.get(&here).text.split("/lessons/").nth(1).and_then(|rest| rest.split('/').next()).expect("it").to_owned();
        valley.tomas.submit(&format!("{here}/{remove}/remove"), &[]).expect(303);
        assert_eq!(open(), 0);
        site.run_jobs();
    }
}
