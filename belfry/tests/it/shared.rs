//! From an incident to a threat event among peers, who learn what to look out for and not to whom it happened.

use belfry_kernel::Role;
use belfry_store::{Key, args};
use belfry_testkit::{TestSite, both_databases};

both_databases! {
    fn a_peer_sees_the_event_and_learns_neither_that_an_incident_stands_behind_it_nor_whose(engine) {
        let site = TestSite::new(engine, &belfry::areas::areas());
        let water = site.organisation("Harbour Water Works SA", "oes");
        let mill = site.organisation("Mill Street Hospital", "oes");
        site.circle("Utilities", false, &[water, mill]);
        let tomas = site.person("Tomas Wellkamp", water, &[Role::NisImplementer, Role::Contributor]);
        let ana = site.person("Ana", mill, &[Role::Contributor]);
        site.run_jobs();
        let fields = [
            ("kind", "incident"),
            ("title", "Ransomware at Harbour Water Works"),
            ("description", "Tomas Wellkamp saw 198.51.100.7 call hxxps://update.evil[.]example/x; we are HARBOUR WATER WORKS."),
            ("zone", "Europe/Brussels"),
            ("suspected", "yes"),
            ("border", "unknown"),
        ];
        let incident = tomas.submit("/incidents/records/new", &fields).expect(303).location.expect("its page");
        site.run_jobs();
        let share = format!("{incident}/share");
        let page = tomas.get(&share).expect(200);
        assert!(page.says("[organisation]") && page.says("[person]") && page.says("198.51.100.7"), "{}", page.text);
        assert!(page.says("were taken out"), "{}", page.text);
        // What is typed after the look is looked at again before anything is made.
        let take = [("take", "ip-dst 198.51.100.7"), ("take", "url https://update.evil.example/x")];
        let make = |title: &str, text: &str| {
            let mut all = vec![("act", "make"), ("title", title), ("text", text), ("reach", "community"), ("tlp", "amber")];
            all.extend(take);
            tomas.submit(&share, &all)
        };
        let count = || -> i64 {
            let read = site.db.db.read(Key::SYSTEM).expect("read");
            read.one("select count(*) from threats_events", args![], |row| row.get(0)).expect("a count")
        };
        let refused = make("Ransomware by a fake update", "It began at harbour water works.").expect(422);
        assert!(refused.says("Look at what is left") && count() == 0, "{}", refused.text);
        let event = make("Ransomware by a fake update", "It began with a fake update.").expect(303).location.expect("an event");
        site.run_jobs();
        assert_eq!(count(), 1);
        // Its maker finds the one from the other, on both ends.
        assert!(tomas.get(&event).expect(200).says("Ransomware at Harbour Water Works"));
        assert!(tomas.get(&incident).expect(200).says("Ransomware by a fake update"));
        ana.get(&event).expect(404);
        let form = tomas.get(&format!("{event}/publish")).expect(200).text;
        let version = form.split_once("name=\"version\" value=\"").and_then(|(_, rest)| rest.split_once('"')).expect("a version").0;
        let fields = [("version", version), ("reach", "community"), ("tlp", "green")];
        let publish = tomas.submit(&format!("{event}/publish"), &fields);
        assert!([200, 303].contains(&publish.status), "{}", publish.text);
        site.run_jobs();
        let as_peer = || {
            let pages = ["", "/export", "/export/misp", "/export/stix"].map(|rest| ana.get(&format!("{event}{rest}")).steady());
            pages.join("\n") + &ana.get("/threats/values?value=198.51.100.7").steady()
        };
        let told = as_peer();
        assert!(told.contains("fake update") && told.contains("198.51.100.7"), "{told}");
        let uuid = incident.rsplit('/').next().expect("its id");
        for hidden in [uuid, "/incidents/records", "at Harbour", "Wellkamp saw"] {
            assert!(!told.contains(hidden), "{hidden}");
        }
        ana.get(&incident).expect(404);
        // In a world in which no incident stands behind it, the peer is told the same.
        let tx = site.db.db.write(Key::SYSTEM).expect("tx");
        tx.execute("delete from incidents_shares", args![]).expect("gone");
        tx.commit().expect("commit");
        assert_eq!(as_peer(), told);
        assert!(!tomas.get(&event).expect(200).says("Ransomware at Harbour Water Works"));
    }
}
