//! The one decision and the proof that it was taken.
//!
//! An area lists its [`Rule`]s in its `access.rs`. A route names its [`Action`]; loading an object under an action calls
//! [`decide`], and only its answer makes an [`Allowed<A, T>`], which whatever changes the object asks for. So nothing can be
//! authorised under one id and changed under another, and a view's load is no proof for a change.

use std::marker::PhantomData;

use crate::id::{OrganisationId, PersonId};
use crate::role::{Actor, Role};

/// A kind of act, as a type. Areas declare theirs with [`actions!`](crate::actions).
pub trait Action: Send + Sync + 'static {
    /// The word in rules, logs and the access matrix.
    const NAME: &'static str;
    /// Whether it changes something: such routes answer to POST only and need the scope to write.
    const WRITES: bool;
}

/// Declares marker types for actions: `actions! { Publish = "publish", writes; Read = "read"; }`.
#[macro_export]
macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $word:literal $(, $writes:ident)?;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub enum $name {}
        impl $crate::access::Action for $name {
            const NAME: &'static str = $word;
            const WRITES: bool = $crate::actions!(@writes $($writes)?);
        }
    )*};
    (@writes writes) => { true };
    (@writes) => { false };
}

actions! {
    /// To see an object, or a list of them.
    Read = "read";
    /// To make a new one.
    Create = "create", writes;
    /// To change one.
    Edit = "edit", writes;
    /// To take one away.
    Delete = "delete", writes;
    /// To say something about one.
    Discuss = "discuss", writes;
    /// To rule over people, organisations and the platform.
    Administer = "administer", writes;
    /// To see what administrators see.
    Oversee = "oversee";
    /// To see and change what is one's own: settings, sessions, keys.
    Self_ = "self", writes;
}

/// Over which objects a rule gives its action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Anything the actor may see; also where there is no object yet.
    Visible,
    /// What the organisation owns to which the role is bound.
    Own,
    /// What the person wrote.
    Authored,
    /// What is the person's own: anyone signed in has it, with any role or none. Made by [`Rule::oneself`].
    Oneself,
}

/// Gives an action to roles.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// [`Action::NAME`].
    pub action: &'static str,
    /// Who.
    pub roles: &'static [Role],
    /// Over what.
    pub over: Over,
}

impl Rule {
    /// Gives an action to anyone who is signed in, over what is his own: somebody whose last role has ended still leaves,
    /// changes his password and takes his data along.
    #[must_use]
    pub const fn oneself(action: &'static str) -> Self {
        Self { action, roles: &[], over: Over::Oneself }
    }
}

/// What the decision needs to know about an object.
#[derive(Clone, Copy, Debug)]
pub struct ObjectFacts {
    /// Whether the actor's grants see its label: the answer of [`crate::Label::seen_by`], kept by the store.
    pub visible: bool,
    /// The organisation that owns it.
    pub owner: OrganisationId,
    /// Who wrote it.
    pub author: Option<PersonId>,
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// What one may not see does not exist.
    NotFound,
    /// Nobody is signed in.
    SignIn,
    /// Seen, but no role of the actor gives this action over it.
    Forbidden,
}

/// The answer yes. Only [`decide`] makes one.
#[derive(Debug)]
pub struct Granted<A>(PhantomData<A>);

/// Decides whether `actor` may do `A` to an object, or, without an object, whether he may do it at all.
pub fn decide<A: Action>(actor: &Actor, rules: &[Rule], object: Option<&ObjectFacts>) -> Result<Granted<A>, Refusal> {
    if object.is_some_and(|object| !object.visible) && !matches!(actor, Actor::System) {
        return Err(Refusal::NotFound);
    }
    let person = match actor {
        Actor::System => return Ok(Granted(PhantomData)),
        Actor::Anonymous => return Err(Refusal::SignIn),
        Actor::Person(person, _) => person,
    };
    if A::WRITES && !person.may_write {
        return Err(Refusal::Forbidden);
    }
    let given = rules.iter().filter(|rule| rule.action == A::NAME).any(|rule| match object {
        None => rule.over == Over::Oneself || person.holds(rule.roles),
        Some(object) => match rule.over {
            Over::Visible => person.holds(rule.roles),
            Over::Own => person.holds_for(rule.roles, object.owner),
            Over::Authored => person.holds(rule.roles) && object.author == Some(person.id),
            Over::Oneself => object.author == Some(person.id),
        },
    });
    if given { Ok(Granted(PhantomData)) } else { Err(Refusal::Forbidden) }
}

