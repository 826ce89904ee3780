//! Every address that somebody could think of: from the routes, the records that there are (also hidden ones), and the links of
//! the pages that he is shown. New pages are found without being named here.

use std::collections::{BTreeMap, HashMap, VecDeque};

use belfry_store::{Key, args};
use belfry_testkit::{Answer, TestSite, Visitor};
use belfry_web::site::{Door, Route};
use uuid::Uuid;

/// Words that are put into the query of every page without a placeholder.
const QUERIES: &[&str] = &["q=event", "q=evil1", "q=night"];
/// Formats of a `{format}`.
const FORMATS: &[&str] = &["misp", "stix", "csv", "text"];
/// Addresses that say nothing about records and would only take time.
///
/// The generator of codes is offered with a new secret each time.
const DULL: &[&str] = &["/style", "/api/openapi.json", "/accessibility", "/members/me/security/totp"];

/// What somebody was told at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The status.
    pub status: u16,
    /// Where it leads, and under which name a file is kept.
    pub heads: String,
    /// The body, without the tokens of its forms.
    pub body: String,
}

impl From<&Answer> for Told {
    fn from(answer: &Answer) -> Self {
        let head = |name: &str| answer.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let heads = ["location", "content-type", "content-disposition", "etag"].map(head).join(" ");
        Self { status: answer.status, heads, body: answer.steady() }
    }
}

/// Somebody with a browser and a key.
pub struct Reader<'a> {
    /// In the browser.
    pub visitor: Visitor<'a>,
    /// For the API; none for a stranger.
    pub key: Option<String>,
}

impl Reader<'_> {
    /// Opens an address by the door that it has.
    pub fn ask(&self, url: &str) -> Answer {
        match &self.key {
            Some(key) if url.starts_with("/api/") => self.visitor.api("GET", url, key, None),
            _ => self.visitor.get(url),
        }
    }
}

/// The outside ids of every record, by the path of its kind.
pub fn records(site: &TestSite) -> Vec<(&'static str, Uuid)> {
    let read = site.db.db.read(Key::SYSTEM).expect("read");
    let all = read
        .rows("select kind, uuid from store_subjects order by id", args![], |row| {
            Ok((row.get::<i16>(0)?, row.get::<Uuid>(1)?))
        })
        .expect("records");
    all.into_iter().filter_map(|(kind, uuid)| Some((site.house.kind(kind)?.path, uuid))).collect()
}

/// The route that answers a path: the one with the most literal words.
pub fn route_of<'a>(routes: &'a [Route], method: &str, path: &str) -> Option<&'a Route> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let asked: Vec<&str> = path.split('/').collect();
    let fits = |route: &&Route| {
        let mut own = route.path.split('/');
        let same = asked
            .iter()
            .all(|asked| own.next().is_some_and(|own| own == *asked || own.starts_with('{') && !asked.is_empty()));
        same && own.next().is_none()
    };
    let literal = |route: &&Route| route.path.split('/').filter(|word| !word.starts_with('{')).count();
    routes.iter().filter(|route| route.method == method).filter(fits).max_by_key(literal)
}

