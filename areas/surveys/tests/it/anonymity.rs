//! The attack on anonymity: with everything that the database holds after closing, a program tries to say who answered what. It may not
//! do better than whoever guesses.

use belfry_store::{Key, args};
use belfry_testkit::{Engine, TestSite, Visitor, both_databases};
use jiff::SignedDuration;

use crate::valley::{opened, operator, site, valley};

const MANY: usize = 24;

/// One go: two pages, and the answers travel along.
fn cast(who: &Visitor<'_>, url: &str, staff: usize) {
    let here = format!("{url}/answer");
    let first = who.get(&here).expect(200);
    assert!(first.says("Nobody learns which answers are yours") && !first.says("data-preview"), "{}", first.text);
    let next = who.submit(&here, &[("page", "0"), ("go", "next"), ("plan", "yes"), ("level", "high")]).expect(200);
    let carried = carried(&next.text);
    let staff = staff.to_string();
    let last =
        who.submit(&here, &[("page", "1"), ("go", "next"), ("carried", &carried), ("staff", &staff)]).expect(200);
    assert!(last.says("Hand in for good"), "{}", last.text);
    let carried = self::carried(&last.text);
    who.submit(&here, &[("page", "2"), ("go", "send"), ("carried", &carried)]).expect(303);
}

/// What a page carries.
pub fn carried(page: &str) -> String {
    let at = page.find("name=\"carried\" value=\"").expect("answers in the page") + "name=\"carried\" value=\"".len();
    let text = page[at..].split('"').next().unwrap();
    text.replace("&#34;", "\"").replace("&#38;", "&")
}

/// Every table as it lies in the database: rows in the order in which a dump writes them.
fn dump(site: &TestSite, engine: Engine) -> Vec<(String, Vec<String>)> {
    let read = site.db.db.read(Key::SYSTEM).unwrap();
    let tables: Vec<String> = match engine {
        Engine::Sqlite => read.rows("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like 'store_search%'", args![], |row| row.get(0)),
        Engine::Postgres => read.rows("select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r' and c.relname not like 'store_search%' and c.relname <> 'store_migrations'", args![], |row| row.get(0)),
    }.unwrap();
    let of = |table: &String| {
        // The names are those of the catalogue of the database itself.
        let sql: &'static str = match engine {
            Engine::Sqlite => Box::leak(format!("select {} from {table}", columns(&read, table)).into_boxed_str()),
            Engine::Postgres => {
                Box::leak(format!("select to_jsonb(t)::text || t.xmin::text from {table} t").into_boxed_str())
            }
        };
        let read = site.db.db.read(Key::SYSTEM).unwrap();
        read.rows(sql, args![], |row| row.get::<String>(0)).unwrap()
    };
    tables.iter().map(|table| (table.clone(), of(table))).collect()
}

/// Every whole number in a row.
fn tokens(row: &str) -> Vec<i64> {
    row.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
}

/// The survey's id inside, and those of the organisations of these people.
fn about(site: &TestSite, url: &str, people: &[Visitor<'_>]) -> (i64, Vec<i64>) {
    let read = site.db.db.read(Key::SYSTEM).unwrap();
    let uuid: uuid::Uuid = url.rsplit('/').next().unwrap().parse().unwrap();
    let id = read.one("select id from store_subjects where uuid = $1", args![uuid], |row| row.get(0)).unwrap();
    let home = |who: &Visitor<'_>| {
        let sql = "select organisation_id from identity_memberships where person_id = $1";
        read.one(sql, args![who.id()], |row| row.get(0)).unwrap()
    };
    (id, people.iter().map(home).collect())
}

fn columns(read: &belfry_store::Read, table: &str) -> String {
    let all: Vec<String> = read.rows("select name from pragma_table_info($1)", args![table], |row| row.get(0)).unwrap();
    all.into_iter().map(|name| format!("quote({name})")).collect::<Vec<_>>().join(" || ' ' || ")
}

