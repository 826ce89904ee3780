//! The demonstration's surveys: three waves, and figures that a second, naive computation finds too.

use std::collections::BTreeMap;

use belfry::commands::survey::{list, results};
use belfry_store::{Key, args};
use belfry_testkit::{TestSite, both_databases};
use serde_json::Value;

use crate::command_line::{run, told};

both_databases! {
    fn what_is_told_of_a_wave_is_what_was_answered_and_nothing_of_few(engine) {
        let site = TestSite::new(engine, &belfry::areas::areas());
        belfry::demo::load(&site.house).expect("the demonstration");
        site.run_jobs();
        let mut waves = list(&site.db.db).expect("surveys");
        waves.retain(|wave| wave["title"].as_str().is_some_and(|title| title.starts_with("Measures of Article 21")));
        let states: Vec<&str> = waves.iter().filter_map(|wave| wave["state"].as_str()).collect();
        assert_eq!(states, ["open", "told", "told"]);
        assert_eq!(waves[0]["answered"], 2);
        let id = |wave: &Value| wave["id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
        assert!(results(&site.db.db, id(&waves[0]), "").is_err(), "it is open");
        let told = results(&site.db.db, id(&waves[1]), "sector").expect("results");
        assert!(told["counted"].as_i64().expect("a number") >= 55);
        let counts = recount(&site);
        let mut compared = 0;
        for question in told["questions"].as_array().expect("questions") {
            let name = question["name"].as_str().unwrap_or_default();
            for answer in question["answers"].as_array().into_iter().flatten() {
                let here = (name.to_owned(), answer["code"].as_str().unwrap_or_default().to_owned());
                let Some(count) = answer["count"].as_u64() else { continue };
                assert!(count == 0 || count >= 5, "{here:?}: {count}");
                if !here.1.is_empty() {
                    assert_eq!(count, counts.get(&here).copied().unwrap_or(0), "{here:?}");
                    compared += 1;
                }
            }
            for cell in question["groups"].as_array().into_iter().flatten().flat_map(|group| group["answers"].as_array()).flatten() {
                assert!(cell["count"].as_u64().is_none_or(|count| count == 0 || count >= 5), "{name}: {cell}");
            }
        }
        assert!(compared > 30, "{compared}");
    }
}

/// How often each answer stands in the kept answers of the second wave that count, read as plain JSON.
fn recount(site: &TestSite) -> BTreeMap<(String, String), u64> {
    let read = site.db.db.read(Key::SYSTEM).expect("read");
    let kept: Vec<String> = read
        .rows(
            "select a.answers from surveys_answers a join surveys_campaigns c on c.id = a.campaign_id \
             where c.wave = 2 and a.counted = 1",
            args![],
            |row| row.get(0),
        )
        .expect("answers");
    let mut counts = BTreeMap::new();
    for text in kept {
        let answers: Value = serde_json::from_str(&text).expect("JSON");
        for (name, value) in answers["values"].as_object().into_iter().flatten() {
            let codes: Vec<String> = match value.as_object().and_then(|value| value.iter().next()) {
                Some((_, Value::Array(codes))) => codes.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
                Some((_, Value::Bool(truth))) => vec![if *truth { "yes" } else { "no" }.into()],
                Some((_, Value::String(code))) => vec![code.clone()],
                _ => Vec::new(),
            };
            for code in codes {
                *counts.entry((name.clone(), code)).or_default() += 1;
            }
        }
    }
    counts
}

#[test]
fn a_keeper_lists_surveys_and_is_told_what_there_is_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    told(&data, &["migrate"]);
    assert_eq!(told(&data, &["survey", "list", "--json"]), "");
    let missing = run(&data, &["survey", "results", "00000000-0000-4000-8000-000000000000"]);
    assert!(!missing.status.success() && String::from_utf8_lossy(&missing.stderr).contains("no such survey"));
    let archive = folder.path().join("answers.zip");
    let (survey, to) = ("00000000-0000-4000-8000-000000000000", archive.display().to_string());
    let nobody = run(&data, &["survey", "export", survey, "--as", "nobody@valley.example", "--output", &to]);
    assert!(!nobody.status.success() && String::from_utf8_lossy(&nobody.stderr).contains("nobody has the address"));
    assert!(!archive.exists(), "nothing is left of what was refused");
}
