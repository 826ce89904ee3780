//! Imports that were begun and not ended: their steps have addresses, they wait for whoever began them, and they end.

use belfry_kernel::Role;
use belfry_store::{Key, args};
use belfry_testkit::{TestSite, both_databases};
use belfry_threats::import::unfinished::sweep;

use crate::wizard::{fields, filled, follow, paste, site, table, waiting_files};

const IMPORT: &str = "/threats/import";

fn kept(site: &TestSite) -> (i64, i64) {
    let read = site.db.db.read(Key::SYSTEM).expect("read");
    let sql = "select (select count(*) from threats_unfinished), (select count(*) from store_subjects where kind = 11)";
    read.one(sql, args![], |row| Ok((row.get(0)?, row.get(1)?))).expect("counts")
}

both_databases! {
    fn whoever_reloads_leaves_and_comes_back_finds_each_step_as_it_was(engine) {
        let site = site(engine);
        let aqua = site.organisation("Aqua", "oes");
        let ana = site.person("Ana", aqua, &[Role::Contributor]);
        let (at, page) = paste(&ana, "Mail of Monday\nfrom 45.9.148.7 and hxxp://evil[.]test-site[.]net/a");
        assert!(ana.get(IMPORT).expect(200).says("Mail of Monday"), "it is listed where it waits");
        let form = fields(&page.text);
        let one: Vec<_> = filled(&form, &[("title", ""), ("tlp", "amber")]);
        let one: Vec<_> = one.into_iter().filter(|(name, value)| *name != "take" || *value == "0").collect();
        ana.submit(&at, &one).expect(422);
        for _ in 0..2 {
            let again = ana.get(&at).expect(200);
            let ticked = fields(&again.text).iter().filter(|(name, _)| name == "take").count();
            assert!(again.says("value=\"amber\" selected") && ticked == 1, "what was chosen is there: {ticked}");
        }
        let uuid = at.rsplit('/').next().expect("an id").to_owned();
        let back = ana.get(&format!("{IMPORT}?of={uuid}")).expect(200);
        assert!(back.says("Mail of Monday\nfrom 45.9.148.7"), "{}", back.text);
        let changed = [("text", "Mail of Tuesday\n45.9.148.9"), ("of", uuid.as_str()), ("reach", "own")];
        let (to, anew) = follow(&ana, "/threats/import/paste", &changed);
        assert!(to == at && anew.says("45.9.148.9") && !anew.says("45.9.148.7"));
        assert_eq!((kept(&site), waiting_files(&site)), ((1, 1), 1), "one text, written anew");
        let made = filled(&form, &[("title", "Letters"), ("tlp", "amber")]);
        let event = ana.submit(&at, &made).expect(303).location.expect("the editor");
        for back in [at.clone(), format!("{IMPORT}?of={uuid}")] {
            assert_eq!(ana.get(&back).expect(303).location.as_ref(), Some(&event), "whoever goes back finds what became of it");
        }
        ana.submit(&format!("{IMPORT}/unfinished/{uuid}/remove"), &[]).expect(404);
        assert!(!ana.get(IMPORT).expect(200).says("Not finished"), "it waits no more");
        let read = site.db.db.read(Key::SYSTEM).expect("read");
        let sql = "select s.title || u.kept from threats_unfinished u join store_subjects s on s.id = u.id";
        let left: String = read.one(sql, args![], |row| row.get(0)).expect("a row");
        drop(read);
        assert!(!left.contains("Mail") && !left.contains("Letters"), "nothing of what was sent stays: {left}");
        assert_eq!((kept(&site), waiting_files(&site)), ((1, 1), 0));
        site.db.clock.advance(jiff::SignedDuration::from_hours(7 * 24));
        sweep(&site.house).expect("swept");
        assert_eq!(kept(&site), (0, 0));
        site.sign_in(ana.id()).get(&at).expect(404);
        site.run_jobs();
    }

    fn the_first_row_of_a_table_is_its_head_or_a_row_as_it_is_said(engine) {
        let site = site(engine);
        let aqua = site.organisation("Aqua", "oes");
        let ana = site.person("Ana", aqua, &[Role::Contributor]);
        let (at, page) = table(&ana, "list.csv", "Indicator;Notes\n198.51.100.7;seen\n");
        let (named, held) = ("id=\"column-0\">Indicator</th>", "<div>Indicator</div>");
        assert!(page.says(named) && !page.says(held) && page.says("<div>198.51.100.7</div>"), "{}", page.text);
        let form = fields(&page.text);
        let bare: Vec<_> = filled(&form, &[("step", "again")]).into_iter().filter(|(name, _)| *name != "header").collect();
        let (to, page) = follow(&ana, &at, &bare);
        assert_eq!(to, at);
        assert!(page.says("id=\"column-0\">Column 1</th>") && page.says(held) && !page.says(named), "{}", page.text);
        assert!(ana.get(&at).expect(200).says(held), "and stays so");
    }

    fn what_was_begun_is_its_owners_alone(engine) {
        let site = site(engine);
        let aqua = site.organisation("Aqua", "oes");
        let (ana, ben) = (site.person("Ana", aqua, &[Role::Contributor]), site.person("Ben", aqua, &[Role::Contributor]));
        let before = ben.get(IMPORT).expect(200);
        let (text, _) = paste(&ana, "Secret of Ana 45.9.148.7");
        let (sheet, page) = table(&ana, "list.csv", "value\n198.51.100.7\n");
        let listed = ana.get(IMPORT).expect(200);
        assert!(listed.says("Begun ") && listed.says("aria-label=\"Throw away: list.csv, begun "), "{}", listed.text);
        let (seen, _) = follow(&ana, &sheet, &filled(&fields(&page.text), &[("step", "preview")]));
        let uuid = text.rsplit('/').next().expect("an id").to_owned();
        let rea = site.person("Rea", aqua, &[Role::Reader]);
        for address in [text.clone(), sheet.clone(), seen.clone(), format!("{IMPORT}?of={uuid}")] {
            ben.get(&address).expect(404);
            rea.get(&address).expect(403);
        }
        for act in [text.clone(), sheet.clone(), seen.clone(), format!("{IMPORT}/unfinished/{uuid}/remove")] {
            ben.submit(&act, &[("title", "x"), ("step", "preview")]).expect(404);
        }
        ben.submit("/threats/import/paste", &[("text", "45.9.148.8"), ("of", &uuid)]).expect(404);
        let after = ben.get(IMPORT).expect(200);
        assert_eq!((before.queries, before.text.len()), (after.queries, after.text.len()), "nothing tells of it");
        ana.get(&text.replace("/paste/", "/table/")).expect(404);

        ana.submit(&format!("{IMPORT}/unfinished/{uuid}/remove"), &[]).expect(303);
        ana.get(&text).expect(404);
        assert!(!ana.get(IMPORT).expect(200).says("Secret of Ana"));
        assert_eq!((kept(&site), waiting_files(&site)), ((1, 1), 1), "the other one waits");
        let personal = belfry_threats::area().personal.expect("what is held on a person");
        let tx = site.db.db.write(Key::SYSTEM).expect("tx");
        let held = (personal.about)(&tx, ana.id()).expect("a copy");
        let begun = held.iter().find(|(part, _)| *part == "imports-begun").expect("a part");
        assert_eq!((begun.1.len(), begun.1[0]["name"].as_str()), (1, Some("list.csv")));
        (personal.forget)(&tx, ana.id()).expect("forgotten");
        tx.commit().expect("commit");
        assert_eq!(kept(&site), (0, 0), "and goes with her");
    }

    fn so_many_wait_and_so_long(engine) {
        let site = site(engine);
        let aqua = site.organisation("Aqua", "oes");
        let ana = site.person("Ana", aqua, &[Role::Contributor]);
        let (first, _) = paste(&ana, "45.9.148.7");
        for _ in 1..20 {
            paste(&ana, "45.9.148.7");
        }
        let text = [("text", "one more 45.9.148.8"), ("reach", "own")];
        let refused = ana.submit("/threats/import/paste", &text).expect(422);
        assert!(refused.says("Twenty of your imports are not finished") && refused.says("one more 45.9.148.8"), "{}", refused.text);
        let refused = ana.upload("/threats/import/table", &[], &[("file", "a.csv", b"value\n45.9.148.7\n")]).expect(422);
        assert!(refused.says("Twenty of your imports"));
        assert_eq!((kept(&site), waiting_files(&site)), ((20, 20), 20), "what is refused leaves nothing");

        site.db.clock.advance(jiff::SignedDuration::from_hours(7 * 24 - 1));
        sweep(&site.house).expect("swept");
        let ana = site.sign_in(ana.id());
        ana.get(&first).expect(200);
        site.db.clock.advance(jiff::SignedDuration::from_hours(1));
        ana.get(&first).expect(404);
        assert!(!ana.get(IMPORT).expect(200).says("Not finished"), "what is over is not listed until it is swept");
        sweep(&site.house).expect("swept");
        assert_eq!((kept(&site), waiting_files(&site)), ((0, 0), 0));
    }
}
