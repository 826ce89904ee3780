//! Open answers are given codes by whoever asked; the codes are told under the same control, and the words never are.

use belfry_kernel::Role;
use belfry_testkit::both_databases;

use crate::valley::{opened, operator, site, valley};

/// The numbers of the answers on a page.
fn shown(page: &str) -> Vec<String> {
    let at = page.find("name=\"shown\" value=\"").expect("answers") + "name=\"shown\" value=\"".len();
    page[at..].split('"').next().unwrap().split(' ').map(str::to_owned).collect()
}

both_databases! {
    fn what_was_written_is_coded_by_whoever_asked_and_told_as_any_answer(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let people: Vec<_> = (0..14).map(|n| operator(&site, &format!("Operator {n:02}"))).collect();
        let url = opened(&site, &valley, &[]);
        for (n, who) in people.iter().enumerate() {
            let here = format!("{url}/answer");
            let said = if n < 13 { format!("secret words {n}") } else { String::new() };
            who.submit(&here, &[("page", "0"), ("go", "next"), ("plan", "yes"), ("level", "high")]).expect(303);
            who.submit(&here, &[("page", "1"), ("go", "next"), ("staff", "3"), ("remarks", &said)]).expect(303);
            who.submit(&format!("{here}/sign"), &[]).expect(303);
        }
        let coding = format!("{url}/coding");
        valley.sam.get(&coding).expect(404);
        valley.sam.submit(&format!("{url}/close"), &[]).expect(303);
        valley.sam.submit(&format!("{url}/tell"), &[]).expect(303);
        let list = valley.sam.get(&coding).expect(200);
        assert!(list.says("13 answers are left to code") && list.says("Nothing was written"), "{}", list.text);
        people[0].get(&coding).expect(403);
        people[0].get(&format!("{coding}/remarks")).expect(403);
        people[0].submit(&format!("{coding}/remarks"), &[]).expect(403);
        valley.sam.get(&format!("{coding}/staff")).expect(404);
        let book = format!("{coding}/remarks/book");
        let refused = valley.sam.submit(&book, &[("book", "a: One\na: Two")]).expect(422);
        assert!(refused.says("each code once") && refused.says("a: Two"), "{}", refused.text);
        valley.sam.submit(&book, &[("book", "people: Too few people\nmoney: Too little money")]).expect(303);
        let question = format!("{url}/results/q/remarks");
        assert!(people[0].get(&question).expect(200).says("Open answers are read by whoever asks only"));
        let mut rounds = 0;
        while let page = valley.sam.get(&format!("{coding}/remarks")).expect(200) && !page.says("Nothing is left to code") {
            assert!(page.says("secret words") && page.says("Too little money"), "{}", page.text);
            let shown = shown(&page.text);
            let fields: Vec<(String, String)> = shown.iter().enumerate()
                .filter(|(n, _)| *n < 8 && rounds == 0)
                .flat_map(|(n, id)| {
                    let both = [(format!("a{id}"), "people".to_owned()), (format!("a{id}"), "money".to_owned())];
                    both.into_iter().take(if n < 6 { 2 } else { 1 })
                })
                .chain([("shown".to_owned(), shown.join(" ")), ("a999".into(), "people".into())])
                .collect();
            let fields: Vec<(&str, &str)> = fields.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
            valley.sam.submit(&format!("{coding}/remarks"), &fields).expect(303);
            rounds += 1;
        }
        assert_eq!(rounds, 2, "twelve on a page");
        let told = people[0].get(&question).expect(200);
        assert!(told.says("Too few people") && told.says(">8<") && told.says(">6<"), "{}", told.text);
        assert!(!told.says("secret words"));
        for page in ["results", "results/all", "results.csv", "dictionary.csv"] {
            assert!(!people[0].get(&format!("{url}/{page}")).expect(200).says("secret words"), "{page}");
        }
        assert!(people[0].get(&format!("{url}/results.csv")).expect(200).says("remarks,Say remarks,people,"));
        // A code that goes leaves its answers to be read again; one that is few is not told.
        valley.sam.submit(&book, &[("book", "people: Too few people")]).expect(303);
        assert!(valley.sam.get(&coding).expect(200).says("Nothing is left to code"), "they have another code, or none fitted");
        let all = valley.sam.get(&format!("{coding}/remarks?show=all")).expect(200);
        assert_eq!(shown(&all.text).len(), 12);
        let reader = site.person("Rita", valley.authority, &[Role::Reader]);
        reader.get(&coding).expect(403);
        let next = valley.sam.submit(&format!("{url}/wave"), &[]).expect(303).location.unwrap();
        let next = next.strip_suffix("/edit").unwrap();
        valley.sam.get(&format!("{next}/coding")).expect(404);
        let books: i64 = site.db.db.read(belfry_store::Key::SYSTEM).unwrap()
            .one("select count(*) from surveys_codes", belfry_store::args![], |row| row.get(0)).unwrap();
        assert_eq!(books, 2, "the next wave has the same book");
    }
}
