//! The area incidents: from the first minute to the lesson.
//!
//! | module | holds |
//! |---|---|
//! | [`routes`] | every address of the area, with the action it needs |
//! | [`access`] | who may do what |
//! | [`incident`] | an organisation's own record of what happened |
//! | [`regime`] | what each law asks, step by step, as data with a version |
//! | [`clock`] | when each step is due |
//! | [`significance`] | whether an incident is significant, with the reasons |
//! | [`notification`] | what an entity tells an authority under one law, step by step |
//! | [`warn`] | the first minute: three answers and a receipt |
//! | [`route`] | to whom a notification goes, and by which form |
//! | [`audience`] | who may read which answer |
//! | [`inbox`] | what was notified to one's organisation |
//! | [`handover`] | to and from the points of contact of other countries |
//! | [`share`] | threat events of incidents, in words that tell of nobody |
//! | [`channel`] | to the ticket system of an authority |
//! | [`lesson`] | what an incident taught; the after-action review |
//! | [`question`] | what a lesson would ask all, proposed to those who write surveys |
//! | [`exercise`] | the mark of what never happened |
//! | [`figures`] | what can be counted of notifications: charts, statistics of a year, indicators for reports |
//! | [`summary`] | what was notified in a quarter or year, added up |
//! | [`number`], [`instant`] | numbers that tell of nobody else's; day and time as they are typed |
//! | [`personal`] | what is held on a person |
//!
//! Deliberately absent: a notification that becomes visible to a peer by itself; a counted number, which would tell how many others there
//! are; answers that are read anywhere but through [`audience`].

pub mod access;
pub mod audience;
pub mod channel;
pub mod clock;
pub mod exercise;
pub mod figures;
pub mod handover;
pub mod inbox;
pub mod incident;
pub mod instant;
pub mod lesson;
pub mod notification;
pub mod number;
pub mod personal;
pub mod question;
pub mod regime;
pub mod route;
pub mod routes;
pub mod share;
pub mod significance;
pub mod summary;
pub mod warn;

use belfry_web::Area;
use belfry_web::area::JobHandler;

/// The tables of this area.
pub const MIGRATIONS: belfry_store::migrate::Migrations = belfry_store::migrations!("incidents";
    "0001_incidents", "0002_summaries", "0003_handover", "0004_share", "0005_channel", "0006_lesson", "0007_inbox", "0008_questions",
    "0009_inbox");

/// What is done in the background.
const JOBS: &[JobHandler] = &{
    let own = [
        JobHandler { name: handover::send::JOB, run: handover::send::run },
        JobHandler { name: handover::back::JOB, run: handover::back::run },
        JobHandler { name: channel::deliver::JOB, run: channel::deliver::run },
    ];
    let heard = channel::hear::JOBS;
    [own[0], own[1], own[2], heard[0], heard[1], heard[2], heard[3]]
};

/// What the program needs to know of this area.
#[must_use]
pub fn area() -> Area {
    Area {
        name: "incidents",
        nav: Some(("/incidents", "incidents", belfry_words::key!("incidents-nav"))),
        menu: &[],
        places: &[
            ("/incidents/warn", "incidents", belfry_words::key!("incidents-warn-title"), "notify"),
            ("/incidents", "incidents", belfry_words::key!("incidents-title"), "read"),
            ("/incidents/records/new", "plus", belfry_words::key!("incidents-record-new"), "create"),
            ("/incidents/inbox", "message", belfry_words::key!("incidents-inbox-title"), "inbox"),
            ("/incidents/handovers", "send", belfry_words::key!("incidents-handover-title"), "handovers"),
            ("/incidents/channels", "mail", belfry_words::key!("incidents-channel-title"), "channel"),
            ("/incidents/routes", "settings", belfry_words::key!("incidents-route-title"), "route"),
            ("/incidents/figures", "insight", belfry_words::key!("incidents-figures-title"), "figures"),
            ("/incidents/statistics", "insight", belfry_words::key!("incidents-statistics-title"), "figures"),
            ("/incidents/summaries", "insight", belfry_words::key!("incidents-summary-list"), "read"),
            ("/incidents/summaries/new", "plus", belfry_words::key!("incidents-summary-new"), "summarise"),
            ("/incidents/regimes", "list", belfry_words::key!("incidents-regime-title"), "read"),
        ],
        kinds: &[
            incident::INCIDENT,
            notification::NOTIFICATION,
            summary::SUMMARY,
            handover::PACKAGE,
            question::QUESTION,
        ],
        called: None,
        texts: None,
        personal: Some(personal::PERSONAL),
        figures: Some(figures::offer::FIGURES),
        events: None,
        points: Some(share::store::points),
        lessons: Some(question::LESSONS),
        keeps: None,
        parties: None,
        identifies: None,
        mandates: None,
        migrations: MIGRATIONS,
        words: &[
            ("en", include_str!("../locales/en/record.ftl")),
            ("fr", include_str!("../locales/fr/record.ftl")),
            ("en", include_str!("../locales/en/warn.ftl")),
            ("fr", include_str!("../locales/fr/warn.ftl")),
            ("en", include_str!("../locales/en/notification.ftl")),
            ("fr", include_str!("../locales/fr/notification.ftl")),
            ("en", include_str!("../locales/en/route.ftl")),
            ("fr", include_str!("../locales/fr/route.ftl")),
            ("en", include_str!("../locales/en/handover.ftl")),
            ("fr", include_str!("../locales/fr/handover.ftl")),
            ("en", include_str!("../locales/en/share.ftl")),
            ("fr", include_str!("../locales/fr/share.ftl")),
            ("en", include_str!("../locales/en/regime.ftl")),
            ("fr", include_str!("../locales/fr/regime.ftl")),
            ("en", include_str!("../locales/en/figure.ftl")),
            ("fr", include_str!("../locales/fr/figure.ftl")),
            ("en", include_str!("../locales/en/summary.ftl")),
            ("fr", include_str!("../locales/fr/summary.ftl")),
            ("en", include_str!("../locales/en/significance.ftl")),
            ("fr", include_str!("../locales/fr/significance.ftl")),
            ("en", include_str!("../locales/en/lesson.ftl")),
            ("fr", include_str!("../locales/fr/lesson.ftl")),
            ("en", include_str!("../locales/en/question.ftl")),
            ("fr", include_str!("../locales/fr/question.ftl")),
            ("en", include_str!("../locales/en/channel.ftl")),
            ("fr", include_str!("../locales/fr/channel.ftl")),
            ("en", include_str!("../locales/en/hearer.ftl")),
            ("fr", include_str!("../locales/fr/hearer.ftl")),
            ("en", include_str!("../locales/en/choose.ftl")),
            ("fr", include_str!("../locales/fr/choose.ftl")),
            ("en", include_str!("../locales/en/handback.ftl")),
            ("fr", include_str!("../locales/fr/handback.ftl")),
            ("en", include_str!("../locales/en/discard.ftl")),
            ("fr", include_str!("../locales/fr/discard.ftl")),
            ("en", include_str!("../locales/en/given.ftl")),
            ("fr", include_str!("../locales/fr/given.ftl")),
        ],
        routes: routes::routes,
        rules: access::RULES,
        jobs: JOBS,
        hears: channel::hear::HEARS,
    }
}
