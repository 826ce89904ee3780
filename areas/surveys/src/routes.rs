//! Every address of the area.

use belfry_web::Site;
use belfry_web::receive::{FILES, LONG_FORM};

use crate::access::{Inspect, Read};
use crate::{answer, campaign, form, result};

/// Declares them.
pub fn routes(site: &mut Site) {
    site.page("/", campaign::list::page);
    site.page("/campaigns/new", campaign::new::page);
    site.act("/campaigns/new", campaign::new::act);
    site.page("/campaigns/{uuid}", campaign::show::page);
    site.page("/campaigns/{uuid}/edit", campaign::edit::page);
    site.act("/campaigns/{uuid}/edit", campaign::edit::act);
    site.act("/campaigns/{uuid}/open", campaign::open::act);
    site.act("/campaigns/{uuid}/extend", campaign::extend::act);
    site.act("/campaigns/{uuid}/remind", campaign::remind::act);
    site.act("/campaigns/{uuid}/close", campaign::close::act);
    site.act("/campaigns/{uuid}/tell", campaign::tell::act);
    site.act("/campaigns/{uuid}/wave", campaign::wave::act);
    site.page("/campaigns/{uuid}/answer", answer::page);
    site.act_with("/campaigns/{uuid}/answer", LONG_FORM, answer::act);
    site.act_with("/campaigns/{uuid}/answer/keep", LONG_FORM, answer::keep::act);
    site.page("/campaigns/{uuid}/answer/review", answer::review::page);
    site.act("/campaigns/{uuid}/answer/sign", answer::sign::act);
    site.table::<Inspect>("/campaigns/{uuid}/answers", answer::table::file);
    site.page("/campaigns/{uuid}/results", result::show::page);
    site.table::<Read>("/campaigns/{uuid}/results", result::table::file);
    site.table::<Read>("/campaigns/{uuid}/dictionary", result::dictionary::file);
    site.api("/campaigns", result::api::list_spec(), result::api::campaigns);
    site.api("/campaigns/{uuid}/results", result::api::results_spec(), result::api::results);
    site.root_page("/forms", form::list::page);
    site.root_page("/forms/new", form::new::page);
    site.root_act("/forms/new", form::new::act);
    site.root_page("/forms/import", form::import::page);
    site.root_act_with("/forms/import", FILES, form::import::act);
    site.root_page("/forms/{uuid}", form::show::page);
    site.root_page("/forms/{uuid}/preview", form::preview::page);
    site.root_act_with("/forms/{uuid}/preview", LONG_FORM, form::preview::act);
    site.root_page("/forms/{uuid}/export", form::export::page);
    site.root_act("/forms/{uuid}/publish", form::publish::act);
    site.root_page("/forms/{uuid}/edit", form::edit::page);
    site.root_act("/forms/{uuid}/edit", form::edit::act);
    site.root_page("/forms/{uuid}/edit/{name}", form::question::page);
    site.root_act("/forms/{uuid}/edit/{name}", form::question::act);
}
