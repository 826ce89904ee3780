//! Who may do what in this area.
//!
//! Each act is decided here for the role, and for the record when it is loaded. What a person may give to another (roles), and
//! for which organisation he may join a circle, is decided once more in `belfry_identity`, which knows both sides.
//!
//! | | platform administrator | organisation administrator | circle coordinator | everybody else |
//! |---|---|---|---|---|
//! | see organisations, open circles, own hidden circles | yes | yes | yes | yes |
//! | own settings, sessions, keys | yes | yes | yes | yes, with no role as well |
//! | discuss an organisation, a circle that one is in | yes | yes | yes | yes, but readers and management |
//! | enter an organisation | yes | | | |
//! | which roles demand a second factor | yes | | | |
//! | an organisation's facts, people, roles | all | own | | |
//! | an organisation's record, public page, registration | | own; see `register::sight` for who else sees | | NIS implementer: own |
//! | the register, for an authority | | | | supervisor, SPOC officer, CSIRT analyst: of its country |
//! | accept, ask, refuse a registration | | | | supervisor: of its country and mandate |
//! | applications to be entered | all | | | supervisor: of its country and mandate |
//! | found a circle | | own organisation's | own organisation's | |
//! | rule over a circle: change, invite, suspend, close | | own organisation's | own organisation's | |
//! | sharing rules of an organisation | | own organisation's | | |
//! | sharing rules of a circle, looking through it, handing it over | | own organisation's | own organisation's | |
//! | note for an authority who takes part in an arrangement | | own organisation's | | supervisors: own organisation's |
//! | accept, decline, leave, pass an invitation on | | own organisation's | own organisation's | |

use belfry_kernel::Role;
use belfry_kernel::access::{Over, Rule};

belfry_kernel::actions! {
    /// To enter an organisation into the community.
    Found = "found", writes;
    /// To change what is known of an organisation, and to admit, end and give roles to its people.
    Manage = "manage", writes;
    /// To see the people of an organisation as those see them who manage it.
    Overlook = "overlook";
    /// To rule over a circle of one's organisation.
    Steer = "steer", writes;
    /// To note for an authority who takes part in an arrangement under NIS2 Article 29.
    Note = "note", writes;
    /// To keep an organisation's record, its public page and its registration.
    Keep = "keep", writes;
    /// To look at a record: whose is asked when it is known ([`crate::register::sight`]).
    Inspect = "inspect";
    /// To look at the register for an authority.
    Watch = "watch";
    /// To decide on registrations for a competent authority.
    Supervise = "supervise", writes;
    /// To look at applications: whose is asked when it is known ([`crate::application::Reach`]).
    Sift = "sift";
    /// To decide on them.
    Admit = "admit", writes;
    /// To join, leave and invite to circles for one's organisation: which one is asked when the circle is known.
    Speak = "speak", writes;
}

/// Who speaks for an organisation in circles.
const SPEAKERS: &[Role] = &[Role::OrganisationAdministrator, Role::CircleCoordinator];

/// Who speaks for an organisation wherever something is discussed.
const VOICES: &[Role] = Role::VOICES;

/// Who keeps an organisation's record.
pub(crate) const KEEPERS: &[Role] = &[Role::OrganisationAdministrator, Role::NisImplementer];

/// Who looks at the register for an authority.
const WATCHERS: &[Role] = Role::AUTHORITIES;

/// Who answers whoever applies to be entered.
const ADMITTERS: &[Role] = &[Role::PlatformAdministrator, Role::Supervisor];

/// The rules of this area.
pub const RULES: &[Rule] = &[
    Rule { action: "oversee", roles: &[Role::PlatformAdministrator], over: Over::Visible },
    Rule { action: "administer", roles: &[Role::PlatformAdministrator], over: Over::Visible },
    // Organisations all know each other; a circle is seen by those whom its label lets see it.
    Rule { action: "read", roles: Role::ALL, over: Over::Visible },
    // Settings, sessions and keys are found by their person's id only.
    Rule::oneself("self"),
    // In a circle, among its members: the discussion itself asks.
    Rule { action: "discuss", roles: VOICES, over: Over::Visible },
    Rule { action: "found", roles: &[Role::PlatformAdministrator], over: Over::Visible },
    Rule { action: "manage", roles: &[Role::PlatformAdministrator], over: Over::Visible },
    Rule { action: "manage", roles: &[Role::OrganisationAdministrator], over: Over::Own },
    Rule { action: "overlook", roles: &[Role::PlatformAdministrator], over: Over::Visible },
    Rule { action: "overlook", roles: &[Role::OrganisationAdministrator], over: Over::Own },
    Rule { action: "keep", roles: KEEPERS, over: Over::Own },
    Rule { action: "inspect", roles: Role::ALL, over: Over::Visible },
    Rule { action: "watch", roles: WATCHERS, over: Over::Visible },
    Rule { action: "supervise", roles: &[Role::Supervisor], over: Over::Visible },
    Rule { action: "sift", roles: ADMITTERS, over: Over::Visible },
    Rule { action: "admit", roles: ADMITTERS, over: Over::Visible },
    Rule { action: "create", roles: SPEAKERS, over: Over::Own },
    Rule { action: "steer", roles: SPEAKERS, over: Over::Own },
    Rule { action: "speak", roles: SPEAKERS, over: Over::Visible },
    // Which entry is addressed to whom is asked when it is found.
    Rule { action: "note", roles: belfry_identity::circle::arrangement::NOTERS, over: Over::Visible },
];
