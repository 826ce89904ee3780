//! Every address of the area.

use belfry_web::Site;
use belfry_web::receive::FILES;

use crate::access::Export;
use crate::record::discuss::OfRecords;
use crate::record::vouch::{adopt, endorse, link};
use crate::report::discuss::OfReports;
use crate::report::{confirm, import, inbox, mine, question, sort};
use crate::{next, record, report};

/// Declares them.
pub fn routes(site: &mut Site) {
    site.list("/", record::list::page).says(record::list::narrowed);
    site.table::<Export>("/records", record::table::file);
    site.page("/records/new", record::new::page);
    site.act("/records/new", record::new::act).once();
    site.page("/records/{uuid}", record::show::page);
    site.page("/records/{uuid}/edit", record::edit::page);
    site.act("/records/{uuid}/edit", record::edit::act);
    site.page("/records/{uuid}/translate", record::translate::page);
    site.act("/records/{uuid}/translate", record::translate::act);
    site.page("/records/{uuid}/submit", record::submit::page);
    site.act("/records/{uuid}/submit", record::submit::act);
    site.act("/records/{uuid}/submit/preview", record::submit::preview);
    site.act("/records/{uuid}/check", record::step::check);
    site.act("/records/{uuid}/review", record::step::review);
    site.act("/records/{uuid}/publish", record::step::publish);
    site.act("/records/{uuid}/give-back", record::step::give_back);
    site.act("/records/{uuid}/withdraw", record::step::withdraw);
    site.act("/records/{uuid}/supersede", record::step::supersede);
    site.page("/records/{uuid}/adopt", adopt::page);
    site.act("/records/{uuid}/adopt", adopt::act);
    site.page("/records/{uuid}/endorse", endorse::page);
    site.act("/records/{uuid}/endorse", endorse::act);
    site.act("/records/{uuid}/link", link::act);
    belfry_discussion::routes::<OfRecords>(site, "/records/{uuid}");
    site.page("/records/{uuid}/question", question::page);
    site.act("/records/{uuid}/question", question::act).once();
    site.page("/report", report::new::page);
    site.act("/report", report::new::act).once();
    site.page("/report/import", import::page);
    site.act_with("/report/import", FILES, import::act);
    site.page("/reports", mine::page);
    site.page("/inbox", inbox::page);
    site.page("/reports/{uuid}", report::show::page);
    site.act("/reports/{uuid}/confirm", confirm::own);
    site.act("/reports/{uuid}/place", sort::place).once();
    site.act("/reports/{uuid}/merge", sort::merge);
    site.act("/reports/{uuid}/ask", sort::ask);
    site.act("/reports/{uuid}/decline", sort::decline);
    site.act("/reports/{uuid}/answer", sort::answer);
    site.act("/reports/{uuid}/forward", question::forward).once();
    belfry_discussion::routes::<OfReports>(site, "/reports/{uuid}");
    let why = "a mail is confirmed by a link that its sender alone was sent";
    site.open("/practices/confirm/{token}", why, confirm::page);
    site.open_act("/practices/confirm/{token}", why, confirm::act);
    site.page("/next", next::show::page);
    site.api("/next", next::show::spec(), next::show::api);
    site.api("/records", record::api::list_spec(), record::api::list);
    site.api("/records/{uuid}", record::api::one_spec(), record::api::one);
}
