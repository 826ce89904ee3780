//! Open links: students answer without an account; the link is withdrawn, made anew, full, closed; nobody floods it.

use belfry_store::{Key, args};
use belfry_testkit::{TestSite, Visitor, both_databases};
use jiff::SignedDuration;

use crate::anonymity::carried;
use crate::valley::{draft, opened, site, valley};

const PATH: &str = "/surveys/link/";

/// The address behind the origin, as whoever asks reads it on the survey's page.
fn address(page: &str) -> String {
    let at = page.find(PATH).expect("an address");
    page[at..].chars().take_while(|c| c.is_ascii_alphanumeric() || "/-_".contains(*c)).collect()
}

/// The last page of a whole answer.
fn filled(who: &Visitor<'_>, here: &str, staff: usize) -> String {
    let next = who.submit(here, &[("page", "0"), ("go", "next"), ("plan", "yes"), ("level", "high")]).expect(200);
    let (carried, staff) = (carried(&next.text), staff.to_string());
    let fields = [("page", "1"), ("go", "next"), ("carried", carried.as_str()), ("staff", staff.as_str())];
    who.submit(here, &fields).expect(200).text
}

fn ballot(page: &str) -> String {
    let at = page.find("name=\"ballot\" value=\"").expect("a number") + "name=\"ballot\" value=\"".len();
    page[at..].split('"').next().unwrap().to_owned()
}

fn hand_in(who: &Visitor<'_>, here: &str, last: &str) -> belfry_testkit::Answer {
    let (carried, ballot) = (carried(last), ballot(last));
    who.submit(here, &[("page", "2"), ("go", "send"), ("carried", &carried), ("ballot", &ballot)])
}

fn ballots(site: &TestSite) -> i64 {
    let read = site.db.db.read(Key::SYSTEM).unwrap();
    read.one("select count(*) from surveys_ballots", args![], |row| row.get(0)).unwrap()
}

