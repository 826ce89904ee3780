//! Frameworks in the browser: read by everybody, brought in by whoever runs the platform.

use belfry_catalogue::builtin;
use belfry_identity::key::Scope;
use belfry_kernel::Role;
use belfry_testkit::{TestSite, both_databases};

use crate::valley::site;

const TABLE: &str = "code,parent,assessable,groups,title::en,title::fr,text::en\n\
    G,,no,,Ground,Sol,\n\
    G-1,G,yes,core,A list,Une liste,What there is is listed\n\
    G-2,G,yes,,Somebody,Quelqu'un,Somebody answers for it\n";

const LIBRARY: &str = "urn: urn:intuitem:risk:library:ladder\nlocale: en\nref_id: ladder\nname: Ladder\nversion: 3\ncopyright: CC0\n\
    objects:\n  framework:\n    urn: urn:intuitem:risk:framework:ladder\n    ref_id: ladder\n    name: Ladder\n    min_score: 0\n    max_score: 3\n\
    \x20   requirement_nodes:\n    - urn: urn:intuitem:risk:req_node:ladder:1\n      assessable: true\n      depth: 1\n      ref_id: '1'\n      name: First rung\n\
    \x20 requirement_mapping_sets:\n  - source_framework_urn: urn:intuitem:risk:framework:ladder\n    target_framework_urn: urn:x:y:framework:nis2-article-21\n\
    \x20   requirement_mappings:\n    - source_requirement_urn: urn:x:y:req_node:ladder:1\n      target_requirement_urn: urn:x:y:req_node:nis2:21.2.a\n      relationship: subset\n";

pub fn with_frameworks(site: &TestSite) {
    builtin::ensure(&site.db.db, site.act()).unwrap();
}

