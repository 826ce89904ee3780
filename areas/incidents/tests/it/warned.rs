//! Two o'clock in the morning: three answers, a receipt, and the right people know.

use belfry_kernel::Role;
use belfry_testkit::both_databases;
use sha2::{Digest, Sha256};

use crate::valley::{links, minute, place, site, told, valley, warn};

both_databases! {
    fn three_answers_reach_the_authority_and_come_back_as_a_receipt(engine) {
        let site = site(engine);
        let v = valley(&site);
        let page = v.tomas.get("/incidents/warn").expect(200);
        assert!(page.says("Goes to Valley Authority and Valley CSIRT."), "{}", page.text);
        assert!(page.text.len() < 15 * 1024, "{} bytes", page.text.len());
        let page = v.tomas.submit("/incidents/warn", &[("what", "")]).expect(422);
        assert!(page.says("Say in 1 to") && page.says("Say whether an unlawful or malicious act is suspected") && page.says("Say whether it could have an impact across borders"), "{}", page.text);
        let incident = warn(&v.tomas, &[]);
        let receipt = v.tomas.get(&format!("{incident}/receipt")).expect(200);
        assert!(receipt.says("Early warning sent") && receipt.says("Received by Valley Authority and Valley CSIRT."), "{}", receipt.text);
        // What was said of the answers can be computed by anybody who has them.
        let answers = r#"{"values":{"border":{"code":"no"},"suspected":{"code":"yes"},"what":{"text":"Pumps of the north plant are down. Screens are locked."}}}"#;
        let hash: String = Sha256::digest(answers.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(receipt.says(&hash), "{hash}\n{}", receipt.text);
        let notification = told(&v.tomas, &incident);
        for reader in [&v.sofia, &v.carl] {
            assert!(reader.get("/incidents/inbox").expect(200).says("Water"));
            assert!(reader.get(&notification).expect(200).says("Screens are locked."));
        }
        // Nobody else knows, not even that there is something; and nobody but the utility sees its own record.
        for other in [&v.anna, &v.paul] {
            other.get(&notification).expect(404);
        }
        assert!(!v.paul.get("/incidents/inbox").expect(200).says("Water"));
        for other in [&v.sofia, &v.carl, &v.anna, &v.paul] {
            other.get(&incident).expect(404);
            other.get(&format!("{incident}/receipt")).expect(404);
        }
        assert!(v.rita.get(&incident).expect(200).says("Pumps of the north plant are down"));
        v.rita.submit("/incidents/warn", &minute(&[])).expect(403);
    }

    fn pressed_twice_it_is_one_warning(engine) {
        let site = site(engine);
        let v = valley(&site);
        let token = v.tomas.token();
        let fields = [minute(&[]), vec![("csrf", token.as_str())]].concat();
        let first = v.tomas.submit_raw("/incidents/warn", &fields).expect(303).location;
        assert_eq!(v.tomas.submit_raw("/incidents/warn", &fields).expect(303).location, first);
        let inbox = v.sofia.get("/incidents/inbox").expect(200).text;
        assert_eq!(links(&inbox, "/incidents/notifications/").len(), 1);
    }

    fn it_works_when_the_register_says_nothing(engine) {
        let site = site(engine);
        let v = valley(&site);
        let dairy = site.organisation("Mill Lane Dairy", "sme");
        place(&site, dairy, "", &[]);
        let greta = site.person("Greta", dairy, &[Role::OrganisationAdministrator]);
        assert!(greta.get("/incidents/warn").expect(200).says("Choose the authority"));
        let page = greta.submit("/incidents/warn", &minute(&[])).expect(422);
        assert!(page.says("Choose the authority that is to know.") && page.says("Screens are locked."), "{}", page.text);
        let incident = warn(&greta, &[("authority", &v.nca.to_string())]);
        assert!(greta.get(&format!("{incident}/receipt")).expect(200).says("Received by Valley Authority and Valley CSIRT."));
        assert!(v.sofia.get("/incidents/inbox").expect(200).says("Mill Lane Dairy"));
    }

    fn across_borders_the_single_point_of_contact_hears_of_it(engine) {
        let site = site(engine);
        let v = valley(&site);
        let incident = warn(&v.tomas, &[("border", "yes")]);
        let notification = told(&v.tomas, &incident);
        assert!(v.paul.get("/incidents/inbox").expect(200).says("Water"));
        assert!(v.paul.get(&notification).expect(200).says("You see a part of it"));
    }

    fn one_intake_serves_several_laws_and_each_authority_sees_its_own(engine) {
        let site = site(engine);
        let v = valley(&site);
        let incident = warn(&v.tomas, &[("law", "nis2"), ("law", "gdpr"), ("authority", &v.spoc.to_string())]);
        let page = v.tomas.get(&format!("{incident}/receipt")).expect(200);
        assert!(page.says("Received by Valley Authority and Valley CSIRT."), "{}", page.text);
        assert_eq!(links(&page.text, "/incidents/notifications/").len(), 2);
        let gdpr: Vec<String> = links(&page.text, "/incidents/notifications/")
            .into_iter()
            .filter(|one| v.tomas.get(one).expect(200).says("Valley Contact"))
            .collect();
        assert_eq!(gdpr.len(), 1);
        v.sofia.get(&gdpr[0]).expect(404);
    }

    fn a_program_sends_it_too_and_gets_the_receipt(engine) {
        let site = site(engine);
        let v = valley(&site);
        let key = site.key(v.tomas.id(), belfry_identity::key::Scope::Write);
        let body = serde_json::json!({"what": "Pumps are down.", "suspected": "yes"});
        let receipt = v.tomas.api("POST", "/api/v1/incidents/warn", &key, Some(&body)).expect(201).json();
        let one = &receipt["notifications"][0];
        assert_eq!((one["step"].as_str(), one["hash"].as_str().map(str::len)), (Some("early-warning"), Some(64)));
        let number = one["number"].as_str().unwrap();
        assert!(v.sofia.get("/incidents/inbox").expect(200).says(number));
        let bad = serde_json::json!({"what": " "});
        assert!(v.tomas.api("POST", "/api/v1/incidents/warn", &key, Some(&bad)).expect(400).says("what is happening"));
        let list = v.tomas.api("GET", "/api/v1/incidents/records", &key, None).expect(200).json();
        assert_eq!(list["items"][0]["title"], "Pumps are down");
    }
}
