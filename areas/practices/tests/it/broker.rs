//! Asking without being named: the broker asks further in words of his own, and whoever answers never learns who asked.

use belfry_kernel::Role;
use belfry_testkit::both_databases;

use crate::valley::{count, published, site, valley};

both_databases! {
    fn who_has_done_it_never_learns_who_asked(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let record = published(&site, &valley, &valley.tomas, &[]);
        let hospital = site.organisation("Hospital Old Bridge", "oes");
        let elise = site.person("Elise Fontanel", hospital, &[Role::NisImplementer]);
        let anna = site.sign_in(valley.anna.id());
        anna.submit(&format!("{record}/adopt"), &[("stage", "done"), ("outcome", "Took six weeks."), ("size", "large"), ("named", "yes")]).expect(303);
        let broker = valley.coordination.to_string();
        assert!(elise.submit(&format!("{record}/question"), &[("text", ""), ("desk", &broker)]).expect(422).says("Write a few sentences"));
        let asked = elise.submit(&format!("{record}/question"), &[("text", "We of Old Bridge have 620 beds. How did the vendors take it?"), ("desk", &broker)]);
        let asked = asked.expect(303).location.unwrap();
        site.run_jobs();
        anna.get(&asked).expect(404);
        valley.tomas.get(&asked).expect(404);
        let sofia = &valley.sofia;
        let page = sofia.get(&asked).expect(200);
        assert!(page.says("Whoever asks is not to be named") && page.says("Grid") && page.says("Water"), "{}", page.text);
        let grid = { let read = site.db.db.read(belfry_store::Key::SYSTEM).unwrap(); belfry_identity::organisation::by_name(&read, "Grid").unwrap().unwrap().id.to_string() };
        // Words that name whoever asked are refused; so is anybody who has not done it.
        let forward = format!("{asked}/forward");
        for words in ["Hospital Old Bridge asks.", "elise FONTANEL asks how vendors took it."] {
            assert!(sofia.submit(&forward, &[("to", &grid), ("words", words)]).expect(422).says("has not agreed"), "{words}");
        }
        assert!(sofia.submit(&forward, &[("to", &broker), ("words", "How did the vendors take it?")]).expect(422).says("Choose one."));
        anna.submit(&forward, &[("to", &grid), ("words", "x")]).expect(404);
        sofia.submit(&forward, &[("to", &grid), ("words", "How did the vendors take it?")]).expect(303);
        site.run_jobs();
        // The adopter sees the broker and the broker's words: on every page, and in every row that he may read.
        let inbox = anna.get("/practices/inbox").expect(200);
        assert!(inbox.says("Question about"), "{}", inbox.text);
        // The title is the reader's: whoever asked reads another language.
        let french = |language: &str| {
            let tx = site.db.db.write(belfry_store::Key::SYSTEM).unwrap();
            tx.execute("update identity_people set language = $2 where id = $1", belfry_store::args![anna.id(), language]).unwrap();
            tx.commit().unwrap();
        };
        french("fr");
        assert!(anna.get("/practices/inbox").expect(200).says("Question sur «"));
        french("en");
        let at = inbox.text.find("/practices/reports/").unwrap();
        let forwarded: String = inbox.text[at..].chars().take_while(|c| *c != '"').collect();
        assert_ne!(forwarded, asked);
        let pages = [inbox, anna.get(&forwarded).expect(200), anna.get(&record).expect(200), anna.get("/practices/reports").expect(200)];
        for page in &pages {
            for name in ["Old Bridge", "Fontanel", "620 beds", "Hospital"] {
                assert!(!page.says(name), "{name}: {}", page.text);
            }
        }
        let key = belfry_store::scope::key_of(&site.db.db, &grants(&site, anna.id()), site.act().now).unwrap();
        let read = site.db.db.read(key).unwrap();
        let of_elise: i64 = read.one(
            "select (select count(*) from store_subjects s where s.author_id = $1 and exists (select 1 from store_visible v \
             where v.grant_key = $2 and v.label_id = s.label_id)) + (select count(*) from practices_reports r \
             join store_subjects s on s.id = r.id where (s.author_id = $1 or s.owner_id = $3) and exists (select 1 from store_visible v \
             where v.grant_key = $2 and v.label_id = s.label_id))",
            belfry_store::args![elise.id(), key, hospital],
            |row| row.get(0),
        ).unwrap();
        assert_eq!(of_elise, 0);
        drop(read);
        // Whoever is asked answers the broker, who passes it on.
        anna.submit(&format!("{forwarded}/answer"), &[("answer", "They grumbled for a week.")]).expect(303);
        site.run_jobs();
        let page = sofia.get(&asked).expect(200);
        assert!(page.says("They grumbled for a week."), "{}", page.text);
        sofia.submit(&format!("{asked}/answer"), &[("answer", "They grumbled for a week, says one who did it.")]).expect(303);
        site.run_jobs();
        assert!(elise.get(&asked).expect(200).says("says one who did it"));
        assert!(!anna.get("/desk/activity").text.contains("Fontanel"));
        assert_eq!(count(&site, "select count(*) from practices_reports where forward_id is not null"), 1);
    }

    fn who_agrees_to_be_named_may_be_named(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let record = published(&site, &valley, &valley.tomas, &[]);
        let broker = valley.coordination.to_string();
        let asked = valley.anna.submit(&format!("{record}/question"), &[("text", "How long?"), ("desk", &broker), ("named", "yes")]);
        let asked = asked.expect(303).location.unwrap();
        let water = valley.water.to_string();
        let forward = [("to", water.as_str()), ("words", "Grid asks how long it took.")];
        valley.sofia.submit(&format!("{asked}/forward"), &forward).expect(303);
        site.run_jobs();
        assert!(valley.tomas.get("/practices/inbox").expect(200).says("Question about"));
        // A record that speaks for somebody else is answered by whoever speaks.
        valley.sofia.submit(&format!("{asked}/forward"), &forward).expect(404);
    }
}

fn grants(site: &belfry_testkit::TestSite, person: belfry_kernel::PersonId) -> belfry_kernel::Grants {
    let read = site.db.db.read(belfry_store::Key::SYSTEM).unwrap();
    belfry_identity::on_behalf_of(&read, person).unwrap().unwrap().grants
}
