//! One's own settings.

use belfry_identity::person::{Digest, Way};
use belfry_kernel::Role;
use belfry_testkit::both_databases;

use crate::{between, site};

both_databases! {
    fn a_profile_is_saved_and_a_refused_one_comes_back_filled(engine) {
        let site = site(engine);
        let water = site.organisation("Water", "oes");
        let ana = site.person("Ana", water, &[Role::Reader]);
        let page = ana.get("/members/me").expect(200);
        assert!(page.says("value=\"Ana\"") && page.says("Europe/Paris") && page.says("Reader"));
        assert!(page.queries.is_some_and(|count| count <= 6), "{:?}", page.queries);

        let odd = [("name", "Ana Lund"), ("language", "en"), ("time-zone", "Moon/Tranquillity"), ("theme", "dark")];
        let refused = ana.submit("/members/me", &odd).expect(422);
        assert!(refused.says("value=\"Ana Lund\"") && refused.says("Moon/Tranquillity") && refused.says("href=\"#f-time-zone\""));
        let both = [("name", " "), ("language", "en"), ("time-zone", "Moon/Tranquillity"), ("theme", "dark")];
        let refused = ana.submit("/members/me", &both).expect(422);
        assert!(refused.says("href=\"#f-name\"") && refused.says("href=\"#f-time-zone\""), "all at once");
        let fine = [("name", "Ana Lund"), ("language", "fr"), ("time-zone", "Europe/Paris"), ("theme", "dark")];
        ana.submit("/members/me", &fine).expect(303);
        assert!(ana.get("/members/me").expect(200).says("Fuseau horaire"));
    }

    fn another_password_ends_the_other_sessions(engine) {
        let site = site(engine);
        let water = site.organisation("Water", "oes");
        let ana = site.person("Ana", water, &[Role::Reader]);
        let phone = site.sign_in(ana.id());
        let wrong = [("old", "not-it"), ("password", "four brown herons by the weir")];
        assert!(ana.submit("/members/me/password", &wrong).expect(422).says("not your present password"));
        let fine = [("old", "the-passphrase-of-ana"), ("password", "four brown herons by the weir")];
        let done = ana.submit("/members/me/password", &fine).expect(303);
        assert!(crate::cookie(&done, "belfry").is_some());
        phone.get("/members/me").expect(303);
    }

    fn a_session_is_ended_from_another(engine) {
        let site = site(engine);
        let water = site.organisation("Water", "oes");
        let ana = site.person("Ana", water, &[Role::Reader]);
        let bo = site.person("Bo", water, &[Role::Reader]);
        let phone = site.sign_in(ana.id());
        let page = ana.get("/members/me/sessions").expect(200);
        let id = between(&page.text, "name=\"session\" value=\"others\"", "</html>");
        let id = between(id, "name=\"session\" value=\"", "\"").to_owned();
        bo.submit("/members/me/sessions", &[("session", &id)]).expect(303);
        phone.get("/members/me").expect(200);
        ana.submit("/members/me/sessions", &[("session", &id)]).expect(303);
        phone.get("/members/me").expect(303);
        let tablet = site.sign_in(ana.id());
        ana.submit("/members/me/sessions", &[("session", "others")]).expect(303);
        tablet.get("/members/me").expect(303);
        ana.get("/members/me").expect(200);
    }

    fn a_key_is_shown_once_and_revoked_by_its_person_only(engine) {
        let site = site(engine);
        let water = site.organisation("Water", "oes");
        let ana = site.person("Ana", water, &[Role::Reader]);
        let bo = site.person("Bo", water, &[Role::Reader]);
        assert!(ana.get("/members/me/keys").expect(200).says("No keys yet"));
        let odd = [("name", ""), ("scope", "read"), ("expires", "90")];
        ana.submit("/members/me/keys", &odd).expect(422);
        let long = [("name", "Sensor"), ("scope", "read"), ("expires", "9000")];
        assert!(ana.submit("/members/me/keys", &long).expect(422).says("value=\"Sensor\""));
        let fine = [("name", "Sensor"), ("scope", "read"), ("expires", "90")];
        let made = ana.submit("/members/me/keys", &fine).expect(200);
        let key = between(&made.text, "<code>", "</code>").to_owned();
        assert!(key.starts_with("belfry_"));
        let list = ana.get("/members/me/keys").expect(200);
        assert!(list.says("Sensor") && !list.says(&key));
        let revoke = format!("/members/me/keys/{}", between(&list.text, "action=\"/members/me/keys/", "\""));
        bo.submit(&revoke, &[]).expect(404);
        ana.submit(&revoke, &[]).expect(303);
        ana.submit(&revoke, &[]).expect(404);
    }

    fn wishes_are_kept(engine) {
        let site = site(engine);
        let water = site.organisation("Water", "oes");
        let ana = site.person("Ana", water, &[Role::Reader]);
        ana.submit("/members/me/notifications", &[("recall", "mail"), ("discussion", "none")]).expect(303);
        let read = site.db.db.read(belfry_store::Key::SYSTEM).expect("read");
        let wishes = belfry_identity::person::settings(&read, ana.id()).expect("settings").wishes;
        assert!(wishes.mail.contains("threats.event-recalled") && wishes.muted.contains("discussion.remark-added"));
        assert!(!wishes.muted.contains("threats.event-published"));
        drop(read);
        let page = ana.get("/members/me/notifications").expect(200);
        assert!(between(&page.text, "name=\"recall\"", "</select>").contains("value=\"mail\" selected"));
    }

    fn a_circle_gets_a_way_of_its_own_and_the_digest_its_hour(engine) {
        let site = site(engine);
        let water = site.organisation("Water", "oes");
        let rail = site.organisation("Rail", "oes");
        let ana = site.person("Ana", water, &[Role::Reader]);
        let ours = site.circle("Lock Keepers", true, &[water]);
        site.circle("Signal Boxes", true, &[rail]);
        let page = ana.get("/members/me/notifications").expect(200);
        assert!(page.says("Lock Keepers") && !page.says("Signal Boxes"), "{}", page.text);
        let field = format!("circle-{}", between(&page.text, "name=\"circle-", "\""));
        let fine = [(field.as_str(), "digest"), ("digest-day", "5"), ("digest-hour", "16"), ("shared", "digest")];
        ana.submit("/members/me/notifications", &fine).expect(303);
        let wishes = || {
            let read = site.db.db.read(belfry_store::Key::SYSTEM).expect("read");
            belfry_identity::person::settings(&read, ana.id()).expect("settings").wishes
        };
        assert_eq!(wishes().circles.get(&ours.0), Some(&Way::Digest));
        assert_eq!(wishes().digest, Digest { weekday: Some(5), hour: 16 });
        assert!(wishes().gathered.contains("threats.event-published"));
        // Nonsense changes nothing, and the usual way is taken up again.
        ana.submit("/members/me/notifications", &[("digest-day", "9"), ("digest-hour", "77")]).expect(303);
        assert_eq!(wishes().digest, Digest { weekday: Some(5), hour: 16 });
        ana.submit("/members/me/notifications", &[(field.as_str(), ""), ("digest-day", ""), ("digest-hour", "7")]).expect(303);
        assert!(wishes().circles.is_empty());
        assert_eq!(wishes().digest, Digest::default());
    }

    fn somebody_whose_last_role_has_ended_keeps_what_is_his_own(engine) {
        let site = site(engine);
        let water = site.organisation("Water", "oes");
        let ana = site.person("Ana", water, &[]);
        for page in ["/members/me", "/members/me/password", "/members/me/sessions", "/members/me/keys", "/members/me/notifications"] {
            ana.get(page).expect(200);
        }
        ana.get("/members/organisations").expect(403);
        let fine = [("name", "Ana Lund"), ("language", "fr"), ("time-zone", "Europe/Paris"), ("theme", "dark")];
        ana.submit("/members/me", &fine).expect(303);
        ana.submit("/members/me/sessions", &[("session", "others")]).expect(303);
        ana.submit("/sign-out", &[]).expect(303);
        ana.get("/members/me").expect(303);
    }

    fn a_form_without_its_token_changes_nothing(engine) {
        let site = site(engine);
        let water = site.organisation("Water", "oes");
        let ana = site.person("Ana", water, &[Role::Reader]);
        ana.submit_raw("/members/me/sessions", &[("session", "others")]).expect(400);
    }
}
