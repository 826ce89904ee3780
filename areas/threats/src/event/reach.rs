//! Whom an event is for: the own organisation, one of its circles, the community; and what of that TLP and circles forbid.

use belfry_identity::circle::Circle;
use belfry_kernel::{Clause, Label, OrganisationId, Tlp};
use belfry_web::components::Choice;
use belfry_words::Words;

use super::import::Reach;

/// The code of a reach in forms: `own`, `community`, or a circle's UUID.
pub fn code(reach: Reach, circles: &[Circle]) -> String {
    match reach {
        Reach::Own => "own".into(),
        Reach::Community => "community".into(),
        Reach::Circle(id) => {
            circles.iter().find(|one| one.id == id).map_or_else(String::new, |one| one.uuid.to_string())
        }
    }
}

/// Reads a code; `None` for a circle in which the organisation may not share, and for anything else.
pub fn parse(code: &str, circles: &[Circle]) -> Option<Reach> {
    match code {
        "own" => Some(Reach::Own),
        "community" => Some(Reach::Community),
        other => circles.iter().find(|one| one.uuid.to_string() == other).map(|one| Reach::Circle(one.id)),
    }
}

/// The reach that a label stands for; its narrowest clause decides.
pub fn of(label: &Label) -> Reach {
    match label.clauses().next() {
        Some(Clause::CircleOrOwner(circle, _)) => Reach::Circle(*circle),
        Some(Clause::Community | Clause::Connected | Clause::Everyone) => Reach::Community,
        Some(Clause::People(_) | Clause::Organisation(_) | Clause::Organisations(_)) | None => Reach::Own,
    }
}

/// Whether some see what has the second reach who do not see what has the first, of one owner.
pub fn widens(before: Reach, now: Reach) -> bool {
    before != now && before != Reach::Community && now != Reach::Own
}

/// A reach in words: "the trust circle Harbour".
pub fn words(t: &Words, reach: Reach, circles: &[Circle]) -> String {
    match reach {
        Reach::Own => t.s("threats-reach-own"),
        Reach::Community => t.s("threats-reach-community"),
        Reach::Circle(id) => match circles.iter().find(|one| one.id == id) {
            Some(one) => t.a("threats-reach-circle", [("name", one.fields.name.as_str().into())]),
            None => t.s("threats-reach-hidden"),
        },
    }
}

/// Every reach as a choice.
pub fn choices(t: &Words, circles: &[Circle], current: &str) -> Vec<Choice> {
    let mut all = vec![Choice::new("own", words(t, Reach::Own, circles), current)];
    for one in circles {
        all.push(Choice::new(one.uuid.to_string(), words(t, Reach::Circle(one.id), circles), current));
    }
    all.push(Choice::new("community", words(t, Reach::Community, circles), current));
    all
}

/// A level as it is said.
pub fn level(t: &Words, tlp: Tlp) -> String {
    tlp.written().map_or_else(|| t.s("threats-tlp-not-stated"), str::to_owned)
}

/// Why an event cannot be shared so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// Nobody has said how far it may be carried.
    NotStated,
    /// The level stops short of the audience.
    TooFar,
    /// The circle's members agreed to carry nothing farther than this.
    Ceiling(Tlp),
}

/// What stands in the way of this level for this audience.
pub fn conflict(tlp: Tlp, reach: Reach, owner: OrganisationId, circles: &[Circle]) -> Option<Conflict> {
    if tlp == Tlp::NotStated {
        return Some(Conflict::NotStated);
    }
    if !reach.label(tlp, owner).conflicts().is_empty() {
        return Some(Conflict::TooFar);
    }
    match reach {
        Reach::Circle(id) => {
            let ceiling = circles.iter().find(|one| one.id == id).map(|one| one.fields.ceiling)?;
            (tlp > ceiling).then_some(Conflict::Ceiling(ceiling))
        }
        Reach::Own | Reach::Community => None,
    }
}

