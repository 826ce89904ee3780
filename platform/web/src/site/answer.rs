//! A reply on its way out: the house around a page, the words of a problem, cookies.

use std::borrow::Cow;

use askama::Template;
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use belfry_documents::attachment;
use belfry_kernel::Problem;
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::{HeaderMap, StatusCode};

use crate::headers::Unanswered;
use crate::house::House;
use crate::lanes;
use crate::layout::{ErrorBody, Flash, LANGUAGES, LanguageChoice, Layout, PersonMenu, Shape};
use crate::reply::{Page, Reply};
use crate::site::{Door, Route, Sites, lapsed};
use crate::views;
use crate::visit::Core;

const FLASH: &str = "belfry-flash";
/// Room for what stands around a body, in bytes.
const HOUSE: usize = 12 * 1024;

/// The name of the session's cookie: with the prefix that binds it to this host and HTTPS, where there is HTTPS.
pub(crate) fn session_name(house: &House) -> &'static str {
    if house.settings.behind_tls { "__Host-belfry" } else { "belfry" }
}

/// Turns a handler's reply, or its problem, into a response.
pub(super) fn answer(
    core: &Core,
    sites: &Sites,
    route: &Route,
    reply: Result<Reply, Problem>,
    reference: &str,
) -> Response {
    let mut response = match reply {
        Ok(reply) => send(core, sites, route, reply),
        Err(problem) => return refuse(core, sites, route, &problem, reference),
    };
    if core.house.settings.tell_queries
        && let Ok(count) = HeaderValue::from_str(&core.queries.get().to_string())
    {
        response.headers_mut().insert(HeaderName::from_static("x-belfry-queries"), count);
    }
    response
}

fn send(core: &Core, sites: &Sites, route: &Route, reply: Reply) -> Response {
    match reply {
        Reply::Page(page) => draw(core, sites, route, *page),
        Reply::Fragment(body) => match body.html() {
            Ok(html) => html_response(StatusCode::OK, html),
            Err(error) => bare(&Problem::Internal(error.to_string()), ""),
        },
        Reply::To(url, flash) => {
            let mut response = StatusCode::SEE_OTHER.into_response();
            set(response.headers_mut(), header::LOCATION, &url);
            if let Some((kind, words)) = flash {
                let value: String = serde_urlencoded::to_string([(kind, words)]).unwrap_or_default();
                add_cookie(response.headers_mut(), &cookie(&core.house, FLASH, &value, Some(60)));
            }
            response
        }
        Reply::Json(status, text) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
            (status, [(header::CONTENT_TYPE, "application/json")], text).into_response()
        }
        Reply::File(name, media, bytes) => file(&name, media, Body::from(bytes)),
        Reply::Stream(name, media, mut make) => {
            let lanes = core.house.lanes.clone();
            file(&name, media, lanes::stream(lanes, move || make().map(|chunk| chunk.map(Into::into))))
        }
        Reply::WithCookies(reply, cookies) => {
            let mut response = send(core, sites, route, *reply);
            cookies.iter().for_each(|line| add_cookie(response.headers_mut(), line));
            response
        }
    }
}

fn file(name: &str, media: belfry_documents::MediaType, body: Body) -> Response {
    let mut response = Response::new(body);
    set(response.headers_mut(), header::CONTENT_TYPE, media.header());
    set(response.headers_mut(), header::CONTENT_DISPOSITION, &attachment(name, media));
    set(response.headers_mut(), HeaderName::from_static("content-security-policy"), "default-src 'none'; sandbox");
    response
}

/// A `Set-Cookie` line. Without `seconds` the cookie lives as long as the browser; with 0 it goes.
pub(crate) fn cookie(house: &House, name: &str, value: &str, seconds: Option<u32>) -> String {
    let age = seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    let secure = if house.settings.behind_tls { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}")
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    match HeaderValue::from_str(value) {
        Ok(value) => drop(headers.insert(name, value)),
        Err(_) => tracing::error!(%name, "a header could not be written"),
    }
}

fn add_cookie(headers: &mut HeaderMap, line: &str) {
    if let Ok(value) = HeaderValue::from_str(line) {
        headers.append(header::SET_COOKIE, value);
    }
}

fn html_response(status: StatusCode, html: String) -> Response {
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response()
}

