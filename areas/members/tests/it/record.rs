//! The record of an organisation: who keeps it, who sees what of it, what is remembered.

use belfry_kernel::{OrganisationId, Role};
use belfry_testkit::{TestSite, Visitor, both_databases};

use crate::organisations::url;
use crate::site;

pub const KEEPER: &[Role] = &[Role::NisImplementer, Role::Reader];

/// The fields of the section address, filled in.
pub const ADDRESS: &[(&str, &str)] = &[
    ("number", "BE 0123.456.789"),
    ("street", "1 Mill Lane"),
    ("town", "1000 Waterton"),
    ("email", "registry@water.example"),
    ("phone", "+32 2 555 01 23"),
];

/// A water supplier of 58 people, with its record filled in by Ana; the address of its page.
pub fn water<'a>(site: &'a TestSite) -> (OrganisationId, Visitor<'a>, String) {
    let water = site.organisation("Lower Water", "oes");
    let ana = site.person("Ana", water, KEEPER);
    let here = url(&ana, "Lower");
    ana.submit(&format!("{here}/record/address"), ADDRESS).expect(303);
    ana.submit(
        &format!("{here}/record/activity"),
        &[("places-0", "drinking-water//drinking-water-supplier"), ("states", "BE")],
    )
    .expect(303);
    let size = [
        ("staff", "58"),
        ("turnover", "14 000 000"),
        ("balance", "90 000 000"),
        ("year", "2025"),
        ("consolidated", "yes"),
    ];
    ana.submit(&format!("{here}/record/size"), &size).expect(303);
    ana.submit(&format!("{here}/record/network"), &[("domains", "water.example"), ("ranges", "192.0.2.7/24")])
        .expect(303);
    let contact = [
        ("contacts-0-role", "around-the-clock"),
        ("contacts-0-name", "Control room"),
        ("contacts-0-email", "control@water.example"),
        ("contacts-0-hours", "always"),
    ];
    ana.submit(&format!("{here}/record/contacts"), &contact).expect(303);
    (water, ana, here)
}

