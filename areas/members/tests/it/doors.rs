//! Signing in and out, language and light, the first run, invitations, a new password.

use belfry_identity::{first_run, session};
use belfry_kernel::Role;
use belfry_store::Key;
use belfry_testkit::{Visitor, both_databases};

use crate::{between, cookie, site};

const ADMINISTRATOR: &[Role] = &[Role::OrganisationAdministrator, Role::Reader];

both_databases! {
    fn ana_signs_in_and_comes_to_the_page_that_she_asked_for(engine) {
        let site = site(engine);
        let water = site.organisation("Water", "oes");
        let _ana = site.person("Ana", water, &[Role::Reader]);
        let address = format!("ana@{}.example", water.0);
        let browser = site.stranger();

        let asked = browser.get("/members/circles").expect(303);
        assert_eq!(asked.location.as_deref(), Some("/sign-in?next=%2Fmembers%2Fcircles"));
        assert!(browser.get("/sign-in?next=/members/circles").expect(200).says("value=\"/members/circles\""));

        let wrong = browser.submit("/sign-in", &[("email", &address), ("password", "not-her-passphrase")]).expect(422);
        assert!(wrong.says("do not fit together") && wrong.says(&address), "the address is kept");
        assert!(!wrong.says("not-her-passphrase"), "a password is never sent back");
        let nobody = browser.submit("/sign-in", &[("email", "x@y.example"), ("password", "not-her-passphrase")]);
        let plain = |text: &str| text.replace(&address, "").replace("x@y.example", "");
        assert_eq!(plain(&nobody.expect(422).steady()), plain(&wrong.steady()), "the answer does not tell of accounts");

        let empty = browser.submit("/sign-in", &[]).expect(422);
        assert!(empty.says("Type your e-mail address.") && empty.says("href=\"#f-password\""));

        let fields = [("email", address.as_str()), ("password", "the-passphrase-of-ana"), ("next", "/members/circles")];
        let signed = browser.submit("/sign-in", &fields).expect(303);
        assert_eq!(signed.location.as_deref(), Some("/members/circles"));
        assert!(cookie(&signed, "belfry").is_some_and(|token| token.len() == 43));

        let away = [("email", address.as_str()), ("password", "the-passphrase-of-ana"), ("next", "//evil.example/")];
        assert_eq!(browser.submit("/sign-in", &away).expect(303).location.as_deref(), Some("/"));
    }

    fn whoever_guesses_is_slowed_down(engine) {
        let site = site(engine);
        let browser = site.stranger();
        for _ in 0..10 {
            browser.submit("/sign-in", &[("email", "ana@water.example"), ("password", "guess")]).expect(422);
        }
        let told = browser.submit("/sign-in", &[("email", "ana@water.example"), ("password", "guess")]).expect(429);
        assert!(told.says("the next try counts in"));
    }

    fn signing_out_ends_the_session(engine) {
        let site = site(engine);
        let water = site.organisation("Water", "oes");
        let ana = site.person("Ana", water, &[Role::Reader]);
        ana.get("/members/me").expect(200);
        let out = ana.submit("/sign-out", &[]).expect(303);
        assert_eq!(out.location.as_deref(), Some("/sign-in"));
        assert_eq!(cookie(&out, "belfry").as_deref(), Some(""));
        ana.get("/members/me").expect(303);
    }

    fn a_session_that_ends_over_a_form_gives_back_what_was_typed(engine) {
        let site = site(engine);
        let water = site.organisation("Water", "oes");
        let ana = site.person("Ana", water, ADMINISTRATOR);
        let own = "http://trial.example/members/circles/new?from=here";
        let fields = [("csrf", "a.b"), ("name", "Pumps & <b>valves"), ("purpose", "Warn early"), ("old", "my passphrase")];
        let send = |who: &Visitor<'_>, from: &str, fields: &[(&str, &str)]| {
            let request = who.request("POST", "/members/circles/new").header("referer", from);
            let body = serde_urlencoded::to_string(fields).expect("a form");
            who.send(request.header("content-type", "application/x-www-form-urlencoded"), body.into())
        };
        let token = ana.token();
        ana.submit("/sign-out", &[]).expect(303);
        let told = send(&ana, own, &fields).expect(401);
        assert!(told.says("The session of this form has ended") && !told.says("You may not do this"), "{}", told.text);
        assert!(told.says("Pumps &#38; &#60;b&#62;valves</textarea>") && told.says("Warn early</textarea>"), "{}", told.text);
        assert!(!told.says("my passphrase") && !told.says("<b>valves"), "no secret, and no markup of others");
        assert!(told.says("/sign-in?next=%2Fmembers%2Fcircles%2Fnew%3Ffrom%3Dhere"), "{}", told.text);
        // Elsewhere is not gone back to; where a form is only sent to, the page above is.
        assert!(send(&ana, "http://trial.example.evil/x", &fields).says("next=%2Fmembers%2Fcircles%2Fnew\""));
        assert!(ana.submit("/members/circles/7/leave", &[]).expect(401).says("next=%2Fmembers%2Fcircles%2F7\""));

        // Signed in again in another tab: the old form is refused for the same reason, and given back.
        let again = site.sign_in(ana.id());
        let told = send(&again, own, &[("csrf", &token), ("name", "Pumps"), ("purpose", "Warn early")]).expect(400);
        assert!(told.says("The session of this form has ended") && told.says("Warn early</textarea>"), "{}", told.text);
        assert!(told.says("href=\"/members/circles/new?from=here\"") && !told.says("/sign-in?next"));
        assert!(again.get("/members/circles").expect(200).says("No circles yet"), "nothing was done");

        // Where the page's script says what its fields are called, that stands there instead of their names.
        let words = "purpose=What+it+is+for&since=";
        let named = [("csrf", token.as_str()), ("purpose", "Warn early"), ("since", "41"), ("field-labels", words)];
        let told = send(&again, own, &named).expect(400);
        assert!(told.says("What it is for</label>") && !told.says("purpose</label>"), "{}", told.text);
        assert!(!told.says("field labels") && !told.says("41</textarea>"), "what was not seen is not shown: {}", told.text);
        let unnamed = [("csrf", token.as_str()), ("purpose", "Warn early"), ("version", "41")];
        let told = send(&again, own, &unnamed).expect(400);
        assert!(told.says("Warn early</textarea>") && !told.says("41</textarea>"), "nor without the script: {}", told.text);

        // The form waits in the page: sent from there, it is shown once more, then it does what it would have done.
        let chosen = "purpose=What+it+is+for&ceiling%3Damber=At+most+amber";
        let first = [("csrf", token.as_str()), ("name", "Pumps"), ("purpose", "Warn early"), ("ceiling", "amber"), ("field-labels", chosen)];
        let told = send(&ana, own, &first).expect(401);
        assert!(told.says("Send the form again") && told.says("At most amber</textarea>"), "{}", told.text);
        let waits = |page: &str| {
            let at = page.find("<form class=\"button-form\" method=\"post\" action=\"/members/circles/new\"").expect("the form");
            let form = page[at..].split("</form>").next().expect("its end");
            let part = |text: &str, name: &str| text.split(&format!("{name}=\"")).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().replace("&#38;", "&");
            form.split("<input").skip(1).map(|one| (part(one, "name"), part(one, "value"))).collect::<Vec<_>>()
        };
        let kept = waits(&told.text);
        let kept: Vec<_> = kept.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let told = send(&again, own, &kept).expect(400);
        assert!(told.says("Send it now") && told.says("What it is for</label>") && told.says("At most amber</textarea>"), "{}", told.text);
        assert!(again.get("/members/circles").expect(200).says("No circles yet"), "nothing was done");
        let kept = waits(&told.text);
        let kept: Vec<_> = kept.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        send(&again, own, &kept).expect(303);
        assert!(again.get("/members/circles").expect(200).says("Pumps"), "it is founded");
        // What would not be the same without a secret does not wait.
        assert!(!send(&ana, own, &fields).expect(401).says("Send the form again"));

        // What another site sends is not shown.
        let request = again.request("POST", "/members/circles/new").header("sec-fetch-site", "cross-site");
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let told = again.send(request, "name=Pumps".into()).expect(400);
        assert!(!told.says("Pumps") && !told.says("<textarea"));
    }

    fn a_form_that_is_not_read_is_told_in_the_language_of_whoever_sent_it(engine) {
        let site = site(engine);
        let sent = |language: &str, kind: &str, body: &'static [u8]| {
            let stranger = site.stranger().speaking(language);
            let request = stranger.request("POST", "/sign-in").header("content-type", kind);
            stranger.send(request, body.into()).expect(400)
        };
        let cut = b"--x\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\nana".as_slice();
        let told = sent("fr", "multipart/form-data; boundary=x", cut);
        assert!(told.says("Le formulaire s’est arrêté avant d’être arrivé en entier") && !told.says("broke off"), "{}", told.text);
        assert!(sent("en", "multipart/form-data; boundary=x", cut).says("The form ended before all of it had come"));
        let latin = b"--x\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\n\xe9\r\n--x--\r\n".as_slice();
        assert!(sent("fr", "multipart/form-data; boundary=x", latin).says("Un texte n’y est pas en UTF-8"));
        assert!(sent("fr", "multipart/form-data", cut).says("n’est pas écrit comme il devrait l’être"));
    }

    fn a_form_with_files_of_a_session_that_ended_gives_back_its_texts_only(engine) {
        let site = site(engine);
        let water = site.organisation("Water", "oes");
        let ana = site.person("Ana", water, ADMINISTRATOR);
        ana.submit("/sign-out", &[]).expect(303);
        let texts = [("note", "Seen by the weir")];
        let told = ana.upload("/members/register/import", &texts, &[("file", "a.csv", b"in the file")]).expect(401);
        assert!(told.says("Seen by the weir</textarea>") && !told.says("in the file"), "{}", told.text);
        // Much is not read: the text that was sent before it is given back, and that some is missing.
        let much = vec![b'x'; 1024 * 1024];
        let told = ana.upload("/members/register/import", &texts, &[("file", "a.csv", &much)]).expect(401);
        assert!(told.says("Seen by the weir</textarea>") && told.says("the end is missing"), "{}", told.text);
    }

    fn language_and_light_are_kept_for_visitors_and_people(engine) {
        let site = site(engine);
        let water = site.organisation("Water", "oes");
        let ana = site.person("Ana", water, &[Role::Reader]);
        let chosen = site.stranger().submit("/preferences", &[("language", "fr"), ("back", "/sign-in")]).expect(303);
        assert_eq!(cookie(&chosen, "belfry-language").as_deref(), Some("fr"));
        assert_eq!(chosen.location.as_deref(), Some("/sign-in"));
        let odd = site.stranger().submit("/preferences", &[("language", "xx"), ("back", "https://evil.example")]).expect(303);
        assert_eq!((cookie(&odd, "belfry-language"), odd.location.as_deref()), (None, Some("/")));

        ana.submit("/preferences", &[("language", "fr"), ("back", "/members/me")]).expect(303);
        ana.submit("/preferences", &[("theme", "dark"), ("back", "/members/me")]).expect(303);
        let page = ana.get("/members/me").expect(200);
        assert!(page.says("Vos réglages") && page.says("data-theme=\"dark\""));
    }

    fn the_first_administrator_comes_by_a_link_that_works_once(engine) {
        let site = site(engine);
        let browser = site.stranger();
        assert!(browser.get("/sign-in").expect(200).says("Nobody is here yet"));
        let link = first_run::first_run_link(&site.db.db, site.act()).expect("db").expect("nobody is there");
        let url = format!("/welcome/{}", link.expose());
        browser.get(&url).expect(200);
        browser.get("/welcome/another").expect(410);

        let mut fields = vec![
            ("organisation", "Valley <b>Agency"),
            ("kind", "region"),
            ("name", "Petra"),
            ("email", "petra@agency.example"),
            ("password", "password2026"),
        ];
        let refused = browser.submit(&url, &fields).expect(422);
        assert!(refused.says("guessed first") && refused.says("Valley &#60;b&#62;Agency") && refused.says("petra@agency.example"));
        fields[4].1 = "four brown herons by the weir";
        let done = browser.submit(&url, &fields).expect(303);
        assert!(cookie(&done, "belfry").is_some());
        browser.submit(&url, &fields).expect(410);
        assert!(!browser.get("/sign-in").expect(200).says("Nobody is here yet"));
    }

    fn an_invited_person_joins_by_the_link(engine) {
        let site = site(engine);
        let water = site.organisation("Water", "oes");
        let ana = site.person("Ana", water, ADMINISTRATOR);
        let org = crate::organisations::url(&ana, "Water");

        let refused = ana.submit(&format!("{org}/invite"), &[("email", "nonsense")]).expect(422);
        assert!(refused.says("value=\"nonsense\"") && refused.says("at least one role"));
        let fields = [("email", "Bo@water.example"), ("roles", "reader")];
        let shown = ana.submit(&format!("{org}/invite"), &fields).expect(200);
        let link = format!("/invitation/{}", between(&shown.text, "/invitation/", "<"));
        assert!(ana.get(&format!("{org}/people")).expect(200).says("bo@water.example"));

        let stranger = site.stranger();
        assert!(stranger.get(&link).expect(200).says("Water has invited bo@water.example"));
        assert!(ana.get(&link).expect(200).says("signed in with another address"));
        let short = stranger.submit(&link, &[("name", "Bo"), ("password", "short")]).expect(422);
        assert!(short.says("value=\"Bo\"") && short.says("12 characters"));
        let joined = stranger.submit(&link, &[("name", "Bo"), ("password", "four brown herons by the weir")]).expect(303);
        assert!(cookie(&joined, "belfry").is_some());
        stranger.get(&link).expect(410);
        assert!(ana.get(&org).expect(200).says("Bo"));
    }

    fn who_has_an_account_signs_in_to_join_another_organisation(engine) {
        let site = site(engine);
        let (water, grid) = (site.organisation("Water", "oes"), site.organisation("Grid", "oes"));
        let ana = site.person("Ana", water, ADMINISTRATOR);
        let bo = site.person("Bo", grid, &[Role::Reader]);
        let address = format!("bo@{}.example", grid.0);
        let org = crate::organisations::url(&ana, "Water");
        let shown = ana.submit(&format!("{org}/invite"), &[("email", &address), ("roles", "contributor")]).expect(200);
        let link = format!("/invitation/{}", between(&shown.text, "/invitation/", "<"));
        assert!(site.stranger().get(&link).expect(200).says("/sign-in?next=/invitation/"));
        let kept = site.stranger().submit(&link, &[("name", "X"), ("password", "four brown herons by the weir")]);
        kept.expect(422);
        assert!(bo.get(&link).expect(200).says("Join with my account"));
        let joined = bo.submit(&link, &[]).expect(303);
        assert_eq!(joined.location.as_deref(), Some("/members/me"));
        assert!(cookie(&joined, "belfry").is_some(), "with other rights comes another token");
        assert!(ana.get(&org).expect(200).says("Bo"));
    }

    fn a_lost_password_is_replaced_by_a_link_of_the_administrator(engine) {
        let site = site(engine);
        let water = site.organisation("Water", "oes");
        let ana = site.person("Ana", water, ADMINISTRATOR);
        let bo = site.person("Bo", water, &[Role::Reader]);
        let people = format!("{}/people", crate::organisations::url(&ana, "Water"));
        let uuid = belfry_identity::person::names(&site.db.db.read(Key::SYSTEM).expect("read"), &[bo.id()]).expect("names");
        let shown = ana.submit(&format!("{people}/{}", uuid[&bo.id()].uuid), &[("act", "link")]).expect(200);
        let link = format!("/members/reset/{}", between(&shown.text, "/members/reset/", "<"));
        let stranger = site.stranger();
        stranger.get(&link).expect(200);
        stranger.submit(&link, &[("password", "short")]).expect(422);
        stranger.submit(&link, &[("password", "four brown herons by the weir")]).expect(303);
        stranger.submit(&link, &[("password", "five brown herons by the weir")]).expect(410);
        bo.get("/members/me").expect(303);
        let living = session::list(&site.db.db.read(Key::SYSTEM).expect("read"), bo.id(), site.act().now);
        assert!(living.expect("list").is_empty());
    }
}
