//! The area practices: what members learn by doing, kept so that others need not learn it again.
//!
//! | module | holds |
//! |---|---|
//! | [`routes`] | every address of the area, with the action it needs |
//! | [`access`] | who may do what |
//! | [`desk`] | to whom things are handed |
//! | [`record`] | good practices, quick wins, difficulties, tools, lessons, feedback, exchanges |
//! | [`report`] | the open intake: a page, a mail, a table; what became of it; questions through a broker |
//! | [`next`] | what to do next about a weak spot, and who has done it |
//! | [`figures`] | what reports and dashboards read |
//! | [`personal`] | what is held on a person |
//!
//! Deliberately absent: points and league tables of contributors; votes; a count that tells of few; a way to find out who asked.

pub mod access;
pub mod desk;
pub mod figures;
pub mod next;
pub mod personal;
pub mod record;
pub mod report;
pub mod routes;

use belfry_web::Area;
use belfry_web::area::JobHandler;

/// The tables of this area.
pub const MIGRATIONS: belfry_store::migrate::Migrations =
    belfry_store::migrations!("practices"; "0001_practices", "0002_translations");

/// What the program needs to know of this area.
#[must_use]
pub fn area() -> Area {
    Area {
        name: "practices",
        nav: Some(("/practices", "practices", belfry_words::key!("practices-nav"))),
        menu: &[("/practices/reports", "send", belfry_words::key!("practices-report-mine"))],
        places: &[
            ("/practices", "practices", belfry_words::key!("practices-title"), "read"),
            ("/practices/records/new", "plus", belfry_words::key!("practices-record-new"), "create"),
            ("/practices/report", "send", belfry_words::key!("practices-report-new"), "tell"),
            ("/practices/reports", "list", belfry_words::key!("practices-report-mine"), "tell"),
            ("/practices/inbox", "history", belfry_words::key!("practices-report-inbox"), "inbox"),
            ("/practices/next", "search", belfry_words::key!("practices-next-title"), "read"),
        ],
        kinds: &[record::RECORD, report::REPORT],
        called: Some(report::CALLED),
        texts: None,
        personal: Some(personal::PERSONAL),
        figures: Some(figures::FIGURES),
        events: None,
        points: None,
        lessons: None,
        keeps: None,
        parties: Some(record::vouch::adopters),
        identifies: None,
        mandates: None,
        migrations: MIGRATIONS,
        words: &[
            ("en", include_str!("../locales/en.ftl")),
            ("fr", include_str!("../locales/fr.ftl")),
            ("en", include_str!("../locales/en/record.ftl")),
            ("en", include_str!("../locales/en/translate.ftl")),
            ("fr", include_str!("../locales/fr/translate.ftl")),
            ("fr", include_str!("../locales/fr/record.ftl")),
            ("en", include_str!("../locales/en/vouch.ftl")),
            ("fr", include_str!("../locales/fr/vouch.ftl")),
            ("en", include_str!("../locales/en/report.ftl")),
            ("fr", include_str!("../locales/fr/report.ftl")),
            ("en", include_str!("../locales/en/figure.ftl")),
            ("fr", include_str!("../locales/fr/figure.ftl")),
            ("en", include_str!("../locales/en/next.ftl")),
            ("fr", include_str!("../locales/fr/next.ftl")),
        ],
        routes: routes::routes,
        rules: access::RULES,
        jobs: &[JobHandler { name: report::confirm::JOB, run: report::confirm::run }],
        hears: &[],
    }
}
