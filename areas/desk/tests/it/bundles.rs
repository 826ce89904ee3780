//! Many notices as one line, and what is done with them: opened, filtered, marked, taken away.

use belfry_kernel::{Clause, Label, Tlp};
use belfry_store::{Key, args};
use belfry_testkit::both_databases;
use jiff::SignedDuration;

use crate::community::{both, event, publish, shared, site};

/// The value of the first button that marks these.
fn marks(page: &str) -> String {
    page.split("name=\"notices\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

both_databases! {
    fn an_import_of_forty_is_one_line_that_opens_and_is_marked_as_one(engine) {
        let site = site(engine);
        let (csirt, ana, _, ben) = both(&site);
        publish(&site, ana.id(), shared(&site, csirt, "An older one", Tlp::Green).0, 1);
        site.run_jobs();
        site.db.clock.advance(SignedDuration::from_hours(2));
        for n in 1..=40 {
            publish(&site, ana.id(), shared(&site, csirt, &format!("Imported {n:02}"), Tlp::Green).0, 1);
        }
        site.run_jobs();
        let list = ben.get("/desk/activity").expect(200);
        assert!(list.says("Border CSIRT shared 40 events, the newest: Imported 40"), "{}", list.text);
        assert!(list.says("Show all 40") && list.says("Border CSIRT shared: Imported 25"), "it opens");
        assert!(list.says("Border CSIRT shared: An older one") && !list.says("Imported 05"));
        assert!(list.queries.unwrap() <= 8, "{:?}", list.queries);
        let each = ben.get("/desk/activity?each=yes").expect(200);
        assert!(each.says("Imported 05") && !each.says("Show all 40"));

        // The button marks what its line stands for, nobody else's, and nothing besides.
        let ids = marks(&list.text);
        assert_eq!(ids.split(',').count(), 40);
        ana.submit("/desk/activity/read", &[("notices", &ids)]).expect(303);
        ben.submit("/desk/activity/read", &[("notices", &ids)]).expect(303);
        let unread = ben.get("/desk/activity?state=unread").expect(200);
        assert!(unread.says("An older one") && !unread.says("Imported"), "{}", unread.text);
    }

    fn what_happens_to_one_record_is_one_line_that_leads_to_it(engine) {
        let site = site(engine);
        let (csirt, ana, _, ben) = both(&site);
        let (lantern, uuid) = shared(&site, csirt, "Lantern", Tlp::Green);
        let (other, _) = shared(&site, csirt, "Something else", Tlp::Green);
        publish(&site, ana.id(), lantern, 1);
        site.run_jobs();
        ben.submit("/desk/activity/read", &[]).expect(303);
        site.db.clock.advance(SignedDuration::from_hours(5));
        publish(&site, ana.id(), other, 1);
        site.run_jobs();
        site.db.clock.advance(SignedDuration::from_hours(5));
        publish(&site, ana.id(), lantern, 2);
        site.run_jobs();
        let list = ben.get("/desk/activity").expect(200);
        assert_eq!(list.text.matches("Show all 2").count(), 1, "{}", list.text);
        assert!(list.says(&format!("href=\"/threats/events/{uuid}\"")) && list.says("Something else"));
        assert!(list.text.find("Lantern") < list.text.find("Something else"), "by the newest");
    }

    fn the_list_is_paged_by_key_and_a_bundle_is_not_torn(engine) {
        let site = site(engine);
        let (csirt, ana, _, ben) = both(&site);
        for n in 1..=55 {
            site.db.clock.advance(SignedDuration::from_hours(1));
            publish(&site, ana.id(), shared(&site, csirt, &format!("Hourly {n:02}"), Tlp::Green).0, 1);
        }
        site.run_jobs();
        // His session has ended meanwhile.
        let ben = site.sign_in(ben.id());
        let first = ben.get("/desk/activity").expect(200);
        assert!(first.says("Hourly 55") && first.says("Hourly 06") && !first.says("Hourly 05"), "{}", first.text);
        let at = first.text.find("rel=\"next\"").expect("another page");
        let next = first.text[..at].rsplit("href=\"").next().unwrap().split('"').next().unwrap().replace("&#38;", "&");
        let second = ben.get(&next).expect(200);
        assert!(second.says("Hourly 05") && second.says("Hourly 01") && !second.says("Hourly 06"), "{}", second.text);
        assert!(!second.says("rel=\"next\""));
    }

    fn a_circle_is_a_filter_for_its_members_only_and_all_of_it_is_marked_at_once(engine) {
        let site = site(engine);
        let (csirt, ana, water, ben) = both(&site);
        let locks = site.circle("Lock Keepers", false, &[csirt, water]);
        let label = Label::new(Tlp::Green, Clause::CircleOrOwner(locks, csirt));
        publish(&site, ana.id(), event(&site, csirt, "For the locks", &label).0, 1);
        publish(&site, ana.id(), shared(&site, csirt, "For everybody", Tlp::Green).0, 1);
        site.run_jobs();
        let read = site.db.db.read(Key::SYSTEM).unwrap();
        let uuid: uuid::Uuid =
            read.one("select uuid from store_subjects where id = $1", args![locks], |row| row.get(0)).unwrap();
        drop(read);
        let address = format!("/desk/activity?circle={uuid}");
        let his = ben.get(&address).expect(200);
        assert!(his.says("For the locks") && !his.says("For everybody"), "{}", his.text);
        let stranger = site.organisation("Elsewhere", "sme");
        let zoe = site.person("Zoe", stranger, &[belfry_kernel::Role::Reader]);
        assert!(!zoe.get(&address).expect(200).says("Lock Keepers"), "no filter of hers");
        ben.submit("/desk/activity/read", &[("circle", &uuid.to_string())]).expect(303);
        let unread = ben.get("/desk/activity?state=unread").expect(200);
        assert!(unread.says("For everybody") && !unread.says("For the locks"), "{}", unread.text);
    }

    fn what_came_after_the_page_was_drawn_is_not_marked_with_it(engine) {
        let site = site(engine);
        let (csirt, ana, _, ben) = both(&site);
        publish(&site, ana.id(), shared(&site, csirt, "Seen", Tlp::Green).0, 1);
        site.run_jobs();
        let shown = ben.get("/desk/activity").expect(200);
        let up_to = shown.text.split("name=\"up-to\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        publish(&site, ana.id(), shared(&site, csirt, "Not seen yet", Tlp::Green).0, 1);
        site.run_jobs();
        ben.submit("/desk/activity/read", &[("up-to", &up_to)]).expect(303);
        let unread = ben.get("/desk/activity?state=unread").expect(200);
        assert!(unread.says("Not seen yet") && !unread.says(": Seen"), "{}", unread.text);
    }

    fn the_lists_are_files_with_the_filters_of_their_pages(engine) {
        let site = site(engine);
        let (csirt, ana, _, ben) = both(&site);
        for n in 1..=300 {
            publish(&site, ana.id(), shared(&site, csirt, &format!("Case {n:03}"), Tlp::Green).0, 1);
        }
        site.run_jobs();
        let file = ben.get("/desk/activity.csv").expect(200);
        assert_eq!(file.text.lines().count(), 301, "every notice has a row");
        assert!(file.text.contains("Border CSIRT shared: Case 001") && file.text.contains("Not read yet"), "{}", file.text);
        let none = ben.get("/desk/activity.csv?word=discussion.remark-added").expect(200);
        assert_eq!(none.text.lines().count(), 1);
        let day = (site.act().now + SignedDuration::from_hours(48)).to_string()[..10].to_owned();
        ben.submit("/desk/agenda/new", &[("title", "Call the valve maker"), ("date", &day), ("time", "10:00"), ("whose", "me")])
            .expect(303);
        let agenda = ben.get("/desk/agenda.csv?whose=mine").expect(200);
        assert!(agenda.text.contains("Call the valve maker") && agenda.text.contains("Open"), "{}", agenda.text);
        assert!(!ana.get("/desk/agenda.csv").expect(200).text.contains("valve maker"));
        ben.get("/desk/agenda.xlsx").expect(200);
    }
}
