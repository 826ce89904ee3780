//! The editor has a field for each property that a form has, whoever wrote the form.

use std::collections::BTreeMap;

use belfry_forms::core::form::*;
use belfry_forms::core::{Language, Name, Text, edit};
use belfry_kernel::{Clause, Label, Tlp};
use belfry_store::{Key, args};
use belfry_testkit::{TestSite, both_databases};
use uuid::Uuid;

use crate::valley::{form, site, valley};

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

fn said(text: &str) -> Text {
    let mut said = Text::new(&Language::parse("en").unwrap(), text);
    said.put(&Language::parse("fr").unwrap(), format!("{text}, en français"));
    said
}

fn ask(called: &str, kind: Kind, more: impl FnOnce(&mut Question)) -> Element {
    let mut question = Question::new(name(called), kind, said(called));
    more(&mut question);
    Element::Question(Box::new(question))
}

/// All that can be said of an element, on elements that can have it.
fn everything() -> Form {
    let choice = |code: &str, land: &str| Choice {
        code: code.into(),
        label: said(code),
        columns: [(name("land"), land.to_owned()), (name("size"), "a, b: c".to_owned())].into(),
        was: Some(format!("old-{code}")),
    };
    let list = List { choices: vec![choice("metz", "FR"), choice("trier", "DE")], source: None };
    let towns = Choose { filter: Some("choice.land = \"FR\"".into()), look: Look::Likert, list: name("towns") };
    let rows = ["r1", "r2"].map(|row| Row { name: name(row), label: said(row), was: Some(name("r0")) }).to_vec();
    let points = Points::Choices([("metz".to_owned(), "1.5".parse().unwrap())].into());
    let score = Score { points, most: 3.into(), weight: Some(2.into()) };
    let elements = vec![
        Element::Group(Group {
            name: name("part"),
            label: said("part"),
            page: true,
            relevance: Some("1 = 1".into()),
            weight: Some("0.5".parse().unwrap()),
            item: Some("21.2.a".into()),
            elements: vec![
                ask("town", Kind::One(towns), |q| {
                    (q.hint, q.required_message) = (said("a hint"), said("Say which."));
                    (q.required, q.score, q.was) = (Some("1 < 2".into()), Some(score.clone()), Some(name("place")));
                }),
                ask("many", Kind::Whole, |q| {
                    (q.constraint, q.message) = (Some("this > 0".into()), said("More."));
                    (q.default, q.item) = (Some("3".into()), Some("21.2.b".into()));
                    (q.required, q.read_only) = (Some("true".into()), true);
                    let points = Points::Expression("if(this > 2, 1, 0)".into());
                    q.score = Some(Score { points, most: 1.into(), weight: None });
                }),
            ],
        }),
        ask("grid", Kind::Matrix { rows, list: name("towns") }, |q| q.score = Some(score)),
        Element::Repeat(Repeat {
            name: name("site"),
            label: said("site"),
            relevance: None,
            count: Some("many".into()),
            min: 1,
            max: Some(4),
            elements: vec![ask("shot", Kind::File { picture: true }, |_| ())],
        }),
        ask("double", Kind::Calculated, |q| (q.calculation, q.once) = (Some("many * 2".into()), true)),
        ask("cost", Kind::Money { currencies: vec!["EUR".into(), "CHF".into()] }, |_| ()),
        ask("mood", Kind::Scale { from: 0.into(), to: 5.into(), step: "0.5".parse().unwrap() }, |_| ()),
        ask("agree", Kind::Consent, |_| ()),
        ask("note", Kind::Note, |q| q.relevance = Some("many > 1".into())),
        ask("unseen", Kind::Hidden, |q| q.default = Some("\"x\"".into())),
    ];
    let level = |code: &str, from: &str| Level { code: code.into(), from: from.parse().unwrap(), label: said(code) };
    Form {
        name: name("everything"),
        title: said("Everything"),
        languages: ["en", "fr"].map(|tag| Language::parse(tag).unwrap()).to_vec(),
        lists: BTreeMap::from([(name("towns"), list)]),
        elements,
        rating: Some(Rating { unanswered_is_zero: true, levels: vec![level("low", "0"), level("high", "0.5")] }),
    }
}

/// Puts a draft there, as an import does.
fn drafted(site: &TestSite, owner: belfry_kernel::OrganisationId, form: &Form) -> Uuid {
    let actor = belfry_kernel::Actor::System;
    let rules = belfry_forms::access::RULES;
    let granted = belfry_kernel::access::decide::<belfry_forms::access::Create>(&actor, rules, None).unwrap();
    let tx = site.db.db.write(Key::SYSTEM).unwrap();
    let label = Label::new(Tlp::Amber, Clause::Organisation(owner));
    belfry_forms::store::create(&tx, site.act(), &granted, owner, &label, form).unwrap();
    let uuid = belfry_forms::store::by_name(&tx, owner, form.name.as_str()).unwrap().unwrap();
    tx.commit().unwrap();
    uuid
}

