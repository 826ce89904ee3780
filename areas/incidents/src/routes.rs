//! Every address of the area.

use belfry_web::Site;
use belfry_web::receive::{FILES, FORM, Takes};

use crate::access::{Export, Figures, Inbox};
use crate::incident::discuss::OfIncidents;
use crate::incident::{edit, link, list, moment, new, notify};
use crate::notification::discuss::OfNotifications;
use crate::notification::{handle, step, version};
use crate::{
    channel, figures, handover, inbox, incident, lesson, notification, question, regime, route, share, significance,
    summary, warn,
};

/// A package as a program sends it.
const PACKAGE: Takes = Takes { body: belfry_handover::LARGEST, files: 0 };

/// Declares them.
pub fn routes(site: &mut Site) {
    site.page("/warn", warn::page::page);
    site.root_page("/warn", warn::page::page);
    site.act("/warn", warn::page::act).once();
    site.list("/", list::page).says(list::narrowed);
    site.page("/records/new", new::page);
    site.act("/records/new", new::act).once();
    site.page("/records/{uuid}", incident::show::page);
    site.page("/records/{uuid}/edit", edit::page);
    site.act("/records/{uuid}/edit", edit::act);
    site.act("/records/{uuid}/settle", edit::settle);
    site.act("/records/{uuid}/moments", moment::add).once();
    site.act("/records/{uuid}/moments/{moment}/remove", moment::remove);
    site.act("/records/{uuid}/link", link::add);
    site.page("/records/{uuid}/significance", significance::decide::page);
    site.act("/records/{uuid}/significance", significance::decide::act).once();
    site.act("/records/{uuid}/unlink", link::unlink);
    site.page("/records/{uuid}/notify", notify::page);
    site.act("/records/{uuid}/notify", notify::act).once();
    site.page("/records/{uuid}/receipt", warn::receipt::page);
    belfry_discussion::routes::<OfIncidents>(site, "/records/{uuid}");
    site.page("/notifications/{uuid}", notification::show::page);
    site.page("/notifications/{uuid}/steps/{step}", step::page);
    site.act("/notifications/{uuid}/steps/{step}", step::act);
    site.act("/notifications/{uuid}/steps/{step}/keep", step::keep);
    site.page("/notifications/{uuid}/versions/{submission}", version::page);
    site.act("/notifications/{uuid}/discard", notification::discard::act);
    site.act("/notifications/{uuid}/assign", handle::assign);
    site.act("/notifications/{uuid}/reply", handle::reply);
    site.act("/notifications/{uuid}/review", handle::review);
    site.act("/notifications/{uuid}/request", handle::request);
    site.act("/notifications/{uuid}/pass", handle::pass);
    site.act("/notifications/{uuid}/close", handle::close);
    belfry_discussion::routes::<OfNotifications>(site, "/notifications/{uuid}");
    site.table::<Inbox>("/inbox", inbox::table::file);
    site.table::<Export>("/records", incident::table::file);
    site.page("/notifications/{uuid}/pdf", notification::pdf::last);
    site.page("/notifications/{uuid}/file", notification::pdf::whole);
    site.page("/regimes", regime::page::page);
    site.act_with("/regimes", FILES, regime::page::act);
    site.page("/regimes/{name}/{version}", regime::page::text);
    site.page("/figures", figures::page::page);
    site.page("/statistics", figures::statistics::page);
    site.table::<Figures>("/statistics", figures::statistics::file);
    site.page("/summaries", summary::list::page);
    site.page("/summaries/new", summary::new::page);
    site.act("/summaries/new", summary::new::act).once();
    site.page("/summaries/{uuid}", summary::show::page);
    site.act("/summaries/{uuid}/share", summary::show::share);
    site.page("/summaries/{uuid}/pdf", summary::paper::file);
    site.page("/summaries/{uuid}/data", summary::file::data);
    site.table::<Export>("/summaries/{uuid}/table", summary::file::sheet);
    site.api("/summaries", summary::file::list_spec(), summary::file::list);
    site.api_act("/summaries", summary::new::spec(), FORM, summary::new::api).once();
    site.api("/summaries/{uuid}", summary::file::one_spec(), summary::file::one);
    site.list("/inbox", inbox::page).says(inbox::narrowed);
    site.page("/routes", route::page::page);
    site.act("/routes", route::page::add);
    site.act("/routes/form", route::page::form);
    site.act("/routes/{rule}/remove", route::page::remove);
    site.api_act("/warn", warn::api::spec(), FORM, warn::api::act).once();
    site.api("/records", incident::api::list_spec(), incident::api::records);
    site.api("/records/{uuid}", incident::api::spec(), incident::api::one);
    site.api("/inbox", inbox::api::spec(), inbox::api::inbox);
    site.api("/figures", figures::api::spec(), figures::api::figures);
    site.api("/statistics", figures::api::statistics_spec(), figures::api::statistics);
    site.api("/notifications", notification::api::list_spec(), notification::api::list);
    site.api("/notifications/{uuid}", notification::api::one_spec(), notification::api::one);
    site.api_act("/notifications/{uuid}/steps/{step}", notification::api::step_spec(), FORM, notification::api::step)
        .once();
    site.api_act("/notifications/{uuid}/review", notification::api::review_spec(), FORM, notification::api::review)
        .once();
    site.page("/records/{uuid}/lessons", lesson::page::page);
    site.page("/records/{uuid}/lessons.pdf", lesson::paper::file);
    site.act("/records/{uuid}/lessons", lesson::add::add).once();
    site.act("/records/{uuid}/lessons/{lesson}/link", lesson::add::link);
    site.act("/records/{uuid}/lessons/{lesson}/remove", lesson::add::remove);
    site.page("/records/{uuid}/lessons/{lesson}/propose", question::propose::page);
    site.act("/records/{uuid}/lessons/{lesson}/propose", question::propose::act).once();
    site.page("/questions/{uuid}", question::show::page);
    site.act("/questions/{uuid}/withdraw", question::show::withdraw);
    site.act("/records/{uuid}/review", lesson::review::write);
    site.act("/records/{uuid}/approve", lesson::review::approve);
    site.page("/records/{uuid}/share", share::new::page);
    site.act("/records/{uuid}/share", share::new::act).once();
    site.page("/notifications/{uuid}/share", share::new::notified);
    site.act("/notifications/{uuid}/share", share::new::act_notified).once();
    site.page("/channels", channel::page::page);
    site.act("/channels", channel::page::add).fresh().once();
    site.act("/channels/{uuid}/test", channel::page::test).once();
    site.act("/channels/{uuid}/end", channel::page::end).fresh();
    site.act("/channels/deliver/{delivery}/again", channel::page::again).once();
    site.page("/handovers", handover::list::page);
    site.page("/handovers/new", handover::new::page);
    site.act("/handovers/new", handover::new::act).once();
    site.page("/handovers/receive", handover::receive::page);
    site.act_with("/handovers/receive", FILES, handover::receive::act);
    site.page("/handovers/keys", handover::keys::page);
    site.act("/handovers/partners", handover::keys::add).fresh().once();
    site.act("/handovers/partners/{uuid}/end", handover::keys::end).fresh();
    site.page("/handovers/{uuid}", handover::show::page);
    site.page("/handovers/{uuid}/file", handover::receipt::package);
    site.page("/handovers/{uuid}/receipt", handover::receipt::file);
    site.act_with("/handovers/{uuid}/receipt", FILES, handover::receipt::act);
    site.act("/handovers/{uuid}/send", handover::send::again).once();
    site.act("/handovers/{uuid}/back", handover::back::again).once();
    site.act("/handovers/{uuid}/route", handover::route::act);
    site.api("/handovers", handover::list::spec(), handover::list::api);
    let why = "a package is signed by a point of contact that is registered here; nothing else is kept";
    site.open_act_with(handover::send::DOOR, why, PACKAGE, handover::receive::api);
    let why = "a receipt is signed by whoever took the package";
    site.open_act_with(handover::send::RECEIPTS, why, PACKAGE, handover::receipt::api);
}
