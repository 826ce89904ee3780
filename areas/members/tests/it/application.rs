//! Somebody without an account registers an organisation and asks to administer it.

use belfry_kernel::Role;
use belfry_members::area;
use belfry_outbound::Mail;
use belfry_testkit::{Answer, Engine, TestSite, Visitor, both_databases};

use crate::record::obligations;
use crate::{between, cookie};

const PASSWORD: &str = "four brown herons by the weir";
/// A supplier of water, as its only administrator-to-be types it in.
const WATER: &[(&str, &str)] = &[
    ("name", "Lower Water"),
    ("short-name", "Water"),
    ("kind", "oes"),
    ("country", "BE"),
    ("places-0", "drinking-water//drinking-water-supplier"),
    ("street", "1 Mill Lane"),
    ("town", "1000 Waterton"),
    ("email", "registry@water.example"),
    ("phone", "+32 2 555 01 23"),
    ("staff", "250"),
    ("turnover", "14 000 000"),
    ("balance", "90 000 000"),
    ("person", "Bo Lind"),
    ("mailbox", "Bo@water.example"),
    ("about", "Head of operations"),
];

fn site(engine: Engine, mail: bool) -> TestSite {
    TestSite::with(engine, &[area()], |settings| settings.mail = mail)
}

fn with(fields: &[(&'static str, &'static str)], name: &str, value: &'static str) -> Vec<(&'static str, &'static str)> {
    fields.iter().map(|(field, old)| if *field == name { (*field, value) } else { (*field, *old) }).collect()
}

/// The path of the applicant's own page.
fn own(done: &Answer) -> String {
    format!("/apply/{}", between(&done.text, "/apply/", "<"))
}

/// The reviewer's page of the first application.
fn first(reviewer: &Visitor<'_>) -> String {
    let list = reviewer.get("/members/applications").expect(200);
    assert!(list.queries.is_some_and(|count| count <= 6), "{:?}", list.queries);
    format!("/members/applications/{}", between(&list.text, "href=\"/members/applications/", "\""))
}

fn post(site: &TestSite) -> Vec<Mail> {
    site.run_jobs();
    site.outbox.take()
}

fn link(text: &str, path: &str) -> String {
    let at = text.find(path).unwrap_or_else(|| panic!("no {path} in {text}"));
    text[at..].split(['\n', '<', ' ']).next().unwrap_or_default().to_owned()
}

