//! The addresses of this area: its table of contents.

use belfry_web::{Site, receive};

use crate::access::{Edit, Export, Read, Sight};
use crate::event::{discuss, list, show};
use crate::object::reference::api as references;
use crate::value::page as value;
use crate::value::page::many;
use crate::{api, sighting};

/// Every route.
pub fn routes(site: &mut Site) {
    site.list::<Read>("/events", list::page).says(list::said);
    site.table::<Export>("/events", list::table::file);
    site.page::<Read>("/events/{uuid}", show::page);
    belfry_discussion::routes::<discuss::OfEvents>(site, "/events/{uuid}");
    site.act::<Sight>("/events/{uuid}/sightings", sighting::add).once();
    site.page::<Read>("/values", value::page);
    site.act_with::<Read>("/values", receive::LONG_FORM, many::answer);

    site.api::<Read>("/events", api::events_spec(), api::events);
    site.api::<Read>("/events/{uuid}", api::event_spec(), api::event);
    site.api::<Read>("/values", api::values_spec(), api::values);
    site.api_act::<Sight>("/events/{uuid}/sightings", sighting::spec(), receive::FORM, sighting::api);
    let arrows = "/events/{uuid}/references/{object}";
    site.api::<Read>(arrows, references::list_spec(), references::list);
    site.api_act::<Edit>(arrows, references::add_spec(), receive::FORM, references::add);
    site.api_act::<Edit>(&format!("{arrows}/remove"), references::remove_spec(), receive::FORM, references::remove);
    written(site);
    events_over_api(site);
    parts_over_api(site);
    imported(site);
    exported(site);
    vocabularies(site);
}

/// What is written and shared by hand.
fn written(site: &mut Site) {
    use crate::access::{Create, Delete, Publish, Recall, Trace};
    use crate::event::{delete, disclose, edit, new, publish, recall, report, tags};
    use crate::{attribute, object};
    use receive::LONG_FORM;

    site.page::<Create>("/events/new", new::page);
    site.act::<Create>("/events/new", new::act).once();
    site.page::<Edit>("/events/{uuid}/edit", edit::page);
    site.act::<Edit>("/events/{uuid}/edit", edit::act).once();
    site.act::<Edit>("/events/{uuid}/tags/add", tags::add);
    site.act::<Edit>("/events/{uuid}/tags/remove", tags::remove);
    site.page::<Edit>("/events/{uuid}/attributes/add", attribute::add::page);
    site.act::<Edit>("/events/{uuid}/attributes/add", attribute::add::act).once();
    site.page::<Edit>("/events/{uuid}/attributes/paste", attribute::paste::page);
    site.act_with::<Edit>("/events/{uuid}/attributes/paste", LONG_FORM, attribute::paste::found);
    site.act_with::<Edit>("/events/{uuid}/attributes/accept", LONG_FORM, attribute::paste::accept).once();
    site.act::<Edit>("/events/{uuid}/attributes/many", attribute::many::act).once();
    site.page::<Edit>("/events/{uuid}/attributes/{attribute}/edit", attribute::edit::page);
    site.act::<Edit>("/events/{uuid}/attributes/{attribute}/edit", attribute::edit::act).once();
    site.act::<Edit>("/events/{uuid}/attributes/{attribute}/remove", attribute::remove::act);
    site.page::<Edit>("/events/{uuid}/objects", object::choose::page);
    site.page::<Edit>("/events/{uuid}/objects/{template}", object::add::page);
    site.act::<Edit>("/events/{uuid}/objects/{template}", object::add::act).once();
    site.act::<Edit>("/events/{uuid}/objects/{object}/remove", object::remove::act);
    site.page::<Edit>("/events/{uuid}/references/{object}", object::reference::page);
    site.act::<Edit>("/events/{uuid}/references/{object}", object::reference::act).once();
    site.act::<Edit>("/events/{uuid}/references/{object}/remove", object::reference::remove).once();
    site.page::<Edit>("/events/{uuid}/reports/new", report::new);
    site.act_with::<Edit>("/events/{uuid}/reports/new", LONG_FORM, report::create).once();
    site.page::<Edit>("/events/{uuid}/reports/{report}/edit", report::page);
    site.act_with::<Edit>("/events/{uuid}/reports/{report}/edit", LONG_FORM, report::act).once();
    site.act::<Edit>("/events/{uuid}/reports/{report}/remove", report::remove);
    site.page::<Publish>("/events/{uuid}/publish", publish::page);
    site.act::<Publish>("/events/{uuid}/publish", publish::act).once();
    site.act::<Publish>("/events/{uuid}/publish/preview", publish::preview);
    site.page::<Recall>("/events/{uuid}/recall", recall::page);
    site.act::<Recall>("/events/{uuid}/recall", recall::act).once();
    site.act::<Recall>("/events/{uuid}/withdraw", recall::withdraw);
    site.page::<Delete>("/events/{uuid}/delete", delete::page);
    site.act::<Delete>("/events/{uuid}/delete", delete::act);
    site.page::<Trace>("/events/{uuid}/disclosures", disclose::disclosures);
}

