//! What came of an incident is an event like any other: peers ask about it, say that they met its values, and their own events meet it.

use belfry_kernel::Role;
use belfry_testkit::{TestSite, Visitor, both_databases};

/// Records something and makes an event of it for the whole community; its page.
fn shared(site: &TestSite, who: &Visitor<'_>, title: &str) -> String {
    let record = [
        ("kind", "incident"),
        ("title", title),
        ("description", "A loader called 198.51.100.7 at night."),
        ("zone", "Europe/Brussels"),
        ("suspected", "yes"),
        ("border", "unknown"),
    ];
    let incident = who.submit("/incidents/records/new", &record).expect(303).location.expect("its page");
    let make = [
        ("act", "make"),
        ("title", title),
        ("text", "A loader calls out at night."),
        ("reach", "community"),
        ("tlp", "green"),
        ("take", "ip-dst 198.51.100.7"),
    ];
    let event = who.submit(&format!("{incident}/share"), &make).expect(303).location.expect("an event");
    site.run_jobs();
    let form = who.get(&format!("{event}/publish")).expect(200).text;
    let version =
        form.split_once("name=\"version\" value=\"").and_then(|(_, rest)| rest.split_once('"')).expect("a version").0;
    let fields = [("version", version), ("reach", "community"), ("tlp", "green")];
    let published = who.submit(&format!("{event}/publish"), &fields);
    assert!([200, 303].contains(&published.status), "{}", published.text);
    site.run_jobs();
    event
}

both_databases! {
    fn an_event_made_of_an_incident_is_asked_about_sighted_and_correlated(engine) {
        let site = TestSite::new(engine, &belfry::areas::areas());
        let (water, mill) = (site.organisation("Harbour Water Works", "oes"), site.organisation("Mill Street Hospital", "oes"));
        site.circle("Utilities", false, &[water, mill]);
        let tomas = site.person("Tomas", water, &[Role::NisImplementer, Role::Contributor]);
        let ana = site.person("Ana", mill, &[Role::Contributor]);
        site.run_jobs();
        let event = shared(&site, &tomas, "A loader of the night");
        // A peer asks, and is answered.
        ana.submit(&format!("{event}/ask"), &[("text", "At which hours?")]).expect(303);
        let page = tomas.get(&event).expect(200);
        assert!(page.says("At which hours?"), "{}", page.text);
        tomas.submit(&format!("{event}/discuss"), &[("text", "Between one and three.")]).expect(303);
        assert!(ana.get(&event).expect(200).says("Between one and three."));
        ana.submit(&format!("{event}/acknowledge"), &[]).expect(303);
        assert!(tomas.get(&event).expect(200).says("Acknowledged by Mill Street Hospital"));
        // She has met its value.
        let page = ana.get(&event).expect(200).text;
        let at = page.find("seen:").expect("a value to say of that it was met") + "seen:".len();
        ana.submit(&format!("{event}/sightings"), &[("mark", &format!("seen:{}", &page[at..at + 36]))]).expect(303);
        assert!(tomas.get(&event).expect(200).says("seen once"));
        // What befell her meets what befell others, and neither learns of the other's incident.
        let own = shared(&site, &ana, "Calls at night");
        let met = ana.get(&own).expect(200);
        assert!(met.text.contains(&event) && met.says("A loader of the night"), "{}", met.text);
        assert!(tomas.get(&event).expect(200).text.contains(&own));
        let value = ana.get("/threats/values?value=198.51.100.7").expect(200);
        assert!(value.says("2 occurrences") && value.says("seen once"), "{}", value.text);
        assert!(met.says("Made of the incident"), "{}", met.text);
        let of_tomas = tomas.get(&own).expect(200);
        assert!(!of_tomas.text.contains("/incidents/records/") && !of_tomas.says("Made of the incident"), "{}", of_tomas.text);
        site.run_jobs();
    }
}
