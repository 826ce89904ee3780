//! A small valley: a coordination that looks at things, operators that contribute, and the built-in catalogue.

use belfry_kernel::{OrganisationId, Role};
use belfry_store::Key;
use belfry_testkit::{Engine, TestSite, Visitor};

pub fn site(engine: Engine) -> TestSite {
    let site = TestSite::new(engine, &[belfry_practices::area()]);
    belfry_catalogue::builtin::ensure(&site.db.db, site.act()).unwrap();
    site
}

pub struct Valley<'a> {
    pub coordination: OrganisationId,
    /// Coordinates.
    pub sofia: Visitor<'a>,
    /// Coordinates too.
    pub sven: Visitor<'a>,
    pub water: OrganisationId,
    /// Of a water utility.
    pub tomas: Visitor<'a>,
    pub grid: OrganisationId,
    /// Of a grid operator.
    pub anna: Visitor<'a>,
    /// A student.
    pub bruno: Visitor<'a>,
}

pub fn valley(site: &TestSite) -> Valley<'_> {
    let coordination = site.organisation("Agency", "region");
    let (water, grid) = (site.organisation("Water", "oes"), site.organisation("Grid", "oes"));
    let university = site.organisation("University", "university");
    Valley {
        sofia: site.person("Sofia", coordination, &[Role::CircleCoordinator]),
        sven: site.person("Sven", coordination, &[Role::CircleCoordinator]),
        tomas: site.person("Tomas", water, &[Role::Contributor]),
        anna: site.person("Anna", grid, &[Role::NisImplementer]),
        bruno: site.person("Bruno", university, &[Role::Reader]),
        coordination,
        water,
        grid,
    }
}

/// What a record begins with, and what else is typed.
pub fn fields<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("title", "Two factors for whoever mends pumps from afar"),
        ("kind", "practice"),
        ("context", "Nine pumping stations and one security officer."),
        ("problem", "Suppliers came in with one shared password."),
        ("done", "A jump host with a second factor, opened by phone for each visit."),
        ("evidence", "Nobody came in unannounced in eleven months."),
        ("effort", "weeks"),
        ("size", "medium"),
        ("level", "joint"),
        ("language", "en"),
        ("sectors", "drinking-water"),
        ("ticked", "nis2-article-21/21.2.j"),
    ];
    fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    fields.extend_from_slice(more);
    fields
}

/// A draft's page.
pub fn draft(who: &Visitor<'_>, more: &[(&str, &str)]) -> String {
    who.submit("/practices/records/new", &fields(more)).expect(303).location.expect("its page")
}

/// A record that the whole community sees.
pub fn published(site: &TestSite, valley: &Valley<'_>, who: &Visitor<'_>, more: &[(&str, &str)]) -> String {
    let url = draft(who, more);
    who.submit(
        &format!("{url}/submit"),
        &[("reach", "community"), ("tlp", "green"), ("desk", &valley.coordination.to_string())],
    )
    .expect(303);
    for step in ["check", "review", "publish"] {
        valley.sofia.submit(&format!("{url}/{step}"), &[]).expect(303);
    }
    site.run_jobs();
    assert!(who.get(&url).expect(200).says("published it"));
    url
}

/// How many rows a statement finds, for the program itself.
pub fn count(site: &TestSite, sql: &'static str) -> i64 {
    site.db.db.read(Key::SYSTEM).unwrap().one(sql, belfry_store::args![], |row| row.get(0)).unwrap()
}

/// Every column of every table in which a text stands, for the program itself. Names of people, organisations and their index are left
/// out: they are known as such.
pub fn places_of(site: &TestSite, text: &str) -> Vec<String> {
    let read = site.db.db.read(Key::SYSTEM).unwrap();
    let columns: Vec<(String, String)> = match site.db.engine() {
        Engine::Sqlite => read.rows(
            "select m.name, c.name from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table' \
             and m.name not like 'sqlite%' and m.name not like 'store_search_%' and upper(c.type) in ('TEXT', '') order by 1, 2",
            belfry_store::args![],
            |row| Ok((row.get(0)?, row.get(1)?)),
        ),
        Engine::Postgres => read.rows(
            "select table_name::text, column_name::text from information_schema.columns where table_schema = 'public' \
             and data_type = 'text' and table_name not in ('store_search', 'store_migrations') order by 1, 2",
            belfry_store::args![],
            |row| Ok((row.get(0)?, row.get(1)?)),
        ),
    }
    .unwrap();
    let holds = |(table, column): &(String, String)| {
        let sql: &'static str =
            format!("select count(*) from {table} where cast({column} as text) like '%{text}%'").leak();
        read.one(sql, belfry_store::args![], |row| row.get::<i64>(0)).unwrap() > 0
    };
    columns.iter().filter(|place| holds(place)).map(|(table, column)| format!("{table}.{column}")).collect()
}
