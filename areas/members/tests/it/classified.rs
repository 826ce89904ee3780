//! The answer of the wizard, taken into the record of whoever keeps one.

use belfry_kernel::Role;
use belfry_testkit::both_databases;

use crate::organisations::url;
use crate::record::water;
use crate::{between, site};

/// A supplier of drinking water with 250 people, as the wizard's address says it.
const LARGE: &str =
    "sector=drinking-water&type=drinking-water-supplier&staff=250&turnover=14000000&balance=90000000&asked=1";

fn pairs(query: &str) -> Vec<(&str, &str)> {
    query.split('&').filter_map(|pair| pair.split_once('=')).collect()
}

both_databases! {
    fn the_administrator_takes_the_answer_and_sees_before_what_it_changes(engine) {
        let site = site(engine);
        let (water, ana, here) = water(&site);
        let bo = site.person("Bo", water, &[Role::Reader]);
        let boss = site.person("Boss", water, &[Role::OrganisationAdministrator]);
        let wizard = format!("/classify?{LARGE}");
        let take = format!("{here}/record/classified?{LARGE}");

        for nobody in [&site.stranger(), &bo] {
            let answer = nobody.get(&wizard).expect(200);
            assert!(answer.says("Essential entity") && !answer.says("Take into the record"));
        }
        let answer = boss.get(&wizard).expect(200);
        assert!(answer.says("Take into the record of Lower Water") && answer.says(&take.replace('&', "&#38;")));
        assert!(answer.queries.is_some_and(|count| count <= 3), "{:?}", answer.queries);

        let look = boss.get(&take).expect(200);
        assert!(look.says("58") && look.says("250") && look.says("Essential entity"));
        assert!(look.says("Article 3(1)") && look.says("Save in the record"));
        assert!(look.queries.is_some_and(|count| count <= 6), "{:?}", look.queries);
        assert!(!boss.get(&format!("{here}/history")).expect(200).says("250"), "to look changes nothing");

        let act = format!("{here}/record/classified");
        bo.submit(&act, &pairs(LARGE)).expect(403);
        boss.submit(&act, &pairs(LARGE)).expect(303);
        let history = ana.get(&format!("{here}/history")).expect(200);
        assert!(history.says("250") && history.says("Boss") && history.says("Essential entity"));
        assert!(boss.get(&take).expect(200).says("the record says all of this already"));
        assert!(ana.get(&format!("{here}/record")).expect(200).says("192.0.2.0/24"), "what was not asked about stays");
    }

    fn from_the_record_the_wizard_begins_filled_in(engine) {
        let site = site(engine);
        let (_, ana, here) = water(&site);
        let record = ana.get(&format!("{here}/record")).expect(200);
        let label = record.text.split("Go through the questions for").next().unwrap_or_default();
        let link = label.rsplit_once("href=\"").map_or("", |(_, rest)| rest.split('"').next().unwrap_or_default());
        let link = link.replace("&#38;", "&");
        assert!(link.starts_with("/classify?sector=drinking-water") && link.contains("staff=58"), "{link}");
        // It stands at the first question although all are answered, each with its answer.
        let first = ana.get(&link).expect(200);
        assert!(first.says("In which sector") && first.says("name=\"again\" value=\"type\""));
        let chosen = between(&first.text, "value=\"drinking-water\"", ">");
        assert!(chosen.contains("checked"), "{chosen}");
        let third = ana.get(&link.replace("again=sector", "again=figures")).expect(200);
        assert!(third.says("name=\"staff\"") && third.says("value=\"58\""));
        // Whoever turns out to be another kind of entity takes the place of the one that stood there.
        let waste = link.replace("drinking-water&", "waste-water&").replace("type=drinking-water-supplier", "type=waste-water-undertaking");
        let waste = waste.replace("&again=sector", "");
        let taken = waste.split_once('?').map_or("", |(_, query)| query).replace("%2F", "/");
        ana.submit(&format!("{here}/record/classified"), &pairs(&taken)).expect(303);
        let record = ana.get(&format!("{here}/record")).expect(200);
        assert!(record.says("Waste water") && !record.says("Drinking water ·"));
    }

    fn what_is_not_answered_goes_back_to_the_question(engine) {
        let site = site(engine);
        let (_, ana, here) = water(&site);
        let act = format!("{here}/record/classified");
        let unfinished = ana.get(&format!("{act}?sector=drinking-water")).expect(303);
        assert_eq!(unfinished.location.as_deref(), Some("/classify?sector=drinking-water"));
        ana.submit(&act, &[("sector", "drinking-water"), ("staff", "many"), ("asked", "1")]).expect(303);
        let cy = site.person("Cy", site.organisation("Grid", "oes"), &[Role::OrganisationAdministrator]);
        cy.get(&format!("{act}?{LARGE}")).expect(403);
        assert!(!url(&cy, "Grid").is_empty());
    }
}
