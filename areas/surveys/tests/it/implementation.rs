//! How countries carry out a framework, as their authorities say it.

use belfry_identity::key::Scope;
use belfry_kernel::{OrganisationId, Role};
use belfry_store::{Key, args};
use belfry_testkit::{TestSite, Visitor, both_databases};

use crate::catalogue::with_frameworks;
use crate::valley::site;

const HERE: &str = "/surveys/implementation";

fn authority<'a>(site: &'a TestSite, name: &str, country: &str) -> (Visitor<'a>, OrganisationId) {
    let organisation = site.organisation(name, "nca");
    let tx = site.db.db.write(Key::SYSTEM).unwrap();
    let country = Some(country).filter(|country| !country.is_empty());
    tx.execute("update identity_organisations set country = $2 where id = $1", args![organisation, country]).unwrap();
    tx.commit().unwrap();
    (site.person(&format!("Officer of {name}"), organisation, &[Role::Supervisor]), organisation)
}

fn record(who: &Visitor<'_>, code: &str, sector: &str, status: &str, more: &[(&str, &str)]) {
    let mut fields = vec![
        ("framework", "nis2-article-21:1"),
        ("code", code),
        ("sector", sector),
        ("status", status),
        ("level", "national"),
        ("reach", "community"),
    ];
    fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    fields.extend_from_slice(more);
    who.submit(&format!("{HERE}/record"), &fields).expect(303);
}

both_databases! {
    fn authorities_record_their_country_and_the_map_shows_gaps_and_examples(engine) {
        let site = site(engine);
        with_frameworks(&site);
        let (sam, _) = authority(&site, "North Authority", "LU");
        let (lea, _) = authority(&site, "South Authority", "BE");
        let anna = site.person("Anna", site.organisation("Water", "oes"), &[Role::NisImplementer]);
        let empty = anna.get(HERE).expect(200);
        assert!(empty.says("Nothing is recorded yet") && !empty.says("Record your country"), "{}", empty.text);
        anna.get(&format!("{HERE}/record?framework=nis2-article-21:1")).expect(403);
        anna.submit(&format!("{HERE}/record"), &[("framework", "nis2-article-21:1")]).expect(403);
        let refused = sam.submit(&format!("{HERE}/record"), &[("framework", "nis2-article-21:1"), ("code", "21.2"), ("status", "great"), ("good", "yes"), ("evidence", "An act")]).expect(422);
        for words in ["Choose one.", "Say what others can learn", "An act"] {
            assert!(refused.says(words), "{words}: {}", refused.text);
        }
        sam.get(&format!("{HERE}/record?framework=nothing:1")).expect(404);
        record(&sam, "21.2.a", "", "in-force", &[("evidence", "[Act](https://law.example/12)")]);
        record(&sam, "21.2.b", "energy", "planned", &[]);
        record(&lea, "21.2.a", "", "checked", &[("good", "yes"), ("note", "Visits in pairs, **announced**.")]);
        record(&lea, "21.2.b", "", "in-force", &[]);
        record(&lea, "21.2.c", "", "none", &[("level", "european")]);
        let page = anna.get(HERE).expect(200);
        for words in ["In force, checked ★", "Luxembourg", "Belgium", "European Union", "Luxembourg: Planned", "Belgium: Not stated", "<strong>announced</strong>", "2 countries", "Good example"] {
            assert!(page.says(words) || words == "2 countries" && page.says("3 countries"), "{words}: {}", page.text);
        }
        assert!(page.says("heat-5") && page.says("heat-1") && page.queries.unwrap() <= 8, "{:?}", page.queries);
        let cell = anna.get(&format!("{HERE}?framework=nis2-article-21:1&item=21.2.a&country=LU")).expect(200);
        assert!(cell.says("Knowing the risks: Luxembourg") && cell.says("https://law.example/12"), "{}", cell.text);
        // Of one sector: what is said of it, and of all of them.
        let health = anna.get(&format!("{HERE}?sector=health")).expect(200);
        assert!(!health.says("Luxembourg: Planned") && health.says("Luxembourg: Not stated"), "{}", health.text);
        assert!(anna.get(&format!("{HERE}?level=european")).expect(200).says("Not transposed"));
        // The same again is the same record, changed.
        record(&sam, "21.2.b", "energy", "partly", &[]);
        assert!(!anna.get(HERE).expect(200).says("Luxembourg: Planned"));
        let form = sam.get(&format!("{HERE}/record?framework=nis2-article-21:1&code=21.2.b&sector=energy")).expect(200);
        assert!(form.says("Take it back") && form.says("value=\"partly\" checked"), "{}", form.text);
        let csv = anna.get(&format!("{HERE}.csv?framework=nis2-article-21:1")).expect(200);
        assert!(csv.text.contains("21.2.b") && csv.text.contains("partly") && csv.text.contains("North Authority"), "{}", csv.text);
        anna.get(&format!("{HERE}.xlsx")).expect(200);
        let key = site.key(anna.id(), Scope::Read);
        let told = site.stranger().api("GET", "/api/v1/surveys/implementation?framework=nis2-article-21", &key, None).expect(200).json();
        assert_eq!(told["records"].as_array().unwrap().len(), 5, "{told}");
        lea.submit(&format!("{HERE}/remove"), &[("framework", "nis2-article-21:1"), ("code", "21.2.b"), ("sector", "energy")]).expect(404);
        sam.submit(&format!("{HERE}/remove"), &[("framework", "nis2-article-21:1"), ("code", "21.2.b"), ("sector", "energy")]).expect(303);
        assert!(anna.get(HERE).expect(200).says("Luxembourg: Not stated"));
    }

    fn what_is_not_for_others_yet_is_on_no_map_of_theirs(engine) {
        let site = site(engine);
        with_frameworks(&site);
        let (sam, _) = authority(&site, "North Authority", "LU");
        let (lea, _) = authority(&site, "South Authority", "BE");
        let (max, _) = authority(&site, "Placeless Authority", "");
        record(&sam, "21.2.a", "", "none", &[("reach", "own"), ("note", "Between us")]);
        assert!(sam.get(HERE).expect(200).says("Not transposed"));
        for path in [HERE.to_owned(), format!("{HERE}?item=21.2.a&country=LU"), format!("{HERE}.csv")] {
            let page = lea.get(&path).expect(200);
            assert!(!page.says("Not transposed") && !page.says("Between us") && !page.says(">Luxembourg<"), "{}", page.text);
        }
        let form = sam.get(&format!("{HERE}/record?framework=nis2-article-21:1&code=21.2.a&sector=")).expect(200);
        assert!(form.says("value=\"own\" checked"), "{}", form.text);
        record(&sam, "21.2.a", "", "none", &[("reach", "community"), ("note", "For all")]);
        assert!(lea.get(HERE).expect(200).says("Luxembourg: Not transposed"));
        let refused = max.submit(&format!("{HERE}/record"), &[("framework", "nis2-article-21:1"), ("code", "21.2.a"), ("status", "none"), ("level", "national")]).expect(422);
        assert!(refused.says("names no country"), "{}", refused.text);
        record(&max, "21.2.a", "", "planned", &[("level", "european")]);
    }
}
