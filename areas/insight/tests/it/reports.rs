//! A volume from its first section to its readers, and what they are told.

use belfry_identity::key::Scope;
use belfry_kernel::Role;
use belfry_store::{Key, args};
use belfry_testkit::both_databases;

use crate::valley::{add, draft, figure, publish, site, valley};

both_databases! {
    fn a_volume_is_written_by_one_approved_by_another_and_read_by_its_audience(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let url = draft(&valley.sam, &[]);
        figure(&valley.sam, &url);
        let page = valley.sam.get(&url).expect(200);
        assert!(page.says("Circles there are") && page.says("Counted <strong>once</strong>.") && page.says("7 of 9 answered"), "{}", page.text);
        assert!(page.says("not shown") && page.says("Last changed by Sam"), "{}", page.text);
        assert!(page.queries.unwrap() <= 16, "{:?}", page.queries);
        for address in [url.clone(), format!("{url}/pdf"), format!("{url}/data.csv"), format!("{url}/check")] {
            valley.ana.get(&address).expect(404);
        }
        assert!(!valley.ana.get("/insight").expect(200).says("What the valley learned"));
        valley.sam.submit(&format!("{url}/publish"), &[]).expect(409);
        valley.sam.submit(&format!("{url}/send"), &[]).expect(303);
        let refused = valley.sam.submit(&format!("{url}/approve"), &[]);
        assert!(refused.status >= 400 && refused.says("somebody else approves it"), "{} {}", refused.status, refused.text);
        valley.sam.submit(&format!("{url}/sections"), &[("what", "text")]).expect(409);
        valley.iris.submit(&format!("{url}/approve"), &[]).expect(303);
        let look = valley.iris.get(&format!("{url}/publish")).expect(200);
        assert!(look.says("organisations will see it") && look.says("Works") && look.says("One figure is computed"), "{}", look.text);
        valley.iris.submit(&format!("{url}/publish"), &[]).expect(303);
        let page = valley.ana.get(&url).expect(200);
        assert!(page.says("What the valley learned") && page.says("Circles there are"), "{}", page.text);
        let csv = valley.ana.get(&format!("{url}/data.csv")).expect(200);
        // Sam is in a hidden circle too; what all readers see is one.
        assert!(csv.text.lines().any(|line| line.contains(",seen,") && line.contains(",1,value,count,9,7,5,")), "{}", csv.text);
        assert!(csv.text.lines().any(|line| line.contains(",few,") && line.contains(",,withheld,")), "{}", csv.text);
        let pdf = valley.ana.get(&format!("{url}/pdf")).expect(200);
        assert!(pdf.text.starts_with("%PDF-1.7"));
        valley.ana.get(&format!("{url}/data.xlsx")).expect(200);
        valley.sam.get(&format!("{url}/edit")).expect(303);
        valley.ana.submit(&format!("{url}/send"), &[]).expect(403);
    }

    fn who_saves_second_is_shown_what_the_first_one_wrote(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let url = draft(&valley.sam, &[]);
        let section = add(&valley.sam, &url, "text");
        let write = |text: &'static str, version: &'static str| {
            [("version", version), ("title_en", "Words"), ("title_fr", ""), ("text_en", text), ("text_fr", "")]
        };
        valley.iris.submit(&section, &write("Iris was first.", "1")).expect(303);
        let late = valley.sam.submit(&section, &write("Sam came second.", "1")).expect(422);
        assert!(late.says("Iris saved this section meanwhile") && late.says("Iris was first.") && late.says("Sam came second."), "{}", late.text);
        assert!(late.text.contains("name=\"version\" value=\"2\""), "{}", late.text);
        assert!(valley.sam.get(&url).expect(200).says("Iris was first."), "nothing is lost");
        valley.sam.submit(&section, &write("Both of us.", "2")).expect(303);
        assert!(valley.iris.get(&url).expect(200).says("Both of us."));
        let refused = valley.sam.submit(&section, &[("version", "3"), ("text_en", "kept"), ("title_en", "")]).expect(422);
        assert!(refused.says("Give the section a heading") && refused.says("kept"));
        // Another title in French, and the page speaks it.
        valley.sam.submit(&section, &[("version", "3"), ("title_en", "Words"), ("title_fr", "Des mots"), ("text_en", "a"), ("text_fr", "En français.")]).expect(303);
        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        tx.execute("update identity_people set language = 'fr' where id = $1", args![valley.iris.id()]).unwrap();
        tx.commit().unwrap();
        let page = valley.iris.get(&url).expect(200);
        assert!(page.says("Des mots") && page.says("En français.") && !page.says("Words"), "{}", page.text);
    }

    fn what_was_published_stays_and_is_held_against_what_is_now(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let url = draft(&valley.sam, &[]);
        figure(&valley.sam, &url);
        publish(&valley, &url);
        let check = valley.ana.get(&format!("{url}/check")).expect(200);
        assert!(check.says("One figure still gives the same") && !check.says("gives something else"), "{}", check.text);
        let before = valley.ana.get(&format!("{url}/data.csv")).expect(200).text;
        site.circle("Another", false, &[valley.authority]);
        let check = valley.ana.get(&format!("{url}/check")).expect(200);
        assert!(check.says("One figure gives something else") && check.says("SEEN"), "{}", check.text);
        assert_eq!(valley.ana.get(&format!("{url}/data.csv")).expect(200).text, before, "the report says what it said");
        valley.sam.submit(&format!("{url}/check"), &[]).expect(409);
    }

    fn a_recommendation_stands_on_its_owners_agenda_and_only_he_ends_it(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let url = draft(&valley.sam, &[]);
        let section = add(&valley.sam, &url, "recommendations");
        let fields = |owner: &str, due: &str| {
            vec![("version".to_owned(), "1".to_owned()), ("title_en".into(), "Next".into()), ("what_en".into(), "Read copies back".into()),
                ("what_fr".into(), "Restaurer des copies".into()), ("owner".into(), owner.to_owned()), ("due".into(), due.to_owned())]
        };
        let send = |fields: Vec<(String, String)>| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            valley.sam.submit(&section, &fields)
        };
        assert!(send(fields("", "2026-09-30")).expect(422).says("Recommendation 1 needs a day, and an owner"));
        assert!(send(fields("Workshop", "2026-09-30")).expect(422).says("Workshop"), "what was typed stays");
        send(fields("works", "2026-09-30")).expect(303);
        // The day ends where whoever publishes lives.
        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        tx.execute("update identity_people set time_zone = 'Europe/Brussels' where id = $1", args![valley.iris.id()]).unwrap();
        tx.commit().unwrap();
        publish(&valley, &url);
        let page = valley.ana.get(&url).expect(200);
        assert!(page.says("Read copies back") && page.says("Works") && page.says("It is done"), "{}", page.text);
        assert!(valley.ana.get("/insight/own").expect(200).says("Read copies back"));
        assert!(valley.sam.get("/insight/desk").expect(200).says("Read copies back"));
        let read = site.db.db.read(Key::SYSTEM).unwrap();
        let (what, owner, due): (String, belfry_kernel::OrganisationId, jiff::Timestamp) = read.one("select what, organisation_id, due from store_obligations", args![], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
        let data: String = read.one("select data from store_obligations", args![], |row| row.get(0)).unwrap();
        assert!(data.contains("Read copies back") && data.contains("Restaurer des copies"), "both languages are kept: {data}");
        drop(read);
        assert_eq!((what.as_str(), owner), ("insight-agenda-recommendation", valley.works));
        assert_eq!(due, "2026-09-30T23:59:00+02:00".parse().unwrap(), "not in the night of the next day");
        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        tx.execute("update identity_people set language = 'fr' where id = $1", args![valley.sam.id()]).unwrap();
        tx.commit().unwrap();
        assert!(valley.sam.get("/insight/desk").expect(200).says("Restaurer des copies"));
        let done = format!("{section}/done");
        valley.sam.submit(&done, &[("n", "0")]).expect(403);
        valley.ana.submit(&done, &[("n", "7")]).expect(404);
        valley.ana.submit(&done, &[("n", "0")]).expect(303);
        let page = valley.ana.get(&url).expect(200);
        assert!(page.says("Done") && !page.says("It is done"), "{}", page.text);
        assert!(!valley.ana.get("/insight/own").expect(200).says("Read copies back"));
    }

    fn a_level_that_stops_short_is_refused_and_nothing_typed_is_lost(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let fields = [("title", "Kept"), ("series", "S"), ("volume", "1"), ("from", "2026-02-01"), ("until", "2026-01-01"), ("reach", "everyone"), ("tlp", "amber")];
        let refused = valley.sam.submit("/insight/reports/new", &fields).expect(422);
        assert!(refused.says("stops short of the audience") && refused.says("not before the first") && refused.text.contains("value=\"Kept\""), "{}", refused.text);
        valley.ana.submit("/insight/reports/new", &fields).expect(403);
        let reader = site.person("Rita", valley.authority, &[Role::Reader]);
        reader.get("/insight/reports/new").expect(403);
        let url = draft(&valley.sam, &[]);
        // Whoever is of the same organisation reads the draft, and does not write it.
        reader.get(&url).expect(200);
        reader.submit(&format!("{url}/send"), &[]).expect(403);
        // Records that one may not see are not chosen.
        let section = add(&valley.sam, &url, "chosen");
        let wrong = [("version", "1"), ("title_en", "Chosen"), ("chosen", "/threats/events/00000000-0000-4000-8000-000000000001")];
        assert!(valley.sam.submit(&section, &wrong).expect(422).says("does not exist, or you may not see it"));
        let nonsense = [("version", "1"), ("title_en", "Chosen"), ("chosen", "nonsense")];
        assert!(valley.sam.submit(&section, &nonsense).expect(422).says("is no address of a record"));
    }

    fn programs_read_what_people_read(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let url = draft(&valley.sam, &[]);
        figure(&valley.sam, &url);
        let uuid = url.rsplit('/').next().unwrap().to_owned();
        let key = site.key(valley.ana.id(), Scope::Read);
        let api = format!("/api/v1/insight/reports/{uuid}");
        valley.ana.api("GET", &api, &key, None).expect(404);
        publish(&valley, &url);
        let list = valley.ana.api("GET", "/api/v1/insight/reports", &key, None).expect(200).json();
        assert_eq!((&list["items"][0]["series"], &list["items"][0]["state"]), (&"Lessons learnt".into(), &"published".into()));
        let one = valley.ana.api("GET", &api, &key, None).expect(200).json();
        let cells = &one["sections"][0]["figure"]["tables"][0]["rows"][0]["cells"][0];
        assert_eq!((&cells["value"], &cells["told"]), (&1.0.into(), &"value".into()), "{one}");
    }
}
