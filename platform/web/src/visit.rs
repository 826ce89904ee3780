//! One request: who asks, in which language, what was sent; and the ways to read and to write.

use std::cell::{Cell, RefCell};
use std::marker::PhantomData;
use std::rc::Rc;
use std::str::FromStr;
use std::sync::Arc;

use belfry_identity::view::View;
use belfry_identity::{SignedIn, organisation};
use belfry_kernel::access::{Rule, decide};
use belfry_kernel::{Action, Actor, Allowed, Ids, ObjectFacts, Person, Problem};
use belfry_store::subject::{self, Subject};
use belfry_store::{Act, Key, Kind, Read, Tx};
use belfry_words::Words;
use jiff::Timestamp;
use uuid::Uuid;

use crate::form::Form;
use crate::held::Held;
use crate::house::House;
use crate::layout::Theme;
use crate::once::{self, Once};
use crate::receive;
use crate::reply::Reply;
use crate::site::Fresh;

/// One request for an act `A`. Handlers get it, and nothing else.
pub struct Visit<A> {
    pub(crate) core: Core,
    action: PhantomData<A>,
}

/// What a visit is made of, whatever its act.
pub(crate) struct Core {
    pub(crate) house: Arc<House>,
    pub(crate) rules: &'static [Rule],
    pub(crate) fresh: Fresh,
    pub(crate) while_enrolling: bool,
    pub(crate) actor: Actor,
    pub(crate) signed_in: Option<SignedIn>,
    pub(crate) key: Key,
    pub(crate) words: Words,
    pub(crate) theme: Theme,
    pub(crate) now: Timestamp,
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) path_values: Vec<(String, String)>,
    /// Which of several records of one UUID is meant.
    pub(crate) held: Option<Held>,
    pub(crate) form: Form,
    pub(crate) address: String,
    pub(crate) agent: String,
    /// Path and query of the page that the browser was on; empty when it was none of ours, or does not say.
    pub(crate) came_from: String,
    pub(crate) cookies: Vec<(String, String)>,
    /// The reader's saved views, on a list.
    pub(crate) views: Vec<View>,
    pub(crate) read: RefCell<Option<Rc<Read>>>,
    pub(crate) queries: Cell<u32>,
    /// Whether the route does once what is sent twice.
    pub(crate) is_once: bool,
    /// What a program calls its request.
    pub(crate) idempotency: Option<String>,
    /// What this request is known by, where that matters.
    pub(crate) once: Option<Once>,
    /// Whether another one that is the same was quicker: his answer counts.
    pub(crate) again: Cell<bool>,
}

impl<A> Visit<A> {
    pub(crate) fn new(core: Core) -> Self {
        Self { core, action: PhantomData }
    }

    /// The reader's words.
    pub fn t(&self) -> Words {
        self.core.words.clone()
    }

    /// From here on in another language, the house around the page too; an unknown one is English.
    pub fn speak(&mut self, language: &str) {
        self.core.words = self.core.house.words_in(language);
    }

    /// A message without arguments, in the reader's words.
    pub fn s(&self, key: &str) -> String {
        self.core.words.s(key)
    }

    /// The instant of this request.
    pub fn now(&self) -> Timestamp {
        self.core.now
    }

    /// New ids.
    pub fn ids(&self) -> &Ids {
        &self.core.house.ids
    }

    /// What every request finds.
    pub fn house(&self) -> &Arc<House> {
        &self.core.house
    }

    /// Who asks.
    pub fn actor(&self) -> &Actor {
        &self.core.actor
    }

    /// The person who asks.
    ///
    /// # Errors
    /// [`Problem::SignIn`] when nobody is signed in.
    pub fn person(&self) -> Result<&Person, Problem> {
        self.core.actor.person().ok_or(Problem::SignIn)
    }

    /// The session or key behind the request, when somebody is signed in.
    pub fn signed_in(&self) -> Option<&SignedIn> {
        self.core.signed_in.as_ref()
    }

    /// The token of this person's forms; empty for a visitor.
    pub fn csrf(&self) -> String {
        self.core.csrf()
    }

    /// Whose grants what is read is scoped by.
    pub fn key(&self) -> Key {
        self.core.key
    }

