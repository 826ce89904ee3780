//! What is due: for whom, done by whom, and reminders that are late but never lost.

use std::collections::BTreeSet;

use belfry_desk::agenda::remind;
use belfry_identity::key::Scope;
use belfry_identity::person::{Way, Wishes};
use belfry_kernel::{Clause, Label, OrganisationId, Role, Tlp};
use belfry_store::agenda::{self, New, Obligation};
use belfry_store::{Key, args, scope};
use belfry_testkit::{Answer, TestSite, Visitor, both_databases};
use jiff::SignedDuration;

use crate::community::{both, event, shared, site, wish};

fn hours(n: i64) -> SignedDuration {
    SignedDuration::from_hours(n)
}

/// The address that a form led to.
fn led(answer: Answer) -> String {
    answer.expect(303).location.expect("an address")
}

/// Something that an area asks of an organisation, with reminders so many hours before.
fn ask(site: &TestSite, of: OrganisationId, what: Obligation, reminders: &[i64]) -> i64 {
    let one = Obligation { organisation: Some(of), ..what };
    let at: Vec<_> = reminders.iter().map(|before| one.due - hours(*before)).collect();
    let tx = site.db.db.write(Key::SYSTEM).unwrap();
    let new = New { obligation: &one, circle: None, assignee: None, may_leave: false, reminders: &at };
    let (id, _) = agenda::add(&tx, site.act(), &new).unwrap();
    tx.commit().unwrap();
    id
}

fn due_in(site: &TestSite, in_hours: i64) -> Obligation {
    Obligation {
        id: 0,
        subject: None,
        person: None,
        organisation: None,
        what: "trial-due".into(),
        data: r#"{"who": "the authority"}"#.into(),
        due: site.act().now + hours(in_hours),
    }
}

fn plan(who: &Visitor<'_>, title: &str, more: &[(&str, &str)]) -> Answer {
    let mut fields = vec![("title", title), ("date", "2026-03-05"), ("time", "12:00"), ("whose", "me")];
    fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    fields.extend_from_slice(more);
    who.submit("/desk/agenda/new", &fields)
}

fn told(site: &TestSite) -> i64 {
    let read = site.db.db.read(Key::SYSTEM).unwrap();
    read.one("select count(*) from desk_notices", args![], |row| row.get(0)).unwrap()
}

