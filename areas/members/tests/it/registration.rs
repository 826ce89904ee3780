//! An entity registers, the authority asks, the entity answers, the authority accepts; later changes are told in time.

use belfry_kernel::Role;
use belfry_testkit::both_databases;

use crate::record::{obligations, water};
use crate::site;

both_databases! {
    fn an_entity_registers_is_asked_answers_and_is_accepted(engine) {
        let site = site(engine);
        let (_, ana, here) = water(&site);
        let nca = site.organisation("Authority", "nca");
        let viktor = site.person("Viktor", nca, &[Role::Supervisor]);
        let page = format!("{here}/registration");
        let decide = format!("{page}/decide");
        viktor.submit(&decide, &[("act", "accept")]).expect(422);
        assert!(ana.get(&page).expect(200).says("Submit the registration"));
        ana.submit(&page, &[("act", "submit")]).expect(303);
        assert_eq!(obligations(&site).iter().map(|o| o.0.as_str()).collect::<Vec<_>>(), ["members-due-review"]);
        ana.submit(&page, &[("act", "accept")]).expect(400);

        assert!(viktor.get(&page).expect(200).says("waits for your decision"));
        let silent = viktor.submit(&decide, &[("act", "ask"), ("words", " ")]).expect(422);
        assert!(silent.says("Say in words"));
        viktor.submit(&decide, &[("act", "ask"), ("words", "Which stations feed the hospital?")]).expect(303);
        assert_eq!(obligations(&site).iter().map(|o| o.0.as_str()).collect::<Vec<_>>(), ["members-due-answer"]);
        let asked = ana.get(&page).expect(200);
        assert!(asked.says("Which stations feed the hospital?") && !asked.says("Viktor"), "the side, not the person");
        ana.submit(&page, &[("act", "answer"), ("words", "Stations 3 and 4.")]).expect(303);
        viktor.submit(&decide, &[("act", "accept"), ("words", "Thank you.")]).expect(303);
        assert!(ana.get(&page).expect(200).says("has accepted your registration"));
        let due = obligations(&site);
        assert_eq!(due.len(), 1, "{due:?}");
        assert_eq!(due[0].0, "members-due-confirm");
        // What the two said is theirs alone.
        let grid = site.organisation("Grid", "oes");
        let cy = site.person("Cy", grid, &[Role::OrganisationAdministrator]);
        cy.get(&page).expect(404);
        cy.submit(&page, &[("act", "confirm")]).expect(403);
    }

    fn a_change_is_told_within_two_weeks_and_everything_confirmed_in_a_year(engine) {
        let site = site(engine);
        let (_, ana, here) = water(&site);
        let nca = site.organisation("Authority", "nca");
        let viktor = site.person("Viktor", nca, &[Role::Supervisor]);
        let page = format!("{here}/registration");
        ana.submit(&page, &[("act", "submit")]).expect(303);
        viktor.submit(&format!("{page}/decide"), &[("act", "accept")]).expect(303);
        let now = belfry_kernel::Clock::now(&*site.db.clock);
        let year = obligations(&site)[0].1.clone();

        ana.submit(&format!("{here}/record/size"), &[("staff", "60"), ("turnover", "14000000"), ("balance", "9")]).expect(303);
        assert_eq!(obligations(&site).len(), 1, "figures are no details of Article 3(4)");
        ana.submit(&format!("{here}/record/network"), &[("domains", "water.example"), ("ranges", "198.51.100.0/24")]).expect(303);
        let due = obligations(&site);
        let two_weeks = now + jiff::SignedDuration::from_hours(14 * 24);
        assert_eq!((due[0].0.as_str(), due[0].1.clone()), ("members-due-tell", two_weeks.to_string()));
        let shown = ana.get(&page).expect(200);
        assert!(shown.says("192.0.2.0/24") && shown.says("198.51.100.0/24") && shown.says("Tell the changes"));
        assert!(!shown.says("Confirm that everything is right"));
        site.db.clock.advance(jiff::SignedDuration::from_hours(5));
        ana.submit(&page, &[("act", "tell")]).expect(303);
        let left: Vec<_> = obligations(&site).into_iter().map(|o| o.0).collect();
        assert_eq!(left, ["members-due-review", "members-due-confirm"]);
        assert!(!ana.get(&page).expect(200).says("Tell the changes"));
        ana.submit(&page, &[("act", "confirm")]).expect(303);
        let confirm = obligations(&site).into_iter().find(|o| o.0 == "members-due-confirm").expect("next year");
        assert!(confirm.1 > year);
    }

    fn only_an_authority_of_the_country_and_mandate_decides(engine) {
        let site = site(engine);
        let (_, ana, here) = water(&site);
        let energy = site.organisation("Energy authority", "nca");
        let vera = site.person("Vera", energy, &[Role::Supervisor]);
        let chief = site.person("Chief", energy, &[Role::OrganisationAdministrator]);
        let its = crate::organisations::url(&chief, "Energy");
        chief.submit(&format!("{its}/record/mandate"), &[("mandate", "energy")]).expect(303);
        assert!(chief.get(&format!("{its}/record")).expect(200).says("Sectors supervised"));
        ana.submit(&format!("{here}/registration"), &[("act", "submit")]).expect(303);
        assert_eq!(obligations(&site), [], "no authority for drinking water");
        vera.get(&format!("{here}/record")).expect(404);
        vera.submit(&format!("{here}/registration/decide"), &[("act", "accept")]).expect(404);
        assert!(ana.get(&format!("{here}/registration")).expect(200).says("None of your country"));
    }
}
