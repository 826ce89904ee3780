//! The directory, an organisation's page, its people.

use belfry_identity::person;
use belfry_kernel::Role;
use belfry_store::Key;
use belfry_testkit::{TestSite, Visitor, both_databases};

use crate::{between, site};

const ADMINISTRATOR: &[Role] = &[Role::OrganisationAdministrator, Role::Reader];

/// The address of the organisation of a name, as somebody finds it in the directory.
pub fn url(who: &Visitor<'_>, name: &str) -> String {
    let page = who.get(&format!("/members/organisations?q={name}")).expect(200);
    format!("/members/organisations/{}", between(&page.text, "class=\"row-link\" href=\"/members/organisations/", "\""))
}

/// The outside id of somebody.
pub fn uuid(site: &TestSite, who: &Visitor<'_>) -> String {
    let read = site.db.db.read(Key::SYSTEM).expect("read");
    person::names(&read, &[who.id()]).expect("names")[&who.id()].uuid.to_string()
}

both_databases! {
    fn the_directory_is_filtered_and_turned_by_name(engine) {
        let site = site(engine);
        let water = site.organisation("Water 100%", "oes");
        for n in 0..60 {
            site.organisation(&format!("Firm {n:02}"), "sme");
        }
        let ana = site.person("Ana", water, &[Role::Reader]);
        let first = ana.get("/members/organisations").expect(200);
        assert!(first.says("61 organisations") && first.says("Firm 49") && !first.says("Firm 50"));
        assert!(first.queries.is_some_and(|count| count <= 6), "{:?}", first.queries);
        let next = between(&first.text, "class=\"pager\"", "</nav>");
        let next = between(next, "href=\"", "\"").replace("&#38;", "&").replace("&amp;", "&");
        let second = ana.get(&next).expect(200);
        assert!(second.says("Firm 50") && second.says("Water 100%") && !second.says("Firm 49"));
        let back = between(between(&second.text, "class=\"pager\"", "</nav>"), "href=\"", "\"").replace("&#38;", "&");
        assert!(ana.get(&back).expect(200).says("Firm 00"));

        let found = ana.get("/members/organisations?q=100%25&kind=oes&country=BE").expect(200);
        assert!(found.says("1 organisation") && found.says("Water 100%") && !found.says("Firm 00"));
        assert!(ana.get("/members/organisations?q=nowhere").expect(200).says("No organisation fits"));
        ana.get("/members/organisations?sector=energy&after=x&before=y").expect(200);

        // A part of the short name finds too, whatever its case and marks; it follows when the name changes.
        let petra = site.person("Petra", water, &[Role::PlatformAdministrator]);
        let fields = |short| [("name", "Hôpital du Pont"), ("short-name", short), ("kind", "oes"), ("sector", "health"), ("country", "FR")];
        petra.submit("/members/organisations/new", &fields("ÉTÉ Nord")).expect(303);
        assert!(ana.get("/members/organisations?q=%C3%A9t%C3%A9&sector=health").expect(200).says("Hôpital du Pont"));
        let here = url(&petra, "pont");
        petra.submit(&format!("{here}/edit"), &fields("Hiver")).expect(303);
        assert!(ana.get("/members/organisations?q=%C3%A9t%C3%A9").expect(200).says("No organisation fits"));
        assert!(ana.get("/members/organisations?q=hiv&kind=oes").expect(200).says("Hôpital du Pont"));
    }

    fn any_part_of_a_name_finds_it_whatever_else_is_asked(engine) {
        let site = site(engine);
        let long = "Upper Valley Waste Water Treatment Board";
        let agency = site.organisation(long, "association");
        for n in 0..120 {
            site.organisation(&format!("Banana Farm {n:03}"), "sme");
        }
        let ana = site.person("Ana", agency, &[Role::Reader]);
        let finds = |query: &str, said: &str| ana.get(&format!("/members/organisations?q={query}")).expect(200).says(said);
        // What stands twice in a name counts once; what is longer than is kept of a part is compared to its end.
        assert!(finds("ana", "120 organisations") && finds("a", "121 organisations"));
        assert!(finds("valley++waste+WATER+treatment+board", long), "blanks and case do not matter");
        assert!(finds("valley+waste+water+treatment+plant", "No organisation fits"));
        assert!(finds("%25", "No organisation fits") && finds("_", "No organisation fits") && finds("+", "121 organisations"));
        assert!(finds("ana&kind=sme", "120 organisations") && finds("ana&kind=oes", "No organisation fits"));
        assert!(finds("ana&class=essential", "No organisation fits"));

        // Fifty by fifty there and back, by links; and as one file.
        let first = ana.get("/members/organisations?q=ana").expect(200);
        assert!(first.queries.is_some_and(|count| count <= 6), "{:?}", first.queries);
        assert!(first.says("Banana Farm 049") && !first.says("Banana Farm 050"));
        let second = ana.get("/members/organisations?q=ana&after=banana+farm+049").expect(200);
        assert!(second.says("120 organisations") && second.says("Banana Farm 050") && second.says("Banana Farm 099"));
        assert!(!second.says("Banana Farm 049") && !second.says("Banana Farm 100"));
        let third = ana.get("/members/organisations?q=ana&after=banana+farm+099").expect(200);
        assert!(third.says("Banana Farm 119"));
        assert!(!between(&third.text, "class=\"pager\"", "</nav>").contains("after="), "there is no fourth");
        let back = ana.get("/members/organisations?q=ana&before=banana+farm+100").expect(200);
        assert!(back.says("Banana Farm 050") && back.says("Banana Farm 099") && !back.says("Banana Farm 049"));
        let file = ana.get("/members/organisations.csv?q=ana").expect(200);
        assert_eq!(file.text.matches("Banana Farm").count(), 120 * 2, "each by its name and its short name");
    }

    fn colleagues_see_each_other_and_others_see_whom_to_turn_to(engine) {
        let site = site(engine);
        let (water, grid) = (site.organisation("Water", "oes"), site.organisation("Grid", "oes"));
        let ana = site.person("Ana", water, ADMINISTRATOR);
        let bo = site.person("Bo Reading", water, &[Role::Reader]);
        let cy = site.person("Cy", grid, ADMINISTRATOR);
        let here = url(&ana, "Water");
        assert!(bo.get(&here).expect(200).says("Ana"));
        let others = cy.get(&here).expect(200);
        assert!(others.says("Ana") && !others.says("Bo Reading"));
        // Two more than most pages: the talk and the documents about it.
        assert!(others.queries.is_some_and(|count| count <= 8), "{:?}", others.queries);
        assert!(!others.says("ana@"), "addresses are for those who manage");
        cy.get(&format!("{here}/people")).expect(403);
        bo.get(&format!("{here}/people")).expect(403);
        cy.submit(&format!("{here}/edit"), &[("name", "Ours")]).expect(403);
        ana.get("/members/organisations/6f6d1b6e-0000-4000-8000-000000000000").expect(404);
    }

    fn ana_manages_the_people_of_her_organisation_and_nobody_elses(engine) {
        let site = site(engine);
        let (water, grid) = (site.organisation("Water", "oes"), site.organisation("Grid", "oes"));
        let ana = site.person("Ana", water, ADMINISTRATOR);
        let bo = site.person("Bo", water, &[Role::Reader]);
        let cy = site.person("Cy", grid, &[Role::Reader]);
        let chief = site.person("Chief", water, &[Role::Supervisor]);
        let people = format!("{}/people", url(&ana, "Water"));
        let page = ana.get(&people).expect(200);
        assert!(page.says("Bo") && page.says("cannot give"), "what she cannot give she cannot touch");
        assert!(page.queries.is_some_and(|count| count <= 6), "{:?}", page.queries);

        let of_bo = format!("{people}/{}", uuid(&site, &bo));
        ana.submit(&of_bo, &[("act", "roles"), ("roles", "reader"), ("roles", "contributor")]).expect(303);
        assert!(ana.get(&people).expect(200).says("Contributor"));
        ana.submit(&of_bo, &[("act", "roles"), ("roles", "supervisor")]).expect(403);
        ana.submit(&format!("{people}/{}", uuid(&site, &chief)), &[("act", "end")]).expect(403);
        ana.submit(&format!("{people}/{}", uuid(&site, &cy)), &[("act", "end")]).expect(404);
        bo.submit(&of_bo, &[("act", "roles"), ("roles", "organisation-administrator")]).expect(403);

        ana.submit(&of_bo, &[("act", "suspend")]).expect(303);
        bo.get("/members/organisations").expect(403);
        ana.submit(&of_bo, &[("act", "resume")]).expect(303);
        bo.get("/members/organisations").expect(200);
        ana.submit(&of_bo, &[("act", "end")]).expect(303);
        bo.get("/members/organisations").expect(403);

        ana.submit(&people.replace("people", "invite"), &[("email", "dot@water.example"), ("roles", "reader")]).expect(200);
        ana.submit(&people, &[("email", "dot@water.example")]).expect(303);
        assert!(!ana.get(&people).expect(200).says("dot@water.example"));
    }

    fn the_platforms_administrator_enters_an_organisation(engine) {
        let site = site(engine);
        let agency = site.organisation("Agency", "region");
        let petra = site.person("Petra", agency, &[Role::PlatformAdministrator]);
        let ana = site.person("Ana", agency, ADMINISTRATOR);
        ana.get("/members/organisations/new").expect(403);
        let mut fields = vec![
            ("name", "agency"),
            ("short-name", "Bank"),
            ("kind", "oes"),
            ("sector", "banking"),
            ("country", "xt"),
            ("about", "Savings <i>bank"),
        ];
        let refused = petra.submit("/members/organisations/new", &fields).expect(422);
        assert!(refused.says("in use") && refused.says("Savings &#60;i&#62;bank"));
        fields[0].1 = "Bank";
        let made = petra.submit("/members/organisations/new", &fields).expect(303);
        let here = made.location.expect("its page");
        let page = ana.get(&here).expect(200);
        assert!(page.says("Banking") && page.says("Tervald") && page.says("Nobody administers"));
        assert!(petra.get(&here).expect(200).says("Invite a person"));
        fields[5].1 = "Thirty branches";
        petra.submit(&format!("{here}/edit"), &fields).expect(303);
        assert!(ana.get(&here).expect(200).says("Thirty branches"));
        assert!(ana.get("/members/roles").expect(200).says("Circle coordinator"));
    }
}