both_databases! {
    fn everybody_reads_the_catalogue_with_items_levels_languages_and_mappings(engine) {
        let site = site(engine);
        with_frameworks(&site);
        let water = site.organisation("Water", "oes");
        let rita = site.person("Rita", water, &[Role::Reader]);
        let list = rita.get("/catalogue").expect(200);
        assert!(list.says("Risk-management measures of Article 21") && list.says("csirt-maturity"), "{}", list.text);
        assert!(list.queries.unwrap() <= 6 && !list.says("/catalogue/import"), "{:?}", list.queries);
        let page = rita.get("/catalogue/nis2-article-21").expect(200);
        for words in ["Knowing the risks", "EUPL-1.2", "Directive (EU) 2022/2555", "Not in place", "Version 1", "Titles of Regulation 2024/2690, 1"] {
            assert!(page.says(words), "{words}: {}", page.text);
        }
        assert!(page.says("more than Titles of Regulation 2024/2690, 1") && page.says("id=\"21.2.a\""), "the part is the whole from here: {}", page.text);
        assert!(page.queries.unwrap() <= 8, "{:?}", page.queries);
        assert!(!page.says("Assess your organisation"), "a reader does not write");
        assert!(rita.get("/catalogue/nis2-article-21?lang=fr").expect(200).says("Connaître les risques"));
        let remy = site.person("Remy", water, &[Role::Reader]);
        let tx = site.db.db.write(belfry_store::Key::SYSTEM).unwrap();
        tx.execute("update identity_people set language = 'fr' where id = $1", belfry_store::args![remy.id()]).unwrap();
        tx.commit().unwrap();
        let french = remy.get("/catalogue/nis2-article-21").expect(200);
        assert!(french.text.contains(">Directive (UE) 2022/2555, article 21"), "{}", french.text);
        let found = rita.get("/catalogue/nis2-article-21?q=crypto").expect(200);
        assert!(found.says("Cryptography") && !found.says("Knowing the risks") && found.says("One item"), "{}", found.text);
        assert!(rita.get("/catalogue/nis2-article-21?q=zzz").expect(200).says("No item holds these words"));
        rita.get("/catalogue/no-such-thing").expect(404);
        rita.get("/catalogue/nis2-article-21?version=9").expect(404);
        let csv = rita.get("/catalogue/nis2-article-21/export").expect(200);
        assert!(csv.text.starts_with("code,parent,assessable,groups,title::en,title::fr,text::en,text::fr\n"), "{}", csv.text);
        let key = site.key(rita.id(), Scope::Read);
        let told = site.stranger().api("GET", "/api/v1/surveys/catalogue", &key, None).expect(200).json();
        assert!(told["items"].as_array().unwrap().iter().any(|one| one["name"] == "small-firms" && one["items"] == 18), "{told}");
        let one = site.stranger().api("GET", "/api/v1/surveys/catalogue/regulation-2024-2690", &key, None).expect(200).json();
        assert_eq!((one["framework"]["items"].as_array().unwrap().len(), one["mappings"][0]["pairs"].as_array().unwrap().len()), (13, 16));
        site.stranger().get("/catalogue").expect(303);
    }

    fn only_who_runs_the_platform_brings_frameworks_in(engine) {
        let site = site(engine);
        with_frameworks(&site);
        let water = site.organisation("Water", "oes");
        let anna = site.person("Anna", water, &[Role::OrganisationAdministrator]);
        let petra = site.person("Petra", water, &[Role::PlatformAdministrator]);
        anna.get("/catalogue/import").expect(403);
        anna.upload("/catalogue/import", &[], &[("file", "a.csv", TABLE.as_bytes())]).expect(403);
        assert!(petra.get("/catalogue").expect(200).says("/catalogue/import"));
        let about = [("name", "our-ground"), ("version", "1"), ("title", "Our ground"), ("licence", "CC0"), ("scale", "five"), ("reach", "community")];
        assert!(petra.upload("/catalogue/import", &about, &[]).expect(422).says("Choose a file"));
        for name in ["a.csv", "a.yaml"] {
            let latin = petra.upload("/catalogue/import", &about, &[("file", name, b"code;title::fr\n1;\xe9lan".as_slice())]).expect(422);
            assert!(latin.says("This is no text in UTF-8"), "{name}: {}", latin.text);
        }
        let wrong = petra.upload("/catalogue/import", &[("scale", "seven")], &[("file", "a.csv", TABLE.as_bytes())]).expect(422);
        assert!(wrong.says("Fill this in") && wrong.says("Choose one."), "{}", wrong.text);
        let twice = TABLE.replace("G-2,G", "G-1,G");
        let refused = petra.upload("/catalogue/import", &about, &[("file", "a.csv", twice.as_bytes())]).expect(422);
        assert!(refused.says("stands there twice") && refused.says("our-ground"), "what was typed stays: {}", refused.text);
        anna.get("/catalogue/our-ground").expect(404);
        let to = petra.upload("/catalogue/import", &about, &[("file", "a.csv", TABLE.as_bytes())]).expect(303).location.unwrap();
        assert_eq!(to, "/catalogue/our-ground?version=1");
        let page = anna.get(&to).expect(200);
        assert!(page.says("Somebody answers for it") && page.says("core") && page.says("Now and then"), "{}", page.text);
        assert!(page.says("/surveys/assess/new?framework=our-ground"), "{}", page.text);
        // The same again changes nothing; another content under the same version is refused.
        petra.upload("/catalogue/import", &about, &[("file", "a.csv", TABLE.as_bytes())]).expect(303);
        let other = TABLE.replace("A list", "Another list");
        let refused = petra.upload("/catalogue/import", &about, &[("file", "a.csv", other.as_bytes())]).expect(422);
        assert!(refused.says("give it another version"), "{}", refused.text);
        assert!(anna.get("/catalogue/our-ground").expect(200).says("A list"));
    }

    fn a_library_comes_in_with_its_scale_and_mapping(engine) {
        let site = site(engine);
        with_frameworks(&site);
        let petra = site.person("Petra", site.organisation("Water", "oes"), &[Role::PlatformAdministrator]);
        let broken = petra.upload("/catalogue/import", &[], &[("file", "a.yaml", b"objects: [")]).expect(422);
        assert!(broken.says("This cannot be a framework"), "{}", broken.text);
        let to = petra.upload("/catalogue/import", &[("reach", "everyone")], &[("file", "ladder.yaml", LIBRARY.as_bytes())]).expect(303).location.unwrap();
        let page = petra.get(&to).expect(200);
        assert!(page.says("First rung") && page.says("part of Risk-management measures of Article 21, 21.2.a"), "{}", page.text);
        assert!(petra.get("/catalogue/nis2-article-21").expect(200).says("more than Ladder, 1"));
    }
}
