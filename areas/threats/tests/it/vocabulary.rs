//! Vocabularies: loading, matching, pages.

use std::fmt::Write as _;

use belfry_kernel::{Clock, Role};
use belfry_misp::directory::Vocabulary as File;
use belfry_misp::{ClusterFile, GalaxyFile, Taxonomy, Template, Warninglist};
use belfry_store::{Act, Key};
use belfry_testkit::{TestDb, TestSite, both_databases};
use belfry_threats::object::relationship;
use belfry_threats::vocabulary::load::{Loaded, load, sweep};
use belfry_threats::vocabulary::{Kind, Whole, builtin, pattern, said, store, warnings};
use serde_json::{Value, json};

use crate::circle::Community;
use crate::wizard::{fields, filled, follow, table};
use crate::world;

fn act(t: &TestDb) -> Act<'_> {
    Act { actor: None, now: t.clock.now(), ids: &t.ids }
}

fn list(name: &str, version: i64, kind: &str, types: &[&str], entries: &[&str]) -> Whole {
    let text = json!({
        "name": name, "version": version, "type": kind, "description": "For a test.", "matching_attributes": types, "list": entries,
    });
    Whole::of(File::Warninglist(Warninglist::read(text.to_string().as_bytes()).expect("a list"))).expect("whole")
}

fn put(t: &TestDb, whole: Whole) -> Loaded {
    load(&t.db, act(t), whole, &mut |_| ()).expect("load")
}

/// The titles of the lists that a value is on.
fn on(t: &TestDb, kind: &str, value: &str) -> Vec<String> {
    let read = t.db.read(Key::SYSTEM).expect("read");
    let mut all = warnings(&read, &[(kind, value)]).expect("warnings");
    all.remove(0).into_iter().map(|warning| warning.title).collect()
}

fn taxonomy(version: i64) -> Value {
    json!({
        "namespace": "trial", "description": "Of a test", "version": version, "predicates": [{ "value": "colour", "expanded": "Colour" }],
        "values": [{ "predicate": "colour", "entry": [{ "value": "50%", "expanded": "Half" }, { "value": "full", "expanded": "Whole" }] }],
    })
}

fn count(t: &TestDb, sql: &'static str) -> i64 {
    t.db.read(Key::SYSTEM).expect("read").one(sql, &[], |row| row.get(0)).expect("count")
}

