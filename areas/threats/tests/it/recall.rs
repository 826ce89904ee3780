//! Taking it back.

use belfry_kernel::Role;
use belfry_testkit::both_databases;

use crate::circle::Community;

both_databases! {
    fn a_recalled_event_stays_with_its_readers_and_says_so(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let omar = c.site.person("Omar", c.harbour, &[Role::Contributor]);
        let event = c.draft(&ana, "Odd logins", "amber", "community");
        c.publish(&ana, &event, "community", "amber");
        assert_eq!(omar.submit(&format!("{event}/recall"), &[("reason", "I do not like it")]).status, 403);
        let page = ana.submit(&format!("{event}/recall"), &[("reason", " ")]).expect(422);
        assert!(page.says("Give a reason"));
        ana.submit(&format!("{event}/recall"), &[("reason", "The address was our own scanner")]).expect(303);
        assert!(omar.get(&event).expect(200).says("Recalled"));
        assert!(omar.get("/threats/events").says("Recalled"));
        assert!(omar.get(&event).says("The address was our own scanner"));
        // Publishing it again lifts the recall.
        c.publish(&ana, &event, "community", "amber");
        assert!(!omar.get(&event).says("our own scanner"));
    }

    fn what_is_withdrawn_is_a_draft_again_that_can_be_published(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let omar = c.site.person("Omar", c.harbour, &[Role::Reader]);
        let event = c.draft(&ana, "Odd logins", "amber", "community");
        c.publish(&ana, &event, "community", "amber");
        ana.submit(&format!("{event}/withdraw"), &[]).expect(303);
        assert_eq!(omar.get(&event).status, 404);
        assert!(ana.get(&format!("{event}/edit")).expect(200).says("Publish"));
        c.publish(&ana, &event, "community", "amber");
        assert_eq!(omar.get(&event).status, 200);
    }

    fn what_is_deleted_nobody_sees(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let nis = c.site.person("Nils", c.water, &[Role::NisImplementer]);
        let event = c.draft(&ana, "Odd logins", "amber", "community");
        c.publish(&ana, &event, "community", "amber");
        ana.submit(&format!("{event}/delete"), &[]).expect(422);
        nis.submit(&format!("{event}/delete"), &[("sure", "yes")]).expect(403);
        ana.submit(&format!("{event}/delete"), &[("sure", "yes")]).expect(303);
        assert_eq!(ana.get(&event).status, 404);
        assert!(!ana.get("/threats/events").says("Odd logins"));
    }
}
