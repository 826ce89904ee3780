//! An organisation's own record: what happened when, to what, why; and that nobody else sees it.

use belfry_kernel::Role;
use belfry_testkit::{Visitor, both_databases};

use crate::valley::{site, told, valley, warn};

fn fields<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("title", "Meters answer nobody"),
        ("kind", "incident"),
        ("zone", "Europe/Luxembourg"),
        ("began", "2026-03-01T23:30"),
        ("aware", "2026-03-02T01:15"),
        ("description", "A vendor's update broke half of them."),
        ("suspected", "no"),
        ("border", "unknown"),
        ("sector-0", "drinking-water"),
        ("service-0", "Reading of meters"),
        ("users", "12 000"),
        ("share", "6,2"),
        ("loss", "1200.5"),
        ("countries", "lu be"),
        ("cause", "third-party-failure"),
        ("class", "availability"),
        ("severity", "green"),
    ];
    fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    fields.extend_from_slice(more);
    fields
}

fn record(who: &Visitor<'_>, more: &[(&str, &str)]) -> String {
    who.submit("/incidents/records/new", &fields(more)).expect(303).location.expect("its page")
}

both_databases! {
    fn what_is_known_is_kept_and_shown_where_the_reader_is(engine) {
        let site = site(engine);
        let v = valley(&site);
        let page = record(&v.tomas, &[]);
        let shown = v.rita.get(&page).expect(200);
        for words in ["Meters answer nobody", "Reading of meters", "12,000", "6.2", "1,200.50", "Belgium, Luxembourg", "Failure of a third party", "Availability"] {
            assert!(shown.says(words), "{words}: {}", shown.text);
        }
        assert!(shown.says("1 March 2026, 22:30 UTC") || shown.says("1 March 2026, 23:30 CET"), "{}", shown.text);
        let edit = v.tomas.get(&format!("{page}/edit")).expect(200);
        assert!(edit.says("2026-03-01T23:30") && edit.says("1200.50"), "{}", edit.text);
        v.tomas.submit(&format!("{page}/edit"), &fields(&[("title", "Half of the meters"), ("users", "")])).expect(303);
        assert!(v.rita.get(&page).expect(200).says("Half of the meters"));
        for other in [&v.anna, &v.sofia, &v.carl] {
            other.get(&page).expect(404);
            assert!(!other.get("/incidents").expect(200).says("Half of the meters"));
            assert!(!other.get("/incidents?q=meters").expect(200).says("Half of the meters"));
        }
        v.rita.get(&format!("{page}/edit")).expect(403);
    }

    fn what_is_wrong_stands_beside_its_field_and_nothing_is_lost(engine) {
        let site = site(engine);
        let v = valley(&site);
        let wrong = [
            ("title", ""), ("aware", "soon"), ("began", "2030-01-01T00:00"), ("users", "many"), ("share", "120"),
            ("countries", "Belgium"), ("zone", "Atlantis"), ("service-0", "Reading"), ("sector-0", ""),
        ];
        let page = v.tomas.submit("/incidents/records/new", &fields(&wrong)).expect(422);
        for words in ["Give it a title", "Write day and time", "Write a number", "From 0 to 100", "with two letters each", "Write a zone", "A vendor&#39;s update"] {
            assert!(page.says(words), "{words}: {}", page.text);
        }
        let page = v.tomas.submit("/incidents/records/new", &fields(&[("began", "2030-01-01T00:00")])).expect(422);
        assert!(page.says("This lies in the future."));
    }

    fn its_course_is_told_in_order(engine) {
        let site = site(engine);
        let v = valley(&site);
        let page = warn(&v.tomas, &[]);
        v.tomas.submit(&format!("{page}/moments"), &[("at", "2026-03-02T03:00"), ("moment", "The plant was cut off.")]).expect(303);
        let refused = v.tomas.submit(&format!("{page}/moments"), &[("at", "soon"), ("moment", "Somebody called.")]).expect(422);
        assert!(refused.says("Give a day and a time") && refused.says("Somebody called."), "{}", refused.text);
        let refused = v.tomas.submit(&format!("{page}/moments"), &[("at", "2040-01-01T00:00"), ("moment", "")]).expect(422);
        assert!(refused.says("Say in a few words") && refused.says("This lies in the future."), "{}", refused.text);
        let refused = v.tomas.submit(&format!("{page}/link"), &[("event", "/threats/events/nowhere")]).expect(422);
        assert!(refused.says("There is no such threat event") && refused.text.contains("/threats/events/nowhere"), "{}", refused.text);
        v.rita.submit(&format!("{page}/moments"), &[("moment", "No.")]).expect(403);
        let shown = v.rita.get(&page).expect(200);
        let (cut, aware) = (shown.text.find("The plant was cut off."), shown.text.find("First notified"));
        assert!(cut.is_some() && cut < aware, "{}", shown.text);
        assert!(shown.says("Incident notification is due") && shown.queries.unwrap() <= 14, "{:?}", shown.queries);
        v.tomas.submit(&format!("{page}/settle"), &[("state", "resolved")]).expect(303);
        assert!(v.rita.get(&page).expect(200).says("Over"));
        assert!(v.sofia.get(&told(&v.tomas, &page)).expect(200).says("Over since"));
    }

    fn the_list_is_narrowed_and_paged(engine) {
        let site = site(engine);
        let v = valley(&site);
        for n in 0..32 {
            record(&v.tomas, &[("title", &format!("Case {n:02}"))]);
        }
        record(&v.tomas, &[("title", "A drill"), ("kind", "near-miss"), ("exercise", "yes")]);
        let page = v.rita.get("/incidents").expect(200);
        assert!(page.says("33 records") && page.says("Case 31") && !page.says("Case 01"), "{}", page.text);
        let page = v.rita.get("/incidents?kind=near-miss").expect(200);
        assert!(page.says("A drill") && page.says("EXERCISE") && page.says("1 record") && !page.says("Case 31"), "{}", page.text);
        assert!(v.rita.get("/incidents?q=drill").expect(200).says("A drill"));
        assert!(v.rita.get("/incidents?state=closed").expect(200).says("Nothing fits"));
        let stranger = site.person("Nobody", site.organisation("Elsewhere", "sme"), &[Role::Reader]);
        assert!(stranger.get("/incidents").expect(200).says("Nothing on record"));
    }
}
