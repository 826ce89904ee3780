//! Files in answers, and beside the items of an assessment: who hands them in, who reads them, and when they go.

use belfry_discussion::sweep;
use belfry_kernel::Role;
use belfry_store::{Key, args};
use belfry_testkit::{TestSite, both_databases};
use jiff::SignedDuration;

use crate::catalogue::with_frameworks;
use crate::valley::{Valley, draft, opened, operator, site, valley};

const PDF: &[u8] = b"%PDF-1.7 the plan";

/// The valley's form asks for its plan as a file, and for a picture.
fn ask_for_files(valley: &Valley<'_>) -> String {
    let edit = format!("/forms/{}/edit", valley.form);
    for (label, picture) in [("Plan itself", ""), ("Gate", "yes")] {
        let added = valley.sam.submit(&edit, &[("act", "add"), ("label", label), ("kind", "file"), ("into", "second")]);
        let at = added.expect(303).location.unwrap();
        let fields = [("label-en", label), ("picture", picture)];
        valley.sam.submit(&at, &fields).expect(303);
    }
    valley.sam.submit(&format!("/forms/{}/publish", valley.form), &[]).expect(303);
    format!("{}:2", valley.form)
}

/// The files in an archive, by their paths.
fn opened_archive(bytes: &[u8]) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let file = |name: String| {
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut archive.by_name(&name).unwrap(), &mut content).unwrap();
        (name, content)
    };
    names.into_iter().map(file).collect()
}

fn stored(site: &TestSite) -> i64 {
    let read = site.db.db.read(Key::SYSTEM).unwrap();
    read.one("select count(*) from surveys_files", args![], |row| row.get(0)).unwrap()
}

