//! What the coordination says: to whom, seen by whom, until when.

use belfry_identity::person::{Way, Wishes};
use belfry_kernel::Role;
use belfry_store::{Key, args};
use belfry_testkit::{Answer, Visitor, both_databases};
use jiff::SignedDuration;

use crate::community::{both, site, wish};

fn write(who: &Visitor<'_>, to: &str, more: &[(&str, &str)]) -> Answer {
    let mut fields = vec![
        ("to", to),
        ("title", "Exercise on Friday"),
        ("text", "Bring **radios**."),
        ("act", "publish"),
        ("starts", ""),
        ("ends", ""),
    ];
    fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    fields.extend_from_slice(more);
    who.submit("/desk/announcements/new", &fields)
}

fn page(answer: Answer) -> String {
    answer.expect(303).location.expect("a page")
}

both_databases! {
    fn an_announcement_stands_on_everybodys_day_until_it_is_read_or_ended(engine) {
        let site = site(engine);
        let (csirt, _, water, ben) = both(&site);
        let petra = site.person("Petra", csirt, &[Role::PlatformAdministrator]);
        let cleo = site.person("Cleo", water, &[Role::Contributor]);
        wish(&site, cleo.id(), { let mut w = Wishes::default(); w.set("desk.announcement-published", Way::Mail); w });
        ben.get("/desk/announcements/new").expect(403);
        let refused = write(&petra, "", &[("title", "")]).expect(422);
        assert!(refused.says("Choose whom it is for") && refused.says("Give it a title"));
        let preview = write(&petra, "all", &[("act", "preview")]).expect(200);
        assert!(preview.says("2 organisations get it") && preview.says("Riverside Waterworks") && preview.says("<strong>radios</strong>"));
        assert!(!ben.get("/").expect(200).says("Exercise on Friday"), "a preview says nothing");
        let url = page(write(&petra, "all", &[]));
        site.run_jobs();
        let day = ben.get("/").expect(200);
        assert!(day.says("Exercise on Friday") && day.queries.unwrap() <= 8, "{:?}", day.queries);
        assert!(ben.get("/desk/activity").expect(200).says("Border CSIRT announces: Exercise on Friday"));
        site.db.clock.advance(SignedDuration::from_mins(6));
        site.run_jobs();
        assert_eq!(site.outbox.take().len(), 1, "only who wishes it gets a mail");
        ben.submit(&format!("{url}/read"), &[("back", "/")]).expect(303);
        assert!(!ben.get("/").expect(200).says(&format!("href=\"{url}\" class")), "what is read leaves the day");
        assert!(!ben.get("/").expect(200).says(&format!("{url}/read")));
        assert!(cleo.get("/").expect(200).says(&format!("{url}/read")));
        ben.submit(&format!("{url}/end"), &[]).expect(403);
        assert!(petra.submit(&format!("{url}/edit"), &[("title", ""), ("text", "x")]).expect(422).says("Give it a title"));
        petra.submit(&format!("{url}/edit"), &[("title", "Exercise on Monday"), ("text", "Later."), ("ends", "")]).expect(303);
        assert!(cleo.get(&url).expect(200).says("Exercise on Monday"));
        petra.submit(&format!("{url}/end"), &[]).expect(303);
        assert!(!cleo.get("/").expect(200).says(&format!("{url}/read")));
        assert!(cleo.get("/desk/announcements?state=past").expect(200).says("Exercise on Monday"));
        assert!(cleo.get("/desk/announcements").expect(200).says("No announcements"));
    }

    fn what_is_to_begin_later_is_told_then_and_ends_by_itself(engine) {
        let site = site(engine);
        let (csirt, _, _, ben) = both(&site);
        let petra = site.person("Petra", csirt, &[Role::PlatformAdministrator]);
        assert!(write(&petra, "all", &[("starts", "2026-03-05"), ("ends", "2026-03-04")]).expect(422).says("behind its beginning"));
        let url = page(write(&petra, "all", &[("starts", "2026-03-04"), ("ends", "2026-03-05")]));
        site.run_jobs();
        // Somebody lets its job run too early: it is told at its hour all the same, and not before.
        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        tx.execute("update store_jobs set due = 0 where name = 'desk.tell-announcement'", args![]).unwrap();
        tx.commit().unwrap();
        assert_eq!(site.run_jobs(), 1);
        ben.get(&url).expect(404);
        assert!(!ben.get("/desk/announcements").expect(200).says("Exercise"));
        assert!(petra.get("/desk/announcements").expect(200).says("Not yet begun"));
        site.db.clock.advance(SignedDuration::from_hours(48));
        site.run_jobs();
        let ben = site.sign_in(ben.id());
        assert!(ben.get("/desk/activity").expect(200).says("announces: Exercise on Friday"));
        assert!(ben.get(&url).expect(200).says("I have read it"));
        site.db.clock.advance(SignedDuration::from_hours(48));
        let ben = site.sign_in(ben.id());
        assert!(!ben.get("/").expect(200).says(&format!("{url}/read")));
        assert!(ben.get(&url).expect(200).says("This announcement has ended"));
    }

    fn one_to_a_circle_is_unknown_elsewhere_and_one_to_a_kind_is_put_before_that_kind(engine) {
        let site = site(engine);
        let (csirt, _, water, ben) = both(&site);
        let kay = site.person("Kay", csirt, &[Role::CircleCoordinator]);
        let sam = site.person("Sam", csirt, &[Role::Supervisor]);
        let hub = site.organisation("Hub", "hub");
        let eva = site.person("Eva", hub, &[Role::Reader]);
        site.circle("Quiet Water", true, &[csirt, water]);
        site.run_jobs();
        let form = kay.get("/desk/announcements/new").expect(200);
        let at = form.text.find(">Trust circle Quiet Water</option>").expect("her circle");
        let circle = form.text[..at].rsplit('"').nth(1).unwrap().to_owned();
        write(&kay, "all", &[]).expect(422);
        write(&kay, "kind:oes", &[]).expect(422);
        let url = page(write(&kay, &circle, &[]));
        let kind = page(write(&sam, "kind:oes", &[("title", "Operators, please register")]));
        site.run_jobs();
        assert!(ben.get("/").expect(200).says("Exercise on Friday") && ben.get("/").expect(200).says("Operators, please"));
        eva.get(&url).expect(404);
        eva.submit(&format!("{url}/read"), &[]).expect(404);
        let hers = eva.get("/").expect(200);
        assert!(!hers.says("Exercise on Friday") && !hers.says("Operators, please"), "{}", hers.text);
        assert!(!eva.get("/search?q=radios").expect(200).says("Exercise on Friday"));
        assert!(!eva.get("/desk/activity").expect(200).says("Operators, please"));
        eva.get(&kind).expect(200);
    }
}
