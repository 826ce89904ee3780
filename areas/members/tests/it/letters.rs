//! What goes by mail: invitations, requests to join, forgotten passwords, another address.

use belfry_kernel::Role;
use belfry_members::area;
use belfry_outbound::Mail;
use belfry_testkit::{Engine, TestSite, both_databases};
use jiff::SignedDuration;

use crate::{between, cookie};

const ADMINISTRATOR: &[Role] = &[Role::OrganisationAdministrator, Role::Reader];
const PASSWORD: &str = "four brown herons by the weir";

/// A site that sends mail.
fn site(engine: Engine) -> TestSite {
    TestSite::with(engine, &[area()], |settings| settings.mail = true)
}

/// The mail that has come since.
pub fn post(site: &TestSite) -> Vec<Mail> {
    site.run_jobs();
    site.outbox.take()
}

/// The path of the link in a mail.
fn link<'a>(mail: &'a Mail, path: &str) -> &'a str {
    let text = mail.text();
    let at = text.find(path).unwrap_or_else(|| panic!("no {path} in {text}"));
    text[at..].lines().next().unwrap_or_default()
}

both_databases! {
    fn an_invitation_comes_by_mail_and_can_be_sent_again(engine) {
        let site = site(engine);
        let ana = site.person("Ana", site.organisation("Water", "oes"), ADMINISTRATOR);
        let org = crate::organisations::url(&ana, "Water");
        ana.submit(&format!("{org}/invite"), &[("email", "Bo@water.example"), ("roles", "reader")]).expect(303);
        let first = post(&site);
        assert_eq!((first.len(), first[0].to()), (1, "bo@water.example"));
        assert!(first[0].subject().contains("Water"), "{}", first[0].subject());
        let old = link(&first[0], "/invitation/").to_owned();
        ana.submit(&format!("{org}/people"), &[("email", "bo@water.example"), ("act", "again")]).expect(303);
        let second = post(&site);
        site.stranger().get(&old).expect(410);
        let new = link(&second[0], "/invitation/");
        let joined = site.stranger().submit(new, &[("name", "Bo"), ("password", PASSWORD)]).expect(303);
        assert!(cookie(&joined, "belfry").is_some());
    }

    fn the_queue_holds_no_link_that_can_be_read(engine) {
        let site = site(engine);
        let ana = site.person("Ana", site.organisation("Water", "oes"), ADMINISTRATOR);
        let org = crate::organisations::url(&ana, "Water");
        ana.submit(&format!("{org}/invite"), &[("email", "bo@water.example"), ("roles", "reader")]).expect(303);
        let read = site.db.db.read(belfry_store::Key::SYSTEM).expect("read");
        let payload: String =
            read.one("select payload from store_jobs", belfry_store::args![], |row| row.get(0)).expect("a job");
        drop(read);
        let mail = post(&site);
        let token = link(&mail[0], "/invitation/").rsplit('/').next().expect("a token").to_owned();
        assert!(!payload.contains(&token) && !payload.contains("bo@water"), "{payload}");
    }

    fn who_asks_to_join_is_answered_with_roles(engine) {
        let site = site(engine);
        let water = site.organisation("Water", "oes");
        let ana = site.person("Ana", water, ADMINISTRATOR);
        let stranger = site.stranger();
        stranger.get("/join").expect(200);
        let fields = [("organisation", " water "), ("name", "Bo"), ("email", "Bo@water.example"), ("about", "Night shift")];
        let done = stranger.submit("/join", &fields).expect(200);
        let told = post(&site);
        assert_eq!((told.len(), told[0].to().to_owned()), (1, format!("ana@{}.example", water.0)));
        // Nobody learns what is here: the same words for an organisation that is not, and nothing happens twice.
        let other = [("organisation", "Nowhere"), ("name", "Bo"), ("email", "Bo@water.example"), ("about", "")];
        assert_eq!(stranger.submit("/join", &other).expect(200).steady(), done.steady());
        assert_eq!(stranger.submit("/join", &fields).expect(200).steady(), done.steady());
        assert!(post(&site).is_empty());

        let org = crate::organisations::url(&ana, "Water");
        let page = ana.get(&format!("{org}/people")).expect(200);
        assert!(page.says("Night shift") && page.says("bo@water.example"));
        assert!(page.queries.is_some_and(|count| count <= 7), "{:?}", page.queries);
        let answer = format!("{org}/requests/{}", between(&page.text, &format!("action=\"{org}/requests/"), "\""));
        let reader = site.person("Cy", water, &[Role::Reader]);
        reader.submit(&answer, &[("act", "accept"), ("roles", "reader")]).expect(403);
        ana.submit(&answer, &[("act", "accept"), ("roles", "supervisor")]).expect(403);
        ana.submit(&answer, &[("act", "accept"), ("roles", "reader")]).expect(303);
        ana.submit(&answer, &[("act", "accept"), ("roles", "reader")]).expect(404);
        let mail = post(&site);
        let joined = site.stranger().submit(link(&mail[0], "/invitation/"), &[("name", "Bo"), ("password", PASSWORD)]);
        joined.expect(303);
        assert!(ana.get(&org).expect(200).says("Bo"));
    }

    fn who_is_refused_hears_why(engine) {
        let site = site(engine);
        let ana = site.person("Ana", site.organisation("Water", "oes"), ADMINISTRATOR);
        let fields = [("organisation", "Water"), ("name", "Bo"), ("email", "bo@water.example"), ("about", "")];
        site.stranger().speaking("fr").submit("/join", &fields).expect(200);
        post(&site);
        let org = crate::organisations::url(&ana, "Water");
        let page = ana.get(&format!("{org}/people")).expect(200);
        let answer = format!("{org}/requests/{}", between(&page.text, &format!("action=\"{org}/requests/"), "\""));
        ana.submit(&answer, &[("act", "refuse"), ("reason", "")]).expect(303);
        ana.submit(&answer, &[("act", "refuse"), ("reason", "You left in May.")]).expect(303);
        let mail = post(&site);
        assert!(mail[0].text().contains("You left in May.") && mail[0].subject().contains("demande d’adhésion"));
    }

    fn requests_from_one_network_end_somewhere(engine) {
        let site = site(engine);
        let refused = (0..60).find(|n| {
            let email = format!("x{n}@y.example");
            let fields = [("organisation", "Water"), ("name", "Bo"), ("email", email.as_str())];
            site.stranger().submit("/join", &fields).status == 429
        });
        assert_eq!(refused, Some(50));
    }

    fn a_forgotten_password_is_replaced_by_mail_and_the_answer_tells_nothing(engine) {
        let site = site(engine);
        let water = site.organisation("Water", "oes");
        let ana = site.person("Ana", water, &[Role::Reader]);
        crate::security::add_app(&site, &ana).1.expect(200);
        post(&site);
        let address = format!("ana@{}.example", water.0);
        let ask = |email: &str| site.stranger().submit("/sign-in/forgotten", &[("email", email)]).expect(200);
        let (known, unknown) = (ask(&address), ask("nobody@y.example"));
        assert_eq!(known.steady().replace(&address, ""), unknown.steady().replace("nobody@y.example", ""));
        let mail = post(&site);
        assert_eq!((mail.len(), mail[0].to()), (1, address.as_str()));
        let reset = link(&mail[0], "/members/reset/");
        site.stranger().get(reset).expect(200);
        site.stranger().submit(reset, &[("password", PASSWORD)]).expect(303);
        assert!(site.stranger().get(reset).expect(410).says("works once"), "before he thinks of another password");
        ana.get("/members/me").expect(303);
        assert!(post(&site)[0].text().contains("The password of your account was changed."));
        let first = site.stranger().submit("/sign-in", &[("email", &address), ("password", PASSWORD)]).expect(303);
        assert!(first.location.is_some_and(|to| to.starts_with("/sign-in/factor")), "the second factor is kept");
    }

    fn another_address_needs_both_mailboxes(engine) {
        let site = site(engine);
        let water = site.organisation("Water", "oes");
        let ana = site.person("Ana", water, &[Role::Reader]);
        let bo = site.person("Bo", water, &[Role::Reader]);
        ana.get("/members/me/address").expect(200);
        ana.submit("/members/me/address", &[("email", "nonsense")]).expect(422);
        ana.submit("/members/me/address", &[("email", "Ana.Lund@water.example")]).expect(303);
        let mails = post(&site);
        let to: Vec<&str> = mails.iter().map(Mail::to).collect();
        assert!(to.contains(&"ana.lund@water.example") && to.contains(&format!("ana@{}.example", water.0).as_str()));
        let links: Vec<&str> = mails.iter().map(|mail| link(mail, "/address/")).collect();
        let stranger = site.stranger();
        stranger.get(links[0]).expect(200);
        assert!(stranger.submit(links[0], &[]).expect(200).says("Now open the link in the other one"));
        stranger.submit(links[0], &[]).expect(200);
        ana.get("/members/me").expect(200);
        let done = stranger.submit(links[1], &[]).expect(303);
        assert_eq!(done.location.as_deref(), Some("/sign-in"));
        stranger.get(links[1]).expect(410);
        ana.get("/members/me").expect(303);
        let fields = [("email", "ana.lund@water.example"), ("password", "the-passphrase-of-ana")];
        stranger.submit("/sign-in", &fields).expect(303);

        assert_eq!(post(&site).len(), 2, "both addresses are told");
        // An address that has an account is found out by nobody who does not read its mail.
        bo.submit("/members/me/address", &[("email", "ana.lund@water.example")]).expect(303);
        let mails = post(&site);
        stranger.submit(link(&mails[0], "/address/"), &[]).expect(200);
        stranger.submit(link(&mails[1], "/address/"), &[]).expect(410);
        bo.get("/members/me").expect(200);
        bo.submit("/members/me/address", &[("email", "bo2@water.example")]).expect(303);
        let late = post(&site);
        site.db.clock.advance(SignedDuration::from_hours(24));
        stranger.get(link(&late[0], "/address/")).expect(410);
    }
}
