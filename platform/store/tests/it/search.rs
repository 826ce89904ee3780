//! Search finds what one may see, newest first, and nothing else.

use belfry_kernel::{CircleId, Clause, Clock, Grants, Label, OrganisationId, PersonId, Tlp};
use belfry_store::search::{self, Document, Narrow};
use belfry_store::{Key, scope, subject};
use belfry_testkit::{TestDb, both_databases};
use uuid::Uuid;

use crate::audience::{KIND, subject as make};

fn texts(t: &TestDb, key: Key, query: &str) -> usize {
    search::newest(&t.db.read(key).expect("read"), query, &[KIND], None, 100).expect("search").len()
}

both_databases! {
    fn hits_respect_the_subjects_label_and_the_documents_own(engine) {
        let t = TestDb::new(engine, &[]);
        let tx = t.db.write(Key::SYSTEM).expect("tx");
        let ours = Label::new(Tlp::Green, Clause::Organisation(OrganisationId(1)));
        let narrow = scope::intern(&tx, &Label::new(Tlp::Red, Clause::People([PersonId(7)].into()))).expect("label");
        for (n, (label, text)) in [(ours.clone(), "Zebrocy uses evil.example.org"), (Label::nobody(), "Zebrocy unseen"), (ours, "Énergie, panne")].into_iter().enumerate() {
            let one = make(&t, &tx, Uuid::from_u128(n as u128), &label);
            subject::insert(&tx, &one).expect("subject");
            let child = t.ids.next::<belfry_kernel::SubjectId>().0;
            search::add(&tx, &[
                Document { id: one.id.0, subject: one.id, label: None, text },
                Document { id: child, subject: one.id, label: Some(narrow), text: "narrowword" },
            ]).expect("add");
        }
        tx.commit().expect("commit");
        let member = Grants { organisations: [OrganisationId(1)].into(), ..Grants::default() };
        let key = scope::key_of(&t.db, &member, t.clock.now()).expect("key");
        assert_eq!(texts(&t, key, "zebrocy"), 1);
        assert_eq!(texts(&t, Key::SYSTEM, "zebrocy"), 2);
        assert_eq!(texts(&t, key, "evil.example.org"), 1, "a dotted name is a phrase");
        assert_eq!(texts(&t, key, "example.evil"), 0, "in its order");
        assert_eq!(texts(&t, key, "zeb*"), 1);
        assert_eq!(texts(&t, key, "panne"), 1);
        assert_eq!(texts(&t, key, "narrowword"), 0, "a document's own label");
        assert_eq!(texts(&t, Key::SYSTEM, "narrowword"), 3);
        assert_eq!(texts(&t, key, "' \" -- ) & |"), 0, "no word, no hit, no error");
    }

    fn a_minus_leaves_out_and_facets_narrow(engine) {
        let t = TestDb::new(engine, &[]);
        let tx = t.db.write(Key::SYSTEM).expect("tx");
        let circle = CircleId(77);
        let labels = [
            Label::new(Tlp::Green, Clause::Everyone),
            Label::new(Tlp::Amber, Clause::CircleOrOwner(circle, OrganisationId(1))),
        ];
        for n in 0..6_u128 {
            let mut one = make(&t, &tx, Uuid::from_u128(n + 1), &labels[(n % 2) as usize]);
            one.owner = OrganisationId((n % 3) as i64 + 1);
            one.updated = t.clock.now() + jiff::SignedDuration::from_hours(n as i64);
            subject::insert(&tx, &one).expect("subject");
            let text = if n < 3 { "pump failure drill" } else { "pump failure" };
            search::add(&tx, &[Document { id: one.id.0, subject: one.id, label: None, text }]).expect("add");
        }
        tx.commit().expect("commit");
        let member = Grants { organisations: [OrganisationId(1)].into(), circles: [circle].into(), ..Grants::default() };
        let key = scope::key_of(&t.db, &member, t.clock.now()).expect("key");
        let read = t.db.read(key).expect("read");
        let all = Narrow { kinds: &[KIND], ..Narrow::default() };
        let count = |query: &str, narrow: &Narrow<'_>| search::find(&read, query, narrow, None, 100).expect("search").len();
        assert_eq!(count("pump", &all), 6);
        assert_eq!(count("pump -drill", &all), 3);
        assert_eq!(count("\"pump failure\" -\"failure drill\"", &all), 3);
        assert_eq!(count("-drill", &all), 0, "nothing is wanted");
        assert_eq!(count("pump", &Narrow { owner: Some(OrganisationId(2)), ..all }), 2);
        assert_eq!(count("pump", &Narrow { level: Some(Tlp::Amber), ..all }), 3);
        assert_eq!(count("pump", &Narrow { circle: Some(circle), owner: Some(OrganisationId(1)), ..all }), 1);
        assert_eq!(count("pump", &Narrow { circle: Some(CircleId(7)), ..all }), 0);
        let since = Some(t.clock.now() + jiff::SignedDuration::from_hours(2));
        let until = Some(t.clock.now() + jiff::SignedDuration::from_hours(4));
        assert_eq!(count("pump", &Narrow { since, ..all }), 4);
        assert_eq!(count("pump", &Narrow { since, until, ..all }), 2);
        drop(read);
        // Whoever is outside the circle finds nothing of it, whatever he narrows to.
        let read = t.db.read(Key::ANONYMOUS).expect("read");
        let found = |narrow: &Narrow<'_>| search::find(&read, "pump", narrow, None, 100).expect("search").len();
        assert_eq!((found(&all), found(&Narrow { circle: Some(circle), ..all })), (3, 0));
        assert_eq!(found(&Narrow { level: Some(Tlp::Amber), ..all }), 0);
    }

    fn a_dropped_document_is_found_no_more(engine) {
        let t = TestDb::new(engine, &[]);
        let tx = t.db.write(Key::SYSTEM).expect("tx");
        let one = make(&t, &tx, Uuid::from_u128(1), &Label::new(Tlp::Clear, Clause::Everyone));
        subject::insert(&tx, &one).expect("subject");
        search::add(&tx, &[Document { id: one.id.0, subject: one.id, label: None, text: "first" }]).expect("add");
        search::drop_one(&tx, one.id.0).expect("drop");
        search::add(&tx, &[Document { id: one.id.0, subject: one.id, label: None, text: "second" }]).expect("add");
        tx.commit().expect("commit");
        assert_eq!((texts(&t, Key::ANONYMOUS, "first"), texts(&t, Key::ANONYMOUS, "second")), (0, 1));
        let tx = t.db.write(Key::SYSTEM).expect("tx");
        search::drop_subject(&tx, one.id).expect("drop");
        tx.commit().expect("commit");
        assert_eq!(texts(&t, Key::ANONYMOUS, "second"), 0);
    }
}
