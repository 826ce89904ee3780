//! A request on its way to its handler: who, what was sent, a place in a lane.

use std::cell::{Cell, RefCell};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{ConnectInfo, FromRequestParts, RawPathParams, Request};
use axum::response::{IntoResponse, Response};
use belfry_identity::SignedIn;
use belfry_kernel::{Actor, Problem};
use belfry_store::{Key, scope};
use hyper::header::{self, HeaderMap, HeaderName};
use hyper::{StatusCode, Uri};

use crate::assets::Assets;
use crate::form::Form;
use crate::headers::RequestId;
use crate::held::Held;
use crate::house::House;
use crate::lanes::{Lane, Refusal};
use crate::layout::Theme;
use crate::receive::{self, Unread, Untaken};
use crate::reply::Reply;
use crate::site::{Door, Route, Sites, answer, client};
use crate::views;
use crate::visit::Core;

/// What a program calls a request that it may send again; an IETF draft of that name.
const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// Queries that finding out who asks may take.
const IDENTITY_QUERIES: u32 = 2;

/// What is known of a request before its body is read.
pub(super) struct Arrival {
    pub(super) path: String,
    pub(super) query: Vec<(String, String)>,
    pub(super) path_values: Vec<(String, String)>,
    pub(super) held: Option<Held>,
    pub(super) cookies: Vec<(String, String)>,
    pub(super) bearer: Option<String>,
    pub(super) idempotency: Option<String>,
    pub(super) language: String,
    pub(super) address: String,
    pub(super) agent: String,
    pub(super) came_from: String,
    pub(super) reference: String,
}

/// Answers a request.
pub(super) async fn serve(house: Arc<House>, sites: Arc<Sites>, route: Arc<Route>, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    let path_values = match RawPathParams::from_request_parts(&mut parts, &()).await {
        Ok(params) => params.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        Err(_) => Vec::new(),
    };
    let arrival = arrival(&house.settings.proxies, &parts.headers, &parts.uri, &parts.extensions, path_values);
    let turn = if route.at_door {
        let Some(ahead) = house.lanes.knock(belfry_identity::network(&arrival.address)) else { return come_back() };
        (Lane::Door, ahead)
    } else {
        (if route.writes { Lane::Write } else { Lane::Page }, usize::MAX)
    };
    if route.writes && !comes_from_us(&parts.headers, route.door) {
        return attend(house, sites, route, arrival, turn, Err(Unread::FromElsewhere.into())).await;
    }
    let request = Request::from_parts(parts, body);
    let form = if !route.writes {
        Ok(Form::default())
    } else if route.takes.files > 0 || route.takes.body > receive::FORM.body {
        // Nobody makes us store much before we know him.
        match known(&house, &route, &arrival).await {
            Ok(()) => receive::receive(&house, request, route.takes).await,
            Err(Problem::SignIn) if route.door == Door::Person => Ok(receive::given_back(request).await),
            Err(problem) => Err(problem.into()),
        }
    } else {
        receive::receive(&house, request, route.takes).await
    };
    attend(house, sites, route, arrival, turn, form).await
}

async fn known(house: &Arc<House>, route: &Arc<Route>, arrival: &Arrival) -> Result<(), Problem> {
    if matches!(route.door, Door::Open(_)) {
        return Ok(());
    }
    let (here, door) = (house.clone(), route.door);
    let (session, bearer) = (session_cookie(house, arrival), arrival.bearer.clone());
    let found = house.lanes.run(Lane::Page, move || identify(&here, door, session.as_deref(), bearer.as_deref())).await;
    match found {
        Ok(Ok(Some(_))) => Ok(()),
        Ok(Ok(None)) => Err(Problem::SignIn),
        Ok(Err(problem)) => Err(problem),
        Err(_) => Err(Problem::Busy),
    }
}

async fn attend(
    house: Arc<House>,
    sites: Arc<Sites>,
    route: Arc<Route>,
    arrival: Arrival,
    (lane, ahead): (Lane, usize),
    form: Result<Form, Untaken>,
) -> Response {
    let lanes = house.lanes.clone();
    match lanes.run_behind(lane, ahead, move || visit(&house, &sites, &route, arrival, form)).await {
        Ok(response) => response,
        Err(Refusal::Panicked) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        Err(Refusal::Busy | Refusal::Closing) => come_back(),
    }
}

