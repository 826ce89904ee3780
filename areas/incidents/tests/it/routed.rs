//! An authority says to whom notifications of its country go, and by which form.

use belfry_forms::access::{Create, Edit, RULES};
use belfry_forms::core::form::{Element, Kind, Question};
use belfry_forms::core::{Form, Language, Name, Text};
use belfry_forms::store::{self as forms, FORM};
use belfry_incidents::regime;
use belfry_kernel::access::decide;
use belfry_kernel::{Actor, Clause, Label, OrganisationId, Tlp};
use belfry_store::{Key, subject};
use belfry_testkit::{TestSite, both_databases};

use crate::valley::{notification, place, site, told, valley, warn};

/// A form of an authority's own, published; its UUID.
fn published(site: &TestSite, owner: OrganisationId, form: &Form) -> String {
    let tx = site.db.db.write(Key::SYSTEM).unwrap();
    let granted = decide::<Create>(&Actor::System, RULES, None).unwrap();
    let label = Label::new(Tlp::Amber, Clause::Organisation(owner));
    forms::create(&tx, site.act(), &granted, owner, &label, form).unwrap();
    let uuid = forms::by_name(&tx, owner, form.name.as_str()).unwrap().unwrap();
    let allowed = subject::load::<Edit>(&tx, &Actor::System, RULES, FORM, uuid).unwrap();
    forms::publish_draft(&tx, site.act(), &allowed).unwrap();
    tx.commit().unwrap();
    uuid.to_string()
}

/// The built-in form of a step under another name, with a question more.
fn own_form(name: &str, step: &str) -> Form {
    let mut form = regime::latest("nis2").unwrap().form(step).unwrap().form().clone();
    form.name = Name::parse(name).unwrap();
    let label = Text::new(&Language::parse("en").unwrap(), "Which valve?");
    let question = Question::new(Name::parse("valve").unwrap(), Kind::Text, label);
    form.elements.push(Element::Question(Box::new(question)));
    form
}

both_databases! {
    fn a_rule_of_the_country_decides(engine) {
        let site = site(engine);
        let v = valley(&site);
        let water_authority = site.organisation("Water Authority", "nca");
        place(&site, water_authority, "LU", &[]);
        let wendy = site.person("Wendy", water_authority, &[belfry_kernel::Role::Supervisor]);
        v.tomas.get("/incidents/routes").expect(403);
        let page = v.sofia.get("/incidents/routes").expect(200);
        assert!(page.says("Rules of Luxembourg") && page.says("Valley CSIRT"), "{}", page.text);
        let to = water_authority.to_string();
        let wrong = [("who", to.as_str()), ("part", "nca"), ("sector", "nonsense")];
        let refused = v.sofia.submit("/incidents/routes", &wrong).expect(422);
        assert!(refused.says("codes that exist") && refused.says(&format!("value=\"{to}\" selected")), "{}", refused.text);
        assert!(v.sofia.get("/incidents/routes").expect(200).says("No rule yet"));
        v.sofia.submit("/incidents/routes", &[("who", &to), ("part", "nca"), ("sector", "drinking-water")]).expect(303);
        assert!(v.tomas.get("/incidents/warn").expect(200).says("Goes to Water Authority and Valley CSIRT."));
        let page = told(&v.tomas, &warn(&v.tomas, &[]));
        wendy.get(&page).expect(200);
        v.sofia.get(&page).expect(404);
        // A rule is taken away by whoever keeps it.
        let rules = v.sofia.get("/incidents/routes").expect(200).text;
        let at = rules.find("/remove").unwrap();
        let start = rules[..at].rfind('"').unwrap() + 1;
        let remove = rules[start..at + "/remove".len()].to_owned();
        wendy.submit(&remove, &[]).expect(404);
        v.sofia.submit(&remove, &[]).expect(303);
        assert!(v.tomas.get("/incidents/warn").expect(200).says("Goes to Valley Authority and Valley CSIRT."));
    }

    fn an_authority_asks_by_a_form_of_its_own(engine) {
        let site = site(engine);
        let v = valley(&site);
        let mut short = own_form("too-short", "notification");
        short.elements.truncate(1);
        let (short, whole) = (published(&site, v.nca, &short), published(&site, v.nca, &own_form("valves", "notification")));
        let bind = |form: &str| v.sofia.submit("/incidents/routes/form", &[("step", "nis2/notification"), ("form", form)]);
        let refused = bind(&short).expect(422);
        assert!(refused.says("lacks questions") && refused.says(&format!("value=\"{short}\" selected")), "{}", refused.text);
        assert!(v.sofia.get("/incidents/routes").expect(200).says("Every step is asked by its built-in form."));
        bind(&whole).expect(303);
        let page = told(&v.tomas, &warn(&v.tomas, &[]));
        let step = format!("{page}/steps/notification");
        assert!(v.tomas.get(&step).expect(200).says("Which valve?"));
        v.tomas.submit(&step, &notification(&[("valve", "The red one")])).expect(303);
        assert!(v.sofia.get(&page).expect(200).says("The red one"));
        // What was sent is still read by the form that was answered, when another is asked by.
        bind("").expect(303);
        assert!(v.carl.get(&page).expect(200).says("The red one"));
        assert!(!v.tomas.get(&step).expect(200).says("Which valve?"));
    }

    fn the_first_minute_is_the_same_for_all_and_a_form_of_ones_own_is_asked_after_it(engine) {
        let site = site(engine);
        let v = valley(&site);
        let own = published(&site, v.nca, &own_form("first-valves", "early-warning"));
        v.sofia.submit("/incidents/routes/form", &[("step", "nis2/early-warning"), ("form", &own)]).expect(303);
        let page = told(&v.tomas, &warn(&v.tomas, &[]));
        assert!(v.sofia.get(&page).expect(200).says("Screens are locked."), "three answers are enough, whatever is asked later");
        let step = format!("{page}/steps/early-warning");
        let asked = v.tomas.get(&step).expect(200);
        assert!(asked.says("Which valve?") && asked.says("Screens are locked."), "{}", asked.text);
        let fields = [
            ("page", "0"),
            ("go", "send"),
            ("what", "Pumps are down. Screens are locked."),
            ("suspected", "yes"),
            ("border", "no"),
            ("valve", "The blue one"),
        ];
        v.tomas.submit(&step, &fields).expect(303);
        let seen = v.sofia.get(&page).expect(200);
        assert!(seen.says("The blue one") && seen.says("Version 2"), "{}", seen.text);
    }
}
