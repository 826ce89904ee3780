//! The area insight: what the community learns about itself.
//!
//! | module | holds |
//! |---|---|
//! | [`routes`] | every address of the area, with the action it needs |
//! | [`access`] | who may do what |
//! | [`report`] | reports in series: written by several, approved, published; on the web, on pdf, as data |
//! | [`figure`] | figures that other areas answer: asked, kept, held against a second computation, drawn |
//! | [`data`], [`open`] | open data for members, and for whoever comes without an account |
//! | [`dashboard`] | the same figures for the coordination and for one's own organisation |
//! | [`data`] | open data |
//! | [`personal`] | what is held on a person |
//!
//! Figures come through `belfry_contracts::figures` and never from another area's tables. They are computed for the grants that all readers
//! of a report share, so that no number counts what one of them may not see.
//!
//! Deliberately absent: a query language over other areas, figures that somebody typed, a template that is code.

pub mod access;
pub mod dashboard;
pub mod data;
pub mod figure;
pub mod open;
pub mod personal;
pub mod report;
pub mod routes;

use belfry_web::Area;

/// The tables of this area.
pub const MIGRATIONS: belfry_store::migrate::Migrations =
    belfry_store::migrations!("insight"; "0001_reports", "0002_open_data");

/// What the program needs to know of this area.
#[must_use]
pub fn area() -> Area {
    Area {
        name: "insight",
        nav: Some(("/insight", "insight", belfry_words::key!("insight-nav"))),
        menu: &[],
        places: &[
            ("/insight", "insight", belfry_words::key!("insight-report-list"), "read"),
            ("/insight/reports/new", "plus", belfry_words::key!("insight-report-new"), "write"),
            ("/insight/desk", "insight", belfry_words::key!("insight-desk-title"), "write"),
            ("/insight/own", "building", belfry_words::key!("insight-own-title"), "read"),
            ("/insight/data", "download", belfry_words::key!("insight-data-title"), "read"),
        ],
        kinds: &[report::REPORT],
        called: None,
        texts: None,
        personal: Some(personal::PERSONAL),
        figures: None,
        events: None,
        points: None,
        lessons: None,
        keeps: None,
        parties: None,
        identifies: None,
        mandates: None,
        migrations: MIGRATIONS,
        words: &[
            ("en", include_str!("../locales/en/report.ftl")),
            ("fr", include_str!("../locales/fr/report.ftl")),
            ("en", include_str!("../locales/en/figure.ftl")),
            ("fr", include_str!("../locales/fr/figure.ftl")),
            ("en", include_str!("../locales/en/open.ftl")),
            ("fr", include_str!("../locales/fr/open.ftl")),
            ("en", include_str!("../locales/en/dashboard.ftl")),
            ("fr", include_str!("../locales/fr/dashboard.ftl")),
        ],
        routes: routes::routes,
        rules: access::RULES,
        jobs: &[],
        hears: &[],
    }
}
