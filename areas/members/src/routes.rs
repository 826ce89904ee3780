//! Every address of the area.

use belfry_web::Site;

use crate::{preferences, sign_in, sign_out};

/// Declares them.
pub fn routes(site: &mut Site) {
    site.open("/sign-in", "whoever signs in has no session yet", sign_in::page);
    site.open_act("/sign-in", "whoever signs in has no session yet", sign_in::act);
    site.open_act("/sign-out", "leaving needs no role, only the session that ends", sign_out::act);
    site.open_act("/preferences", "visitors choose language and light too", preferences::act);
}
