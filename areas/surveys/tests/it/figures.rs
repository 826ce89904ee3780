//! What surveys tell reports: only what is shown, for those who see it, and nothing of few.

use belfry_contracts::figures::{Ask, Cell, Level, Table};
use belfry_kernel::{Grants, OrganisationId};
use belfry_store::{Key, args, scope};
use belfry_surveys::figures::FIGURES;
use belfry_testkit::{TestSite, Visitor, both_databases};
use jiff::Timestamp;

use crate::valley::{answer, opened, operator, site, valley};

fn ask(indicator: &str, by: &str, url: &str, part: &str) -> Ask {
    Ask {
        indicator: indicator.into(),
        by: by.into(),
        of: url.rsplit('/').next().unwrap().into(),
        part: part.into(),
        from: Timestamp::UNIX_EPOCH,
        until: Timestamp::MAX,
        level: Level::European,
        own: None,
    }
}

fn told(site: &TestSite, key: Key, ask: &Ask) -> Option<Table> {
    let house = site.house.clone();
    (FIGURES.answer)(&house, key, &house.words_in("en"), ask).unwrap()
}

/// Whoever is of the community.
fn anybody(site: &TestSite) -> Key {
    let grants = Grants { community: true, ..Grants::default() };
    scope::key_of(&site.db.db, &grants, site.act().now).unwrap()
}

/// Twenty operators of two sectors and two countries have answered.
fn answered<'a>(site: &'a TestSite, valley: &crate::valley::Valley<'_>) -> (String, Vec<Visitor<'a>>) {
    let people: Vec<Visitor<'_>> = (0..20).map(|n| operator(site, &format!("Operator {n:02}"))).collect();
    let tx = site.db.db.write(Key::SYSTEM).unwrap();
    for (n, sector, country) in [("0_", "energy", "LU"), ("1_", "health", "BE")] {
        let name = format!("Operator {n}");
        let sql = "update identity_organisations set sector = $1, country = $2 where name like $3";
        tx.execute(sql, args![sector, country, name]).unwrap();
    }
    tx.commit().unwrap();
    let url = opened(site, valley, &[]);
    for (n, who) in people.iter().enumerate() {
        answer(
            who,
            &url,
            if n % 2 == 0 { "no" } else { "yes" },
            if n < 2 {
                "low"
            } else if n < 9 {
                "middle"
            } else {
                "high"
            },
        );
    }
    valley.sam.submit(&format!("{url}/close"), &[]).expect(303);
    site.run_jobs();
    (url, people)
}

both_databases! {
    fn what_is_not_shown_does_not_exist_for_reports_and_then_it_tells_of_nobody(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let (url, _people) = answered(&site, &valley);
        let anybody = anybody(&site);
        let wanted = ask("surveys.answers", "answer", &url, "plan");
        assert!(told(&site, anybody, &wanted).is_none(), "whoever asked has not shown it yet");
        let house = site.house.clone();
        let offered = || (FIGURES.offers)(&house, anybody, &house.words_in("en"), &FIGURES.indicators[2]).unwrap();
        assert!(offered().is_empty());
        valley.sam.submit(&format!("{url}/tell"), &[]).expect(303);
        let offered = offered();
        assert_eq!(offered[0].parts.iter().map(|part| part.0.as_str()).collect::<Vec<_>>(), ["plan", "level"]);
        let table = told(&site, anybody, &wanted).expect("now it is");
        assert_eq!((table.cell("yes", "count"), table.cell("no", "count")), (Some(Cell::Value(10.0)), Some(Cell::Value(10.0))));
        assert_eq!((table.population, table.responses, table.least), (Some(20), Some(20), Some(5)));
        // Two said low: they are withheld, and with them another answer.
        let level = told(&site, anybody, &ask("surveys.answers", "answer", &url, "level")).unwrap();
        assert!(level.cell("low", "count") == Some(Cell::Withheld) && level.withheld() >= 2 && !level.notes.is_empty());
        let nobody = Key::ANONYMOUS;
        assert!(told(&site, nobody, &wanted).is_none(), "who does not see the survey is told nothing");
    }

    fn a_country_is_told_by_itself_only_where_it_would_stand_by_itself(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let (url, _people) = answered(&site, &valley);
        valley.sam.submit(&format!("{url}/tell"), &[]).expect(303);
        let anybody = anybody(&site);
        let taken = told(&site, anybody, &ask("surveys.participation", "sector", &url, "")).unwrap();
        assert_eq!((taken.cell("energy", "answered"), taken.cell("health", "answered")), (Some(Cell::Value(10.0)), Some(Cell::Value(10.0))));
        let waves = told(&site, anybody, &ask("surveys.participation", "wave", &url, "")).unwrap();
        assert_eq!(waves.cell("1", "rate"), Some(Cell::Value(1.0)));
        let mut national = ask("surveys.answers", "answer", &url, "plan");
        national.level = Level::National("LU".into());
        let own = told(&site, anybody, &national).expect("ten of Luxembourg");
        assert_eq!((own.cell("yes", "count"), own.population), (Some(Cell::Value(5.0)), None));
        national.level = Level::National("FR".into());
        assert!(told(&site, anybody, &national).is_none());
        // Three of Belgium go to another country: then neither is told.
        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        for n in 10..13 {
            let name = format!("Operator {n}");
            tx.execute("update identity_organisations set country = 'NL' where name = $1", args![name]).unwrap();
        }
        tx.commit().unwrap();
        for country in ["BE", "NL"] {
            national.level = Level::National(country.into());
            assert!(told(&site, anybody, &national).is_none(), "{country}");
        }
        assert!(told(&site, anybody, &ask("surveys.maturity", "sector", &url, "")).is_none(), "nothing in it is on a scale");
        let mut own = ask("surveys.participation", "wave", &url, "");
        own.own = Some(OrganisationId(1));
        assert!(told(&site, anybody, &own).is_none(), "surveys tell nothing of one");
    }
}
