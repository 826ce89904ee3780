//! Surveys whose answers have names: drafted, opened, answered page by page, reminded, extended, closed, asked again.

use belfry_kernel::{OrganisationId, Role};
use belfry_store::agenda::{self, Filter, Whose};
use belfry_store::{Key, args};
use belfry_testkit::{TestSite, both_databases};
use jiff::SignedDuration;

use crate::valley::{answer, draft, opened, operator, site, valley};

fn owes(site: &TestSite, organisation: OrganisationId) -> usize {
    let read = site.db.db.read(Key::SYSTEM).unwrap();
    let whose = Whose { person: None, organisations: &[organisation], circles: &[] };
    agenda::list(&read, &Filter { whose, ..Filter::default() }, 10).unwrap().len()
}

fn reminders(site: &TestSite) -> i64 {
    let read = site.db.db.read(Key::SYSTEM).unwrap();
    read.one("select count(*) from store_reminders where sent is null", args![], |row| row.get(0)).unwrap()
}

both_databases! {
    fn a_draft_is_unknown_until_it_opens_and_then_stands_on_the_agenda_of_those_who_are_asked(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let water = site.organisation("Water", "oes");
        let anna = site.person("Anna", water, &[Role::NisImplementer]);
        let hub = site.organisation("Hub", "hub");
        let eva = site.person("Eva", hub, &[Role::Reader]);
        eva.get("/surveys/campaigns/new").expect(403);
        let refused = valley.sam.submit("/surveys/campaigns/new", &[("title", ""), ("closes", "2020-01-01"), ("least", "1")]).expect(422);
        for words in ["Give it a title", "Choose a published version", "still to come", "from 3 to 20"] {
            assert!(refused.says(words), "{words}: {}", refused.text);
        }
        let url = draft(&valley, &[]);
        let page = valley.sam.get(&url).expect(200);
        assert!(page.says("One organisation will be asked") && page.says("Water"), "{}", page.text);
        anna.get(&url).expect(404);
        assert!(!anna.get("/surveys").expect(200).says("How operators stand"));
        anna.submit(&format!("{url}/open"), &[]).expect(403);
        let elsewhere = site.organisation("Other Authority", "nca");
        let olga = site.person("Olga", elsewhere, &[Role::Supervisor]);
        olga.submit(&format!("{url}/open"), &[]).expect(404);
        olga.get(&format!("{url}/edit")).expect(404);
        valley.sam.submit(&format!("{url}/edit"), &[("title", "")]).expect(422);
        valley.sam.submit(&format!("{url}/open"), &[]).expect(303);
        assert_eq!(owes(&site, water), 0);
        site.run_jobs();
        assert_eq!((owes(&site, water), owes(&site, hub)), (1, 0));
        let list = anna.get("/surveys").expect(200);
        assert!(list.says("Asked of you") && list.says("To be answered"), "{}", list.text);
        assert!(list.queries.unwrap() <= 6, "{:?}", list.queries);
        let hers = eva.get(&url).expect(200);
        assert!(!hers.says("You are asked to answer") && !hers.says("For whoever asks"), "{}", hers.text);
        assert_eq!(eva.get(&format!("{url}/answer")).expect(303).location.as_deref(), Some(url.as_str()));
        assert!(anna.get(&url).expect(200).says("Whoever asks sees your answers and whose they are"));
        assert!(valley.sam.get(&format!("{url}/edit")).expect(303).location.is_some(), "it is settled");
        eva.submit(&format!("{url}/close"), &[]).expect(403);
        eva.get(&format!("{url}/results")).expect(404);
        valley.sam.get(&format!("{url}/results")).expect(404);
    }

    fn an_answer_is_drafted_by_several_and_signed_by_one(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let water = site.organisation("Water", "oes");
        let anna = site.person("Anna", water, &[Role::NisImplementer]);
        let ben = site.person("Ben", water, &[Role::Contributor]);
        let rita = site.person("Rita", water, &[Role::Reader]);
        let other = operator(&site, "Grid");
        let url = opened(&site, &valley, &[]);
        let here = format!("{url}/answer");
        assert!(rita.get(&here).expect(303).location.is_some(), "readers do not write");
        let page = ben.get(&here).expect(200);
        assert!(page.says("Say plan") && !page.says("Say why") && page.says("Part first"), "{}", page.text);
        assert!(page.says("What is promised: Confidential") && page.says("data-preview"), "{}", page.text);
        assert!(page.queries.unwrap() <= 10, "{:?}", page.queries);
        let refused = ben.submit(&here, &[("page", "0"), ("go", "next"), ("plan", "")]).expect(422);
        assert!(refused.says("Answer this question."));
        let more = ben.submit(&here, &[("page", "0"), ("go", "next"), ("plan", "no"), ("level", "low")]).expect(200);
        assert!(more.says("Say why"), "the server asks more: {}", more.text);
        let kept = ben.submit(&format!("{here}/keep"), &[("page", "0"), ("plan", "no"), ("level", "low"), ("why", "No time")]).expect(200);
        assert!(kept.says("Kept") && !kept.says("<!doctype"), "{}", kept.text);
        // Somebody else goes on where he was, on another page.
        assert!(anna.get(&format!("{here}?page=1")).expect(200).says("No time"));
        let next = anna.submit(&here, &[("page", "1"), ("go", "next"), ("staff", "many")]).expect(422);
        assert!(next.says("many"), "what was typed stays");
        let next = anna.submit(&here, &[("page", "1"), ("go", "next"), ("staff", "12")]).expect(303);
        assert_eq!(next.location.as_deref(), Some(format!("{here}/review").as_str()));
        let review = ben.get(&format!("{here}/review")).expect(200);
        assert!(review.says("No time") && review.says("12") && review.says("Somebody who may sign"), "{}", review.text);
        ben.submit(&format!("{here}/sign"), &[]).expect(403);
        assert!(anna.get(&format!("{here}/review")).expect(200).says("Sign and hand in"));
        other.get(&format!("{here}/review")).expect(200);
        assert!(!other.get(&format!("{here}/review")).expect(200).says("No time"), "another's answers");
        assert_eq!(owes(&site, water), 1);
        anna.submit(&format!("{here}/sign"), &[]).expect(303);
        assert_eq!(owes(&site, water), 0);
        let signed = ben.get(&format!("{here}/review")).expect(200);
        assert!(signed.says("Signed") && signed.says("by Anna"), "{}", signed.text);
        ben.submit(&here, &[("page", "0"), ("go", "next"), ("plan", "yes"), ("level", "high")]).expect(303);
        assert!(ben.get(&format!("{here}/review")).expect(200).says("No time"), "what is signed stays");
        let desk = valley.sam.get(&url).expect(200);
        assert!(desk.says("50%") && desk.says("Have answered"), "{}", desk.text);
    }

    fn who_has_not_answered_is_reminded_and_the_end_is_moved_on_every_agenda(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let [water, grid] = ["Water", "Grid"].map(|name| operator(&site, name));
        let url = opened(&site, &valley, &[]);
        // At once, a week and a day before the end, for each of two.
        assert_eq!(reminders(&site), 6);
        answer(&water, &url, "yes", "high");
        let said = valley.sam.submit(&format!("{url}/remind"), &[]).expect(303);
        drop(said);
        assert_eq!(reminders(&site), 7, "only whoever waits");
        grid.submit(&format!("{url}/remind"), &[]).expect(403);
        let past = valley.sam.submit(&format!("{url}/extend"), &[("closes", "2020-01-01")]).expect(422);
        assert!(past.says("Choose a day that is still to come") && past.says("value=\"2020-01-01\""), "{}", past.text);
        valley.sam.submit(&format!("{url}/extend"), &[("closes", "2026-04-30")]).expect(303);
        let due: i64 = site.db.db.read(Key::SYSTEM).unwrap()
            .one("select count(distinct due) from store_obligations where ended is null", args![], |row| row.get(0)).unwrap();
        assert_eq!(due, 1);
        site.db.clock.advance(SignedDuration::from_hours(24 * 40));
        site.run_jobs();
        let sam = site.sign_in(valley.sam.id());
        assert!(sam.get(&url).expect(200).says("Remind those who wait"), "the first end has passed: {}", sam.get(&url).text);
        site.db.clock.advance(SignedDuration::from_hours(24 * 40));
        site.run_jobs();
        let sam = site.sign_in(valley.sam.id());
        assert!(sam.get(&url).expect(200).says("Next wave"));
        let grid = site.sign_in(grid.id());
        grid.get(&format!("{url}/answer")).expect(303);
        let next = sam.submit(&format!("{url}/wave"), &[]).expect(303).location.unwrap();
        let form = sam.get(&next).expect(200);
        assert!(form.says("How operators stand, wave 2"), "{}", form.text);
    }

    fn each_person_answers_for_himself(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let water = site.organisation("Water", "oes");
        let anna = site.person("Anna", water, &[Role::Reader]);
        let ben = site.person("Ben", water, &[Role::Reader]);
        let url = opened(&site, &valley, &[("unit", "person")]);
        answer(&anna, &url, "yes", "high");
        assert!(ben.get(&url).expect(200).says("You are asked to answer"));
        assert!(!ben.get(&format!("{url}/answer/review")).expect(200).says("HIGH"));
        assert!(valley.sam.get(&url).expect(200).says("50%"));
    }

    fn what_was_promised_stays_from_the_first_answer_on(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let water = operator(&site, "Water");
        let url = opened(&site, &valley, &[]);
        water.submit(&format!("{url}/answer"), &[("page", "0"), ("go", "save"), ("plan", "yes")]).expect(200);
        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        assert!(tx.execute("update surveys_campaigns set mode = 'named'", args![]).is_err(), "not even by hand");
        drop(tx);
    }
}