both_databases! {
    fn ana_fills_in_the_record_and_its_class_and_history_follow(engine) {
        let site = site(engine);
        let (_, ana, here) = water(&site);
        let record = ana.get(&format!("{here}/record")).expect(200);
        for said in ["1 Mill Lane", "EUR 14,000,000", "192.0.2.0/24", "Control room", "Important entity", "Drinking water", "OpenPGP"] {
            assert!(record.says(said), "{said}");
        }
        assert!(record.says("cannot be sent to you by mail"), "what is missing, and why");
        assert!(record.queries.is_some_and(|count| count <= 6), "{:?}", record.queries);

        let wrong = [("domains", "https://water.example"), ("ranges", "10.0.0.0/4")];
        let refused = ana.submit(&format!("{here}/record/network"), &wrong).expect(422);
        assert!(refused.says("is no domain name") && refused.says("is no address range") && refused.says("10.0.0.0/4"));
        ana.submit(&format!("{here}/record/nonsense"), &[]).expect(404);

        ana.submit(&format!("{here}/record/size"), &[("staff", "250"), ("turnover", "1"), ("balance", "1")]).expect(303);
        let history = ana.get(&format!("{here}/history")).expect(200);
        assert!(history.says("Essential entity") && history.says("58") && history.says("250") && history.says("Ana"));
        assert!(history.queries.is_some_and(|count| count <= 6), "{:?}", history.queries);
        assert!(ana.get("/members/organisations?sector=drinking-water").expect(200).says("Lower Water"));
    }

    fn nobody_but_the_organisation_and_its_authorities_sees_the_record(engine) {
        let site = site(engine);
        let (water, ana, here) = water(&site);
        let grid = site.organisation("Grid", "oes");
        let nca = site.organisation("Authority", "nca");
        let spoc = site.organisation("Liaison", "spoc");
        let csirt = site.organisation("Team", "csirt");
        let bo = site.person("Bo", water, &[Role::Reader]);
        let cy = site.person("Cy", grid, &[Role::OrganisationAdministrator]);
        let petra = site.person("Petra", grid, &[Role::PlatformAdministrator]);
        let viktor = site.person("Viktor", nca, &[Role::Supervisor]);
        let clerk = site.person("Clerk", nca, &[Role::Reader]);
        let luc = site.person("Luc", spoc, &[Role::SpocOfficer]);
        let mira = site.person("Mira", csirt, &[Role::CsirtAnalyst]);
        let usurper = site.person("Usurper", grid, &[Role::Supervisor]);
        for outsider in [&cy, &petra, &clerk, &usurper] {
            for page in ["record", "history", "registration"] {
                outsider.get(&format!("{here}/{page}")).expect(404);
            }
            assert!(!outsider.get(&here).expect(200).says("/record"));
        }
        for insider in [&ana, &bo, &viktor] {
            let record = insider.get(&format!("{here}/record")).expect(200);
            assert!(record.says("192.0.2.0/24") && record.says("EUR 14,000,000") && record.says("Important entity"));
        }
        let liaison = luc.get(&format!("{here}/record")).expect(200);
        assert!(liaison.says("Control room") && liaison.says("Important entity"));
        assert!(!liaison.says("192.0.2") && !liaison.says("14,000,000"));
        let team = mira.get(&format!("{here}/record")).expect(200);
        assert!(team.says("192.0.2.0/24") && team.says("Control room"));
        assert!(!team.says("Important entity") && !team.says("14,000,000"));
        assert!(!mira.get(&format!("{here}/history")).expect(200).says("14,000,000"));
        luc.get(&format!("{here}/registration")).expect(404);
        for other in [&bo, &cy, &viktor] {
            other.submit(&format!("{here}/record/address"), ADDRESS).expect(403);
        }
        assert!(viktor.get(&format!("{here}/history")).expect(200).says("Somebody of the organisation"));
    }

    fn a_filter_by_class_finds_only_what_the_reader_may_know(engine) {
        let site = site(engine);
        let (_, ana, here) = water(&site);
        let grid = site.organisation("Grid", "oes");
        let nca = site.organisation("Authority", "nca");
        let cy = site.person("Cy", grid, &[Role::Reader]);
        let viktor = site.person("Viktor", nca, &[Role::Supervisor]);
        let by = |class: &str| format!("/members/organisations?class={class}");
        // Whatever he asks for, the outsider is told the same.
        let (important, essential) = (cy.get(&by("important")).expect(200), cy.get(&by("essential")).expect(200));
        assert!(!important.says("Lower Water") && important.says("No organisation fits"));
        assert_eq!(important.says("No organisation fits"), essential.says("No organisation fits"));
        assert!(viktor.get(&by("important")).expect(200).says("Lower Water"));
        assert!(ana.get(&by("important")).expect(200).says("Lower Water"));
        assert!(!viktor.get(&by("essential")).expect(200).says("Lower Water"));

        site.stranger().get(&here.replace("organisations", "profile")).expect(404);
        ana.submit(&format!("{here}/profile"), &[("on", "yes"), ("shown", "class"), ("shown", "services"), ("shown", "ranges")]).expect(303);
        assert!(cy.get(&by("important")).expect(200).says("Lower Water"), "its class is shown by choice");
        assert!(cy.get(&here).expect(200).says("Important entity"));
        let open = site.stranger().get(&here.replace("organisations", "profile")).expect(200);
        assert!(open.says("Lower Water") && open.says("Important entity"));
        assert!(!open.says("192.0.2") && !open.says("Mill Lane") && !open.says("Drinking"), "only what was chosen");
        ana.submit(&format!("{here}/profile"), &[]).expect(303);
        site.stranger().get(&here.replace("organisations", "profile")).expect(404);
        assert!(!cy.get(&by("important")).expect(200).says("Lower Water"));
    }

    fn nobody_makes_his_own_organisation_an_authority(engine) {
        let site = site(engine);
        let (water, _, here) = water(&site);
        let boss = site.person("Boss", water, &[Role::OrganisationAdministrator]);
        let petra = site.person("Petra", water, &[Role::PlatformAdministrator]);
        let mut fields = [("name", "Lower Water"), ("short-name", "Water"), ("kind", "nca"), ("country", "BE")];
        let refused = boss.submit(&format!("{here}/edit"), &fields).expect(422);
        assert!(refused.says("it gives sight of the records of others"));
        petra.submit(&format!("{here}/edit"), &fields).expect(303);
        fields[3].1 = "FR";
        boss.submit(&format!("{here}/edit"), &fields).expect(422);
        fields[3].1 = "BE";
        boss.submit(&format!("{here}/edit"), &fields).expect(303);
    }

    fn a_key_is_read_watched_and_taken_out(engine) {
        let site = site(engine);
        let (_, ana, here) = water(&site);
        let keys = format!("{here}/record/keys");
        assert!(ana.submit(&keys, &[("key", "under the mat")]).expect(422).says("no armored OpenPGP public key"));
        let armored = include_str!("../../../../formats/openpgp/tests/keys/ends.asc");
        ana.submit(&keys, &[("key", armored)]).expect(303);
        let record = ana.get(&format!("{here}/record")).expect(200);
        assert!(record.says("C04A A0CB 19FA 10E5") && record.says("security@lowerostrelwater.example") && record.says("2036"));
        let due = obligations(&site);
        assert_eq!(due.len(), 1, "{due:?}");
        assert!(due[0].0 == "members-due-key" && due[0].1.starts_with("2036-01-01"));
        ana.submit(&keys, &[("remove", "C04AA0CB19FA10E5A010E44C4ECE2A0722CF22B4")]).expect(303);
        assert_eq!(obligations(&site), []);
    }
}

/// What is open on the agenda: message key, due instant.
pub fn obligations(site: &TestSite) -> Vec<(String, String)> {
    let read = site.db.db.read(belfry_store::Key::SYSTEM).expect("read");
    read.rows(
        "select what, due from store_obligations where ended is null order by due, what",
        belfry_store::args![],
        |row| Ok((row.get(0)?, row.get::<jiff::Timestamp>(1)?.to_string())),
    )
    .expect("obligations")
}
