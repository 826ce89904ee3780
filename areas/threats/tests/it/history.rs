//! What the history of an event tells, and whom.

use belfry_kernel::{Clause, Label, Role, Tlp};
use belfry_store::{Key, args, scope};
use belfry_testkit::{Answer, both_databases};

use crate::circle::{Community, hidden};

/// The history of an event's page, newest first: each entry's words.
fn history(page: &Answer) -> Vec<String> {
    let list =
        page.text.split("id=\"history\"").nth(1).and_then(|rest| rest.split("</section>").next()).expect("a history");
    let entry = |part: &str| {
        let (mut words, mut inside) = (String::new(), false);
        for c in part.split("</li>").next().unwrap_or_default().split("</time>").nth(1).unwrap_or_default().chars() {
            match c {
                '<' => inside = true,
                '>' => inside = false,
                c if !inside => words.push(c),
                _ => {}
            }
        }
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    list.split("<li class=\"history-item\"").skip(1).map(entry).collect()
}

both_databases! {
    fn the_history_says_what_was_changed_and_no_value(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let omar = c.site.person("Omar", c.harbour, &[Role::Contributor]);
        let event = c.draft(&ana, "Odd logins", "green", "community");
        ana.submit(&format!("{event}/attributes/add"), &[("type", "domain"), ("value", "evil.example")]).expect(303);
        ana.submit(&format!("{event}/objects/file"), &[("filename", "pump.exe")]).expect(303);
        ana.submit(&format!("{event}/tags/add"), &[("tag", "kill-chain:delivery")]).expect(303);
        ana.submit(&format!("{event}/reports/new"), &[("name", "What we saw"), ("content", "Logins.")]).expect(303);
        let version = hidden(&ana.get(&format!("{event}/edit")).expect(200).text, "version");
        let header = [("version", version.as_str()), ("title", "Odder"), ("date", "2026-03-01"), ("tlp", "amber"), ("analysis", "2")];
        ana.submit(&format!("{event}/edit"), &header).expect(303);
        let page = ana.get(&format!("{event}/edit")).expect(200);
        let chosen: Vec<&str> = page.text.split("name=\"take\" value=\"").skip(1).filter_map(|part| part.get(..36)).collect();
        let [one, two] = chosen[..] else { panic!("{chosen:?}") };
        ana.submit(&format!("{event}/attributes/many"), &[("take", one), ("take", two), ("do", "remove")]).expect(303);
        let page = ana.get(&event).expect(200);
        assert_eq!(history(&page), [
            "Ana changed the event 2 attributes taken back: domain, filename",
            "Ana changed the event title · TLP level, to be carried less far · analysis",
            "Ana changed the event report written",
            "Ana changed the event tag added",
            "Ana changed the event object added: File",
            "Ana changed the event attribute added: domain",
            "Ana wrote the event",
        ]);
        c.publish(&ana, &event, "community", "green");
        let his = history(&omar.get(&event).expect(200));
        assert!(his.iter().all(|entry| !entry.contains("changed")), "others hear of versions: {his:?}");
    }

    fn of_a_part_that_one_does_not_see_the_history_tells_no_more_than_a_change(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let ben = c.site.person("Ben", c.water, &[Role::Contributor]);
        let event = c.draft(&ana, "Odd logins", "green", "own");
        let add = |kind: &str, value: &str| {
            ana.submit(&format!("{event}/attributes/add"), &[("type", kind), ("value", value)]).expect(303);
        };
        add("domain", "evil.example");
        add("url", "http://evil.example/");
        let tx = c.site.db.db.write(Key::SYSTEM).expect("write");
        let label = scope::intern(&tx, &Label::new(Tlp::Red, Clause::People([ana.id()].into()))).expect("a label");
        tx.execute("update threats_attributes set label_id = $1 where type = 'url'", args![label]).expect("narrowed");
        tx.commit().expect("commit");
        let hers = history(&ana.get(&event).expect(200));
        assert_eq!(hers[..2], ["Ana changed the event attribute added: url", "Ana changed the event attribute added: domain"]);
        let his = history(&ben.get(&event).expect(200));
        assert_eq!(his[..2], ["Ana changed the event", "Ana changed the event attribute added: domain"]);

        let rows: Vec<[(String, String); 3]> = [("domain", "two.example"), ("email-src", "a@two.example")].iter().enumerate()
            .map(|(n, (kind, value))| [("take".into(), n.to_string()), (format!("type-{n}"), (*kind).into()), (format!("value-{n}"), (*value).into())])
            .collect();
        let fields: Vec<(&str, &str)> = rows.iter().flatten().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        ana.submit(&format!("{event}/attributes/accept"), &fields).expect(303);
        let tx = c.site.db.db.write(Key::SYSTEM).expect("write");
        tx.execute("update threats_attributes set label_id = $1 where type = 'email-src'", args![label]).expect("narrowed");
        tx.commit().expect("commit");
        assert_eq!(history(&ana.get(&event))[0], "Ana changed the event 2 attributes added: domain, email-src");
        assert_eq!(history(&ben.get(&event))[0], "Ana changed the event attribute added: domain");
    }
}
