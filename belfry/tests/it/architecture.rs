//! Who may import whom (ARCHITECTURE.md, "Who may import whom"). A new arrow between our crates deserves the hardest look.

use std::collections::BTreeSet;
use std::process::Command;

/// Every arrow between platform crates; `formats` and areas have rules of their own.
const PLATFORM: &[(&str, &[&str])] = &[
    ("kernel", &[]),
    ("contracts", &["kernel"]),
    ("store", &["kernel"]),
    ("words", &["kernel"]),
    ("outbound", &["kernel", "store", "words"]),
    ("identity", &["kernel", "store", "contracts"]),
    ("disclosure", &[]),
    ("documents", &["kernel", "store", "words"]),
    ("typeset", &["documents", "words"]),
    ("catalogue", &["kernel", "store", "contracts"]),
    ("forms", &["kernel", "store", "contracts", "catalogue", "words", "web"]),
    ("web", &["kernel", "contracts", "store", "identity", "words", "documents", "outbound"]),
    ("discussion", &["kernel", "contracts", "store", "identity", "words", "outbound", "web"]),
    ("testkit", &["kernel", "store", "identity", "words", "outbound", "web", "discussion", "catalogue", "forms"]),
];
const AREAS: &[&str] = &["members", "desk", "threats", "surveys", "practices", "insight", "incidents"];
const FORMATS: &[&str] = &["misp", "stix", "freetext", "openpgp", "xlsform"];

fn arrows() -> Vec<(String, String, bool)> {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml");
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline", "--manifest-path", manifest])
        .output()
        .expect("cargo metadata runs");
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON");
    let short = |name: &str| name.strip_prefix("belfry-").map(str::to_owned);
    let mut all = Vec::new();
    for package in told["packages"].as_array().expect("packages") {
        let Some(from) = short(package["name"].as_str().unwrap_or_default()) else { continue };
        for dependency in package["dependencies"].as_array().expect("dependencies") {
            let Some(to) = short(dependency["name"].as_str().unwrap_or_default()) else { continue };
            all.push((from.clone(), to, dependency["kind"].as_str() == Some("dev")));
        }
    }
    all
}

#[test]
fn no_crate_of_ours_imports_another_without_leave() {
    let mut wrong = BTreeSet::new();
    for (from, to, for_tests) in arrows() {
        let fine = if for_tests {
            // Tests stand on the testkit; formats and areas still keep to themselves.
            !AREAS.contains(&from.as_str()) || !AREAS.contains(&to.as_str())
        } else if let Some((_, allowed)) = PLATFORM.iter().find(|(name, _)| *name == from) {
            allowed.contains(&to.as_str()) || FORMATS.contains(&to.as_str())
        } else if AREAS.contains(&from.as_str()) {
            to != "testkit" && !AREAS.contains(&to.as_str())
        } else if FORMATS.contains(&from.as_str()) {
            false
        } else {
            from == "bench"
        };
        if !fine {
            wrong.insert(format!("{from} -> {to}"));
        }
    }
    assert_eq!(wrong, BTreeSet::new(), "arrows that the house does not allow");
}

#[test]
fn only_the_store_knows_a_driver() {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    for folder in ["areas", "platform", "formats", "belfry"] {
        for path in walk(&std::path::Path::new(manifest).join(folder)) {
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            let inside = path.to_string_lossy().contains("platform/store");
            let ours = path.ends_with("architecture.rs");
            assert!(
                inside
                    || ours
                    || !(text.contains(concat!("rusqlite", "::")) || text.contains(concat!("postgres", "::Client"))),
                "{} knows a driver",
                path.display()
            );
        }
    }
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("node_modules") && !path.ends_with("target") {
            all.extend(walk(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            all.push(path);
        }
    }
    all
}
