//! How an area meets a browser, a program and a person.
//!
//! | module | holds |
//! |---|---|
//! | [`area`] | what an area hands to the program: routes, rules, words, migrations, jobs |
//! | [`house`] | what every request finds: database, clock, words, lanes |
//! | [`chosen`] | what was chosen on the platform's pages while it runs |
//! | [`site`] | routes with the action they need; the router made of them |
//! | [`visit`] | one request: who, in which language, what was sent, reading and writing |
//! | [`form`] | what was sent, and what is wrong with it |
//! | [`reply`] | what goes back |
//! | [`sharing`] | sharing rules in words |
//! | [`api`] | the description of the machine's doors, said where a route is declared |
//! | `once` | what is sent twice is done once |
//! | [`receive`] | reading bodies within limits, before any lane is taken |
//! | [`prose`] | Markdown of people, made harmless |
//! | [`table`] | a list as CSV or a workbook, in the export lane |
//! | [`views`] | saved views of lists |
//! | [`layout`], [`components`], [`style`], [`assets`] | how it looks |
//! | [`serve`], [`headers`], [`lanes`], [`metrics`] | how it is served |
//!
//! Handlers are synchronous: they run on a blocking thread with a place in a lane. Only this crate and the program's start
//! are asynchronous. There is no state that knows every area.

pub mod api;
pub mod area;
pub mod assets;
pub mod chosen;
pub mod components;
pub mod form;
pub mod headers;
pub mod held;
pub mod house;
pub mod lanes;
pub mod layout;
pub mod metrics;
mod once;
pub mod prose;
pub mod receive;
pub mod reply;
pub mod serve;
pub mod sharing;
pub mod site;
pub mod style;
pub mod table;
pub mod views;
pub mod visit;

pub use api::Spec;
pub use area::{Area, JobHandler};
pub use form::{Form, Upload};
pub use house::House;
pub use layout::{Action, Audience, Crumb, Shape};
pub use reply::{Page, Reply};
pub use site::Site;
pub use visit::Visit;

/// The words of the layout and the components: `(language, text of the .ftl file)`; their keys begin with `web-`.
pub const WORDS: &[(&str, &str)] = &[
    ("en", include_str!("../locales/en.ftl")),
    ("fr", include_str!("../locales/fr.ftl")),
    ("en", include_str!("../locales/en/chart.ftl")),
    ("fr", include_str!("../locales/fr/chart.ftl")),
    ("en", include_str!("../locales/en/confirm.ftl")),
    ("fr", include_str!("../locales/fr/confirm.ftl")),
    ("en", include_str!("../locales/en/views.ftl")),
    ("fr", include_str!("../locales/fr/views.ftl")),
    ("en", include_str!("../locales/en/sharing.ftl")),
    ("fr", include_str!("../locales/fr/sharing.ftl")),
    ("en", include_str!("../locales/en/lapsed.ftl")),
    ("fr", include_str!("../locales/fr/lapsed.ftl")),
    ("en", include_str!("../locales/en/once.ftl")),
    ("fr", include_str!("../locales/fr/once.ftl")),
];
