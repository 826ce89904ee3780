//! A small community: people enter it by name.

use belfry_identity::organisation::{self, OrganisationFields, OrganisationKind};
use belfry_identity::person::{self, NewPerson};
use belfry_identity::{
    Attempt, Email, MIGRATIONS, NewSession, Passwords, Refusal, SignInRefusal, SignedIn, membership, on_behalf_of,
    sign_in, signed_in,
};
use belfry_kernel::{Clock, OrganisationId, Person, PersonId, Role};
use belfry_store::{Act, Key, Tx, scope};
use belfry_testkit::{Engine, TestDb};
use jiff::SignedDuration;

pub const PASSWORD: &str = "four brown herons by the weir";

pub struct Town {
    pub t: TestDb,
    pub passwords: Passwords,
}

impl Town {
    pub fn new(engine: Engine) -> Self {
        Self { t: TestDb::new(engine, &[MIGRATIONS]), passwords: Passwords::with_memory(64) }
    }

    pub fn act(&self) -> Act<'_> {
        self.t.act()
    }

    pub fn later(&self, by: SignedDuration) {
        self.t.clock.advance(by);
    }

    /// A change by the program, with the actor's id in the ledger.
    pub fn change<T>(&self, work: impl FnOnce(&Tx, Act<'_>) -> Result<T, Refusal>) -> Result<T, Refusal> {
        let tx = self.t.db.write(Key::SYSTEM)?;
        let done = work(&tx, self.act())?;
        tx.commit()?;
        Ok(done)
    }

    pub fn organisation(&self, name: &str) -> OrganisationId {
        let fields = OrganisationFields {
            name: name.into(),
            short_name: name.into(),
            kind: OrganisationKind::Oes,
            sector: None,
            country: Some("lu".into()),
            about: String::new(),
            website: None,
        };
        self.change(|tx, act| organisation::create(tx, act, fields)).expect("organisation").0
    }

    /// Somebody of an organisation, whose address is his name.
    pub fn person(&self, name: &str, organisation: OrganisationId, roles: &[Role]) -> PersonId {
        let person = NewPerson {
            email: email(name),
            name: name.into(),
            password: Some(self.passwords.hash(PASSWORD, &self.t.ids).expect("hash")),
            language: "en".into(),
            time_zone: "Europe/Luxembourg".into(),
        };
        self.change(|tx, act| {
            let (id, _) = person::create(tx, act, &person)?;
            membership::confirm(tx, act, id, organisation, roles)?;
            Ok(id)
        })
        .expect("person")
    }

    pub fn join(&self, person: PersonId, organisation: OrganisationId, roles: &[Role]) {
        self.change(|tx, act| Ok(membership::confirm(tx, act, person, organisation, roles)?)).expect("membership");
    }

    /// As he stands at this moment.
    pub fn who(&self, person: PersonId) -> SignedIn {
        on_behalf_of(&self.t.db.read(Key::SYSTEM).expect("read"), person).expect("query").expect("an open account")
    }

    pub fn p(&self, person: PersonId) -> Person {
        self.who(person).person
    }

    /// The key of what he sees at this moment.
    pub fn key(&self, person: PersonId) -> Key {
        scope::key_of(&self.t.db, &self.who(person).grants, self.t.clock.now()).expect("key")
    }

    pub fn enter(&self, name: &str, password: &str) -> Result<NewSession, SignInRefusal> {
        self.enter_from(name, password, "192.0.2.1")
    }

    pub fn enter_from(&self, name: &str, password: &str, address: &str) -> Result<NewSession, SignInRefusal> {
        let typed = email(name);
        let attempt = Attempt { email: typed.as_str(), password, address, agent: "Firefox on Linux", replaces: None };
        sign_in(&self.t.db, &self.passwords, self.act(), &attempt)
    }

    pub fn behind(&self, session: &NewSession) -> Option<SignedIn> {
        signed_in(&self.t.db, session.token.expose(), self.t.clock.now()).expect("query")
    }

    /// Names of the facts in the ledger, oldest first.
    pub fn facts(&self) -> Vec<String> {
        let read = self.t.db.read(Key::SYSTEM).expect("read");
        read.rows("select fact from store_ledger order by id", belfry_store::args![], |row| row.get(0)).expect("facts")
    }
}

pub fn email(name: &str) -> Email {
    Email::parse(&format!("{}@town.example", name.to_lowercase())).expect("address")
}
