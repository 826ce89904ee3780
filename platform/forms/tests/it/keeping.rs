//! Drafts and versions in their tables, on both databases.

use belfry_forms::access::{Create, Edit, RULES};
use belfry_forms::core::form::Kind;
use belfry_forms::core::{Form, Language, Text};
use belfry_forms::store::{self, FORM, Refusal};
use belfry_identity::organisation::{self, OrganisationFields, OrganisationKind};
use belfry_identity::person::{self, NewPerson};
use belfry_identity::{Email, Passwords, membership, on_behalf_of};
use belfry_kernel::access::decide;
use belfry_kernel::{Actor, Clause, Label, OrganisationId, Problem, Role, SubjectId, Tlp};
use belfry_store::{Key, args, scope, subject};
use belfry_testkit::{Engine, TestDb, both_databases};

use crate::build::*;

/// Two organisations with one author each.
struct Place {
    t: TestDb,
    water: OrganisationId,
    ana: Actor,
    ben: Actor,
}

impl Place {
    fn new(engine: Engine) -> Self {
        let t =
            TestDb::new(engine, &[belfry_identity::MIGRATIONS, belfry_catalogue::MIGRATIONS, belfry_forms::MIGRATIONS]);
        let mut joined = Vec::new();
        for (who, organisation) in [("ana", "Water"), ("ben", "Power")] {
            let tx = t.db.write(Key::SYSTEM).unwrap();
            let fields = OrganisationFields {
                name: organisation.into(),
                short_name: organisation.into(),
                kind: OrganisationKind::Oes,
                sector: None,
                country: None,
                about: String::new(),
                website: None,
            };
            let id = organisation::create(&tx, t.act(), fields).unwrap().0;
            let email = Email::parse(&format!("{who}@a.example")).unwrap();
            let password = Passwords::with_memory(64).hash("four brown herons by the weir", &t.ids).unwrap();
            let new = NewPerson {
                email,
                name: who.into(),
                password: Some(password),
                language: "en".into(),
                time_zone: "UTC".into(),
            };
            let (person, _) = person::create(&tx, t.act(), &new).unwrap();
            membership::confirm(&tx, t.act(), person, id, &[Role::Contributor]).unwrap();
            tx.commit().unwrap();
            let actor = on_behalf_of(&t.db.read(Key::SYSTEM).unwrap(), person).unwrap().unwrap().actor();
            joined.push((actor, id));
        }
        let (ben, _) = joined.pop().unwrap();
        let (ana, water) = joined.pop().unwrap();
        Self { t, water, ana, ben }
    }

    fn key(&self, who: &Actor) -> Key {
        scope::key_of(&self.t.db, &who.grants(), self.t.act().now).unwrap()
    }

    fn begun(&self, form: &Form, clause: Clause) -> Result<SubjectId, Refusal> {
        let granted = decide::<Create>(&self.ana, RULES, None).unwrap();
        let tx = self.t.db.write(self.key(&self.ana)).unwrap();
        let id = store::create(&tx, self.t.act(), &granted, self.water, &Label::new(Tlp::Amber, clause), form)?;
        tx.commit().unwrap();
        Ok(id)
    }

    fn published(&self, who: &Actor, form: Option<&Form>) -> Result<i64, String> {
        let tx = self.t.db.write(self.key(who)).unwrap();
        let Some(uuid) = store::by_name(&self.t.db.read(Key::SYSTEM).unwrap(), self.water, "form").unwrap() else {
            panic!()
        };
        let allowed =
            subject::load::<Edit>(&tx, who, RULES, FORM, uuid).map_err(|problem: Problem| problem.to_string())?;
        if let Some(form) = form {
            store::save(&tx, self.t.act(), &allowed, form).unwrap();
        }
        let number = store::publish_draft(&tx, self.t.act(), &allowed).map_err(|why| why.to_string())?;
        tx.commit().unwrap();
        Ok(number)
    }

    fn listed(&self, who: &Actor) -> Vec<(String, i64)> {
        let read = self.t.db.read(self.key(who)).unwrap();
        store::list(&read, None, 10).unwrap().into_iter().map(|entry| (entry.title, entry.version)).collect()
    }
}

