//! The area members: signing in, one's own settings, organisations, trust circles.
//!
//! | module | holds |
//! |---|---|
//! | [`routes`] | every address of the area |
//! | [`access`] | who may do what |
//! | [`sign_in`], [`sign_out`], [`welcome`], [`invitation`], [`reset`] | the doors: open to whoever has no session yet |
//! | [`join`], [`address`] | asking to join; agreeing to another address |
//! | [`application`] | an organisation that is not here asks to be entered, with somebody to administer it |
//! | [`letter`] | mail of this area |
//! | [`safety`] | what a person is told when an access to his account changed |
//! | [`passkey`], [`oidc`] | the protocols of passkeys and of other places' sign-in |
//! | [`preferences`] | language and light, from the menu of any page |
//! | [`me`] | one's own settings: profile, password, sessions, keys, notifications |
//! | [`organisation`] | the directory, an organisation's page, its people |
//! | [`register`] | the register: facts as data, records, registration |
//! | [`classify`] | what an entity is under the Directives |
//! | [`circle`] | trust circles (MISP: sharing groups) |
//! | [`sharing`] | executable sharing rules of a circle or an organisation |
//! | [`arrangement`] | who takes part in arrangements under NIS2 Article 29 |
//! | [`personal`] | what is held on a person: his copy, his erasure |
//! | [`platform`] | health, people, jobs, settings, ledger, for who administers the platform |
//! | [`roles`] | what each role is for, in plain words |
//! | [`text`] | texts for excerpts of what was found |
//! | [`refused`] | the words of identity's refusals |
//! | [`local`] | addresses to go back to |
//!
//! Tables and rules are those of `belfry_identity`; this area has only its pages. Deliberately absent: records of any
//! kind; they are the other areas'.

pub mod access;
pub mod address;
pub mod application;
pub mod arrangement;
pub mod circle;
pub mod classify;
pub mod figures;
pub mod invitation;
pub mod join;
pub mod letter;
pub mod local;
pub mod me;
pub mod oidc;
pub mod organisation;
pub mod passkey;
pub mod personal;
pub mod platform;
pub mod preferences;
pub mod refused;
pub mod register;
pub mod reset;
pub mod roles;
pub mod routes;
pub mod safety;
pub mod sharing;
pub mod sign_in;
pub mod sign_out;
pub mod text;
pub mod welcome;

use belfry_store::migrate::Migrations;
use belfry_web::{Area, JobHandler};

/// Its tables: those of the register and of applications. The others are identity's.
pub const MIGRATIONS: Migrations = belfry_store::migrations!("members"; "0001_register", "0002_applications");

/// Its words, by topic.
const WORDS: &[(&str, &str)] = &[
    ("en", include_str!("../locales/en.ftl")),
    ("fr", include_str!("../locales/fr.ftl")),
    ("en", include_str!("../locales/en/application.ftl")),
    ("fr", include_str!("../locales/fr/application.ftl")),
    ("en", include_str!("../locales/en/applications.ftl")),
    ("fr", include_str!("../locales/fr/applications.ftl")),
    ("en", include_str!("../locales/en/circle.ftl")),
    ("fr", include_str!("../locales/fr/circle.ftl")),
    ("en", include_str!("../locales/en/classify.ftl")),
    ("fr", include_str!("../locales/fr/classify.ftl")),
    ("en", include_str!("../locales/en/classified.ftl")),
    ("fr", include_str!("../locales/fr/classified.ftl")),
    ("en", include_str!("../locales/en/desk.ftl")),
    ("fr", include_str!("../locales/fr/desk.ftl")),
    ("en", include_str!("../locales/en/factors.ftl")),
    ("fr", include_str!("../locales/fr/factors.ftl")),
    ("en", include_str!("../locales/en/health.ftl")),
    ("fr", include_str!("../locales/fr/health.ftl")),
    ("en", include_str!("../locales/en/letter.ftl")),
    ("fr", include_str!("../locales/fr/letter.ftl")),
    ("en", include_str!("../locales/en/notification.ftl")),
    ("fr", include_str!("../locales/fr/notification.ftl")),
    ("en", include_str!("../locales/en/digest.ftl")),
    ("fr", include_str!("../locales/fr/digest.ftl")),
    ("en", include_str!("../locales/en/figure.ftl")),
    ("fr", include_str!("../locales/fr/figure.ftl")),
    ("en", include_str!("../locales/en/place.ftl")),
    ("fr", include_str!("../locales/fr/place.ftl")),
    ("en", include_str!("../locales/en/platform.ftl")),
    ("fr", include_str!("../locales/fr/platform.ftl")),
    ("en", include_str!("../locales/en/policy.ftl")),
    ("fr", include_str!("../locales/fr/policy.ftl")),
    ("en", include_str!("../locales/en/record.ftl")),
    ("fr", include_str!("../locales/fr/record.ftl")),
    ("en", include_str!("../locales/en/registration.ftl")),
    ("fr", include_str!("../locales/fr/registration.ftl")),
    ("en", include_str!("../locales/en/safety.ftl")),
    ("fr", include_str!("../locales/fr/safety.ftl")),
    ("en", include_str!("../locales/en/sector.ftl")),
    ("fr", include_str!("../locales/fr/sector.ftl")),
    ("en", include_str!("../locales/en/security.ftl")),
    ("fr", include_str!("../locales/fr/security.ftl")),
    ("en", include_str!("../locales/en/service.ftl")),
    ("fr", include_str!("../locales/fr/service.ftl")),
    ("en", include_str!("../locales/en/standing.ftl")),
    ("fr", include_str!("../locales/fr/standing.ftl")),
    ("en", include_str!("../locales/en/tenant.ftl")),
    ("fr", include_str!("../locales/fr/tenant.ftl")),
    ("en", include_str!("../locales/en/view.ftl")),
    ("fr", include_str!("../locales/fr/view.ftl")),
    ("en", include_str!("../locales/en/with.ftl")),
    ("fr", include_str!("../locales/fr/with.ftl")),
];

