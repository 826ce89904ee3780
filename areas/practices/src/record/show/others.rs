//! What others did with a record, and what stands beside it.

use belfry_words::Words;

use crate::record::RECORD;
use crate::record::vouch::{self, Stage, Vouched, link};

/// Somebody who endorsed or adopted it.
pub(super) struct Voice {
    pub(super) name: String,
    pub(super) words: String,
    pub(super) chip: String,
    pub(super) chip_kind: &'static str,
    pub(super) more: String,
}

/// A record beside it.
pub(super) struct Other {
    pub(super) href: String,
    pub(super) uuid: String,
    pub(super) title: String,
    pub(super) note: String,
}

pub(super) fn endorsements(vouched: &Vouched) -> Vec<Voice> {
    let one = |one: &vouch::Endorsement| Voice {
        name: one.name.clone(),
        words: one.evidence.clone(),
        chip: String::new(),
        chip_kind: "",
        more: String::new(),
    };
    vouched.endorsements.iter().map(one).collect()
}

pub(super) fn adoptions(t: &Words, vouched: &Vouched) -> Vec<Voice> {
    let one = |one: &vouch::Adoption| Voice {
        name: one.name.clone(),
        words: one.outcome.clone(),
        chip: t.s(&format!("practices-stage-{}", one.stage.code())),
        chip_kind: match one.stage {
            Stage::Done => "good",
            Stage::UnderWay => "accent",
            Stage::Planned => "",
            Stage::Dropped => "warn",
        },
        more: match (one.named, one.size) {
            (false, _) => t.s("practices-adopt-own-only"),
            (true, Some(size)) => t.s(&format!("practices-size-{}", size.code())),
            (true, None) => String::new(),
        },
    };
    vouched.adoptions.iter().map(one).collect()
}

/// Who did the same besides those who are named; empty for few.
pub(super) fn adopted(t: &Words, vouched: &Vouched, unnamed: i64) -> String {
    match (unnamed, vouched.adoptions.is_empty()) {
        (0, true) => t.s("practices-adopt-nobody"),
        (0, false) => String::new(),
        (count, _) => t.n("practices-adopt-more", count),
    }
}

pub(super) fn others(t: &Words, all: Vec<link::Other>, why: bool) -> Vec<Other> {
    let one = |one: link::Other| Other {
        href: format!("{}{}", RECORD.path, one.uuid),
        uuid: one.uuid.to_string(),
        note: if why {
            t.a("practices-link-shared", [("items", one.items.into()), ("sectors", one.sectors.into())])
        } else {
            t.s(&format!("practices-kind-{}", one.kind.code()))
        },
        title: one.title,
    };
    all.into_iter().map(one).collect()
}
