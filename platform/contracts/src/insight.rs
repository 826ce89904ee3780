//! Facts of the area insight: ids only.

facts_about! {
    report "The report.";

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
    /// Its figures were opened to everybody, or closed again.
    ReportOpened = "insight.report-opened" {
        /// Whether they are open now.
        opened: bool,
    }
    /// A recommendation of it was said to be done.
    RecommendationDone = "insight.recommendation-done" {
        /// The section that holds it.
        section: i64,
    }
}