both_databases! {
    fn an_authority_accepts_and_everything_is_there_at_once(engine) {
        let site = site(engine, true);
        let nca = site.organisation("Authority", "nca");
        let viktor = site.person("Viktor", nca, &[Role::Supervisor]);
        let door = site.stranger();
        assert!(door.get("/sign-in").expect(200).says("/apply"));
        // What was answered in the wizard stands in the form.
        let wizard = "/classify?sector=drinking-water&type=drinking-water-supplier&staff=250&turnover=1&balance=1&asked=1";
        let answer = door.get(wizard).expect(200);
        let apply = link(&answer.text, "/apply?").split('"').next().unwrap_or_default().replace("&#38;", "&");
        let form = door.get(&apply).expect(200);
        assert!(form.says("value=\"250\"") && between(&form.text, "drinking-water-supplier\"", ">").contains("selected"));

        let done = door.submit("/apply", WATER).expect(200);
        let own = own(&done);
        assert!(door.get(&own).expect(200).says("waits for a decision"));
        assert_eq!(obligations(&site)[0].0, "members-due-application");
        let page = first(&viktor);
        let shown = viktor.get(&page).expect(200);
        for said in ["Lower Water", "Essential entity", "1 Mill Lane", "Bo Lind", "bo@water.example", "Head of operations"] {
            assert!(shown.says(said), "{said}");
        }
        assert!(shown.says("counts as registered with you"));
        assert!(shown.queries.is_some_and(|count| count <= 6), "{:?}", shown.queries);

        viktor.submit(&page, &[("act", "accept")]).expect(303);
        viktor.submit(&page, &[("act", "accept")]).expect(422);
        assert!(door.get(&own).expect(200).says("The invitation went to your mailbox"));
        assert_eq!(obligations(&site)[0].0, "members-due-confirm", "the decision is no longer due");
        let mail = post(&site);
        let joined = site.stranger().submit(&link(mail[0].text(), "/invitation/"), &[("name", "Bo"), ("password", PASSWORD)]);
        let bo = site.with_session(&cookie(&joined.expect(303), "belfry").expect("a session"));
        let here = crate::organisations::url(&bo, "Lower");
        let registration = bo.get(&format!("{here}/registration")).expect(200);
        assert!(registration.says("Accepted") && bo.get(&format!("{here}/record")).expect(200).says("1 Mill Lane"));
        bo.get(&format!("{here}/people")).expect(200);
    }

    fn what_is_asked_is_answered_on_the_page_behind_the_link(engine) {
        let site = site(engine, false);
        let petra = site.person("Petra", site.organisation("Platform", "institution"), &[Role::PlatformAdministrator]);
        let door = site.stranger();
        let own = own(&door.submit("/apply", WATER).expect(200));
        let page = first(&petra);
        assert!(petra.submit(&page, &[("act", "ask"), ("words", "")]).expect(422).says("Say in words"));
        petra.submit(&page, &[("act", "ask"), ("words", "Which street?")]).expect(303);
        assert_eq!(obligations(&site), []);
        let asked = door.get(&own).expect(200);
        assert!(asked.says("Which street?") && asked.says("value=\"1 Mill Lane\""));
        let mut fields = with(WATER, "street", "2 Mill Lane");
        assert!(door.submit(&own, &fields).expect(422).says("value=\"2 Mill Lane\""), "an answer is needed");
        fields.push(("words", "We have moved."));
        door.submit(&own, &fields).expect(303);
        let again = petra.get(&page).expect(200);
        assert!(again.says("2 Mill Lane") && again.says("We have moved.") && again.says("Petra"));
        assert!(again.text.matches("Bo Lind").count() > 2, "his answer bears his name");
        assert!(!door.get(&own).expect(200).says("Petra"), "whoever decides is a side, not a person");
        // No mail goes out: the link of the invitation is shown once, to be handed over.
        let accepted = petra.submit(&page, &[("act", "accept")]).expect(200);
        let invitation = link(&accepted.text, "/invitation/");
        let joined = site.stranger().submit(&invitation, &[("name", "Bo"), ("password", PASSWORD)]).expect(303);
        let bo = site.with_session(&cookie(&joined, "belfry").expect("a session"));
        let here = crate::organisations::url(&bo, "Lower");
        // The platform is not the authority: the registration waits for that.
        assert!(bo.get(&format!("{here}/registration")).expect(200).says("Submitted"));
    }

    fn what_waits_for_viktor_comes_first_by_the_day_on_which_he_should_have_answered(engine) {
        let site = site(engine, false);
        let nca = site.organisation("Authority", "nca");
        let viktor = site.person("Viktor", nca, &[Role::Supervisor]);
        assert!(viktor.get("/members/applications").expect(200).says("Nothing waits for your decision"));
        let door = site.stranger();
        let days = |n: i64| site.db.clock.advance(jiff::SignedDuration::from_hours(24 * n));
        let first_own = own(&door.submit("/apply", WATER).expect(200));
        days(1);
        door.submit("/apply", &with(WATER, "name", "Upper Water")).expect(200);
        days(1);
        let viktor = site.sign_in(viktor.id());
        let names = |page: &Answer| {
            let at = |name: &str| page.text.find(&format!(">{name}</a>"));
            (at("Lower Water"), at("Upper Water"))
        };
        let list = viktor.get("/members/applications").expect(200);
        let (lower, upper) = names(&list);
        assert!(lower.is_some() && lower < upper && list.says("Answer by"), "whoever waits longest stands first");
        // What was answered waits anew from its answer on; what is asked waits for somebody else.
        let page = format!("/members/applications/{}", between(&list.text, "href=\"/members/applications/", "\""));
        assert!(viktor.get(&page).expect(200).says("Answer by"));
        viktor.submit(&page, &[("act", "ask"), ("words", "Which street?")]).expect(303);
        assert_eq!(names(&viktor.get("/members/applications").expect(200)).0, None);
        assert!(names(&viktor.get("/members/applications?state=asked").expect(200)).0.is_some());
        assert!(!viktor.get(&page).expect(200).says("Answer by"));
        let fields = [WATER, [("words", "The same.")].as_slice()].concat();
        door.submit(&first_own, &fields).expect(303);
        let (lower, upper) = names(&viktor.get("/members/applications").expect(200));
        assert!(upper.is_some() && upper < lower);
        assert!(!viktor.get("/members/applications").expect(200).says("Overdue"));
        site.db.clock.advance(jiff::SignedDuration::from_hours(24 * 27 + 1));
        let viktor = site.sign_in(viktor.id());
        let late = viktor.get("/members/applications").expect(200);
        assert_eq!(late.text.matches("Overdue").count(), 1, "28 days each");
        assert!(viktor.get("/members/applications?state=all").expect(200).says("Submitted"));
        viktor.get("/members/applications?after=x-y&state=nonsense").expect(200);
    }

    fn nobody_else_sees_an_application_and_a_refusal_says_why(engine) {
        let site = site(engine, true);
        let nca = site.organisation("Authority", "nca");
        let viktor = site.person("Viktor", nca, &[Role::Supervisor]);
        let ana = site.person("Ana", nca, &[Role::OrganisationAdministrator]);
        let own = own(&site.stranger().submit("/apply", &with(WATER, "country", "FR")).expect(200));
        viktor.get("/members/applications").expect(200);
        assert!(!viktor.get("/members/applications").expect(200).says("Lower Water"), "of another country");
        ana.get("/members/applications").expect(403);
        let petra = site.person("Petra", nca, &[Role::PlatformAdministrator]);
        let page = first(&petra);
        viktor.get(&page).expect(404);
        viktor.submit(&page, &[("act", "accept")]).expect(404);
        petra.submit(&page, &[("act", "refuse"), ("words", "We do not know you.")]).expect(303);
        let mail = post(&site);
        assert!(mail[0].to() == "bo@water.example" && mail[0].text().contains("We do not know you."));
        assert!(site.stranger().get(&own).expect(200).says("We do not know you."));
        site.db.clock.advance(jiff::SignedDuration::from_hours(31 * 24));
        let tx = site.db.db.write(belfry_store::Key::SYSTEM).expect("tx");
        belfry_members::application::sweep(&tx, belfry_kernel::Clock::now(&*site.db.clock)).expect("swept");
        tx.commit().expect("commit");
        site.stranger().get(&own).expect(410);
        site.sign_in(petra.id()).get(&page).expect(404);
    }

    fn a_refused_form_comes_back_filled_and_the_answer_betrays_nothing(engine) {
        let site = site(engine, false);
        site.organisation("Lower Water", "oes");
        let door = site.stranger();
        for (field, value, said) in [
            ("street", "", "cannot be registered without it"),
            ("kind", "nca", "Choose"),
            ("mailbox", "nonsense", "address"),
            ("short-name", "", "short name"),
            ("country", "XY", "Choose the country"),
            ("website", "water.example", "http"),
            ("person", "", "name"),
        ] {
            let mut fields = WATER.to_vec();
            fields.retain(|(name, _)| *name != field);
            fields.push((field, value));
            let refused = door.submit("/apply", &fields).expect(422);
            assert!(refused.says(said) && refused.says(&format!("href=\"#f-{field}\"")), "{field}");
            assert!(refused.says("1000 Waterton") && refused.says("Head of operations"));
        }
        // The name is taken; whoever is outside is not told, whoever decides is.
        door.submit("/apply", WATER).expect(200);
        let petra = site.person("Petra", site.organisation("Platform", "institution"), &[Role::PlatformAdministrator]);
        assert!(petra.submit(&first(&petra), &[("act", "accept")]).expect(422).says("is here already"));
        door.get("/apply/nothing-such").expect(410);
    }

    fn where_no_mail_goes_out_a_request_to_join_ends_with_a_link_in_hand(engine) {
        let site = site(engine, false);
        let ana = site.person("Ana", site.organisation("Water", "oes"), &[Role::OrganisationAdministrator, Role::Reader]);
        let fields = [("organisation", "Water"), ("name", "Bo"), ("email", "bo@water.example"), ("about", "")];
        assert!(site.stranger().submit("/join", &fields).expect(200).says("hand you a link"));
        let org = crate::organisations::url(&ana, "Water");
        let page = ana.get(&format!("{org}/people")).expect(200);
        let answer = format!("{org}/requests/{}", between(&page.text, &format!("action=\"{org}/requests/"), "\""));
        let accepted = ana.submit(&answer, &[("act", "accept"), ("roles", "reader")]).expect(200);
        let invitation = link(&accepted.text, "/invitation/");
        site.stranger().submit(&invitation, &[("name", "Bo"), ("password", PASSWORD)]).expect(303);
        assert!(ana.get(&org).expect(200).says("Bo"));
    }
}
