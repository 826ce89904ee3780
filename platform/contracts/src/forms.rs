//! Facts of forms: ids only.

use belfry_kernel::{Fact, SubjectId};
use serde::{Deserialize, Serialize};

/// A form was begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormCreated {
    /// The form.
    pub form: SubjectId,
}

impl Fact for FormCreated {
    const NAME: &'static str = "forms.form-created";
    fn subject(&self) -> Option<SubjectId> {
        Some(self.form)
    }
}

/// A version of a form was published: it never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormPublished {
    /// The form.
    pub form: SubjectId,
    /// Which version, from 1.
    pub version: i64,
}

impl Fact for FormPublished {
    const NAME: &'static str = "forms.form-published";
    fn subject(&self) -> Option<SubjectId> {
        Some(self.form)
    }
}
