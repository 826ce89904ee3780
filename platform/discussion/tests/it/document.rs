//! Files beside a record, in versions.

use belfry_kernel::Role;
use belfry_testkit::{Visitor, both_databases};

use crate::{open, site};

fn add(who: &Visitor<'_>, page: &str, more: &[(&str, &str)], file: (&str, &[u8])) -> belfry_testkit::Answer {
    let mut fields = vec![("title", "Minutes"), ("reach", "record"), ("tlp", "amber"), ("note", "")];
    fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    fields.extend_from_slice(more);
    who.upload(&format!("{page}/documents/new"), &fields, &[("file", file.0, file.1)])
}

both_databases! {
    fn a_document_has_versions_and_each_is_downloaded_as_an_attachment(engine) {
        let site = site(engine);
        let (csirt, water) = (site.organisation("Border CSIRT", "csirt"), site.organisation("Riverside", "oes"));
        let ana = site.person("Ana", csirt, &[Role::CsirtAnalyst]);
        let ben = site.person("Ben", water, &[Role::Contributor]);
        let page = open(&site, csirt);
        assert!(ana.get(&format!("{page}/documents/new")).expect(200).says("At most"));
        let own = add(&ana, &page, &[], ("minutes <1>.txt", b"first")).expect(303).location.unwrap();
        ana.upload(&own, &[("note", "With the actions")], &[("file", "minutes 2.txt", b"second")]).expect(303);
        let shown = ben.get(&own).expect(200);
        assert!(shown.says("Version 2") && shown.says("With the actions") && shown.says("minutes &#60;1&#62;.txt"), "{}", shown.text);
        assert!(!shown.says("Add this version"), "those who put it there bring versions");
        ben.upload(&own, &[("note", "")], &[("file", "x.txt", b"x")]).expect(403);
        let (old, new) = (ben.get(&format!("{own}/1")).expect(200), ben.get(&format!("{own}/2")).expect(200));
        assert_eq!((old.text.as_str(), new.text.as_str()), ("first", "second"));
        let header = |name: &str| old.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
        assert!(header("content-disposition").starts_with("attachment; filename=\"minutes _1_.txt\""), "{}", header("content-disposition"));
        assert!(header("content-security-policy").contains("sandbox"));
        ben.get(&format!("{own}/3")).expect(404);
        assert!(ben.get(&page).expect(200).says("Minutes"));
        ben.submit(&format!("{own}/withdraw"), &[]).expect(403);
        ana.submit(&format!("{own}/withdraw"), &[]).expect(303);
        ana.get(&own).expect(404);
        ana.get(&format!("{own}/1")).expect(404);
        assert!(!ana.get(&page).expect(200).says("Minutes"));
    }

    fn a_file_that_is_not_what_it_says_or_that_would_run_is_refused(engine) {
        let site = site(engine);
        let csirt = site.organisation("Border CSIRT", "csirt");
        let ana = site.person("Ana", csirt, &[Role::CsirtAnalyst]);
        let page = open(&site, csirt);
        let refused = |name: &str, content: &[u8], words: &str| {
            let answer = add(&ana, &page, &[], (name, content)).expect(422);
            assert!(answer.says(words) && answer.says("value=\"Minutes\""), "{name}: {}", answer.text);
        };
        refused("page.html", b"<html>", "Files of this type are not taken");
        refused("picture.svg", b"<svg onload=x>", "Files of this type are not taken");
        refused("report.pdf", b"MZ\x90\x00", "not that of a .pdf file");
        refused("note.txt", b"MZ\x90\x00", "not that of a .txt file");
        refused("note.txt", b"", "Choose a file");
        assert!(add(&ana, &page, &[("title", "")], ("a.txt", b"x")).expect(422).says("Give it a title"));
        assert!(add(&ana, &page, &[("tlp", "green")], ("a.txt", b"x")).expect(422).says("or a stricter one"));
        assert!(!ana.get(&page).expect(200).says("a.txt"));
    }

    fn a_document_may_be_for_fewer_than_see_the_record_never_for_more(engine) {
        let site = site(engine);
        let (csirt, water) = (site.organisation("Border CSIRT", "csirt"), site.organisation("Riverside", "oes"));
        let ana = site.person("Ana", csirt, &[Role::CsirtAnalyst]);
        let ben = site.person("Ben", water, &[Role::Contributor]);
        let page = open(&site, csirt);
        let own = add(&ben, &page, &[("title", "Our own logs"), ("reach", "own"), ("tlp", "red")], ("logs.csv", b"a,b"));
        let own = own.expect(303).location.unwrap();
        assert!(ben.get(&own).expect(200).says("TLP:RED") && ben.get(&page).expect(200).says("Our own logs"));
        assert!(!ana.get(&page).expect(200).says("Our own logs"), "not even the record's owner");
        ana.get(&own).expect(404);
        ana.get(&format!("{own}/1")).expect(404);
        ana.upload(&own, &[("note", "")], &[("file", "x.csv", b"x")]).expect(404);
    }
}