/// Events as wholes, written and shared by programs: below `/api/v1`, the paths of the pages.
fn events_over_api(site: &mut Site) {
    use crate::access::{Create, Delete, Publish, Recall, Trace};
    use crate::event::{delete, disclose, edit, new, publish, recall, tags};
    use receive::FORM;

    site.api_act::<Create>("/events", new::api::spec(), FORM, new::api::act);
    site.api_act::<Edit>("/events/{uuid}/edit", edit::api::spec(), FORM, edit::api::act);
    site.api_act::<Edit>("/events/{uuid}/tags/add", tags::api::add_spec(), FORM, tags::api::add);
    site.api_act::<Edit>("/events/{uuid}/tags/remove", tags::api::remove_spec(), FORM, tags::api::remove);
    site.api_act::<Publish>("/events/{uuid}/publish", publish::api::spec(), FORM, publish::api::act);
    let preview = "/events/{uuid}/publish/preview";
    site.api_act::<Publish>(preview, publish::api::preview_spec(), FORM, publish::api::preview);
    site.api_act::<Recall>("/events/{uuid}/recall", recall::api::spec(), FORM, recall::api::act);
    site.api_act::<Recall>("/events/{uuid}/withdraw", recall::api::withdraw_spec(), FORM, recall::api::withdraw);
    site.api_act::<Delete>("/events/{uuid}/delete", delete::api::spec(), FORM, delete::api::act);
    site.api::<Trace>("/events/{uuid}/disclosures", disclose::api::spec(), disclose::api::list);
}

/// What hangs on an event, read and written by programs: below `/api/v1`, the paths of the pages.
fn parts_over_api(site: &mut Site) {
    use crate::access::Browse;
    use crate::attribute::api as attributes;
    use crate::event::report::api as reports;
    use crate::object::api as objects;
    use receive::{FORM, LONG_FORM};

    let all = "/events/{uuid}/attributes";
    site.api::<Read>(all, attributes::list_spec(), attributes::list);
    site.api_act::<Edit>(&format!("{all}/add"), attributes::add_spec(), LONG_FORM, attributes::add);
    site.api_act::<Edit>(&format!("{all}/find"), attributes::find_spec(), LONG_FORM, attributes::find);
    site.api_act::<Edit>(&format!("{all}/many"), attributes::many_spec(), FORM, attributes::many);
    site.api_act::<Edit>(&format!("{all}/{{attribute}}/edit"), attributes::edit_spec(), FORM, attributes::edit);
    site.api_act::<Edit>(&format!("{all}/{{attribute}}/remove"), attributes::remove_spec(), FORM, attributes::remove);
    let all = "/events/{uuid}/objects";
    site.api::<Read>(all, objects::list_spec(), objects::list);
    site.api_act::<Edit>(&format!("{all}/{{template}}"), objects::add_spec(), FORM, objects::add);
    site.api_act::<Edit>(&format!("{all}/{{object}}/remove"), objects::remove_spec(), FORM, objects::remove);
    site.api::<Browse>("/templates", objects::templates_spec(), objects::templates);
    let all = "/events/{uuid}/reports";
    site.api::<Read>(all, reports::list_spec(), reports::list);
    site.api_act::<Edit>(&format!("{all}/new"), reports::new_spec(), LONG_FORM, reports::create);
    site.api_act::<Edit>(&format!("{all}/{{report}}/edit"), reports::edit_spec(), LONG_FORM, reports::act);
    site.api_act::<Edit>(&format!("{all}/{{report}}/remove"), reports::remove_spec(), FORM, reports::remove);
}

/// What is taken out as a file; the API's routes for events give the same with `?format=`.
fn exported(site: &mut Site) {
    use crate::event::export;

    site.page::<Export>("/events/{uuid}/export", export::page::page);
    site.page::<Export>("/events/{uuid}/export/{format}", export::file);
}

/// What comes in from files and texts.
fn imported(site: &mut Site) {
    use crate::access::Import;
    use crate::import::{api, choose, table, text, unfinished, watch};
    use receive::{FILES, LONG_FORM};

    site.page::<Import>("/import", choose::page);
    site.page::<Import>("/import/files", choose::again);
    site.act_with::<Import>("/import/files", FILES, choose::files);
    site.page::<Import>("/import/files/{uuid}", choose::begun);
    site.act_with::<Import>("/import/files/{uuid}", FILES, choose::more);
    site.page::<Import>("/import/paste", choose::again);
    site.act_with::<Import>("/import/paste", LONG_FORM, choose::paste);
    site.page::<Import>("/import/paste/{uuid}", text::page);
    site.act::<Import>("/import/paste/{uuid}", text::accept).once();
    site.page::<Import>("/import/table", choose::again);
    site.act_with::<Import>("/import/table", FILES, choose::table);
    site.page::<Import>("/import/table/{uuid}", table::page);
    site.act::<Import>("/import/table/{uuid}", table::columns);
    site.page::<Import>("/import/table/{uuid}/preview", table::preview);
    site.act::<Import>("/import/table/{uuid}/preview", table::accept).once();
    site.act::<Import>("/import/unfinished/{uuid}/remove", unfinished::remove);
    site.page::<Import>("/import/{job}", watch::page);
    site.page::<Import>("/import/{job}/live", watch::live);
    site.act::<Import>("/import/{job}/cancel", watch::cancel);
    site.act::<Import>("/import/{job}/again", watch::again);

    site.api_act::<Import>("/import", api::post_spec(), api::TAKES, api::post);
    site.api::<Read>("/import/{job}", api::get_spec(), api::get);
}

/// What tags mean, which values are harmless, what objects are made of.
fn vocabularies(site: &mut Site) {
    use crate::access::{Browse, Curate};
    use crate::vocabulary::{list, show, switch};

    site.page::<Browse>("/vocabularies", list::page);
    site.page::<Browse>("/vocabularies/{kind}/{name}", show::page);
    site.act::<Curate>("/vocabularies/{kind}/{name}/switch", switch::act);
}
