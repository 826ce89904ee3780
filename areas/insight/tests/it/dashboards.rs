//! Open data: what may be carried anywhere, and nothing else.

use belfry_store::{Key, args};
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

    fn what_is_opened_at_publishing_is_read_without_an_account_and_closed_again(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let stranger = site.stranger();
        assert!(stranger.get("/insight/open").expect(200).says("No open data yet"));
        let [kept, open] = [("Green", "green"), ("Clear", "clear")].map(|(title, tlp)| {
            let url = draft(&valley.sam, &[("title", title), ("tlp", tlp)]);
            figure(&valley.sam, &url);
            valley.sam.submit(&format!("{url}/send"), &[]).expect(303);
            valley.iris.submit(&format!("{url}/approve"), &[]).expect(303);
            let look = valley.iris.get(&format!("{url}/publish")).expect(200);
            assert_eq!(look.says("Open its figures to everybody"), tlp == "clear", "{}", look.text);
            valley.iris.submit(&format!("{url}/publish"), &[("open", "yes")]).expect(303);
            url
        });
        let page = stranger.get("/insight/open").expect(200);
        assert!(page.says("Clear") && !page.says("Green"), "{}", page.text);
        let at = |url: &str| format!("/insight/open/{}", url.rsplit('/').next().unwrap());
        let shown = stranger.get(&at(&open)).expect(200);
        assert!(shown.says("Circles there are") && shown.says("7 of 9 answered"), "{}", shown.text);
        assert!(!shown.says("Counted") && !shown.says("/members/circles"), "words and records stay: {}", shown.text);
        stranger.get(&at(&kept)).expect(404);
        stranger.get(&open).expect(303);
        assert!(stranger.get("/insight/open/figures.csv").expect(200).says("Circles there are"));
        assert_eq!(stranger.get("/insight/open/figures.json").expect(200).json()["reports"].as_array().unwrap().len(), 1);
        assert_eq!(stranger.get("/insight/open/dictionary.csv").expect(200).text.lines().count(), 14);
        valley.iris.submit(&format!("{kept}/open"), &[("open", "yes")]).expect(409);
        valley.ana.submit(&format!("{open}/open"), &[("open", "no")]).expect(403);
        valley.iris.submit(&format!("{open}/open"), &[("open", "no")]).expect(303);
        stranger.get(&at(&open)).expect(404);
        assert!(stranger.get("/insight/open").expect(200).says("No open data yet"));
        // A figure that is told under no threshold is none for everybody.
        valley.iris.submit(&format!("{open}/open"), &[("open", "yes")]).expect(303);
        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        tx.execute("update insight_sections set kept = replace(kept, '\"least\":5', '\"least\":null')", args![]).unwrap();
        tx.commit().unwrap();
        stranger.get(&at(&open)).expect(404);
    }
}
