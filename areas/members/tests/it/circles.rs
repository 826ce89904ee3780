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
    fn the_list_is_narrowed_saved_as_a_view_and_taken_away_as_it_is_shown(engine) {
        let site = site(engine);
        let (water, grid) = (site.organisation("Water", "oes"), site.organisation("Grid", "oes"));
        let (ana, bo) = (site.person("Ana", water, SPEAKER), site.person("Bo", grid, SPEAKER));
        let pumps = found(&ana, "Pumps", false);
        found(&bo, "Meters", false);
        found(&bo, "Quiet meters", true);
        ana.submit(&format!("{pumps}/close"), &[]).expect(303);
        let whole = bo.get("/members/circles").expect(200);
        assert!(whole.says("Pumps") && whole.says("Meters") && whole.says("Quiet meters"));
        let mine = bo.get("/members/circles?standing=member").expect(200);
        assert!(!mine.says(">Pumps<") && mine.says("Meters") && mine.says("Save this view"));
        assert!(mine.says("/members/circles.csv?standing=member"));
        let closed = ana.get("/members/circles?standing=closed&q=pump").expect(200);
        assert!(closed.says("Pumps") && !closed.says("Meters"));
        // What is hidden is found by no filter.
        for filter in ["q=quiet", "standing=open", "standing=member"] {
            let hers = ana.get(&format!("/members/circles?{filter}")).expect(200);
            assert!(!hers.says("Quiet meters"), "{filter}");
        }
        assert!(ana.get("/members/circles?q=quiet").expect(200).says("No circle fits"));
        let view = [("list", "/members/circles"), ("query", "standing=member"), ("name", "Ours"), ("first", "yes")];
        bo.submit("/members/me/views", &view).expect(303);
        let opened = bo.get("/members/circles").expect(303);
        assert_eq!(opened.location.as_deref(), Some("/members/circles?standing=member"));
        let file = bo.get("/members/circles.csv?standing=closed").expect(200);
        assert!(file.says("Pumps") && !file.says("Meters"));
    }

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
        let refused = ana.submit("/members/circles/new", &[]).expect(422);
        assert!(["name", "purpose", "ceiling"].iter().all(|field| refused.says(&format!("href=\"#f-{field}\""))), "all at once");

        let circle = found(&ana, "Pumps", false);
        let page = ana.get(&circle).expect(200);
        assert!(page.says("Warn &#60;b&#62;early<br/>and often"), "texts are escaped, lines kept");
        assert!(page.says("Water") && page.says("Close the circle"));
        assert!(page.queries.is_some_and(|count| count <= 14), "{:?}", page.queries);
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

    fn the_coordination_is_handed_over_and_its_history_told_to_whom_it_concerns(engine) {
        let site = site(engine);
        let (water, grid) = (site.organisation("Water", "oes"), site.organisation("Grid", "oes"));
        let bank = site.organisation("Bank", "oes");
        let ana = site.person("Ana", water, SPEAKER);
        let bo = site.person("Bo", grid, SPEAKER);
        let cy = site.person("Cy", bank, SPEAKER);
        let circle = found(&ana, "Pumps", true);
        let (of_grid, of_bank) = (offered(&ana, &circle, "Grid"), offered(&ana, &circle, "Bank"));
        for (of, who) in [(&of_grid, &bo), (&of_bank, &cy)] {
            ana.submit(&format!("{circle}/invite"), &[("organisation", of)]).expect(303);
            who.submit(&format!("{circle}/answer"), &[("act", "accept")]).expect(303);
        }
        let of_water = crate::organisations::url(&bo, "Water");
        let of_water = of_water.rsplit('/').next().unwrap_or_default();
        bo.submit(&format!("{circle}/hand-over"), &[("to", &of_grid)]).expect(403);
        ana.submit(&format!("{circle}/members/{of_bank}"), &[("act", "let-invite")]).expect(303);
        ana.submit(&format!("{circle}/members/{of_bank}"), &[("act", "burn")]).expect(400);
        assert!(cy.get(&circle).expect(200).says("Invite an organisation"));
        ana.submit(&format!("{circle}/members/{of_bank}"), &[("act", "suspend")]).expect(303);
        ana.submit(&format!("{circle}/hand-over"), &[("to", &of_bank)]).expect(303);
        assert!(!bo.get(&circle).expect(200).says("coordinates the circle"), "a suspended member coordinates nothing");
        assert!(!bo.get(&circle).expect(200).says("was suspended"), "that is between Bank and the coordinator");
        assert!(ana.get(&circle).expect(200).says("was suspended"));
        ana.submit(&format!("{circle}/hand-over"), &[("to", &of_grid)]).expect(303);
        assert!(bo.get(&circle).expect(200).says("Close the circle"));
        assert!(!ana.get(&circle).expect(200).says("Close the circle"), "Water is a member like others now");
        ana.submit(&format!("{circle}/members/{of_grid}"), &[("act", "suspend")]).expect(403);
        bo.submit(&format!("{circle}/members/{of_water}"), &[("act", "suspend")]).expect(303);
        ana.get(&circle).expect(404);
    }

    fn an_arrangement_is_noted_to_the_authority_and_seen_by_both(engine) {
        let site = site(engine);
        let (water, grid) = (site.organisation("Water", "oes"), site.organisation("Grid", "oes"));
        let authority = site.organisation("Authority", "nca");
        let ana = site.person("Ana", water, SPEAKER);
        let bo = site.person("Bo", grid, SPEAKER);
        let vera = site.person("Vera", authority, &[Role::Supervisor]);
        let rea = site.person("Rea", authority, &[Role::Reader]);
        let circle = found(&ana, "Pumps", true);
        let page = |who: &Visitor<'_>| who.get("/members/arrangements").expect(200);
        assert!(page(&vera).says("No entries yet"), "a circle like others concerns no authority");
        let fields = [("name", "Pumps"), ("purpose", "Warn early"), ("ceiling", "amber"), ("hidden", "yes"), ("arrangement", "yes")];
        ana.submit(&format!("{circle}/edit"), &fields).expect(303);
        let of_grid = offered(&ana, &circle, "Grid");
        ana.submit(&format!("{circle}/invite"), &[("organisation", &of_grid)]).expect(303);
        assert!(!page(&vera).says("Grid"), "an invitation is no participation");
        bo.submit(&format!("{circle}/answer"), &[("act", "accept")]).expect(303);
        bo.submit(&format!("{circle}/leave"), &[]).expect(303);
        let told = page(&vera);
        assert!(told.says("Pumps") && told.says("Grid") && told.says("Takes part") && told.says("No longer"));
        assert!(page(&bo).says("Pumps") && page(&ana).says("Water"), "the member sees the entry as well");
        assert!(!page(&bo).says("Water"), "but not that of another member");
        vera.get(&circle).expect(404);
        let note = between(&told.text, "action=\"/members/arrangements/", "\"").to_owned();
        assert!(!page(&rea).says("Note it"), "a reader only reads");
        rea.submit(&format!("/members/arrangements/{note}"), &[]).expect(403);
        bo.submit(&format!("/members/arrangements/{note}"), &[]).expect(404);
        vera.submit(&format!("/members/arrangements/{note}"), &[]).expect(303);
        assert!(page(&vera).text.matches("Note it").count() < told.text.matches("Note it").count());
    }

    fn a_rule_refuses_a_member_and_says_the_path(engine) {
        let site = site(engine);
        let (water, grid) = (site.organisation("Water", "oes"), site.organisation("Grid", "oes"));
        let firm = site.organisation("Firm", "sme");
        let ana = site.person("Ana", water, SPEAKER);
        let bo = site.person("Bo", grid, SPEAKER);
        let fay = site.person("Fay", firm, SPEAKER);
        let circle = found(&ana, "Pumps", false);
        let rules = format!("{circle}/rules");
        assert!(ana.get(&rules).expect(200).says("Kinds of members"));
        assert!(ana.get(&format!("{rules}?kind=member-kinds")).expect(200).says("Put it in force"));
        bo.submit(&rules, &[("kind", "member-kinds"), ("chosen", "oes"), ("effect", "refuses")]).expect(403);
        let refused = ana.submit(&rules, &[("kind", "member-kinds"), ("effect", "refuses")]).expect(422);
        assert!(refused.says("choose at least one"));
        ana.submit(&rules, &[("kind", "never-receives"), ("chosen", "energy"), ("effect", "refuses")]).expect(422);
        ana.submit(&rules, &[("kind", "member-kinds"), ("chosen", "oes"), ("effect", "refuses")]).expect(303);
        ana.submit(&rules, &[("kind", "member-countries"), ("chosen", "lu, fr"), ("effect", "warns")]).expect(303);
        let told = bo.get(&circle).expect(200);
        assert!(told.says("may be members of Pumps") && told.says("France and Luxembourg"), "whoever may know of the circle reads its rules");

        let of_firm = offered(&ana, &circle, "Firm");
        let refused = ana.submit(&format!("{circle}/invite"), &[("organisation", &of_firm)]).expect(422);
        assert!(refused.says("Pumps → Firm"), "the rule and its path: {}", refused.text);
        let of_grid = offered(&ana, &circle, "Grid");
        let invited = ana.submit(&format!("{circle}/invite"), &[("organisation", &of_grid)]).expect(303);
        let _ = invited;
        bo.submit(&format!("{circle}/answer"), &[("act", "accept")]).expect(303);
        let audit = ana.get(&format!("{circle}/audit")).expect(200);
        assert!(audit.says("Pumps → Grid") && audit.says("France and Luxembourg"), "a warning is found by the audit");
        bo.get(&format!("{circle}/audit")).expect(403);
        fay.get(&format!("{circle}/audit")).expect(403);
        let rule = between(&ana.get(&rules).expect(200).text, &format!("action=\"{rules}/"), "\"").to_owned();
        bo.submit(&format!("{rules}/{rule}"), &[]).expect(403);
        ana.submit(&format!("{rules}/{rule}"), &[]).expect(303);
        ana.submit(&format!("{rules}/{rule}"), &[]).expect(404);
        ana.submit(&format!("{circle}/invite"), &[("organisation", &of_firm)]).expect(303);
    }

    fn a_rule_about_sectors_means_every_sector_that_an_organisation_is_in(engine) {
        let site = site(engine);
        let (water, grid) = (site.organisation("Water", "oes"), site.organisation("Grid", "oes"));
        let ana = site.person("Ana", water, SPEAKER);
        let tx = site.db.db.write(belfry_store::Key::SYSTEM).expect("tx");
        let sectors = ["energy", "banking"].map(str::to_owned);
        belfry_identity::organisation::directory::place_as_program(&tx, grid, None, &sectors).expect("its sectors");
        tx.commit().expect("commit");
        let circle = found(&ana, "Pumps", false);
        let rules = format!("{circle}/rules");
        let rule = |sector| ana.submit(&rules, &[("kind", "member-sectors"), ("chosen", sector), ("effect", "refuses")]).expect(303);
        let of_grid = offered(&ana, &circle, "Grid");
        let invite = || ana.submit(&format!("{circle}/invite"), &[("organisation", &of_grid)]);
        rule("drinking-water");
        assert!(invite().expect(422).says("Pumps → Grid"));
        let made = between(&ana.get(&rules).expect(200).text, &format!("action=\"{rules}/"), "\"").to_owned();
        ana.submit(&format!("{rules}/{made}"), &[]).expect(303);
        // Its first sector is another.
        rule("banking");
        invite().expect(303);
    }

    fn an_organisation_makes_rules_of_its_own_and_everybody_reads_them(engine) {
        let site = site(engine);
        let (water, grid) = (site.organisation("Water", "oes"), site.organisation("Grid", "oes"));
        let ana = site.person("Ana", water, SPEAKER);
        let bo = site.person("Bo", grid, SPEAKER);
        let rules = format!("{}/rules", crate::organisations::url(&ana, "Water"));
        bo.submit(&rules, &[("kind", "at-most"), ("chosen", "amber"), ("effect", "warns")]).expect(403);
        ana.submit(&rules, &[("kind", "member-kinds"), ("chosen", "oes"), ("effect", "warns")]).expect(422);
        ana.submit(&rules, &[("kind", "not-older"), ("chosen", "0"), ("effect", "warns")]).expect(422);
        ana.submit(&rules, &[("kind", "never-receives"), ("chosen", "banking"), ("chosen", "food"), ("effect", "refuses")]).expect(303);
        let told = bo.get(&rules).expect(200);
        let sentence = "Water never receives what organisations of these sectors share: Banking and Production, processing and distribution of food.";
        assert!(told.says(sentence), "{}", told.text);
        assert!(!told.says("Take away"));
        let french = bo.submit("/preferences", &[("language", "fr"), ("back", "/")]);
        let _ = french;
        assert!(bo.get(&rules).expect(200).says("Water ne reçoit jamais ce que partagent"));
    }

    fn programs_list_the_circles_that_their_owner_may_know_of(engine) {
        let site = site(engine);
        let (water, grid) = (site.organisation("Water", "oes"), site.organisation("Grid", "oes"));
        let bank = site.organisation("Bank", "oes");
        site.circle("Open", false, &[water, grid]);
        site.circle("Secret", true, &[water]);
        let ana = site.person("Ana", water, SPEAKER);
        let cy = site.person("Cy", bank, SPEAKER);
        let names = |who: &Visitor<'_>| -> Vec<String> {
            let key = site.key(who.id(), belfry_identity::key::Scope::Read);
            let told = who.api("GET", "/api/v1/members/circles", &key, None).expect(200).json();
            let items = told["items"].as_array().expect("items").clone();
            let show = |one: &serde_json::Value| {
                let url = format!("/api/v1/members/circles/{}", one["uuid"].as_str().expect("uuid"));
                let whole = who.api("GET", &url, &key, None).expect(200).json();
                format!("{} {} {}", one["name"].as_str().expect("name"), one["standing"], whole["members"].is_array())
            };
            items.iter().map(show).collect()
        };
        assert_eq!(names(&ana), ["Open \"confirmed\" true", "Secret \"confirmed\" true"]);
        assert_eq!(names(&cy), ["Open null false"]);
    }
}
