//! Signing in by another place (OpenID Connect Core 1.0, authorization code flow with PKCE, RFC 7636).
//!
//! Several places may be configured. Who comes is known by issuer and subject; an address that the place tells is never a
//! reason to take him for somebody here. An unknown one may, where the configuration names his mail domain, be put forward to
//! an organisation as a request to join. The answer's signature, issuer, audience, time and nonce are the library's to check;
//! the state is ours ([`belfry_identity::ceremony`]), bound to the browser by a cookie.

use belfry_identity::{Refusal, ceremony};
use belfry_kernel::{PersonId, Problem};
use belfry_outbound::{Fetch, FetchError};
use belfry_store::{Act, Key, Tx};
use belfry_web::House;
use belfry_web::house::Provider;
use jiff::Timestamp;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreIdTokenVerifier, CoreJwsSigningAlgorithm, CoreProviderMetadata,
};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest,
    HttpResponse, IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, TokenResponse,
};
use serde::{Deserialize, Serialize};

const KIND: &str = "oidc";
/// The cookie that binds an answer to the browser that asked.
pub const COOKIE: &str = "belfry-oidc";
/// Signatures that are taken: asymmetric ones only, so that no shared secret can forge one, and never none.
const SIGNATURES: [CoreJwsSigningAlgorithm; 4] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
];

type Client =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

/// What waits for the answer.
#[derive(Serialize, Deserialize)]
struct Waiting {
    provider: String,
    nonce: String,
    verifier: String,
    next: String,
}

/// Where the browser goes, and the value of [`COOKIE`].
pub struct Begun {
    /// At the other place.
    pub url: String,
    /// For the cookie.
    pub state: String,
}

/// Who came back, as the other place vouches.
pub struct Vouched {
    /// The place.
    pub issuer: String,
    /// Its own name for him.
    pub subject: String,
    /// The address that it tells, and whether it says that it checked it.
    pub email: Option<(String, bool)>,
    /// The name that it tells.
    pub name: Option<String>,
    /// For whom this was begun: to tie the account to him.
    pub person: Option<PersonId>,
    /// Where he wanted to go.
    pub next: String,
}

/// The place of a key.
///
/// # Errors
/// [`Problem::NotFound`].
pub fn provider<'a>(house: &'a House, key: &str) -> Result<&'a Provider, Problem> {
    house.settings.providers.iter().find(|provider| provider.key == key).ok_or(Problem::NotFound)
}

fn away(error: impl std::fmt::Display) -> Refusal {
    tracing::warn!(%error, "another place's sign-in failed");
    Refusal::Elsewhere
}

fn asking(provider: &Provider) -> impl Fn(HttpRequest) -> Result<HttpResponse, FetchError> {
    let fetch = Fetch::new(provider.inside);
    move |request| fetch.send(request)
}

fn client(house: &House, provider: &Provider) -> Result<Client, Refusal> {
    let issuer = IssuerUrl::new(provider.issuer.clone()).map_err(away)?;
    // Discovery also fetches the keys, and refuses a place that calls itself by another name.
    let metadata = CoreProviderMetadata::discover(&issuer, &asking(provider)).map_err(away)?;
    let back = format!("{}/sign-in/with/{}/back", house.settings.base_url, provider.key);
    let secret = provider.client_secret.expose();
    let secret = (!secret.is_empty()).then(|| ClientSecret::new(secret.to_owned()));
    let client = CoreClient::from_provider_metadata(metadata, ClientId::new(provider.client_id.clone()), secret);
    Ok(client.set_redirect_uri(RedirectUrl::new(back).map_err(away)?))
}

/// Begins: for whoever signs in, or for a person who ties an account elsewhere to his own.
///
/// # Errors
/// [`Refusal::Elsewhere`] when the place cannot be asked.
pub fn begin(
    house: &House,
    act: Act<'_>,
    provider: &Provider,
    person: Option<PersonId>,
    next: &str,
) -> Result<Begun, Refusal> {
    let client = client(house, provider)?;
    let waiting = Waiting {
        provider: provider.key.clone(),
        nonce: act.ids.secret(),
        verifier: act.ids.secret(),
        next: next.to_owned(),
    };
    let kept = serde_json::to_vec(&waiting).map_err(away)?;
    let tx = house.db.write(Key::SYSTEM)?;
    let state = ceremony::begin(&tx, act, &house.seal, KIND, person, &kept)?.expose().to_owned();
    tx.commit()?;
    let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(waiting.verifier.clone()));
    let (csrf, nonce) = (state.clone(), waiting.nonce.clone());
    let (url, _, _) = client
        .authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            move || CsrfToken::new(csrf.clone()),
            move || Nonce::new(nonce.clone()),
        )
        .add_scope(Scope::new("email".to_owned()))
        .add_scope(Scope::new("profile".to_owned()))
        .set_pkce_challenge(challenge)
        .url();
    Ok(Begun { url: url.to_string(), state })
}

/// What was begun, taken out of the database: only the place that was asked may answer.
fn taken(
    house: &House,
    act: Act<'_>,
    provider: &Provider,
    state: &str,
) -> Result<(Option<PersonId>, Waiting), Refusal> {
    let tx: Tx = house.db.write(Key::SYSTEM)?;
    let taken = ceremony::take(&tx, &house.seal, KIND, state, act.now)?;
    tx.commit()?;
    let (person, kept) = taken.ok_or(Refusal::LinkSpent)?;
    let waiting: Waiting = serde_json::from_slice(&kept).map_err(away)?;
    if waiting.provider == provider.key { Ok((person, waiting)) } else { Err(Refusal::LinkSpent) }
}

/// Exchanges the code for a token and checks it.
///
/// # Errors
/// [`Refusal::LinkSpent`] when nothing was begun, [`Refusal::Elsewhere`] when the place or its answer is not to be trusted.
pub fn answered(
    house: &House,
    act: Act<'_>,
    provider: &Provider,
    (state, code): (&str, &str),
) -> Result<Vouched, Refusal> {
    let (person, waiting) = taken(house, act, provider, state)?;
    let client = client(house, provider)?;
    let request = client.exchange_code(AuthorizationCode::new(code.to_owned())).map_err(away)?;
    let tokens =
        request.set_pkce_verifier(PkceCodeVerifier::new(waiting.verifier)).request(&asking(provider)).map_err(away)?;
    let token = tokens.id_token().ok_or_else(|| away("no ID token"))?;
    let now = instant(act.now);
    let verifier: CoreIdTokenVerifier<'_> =
        client.id_token_verifier().set_allowed_algs(SIGNATURES).set_time_fn(move || now);
    let claims = token.claims(&verifier, &Nonce::new(waiting.nonce)).map_err(away)?;
    let name = claims.name().and_then(|name| name.get(None)).map(|name| name.as_str().to_owned());
    Ok(Vouched {
        issuer: claims.issuer().as_str().to_owned(),
        subject: claims.subject().as_str().to_owned(),
        email: claims.email().map(|email| (email.as_str().to_owned(), claims.email_verified() == Some(true))),
        name,
        person,
        next: waiting.next,
    })
}

/// The library's own type of an instant.
fn instant(now: Timestamp) -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::from_timestamp(now.as_second(), 0).unwrap_or_default()
}
