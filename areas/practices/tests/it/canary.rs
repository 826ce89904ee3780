//! A word of its own in every place where something is kept between few; everybody opens everything; each word is seen by exactly those
//! who may see it. Who that is is said here as naively as possible.

use std::collections::{BTreeMap, BTreeSet};

use belfry_identity::key::Scope;
use belfry_testkit::{TestSite, Visitor, both_databases};

use crate::valley::{Valley, draft, published, site, valley};

/// Words, each with the names of those who may see it.
type Words = BTreeMap<&'static str, (&'static str, BTreeSet<&'static str>)>;

const EVERYBODY: [&str; 5] = ["anna", "bruno", "sofia", "sven", "tomas"];

fn word(words: &mut Words, word: &'static str, what: &'static str, who: &[&'static str]) -> &'static str {
    words.insert(word, (what, who.iter().copied().collect()));
    word
}

/// Everything that a person can open of these records and reports, as one text.
fn everything(site: &TestSite, who: &Visitor<'_>, addresses: &[String]) -> String {
    let key = site.key(who.id(), Scope::Read);
    let mut lists = vec![
        "/practices?state=all".to_owned(),
        "/practices?q=kanari*&state=all".to_owned(),
        "/practices/records.csv?state=all".to_owned(),
        "/practices/reports".to_owned(),
        "/practices/inbox".to_owned(),
        "/practices/inbox?state=settled".to_owned(),
        "/practices/next?item=nis2-article-21/21.2.j".to_owned(),
        "/practices/report".to_owned(),
    ];
    for address in addresses {
        lists.push(address.clone());
        for below in ["discussion", "edit", "submit", "adopt", "endorse", "question", "documents/new"] {
            lists.push(format!("{address}/{below}"));
        }
    }
    let mut seen: String = lists.iter().map(|url| who.get(url).text).collect();
    for url in ["/api/v1/practices/records?state=all", "/api/v1/practices/next?item=nis2-article-21/21.2.j"] {
        seen.push_str(&who.api("GET", url, &key, None).text);
    }
    for address in addresses.iter().filter(|address| address.starts_with("/practices/records/")) {
        seen.push_str(&who.api("GET", &format!("/api/v1{address}"), &key, None).text);
    }
    seen
}

/// Puts a word into every place; the addresses of everything.
fn plant(site: &TestSite, valley: &Valley<'_>, words: &mut Words) -> Vec<String> {
    let (tomas, anna, sofia, bruno) = (&valley.tomas, &valley.anna, &valley.sofia, &valley.bruno);
    let desk = valley.coordination.to_string();
    let green = [("reach", "community"), ("tlp", "green"), ("desk", desk.as_str())];
    let mut all = Vec::new();
    // A draft, one that is being looked at, one that came back.
    let own = word(words, "kanari01z", "a draft", &["tomas"]);
    all.push(draft(tomas, &[("title", own), ("evidence", word(words, "kanari02z", "a draft's evidence", &["tomas"]))]));
    let looked = ["sofia", "sven", "tomas"];
    let sent = draft(tomas, &[("title", word(words, "kanari03z", "a submitted title", &looked))]);
    tomas.submit(&format!("{sent}/submit"), &green).expect(303);
    tomas
        .submit(&format!("{sent}/ask"), &[("text", word(words, "kanari04z", "a question before it is out", &looked))])
        .expect(303);
    all.push(sent);
    // One that is out: what was said before it was is not.
    let out = draft(tomas, &[("title", word(words, "kanari05z", "a published title", &EVERYBODY))]);
    tomas.submit(&format!("{out}/submit"), &green).expect(303);
    sofia
        .submit(&format!("{out}/give-back"), &[("reason", word(words, "kanari06z", "why it went back", &looked))])
        .expect(303);
    tomas.submit(&format!("{out}/submit"), &green).expect(303);
    sofia
        .submit(&format!("{out}/discuss"), &[("text", word(words, "kanari07z", "a remark before it was out", &looked))])
        .expect(303);
    for step in ["check", "review", "publish"] {
        sofia.submit(&format!("{out}/{step}"), &[]).expect(303);
    }
    tomas
        .submit(&format!("{out}/discuss"), &[("text", word(words, "kanari08z", "a remark since", &EVERYBODY))])
        .expect(303);
    let adopt = |outcome, named| [("stage", "done"), ("outcome", outcome), ("size", "small"), ("named", named)];
    let secret = word(words, "kanari09z", "what came out for one that is not named", &["anna"]);
    anna.submit(&format!("{out}/adopt"), &adopt(secret, "no")).expect(303);
    let told = word(words, "kanari10z", "what came out for one that is named", &EVERYBODY);
    sofia.submit(&format!("{out}/adopt"), &adopt(told, "yes")).expect(303);
    // For somebody who is not named.
    let source = word(words, "kanari11z", "for whom a broker brought it", &["sofia", "sven"]);
    let brought = draft(
        sofia,
        &[("unnamed", "yes"), ("source", source), ("title", word(words, "kanari12z", "what he brought", &EVERYBODY))],
    );
    sofia.submit(&format!("{brought}/submit"), &green).expect(303);
    sofia.submit(&format!("{brought}/check"), &[]).expect(303);
    for step in ["review", "publish"] {
        valley.sven.submit(&format!("{brought}/{step}"), &[]).expect(303);
    }
    // A report, and a question that is asked further.
    let between = ["bruno", "sofia", "sven"];
    let report = bruno.submit(
        "/practices/report",
        &[
            ("kind", "tool"),
            ("title", word(words, "kanari13z", "a report's title", &between)),
            ("text", word(words, "kanari14z", "a report's text", &between)),
        ],
    );
    let report = report.expect(303).location.unwrap();
    sofia
        .submit(&format!("{report}/decline"), &[("reason", word(words, "kanari15z", "why it was declined", &between))])
        .expect(303);
    let asked = bruno.submit(
        &format!("{out}/question"),
        &[("text", word(words, "kanari16z", "a question to the broker", &between)), ("desk", &desk)],
    );
    let asked = asked.expect(303).location.unwrap();
    let water = valley.water.to_string();
    let further = word(words, "kanari17z", "what the broker asks further", &["sofia", "sven", "tomas"]);
    sofia.submit(&format!("{asked}/forward"), &[("to", water.as_str()), ("words", further)]).expect(303);
    site.run_jobs();
    let inbox = tomas.get("/practices/inbox").expect(200).text;
    let at = inbox.find("/practices/reports/").expect("the question");
    let forwarded: String = inbox[at..].chars().take_while(|c| *c != '"').collect();
    let answer = word(words, "kanari18z", "what is answered to the broker", &["sofia", "sven", "tomas"]);
    tomas.submit(&format!("{forwarded}/answer"), &[("answer", answer)]).expect(303);
    let back = word(words, "kanari19z", "what the broker answers", &between);
    sofia.submit(&format!("{asked}/answer"), &[("answer", back)]).expect(303);
    site.run_jobs();
    all.extend([out, brought, report, asked, forwarded]);
    all
}

both_databases! {
    fn every_word_is_seen_by_exactly_those_who_may_see_it(engine) {
        let site = site(engine);
        let valley = valley(&site);
        published(&site, &valley, &valley.anna, &[]);
        let mut words = Words::new();
        let addresses = plant(&site, &valley, &mut words);
        let people = [
            ("anna", &valley.anna),
            ("bruno", &valley.bruno),
            ("sofia", &valley.sofia),
            ("sven", &valley.sven),
            ("tomas", &valley.tomas),
        ];
        for (name, person) in people {
            let text = everything(&site, person, &addresses);
            for (word, (what, who)) in &words {
                assert_eq!(text.contains(word), who.contains(name), "{name} and {what}");
            }
        }
        let stranger = site.stranger();
        for address in &addresses {
            assert!(!stranger.get(address).text.contains("kanari"), "{address}");
        }
    }
}
