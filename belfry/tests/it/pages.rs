//! Every page in every language, over the demonstration community, within its budget of queries.

use std::collections::BTreeSet;

use belfry_kernel::PersonId;
use belfry_store::{Key, args};
use belfry_testkit::{TestSite, both_databases};
use belfry_web::site::Door;
use uuid::Uuid;

/// Queries that a page may take, the two that find out who asks included. A page that needs more says why here.
const BUDGET: u32 = 6;
const LARGER: &[(&str, u32, &str)] = &[
    (
        "/threats/events/{uuid}",
        17,
        "header, what stands beside it, what its history names, parts, neighbours, names, lists, discussion, readers, what points to it",
    ),
    (
        "/threats/events/{uuid}/edit",
        10,
        "header, parts and their tags, what objects refer to and are known by, reports and tags, tags that are offered",
    ),
    (
        "/threats/events/{uuid}/publish",
        14,
        "header, circles and which the organisation is in, audience, rules and their words, parts that stay back, what goes along, warninglists",
    ),
    (
        "/threats/values",
        9,
        "lengths of networks, occurrences, warninglists, sightings, tags and names, other records of the events",
    ),
    (
        "/",
        10,
        "agenda, activity, announcements, news, which of them are questions, names; the first time, how each kind of news is looked for",
    ),
    (
        "/threats/events/{uuid}/disclosures",
        7,
        "header, circles and which the organisation is in, who received it, names",
    ),
    ("/threats/import", 7, "circles and which the organisation is in, own imports, what is unfinished, samples"),
    ("/members/circles", 9, "circles, owners, standing, invitations, sharing by circle and month"),
    (
        "/catalogue/{name}",
        9,
        "the framework, its versions, what it corresponds to and how that is called, measures that failed",
    ),
    ("/go", 8, "pages, acts, and what was found of each kind"),
    ("/go/list", 8, "the same"),
    ("/incidents", 8, "records, their count; the first time, how they are looked for"),
    (
        "/incidents/warn",
        10,
        "the organisation, its country and sectors, rules, offices, mandates, names, laws brought in meanwhile",
    ),
    ("/warn", 10, "the same"),
    ("/incidents/inbox", 8, "rows of an inbox, how many, how many are late, names, who takes care"),
    (
        "/incidents/records/{uuid}",
        14,
        "record, services, course, notifications, names, links, discussion, files, history",
    ),
    (
        "/incidents/records/{uuid}/receipt",
        12,
        "record, its notifications, and of each who receives it, names, what was sent",
    ),
    (
        "/incidents/notifications/{uuid}",
        18,
        "notification, recipients, versions, requests, reviews, names, discussion, history, who opened it",
    ),
    (
        "/incidents/records/{uuid}/notify",
        9,
        "record, services, rules, offices, sectors, names, laws brought in meanwhile",
    ),
    ("/incidents/records/{uuid}/significance", 8, "record, what was decided, what is known, laws brought in meanwhile"),
    (
        "/incidents/notifications/{uuid}/discussion",
        12,
        "notification, recipients, names, remarks, whom one can name: who sees it, their roles, their names",
    ),
    ("/incidents/notifications/{uuid}/documents/new", 8, "notification, its label, recipients, names"),
    ("/incidents/handovers/new", 8, "notifications, names, what was handed over to whom, laws brought in meanwhile"),
    ("/incidents/notifications/{uuid}/pdf", 9, "notification, recipients, versions, names, reviews"),
    ("/incidents/notifications/{uuid}/file", 12, "the same, requests, moments, people"),
    ("/incidents/routes", 12, "rules, forms, offices, mandates, regimes, names, laws brought in meanwhile"),
    ("/surveys", 7, "what is asked of me, all surveys, names"),
    ("/surveys/campaigns/{uuid}", 11, "survey, label, standing, own answer, waves, names, whom it reaches"),
    ("/surveys/campaigns/{uuid}/edit", 8, "survey, forms, circles"),
    ("/surveys/campaigns/{uuid}/answer", 8, "survey, invitation, organisations to choose from, answers"),
    ("/surveys/campaigns/{uuid}/answer/review", 9, "the same, and who signed"),
    ("/surveys/campaigns/{uuid}/results", 9, "survey, label, names, waves"),
    (
        "/surveys/assess",
        9,
        "own ones, those that others show, what is behind them, names; the first time, how each is looked for",
    ),
    (
        "/surveys/assess/{uuid}",
        17,
        "assessment, its items, those of last time, framework, talk, files, to whom it is shown, peers, names",
    ),
    ("/surveys/assess/{uuid}/edit", 8, "assessment, its items, framework"),
    ("/surveys/assess/shared/{uuid}", 10, "what is shown, assessment, its items, framework, names"),
    ("/surveys/implementation", 8, "frameworks, one with its items, records, names"),
    ("/surveys/implementation/record", 7, "framework, authority, what it said before, its label"),
    ("/catalogue/{name}", 8, "framework, items, versions, mappings and their pairs"),
    ("/forms/{uuid}", 8, "form, versions, label, names"),
    ("/forms/{uuid}/proposed", 8, "form, what it took, proposals, names, the framework that they are about, its items"),
    ("/practices", 8, "records, their count, owners, sectors; the first time, how they are looked for"),
    (
        "/practices/records/{uuid}",
        18,
        "record, label, what others did, links, discussion, owner, readers, items, history, what points to it",
    ),
    ("/practices/records/{uuid}/submit", 9, "record, circles, desks, readers"),
    ("/practices/reports/{uuid}", 12, "report, label, record, names, whom to ask, discussion"),
    ("/practices/next", 15, "records, items, sectors, who has done it, catalogue, the reader's own organisation"),
    ("/insight/reports/{uuid}", 12, "report, sections, label, circles, names, who wrote, what was said, what is done"),
    (
        "/incidents/handovers/{uuid}",
        10,
        "package, partner, names, notification, to whom it can be passed on, whether the receipt went back",
    ),
    (
        "/incidents/records/{uuid}/lessons",
        15,
        "record, its moments, review, lessons, practices, people, measures of the catalogue, names",
    ),
    ("/incidents/records/{uuid}/lessons.pdf", 14, "the same"),
    ("/incidents/records/{uuid}/share", 9, "record, notifications, what was answered, circles"),
    ("/incidents/notifications/{uuid}/share", 9, "the same for a notification"),
    ("/search", 10, "hits, subjects, labels, names, counts"),
];

