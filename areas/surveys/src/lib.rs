//! The area surveys: what is asked of organisations and people, and what came out.
//!
//! | module | holds |
//! |---|---|
//! | [`routes`] | every address of the area, with the action it needs |
//! | [`access`] | who may do what |
//! | [`form`] | the library of forms, and their editor |
//! | [`implementation`] | how countries carry out a framework: a heat map with gaps and examples |
//! | [`instrument`] | forms that the program brings along |
//! | [`campaign`] | surveys: a form's version put to somebody, from one day to another |
//! | [`answer`] | answering, page by page; with a name or without |
//! | [`coding`] | codes for what was written into open questions |
//! | [`result`] | what came out |
//! | [`assess`] | organisations measure themselves by a framework |
//! | [`catalogue`] | frameworks in the browser |
//! | [`disclosure`] | what may be told of counts without telling of few: an engine of the platform |
//! | [`disclosure`] | what may be told of counts without telling of few |
//! | [`file`] | files that answers and assessments name |
//! | [`figures`] | what reports and dashboards are told |
//! | [`tabs`] | the faces of the area, on top of its lists |
//! | [`personal`] | what is held on a person |
//!
//! Deliberately absent: statistics over answers of which somebody could say whose they are; a switch that takes a promise back; a log of
//! who answered an anonymous survey.

pub mod access;
pub mod answer;
pub mod assess;
pub mod campaign;
pub mod catalogue;
pub mod coding;
pub mod figures;
pub mod file;
pub mod form;
pub mod implementation;
pub mod instrument;
pub mod personal;
pub mod result;
pub mod routes;
pub mod tabs;

pub use belfry_disclosure as disclosure;
use belfry_web::Area;
use belfry_web::area::JobHandler;

/// The tables of this area.
pub const MIGRATIONS: belfry_store::migrate::Migrations = belfry_store::migrations!(
    "surveys";
    "0001_surveys", "0002_open_links", "0003_assess", "0004_implementations", "0005_coding", "0006_files",
    "0007_taken"
);

/// What the program needs to know of this area.
#[must_use]
pub fn area() -> Area {
    Area {
        name: "surveys",
        nav: Some(("/surveys", "surveys", belfry_words::key!("surveys-nav"))),
        menu: &[],
        places: &[
            ("/surveys", "surveys", belfry_words::key!("surveys-title"), "read"),
            ("/surveys/campaigns/new", "plus", belfry_words::key!("surveys-campaign-new"), "collect"),
            ("/surveys/assess", "insight", belfry_words::key!("surveys-assess-title"), "read"),
            ("/surveys/assess/new", "plus", belfry_words::key!("surveys-assess-new"), "assess"),
            ("/surveys/implementation", "insight", belfry_words::key!("surveys-implementation-title"), "read"),
            ("/catalogue", "list", belfry_words::key!("surveys-catalogue-title"), "read"),
            ("/catalogue/import", "import", belfry_words::key!("surveys-catalogue-import"), "administer"),
            ("/forms", "list", belfry_words::key!("surveys-form-title"), "read"),
            ("/forms/instruments", "surveys", belfry_words::key!("surveys-instrument-title"), "read"),
            ("/forms/new", "plus", belfry_words::key!("surveys-form-new"), "create"),
            ("/forms/import", "import", belfry_words::key!("surveys-form-import"), "create"),
        ],
        kinds: &[campaign::CAMPAIGN, belfry_forms::store::FORM, assess::ASSESSMENT, assess::SHARED],
        called: None,
        texts: None,
        personal: Some(personal::PERSONAL),
        figures: Some(figures::FIGURES),
        events: None,
        points: Some(form::proposed::points),
        lessons: None,
        keeps: Some(file::KEEPS),
        parties: None,
        identifies: None,
        mandates: None,
        migrations: MIGRATIONS,
        words: &[
            ("en", include_str!("../locales/en.ftl")),
            ("fr", include_str!("../locales/fr.ftl")),
            ("en", include_str!("../locales/en/language.ftl")),
            ("fr", include_str!("../locales/fr/language.ftl")),
            ("en", include_str!("../locales/en/expression.ftl")),
            ("fr", include_str!("../locales/fr/expression.ftl")),
            ("en", include_str!("../locales/en/form.ftl")),
            ("fr", include_str!("../locales/fr/form.ftl")),
            ("en", include_str!("../locales/en/element.ftl")),
            ("fr", include_str!("../locales/fr/element.ftl")),
            ("en", include_str!("../locales/en/campaign.ftl")),
            ("fr", include_str!("../locales/fr/campaign.ftl")),
            ("en", include_str!("../locales/en/link.ftl")),
            ("fr", include_str!("../locales/fr/link.ftl")),
            ("en", include_str!("../locales/en/answer.ftl")),
            ("fr", include_str!("../locales/fr/answer.ftl")),
            ("en", include_str!("../locales/en/coding.ftl")),
            ("fr", include_str!("../locales/fr/coding.ftl")),
            ("en", include_str!("../locales/en/question.ftl")),
            ("fr", include_str!("../locales/fr/question.ftl")),
            ("en", include_str!("../locales/en/result.ftl")),
            ("fr", include_str!("../locales/fr/result.ftl")),
            ("en", include_str!("../locales/en/figure.ftl")),
            ("fr", include_str!("../locales/fr/figure.ftl")),
            ("en", include_str!("../locales/en/catalogue.ftl")),
            ("fr", include_str!("../locales/fr/catalogue.ftl")),
            ("en", include_str!("../locales/en/choices.ftl")),
            ("fr", include_str!("../locales/fr/choices.ftl")),
            ("en", include_str!("../locales/en/sheet.ftl")),
            ("fr", include_str!("../locales/fr/sheet.ftl")),
            ("en", include_str!("../locales/en/file.ftl")),
            ("fr", include_str!("../locales/fr/file.ftl")),
            ("en", include_str!("../locales/en/assess.ftl")),
            ("fr", include_str!("../locales/fr/assess.ftl")),
            ("en", include_str!("../locales/en/instrument.ftl")),
            ("fr", include_str!("../locales/fr/instrument.ftl")),
            ("en", include_str!("../locales/en/proposed.ftl")),
            ("fr", include_str!("../locales/fr/proposed.ftl")),
            ("en", include_str!("../locales/en/implementation.ftl")),
            ("fr", include_str!("../locales/fr/implementation.ftl")),
        ],
        routes: routes::routes,
        rules: access::RULES,
        jobs: &[
            JobHandler { name: campaign::open::JOB, run: campaign::open::run },
            JobHandler { name: campaign::close::JOB, run: campaign::close::run },
            JobHandler { name: assess::peers::JOB, run: assess::peers::run },
        ],
        hears: &[("surveys.assessment-signed", assess::peers::JOB)],
    }
}
