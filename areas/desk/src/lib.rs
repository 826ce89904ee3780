//! The area desk: a person's day, search over everything, and the few pages that belong to no other area.
//!
//! | module | holds |
//! |---|---|
//! | [`routes`] | every address of the area, with the action it needs |
//! | [`access`] | who may do what |
//! | [`home`] | a person's day: what is due, what changed for him, what others shared, what he can do next |
//! | [`agenda`] | everything that is due for him |
//! | [`announcement`] | what the coordination says to everyone, to a kind of organisation, to a circle |
//! | [`calendar`] | the agenda in one's own calendar, by a secret link |
//! | [`notice`] | what changed for whom: told by a job when a fact is recorded, kept, and sent by mail to whoever wishes |
//! | [`activity`] | the list of a person's notices |
//! | [`go`] | one line that leads to a page, an act or a record |
//! | [`search`] | one question over every kind of record, newest first |
//! | [`subject`] | records of any kind as rows of a list |
//! | [`welcome`] | the greeting of a first visit |
//! | [`accessibility`], [`style`], [`openapi`] | the statement, the components, the description of the API |
//!
//! Deliberately absent: a dashboard; anything that only one area knows. The desk shows records by their title and address,
//! and facts by their name.

pub mod access;
pub mod accessibility;
pub mod activity;
pub mod agenda;
pub mod announcement;
pub mod calendar;
pub mod go;
pub mod home;
pub mod notice;
pub mod openapi;
pub mod personal;
pub mod routes;
pub mod search;
pub mod style;
pub mod subject;
pub mod welcome;

use belfry_web::Area;

/// The tables of this area.
pub const MIGRATIONS: belfry_store::migrate::Migrations = belfry_store::migrations!(
    "desk"; "0001_notices", "0002_agenda", "0003_discussion", "0004_feeds", "0005_announcements", "0006_digests"
);

/// What the program needs to know of this area.
pub fn area() -> Area {
    Area {
        name: "desk",
        nav: Some(("/", "home", belfry_words::key!("desk-nav"))),
        menu: &[
            ("/desk/activity", "bell", belfry_words::key!("desk-activity-menu")),
            ("/desk/agenda", "calendar", belfry_words::key!("desk-agenda-menu")),
            ("/desk/announcements", "message", belfry_words::key!("desk-announcement-menu")),
        ],
        places: &[
            ("/", "home", belfry_words::key!("desk-go-place-home"), "read"),
            ("/desk/agenda", "calendar", belfry_words::key!("desk-go-place-agenda"), "read"),
            ("/desk/agenda/new", "plus", belfry_words::key!("desk-go-place-agenda-new"), "read"),
            ("/desk/activity", "bell", belfry_words::key!("desk-go-place-activity"), "read"),
            ("/desk/announcements", "message", belfry_words::key!("desk-announcement-title"), "read"),
            ("/desk/calendar", "calendar", belfry_words::key!("desk-calendar-title"), "self"),
            ("/search", "search", belfry_words::key!("desk-go-place-search"), "read"),
            ("/accessibility", "info", belfry_words::key!("desk-go-place-accessibility"), "read"),
        ],
        kinds: &[announcement::ANNOUNCEMENT],
        personal: Some(personal::PERSONAL),
        figures: None,
        events: None,
        points: None,
        lessons: None,
        keeps: None,
        parties: None,
        identifies: None,
        mandates: None,
        called: None,
        texts: None,
        migrations: MIGRATIONS,
        words: &[
            ("en", include_str!("../locales/en.ftl")),
            ("fr", include_str!("../locales/fr.ftl")),
            ("en", include_str!("../locales/en/agenda.ftl")),
            ("fr", include_str!("../locales/fr/agenda.ftl")),
            ("en", include_str!("../locales/en/activity.ftl")),
            ("fr", include_str!("../locales/fr/activity.ftl")),
            ("en", include_str!("../locales/en/facet.ftl")),
            ("fr", include_str!("../locales/fr/facet.ftl")),
            ("en", include_str!("../locales/en/go.ftl")),
            ("fr", include_str!("../locales/fr/go.ftl")),
            ("en", include_str!("../locales/en/announcement.ftl")),
            ("fr", include_str!("../locales/fr/announcement.ftl")),
            ("en", include_str!("../locales/en/practice.ftl")),
            ("fr", include_str!("../locales/fr/practice.ftl")),
            ("en", include_str!("../locales/en/incident.ftl")),
            ("fr", include_str!("../locales/fr/incident.ftl")),
            ("en", include_str!("../locales/en/package.ftl")),
            ("fr", include_str!("../locales/fr/package.ftl")),
            ("en", include_str!("../locales/en/became.ftl")),
            ("fr", include_str!("../locales/fr/became.ftl")),
            ("en", include_str!("../locales/en/registration.ftl")),
            ("fr", include_str!("../locales/fr/registration.ftl")),
            ("en", include_str!("../locales/en/bundle.ftl")),
            ("fr", include_str!("../locales/fr/bundle.ftl")),
            ("en", include_str!("../locales/en/digest.ftl")),
            ("fr", include_str!("../locales/fr/digest.ftl")),
            ("en", include_str!("../locales/en/summary.ftl")),
            ("fr", include_str!("../locales/fr/summary.ftl")),
            ("en", include_str!("../locales/en/table.ftl")),
            ("fr", include_str!("../locales/fr/table.ftl")),
            ("en", include_str!("../locales/en/calendar.ftl")),
            ("fr", include_str!("../locales/fr/calendar.ftl")),
        ],
        routes: routes::routes,
        rules: access::RULES,
        jobs: notice::JOBS,
        hears: notice::HEARS,
    }
}
