//! Every address of the area.

use belfry_kernel::access::{Read, Self_};
use belfry_web::Site;

use crate::{accessibility, activity, agenda, announcement, calendar, go, home, openapi, search, style, welcome};

/// Declares them.
pub fn routes(site: &mut Site) {
    site.root_page::<Read>("/", home::page);
    site.act::<Self_>("/welcome", welcome::act);
    site.root_page::<Read>("/search", search::page);
    site.root_page::<Read>("/go", go::page);
    site.root_page::<Read>("/go/list", go::list);
    site.list::<Read>("/agenda", agenda::page).says(agenda::narrowed);
    site.table::<Read>("/agenda", agenda::table::file);
    site.api("/agenda", agenda::api::spec(), agenda::api::list);
    site.api("/search", search::api::spec(), search::api::list);
    site.page("/agenda/new", agenda::new::page);
    site.act("/agenda/new", agenda::new::act).once();
    site.page("/agenda/{uuid}", agenda::show::page);
    site.act("/agenda/{uuid}/settle", agenda::settle::act);
    site.act("/agenda/{uuid}/assign", agenda::assign::act);
    site.page("/calendar", calendar::page);
    site.act("/calendar", calendar::act);
    site.act("/calendar/{link}", calendar::revoke);
    site.open(
        "/desk/calendar/feeds/{token}",
        "a calendar program has no session; the secret link admits it",
        calendar::feed::file,
    );
    site.page("/announcements", announcement::page);
    site.page("/announcements/new", announcement::new::page);
    site.act("/announcements/new", announcement::new::act).once();
    site.page("/announcements/{uuid}", announcement::show::page);
    belfry_discussion::routes::<announcement::show::OfAnnouncements>(site, "/announcements/{uuid}");
    site.act("/announcements/{uuid}/read", announcement::show::read);
    site.page("/announcements/{uuid}/edit", announcement::edit::page);
    site.act("/announcements/{uuid}/edit", announcement::edit::act);
    site.act("/announcements/{uuid}/end", announcement::edit::end);
    site.list::<Read>("/activity", activity::page).says(activity::narrowed);
    site.table::<Read>("/activity", activity::table::file);
    site.act::<Self_>("/activity/read", activity::read::act);
    site.open("/accessibility", "a public statement, asked for by Directive (EU) 2016/2102", accessibility::page);
    site.open("/style", "samples of the components; answers in the demonstration only", style::page);
    site.open("/api/openapi.json", "describes the API's addresses, and nothing behind them", openapi::document);
}
