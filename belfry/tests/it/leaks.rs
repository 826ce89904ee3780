//! **Leaks on purpose**: each takes the scope out of some statements while the program runs, and must be found by a suite.
//!
//! The hook is [`belfry_store::tamper`], which only builds with debug assertions have. The leaks run on SQLite: on PostgreSQL row-level
//! security stands behind the statements, and is proven by itself ([`crate::wall`]).

use belfry_store::tamper::{Fault, MARK, Tamper};
use belfry_testkit::{Engine, TestSite};

use crate::world::{Change, Plan, World};
use crate::{canary, interference, monotone, swap};

struct Leak {
    what: &'static str,
    fault: Fault,
    /// The suite that is asked first.
    first: &'static str,
}

const fn leak(what: &'static str, first: &'static str, fault: Fault) -> Leak {
    Leak { what, fault, first }
}

/// Asks for the program's own key in the place of the reader's.
fn unscoped(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("grant_key = $") {
        out.push_str(before);
        out.push_str("grant_key = 1 + 0 * $");
        rest = after;
    }
    (rest.len() != text.len()).then(|| out + rest)
}

/// As [`unscoped`], for the part of a statement between two marks.
fn unscoped_between(text: &str, from: &str, to: &str) -> Option<String> {
    let (before, rest) = text.split_once(from)?;
    let (part, after) = rest.split_once(to)?;
    Some(format!("{before}{from}{}{to}{after}", unscoped(part)?))
}

/// Takes no notice of a child's own label.
fn childless(text: &str) -> Option<String> {
    text.contains("(a.label_id is null or").then(|| text.replace("(a.label_id is null or", "(1 = 1 or"))
}

fn either(text: &str, status: &str) -> Option<String> {
    let counts = text.contains("cm.status = 'confirmed'");
    counts.then(|| text.replace("cm.status = 'confirmed'", &format!("cm.status in ('confirmed', '{status}')")))
}

const LEAKS: &[Leak] = &[
    leak("counts of lists without scope", "A1", |text, _| {
        let (_, after) = text.split_once("count(*)")?;
        unscoped_between(text, "(select count(*) from (select 1", ") few)")
            .or_else(|| Some(format!("{}{}", &text[..text.len() - after.len()], unscoped(after)?)))
    }),
    leak("search without scope", "A2", |text, _| if text.contains("store_search f") { unscoped(text) } else { None }),
    leak("correlations without scope", "A1", |text, _| {
        if text.contains("threats_keys") && text.contains("h(hash)") { unscoped(text) } else { None }
    }),
    leak("values looked up without scope", "A1", |text, _| {
        if text.contains("threats_keys a") && text.contains("a.hash =") { unscoped(text) } else { None }
    }),
    leak("parts shown without their own label", "A2", |text, _| {
        if text.contains("from threats_attributes a") { childless(text) } else { None }
    }),
    leak("reports exported without their own label", "A2", |text, _| {
        if text.contains("threats_reports a") { childless(text) } else { None }
    }),
    leak("the API's list without scope", "A2", |text, _| {
        if text.contains("threats_events e") && text.contains("order by s.id") { unscoped(text) } else { None }
    }),
    leak("hidden is forbidden instead of missing when something is written", "A6", |text, writes| {
        if writes && text.contains("s.uuid = $1 and s.kind = $2") { unscoped(text) } else { None }
    }),
    leak("a suspended membership counts", "A2", |text, _| either(text, "suspended")),
    leak("an invitation counts, and notices go to whoever has one", "A2", |text, _| either(text, "invited")),
    leak("hidden circles are named in lists", "A2", |text, _| {
        if text.contains("identity_circles c join store_subjects s") { unscoped(text) } else { None }
    }),
    leak("a preview names a hidden circle to whoever was in it once", "A2", |text, _| {
        let owner = "(select min(x.organisation_id) from identity_circle_members x where x.circle_id = c.id)";
        let asks = text.contains("from identity_circles c left join identity_circle_members m");
        asks.then(|| text.replacen("c.owner_id", owner, 1))
    }),
];

