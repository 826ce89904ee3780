//! The addresses of this area: its table of contents.

use belfry_web::{Site, receive};

use crate::access::{Discuss, Export, Read, Sight};
use crate::event::{discuss, list, show};
use crate::value::page as value;
use crate::value::page::many;
use crate::{api, sighting};

/// Every route.
pub fn routes(site: &mut Site) {
    site.page::<Read>("/events", list::page);
    site.page::<Export>("/events.csv", list::csv::file);
    site.page::<Read>("/events/{uuid}", show::page);
    site.act::<Discuss>("/events/{uuid}/discuss", discuss::discuss);
    site.act::<Discuss>("/events/{uuid}/ask", discuss::ask);
    site.act::<Discuss>("/events/{uuid}/acknowledge", discuss::acknowledge);
    site.act::<Sight>("/events/{uuid}/sightings", sighting::add);
    site.page::<Read>("/values", value::page);
    site.act_with::<Read>("/values", receive::LONG_FORM, many::answer);

    site.api::<Read>("/events", api::events_spec(), api::events);
    site.api::<Read>("/events/{uuid}", api::event_spec(), api::event);
    site.api::<Read>("/values", api::values_spec(), api::values);
}
