//! Taxonomies, galaxies, warninglists and templates of our own making, and how their files are found.

use std::{error::Error, fs, path::Path};

use belfry_misp::{
    ClusterFile, GalaxyFile, Matching, Reason, Taxonomy, Template, Warninglist,
    directory::{self, FileKind, Vocabulary},
};

type Tested = Result<(), Box<dyn Error>>;

const TAXONOMY: &str = r##"{"namespace":"weather","description":"Kinds of weather","version":2,"exclusive":true,
  "predicates":[{"value":"calm","colour":"#00ff00"},{"value":"wind","expanded":"Wind"}],
  "values":[{"predicate":"wind","entry":[{"value":"light","numerical_value":10},{"value":"strong","numerical_value":"90"}]}]}"##;
const GALAXY: &str = r#"{"name":"Birds","type":"bird","uuid":"7b0c8f2e-4d0a-4a53-9a0e-0b1f6f0c1b01","version":1,"description":"",
  "icon":"dove","kill_chain_order":{"flight":["rest","rise"]}}"#;
const CLUSTERS: &str = r#"{"name":"Birds","type":"bird","uuid":"7b0c8f2e-4d0a-4a53-9a0e-0b1f6f0c1b02","version":1,"authors":["us"],
  "values":[{"value":"Jackdaw","uuid":"7b0c8f2e-4d0a-4a53-9a0e-0b1f6f0c1b03","meta":{"synonyms":["Daw"],"refs":[]},
  "related":[{"dest-uuid":"7b0c8f2e-4d0a-4a53-9a0e-0b1f6f0c1b04","type":"similar","tags":["likely"]}]},{"value":"Swift"}]}"#;
const LIST: &str = r#"{"name":"Our resolvers","description":"","version":"3","type":"cidr","matching_attributes":["ip-dst"],
  "list":["192.0.2.0/24","2001:db8::/32"]}"#;
const TEMPLATE: &str = r#"{"name":"lamp","uuid":"7b0c8f2e-4d0a-4a53-9a0e-0b1f6f0c1b05","version":4,"meta-category":"misc","description":"",
  "required":["place"],"requiredOneOf":["colour","power"],"attributes":{
  "colour":{"misp-attribute":"text","ui-priority":1,"values_list":["red","green"]},
  "place":{"misp-attribute":"text","ui-priority":5,"multiple":true},
  "power":{"misp-attribute":"float","description":"Watts","disable_correlation":true}}}"#;

#[test]
fn a_taxonomy_lists_its_tags() -> Tested {
    let taxonomy = Taxonomy::read(TAXONOMY.as_bytes())?;
    let tags: Vec<String> = taxonomy.tags().map(|tag| tag.name()).collect();
    assert_eq!(tags, ["weather:calm", "weather:wind=\"light\"", "weather:wind=\"strong\""]);
    assert_eq!(taxonomy.tags().last().and_then(|t| t.entry?.numerical_value), Some(90));
    assert!(taxonomy.exclusive);
    Ok(())
}

#[test]
fn a_galaxy_has_clusters() -> Tested {
    assert_eq!(GalaxyFile::read(GALAXY.as_bytes())?.kind, "bird");
    let clusters = ClusterFile::read(CLUSTERS.as_bytes())?;
    let [daw, swift] = &clusters.values[..] else { return Err("two clusters".into()) };
    assert_eq!(clusters.tag(daw), "misp-galaxy:bird=\"Jackdaw\"");
    assert_eq!(daw.synonyms().collect::<Vec<_>>(), ["Daw"]);
    assert_eq!(daw.related.first().map(|r| r.kind.as_str()), Some("similar"));
    assert_eq!((swift.uuid, swift.synonyms().count()), (None, 0));
    Ok(())
}

#[test]
fn a_warninglist_has_entries() -> Tested {
    let list = Warninglist::read(LIST.as_bytes())?;
    assert_eq!((list.matching, list.version, list.entries.len()), (Matching::Cidr, 3, 2));
    let odd = Warninglist::read(LIST.replace("cidr", "fuzzy").as_bytes());
    assert!(matches!(odd.map_err(|e| e.reason), Err(Reason::WrongKind { field: "type", .. })));
    Ok(())
}

#[test]
fn a_template_knows_its_roles() -> Tested {
    let template = Template::read(TEMPLATE.as_bytes())?;
    let order: Vec<&str> = template.in_order().into_iter().map(|(role, _)| role).collect();
    assert_eq!(order, ["place", "colour", "power"]);
    assert_eq!(template.missing(&["place", "power"]), Vec::<&str>::new());
    assert_eq!(template.missing(&["colour"]), ["place"]);
    assert_eq!(template.missing(&[]), ["place", "colour", "power"]);
    let twice = TEMPLATE.replace("\"power\":{", "\"place\":{");
    let refused = Template::read(twice.as_bytes()).map_err(|e| (e.line, e.reason));
    let reason = Reason::Repeated { record: "template", field: "place".to_owned() };
    assert_eq!(refused, Err((5, reason)));
    Ok(())
}

#[test]
fn files_are_found_by_their_place() -> Tested {
    let root = std::env::temp_dir().join(format!("belfry-misp-{}", std::process::id()));
    for (path, text) in [
        ("misp-taxonomies/weather/machinetag.json", TAXONOMY),
        ("misp-galaxy/galaxies/bird.json", GALAXY),
        ("misp-galaxy/clusters/bird.json", CLUSTERS),
        ("misp-warninglists/lists/ours/list.json", LIST),
        ("misp-objects/objects/lamp/definition.json", "{\n\"name\": 1"),
        ("misp-objects/relationships/definition.json", "{}"),
        (".hidden/machinetag.json", TAXONOMY),
    ] {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap_or(&root))?;
        fs::write(path, text)?;
    }
    let found = directory::find(&root)?;
    let kinds: Vec<FileKind> = found.iter().map(|(kind, _)| *kind).collect();
    use FileKind::{Clusters, Galaxy, Taxonomy, Template, Warninglist};
    assert_eq!(kinds, [Taxonomy, Galaxy, Clusters, Warninglist, Template]);
    for (kind, path) in &found {
        match directory::load(*kind, path) {
            Ok(Vocabulary::Warninglist(list)) => assert_eq!(list.entries.len(), 2),
            Ok(_) => {}
            Err(refused) => {
                assert_eq!((refused.error.line, &refused.error.reason), (2, &Reason::Truncated));
                assert!(refused.to_string().contains("lamp"), "{refused}");
            }
        }
    }
    fs::remove_dir_all(&root)?;
    assert!(directory::find(&root).is_err());
    assert!(directory::load(Taxonomy, Path::new("/nowhere")).is_err());
    Ok(())
}
