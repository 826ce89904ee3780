//! Who may do what in this area. What one may see is decided by labels. Whoever handles a notification does so for an organisation that
//! receives it: that it does is looked up when he acts ([`crate::notification::handle`]).

use belfry_kernel::Role;
pub use belfry_kernel::access::{Create, Discuss, Edit, Read};
use belfry_kernel::access::{Over, Rule};

belfry_kernel::actions! {
    /// To take lists out as files.
    Export = "export";
    /// To tell an authority of what happened to one's organisation, from the first minute to the last report.
    Notify = "notify", writes;
    /// To see what was notified to one's organisation.
    Inbox = "inbox";
    /// To review, answer, ask and close for an organisation that receives a notification.
    Handle = "handle", writes;
    /// To sum up what was notified in one's country, and to say who may read it.
    Summarise = "summarise", writes;
    /// To bring in what a law of one's country asks.
    Legislate = "legislate", writes;
    /// To see figures of what one's organisation received.
    Figures = "figures";
    /// To say to whom notifications of one's country go, and by which form.
    Route = "route", writes;
    /// To see what goes to other points of contact and what came from them.
    Handovers = "handovers";
    /// To hand over, to take in, to pass on to whom it concerns here.
    HandOver = "hand-over", writes;
    /// To make a threat event of what happened to one's organisation.
    Share = "share", writes;
    /// To approve the review of an incident of one's organisation.
    Approve = "approve", writes;
    /// To say how what is notified reaches the ticket system of one's authority.
    Channel = "channel", writes;
    /// To register other points of contact.
    Partner = "partner", writes;
}

/// Everyone who takes part in the community.
const READERS: &[Role] = Role::READERS;
/// Those who speak for their organisation.
pub const SPEAKERS: &[Role] = Role::SPEAKERS;
/// Those who handle what others notify.
pub const HANDLERS: &[Role] = Role::AUTHORITIES;
/// Those who keep the rules of a country.
pub const KEEPERS: &[Role] = &[Role::Supervisor, Role::SpocOfficer];
/// Those who answer for what their organisation learned.
const APPROVERS: &[Role] = &[
    Role::OrganisationAdministrator,
    Role::NisImplementer,
    Role::ManagementMember,
    Role::Supervisor,
    Role::SpocOfficer,
];
/// Those who keep an authority's laws: its administrators. That it is an authority is looked up.
pub const LEGISLATORS: &[Role] = &[Role::OrganisationAdministrator];
/// Those who act for a single point of contact: report for their country, hand over to others.
pub const CONTACTS: &[Role] = &[Role::SpocOfficer];

/// The rules of this area.
pub const RULES: &[Rule] = &[
    Rule { action: "read", roles: READERS, over: Over::Visible },
    Rule { action: "export", roles: READERS, over: Over::Visible },
    Rule { action: "create", roles: SPEAKERS, over: Over::Own },
    Rule { action: "edit", roles: SPEAKERS, over: Over::Own },
    Rule { action: "notify", roles: SPEAKERS, over: Over::Own },
    Rule { action: "inbox", roles: HANDLERS, over: Over::Visible },
    Rule { action: "handle", roles: HANDLERS, over: Over::Visible },
    Rule { action: "route", roles: KEEPERS, over: Over::Visible },
    Rule { action: "summarise", roles: CONTACTS, over: Over::Own },
    Rule { action: "legislate", roles: LEGISLATORS, over: Over::Own },
    Rule { action: "figures", roles: HANDLERS, over: Over::Visible },
    Rule { action: "discuss", roles: SPEAKERS, over: Over::Visible },
    Rule { action: "share", roles: SPEAKERS, over: Over::Own },
    Rule { action: "approve", roles: APPROVERS, over: Over::Own },
    Rule { action: "channel", roles: HANDLERS, over: Over::Visible },
    Rule { action: "handovers", roles: HANDLERS, over: Over::Visible },
    Rule { action: "hand-over", roles: CONTACTS, over: Over::Visible },
    Rule { action: "partner", roles: CONTACTS, over: Over::Visible },
];

/// The organisation for which a person acts in one of these roles: his own first.
#[must_use]
pub fn home(person: &belfry_kernel::Person, roles: &[Role]) -> Option<belfry_kernel::OrganisationId> {
    all(person, roles).into_iter().next()
}

/// Every organisation for which a person acts in one of these roles: his own first.
#[must_use]
pub fn all(person: &belfry_kernel::Person, roles: &[Role]) -> Vec<belfry_kernel::OrganisationId> {
    let acts = person.roles.iter().filter(|(_, role)| roles.contains(role)).map(|(bound, _)| *bound);
    let mut all: Vec<_> = acts.collect();
    all.sort_unstable_by_key(|id| (*id != person.organisation, *id));
    all.dedup();
    all
}
