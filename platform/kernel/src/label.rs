//! Labels: who may see a record.
//!
//! A label is a [`Tlp`] level and a conjunction of [`Clause`]s. A reader sees the record when every clause holds for his
//! [`Grants`]; so the meet of two labels, which nobody sees who may not see both, is the union of their clauses and always
//! exists. TLP binds what happens next, the clauses bind who sees: [`Label::conflicts`] tells where the two disagree.

use std::collections::BTreeSet;

use crate::grants::Grants;
use crate::id::{CircleId, OrganisationId, PersonId};
use crate::tlp::Tlp;

/// One condition on the reader.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Clause {
    /// One of these people. With nobody in it, nobody.
    People(BTreeSet<PersonId>),
    /// A member of this organisation.
    Organisation(OrganisationId),
    /// A member of one of these organisations: what goes between a few, such as from a sender to whoever sorts it.
    Organisations(BTreeSet<OrganisationId>),
    /// A member of this circle, or of the organisation that owns the record.
    CircleOrOwner(CircleId, OrganisationId),
    /// Any member of this community.
    Community,
    /// Any member of this or a connected community.
    Connected,
    /// Everyone, signed in or not.
    Everyone,
}

impl Clause {
    /// Whether the clause holds for a reader.
    pub fn holds(&self, reader: &Grants) -> bool {
        reader.system
            || match self {
                Self::People(people) => reader.person.is_some_and(|person| people.contains(&person)),
                Self::Organisation(organisation) => reader.organisations.contains(organisation),
                Self::Organisations(few) => !few.is_disjoint(&reader.organisations),
                Self::CircleOrOwner(circle, owner) => {
                    reader.circles.contains(circle) || reader.organisations.contains(owner)
                }
                Self::Community => reader.community,
                Self::Connected => reader.community || reader.connected,
                Self::Everyone => true,
            }
    }

    fn write(&self, text: &mut String) {
        use std::fmt::Write;
        let _ = match self {
            Self::People(people) => {
                text.push('p');
                for (n, person) in people.iter().enumerate() {
                    let _ = write!(text, "{}{person}", if n == 0 { "" } else { "," });
                }
                Ok(())
            }
            Self::Organisation(organisation) => write!(text, "o{organisation}"),
            Self::Organisations(few) => {
                let few: Vec<String> = few.iter().map(ToString::to_string).collect();
                write!(text, "f{}", few.join(","))
            }
            Self::CircleOrOwner(circle, owner) => write!(text, "c{circle},{owner}"),
            Self::Community => write!(text, "m"),
            Self::Connected => write!(text, "n"),
            Self::Everyone => write!(text, "e"),
        };
    }

    fn parse(text: &str) -> Option<Self> {
        let rest = text.get(1..)?;
        match text.as_bytes().first()? {
            b'p' if rest.is_empty() => Some(Self::People(BTreeSet::new())),
            b'p' => {
                let people: Result<_, _> = rest.split(',').map(|n| n.parse().map(PersonId)).collect();
                people.ok().map(Self::People)
            }
            b'o' => rest.parse().ok().map(|n| Self::Organisation(OrganisationId(n))),
            b'f' if rest.is_empty() => Some(Self::Organisations(BTreeSet::new())),
            b'f' => {
                let few: Result<_, _> = rest.split(',').map(|n| n.parse().map(OrganisationId)).collect();
                few.ok().map(Self::Organisations)
            }
            b'c' => {
                let (circle, owner) = rest.split_once(',')?;
                Some(Self::CircleOrOwner(CircleId(circle.parse().ok()?), OrganisationId(owner.parse().ok()?)))
            }
            b'm' => Some(Self::Community),
            b'n' => Some(Self::Connected),
            b'e' => Some(Self::Everyone),
            _ => None,
        }
    }

    /// Whether TLP at this level may reach a clause of this kind.
    fn fits(&self, tlp: Tlp) -> bool {
        match self {
            Self::People(_) | Self::Organisation(_) | Self::Organisations(_) | Self::CircleOrOwner(..) => true,
            Self::Community => tlp != Tlp::Red,
            Self::Connected => tlp.may_cross_the_border(),
            Self::Everyone => tlp == Tlp::Clear,
        }
    }
}

/// A TLP level and the clauses that all must hold.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label {
    /// How far a recipient may carry it.
    pub tlp: Tlp,
    /// Who may see it. An empty set is never built: it would be nobody's decision.
    clauses: BTreeSet<Clause>,
}

impl Label {
    /// A label of one clause.
    pub fn new(tlp: Tlp, clause: Clause) -> Self {
        Self { tlp, clauses: BTreeSet::from([clause]) }
    }

    /// Seen by the program only: staged work and what is not yet decided.
    pub fn nobody() -> Self {
        Self::new(Tlp::Red, Clause::People(BTreeSet::new()))
    }

    /// The clauses, in a fixed order.
    pub fn clauses(&self) -> impl Iterator<Item = &Clause> {
        self.clauses.iter()
    }

    /// The same audience under another level.
    pub fn with_tlp(&self, tlp: Tlp) -> Self {
        Self { tlp, clauses: self.clauses.clone() }
    }

    /// The strictest combination: seen by those who may see both, carried as far as both allow.
    pub fn meet(&self, other: &Self) -> Self {
        Self { tlp: self.tlp.min(other.tlp), clauses: self.clauses.union(&other.clauses).cloned().collect() }
    }