/// Too much to do.
fn come_back() -> Response {
    let later = Refusal::RETRY_AFTER.to_string();
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, later)]).into_response()
}

/// On a blocking thread, with a place in the lane.
fn visit(
    house: &Arc<House>,
    sites: &Arc<Sites>,
    route: &Route,
    arrival: Arrival,
    form: Result<Form, Untaken>,
) -> Response {
    let session = session_cookie(house, &arrival);
    let door = if route.area.is_empty() { Door::Person } else { route.door };
    let (signed_in, trouble) = match identify(house, door, session.as_deref(), arrival.bearer.as_deref()) {
        Ok(found) => (found, None),
        Err(problem) => (None, Some(problem)),
    };
    let reference = arrival.reference.clone();
    let mut core = match core(house, sites, route, arrival, signed_in) {
        Ok(core) => Some(core),
        Err(problem) => return answer::bare(&problem, &reference),
    };
    let reply = match (trouble, form) {
        (Some(problem), _) => Err(problem),
        (None, Err(untaken)) => {
            let people = core.as_ref().filter(|_| route.door != Door::Machine);
            Err(untaken.told(people.map(|core| &core.words)))
        }
        (None, Ok(form)) => match core.as_mut() {
            Some(core) => {
                core.form = form;
                check_token(core, route)
            }
            None => Ok(()),
        }
        .and_then(|()| match core.as_mut().map(|core| opened(core, route)) {
            Some(Ok(Some(first))) => Ok(first),
            Some(Err(problem)) => Err(problem),
            Some(Ok(None)) | None => (route.run.0)(&mut core),
        }),
    };
    match core {
        Some(core) => {
            core.close();
            answer::answer(&core, sites, route, reply, &reference)
        }
        None => answer::bare(&Problem::Internal("a visit was lost".into()), &reference),
    }
}

fn core(
    house: &Arc<House>,
    sites: &Sites,
    route: &Route,
    arrival: Arrival,
    signed_in: Option<SignedIn>,
) -> Result<Core, Problem> {
    let now = house.clock.now();
    let (actor, key) = match &signed_in {
        Some(found) => {
            let key = scope::key_of(&house.db, &found.grants, now)?;
            if found.touch_due {
                let tx = house.db.write(Key::SYSTEM)?;
                belfry_identity::signed_in::touch(&tx, found.credential, now)?;
                tx.commit()?;
            }
            (Actor::Person(Box::new(found.person.clone()), found.grants.clone()), key)
        }
        None => (Actor::Anonymous, Key::ANONYMOUS),
    };
    let chosen = |name: &str| arrival.cookies.iter().find(|(n, _)| n == name).map(|(_, value)| value.clone());
    let language = match (&signed_in, chosen("belfry-language")) {
        (Some(found), _) if !found.language.is_empty() => found.language.clone(),
        (_, Some(language)) => language,
        _ => house.usual_language(&arrival.language),
    };
    let mut words = house.words_in(&language);
    if let Some(found) = &signed_in {
        words = words.in_zone(&found.time_zone);
    }
    let theme = match &signed_in {
        Some(found) => Theme::of(found.theme.code()),
        None => Theme::of(&chosen("belfry-theme").unwrap_or_default()),
    };
    Ok(Core {
        house: house.clone(),
        rules: sites.rules(route.area),
        fresh: route.fresh,
        while_enrolling: route.while_enrolling,
        actor,
        signed_in,
        key,
        words,
        theme,
        now,
        path: arrival.path,
        query: arrival.query,
        path_values: arrival.path_values,
        held: arrival.held,
        form: Form::default(),
        address: arrival.address,
        agent: arrival.agent,
        came_from: arrival.came_from,
        cookies: arrival.cookies,
        views: Vec::new(),
        read: RefCell::new(None),
        queries: Cell::new(IDENTITY_QUERIES),
        is_once: route.once,
        idempotency: arrival.idempotency.filter(|_| route.writes && route.door == Door::Machine),
        once: None,
        again: Cell::new(false),
    })
}

/// The reader's views of a list; or the way to the one that the list opens with.
fn opened(core: &mut Core, route: &Route) -> Result<Option<Reply>, Problem> {
    if !route.list {
        return Ok(None);
    }
    core.views = views::load(core)?;
    Ok(views::first(core, &core.views).map(Reply::to))
}