fn draw(core: &Core, sites: &Sites, route: &Route, page: Page) -> Response {
    let mut flash = page.flash;
    let said = core.cookie(FLASH).and_then(said);
    let was_said = said.is_some();
    flash.extend(said);
    let body = match page.body.html() {
        Ok(body) => body,
        Err(error) => return bare(&Problem::Internal(error.to_string()), ""),
    };
    let t = &core.words;
    let here = core.path.split('?').next().unwrap_or_default();
    let menus =
        core.signed_in.as_ref().map(|_| sites.menus.at(&sites.areas, t, (route.area, here))).unwrap_or_default();
    let person = core.signed_in.as_ref().map(|found| PersonMenu {
        name: &found.person.name,
        organisation: &found.email,
        links: &menus.links,
    });
    let languages: Vec<LanguageChoice> =
        LANGUAGES.iter().map(|(code, name)| LanguageChoice { code: (*code).into(), name: (*name).into() }).collect();
    let csrf = core.csrf();
    let views = (route.list && page.status == 200 && person.is_some()).then(|| views::drawn(core, &core.views));
    let layout = Layout {
        t,
        shape: page.shape,
        title: &page.title,
        lead: &page.lead,
        body: &body,
        breadcrumbs: &page.breadcrumbs,
        audience: page.audience.as_ref(),
        actions: &page.actions,
        views: views.as_ref(),
        flash: &flash,
        nav: &menus.nav,
        person,
        languages: &languages,
        theme: core.theme,
        csrf: &csrf,
        path: &core.path,
        query: &page.query,
        community: &core.house.community(),
        version: env!("CARGO_PKG_VERSION"),
        source: &core.house.settings.source,
        refresh: page.refresh,
    };
    let mut html = String::with_capacity(body.len() + HOUSE);
    match layout.render_into(&mut html) {
        Ok(()) => {
            let mut response = html_response(StatusCode::from_u16(page.status).unwrap_or(StatusCode::OK), html);
            if page.unlisted {
                set(response.headers_mut(), HeaderName::from_static("x-robots-tag"), "noindex, nofollow");
            }
            if was_said {
                add_cookie(response.headers_mut(), &cookie(&core.house, FLASH, "", Some(0)));
            }
            response
        }
        Err(error) => bare(&Problem::Internal(error.to_string()), ""),
    }
}

/// The words that the step before left in a cookie.
fn said(value: &str) -> Option<Flash> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(value).ok()?;
    let (kind, text) = pairs.into_iter().next()?;
    let kind = ["good", "info", "warn", "danger"].into_iter().find(|k| *k == kind)?;
    Some(Flash { kind, text: text.chars().take(300).collect() })
}

/// The status that a problem is told with.
pub(crate) fn status(problem: &Problem) -> u16 {
    match problem {
        Problem::NotFound => 404,
        Problem::SignIn => 401,
        Problem::Forbidden => 403,
        Problem::Method => 405,
        Problem::BadRequest(_) => 400,
        Problem::Refused(_) | Problem::Fields(_) => 422,
        Problem::Conflict => 409,
        Problem::TooLarge(_) => 413,
        Problem::TooMany(_) => 429,
        Problem::Busy => 503,
        Problem::Full => 507,
        Problem::Internal(_) => 500,
    }
}

fn detail(problem: &Problem) -> Cow<'_, str> {
    match problem {
        Problem::BadRequest(text) | Problem::Refused(text) | Problem::TooLarge(text) => text.into(),
        Problem::Fields(fields) => {
            // Of a thousand values many may be wrong in the same way: each is named beside it.
            let mut words: Vec<&str> = fields.iter().map(|(_, words)| words.as_str()).collect();
            let mut said = std::collections::HashSet::new();
            words.retain(|words| said.insert(*words));
            words.join(" ").into()
        }
        _ => "".into(),
    }
}

fn note(problem: &Problem, reference: &str, route: &Route) {
    if let Problem::Internal(cause) = problem {
        tracing::error!(%cause, reference, route = %route.path, "a request failed by our own fault");
    }
}

fn refuse(core: &Core, sites: &Sites, route: &Route, problem: &Problem, reference: &str) -> Response {
    note(problem, reference, route);
    let status = status(problem);
    let mut response = if route.door == Door::Machine || core.path.starts_with("/api/") {
        problem_json(problem, reference)
    } else if matches!(problem, Problem::SignIn) && !route.writes {
        let next = serde_urlencoded::to_string([("next", core.path.as_str())]).unwrap_or_default();
        let mut response = StatusCode::SEE_OTHER.into_response();
        set(response.headers_mut(), header::LOCATION, &format!("/sign-in?{next}"));
        response
    } else if matches!(problem, Problem::SignIn) && route.door == Door::Person {
        draw(core, sites, route, lapsed::page(core, &sites.routes, route))
    } else {
        let t = &core.words;
        let reference = if matches!(problem, Problem::Internal(_)) { reference } else { "" };
        let body = ErrorPage {
            t: t.clone(),
            status,
            // The page says itself that it was too much; numbers of bytes are for programs.
            detail: if status == 413 { String::new() } else { detail(problem).into_owned() },
            reference: reference.to_owned(),
            signed_in: core.signed_in.is_some(),
        };
        let shape = if core.signed_in.is_some() { Shape::Page } else { Shape::Card };
        let mut page = Page::new(ErrorBody::title(t, status), body).shape(shape);
        page.status = status;
        draw(core, sites, route, page)
    };
    again_when(problem, response.headers_mut());
    if matches!(problem, Problem::SignIn) && route.door == Door::Machine {
        set(response.headers_mut(), header::WWW_AUTHENTICATE, "Bearer");
    }
    response
}

