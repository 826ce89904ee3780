//! What is told when: at once, with the digest at a person's hour, or not; and another way for a circle.

use belfry_contracts::threats::EventRecalled;
use belfry_desk::notice::{digest, post};
use belfry_identity::person::{Digest, Way, Wishes};
use belfry_kernel::{CircleId, Clause, Clock, Label, OrganisationId, SubjectId, Tlp};
use belfry_outbound::MailError;
use belfry_store::{Key, job, ledger};
use belfry_testkit::{TestSite, both_databases};
use belfry_web::area::JobProblem;
use jiff::SignedDuration;

use crate::community::{act, both, event, publish, shared, site, wish};

const SHARED: &str = "threats.event-published";

fn gathered() -> Wishes {
    Wishes { gathered: [SHARED.to_owned()].into(), ..Wishes::default() }
}

/// An event that a circle shares.
fn within(site: &TestSite, circle: CircleId, owner: OrganisationId, title: &str, tlp: Tlp) -> SubjectId {
    event(site, owner, title, &Label::new(tlp, Clause::CircleOrOwner(circle, owner))).0
}

fn later(site: &TestSite, hours: i64) {
    site.run_jobs();
    site.db.clock.advance(SignedDuration::from_hours(hours));
    site.run_jobs();
}

both_databases! {
    fn a_digest_comes_at_his_hour_by_circle_and_kind_and_says_no_more_than_may_leave(engine) {
        let site = site(engine);
        let (csirt, ana, water, ben) = both(&site);
        let open = site.circle("Lock Keepers", false, &[csirt, water]);
        let hidden = site.circle("Quiet Water", true, &[csirt, water]);
        wish(&site, ben.id(), gathered());
        publish(&site, ana.id(), within(&site, open, csirt, "Green case", Tlp::Green), 1);
        publish(&site, ana.id(), within(&site, hidden, csirt, "Amber case", Tlp::Amber), 1);
        publish(&site, ana.id(), shared(&site, csirt, "Open case", Tlp::Clear).0, 1);
        // It is ten o'clock there, and the digest comes at seven.
        later(&site, 20);
        assert_eq!(site.outbox.take(), []);
        later(&site, 2);
        let mails = site.outbox.take();
        assert_eq!(mails.len(), 1, "one for everything");
        assert_eq!(mails[0].subject(), "Belfry: your digest, 3 things");
        let text = mails[0].text();
        assert!(text.contains("# Lock Keepers\n") && text.contains("Shared events (1)"), "{text}");
        assert!(text.contains("Border CSIRT shared: Green case") && text.contains("Border CSIRT shared: Open case"));
        assert!(!text.contains("Amber case") && !text.contains("Quiet Water"), "{text}");
        assert!(text.contains("A trust circle of yours, whose name stays on the platform"), "{text}");
        assert!(text.find("Lock Keepers") < text.find("Everything else"), "{text}");
        later(&site, 48);
        assert_eq!(site.outbox.take(), [], "nothing is sent twice");
    }

    fn a_digest_that_nobody_could_send_comes_late_and_once(engine) {
        let site = site(engine);
        let (csirt, ana, _, ben) = both(&site);
        wish(&site, ben.id(), gathered());
        publish(&site, ana.id(), shared(&site, csirt, "Before the long weekend", Tlp::Green).0, 1);
        site.run_jobs();
        // Nobody works for three days, and then the mail server is down until its tries are used up.
        site.db.clock.advance(SignedDuration::from_hours(72));
        site.outbox.fail(Some(MailError::Later("no route".into())));
        let mut tries = 0;
        while let Some(job) = job::take(&site.db.db, site.db.clock.now()).unwrap() {
            assert!(matches!(digest::run(&site.house, &job), Err(JobProblem::Later(_))), "{}", job.name);
            let tx = site.db.db.write(Key::SYSTEM).unwrap();
            job::fail(&tx, &job, "no route", true, site.db.clock.now()).unwrap();
            tx.commit().unwrap();
            site.db.clock.advance(SignedDuration::from_hours(1));
            tries += 1;
        }
        assert_eq!(tries, 8);
        site.outbox.fail(None);
        later(&site, 1);
        assert_eq!(site.outbox.take(), [], "the job has failed");
        assert_eq!(post::catch_up(&site.house).unwrap(), 1);
        assert_eq!(post::catch_up(&site.house).unwrap(), 0, "it waits already");
        site.run_jobs();
        let mails = site.outbox.take();
        assert_eq!(mails.len(), 1);
        assert!(mails[0].text().contains("Before the long weekend"));
        assert_eq!(post::catch_up(&site.house).unwrap(), 0);
        later(&site, 48);
        assert_eq!(site.outbox.take(), []);
    }

    fn what_was_read_meanwhile_is_not_sent_and_what_is_hidden_meanwhile_neither(engine) {
        let site = site(engine);
        let (csirt, ana, _, ben) = both(&site);
        wish(&site, ben.id(), gathered());
        publish(&site, ana.id(), shared(&site, csirt, "Read in time", Tlp::Green).0, 1);
        site.run_jobs();
        ben.submit("/desk/activity/read", &[]).expect(303);
        let (gone, _) = shared(&site, csirt, "Withdrawn in time", Tlp::Green);
        publish(&site, ana.id(), gone, 1);
        site.run_jobs();
        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        let own = belfry_store::scope::intern(&tx, &Label::new(Tlp::Red, Clause::Organisation(csirt))).unwrap();
        tx.execute("update store_subjects set label_id = $2 where id = $1", belfry_store::args![gone, own]).unwrap();
        tx.commit().unwrap();
        later(&site, 24);
        assert_eq!(site.outbox.take(), []);
        site.db.clock.advance(SignedDuration::from_hours(3));
        assert_eq!(post::catch_up(&site.house).unwrap(), 0, "nothing waits for ever");
    }

    fn a_digest_moves_with_the_hour_that_its_reader_sets(engine) {
        let site = site(engine);
        let (csirt, ana, _, ben) = both(&site);
        wish(&site, ben.id(), gathered());
        publish(&site, ana.id(), shared(&site, csirt, "On Friday", Tlp::Green).0, 1);
        site.run_jobs();
        let friday = Digest { weekday: Some(5), hour: 16 };
        wish(&site, ben.id(), Wishes { digest: friday, ..gathered() });
        // It is Monday.
        later(&site, 24);
        later(&site, 48);
        assert_eq!(site.outbox.take(), []);
        later(&site, 31);
        assert_eq!(site.outbox.take().len(), 1);
    }

    fn a_circle_goes_its_own_way_and_a_recall_does_not(engine) {
        let site = site(engine);
        let (csirt, ana, water, ben) = both(&site);
        let loud = site.circle("Lock Keepers", false, &[csirt, water]);
        let still = site.circle("Harbour Talk", false, &[csirt, water]);
        wish(&site, ben.id(), Wishes { circles: [(loud.0, Way::Mail), (still.0, Way::None)].into(), ..Wishes::default() });
        publish(&site, ana.id(), within(&site, loud, csirt, "To the lock keepers", Tlp::Green), 1);
        let quiet = within(&site, still, csirt, "To the harbour", Tlp::Green);
        publish(&site, ana.id(), quiet, 1);
        publish(&site, ana.id(), shared(&site, csirt, "To everybody", Tlp::Green).0, 1);
        later(&site, 1);
        let mails = site.outbox.take();
        assert_eq!(mails.len(), 1);
        assert!(mails[0].text().contains("To the lock keepers") && !mails[0].text().contains("To everybody"));
        let list = ben.get("/desk/activity").expect(200);
        assert!(list.says("To everybody") && !list.says("To the harbour"), "{}", list.text);
        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        ledger::record(&tx, act(&site, ana.id()), &EventRecalled { event: quiet, version: 1 }).unwrap();
        tx.commit().unwrap();
        site.run_jobs();
        assert!(ben.get("/desk/activity").expect(200).says("Border CSIRT recalled: To the harbour"));
    }
}
