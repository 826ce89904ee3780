//! The agenda in one's own calendar, by a secret link.

use belfry_kernel::{Role, Tlp};
use belfry_store::agenda::{self, New, Obligation};
use belfry_store::{Key, args};
use belfry_testkit::{TestSite, Visitor, both_databases};
use jiff::SignedDuration;

use crate::community::{both, shared, site};

/// Makes a link; its path.
fn link(who: &Visitor<'_>) -> String {
    let made = who.submit("/desk/calendar", &[("name", "Phone")]).expect(200);
    let at = made.text.find("/desk/calendar/feeds/").expect("the link");
    made.text[at..].split(['"', '<']).next().unwrap().to_owned()
}

fn due(site: &TestSite, who: &Visitor<'_>, title: &str, may_leave: bool, about: Option<belfry_kernel::SubjectId>) {
    let one = Obligation {
        id: 0,
        subject: about,
        person: Some(who.id()),
        organisation: None,
        what: "desk-agenda-own".into(),
        data: serde_json::json!({ "title": title }).to_string(),
        due: site.act().now + SignedDuration::from_hours(48),
    };
    let tx = site.db.db.write(Key::SYSTEM).unwrap();
    agenda::add(&tx, site.act(), &New { obligation: &one, circle: None, assignee: None, may_leave, reminders: &[] })
        .unwrap();
    tx.commit().unwrap();
}

both_databases! {
    fn a_link_shows_what_is_due_and_no_word_above_green(engine) {
        let site = site(engine);
        let (csirt, _, _, ben) = both(&site);
        let (green, _) = shared(&site, csirt, "For everybody", Tlp::Green);
        let (amber, _) = shared(&site, csirt, "Not for phones", Tlp::Amber);
        due(&site, &ben, "Answer the survey, now", true, None);
        due(&site, &ben, "Private matter", false, None);
        due(&site, &ben, "Look at it", false, Some(green));
        due(&site, &ben, "Look at that", false, Some(amber));
        let path = link(&ben);
        let feed = site.stranger().get(&path).expect(200);
        assert!(feed.text.starts_with("BEGIN:VCALENDAR\r\n") && feed.text.ends_with("END:VCALENDAR\r\n"));
        assert_eq!(feed.text.matches("BEGIN:VEVENT").count(), 4);
        assert!(feed.says("SUMMARY:Answer the survey\\, now\r\n") && feed.says("SUMMARY:Look at it · For everybody\r\n"));
        assert_eq!(feed.text.matches("SUMMARY:Belfry: something is due\r\n").count(), 2);
        for hidden in ["Private", "Look at that", "Not for phones"] {
            assert!(!feed.says(hidden), "{hidden}");
        }
        assert!(feed.says("DTSTART:20260304T090000Z"));
        assert!(feed.headers.get("cache-control").unwrap().to_str().unwrap().contains("no-store"));
        assert!(feed.headers.get("content-type").unwrap().to_str().unwrap().starts_with("text/calendar"));
    }

    fn a_link_is_shown_once_listed_revoked_and_has_a_brake(engine) {
        let site = site(engine);
        let (_, ana, _, ben) = both(&site);
        assert!(ben.submit("/desk/calendar", &[("name", "")]).expect(422).says("Say what it is for"));
        let path = link(&ben);
        let list = ben.get("/desk/calendar").expect(200);
        assert!(list.says("Phone") && !list.says("/desk/calendar/feeds/"), "{}", list.text);
        let read = site.db.db.read(Key::SYSTEM).unwrap();
        let kept: Vec<u8> = read.one("select hash from desk_feeds", args![], |row| row.get(0)).unwrap();
        assert_eq!(kept.len(), 32, "only its hash is kept");
        drop(read);
        let stranger = site.stranger();
        for _ in 0..20 {
            stranger.get(&path).expect(200);
        }
        stranger.get(&path).expect(429);
        site.db.clock.advance(SignedDuration::from_mins(1));
        stranger.get(&path).expect(200);
        stranger.get("/desk/calendar/feeds/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.ics").expect(404);
        stranger.get(path.trim_end_matches(".ics")).expect(404);
        let at = list.text.find("action=\"/desk/calendar/").expect("a button") + "action=\"".len();
        let revoke = list.text[at..].split('"').next().unwrap().to_owned();
        ana.submit(&revoke, &[]).expect(404);
        stranger.get(&path).expect(200);
        ben.submit(&revoke, &[]).expect(303);
        stranger.get(&path).expect(404);
        ben.submit(&revoke, &[]).expect(404);
    }

    fn a_closed_account_has_no_calendar(engine) {
        let site = site(engine);
        let (_, _, water, _) = both(&site);
        let cleo = site.person("Cleo", water, &[Role::Reader]);
        let path = link(&cleo);
        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        tx.execute("update identity_people set state = 'disabled' where id = $1", args![cleo.id()]).unwrap();
        tx.commit().unwrap();
        site.stranger().get(&path).expect(404);
    }
}