/// What this area does in the background.
const JOBS: &[JobHandler] = &[
    circle::audit::HANDLER,
    JobHandler { name: letter::JOB, run: letter::run },
    JobHandler { name: personal::data::COPY, run: personal::data::run },
    JobHandler { name: platform::ledger::VERIFY, run: platform::ledger::run },
    JobHandler { name: platform::sweep::JOB, run: platform::sweep::run },
];

/// What the program needs to know of this area.
pub fn area() -> Area {
    Area {
        name: "members",
        nav: Some(("/members", "members", belfry_words::key!("members-nav"))),
        menu: &[("/members/me", "settings", belfry_words::key!("members-me-title"))],
        places: &[
            ("/members/organisations", "members", belfry_words::key!("members-place-organisations"), "read"),
            ("/members/organisations/new", "plus", belfry_words::key!("members-place-organisation-new"), "found"),
            ("/members/applications", "members", belfry_words::key!("members-application-list"), "sift"),
            ("/members/circles", "circles", belfry_words::key!("members-place-circles"), "read"),
            ("/members/circles/new", "plus", belfry_words::key!("members-place-circle-new"), "create"),
            ("/members/roles", "help", belfry_words::key!("members-place-roles"), "read"),
            ("/members/me", "settings", belfry_words::key!("members-place-me"), "self"),
            ("/members/me/password", "key", belfry_words::key!("members-place-password"), "self"),
            ("/members/me/sessions", "screen", belfry_words::key!("members-place-sessions"), "self"),
            ("/members/me/keys", "key", belfry_words::key!("members-place-keys"), "self"),
            ("/members/me/notifications", "bell", belfry_words::key!("members-place-notifications"), "self"),
            ("/members/me/views", "bookmark", belfry_words::key!("members-place-views"), "self"),
            ("/members/me/data", "file", belfry_words::key!("members-place-data"), "self"),
            ("/members/platform", "screen", belfry_words::key!("members-place-platform"), "oversee"),
            ("/members/platform/people", "users", belfry_words::key!("members-place-platform-people"), "oversee"),
            (
                "/members/platform/organisations",
                "building",
                belfry_words::key!("members-place-platform-organisations"),
                "oversee",
            ),
            ("/members/platform/jobs", "clock", belfry_words::key!("members-place-platform-jobs"), "oversee"),
            ("/members/platform/ledger", "history", belfry_words::key!("members-place-platform-ledger"), "oversee"),
        ],
        kinds: &[belfry_identity::CIRCLE, belfry_identity::ORGANISATION],
        personal: Some(personal::PERSONAL),
        figures: Some(figures::FIGURES),
        events: None,
        points: None,
        lessons: None,
        keeps: None,
        parties: None,
        identifies: Some(register::identifying::of),
        mandates: Some(register::sight::mandates),
        called: None,
        texts: Some(text::of),
        migrations: MIGRATIONS,
        words: WORDS,
        routes: routes::routes,
        rules: access::RULES,
        jobs: JOBS,
        hears: &[],
    }
}
