//! A country brings in a law of its own, and its entities notify under it.

use belfry_identity::key::Scope;
use belfry_kernel::{Clock, Role};
use belfry_store::{Key, args};
use belfry_testkit::both_databases;

use crate::valley::{site, told, valley, warn};

fn law(name: &str, country: &str, title: &str) -> String {
    format!(
        "name = \"{name}\"\nversion = \"2026-02-01\"\nbased_on = \"nis2\"\ncountry = \"{country}\"\nsource = \"Memorial A\"\n\
         title = {{ en = \"{title}\", fr = \"{title}\" }}\nlaw = {{ en = \"Law of 1 February 2026\" }}\n"
    )
}

both_databases! {
    fn who_reads_french_is_told_places_in_the_law_in_french(engine) {
        let site = site(engine);
        let v = valley(&site);
        let tx = site.db.db.write(belfry_store::Key::SYSTEM).unwrap();
        tx.execute("update identity_people set language = 'fr' where id = $1", belfry_store::args![v.sofia.id()]).unwrap();
        tx.commit().unwrap();
        let laws = v.sofia.get("/incidents/regimes").expect(200).text.replace('\u{a0}', " ");
        assert!(laws.contains("· article 23, paragraphe 4, deuxième alinéa"), "{laws}");
        assert!(laws.contains("point a)") && !laws.contains("))"), "one bracket closes at a time: {laws}");
        assert!(laws.contains("règlement délégué (UE) 2025/301, article 5, paragraphe 1, point a)"), "{laws}");
        assert!(!laws.contains("Article "), "{laws}");
    }

    fn an_authority_brings_in_a_law_and_it_is_offered(engine) {
        let site = site(engine);
        let v = valley(&site);
        let admin = site.person("Ada", v.nca, &[Role::OrganisationAdministrator]);
        // The names of laws are one list for the whole process: each test has its own.
        let name = format!("lu-dams-{engine:?}").to_lowercase();
        let text = law(&name, "LU", "Reservoirs of the valley");
        let upload = |who: &belfry_testkit::Visitor<'_>, text: &str| who.upload("/incidents/regimes", &[], &[("file", "law.toml", text.as_bytes())]);
        let page = admin.get("/incidents/regimes").expect(200);
        assert!(page.says("24 hours from awareness · Article 23(4)(a)") && page.says("A law of your own"), "{}", page.text);
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

    fn what_another_process_brought_in_is_offered_at_once_and_read_by_its_own_rules(engine) {
        let site = site(engine);
        let v = valley(&site);
        let name = format!("lu-locks-{engine:?}").to_lowercase();
        // As the command line does while a server runs: the row is there, and nobody in this process has read it.
        let keeps = |version: &str, title: &str| {
            let text = law(&name, "LU", title).replace("2026-02-01", version);
            let tx = site.db.db.write(Key::SYSTEM).unwrap();
            tx.execute(
                "insert into incidents_regimes (name, version, country, authority_id, text, at) values ($1, $2, 'LU', $3, $4, $5)",
                args![&name, version, v.nca, text, site.db.clock.now()],
            )
            .unwrap();
            tx.commit().unwrap();
        };
        keeps("2026-02-01", "Locks of the valley");
        assert!(v.tomas.get("/incidents/warn").expect(200).says("Locks of the valley"));
        let page = told(&v.tomas, &warn(&v.tomas, &[("law", &name)]));
        assert!(v.sofia.get(&page).expect(200).says("Locks of the valley"));
        // A newer version is for what is notified from now on.
        keeps("2026-03-01", "Locks and weirs");
        let key = site.key(v.tomas.id(), Scope::Write);
        let body = serde_json::json!({"what": "A lock is open.", "laws": [&name]});
        v.tomas.api("POST", "/api/v1/incidents/warn", &key, Some(&body)).expect(201);
        assert!(v.sofia.get(&page).expect(200).says("Locks of the valley"));
        assert!(v.sofia.get("/incidents/inbox").expect(200).says("Locks and weirs"));
        let body = serde_json::json!({"what": "A lock is open.", "laws": ["lu-nowhere"]});
        assert!(v.tomas.api("POST", "/api/v1/incidents/warn", &key, Some(&body)).expect(400).says("lu-nowhere"));
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