/// The addresses of a GET route without the help of any page. The first placeholder is a record of the kind whose path stands
/// before it; `first` says where to begin among them, so that sub-pages of different routes meet different records.
fn seeds(route: &Route, records: &[(&'static str, Uuid)], first: usize) -> Vec<String> {
    let Some((before, after)) = route.path.split_once('{') else {
        let plain = std::iter::once(route.path.clone());
        return plain.chain(QUERIES.iter().map(|query| format!("{}?{query}", route.path))).collect();
    };
    let rest = after.split_once('}').map_or("", |(_, rest)| rest);
    let own = before.strip_prefix("/api/v1").unwrap_or(before);
    let mut uuids: Vec<Uuid> = records.iter().filter(|(path, _)| *path == own).map(|(_, uuid)| *uuid).collect();
    let turn = first % uuids.len().max(1);
    uuids.rotate_left(turn);
    let all = uuids.iter().map(|uuid| format!("{before}{uuid}{rest}"));
    match rest.strip_suffix("{format}") {
        Some(_) => all.flat_map(|url| FORMATS.iter().map(move |f| url.replace("{format}", f))).collect(),
        None if rest.contains('{') => Vec::new(),
        None if route.door == Door::Machine && rest.is_empty() => {
            let formats = FORMATS.iter().map(|f| format!("?format={f}")).chain([String::new()]);
            all.flat_map(|url| formats.clone().map(move |query| format!("{url}{query}"))).collect()
        }
        None => all.collect(),
    }
}

/// Asks for everything that `reader` could think of, at most `most` addresses of a route (records' own pages: all), beginning
/// with `extra`.
pub fn crawl(site: &TestSite, reader: &Reader<'_>, extra: &[String], most: usize) -> BTreeMap<String, Told> {
    let (routes, records) = (site.routes(), records(site));
    let mut waiting: VecDeque<(String, bool)> = extra.iter().map(|url| (url.clone(), true)).collect();
    for (n, route) in routes.iter().enumerate().filter(|(_, route)| route.method == "GET") {
        let whole = route.path.ends_with('}') && route.door == Door::Person || !route.path.contains('{');
        waiting.extend(seeds(route, &records, n).into_iter().map(|url| (url, whole)));
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut told = BTreeMap::new();
    // Every page leads to the same places again.
    let mut known: HashMap<String, Option<&Route>> = HashMap::new();
    while let Some((url, exempt)) = waiting.pop_front() {
        if told.contains_key(&url) {
            continue;
        }
        let route = known.entry(url.clone()).or_insert_with(|| route_of(&routes, "GET", &url));
        let Some(route) = route.filter(|route| !DULL.contains(&route.path.as_str())) else { continue };
        let count = counts.entry(route.path.clone()).or_default();
        if !exempt && *count >= most {
            continue;
        }
        *count += 1;
        let answer = reader.ask(&url);
        if answer.status == 200 {
            waiting.extend(links(&answer.text).into_iter().map(|url| (url, false)));
        }
        told.insert(url, Told::from(&answer));
    }
    told
}

/// The addresses of our own that a page leads to.
pub fn links(page: &str) -> Vec<String> {
    let mut all = Vec::new();
    for mark in ["href=\"", "data-live=\""] {
        for rest in page.split(mark).skip(1) {
            let link = rest.split(['"', '#']).next().unwrap_or_default();
            if link.starts_with('/') && !link.starts_with("//") && !link.starts_with("/assets/") {
                all.push(unescaped(link));
            }
        }
    }
    all
}

/// A text as it stood before it was escaped for HTML.
pub fn unescaped(text: &str) -> String {
    let pairs = [
        ("&#38;", "&"),
        ("&amp;", "&"),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#34;", "\""),
        ("&quot;", "\""),
        ("&#39;", "'"),
    ];
    pairs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// Whether two answers say the same. What differs between two answers of the first site itself (`again`), such as a secret that is
/// made for each page, counts as the same when it is a long run of letters and digits.
///
/// # Errors
/// The place where they differ first.
pub fn same(url: &str, one: &Told, again: impl FnOnce() -> Told, other: &Told) -> Result<(), String> {
    if one == other {
        return Ok(());
    }
    if one.status != other.status {
        return Err(format!("{url}: status {} and {}", one.status, other.status));
    }
    let words = |told: &Told| -> Vec<String> {
        let text = format!("{} {}", told.heads, told.body);
        text.split_inclusive(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'))
            .map(str::to_owned)
            .collect()
    };
    let (first, second, other) = (words(one), words(&again()), words(other));
    for n in 0..first.len().max(other.len()) {
        let at = |list: &[String]| list.get(n).cloned().unwrap_or_default();
        let random = at(&first) != at(&second) && at(&first).len() > 20 && at(&first).len() == at(&other).len();
        if at(&first) != at(&other) && !random {
            let around = |list: &[String]| list.iter().skip(n.saturating_sub(12)).take(30).cloned().collect::<String>();
            return Err(format!("{url} differs:\n  {}\n  {}", around(&first), around(&other)));
        }
    }
    Ok(())
}
