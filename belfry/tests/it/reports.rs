//! The demonstration's reports: three volumes whose figures a second computation finds too, and their files.

use belfry::commands::report::{Kind, file, list};
use belfry_kernel::PersonId;
use belfry_store::{Key, args};
use belfry_testkit::{TestSite, both_databases};

use crate::command_line::{run, told};

both_databases! {
    fn volumes_are_told_with_figures_that_are_found_again(engine) {
        let site = TestSite::new(engine, &belfry::areas::areas());
        belfry::demo::load(&site.house).expect("the demonstration");
        site.run_jobs();
        let volumes = list(&site.db.db).expect("reports");
        let of = |name: &str| volumes.iter().map(|one| one[name].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>();
        assert_eq!(of("volume"), ["3", "2", "1"]);
        assert_eq!(of("state"), ["draft", "published", "published"]);
        let person = |name: &'static str| -> PersonId {
            let read = site.db.db.read(Key::SYSTEM).expect("read");
            read.one("select id from identity_people where email like $1", args![format!("{name}.%")], |row| row.get(0)).expect("somebody")
        };
        let tomas = site.sign_in(person("tomas"));
        tomas.get(&format!("/insight/reports/{}", of("uuid")[0])).expect(404);
        for uuid in &of("uuid")[1..] {
            let url = format!("/insight/reports/{uuid}");
            let page = tomas.get(&url).expect(200);
            assert!(page.says("Who answered") && page.says("Recommendations") && page.says("No value is of fewer than 5"), "{}", page.text);
            let check = tomas.get(&format!("{url}/check")).expect(200);
            assert!(check.says("still give the same") && !check.says("something else"), "{}", check.text);
        }
        let t = site.house.words_in("fr");
        let uuid = of("uuid")[1].parse().expect("an id");
        let made = |kind| file(&site.house, uuid, kind, &t).expect("a file");
        let html = String::from_utf8(made(Kind::Html)).expect("text");
        assert!(html.contains("Ce qui a bougé") && html.contains("<html lang=\"fr\">") && html.contains("class=\"radar\""), "{html}");
        assert!(made(Kind::Pdf).starts_with(b"%PDF-1.7") && made(Kind::Xlsx).starts_with(b"PK"));
        let viktor = site.sign_in(person("viktor"));
        assert!(viktor.get("/insight/desk").expect(200).says("Open recommendations"));
        assert!(viktor.get("/insight/data").expect(200).says("A first look"));
    }
}

#[test]
fn a_keeper_lists_reports_and_is_told_what_there_is_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    told(&data, &["migrate"]);
    assert_eq!(told(&data, &["report", "list", "--json"]), "");
    let missing = run(&data, &["report", "export", "00000000-0000-4000-8000-000000000001"]);
    assert!(!missing.status.success());
    assert!(String::from_utf8_lossy(&missing.stderr).contains("there is no such report"));
}
