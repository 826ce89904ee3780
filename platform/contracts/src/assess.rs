//! Facts of self-assessments and of records of implementation: ids only. What an organisation says of itself is no fact.

use belfry_kernel::{Fact, SubjectId};
use serde::{Deserialize, Serialize};

facts_about! {
    assessment "The assessment.";

    /// An organisation began to assess itself.
    AssessmentBegun = "surveys.assessment-begun" {}
    /// A part of a draft was saved.
    AssessmentSaved = "surveys.assessment-saved" {
        /// How many items it holds.
        items: i64,
    }
    /// It was signed, and stays as it is.
    AssessmentSigned = "surveys.assessment-signed" {}
    /// It is shown to others.
    AssessmentShared = "surveys.assessment-shared" {
        /// What they see.
        share: SubjectId,
    }
    /// It is not shown to them any more.
    AssessmentWithheld = "surveys.assessment-withheld" {
        /// What they saw.
        share: SubjectId,
    }
    /// A draft was thrown away.
    AssessmentDiscarded = "surveys.assessment-discarded" {}
}

/// An authority said how its country carries out a requirement, or took that back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImplementationRecorded {
    /// The record.
    pub record: i64,
}

impl Fact for ImplementationRecorded {
    const NAME: &'static str = "surveys.implementation-recorded";
    fn subject(&self) -> Option<SubjectId> {
        None
    }
}
