//! A small valley: an authority that asks, operators that answer, and a form.

use belfry_forms::core::form::{Choice, Choose, Element, Form, Group, Kind, List, Question};
use belfry_forms::core::{Language, Name, Text};
use belfry_kernel::{Clause, Label, OrganisationId, Role, Tlp};
use belfry_store::{Key, subject};
use belfry_testkit::{Engine, TestSite, Visitor};
use uuid::Uuid;

pub fn site(engine: Engine) -> TestSite {
    TestSite::new(engine, &[belfry_surveys::area()])
}

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

fn en() -> Language {
    Language::parse("en").unwrap()
}

fn question(called: &str, kind: Kind, more: impl FnOnce(&mut Question)) -> Element {
    let mut question = Question::new(name(called), kind, Text::new(&en(), format!("Say {called}")));
    more(&mut question);
    Element::Question(Box::new(question))
}

/// Two pages: whether there is a plan, why not where there is none, its level; then how many people, and what else.
pub fn form(called: &str) -> Form {
    let page = |called: &str, elements| {
        Element::Group(Group {
            name: name(called),
            label: Text::new(&en(), format!("Part {called}")),
            page: true,
            relevance: None,
            weight: None,
            item: None,
            elements,
        })
    };
    let choice = |code: &str| Choice {
        code: code.into(),
        label: Text::new(&en(), code.to_uppercase()),
        columns: Default::default(),
        was: None,
    };
    let list = List { choices: ["low", "middle", "high"].map(choice).to_vec(), source: None };
    Form {
        name: name(called),
        title: Text::new(&en(), "How it stands"),
        languages: vec![en()],
        lists: [(name("levels"), list)].into(),
        elements: vec![
            page(
                "first",
                vec![
                    question("plan", Kind::YesNo, |q| q.required = Some("true".into())),
                    question("why", Kind::LongText, |q| q.relevance = Some("plan = false".into())),
                    question("level", Kind::One(Choose::from(name("levels"))), |q| q.required = Some("true".into())),
                ],
            ),
            page("second", vec![question("staff", Kind::Whole, |_| ()), question("remarks", Kind::LongText, |_| ())]),
        ],
        rating: None,
    }
}

pub struct Valley<'a> {
    pub authority: OrganisationId,
    pub sam: Visitor<'a>,
    pub form: Uuid,
}

/// An authority with a supervisor, and a published form of its own.
pub fn valley(site: &TestSite) -> Valley<'_> {
    let authority = site.organisation("Authority", "nca");
    let sam = site.person("Sam", authority, &[Role::Supervisor]);
    let act = belfry_store::Act { actor: Some(sam.id()), ..site.act() };
    let actor = belfry_kernel::Actor::System;
    let rules = belfry_forms::access::RULES;
    let granted = belfry_kernel::access::decide::<belfry_forms::access::Create>(&actor, rules, None).unwrap();
    let tx = site.db.db.write(Key::SYSTEM).unwrap();
    let label = Label::new(Tlp::Amber, Clause::Organisation(authority));
    belfry_forms::store::create(&tx, act, &granted, authority, &label, &form("stand")).unwrap();
    let form = belfry_forms::store::by_name(&tx, authority, "stand").unwrap().unwrap();
    let allowed =
        subject::load::<belfry_forms::access::Edit>(&tx, &actor, rules, belfry_forms::store::FORM, form).unwrap();
    belfry_forms::store::publish_draft(&tx, act, &allowed).unwrap();
    tx.commit().unwrap();
    Valley { authority, sam, form }
}

/// What a survey begins with, and what else is typed.
pub fn draft(valley: &Valley<'_>, more: &[(&str, &str)]) -> String {
    let form = format!("{}:1", valley.form);
    let mut fields = vec![
        ("title", "How operators stand"),
        ("form", form.as_str()),
        ("about", "To know where to help."),
        ("mode", "confidential"),
        ("unit", "organisation"),
        ("level", "european"),
        ("country", ""),
        ("kinds", "oes"),
        ("opens", ""),
        ("closes", "2026-03-31"),
        ("least", "5"),
    ];
    fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    fields.extend_from_slice(more);
    let answer = valley.sam.submit("/surveys/campaigns/new", &fields);
    answer.expect(303).location.expect("its page")
}

/// A survey that is open.
pub fn opened(site: &TestSite, valley: &Valley<'_>, more: &[(&str, &str)]) -> String {
    let url = draft(valley, more);
    valley.sam.submit(&format!("{url}/open"), &[]).expect(303);
    site.run_jobs();
    url
}

/// An operator with somebody who answers for it.
pub fn operator<'a>(site: &'a TestSite, name: &str) -> Visitor<'a> {
    let organisation = site.organisation(name, "oes");
    site.person(&format!("Anna of {name}"), organisation, &[Role::NisImplementer])
}

/// Answers a survey whose answers have names, and signs.
pub fn answer(who: &Visitor<'_>, url: &str, plan: &str, level: &str) {
    answer_of(who, url, (plan, level), 3);
}

/// The same, of an operator with so many people.
pub fn answer_of(who: &Visitor<'_>, url: &str, (plan, level): (&str, &str), staff: usize) {
    let here = format!("{url}/answer");
    who.submit(&here, &[("page", "0"), ("go", "next"), ("plan", plan), ("level", level)]).expect(
        // Where there is none, the page asks why.
        if plan == "no" { 200 } else { 303 },
    );
    if plan == "no" {
        let why = [("page", "0"), ("go", "next"), ("plan", plan), ("level", level), ("why", "")];
        who.submit(&here, &why).expect(303);
    }
    who.submit(&here, &[("page", "1"), ("go", "next"), ("staff", &staff.to_string()), ("remarks", "")]).expect(303);
    who.submit(&format!("{here}/sign"), &[]).expect(303);
}
