//! Every address of the area.

use belfry_kernel::access::{Read, Self_};
use belfry_web::Site;

use crate::{about, activity, agenda, home, search};

/// Declares them.
pub fn routes(site: &mut Site) {
    site.root_page::<Read>("/", home::page);
    site.act::<Self_>("/welcome", home::welcomed);
    site.root_page::<Read>("/search", search::page);
    site.page::<Read>("/agenda", agenda::page);
    site.page::<Read>("/activity", activity::page);
    site.act::<Self_>("/activity/read", activity::read);
    site.open("/accessibility", "a public statement, asked for by Directive (EU) 2016/2102", about::accessibility);
    site.open("/style", "samples of the components; answers in the demonstration only", about::style);
    site.open("/api/openapi.json", "describes the API's addresses, and nothing behind them", about::openapi);
}
