//! What reports read of practices: what whoever asks sees, and adopters that are named.

use belfry_contracts::figures::{Ask, Cell, Level};
use belfry_practices::figures::FIGURES;
use belfry_store::{Key, scope};
use belfry_testkit::{TestSite, Visitor, both_databases};

use crate::valley::{draft, published, site, valley};

fn ask(indicator: &str, by: &str, level: Level) -> Ask {
    Ask {
        indicator: indicator.into(),
        by: by.into(),
        of: String::new(),
        part: String::new(),
        from: "2026-01-01T00:00:00Z".parse().unwrap(),
        until: "2026-04-01T00:00:00Z".parse().unwrap(),
        level,
        own: None,
    }
}

fn key(site: &TestSite, who: &Visitor<'_>) -> Key {
    let read = site.db.db.read(Key::SYSTEM).unwrap();
    let grants = belfry_identity::on_behalf_of(&read, who.id()).unwrap().unwrap().grants;
    drop(read);
    scope::key_of(&site.db.db, &grants, site.act().now).unwrap()
}

both_databases! {
    fn a_report_counts_what_its_reader_sees_and_names_nobody_who_does_not_want_it(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let practice = published(&site, &valley, &valley.tomas, &[]);
        published(&site, &valley, &valley.anna, &[("kind", "quick-win"), ("sectors", "energy"), ("level", "national"), ("country", "LU")]);
        published(&site, &valley, &valley.anna, &[("kind", "difficulty"), ("sectors", "energy")]);
        draft(&valley.tomas, &[("kind", "tool")]);
        let done = |named| [("stage", "done"), ("outcome", "Works."), ("size", "small"), ("named", named)];
        valley.anna.submit(&format!("{practice}/adopt"), &done("yes")).expect(303);
        valley.sofia.submit(&format!("{practice}/adopt"), &done("no")).expect(303);
        site.run_jobs();
        let t = site.house.words_in("en");
        let key = key(&site, &valley.bruno);
        let told = |ask: &Ask| (FIGURES.answer)(&site.house, key, &t, ask).unwrap();
        let by_month = told(&ask("practices.published", "month", Level::European)).unwrap();
        assert_eq!(by_month.rows.len(), 3);
        assert_eq!(by_month.cell("2026-03", "practice"), Some(Cell::Value(1.0)));
        assert_eq!(by_month.cell("2026-03", "quick-win"), Some(Cell::Value(1.0)));
        assert_eq!(by_month.cell("2026-03", "tool"), Some(Cell::Value(0.0)), "a draft is nobody's to count");
        assert_eq!(by_month.cell("2026-02", "practice"), Some(Cell::Value(0.0)));
        let by_sector = told(&ask("practices.published", "sector", Level::European)).unwrap();
        assert_eq!(by_sector.cell("drinking-water", "practice"), Some(Cell::Value(1.0)));
        let of_one = told(&ask("practices.published", "country", Level::National("LU".into()))).unwrap();
        assert_eq!((of_one.rows.len(), of_one.cell("LU", "quick-win")), (1, Some(Cell::Value(1.0))));
        let difficulties = told(&ask("practices.difficulties", "sector", Level::European)).unwrap();
        assert_eq!(difficulties.cell("energy", "21.2.j"), Some(Cell::Value(1.0)));
        assert_eq!(difficulties.cell("energy", "21.2.a"), Some(Cell::Value(0.0)));
        let adopted = told(&ask("practices.adopted", "country", Level::European)).unwrap();
        assert_eq!(adopted.cell("BE", "done"), Some(Cell::Value(1.0)), "the other is not named");
        let own = Ask { own: Some(valley.grid), ..ask("practices.adopted", "month", Level::European) };
        assert_eq!(told(&own).unwrap().cell("2026-03", "done"), Some(Cell::Value(1.0)));
        assert!(told(&ask("practices.published", "wave", Level::European)).is_none());
        assert!(told(&ask("practices.secrets", "month", Level::European)).is_none());
    }
}
