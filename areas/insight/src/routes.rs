//! Every address of the area.

use belfry_web::Site;
use belfry_web::receive::LONG_FORM;

use crate::access::Read;
use crate::report::{self, annex, api, discuss::OfReports};
use crate::{dashboard, data, open};

/// Declares them.
pub fn routes(site: &mut Site) {
    site.page("/", report::list::page);
    site.page("/reports/new", report::new::page);
    site.act("/reports/new", report::new::act).once();
    site.page("/reports/{uuid}", report::show::page);
    site.page("/reports/{uuid}/edit", report::edit::page);
    site.act("/reports/{uuid}/edit", report::edit::act);
    site.act("/reports/{uuid}/sections", report::section::add).once();
    site.page("/reports/{uuid}/sections/{section}", report::section::page);
    site.act_with("/reports/{uuid}/sections/{section}", LONG_FORM, report::section::act);
    site.act("/reports/{uuid}/sections/{section}/arrange", report::section::arrange);
    site.act("/reports/{uuid}/sections/{section}/done", report::done::act);
    site.act("/reports/{uuid}/send", report::step::send);
    site.act("/reports/{uuid}/back", report::step::back);
    site.act("/reports/{uuid}/approve", report::step::approve);
    site.page("/reports/{uuid}/publish", report::publish::page);
    site.act("/reports/{uuid}/publish", report::publish::act).once();
    site.act("/reports/{uuid}/open", report::publish::open);
    site.page("/reports/{uuid}/check", report::check::page);
    site.act("/reports/{uuid}/check", report::check::act);
    site.page("/reports/{uuid}/pdf", report::pdf::file);
    site.table::<Read>("/reports/{uuid}/data", annex::file);
    belfry_discussion::routes::<OfReports>(site, "/reports/{uuid}");
    site.page("/desk", dashboard::desk::page);
    site.page("/own", dashboard::own::page);
    site.page("/data", data::page);
    site.table::<Read>("/data/figures", data::file);
    site.table::<Read>("/data/dictionary", data::dictionary);
    site.page("/data/figures.json", data::json);
    for (path, answer) in open::ROUTES {
        site.open(path, "open data: figures that whoever published them opened to everybody", *answer);
    }
    site.api("/reports", api::list_spec(), api::list);
    site.api("/reports/{uuid}", api::one_spec(), api::one);
}
