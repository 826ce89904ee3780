//! Is it significant? Asked of an incident, and kept.

use belfry_testkit::both_databases;

use crate::valley::{site, valley, warn};

both_databases! {
    fn its_people_are_asked_what_their_type_needs_and_the_reasons_are_kept(engine) {
        let site = site(engine);
        let v = valley(&site);
        let incident = warn(&v.tomas, &[]);
        let here = format!("{incident}/significance");
        assert!(v.tomas.get(&incident).expect(200).says("Is it significant?"));
        let page = v.tomas.get(&here).expect(200);
        assert!(page.says("severe operational disruption") && !page.says("Domain names"), "{}", page.text);
        // A cloud is asked for users; that malice is suspected was said in the early warning.
        let cloud = format!("{here}?law=nis2&type=cloud-computing-service-provider");
        let page = v.tomas.get(&cloud).expect(200);
        assert!(page.says("Users with limited availability") && !page.says("severe operational disruption"), "{}", page.text);
        assert!(page.text.contains(r#"name="malice" type="radio" value="yes" checked"#), "{}", page.text);
        let of = [("law", "nis2"), ("type", "cloud-computing-service-provider")];
        let fields = [&of[..], &[("users_limited", "62"), ("users_total", "1 000"), ("limited_minutes", "90"), ("said", "From the logs.")]].concat();
        v.tomas.submit(&here, &fields).expect(303);
        let page = v.tomas.get(&here).expect(200);
        assert!(page.says("6.2 %") && page.says("5 %") && page.says("Article 7(b)") && page.says("From the logs."), "{}", page.text);
        let tx = site.db.db.write(belfry_store::Key::SYSTEM).unwrap();
        tx.execute("update identity_people set language = 'fr' where id = $1", belfry_store::args![v.tomas.id()]).unwrap();
        tx.commit().unwrap();
        let french = v.tomas.get(&here).expect(200).text;
        for begun in [">Directive (UE) 2022/2555, article 23", ">Règlement d’exécution (UE) 2024/2690, article 7, point\u{a0}b)"] {
            assert!(french.contains(begun), "{begun}: {french}");
        }
        let tx = site.db.db.write(belfry_store::Key::SYSTEM).unwrap();
        tx.execute("update identity_people set language = 'en' where id = $1", belfry_store::args![v.tomas.id()]).unwrap();
        tx.commit().unwrap();
        // Nothing known settles nothing; and what was kept stays.
        v.tomas.submit(&here, &of).expect(303);
        let page = v.tomas.get(&here).expect(200);
        assert!(page.says("Not settled") && page.says("Article 7(b)"), "{}", page.text);
    }

    fn a_refused_form_comes_back_filled(engine) {
        let site = site(engine);
        let v = valley(&site);
        let here = format!("{}/significance", warn(&v.tomas, &[]));
        let of = [("law", "nis2"), ("type", "online-marketplace"), ("users_total", "many"), ("share_down", "120"), ("loss", "77")];
        let page = v.tomas.submit(&here, &of).expect(422);
        assert!(page.says("This is no such number") && page.text.contains(r#"value="many""#), "{}", page.text);
        assert!(page.text.contains(r#"value="77""#) && page.says("Nobody has asked yet."), "{}", page.text);
        v.tomas.submit(&here, &[("law", "nis9"), ("type", "other")]).expect(404);
        v.tomas.submit(&here, &[("law", "nis2"), ("type", "baker")]).expect(404);
    }

    fn only_its_own_people_ask(engine) {
        let site = site(engine);
        let v = valley(&site);
        let here = format!("{}/significance", warn(&v.tomas, &[]));
        for other in [&v.sofia, &v.carl, &v.anna] {
            other.get(&here).expect(404);
            other.submit(&here, &[("law", "nis2"), ("type", "other")]).expect(404);
        }
        v.rita.get(&here).expect(403);
    }

    fn what_recurs_is_counted_from_the_record(engine) {
        let site = site(engine);
        let v = valley(&site);
        let record = [
            ("title", "Pumps again"), ("kind", "incident"), ("zone", "Europe/Luxembourg"), ("began", "2026-01-01T10:00"),
            ("cause", "system-failure"), ("suspected", "no"), ("border", "no"), ("loss", "300000"),
        ];
        let mut last = String::new();
        for _ in 0..2 {
            let answer = v.tomas.submit("/incidents/records/new", &record);
            last = answer.expect(303).location.unwrap();
        }
        let page = v.tomas.get(&format!("{last}/significance?law=nis2&type=cloud-computing-service-provider")).expect(200);
        assert!(page.text.contains(r#"name="recurring" type="text" value="2""#) || page.text.contains(r#"value="600000""#), "{}", page.text);
    }
}
