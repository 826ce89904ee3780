//! Pages without an area, and strangers.

use belfry_testkit::both_databases;

use crate::community::{both, site};

both_databases! {
    fn strangers_are_led_to_the_door_and_read_what_is_public(engine) {
        let site = site(engine);
        let stranger = site.stranger();
        let home = stranger.get("/").expect(303);
        assert!(home.location.unwrap().starts_with("/sign-in"));
        assert!(stranger.get("/accessibility").expect(200).says("WCAG") || stranger.get("/accessibility").says("2.2"));
        assert!(stranger.speaking("fr").get("/accessibility").expect(200).says("accessibilité"));
        // Samples are for the demonstration.
        let (.., ben) = both(&site);
        ben.get("/style").expect(404);
    }

    fn the_api_describes_itself(engine) {
        let site = site(engine);
        let described = site.stranger().get("/api/openapi.json").expect(200).json();
        assert_eq!(described["openapi"], "3.1.0");
    }
}
