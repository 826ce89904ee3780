//! Open data: what may be carried anywhere, and nothing else.

use belfry_testkit::both_databases;

use crate::valley::{draft, figure, publish, site, valley};

both_databases! {
    fn only_reports_that_may_be_carried_anywhere_are_open_data(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let kept = draft(&valley.sam, &[("title", "For us")]);
        figure(&valley.sam, &kept);
        publish(&valley, &kept);
        assert!(valley.ana.get("/insight/data").expect(200).says("No open data yet"));
        let open = draft(&valley.sam, &[("title", "For all to carry"), ("tlp", "clear")]);
        figure(&valley.sam, &open);
        assert!(valley.ana.get("/insight/data").expect(200).says("No open data yet"), "a draft is none");
        publish(&valley, &open);
        let page = valley.ana.get("/insight/data").expect(200);
        assert!(page.says("For all to carry") && !page.says("For us") && page.says("One figure"), "{}", page.text);
        let csv = valley.ana.get("/insight/data/figures.csv").expect(200).text;
        assert!(csv.contains("For all to carry (1): Circles there are") && !csv.contains("For us"), "{csv}");
        let dictionary = valley.ana.get("/insight/data/dictionary.csv").expect(200);
        assert_eq!(dictionary.text.lines().count(), 14, "{}", dictionary.text);
        let json = valley.ana.get("/insight/data/figures.json").expect(200).json();
        assert_eq!(json["reports"][0]["figures"][0]["title"], "Circles there are");
        site.stranger().get("/insight/data").expect(303);
    }
}
