//! Every address of the area.

use belfry_web::Site;
use belfry_web::receive::FILES;

use crate::me::{address as me_address, key, notification, password, profile, security, session, view};
use crate::personal::data;
use crate::register::{desk, export, history, import, profile as public, record, registration};
use crate::{
    address, application, arrangement, circle, classify, invitation, join, organisation, preferences, reset, roles,
    sign_in, sign_out, welcome,
};

/// Declares them.
pub fn routes(site: &mut Site) {
    doors(site);
    own(site);
    organisations(site);
    circles(site);
    register(site);
    platform_pages(site);
}

/// Open to whoever has no session yet.
fn doors(site: &mut Site) {
    site.open("/sign-in", "whoever signs in has no session yet", sign_in::page);
    site.open_act("/sign-in", "whoever signs in has no session yet", sign_in::act).at_door();
    site.open("/sign-in/factor", "whoever has shown a password only has no session yet", sign_in::factor::page);
    site.open_act("/sign-in/factor", "whoever has shown a password only has no session yet", sign_in::factor::act)
        .at_door();
    site.open_act("/sign-in/passkey/ask", "a passkey signs in alone, or after a password", sign_in::passkey::ask);
    site.open_act("/sign-in/passkey", "a passkey signs in alone, or after a password", sign_in::passkey::act);
    site.open("/sign-in/forgotten", "who forgot his password cannot sign in", sign_in::forgotten::page);
    site.open_act("/sign-in/forgotten", "who forgot his password cannot sign in", sign_in::forgotten::act).at_door();
    site.open("/join", "who asks to join has no account yet", join::page);
    site.open_act("/join", "who asks to join has no account yet", join::act);
    site.open("/apply", "who applies to be entered has no account yet", application::apply::page);
    site.open_act("/apply", "who applies to be entered has no account yet", application::apply::act);
    site.open("/apply/{token}", "who applied has no account yet; the link shows who it is", application::own::page);
    site.open_act("/apply/{token}", "who applied has no account yet; the link shows who it is", application::own::act);
    site.open("/address/{token}", "a mailbox agrees without signing in; the link shows that it is his", address::page);
    site.open_act(
        "/address/{token}",
        "a mailbox agrees without signing in; the link shows that it is his",
        address::act,
    );
    site.open("/sign-in/with/{provider}", "another place vouches for whoever has no session yet", sign_in::with::go)
        .at_door();
    site.open(
        "/sign-in/with/{provider}/back",
        "the answer of another place, by a state that works once",
        sign_in::with::back,
    )
    .at_door();
    site.open_act("/sign-out", "leaving needs no role, only the session that ends", sign_out::act);
    site.open_act("/preferences", "visitors choose language and light too", preferences::act);
    site.open("/welcome/{token}", "the first administrator has no account yet; the link admits him", welcome::page);
    site.open_act("/welcome/{token}", "the first administrator has no account yet; the link admits him", welcome::act);
    site.open("/invitation/{token}", "who is invited may have no account yet; the link admits him", invitation::page);
    site.open_act(
        "/invitation/{token}",
        "who is invited may have no account yet; the link admits him",
        invitation::act,
    );
    site.open("/members/reset/{token}", "who lost his password cannot sign in; the link admits him", reset::page);
    site.open_act("/members/reset/{token}", "who lost his password cannot sign in; the link admits him", reset::act);
}

/// One's own settings.
fn own(site: &mut Site) {
    site.page("/me", profile::page);
    site.act("/me", profile::act);
    site.page("/me/password", password::page);
    site.act("/me/password", password::act).fresh_itself();
    site.page("/me/security", security::page).while_enrolling();
    site.page("/me/security/totp", security::totp::page).while_enrolling();
    site.act("/me/security/totp", security::totp::act).fresh().while_enrolling();
    site.act("/me/security/codes", security::codes::act).fresh().while_enrolling();
    site.act("/me/security/passkey", security::passkey::page).fresh().while_enrolling();
    site.act("/me/security/passkey/new", security::passkey::act).fresh().while_enrolling();
    site.act("/me/security/passkey/ask", security::passkey::ask).while_enrolling();
    site.act("/me/security/passkey/prove", security::passkey::prove).while_enrolling();
    site.page("/me/address", me_address::page);
    site.act("/me/address", me_address::act).fresh();
    site.act("/me/security/elsewhere", security::elsewhere::act).fresh();
    site.act("/me/security/elsewhere/{login}", security::elsewhere::untie).fresh();
    site.act("/me/security/{factor}", security::act).fresh();
    site.page("/me/sessions", session::page);
    site.act("/me/sessions", session::act);
    site.page("/me/keys", key::page);
    site.act("/me/keys", key::act).fresh();
    site.act("/me/keys/{key}", key::revoke);
    site.page("/me/views", view::page);
    site.act("/me/views", view::act).once();
    site.act("/me/views/{view}", view::change);
    site.page("/me/data", data::page);
    site.act("/me/data", data::act);
    site.page("/me/data/{job}", data::file);
    site.act("/me/data/erase", data::erase).fresh();
    site.page("/me/notifications", notification::page);
    site.act("/me/notifications", notification::act);
}

