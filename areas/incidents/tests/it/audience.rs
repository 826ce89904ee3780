//! Who may read which answer: every law, every step, every question, every part, asked over HTTP and held against a table that people can
//! read (`audience_matrix.txt`). `BELFRY_WRITE_MATRIX=1` writes it anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use belfry_forms::core::publish::Slot;
use belfry_forms::core::read::read;
use belfry_forms::core::{Answers, Place, Published, Type};
use belfry_identity::key::Scope;
use belfry_incidents::access::Notify;
use belfry_incidents::incident::store::{self as incidents, Written};
use belfry_incidents::notification::send::{self, Begin};
use belfry_incidents::regime::{self, Part, Regime};
use belfry_kernel::{Actor, Clock, OrganisationId, Role};
use belfry_store::{Act, Key};
use belfry_testkit::{Engine, TestSite, Visitor, both_databases};

use crate::valley::{links, site};

const TABLE: &str = include_str!("audience_matrix.txt");

/// An answer of each kind; a text has a word of its own.
fn answer(form: &Published, slot: &Slot) -> Option<String> {
    Some(match slot.kind? {
        Type::Text => format!("kanari-{}", slot.name),
        Type::Number => "7".into(),
        Type::Date => "2026-03-01".into(),
        Type::Time => "02:00".into(),
        Type::Moment => "2026-03-01T02:00".into(),
        Type::Truth => "yes".into(),
        Type::Code(list) | Type::Codes(list) => {
            let choices = form.choices(list);
            let yes = choices.iter().find(|choice| choice.code == "yes").or(choices.first())?;
            yes.code.clone()
        }
        Type::File | Type::Nothing => return None,
    })
}

fn answers(form: &Published) -> Answers {
    let mut answers = Answers::default();
    for slot in form.slots().iter().filter(|slot| slot.is_answered() && slot.scope.is_empty()) {
        let text = answer(form, slot).unwrap_or_default();
        answers.put(Place::top(slot.name.clone()), read(slot, &[&text]).unwrap());
    }
    answers
}

/// A notification under a law with everything answered in every step, received by an office of each part.
fn everything(
    site: &TestSite,
    regime: &std::sync::Arc<Regime>,
    entity: OrganisationId,
    offices: &[OrganisationId],
) -> String {
    let act = Act { actor: None, now: site.db.clock.now(), ids: &site.db.ids };
    let tx = site.db.db.write(Key::SYSTEM).unwrap();
    let mut written = Written::begun("Europe/Luxembourg", act.now);
    written.description = "kanari-own".into();
    let incident = incidents::insert(&tx, act, entity, "kanari-title", &written).unwrap();
    let parts = Part::ALL.iter().zip(offices).map(|(part, office)| (*office, vec![part.code().to_owned()]));
    let begin = Begin {
        regime: regime.clone(),
        authority: offices[0],
        recipients: parts.collect(),
        country: "LU".into(),
        sector: "energy".into(),
        voluntary: false,
        trust: false,
        contact: String::new(),
    };
    let opened = send::open::<Notify>(&tx, act, &Actor::System, (&incident, &written), &begin).unwrap();
    for step in &regime.steps {
        let form = regime.form(&step.code).unwrap();
        send::step(&tx, act, &opened, (&step.code, form), &answers(form)).unwrap();
    }
    let page = format!("/incidents/notifications/{}", opened.uuid);
    tx.commit().unwrap();
    page
}

both_databases! {
    fn each_part_reads_what_its_law_says_and_nothing_else(engine) {
        let site = site(engine);
        let entity = site.organisation("Entity", "oes");
        let offices: Vec<OrganisationId> =
            Part::ALL.iter().map(|part| site.organisation(&format!("Office {}", part.code()), "nca")).collect();
        let readers: Vec<(Visitor<'_>, String)> = Part::ALL
            .iter()
            .zip(&offices)
            .map(|(part, office)| {
                let visitor = site.person(&format!("Reader {}", part.code()), *office, &[Role::Supervisor]);
                let key = site.key(visitor.id(), Scope::Read);
                (visitor, key)
            })
            .collect();
        let outside = site.person("Outside", site.organisation("Peer", "oes"), &[Role::Contributor]);
        let mut table = String::new();
        for regime in regime::built_in() {
            let page = everything(&site, regime, entity, &offices);
            outside.get(&page).expect(404);
            // By step and question, the parts that read it.
            let mut seen: BTreeMap<(usize, String), Vec<&str>> = BTreeMap::new();
            for (part, (visitor, key)) in Part::ALL.iter().zip(&readers) {
                let told = visitor.api("GET", &format!("/api/v1{page}"), key, None).expect(200).json();
                let mut words: Vec<String> = Vec::new();
                for (n, submission) in told["submissions"].as_array().unwrap().iter().enumerate() {
                    for (question, value) in submission["answers"]["values"].as_object().unwrap() {
                        seen.entry((n, question.clone())).or_default().push(part.code());
                        words.extend(value["text"].as_str().map(str::to_owned));
                    }
                }
                pages(visitor, &page, &words);
            }
            for ((step, question), parts) in &seen {
                let step = &regime.steps[*step].code;
                writeln!(table, "{} {step} {question}: {}", regime.name, parts.join(" ")).unwrap();
            }
            site.run_jobs();
            for (n, step) in regime.steps.iter().enumerate() {
                for slot in regime.form(&step.code).unwrap().slots().iter().filter(|slot| slot.is_answered()) {
                    if !seen.contains_key(&(n, slot.name.to_string())) {
                        writeln!(table, "{} {} {}: nobody", regime.name, step.code, slot.name).unwrap();
                    }
                }
            }
        }
        if std::env::var_os("BELFRY_WRITE_MATRIX").is_some() && engine == Engine::Sqlite {
            std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/audience_matrix.txt"), &table).unwrap();
        } else {
            assert_eq!(table, TABLE, "look at the difference, then write it with BELFRY_WRITE_MATRIX=1");
        }
    }
}

/// No page says a word that the API does not give: the notification's own, its versions, lists, searches.
fn pages(visitor: &Visitor<'_>, page: &str, words: &[String]) {
    let mut urls = vec![page.to_owned(), "/incidents/inbox".into(), "/incidents".into()];
    let own = visitor.get(page).expect(200).text;
    for (at, _) in own.match_indices("/versions/") {
        let id: String = own[at + 10..].chars().take_while(char::is_ascii_digit).collect();
        urls.push(format!("{page}/versions/{id}"));
    }
    let mut met = 0;
    for url in urls {
        let text = visitor.get(&url).expect(200).text;
        for (at, _) in text.match_indices("kanari-") {
            let word: String =
                text[at..].chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
            assert!(words.contains(&word), "{url} shows {word}");
            met += 1;
        }
    }
    assert!(words.is_empty() || met > 0, "{page} shows nothing of what may be read");
    assert!(links(&own, "/incidents/records/").is_empty(), "{page} leads to the entity's own record");
}