both_databases! {
    fn reminders_survive_three_days_without_anybody_working(engine) {
        let site = site(engine);
        let (_, _, water, ben) = both(&site);
        let cleo = site.person("Cleo", water, &[Role::Contributor]);
        let dan = site.person("Dan", water, &[Role::NisImplementer]);
        wish(&site, dan.id(), { let mut w = Wishes::default(); w.set("agenda.reminder", Way::Product); w });
        ask(&site, water, due_in(&site, 48), &[24, 0, -20]);
        let done = ask(&site, water, due_in(&site, 30), &[24]);
        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        agenda::settle(&tx, site.act(), done, agenda::Outcome::Done).unwrap();
        tx.commit().unwrap();
        assert_eq!(remind::send_due(&site.house).unwrap(), 0, "nothing is due to be said yet");

        // The program is down for three days, over the hours of three reminders.
        site.db.clock.advance(hours(72));
        assert_eq!(remind::send_due(&site.house).unwrap(), 3);
        assert_eq!(told(&site), 6, "each of three reminders, to the two who speak for the organisation");
        assert_eq!(remind::send_due(&site.house).unwrap(), 0, "each is sent once");
        site.run_jobs();
        assert_eq!(told(&site), 6);
        let (cleo, dan, ben) = (site.sign_in(cleo.id()), site.sign_in(dan.id()), site.sign_in(ben.id()));
        let hers = cleo.get("/desk/activity").expect(200);
        assert!(hers.says("Late reminder. Due 4 March 2026, 10:00 CET"), "{}", hers.text);
        assert_eq!(hers.text.matches("href=\"/desk/agenda/").count(), 3);
        assert!(hers.says("Answer the authority"));
        assert!(!ben.get("/desk/activity").expect(200).says("Late reminder"), "who only reads is not reminded");
        // Cleo's one mail names all three; Dan has no wish for mail. Nothing in it says more than that something is due.
        let mails = site.outbox.take();
        assert_eq!(mails.len(), 1);
        assert_eq!(mails[0].text().matches("Late reminder. Something is due: 4 March 2026").count(), 3, "{}", mails[0].text());
        assert!(!mails[0].text().contains("authority"));
        assert!(dan.get("/desk/activity?word=agenda.reminder").expect(200).says("Late reminder"));
        let page = cleo.get("/desk/agenda").expect(200);
        assert!(page.says("One obligation, late"), "{}", page.text);
    }

    fn a_process_that_dies_half_way_tells_nobody_twice(engine) {
        let site = site(engine);
        let (_, _, water, _) = both(&site);
        let cleo = site.person("Cleo", water, &[Role::Contributor]);
        site.person("Dan", water, &[Role::NisImplementer]);
        ask(&site, water, due_in(&site, 2), &[1]);
        site.db.clock.advance(hours(1));
        remind::send_due(&site.house).unwrap();
        // It died before the last of it was kept: one notice is there, the reminder still waits.
        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        tx.execute("delete from desk_notices where person_id <> $1", args![cleo.id()]).unwrap();
        tx.execute("update store_reminders set sent = null", args![]).unwrap();
        tx.commit().unwrap();
        assert_eq!(remind::send_due(&site.house).unwrap(), 1);
        assert_eq!(told(&site), 2);
        site.run_jobs();
        assert_eq!(site.outbox.take().len(), 2, "one mail each");
    }

    fn ana_plans_something_does_it_and_opens_it_again(engine) {
        let site = site(engine);
        let (_, ana, _, ben) = both(&site);
        let refused = plan(&ana, "", &[("date", "2026-02-30")]).expect(422);
        assert!(refused.says("Say what is to be done.") && refused.says("Give a day") && refused.says("value=\"12:00\""));
        assert!(plan(&ana, "Yesterday", &[("date", "2026-03-01")]).expect(422).says("still to come"));
        assert!(plan(&ana, "For others", &[("whose", "c0ffee")]).expect(422).says("Choose for whom"));

        let page = led(plan(&ana, "Send the report", &[("remind", "day"), ("remind", "after")]));
        let shown = ana.get(&page).expect(200);
        assert!(shown.says("Send the report") && shown.says("5 March 2026, 12:00 CET (UTC+1)"), "{}", shown.text);
        assert!(shown.says("4 March 2026, 12:00 CET") && shown.says("6 March 2026, 12:00 CET"));
        ben.get(&page).expect(404);
        ben.submit(&format!("{page}/settle"), &[("act", "done")]).expect(404);
        ana.submit(&format!("{page}/settle"), &[("act", "away")]).expect(400);

        ana.submit(&format!("{page}/settle"), &[("act", "done")]).expect(303);
        assert!(!ana.get("/desk/agenda").expect(200).says("Send the report"));
        assert!(ana.get("/desk/agenda?state=ended").expect(200).says("Send the report"));
        site.db.clock.advance(hours(24 * 5));
        let ana = site.sign_in(ana.id());
        assert_eq!(remind::send_due(&site.house).unwrap(), 0, "what is done is not reminded of");
        ana.submit(&format!("{page}/settle"), &[("act", "reopen")]).expect(303);
        assert_eq!(remind::send_due(&site.house).unwrap(), 0, "and its past reminders stay silent");
        assert!(ana.get("/desk/agenda").expect(200).says("Send the report"));
        ana.submit(&format!("{page}/settle"), &[("act", "dismissed"), ("back", "/desk/agenda?whose=mine")]).expect(303);
        assert!(ana.get(&page).expect(200).says("Put aside"));
    }

    fn what_is_done_keeps_the_instant_at_which_it_was_due(engine) {
        let site = site(engine);
        let (_, ana, ..) = both(&site);
        let (early, late) = (led(plan(&ana, "Done in time", &[])), led(plan(&ana, "Done too late", &[])));
        ana.submit(&format!("{early}/settle"), &[("act", "done")]).expect(303);
        let done = ana.get(&early).expect(200);
        assert!(done.says("5 March 2026, 12:00 CET"), "it is due as before: {}", done.text);
        assert!(done.says(", by Ana") && !done.says("After it was due"));
        site.db.clock.advance(hours(24 * 5));
        let ana = site.sign_in(ana.id());
        ana.submit(&format!("{late}/settle"), &[("act", "done")]).expect(303);
        let done = ana.get(&late).expect(200);
        assert!(done.says("5 March 2026, 12:00 CET") && done.says("7 March 2026") && done.says(", by Ana"), "{}", done.text);
        assert!(done.says("After it was due"));
        let list = ana.get("/desk/agenda?state=ended").expect(200);
        assert_eq!(list.text.matches("5 March 2026, 12:00 CET").count(), 2, "{}", list.text);
        assert_eq!(list.text.matches("After it was due").count(), 1);
    }

    fn an_organisations_obligation_is_seen_by_all_and_settled_by_those_who_speak_for_it(engine) {
        let site = site(engine);
        let (_, ana, water, ben) = both(&site);
        let cleo = site.person("Cleo", water, &[Role::Contributor]);
        let home = cleo.get("/desk/agenda/new").expect(200);
        let at = home.text.find("Riverside Waterworks</option>").expect("her organisation");
        let uuid = &home.text[at - 38..at - 2];
        let page = led(plan(&cleo, "Renew the certificate", &[("whose", uuid), ("remind", "day")]));
        assert!(ben.get(&page).expect(200).says("Renew the certificate"));
        ben.submit(&format!("{page}/settle"), &[("act", "done")]).expect(403);
        ana.get(&page).expect(404);
        // Given to Ben, it is his to end, and he alone is reminded.
        let people = cleo.get(&page).expect(200);
        let at = people.text.find(">Ben</option>").expect("a colleague");
        let his = people.text[at - 37..at - 1].to_owned();
        cleo.submit(&format!("{page}/assign"), &[("assignee", &his)]).expect(303);
        cleo.submit(&format!("{page}/assign"), &[("assignee", "00000000-0000-4000-8000-000000000000")]).expect(404);
        site.db.clock.advance(hours(24 * 3));
        assert_eq!(remind::send_due(&site.house).unwrap(), 1);
        assert_eq!(told(&site), 1);
        site.run_jobs();
        let (cleo, ben) = (site.sign_in(cleo.id()), site.sign_in(ben.id()));
        assert!(ben.get("/desk/agenda?whose=mine").expect(200).says("Renew the certificate"));
        assert!(!cleo.get("/desk/agenda?whose=mine").expect(200).says("Renew the certificate"));
        let all = ben.get("/desk/agenda").expect(200);
        assert_eq!(all.text.matches(&format!("href=\"{page}\"")).count(), 1, "once, though it is his and his organisation's");
        ben.submit(&format!("{page}/settle"), &[("act", "done")]).expect(303);
    }

    fn a_circles_obligation_is_its_members_and_a_hidden_circle_stays_hidden(engine) {
        let site = site(engine);
        let (csirt, _, water, ben) = both(&site);
        let keeper = site.person("Kay", csirt, &[Role::CircleCoordinator]);
        site.circle("Quiet Water", true, &[csirt, water]);
        site.run_jobs();
        let other = site.organisation("Harbour", "oes");
        let eva = site.person("Eva", other, &[Role::Contributor]);
        let form = keeper.get("/desk/agenda/new").expect(200);
        let at = form.text.find(">Trust circle Quiet Water</option>").expect("her circle");
        let uuid = form.text[at - 37..at - 1].to_owned();
        let page = led(plan(&keeper, "Agree on the new rules", &[("whose", &uuid)]));
        assert!(ben.get("/desk/agenda?whose=circles").expect(200).says("Agree on the new rules"));
        assert!(ben.get(&page).expect(200).says("Quiet Water"));
        ben.submit(&format!("{page}/settle"), &[("act", "done")]).expect(403);
        eva.get(&page).expect(404);
        assert!(!eva.get("/desk/agenda/new").expect(200).says("Quiet Water"));
        keeper.submit(&format!("{page}/settle"), &[("act", "done")]).expect(303);
    }

    fn what_hangs_on_a_record_out_of_sight_is_neither_listed_counted_nor_reminded_of(engine) {
        let site = site(engine);
        let (csirt, _, water, _) = both(&site);
        let cleo = site.person("Cleo", water, &[Role::Contributor]);
        let (seen, _) = shared(&site, csirt, "Open to all", Tlp::Green);
        let (hidden, _) = event(&site, csirt, "Only theirs", &Label::new(Tlp::Red, Clause::Organisation(csirt)));
        ask(&site, water, Obligation { subject: Some(seen), ..due_in(&site, 5) }, &[1]);
        ask(&site, water, Obligation { subject: Some(hidden), ..due_in(&site, 3) }, &[1]);
        let page = cleo.get("/desk/agenda").expect(200);
        assert!(page.says("One obligation") && page.says("Open to all") && !page.says("Only theirs"), "{}", page.text);
        assert!(page.queries.unwrap() <= 6, "{:?}", page.queries);
        site.db.clock.advance(hours(5));
        assert_eq!(remind::send_due(&site.house).unwrap(), 2);
        assert_eq!(told(&site), 1, "nobody is told of what he may not see");
        site.run_jobs();
        // The record goes out of her sight: the reminder goes with it.
        assert!(cleo.get("/desk/activity").expect(200).says("Open to all"));
        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        let label = scope::intern(&tx, &Label::new(Tlp::Red, Clause::Organisation(csirt))).unwrap();
        tx.execute("update store_subjects set label_id = $1 where id = $2", args![label, seen]).unwrap();
        tx.commit().unwrap();
        assert!(!cleo.get("/desk/activity").expect(200).says("Open to all"));
        assert!(cleo.get("/desk/agenda").expect(200).says("Nothing is due"));
    }

    fn a_long_agenda_is_read_page_by_page_and_each_once(engine) {
        let site = site(engine);
        let (csirt, ana, ..) = both(&site);
        for n in 0..120 {
            // Many at the same instant.
            ask(&site, csirt, Obligation { data: format!(r#"{{"who": "number {n}."}}"#), ..due_in(&site, n / 40) }, &[]);
        }
        let (mut url, mut seen) = ("/desk/agenda".to_owned(), Vec::new());
        loop {
            let page = ana.get(&url).expect(200);
            seen.extend((0..120).filter(|n| page.says(&format!("Answer number {n}.<"))));
            let Some(at) = page.text.rfind("Further</a>") else { break };
            let begin = page.text[..at].rfind("href=\"/desk/agenda").unwrap() + "href=\"".len();
            let end = begin + page.text[begin..].find('"').unwrap();
            url = page.text[begin..end].replace("&amp;", "&").replace("&#38;", "&");
        }
        let before = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!((before, seen.len()), (120, 120));
        // A program reads the same, in two answers.
        let key = site.key(ana.id(), Scope::Read);
        let ask = |query: &str| ana.api("GET", &format!("/api/v1/desk/agenda{query}"), &key, None).expect(200).json();
        let first = ask("");
        let second = ask(&format!("?after={}", first["next"].as_str().expect("more")));
        let titles = [&first, &second].into_iter().flat_map(|told| told["items"].as_array().unwrap());
        let titles: BTreeSet<&str> = titles.map(|one| one["title"].as_str().unwrap()).collect();
        assert_eq!((titles.len(), second["next"].is_null()), (120, true));
        assert_eq!((&first["items"][0]["late"], &first["items"][0]["organisation"]), (&false.into(), &"Border CSIRT".into()));
        assert_eq!(ask("?whose=mine")["items"].as_array().unwrap().len(), 0);
    }
}
