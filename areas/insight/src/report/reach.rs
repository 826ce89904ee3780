//! Whom a report is for, and what all of them may see: its figures count that and nothing else.

use belfry_identity::circle::Circle;
use belfry_kernel::{Clause, Grants, Label, OrganisationId, Problem, Tlp};
use belfry_store::{Key, scope};
use belfry_web::House;
use belfry_web::components::Choice;
use belfry_words::Words;
use jiff::Timestamp;

// words: insight-reach-{own,community,everyone}

/// Every audience as a choice.
#[must_use]
pub fn choices(t: &Words, circles: &[Circle], current: &str) -> Vec<Choice> {
    let named = |code: &str| Choice::new(code, t.s(&format!("insight-reach-{code}")), current);
    let circle = |one: &Circle| {
        let words = t.a("insight-reach-circle", [("name", one.fields.name.as_str().into())]);
        Choice::new(one.uuid.to_string(), words, current)
    };
    [named("community")]
        .into_iter()
        .chain(circles.iter().map(circle))
        .chain([named("everyone"), named("own")])
        .collect()
}

/// The label of an audience at a level; `None` for an audience that the organisation may not choose.
#[must_use]
pub fn label(code: &str, tlp: Tlp, owner: OrganisationId, circles: &[Circle]) -> Option<Label> {
    let clause = match code {
        "own" => Clause::Organisation(owner),
        "community" => Clause::Community,
        "everyone" => Clause::Everyone,
        other => Clause::CircleOrOwner(circles.iter().find(|one| one.uuid.to_string() == other)?.id, owner),
    };
    Some(Label::new(tlp, clause))
}

/// The code of a label's audience.
#[must_use]
pub fn code(label: &Label, circles: &[Circle]) -> String {
    match label.clauses().next() {
        Some(Clause::CircleOrOwner(id, _)) => {
            circles.iter().find(|one| one.id == *id).map_or_else(String::new, |one| one.uuid.to_string())
        }
        Some(Clause::Community | Clause::Connected) => "community".into(),
        Some(Clause::Everyone) => "everyone".into(),
        _ => "own".into(),
    }
}

/// An audience in words; of a circle that the reader does not know, without its name.
#[must_use]
pub fn words(t: &Words, label: &Label, circles: &[Circle]) -> String {
    match label.clauses().next() {
        Some(Clause::CircleOrOwner(id, _)) => match circles.iter().find(|one| one.id == *id) {
            Some(one) => t.a("insight-reach-circle", [("name", one.fields.name.as_str().into())]),
            None => t.s("insight-reach-circle-hidden"),
        },
        Some(Clause::Community | Clause::Connected) => t.s("insight-reach-community"),
        Some(Clause::Everyone) => t.s("insight-reach-everyone"),
        _ => t.s("insight-reach-own"),
    }
}

/// What every reader of a label may see, at the least.
#[must_use]
pub fn grants(label: &Label) -> Grants {
    let community = Grants { community: true, ..Grants::default() };
    match label.clauses().next() {
        Some(Clause::Organisation(id)) => Grants { organisations: [*id].into(), ..community },
        Some(Clause::CircleOrOwner(circle, _)) => Grants { circles: [*circle].into(), ..community },
        Some(Clause::Community) => community,
        // Of others nothing is known but that they are there.
        _ => Grants::default(),
    }
}

/// The key of that: made before a transaction is begun, since it may write.
///
/// # Errors
/// Those of the database.
pub fn key(house: &House, label: &Label, now: Timestamp) -> std::result::Result<Key, Problem> {
    Ok(scope::key_of(&house.db, &grants(label), now)?)
}

#[cfg(test)]
mod tests {
    use belfry_kernel::CircleId;

    use super::grants;
    use belfry_kernel::{Clause, Label, OrganisationId, Tlp};

    #[test]
    fn figures_count_no_more_than_the_least_of_the_readers_sees() {
        let of = |clause| grants(&Label::new(Tlp::Green, clause));
        assert!(of(Clause::Community).community && of(Clause::Community).organisations.is_empty());
        let circle = of(Clause::CircleOrOwner(CircleId(5), OrganisationId(7)));
        // The owner's own is not the circle's.
        assert!(circle.circles.contains(&CircleId(5)) && circle.organisations.is_empty());
        assert_eq!(of(Clause::Everyone), belfry_kernel::Grants::default());
        assert_eq!(of(Clause::Connected), belfry_kernel::Grants::default());
    }
}