both_databases! {
    fn ana_publishes_versions_and_what_is_published_stays(engine) {
        let at = Place::new(engine);
        let first = form(vec![plain("a", Kind::Text)]);
        let id = at.begun(&first, Clause::Organisation(at.water)).unwrap();
        assert!(matches!(at.begun(&first, Clause::Organisation(at.water)), Err(Refusal::NameTaken)));
        assert_eq!(at.listed(&at.ana), [("A form".to_owned(), 0)]);
        assert_eq!(at.published(&at.ana, None), Ok(1));
        assert_eq!(at.published(&at.ana, None), Ok(1), "nothing changed: no other version");
        let mut second = form(vec![plain("a", Kind::Text), plain("b", Kind::Whole)]);
        second.title = Text::new(&en(), "Another title");
        assert_eq!(at.published(&at.ana, Some(&second)), Ok(2));
        assert_eq!(at.listed(&at.ana), [("Another title".to_owned(), 2)]);
        let read = at.t.db.read(at.key(&at.ana)).unwrap();
        assert_eq!(store::version(&read, id, 1).unwrap().unwrap().form, first);
        assert_eq!(store::newest(&read, id).unwrap().unwrap().open().unwrap().slots().len(), 2);
        drop(read);
        let tx = at.t.db.write(Key::SYSTEM).unwrap();
        let changed = tx.execute("update forms_versions set definition = '{}' where form_id = $1", args![id]);
        assert!(changed.is_err(), "the database itself refuses");
    }

    fn a_list_of_forms_knows_their_titles_without_reading_a_draft(engine) {
        let at = Place::new(engine);
        let french = Language::parse("fr").unwrap();
        let mut written = form(vec![plain("a", Kind::Text)]);
        written.languages.push(french.clone());
        written.title.put(&french, "Un formulaire");
        at.begun(&written, Clause::Organisation(at.water)).unwrap();
        let listed = || {
            let read = at.t.db.read(at.key(&at.ana)).unwrap();
            store::list(&read, None, 10).unwrap().remove(0)
        };
        assert_eq!((listed().title_in(&en()), listed().title_in(&french)), ("A form", "Un formulaire"));
        let change = |sql: &'static str| {
            let tx = at.t.db.write(Key::SYSTEM).unwrap();
            assert_eq!(tx.execute(sql, args![]).unwrap(), 1);
            tx.commit().unwrap();
        };
        // As a form stands that was written before its titles were kept beside it.
        change("update forms_forms set called = '{}'");
        assert_eq!(listed().title_in(&french), "A form");
        let step = belfry_forms::MIGRATIONS.steps.iter().find(|step| step.name == "0002_called").unwrap();
        let step = if engine == Engine::Postgres { step.postgres } else { step.sqlite };
        change(step.split(';').find(|one| one.trim_start().starts_with("update")).unwrap());
        assert_eq!(listed().title_in(&french), "Un formulaire");
        written.title.put(&french, "Un autre");
        at.published(&at.ana, Some(&written)).unwrap();
        assert_eq!(listed().title_in(&french), "Un autre");
        change("update forms_forms set draft = 'none'");
        assert_eq!(listed().title_in(&french), "Un autre");
    }

    fn a_form_with_faults_is_kept_as_a_draft_and_not_published(engine) {
        let at = Place::new(engine);
        at.begun(&form(vec![when("a", Kind::Text, "nobody")]), Clause::Organisation(at.water)).unwrap();
        assert_eq!(at.published(&at.ana, None), Err("1 faults keep it from being published".into()));
        assert_eq!(at.listed(&at.ana), [("A form".to_owned(), 0)]);
    }

    fn ben_does_not_know_of_a_form_that_is_not_for_him_and_changes_none(engine) {
        let at = Place::new(engine);
        let id = at.begun(&form(vec![plain("a", Kind::Text)]), Clause::Organisation(at.water)).unwrap();
        at.published(&at.ana, None).unwrap();
        assert_eq!(at.listed(&at.ben), []);
        assert_eq!(at.published(&at.ben, None), Err("not found".into()));
        if engine == Engine::Postgres {
            let read = at.t.db.read(at.key(&at.ben)).unwrap();
            assert!(store::draft(&read, id).unwrap().is_none() && store::newest(&read, id).unwrap().is_none());
        }
        let at = Place::new(engine);
        at.begun(&form(vec![plain("a", Kind::Text)]), Clause::Community).unwrap();
        assert_eq!(at.listed(&at.ben).len(), 1);
        assert_eq!(at.published(&at.ben, None), Err("forbidden".into()));
    }
}

#[test]
fn choices_come_out_of_the_catalogue_and_stay() {
    let (frameworks, _) = belfry_catalogue::builtin::all().unwrap();
    let article = frameworks.iter().find(|framework| framework.name == "nis2-article-21").unwrap();
    let list = belfry_forms::choices::list(article, Some("21.2")).unwrap();
    assert_eq!((list.choices.len(), list.choices[0].code.as_str()), (10, "21.2.a"));
    let mut definition = form(vec![plain("measure", one("measures"))]);
    definition.lists.insert(name("measures"), list);
    definition.languages.push(belfry_forms::core::Language::parse("fr").unwrap());
    belfry_forms::core::publish(definition).unwrap_or_else(|faults| panic!("{}", told(&faults)));
}
