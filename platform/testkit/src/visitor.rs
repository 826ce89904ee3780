//! Somebody who acts on a [`TestSite`]: opens pages, sends forms, calls the API.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::body::Body;
use axum::extract::Request;
use belfry_kernel::PersonId;
use http_body_util::BodyExt;
use hyper::header;
use tower::ServiceExt;

use crate::site::TestSite;

/// A person with his browser, or a program with its key.
pub struct Visitor<'a> {
    site: &'a TestSite,
    person: Option<PersonId>,
    session: Option<String>,
    language: String,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Where it leads, when it does.
    pub location: Option<String>,
    /// The body.
    pub text: String,
    /// The same, byte by byte.
    pub bytes: Vec<u8>,
    /// Every header.
    pub headers: hyper::HeaderMap,
    /// Queries that the page took.
    pub queries: Option<u32>,
}

impl Answer {
    /// The body as JSON.
    ///
    /// # Panics
    /// When it is none.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error} in {}", self.text))
    }

    /// The same answer, if it has this status.
    ///
    /// # Panics
    /// When it has another.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }

    /// Whether the page says this.
    pub fn says(&self, words: &str) -> bool {
        self.text.contains(words)
    }

    /// The body without what differs from one request to the next: tokens of forms.
    pub fn steady(&self) -> String {
        let mut out = String::new();
        let mut rest = self.text.as_str();
        while let Some(at) = rest.find("name=\"csrf\" value=\"") {
            let begin = at + "name=\"csrf\" value=\"".len();
            out.push_str(&rest[..begin]);
            rest = rest[begin..].split_once('"').map_or("", |(_, after)| after);
        }
        out.push_str(rest);
        out
    }
}

impl<'a> Visitor<'a> {
    pub(crate) fn new(site: &'a TestSite, person: Option<PersonId>, session: Option<String>) -> Self {
        Self { site, person, session, language: "en".into() }
    }

    /// The person's id.
    ///
    /// # Panics
    /// For a stranger.
    pub fn id(&self) -> PersonId {
        self.person.expect("a person")
    }

    /// The same person in a browser of another language; only a stranger's browser decides.
    #[must_use]
    pub fn speaking(mut self, language: &str) -> Self {
        language.clone_into(&mut self.language);
        self
    }

    /// Opens a page.
    pub fn get(&self, url: &str) -> Answer {
        self.send(self.request("GET", url), Body::empty())
    }

    /// Sends a form with the token of the session.
    pub fn submit(&self, url: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.token();
        let mut all = vec![("csrf", token.as_str())];
        all.extend_from_slice(fields);
        self.submit_raw(url, &all)
    }

    /// Sends a form as it is, without adding a token.
    pub fn submit_raw(&self, url: &str, fields: &[(&str, &str)]) -> Answer {
        let body = serde_urlencoded::to_string(fields).expect("a form");
        let request = self.request("POST", url).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(body))
    }

    /// Sends a form with files: `(field, file name, content)`.
    pub fn upload(&self, url: &str, fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Answer {
        const EDGE: &str = "----trial-edge";
        let mut body = Vec::new();
        let token = self.token();
        for (name, value) in [("csrf", token.as_str())].iter().chain(fields) {
            let part = format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        for (field, name, content) in files {
            let head = format!(
                "--{EDGE}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{EDGE}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={EDGE}");
        self.send(self.request("POST", url).header(header::CONTENT_TYPE, kind), Body::from(body))
    }

    /// Calls the API with a key.
    pub fn api(&self, method: &str, url: &str, key: &str, body: Option<&serde_json::Value>) -> Answer {
        let request = Request::builder().method(method).uri(url).header(header::AUTHORIZATION, format!("Bearer {key}"));
        let request = request.header(header::CONTENT_TYPE, "application/json");
        self.send(request, body.map_or_else(Body::empty, |value| Body::from(value.to_string())))
    }

    /// Sends a body of some type to the API with a key.
    pub fn api_as(&self, url: &str, key: &str, kind: &str, body: &'static str) -> Answer {
        let request = Request::builder().method("POST").uri(url).header(header::AUTHORIZATION, format!("Bearer {key}"));
        self.send(request.header(header::CONTENT_TYPE, kind), Body::from(body))
    }

    /// Calls the API with a key, under a name for the request that may be sent again.
    pub fn api_once(&self, url: &str, key: &str, name: &str, body: &serde_json::Value) -> Answer {
        let request = Request::builder().method("POST").uri(url).header(header::AUTHORIZATION, format!("Bearer {key}"));
        let request = request.header(header::CONTENT_TYPE, "application/json").header("idempotency-key", name);
        self.send(request, Body::from(body.to_string()))
    }

    /// Any request.
    pub fn send(&self, request: hyper::http::request::Builder, body: Body) -> Answer {
        let request = request.body(body).expect("a request");
        let router = self.site.router.clone();
        self.site.runtime.block_on(async move {
            let response = router.oneshot(request).await.expect("an answer");
            let status = response.status().as_u16();
            let headers = response.headers().clone();
            let bytes = response.into_body().collect().await.map(|all| all.to_bytes()).unwrap_or_default();
            let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
            Answer {
                status,
                location: text("location"),
                queries: text("x-belfry-queries").and_then(|count| count.parse().ok()),
                text: String::from_utf8_lossy(&bytes).into_owned(),
                bytes: bytes.to_vec(),
                headers,
            }
        })
    }

    /// A request with what the person's browser always sends.
    pub fn request(&self, method: &str, url: &str) -> hyper::http::request::Builder {
        let request = Request::builder()
            .method(method)
            .uri(url)
            .header(header::HOST, "trial.example")
            .header(header::ORIGIN, "http://trial.example")
            .header(header::ACCEPT_LANGUAGE, &self.language);
        match &self.session {
            Some(token) => request.header(header::COOKIE, format!("belfry={token}")),
            None => request,
        }
    }

    /// A token for a form of this session, another each time as on every page; empty for a stranger.
    pub fn token(&self) -> String {
        static FORMS: AtomicU64 = AtomicU64::new(0);
        let Some(session) = &self.session else { return String::new() };
        let salt = FORMS.fetch_add(1, Ordering::Relaxed).to_string();
        let found =
            belfry_identity::signed_in(&self.site.db.db, session, belfry_kernel::Clock::now(&*self.site.db.clock));
        found.ok().flatten().map(|found| belfry_web::visit::form_token(found.csrf.expose(), &salt)).unwrap_or_default()
    }
}