both_databases! {
    fn a_student_answers_without_an_account_and_nothing_of_him_is_kept(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let url = opened(&site, &valley, &[("mode", "anonymous"), ("unit", "link"), ("most", "40"), ("about", "For students.")]);
        let desk = valley.sam.get(&url).expect(200);
        let here = address(&desk.text);
        assert!(desk.says("40 more answers are taken") && desk.says("The address of the survey"), "{}", desk.text);
        assert!(desk.says("not known") && !desk.says("Response rate") && !desk.says("Remind those"), "{}", desk.text);
        let student = site.stranger();
        let page = student.get(&here).expect(200);
        assert!(page.says("How operators stand") && page.says("For students.") && page.says("Say plan"), "{}", page.text);
        assert!(page.says("Nobody learns which answers are yours") && page.says("without name, address of your device"));
        assert_eq!(page.headers.get("x-robots-tag").map(|value| value.to_str().unwrap()), Some("noindex, nofollow"));
        assert!(page.queries.unwrap() <= 6, "{:?}", page.queries);
        student.submit(&here, &[("page", "0"), ("go", "next"), ("plan", "yes")]).expect(422);
        for n in 0..6 {
            let last = filled(&student, &here, 100 + n);
            let done = hand_in(&student, &here, &last).expect(303).location.unwrap();
            assert!(student.get(&done).expect(200).says("Nobody knows that it is yours"));
            // Pressed twice, it is there once.
            hand_in(&student, &here, &last).expect(303);
        }
        assert_eq!(ballots(&site), 6);
        assert!(valley.sam.get(&url).expect(200).says("34 more answers are taken"));
        let answers: i64 = site.db.db.read(Key::SYSTEM).unwrap()
            .one("select count(*) from surveys_answers", args![], |row| row.get(0)).unwrap();
        assert_eq!(answers, 0);
        valley.sam.submit(&format!("{url}/close"), &[]).expect(303);
        let results = valley.sam.get(&format!("{url}/results")).expect(200);
        assert!(results.says("Of how many") && results.says("not known") && !results.says("Response rate"), "{}", results.text);
        let closed = student.get(&here).expect(200);
        assert!(closed.says("The survey is closed") && !closed.says("Say plan"), "{}", closed.text);
        student.submit(&here, &[("page", "0"), ("go", "next"), ("plan", "yes")]).expect(200);
        assert_eq!(ballots(&site), 6);
    }

    fn the_language_is_the_readers_and_changes_on_the_way_without_losing_an_answer(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let url = opened(&site, &valley, &[("mode", "anonymous"), ("unit", "link"), ("most", "40")]);
        let here = address(&valley.sam.get(&url).expect(200).text);
        let student = site.stranger();
        assert!(site.stranger().speaking("fr").get(&here).expect(200).says("Suivant"));
        let next = student.submit(&here, &[("page", "0"), ("go", "next"), ("plan", "yes"), ("level", "high")]).expect(200);
        let carried = carried(&next.text);
        let fields = [("page", "1"), ("language", "fr"), ("carried", carried.as_str()), ("staff", "12")];
        let french = student.submit(&here, &fields).expect(200);
        assert!(french.says("Suivant") && french.says("lang=\"fr\"") && french.says("value=\"12\""), "{}", french.text);
        assert!(french.headers.get_all("set-cookie").iter().any(|value| value.to_str().unwrap().starts_with("belfry-language=fr")));
    }

    fn a_link_is_withdrawn_drawn_anew_and_takes_no_more_than_was_said(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let refused = valley.sam.submit("/surveys/campaigns/new", &[("unit", "link"), ("most", "0")]).expect(422);
        assert!(refused.says("Choose a number up to"), "{}", refused.text);
        let url = draft(&valley, &[("mode", "confidential"), ("unit", "link"), ("most", "2"), ("opens", "2026-03-20")]);
        assert!(valley.sam.get(&url).expect(200).says("Anybody with the link will be asked"));
        valley.sam.submit(&format!("{url}/open"), &[]).expect(303);
        let first = address(&valley.sam.get(&url).expect(200).text);
        let student = site.stranger();
        assert!(student.get(&first).expect(200).says("not open yet"), "{}", student.get(&first).text);
        site.db.clock.advance(SignedDuration::from_hours(24 * 20));
        site.run_jobs();
        let sam = site.sign_in(valley.sam.id());
        assert!(student.get(&first).expect(200).says("your name too where you give it"));
        let last = filled(&student, &first, 1);
        sam.submit(&format!("{url}/link/renew"), &[]).expect(303);
        let second = address(&sam.get(&url).expect(200).text);
        assert_ne!(first, second);
        let nothing = student.get("/surveys/link/nothing").expect(404);
        assert_eq!(student.get(&first).expect(404).steady(), nothing.steady().replace("/surveys/link/nothing", &first));
        hand_in(&student, &first, &last).expect(404);
        hand_in(&student, &second, &last).expect(303);
        hand_in(&student, &second, &filled(&student, &second, 2)).expect(303);
        assert!(student.get(&second).expect(200).says("The survey has its answers"));
        sam.submit(&format!("{url}/link/limit"), &[("most", "2")]).expect(303);
        assert!(student.get(&second).expect(200).says("The survey has its answers"), "no room above what is there");
        sam.submit(&format!("{url}/link/limit"), &[("most", "3")]).expect(303);
        hand_in(&student, &second, &filled(&student, &second, 3)).expect(303);
        assert_eq!(ballots(&site), 3);
        sam.submit(&format!("{url}/link/limit"), &[("most", "9")]).expect(303);
        sam.submit(&format!("{url}/link/revoke"), &[]).expect(303);
        student.get(&second).expect(404);
        let desk = sam.get(&url).expect(200);
        assert!(desk.says("The address is withdrawn") && !desk.says(PATH), "{}", desk.text);
        // Others of the community know of the survey, and nothing of its address.
        let water = crate::valley::operator(&site, "Water");
        sam.submit(&format!("{url}/link/renew"), &[]).expect(303);
        assert!(!water.get(&url).expect(200).says(PATH));
        water.submit(&format!("{url}/link/renew"), &[]).expect(403);
        let raw = sam.get(&format!("{url}/answers.csv"));
        assert_eq!(raw.status, 404, "what lies bare is read when it is closed");
    }

    fn who_sends_all_the_time_is_asked_to_wait_and_loses_nothing(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let url = opened(&site, &valley, &[("mode", "anonymous"), ("unit", "link"), ("most", "500")]);
        let here = address(&valley.sam.get(&url).expect(200).text);
        let student = site.stranger();
        let last = filled(&student, &here, 7);
        // What is sent again counts too, though it is kept once.
        let (mut sent, mut answer) = (0, hand_in(&student, &here, &last));
        while answer.status == 303 && sent < 400 {
            (sent, answer) = (sent + 1, hand_in(&student, &here, &last));
        }
        assert_eq!(answer.status, 429);
        assert!((100..200).contains(&sent), "a class of a hundred is let through: {sent}");
        assert!(answer.says("Yours is still on this page") && answer.says("name=\"carried\""), "{}", answer.text);
        assert_eq!(ballots(&site), 1);
    }
}
