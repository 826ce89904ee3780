//! Passkeys (W3C Web Authentication, Level 3): made, shown at sign-in, shown again. Each asks its person for a PIN or a
//! finger, so that one alone is two factors.
//!
//! The library checks what browsers send; what was begun waits in the database ([`belfry_identity::ceremony`]), sealed, and
//! is taken out once. Passkeys are bound to the name of the site (`server.base_url`): an address without a name has none.

use belfry_identity::factor::{self, Passkey as Kept};
use belfry_identity::{Refusal, Secret, ceremony};
use belfry_kernel::{PersonId, Problem};
use belfry_store::{Act, Key, Tx, args};
use belfry_web::House;
use uuid::Uuid;
use webauthn_rs::prelude::{
    AuthenticationResult, DiscoverableAuthentication, Passkey, PasskeyAuthentication, PasskeyRegistration,
    PublicKeyCredential, RegisterPublicKeyCredential, Url,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

/// What waits for the browser's answer.
const NEW: &str = "passkey-new";
const ENTER: &str = "passkey-enter";
const SHOW: &str = "passkey-show";

/// What the browser is asked, and the token of its answer.
pub struct Challenge {
    /// Comes back with the answer.
    pub ceremony: Secret,
    /// JSON for the browser, with the member `publicKey`.
    pub options: serde_json::Value,
}

impl Challenge {
    /// For a script that asked.
    pub fn json(&self) -> serde_json::Value {
        let mut told = self.options.clone();
        told["ceremony"] = self.ceremony.expose().into();
        told
    }
}

fn site(house: &House) -> Option<Webauthn> {
    let origin = Url::parse(&house.settings.base_url).ok()?;
    let host = origin.domain()?.to_owned();
    let community = house.community();
    let name = if community.is_empty() { "Belfry" } else { &community };
    WebauthnBuilder::new(&host, &origin).ok()?.rp_name(name).build().ok()
}

/// Whether the site has a name that passkeys can be bound to.
pub fn available(house: &House) -> bool {
    site(house).is_some()
}

fn known(house: &House) -> Result<Webauthn, Problem> {
    site(house).ok_or(Problem::NotFound)
}

fn written(value: &impl serde::Serialize) -> Result<serde_json::Value, Problem> {
    serde_json::to_value(value).map_err(|error| Problem::Internal(error.to_string()))
}

fn begin(
    house: &House,
    act: Act<'_>,
    kind: &'static str,
    person: Option<PersonId>,
    (options, state): (serde_json::Value, serde_json::Value),
) -> Result<Challenge, Problem> {
    let tx = house.db.write(Key::SYSTEM)?;
    let ceremony = ceremony::begin(&tx, act, &house.seal, kind, person, state.to_string().as_bytes())?;
    tx.commit()?;
    Ok(Challenge { ceremony, options })
}

/// Asks for a new passkey of a person.
///
/// # Errors
/// [`Problem::NotFound`] where there are none, and those of the database.
pub fn offer(
    house: &House,
    act: Act<'_>,
    (person, uuid): (PersonId, Uuid),
    (email, name): (&str, &str),
) -> Result<Challenge, Problem> {
    let site = known(house)?;
    let kept = factor::passkeys(&house.db.read(Key::SYSTEM)?, &house.seal, person)?;
    let there = kept.iter().filter_map(read).map(|passkey| passkey.cred_id().clone()).collect();
    let (options, state) = site
        .start_passkey_registration(uuid, email, name, Some(there))
        .map_err(|e| Problem::Internal(e.to_string()))?;
    let mut options = written(&options)?;
    // Kept where its person finds it without typing a name: so it opens the door alone.
    let wanted = &mut options["publicKey"]["authenticatorSelection"];
    wanted["residentKey"] = "required".into();
    wanted["requireResidentKey"] = true.into();
    begin(house, act, NEW, Some(person), (options, written(&state)?))
}

fn read(kept: &Kept) -> Option<Passkey> {
    serde_json::from_str(&kept.json).ok()
}

/// Adds the passkey that a browser made for an offer.
///
/// # Errors
/// [`Refusal::LinkSpent`] when the offer is over, [`Refusal::WrongCode`] when the answer does not fit it.
pub fn add(
    house: &House,
    tx: &Tx,
    act: Act<'_>,
    whose: (PersonId, i64),
    name: &str,
    (token, answer): (&str, &str),
) -> Result<(), Refusal> {
    let site = site(house).ok_or(Refusal::NotFound)?;
    let taken = ceremony::take(tx, &house.seal, NEW, token, act.now)?;
    let state = taken.filter(|(person, _)| *person == Some(whose.0)).ok_or(Refusal::LinkSpent)?.1;
    let state: PasskeyRegistration = serde_json::from_slice(&state).map_err(|_| Refusal::LinkSpent)?;
    let answer: RegisterPublicKeyCredential = serde_json::from_str(answer).map_err(|_| Refusal::WrongCode)?;
    let made = site.finish_passkey_registration(&answer, &state).map_err(|_| Refusal::WrongCode)?;
    let json = serde_json::to_string(&made).map_err(|_| Refusal::WrongCode)?;
    factor::add_passkey(tx, act, &house.seal, whose, name, (made.cred_id().as_ref(), &json))
}

/// Asks whoever comes for a passkey of his.
///
/// # Errors
/// As [`offer`].
pub fn ask_anyone(house: &House, act: Act<'_>) -> Result<Challenge, Problem> {
    let started = known(house)?.start_discoverable_authentication();
    let (mut options, state) = started.map_err(|error| Problem::Internal(error.to_string()))?;
    // A button asks, not the field of a form.
    options.mediation = None;
    begin(house, act, ENTER, None, (written(&options)?, written(&state)?))
}

/// Asks a person for one of his passkeys; [`Problem::NotFound`] when he has none.
///
/// # Errors
/// As [`offer`].
pub fn ask(house: &House, act: Act<'_>, person: PersonId) -> Result<Challenge, Problem> {
    let site = known(house)?;
    let kept = factor::passkeys(&house.db.read(Key::SYSTEM)?, &house.seal, person)?;
    let passkeys: Vec<Passkey> = kept.iter().filter_map(read).collect();
    if passkeys.is_empty() {
        return Err(Problem::NotFound);
    }
    let started = site.start_passkey_authentication(&passkeys);
    let (options, state) = started.map_err(|error| Problem::Internal(error.to_string()))?;
    begin(house, act, SHOW, Some(person), (written(&options)?, written(&state)?))
}

/// Whether an answer to [`ask`] is a passkey of that person.
///
/// # Errors
/// [`Refusal::LinkSpent`] when the question is over, [`Refusal::WrongCode`] when the answer does not fit it.
pub fn shown(
    house: &House,
    tx: &Tx,
    act: Act<'_>,
    person: PersonId,
    (token, answer): (&str, &str),
) -> Result<(), Refusal> {
    let site = site(house).ok_or(Refusal::NotFound)?;
    let taken = ceremony::take(tx, &house.seal, SHOW, token, act.now)?;
    let state = taken.filter(|(asked, _)| *asked == Some(person)).ok_or(Refusal::LinkSpent)?.1;
    let state: PasskeyAuthentication = serde_json::from_slice(&state).map_err(|_| Refusal::LinkSpent)?;
    let answer: PublicKeyCredential = serde_json::from_str(answer).map_err(|_| Refusal::WrongCode)?;
    let result = site.finish_passkey_authentication(&answer, &state).map_err(|_| Refusal::WrongCode)?;
    let kept = factor::passkey_of(tx, &house.seal, result.cred_id().as_ref())?;
    let kept = kept.filter(|kept| kept.person == person).ok_or(Refusal::WrongCode)?;
    used(house, tx, act, kept, &result)
}

/// Who shows an answer to [`ask_anyone`].
///
/// # Errors
/// As [`shown`].
pub fn whose(house: &House, tx: &Tx, act: Act<'_>, (token, answer): (&str, &str)) -> Result<PersonId, Refusal> {
    let site = site(house).ok_or(Refusal::NotFound)?;
    let (_, state) = ceremony::take(tx, &house.seal, ENTER, token, act.now)?.ok_or(Refusal::LinkSpent)?;
    let state: DiscoverableAuthentication = serde_json::from_slice(&state).map_err(|_| Refusal::LinkSpent)?;
    let answer: PublicKeyCredential = serde_json::from_str(answer).map_err(|_| Refusal::WrongCode)?;
    let (uuid, handle) = site.identify_discoverable_authentication(&answer).map_err(|_| Refusal::WrongCode)?;
    let kept = factor::passkey_of(tx, &house.seal, handle)?.ok_or(Refusal::WrongCode)?;
    let owner = tx.maybe("select uuid from identity_people where id = $1", args![kept.person], |row| row.get(0))?;
    let passkey = read(&kept).filter(|_| owner == Some(uuid)).ok_or(Refusal::WrongCode)?;
    let result = site.finish_discoverable_authentication_v2(&answer, state, &passkey);
    let result = result.map_err(|_| Refusal::WrongCode)?;
    let person = kept.person;
    used(house, tx, act, kept, &result)?;
    Ok(person)
}

/// A counter that did not grow says that somebody copied the key (W3C Web Authentication, 7.2 step 22).
fn used(house: &House, tx: &Tx, act: Act<'_>, mut kept: Kept, result: &AuthenticationResult) -> Result<(), Refusal> {
    let mut passkey = read(&kept).ok_or(Refusal::WrongCode)?;
    passkey.update_credential(result);
    kept.json = serde_json::to_string(&passkey).map_err(|_| Refusal::WrongCode)?;
    Ok(factor::use_passkey(tx, act, &house.seal, &kept)?)
}
