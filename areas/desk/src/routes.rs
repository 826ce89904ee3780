//! Every address of the area.

use belfry_kernel::access::{Read, Self_};
use belfry_web::Site;

use crate::{accessibility, activity, agenda, go, home, openapi, search, style, welcome};

/// Declares them.
pub fn routes(site: &mut Site) {
    site.root_page::<Read>("/", home::page);
    site.act::<Self_>("/welcome", welcome::act);
    site.root_page::<Read>("/search", search::page);
    site.root_page::<Read>("/go", go::page);
    site.root_page::<Read>("/go/list", go::fragment);
    site.page::<Read>("/agenda", agenda::page);
    site.page("/agenda/new", agenda::new::page);
    site.act("/agenda/new", agenda::new::act);
    site.page("/agenda/{uuid}", agenda::show::page);
    site.act("/agenda/{uuid}/settle", agenda::settle::act);
    site.act("/agenda/{uuid}/assign", agenda::assign::act);
    site.page::<Read>("/activity", activity::page);
    site.act::<Self_>("/activity/read", activity::read::act);
    site.open("/accessibility", "a public statement, asked for by Directive (EU) 2016/2102", accessibility::page);
    site.open("/style", "samples of the components; answers in the demonstration only", style::page);
    site.open("/api/openapi.json", "describes the API's addresses, and nothing behind them", openapi::document);
}
