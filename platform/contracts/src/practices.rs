//! Facts of the area practices: ids only. Whoever asks through a broker, or adopts without being named, is in no fact about a record:
//! everybody who sees the record reads those.

use belfry_kernel::SubjectId;

facts! {
    /// A record was drafted.
    RecordDrafted = "practices.record-drafted", record {
        /// Which.
        record: SubjectId,
    }
    /// Its content was changed.
    RecordChanged = "practices.record-changed", record {
        /// Which.
        record: SubjectId,
    }
    /// It was handed to whoever checks it.
    RecordSubmitted = "practices.record-submitted", record {
        /// Which.
        record: SubjectId,
    }
    /// It went back to its author.
    RecordReturned = "practices.record-returned", record {
        /// Which.
        record: SubjectId,
    }
    /// It is complete and tells nothing that it must not.
    RecordChecked = "practices.record-checked", record {
        /// Which.
        record: SubjectId,
    }
    /// Somebody who knows the matter stands by it.
    RecordReviewed = "practices.record-reviewed", record {
        /// Which.
        record: SubjectId,
    }
    /// Its audience sees it.
    RecordPublished = "practices.record-published", record {
        /// Which.
        record: SubjectId,
    }
    /// Its owner took it back.
    RecordWithdrawn = "practices.record-withdrawn", record {
        /// Which.
        record: SubjectId,
    }
    /// Another one stands in its place.
    RecordSuperseded = "practices.record-superseded", record {
        /// Which.
        record: SubjectId,
        /// By which.
        successor: SubjectId,
    }
    /// An organisation stands by it, with evidence.
    RecordEndorsed = "practices.record-endorsed", record {
        /// Which.
        record: SubjectId,
    }
    /// An organisation that wants to be named said that it plans or does the same.
    RecordAdopted = "practices.record-adopted", record {
        /// Which.
        record: SubjectId,
    }
    /// An organisation that is not to be named said the same of some record.
    AdoptionSaid = "practices.adoption-said", kept {}
    /// It helps with a difficulty.
    RecordLinked = "practices.record-linked", record {
        /// Which.
        record: SubjectId,
        /// With which.
        difficulty: SubjectId,
    }
    /// Something was reported to whoever sorts it.
    ReportMade = "practices.report-made", report {
        /// The report.
        report: SubjectId,
    }
    /// It was said what became of a report.
    ReportSettled = "practices.report-settled", report {
        /// The report.
        report: SubjectId,
    }
    /// A mail was not taken in. Whose is not kept.
    IntakeRefused = "practices.intake-refused", kept {}
}
