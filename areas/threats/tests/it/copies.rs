//! Several organisations that hold the same event (decision 0004).

use belfry_identity::key::Scope;
use belfry_kernel::{OrganisationId, Role};
use belfry_testkit::both_databases;
use belfry_threats::event::import::Reach;
use serde_json::json;

use crate::circle::Community;
use crate::{attribute, context, event, import};

/// The link to the record of the same event that this organisation holds.
fn copy(page: &str, owner: &str) -> Option<String> {
    let (_, fact) = page.split_once("Also held by</dt>")?;
    let (before, _) = fact.split_once("</dd>")?.0.split_once(&format!(">{owner}</a>"))?;
    before.rsplit_once("href=\"")?.1.split('"').next().map(str::to_owned)
}

fn bring_in(c: &Community, owner: OrganisationId, reach: Reach, value: &str) -> String {
    import(
        &context(&c.site.db, owner, reach),
        &event(1, 1_772_600_000, &["tlp:green"], &[attribute(1, "domain", value)]),
    );
    format!("/threats/events/{}", uuid::Uuid::from_u128(1))
}

both_databases! {
    fn ones_own_copy_does_not_hide_the_original(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let omar = c.site.person("Omar", c.harbour, &[Role::Contributor]);
        let vera = c.site.person("Vera", c.bank, &[Role::Contributor]);
        let plain = bring_in(&c, c.water, Reach::Community, "first.example");
        bring_in(&c, c.harbour, Reach::Own, "second.example");

        let own = omar.get(&plain).expect(200);
        assert!(own.says("second.example"), "{}", own.text);
        let original = copy(&own.text, "Lower Mere Water").expect("a link to the original");
        let page = omar.get(&original).expect(200);
        assert!(page.says("first.example") && !page.says("second.example<"), "{}", page.text);
        assert_eq!(copy(&page.text, "Port of Ostrel").map(|to| omar.get(&to).expect(200).says("second.example")), Some(true));
        assert!(page.queries.is_some_and(|queries| queries <= 16), "{:?}", page.queries);

        // What is done there is done to that record, and leads back to it.
        let said = omar.submit(&format!("{original}/discuss"), &[("text", "Is this still so?"), ("kind", "comment")]).expect(303);
        assert!(said.location.as_deref().is_some_and(|to| to.starts_with(&original)), "{:?}", said.location);
        assert!(ana.get(&plain).says("Is this still so?") && !omar.get(&plain).says("Is this still so?"));
        omar.get(&format!("{original}/edit")).expect(403);
        omar.get(&format!("{plain}/edit")).expect(200);
        assert!(omar.get(&format!("{original}/export/text")).expect(200).text.contains("first.example"));
        let key = c.site.key(omar.id(), Scope::Read);
        let told = omar.api("GET", &format!("/api/v1{original}?format=misp"), &key, None).expect(200).json();
        assert_eq!(told["Event"]["Attribute"][0]["value"], json!("first.example"));

        let told = omar.api("GET", &format!("/api/v1{plain}"), &key, None).expect(200).json();
        assert_eq!(told["copies"][0]["owner"], json!("Lower Mere Water"), "{told}");
        let address = told["copies"][0]["address"].as_str().unwrap_or_default();
        assert_eq!(format!("/threats/events/{address}"), original);

        // Wherever it is named, it is reached.
        let list = omar.get("/threats/events").expect(200);
        let hrefs: Vec<&str> = list.text.split("class=\"row-link\" href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(hrefs.len() == 2 && hrefs.iter().any(|href| *href == original), "{hrefs:?}");
        let value = omar.get("/threats/values?value=first.example").expect(200);
        assert!(value.says(&format!("href=\"{original}#a-")), "{}", value.text);
        let met = omar.api("GET", "/api/v1/threats/values?value=first.example", &key, None).expect(200).json();
        assert_eq!(format!("/threats/events/{}", met["items"][0]["address"].as_str().unwrap_or_default()), original);
        assert!(!vera.get("/threats/events").expect(200).says(&format!("{plain}@")), "an address is plain where one record is seen");

        // Who sees one record only hears of one, whatever he asks for.
        let seen = vera.get(&plain).expect(200);
        assert!(seen.says("first.example") && !seen.says("Also held by"), "{}", seen.text);
        let hidden = copy(&ana.get(&plain).text, "Port of Ostrel");
        assert_eq!(hidden, None, "it is kept at home");
        assert!(vera.get(&original).expect(200).says("first.example"));
        let theirs = copy(&page.text, "Port of Ostrel").expect("an address");
        vera.get(&theirs).expect(404);
        for none in ["@", "@x", &format!("@{}", uuid::Uuid::from_u128(7))] {
            vera.get(&format!("{plain}{none}")).expect(404);
        }
    }

    fn who_holds_a_copy_is_told_that_the_original_was_recalled(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let omar = c.site.person("Omar", c.harbour, &[Role::Contributor]);
        let vera = c.site.person("Vera", c.bank, &[Role::Contributor]);
        let plain = bring_in(&c, c.water, Reach::Community, "first.example");
        bring_in(&c, c.harbour, Reach::Community, "second.example");
        assert!(!omar.get(&plain).says("Lower Mere Water recalled"));
        ana.submit(&format!("{plain}/recall"), &[("reason", "Our own scanner")]).expect(303);
        let page = omar.get(&plain).expect(200);
        assert!(page.says("Lower Mere Water recalled this event") && page.says("second.example"), "{}", page.text);
        let original = copy(&page.text, "Lower Mere Water").expect("a link to the original");
        assert!(omar.get(&original).expect(200).says("Our own scanner"));
        // Who holds none sees the oldest, and the other from there.
        let oldest = vera.get(&plain).expect(200);
        assert!(oldest.says("Our own scanner"), "{}", oldest.text);
        let other = copy(&oldest.text, "Port of Ostrel").expect("the other");
        assert!(vera.get(&other).expect(200).says("second.example"));
    }

    fn what_an_event_extends_is_the_record_that_its_own_organisation_holds(engine) {
        let c = Community::new(engine);
        let vera = c.site.person("Vera", c.bank, &[Role::Contributor]);
        let omar = c.site.person("Omar", c.harbour, &[Role::Contributor]);
        let plain = bring_in(&c, c.water, Reach::Community, "first.example");
        bring_in(&c, c.harbour, Reach::Own, "second.example");
        let mut more = event(2, 1_772_600_000, &["tlp:green"], &[attribute(9, "domain", "third.example")]);
        more["Event"]["extends_uuid"] = json!(uuid::Uuid::from_u128(1));
        import(&context(&c.site.db, c.harbour, Reach::Community), &more);
        let extending = format!("/threats/events/{}", uuid::Uuid::from_u128(2));
        let link = |page: &str| {
            let (_, fact) = page.split_once("Extends</dt>").expect("it says so");
            let to = fact.split_once("href=\"").expect("a link").1.split('"').next().unwrap_or_default();
            to.to_owned()
        };
        let seen = vera.get(&extending).expect(200);
        assert_eq!(link(&seen.text), plain, "she sees one");
        let his = omar.get(&extending).expect(200);
        let to = link(&his.text);
        assert!(to.starts_with(&format!("{plain}@")) && omar.get(&to).expect(200).says("second.example"), "{to}");
        // The water extends it too: its own record is meant, though the reader holds one.
        more["Event"]["uuid"] = json!(uuid::Uuid::from_u128(3));
        import(&context(&c.site.db, c.water, Reach::Community), &more);
        let his = omar.get(&format!("/threats/events/{}", uuid::Uuid::from_u128(3))).expect(200);
        assert!(omar.get(&link(&his.text)).expect(200).says("first.example"), "{}", his.text);
    }

    fn who_publishes_a_copy_is_told_of_the_records_that_he_sees(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let omar = c.site.person("Omar", c.harbour, &[Role::Contributor]);
        let plain = bring_in(&c, c.water, Reach::Community, "first.example");
        bring_in(&c, c.harbour, Reach::Own, "second.example");
        let told = "The same event is here already";
        assert!(!ana.get(&format!("{plain}/publish")).expect(200).says(told), "the other is kept at home");
        let page = omar.get(&format!("{plain}/publish")).expect(200);
        assert!(page.says(told) && page.says("Another organisation holds a record of it"), "{}", page.text);
        let (_, named) = page.text.split_once(told).expect("it is told");
        let (before, _) = named.split_once(">Lower Mere Water</a>").expect("a link");
        let original = before.rsplit_once("href=\"").expect("a link").1.split('"').next().unwrap_or_default();
        assert!(omar.get(original).expect(200).says("first.example"), "{original}");
        assert!(omar.submit(&format!("{plain}/publish/preview?part=preview"), &[("reach", "own"), ("tlp", "green")]).says(told));
    }
}