/// Who asks: by session where people come, by key where programs do.
fn identify(
    house: &House,
    door: Door,
    session: Option<&str>,
    bearer: Option<&str>,
) -> Result<Option<SignedIn>, Problem> {
    let now = house.clock.now();
    match (door, session, bearer) {
        (Door::Machine, _, Some(key)) => Ok(belfry_identity::by_api_key(&house.db, key, now)?),
        (Door::Person | Door::Open(_), Some(token), _) => Ok(belfry_identity::signed_in(&house.db, token, now)?),
        _ => Ok(None),
    }
}

/// A person's form carries the token of his session. One that does not is answered by `lapsed`, which gives back what was typed.
fn check_token(core: &Core, route: &Route) -> Result<(), Problem> {
    if !route.writes || route.door != Door::Person {
        return Ok(());
    }
    if core.token_fits(core.form.text("csrf")) && !core.form.lapsed { Ok(()) } else { Err(Problem::SignIn) }
}

/// Whether a change was sent by one of our own pages, or by no browser at all (a browser always says where it comes from).
fn comes_from_us(headers: &HeaderMap, door: Door) -> bool {
    if door == Door::Machine {
        return true;
    }
    let text = |name| headers.get(name).and_then(|value: &hyper::header::HeaderValue| value.to_str().ok());
    if let Some(site) = text(HeaderName::from_static("sec-fetch-site")) {
        return site == "same-origin" || site == "none";
    }
    match (text(header::ORIGIN), text(header::HOST)) {
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, from)| from == host),
        (Some(_), None) => false,
        (None, _) => true,
    }
}

/// Path and query of the page of ours that the browser was on.
fn came_from(headers: &HeaderMap) -> String {
    let text = |name| headers.get(name).and_then(|value: &header::HeaderValue| value.to_str().ok());
    let (Some(page), Some(host)) = (text(header::REFERER), text(header::HOST)) else { return String::new() };
    let path = page.split_once("://").and_then(|(_, rest)| rest.strip_prefix(host));
    path.filter(|path| path.starts_with('/')).unwrap_or_default().to_owned()
}

fn arrival(
    proxies: &[IpAddr],
    headers: &HeaderMap,
    uri: &Uri,
    extensions: &hyper::http::Extensions,
    mut path_values: Vec<(String, String)>,
) -> Arrival {
    // Whoever asks for the UUID gets it without the holder, which only loading the record asks for.
    let record = path_values.iter_mut().find(|(name, _)| name == "uuid");
    let held = record.and_then(|(_, value)| Held::parse(value).inspect(|held| *value = held.uuid.to_string()));
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let cookies = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .take(50)
        .collect();
    let query = uri.query().and_then(|query| serde_urlencoded::from_str(query).ok()).unwrap_or_default();
    let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let address = peer.map(|peer| client::address(peer, headers, proxies).to_string()).unwrap_or_default();
    Arrival {
        path: uri.path_and_query().map_or_else(String::new, ToString::to_string),
        query,
        path_values,
        held,
        cookies,
        bearer: text(header::AUTHORIZATION).strip_prefix("Bearer ").map(|key| key.trim().to_owned()),
        idempotency: headers.get(IDEMPOTENCY_KEY).map(|_| text(IDEMPOTENCY_KEY).trim().to_owned()),
        language: text(header::ACCEPT_LANGUAGE).to_owned(),
        address,
        came_from: came_from(headers),
        agent: text(header::USER_AGENT).chars().filter(|c| !c.is_control()).take(200).collect(),
        reference: extensions.get::<RequestId>().map(ToString::to_string).unwrap_or_default(),
    }
}

fn session_cookie(house: &House, arrival: &Arrival) -> Option<String> {
    let name = answer::session_name(house);
    arrival.cookies.iter().find(|(n, _)| n == name).map(|(_, value)| value.clone())
}

/// One of the embedded files.
pub(super) async fn asset(request: Request) -> Response {
    let accepted = request.headers().get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let path = request.uri().path().strip_prefix("/assets").unwrap_or_default();
    let Some(asset) = Assets::get(path, accepted) else { return StatusCode::NOT_FOUND.into_response() };
    let mut response = Response::new(Body::from(asset.bytes.into_owned()));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(asset.content_type));
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("public, max-age=31536000, immutable"));
    headers.insert(header::VARY, header::HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = asset.encoding {
        headers.insert(header::CONTENT_ENCODING, header::HeaderValue::from_static(encoding));
    }
    response
}