fn kept(site: &TestSite, uuid: Uuid) -> Form {
    let read = site.db.db.read(Key::SYSTEM).unwrap();
    let id = read.one("select id from store_subjects where uuid = $1", belfry_store::args![uuid], |row| row.get(0));
    belfry_forms::store::draft(&read, id.unwrap()).unwrap().unwrap()
}

fn plain(text: &str) -> String {
    let signs = [("&#34;", "\""), ("&#39;", "'"), ("&#60;", "<"), ("&#62;", ">"), ("&#38;", "&")];
    signs.iter().fold(text.to_owned(), |text, (coded, sign)| text.replace(coded, sign))
}

fn attribute<'a>(tag: &'a str, called: &str) -> Option<&'a str> {
    let from = tag.find(&format!(" {called}=\""))? + called.len() + 3;
    tag[from..].split('"').next()
}

/// What a browser would send from the first form of a page that posts to `here`.
fn as_it_came(page: &str, here: &str) -> Vec<(String, String)> {
    let from = page.find(&format!("action=\"{here}\"")).unwrap_or_else(|| panic!("no form to {here}"));
    let inside = page[from..].split("</form>").next().unwrap();
    let mut sent: Vec<(String, String)> = Vec::new();
    for piece in inside.split('<').skip(1) {
        let tag = piece.split('>').next().unwrap();
        let value = plain(attribute(tag, "value").unwrap_or_default());
        let ticked = !tag.contains("type=\"checkbox\"") || tag.contains(" checked");
        match (tag.split(' ').next(), attribute(tag, "name").map(str::to_owned)) {
            (Some("textarea"), Some(called)) => sent.push((called, plain(piece.split_once(">\n").unwrap().1))),
            (Some("input"), Some(called)) if ticked => sent.push((called, value)),
            (Some("select"), Some(called)) => sent.push((called, String::new())),
            // The option of the field that was begun last.
            (Some("option"), _) if tag.ends_with(" selected") => sent.last_mut().unwrap().1 = value,
            _ => {}
        }
    }
    sent
}

