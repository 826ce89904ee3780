//! Who is told of what, in the product and by mail.

use belfry_contracts::discussion::RemarkAdded;
use belfry_contracts::identity::CircleInvited;
use belfry_contracts::insight::ReportPublished;
use belfry_contracts::practices::RecordSuperseded;
use belfry_contracts::threats::{EventCorrected, EventPublished, EventRecalled};
use belfry_identity::person::Wishes;
use belfry_kernel::{CircleId, Clause, Label, Role, Tlp};
use belfry_store::{Key, args, job, ledger, scope};
use belfry_testkit::{TestSite, both_databases};
use jiff::SignedDuration;

use crate::community::{act, both, event, publish, shared, site, wish};

fn mailed(words: &[&str]) -> Wishes {
    Wishes { mail: words.iter().map(|word| (*word).to_owned()).collect(), ..Wishes::default() }
}

fn count(site: &TestSite) -> i64 {
    let read = site.db.db.read(Key::SYSTEM).unwrap();
    read.one("select count(*) from desk_notices", args![], |row| row.get(0)).unwrap()
}

both_databases! {
    fn only_those_who_may_see_are_told_and_once(engine) {
        let site = site(engine);
        let (csirt, ana, water, ben) = both(&site);
        let cleo = site.person("Cleo", csirt, &[Role::Contributor]);
        let dan = site.person("Dan", water, &[Role::Reader]);
        wish(&site, dan.id(), Wishes { muted: ["threats.event-published".to_owned()].into(), ..Wishes::default() });
        let (own, _) = event(&site, csirt, "Only ours", &Label::new(Tlp::Red, Clause::Organisation(csirt)));
        let (open, _) = shared(&site, csirt, "For everybody here", Tlp::Amber);
        publish(&site, ana.id(), own, 1);
        publish(&site, ana.id(), open, 1);
        site.run_jobs();
        assert_eq!(count(&site), 3, "Cleo of both, Ben of one; Ana did it, and Dan does not want to know");
        assert!(cleo.get("/desk/activity").expect(200).says("Only ours"));
        let his = ben.get("/desk/activity").expect(200);
        assert!(his.says("For everybody here") && his.says("TLP:AMBER") && !his.says("Only ours"));

        // The same jobs again tell nobody twice.
        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        tx.execute("update store_jobs set state = 'waiting' where name = 'desk.tell-event-published'", args![]).unwrap();
        tx.commit().unwrap();
        site.run_jobs();
        assert_eq!(count(&site), 3);

        // Another version is told as one, and takes the place of what was not read.
        site.db.clock.advance(SignedDuration::from_mins(1));
        publish(&site, ana.id(), open, 2);
        site.run_jobs();
        let his = ben.get("/desk/activity").expect(200);
        assert!(his.says("Border CSIRT published a new version: For everybody here"), "{}", his.text);
    }

    fn whoever_took_up_a_practice_hears_that_it_has_a_successor_and_nobody_else(engine) {
        let site = site(engine);
        let (csirt, ana, _, ben) = both(&site);
        let grid = site.organisation("Grid", "oes");
        let gus = site.person("Gus", grid, &[Role::Contributor]);
        let (record, _) = shared(&site, csirt, "Shared keys in a safe", Tlp::Green);
        let (successor, _) = shared(&site, csirt, "No shared keys", Tlp::Green);
        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        ledger::record(&tx, act(&site, ana.id()), &RecordSuperseded { record, successor }).unwrap();
        tx.commit().unwrap();
        site.run_jobs();
        assert_eq!(count(&site), 1);
        let his = ben.get("/desk/activity").expect(200);
        assert!(his.says("has a successor: Shared keys in a safe"), "{}", his.text);
        assert!(!gus.get("/desk/activity").expect(200).says("Shared keys in a safe"));
    }

    fn a_report_is_told_to_those_who_see_it_as_they_wish(engine) {
        let site = site(engine);
        let (csirt, ana, _, ben) = both(&site);
        let dan = site.person("Dan", site.organisation("Grid", "oes"), &[Role::Reader]);
        wish(&site, dan.id(), Wishes { muted: ["threats.event-published".to_owned()].into(), ..Wishes::default() });
        let (report, _) = shared(&site, csirt, "Lessons learnt, volume 3", Tlp::Green);
        let (own, _) = event(&site, csirt, "For ourselves", &Label::new(Tlp::Red, Clause::Organisation(csirt)));
        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        for report in [report, own] {
            ledger::record(&tx, act(&site, ana.id()), &ReportPublished { report, figures: 4 }).unwrap();
        }
        tx.commit().unwrap();
        site.run_jobs();
        let his = ben.get("/desk/activity").expect(200);
        assert!(his.says("published a report: Lessons learnt, volume 3") && !his.says("For ourselves"), "{}", his.text);
        assert!(!dan.get("/desk/activity").expect(200).says("Lessons learnt"), "he does not want to know");
    }

    fn what_is_out_of_sight_later_is_out_of_the_list_but_a_recall_is_told(engine) {
        let site = site(engine);
        let (csirt, ana, _, ben) = both(&site);
        let (open, _) = shared(&site, csirt, "Shared by mistake", Tlp::Amber);
        publish(&site, ana.id(), open, 1);
        site.run_jobs();
        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        let label = scope::intern(&tx, &Label::new(Tlp::Red, Clause::Organisation(csirt))).unwrap();
        tx.execute("update store_subjects set label_id = $2 where id = $1", args![open, label]).unwrap();
        tx.commit().unwrap();
        assert!(!ben.get("/desk/activity").expect(200).says("Shared by mistake"));
        assert!(!ben.get("/").expect(200).says("Shared by mistake"));

        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        ledger::record(&tx, act(&site, ana.id()), &EventRecalled { event: open, version: 1 }).unwrap();
        tx.commit().unwrap();
        site.run_jobs();
        let his = ben.get("/desk/activity").expect(200);
        assert!(his.says("Border CSIRT recalled: Shared by mistake"), "{}", his.text);
        assert!(!his.says("/threats/events/"), "there is no page for him any more");
    }

    fn a_correction_is_a_new_version_to_some_and_new_to_others(engine) {
        let site = site(engine);
        let (csirt, ana, water, ben) = both(&site);
        let (open, _) = shared(&site, csirt, "Lantern", Tlp::Green);
        publish(&site, ana.id(), open, 1);
        site.run_jobs();
        let dan = site.person("Dan", water, &[Role::Reader]);
        site.db.clock.advance(SignedDuration::from_mins(1));
        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        ledger::record(&tx, act(&site, ana.id()), &EventCorrected { event: open, version: 2 }).unwrap();
        ledger::record(&tx, act(&site, ana.id()), &EventPublished { event: open, version: 2 }).unwrap();
        tx.commit().unwrap();
        site.run_jobs();
        assert_eq!(count(&site), 2, "each once: what Ben had not read gave way");
        assert!(ben.get("/").expect(200).says("Border CSIRT published a new version: Lantern"));
        assert!(dan.get("/").expect(200).says("Border CSIRT shared: Lantern"));
    }

    fn comments_reach_the_owner_and_those_who_took_part(engine) {
        let site = site(engine);
        let (csirt, ana, water, ben) = both(&site);
        let dan = site.person("Dan", water, &[Role::Reader]);
        let (open, _) = shared(&site, csirt, "Lantern", Tlp::Green);
        let say = |who: belfry_kernel::PersonId, comment: i64| {
            let tx = site.db.db.write(Key::SYSTEM).unwrap();
            tx.execute(
                "insert into discussion_remarks (id, subject_id, person_id, organisation_id, at, text, kind) \
                 values ($1, $2, $3, 0, 0, '', 'comment')",
                args![comment, open, who],
            )
            .unwrap();
            ledger::record(&tx, act(&site, who), &RemarkAdded { subject: open, remark: comment }).unwrap();
            tx.commit().unwrap();
            site.run_jobs();
        };
        say(ben.id(), 1);
        say(ben.id(), 2);
        assert!(ana.get("/").expect(200).says("Riverside Waterworks commented: Lantern"));
        assert_eq!(count(&site), 1, "two comments that were not read are one notice");
        say(ana.id(), 3);
        assert!(ben.get("/").expect(200).says("Border CSIRT commented: Lantern"));
        assert!(!dan.get("/").expect(200).says("commented"));
    }

    fn an_invitation_reaches_those_who_look_after_the_organisation(engine) {
        let site = site(engine);
        let (csirt, ana, water, ben) = both(&site);
        let eva = site.person("Eva", water, &[Role::OrganisationAdministrator]);
        // Stands for a circle that only its owner sees yet.
        let (circle, _) = event(&site, csirt, "Lock keepers", &Label::new(Tlp::Red, Clause::Organisation(csirt)));
        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        let fact = CircleInvited { circle: CircleId(circle.0), organisation: water };
        ledger::record(&tx, act(&site, ana.id()), &fact).unwrap();
        tx.commit().unwrap();
        site.run_jobs();
        assert!(eva.get("/").expect(200).says("Border CSIRT invites your organisation to the trust circle Lock keepers"));
        assert!(!ben.get("/").expect(200).says("Lock keepers"));
    }

    fn notices_are_marked_as_read_by_their_owner_only(engine) {
        let site = site(engine);
        let (csirt, ana, _, ben) = both(&site);
        let dan = site.person("Dan", csirt, &[Role::Reader]);
        for title in ["One", "Two", "Three"] {
            let (open, _) = shared(&site, csirt, title, Tlp::Green);
            publish(&site, ana.id(), open, 1);
        }
        site.run_jobs();
        let day = ben.get("/").expect(200);
        assert!(day.says("Border CSIRT shared 3 events, the newest: Three"), "{}", day.text);
        let list = ben.get("/desk/activity?state=unread&each=yes").expect(200);
        let id = list.text.split("name=\"notices\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        dan.submit("/desk/activity/read", &[("notices", &id)]).expect(303);
        assert!(ben.get("/desk/activity?state=unread").expect(200).says(": Three"), "not Dan's to mark");
        ben.submit("/desk/activity/read", &[("notices", &id)]).expect(303);
        assert!(!ben.get("/desk/activity?state=unread").expect(200).says(": Three"));
        let done = ben.submit("/desk/activity/read", &[("back", "https://elsewhere.example")]).expect(303);
        assert_eq!(done.location.as_deref(), Some("/desk/activity"));
        assert!(ben.get("/desk/activity?state=unread").expect(200).says("Nothing here"));
        assert!(ben.get("/desk/activity").expect(200).says(": One"));
    }

    fn many_changes_are_one_mail_that_says_no_more_than_may_leave(engine) {
        let site = site(engine);
        let (csirt, ana, _, ben) = both(&site);
        wish(&site, ben.id(), mailed(&["threats.event-published"]));
        for (title, tlp) in [("Green case", Tlp::Green), ("Amber case", Tlp::Amber), ("Unsaid case", Tlp::NotStated)] {
            let (open, _) = shared(&site, csirt, title, tlp);
            publish(&site, ana.id(), open, 1);
        }
        site.run_jobs();
        assert_eq!(site.outbox.take(), []);
        site.db.clock.advance(SignedDuration::from_mins(6));
        site.run_jobs();
        let mails = site.outbox.take();
        assert_eq!(mails.len(), 1);
        assert_eq!(mails[0].subject(), "Belfry: 3 things are new for you");
        let text = mails[0].text();
        assert!(text.contains("Border CSIRT shared: Green case") && text.contains("/threats/events/"), "{text}");
        assert!(!text.contains("Amber case") && !text.contains("Unsaid case"), "{text}");
        // Nothing is sent twice, and what comes later is another mail.
        let (open, _) = shared(&site, csirt, "Late case", Tlp::Clear);
        publish(&site, ana.id(), open, 1);
        site.run_jobs();
        site.db.clock.advance(SignedDuration::from_mins(6));
        site.run_jobs();
        let mails = site.outbox.take();
        assert_eq!(mails.len(), 1);
        assert!(mails[0].text().contains("Late case") && !mails[0].text().contains("Green case"));
        let waiting = job::is_any_due(&site.db.db.read(Key::SYSTEM).unwrap(), site.act().now).unwrap();
        assert!(!waiting);
    }
}
