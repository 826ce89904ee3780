//! The area threats: what is known about attacks, put in, found and shared.
//!
//! | module | holds |
//! |---|---|
//! | [`access`] | who may do what |
//! | [`event`] | the root: its kind, states, header; its SQL in `event/store.rs` |
//! | [`event::import`] | MISP files in: checked whole, staged unseen, then one flip; updates by MISP's rule of timestamps |
//! | [`event::export`] | files out: MISP, STIX, tables, plain text; read in chunks under the reader's key |
//! | [`import`] | the pages on which files and texts come in, and their job |
//! | [`attribute`], [`object`], [`tag`] | what hangs on an event |
//! | [`value`] | canonical values; lookup and correlation at query time |
//! | [`vocabulary`] | taxonomies, galaxies, warninglists, templates |
//!
//! What changes is announced by the facts of `belfry_contracts::threats`.
//! Deliberately absent: stored correlations. What two events have in common is asked when somebody looks, under his scope.

pub mod access;
mod api;
pub mod attribute;
pub mod event;
pub mod figures;
pub mod import;
pub mod object;
pub mod personal;
mod routes;
pub mod sighting;
pub mod tag;
pub mod value;
pub mod vocabulary;

/// The tables of this area.
pub const MIGRATIONS: belfry_store::migrate::Migrations = belfry_store::migrations!(
    "threats";
    "0001_events", "0002_lists", "0003_notices", "0004_exports", "0005_vocabularies", "0006_discussion",
    "0007_recipients",
    "0008_labelled",
    "0009_hidden_parts",
    "0010_unfinished",
    "0011_local_tags",
    "0012_arrows",
    "0013_notes_of_narrower_times",
    "0014_imported"
);

/// Everything that the program needs to know of this area.
pub fn area() -> belfry_web::Area {
    belfry_web::Area {
        name: "threats",
        nav: Some(("/threats/events", "threats", belfry_words::key!("threats-nav"))),
        menu: &[],
        places: &[
            ("/threats/events", "threats", belfry_words::key!("threats-place-events"), "read"),
            ("/threats/events/new", "plus", belfry_words::key!("threats-place-event-new"), "create"),
            ("/threats/import", "import", belfry_words::key!("threats-place-import"), "import"),
            ("/threats/values", "hash", belfry_words::key!("threats-place-values"), "read"),
            ("/threats/vocabularies", "tag", belfry_words::key!("threats-place-vocabularies"), "read"),
        ],
        kinds: &[event::EVENT],
        personal: Some(personal::PERSONAL),
        figures: Some(figures::FIGURES),
        events: Some(event::drafted::make),
        points: None,
        lessons: None,
        keeps: None,
        parties: Some(event::disclose::takers),
        identifies: None,
        mandates: None,
        called: None,
        texts: Some(event::text::of),
        migrations: MIGRATIONS,
        words: &[
            ("en", include_str!("../locales/en.ftl")),
            ("fr", include_str!("../locales/fr.ftl")),
            ("en", include_str!("../locales/en/figure.ftl")),
            ("fr", include_str!("../locales/fr/figure.ftl")),
            ("en", include_str!("../locales/en/place.ftl")),
            ("fr", include_str!("../locales/fr/place.ftl")),
            ("en", include_str!("../locales/en/sharing.ftl")),
            ("fr", include_str!("../locales/fr/sharing.ftl")),
            ("en", include_str!("../locales/en/import.ftl")),
            ("fr", include_str!("../locales/fr/import.ftl")),
            ("en", include_str!("../locales/en/unfinished.ftl")),
            ("fr", include_str!("../locales/fr/unfinished.ftl")),
            ("en", include_str!("../locales/en/many.ftl")),
            ("fr", include_str!("../locales/fr/many.ftl")),
            ("en", include_str!("../locales/en/like.ftl")),
            ("fr", include_str!("../locales/fr/like.ftl")),
            ("en", include_str!("../locales/en/text.ftl")),
            ("fr", include_str!("../locales/fr/text.ftl")),
            ("en", include_str!("../locales/en/filter.ftl")),
            ("fr", include_str!("../locales/fr/filter.ftl")),
            ("en", include_str!("../locales/en/lines.ftl")),
            ("fr", include_str!("../locales/fr/lines.ftl")),
            ("en", include_str!("../locales/en/recalled.ftl")),
            ("fr", include_str!("../locales/fr/recalled.ftl")),
            ("en", include_str!("../locales/en/history.ftl")),
            ("fr", include_str!("../locales/fr/history.ftl")),
            ("en", include_str!("../locales/en/reference.ftl")),
            ("fr", include_str!("../locales/fr/reference.ftl")),
            ("en", include_str!("../locales/en/builtin.ftl")),
            ("fr", include_str!("../locales/fr/builtin.ftl")),
            ("en", include_str!("../locales/en/vocabulary.ftl")),
            ("fr", include_str!("../locales/fr/vocabulary.ftl")),
        ],
        routes: routes::routes,
        rules: access::RULES,
        jobs: &[import::job::HANDLER],
        hears: &[],
    }
}
