//! Every word is there in every language, and none is left over.

use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn english_and_french_say_the_same_things() {
    let words = belfry::start::words().expect("the words load");
    assert_eq!(words.gaps(), Vec::<String>::new());
}

#[test]
fn every_key_that_is_used_exists_and_every_key_that_exists_is_used() {
    let words = belfry::start::words().expect("the words load");
    let known: BTreeSet<String> = words.keys("en").into_iter().map(|key| key.to_string()).collect();
    let mut used = BTreeSet::new();
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    for folder in [
        "areas",
        "platform/web",
        "platform/documents",
        "platform/discussion",
        "platform/forms",
        "platform/identity",
        "belfry/src",
    ] {
        gather(&root.join(folder), &mut used);
    }
    let missing: Vec<_> = used.difference(&known).collect();
    assert!(missing.is_empty(), "keys that no language has: {missing:?}");
    // The words of `platform/words` are used by itself.
    let unused: Vec<_> = known.difference(&used).filter(|key| !key.starts_with("words-")).collect();
    assert!(unused.is_empty(), "keys that nothing uses: {unused:?}");
}

#[test]
fn every_kind_of_record_has_a_name_in_lists() {
    let words = belfry::start::words().expect("the words load");
    let known: BTreeSet<String> = words.keys("en").into_iter().map(|key| key.to_string()).collect();
    let kinds = belfry::areas::areas().into_iter().flat_map(|area| area.kinds.iter().map(|kind| kind.name));
    let nameless: Vec<&str> = kinds.filter(|name| !known.contains(&format!("desk-kind-{name}"))).collect();
    assert_eq!(nameless, Vec::<&str>::new(), "see areas/desk/src/subject.rs");
}

fn gather(folder: &Path, used: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            if !path.ends_with("node_modules") && !path.ends_with("tests") && !path.ends_with("dist") {
                gather(&path, used);
            }
        } else if path.extension().is_some_and(|end| end == "rs" || end == "html") {
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            used.extend(belfry_words::used_keys(&text).into_iter().map(|key| key.to_string()));
        }
    }
}