fn addresses(site: &TestSite) -> Vec<(String, String)> {
    let read = site.db.db.read(Key::SYSTEM).expect("read");
    let newest = |kind: i16| -> Option<Uuid> {
        read.maybe("select uuid from store_subjects where kind = $1 order by id desc limit 1", args![kind], |r| {
            r.get(0)
        })
        .expect("a subject")
    };
    let richest_practice: Option<Uuid> = read
        .maybe(
            "select s.uuid from store_subjects s join practices_records r on r.id = s.id where r.state = 'published' \
             and r.kind = 'practice' order by (select count(*) from practices_adoptions a where a.record_id = s.id) desc, s.id limit 1",
            args![],
            |r| r.get(0),
        )
        .expect("a practice");
    let mut all = Vec::new();
    for route in site.routes().iter().filter(|route| route.method == "GET" && route.door != Door::Machine) {
        let uuid = match route.path.as_str() {
            path if path.starts_with("/members/circles") => newest(20),
            path if path.starts_with("/members/organisations") => newest(21),
            path if path.starts_with("/forms") => newest(60),
            path if path.starts_with("/surveys/assess/shared") => newest(63),
            path if path.starts_with("/surveys/assess") => newest(62),
            path if path.starts_with("/surveys") => newest(61),
            path if path.starts_with("/practices/reports") => newest(71),
            path if path.starts_with("/practices") => richest_practice,
            path if path.starts_with("/incidents/notifications") => newest(81),
            path if path.starts_with("/incidents") => newest(80),
            path if path.starts_with("/insight") => newest(90),
            _ => newest(10),
        };
        let url = route.path.replace("{uuid}", &uuid.unwrap_or_default().to_string());
        if !url.contains('{') {
            all.push((route.path.clone(), url));
        }
    }
    all.push(("/catalogue/{name}".into(), "/catalogue/nis2-article-21".into()));
    let record = "/surveys/implementation/record";
    all.push((record.into(), format!("{record}?framework=nis2-article-21:1&code=21.2.b&sector=energy")));
    all.push(("/threats/values".into(), "/threats/values?value=198.51.100.201".into()));
    let published =
        "select s.uuid from store_subjects s join insight_reports r on r.id = s.id where r.state = 'published' limit 1";
    let published: Uuid = read.one(published, args![], |row| row.get(0)).expect("a report");
    for rest in ["", "/check", "/edit", "/publish"] {
        all.push((format!("/insight/reports/{{uuid}}{rest}"), format!("/insight/reports/{published}{rest}")));
    }
    let richest =
        "select s.uuid from store_subjects s join threats_events e on e.id = s.id order by e.objects desc limit 1";
    let richest: Uuid = read.one(richest, args![], |row| row.get(0)).expect("an event");
    all.push(("/threats/events/{uuid}".into(), format!("/threats/events/{richest}")));
    all
}

both_databases! {
    fn every_page_is_drawn_in_every_language_within_its_budget(engine) {
        let site = TestSite::new(engine, &belfry::areas::areas());
        belfry::demo::load(&site.house).expect("the demonstration");
        site.run_jobs();
        let people = site.db.db.read(Key::SYSTEM).expect("read")
            .rows("select id from identity_people order by id", args![], |row| row.get::<PersonId>(0))
            .expect("people");
        let pages = addresses(&site);
        assert!(pages.len() > 15, "{pages:?}");
        let (mut over, mut drawn) = (BTreeSet::new(), 0);
        for (n, person) in people.iter().enumerate() {
            let visitor = site.sign_in(*person);
            let language = if n % 2 == 0 { "en" } else { "fr" };
            visitor.submit("/preferences", &[("language", language), ("back", "/")]).expect(303);
            for (path, url) in &pages {
                let answer = visitor.get(url);
                assert!([200, 303, 403, 404, 422].contains(&answer.status), "{url}: {} {}", answer.status, answer.text);
                let budget = LARGER.iter().find(|(p, ..)| p == path).map_or(BUDGET, |(_, budget, _)| *budget);
                if let Some(queries) = answer.queries.filter(|queries| answer.status == 200 && *queries > budget) {
                    over.insert(format!("{path} takes {queries} queries, {budget} are allowed"));
                }
                if answer.status == 200 && answer.text.starts_with("<!doctype") {
                    assert!(answer.says(&format!("<html lang=\"{language}\"")), "{url} is not in {language}");
                    drawn += 1;
                }
            }
        }
        assert_eq!(over, BTreeSet::new());
        assert!(drawn > people.len() * 15, "{drawn} pages were drawn");
    }
}
