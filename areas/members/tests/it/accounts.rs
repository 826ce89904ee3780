//! Service accounts.

use belfry_identity::by_api_key;
use belfry_kernel::{Clock, Role};
use belfry_testkit::both_databases;

use crate::{between, site};

both_databases! {
    fn a_program_of_an_organisation_comes_by_key_until_it_is_ended(engine) {
        let site = site(engine);
        let water = site.organisation("Water", "oes");
        let ana = site.person("Ana", water, &[Role::OrganisationAdministrator, Role::Reader]);
        let cy = site.person("Cy", water, &[Role::Reader]);
        let org = crate::organisations::url(&ana, "Water");
        let url = format!("{org}/accounts");
        cy.get(&url).expect(403);
        assert!(ana.get(&url).expect(200).says("No service account yet"));
        ana.submit(&url, &[("name", "Sensors"), ("roles", "supervisor")]).expect(403);
        assert!(ana.submit(&url, &[("name", "Sensors")]).expect(422).says("value=\"Sensors\""));
        ana.submit(&url, &[("name", "Sensors"), ("roles", "contributor")]).expect(303);
        let page = ana.get(&url).expect(200);
        assert!(page.queries.is_some_and(|count| count <= 6), "{:?}", page.queries);
        assert!(!ana.get(&format!("{org}/people")).expect(200).says("Sensors"), "a program is nobody of its people");

        let action = format!("{url}/{}", between(&page.text, &format!("action=\"{url}/"), "\""));
        let fields = [("act", "key"), ("key-name", "River"), ("scope", "write"), ("expires", "90")];
        cy.submit(&action, &fields).expect(403);
        let made = ana.submit(&action, &fields).expect(200);
        let key = between(&made.text, "<code>", "</code>").to_owned();
        let now = site.db.clock.now();
        let who = by_api_key(&site.db.db, &key, now).expect("query").expect("let in");
        assert!(who.person.holds_for(&[Role::Contributor], water) && who.person.may_write);
        site.stranger().submit("/sign-in", &[("email", &who.email), ("password", "x")]).expect(422);

        let page = ana.get(&url).expect(200);
        assert!(page.says("River") && !page.says(&key));
        ana.submit(&action, &[("act", "end")]).expect(303);
        assert!(by_api_key(&site.db.db, &key, now).expect("query").is_none());
        ana.submit(&action, &fields).expect(404);
        assert!(ana.get(&url).expect(200).says("No service account yet"));
    }
}