/// When it is worth trying again.
fn again_when(problem: &Problem, headers: &mut HeaderMap) {
    match problem {
        Problem::Busy | Problem::Full => set(headers, header::RETRY_AFTER, "2"),
        Problem::TooMany(seconds) => set(headers, header::RETRY_AFTER, &seconds.to_string()),
        _ => {}
    }
}

/// [`ErrorBody`] with data of its own.
struct ErrorPage {
    t: belfry_words::Words,
    status: u16,
    detail: String,
    reference: String,
    signed_in: bool,
}

impl crate::reply::Body for ErrorPage {
    fn html(&self) -> Result<String, askama::Error> {
        ErrorBody {
            t: &self.t,
            status: self.status,
            detail: &self.detail,
            reference: &self.reference,
            signed_in: self.signed_in,
        }
        .render()
    }
}

/// A problem as RFC 9457 tells it.
fn problem_json(problem: &Problem, reference: &str) -> Response {
    let status = status(problem);
    let mut told = serde_json::json!({ "title": title(problem), "status": status });
    let detail = detail(problem);
    if !detail.is_empty() {
        told["detail"] = detail.into();
    }
    if let Problem::Fields(fields) = problem {
        let one = |(field, words): &(String, String)| serde_json::json!({ "field": field, "detail": words });
        told["errors"] = fields.iter().map(one).collect();
    }
    if matches!(problem, Problem::Internal(_)) {
        told["reference"] = reference.into();
    }
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let told = (status, [(header::CONTENT_TYPE, "application/problem+json")], told.to_string());
    let mut response = told.into_response();
    again_when(problem, response.headers_mut());
    response
}

fn title(problem: &Problem) -> &'static str {
    match problem {
        Problem::NotFound => "Not found",
        Problem::SignIn => "A key is needed",
        Problem::Forbidden => "No role of yours allows this",
        Problem::Method => "Another method is needed",
        Problem::BadRequest(_) => "The request cannot be understood",
        Problem::Refused(_) | Problem::Fields(_) => "Refused",
        Problem::Conflict => "Changed meanwhile",
        Problem::TooLarge(_) => "Too large",
        Problem::TooMany(_) => "Too many tries",
        Problem::Busy => "Busy, try again soon",
        Problem::Full => "No room is left to write",
        Problem::Internal(_) => "A fault of ours",
    }
}

/// An answer where not even the visitor's language is known.
pub(super) fn bare(problem: &Problem, reference: &str) -> Response {
    if let Problem::Internal(cause) = problem {
        tracing::error!(%cause, reference, "a request failed by our own fault");
    }
    problem_json(problem, reference)
}

/// The page for a request that no route answered, in the language it asks for.
pub fn unanswered(house: &House, what: &Unanswered) -> Response {
    let header = what.language.as_ref().and_then(|value| value.to_str().ok()).unwrap_or_default();
    let words = house.words_in(house.words.negotiate(header));
    let status = what.status.as_u16();
    let reference = what.id.to_string();
    let body = ErrorBody { t: &words, status, detail: "", reference: &reference, signed_in: false };
    let Ok(body) = body.render() else { return what.status.into_response() };
    let title = ErrorBody::title(&words, status);
    let layout = Layout {
        t: &words,
        shape: Shape::Card,
        title: &title,
        lead: "",
        body: &body,
        breadcrumbs: &[],
        audience: None,
        actions: &[],
        views: None,
        flash: &[],
        nav: "",
        person: None,
        languages: &[],
        theme: crate::layout::Theme::System,
        csrf: "",
        path: "/",
        query: "",
        community: &house.known_community(),
        version: env!("CARGO_PKG_VERSION"),
        source: &house.settings.source,
        refresh: 0,
    };
    layout.render().map_or_else(|_| what.status.into_response(), |html| html_response(what.status, html))
}
