//! A country brings in a law of its own, and its entities notify under it.

use belfry_kernel::Role;
use belfry_testkit::both_databases;

use crate::valley::{site, valley};

fn law(name: &str, country: &str, title: &str) -> String {
    format!(
        "name = \"{name}\"\nversion = \"2026-02-01\"\nbased_on = \"nis2\"\ncountry = \"{country}\"\nsource = \"Memorial A\"\n\
         title = {{ en = \"{title}\", fr = \"{title}\" }}\nlaw = {{ en = \"Law of 1 February 2026\" }}\n"
    )
}

both_databases! {
    fn an_authority_brings_in_a_law_and_it_is_offered(engine) {
        let site = site(engine);
        let v = valley(&site);
        let admin = site.person("Ada", v.nca, &[Role::OrganisationAdministrator]);
        // The names of laws are one list for the whole process: each test has its own.
        let name = format!("lu-dams-{engine:?}").to_lowercase();
        let text = law(&name, "LU", "Reservoirs of the valley");
        let upload = |who: &belfry_testkit::Visitor<'_>, text: &str| who.upload("/incidents/regimes", &[], &[("file", "law.toml", text.as_bytes())]);
        let page = admin.get("/incidents/regimes").expect(200);
        assert!(page.says("24 hours from awareness (Article 23(4)(a))") && page.says("A law of your own"), "{}", page.text);
        let page = upload(&admin, "name = 1").expect(422);
        assert!(page.says("One thing is wrong in it"), "{}", page.text);
        assert!(upload(&admin, &law(&name, "BE", "x")).expect(422).says("Its country has to be LU"));
        assert!(upload(&admin, &law("nis2", "LU", "x")).expect(422).says("brings a law of this name along"));
        upload(&admin, &text).expect(303);
        assert!(admin.get("/incidents/regimes").expect(200).says("Reservoirs of the valley"));
        // The same again changes nothing; the same version with other words is refused.
        upload(&admin, &text).expect(303);
        assert!(upload(&admin, &law(&name, "LU", "Other words")).expect(422).says("another content"));
        let file = admin.get(&format!("/incidents/regimes/{name}/2026-02-01")).expect(200);
        assert_eq!(file.text, text);
        // Whoever has an incident may notify under it.
        let record = [("title", "Pumps"), ("kind", "incident"), ("zone", "Europe/Luxembourg"), ("suspected", "no"), ("border", "no")];
        let incident = v.tomas.submit("/incidents/records/new", &record).expect(303).location.unwrap();
        assert!(v.tomas.get(&format!("{incident}/notify")).expect(200).says("Reservoirs of the valley"));
    }

    fn only_an_authoritys_administrator_brings_one_in(engine) {
        let site = site(engine);
        let v = valley(&site);
        let text = law("lu-none", "LU", "None");
        let files = [("file", "law.toml", text.as_bytes())];
        for other in [&v.sofia, &v.tomas, &v.anna] {
            other.upload("/incidents/regimes", &[], &files).expect(403);
            assert!(!other.get("/incidents/regimes").expect(200).says("A law of your own"));
        }
        let admin = site.person("Eve", v.water, &[Role::OrganisationAdministrator]);
        admin.upload("/incidents/regimes", &[], &files).expect(403);
        admin.get("/incidents/regimes/lu-none/2026-02-01").expect(404);
    }
}
