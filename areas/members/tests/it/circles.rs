//! Trust circles.

use belfry_kernel::Role;
use belfry_testkit::{Visitor, both_databases};

use crate::{between, site};

const SPEAKER: &[Role] = &[Role::OrganisationAdministrator, Role::Reader];

/// Founds a circle; its address.
fn found(who: &Visitor<'_>, name: &str, hidden: bool) -> String {
    let mut fields =
        vec![("name", name), ("purpose", "Warn <b>early\nand often"), ("rules", "One\nTwo"), ("ceiling", "amber")];
    if hidden {
        fields.push(("hidden", "yes"));
    }
    who.submit("/members/circles/new", &fields).expect(303).location.expect("its page")
}

/// The outside id of an organisation, as it is offered in the form of invitations.
fn offered(who: &Visitor<'_>, circle: &str, name: &str) -> String {
    let page = who.get(&format!("{circle}/invite")).expect(200);
    let before = page.text.split(&format!(">{name}</option>")).next().unwrap_or_default().to_owned();
    between(before.rsplit("<option ").next().unwrap_or_default(), "value=\"", "\"").to_owned()
}

both_databases! {
    fn a_circle_is_founded_joined_and_left(engine) {
        let site = site(engine);
        let (water, grid) = (site.organisation("Water", "oes"), site.organisation("Grid", "oes"));
        let bank = site.organisation("Bank", "oes");
        let ana = site.person("Ana", water, SPEAKER);
        let bo = site.person("Bo", grid, SPEAKER);
        let reader = site.person("Rea", grid, &[Role::Reader]);
        let cy = site.person("Cy", bank, SPEAKER);
        assert!(ana.get("/members/circles").expect(200).says("No circles yet"));
        reader.get("/members/circles/new").expect(403);
        let refused = ana.submit("/members/circles/new", &[("name", "Pumps"), ("ceiling", "amber")]).expect(422);
        assert!(refused.says("value=\"Pumps\"") && refused.says("Say what the circle is for"));

        let circle = found(&ana, "Pumps", false);
        let page = ana.get(&circle).expect(200);
        assert!(page.says("Warn &#60;b&#62;early<br/>and often"), "texts are escaped, lines kept");
        assert!(page.says("Water") && page.says("Close the circle"));
        assert!(page.queries.is_some_and(|count| count <= 6), "{:?}", page.queries);
        assert!(cy.get(&circle).expect(200).says("known to its members"), "an open circle is known, its members are not");
        cy.submit(&format!("{circle}/invite"), &[("organisation", &offered(&ana, &circle, "Bank"))]).expect(403);
        cy.submit(&format!("{circle}/edit"), &[("name", "Mine")]).expect(403);
        cy.submit(&format!("{circle}/answer"), &[("act", "accept")]).expect(404);

        let of_grid = offered(&ana, &circle, "Grid");
        ana.submit(&format!("{circle}/invite"), &[("organisation", "nobody")]).expect(422);
        ana.submit(&format!("{circle}/invite"), &[("organisation", &of_grid)]).expect(303);
        ana.submit(&format!("{circle}/invite"), &[("organisation", &of_grid)]).expect(422);
        assert!(bo.get("/members/circles").expect(200).says("Accept and join"));
        assert!(!reader.get("/members/circles").expect(200).says("Accept and join"));
        reader.submit(&format!("{circle}/answer"), &[("act", "accept")]).expect(403);
        bo.submit(&format!("{circle}/answer"), &[("act", "accept"), ("organisation", &of_grid)]).expect(303);
        assert!(reader.get(&circle).expect(200).says("Water"), "members see the members");
        assert!(bo.get(&crate::organisations::url(&bo, "Water")).expect(200).says("Pumps"), "a circle in common");

        ana.submit(&format!("{circle}/members/{of_grid}"), &[("act", "suspend")]).expect(303);
        assert!(reader.get(&circle).expect(200).says("known to its members"));
        ana.submit(&format!("{circle}/members/{of_grid}"), &[("act", "resume")]).expect(303);
        bo.submit(&format!("{circle}/members/{of_grid}"), &[("act", "suspend")]).expect(403);
        bo.submit(&format!("{circle}/leave"), &[]).expect(303);
        assert!(reader.get(&circle).expect(200).says("known to its members"));
        ana.submit(&format!("{circle}/close"), &[]).expect(303);
        assert!(ana.get(&circle).expect(200).says("Nothing is shared in this circle any more"));
    }

    fn a_hidden_circle_shows_itself_to_whom_it_invites_and_to_nobody_else(engine) {
        let site = site(engine);
        let (water, grid) = (site.organisation("Water", "oes"), site.organisation("Grid", "oes"));
        let bank = site.organisation("Bank", "oes");
        let ana = site.person("Ana", water, SPEAKER);
        let bo = site.person("Bo", grid, SPEAKER);
        let cy = site.person("Cy", bank, SPEAKER);
        let before = cy.get("/members/circles").expect(200).steady();
        let circle = found(&ana, "Lantern", true);
        let of_grid = offered(&ana, &circle, "Grid");
        ana.submit(&format!("{circle}/invite"), &[("organisation", &of_grid)]).expect(303);
        assert_eq!(cy.get("/members/circles").expect(200).steady(), before);
        for url in [circle.clone(), format!("{circle}/invite"), format!("{circle}/edit")] {
            cy.get(&url).expect(404);
        }
        for url in ["answer", "leave", "close", "edit", "invite"] {
            cy.submit(&format!("{circle}/{url}"), &[("act", "accept"), ("organisation", "")]).expect(404);
        }
        bo.get(&circle).expect(404);
        let told = bo.get("/members/circles").expect(200);
        assert!(told.says("Lantern") && told.says("Accept and join"));
        bo.submit(&format!("{circle}/answer"), &[("act", "accept")]).expect(303);
        bo.get(&circle).expect(200);
        assert_eq!(cy.get("/members/circles").expect(200).steady(), before);

        let fields = [("name", "Lantern"), ("purpose", "Now known"), ("ceiling", "red")];
        ana.submit(&format!("{circle}/edit"), &fields).expect(303);
        assert!(cy.get(&circle).expect(200).says("Now known"));
    }
}
