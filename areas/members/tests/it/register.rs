//! The register for an authority: its desk, files out, a table in.

use belfry_identity::key::Scope;
use belfry_kernel::Role;
use belfry_testkit::both_databases;

use crate::record::{KEEPER, water};
use crate::site;

const TABLE: &str = "name,kind,country,region,places,street,ranges,nickname\n\
    Dune Cloud,dsp,BE,BE25,digital-infrastructure//cloud-computing-service-provider,4 Quay,198.51.100.0/24,dunes\n\
    Lower Water,oes,BE,,,9 Mill Lane,,low\n\
    Far Rail,oes,FR,,transport,1 Gare,,far\n\
    Grid,oes,BE,,energy,2 Line,300.0.0.0/8,grid\n\
    dune cloud,dsp,BE,,,5 Quay,,again\n";

both_databases! {
    fn a_supervisor_looks_at_every_row_of_a_table_and_takes_it_in_once(engine) {
        let site = site(engine);
        let (_, ana, here) = water(&site);
        let nca = site.organisation("Authority", "nca");
        let viktor = site.person("Viktor", nca, &[Role::Supervisor]);
        ana.get("/members/register/import").expect(403);
        let file = [("file", "entities.csv", TABLE.as_bytes())];
        let look = viktor.upload("/members/register/import", &[], &file).expect(200);
        assert!(look.says("New: 1 · changed: 1 · unchanged: 0 · refused: 3"), "{}", look.text);
        assert!(look.says("Not of your country") && look.says("is no address range") && look.says("earlier row"));
        assert!(!viktor.get("/members/organisations?q=dune").expect(200).says("Dune Cloud"), "nothing is written yet");

        let accept = [("text", TABLE), ("act", "accept")];
        viktor.submit("/members/register/import", &accept).expect(303);
        let dune = viktor.get("/members/organisations?q=dune&region=BE25").expect(200);
        assert!(dune.says("Dune Cloud") && dune.says("West-Vlaanderen"));
        assert!(ana.get(&format!("{here}/record")).expect(200).says("9 Mill Lane"));
        assert!(ana.get(&format!("{here}/history")).expect(200).says("1 Mill Lane"));
        viktor.submit("/members/register/import", &accept).expect(303);
        assert!(viktor.get("/members/register?state=accepted").expect(200).says("Dune Cloud"));
        let again = viktor.submit("/members/register/import", &[("text", TABLE)]).expect(200);
        assert!(again.says("was taken in before") && !again.says("Accept and write"));
        // Mapped by hand, the same table says something else.
        let mapped = [("text", TABLE), ("column-0", "name"), ("column-7", "number")];
        assert!(viktor.submit("/members/register/import", &mapped).expect(200).says("changed: 2"));
        assert!(viktor.upload("/members/register/import", &[], &[("file", "x.csv", b"\xff\xfe")]).expect(422).says("UTF-8"));
    }

    fn what_goes_to_enisa_has_no_address_ranges_and_nobody_else_gets_files(engine) {
        let site = site(engine);
        let (_, ana, here) = water(&site);
        let cloud = site.organisation("Dune Cloud", "dsp");
        let nils = site.person("Nils", cloud, KEEPER);
        let nca = site.organisation("Authority", "nca");
        let (viktor, luc) = (site.person("Viktor", nca, &[Role::Supervisor]), site.person("Luc", nca, &[Role::SpocOfficer]));
        let csirt = site.organisation("Team", "csirt");
        let mira = site.person("Mira", csirt, &[Role::CsirtAnalyst]);
        let dune = crate::organisations::url(&nils, "Dune");
        nils.submit(&format!("{dune}/record/address"), crate::record::ADDRESS).expect(303);
        let place = [("places-0", "digital-infrastructure//cloud-computing-service-provider"), ("states", "BE"), ("states", "FR")];
        nils.submit(&format!("{dune}/record/activity"), &place).expect(303);
        nils.submit(&format!("{dune}/record/size"), &[("staff", "300"), ("turnover", "60000000"), ("balance", "60000000")]).expect(303);
        nils.submit(&format!("{dune}/record/network"), &[("ranges", "203.0.113.0/24")]).expect(303);
        let main = [("establishments-0-kind", "main"), ("establishments-0-address", "4 Quay"), ("establishments-0-country", "BE")];
        nils.submit(&format!("{dune}/record/control"), &main).expect(303);
        for (who, page) in [(&ana, &here), (&nils, &dune)] {
            who.submit(&format!("{page}/registration"), &[("act", "submit")]).expect(303);
            viktor.submit(&format!("{page}/registration/decide"), &[("act", "accept")]).expect(303);
        }
        let desk = viktor.get("/members/register?state=accepted").expect(200);
        assert!(desk.says("Dune Cloud") && desk.says("Lower Water") && desk.says("Essential entity"));
        assert!(desk.queries.is_some_and(|count| count <= 6), "{:?}", desk.queries);

        let list = luc.get("/members/register/export/article-27.csv").expect(200);
        assert!(list.says("Dune Cloud") && list.says("4 Quay") && !list.says("203.0.113") && !list.says("Lower Water"));
        let counts = luc.get("/members/register/export/article-3-5-counts.csv").expect(200);
        assert!(counts.says("digital-infrastructure,,,1,0,0") && counts.says("drinking-water,,,0,1,0"), "{}", counts.text);
        let whole = viktor.get("/members/register/export/register.csv").expect(200);
        assert!(whole.says("203.0.113.0/24") && whole.says("60000000"));
        let liaison = luc.get("/members/register/export/register.json").expect(200);
        assert!(liaison.says("Dune Cloud") && !liaison.says("203.0.113") && !liaison.says("60000000"));
        assert_eq!(liaison.json().as_array().map(Vec::len), Some(2));
        let team = mira.get("/members/register/export/register.csv").expect(200);
        assert!(team.says("203.0.113.0/24") && !team.says("essential") && !team.says("60000000"));
        mira.get("/members/register/export/article-27.csv").expect(404);
        mira.get("/members/register").expect(404);
        ana.get("/members/register/export/register.csv").expect(403);

        let key = site.key(luc.id(), Scope::Read);
        let one = luc.api("GET", &format!("/api/v1{dune}"), &key, None).expect(200).json();
        assert!(one["record"]["establishments"][0]["address"] == "4 Quay" && one["record"]["ranges"].is_null());
        let own = site.key(ana.id(), Scope::Read);
        assert!(ana.api("GET", &format!("/api/v1{dune}"), &own, None).expect(200).json()["record"].is_null());
        let listed = ana.api("GET", "/api/v1/members/organisations?sector=drinking-water", &own, None).expect(200).json();
        assert_eq!(listed["items"][0]["name"], "Lower Water");
        let told = ana.api("GET", "/api/v1/members/classify?sector=banking&staff=300", &own, None).expect(200).json();
        assert_eq!(told["class"], "essential");
        let chart = ana.get("/members/organisations/chart").expect(200);
        assert!(chart.says("Digital infrastructure") && chart.says("Drinking water"));
    }

    fn the_wizard_asks_anyone_and_keeps_nothing(engine) {
        let site = site(engine);
        let anyone = site.stranger();
        assert!(anyone.get("/classify").expect(200).says("Drinking water"));
        assert!(anyone.get("/classify?sector=drinking-water").expect(200).says("Supplier or distributor"));
        let water = "/classify?sector=drinking-water&type=drinking-water-supplier";
        assert!(anyone.get(water).expect(200).says("Annual turnover"));
        let figures = format!("{water}&staff=58&turnover=14+000+000&balance=90000000");
        assert!(anyone.get(&figures).expect(200).says("critical entity"));
        let answer = anyone.get(&format!("{figures}&asked=1")).expect(200);
        assert!(answer.says("Important entity") && answer.says("Article 2(1), 3(2)") && answer.says("Version"));
        let needed = anyone.get(&format!("{water}&staff=58&turnover=&balance=&asked=1")).expect(422);
        assert!(needed.says("depends on this figure"));
        assert!(anyone.get(&format!("{water}&staff=many&turnover=&balance=&asked=1")).expect(422).says("Write a number"));
        let french = site.stranger().speaking("fr").get(&format!("{figures}&special=cer-critical&asked=1")).expect(200);
        assert!(french.says("Entité essentielle") && french.says("directive (UE) 2022/2557"));
        assert!(!french.text.contains(">directive (") && !french.text.contains(">article "), "what begins a line has a capital: {}", french.text);
        let types = site.stranger().speaking("fr").get("/classify?sector=transport").expect(200);
        assert!(types.text.replace('\u{a0}', " ").contains("règlement (CE) n° 300/2008, article 3, point 4)") && types.says("directive 2012/34/UE"));
        assert!(!types.says("Article") && !types.says("Directive (EU)"), "no English act in French");
        anyone.get("/classify?sector=drinking-water&type=&staff=1&turnover=1&balance=1&special=nonsense&asked=1").expect(400);
    }
}
