//! What is told of shared events: of those that whoever asks sees, and no others.

use belfry_contracts::figures::{Ask, Cell, Level, Table};
use belfry_kernel::{Grants, OrganisationId, Role};
use belfry_store::{Key, args, scope};
use belfry_testkit::both_databases;

use crate::circle::Community;

fn told(c: &Community, of: OrganisationId, is_in: bool, indicator: &str, by: &str) -> Table {
    let now = c.site.act().now;
    let ask = Ask {
        indicator: indicator.into(),
        by: by.into(),
        of: String::new(),
        part: String::new(),
        from: now - jiff::SignedDuration::from_hours(24 * 150),
        until: now + jiff::SignedDuration::from_hours(1),
        level: Level::European,
        own: None,
    };
    let circles = if is_in { [c.circle_id].into() } else { Default::default() };
    let grants = Grants { community: true, organisations: [of].into(), circles, ..Grants::default() };
    let key = scope::key_of(&c.site.db.db, &grants, now).unwrap();
    let house = &c.site.house;
    (belfry_threats::figures::FIGURES.answer)(house, key, &house.words_in("en"), &ask).unwrap().unwrap()
}

both_databases! {
    fn a_reader_is_told_of_the_events_that_he_sees(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let tx = c.site.db.db.write(Key::SYSTEM).unwrap();
        tx.execute("update identity_organisations set sector = 'energy' where id = $1", args![c.water]).unwrap();
        tx.commit().unwrap();
        let circle = c.circle.to_string();
        let share = |title: &str, reach: &str| {
            let event = c.draft(&ana, title, "amber", reach);
            let fields = [("type", "domain"), ("value", "evil.example")];
            ana.submit(&format!("{event}/attributes/add"), &fields).expect(303);
            c.publish(&ana, &event, reach, "amber");
        };
        share("For all", "community");
        share("For the circle", &circle);
        let counted = |of, is_in| told(&c, of, is_in, "threats.shared", "sector").cell("energy", "events");
        assert_eq!(counted(c.harbour, true), Some(Cell::Value(2.0)));
        assert_eq!(counted(c.bank, false), Some(Cell::Value(1.0)), "it is not in the circle");
        let months = told(&c, c.harbour, true, "threats.shared", "month");
        assert!(months.rows.len() >= 5 && months.population == Some(2), "{months:?}");
        assert_eq!(months.rows.iter().filter_map(|row| row.cells[0].value()).sum::<f64>(), 2.0);
        let delay = told(&c, c.harbour, true, "threats.delay", "sector");
        assert_eq!((delay.cell("energy", "days"), delay.responses), (Some(Cell::Withheld), Some(2)), "two are few");
        (0..3).for_each(|n| share(&format!("More {n}"), "community"));
        let delay = told(&c, c.harbour, true, "threats.delay", "sector");
        assert!(delay.cell("energy", "days").and_then(Cell::value).is_some(), "{delay:?}");
        assert_eq!(told(&c, c.bank, false, "threats.delay", "sector").responses, Some(4));
    }
}
