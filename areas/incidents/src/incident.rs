//! An organisation's own record of what happened: seen by its own people.

use belfry_store::Kind as SubjectKind;

/// Incidents among the subjects.
pub const INCIDENT: SubjectKind = SubjectKind { code: 80, name: "incidents-incident", path: "/incidents/records/" };
