//! A notification that nobody received is thrown away; one that somebody did, never.

use belfry_kernel::Role;
use belfry_store::{Key, args};
use belfry_testkit::{TestSite, both_databases};

use crate::valley::{links, notification, site, told, valley, warn};

fn count(site: &TestSite, sql: &'static str) -> i64 {
    site.db.db.read(Key::SYSTEM).unwrap().one(sql, args![], |row| row.get(0)).unwrap()
}

both_databases! {
    fn a_notification_that_nobody_received_goes_without_a_trace_on_agendas(engine) {
        let site = site(engine);
        let v = valley(&site);
        let incident = warn(&v.tomas, &[]);
        let sent = told(&v.tomas, &incident);
        v.tomas.submit(&format!("{incident}/notify"), &[("law", "nis1"), ("authority", &v.nca.to_string())]).expect(303);
        let all = links(&v.tomas.get(&incident).expect(200).text, "/incidents/notifications/");
        let unsent = all.iter().find(|one| **one != sent).expect("one that waits").clone();
        let page = v.tomas.get(&unsent).expect(200);
        assert!(page.says("Nothing of it is sent") && page.says("Throw this notification away?"), "{}", page.text);
        let fields = [("page", "0"), ("go", "save"), ("what", "Half a sentence")];
        v.tomas.submit(&format!("{unsent}/steps/notification"), &fields).expect(200);
        v.tomas.submit(&format!("{unsent}/discuss"), &[("text", "Do we need it?")]).expect(303);
        let owed = "select count(*) from store_obligations where ended is null and area = 'incidents'";
        let before = count(&site, owed);
        // Whoever only reads, or is told nothing of it, throws nothing away.
        assert!(!v.rita.get(&unsent).expect(200).says("Throw this notification away?"));
        v.rita.submit(&format!("{unsent}/discard"), &[]).expect(403);
        for other in [&v.sofia, &v.anna, &v.paul] {
            other.submit(&format!("{unsent}/discard"), &[]).expect(404);
        }
        v.tomas.get(&unsent).expect(200);
        let gone = v.tomas.submit(&format!("{unsent}/discard"), &[]).expect(303);
        assert_eq!(gone.location.as_deref(), Some(incident.as_str()));
        v.tomas.get(&unsent).expect(404);
        v.tomas.submit(&format!("{unsent}/discard"), &[]).expect(404);
        assert!(count(&site, owed) <= before, "nothing new is owed");
        let left = "select count(*) from store_obligations o where o.ended is null and o.area = 'incidents' \
             and not exists (select 1 from store_subjects s where s.id = o.subject_id)";
        assert_eq!(count(&site, left), 0, "and nothing of what is gone");
        for nothing in [
            "select count(*) from incidents_drafts",
            "select count(*) from discussion_remarks",
            "select count(*) from incidents_notifications where regime = 'nis1'",
        ] {
            assert_eq!(count(&site, nothing), 0, "{nothing}");
        }
        let page = v.tomas.get(&incident).expect(200);
        assert!(page.says("threw away a notification that was never sent"), "{}", page.text);
        assert_eq!(count(&site, "select count(*) from store_ledger where fact = 'incidents.notification-discarded'"), 1);
        // It can be begun again, and what was sent is untouched.
        v.sofia.get(&sent).expect(200);
        v.tomas.submit(&format!("{incident}/notify"), &[("law", "nis1"), ("authority", &v.nca.to_string())]).expect(303);
        site.run_jobs();
    }

    fn what_was_ever_sent_stays(engine) {
        let site = site(engine);
        let v = valley(&site);
        let page = told(&v.tomas, &warn(&v.tomas, &[]));
        let admin = site.person("Ada", v.water, &[Role::OrganisationAdministrator]);
        for who in [&v.tomas, &admin] {
            assert!(!who.get(&page).expect(200).says("Throw this notification away?"));
            who.submit(&format!("{page}/discard"), &[]).expect(303);
        }
        v.sofia.submit(&format!("{page}/discard"), &[]).expect(403);
        v.tomas.submit(&format!("{page}/steps/notification"), &notification(&[])).expect(303);
        v.tomas.submit(&format!("{page}/discard"), &[]).expect(303);
        assert!(v.sofia.get(&page).expect(200).says("Two villages are without water."));
        assert_eq!(count(&site, "select count(*) from store_ledger where fact = 'incidents.notification-discarded'"), 0);
    }
}
