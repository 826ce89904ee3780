//! What is notified reaches those who handle it, what they say reaches the entity, and nobody else hears of it.

use belfry_contracts::incidents::{StepReviewed, StepSubmitted};
use belfry_kernel::{Clause, Label, Role, Tlp};
use belfry_store::subject::{self, Subject};
use belfry_store::{Key, Kind, ledger, scope};
use belfry_testkit::both_databases;

use crate::community::{act, site};

const NOTIFICATION: Kind = Kind { code: 81, name: "incidents-notification", path: "/incidents/notifications/" };

both_databases! {
    fn each_side_of_a_notification_hears_of_the_other(engine) {
        let site = site(engine);
        let (water, nca, other) =
            (site.organisation("Lower Water", "oes"), site.organisation("Authority", "nca"), site.organisation("Other", "nca"));
        let ana = site.person("Ana", water, &[Role::NisImplementer]);
        let bo = site.person("Bo", water, &[Role::Reader]);
        let viktor = site.person("Viktor", nca, &[Role::Supervisor]);
        let clerk = site.person("Clerk", nca, &[Role::Contributor]);
        let vera = site.person("Vera", other, &[Role::Supervisor]);
        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        let label = Label::new(Tlp::Amber, Clause::Organisations([water, nca].into()));
        let told = Subject {
            id: site.db.ids.next(),
            uuid: site.db.ids.uuid(),
            kind: NOTIFICATION.code,
            label_id: scope::intern(&tx, &label).unwrap(),
            owner: water,
            author: Some(ana.id()),
            title: "7KQ4-M2XR".into(),
            updated: site.act().now,
        };
        subject::insert(&tx, &told).unwrap();
        let sent = StepSubmitted { notification: told.id, step: "early-warning".into(), version: 1 };
        ledger::record(&tx, act(&site, ana.id()), &sent).unwrap();
        tx.commit().unwrap();
        site.run_jobs();
        let words = "Lower Water notified an incident: 7KQ4-M2XR";
        assert!(viktor.get("/desk/activity").expect(200).says(words));
        for nobody in [&ana, &bo, &clerk, &vera] {
            assert!(!nobody.get("/desk/activity").expect(200).says(words));
        }
        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        let said = StepReviewed { notification: told.id, step: "early-warning".into(), state: "accepted".into() };
        ledger::record(&tx, act(&site, viktor.id()), &said).unwrap();
        tx.commit().unwrap();
        site.run_jobs();
        let words = "Authority reviewed notification 7KQ4-M2XR";
        assert!(ana.get("/desk/activity").expect(200).says(words));
        for nobody in [&viktor, &vera] {
            assert!(!nobody.get("/desk/activity").expect(200).says(words));
        }
    }
}
