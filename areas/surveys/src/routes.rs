//! Every address of the area.

use belfry_web::Site;
use belfry_web::receive::{FILES, LONG_FORM};

use crate::access::{Inspect, Read};
use crate::{answer, assess, campaign, catalogue, coding, form, implementation, instrument, result};

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
    site.act("/campaigns/{uuid}/link/renew", campaign::link::renew);
    site.act("/campaigns/{uuid}/link/revoke", campaign::link::revoke);
    site.act("/campaigns/{uuid}/link/limit", campaign::link::limit);
    site.open(
        "/surveys/link/{secret}",
        "whoever answers by an open link has no account; the link admits him",
        answer::link::page,
    );
    site.open_act(
        "/surveys/link/{secret}",
        "whoever answers by an open link has no account; the link admits him",
        answer::link::act,
    );
    site.page("/campaigns/{uuid}/answer", answer::page);
    site.act_with("/campaigns/{uuid}/answer", FILES, answer::act);
    site.act_with("/campaigns/{uuid}/answer/keep", LONG_FORM, answer::keep::act);
    site.page("/campaigns/{uuid}/answer/review", answer::review::page);
    site.act("/campaigns/{uuid}/answer/sign", answer::sign::act);
    site.page("/campaigns/{uuid}/answer/files/{place}", answer::file::own);
    site.page("/campaigns/{uuid}/files/{file}", answer::file::of_party);
    site.table::<Inspect>("/campaigns/{uuid}/answers", answer::table::file);
    site.page("/campaigns/{uuid}/answers.zip", answer::bundle::archive);
    site.page("/campaigns/{uuid}/coding", coding::list::page);
    site.page("/campaigns/{uuid}/coding/{name}", coding::code::page);
    site.act("/campaigns/{uuid}/coding/{name}", coding::code::act);
    site.act_with("/campaigns/{uuid}/coding/{name}/book", LONG_FORM, coding::book::act);
    site.page("/campaigns/{uuid}/results", result::show::page);
    site.page("/campaigns/{uuid}/results/all", result::all::page);
    site.page("/campaigns/{uuid}/results/q/{name}", result::question::page);
    site.table::<Read>("/campaigns/{uuid}/results", result::table::file);
    site.table::<Read>("/campaigns/{uuid}/dictionary", result::dictionary::file);
    site.api("/campaigns", result::api::list_spec(), result::api::campaigns);
    site.api("/campaigns/{uuid}/results", result::api::results_spec(), result::api::results);
    site.page("/assess", assess::list::page);
    site.page("/assess/new", assess::new::page);
    site.act("/assess/new", assess::new::act);
    site.page("/assess/shared/{uuid}", assess::shared::page);
    site.page("/assess/{uuid}", assess::show::page);
    site.page("/assess/{uuid}/edit", assess::edit::page);
    site.act_with("/assess/{uuid}/edit", FILES, assess::edit::act);
    site.page("/assess/{uuid}/files/{file}", assess::file::page);
    site.act("/assess/{uuid}/sign", assess::sign::act);
    site.act("/assess/{uuid}/discard", assess::discard::act);
    site.page("/assess/{uuid}/share", assess::share::page);
    site.act("/assess/{uuid}/share", assess::share::act).once();
    site.act("/assess/{uuid}/withhold", assess::share::withhold);
    site.table::<Read>("/assess/{uuid}/items", assess::export::items);
    site.page("/assess/{uuid}/json", assess::export::json);
    belfry_discussion::routes::<assess::OfAssessments>(site, "/assess/{uuid}");
    site.api("/assess", assess::api::list_spec(), assess::api::list);
    site.api("/assess/{uuid}", assess::api::spec(), assess::api::assessment);
    site.page("/implementation", implementation::show::page);
    site.page("/implementation/record", implementation::record::page);
    site.act("/implementation/record", implementation::record::act);
    site.act("/implementation/remove", implementation::record::remove);
    site.table::<Read>("/implementation", implementation::export::file);
    site.api("/implementation", implementation::api::spec(), implementation::api::records);
    site.root_page("/catalogue", catalogue::list::page);
    site.root_page("/catalogue/import", catalogue::import::page);
    site.root_act_with("/catalogue/import", FILES, catalogue::import::act);
    site.root_page("/catalogue/{name}", catalogue::show::page);
    site.root_page("/catalogue/{name}/export", catalogue::export::page);
    site.api("/catalogue", catalogue::api::list_spec(), catalogue::api::list);
    site.api("/catalogue/{name}", catalogue::api::spec(), catalogue::api::framework);
    site.root_page("/forms", form::list::page);
    site.root_page("/forms/new", form::new::page);
    site.root_act("/forms/new", form::new::act);
    site.root_page("/forms/instruments", instrument::list::page);
    site.root_act("/forms/instruments", instrument::copy::act).once();
    site.root_page("/forms/import", form::import::page);
    site.root_act_with("/forms/import", FILES, form::import::act);
    site.root_page("/forms/{uuid}", form::show::page);
    site.root_page("/forms/{uuid}/preview", form::preview::page);
    site.root_act_with("/forms/{uuid}/preview", FILES, form::preview::act);
    site.root_page("/forms/{uuid}/export", form::export::page);
    site.root_act("/forms/{uuid}/publish", form::publish::act);
    site.root_page("/forms/{uuid}/proposed", form::proposed::page);
    site.root_act("/forms/{uuid}/proposed", form::proposed::act).once();
    site.root_page("/forms/{uuid}/edit", form::edit::page);
    site.root_act("/forms/{uuid}/edit", form::edit::act);
    site.root_page("/forms/{uuid}/edit/{name}", form::question::page);
    site.root_act("/forms/{uuid}/edit/{name}", form::question::act);
    site.root_page("/forms/{uuid}/edit/{name}/choices", form::choices::page);
    site.root_act_with("/forms/{uuid}/edit/{name}/choices", LONG_FORM, form::choices::act);
}
