//! What an entity tells an authority under one law, step by step.

use belfry_store::Kind as SubjectKind;

/// Notifications among the subjects.
pub const NOTIFICATION: SubjectKind =
    SubjectKind { code: 81, name: "incidents-notification", path: "/incidents/notifications/" };