both_databases! {
    fn a_file_is_handed_in_kept_with_the_answer_and_read_by_whoever_asked(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let form = ask_for_files(&valley);
        let water = operator(&site, "Water");
        let grid = operator(&site, "Grid");
        let others: Vec<_> = (0..5).map(|n| operator(&site, &format!("Works {n}"))).collect();
        let url = opened(&site, &valley, &[("form", &form)]);
        let here = format!("{url}/answer");
        water.submit(&here, &[("page", "0"), ("go", "next"), ("plan", "yes"), ("level", "high")]).expect(303);
        let page = water.get(&format!("{here}?page=2")).expect(200);
        assert!(page.says("multipart/form-data") && page.says("type=\"file\"") && page.says("At most 25\u{a0}MiB"), "{}", page.text);
        let fields = [("page", "1"), ("go", "next"), ("staff", "3"), ("remarks", "")];
        // Not what its name says; and no picture.
        let bad = water.upload(&here, &fields, &[("plan_itself", "plan.pdf", b"MZ".as_slice()), ("gate", "plan.pdf", PDF)]).expect(422);
        assert!(bad.says("Only a picture fits here") && bad.says("f-plan_itself"), "{}", bad.text);
        assert_eq!(stored(&site), 0);
        water.upload(&here, &fields, &[("plan_itself", "our plan.pdf", PDF)]).expect(303);
        let page = water.get(&format!("{here}?page=2")).expect(200);
        assert!(page.says("our plan.pdf") && page.says("Remove this file"), "{}", page.text);
        assert_eq!(water.get(&format!("{here}/files/plan_itself")).expect(200).text.as_bytes(), PDF);
        grid.get(&format!("{here}/files/plan_itself")).expect(404);
        water.get(&format!("{here}/files/gate")).expect(404);
        // While one types nothing goes; the box takes it away with the page, and a new one may come in its place.
        water.submit(&format!("{here}/keep"), &[("page", "1"), ("staff", "3"), ("plan_itself:remove", "yes")]).expect(200);
        assert_eq!(stored(&site), 1);
        water.submit(&here, &[("page", "1"), ("go", "save"), ("staff", "3"), ("plan_itself:remove", "yes")]).expect(200);
        assert_eq!(stored(&site), 0);
        water.upload(&here, &fields, &[("plan_itself", "our plan.pdf", PDF)]).expect(303);
        let review = water.get(&format!("{here}/review")).expect(200);
        assert!(review.says("our plan.pdf") && review.says("/answer/files/plan_itself"), "{}", review.text);
        let file = || {
            let read = site.db.db.read(Key::SYSTEM).unwrap();
            read.one("select uuid from surveys_files", args![], |row| row.get::<uuid::Uuid>(0)).unwrap()
        };
        let theirs = format!("{url}/files/{}", file());
        valley.sam.get(&theirs).expect(404);
        water.submit(&format!("{here}/sign"), &[]).expect(303);
        assert_eq!(valley.sam.get(&theirs).expect(200).text.as_bytes(), PDF);
        grid.get(&theirs).expect(403);
        let elsewhere = site.person("Olga", site.organisation("Other", "nca"), &[Role::Supervisor]);
        elsewhere.get(&theirs).expect(403);
        assert!(valley.sam.get(&format!("{url}/answers.csv")).expect(200).says("our plan.pdf"));
        let archive = valley.sam.get(&format!("{url}/answers.zip")).expect(200);
        let inside = opened_archive(&archive.bytes);
        let path = "files/Water/plan_itself our plan.pdf";
        assert_eq!(inside.keys().collect::<Vec<_>>(), ["answers.csv", "answers.xlsx", path]);
        assert_eq!(inside[path], PDF);
        assert!(String::from_utf8_lossy(&inside["answers.csv"]).contains(path), "the table says where it lies");
        grid.get(&format!("{url}/answers.zip")).expect(403);
        elsewhere.get(&format!("{url}/answers.zip")).expect(403);
        // Whoever asked sees names; the others a count, if there are enough.
        for one in &others {
            crate::valley::answer(one, &url, "yes", "high");
        }
        valley.sam.submit(&format!("{url}/close"), &[]).expect(303);
        let his = valley.sam.get(&format!("{url}/results/q/plan_itself")).expect(200);
        assert!(his.says("our plan.pdf") && his.says("Water") && his.says("A file was handed in"), "{}", his.text);
        valley.sam.submit(&format!("{url}/tell"), &[]).expect(303);
        let hers = grid.get(&format!("{url}/results/q/plan_itself")).expect(200);
        assert!(!hers.says("our plan.pdf"), "{}", hers.text);
    }

    fn the_sweep_leaves_what_an_answer_names_and_takes_what_went_with_it(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let form = ask_for_files(&valley);
        let water = operator(&site, "Water");
        let url = opened(&site, &valley, &[("form", &form), ("unit", "person")]);
        let fields = [("page", "1"), ("go", "save"), ("staff", "3")];
        water.upload(&format!("{url}/answer"), &fields, &[("plan_itself", "plan.pdf", PDF)]).expect(200);
        let name = belfry_outbound::BlobId::of(PDF).to_string();
        let path = site.house.files.join("documents").join(&name[..2]).join(&name[2..]);
        site.db.clock.advance(SignedDuration::from_hours(24 * 40));
        let long_ago = std::time::SystemTime::UNIX_EPOCH;
        std::fs::File::options().append(true).open(&path).unwrap().set_modified(long_ago).unwrap();
        assert_eq!(sweep::files(&site.house).unwrap().files, 0);
        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        (belfry_surveys::personal::PERSONAL.forget)(&tx, water.id()).unwrap();
        tx.commit().unwrap();
        assert_eq!(sweep::files(&site.house).unwrap().files, 1);
        assert!(!path.exists());
        site.run_jobs();
    }

    fn where_answers_have_no_name_no_file_is_asked_for_and_it_is_said_why(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let form = ask_for_files(&valley);
        let with = |mode: &str, unit: &str| {
            let fields = [
                ("title", "Once more"), ("form", form.as_str()), ("mode", mode), ("unit", unit), ("level", "joint"),
                ("closes", "2026-03-31"), ("least", "5"), ("most", "50"),
            ];
            valley.sam.submit("/surveys/campaigns/new", &fields)
        };
        for (mode, unit) in [("anonymous", "organisation"), ("named", "link")] {
            assert!(with(mode, unit).expect(422).says("A file tells whose it is"));
        }
        with("confidential", "organisation").expect(303);
        let plain = draft(&valley, &[("mode", "anonymous")]);
        valley.sam.get(&plain).expect(200);
    }

    fn evidence_stands_beside_its_item_and_is_never_shown_with_the_assessment(engine) {
        let site = site(engine);
        with_frameworks(&site);
        let valley = valley(&site);
        let water = site.organisation("Water", "oes");
        let anna = site.person("Anna", water, &[Role::NisImplementer]);
        let begun = anna.submit("/surveys/assess/new", &[("framework", "nis2-article-21:1"), ("title", "")]);
        let edit = begun.expect(303).location.unwrap();
        let url = edit.trim_end_matches("/edit").to_owned();
        let save = |more: &[(&str, &str)], files: &[(&str, &str, &[u8])]| {
            let page = anna.get(&edit).expect(200);
            let since = page.text.split("name=\"since\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
            let mut fields = vec![("part", "0"), ("aim", "2"), ("go", "save"), ("since", since.as_str())];
            let levels: Vec<String> = (1..=10).map(|n| format!("level-{n}")).collect();
            fields.extend(levels.iter().map(|name| (name.as_str(), "1")));
            fields.extend_from_slice(more);
            anna.upload(&edit, &fields, files)
        };
        assert!(save(&[], &[("file-1", "run.exe", b"MZ")]).expect(422).says("pdf"));
        save(&[], &[("file-1", "policy.pdf", PDF), ("file-1", "minutes.txt", b"agreed")]).expect(303);
        let shown = anna.get(&url).expect(200);
        assert!(shown.says("policy.pdf") && shown.says("minutes.txt"), "{}", shown.text);
        let link = |name: &str| {
            let page = anna.get(&url).expect(200).text;
            let mut links = page.split("href=\"").filter(|rest| rest.starts_with(&format!("{url}/files/")));
            let link = links.find(|rest| rest.split('>').nth(1).is_some_and(|text| text.starts_with(name)));
            link.map(|rest| rest.split('"').next().unwrap().to_owned())
        };
        let policy = link("policy.pdf").unwrap();
        assert_eq!(anna.get(&policy).expect(200).text.as_bytes(), PDF);
        valley.sam.get(&policy).expect(404);
        let minutes = link("minutes.txt").unwrap();
        save(&[("drop", minutes.rsplit('/').next().unwrap())], &[]).expect(303);
        anna.get(&minutes).expect(404);
        assert!(anna.get(&format!("{url}/items.csv")).expect(200).says("policy.pdf"));
        anna.submit(&format!("{url}/sign"), &[]).expect(303);
        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        assert!(tx.execute("delete from surveys_files", args![]).is_err(), "what was signed stays");
        drop(tx);
        // The next one begins with them.
        let next = anna.submit("/surveys/assess/new", &[("framework", "nis2-article-21:1"), ("title", "")]);
        let next = next.expect(303).location.unwrap();
        assert!(anna.get(next.trim_end_matches("/edit")).expect(200).says("policy.pdf"));
        assert_eq!(stored(&site), 2);
        site.run_jobs();
    }
}
