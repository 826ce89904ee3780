//! What happens to a registration reaches the two sides, and nobody else.

use belfry_contracts::register::{RegistrationDecided, RegistrationSent};
use belfry_identity::person::Wishes;
use belfry_kernel::{OrganisationId, PersonId, Role, SubjectId};
use belfry_store::agenda::{self, Obligation};
use belfry_store::{Key, ledger};
use belfry_testkit::{TestSite, both_databases};

use crate::community::{act, site, wish};

const HERE: &str = "/desk/activity";

fn send(site: &TestSite, by: PersonId, organisation: OrganisationId, authority: OrganisationId, step: &str) {
    let tx = site.db.db.write(Key::SYSTEM).unwrap();
    let fact = RegistrationSent { organisation, authority: Some(authority), act: step.to_owned() };
    ledger::record(&tx, act(site, by), &fact).unwrap();
    tx.commit().unwrap();
    site.run_jobs();
}

fn decide(site: &TestSite, by: PersonId, organisation: OrganisationId, step: &str) {
    let tx = site.db.db.write(Key::SYSTEM).unwrap();
    let fact = RegistrationDecided { organisation, act: step.to_owned() };
    ledger::record(&tx, act(site, by), &fact).unwrap();
    tx.commit().unwrap();
    site.run_jobs();
}

both_databases! {
    fn each_side_hears_of_what_the_other_did(engine) {
        let site = site(engine);
        let (water, nca, other) =
            (site.organisation("Lower Water", "oes"), site.organisation("Authority", "nca"), site.organisation("Other", "nca"));
        let ana = site.person("Ana", water, &[Role::NisImplementer]);
        let bo = site.person("Bo", water, &[Role::Reader]);
        let viktor = site.person("Viktor", nca, &[Role::Supervisor]);
        let clerk = site.person("Clerk", nca, &[Role::Contributor]);
        let vera = site.person("Vera", other, &[Role::Supervisor]);
        send(&site, ana.id(), water, nca, "submit");
        let told = viktor.get(HERE).expect(200);
        assert!(told.says("Lower Water submitted its registration") && told.says("/registration\""));
        for outsider in [&ana, &bo, &clerk, &vera] {
            assert!(!outsider.get(HERE).expect(200).says("registration of") && !outsider.get(HERE).expect(200).says("submitted its"));
        }
        decide(&site, viktor.id(), water, "ask");
        assert!(ana.get(HERE).expect(200).says("Authority asks about the registration of Lower Water"));
        assert!(!bo.get(HERE).expect(200).says("asks about") && !vera.get(HERE).expect(200).says("asks about"));
        send(&site, ana.id(), water, nca, "answer");
        assert!(viktor.get(HERE).expect(200).says("Lower Water answered about its registration"));
        decide(&site, viktor.id(), water, "accept");
        assert!(ana.get(HERE).expect(200).says("Authority accepted the registration of Lower Water"));
    }

    fn by_mail_it_says_only_that_there_is_something_and_only_to_whoever_wishes(engine) {
        let site = site(engine);
        let (water, nca) = (site.organisation("Lower Water", "oes"), site.organisation("Authority", "nca"));
        let ana = site.person("Ana", water, &[Role::NisImplementer]);
        let viktor = site.person("Viktor", nca, &[Role::Supervisor]);
        let vera = site.person("Vera", nca, &[Role::Supervisor]);
        let mailed = Wishes { mail: ["members.registration-sent".to_owned()].into(), ..Wishes::default() };
        wish(&site, viktor.id(), mailed);
        let muted = Wishes { muted: ["members.registration-sent".to_owned()].into(), ..Wishes::default() };
        wish(&site, vera.id(), muted);
        send(&site, ana.id(), water, nca, "submit");
        site.db.clock.advance(jiff::SignedDuration::from_mins(6));
        site.run_jobs();
        let mail = site.outbox.take();
        assert_eq!(mail.len(), 1);
        assert!(mail[0].to().starts_with("viktor@") && mail[0].text().contains("An entity submitted its registration."));
        assert!(!mail[0].text().contains("Lower Water"), "{}", mail[0].text());
        assert!(!vera.get(HERE).expect(200).says("submitted its registration"));
    }

    fn a_duty_that_is_due_reaches_whoever_keeps_the_record_and_whoever_supervises(engine) {
        let site = site(engine);
        let (water, nca) = (site.organisation("Lower Water", "oes"), site.organisation("Authority", "nca"));
        let ana = site.person("Ana", water, &[Role::NisImplementer]);
        let bo = site.person("Bo", water, &[Role::Reader]);
        let viktor = site.person("Viktor", nca, &[Role::Supervisor]);
        let now = belfry_kernel::Clock::now(&*site.db.clock);
        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        for (whose, what) in [(water, "trial-due"), (nca, "trial-due")] {
            let due = Obligation {
                id: 0,
                subject: Some(SubjectId(water.0)),
                person: None,
                organisation: Some(whose),
                what: what.to_owned(),
                data: r#"{"who":"the authority"}"#.to_owned(),
                due: now,
            };
            agenda::open(&tx, site.act(), &due, Some(now + jiff::SignedDuration::from_secs(30))).unwrap();
        }
        tx.commit().unwrap();
        site.db.clock.advance(jiff::SignedDuration::from_mins(1));
        assert_eq!(belfry_desk::agenda::remind::send_due(&site.house).unwrap(), 2);
        site.run_jobs();
        for keeper in [&ana, &viktor] {
            assert!(keeper.get(HERE).expect(200).says("Answer the authority"));
        }
        assert!(!bo.get(HERE).expect(200).says("Answer the authority"));
    }
}
