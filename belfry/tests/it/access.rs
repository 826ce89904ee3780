//! Every route with every role, against a table that people can read: `access_matrix.txt`.
//!
//! The table is made from the routes and the rules; after a wanted change, `BELFRY_WRITE_MATRIX=1 cargo test -p belfry access`
//! writes it anew, and the difference is what a reviewer looks at.

use std::fmt::Write;

use belfry_kernel::Role;
use belfry_kernel::access::Over;
use belfry_web::Site;
use belfry_web::site::{Door, Fresh};

const KEPT: &str = include_str!("access_matrix.txt");

#[test]
fn the_access_matrix_is_what_was_committed() {
    let made = matrix();
    if std::env::var_os("BELFRY_WRITE_MATRIX").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/access_matrix.txt");
        std::fs::write(path, &made).expect("the matrix is written");
        return;
    }
    assert_eq!(KEPT, made, "routes or rules changed: see the top of this file");
}

fn matrix() -> String {
    let sites = Site::of(&belfry::areas::areas());
    let mut out = String::from(
        "Who may do what. v: over anything visible, o: over the own organisation's, a: over what one wrote, -: never.\n\
         s: over what is one's own, as does anyone signed in who holds no role.\n\
         fresh: asks again who one is when the last proof is more than ten minutes old; asks itself: its form always does.\n\
         enrolling: open also to whoever still has to add a second factor.\n\
         once: what is sent twice is done once.\n\n",
    );
    let width = sites.routes.iter().map(|route| route.path.len()).max().unwrap_or_default();
    for (n, role) in Role::ALL.iter().enumerate() {
        let _ = writeln!(out, "{:>2}  {}", n + 1, role.code());
    }
    let mut area = "";
    for route in &sites.routes {
        if route.area != area {
            area = route.area;
            let _ = write!(out, "\n{:width$} {:12}", format!("-- {area} --"), "", width = width + 5);
            (1..=Role::ALL.len()).for_each(|n| {
                let _ = write!(out, " {n:>2}");
            });
            out.push('\n');
        }
        let _ = write!(out, "{:4} {:width$} {:12}", route.method, route.path, route.action);
        if let Door::Open(why) = route.door {
            let _ = writeln!(out, "  anyone: {why}");
            continue;
        }
        for role in Role::ALL {
            let over: Vec<Over> = sites
                .rules(route.area)
                .iter()
                .filter(|rule| rule.action == route.action)
                .filter(|rule| rule.over == Over::Oneself || rule.roles.contains(role))
                .map(|rule| rule.over)
                .collect();
            let mark = match over.as_slice() {
                [] => "-",
                all if all.contains(&Over::Visible) => "v",
                all if all.contains(&Over::Own) => "o",
                all if all.contains(&Over::Oneself) => "s",
                _ => "a",
            };
            let _ = write!(out, " {mark:>2}");
        }
        match route.fresh {
            Fresh::No => {}
            Fresh::Asked => out.push_str("  fresh"),
            Fresh::Itself => out.push_str("  asks itself"),
        }
        if route.while_enrolling {
            out.push_str("  enrolling");
        }
        if route.once {
            out.push_str("  once");
        }
        out.push('\n');
    }
    out
}

#[test]
fn every_route_needs_an_action_that_some_role_has_or_says_why_it_is_open() {
    let sites = Site::of(&belfry::areas::areas());
    for route in &sites.routes {
        match route.door {
            Door::Open(why) => assert!(why.len() > 8, "{} is open without a reason", route.path),
            Door::Person | Door::Machine => {
                let given = sites.rules(route.area).iter().any(|rule| rule.action == route.action);
                assert!(given, "no role may {} at {}", route.action, route.path);
            }
        }
    }
}

#[test]
fn roots_that_are_no_areas_name_are_claimed() {
    let sites = Site::of(&belfry::areas::areas());
    for route in &sites.routes {
        let below = route.path.strip_prefix("/api/v1").unwrap_or(&route.path);
        let own = below == format!("/{}", route.area) || below.starts_with(&format!("/{}/", route.area));
        let claimed = belfry::areas::ROOTS.contains(&(route.path.as_str(), route.area));
        assert!(own || claimed, "{} of {} is claimed nowhere", route.path, route.area);
    }
    for (path, area) in belfry::areas::ROOTS {
        assert!(sites.routes.iter().any(|route| route.path == *path && route.area == *area), "{path} is no route");
    }
}

#[test]
fn changes_are_never_made_by_get() {
    use belfry_testkit::{Engine, TestSite};
    let site = TestSite::new(Engine::Sqlite, &belfry::areas::areas());
    for route in site.routes().iter().filter(|route| route.method == "POST") {
        let has_page = site.routes().iter().any(|other| other.method == "GET" && other.path == route.path);
        if !has_page {
            let path = route.path.replace("{uuid}", "00000000-0000-4000-8000-000000000000").replace(['{', '}'], "");
            assert_eq!(site.stranger().get(&path).status, 405, "{path}");
        }
    }
}
