//! The rows: a fact each. tidy: table of facts

use belfry_contracts::discussion::{DocumentAdded, DocumentRevised, PersonMentioned, RemarkAdded};
use belfry_contracts::identity::{
    CircleClosed, CircleHandedOver, CircleInvited, CircleJoined, CircleLeft, CircleResumed, CircleSuspended,
    MembershipChanged, PersonJoined,
};
use belfry_contracts::incidents::{
    NotificationClosed, PackageGivenUp, PackageReceipted, PackageReceived, PackageRefused, PackageRouted,
    RecipientAdded, ReportRequested, StepReviewed, StepSubmitted,
};
use belfry_contracts::insight::ReportPublished;
use belfry_contracts::practices::{RecordPublished, RecordSuperseded, ReportSettled};
use belfry_contracts::register::{RegistrationDecided, RegistrationSent};
use belfry_contracts::surveys::QuestionTaken;
use belfry_contracts::threats::{
    EventCorrected, EventDeleted, EventImported, EventNarrowed, EventPublished, EventRecalled, EventWithdrawn,
};
use belfry_kernel::{Fact, SubjectId};

use super::{Said, Told, Whom, about, decided, of, said, sent};

/// The table. What is not in it is told to nobody: drafts, sightings (they have labels of their own), sign-ins.
pub const TOLD: &[Told] = &[
    Told {
        fact: EventPublished::NAME,
        job: "desk.tell-event-published",
        word: "threats.event-published",
        whom: Whom::Readers,
        keeps_title: false,
        read: |data| said::<EventPublished>(data, |fact| about(fact.event)),
    },
    Told {
        fact: EventImported::NAME,
        job: "desk.tell-event-imported",
        word: "threats.event-published",
        whom: Whom::Readers,
        keeps_title: false,
        read: |data| {
            let fact: EventImported = serde_json::from_str(data).ok()?;
            fact.published.then(|| about(fact.event))
        },
    },
    Told {
        fact: EventCorrected::NAME,
        job: "desk.tell-event-corrected",
        word: "threats.event-corrected",
        whom: Whom::Readers,
        keeps_title: false,
        read: |data| said::<EventCorrected>(data, |fact| about(fact.event)),
    },
    Told {
        fact: EventWithdrawn::NAME,
        job: "desk.tell-event-withdrawn",
        word: "threats.event-withdrawn",
        whom: Whom::ReadersAndLosers,
        keeps_title: true,
        read: |data| said::<EventWithdrawn>(data, |fact| Said { before: fact.before, ..about(fact.event) }),
    },
    // Whoever loses sight hears that, and not who keeps it.
    Told {
        fact: EventNarrowed::NAME,
        job: "desk.tell-event-narrowed",
        word: "threats.event-narrowed",
        whom: Whom::Losers,
        keeps_title: true,
        read: |data| said::<EventNarrowed>(data, |fact| Said { before: Some(fact.before), ..about(fact.event) }),
    },
    Told {
        fact: EventDeleted::NAME,
        job: "desk.tell-event-deleted",
        word: "threats.event-deleted",
        whom: Whom::Losers,
        keeps_title: true,
        read: |data| {
            let fact: EventDeleted = serde_json::from_str(data).ok()?;
            fact.before.map(|before| Said { before: Some(before), ..about(fact.event) })
        },
    },
    Told {
        fact: EventRecalled::NAME,
        job: "desk.tell-event-recalled",
        word: "threats.event-recalled",
        whom: Whom::ReadersAndTold,
        keeps_title: true,
        read: |data| said::<EventRecalled>(data, |fact| about(fact.event)),
    },
    Told {
        fact: RemarkAdded::NAME,
        job: "desk.tell-remark-added",
        word: "discussion.remark-added",
        whom: Whom::Party,
        keeps_title: false,
        read: |data| said::<RemarkAdded>(data, |fact| Said { remark: Some(fact.remark), ..about(fact.subject) }),
    },
    Told {
        fact: PersonMentioned::NAME,
        job: "desk.tell-person-mentioned",
        word: "discussion.person-mentioned",
        whom: Whom::Mentioned,
        keeps_title: false,
        read: |data| {
            said::<PersonMentioned>(data, |fact| Said {
                remark: Some(fact.remark),
                person: Some(fact.person),
                ..about(fact.subject)
            })
        },
    },
    Told {
        fact: DocumentAdded::NAME,
        job: "desk.tell-document-added",
        word: "discussion.document-added",
        whom: Whom::Party,
        keeps_title: false,
        read: |data| said::<DocumentAdded>(data, |fact| Said { document: Some(fact.document), ..about(fact.subject) }),
    },
    Told {
        fact: DocumentRevised::NAME,
        job: "desk.tell-document-revised",
        word: "discussion.document-added",
        whom: Whom::Party,
        keeps_title: false,
        read: |data| {
            said::<DocumentRevised>(data, |fact| Said { document: Some(fact.document), ..about(fact.subject) })
        },
    },
    Told {
        fact: CircleInvited::NAME,
        job: "desk.tell-circle-invited",
        word: "identity.circle-invited",
        whom: Whom::Named,
        keeps_title: true,
        read: |data| said::<CircleInvited>(data, |fact| of(fact.circle.0, fact.organisation)),
    },
    Told {
        fact: CircleJoined::NAME,
        job: "desk.tell-circle-joined",
        word: "identity.circle-joined",
        whom: Whom::Owner,
        keeps_title: false,
        read: |data| said::<CircleJoined>(data, |fact| of(fact.circle.0, fact.organisation)),
    },
    Told {
        fact: CircleSuspended::NAME,
        job: "desk.tell-circle-suspended",
        word: "identity.circle-suspended",
        whom: Whom::Named,
        keeps_title: true,
        read: |data| said::<CircleSuspended>(data, |fact| of(fact.circle.0, fact.organisation)),
    },
    Told {
        fact: CircleResumed::NAME,
        job: "desk.tell-circle-resumed",
        word: "identity.circle-resumed",
        whom: Whom::Named,
        keeps_title: false,
        read: |data| said::<CircleResumed>(data, |fact| of(fact.circle.0, fact.organisation)),
    },
    Told {
        fact: CircleLeft::NAME,
        job: "desk.tell-circle-left",
        word: "identity.circle-left",
        whom: Whom::Owner,
        keeps_title: false,
        read: |data| said::<CircleLeft>(data, |fact| of(fact.circle.0, fact.organisation)),
    },
    Told {
        fact: CircleHandedOver::NAME,
        job: "desk.tell-circle-handed-over",
        word: "identity.circle-handed-over",
        whom: Whom::Named,
        keeps_title: false,
        read: |data| said::<CircleHandedOver>(data, |fact| of(fact.circle.0, fact.organisation)),
    },
    Told {
        fact: CircleClosed::NAME,
        job: "desk.tell-circle-closed",
        word: "identity.circle-closed",
        whom: Whom::Readers,
        keeps_title: false,
        read: |data| said::<CircleClosed>(data, |fact| about(SubjectId(fact.circle.0))),
    },
    Told {
        fact: PersonJoined::NAME,
        job: "desk.tell-person-joined",
        word: "identity.person-joined",
        whom: Whom::Named,
        keeps_title: false,
        read: |data| said::<PersonJoined>(data, |fact| of(fact.organisation.0, fact.organisation)),
    },
    Told {
        fact: MembershipChanged::NAME,
        job: "desk.tell-membership-changed",
        word: "identity.membership-changed",
        whom: Whom::Oneself,
        keeps_title: true,
        read: |data| {
            said::<MembershipChanged>(data, |fact| Said {
                person: Some(fact.person),
                ..of(fact.organisation.0, fact.organisation)
            })
        },
    },
    Told {
        fact: RegistrationSent::NAME,
        job: "desk.tell-registration-submitted",
        word: "members.registration-submitted",
        whom: Whom::Supervisors,
        keeps_title: false,
        read: |data| sent(data, &["submit"]),
    },
    Told {
        fact: RegistrationSent::NAME,
        job: "desk.tell-registration-answered",
        word: "members.registration-answered",
        whom: Whom::Supervisors,
        keeps_title: false,
        read: |data| sent(data, &["answer"]),
    },
    Told {
        fact: RegistrationSent::NAME,
        job: "desk.tell-registration-told",
        word: "members.registration-told",
        whom: Whom::Supervisors,
        keeps_title: false,
        read: |data| sent(data, &["tell", "confirm"]),
    },
    Told {
        fact: RegistrationDecided::NAME,
        job: "desk.tell-registration-asked",
        word: "members.registration-asked",
        whom: Whom::Keepers,
        keeps_title: false,
        read: |data| decided(data, "ask"),
    },
    Told {
        fact: RegistrationDecided::NAME,
        job: "desk.tell-registration-accepted",
        word: "members.registration-accepted",
        whom: Whom::Keepers,
        keeps_title: false,
        read: |data| decided(data, "accept"),
    },
    Told {
        fact: RegistrationDecided::NAME,
        job: "desk.tell-registration-refused",
        word: "members.registration-refused",
        whom: Whom::Keepers,
        keeps_title: false,
        read: |data| decided(data, "refuse"),
    },
    Told {
        fact: StepSubmitted::NAME,
        job: "desk.tell-step-submitted",
        word: "incidents.step-submitted",
        whom: Whom::Receivers,
        keeps_title: false,
        read: |data| said::<StepSubmitted>(data, |fact| about(fact.notification)),
    },
    Told {
        fact: RecipientAdded::NAME,
        job: "desk.tell-recipient-added",
        word: "incidents.recipient-added",
        whom: Whom::Receivers,
        keeps_title: false,
        read: |data| said::<RecipientAdded>(data, |fact| of(fact.notification.0, fact.organisation)),
    },
    Told {
        fact: StepReviewed::NAME,
        job: "desk.tell-step-reviewed",
        word: "incidents.step-reviewed",
        whom: Whom::Party,
        keeps_title: false,
        read: |data| said::<StepReviewed>(data, |fact| about(fact.notification)),
    },
    Told {
        fact: ReportRequested::NAME,
        job: "desk.tell-report-requested",
        word: "incidents.report-requested",
        whom: Whom::Party,
        keeps_title: false,
        read: |data| said::<ReportRequested>(data, |fact| about(fact.notification)),
    },
    Told {
        fact: NotificationClosed::NAME,
        job: "desk.tell-notification-closed",
        word: "incidents.notification-closed",
        whom: Whom::Party,
        keeps_title: false,
        read: |data| said::<NotificationClosed>(data, |fact| about(fact.notification)),
    },
    Told {
        fact: PackageReceived::NAME,
        job: "desk.tell-package-received",
        word: "incidents.package-received",
        whom: Whom::Handlers,
        keeps_title: false,
        read: |data| said::<PackageReceived>(data, |fact| about(fact.package)),
    },
    Told {
        fact: PackageReceipted::NAME,
        job: "desk.tell-package-receipted",
        word: "incidents.package-receipted",
        whom: Whom::Handlers,
        keeps_title: false,
        read: |data| said::<PackageReceipted>(data, |fact| about(fact.package)),
    },
    Told {
        fact: PackageRefused::NAME,
        job: "desk.tell-package-refused",
        word: "incidents.package-refused",
        whom: Whom::Handlers,
        keeps_title: false,
        read: |data| said::<PackageRefused>(data, |fact| about(fact.package)),
    },
    Told {
        fact: PackageGivenUp::NAME,
        job: "desk.tell-package-given-up",
        word: "incidents.package-given-up",
        whom: Whom::Handlers,
        keeps_title: false,
        read: |data| said::<PackageGivenUp>(data, |fact| about(fact.package)),
    },
    Told {
        fact: PackageRouted::NAME,
        job: "desk.tell-package-routed",
        word: "incidents.package-routed",
        whom: Whom::Handlers,
        keeps_title: false,
        read: |data| said::<PackageRouted>(data, |fact| of(fact.package.0, fact.organisation)),
    },
    Told {
        fact: QuestionTaken::NAME,
        job: "desk.tell-question-taken",
        word: "surveys.question-taken",
        whom: Whom::Author,
        keeps_title: false,
        read: |data| said::<QuestionTaken>(data, |fact| about(fact.question)),
    },
    Told {
        fact: RecordPublished::NAME,
        job: "desk.tell-record-published",
        word: "practices.record-published",
        whom: Whom::Readers,
        keeps_title: false,
        read: |data| said::<RecordPublished>(data, |fact| about(fact.record)),
    },
    Told {
        fact: ReportSettled::NAME,
        job: "desk.tell-report-settled",
        word: "practices.report-settled",
        whom: Whom::Party,
        keeps_title: false,
        read: |data| said::<ReportSettled>(data, |fact| about(fact.report)),
    },
    Told {
        fact: RecordSuperseded::NAME,
        job: "desk.tell-record-superseded",
        word: "practices.record-superseded",
        whom: Whom::Parties,
        keeps_title: false,
        read: |data| said::<RecordSuperseded>(data, |fact| about(fact.record)),
    },
    Told {
        fact: ReportPublished::NAME,
        job: "desk.tell-report-published",
        word: "insight.report-published",
        whom: Whom::Readers,
        keeps_title: false,
        read: |data| said::<ReportPublished>(data, |fact| about(fact.report)),
    },
];
