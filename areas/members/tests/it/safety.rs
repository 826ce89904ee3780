//! What a person is told when an access to his account changed, and signing out everywhere.

use belfry_kernel::Role;
use belfry_members::area;
use belfry_outbound::Mail;
use belfry_testkit::{Engine, TestSite, both_databases};

use crate::{between, cookie};

const NEW: &str = "four brown herons by the weir";

fn site(engine: Engine) -> TestSite {
    TestSite::with(engine, &[area()], |settings| settings.mail = true)
}

fn post(site: &TestSite) -> Vec<Mail> {
    site.run_jobs();
    site.outbox.take()
}

/// The one mail that has come, which says this.
fn told(site: &TestSite, words: &str) -> String {
    let mails = post(site);
    assert_eq!(mails.len(), 1, "{words}: {:?}", mails.iter().map(Mail::text).collect::<Vec<_>>());
    assert!(mails[0].text().contains(words), "{words}: {}", mails[0].text());
    mails[0].text().to_owned()
}

both_databases! {
    fn every_change_of_how_one_comes_in_is_told_by_mail_without_secrets(engine) {
        let site = site(engine);
        let water = site.organisation("Water", "oes");
        let ana = site.person("Ana", water, &[Role::Reader]);
        let french = [("name", "Ana"), ("language", "fr"), ("time-zone", "Europe/Paris"), ("theme", "dark")];
        ana.submit("/members/me", &french).expect(303);
        let wrong = [("old", "not-it"), ("password", NEW)];
        ana.submit("/members/me/password", &wrong).expect(422);
        assert!(post(&site).is_empty(), "what did not happen is not told");
        let changed = ana.submit("/members/me/password", &[("old", "the-passphrase-of-ana"), ("password", NEW)]).expect(303);
        let mail = told(&site, "Le mot de passe de votre compte a été modifié.");
        assert!(!mail.contains(NEW) && mail.contains("/members/me/security"));
        let ana = site.with_session(&cookie(&changed, "belfry").expect("another token"));

        let key = [("name", "backup"), ("scope", "read"), ("expires", "30")];
        let made = ana.submit("/members/me/keys", &key).expect(200);
        let secret = between(&made.text, "Bearer ", "&");
        let mail = told(&site, "Une clé d’API a été créée");
        assert!(secret.len() > 20 && !mail.contains(secret) && !mail.contains("backup"));
        let list = ana.get("/members/me/keys").expect(200);
        let revoke = format!("/members/me/keys/{}", between(&list.text, "action=\"/members/me/keys/", "\""));
        ana.submit(&revoke, &[]).expect(303);
        told(&site, "révoquée");
    }

    fn a_second_factor_that_comes_or_goes_is_told(engine) {
        let site = site(engine);
        let ana = site.person("Ana", site.organisation("Water", "oes"), &[Role::Reader]);
        crate::security::add_app(&site, &ana).1.expect(200);
        told(&site, "A second factor was added");
        ana.submit("/members/me/security/codes", &[]).expect(200);
        told(&site, "New recovery codes were made");
        let page = ana.get("/members/me/security").expect(200);
        let factor = between(&page.text, "id=\"factor-", "\"");
        ana.submit(&format!("/members/me/security/{factor}"), &[("act", "remove")]).expect(303);
        told(&site, "A second factor was removed");
    }

    fn another_address_is_told_to_both(engine) {
        let site = site(engine);
        let water = site.organisation("Water", "oes");
        let ana = site.person("Ana", water, &[Role::Reader]);
        ana.submit("/members/me/address", &[("email", "ana.lund@water.example")]).expect(303);
        for mail in post(&site) {
            let at = mail.text().find("/address/").expect("a link");
            site.stranger().submit(mail.text()[at..].lines().next().expect("a line"), &[]);
        }
        let mails = post(&site);
        let mut to: Vec<&str> = mails.iter().map(Mail::to).collect();
        to.sort_unstable();
        let old = format!("ana@{}.example", water.0);
        assert_eq!(to, ["ana.lund@water.example", old.as_str()]);
        assert!(mails.iter().all(|mail| mail.text().contains("The address of your account was changed.")));
    }

    fn one_signs_out_everywhere_and_so_does_ones_administrator(engine) {
        let site = site(engine);
        let water = site.organisation("Water", "oes");
        let ana = site.person("Ana", water, &[Role::Reader]);
        let boss = site.person("Boss", water, &[Role::OrganisationAdministrator]);
        let cy = site.person("Cy", site.organisation("Grid", "oes"), &[Role::OrganisationAdministrator]);
        let phone = site.sign_in(ana.id());
        let out = ana.submit("/members/me/sessions", &[("session", "all")]).expect(303);
        assert_eq!(out.location.as_deref(), Some("/sign-in"));
        assert!(cookie(&out, "belfry").is_some_and(|token| token.is_empty()));
        ana.get("/members/me").expect(303);
        phone.get("/members/me").expect(303);

        let ana = site.sign_in(ana.id());
        let here = crate::organisations::url(&boss, "Water");
        let people = boss.get(&format!("{here}/people")).expect(200);
        let at = people.text.find("Ana").expect("her row");
        let act = format!("{here}/people/{}", between(&people.text[at..], &format!("action=\"{here}/people/"), "\""));
        cy.submit(&act, &[("act", "sessions")]).expect(403);
        ana.get("/members/me").expect(200);
        boss.submit(&act, &[("act", "sessions")]).expect(303);
        ana.get("/members/me").expect(303);
        told(&site, "An administrator signed you out everywhere.");
    }
}
