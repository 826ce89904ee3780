//! An organisation's own record of what happened: seen by its own people.
//!
//! | module | holds |
//! |---|---|
//! | [`list`], [`select`] | those of one's own organisations, narrowed |
//! | [`fields`], [`new`], [`edit`], [`moment`] | what a record says; what happened in its course; that it is over |
//! | [`show`] | one of them, with what happened when and what was told to whom |
//! | [`notify`] | telling authorities of it, under several laws at once |
//! | [`link`] | threat events that belong to it |
//! | [`discuss`] | what its people say, and files |
//! | [`table`], [`api`] | the list as a file; for programs |
//! | [`store`], [`text`] | the SQL, and what the search index holds |

pub mod api;
pub mod discuss;
pub mod edit;
pub mod fields;
pub mod link;
pub mod list;
pub mod moment;
pub mod new;
pub mod notify;
pub mod select;
pub mod show;
pub mod store;
pub mod table;
pub mod text;

use belfry_kernel::{Clause, Label, OrganisationId, Tlp};
use belfry_store::Kind as SubjectKind;
use belfry_store::subject::Subject;

/// Incidents among the subjects.
pub const INCIDENT: SubjectKind = SubjectKind { code: 80, name: "incidents-incident", path: "/incidents/records/" };

belfry_kernel::codes! {
    /// What a record tells of.
    Kind {
        /// An event that compromises data or services (NIS2 Article 6(6)).
        Incident = "incident",
        /// What could have become one and did not (Article 6(5)).
        NearMiss = "near-miss",
        /// What could damage or disturb systems, their users or others (Article 6(10)).
        Threat = "threat",
    }
    /// Where it stands.
    State {
        /// It goes on.
        Open = "open",
        /// It is over; it may still have to be told of.
        Resolved = "resolved",
        /// Nothing is left to do.
        Closed = "closed",
    }
    /// An answer at an hour at which not everything is known.
    Said {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
        /// Not known yet.
        Unknown = "unknown",
    }
    /// The root cause (Cooperation Group, Cybersecurity Incident Taxonomy, 2018: nature of the incident).
    Cause {
        /// Hardware or software failed.
        System = "system-failure",
        /// Storm, flood, fire, heat.
        Nature = "natural-phenomenon",
        /// Somebody erred.
        Human = "human-error",
        /// Somebody meant it.
        Malicious = "malicious-action",
        /// Somebody else's service failed.
        Third = "third-party-failure",
    }
    /// How large the impact is (the same taxonomy: severity of the impact).
    Severity {
        /// Very large.
        Red = "red",
        /// Large.
        Yellow = "yellow",
        /// Minor.
        Green = "green",
        /// None.
        White = "white",
    }
    /// What sort of incident it is (Reference Incident Classification Taxonomy of ENISA and the CSIRTs: its classes).
    Class {
        /// Spam, harmful speech.
        Abusive = "abusive-content",
        /// Malware of any kind.
        Malware = "malicious-code",
        /// Scanning, sniffing, social engineering.
        Gathering = "information-gathering",
        /// Exploiting, trying passwords.
        Attempt = "intrusion-attempts",
        /// Accounts, systems, applications taken over.
        Intrusion = "intrusions",
        /// Denial of service, sabotage, outage.
        Availability = "availability",
        /// Information read or changed by those who must not.
        Content = "information-content-security",
        /// Phishing, masquerade, misuse of resources.
        Fraud = "fraud",
        /// Open to attack.
        Vulnerable = "vulnerable",
        /// None of them.
        Other = "other",
    }
}

// words: incidents-kind-{incident,near-miss,threat} incidents-kind-hint-{incident,near-miss,threat}
// words: incidents-state-{open,resolved,closed} incidents-said-{yes,no,unknown}
// words: incidents-cause-{system-failure,natural-phenomenon,human-error,malicious-action,third-party-failure}
// words: incidents-severity-{red,yellow,green,white}
// words: incidents-class-{abusive-content,malicious-code,information-gathering,intrusion-attempts,intrusions,availability}
// words: incidents-class-{information-content-security,fraud,vulnerable,other}

/// An incident's page.
#[must_use]
pub fn url(subject: &Subject) -> String {
    format!("{}{}", INCIDENT.path, subject.uuid)
}

/// Who sees it: the people of its organisation.
#[must_use]
pub fn own(owner: OrganisationId) -> Label {
    Label::new(Tlp::AmberStrict, Clause::Organisation(owner))
}