fn organisations(site: &mut Site) {
    site.page("/roles", roles::page);
    site.page("/roles/factors", roles::demand::page);
    site.act("/roles/factors", roles::demand::act).fresh();
    // The area begins with its directory.
    site.page("/", organisation::list::page);
    site.list("/organisations", organisation::list::page).says(organisation::list::narrowed);
    site.table("/organisations", organisation::table::organisations);
    site.page("/organisations/new", organisation::new::page);
    site.act("/organisations/new", organisation::new::act).once();
    site.page("/organisations/{id}", organisation::show::page);
    belfry_discussion::routes::<organisation::discuss::OfOrganisations>(site, "/organisations/{id}");
    site.page("/organisations/{id}/edit", organisation::edit::page);
    site.act("/organisations/{id}/edit", organisation::edit::act);
    site.page("/organisations/{id}/invite", organisation::invite::page);
    site.act("/organisations/{id}/invite", organisation::invite::act).fresh().once();
    site.page("/organisations/{id}/people", organisation::people::page);
    site.table("/organisations/{id}/people", organisation::table::people);
    site.act("/organisations/{id}/people", organisation::people::withdraw);
    site.act("/organisations/{id}/requests/{request}", organisation::request::act).fresh();
    site.page("/organisations/{id}/accounts", organisation::account::page);
    site.act("/organisations/{id}/accounts", organisation::account::create).fresh().once();
    site.act("/organisations/{id}/accounts/{account}", organisation::account::act).fresh();
    site.act("/organisations/{id}/people/{person}", organisation::people::act).fresh();
}

fn circles(site: &mut Site) {
    site.list("/circles", circle::list::page).says(circle::list::narrowed);
    site.table("/circles", circle::table::file);
    site.page("/circles/new", circle::new::page);
    site.act("/circles/new", circle::new::act).once();
    site.page("/circles/{id}", circle::show::page);
    belfry_discussion::routes::<circle::discuss::OfCircles>(site, "/circles/{id}");
    site.page("/circles/{id}/edit", circle::edit::page);
    site.act("/circles/{id}/edit", circle::edit::act);
    site.page("/circles/{id}/invite", circle::invite::page);
    site.act("/circles/{id}/invite", circle::invite::act).once();
    site.act("/circles/{id}/answer", circle::answer::act);
    site.act("/circles/{id}/leave", circle::leave::act);
    site.act("/circles/{id}/members/{member}", circle::member::act);
    site.act("/circles/{id}/close", circle::close::act);
    site.act("/circles/{id}/hand-over", circle::hand_over::act);
    site.page("/circles/{id}/rules", circle::rules::page);
    site.act("/circles/{id}/rules", circle::rules::act).once();
    site.act("/circles/{id}/rules/{rule}", circle::rules::end);
    site.page("/circles/{id}/audit", circle::audit::page);
    site.act("/circles/{id}/audit", circle::audit::act);
    site.page("/arrangements", arrangement::page);
    site.act("/arrangements/{note}", arrangement::act);
    site.page("/organisations/{id}/rules", organisation::rules::page);
    site.act("/organisations/{id}/rules", organisation::rules::act).once();
    site.act("/organisations/{id}/rules/{rule}", organisation::rules::end);
    site.api("/circles", circle::api::list_spec(), circle::api::list);
    site.api("/circles/{id}", circle::api::show_spec(), circle::api::show);
}

fn register(site: &mut Site) {
    site.open("/classify", "whoever wonders whether the Directive applies has no account yet", classify::page::page);
    site.page("/organisations/{id}/record", record::show::page);
    site.page("/organisations/{id}/record/classified", record::classified::page);
    site.act("/organisations/{id}/record/classified", record::classified::act);
    site.page("/organisations/{id}/record/{section}", record::edit::page);
    site.act("/organisations/{id}/record/{section}", record::edit::act);
    site.page("/organisations/{id}/registration", registration::page);
    site.act("/organisations/{id}/registration", registration::act);
    site.act("/organisations/{id}/registration/decide", registration::decide);
    site.list("/applications", application::list::page).says(application::list::narrowed);
    site.page("/applications/{application}", application::show::page);
    site.act("/applications/{application}", application::decide::act).fresh();
    site.page("/organisations/{id}/history", history::page);
    site.page("/organisations/{id}/profile", public::edit);
    site.act("/organisations/{id}/profile", public::choose);
    site.page("/organisations/chart", organisation::chart::page);
    site.list("/register", desk::page).says(desk::narrowed);
    site.page("/register/export/{file}", export::file);
    site.page("/register/import", import::page);
    site.act_with("/register/import", FILES, import::act);
    site.api("/organisations", organisation::api::list_spec(), organisation::api::list);
    site.api("/organisations/{id}", organisation::api::one_spec(), organisation::api::one);
    site.api("/classify", organisation::api::classify_spec(), organisation::api::classify);
    site.api("/register", export::spec(), export::api);
    site.open("/members/profile/{id}", "a page that its organisation chose to show to everyone", public::page);
}

/// The platform itself, for who administers it.
fn platform_pages(site: &mut Site) {
    use crate::platform::{erase, health, job, ledger, organisation, people, person, setting};

    site.page("/platform", health::page);
    site.list("/platform/people", people::page).says(people::narrowed);
    site.table("/platform/people", people::file);
    site.page("/platform/people/{uuid}", person::page);
    site.act("/platform/people/{uuid}", person::act).fresh();
    site.page("/platform/people/{uuid}/erase", erase::page);
    site.act("/platform/people/{uuid}/erase", erase::act).fresh();
    site.list("/platform/organisations", organisation::page).says(organisation::narrowed);
    site.table("/platform/organisations", organisation::file);
    site.list("/platform/jobs", job::page).says(job::narrowed);
    site.act("/platform/jobs/{job}", job::act);
    site.page("/platform/settings", setting::page);
    site.act("/platform/settings", setting::act);
    site.act("/platform/settings/community", setting::community::act).fresh();
    site.list("/platform/ledger", ledger::page).says(ledger::narrowed);
    site.table("/platform/ledger", ledger::file);
    site.page("/platform/ledger.ndjson", ledger::lines);
    site.act("/platform/ledger/verify", ledger::verify);
}
