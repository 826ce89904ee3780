//! Lookups and correlations.

use belfry_kernel::Role;
use belfry_store::{Db, Key, Options, args};
use belfry_testkit::{TestDb, both_databases};
use belfry_threats::event::import::Reach;
use belfry_threats::value::{Asked, How, correlate, lookup, lookup_many, lookup_told};
use serde_json::json;
use uuid::Uuid;

use crate::circle::Community;
use crate::{AWAY, HOME, attribute, context, event, import, member, world};

fn found(t: &TestDb, value: &str) -> Vec<(String, How)> {
    let read = t.db.read(member(t, AWAY)).expect("read");
    lookup(&read, value, None, 50).expect("lookup").into_iter().map(|one| (one.value, one.how)).collect()
}

fn peers(t: &TestDb) {
    let ctx = context(t, HOME, Reach::Community);
    import(
        &ctx,
        &event(
            1,
            1,
            &["tlp:green"],
            &[
                attribute(1, "filename|sha1", "Drop.exe|DA39A3EE5E6B4B0D3255BFEF95601890AFD80709"),
                attribute(2, "ip-src", "198.51.100.7"),
                attribute(3, "url", "http://Evil.example/path"),
                attribute(4, "ip-dst|port", "2001:db8::7|443"),
            ],
        ),
    );
    import(
        &ctx,
        &event(
            2,
            1,
            &["tlp:green"],
            &[
                attribute(11, "ip-dst", "198.51.100.0/24"),
                attribute(12, "sha1", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
                attribute(13, "domain|ip", "evil.example|198.51.100.9"),
                attribute(14, "ip-dst", "2001:db8::/32"),
                attribute(15, "comment", "198.51.100.7"),
            ],
        ),
    );
}

both_databases! {
    fn a_value_is_found_however_it_is_written(engine) {
        let t = world(engine);
        peers(&t);
        assert_eq!(found(&t, "hxxp://evil[.]example/path").len(), 1);
        assert_eq!(found(&t, "DA39a3ee5e6b4b0d3255bfef95601890afd80709").len(), 2, "alone and as half of a composite");
        assert_eq!(found(&t, "drop.EXE").len(), 1);
        assert_eq!(found(&t, "EVIL[.]example").len(), 1);
        assert!(found(&t, "unknown.example").is_empty());
        assert!(found(&t, "").is_empty());
    }

    fn a_part_of_a_value_is_enough_where_stars_stand_for_the_rest(engine) {
        let t = world(engine);
        peers(&t);
        let like = |pattern: &str| {
            let mut all: Vec<String> = found(&t, pattern).into_iter().map(|(value, how)| {
                assert_eq!(how, How::Like);
                value
            }).collect();
            all.sort();
            all
        };
        assert_eq!(like("da39a3*").len(), 2, "alone and as half of a composite");
        assert_eq!(like("*evil[.]EXAMPLE"), ["evil.example|198.51.100.9"]);
        assert_eq!(like("http://*.example/p*th"), ["http://Evil.example/path"]);
        assert_eq!(like("198.51.100.*").len(), 4, "a remark, an address, a network and half of a pair");
        assert!(like("*vil*").is_empty() && like("evil*org").is_empty());
        let read = t.db.read(member(&t, AWAY)).expect("read");
        let first = lookup(&read, "198.51.100.*", None, 3).expect("lookup");
        let after = first.last().map(|last| (last.event, last.attribute));
        assert_eq!(lookup(&read, "198.51.100.*", after, 3).expect("lookup").len(), 1, "page by page");
    }

    fn a_composite_value_is_found_whole_and_nothing_that_shares_one_half_only(engine) {
        let t = world(engine);
        let hash = "ab".repeat(32);
        let (file, other) = (format!("Zz6.EXE|{hash}"), format!("zz6.exe|{}", "cd".repeat(32)));
        let pairs = [
            ("domain|ip", "dz4.example|198.51.100.4", "DZ4[.]example|198[.]51.100.4"),
            ("ip-dst|port", "198.51.100.5|8080", "198.51.100.5|8080"),
            ("filename|sha256", file.as_str(), file.as_str()),
            ("regkey|value", "HKLM\\Software\\Zz7|data7", "hklm\\software\\zz7|data7"),
        ];
        let mut all: Vec<_> = pairs.iter().zip(1..).map(|((kind, value, _), n)| attribute(n, kind, value)).collect();
        all.push(attribute(20, "filename|sha256", &other));
        all.push(attribute(21, "ip-dst|port", "198.51.100.5|443"));
        all.push(attribute(22, "domain", "dz4.example"));
        // Halves that stand in many places.
        all.extend((0..70).map(|n| attribute(100 + n, "ip-dst|port", &format!("203.0.113.9|{}", 1_000 + n))));
        all.extend((0..70).map(|n| attribute(200 + n, "filename|sha256", &format!("invoice.exe|{n:064x}"))));
        import(&context(&t, HOME, Reach::Community), &event(1, 1, &["tlp:green"], &all));
        import(&context(&t, HOME, Reach::Own), &event(2, 1, &["tlp:red"], &[attribute(900, "domain|ip", "dz4.example|198.51.100.4")]));
        for (_, value, asked) in pairs {
            assert_eq!(found(&t, asked), [(value.to_owned(), How::Equal)], "{asked}");
        }
        let (busy, named) = ("203.0.113.9|1007".to_owned(), format!("invoice.exe|{:064x}", 8));
        assert_eq!(found(&t, &busy), [(busy.clone(), How::Equal)]);
        assert_eq!(found(&t, &named), [(named.clone(), How::Equal)]);
        assert!(found(&t, "dz4.example|198.51.100.5").is_empty() && found(&t, "|").is_empty() && found(&t, "dz4.example|").is_empty());

        let mut asked: Vec<&str> = pairs.iter().map(|(_, _, asked)| *asked).collect();
        asked.extend([busy.as_str(), named.as_str(), "dz4.example|198.51.100.5", "dz4.example"]);
        let read = t.db.read(member(&t, AWAY)).expect("read");
        let mut met: Vec<usize> = lookup_many(&read, &asked, 20).expect("lookup").into_iter().map(|answer| answer.value).collect();
        met.sort_unstable();
        assert_eq!(met, [0, 1, 2, 3, 4, 5, 7, 7], "each whole value once, and the name alone and as a half");
    }

    fn what_fits_a_pattern_is_paged_through_to_its_end(engine) {
        let t = world(engine);
        let many: Vec<_> = (0..1_300).map(|n| attribute(n, "domain", &format!("pg{n}.pagetest.example"))).collect();
        import(&context(&t, HOME, Reach::Community), &event(1, 1, &["tlp:green"], &many));
        let read = t.db.read(member(&t, AWAY)).expect("read");
        let (mut all, mut after) = (std::collections::BTreeSet::new(), None);
        loop {
            let (page, is_cut) = lookup_told(&read, "*.pagetest.example", after, 500).expect("lookup");
            assert!(!is_cut, "all were looked at");
            let Some(last) = page.last() else { break };
            after = Some((last.event, last.attribute));
            all.extend(page.into_iter().map(|one| one.attribute));
        }
        assert_eq!(all.len(), 1_300);
    }

    fn networks_and_addresses_meet_both_ways(engine) {
        let t = world(engine);
        peers(&t);
        assert_eq!(found(&t, "198.51.100[.]7"), [("198.51.100.0/24".to_owned(), How::Around), ("198.51.100.7".to_owned(), How::Equal)]);
        let mut inside = found(&t, "198.51.100.0/24");
        inside.sort();
        assert_eq!(inside, [
            ("198.51.100.0/24".to_owned(), How::Equal), ("198.51.100.7".to_owned(), How::Within), ("evil.example|198.51.100.9".to_owned(), How::Within),
        ]);
        assert_eq!(found(&t, "198.51.100.128/25"), [("198.51.100.0/24".to_owned(), How::Around)]);
        assert_eq!(found(&t, "198.51.0.0/16").len(), 3);
        assert_eq!(found(&t, "2001:db8:ffff::1"), [("2001:db8::/32".to_owned(), How::Around)]);
        assert_eq!(found(&t, "2001:db8::/32").len(), 2);
        assert!(found(&t, "203.0.113.1").is_empty());
    }

    fn wide_networks_show_what_is_first_in_them_to_readers_of_many_and_of_few_events(engine) {
        let t = world(engine);
        peers(&t);
        assert_eq!(found(&t, "196.0.0.0/6").len(), 3);
        assert_eq!(found(&t, "0.0.0.0/0").len(), 3);
        assert_eq!(found(&t, "2000::/3").len(), 2);
        assert!(found(&t, "10.0.0.0/7").is_empty());
        let many: Vec<_> = (0..1_200).map(|n| attribute(100 + n, "ip-dst", &format!("10.{}.{}.1", n / 200, n % 200))).collect();
        import(&context(&t, HOME, Reach::Community), &event(3, 1, &["tlp:green"], &many));
        import(&context(&t, AWAY, Reach::Own), &event(4, 1, &["tlp:red"], &[attribute(9_000, "ip-dst", "10.0.0.0")]));
        let read = t.db.read(member(&t, HOME)).expect("read");
        let all = lookup(&read, "8.0.0.0/6", None, 5_000).expect("lookup");
        assert_eq!(all.len(), belfry_threats::value::FIRST, "what is hidden takes no place");
        assert!(all.iter().any(|one| one.value == "10.0.0.1") && all.iter().all(|one| one.value != "10.5.199.1"));
        let rest = lookup(&read, "8.0.0.0/6", all.get(599).map(|one| (one.event, one.attribute)), 5_000).expect("lookup");
        assert_eq!(rest, all[600..]);
        drop(read);
        // Enough events that nothing starts from those any more: the same is found.
        let tx = t.db.write(Key::SYSTEM).expect("tx");
        let label: i64 = tx.one("select label_id from store_subjects where uuid = $1", args![Uuid::from_u128(3)], |row| row.get(0)).expect("a label");
        for n in 0..2_100_u128 {
            tx.execute(
                "insert into store_subjects (id, uuid, kind, owner_id, label_id, title, updated) values ($1, $2, 10, 1, $3, '', 0)",
                args![1_000 + n as i64, Uuid::from_u128(1 << 90 | n), label],
            ).expect("a subject");
        }
        tx.commit().expect("commit");
        let other = Db::open(&t.target, Options::default()).expect("another process");
        let read = other.read(member(&t, HOME)).expect("read");
        assert_eq!(lookup(&read, "8.0.0.0/6", None, 5_000).expect("lookup"), all);
    }

    fn pages_of_a_lookup_join_without_gap(engine) {
        let t = world(engine);
        let ctx = context(&t, HOME, Reach::Community);
        for n in 1..=7 {
            import(&ctx, &event(n, 1, &["tlp:green"], &[attribute(n * 10, "domain", "hot.example"), attribute(n * 10 + 1, "hostname", "HOT.example")]));
        }
        let read = t.db.read(member(&t, AWAY)).expect("read");
        let whole = lookup(&read, "hot.example", None, 100).expect("lookup");
        assert_eq!(whole.len(), 14);
        let (mut pages, mut after) = (Vec::new(), None);
        loop {
            let page = lookup(&read, "hot.example", after, 3).expect("lookup");
            let Some(last) = page.last() else { break };
            after = Some((last.event, last.attribute));
            pages.extend(page);
        }
        assert_eq!(pages, whole);
    }

    fn many_values_are_answered_at_once(engine) {
        let t = world(engine);
        peers(&t);
        let read = t.db.read(member(&t, AWAY)).expect("read");
        let answers = lookup_many(&read, &["nothing.example", "198.51.100.7", "da39a3ee5e6b4b0d3255bfef95601890afd80709"], 100).expect("many");
        let mut told: Vec<_> = answers.iter().map(|one| (one.value, one.how)).collect();
        told.sort();
        assert_eq!(told, [(1, How::Equal), (1, How::Around), (2, How::Equal), (2, How::Equal)]);
        let one = lookup_many(&read, &["da39a3ee5e6b4b0d3255bfef95601890afd80709"], 1).expect("many");
        assert_eq!((one.len(), one[0].event_uuid), (1, Uuid::from_u128(2)), "the newest");
    }

    fn correlations_come_rarest_first_and_count_only_what_is_seen(engine) {
        let t = world(engine);
        let ctx = context(&t, HOME, Reach::Community);
        for n in 1..=130_u128 {
            // More than 200 rows: the value is asked for apart from the others.
            let mut both = vec![attribute(n * 10, "domain", "common.example"), attribute(n * 10 + 5, "hostname", "common.example")];
            if n == 3 {
                both.push(attribute(n * 10 + 1, "domain", "rare.example"));
                both.push(attribute(n * 10 + 2, "ip-dst", "192.0.2.0/24"));
            }
            let mut file = event(n, 1, &["tlp:green"], &both);
            if n > 125 {
                file["Event"]["distribution"] = json!("0");
            }
            import(&ctx, &file);
        }
        let ours = [
            Asked { attribute: 1, kind: "hostname", value: "common.example" },
            Asked { attribute: 2, kind: "domain", value: "rare.example" },
            Asked { attribute: 3, kind: "ip-src", value: "192.0.2.9" },
            Asked { attribute: 4, kind: "domain", value: "alone.example" },
            Asked { attribute: 5, kind: "comment", value: "common.example" },
        ];
        let read = t.db.read(member(&t, AWAY)).expect("read");
        let none = belfry_kernel::SubjectId(0);
        let met = correlate(&read, none, &ours).expect("correlate");
        assert_eq!(met.iter().map(|one| (one.attribute, one.events, one.hits.len())).collect::<Vec<_>>(), [(2, 1, 1), (3, 1, 1), (1, 101, 20)]);
        assert_eq!(met[1].hits[0].how, How::Around);
        let newest = met[2].hits[0].event;
        let again = correlate(&read, newest, &ours).expect("correlate");
        assert!(again[2].hits.iter().all(|hit| hit.event != newest), "not with itself");
        drop(read);
        let all = t.db.read(Key::SYSTEM).expect("read");
        assert!(correlate(&all, none, &ours).expect("correlate")[2].hits[0].event > newest, "the program sees the rest too");
        let network = [Asked { attribute: 1, kind: "ip-dst", value: "192.0.0.0/16" }];
        assert_eq!(correlate(&all, none, &network).expect("correlate")[0].hits[0].how, How::Within);
    }

    fn a_value_in_many_hidden_rows_is_met_in_the_oldest_of_what_a_reader_of_little_sees(engine) {
        let t = world(engine);
        let ctx = context(&t, HOME, Reach::Community);
        // The reader sees more events than are asked at once, and of the loud value far fewer rows than there are.
        for n in 1..=230_u128 {
            let value = if n <= 3 { "loud.example" } else { "calm.example" };
            import(&ctx, &event(n, 1, &["tlp:green"], &[attribute(n * 10, "domain", value)]));
        }
        let loud: Vec<_> = (0..2_100).map(|n| attribute(100_000 + n, "domain", "loud.example")).collect();
        let mut hidden = event(900, 1, &["tlp:green"], &loud);
        hidden["Event"]["distribution"] = json!("0");
        import(&ctx, &hidden);
        let read = t.db.read(member(&t, AWAY)).expect("read");
        let asked = [Asked { attribute: 1, kind: "domain", value: "loud.example" }];
        let met = correlate(&read, belfry_kernel::SubjectId(0), &asked).expect("correlate");
        assert_eq!((met.len(), met[0].events, met[0].hits.len()), (1, 3, 3), "its own three events, and not the hidden one");
        assert!(met[0].hits.windows(2).all(|pair| pair[0].event > pair[1].event), "newest first");
        let own = met[0].hits[1].event;
        let again = correlate(&read, own, &asked).expect("correlate");
        assert!(again[0].events == 2 && again[0].hits.iter().all(|hit| hit.event != own), "not with itself");
    }

    fn a_list_looks_into_its_networks_and_says_what_it_does_not_look_for(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        for n in 0..5 {
            let event = c.draft(&ana, &format!("Case {n}"), "green", "community");
            let values = format!("203.0.113.{n} common.example cdn-reedgate.example mail.wide.example");
            for value in values.split(' ') {
                let kind = if value.contains("example") { "domain" } else { "ip-dst" };
                ana.submit(&format!("{event}/attributes/add"), &[("type", kind), ("value", value)]).expect(303);
            }
        }
        let asked = "203.0.113.0/24\n*.example\n192.0.2.0/24\n0.0.0.0/0\ncommon.example\nnever.example";
        let page = ana.submit("/threats/values", &[("values", asked)]).expect(200);
        assert!(page.says("2 of 6 values are known"), "{}", page.text);
        let unknown = page.text.split("<pre").nth(1).unwrap_or_default();
        let unknown = unknown.split("</code>").next().unwrap_or_default();
        assert!(unknown.contains("192.0.2.0/24") && unknown.contains("never.example"), "{unknown}");
        assert!(!unknown.contains("203.0.113.0/24") && !unknown.contains("*.example") && !unknown.contains("0.0.0.0/0"));
        assert!(page.says("Looked up one by one") && page.says("Look up *.example") && page.says("Look up 0.0.0.0/0"));
        // Three of five events are named, and the others said.
        assert!(page.says("5 events") && page.says("2 more"), "{}", page.text);
    }

    fn what_is_not_known_leads_to_what_it_holds(engine) {
        let c = Community::new(engine);
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let look = |value: &str| {
            let query = serde_urlencoded::to_string([("value", value)]).expect("a query");
            ana.get(&format!("/threats/values?{query}")).expect(200)
        };
        for (value, offered) in [
            ("hxxps://cdn-reedgate[.]example/x", "Look up cdn-reedgate.example"),
            ("203.0.113.71:8443", "Look up 203.0.113.71"),
            ("mail.reedgate.example", "Look up reedgate.example"),
        ] {
            let page = look(value);
            assert!(page.says("Not known here") && page.says(offered), "{value}: {}", page.text);
        }
        let open = look("*");
        assert!(open.says("Nothing can be looked for by this pattern") && !open.says("Not known here"), "{}", open.text);
    }
}
