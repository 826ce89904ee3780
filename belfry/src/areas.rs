//! The areas of the program, in the order of the navigation, and the roots that are no area's name.

use belfry_store::migrate::Migrations;
use belfry_web::Area;

/// Every area.
pub fn areas() -> Vec<Area> {
    vec![
        belfry_desk::area(),
        belfry_threats::area(),
        belfry_incidents::area(),
        belfry_surveys::area(),
        belfry_insight::area(),
        belfry_practices::area(),
        belfry_members::area(),
    ]
}

/// Every table: the platform's, then the areas'.
pub fn migrations() -> Vec<Migrations> {
    let mut all = vec![
        belfry_identity::MIGRATIONS,
        belfry_discussion::MIGRATIONS,
        belfry_catalogue::MIGRATIONS,
        belfry_forms::MIGRATIONS,
    ];
    all.extend(areas().iter().map(|area| area.migrations));
    all
}

/// Addresses outside `/AREA/`, with the area that answers them. A test compares the list with the routes.
pub const ROOTS: &[(&str, &str)] = &[
    ("/", "desk"),
    ("/search", "desk"),
    ("/go", "desk"),
    ("/go/list", "desk"),
    ("/accessibility", "desk"),
    ("/api/openapi.json", "desk"),
    ("/style", "desk"),
    ("/warn", "incidents"),
    ("/catalogue", "surveys"),
    ("/catalogue/import", "surveys"),
    ("/catalogue/{name}", "surveys"),
    ("/catalogue/{name}/export", "surveys"),
    ("/forms", "surveys"),
    ("/forms/new", "surveys"),
    ("/forms/import", "surveys"),
    ("/forms/instruments", "surveys"),
    ("/forms/{uuid}", "surveys"),
    ("/forms/{uuid}/preview", "surveys"),
    ("/forms/{uuid}/export", "surveys"),
    ("/forms/{uuid}/publish", "surveys"),
    ("/forms/{uuid}/proposed", "surveys"),
    ("/forms/{uuid}/edit", "surveys"),
    ("/forms/{uuid}/edit/{name}", "surveys"),
    ("/forms/{uuid}/edit/{name}/choices", "surveys"),
    ("/sign-in", "members"),
    ("/sign-in/factor", "members"),
    ("/sign-in/with/{provider}", "members"),
    ("/sign-in/with/{provider}/back", "members"),
    ("/sign-in/passkey", "members"),
    ("/sign-in/passkey/ask", "members"),
    ("/sign-in/forgotten", "members"),
    ("/join", "members"),
    ("/apply", "members"),
    ("/apply/{token}", "members"),
    ("/address/{token}", "members"),
    ("/sign-out", "members"),
    ("/preferences", "members"),
    ("/classify", "members"),
    ("/welcome/{token}", "members"),
    ("/invitation/{token}", "members"),
];
