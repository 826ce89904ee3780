//! Instruments: complete in every language, about items that there are, and copied into a library.

use belfry_catalogue::builtin;
use belfry_forms::core::form::Element;
use belfry_forms::core::{edit, translation::completeness};
use belfry_kernel::Role;
use belfry_surveys::instrument;
use belfry_testkit::both_databases;

use crate::valley::site;

#[test]
fn every_instrument_can_be_published_and_is_complete_in_both_languages() {
    let mut all = 0;
    for name in instrument::names() {
        let published = instrument::open(name).unwrap_or_else(|| panic!("{name} cannot be published"));
        assert_eq!(published.form().name.as_str(), name);
        for language in completeness(published.form()) {
            assert_eq!(language.there, language.of, "{name} in {}", language.language);
        }
        assert_eq!(published.form().languages.len(), 2);
        all += 1;
    }
    assert_eq!(all, 6);
    assert!(instrument::open("another").is_none());
}

#[test]
fn questions_are_about_items_that_there_are() {
    let (frameworks, _) = builtin::all().unwrap();
    let known = |code: &str| frameworks.iter().any(|framework| framework.item(code).is_some());
    let mut linked = 0;
    for name in instrument::names() {
        let published = instrument::open(name).unwrap();
        for (_, element) in edit::walk(published.form()) {
            let Element::Question(question) = element else { continue };
            if let Some(item) = &question.item {
                assert!(known(item), "{name}: {} is about {item}", question.name);
                linked += 1;
            }
        }
    }
    assert!(linked > 25, "{linked}");
}

both_databases! {
    fn one_is_copied_into_the_own_library_and_can_be_asked_at_once(engine) {
        let site = site(engine);
        let authority = site.organisation("Authority", "nca");
        let sam = site.person("Sam", authority, &[Role::Supervisor]);
        let eva = site.person("Eva", site.organisation("Hub", "hub"), &[Role::Reader]);
        let page = eva.get("/forms/instruments").expect(200);
        assert!(page.says("How your firm would get through") && !page.says("Copy into the library"), "{}", page.text);
        assert!(page.queries.unwrap() <= 6, "{:?}", page.queries);
        eva.submit("/forms/instruments", &[("name", "csirt-capacity")]).expect(403);
        sam.submit("/forms/instruments", &[("name", "nothing")]).expect(404);
        let url = sam.submit("/forms/instruments", &[("name", "csirt-capacity"), ("reach", "community")]).expect(303).location.unwrap();
        let form = sam.get(&url).expect(200);
        assert!(form.says("Version 1") && form.says("Use in a survey") && form.says("What your CSIRT can do"), "{}", form.text);
        assert!(eva.get(&url).expect(200).says("What your CSIRT can do"));
        let again = sam.submit("/forms/instruments", &[("name", "csirt-capacity")]).expect(303).location.unwrap();
        assert_eq!(again, url, "an organisation has one form of a name");
        let trial = sam.get(&format!("{url}/preview?version=1&lang=fr")).expect(200);
        assert!(trial.says("Votre mandat est-il écrit"), "{}", trial.text);
        let own = sam.submit("/forms/instruments", &[("name", "student-awareness"), ("reach", "own")]).expect(303).location.unwrap();
        eva.get(&own).expect(404);
    }
}
