//! Search.

use belfry_kernel::{Clause, Label, Tlp};
use belfry_testkit::both_databases;

use crate::community::{both, event, shared, site};

both_databases! {
    fn what_is_found_is_visible_newest_first_and_counted(engine) {
        let site = site(engine);
        let (csirt, _, _, ben) = both(&site);
        for n in 0..35 {
            shared(&site, csirt, &format!("Lantern case {n:02}"), Tlp::Amber);
        }
        let (_, hidden) = event(&site, csirt, "Lantern of our own", &Label::new(Tlp::Red, Clause::Organisation(csirt)));
        let page = ben.get("/search?q=lantern").expect(200);
        assert!(page.says("35 records") && page.says("Lantern case 34") && page.says("Lantern case 05"));
        assert!(!page.says("Lantern case 04") && !page.says("of our own"), "{}", page.text);
        assert!(page.queries.unwrap() <= 8, "{:?}", page.queries);
        let older = page.text.split("rel=\"next\"").next().unwrap().rsplit("href=\"").next().unwrap();
        let older = older.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
        let rest = ben.get(&older).expect(200);
        assert!(rest.says("Lantern case 04") && !rest.says("Lantern case 05"), "{older}");
        assert!(ben.get("/search?q=lantern&kind=members-circle").expect(200).says("Nothing found"));
        // A hidden record's UUID is the UUID of nothing.
        assert!(!ben.get(&format!("/search?q={hidden}")).expect(200).says("with this UUID"));
    }

    fn a_uuid_and_a_value_lead_straight_to_their_pages(engine) {
        let site = site(engine);
        let (csirt, _, _, ben) = both(&site);
        let (_, uuid) = shared(&site, csirt, "Lantern", Tlp::Green);
        let page = ben.get(&format!("/search?q={uuid}")).expect(200);
        assert!(page.says("The record with this UUID") && page.says(&format!("/threats/events/{uuid}")));
        let page = ben.get("/search?q=198.51.100%5B.%5D7").expect(200);
        assert!(page.says("/threats/values?value=198.51.100.7") && page.says("Nothing found"));
        assert!(ben.get("/search").expect(200).says("What are you looking for?"));
    }
}