/// Changes that resolve a conflict, nearest first: another level for the same audience, then other audiences for the same
/// level. Five at most.
pub fn ways_out(tlp: Tlp, reach: Reach, owner: OrganisationId, circles: &[Circle]) -> Vec<(Reach, Tlp)> {
    let fits = |reach, tlp| conflict(tlp, reach, owner, circles).is_none();
    let levels = [Tlp::Red, Tlp::AmberStrict, Tlp::Amber, Tlp::Green, Tlp::Clear];
    // Strictest first when nobody has said; otherwise the freest that is no freer than asked, or the strictest that fits.
    let mut same: Vec<Tlp> = levels.into_iter().filter(|level| fits(reach, *level)).collect();
    match tlp {
        Tlp::NotStated => {}
        Tlp::Red => same.retain(|level| *level == Tlp::Amber || *level == Tlp::AmberStrict),
        _ => same = same.into_iter().filter(|level| *level <= tlp).max().into_iter().collect(),
    }
    let mut ways: Vec<(Reach, Tlp)> = same.into_iter().rev().map(|level| (reach, level)).collect();
    if tlp != Tlp::NotStated {
        let others = circles.iter().map(|one| Reach::Circle(one.id)).chain([Reach::Own]);
        ways.extend(others.filter(|other| *other != reach && fits(*other, tlp)).map(|other| (other, tlp)));
    }
    ways.truncate(5);
    ways
}

#[cfg(test)]
mod tests {
    use belfry_kernel::CircleId;

    use super::*;
    use belfry_identity::circle::CircleFields;

    fn circle(id: i64, ceiling: Tlp) -> Circle {
        let fields = CircleFields {
            name: format!("Circle {id}"),
            purpose: String::new(),
            rules: String::new(),
            ceiling,
            hidden: false,
        };
        Circle {
            id: CircleId(id),
            uuid: uuid::Uuid::from_u128(id as u128),
            owner: OWNER,
            open: true,
            arrangement: false,
            fields,
        }
    }

    const OWNER: OrganisationId = OrganisationId(1);

    #[test]
    fn red_for_the_community_leads_to_amber_or_to_a_circle() {
        let circles = [circle(7, Tlp::Amber)];
        assert_eq!(conflict(Tlp::Red, Reach::Community, OWNER, &circles), Some(Conflict::TooFar));
        let ways = ways_out(Tlp::Red, Reach::Community, OWNER, &circles);
        assert_eq!(ways[0], (Reach::Community, Tlp::Amber));
        assert!(ways.contains(&(Reach::Circle(CircleId(7)), Tlp::Red)));
        assert!(ways.contains(&(Reach::Own, Tlp::Red)));
    }

    #[test]
    fn a_circle_carries_nothing_farther_than_its_members_agreed() {
        let circles = [circle(7, Tlp::Amber)];
        let reach = Reach::Circle(CircleId(7));
        assert_eq!(conflict(Tlp::Clear, reach, OWNER, &circles), Some(Conflict::Ceiling(Tlp::Amber)));
        assert_eq!(conflict(Tlp::Red, reach, OWNER, &circles), None);
        assert_eq!(ways_out(Tlp::Clear, reach, OWNER, &circles)[0], (reach, Tlp::Amber));
    }

    #[test]
    fn every_way_out_is_one() {
        let circles = [circle(7, Tlp::Amber), circle(8, Tlp::Clear)];
        for tlp in Tlp::ALL {
            for reach in [Reach::Own, Reach::Community, Reach::Circle(CircleId(7)), Reach::Circle(CircleId(8))] {
                if conflict(tlp, reach, OWNER, &circles).is_some() {
                    let ways = ways_out(tlp, reach, OWNER, &circles);
                    assert!(!ways.is_empty(), "{tlp:?} {reach:?}");
                    assert!(ways.iter().all(|(reach, tlp)| conflict(*tlp, *reach, OWNER, &circles).is_none()));
                }
            }
        }
    }
}
