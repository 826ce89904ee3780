//! The area incidents: from the first minute to the lesson.
//!
//! | module | holds |
//! |---|---|
//! | [`routes`] | every address of the area, with the action it needs |
//! | [`access`] | who may do what |
//! | [`incident`] | an organisation's own record of what happened |
//! | [`regime`] | what each law asks, step by step, as data with a version |
//! | [`clock`] | when each step is due |
//! | [`notification`] | what an entity tells an authority under one law, step by step |
//! | [`route`] | to whom that goes |
//! | [`number`] | numbers that tell of nobody else's |

pub mod access;
pub mod clock;
pub mod incident;
pub mod notification;
pub mod number;
pub mod regime;
pub mod route;
pub mod routes;

use belfry_web::Area;

/// The tables of this area.
pub const MIGRATIONS: belfry_store::migrate::Migrations = belfry_store::migrations!("incidents"; "0001_incidents");

/// What the program needs to know of this area.
#[must_use]
pub fn area() -> Area {
    Area {
        name: "incidents",
        nav: None,
        menu: &[],
        places: &[],
        kinds: &[incident::INCIDENT, notification::NOTIFICATION],
        texts: None,
        personal: None,
        figures: None,
        migrations: MIGRATIONS,
        words: &[],
        routes: routes::routes,
        rules: access::RULES,
        jobs: &[],
        hears: &[],
    }
}
