//! What is notified reaches those who handle it, what they say reaches the entity, and nobody else hears of it.

use belfry_contracts::incidents::{
    PackageGivenUp, PackageReceipted, PackageReceived, PackageRefused, PackageRouted, StepReviewed, StepSubmitted,
};
use belfry_contracts::surveys::QuestionTaken;
use belfry_kernel::{Clause, Fact, Label, OrganisationId, PersonId, Role, Tlp};
use belfry_store::subject::{self, Subject};
use belfry_store::{Key, Kind, ledger, scope};
use belfry_testkit::{TestSite, both_databases};

use crate::community::site;

const NOTIFICATION: Kind = Kind { code: 81, name: "incidents-notification", path: "/incidents/notifications/" };

const PACKAGE: Kind = Kind { code: 83, name: "incidents-package", path: "/incidents/handovers/" };

const QUESTION: Kind = Kind { code: 84, name: "incidents-question", path: "/incidents/questions/" };

/// A record between a few, of the first of them.
fn between(site: &TestSite, kind: Kind, few: &[OrganisationId], author: Option<PersonId>, title: &str) -> Subject {
    let tx = site.db.db.write(Key::SYSTEM).unwrap();
    let label = Label::new(Tlp::Amber, Clause::Organisations(few.iter().copied().collect()));
    let one = Subject {
        id: site.db.ids.next(),
        uuid: site.db.ids.uuid(),
        kind: kind.code,
        label_id: scope::intern(&tx, &label).unwrap(),
        owner: few[0],
        author,
        title: title.into(),
        updated: site.act().now,
    };
    subject::insert(&tx, &one).unwrap();
    tx.commit().unwrap();
    one
}

/// Something happened, by somebody or by the program; everybody concerned is told.
fn happened(site: &TestSite, by: Option<PersonId>, fact: &impl Fact) {
    let tx = site.db.db.write(Key::SYSTEM).unwrap();
    let act = belfry_store::Act { actor: by, ..site.act() };
    ledger::record(&tx, act, fact).unwrap();
    tx.commit().unwrap();
    site.run_jobs();
}

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
        let told = between(&site, NOTIFICATION, &[water, nca], Some(ana.id()), "7KQ4-M2XR");
        let sent = StepSubmitted { notification: told.id, step: "early-warning".into(), version: 1 };
        happened(&site, Some(ana.id()), &sent);
        let words = "Lower Water notified an incident: 7KQ4-M2XR";
        assert!(viktor.get("/desk/activity").expect(200).says(words));
        for nobody in [&ana, &bo, &clerk, &vera] {
            assert!(!nobody.get("/desk/activity").expect(200).says(words));
        }
        let said = StepReviewed { notification: told.id, step: "early-warning".into(), state: "accepted".into() };
        happened(&site, Some(viktor.id()), &said);
        let words = "Authority reviewed notification 7KQ4-M2XR";
        assert!(ana.get("/desk/activity").expect(200).says(words));
        for nobody in [&viktor, &vera] {
            assert!(!nobody.get("/desk/activity").expect(200).says(words));
        }
    }

    fn what_crosses_a_border_is_told_to_the_office_that_handles_it(engine) {
        let site = site(engine);
        let (contact, team) = (site.organisation("Contact Point", "spoc"), site.organisation("Response Team", "csirt"));
        let paul = site.person("Paul", contact, &[Role::SpocOfficer]);
        let pia = site.person("Pia", contact, &[Role::SpocOfficer]);
        let rhea = site.person("Rhea", contact, &[Role::Reader]);
        let carl = site.person("Carl", team, &[Role::CsirtAnalyst]);
        let hears = |words: &str, yes: &[&belfry_testkit::Visitor<'_>], no: &[&belfry_testkit::Visitor<'_>]| {
            for (who, told) in yes.iter().map(|who| (who, true)).chain(no.iter().map(|who| (who, false))) {
                assert_eq!(who.get("/desk/activity").expect(200).says(words), told, "{words}");
            }
        };
        // It came by itself: the whole office hears of it, the team whom nobody has passed it on to does not.
        let came = between(&site, PACKAGE, &[contact], None, "Ransomware at a utility");
        happened(&site, None, &PackageReceived { package: came.id });
        hears("Handed over from another country: Ransomware at a utility", &[&paul, &pia], &[&rhea, &carl]);
        let passed = between(&site, PACKAGE, &[contact, team], None, "Worm at a bank");
        happened(&site, Some(paul.id()), &PackageRouted { package: passed.id, organisation: team });
        hears("Contact Point passed on to you what came from another country: Worm at a bank", &[&carl], &[&paul, &pia, &rhea]);
        // What went out is signed for, or it is not.
        let went = between(&site, PACKAGE, &[contact], Some(paul.id()), "Outage of a hub");
        happened(&site, None, &PackageReceipted { package: went.id });
        hears("The other point of contact signed for Outage of a hub", &[&paul, &pia], &[&rhea, &carl]);
        happened(&site, None, &PackageRefused { package: went.id });
        hears("The other point of contact does not take Outage of a hub", &[&paul, &pia], &[&rhea, &carl]);
        happened(&site, None, &PackageGivenUp { package: went.id });
        hears("Not arrived, and tried no more: Outage of a hub", &[&paul, &pia], &[&rhea, &carl]);
    }

    fn whoever_proposed_a_question_hears_that_it_was_taken(engine) {
        let site = site(engine);
        let (water, nca) = (site.organisation("Lower Water", "oes"), site.organisation("Authority", "nca"));
        let (ana, bo) = (site.person("Ana", water, &[Role::Contributor]), site.person("Bo", water, &[Role::Contributor]));
        let sofia = site.person("Sofia", nca, &[Role::Supervisor]);
        let asked = between(&site, QUESTION, &[water, nca], Some(ana.id()), "How many suppliers share accounts?");
        let form = between(&site, QUESTION, &[nca], Some(sofia.id()), "A form that nobody else sees");
        happened(&site, Some(sofia.id()), &QuestionTaken { question: asked.id, form: form.id });
        let words = "Authority took your question into a form: How many suppliers share accounts?";
        let page = ana.get("/desk/activity").expect(200);
        assert!(page.says(words), "{}", page.text);
        assert!(!page.says("nobody else sees"));
        for nobody in [&bo, &sofia] {
            assert!(!nobody.get("/desk/activity").expect(200).says("took your question"));
        }
        // Whoever takes up his own question need not be told.
        happened(&site, Some(ana.id()), &QuestionTaken { question: asked.id, form: form.id });
        let after = ana.get("/desk/activity").expect(200);
        assert_eq!(after.text.matches("took your question").count(), page.text.matches("took your question").count());
    }
}