    /// The rules of the area whose route this is.
    pub fn rules(&self) -> &'static [Rule] {
        self.core.rules
    }

    /// This request's path and query.
    pub fn url(&self) -> &str {
        &self.core.path
    }

    /// The network address of the client, as text.
    pub fn address(&self) -> &str {
        &self.core.address
    }

    /// What the client calls itself, shortened.
    pub fn agent(&self) -> &str {
        &self.core.agent
    }

    /// A cookie's value.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.core.cookie(name)
    }

    /// A value of the route's path, `{id}`.
    ///
    /// # Errors
    /// [`Problem::NotFound`] when it is not of the type: there is nothing under such an address.
    pub fn path<T: FromStr>(&self, name: &str) -> Result<T, Problem> {
        let value = self.core.path_values.iter().find(|(n, _)| n == name).map(|(_, value)| value);
        value.and_then(|value| value.parse().ok()).ok_or(Problem::NotFound)
    }

    /// The page of a record; of several records of its UUID, that of the one which this visit is about.
    pub fn page_of(&self, kind: Kind, uuid: Uuid) -> String {
        match &self.core.held {
            Some(held) if held.uuid == uuid => held.address(kind),
            _ => format!("{}{uuid}", kind.path),
        }
    }

    /// A value of the query, trimmed; empty when there is none.
    pub fn query(&self, name: &str) -> &str {
        self.core.query.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.trim())
    }

    /// The whole query, in its order.
    pub fn queries(&self) -> &[(String, String)] {
        &self.core.query
    }

    /// What was sent.
    pub fn form(&self) -> &Form {
        &self.core.form
    }

    /// What was sent, to take files out of it.
    pub fn form_mut(&mut self) -> &mut Form {
        &mut self.core.form
    }

    /// A JSON body as a `T`.
    ///
    /// # Errors
    /// [`Problem::BadRequest`] with place and reason.
    pub fn json<T: serde::de::DeserializeOwned>(&self) -> Result<T, Problem> {
        let body = &self.core.form.body;
        // What is read by its place in a list would change its meaning with the next field.
        if body.iter().find(|byte| !byte.is_ascii_whitespace()).is_some_and(|first| *first != b'{') {
            return Err(Problem::BadRequest("the body is a JSON object".to_owned()));
        }
        if receive::has_nul(body) {
            return Err(Problem::BadRequest("a text holds the character U+0000".to_owned()));
        }
        serde_json::from_slice(body).map_err(|error| Problem::BadRequest(error.to_string()))
    }

    /// One consistent picture of the database for this reader, opened when it is first asked for. It closes before the page is
    /// rendered.
    ///
    /// # Errors
    /// As [`belfry_store::Db::read`].
    pub fn read(&self) -> Result<Rc<Read>, Problem> {
        let mut open = self.core.read.borrow_mut();
        if let Some(read) = open.as_ref() {
            return Ok(read.clone());
        }
        let read = Rc::new(self.core.house.db.read(self.core.key)?);
        *open = Some(read.clone());
        Ok(read)
    }

    /// Closes the picture, if one is open: what is read later is newer.
    pub fn close(&self) {
        self.core.close();
    }

    /// A write transaction; the picture that was open for reading is closed.
    ///
    /// # Errors
    /// As [`belfry_store::Db::write`].
    pub fn write(&self) -> Result<Tx, Problem> {
        self.write_as(self.core.key)
    }

    /// As [`write`](Self::write), under a key of which the area says why.
    ///
    /// # Errors
    /// As [`write`](Self::write).
    pub fn write_as(&self, key: Key) -> Result<Tx, Problem> {
        self.close();
        let tx = self.core.house.db.write(key)?;
        once::claim(&self.core, &tx)?;
        Ok(tx)
    }

    /// An identity for what is made here: on a route that is [`once`](crate::site::Route::once) the same when the same is sent again,
    /// for what takes more than one transaction.
    pub fn identity(&self) -> Uuid {
        self.core.once.as_ref().map_or_else(|| self.core.house.ids.uuid(), Once::identity)
    }

    /// Ends a change: commits, and keeps what is answered where the same may be sent twice. Every route that is
    /// [`once`](crate::site::Route::once) ends so.
    ///
    /// # Errors
    /// Those of the database.
    pub fn finish(&self, tx: Tx, reply: Reply) -> Result<Reply, Problem> {
        once::keep(&self.core, &tx, &reply)?;
        tx.commit()?;
        Ok(reply)
    }

    /// As [`finish`](Self::finish), in a transaction that was opened, and is committed, by others: claims it as
    /// [`write`](Self::write) does.
    ///
    /// # Errors
    /// As both.
    pub fn finish_in(&self, tx: &Tx, reply: &Reply) -> Result<(), Problem> {
        once::claim(&self.core, tx)?;
        once::keep(&self.core, tx, reply)
    }

    /// What a change brings to its transaction.
    pub fn act(&self) -> Act<'_> {
        Act { actor: self.core.actor.person_id(), now: self.core.now, ids: &self.core.house.ids }
    }

    /// A `Set-Cookie` line with this installation's attributes. Without `seconds` it lives as long as the browser; 0 ends it.
    pub fn set_cookie(&self, name: &str, value: &str, seconds: Option<u32>) -> String {
        crate::site::cookie(&self.core.house, name, value, seconds)
    }

    /// The name of the session's cookie.
    pub fn session_cookie(&self) -> &'static str {
        crate::site::session_name(&self.core.house)
    }
}

