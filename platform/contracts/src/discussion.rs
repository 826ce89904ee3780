//! What is said about any subject, and which files are put beside it. Ids only.

use belfry_kernel::PersonId;

facts_about! {
    subject "What it is about.";

    /// Somebody said something.
    RemarkAdded = "discussion.remark-added" {
        /// The remark.
        remark: i64,
    }
    /// Somebody was named in a remark.
    PersonMentioned = "discussion.person-mentioned" {
        /// The remark.
        remark: i64,
        /// Who.
        person: PersonId,
    }
    /// Somebody changed his own words.
    RemarkEdited = "discussion.remark-edited" {
        /// The remark.
        remark: i64,
    }
    /// Somebody took his own words back.
    RemarkWithdrawn = "discussion.remark-withdrawn" {
        /// The remark.
        remark: i64,
    }
    /// A file was put beside a record.
    DocumentAdded = "discussion.document-added" {
        /// The document.
        document: i64,
    }
    /// A newer file took its place.
    DocumentRevised = "discussion.document-revised" {
        /// The document.
        document: i64,
        /// Which version.
        number: i64,
    }
    /// A document was taken away.
    DocumentWithdrawn = "discussion.document-withdrawn" {
        /// The document.
        document: i64,
    }
}
