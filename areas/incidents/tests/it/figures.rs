//! An authority's figures, its statistics of a year, and what is taken away on paper and as tables.

use belfry_testkit::both_databases;
use jiff::SignedDuration;

use crate::valley::{last, notification, site, told, valley, warn};

both_databases! {
    fn an_authority_sees_its_year(engine) {
        let site = site(engine);
        let v = valley(&site);
        assert!(v.sofia.get("/incidents/figures").expect(200).says("Nothing was received yet"));
        let incident = warn(&v.tomas, &[]);
        let notified = told(&v.tomas, &incident);
        site.db.clock.advance(SignedDuration::from_hours(5));
        v.tomas.submit(&format!("{notified}/steps/notification"), &notification(&[("began", "2026-03-02T08:00"), ("users", "400")])).expect(303);
        site.db.clock.advance(SignedDuration::from_hours(3));
        let more = [("began", "2026-03-02T08:00"), ("resolved", "2026-03-02T17:00"), ("users", "420")];
        v.tomas.submit(&format!("{notified}/steps/final"), &last(&more)).expect(303);
        let page = v.sofia.get("/incidents/figures").expect(200);
        assert!(page.says("By cause and month") && page.says("Malicious action") && page.says("March 2026"), "{}", page.text);
        assert!(page.queries.unwrap_or(0) <= 8, "{:?}", page.queries);
        // Nine hours from beginning to end, 420 users as was last said, three steps of three in time.
        let page = v.sofia.get("/incidents/statistics").expect(200);
        for words in ["420", "9", "100%"] {
            assert!(page.says(words), "{words}\n{}", page.text);
        }
        let table = v.sofia.get("/incidents/statistics.csv?year=2026").expect(200).text;
        assert!(table.contains("cause,malicious-action,1,1,9,1,420,3,3\r\n"), "{table}");
        assert!(v.carl.get("/incidents/statistics.csv?year=2025").expect(200).text.lines().count() == 1);
        for other in [&v.tomas, &v.anna] {
            other.get("/incidents/figures").expect(403);
            other.get("/incidents/statistics.csv").expect(403);
        }
        assert!(!v.paul.get("/incidents/statistics").expect(200).says("Malicious action"));
    }

    fn exercises_are_in_no_figure(engine) {
        let site = site(engine);
        let v = valley(&site);
        warn(&v.tomas, &[("exercise", "yes")]);
        assert!(v.sofia.get("/incidents/statistics").expect(200).says("Nothing was received in this year"));
    }

    fn lists_are_taken_away_as_they_are_seen(engine) {
        let site = site(engine);
        let v = valley(&site);
        warn(&v.tomas, &[]);
        let own = v.tomas.get("/incidents/records.csv").expect(200).text;
        assert!(own.starts_with("uuid,number,title,kind,state,exercise,began") && own.lines().count() == 2, "{own}");
        assert_eq!(v.anna.get("/incidents/records.csv").expect(200).text.lines().count(), 1);
        let inbox = v.sofia.get("/incidents/inbox.csv").expect(200).text;
        assert!(inbox.contains(",Water,nis2,incident,no,no,drinking-water,LU,") && inbox.lines().count() == 2, "{inbox}");
        assert_eq!(v.sofia.get("/incidents/inbox.csv?sector=energy").expect(200).text.lines().count(), 1);
        assert_eq!(v.paul.get("/incidents/inbox.csv").expect(200).text.lines().count(), 1);
        v.tomas.get("/incidents/inbox.csv").expect(403);
        assert!(v.sofia.get("/incidents/inbox.xlsx").expect(200).text.starts_with("PK"));
    }

    fn paper_holds_what_its_reader_may_see(engine) {
        let site = site(engine);
        let v = valley(&site);
        let incident = warn(&v.tomas, &[("border", "yes")]);
        let notified = told(&v.tomas, &incident);
        for reader in [&v.tomas, &v.sofia, &v.carl, &v.paul] {
            for of in ["pdf", "file"] {
                assert!(reader.get(&format!("{notified}/{of}")).expect(200).text.starts_with("%PDF"), "{of}");
            }
        }
        v.anna.get(&format!("{notified}/pdf")).expect(404);
    }
}