both_databases! {
    fn a_page_of_the_editor_that_is_sent_back_as_it_came_changes_nothing(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let form = everything();
        belfry_forms::core::publish(form.clone()).unwrap();
        let uuid = drafted(&site, valley.authority, &form);
        let at = format!("/forms/{uuid}/edit");
        for element in edit::walk(&form).into_iter().map(|(_, element)| element) {
            let here = format!("{at}/{}", element.name());
            let page = valley.sam.get(&here).expect(200);
            let sent = as_it_came(&page.text, &here);
            let sent: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let back = valley.sam.submit_raw(&here, &sent);
            assert_eq!(back.status, 303, "{}: {}", element.name(), back.text);
            assert_eq!(kept(&site, uuid), form, "{}", element.name());
        }
        let levels = "low 0: low | low, en français\nhigh 0.5: high | high, en français";
        assert!(plain(&valley.sam.get(&at).expect(200).text).contains(levels));
        valley.sam.submit(&at, &[("act", "rating"), ("levels", levels), ("unanswered", "yes")]).expect(303);
        assert_eq!(kept(&site, uuid), form);
    }

    fn what_is_wrong_is_told_beside_its_field_and_nothing_typed_is_lost(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let uuid = drafted(&site, valley.authority, &everything());
        let at = format!("/forms/{uuid}/edit");
        let long = "x".repeat(4_001);
        for (element, sent, field, words) in [
            ("town", vec![("choices", "metz: Metz"), ("filter", "choice.land =")], "filter", "was expected"),
            ("town", vec![("choices", "metz: Metz"), ("columns", "nowhere land: FR")], "columns", "with codes of the choices"),
            ("town", vec![("choices", "metz: Metz"), ("points", "metz: many")], "points", "each code once"),
            ("town", vec![("choices", "metz: Metz"), ("points", "metz: 1"), ("most", "0")], "most", "more than zero"),
            ("town", vec![("choices", "metz: Metz"), ("was", "no name")], "was", "This is no name"),
            ("many", vec![("label-fr", long.as_str())], "label-fr", "Shorten it"),
            ("many", vec![("required", "yes"), ("required_if", "1 = 1")], "required_if", "Take one of the two away"),
            ("many", vec![("default", "\"three")], "default", "quotation mark"),
            ("site", vec![("min", "some")], "min", "Write a whole number"),
            ("site", vec![("min", "5"), ("max", "2")], "max", "no less than the least"),
            ("part", vec![("weight", "-1")], "weight", "zero or more"),
            ("cost", vec![("currencies", "EURO")], "currencies", "three letters"),
            ("mood", vec![("from", "1"), ("to", "x"), ("step", "1")], "to", "rise from the first"),
        ] {
            let back = valley.sam.submit(&format!("{at}/{element}"), &sent).expect(422);
            let error = back.text.split(&format!("id=\"e-{field}\"")).nth(1).unwrap_or_else(|| panic!("{element} {field}"));
            assert!(plain(error.split("</p>").next().unwrap()).contains(words), "{element} {field}: {error}");
            for (field, typed) in &sent {
                let there = as_it_came(&back.text, &format!("{at}/{element}"));
                assert!(there.iter().any(|(name, value)| name == field && value == typed), "{element} {field}");
            }
        }
        assert_eq!(kept(&site, uuid), everything());
        let back = valley.sam.submit(&at, &[("act", "rating"), ("levels", "high 0.5: High")]).expect(422);
        assert!(back.says("The shares rise from 0") && back.says("high 0.5: High"), "{}", back.text);
    }

    fn what_is_only_unknown_yet_is_kept_and_told_where_it_stands(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let uuid = drafted(&site, valley.authority, &form("later"));
        let here = format!("/forms/{uuid}/edit/staff");
        valley.sam.submit(&here, &[("label-en", "How many?"), ("default", "guests"), ("into", "first")]).expect(303);
        let page = valley.sam.get(&here).expect(200);
        let error = page.text.split("id=\"e-default\"").nth(1).unwrap();
        assert!(error.split("</p>").next().unwrap().contains("guests") && page.says("href=\"#f-default\""), "{}", page.text);
        let form = kept(&site, uuid);
        assert_eq!(edit::around(&form, &name("staff")), Some(&name("first")), "it stands in another section now");
        assert!(page.queries.unwrap() <= 6, "{:?}", page.queries);
    }

    fn a_form_is_listed_by_its_title_in_the_readers_language(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let edit = valley.sam.submit("/forms/new", &[("title", "After an incident"), ("languages", "en, fr"), ("reach", "own")]).expect(303).location.unwrap();
        let about = [("act", "about"), ("languages", "en, fr"), ("title-en", "After an incident"), ("title-fr", "Après un incident")];
        valley.sam.submit(&edit, &about).expect(303);
        assert!(valley.sam.get("/forms").expect(200).says("After an incident"));
        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        tx.execute("update identity_people set language = 'fr' where id = $1", args![valley.sam.id()]).unwrap();
        tx.commit().unwrap();
        let list = valley.sam.get("/forms").expect(200);
        assert!(list.says("Après un incident") && !list.says("After an incident"), "{}", list.text);
        let one = list.queries.unwrap();
        valley.sam.submit("/forms/new", &[("title", "Avant un incident"), ("languages", "fr, en"), ("reach", "own")]).expect(303);
        assert_eq!(valley.sam.get("/forms").expect(200).queries.unwrap(), one, "a form more costs no question more");
    }

    fn languages_are_chosen_by_their_names(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let page = valley.sam.get("/forms/new").expect(200);
        assert!(page.says("Luxembourgish") && page.says("Written in") && !page.says("Tags with commas"), "{}", page.text);
        let typed = [("title", "Après un incident"), ("language", "fr"), ("languages", "lb"), ("languages", "fr"), ("reach", "own")];
        let edit = valley.sam.submit("/forms/new", &typed).expect(303).location.unwrap();
        let page = valley.sam.get(&edit).expect(200);
        assert!(page.says("Title (French)") && page.says("Title (Luxembourgish)"), "{}", page.text);
        valley.sam.submit(&edit, &[("act", "add"), ("label", "Combien ?"), ("kind", "calculated")]).expect(303);
        assert!(valley.sam.get(&edit).expect(200).says("Combien ?"));
        // French writes them small within a sentence, and with a capital where they stand for themselves.
        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        tx.execute("update identity_people set language = 'fr' where id = $1", args![valley.sam.id()]).unwrap();
        tx.commit().unwrap();
        let page = valley.sam.get(&edit).expect(200);
        assert!(page.says("Titre (français)") && page.says("Titre (luxembourgeois)"), "{}", page.text);
        assert!(page.says(">Luxembourgeois</label>") && page.says("<span>Traduit en</span><span class=\"at-end\">luxembourgeois<"), "{}", page.text);
        assert!(valley.sam.get("/forms/instruments").expect(200).says("anglais et français"));
    }
}
