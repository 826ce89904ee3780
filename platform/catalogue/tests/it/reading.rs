//! Frameworks from the program itself, from tables, and from the libraries of others.

use belfry_catalogue::mapping::Relation;
use belfry_catalogue::{Framework, Language, builtin, library, table};

fn en() -> Language {
    Language::parse("en").unwrap()
}

#[test]
fn what_is_built_in_is_whole_in_both_languages() {
    let (frameworks, mappings) = builtin::all().unwrap();
    let fr = Language::parse("fr").unwrap();
    for framework in &frameworks {
        framework.check().unwrap_or_else(|why| panic!("{}: {why}", framework.name));
        for text in framework
            .items
            .iter()
            .flat_map(|item| [&item.title, &item.text])
            .chain([&framework.title, &framework.about])
        {
            assert_eq!(text.get(&en()).is_some(), text.get(&fr).is_some(), "{}: {text:?}", framework.name);
        }
    }
    let of = |name: &str| frameworks.iter().find(|framework| framework.name == name).unwrap();
    let measured = |name: &str| of(name).items.iter().filter(|item| item.assessable).count();
    assert_eq!(measured("nis2-article-21"), 10);
    assert_eq!(measured("regulation-2024-2690"), 13);
    assert_eq!(measured("csirt-maturity"), 45);
    assert_eq!(measured("small-firms"), 14);
    assert!(of("csirt-maturity").licence.contains("Open CSIRT Foundation"));
    for pair in &mappings[0].pairs {
        assert!(of(&mappings[0].from.0).item(&pair.from).is_some() && of(&mappings[0].to.0).item(&pair.to).is_some());
    }
}

const LIBRARY: &str = "
urn: urn:intuitem:risk:library:demo-2026
locale: en
ref_id: DEMO-2026
name: Demo
description: A framework to try
copyright: Some terms
version: 3
provider: Somebody
packager: intuitem
translations:
  fr:
    name: Démo
objects:
  framework:
    urn: urn:intuitem:risk:framework:demo-2026
    ref_id: DEMO-2026
    name: Demo framework
    min_score: 1
    max_score: 3
    scores_definition:
    - score: 1
      name: low
      description: hardly
    - {score: 3, name: high}
    implementation_groups_definition:
    - {ref_id: B, name: basic}
    requirement_nodes:
    - urn: urn:intuitem:risk:req_node:demo-2026:1
      assessable: false
      depth: 1
      ref_id: '1'
      name: First
      translations: {fr: {name: Premier}}
    - urn: urn:intuitem:risk:req_node:demo-2026:1.a
      assessable: true
      depth: 2
      parent_urn: urn:intuitem:risk:req_node:demo-2026:1
      ref_id: 1 a
      description: |
        Do it.
        And twice.
      implementation_groups: [B]
      questions:
        urn:intuitem:risk:req_node:demo-2026:1.a:question:1:
          type: unique_choice
          text: Is it done?
          choices:
          - {urn: x, value: 'Yes'}
          - {urn: y, value: 'No'}
    - urn: urn:intuitem:risk:req_node:demo-2026:node3
      assessable: true
      depth: 2
      parent_urn: urn:intuitem:risk:req_node:demo-2026:1
      name: No number
  requirement_mapping_sets:
  - urn: urn:intuitem:risk:req_mapping_set:a-to-b
    source_framework_urn: urn:intuitem:risk:framework:demo-2026
    target_framework_urn: urn:intuitem:risk:framework:other
    requirement_mappings:
    - source_requirement_urn: urn:intuitem:risk:req_node:demo-2026:1.a
      target_requirement_urn: urn:intuitem:risk:req_node:other:7
      relationship: subset
      strength_of_relationship: 5
";

#[test]
fn a_library_of_ciso_assistant_becomes_a_framework_and_a_mapping() {
    let library = library::read(LIBRARY).unwrap();
    let framework = &library.frameworks[0];
    framework.check().unwrap();
    assert_eq!((framework.name.as_str(), framework.version.as_str()), ("demo-2026", "3"));
    assert_eq!((framework.licence.as_str(), framework.provider.as_str()), ("Some terms", "Somebody"));
    let codes: Vec<&str> = framework.items.iter().map(|item| item.code.as_str()).collect();
    assert_eq!(codes, ["1", "1-a", "node3"]);
    let item = &framework.items[1];
    assert_eq!((item.parent.as_deref(), item.text.get(&en())), (Some("1"), Some("Do it.\nAnd twice.")));
    assert_eq!((item.groups.as_slice(), item.questions[0].choices.len()), (&["B".to_owned()][..], 2));
    assert_eq!(framework.items[0].title.get(&Language::parse("fr").unwrap()), Some("Premier"));
    assert_eq!(framework.scale.iter().map(|step| step.score.to_string()).collect::<Vec<_>>(), ["1", "3"]);
    assert_eq!(library.mappings[0].pairs[0].relation, Relation::Subset);
    assert_eq!((library.mappings[0].from.0.as_str(), library.mappings[0].to.0.as_str()), ("demo-2026", "other"));
}

#[test]
fn what_is_no_library_is_refused() {
    assert!(library::read("a: [1").is_err());
    assert_eq!(
        library::read("name: x\nobjects: {}").unwrap_err().to_string(),
        "there is neither a framework nor a mapping in this library"
    );
    assert_eq!(library::read("locale: english\nobjects: {}").unwrap_err().to_string(), "`english` is no language");
    // Anchors that multiply come to an end.
    let mut bomb = String::from("name: &a [x, x, x, x, x, x, x, x, x, x]\n");
    for n in 1..12 {
        let (before, own) = ((b'a' + n - 1) as char, (b'a' + n) as char);
        bomb.push_str(&format!(
            "k{n}: &{own} [*{before}, *{before}, *{before}, *{before}, *{before}, *{before}, *{before}, *{before}]\n"
        ));
    }
    assert!(library::read(&format!("{bomb}objects: {{}}")).is_err());
}

#[test]
fn a_table_goes_out_and_comes_back() {
    let (frameworks, _) = builtin::all().unwrap();
    for framework in &frameworks {
        let mut bytes = Vec::new();
        table::write(framework, &mut bytes).unwrap();
        let items = table::read(bytes.as_slice(), &framework.language).unwrap();
        assert_eq!(items, framework.items);
    }
    let mut odd: Framework = frameworks[0].clone();
    odd.items[0].title.put(&en(), "=HYPERLINK(1)");
    let mut bytes = Vec::new();
    table::write(&odd, &mut bytes).unwrap();
    assert!(String::from_utf8(bytes).unwrap().contains(",'=HYPERLINK"));
}

#[test]
fn a_table_says_what_is_wrong_with_it() {
    let why = |text: &str| table::read(text.as_bytes(), &en()).unwrap_err().to_string();
    assert!(why("code,colour\n1,red\n").contains("the column `colour` is none of"));
    assert_eq!(why("title\nx\n"), "there is no column `code`");
    assert_eq!(why("code,assessable\n1,perhaps\n"), "line 2: `perhaps` is neither yes nor no");
    let mut framework = builtin::all().unwrap().0.remove(0);
    framework.items = table::read("code,parent,title\n1,2,x\n2,,y\n".as_bytes(), &en()).unwrap();
    assert_eq!(framework.check().unwrap_err().to_string(), "`1` is part of `2`, which does not come before it");
    framework.items = table::read("code\n1\n1\n".as_bytes(), &en()).unwrap();
    assert_eq!(framework.check().unwrap_err().to_string(), "the code `1` stands there twice");
}
