//! Facts of the area insight: ids only.

use belfry_kernel::{Fact, SubjectId};
use serde::{Deserialize, Serialize};

macro_rules! facts {
    ($($(#[$doc:meta])* $name:ident = $word:literal { $($(#[$fdoc:meta])* $field:ident: $type:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub struct $name {
            /// The report.
            pub report: SubjectId,
            $($(#[$fdoc])* pub $field: $type),*
        }

        impl Fact for $name {
            const NAME: &'static str = $word;
            fn subject(&self) -> Option<SubjectId> {
                Some(self.report)
            }
        }
    )*};
}

facts! {
    /// A report was begun.
    ReportDrafted = "insight.report-drafted" {}
    /// Its header or one of its sections was changed.
    ReportChanged = "insight.report-changed" {
        /// The section; none for the header.
        section: Option<i64>,
    }
    /// It was sent in for approval.
    ReportSent = "insight.report-sent" {}
    /// It was sent back to be worked on.
    ReportReturned = "insight.report-returned" {}
    /// Somebody other than its sender approved it.
    ReportApproved = "insight.report-approved" {}
    /// It reached its audience, its figures with it.
    ReportPublished = "insight.report-published" {
        /// How many figures were kept with it.
        figures: i64,
    }
    /// A recommendation of it was said to be done.
    RecommendationDone = "insight.recommendation-done" {
        /// The section that holds it.
        section: i64,
    }
}
