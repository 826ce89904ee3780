//! From the early warning to the final report, with review and revision, questions and answers.

use belfry_kernel::Clock;
use belfry_store::{Key, args};
use belfry_testkit::{TestSite, both_databases};
use jiff::{SignedDuration, Timestamp};

use crate::valley::{last, notification, site, told, valley, warn};

/// What is open on agendas about notifications: the message and the instant.
fn owed(site: &TestSite) -> Vec<(String, Timestamp)> {
    site.db
        .db
        .read(Key::SYSTEM)
        .unwrap()
        .rows(
            "select what, due from store_obligations where ended is null and area = 'incidents' order by what",
            args![],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .unwrap()
}

fn hours(n: i64) -> SignedDuration {
    SignedDuration::from_hours(n)
}

both_databases! {
    fn every_step_has_its_deadline_and_its_answer(engine) {
        let site = site(engine);
        let v = valley(&site);
        let began = site.db.clock.now();
        let incident = warn(&v.tomas, &[]);
        let page = told(&v.tomas, &incident);
        assert_eq!(
            owed(&site),
            [("incidents-agenda-reply".to_owned(), began + hours(24)), ("incidents-agenda-step-notification".to_owned(), began + hours(72))]
        );
        // The authority takes it, answers, and its clock stops.
        v.sofia.submit(&format!("{page}/assign"), &[("to", "me")]).expect(303);
        assert!(v.sofia.get("/incidents/inbox?whose=me").expect(200).says("Water"));
        v.sofia.submit(&format!("{page}/reply"), &[("reply", "Pull the plug on the supplier line.")]).expect(303);
        site.run_jobs();
        assert!(v.tomas.get(&page).expect(200).says("Pull the plug on the supplier line."));
        assert_eq!(owed(&site).len(), 1);
        // The notification is refused while something is missing, survives the night, and is sent.
        let step = format!("{page}/steps/notification");
        let form = v.tomas.get(&step).expect(200);
        assert!(form.says("Screens are locked."), "what was said need not be typed again: {}", form.text);
        let refused = v.tomas.submit(&step, &notification(&[("impact", "")])).expect(422);
        assert!(refused.says("198.51.100.7"), "{}", refused.text);
        let refused = v.tomas.submit(&step, &notification(&[("users", "a dozen")])).expect(422);
        assert!(refused.says("This is no number. Write one, such as 120."), "{}", refused.text);
        assert_eq!(refused.text.matches("id=\"error-summary-title\"").count(), 1, "it is told once: {}", refused.text);
        assert!(v.tomas.get(&step).expect(200).says("198.51.100.7"));
        v.tomas.submit(&format!("{step}/keep"), &notification(&[("impact", "Not known.")])).expect(200);
        assert!(!v.sofia.get(&page).expect(200).says("198.51.100.7"), "a draft is the entity's own");
        site.db.clock.advance(hours(20));
        let (tomas, sofia, carl) = (site.sign_in(v.tomas.id()), site.sign_in(v.sofia.id()), site.sign_in(v.carl.id()));
        tomas.submit(&step, &notification(&[])).expect(303);
        let sent = site.db.clock.now();
        let seen = sofia.get(&page).expect(200);
        assert!(seen.says("Two villages are without water.") && seen.says("Incident notification, version 1"), "{}", seen.text);
        assert_eq!(owed(&site)[0].0, "incidents-agenda-step-final");
        assert!(owed(&site)[0].1 > sent + hours(27 * 24));
        // It is looked at, has to be said again, and is accepted; nothing is lost, and what differs is shown.
        let refused = sofia.submit(&format!("{page}/review"), &[("state", "asked"), ("review", " ")]).expect(422);
        assert!(refused.says("Say what is to be revised."), "{}", refused.text);
        assert!(!tomas.get(&page).expect(200).says("Revision asked"));
        sofia.submit(&format!("{page}/review"), &[("state", "asked"), ("review", "How many people?")]).expect(303);
        let told = tomas.get(&page).expect(200);
        assert!(told.says("Revision asked") && told.says("How many people?"), "{}", told.text);
        tomas.submit(&step, &notification(&[("users", "5200")])).expect(303);
        let versions: Vec<String> = seen_versions(&tomas.get(&page).expect(200).text);
        assert_eq!(versions.len(), 3);
        let second = sofia.get(versions.last().unwrap()).expect(200);
        assert!(second.says("One answer differs") && second.says("5200"), "{}", second.text);
        sofia.submit(&format!("{page}/review"), &[("state", "accepted")]).expect(303);
        tomas.submit(&step, &notification(&[("users", "5200")])).expect(303);
        assert_eq!(seen_versions(&tomas.get(&page).expect(200).text).len(), 3, "the same sent again is no version");
        // The clock of the final report runs from the first version.
        tomas.submit(&format!("{page}/steps/final"), &last(&[])).expect(303);
        sofia.submit(&format!("{page}/review"), &[("state", "accepted")]).expect(303);
        assert!(owed(&site).is_empty(), "{:?}", owed(&site));
        carl.submit(&format!("{page}/close"), &[]).expect(403);
        sofia.submit(&format!("{page}/close"), &[]).expect(303);
        assert!(!sofia.get("/incidents/inbox").expect(200).says("Water"));
        assert!(sofia.get("/incidents/inbox?state=closed").expect(200).says("Water"));
        tomas.submit(&format!("{page}/steps/final"), &last(&[("root", "Another one.")])).expect(303);
        assert!(!tomas.get(&page).expect(200).says("Another one."), "what is closed takes nothing more");
        // Who opened it is known to the entity.
        assert!(tomas.get(&page).expect(200).says("opened it"));
    }

    fn a_report_that_is_asked_for_has_the_date_of_whoever_asks(engine) {
        let site = site(engine);
        let v = valley(&site);
        let page = told(&v.tomas, &warn(&v.tomas, &[]));
        v.tomas.get(&format!("{page}/steps/intermediate")).expect(303);
        let due = site.db.clock.now() + hours(48);
        let there = |at: Timestamp| at.in_tz("Europe/Brussels").unwrap().strftime("%Y-%m-%dT%H:%M").to_string();
        let typed = there(due);
        let refused = v.sofia.submit(&format!("{page}/request"), &[("request", "Is the water safe?"), ("due", "yesterday")]).expect(422);
        assert!(refused.says("let them lie ahead") && refused.says("Is the water safe?"), "what was typed is not lost: {}", refused.text);
        let refused = v.sofia.submit(&format!("{page}/reply"), &[("reply", &"x".repeat(10_001))]).expect(422);
        assert!(refused.says("Keep it below 10,000 characters."), "{}", refused.text);
        assert!(!owed(&site).iter().any(|(what, _)| what.ends_with("intermediate")));
        v.sofia.submit(&format!("{page}/request"), &[("request", "Is the water safe?"), ("due", &typed)]).expect(303);
        let of = |site: &TestSite| owed(site).into_iter().find(|(what, _)| what.ends_with("intermediate"));
        assert_eq!(there(of(&site).unwrap().1), typed);
        assert!(v.tomas.get(&format!("{page}/steps/intermediate")).expect(200).says("Is the water safe?"));
        let fields = [("page", "0"), ("go", "send"), ("now", "It is.")];
        v.tomas.submit(&format!("{page}/steps/intermediate"), &fields).expect(303);
        assert!(of(&site).is_none());
        assert!(v.carl.get(&page).expect(200).says("It is."));
        // And once more.
        v.carl.submit(&format!("{page}/request"), &[("request", "Still?"), ("due", &typed)]).expect(303);
        assert!(of(&site).is_some());
    }

    fn what_goes_on_is_told_of_and_ends_a_month_after_it_was_handled(engine) {
        let site = site(engine);
        let v = valley(&site);
        let incident = warn(&v.tomas, &[]);
        let page = told(&v.tomas, &incident);
        v.tomas.submit(&format!("{page}/steps/notification"), &notification(&[])).expect(303);
        site.db.clock.advance(hours(29 * 24));
        let tomas = site.sign_in(v.tomas.id());
        let fields = [("page", "0"), ("go", "send"), ("now", "We rebuild the plant.")];
        tomas.submit(&format!("{page}/steps/progress"), &fields).expect(303);
        assert!(!owed(&site).iter().any(|(what, _)| what.ends_with("final")), "{:?}", owed(&site));
        site.db.clock.advance(hours(10 * 24));
        site.sign_in(v.tomas.id()).submit(&format!("{incident}/settle"), &[("state", "resolved")]).expect(303);
        let handled = site.db.clock.now();
        let due = owed(&site).into_iter().find(|(what, _)| what.ends_with("final")).expect("a final report").1;
        assert!(due > handled + hours(27 * 24) && due < handled + hours(32 * 24));
    }

    fn who_is_concerned_later_receives_it_then(engine) {
        let site = site(engine);
        let v = valley(&site);
        let page = told(&v.tomas, &warn(&v.tomas, &[]));
        v.paul.get(&page).expect(404);
        let (step, fields) = (format!("{page}/steps/notification"), notification(&[("border", "yes"), ("countries", "BE")]));
        assert!(v.tomas.submit(&step, &fields).expect(200).says("One answer asks for more"));
        v.tomas.submit(&step, &fields).expect(303);
        let seen = v.paul.get(&page).expect(200);
        assert!(seen.says("Two villages are without water.") && !seen.says("198.51.100.7"), "{}", seen.text);
        assert!(v.paul.get("/incidents/inbox").expect(200).says("Water"));
        // Whoever sees a part passes nothing on; whoever sees all does.
        let office = site.organisation("Critical Entities", "nca");
        let clara = site.person("Clara", office, &[belfry_kernel::Role::Supervisor]);
        let to = office.to_string();
        v.paul.submit(&format!("{page}/pass"), &[("to", &to), ("part", "nca")]).expect(403);
        clara.get(&page).expect(404);
        v.sofia.submit(&format!("{page}/pass"), &[("to", &to), ("part", "cer")]).expect(303);
        let seen = clara.get(&page).expect(200);
        assert!(seen.says("You see a part of it") && !seen.says("Somebody who knows these controllers."), "{}", seen.text);
        assert!(clara.get("/incidents/inbox").expect(200).says("Water"));
        assert!(v.tomas.get(&page).expect(200).says("had one more office receive it"));
    }

    fn a_trust_service_has_twenty_four_hours(engine) {
        let site = site(engine);
        let v = valley(&site);
        let now = site.db.clock.now();
        warn(&v.tomas, &[("trust", "yes")]);
        let due = owed(&site).into_iter().find(|(what, _)| what.ends_with("notification")).unwrap().1;
        assert_eq!(due, now + hours(24));
    }

    fn whoever_it_does_not_concern_can_do_nothing(engine) {
        let site = site(engine);
        let v = valley(&site);
        let page = told(&v.tomas, &warn(&v.tomas, &[]));
        for act in ["review", "reply", "request", "assign", "pass", "close"] {
            v.anna.submit(&format!("{page}/{act}"), &[("state", "accepted")]).expect(403);
            v.paul.submit(&format!("{page}/{act}"), &[("state", "accepted")]).expect(404);
            v.tomas.submit(&format!("{page}/{act}"), &[("state", "accepted")]).expect(403);
        }
        v.sofia.get(&format!("{page}/steps/notification")).expect(403);
        v.sofia.submit(&format!("{page}/steps/notification"), &notification(&[])).expect(403);
        v.anna.get(&format!("{page}/steps/notification")).expect(404);
    }

    fn an_authority_can_itself_report(engine) {
        let site = site(engine);
        let v = valley(&site);
        let incident = warn(&v.sofia, &[]);
        assert!(v.sofia.get(&incident).expect(200).says("Valley Authority"));
        assert!(v.carl.get("/incidents/inbox").expect(200).says("Valley Authority"));
    }
}

fn seen_versions(page: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for (at, _) in page.match_indices("/versions/") {
        let start = page[..at].rfind('"').unwrap() + 1;
        let end = at + page[at..].find('"').unwrap();
        let link = page[start..end].to_owned();
        if !all.contains(&link) {
            all.push(link);
        }
    }
    all
}