    /// **The decision**: whether this reader may see what carries this label.
    pub fn seen_by(&self, reader: &Grants) -> bool {
        reader.system || (!self.clauses.is_empty() && self.clauses.iter().all(|clause| clause.holds(reader)))
    }

    /// The clauses that reach farther than the level allows (TLP 2.0: RED stays with named people, one's own organisation or
    /// one circle; AMBER reaches up to the community; GREEN also connected communities; only CLEAR reaches everyone).
    /// Empty when at least one clause keeps within it, since clauses are a conjunction.
    pub fn conflicts(&self) -> Vec<&Clause> {
        if self.clauses.iter().any(|clause| clause.fits(self.tlp)) { Vec::new() } else { self.clauses.iter().collect() }
    }

    /// Text under which the label is interned: equal for equal labels.
    pub fn canonical(&self) -> String {
        let mut text = self.tlp.code().to_owned();
        for clause in &self.clauses {
            text.push(';');
            clause.write(&mut text);
        }
        text
    }

    /// Reads [`canonical`](Self::canonical) back. `None` for anything that it does not write.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(';');
        let tlp = Tlp::parse(parts.next()?)?;
        let clauses: Option<BTreeSet<_>> = parts.map(Clause::parse).collect();
        clauses.filter(|clauses| !clauses.is_empty()).map(|clauses| Self { tlp, clauses })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn clause() -> impl Strategy<Value = Clause> {
        prop_oneof![
            proptest::collection::btree_set((0i64..4).prop_map(PersonId), 0..3).prop_map(Clause::People),
            (0i64..4).prop_map(|n| Clause::Organisation(OrganisationId(n))),
            proptest::collection::btree_set((0i64..4).prop_map(OrganisationId), 0..3).prop_map(Clause::Organisations),
            (0i64..4, 0i64..4).prop_map(|(c, o)| Clause::CircleOrOwner(CircleId(c), OrganisationId(o))),
            Just(Clause::Community),
            Just(Clause::Connected),
            Just(Clause::Everyone),
        ]
    }

    fn label() -> impl Strategy<Value = Label> {
        (0usize..6, proptest::collection::btree_set(clause(), 1..4))
            .prop_map(|(tlp, clauses)| Label { tlp: Tlp::ALL[tlp], clauses })
    }

    fn grants() -> impl Strategy<Value = Grants> {
        (
            any::<bool>(),
            any::<bool>(),
            proptest::option::of((0i64..4).prop_map(PersonId)),
            proptest::collection::btree_set((0i64..4).prop_map(OrganisationId), 0..3),
            proptest::collection::btree_set((0i64..4).prop_map(CircleId), 0..3),
        )
            .prop_map(|(community, connected, person, organisations, circles)| Grants {
                system: false,
                community,
                connected,
                person,
                organisations,
                circles,
            })
    }

    /// The rule again, written as naively as possible.
    fn reference(label: &Label, reader: &Grants) -> bool {
        for clause in label.clauses() {
            let holds = match clause {
                Clause::People(people) => people.iter().any(|p| reader.person == Some(*p)),
                Clause::Organisation(o) => reader.organisations.iter().any(|mine| mine == o),
                Clause::Organisations(few) => reader.organisations.iter().any(|mine| few.contains(mine)),
                Clause::CircleOrOwner(c, o) => {
                    reader.circles.iter().any(|mine| mine == c) || reader.organisations.iter().any(|mine| mine == o)
                }
                Clause::Community => reader.community,
                Clause::Connected => reader.community || reader.connected,
                Clause::Everyone => true,
            };
            if !holds {
                return false;
            }
        }
        true
    }

    proptest! {
        #[test]
        fn the_decision_agrees_with_a_plain_reference(label in label(), reader in grants()) {
            prop_assert_eq!(label.seen_by(&reader), reference(&label, &reader));
        }

        #[test]
        fn a_meet_is_seen_by_those_who_see_both(a in label(), b in label(), reader in grants()) {
            prop_assert_eq!(a.meet(&b).seen_by(&reader), a.seen_by(&reader) && b.seen_by(&reader));
            prop_assert_eq!(a.meet(&b), b.meet(&a));
            prop_assert!(a.meet(&b).tlp <= a.tlp);
        }

        #[test]
        fn labels_and_grants_are_read_back_from_their_text(label in label(), reader in grants()) {
            prop_assert_eq!(Label::parse(&label.canonical()), Some(label));
            prop_assert_eq!(Grants::parse(&reader.canonical()), Some(reader));
        }
    }

    #[test]
    fn nobody_is_nobody_but_the_system() {
        let everyone = Grants { community: true, connected: true, person: Some(PersonId(1)), ..Grants::default() };
        assert!(!Label::nobody().seen_by(&everyone));
        assert!(Label::nobody().seen_by(&Grants::system()));
    }

    #[test]
    fn red_for_the_whole_community_is_a_conflict_and_red_for_one_circle_is_not() {
        assert_eq!(Label::new(Tlp::Red, Clause::Community).conflicts().len(), 1);
        assert!(Label::new(Tlp::Red, Clause::CircleOrOwner(CircleId(1), OrganisationId(1))).conflicts().is_empty());
        assert!(Label::new(Tlp::Amber, Clause::Community).conflicts().is_empty());
        assert_eq!(Label::new(Tlp::Amber, Clause::Everyone).conflicts().len(), 1);
        assert_eq!(Label::new(Tlp::NotStated, Clause::Connected).conflicts().len(), 1);
    }
}
