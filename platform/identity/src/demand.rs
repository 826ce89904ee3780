//! Which roles demand a second factor: a setting of the platform.

use belfry_contracts::identity::DemandChanged;
use belfry_kernel::{Person, Role};
use belfry_store::{Act, Read, Result, Tx, ledger, setting};

use crate::membership::{parse_roles, role_codes};
use crate::refusal::Refusal;

/// Where it is kept: the codes of roles.
pub(crate) const SETTING: &str = "identity-demand";

/// Whoever rules over others or sees what many have entrusted, until an administrator decides.
const DEFAULT: &[Role] = &[
    Role::PlatformAdministrator,
    Role::Supervisor,
    Role::SpocOfficer,
    Role::CsirtAnalyst,
    Role::OrganisationAdministrator,
];

/// Reads a kept value.
pub(crate) fn parse(kept: Option<&str>) -> Vec<Role> {
    kept.map_or_else(|| DEFAULT.to_vec(), parse_roles)
}

/// The roles that demand one.
pub fn roles(read: &Read) -> Result<Vec<Role>> {
    Ok(parse(setting::get(read, SETTING)?.as_deref()))
}

/// Decides which do. For administrators of the platform, and for the program itself when there is no `by`.
pub fn set(tx: &Tx, act: Act<'_>, by: Option<&Person>, roles: &[Role]) -> std::result::Result<(), Refusal> {
    if by.is_some_and(|by| !by.holds(&[Role::PlatformAdministrator])) {
        return Err(Refusal::Forbidden);
    }
    let codes = role_codes(roles);
    setting::put(tx, SETTING, &codes)?;
    let roles = codes.split_whitespace().map(str::to_owned).collect();
    ledger::record(tx, act, &DemandChanged { roles })?;
    Ok(())
}
