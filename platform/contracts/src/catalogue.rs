//! Facts of the catalogue: ids only.

use belfry_kernel::{Fact, SubjectId};
use serde::{Deserialize, Serialize};

/// A version of a framework came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrameworkLoaded {
    /// The framework.
    pub framework: i64,
}

impl Fact for FrameworkLoaded {
    const NAME: &'static str = "catalogue.framework-loaded";
    fn subject(&self) -> Option<SubjectId> {
        None
    }
}

/// A mapping between two frameworks came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappingLoaded {
    /// The mapping.
    pub mapping: i64,
}

impl Fact for MappingLoaded {
    const NAME: &'static str = "catalogue.mapping-loaded";
    fn subject(&self) -> Option<SubjectId> {
        None
    }
}
