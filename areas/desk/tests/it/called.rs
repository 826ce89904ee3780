//! Records that bear the title of another, such as questions about it: wherever the desk names them, it says what they are to it.

use belfry_identity::person::Wishes;
use belfry_kernel::Tlp;
use belfry_store::{Key, args};
use belfry_testkit::{Engine, TestSite, both_databases};
use belfry_web::Area;
use belfry_web::area::Called;

use crate::community::{EVENT, both, others, publish, shared, wish};

/// What is called pumps is about pumps.
fn site(engine: Engine) -> TestSite {
    let which = |read: &belfry_store::Read, these: &[belfry_kernel::SubjectId]| {
        let these: Vec<i64> = these.iter().map(|id| id.0).collect();
        let sql = "select s.id from store_subjects s where s.id in {ints $1} and s.title = 'Spare pumps'";
        read.rows(sql, args![these], |row| row.get(0))
    };
    let words =
        &[("en", "trial-about = Question about “{ $title }”"), ("fr", "trial-about = Question sur « { $title } »")];
    let area = Area { called: Some(Called { kind: EVENT, which, key: "trial-about" }), words, ..others() };
    TestSite::new(engine, &[belfry_desk::area(), area])
}

both_databases! {
    fn what_bears_the_title_of_another_says_so_wherever_it_is_named(engine) {
        let site = site(engine);
        let (csirt, ana, _, ben) = both(&site);
        wish(&site, ben.id(), Wishes { mail: ["threats.event-published".to_owned()].into(), ..Wishes::default() });
        let tell = || {
            for title in ["Spare pumps", "Old pumps"] {
                let (event, _) = shared(&site, csirt, title, Tlp::Green);
                publish(&site, ana.id(), event, 1);
            }
            site.run_jobs();
            site.db.clock.advance(jiff::SignedDuration::from_mins(6));
            site.run_jobs();
            site.outbox.take().into_iter().map(|mail| mail.text().to_owned()).collect::<String>()
        };
        let said = |pages: &[&str], question: &str, open: &str| {
            for page in pages {
                let page = ben.get(page).expect(200).text.replace("<mark>", "").replace("</mark>", "");
                assert!(page.contains(question) && page.contains("Old pumps"), "{question}: {page}");
                assert!(!page.contains(&format!("{open}Old pumps")), "what has a title of its own keeps it: {page}");
            }
        };
        let pages = ["/", "/desk/activity?each=yes", "/search?q=pumps", "/go?q=pumps"];
        let mails = tell();
        assert!(mails.contains("Question about “Spare pumps”") && mails.contains("Old pumps"), "{mails}");
        said(&pages, "Question about “Spare pumps”", "Question about “");
        let key = site.key(ben.id(), belfry_identity::key::Scope::Read);
        let told = ben.api("GET", "/api/v1/desk/search?q=spare", &key, None).expect(200).json();
        assert_eq!(told["items"][0]["title"], "Question about “Spare pumps”");
        let table = ben.get("/desk/activity.csv").expect(200);
        assert!(table.text.contains("Question about “Spare pumps”"), "{}", table.text);

        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        tx.execute("update identity_people set language = 'fr' where id = $1", args![ben.id()]).unwrap();
        tx.commit().unwrap();
        let mails = tell();
        assert!(mails.contains("Question sur «\u{a0}Spare pumps\u{a0}»"), "{mails}");
        said(&pages, "Question sur «\u{a0}Spare pumps\u{a0}»", "Question sur «\u{a0}");
    }
}
