//! Several organisations that hold a record of one UUID (decision 0004): what is told of one leads to that one.

use belfry_identity::organisation;
use belfry_identity::person::Wishes;
use belfry_kernel::{Clause, Label, OrganisationId, Role, Tlp};
use belfry_store::Key;
use belfry_testkit::{TestSite, both_databases};

use crate::community::{EVENT, both, copied, event, publish, shared, site, wish};

fn held(site: &TestSite, plain: &str, by: OrganisationId) -> String {
    let read = site.db.db.read(Key::SYSTEM).unwrap();
    format!("{plain}@{}", organisation::by_id(&read, by).unwrap().unwrap().uuid)
}

both_databases! {
    fn a_notice_leads_to_the_very_record_that_it_tells_of_and_so_does_what_is_shared(engine) {
        let site = site(engine);
        let (csirt, ana, water, ben) = both(&site);
        let grid = site.organisation("Grid", "oes");
        let gus = site.person("Gus", grid, &[Role::Reader]);
        wish(&site, ben.id(), Wishes { mail: ["threats.event-published".to_owned()].into(), ..Wishes::default() });
        let (first, uuid) = shared(&site, csirt, "Lantern", Tlp::Green);
        let plain = format!("{}{uuid}", EVENT.path);
        let second = copied(&site, grid, "Lantern, as the grid met it", uuid);
        publish(&site, ana.id(), first, 1);
        publish(&site, gus.id(), second, 1);
        site.run_jobs();
        let (of_csirt, of_grid) = (held(&site, &plain, csirt), held(&site, &plain, grid));
        for address in ["/desk/activity?each=yes", "/desk/activity", "/"] {
            let his = ben.get(address).expect(200);
            for record in [&of_csirt, &of_grid] {
                assert!(his.text.contains(&format!("href=\"{record}\"")), "{address} {record}: {}", his.text);
            }
            assert!(!his.text.contains(&format!("href=\"{plain}\"")), "{address}: {}", his.text);
        }
        site.db.clock.advance(jiff::SignedDuration::from_mins(6));
        site.run_jobs();
        let mails = site.outbox.take();
        let mail = mails[0].text();
        assert!(mail.contains(&of_csirt) && mail.contains(&of_grid), "{mail}");

        // Of one that only others see nothing is told by the address of another.
        let hidden = Label::new(Tlp::Red, Clause::Organisation(grid));
        let (_, kept) = event(&site, grid, "Only ours", &hidden);
        let ours = copied(&site, water, "Only one is seen", kept);
        publish(&site, ben.id(), ours, 1);
        site.run_jobs();
        for address in ["/desk/activity?each=yes", "/"] {
            let hers = ana.get(address).expect(200);
            assert!(hers.text.contains(&format!("href=\"{}{kept}\"", EVENT.path)), "{address}: {}", hers.text);
            let his = gus.get(address).expect(200);
            let record = held(&site, &format!("{}{kept}", EVENT.path), water);
            assert!(his.text.contains(&format!("href=\"{record}\"")), "{address}: {}", his.text);
        }
    }
}
