//! Frameworks and forms as their keeper brings them in and out.

use std::path::Path;

use belfry_forms::core::form::{Choose, Element, Form, Kind, List, Question};
use belfry_forms::core::{Language, Name, Text};

use crate::command_line::{analyst, run, told};

/// A workbook of one choice and one text that depends on it.
fn workbook(path: &Path, relevance: &str) {
    let name = |text: &str| Name::parse(text).expect("a name");
    let en = Language::parse("en").expect("a language");
    let said = |text: &str| Text::new(&en, text);
    let (frameworks, _) = belfry_catalogue::builtin::all().expect("what is built in");
    let list: List = belfry_forms::choices::list(&frameworks[0], None).expect("choices");
    let mut text = Question::new(name("why"), Kind::Text, said("Why?"));
    text.relevance = Some(relevance.to_owned());
    let choice = Question::new(name("measure"), Kind::One(Choose::from(name("measures"))), said("Which?"));
    let form = Form {
        name: name("survey"),
        title: said("A survey"),
        languages: vec![en.clone(), Language::parse("fr").expect("a language")],
        lists: [(name("measures"), list)].into(),
        elements: vec![Element::Question(Box::new(choice)), Element::Question(Box::new(text))],
        rating: None,
    };
    std::fs::write(path, belfry_forms::xlsform::export(&form, "").expect("a workbook")).expect("the file");
}

#[test]
fn a_form_is_checked_brought_in_published_and_given_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let (data, file, out) = (folder.path().join("data"), folder.path().join("in.xlsx"), folder.path().join("out.xlsx"));
    workbook(&file, "measure = \"21.2.a\"");
    let (file, out) = (file.display().to_string(), out.display().to_string());
    let checked = told(&data, &["form", "check", &file]);
    assert!(checked.contains("survey can be published: 2 questions on 1 pages."), "{checked}");
    assert!(checked.contains("fr: 10 of 13 texts."), "{checked}");
    analyst(&data);
    let import = ["form", "import", &file, "--as", "ana@aqua.example", "--publish", "--json"];
    let first: serde_json::Value = serde_json::from_str(&told(&data, &import)).expect("JSON");
    assert_eq!((&first["new"], &first["version"]), (&true.into(), &1.into()));
    let again: serde_json::Value = serde_json::from_str(&told(&data, &import)).expect("JSON");
    assert_eq!((&again["new"], &again["version"], &again["id"]), (&false.into(), &1.into(), &first["id"]));
    let listed = told(&data, &["form", "list"]);
    assert!(listed.contains("survey") && listed.contains("version 1") && listed.contains("Aqua"), "{listed}");
    told(&data, &["form", "export", "survey", "--version", "1", "--output", &out]);
    let read = |path: &str| {
        let bytes = std::fs::read(path).expect("the file");
        belfry_forms::xlsform::import(&bytes, &Language::parse("en").expect("a language")).expect("a form").form
    };
    assert_eq!(read(&out), read(&file));
    let missing = run(&data, &["form", "export", "survey", "--version", "2", "--output", &out]);
    assert!(!missing.status.success());
}

#[test]
fn a_form_with_faults_is_told_line_by_line_and_not_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let (data, file) = (folder.path().join("data"), folder.path().join("in.xlsx"));
    workbook(&file, "measure = \"21.2.z\"");
    analyst(&data);
    let file = file.display().to_string();
    let output = run(&data, &["form", "import", &file, "--as", "ana@aqua.example", "--publish"]);
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("why, relevance: at character 10: `21.2.z` is none of the choices of `measures`"), "{said}");
    assert_eq!(told(&data, &["form", "list"]), "");
}

#[test]
fn frameworks_are_there_and_others_come_in_and_go_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let (data, file) = (folder.path().join("data"), folder.path().join("own.csv"));
    let listed = told(&data, &["catalogue", "list"]);
    assert_eq!(listed.lines().count(), 5, "{listed}");
    let shown = told(&data, &["catalogue", "show", "nis2-article-21", "--language", "fr"]);
    assert!(shown.contains("  21.2.h  Cryptographie") && shown.contains("in 16 pairs"), "{shown}");
    std::fs::write(&file, "code,parent,title\nA,,First\nA.1,A,Second\n").expect("the table");
    let file = file.display().to_string();
    let import = ["catalogue", "import", &file, "--name", "own", "--title", "Our own", "--licence", "CC0-1.0"];
    assert_eq!(told(&data, &import), "framework own 1: new\n");
    assert_eq!(told(&data, &import), "framework own 1: unchanged\n");
    let table = told(&data, &["catalogue", "export", "own"]);
    assert!(table.contains("A.1,A,yes,,Second"), "{table}");
    std::fs::write(&file, "code\nB\n").expect("the table");
    assert!(!run(&data, &import).status.success(), "a version never changes");
}
