//! An inbox narrowed by anything shows and counts what was sent, and nothing else.

use belfry_testkit::both_databases;

use crate::valley::{links, site, told, valley, warn};

both_databases! {
    fn what_was_begun_and_not_sent_is_counted_nowhere(engine) {
        let site = site(engine);
        let v = valley(&site);
        let incident = warn(&v.tomas, &[]);
        let sent = told(&v.tomas, &incident);
        // The older law's notification asks for more than what is known at two in the morning.
        let to = v.nca.to_string();
        v.tomas.submit(&format!("{incident}/notify"), &[("law", "nis1"), ("authority", &to)]).expect(303);
        let all = links(&v.tomas.get(&incident).expect(200).text, "/incidents/notifications/");
        let begun = all.iter().find(|link| !link.starts_with(&sent)).expect("a second");
        v.sofia.get(begun).expect(404);
        for narrowed in ["", "state=received", "state=received&sector=drinking-water", "whose=nobody", "state=received&whose=nobody",
            "sector=drinking-water&whose=nobody", "law=nis2&whose=nobody", "law=nis2&sector=drinking-water&whose=nobody",
            "state=received&law=nis2&sector=drinking-water"] {
            let page = v.sofia.get(&format!("/incidents/inbox?{narrowed}")).expect(200);
            assert!(page.says("1 notification"), "{narrowed}: {}", page.text);
        }
        for nothing in ["law=nis1", "law=nis1&sector=drinking-water", "state=received&law=nis1", "whose=me", "law=dora&whose=nobody", "law=nis2&whose=me",
            "law=nis2&sector=drinking-water&whose=me", "sector=drinking-water&whose=me", "law=nis2&sector=energy"] {
            let page = v.sofia.get(&format!("/incidents/inbox?{nothing}")).expect(200);
            assert!(!page.says("1 notification") && links(&page.text, "/incidents/notifications/").is_empty(), "{nothing}");
        }
        for (law, n) in [("nis2", 1), ("nis2&sector=drinking-water", 1), ("nis2&state=received", 1), ("nis2&whose=nobody", 1)] {
            let page = v.sofia.get(&format!("/incidents/inbox?law={law}")).expect(200);
            assert_eq!(links(&page.text, "/incidents/notifications/").len(), n, "{law}");
        }
    }
}
