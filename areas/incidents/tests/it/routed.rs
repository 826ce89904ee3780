//! An authority says to whom notifications of its country go, and by which form.

use belfry_testkit::both_databases;

use crate::valley::{place, site, told, valley, warn};

both_databases! {
    fn a_rule_of_the_country_decides(engine) {
        let site = site(engine);
        let v = valley(&site);
        let water_authority = site.organisation("Water Authority", "nca");
        place(&site, water_authority, "LU", &[]);
        let wendy = site.person("Wendy", water_authority, &[belfry_kernel::Role::Supervisor]);
        v.tomas.get("/incidents/routes").expect(403);
        let page = v.sofia.get("/incidents/routes").expect(200);
        assert!(page.says("Rules of LU") && page.says("Valley CSIRT"), "{}", page.text);
        let to = water_authority.to_string();
        v.sofia.submit("/incidents/routes", &[("who", &to), ("part", "nca"), ("sector", "nonsense")]).expect(303);
        assert!(v.sofia.get("/incidents/routes").expect(200).says("No rule yet"));
        v.sofia.submit("/incidents/routes", &[("who", &to), ("part", "nca"), ("sector", "drinking-water")]).expect(303);
        assert!(v.tomas.get("/incidents/warn").expect(200).says("Goes to Water Authority and Valley CSIRT."));
        let page = told(&v.tomas, &warn(&v.tomas, &[]));
        wendy.get(&page).expect(200);
        v.sofia.get(&page).expect(404);
        // A rule is taken away by whoever keeps it.
        let rules = v.sofia.get("/incidents/routes").expect(200).text;
        let at = rules.find("/remove").unwrap();
        let start = rules[..at].rfind('"').unwrap() + 1;
        let remove = rules[start..at + "/remove".len()].to_owned();
        wendy.submit(&remove, &[]).expect(404);
        v.sofia.submit(&remove, &[]).expect(303);
        assert!(v.tomas.get("/incidents/warn").expect(200).says("Goes to Valley Authority and Valley CSIRT."));
    }
}
