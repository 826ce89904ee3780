//! From a weak spot to what peers did about it, with the reasons.

use belfry_identity::key::Scope;
use belfry_identity::organisation::directory;
use belfry_kernel::Role;
use belfry_store::Key;
use belfry_testkit::both_databases;

use crate::valley::{draft, published, site, valley};

both_databases! {
    fn what_peers_of_my_sector_have_done_comes_first_and_says_why(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let wells = site.organisation("Upper Wells", "oes");
        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        for (organisation, sector) in [(valley.water, "drinking-water"), (wells, "drinking-water"), (valley.grid, "energy")] {
            directory::place_as_program(&tx, organisation, None, &[sector.to_owned()]).unwrap();
        }
        tx.commit().unwrap();
        let wanda = site.person("Wanda", wells, &[Role::Contributor]);
        published(&site, &valley, &valley.anna, &[("title", "Badges for everyone"), ("sectors", "energy"), ("evidence", ""), ("effort", "months"), ("size", "")]);
        published(&site, &valley, &valley.tomas, &[("title", "A call before every visit"), ("effort", "days")]);
        published(&site, &valley, &valley.anna, &[("title", "Vendors will not come"), ("kind", "difficulty")]);
        published(&site, &valley, &valley.anna, &[("title", "About something else"), ("ticked", "nis2-article-21/21.2.c")]);
        draft(&valley.tomas, &[("title", "A secret way")]);
        let page = wanda.get("/practices/next?item=nis2-article-21/21.2.j&size=medium").expect(200);
        let (first, second) = (page.text.find("A call before every visit").unwrap(), page.text.find("Badges for everyone").unwrap());
        assert!(first < second, "{}", page.text);
        for words in ["Done by one of your sector", "For your sector", "Takes days", "With evidence", "Done by one in another sector", "Vendors will not come", "Done by:"] {
            assert!(page.says(words), "{words}: {}", page.text);
        }
        assert!(!page.says("About something else") && !page.says("A secret way"));
        assert!(page.queries.unwrap() <= 15, "{:?}", page.queries);
        // What one's own organisation told is nothing to do next, and nobody is his own peer.
        let own = valley.tomas.get("/practices/next?item=nis2-article-21/21.2.j").expect(200);
        assert!(!own.says("A call before every visit") && own.says("Badges for everyone"), "{}", own.text);
        // Nothing is told of an item that is unknown, or that nobody wrote about.
        assert!(wanda.get("/practices/next?item=nis2-article-21/21.2.h").expect(200).says("Nobody has told of it yet"));
        assert!(!wanda.get("/practices/next?item=%3Cscript%3E/1").expect(200).says("<script>/"));
        assert!(wanda.get("/practices/next").expect(200).says("Choose weak spots"));
        let key = site.key(wanda.id(), Scope::Read);
        let told = wanda.api("GET", "/api/v1/practices/next?item=nis2-article-21/21.2.j", &key, None).expect(200).json();
        assert_eq!(told["items"][0]["title"], "A call before every visit");
        assert_eq!(told["items"][0]["done_by"][0], "Water");
        assert!(told["items"][0]["points"].as_i64().unwrap() > told["items"][1]["points"].as_i64().unwrap());
    }
}
