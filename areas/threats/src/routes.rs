//! The addresses of this area: its table of contents.

use belfry_web::Site;

use crate::access::{Export, Read};
use crate::event::list;

/// Every route.
pub fn routes(site: &mut Site) {
    site.page::<Read>("/events", list::page);
    site.page::<Export>("/events.csv", list::csv::file);
}
