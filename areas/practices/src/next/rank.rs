//! Ranking by fit and evidence. Every point has a reason that is shown: nobody has to believe a number.

use crate::record::vouch::Stage;
use crate::record::{Effort, Kind, Size};

/// What is known of the one who asks.
#[derive(Clone, Debug, Default)]
pub struct Asker {
    /// The items that he asks about: a framework and a code.
    pub items: Vec<(String, String)>,
    /// His sectors.
    pub sectors: Vec<String>,
    /// His size, if he says it.
    pub size: Option<Size>,
    /// His country.
    pub country: String,
}

/// An organisation that did the same and is named.
#[derive(Clone, Debug)]
pub struct Peer {
    /// How far it is.
    pub stage: Stage,
    /// Its sectors.
    pub sectors: Vec<String>,
    /// Its size, if it says it.
    pub size: Option<Size>,
}

/// What is known of a record.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// What it is.
    pub kind: Kind,
    /// What it is about.
    pub items: Vec<(String, String)>,
    /// For which sectors; none for any.
    pub sectors: Vec<String>,
    /// For which size; none for any.
    pub size: Option<Size>,
    /// Of which country.
    pub country: String,
    /// What it took.
    pub effort: Option<Effort>,
    /// Whether it says how one knows that it works.
    pub evidence: bool,
    /// How many stand by it.
    pub endorsed: i64,
    /// Who did the same, as far as the reader sees it.
    pub peers: Vec<Peer>,
}

/// Why a record stands where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// So many of the items that were asked about.
    Items(usize),
    /// It is for the asker's sector.
    Sector,
    /// It is for the asker's size.
    Size,
    /// It comes from the asker's country.
    Country,
    /// So many of the same sector have done it.
    PeersOfSector(usize),
    /// So many of the same size have done it.
    PeersOfSize(usize),
    /// So many others have done it.
    Others(usize),
    /// So many stand by it.
    Endorsed(i64),
    /// It says how one knows that it works.
    Evidence,
    /// It takes days, not months.
    Quick,
}

impl Reason {
    /// What it counts. Fit before evidence, evidence before ease; what peers have done counts most of all.
    #[must_use]
    pub fn points(self) -> i64 {
        match self {
            Self::Items(n) => 10 * n.min(5) as i64,
            Self::PeersOfSector(n) => 8 + 2 * n.min(5) as i64,
            Self::PeersOfSize(n) => 6 + 2 * n.min(5) as i64,
            Self::Sector => 6,
            Self::Size => 4,
            Self::Endorsed(n) => 2 + 2 * n.min(4),
            Self::Others(n) => 2 + n.min(4) as i64,
            Self::Evidence => 3,
            Self::Country | Self::Quick => 2,
        }
    }
}

fn shares(a: &[String], b: &[String]) -> bool {
    a.iter().any(|one| b.contains(one))
}

/// The reasons for a record, the weightiest first; none when it is about nothing that was asked.
#[must_use]
pub fn reasons(asker: &Asker, record: &Candidate) -> Vec<Reason> {
    let items = asker.items.iter().filter(|item| record.items.contains(item)).count();
    if items == 0 {
        return Vec::new();
    }
    let mut all = vec![Reason::Items(items)];
    if shares(&record.sectors, &asker.sectors) {
        all.push(Reason::Sector);
    }
    if record.size.is_some() && record.size == asker.size {
        all.push(Reason::Size);
    }
    if !asker.country.is_empty() && record.country == asker.country {
        all.push(Reason::Country);
    }
    let done: Vec<&Peer> = record.peers.iter().filter(|peer| peer.stage == Stage::Done).collect();
    let is_near = |peer: &Peer| shares(&peer.sectors, &asker.sectors);
    let is_alike = |peer: &Peer| peer.size.is_some() && peer.size == asker.size;
    let near = done.iter().filter(|peer| is_near(peer)).count();
    let alike = done.iter().filter(|peer| is_alike(peer)).count();
    let others = done.iter().filter(|peer| !(is_near(peer) || is_alike(peer))).count();
    let counted = [Reason::PeersOfSector(near), Reason::PeersOfSize(alike), Reason::Others(others)];
    all.extend(counted.into_iter().zip([near, alike, others]).filter(|(_, n)| *n > 0).map(|(reason, _)| reason));
    if record.endorsed > 0 {
        all.push(Reason::Endorsed(record.endorsed));
    }
    if record.evidence {
        all.push(Reason::Evidence);
    }
    if record.kind == Kind::QuickWin || matches!(record.effort, Some(Effort::Hours | Effort::Days)) {
        all.push(Reason::Quick);
    }
    all.sort_by_key(|reason| std::cmp::Reverse(reason.points()));
    all
}

/// All points of these reasons.
#[must_use]
pub fn points(reasons: &[Reason]) -> i64 {
    reasons.iter().map(|reason| reason.points()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> Candidate {
        Candidate {
            kind: Kind::Practice,
            items: vec![("f".into(), "1".into())],
            sectors: Vec::new(),
            size: None,
            country: String::new(),
            effort: None,
            evidence: false,
            endorsed: 0,
            peers: Vec::new(),
        }
    }

    fn asker() -> Asker {
        Asker {
            items: vec![("f".into(), "1".into()), ("f".into(), "2".into())],
            sectors: vec!["water".into()],
            size: Some(Size::Small),
            country: "BE".into(),
        }
    }

    #[test]
    fn what_peers_have_done_stands_before_what_is_only_said() {
        let peer = |sector: &str, size| Peer { stage: Stage::Done, sectors: vec![sector.to_owned()], size };
        let done = Candidate { peers: vec![peer("water", Some(Size::Small))], ..record() };
        let said = Candidate { evidence: true, sectors: vec!["water".into()], effort: Some(Effort::Days), ..record() };
        let score = |one: &Candidate| points(&reasons(&asker(), one));
        assert!(score(&done) > score(&said));
        assert_eq!(reasons(&asker(), &done)[0], Reason::Items(1));
        assert!(reasons(&asker(), &done).contains(&Reason::PeersOfSector(1)));
        assert!(reasons(&asker(), &done).contains(&Reason::PeersOfSize(1)));
        // Planning is not doing, and another sector is another matter.
        let planned = Candidate { peers: vec![Peer { stage: Stage::Planned, ..peer("water", None) }], ..record() };
        assert_eq!(score(&planned), score(&record()));
        let other = Candidate { peers: vec![peer("rail", None)], ..record() };
        assert_eq!(reasons(&asker(), &other), [Reason::Items(1), Reason::Others(1)]);
    }

    #[test]
    fn what_is_about_nothing_that_was_asked_is_no_answer() {
        let other = Candidate { items: vec![("f".into(), "9".into())], endorsed: 9, evidence: true, ..record() };
        assert!(reasons(&asker(), &other).is_empty());
    }

    #[test]
    fn unknown_sizes_do_not_match_each_other() {
        let unsaid = Asker { size: None, ..asker() };
        assert_eq!(reasons(&unsaid, &record()), [Reason::Items(1)]);
    }
}
