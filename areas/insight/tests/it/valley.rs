//! A small valley: an authority whose two officers write reports, an operator that reads them, and an area that counts trust circles.

use belfry_contracts::figures::{Ask, Cell, Heading, Indicator, Of, Offer, Origin, Row, Shape, Table, Unit, dimension};
use belfry_identity::CIRCLE;
use belfry_kernel::{OrganisationId, Problem, Role};
use belfry_store::{Key, Sql, args, scope};
use belfry_testkit::{Engine, TestSite, Visitor};
use belfry_web::area::Figures;
use belfry_web::{Area, House};
use belfry_words::Words;

/// Circles that whoever asks sees: hidden ones are seen by their members.
fn answer(house: &House, key: Key, _t: &Words, ask: &Ask) -> Result<Option<Table>, Problem> {
    if ask.indicator != "trial.circles" || ask.level.country() == Some("XX") {
        return Ok(None);
    }
    let read = house.db.read(key)?;
    let mut sql = Sql::new("select count(*)", []);
    sql.append(&scope::visible(&read, CIRCLE, "")?);
    let n: i64 = read.one(sql, args![], |row| row.get(0))?;
    let row = |code: &str, cell| Row { head: Heading::new(code, code.to_uppercase()), cells: vec![cell] };
    Ok(Some(Table {
        of: "Kind".into(),
        columns: vec![Heading::new("n", "Circles")],
        rows: vec![row("seen", Cell::count(u64::try_from(n).unwrap_or(0))), row("few", Cell::Withheld)],
        population: Some(9),
        responses: Some(7),
        least: Some(5),
        origins: vec![Origin { title: "Circles".into(), href: "/members/circles".into() }],
        ..Table::default()
    }))
}

fn offers(_: &House, _: Key, _: &Words, _: &Indicator) -> Result<Vec<Offer>, Problem> {
    Ok(Vec::new())
}

/// The area that counts.
fn counting() -> Area {
    const INDICATORS: &[Indicator] = &[Indicator {
        key: "trial.circles",
        title: "insight-nav",
        definition: "insight-report-lead",
        unit: Unit::Count,
        by: &[dimension::KIND],
        of: Of::All,
        by_country: true,
        for_one: false,
        shape: Shape::Bars,
    }];
    Area {
        name: "trial",
        nav: None,
        menu: &[],
        places: &[],
        kinds: &[CIRCLE],
        called: None,
        texts: None,
        personal: None,
        figures: Some(Figures { indicators: INDICATORS, offers, answer }),
        events: None,
        points: None,
        lessons: None,
        keeps: None,
        parties: None,
        identifies: None,
        mandates: None,
        migrations: belfry_store::migrate::Migrations { area: "trial", steps: &[] },
        words: &[],
        routes: |_| {},
        rules: &[],
        jobs: &[],
        hears: &[],
    }
}

pub struct Valley<'a> {
    pub authority: OrganisationId,
    pub works: OrganisationId,
    /// Supervises, writes.
    pub sam: Visitor<'a>,
    /// The liaison officer, who approves.
    pub iris: Visitor<'a>,
    /// Speaks for the works.
    pub ana: Visitor<'a>,
}

pub fn site(engine: Engine) -> TestSite {
    TestSite::new(engine, &[belfry_insight::area(), counting()])
}

/// One open circle, and a hidden one of the authority's.
pub fn valley(site: &TestSite) -> Valley<'_> {
    let authority = site.organisation("Authority", "nca");
    let works = site.organisation("Works", "oes");
    site.circle("Open", false, &[authority, works]);
    site.circle("Hidden", true, &[authority]);
    Valley {
        authority,
        works,
        sam: site.person("Sam", authority, &[Role::Supervisor]),
        iris: site.person("Iris", authority, &[Role::SpocOfficer]),
        ana: site.person("Ana", works, &[Role::OrganisationAdministrator]),
    }
}

/// What a report begins with, and what else is typed.
pub fn draft(who: &Visitor<'_>, more: &[(&str, &str)]) -> String {
    let mut fields = vec![
        ("title", "What the valley learned"),
        ("series", "Lessons learnt"),
        ("volume", "1"),
        ("summary_en", "A first look."),
        ("summary_fr", ""),
        ("from", "2026-01-01"),
        ("until", "2026-03-31"),
        ("country", ""),
        ("reach", "community"),
        ("tlp", "green"),
    ];
    fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    fields.extend_from_slice(more);
    who.submit("/insight/reports/new", &fields).expect(303).location.expect("its page")
}

/// Adds an empty section of a kind; its address.
pub fn add(who: &Visitor<'_>, url: &str, what: &str) -> String {
    who.submit(&format!("{url}/sections"), &[("what", what)]).expect(303).location.expect("the section")
}

/// The figure that the trial offers, in a section of a report.
pub fn figure(who: &Visitor<'_>, url: &str) -> String {
    let section = add(who, url, "figure");
    let fields = [
        ("version", "1"),
        ("title_en", "Circles there are"),
        ("text_en", "Counted **once**."),
        ("indicator", "trial.circles kind"),
        ("of", ""),
        ("shape", "bars"),
        ("level", ""),
        ("beside", ""),
    ];
    who.submit(&section, &fields).expect(303);
    section
}

/// Sent in by one, approved and published by another.
pub fn publish(valley: &Valley<'_>, url: &str) {
    valley.sam.submit(&format!("{url}/send"), &[]).expect(303);
    valley.iris.submit(&format!("{url}/approve"), &[]).expect(303);
    valley.iris.submit(&format!("{url}/publish"), &[]).expect(303);
}
