//! Saved views of lists, and lists as files.

use belfry_kernel::Role;
use belfry_testkit::both_databases;

use crate::{between, site};

const LIST: &str = "/members/organisations";

both_databases! {
    fn a_view_is_saved_shared_and_opens_the_list(engine) {
        let site = site(engine);
        let (water, grid) = (site.organisation("Water", "oes"), site.organisation("Grid", "csirt"));
        let ana = site.person("Ana", water, &[Role::Reader]);
        let bo = site.person("Bo", water, &[Role::Reader]);
        let cem = site.person("Cem", grid, &[Role::Reader]);

        // Nothing to save where nothing is filtered, nothing to choose where nothing is saved.
        let bare = ana.get(LIST).expect(200);
        assert!(!bare.says("Save this view") && !bare.says("Saved views"));
        let filtered = ana.get("/members/organisations?q=&kind=csirt&sector=").expect(200);
        assert!(filtered.says("Save this view") && filtered.says("name=\"query\" value=\"kind=csirt\""));
        let nameless = [("list", LIST), ("query", "kind=csirt"), ("name", ""), ("share", "yes")];
        let refused = ana.submit("/members/me/views", &nameless).expect(422);
        assert!(refused.says("value=\"kind=csirt\"") && refused.says("href=\"#f-name\""));

        let fine = [("list", LIST), ("query", "kind=csirt"), ("name", "Our CSIRTs"), ("share", "yes"), ("first", "yes")];
        let saved = ana.submit("/members/me/views", &fine).expect(303);
        assert_eq!(saved.location.as_deref(), Some("/members/organisations?kind=csirt"));
        // Her list opens with it; the whole list is one link away. His has the tab and opens as it is.
        assert_eq!(ana.get(LIST).expect(303).location.as_deref(), Some("/members/organisations?kind=csirt"));
        let here = ana.get("/members/organisations?kind=csirt").expect(200);
        let tab = between(&here.text, "aria-label=\"Saved views\"", "</nav>");
        assert!(tab.contains("aria-current=\"page\">Our CSIRTs") && tab.contains("href=\"/members/organisations?view=all\""));
        assert!(here.queries.is_some_and(|count| count <= 7), "{:?}", here.queries);
        assert!(ana.get("/members/organisations?view=all").expect(200).says("Water"));
        assert!(bo.get(LIST).expect(200).says("Our CSIRTs"));
        // What it is narrowed to is said as the list says it.
        let chip = between(&here.text, "filters-active", "</p>").split("aria-label=").nth(1).map(|chip| between(chip, ">", "<svg").to_owned());
        let chip = chip.expect("a filter that is set");
        let listed = ana.get("/members/me/views").expect(200);
        assert!(listed.says(&format!("<span>{chip}</span>")) && !listed.says("kind: csirt"), "{chip}: {}", listed.text);
        // To another organisation it does not exist.
        assert!(!cem.get(LIST).expect(200).says("Our CSIRTs"));
        let path = format!("/members/me/views/{}", between(&ana.get("/members/me/views").text, "action=\"/members/me/views/", "\""));
        cem.submit(&path, &[("act", "first")]).expect(404);
        // Whom it is shared with may open his list with it, and not remove it.
        bo.submit(&path, &[("act", "remove")]).expect(404);
        bo.submit(&path, &[("act", "first")]).expect(303);
        bo.get(LIST).expect(303);

        // The same name again replaces it.
        let again = [("list", LIST), ("query", "kind=oes"), ("name", "our csirts")];
        ana.submit("/members/me/views", &again).expect(303);
        assert!(!bo.get(LIST).expect(200).says("Our CSIRTs"));
        let path = format!("/members/me/views/{}", between(&ana.get("/members/me/views").text, "action=\"/members/me/views/", "\""));
        ana.submit(&path, &[("act", "remove")]).expect(303);
        assert!(ana.get("/members/me/views").expect(200).says("No saved views yet"));
        site.run_jobs();
    }

    fn a_view_leads_nowhere_else(engine) {
        let site = site(engine);
        let water = site.organisation("Water", "oes");
        let ana = site.person("Ana", water, &[Role::Reader]);
        for list in ["https://elsewhere.example", "//elsewhere.example/list", "/members/organisations?x", ""] {
            let odd = [("list", list), ("query", "kind=csirt"), ("name", "Away")];
            ana.submit("/members/me/views", &odd).expect(422);
        }
        let empty = [("list", LIST), ("query", ""), ("name", "Nothing")];
        ana.submit("/members/me/views", &empty).expect(422);
    }

    fn the_directory_is_taken_away_as_it_is_filtered(engine) {
        let site = site(engine);
        let water = site.organisation("=Water", "oes");
        site.organisation("Grid", "csirt");
        let hidden = site.circle("Quiet", true, &[water]);
        let ana = site.person("Ana", water, &[Role::OrganisationAdministrator]);
        let page = ana.get("/members/organisations?kind=oes").expect(200);
        assert!(page.says("href=\"/members/organisations.xlsx?kind=oes\""));
        let csv = ana.get("/members/organisations.csv?kind=oes").expect(200);
        assert_eq!(csv.text.lines().count(), 2);
        assert!(csv.says("'=Water") && !csv.says("Grid"));
        let book = ana.get("/members/organisations.xlsx").expect(200);
        let kind = book.headers.get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        assert!(kind.contains("spreadsheetml") && book.text.starts_with("PK"));

        // Hidden circles are in the files of their members only; people in those of whoever manages them.
        assert!(ana.get("/members/circles.csv").expect(200).says("Quiet"));
        let other = site.organisation("Other", "sme");
        let bo = site.person("Bo", other, &[Role::Reader]);
        assert!(!bo.get("/members/circles.csv").expect(200).says("Quiet"));
        let uuid = between(&page.text, "class=\"row-link\" href=\"/members/organisations/", "\"");
        let people = format!("/members/organisations/{uuid}/people.csv");
        assert!(ana.get(&people).expect(200).says("Ana"));
        bo.get(&people).expect(403);
        let _ = hidden;
        site.run_jobs();
    }
}
