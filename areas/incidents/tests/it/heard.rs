//! Who hears what is said beside a notification: whoever reads a part of it hears what is addressed to him, and of the rest not even that
//! it is there.

use belfry_kernel::Role;
use belfry_testkit::{Visitor, both_databases};

use crate::valley::{notification, site, told, valley, warn};

/// Everything beside a notification that somebody can open.
fn beside(who: &Visitor<'_>, page: &str) -> String {
    let own = [page.to_owned(), format!("{page}/discussion")].map(|url| who.get(&url).expect(200).text).concat();
    // Who only notifies has no inbox.
    own + &who.get("/incidents/inbox").text
}

/// Where a remark or a document was put, from the answer to it.
fn anchor(location: Option<String>) -> String {
    location.and_then(|to| to.split_once("#c-").map(|(_, id)| id.to_owned())).expect("the place of a remark")
}

/// The document that a page links to under a title.
fn document(who: &Visitor<'_>, page: &str, title: &str) -> String {
    let text = who.get(page).expect(200).text;
    let at = text.find(&format!("\">{title}</a>")).unwrap_or_else(|| panic!("no {title}: {text}"));
    let start = text[..at].rfind('"').unwrap() + 1;
    text[start..at].to_owned()
}

both_databases! {
    fn each_recipient_hears_what_is_for_it(engine) {
        let site = site(engine);
        let v = valley(&site);
        let page = told(&v.tomas, &warn(&v.tomas, &[("border", "yes")]));
        let critical = site.organisation("Critical Entities", "nca");
        let clara = site.person("Clara", critical, &[Role::Supervisor]);
        v.sofia.submit(&format!("{page}/pass"), &[("to", &critical.to_string()), ("part", "cer")]).expect(303);
        let say = |who: &Visitor<'_>, fields: &[(&str, &str)]| anchor(who.submit(&format!("{page}/discuss"), fields).expect(303).location);
        let hears = |words: &str, yes: &[&Visitor<'_>], no: &[&Visitor<'_>]| {
            site.run_jobs();
            for who in yes {
                assert!(beside(who, &page).contains(words), "{words}");
            }
            for who in no {
                assert!(!beside(who, &page).contains(words), "{words}");
                assert!(!who.get("/desk").text.contains(words), "{words}");
            }
        };
        let (all, parts) = ([&v.tomas, &v.sofia, &v.carl], [&v.paul, &clara]);
        // What is said without naming anybody is for those who read all answers: it may repeat any of them.
        let first = say(&v.sofia, &[("text", "kanari-controllers of which make?")]);
        hears("kanari-controllers", &all, &parts);
        for who in parts {
            who.get(&format!("{page}/discussion/{first}")).expect(404);
            who.submit(&format!("{page}/discuss"), &[("text", "x"), ("reply-to", &first)]).expect(404);
        }
        say(&v.tomas, &[("text", "kanari-make is the old one"), ("reply-to", &first)]);
        hears("kanari-make", &all, &parts);
        // So is the answer that the law owes.
        v.sofia.submit(&format!("{page}/reply"), &[("reply", "kanari-plug: pull it")]).expect(303);
        hears("kanari-plug", &all, &parts);
        // A part speaks to those who read all, whatever it sends, and hears the answer; another part hears neither.
        let asked = say(&v.paul, &[("text", "kanari-belgium: are there customers?"), ("hearers", "all")]);
        hears("kanari-belgium", &[&v.tomas, &v.sofia, &v.carl, &v.paul], &[&clara]);
        say(&v.tomas, &[("text", "kanari-two of them"), ("reply-to", &asked)]);
        hears("kanari-two", &[&v.tomas, &v.sofia, &v.carl, &v.paul], &[&clara]);
        // Whoever reads all addresses one part, or everybody.
        say(&v.tomas, &[("text", "kanari-bridge is closed"), ("hearers", &format!("o{critical}"))]);
        hears("kanari-bridge", &[&v.tomas, &v.sofia, &v.carl, &clara], &[&v.paul]);
        say(&v.carl, &[("text", "kanari-call at nine"), ("hearers", "all")]);
        hears("kanari-call", &[&v.tomas, &v.sofia, &v.carl, &v.paul, &clara], &[]);
        assert!(v.tomas.get(&page).expect(200).says(", everybody who receives it"));
        assert!(!v.paul.get(&page).expect(200).says("Critical Entities can"), "nothing is offered that cannot be had");
        v.anna.get(&format!("{page}/discussion")).expect(404);
    }

    fn a_file_beside_it_is_for_whom_it_was_put_there(engine) {
        let site = site(engine);
        let v = valley(&site);
        let page = told(&v.tomas, &warn(&v.tomas, &[("border", "yes")]));
        let put = |who: &Visitor<'_>, title: &str, reach: &str| {
            let fields = [("title", title), ("note", ""), ("reach", reach), ("tlp", "amber")];
            let answer = who.upload(&format!("{page}/documents/new"), &fields, &[("file", "plan.txt", title.as_bytes())]);
            answer.expect(303);
            document(who, &page, title)
        };
        let opened = |who: &Visitor<'_>, url: &str, status: u16| {
            who.get(url).expect(status);
            who.get(&format!("{url}/1")).expect(status);
        };
        let log = put(&v.tomas, "kanari-log", "");
        let own = put(&v.tomas, "kanari-own", "own");
        let plan = put(&v.tomas, "kanari-plan", &format!("o{}", v.spoc));
        let list = put(&v.paul, "kanari-list", "all");
        for (url, yes, no) in [
            (&log, vec![&v.tomas, &v.sofia, &v.carl], vec![&v.paul]),
            (&own, vec![&v.tomas, &v.rita], vec![&v.sofia, &v.carl, &v.paul]),
            (&plan, vec![&v.tomas, &v.sofia, &v.carl, &v.paul], vec![]),
            (&list, vec![&v.tomas, &v.sofia, &v.carl, &v.paul], vec![]),
        ] {
            yes.iter().for_each(|who| opened(who, url, 200));
            no.iter().for_each(|who| opened(who, url, 404));
        }
        let seen = v.paul.get(&page).expect(200);
        assert!(seen.says("kanari-plan") && seen.says("kanari-list"), "{}", seen.text);
        assert!(!seen.says("kanari-log") && !seen.says("kanari-own"));
        v.paul.upload(&log, &[("note", "")], &[("file", "plan.txt", b"other")]).expect(404);
        v.paul.submit(&format!("{log}/withdraw"), &[]).expect(404);
    }

    fn whoever_comes_to_read_all_hears_what_was_said_before(engine) {
        let site = site(engine);
        let v = valley(&site);
        let page = told(&v.tomas, &warn(&v.tomas, &[("border", "yes")]));
        v.sofia.submit(&format!("{page}/discuss"), &[("text", "kanari-before")]).expect(303);
        v.tomas.submit(&format!("{page}/discuss"), &[("text", "kanari-for-the-contact"), ("hearers", &format!("o{}", v.spoc))]).expect(303);
        let fields = [("title", "kanari-file"), ("note", ""), ("reach", "own"), ("tlp", "amber")];
        v.tomas.upload(&format!("{page}/documents/new"), &fields, &[("file", "plan.txt", b"x")]).expect(303);
        let (second, third) = (site.organisation("Second Authority", "nca"), site.organisation("Third Authority", "nca"));
        let (sam, tess) = (site.person("Sam", second, &[Role::Supervisor]), site.person("Tess", third, &[Role::Supervisor]));
        for (office, part) in [(second, "nca"), (third, "cer")] {
            v.sofia.submit(&format!("{page}/pass"), &[("to", &office.to_string()), ("part", part)]).expect(303);
        }
        let seen = sam.get(&page).expect(200);
        assert!(seen.says("kanari-before") && seen.says("kanari-for-the-contact") && !seen.says("kanari-file"), "{}", seen.text);
        assert!(v.paul.get(&page).expect(200).says("kanari-for-the-contact"), "and nobody loses anything");
        assert!(!tess.get(&page).expect(200).says("kanari-"), "a part hears nothing of before");
    }

    fn what_an_entity_says_before_it_sends_stays_among_its_people(engine) {
        let site = site(engine);
        let v = valley(&site);
        let incident = warn(&v.tomas, &[]);
        v.tomas.submit(&format!("{incident}/notify"), &[("law", "nis1"), ("authority", &v.nca.to_string())]).expect(303);
        let pages = crate::valley::links(&v.tomas.get(&incident).expect(200).text, "/incidents/notifications/");
        let unsent = pages.iter().find(|page| v.sofia.get(page).status == 404).expect("a notification that waits");
        v.tomas.submit(&format!("{unsent}/discuss"), &[("text", "kanari-lawyer: shall we?")]).expect(303);
        assert!(v.rita.get(unsent).expect(200).says("kanari-lawyer"));
        v.tomas.submit(&format!("{unsent}/steps/notification"), &notification(&[])).expect(303);
        let seen = v.sofia.get(unsent).expect(200);
        assert!(!seen.says("kanari-lawyer"), "{}", seen.text);
        assert!(v.rita.get(unsent).expect(200).says("kanari-lawyer"));
    }
}