/// Whether an action of this name may be offered to somebody at all. It proves nothing: the act itself is decided by [`decide`].
pub fn is_offered(actor: &Actor, rules: &[Rule], action: &str) -> bool {
    let Actor::Person(person, _) = actor else { return false };
    let mut given = rules.iter().filter(|rule| rule.action == action);
    given.any(|rule| rule.over == Over::Oneself || person.holds(rule.roles))
}

/// A thing, with the proof that its action was granted over it.
#[derive(Debug)]
pub struct Allowed<A, T> {
    thing: T,
    action: PhantomData<A>,
}

impl<A: Action, T> Allowed<A, T> {
    /// Joins a thing and the grant that was decided for it.
    pub fn new(thing: T, _granted: Granted<A>) -> Self {
        Self { thing, action: PhantomData }
    }

    /// Changes the thing; the proof travels along.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Allowed<A, U> {
        Allowed { thing: change(self.thing), action: PhantomData }
    }

    /// Changes the thing if it lets itself; the proof travels along.
    pub fn try_map<U, E>(self, change: impl FnOnce(T) -> Result<U, E>) -> Result<Allowed<A, U>, E> {
        Ok(Allowed { thing: change(self.thing)?, action: PhantomData })
    }

    /// The thing without the proof.
    pub fn into_inner(self) -> T {
        self.thing
    }
}

impl<A, T> std::ops::Deref for Allowed<A, T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.thing
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grants::Grants;
    use crate::role::Person;

    const RULES: &[Rule] = &[
        Rule { action: "read", roles: &[Role::Reader, Role::Contributor], over: Over::Visible },
        Rule { action: "edit", roles: &[Role::Contributor], over: Over::Own },
    ];

    fn actor(role: Role, may_write: bool) -> Actor {
        let home = OrganisationId(1);
        let person =
            Person { id: PersonId(7), name: "Ana".into(), organisation: home, roles: vec![(home, role)], may_write };
        Actor::Person(Box::new(person), Grants::default())
    }

    fn facts(visible: bool, owner: i64) -> ObjectFacts {
        ObjectFacts { visible, owner: OrganisationId(owner), author: None }
    }

    #[test]
    fn what_is_hidden_is_not_found_whatever_the_role() {
        let refused = decide::<Edit>(&actor(Role::Contributor, true), RULES, Some(&facts(false, 1)));
        assert_eq!(refused.err(), Some(Refusal::NotFound));
    }

    #[test]
    fn a_role_is_bound_to_its_organisation() {
        let ana = actor(Role::Contributor, true);
        assert!(decide::<Edit>(&ana, RULES, Some(&facts(true, 1))).is_ok());
        assert_eq!(decide::<Edit>(&ana, RULES, Some(&facts(true, 2))).err(), Some(Refusal::Forbidden));
        assert!(decide::<Read>(&ana, RULES, Some(&facts(true, 2))).is_ok());
    }

    #[test]
    fn a_key_that_only_reads_writes_nothing() {
        let key = actor(Role::Contributor, false);
        assert_eq!(decide::<Edit>(&key, RULES, Some(&facts(true, 1))).err(), Some(Refusal::Forbidden));
        assert!(decide::<Read>(&key, RULES, None).is_ok());
    }

    #[test]
    fn what_is_ones_own_needs_no_role_and_is_nobody_elses() {
        const OWN: &[Rule] = &[Rule::oneself("self")];
        let mut ana = actor(Role::Reader, true);
        let Actor::Person(person, _) = &mut ana else { unreachable!() };
        person.roles.clear();
        let of = |author| ObjectFacts { author: Some(PersonId(author)), ..facts(true, 1) };
        assert!(decide::<Self_>(&ana, OWN, None).is_ok());
        assert!(decide::<Self_>(&ana, OWN, Some(&of(7))).is_ok());
        assert_eq!(decide::<Self_>(&ana, OWN, Some(&of(8))).err(), Some(Refusal::Forbidden));
        assert_eq!(decide::<Self_>(&ana, RULES, None).err(), Some(Refusal::Forbidden));
        assert_eq!(decide::<Self_>(&Actor::Anonymous, OWN, None).err(), Some(Refusal::SignIn));
    }

    #[test]
    fn a_reader_changes_nothing() {
        let reader = actor(Role::Reader, true);
        assert_eq!(decide::<Edit>(&reader, RULES, None).err(), Some(Refusal::Forbidden));
    }
}