both_databases! {
    fn a_value_meets_lists_of_every_kind_and_for_its_type_only(engine) {
        let t = world(engine);
        put(&t, list("Networks", 1, "cidr", &["ip-dst", "url"], &["192.0.2.0/24", "2001:db8::/32", "10.0.0.1"]));
        put(&t, list("Hosts", 1, "hostname", &[], &["example.org", ".example.net"]));
        put(&t, list("Hashes", 1, "string", &["md5", "filename|md5"], &["D41D8CD98F00B204E9800998ECF8427E"]));
        put(&t, list("Parts", 1, "substring", &["email-src"], &["throwaway.example", "thr"]));
        assert_eq!(on(&t, "ip-dst", "192.0.2.9"), ["Networks"]);
        assert_eq!(on(&t, "ip-dst", "2001:db8::9"), ["Networks"]);
        assert_eq!(on(&t, "url", "http://192.0.2.9/x"), ["Networks"]);
        assert!(on(&t, "ip-src", "192.0.2.9").is_empty(), "not for this type");
        assert!(on(&t, "ip-dst", "10.0.0.2").is_empty());
        assert_eq!(on(&t, "hostname", "a.b.example.net"), ["Hosts"]);
        assert_eq!(on(&t, "url", "https://EXAMPLE.org/path"), ["Hosts"]);
        assert!(on(&t, "domain", "counterexample.org").is_empty());
        assert_eq!(on(&t, "filename|md5", "a.txt|d41d8cd98f00b204e9800998ecf8427e"), ["Hashes"]);
        assert_eq!(on(&t, "email-src", "ana@x.throwaway.example"), ["Parts"]);
        assert_eq!(on(&t, "email-src", "ana@throw.example"), ["Parts"], "a part of three letters too");
        assert!(on(&t, "email-src", "ana@tarn.example").is_empty());
        assert_eq!(on(&t, "", "192.0.2.9"), ["Networks"], "without a type, what it looks like");
        let read = t.db.read(Key::SYSTEM).expect("read");
        let asked = [("ip-dst", "192.0.2.9"), ("md5", "ffff"), ("domain", "example.org"), ("ip-dst", "192.0.2.10")];
        let many = warnings(&read, &asked).expect("warnings");
        assert_eq!(many.iter().map(Vec::len).collect::<Vec<_>>(), [1, 0, 1, 1]);
        assert_eq!(many[2][0].entry, "example.org");
        assert!(warnings(&read, &[]).expect("none").is_empty());
    }

    fn expressions_and_short_parts_speak_and_what_is_wrong_is_left_out(engine) {
        let t = world(engine);
        let contacts = list("Contacts", 1, "regex", &["email-src"], &[
            r"/^(security|noc|soc|abuse)\@.*\..*$/i", "(", "((a{100}){100}){100}", "/x/e",
        ]);
        assert_eq!(contacts.left_out().len(), 3, "{:?}", contacts.left_out());
        assert!(contacts.left_out()[0].starts_with("Contacts: entry 2 is left out"));
        put(&t, contacts);
        put(&t, list("Short", 1, "substring", &[], &["xn-", "a.b", ""]));
        assert_eq!(on(&t, "email-src", "Abuse@isp.example"), ["Contacts"]);
        assert!(on(&t, "email-dst", "abuse@isp.example").is_empty(), "a list for other types");
        assert!(on(&t, "email-src", "ana@isp.example").is_empty());
        assert_eq!(on(&t, "", "soc[@]isp[.]example"), ["Contacts"], "as it is written in reports");
        assert_eq!(on(&t, "domain", "XN-abc.example"), ["Short"]);
        let read = t.db.read(Key::SYSTEM).expect("read");
        let one = store::current(&read, Kind::Warninglist, "Contacts").expect("query").expect("there");
        assert_eq!((one.terms, one.detail.unused, one.detail.direct.len()), (4, 3, 1), "all are kept to be read");
    }

    fn loading_again_changes_nothing_and_a_newer_version_takes_the_place(engine) {
        let t = world(engine);
        assert_eq!(put(&t, list("Hosts", 1, "hostname", &[], &["old.example", "both.example"])), Loaded::New);
        assert_eq!(put(&t, list("Hosts", 1, "hostname", &[], &["other.example"])), Loaded::Unchanged);
        let tx = t.db.write(Key::SYSTEM).expect("write");
        let hosts = store::current(&tx, Kind::Warninglist, "Hosts").expect("query").expect("there");
        store::switch(&tx, hosts.id, false).expect("switch");
        tx.commit().expect("commit");
        assert!(on(&t, "domain", "old.example").is_empty(), "a silent list");
        assert_eq!(put(&t, list("Hosts", 3, "hostname", &[], &["new.example", "both.example", "both.example"])), Loaded::Updated);
        assert!(on(&t, "domain", "new.example").is_empty(), "still silent");
        let tx = t.db.write(Key::SYSTEM).expect("write");
        let hosts = store::current(&tx, Kind::Warninglist, "Hosts").expect("query").expect("there");
        store::switch(&tx, hosts.id, true).expect("switch");
        tx.commit().expect("commit");
        assert_eq!(put(&t, list("Hosts", 2, "hostname", &[], &["old.example"])), Loaded::Older);
        assert!(on(&t, "domain", "old.example").is_empty());
        assert_eq!((on(&t, "domain", "new.example").len(), on(&t, "domain", "both.example").len()), (1, 1));
        assert_eq!(count(&t, "select count(*) from threats_vocabularies"), 1, "the old one is gone");
        assert_eq!(count(&t, "select count(*) from threats_terms"), 3);
        assert_eq!(count(&t, "select count(*) from threats_warning_keys"), 3);
    }

    fn what_was_broken_off_is_never_seen_and_goes_later(engine) {
        let t = world(engine);
        let many: Vec<String> = (0..2_500).map(|n| format!("h{n}.example")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let whole = list("Hosts", 1, "hostname", &[], &many);
        let db = t.db.clone();
        let broken = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            load(&db, act(&t), whole.clone(), &mut |done| assert!(done < 2_000, "the power fails"))
        }));
        assert!(broken.is_err());
        assert!(on(&t, "domain", "h1.example").is_empty());
        assert_eq!(put(&t, whole), Loaded::New);
        assert_eq!(on(&t, "domain", "h2499.example").len(), 1);
        assert!(count(&t, "select count(*) from threats_vocabularies") == 2);
        t.clock.advance(jiff::SignedDuration::from_hours(2));
        sweep(&t.db, act(&t), false).expect("sweep");
        assert_eq!(count(&t, "select count(*) from threats_vocabularies"), 1);
        assert_eq!(count(&t, "select count(*) from threats_terms"), 2_500);
        assert_eq!(count(&t, "select count(*) from threats_warning_keys"), 2_500);
    }

    fn tags_clusters_and_roles_are_kept_and_found(engine) {
        let t = world(engine);
        let file = Taxonomy::read(taxonomy(1).to_string().as_bytes()).expect("taxonomy");
        put(&t, Whole::of(File::Taxonomy(file)).expect("whole"));
        let clusters = json!({
            "uuid": uuid::Uuid::from_u128(1), "name": "Beasts", "type": "beast", "version": 4, "source": "A test",
            "values": [{
                "value": "Grey Heron", "uuid": uuid::Uuid::from_u128(2), "description": "Stands and waits.",
                "meta": { "synonyms": ["Slow Fisher"] },
            }],
        });
        let about = json!({
            "uuid": uuid::Uuid::from_u128(3), "name": "Beasts of the marsh", "type": "beast", "description": "Who lives there",
            "version": 9,
        });
        let clusters = ClusterFile::read(clusters.to_string().as_bytes()).expect("clusters");
        let about = GalaxyFile::read(about.to_string().as_bytes()).expect("galaxy");
        put(&t, Whole::galaxy(clusters, Some(&about)));
        let read = t.db.read(Key::SYSTEM).expect("read");
        let tags = store::find(&read, Kind::Taxonomy, "50%", 10).expect("find");
        assert_eq!(tags.iter().map(|one| one.2.tag.clone().expect("tag")).collect::<Vec<_>>(), ["trial:colour=\"50%\""]);
        let beasts = store::find(&read, Kind::Galaxy, "slow FISH", 10).expect("find");
        assert_eq!((beasts[0].1.as_str(), beasts[0].2.name.as_str()), ("Beasts of the marsh", "Grey Heron"));
        assert_eq!(beasts[0].2.more.synonyms, ["Slow Fisher"]);
        assert_eq!(beasts[0].2.tag.as_deref(), Some("misp-galaxy:beast=\"Grey Heron\""));
    }

    fn what_is_built_in_is_there_from_the_first_start_and_once(engine) {
        let t = world(engine);
        builtin::ensure(&t.db, act(&t), &[]).expect("ensure");
        let all = count(&t, "select count(*) from threats_terms");
        builtin::ensure(&t.db, act(&t), &[]).expect("again");
        assert_eq!(count(&t, "select count(*) from threats_terms"), all);
        assert_eq!(count(&t, "select count(*) from threats_vocabularies"), 11);
        for (kind, value) in [
            ("ip-dst", "10.1.2.3"), ("ip-src", "ff02::1"), ("ip-dst", "203.0.113.7"), ("domain", "www.example.com"),
            ("domain|ip", "belfry.org|127.0.0.1"),
        ] {
            assert_eq!(on(&t, kind, value).len(), 1, "{value}");
        }
        assert!(on(&t, "ip-dst", "9.9.9.9").is_empty());
    }

    fn what_is_on_a_list_is_said_wherever_the_value_stands(engine) {
        let c = Community::new(engine);
        builtin::ensure(&c.site.db.db, act(&c.site.db), &[]).expect("ensure");
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let event = c.draft(&ana, "Odd logins at the pumps", "amber", "own");
        let on = "Private and local addresses";
        ana.submit(&format!("{event}/attributes/add"), &[("type", "ip-dst"), ("value", "10.9.8.7")]).expect(303);
        assert!(ana.get(&event).expect(200).says(on));
        assert!(ana.get("/threats/values?value=10.9.8.7").expect(200).says(on));
        assert!(ana.get(&format!("{event}/publish")).expect(200).says("One value for detection is on a warninglist"));
        let found = ana.submit(&format!("{event}/attributes/paste"), &[("text", "from 172.20.1.1 to 9.9.9.9")]).expect(200);
        assert!(found.says(on));
        assert!(ana.get(&format!("{event}/edit")).expect(200).says("rsit:fraud="), "tags are offered");
    }

    fn an_object_follows_a_template_that_was_loaded(engine) {
        let c = Community::new(engine);
        let file = json!({
            "uuid": uuid::Uuid::from_u128(5), "name": "lamp post", "meta-category": "misc", "version": 2, "required": ["place"],
            "attributes": {
                "place": { "misp-attribute": "text", "ui-priority": 1, "description": "Where it stands." },
                "photo": { "misp-attribute": "attachment" }, "address": { "misp-attribute": "ip-dst" },
            },
        });
        let file = Template::read(file.to_string().as_bytes()).expect("template");
        put(&c.site.db, Whole::of(File::Template(file)).expect("whole"));
        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let event = c.draft(&ana, "Odd logins at the pumps", "amber", "own");
        let list = ana.get(&format!("{event}/objects")).expect(200);
        let form = format!("{event}/objects/lamp-post");
        assert!(list.says("lamp post") && list.says(&form));
        let page = ana.get(&form).expect(200);
        assert!(page.says("Where it stands.") && !page.says("photo"));
        assert!(ana.submit(&form, &[("address", "198.51.100.1")]).expect(422).says("This one is needed"));
        ana.submit(&form, &[("place", "Quay 3"), ("address", "198.51.100.1")]).expect(303);
        assert!(ana.get(&event).expect(200).says("Quay 3"));
        assert!(ana.get(&format!("{event}/edit")).expect(200).says("Another object"));
        ana.get(&format!("{event}/objects/nonsense")).expect(404);
    }

    fn what_is_built_in_speaks_the_readers_language_and_what_was_loaded_its_own(engine) {
        let c = Community::new(engine);
        builtin::ensure(&c.site.db.db, act(&c.site.db), &[]).expect("ensure");
        let (en, fr) = (c.site.house.words_in("en"), c.site.house.words_in("fr"));
        for one in pattern::built_in() {
            assert_eq!(said::about(&en, &one.name, &one.description), one.description, "the words of the file and of the page agree");
            assert_ne!(said::about(&fr, &one.name, &one.description), one.description, "{}", one.name);
            for part in &one.parts {
                assert_eq!(said::role(&en, &one.name, &part.relation, &part.hint), part.hint);
                assert_ne!(said::role(&fr, &one.name, &part.relation, &part.hint), part.hint, "{} {}", one.name, part.relation);
            }
            assert_eq!(said::role(&fr, &one.name, &one.parts[0].relation, "Another's words"), "Another's words");
        }
        for name in belfry_misp::types::categories() {
            assert_eq!(said::category(&en, name), *name);
        }
        assert!(relationship::COMMON.is_sorted() && relationship::COMMON.iter().all(|name| relationship::words(&fr, name) != *name));

        for t in [&en, &fr] {
            let said: std::collections::HashSet<_> = relationship::COMMON.iter().map(|name| relationship::words(t, name)).collect();
            assert_eq!(said.len(), relationship::COMMON.len(), "what is said leads back to its name");
        }
        assert_eq!(relationship::words(&fr, "links-to"), "renvoie à");
        assert_eq!(relationship::words(&fr, "linked-to"), relationship::words(&fr, "related-to"), "a second name says the same");

        for whole in builtin::all().expect("the files") {
            let one = store::current(&c.site.db.db.read(Key::SYSTEM).expect("read"), whole.kind, &whole.name).expect("query").expect("there");
            let (english, french) = (said::vocabulary(&en, one.clone()), said::vocabulary(&fr, one.clone()));
            assert!(english.description == one.description && french.description != one.description, "{}", one.name);
            assert!(one.kind == Kind::Template || english.title == one.title && french.title != one.title, "{}", one.name);
            let terms = store::terms(&c.site.db.db.read(Key::SYSTEM).expect("read"), one.id, "", 0).expect("terms");
            for term in terms.into_iter().filter(|_| one.kind == Kind::Taxonomy) {
                let (english, french) = (said::term(&en, one.kind, &one.name, term.clone()), said::term(&fr, one.kind, &one.name, term.clone()));
                assert_eq!((&english.title, &english.description), (&term.title, &term.description), "the words of the file and of the page agree");
                assert!(french.description != term.description && french.tag == term.tag, "{}", term.name);
                assert!(french.title != term.title || term.title.contains(':') && !term.name.contains(':'), "only marks stay: {}", term.title);
            }
            assert_eq!(said::title(&fr, one.kind, &one.name, "Another's"), if one.kind == Kind::Template { &french.title } else { "Another's" });
        }

        let ana = c.site.person("Ana", c.water, &[Role::Contributor]);
        let tx = c.site.db.db.write(Key::SYSTEM).expect("write");
        tx.execute("update identity_people set language = 'fr'", belfry_store::args![]).expect("French");
        tx.commit().expect("commit");
        let event = c.draft(&ana, "Connexions nocturnes", "amber", "own");
        assert!(ana.get(&format!("{event}/objects")).expect(200).says("Un domaine et les adresses auxquelles il a mené."));
        assert!(ana.get(&format!("{event}/objects?q=fichier")).expect(200).says("/objects/file\""));
        let email = ana.get(&format!("{event}/objects/email")).expect(200);
        assert!(email.says("L’adresse de l’expéditeur.") && email.says("Répondre à (email-reply-to)"), "{}", email.text);
        assert!(ana.get("/threats/vocabularies/template/url").expect(200).says("Son domaine."));
        assert!(ana.get("/threats/vocabularies?kind=template").expect(200).says("Fichier<"));
        for page in ["/threats/vocabularies/taxonomy/nis2?q=%C3%A9nergie", "/threats/vocabularies?kind=taxonomy&q=%C3%A9nergie"] {
            let page = ana.get(page).expect(200);
            assert!(page.says("Secteur\u{a0}: énergie") && page.says("Secteurs de la directive SRI 2"), "{}", page.text);
            assert!(page.says("nis2:impact-sectors-impacted") && !page.says("transports"), "what is found by its French name keeps its tag");
        }
        assert!(ana.get("/threats/values?value=10.9.8.7").expect(200).says("Adresses privées et locales\u{a0}»"));
        let (at, columns) = table(&ana, "list.csv", "Valeur;Type\n45.9.148.7;ip-dst\n");
        let (_, preview) = follow(&ana, &at, &filled(&fields(&columns.text), &[("step", "preview")]));
        assert!(preview.says(">Activité réseau<") && !preview.says("Network activity"), "{}", preview.text);
        ana.submit(&format!("{event}/objects/file"), &[("filename", "pompe.exe")]).expect(303);
        ana.submit(&format!("{event}/attributes/add"), &[("type", "domain"), ("value", "evil.example"), ("category", "Network activity")]).expect(303);
        for page in [event.clone(), format!("{event}/edit")] {
            let page = ana.get(&page).expect(200);
            assert!(page.says("Fichier") && page.says("Livraison de la charge utile") && page.says("Activité réseau"), "{}", page.text);
            assert!(!page.says(">Network activity<") && page.says("filename"), "types stay MISP’s codes");
        }
        let narrowed = ana.get(&format!("{event}?category=Network+activity")).expect(200);
        assert!(narrowed.says("evil.example") && !narrowed.says("pompe.exe"), "filters go by MISP’s own name");

        let file = json!({
            "uuid": uuid::Uuid::from_u128(5), "name": "url", "meta-category": "network", "version": 99,
            "description": "Another description.", "attributes": { "url": { "misp-attribute": "url", "description": "Another hint." } },
        });
        put(&c.site.db, Whole::of(File::Template(Template::read(file.to_string().as_bytes()).expect("template"))).expect("whole"));
        assert!(ana.get(&format!("{event}/objects/url")).expect(200).says("Another hint."));
    }

    fn ana_reads_and_searches_and_only_an_analyst_silences_a_list(engine) {
        let site = TestSite::new(engine, &[belfry_threats::area()]);
        let t = &site.db;
        builtin::ensure(&t.db, act(t), &[]).expect("ensure");
        let mut entries: Vec<String> = (0..450).map(|n| format!("host{n:03}.example")).collect();
        entries.push("<script>alert(1)</script>".into());
        let entries: Vec<&str> = entries.iter().map(String::as_str).collect();
        put(t, list("Many hosts", 7, "string", &[], &entries));
        let home = site.organisation("Aqua", "oes");
        let ana = site.person("Ana", home, &[Role::Reader]);
        let ben = site.person("Ben", home, &[Role::CsirtAnalyst]);
        let page = ana.get("/threats/vocabularies").expect(200);
        assert!(page.says("Reference Security Incident Taxonomy") && page.queries.expect("counted") <= 6);
        assert!(ana.get("/threats/vocabularies?kind=taxonomy&q=brute").expect(200).says("rsit:intrusion-attempts"));
        assert!(ana.get("/threats/vocabularies?kind=warninglist&q=172.16.9.9").expect(200).says("172.16.0.0/12"));
        assert!(ana.get("/threats/vocabularies?kind=warninglist&q=nothing").expect(200).says("Nothing fits"));
        let shown = ana.get("/threats/vocabularies/taxonomy/rsit").expect(200);
        assert!(shown.says("c2-server") && shown.queries.expect("counted") <= 6);
        assert!(ana.get("/threats/vocabularies/template/file").expect(200).says("size-in-bytes"));
        ana.get("/threats/vocabularies/template/none").expect(404);
        ana.get("/threats/vocabularies/nonsense/file").expect(404);
        let many = "/threats/vocabularies/warninglist/Many-hosts";
        let mut told = String::new();
        for from in ["", "?from=200", "?from=400"] {
            let page = ana.get(&format!("{many}{from}")).expect(200);
            assert!(!page.says("<script>alert"));
            let _ = write!(told, "{}", page.text);
        }
        assert!((0..450).all(|n| told.contains(&format!("host{n:03}.example"))));
        assert!(ana.get(&format!("{many}?q=host449.example")).expect(200).says("<code>host449.example</code>"));
        assert!(!ana.get(many).says("Silence this list"));
        ana.submit(&format!("{many}/switch"), &[("enabled", "no")]).expect(403);
        assert!(ben.get(many).expect(200).says("Silence this list"));
        ben.submit(&format!("{many}/switch"), &[("enabled", "no")]).expect(303);
        assert!(on(t, "domain", "host001.example") == ["Names for examples and tests"]);
        assert!(ana.get(many).says("not compared with any value"));
        ben.submit("/threats/vocabularies/template/file/switch", &[("enabled", "no")]).expect(404);
        ben.submit(&format!("{many}/switch"), &[("enabled", "yes")]).expect(303);
        assert_eq!(on(t, "domain", "host001.example").len(), 2);
    }
}

#[test]
fn a_template_of_the_format_becomes_roles() {
    let file = json!({
        "uuid": uuid::Uuid::from_u128(5), "name": "lamp", "meta-category": "misc", "version": 2, "required": ["shade"],
        "attributes": {
            "shade": { "misp-attribute": "text", "ui-priority": 1, "values_list": ["green"] },
            "bulb": { "misp-attribute": "text", "multiple": true },
        },
    });
    let whole =
        Whole::of(File::Template(Template::read(file.to_string().as_bytes()).expect("template"))).expect("whole");
    assert_eq!(
        (whole.kind, whole.terms.len(), whole.detail.required.as_slice()),
        (Kind::Template, 2, &["shade".to_owned()][..])
    );
}
