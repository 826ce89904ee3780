//! Every address of the area.

use belfry_web::Site;

use crate::access::Export;
use crate::record;
use crate::record::discuss::OfRecords;
use crate::record::vouch::{adopt, endorse, link};

/// Declares them.
pub fn routes(site: &mut Site) {
    site.list("/", record::list::page);
    site.table::<Export>("/records", record::table::file);
    site.page("/records/new", record::new::page);
    site.act("/records/new", record::new::act).once();
    site.page("/records/{uuid}", record::show::page);
    site.page("/records/{uuid}/edit", record::edit::page);
    site.act("/records/{uuid}/edit", record::edit::act);
    site.page("/records/{uuid}/submit", record::submit::page);
    site.act("/records/{uuid}/submit", record::submit::act);
    site.act("/records/{uuid}/submit/preview", record::submit::preview);
    site.act("/records/{uuid}/check", record::step::check);
    site.act("/records/{uuid}/review", record::step::review);
    site.act("/records/{uuid}/publish", record::step::publish);
    site.act("/records/{uuid}/return", record::step::give_back);
    site.act("/records/{uuid}/withdraw", record::step::withdraw);
    site.act("/records/{uuid}/supersede", record::step::supersede);
    site.page("/records/{uuid}/adopt", adopt::page);
    site.act("/records/{uuid}/adopt", adopt::act);
    site.page("/records/{uuid}/endorse", endorse::page);
    site.act("/records/{uuid}/endorse", endorse::act);
    site.act("/records/{uuid}/link", link::act);
    belfry_discussion::routes::<OfRecords>(site, "/records/{uuid}");
    site.api("/records", record::api::list_spec(), record::api::list);
    site.api("/records/{uuid}", record::api::one_spec(), record::api::one);
}
