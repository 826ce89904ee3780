//! Writing an event by hand.

use std::collections::BTreeSet;

use belfry_kernel::Role;
use belfry_store::{Key, search};
use belfry_testkit::both_databases;
use belfry_threats::event::EVENT;

use crate::circle::{Community, hidden};

both_databases! {
    fn a_draft_is_seen_by_colleagues_only(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let carla = c.site.person("Carla", c.water, &[Role::Reader]);
        let omar = c.site.person("Omar", c.harbour, &[Role::Contributor]);
        let event = c.draft(&ana, "Odd logins at the pumps", "amber", "community");
        assert!(carla.get(&event).expect(200).says("Odd logins at the pumps"));
        assert_eq!(omar.get(&event).status, 404);
        assert!(!omar.get("/threats/events").expect(200).says("Odd logins"));
    }

    fn a_reader_may_not_edit_and_an_outsider_cannot_tell_the_event_from_none(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let carla = c.site.person("Carla", c.water, &[Role::Reader]);
        let omar = c.site.person("Omar", c.harbour, &[Role::Contributor]);
        let event = c.draft(&ana, "Odd logins at the pumps", "amber", "own");
        let missing = "/threats/events/00000000-0000-4000-8000-000000000000";
        for page in ["edit", "publish", "delete", "disclosures", "attributes/add", "attributes/paste", "reports/new"] {
            assert_eq!(carla.get(&format!("{event}/{page}")).status, 403, "{page}");
            let hidden = omar.get(&format!("{event}/{page}")).expect(404);
            let none = omar.get(&format!("{missing}/{page}")).expect(404);
            assert_eq!(hidden.steady().replace(&event, ""), none.steady().replace(missing, ""), "{page}");
        }
        carla.submit(&format!("{event}/edit"), &[("title", "Mine")]).expect(403);
        omar.submit(&format!("{event}/edit"), &[("title", "Mine")]).expect(404);
    }

    fn a_refused_header_comes_back_filled(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let fields = [("title", "A title to keep"), ("date", "yesterday"), ("tlp", ""), ("reach", "everywhere")];
        let page = ana.submit("/threats/events/new", &fields).expect(422);
        assert!(page.says("A title to keep") && page.says("This is no date") && page.says("Choose how far"));
    }

    fn attributes_are_checked_added_found_changed_and_taken_back(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let event = c.draft(&ana, "Odd logins at the pumps", "amber", "own");
        let add = format!("{event}/attributes/add");
        let page = ana.submit(&add, &[("type", "md5"), ("value", "abc"), ("comment", "kept")]).expect(422);
        assert!(page.says("32 hexadecimal digits") && page.says("kept"));
        ana.submit(&add, &[("type", "domain"), ("value", "evil[.]example")]).expect(303);
        assert!(ana.submit(&add, &[("type", "domain"), ("value", "EVIL.example")]).expect(422).says("already"));
        assert!(ana.get("/threats/values?value=evil.example").says("Odd logins at the pumps"));

        let page = ana.get(&format!("{event}/edit")).expect(200);
        assert!(page.says("evil.example"));
        assert!(page.queries.is_some_and(|n| n <= 14), "{:?}", page.queries);
        let at = page.text.split("/attributes/").find(|part| part.as_bytes().get(36) == Some(&b'/'));
        let attribute = at.and_then(|part| part.get(..36)).expect("the attribute's page").to_owned();
        let change = format!("{event}/attributes/{attribute}/edit");
        let was = hidden(&ana.get(&change).expect(200).text, "was");
        let fields = [("was", was.as_str()), ("type", "domain"), ("value", "worse.example"), ("to_ids", "no")];
        ana.submit(&change, &fields).expect(303);
        let late = [("was", was.as_str()), ("type", "domain"), ("value", "third.example")];
        let page = ana.submit(&change, &late).expect(409);
        assert!(page.says("third.example") && page.says("worse.example"), "both are shown");
        assert!(!ana.get("/threats/values?value=evil.example").says("Odd logins at the pumps"));
        assert!(ana.get("/threats/values?value=worse.example").says("Odd logins at the pumps"));

        ana.submit(&format!("{event}/attributes/{attribute}/remove"), &[]).expect(303);
        assert!(!ana.get(&format!("{event}/edit")).says("worse.example"));
        assert!(!ana.get("/threats/values?value=worse.example").says("Odd logins at the pumps"));
    }

    fn an_audience_that_is_none_is_refused_and_never_taken_as_the_widest(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let event = c.draft(&ana, "Odd logins at the pumps", "amber", "own");
        let add = format!("{event}/attributes/add");
        for audience in ["Own", "keep", "everybody"] {
            let page = ana.submit(&add, &[("type", "domain"), ("value", "evil.example"), ("audience", audience)]).expect(422);
            assert!(page.says("is no audience"), "{}", page.text);
        }
        assert!(!ana.get(&format!("{event}/edit")).says("evil.example"));
        ana.submit(&add, &[("type", "domain"), ("value", "evil.example"), ("audience", "own")]).expect(303);
        let page = ana.get(&format!("{event}/edit")).expect(200);
        let at = page.text.split("/attributes/").find(|part| part.as_bytes().get(36) == Some(&b'/'));
        let attribute = at.and_then(|part| part.get(..36)).expect("the attribute's page").to_owned();
        let change = format!("{event}/attributes/{attribute}/edit");
        let was = hidden(&ana.get(&change).expect(200).text, "was");
        let fields = [("was", was.as_str()), ("type", "domain"), ("value", "evil.example"), ("audience", "Own")];
        assert!(ana.submit(&change, &fields).expect(422).says("is no audience"));
    }

    fn a_text_becomes_attributes_as_far_as_they_are_accepted(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let event = c.draft(&ana, "Odd logins at the pumps", "amber", "own");
        let text = "Seen hxxp://evil[.]bad-host[.]com/a and 10.0.0.1, drops 44d88612fea8a8f36de82e1278abb02f";
        let page = ana.submit(&format!("{event}/attributes/paste"), &[("text", text)]).expect(200);
        assert!(page.says("http://evil.bad-host.com/a") && page.says("private address"));
        let fields = [
            ("take", "0"),
            ("type-0", "url"),
            ("value-0", "http://evil.bad-host.com/a"),
            ("type-1", "ip-dst"),
            ("value-1", "10.0.0.1"),
            ("take", "2"),
            ("type-2", "imphash"),
            ("value-2", "44d88612fea8a8f36de82e1278abb02f"),
            ("comment", "from the mail"),
        ];
        ana.submit(&format!("{event}/attributes/accept"), &fields).expect(303);
        let page = ana.get(&format!("{event}/edit")).expect(200);
        assert!(page.says("imphash") && page.says("from the mail") && !page.says("10.0.0.1"));
    }

    fn an_object_goes_in_whole_and_out_whole(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let event = c.draft(&ana, "Odd logins at the pumps", "amber", "own");
        let form = format!("{event}/objects/file");
        assert!(ana.submit(&form, &[("size-in-bytes", "12")]).expect(422).says("at least one"));
        let fields = [("filename", "pump.exe"), ("md5", "44d88612fea8a8f36de82e1278abb02f")];
        ana.submit(&form, &fields).expect(303);
        let page = ana.get(&format!("{event}/edit")).expect(200);
        assert!(page.says("pump.exe") && page.says("<strong>File</strong>"));
        let at = page.text.split("/attributes/").find(|part| part.as_bytes().get(36) == Some(&b'/'));
        let attribute = at.and_then(|part| part.get(..36)).expect("the attribute's page").to_owned();
        ana.submit(&format!("{event}/attributes/{attribute}/remove"), &[("object", "yes")]).expect(303);
        let page = ana.get(&format!("{event}/edit")).expect(200);
        assert!(!page.says("pump.exe") && !page.says("44d88612"));
    }

    fn many_attributes_are_changed_at_once_and_the_others_stay(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let carla = c.site.person("Carla", c.water, &[Role::Reader]);
        let omar = c.site.person("Omar", c.harbour, &[Role::Contributor]);
        let event = c.draft(&ana, "Odd logins at the pumps", "amber", "own");
        for value in ["one.example", "two.example", "three.example"] {
            ana.submit(&format!("{event}/attributes/add"), &[("type", "domain"), ("value", value)]).expect(303);
        }
        let (editor, many) = (format!("{event}/edit"), format!("{event}/attributes/many"));
        let page = ana.get(&editor).expect(200);
        let chosen: Vec<&str> = page.text.split("name=\"take\" value=\"").skip(1).filter_map(|part| part.get(..36)).collect();
        let [one, two, _] = chosen[..] else { panic!("three attributes can be chosen: {chosen:?}") };

        ana.submit(&many, &[("take", one), ("take", two), ("do", "tag"), ("many_tag", "kill-chain:delivery")]).expect(303);
        let page = ana.get(&editor).expect(200);
        assert_eq!(page.text.matches("kill-chain:delivery</span>").count(), 2, "on both, and on no other");
        ana.submit(&many, &[("take", two), ("do", "untag"), ("many_tag", "kill-chain:delivery")]).expect(303);
        assert_eq!(ana.get(&editor).text.matches("kill-chain:delivery</span>").count(), 1);
        ana.submit(&many, &[("take", one), ("do", "tag"), ("many_tag", "tlp:red")]).expect(303);
        assert!(!ana.get(&editor).text.contains("tlp:red</span>"), "a level is the header's");

        let blocked = || ana.get(&format!("{event}/export/text")).expect(200).text;
        assert!(blocked().contains("one.example"));
        ana.submit(&many, &[("take", one), ("do", "silence")]).expect(303);
        assert!(!blocked().contains("one.example") && blocked().contains("two.example"));
        ana.submit(&many, &[("take", one), ("do", "detect")]).expect(303);
        assert!(blocked().contains("one.example"));

        ana.submit(&many, &[("do", "remove")]).expect(303);
        ana.submit(&many, &[("take", one), ("take", two), ("do", "remove")]).expect(303);
        let page = ana.get(&editor).expect(200);
        assert!(!page.says("one.example") && !page.says("two.example") && page.says("three.example"));
        assert!(!ana.get("/threats/values?value=one.example").says("Odd logins at the pumps"));
        carla.submit(&many, &[("take", one), ("do", "remove")]).expect(403);
        omar.submit(&many, &[("take", one), ("do", "remove")]).expect(404);
    }

    fn of_two_who_save_the_header_the_second_sees_both(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let ben = c.site.person("Ben", c.water, &[Role::CsirtAnalyst]);
        let event = c.draft(&ana, "Odd logins", "amber", "own");
        let form = format!("{event}/edit");
        let version = hidden(&ben.get(&form).expect(200).text, "version");
        let header = |title| {
            [("version", version.as_str()), ("title", title), ("date", "2026-03-01"), ("tlp", "amber")]
        };
        ana.submit(&form, &header("Odd logins at the pumps")).expect(303);
        let page = ben.submit(&form, &header("Odd logins at night")).expect(409);
        assert!(page.says("Odd logins at night") && page.says("Odd logins at the pumps"));
        let again = hidden(&page.text, "version");
        let fields = [("version", again.as_str()), ("title", "Odd logins at night"), ("date", "2026-03-01"), ("tlp", "amber")];
        ben.submit(&form, &fields).expect(303);
        assert!(ana.get(&form).says("Odd logins at night"));
    }

    fn what_is_found_in_a_report_is_shown_in_plain_words_and_values_as_they_are(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let event = c.draft(&ana, "Odd logins", "amber", "own");
        let content = "# Night\n\nThe **heavy** [lantern](https://a.example/x) of _that_ night.";
        ana.submit(&format!("{event}/reports/new"), &[("name", "What we saw"), ("content", content)]).expect(303);
        let value = "**lantern** #1 [a](b)";
        ana.submit(&format!("{event}/attributes/add"), &[("type", "text"), ("value", value)]).expect(303);
        let read = c.site.db.db.read(Key::SYSTEM).expect("read");
        let hits = search::newest(&read, "lantern", &[EVENT], None, 10).expect("hits");
        let texts = belfry_threats::area().texts.expect("texts")(&read, &hits).expect("texts");
        let texts: BTreeSet<String> = texts.iter().map(|(_, text)| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        let report = "What we saw Night The heavy lantern (https://a.example/x) of that night.";
        assert_eq!(texts, [report.to_owned(), value.to_owned()].into());
    }

    fn tags_and_reports_come_and_go(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let event = c.draft(&ana, "Odd logins", "amber", "own");
        ana.submit(&format!("{event}/tags/add"), &[("tag", "PAP:GREEN")]).expect(303);
        ana.submit(&format!("{event}/tags/add"), &[("tag", "tlp:red")]).expect(303);
        let page = ana.get(&format!("{event}/edit")).expect(200);
        assert!(page.says("PAP:GREEN") && !page.says("Remove the tag tlp:red"));
        ana.submit(&format!("{event}/tags/remove"), &[("tag", "PAP:GREEN")]).expect(303);
        assert!(!ana.get(&format!("{event}/edit")).says("Remove the tag PAP:GREEN"));

        ana.submit(&format!("{event}/reports/new"), &[("name", "What we saw"), ("content", "# Night\n\nLogins.")]).expect(303);
        let page = ana.get(&format!("{event}/edit")).expect(200);
        let at = page.text.split("/reports/").find(|part| part.as_bytes().get(36) == Some(&b'/'));
        let report = at.and_then(|part| part.get(..36)).expect("the report's page").to_owned();
        let form = format!("{event}/reports/{report}/edit");
        let was = hidden(&ana.get(&form).expect(200).text, "was");
        ana.submit(&form, &[("was", &was), ("name", "What we saw"), ("content", "Nothing more.")]).expect(303);
        let page = ana.submit(&form, &[("was", &was), ("name", "What we saw"), ("content", "My words")]).expect(409);
        assert!(page.says("My words") && page.says("Nothing more."));
        ana.submit(&format!("{event}/reports/{report}/remove"), &[]).expect(303);
        assert!(!ana.get(&format!("{event}/edit")).says("What we saw"));
    }
}