both_databases! {
    fn nobody_can_say_from_the_database_who_answered_what(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let names: Vec<String> = (0..MANY).map(|n| format!("Operator {n:02}")).collect();
        let people: Vec<Visitor<'_>> = names.iter().map(|name| operator(&site, name)).collect();
        let url = opened(&site, &valley, &[("mode", "anonymous")]);
        // They answer in an order of their own, each with an answer of its own; and not all of them.
        let order: Vec<usize> = (0..MANY).map(|n| (n * 7 + 3) % MANY).take(MANY - 4).collect();
        for who in &order {
            site.db.clock.advance(SignedDuration::from_mins(11));
            cast(&people[*who], &url, 100 + who);
        }
        let again = people[order[0]].get(&format!("{url}/answer")).expect(303);
        assert_eq!(again.location.as_deref(), Some(url.as_str()), "the turn is used");
        people[order[0]].get(&format!("{url}/answer/review")).expect(303);
        let desk = valley.sam.get(&url).expect(200);
        assert!(desk.says("Who has answered is not to be known") && !desk.says("Operator 05"), "{}", desk.text);
        valley.sam.get(&format!("{url}/results")).expect(404);
        valley.sam.get(&format!("{url}/answers.csv")).expect(404);
        valley.sam.submit(&format!("{url}/close"), &[]).expect(303);
        site.run_jobs();

        let dump = dump(&site, engine);
        let rows = |name: &str| dump.iter().find(|(table, _)| table == name).map(|(_, rows)| rows.clone()).unwrap();
        let ballots = rows("surveys_ballots");
        assert_eq!(ballots.len(), order.len());
        // No other table holds anything of an answer, and no row of one names anybody.
        for (table, rows) in dump.iter().filter(|(table, _)| table != "surveys_ballots" && table != "forms_versions" && table != "forms_forms") {
            assert!(!rows.iter().any(|row| row.contains("{\"values\"")), "{table} holds answers");
        }
        assert!(rows("surveys_answers").is_empty() && rows("store_ledger").iter().all(|row| !row.contains("answer-signed")));
        // Whose answer each ballot is, in the order in which they lie.
        let truth: Vec<usize> = ballots.iter().map(|row| {
            let at = row.find("\"number").or_else(|| row.find("\\\"number")).expect("a number");
            let digits: String = row[at..].chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
            digits.parse::<usize>().unwrap() - 100
        }).collect();
        // Nobody is left of whom it would be known that he has not answered: that would say who has.
        assert!(rows("surveys_invited").is_empty(), "who has not answered is kept");
        let (about, organisations) = about(&site, &url, &people);
        assert!(!rows("store_obligations").iter().any(|row| tokens(row).contains(&about)), "who owed an answer is kept");
        // The attack: take the operators in the order of anything that is kept of them - as the rows lie, and by every number in them,
        // such as ids and instants -, and lay it beside the ballots as they lie, by their numbers, and by their lengths, from either end.
        // Whoever guesses is right once on average, and more than eight times in one of a million tries.
        let mut attacks: Vec<(String, Vec<usize>)> = vec![("the order of founding".into(), (0..MANY).collect())];
        for (table, rows) in dump.iter().filter(|(table, _)| table != "surveys_ballots") {
            let named = |row: &String| names.iter().position(|name| row.contains(name.as_str()));
            let numbered = |row: &String| {
                let all = tokens(row);
                (0..MANY).find(|n| all.contains(&people[*n].id().0) || all.contains(&organisations[*n]))
            };
            let mut seen: Vec<(usize, Vec<i64>)> =
                rows.iter().filter_map(|row| Some((named(row).or_else(|| numbered(row))?, tokens(row)))).collect();
            attacks.push((table.clone(), seen.iter().map(|(who, _)| *who).collect()));
            let width = seen.iter().map(|(_, all)| all.len()).min().unwrap_or(0);
            for column in 0..width.min(40) {
                seen.sort_by_key(|(_, all)| all[column]);
                attacks.push((format!("{table} by number {column}"), seen.iter().map(|(who, _)| *who).collect()));
            }
        }
        let by = |key: &dyn Fn(&String) -> i64| {
            let mut order: Vec<usize> = (0..ballots.len()).collect();
            order.sort_by_key(|at| key(&ballots[*at]));
            order.into_iter().map(|at| truth[at]).collect::<Vec<usize>>()
        };
        let lying = [truth.clone(), by(&|row| tokens(row)[0]), by(&|row| row.len() as i64)];
        assert!(attacks.iter().filter(|(_, seen)| seen.len() >= MANY - 4).count() >= 20, "there is something to attack with");
        for (name, mut seen) in attacks {
            seen.retain(|who| order.contains(who));
            let mut once = std::collections::BTreeSet::new();
            seen.retain(|who| once.insert(*who));
            for _ in 0..2 {
                for truth in &lying {
                    let right = seen.iter().zip(truth).filter(|(a, b)| a == b).count();
                    assert!(right <= 8, "{name} says of {right} who they are");
                }
                seen.reverse();
            }
        }
        assert!(lying.iter().all(|truth| order.iter().zip(truth).filter(|(a, b)| a == b).count() <= 8), "they lie as they came");
        if engine == Engine::Postgres {
            let transactions: std::collections::BTreeSet<&str> = ballots.iter().filter_map(|row| row.rsplit('}').next()).collect();
            assert_eq!(transactions.len(), 1, "one transaction wrote them all");
        }
        let raw = valley.sam.get(&format!("{url}/answers.csv")).expect(200);
        assert!(!raw.says("Operator") && raw.says("103"), "{}", raw.text);
    }
}
