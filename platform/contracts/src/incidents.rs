//! Facts of the area incidents: ids and codes only. What is a fact of an incident is seen by its own organisation; what is one of a
//! notification, by its recipients too.

use belfry_kernel::{OrganisationId, SubjectId};

facts! {
    /// An organisation entered an incident.
    IncidentRecorded = "incidents.incident-recorded", incident {
        /// Which.
        incident: SubjectId,
    }
    /// It was changed.
    IncidentChanged = "incidents.incident-changed", incident {
        /// Which.
        incident: SubjectId,
    }
    /// It is over, closed, or open again.
    IncidentSettled = "incidents.incident-settled", incident {
        /// Which.
        incident: SubjectId,
        /// Where it stands now.
        state: String,
    }
    /// A step was sent to those who receive the notification.
    StepSubmitted = "incidents.step-submitted", notification {
        /// Which.
        notification: SubjectId,
        /// The step, by its code.
        step: String,
        /// The version of it, from 1.
        version: i64,
    }
    /// An entity threw a notification away of which nothing was ever sent.
    NotificationDiscarded = "incidents.notification-discarded", incident {
        /// The incident, which stays.
        incident: SubjectId,
        /// Which it was.
        notification: SubjectId,
        /// Its law.
        regime: String,
    }
    /// The authority said what it makes of a version.
    StepReviewed = "incidents.step-reviewed", notification {
        /// Which.
        notification: SubjectId,
        /// The step, by its code.
        step: String,
        /// What it makes of it.
        state: String,
    }
    /// The authority answered the early warning.
    NotificationReplied = "incidents.notification-replied", notification {
        /// Which.
        notification: SubjectId,
    }
    /// The authority asked for a report with a date of its own.
    ReportRequested = "incidents.report-requested", notification {
        /// Which.
        notification: SubjectId,
    }
    /// Somebody takes care of it for a recipient.
    NotificationAssigned = "incidents.notification-assigned", notification {
        /// Which.
        notification: SubjectId,
        /// For whom.
        organisation: OrganisationId,
    }
    /// Somebody of a recipient opened it.
    NotificationRead = "incidents.notification-read", notification {
        /// Which.
        notification: SubjectId,
        /// Of whom.
        organisation: OrganisationId,
    }
    /// One more organisation receives it.
    RecipientAdded = "incidents.recipient-added", notification {
        /// Which.
        notification: SubjectId,
        /// Who.
        organisation: OrganisationId,
    }
    /// The incident is over, says its organisation.
    IncidentHandled = "incidents.incident-handled", notification {
        /// The notification that says it.
        notification: SubjectId,
    }
    /// The authority closed it.
    NotificationClosed = "incidents.notification-closed", notification {
        /// Which.
        notification: SubjectId,
    }
    /// Its people asked whether an incident is significant, and kept the answer.
    SignificanceDecided = "incidents.significance-decided", incident {
        /// Which.
        incident: SubjectId,
        /// The law.
        regime: String,
        /// Met, unmet or open.
        outcome: String,
    }
    /// A point of contact froze a summary of a time.
    SummaryMade = "incidents.summary-made", summary {
        /// Which.
        summary: SubjectId,
    }
    /// It has another audience.
    SummaryShared = "incidents.summary-shared", summary {
        /// Which.
        summary: SubjectId,
    }
    /// An authority brought in a version of a regime of its country.
    RegimeImported = "incidents.regime-imported", organisation {
        /// Which authority.
        organisation: OrganisationId,
        /// The regime.
        regime: String,
        /// The version.
        version: String,
    }
    /// An authority changed to whom notifications of its country go.
    RoutesChanged = "incidents.routes-changed", organisation {
        /// Which authority.
        organisation: OrganisationId,
    }
    /// A point of contact registered one of another country.
    PartnerRegistered = "incidents.partner-registered", organisation {
        /// Ours.
        organisation: OrganisationId,
        /// The other.
        partner: i64,
    }
    /// Nothing of that one is taken any more.
    PartnerEnded = "incidents.partner-ended", organisation {
        /// Ours.
        organisation: OrganisationId,
        /// The other.
        partner: i64,
    }
    /// A package was made for another point of contact.
    PackageSent = "incidents.package-sent", package {
        /// Which.
        package: SubjectId,
    }
    /// A package came from another point of contact.
    PackageReceived = "incidents.package-received", package {
        /// Which.
        package: SubjectId,
    }
    /// The other side has signed for a package.
    PackageReceipted = "incidents.package-receipted", package {
        /// Which.
        package: SubjectId,
    }
    /// Our receipt for a package went back by itself.
    ReceiptReturned = "incidents.receipt-returned", package {
        /// Which.
        package: SubjectId,
    }
    /// The other side does not take a package.
    PackageRefused = "incidents.package-refused", package {
        /// Which.
        package: SubjectId,
    }
    /// The other side was not reached, however often it was tried.
    PackageGivenUp = "incidents.package-given-up", package {
        /// Which.
        package: SubjectId,
    }
    /// What came was passed on to whom it concerns here.
    PackageRouted = "incidents.package-routed", package {
        /// Which.
        package: SubjectId,
        /// To whom.
        organisation: OrganisationId,
    }
    /// A threat event was made of it for peers.
    EventShared = "incidents.event-shared", root {
        /// The incident or notification.
        root: SubjectId,
    }
    /// An authority said how what is notified reaches its ticket system.
    ChannelAdded = "incidents.channel-added", organisation {
        /// Which authority.
        organisation: OrganisationId,
        /// The way.
        channel: i64,
    }
    /// Nothing goes that way any more.
    ChannelEnded = "incidents.channel-ended", organisation {
        /// Which authority.
        organisation: OrganisationId,
        /// The way.
        channel: i64,
    }
    /// Something was learned of an incident.
    LessonLearned = "incidents.incident-lesson", incident {
        /// Which.
        incident: SubjectId,
    }
    /// A question was proposed to those who write surveys.
    QuestionProposed = "incidents.question-proposed", question {
        /// Which.
        question: SubjectId,
    }
    /// It is proposed no more.
    QuestionWithdrawn = "incidents.question-withdrawn", question {
        /// Which.
        question: SubjectId,
    }
    /// The review of an incident was written.
    ReviewWritten = "incidents.incident-review", incident {
        /// Which.
        incident: SubjectId,
    }
    /// It was approved.
    ReviewApproved = "incidents.incident-review-approved", incident {
        /// Which.
        incident: SubjectId,
    }
}
