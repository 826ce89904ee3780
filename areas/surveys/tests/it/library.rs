//! The library and the editor, without any script.

use belfry_kernel::Role;
use belfry_testkit::both_databases;

use crate::catalogue::with_frameworks;
use crate::valley::{form, site, valley};

both_databases! {
    fn a_form_is_written_in_the_browser_tried_and_published(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let sam = &valley.sam;
        let hub = site.organisation("Hub", "hub");
        let eva = site.person("Eva", hub, &[Role::Reader]);
        eva.get("/forms/new").expect(403);
        assert!(sam.submit("/forms/new", &[("title", ""), ("languages", "French")]).expect(422).says("Choose the language that it is written in"));
        let edit = sam.submit("/forms/new", &[("title", "After an incident"), ("languages", "en, fr"), ("reach", "own")]).expect(303).location.unwrap();
        let url = edit.strip_suffix("/edit").unwrap().to_owned();
        eva.get(&url).expect(404);
        assert!(!eva.get("/forms").expect(200).says("After an incident"));
        assert!(sam.get(&url).expect(200).says("nothing is asked"));
        assert!(sam.submit(&edit, &[("act", "add"), ("label", ""), ("kind", "ghost")]).expect(422).says("Write what is asked."));
        let one = sam.submit(&edit, &[("act", "add"), ("label", "What happened?"), ("kind", "one")]).expect(303).location.unwrap();
        assert!(one.ends_with("/edit/what_happened"), "{one}");
        let page = sam.get(&one).expect(200);
        assert!(page.says("1: First answer") && page.says("label-fr"), "{}", page.text);
        let fields = [("label-en", "What happened?"), ("label-fr", "Que s'est-il passé ?"), ("required", "yes"), ("choices", "fire: Fire | Feu\nflood: Flood | Crue")];
        sam.submit(&one, &fields).expect(303);
        assert!(sam.submit(&one, &[("label-en", "x"), ("choices", " ")]).expect(422).says("at least one answer"));
        let text = sam.submit(&edit, &[("act", "add"), ("label", "How high?"), ("kind", "whole")]).expect(303).location.unwrap();
        let broken = sam.submit(&text, &[("label-en", "How high?"), ("relevance", "what_happend = \"flood\"")]).expect(303);
        assert!(broken.location.as_deref().is_some_and(|to| to.ends_with("how_high")), "{broken:?}");
        let told = sam.get(&url).expect(200);
        assert!(told.says("One thing keeps it from being published") && told.says("what_happend"), "{}", told.text);
        assert!(sam.get(&format!("{url}/preview")).expect(200).says("what_happend"));
        sam.submit(&text, &[("label-en", "How high?"), ("relevance", "what_happened = \"flood\"")]).expect(303);
        sam.submit(&edit, &[("act", "up:how_high")]).expect(303);
        sam.submit(&edit, &[("act", "down:how_high")]).expect(303);
        // Trying it: the server decides what is asked; nothing is kept.
        let try_it = format!("{url}/preview?version=&lang=fr");
        assert!(sam.get(&try_it).expect(200).says("Feu"));
        let more = sam.submit(&try_it, &[("page", "0"), ("go", "next"), ("carried", ""), ("what_happened", "flood")]).expect(200);
        assert!(more.says("How high?"), "{}", more.text);
        let end = sam.submit(&try_it, &[("page", "0"), ("go", "next"), ("what_happened", "fire")]).expect(200);
        assert!(end.says("End the trial") && end.says("Feu"), "{}", end.text);
        sam.submit(&try_it, &[("page", "1"), ("go", "send")]).expect(303);
        sam.submit(&format!("{url}/publish"), &[]).expect(303);
        let page = sam.get(&url).expect(200);
        assert!(page.says("Version 1") && page.says("Use in a survey") && page.queries.unwrap() <= 8, "{:?}", page.queries);
        sam.submit(&edit, &[("act", "remove:how_high")]).expect(303);
        sam.submit(&edit, &[("act", "about"), ("languages", "en"), ("title-en", "After any incident")]).expect(303);
        assert!(sam.get(&url).expect(200).says("The draft can be published"), "texts of a language go with it");
        assert!(sam.get(&format!("{url}/preview?version=1")).expect(200).says("What happened?"), "a version stays what it is");
    }

    fn a_workbook_is_taken_in_or_told_cell_by_cell(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let file = belfry_forms::xlsform::export(&form("brought"), "").unwrap();
        let sam = &valley.sam;
        assert!(sam.upload("/forms/import", &[("reach", "own")], &[]).expect(422).says("Choose a workbook"));
        assert!(sam.upload("/forms/import", &[], &[("file", "a.xlsx", b"no workbook")]).expect(422).says("no workbook that can be read"));
        let url = sam.upload("/forms/import", &[("reach", "community")], &[("file", "a.xlsx", &file)]).expect(303).location.unwrap();
        assert!(sam.get(&url).expect(200).says("Say plan"));
        let again = sam.upload("/forms/import", &[], &[("file", "a.xlsx", &file)]).expect(303).location.unwrap();
        assert_eq!(url, again, "the form of that name");
        let hub = site.organisation("Hub", "hub");
        let eva = site.person("Eva", hub, &[Role::Reader]);
        assert!(eva.get(&url).expect(200).says("Say plan") && !eva.get(&url).says("/edit"));
        let out = eva.get(&format!("{url}/export"));
        assert_eq!(out.status, 200);
        eva.get(&format!("{url}/edit")).expect(403);
        eva.submit(&format!("{url}/publish"), &[]).expect(403);
    }

    fn choices_come_out_of_the_catalogue_with_their_translations_and_keep_their_codes(engine) {
        let site = site(engine);
        with_frameworks(&site);
        let valley = valley(&site);
        let edit = format!("/forms/{}/edit", valley.form);
        valley.sam.submit(&edit, &[("act", "about"), ("languages", "en, fr"), ("title-en", "How it stands"), ("title-fr", "")]).expect(303);
        let question = valley.sam.get(&format!("{edit}/level")).expect(200);
        assert!(question.says("Take choices from the catalogue"), "{}", question.text);
        let at = format!("{edit}/level/choices");
        valley.sam.get(&format!("{edit}/staff/choices")).expect(404);
        let page = valley.sam.get(&format!("{at}?framework=nis2-article-21:1&level=measured")).expect(200);
        assert!(page.says("All that can be measured (10)") && page.says("21.2.a") && page.says("Level 1"), "{}", page.text);
        assert!(valley.sam.submit(&at, &[("framework", "nis2-article-21:1")]).expect(422).says("at least one of its items"));
        let taken = [("framework", "nis2-article-21:1"), ("items", "21.2.b"), ("items", "21.2.a")];
        valley.sam.submit(&at, &taken).expect(303);
        let question = valley.sam.get(&format!("{edit}/level")).expect(200);
        assert!(question.says("From nis2-article-21, 1"), "{}", question.text);
        let lines: Vec<&str> = question.text.lines().filter(|line| line.contains("21.2.")).collect();
        assert!(lines.iter().any(|line| line.contains("21.2.a: ") && line.contains(" | ")), "{lines:?}");
        assert!(!lines.iter().any(|line| line.contains("21.2.c")), "{lines:?}");
        let hub = site.organisation("Hub", "hub");
        let eva = site.person("Eva", hub, &[Role::Reader]);
        eva.get(&at).expect(403);
    }
}
