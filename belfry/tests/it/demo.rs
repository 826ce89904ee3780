//! The demonstration community: made once, told to the end, kept.

mod content;

use belfry_identity::by_api_key;
use belfry_kernel::Clock;
use belfry_store::{Key, args};
use belfry_testkit::{TestSite, both_databases};

fn count(site: &TestSite, sql: &'static str) -> i64 {
    site.db.db.read(Key::SYSTEM).expect("read").one(sql, args![], |row| row.get(0)).expect("a count")
}

both_databases! {
    fn the_demonstration_is_told_once_to_the_end_and_gives_new_keys(engine) {
        let site = TestSite::new(engine, &belfry::areas::areas());
        let first = belfry::demo::load(&site.house).expect("the demonstration");
        let events = || count(&site, "select count(*) from threats_events");
        let sightings = || count(&site, "select count(*) from threats_sightings");
        let remarks = || count(&site, "select count(*) from discussion_remarks");
        let told = (events(), sightings(), remarks());
        assert!(told.0 >= 40 && told.1 >= 80 && told.2 >= 100, "{told:?}");
        let again = belfry::demo::load(&site.house).expect("the demonstration, again");
        assert_eq!(told, (events(), sightings(), remarks()));
        let key = |cast: &belfry::demo::Cast| cast.people[0].api_key.clone();
        let asks = |key: &str| by_api_key(&site.db.db, key, site.db.clock.now()).expect("an answer").is_some();
        assert!(!asks(&key(&first)) && asks(&key(&again)));
        assert_eq!(count(&site, "select count(*) from threats_events where state = 'recalled'"), 1);
        assert_eq!(count(&site, "select count(*) from threats_notices where kind = 'recall'"), 1);
        assert_eq!(count(&site, "select count(*) from threats_notices where kind = 'correction'"), 1);
        site.run_jobs();
    }

    fn a_community_of_its_own_is_not_touched(engine) {
        let site = TestSite::new(engine, &belfry::areas::areas());
        let home = site.organisation("Harbour", "oes");
        site.person("Ana", home, &[belfry_kernel::Role::Reader]);
        assert!(belfry::demo::load(&site.house).is_err());
        site.run_jobs();
    }
}