/// A world whose database is at fault.
fn world(engine: Engine, fault: Fault, night: &str) -> World {
    let site = TestSite::new(engine, &belfry::areas::areas());
    site.db.db.tamper(Tamper::new(fault));
    World::with(site, night)
}

/// Two events that the first organisation sees, and two that it does not and that hold the same values.
fn plans() -> Vec<Plan> {
    let plan = |owner, reach, values: &[u8]| Plan {
        owner,
        reach,
        tlp: 2,
        values: values.iter().map(|n| (*n, false)).collect(),
        tag: 1,
    };
    vec![plan(0, 3, &[0, 3, 6]), plan(2, 0, &[0, 3, 7]), plan(1, 3, &[5, 8]), plan(2, 2, &[0, 5, 6])]
}

fn changes() -> Vec<Change> {
    vec![Change { values: vec![1, 2, 9, 4, 4, 4], tag: 3 }; 3]
}

/// What a suite finds in worlds with this fault.
fn ask(suite: &str, engine: Engine, fault: Fault) -> Result<(), String> {
    let made = |night: &str| world(engine, fault, night);
    match suite {
        "A1" => interference::interferes_not(|| made("Night"), made, 0, &plans(), &changes()),
        "A4" => monotone::suspended_is_gone([made("Night"), made("Night")], &plans()),
        "A6" => swap::nothing_by_anothers_id(&swap::apart(made("Night"))),
        _ => canary::finds_nothing_out_of_place(&made("Night")),
    }
}

/// Which suite finds a leak, and what it says.
fn caught(engine: Engine, leak: &Leak) -> Option<(&'static str, String)> {
    let others = ["A2", "A1", "A6", "A4"].into_iter().filter(|suite| *suite != leak.first);
    // A page that breaks, as a statement would that was spoiled rather than opened, is no leak that was found.
    let leaks =
        |found: &String| !found.contains(canary::BREAKS) && !found.contains("status 500") && !found.contains("and 500");
    std::iter::once(leak.first)
        .chain(others)
        .find_map(|suite| Some((suite, ask(suite, engine, leak.fault).err().filter(leaks)?)))
}

#[test]
fn every_leak_that_is_seeded_is_found() {
    let mut missed = Vec::new();
    for leak in LEAKS {
        match caught(Engine::Sqlite, leak) {
            Some((suite, found)) => {
                let line = found.lines().next().unwrap_or_default().to_owned();
                println!("{suite} finds \"{}\": {line}", leak.what);
            }
            None => missed.push(leak.what),
        }
    }
    assert_eq!(missed, Vec::<&str>::new(), "leaks that nobody finds, of {}", LEAKS.len());
}

/// Neither are there leaks without a fault: otherwise the suites would find anything.
#[test]
fn a_fault_that_changes_nothing_is_no_leak() {
    for suite in ["A1", "A2", "A4", "A6"] {
        assert_eq!(ask(suite, Engine::Sqlite, |_, _| None), Ok(()), "{suite}");
    }
}

/// What is shipped has no hook: the mark is in this binary, and in none that is built as a release.
#[test]
fn a_release_cannot_be_tampered_with() {
    let holds = |path: &std::path::Path| {
        let bytes = std::fs::read(path).unwrap_or_default();
        let mark = MARK.as_bytes();
        bytes.windows(mark.len()).any(|part| part == mark)
    };
    assert!(holds(&std::env::current_exe().expect("this binary")), "the mark is found where it is");
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let manifest = std::fs::read_to_string(format!("{root}/Cargo.toml")).expect("the manifest");
    let manifest: toml::Table = manifest.parse().expect("TOML");
    for (name, profile) in manifest["profile"].as_table().expect("profiles") {
        let asked = profile.get("debug-assertions").is_some() && name != "dev";
        assert!(!asked, "the profile {name} would carry the hook");
    }
    let target = std::env::current_exe().expect("this binary");
    for shipped in target.ancestors().map(|folder| folder.join("release/belfry")).filter(|path| path.exists()) {
        assert!(!holds(&shipped), "{} can be tampered with", shipped.display());
    }
}