impl<A: Action> Visit<A> {
    /// Loads a record for this route's act. What one may not see is not found.
    ///
    /// # Errors
    /// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
    pub fn load(&self, read: &Read, kind: Kind, uuid: Uuid) -> Result<Allowed<A, Subject>, Problem> {
        let holder = match &self.core.held {
            Some(held) if held.uuid == uuid => Some(organisation::by_uuid(read, held.by)?.ok_or(Problem::NotFound)?.id),
            _ => None,
        };
        subject::load_of(read, &self.core.actor, self.core.rules, kind, uuid, holder)
    }

    /// Whether the reader may do `B` to a record that he sees: to offer a button or not. The act itself asks again.
    pub fn may<B: Action>(&self, subject: Option<&Subject>) -> bool {
        decide::<B>(&self.core.actor, self.core.rules, subject.map(Subject::facts).as_ref()).is_ok()
    }

    /// As [`may`](Self::may), over something that has no page of its own kind: what is known of it decides.
    pub fn may_over<B: Action>(&self, facts: &ObjectFacts) -> bool {
        decide::<B>(&self.core.actor, self.core.rules, Some(facts)).is_ok()
    }

    /// The proof that this act is granted where there is no record yet.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] or [`Problem::SignIn`].
    pub fn granted<T>(&self, thing: T) -> Result<Allowed<A, T>, Problem> {
        Ok(Allowed::new(thing, decide::<A>(&self.core.actor, self.core.rules, None)?))
    }
}

/// The token of a form: a salt, and what only the session's secret makes of it.
pub fn form_token(secret: &str, salt: &str) -> String {
    format!("{salt}.{}", mark(secret, salt))
}

fn mark(secret: &str, salt: &str) -> String {
    use sha2::{Digest, Sha256};
    belfry_kernel::hex(&Sha256::digest(format!("{secret}.{salt}").as_bytes()))
}

impl Core {
    /// A token of the session that looks different each time, so that compression tells nothing about it.
    pub(crate) fn csrf(&self) -> String {
        let Some(signed_in) = &self.signed_in else { return String::new() };
        let salt: String = self.house.ids.secret().chars().take(16).collect();
        form_token(signed_in.csrf.expose(), &salt)
    }

    /// Whether a token was made by [`csrf`](Self::csrf) for this session.
    pub(crate) fn token_fits(&self, token: &str) -> bool {
        let Some(signed_in) = &self.signed_in else { return false };
        let Some((salt, given)) = token.split_once('.') else { return false };
        let wanted = mark(signed_in.csrf.expose(), salt);
        wanted.len() == given.len() && wanted.bytes().zip(given.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
    }

    pub(crate) fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn close(&self) {
        if let Some(read) = self.read.borrow_mut().take() {
            self.queries.set(self.queries.get() + read.queries());
        }
    }
}
