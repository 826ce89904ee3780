//! Self-assessments: an organisation measures itself by a version of a framework, item by item.
//!
//! | module | holds |
//! |---|---|
//! | [`list`], [`new`], [`show`] | one's own and those that are shown to one; beginning one; one with its result |
//! | [`edit`], [`discard`] | drafting by several, part by part |
//! | [`file`] | files that show where an item stands |
//! | [`sign`] | the signature of one: from then on it stays as it is |
//! | [`share`], [`shared`] | showing it to an authority, an association or a circle, on purpose; what they see |
//! | [`entry`], [`result`] | what is said of an item; what follows from all of it. Pure |
//! | [`draw`] | the result as a page shows it |
//! | [`peers`] | where others of one's sector stand, as far as that tells of nobody |
//! | [`export`], [`api`] | the same as files and for programs |
//! | [`store`] | the SQL |
//!
//! An assessment is seen by its organisation. What is shown to others is a record of its own, so that it can be taken back and no label
//! has to be widened (decision 0019).

pub mod api;
pub mod discard;
pub mod draw;
pub mod edit;
pub mod entry;
pub mod export;
pub mod file;
pub mod list;
pub mod new;
pub mod peers;
pub mod result;
pub mod share;
pub mod shared;
pub mod show;
pub mod sign;
pub mod store;

use belfry_discussion::Place;
use belfry_store::Kind;
use belfry_store::subject::Subject;

use crate::access::{Assess, Read};

/// Assessments as records.
pub const ASSESSMENT: Kind = Kind { code: 62, name: "surveys-assessment", path: "/surveys/assess/" };
/// What others see of one.
pub const SHARED: Kind = Kind { code: 63, name: "surveys-assessment-shared", path: "/surveys/assess/shared/" };

/// The list.
pub const LIST: &str = "/surveys/assess";
/// Where it is said who has done what about an item: an area that may be there.
const NEXT: &str = "/practices/next";

/// Assessments as a place for files, and for talk about them: among one's own.
pub enum OfAssessments {}

impl Place for OfAssessments {
    const KIND: Kind = ASSESSMENT;
    const PARAM: &'static str = "uuid";
    type Read = Read;
    type Discuss = Assess;
}

/// An assessment's page.
#[must_use]
pub fn url(subject: &Subject) -> String {
    format!("{}{}", ASSESSMENT.path, subject.uuid)
}

/// Where it is said what to do about an item, and who has done it; nothing without the area that knows.
#[must_use]
pub fn what_next(house: &belfry_web::House, framework: &str, code: &str) -> Option<String> {
    let there = house.places.iter().any(|place| place.href == NEXT);
    there.then(|| format!("{NEXT}?item={framework}/{code}"))
}
