//! Every address of the area.

use belfry_web::Site;

/// Declares them.
pub fn routes(_site: &mut Site) {}
