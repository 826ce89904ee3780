//! Saved views around a list: as tabs above it, with a form that saves the present filters. An area only declares its route as a
//! list (`site.list(..).says(..)`); the house does the rest.

use belfry_identity::view::{self, View};
use belfry_kernel::{Actor, Problem};
use belfry_store::Read;
use belfry_words::Words;

use crate::components::Tab;
use crate::visit::Core;

/// Where views are saved, renamed and removed.
pub const HERE: &str = "/members/me/views";
/// The query that shows a list as it is, whatever it opens with.
const ALL: &str = "view=all";

/// A list as it is narrowed, for whoever reads of it elsewhere than above it.
pub struct Narrowed<'a> {
    /// The reader's words.
    pub t: &'a Words,
    /// What the reader sees.
    pub read: &'a Read,
    /// The reader.
    pub actor: &'a Actor,
    /// The filters, as they stand in an address.
    pub query: &'a [(String, String)],
}

/// Says what a list is narrowed to, as the list itself says it.
pub type Says = fn(&Narrowed<'_>) -> Result<Vec<String>, Problem>;

impl Narrowed<'_> {
    /// A filter, trimmed; empty when there is none.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.query.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.trim())
    }
}

/// What stands above a list.
pub(crate) struct Views {
    /// The path of the list.
    pub(crate) list: String,
    /// The present filters; empty when there are none.
    pub(crate) query: String,
    /// The list as it is, then the views by name; empty without views.
    pub(crate) tabs: Vec<Tab>,
    /// Whether the present filters are a view already.
    pub(crate) saved: bool,
}

/// Loads what the reader has saved of a list: only when he has saved anything at all is the database asked.
pub(crate) fn load(core: &Core) -> Result<Vec<View>, Problem> {
    let Some(signed_in) = core.signed_in.as_ref().filter(|signed_in| signed_in.views) else { return Ok(Vec::new()) };
    let read = core.house.db.read(belfry_store::Key::SYSTEM)?;
    let found = view::of_list(&read, signed_in.person.id, &signed_in.grants.organisations, path(core))?;
    core.queries.set(core.queries.get() + read.queries());
    Ok(found)
}

/// Where a list without a query opens instead, if one of the views is to come first.
pub(crate) fn first(core: &Core, views: &[View]) -> Option<String> {
    let bare = !core.path.contains('?');
    views.iter().find(|view| bare && view.first).map(View::address)
}

/// What is drawn.
pub(crate) fn drawn(core: &Core, views: &[View]) -> Views {
    let query = written(&core.query);
    let is_here = |view: &View| {
        let theirs: Vec<(String, String)> = serde_urlencoded::from_str(&view.query).unwrap_or_default();
        written(&theirs) == query
    };
    let list = path(core).to_owned();
    let tab = |label: String, href: String, current| Tab { label, href, count: String::new(), current };
    let mut tabs = Vec::new();
    if !views.is_empty() {
        tabs.push(tab(core.words.s("web-views-all"), format!("{list}?{ALL}"), query.is_empty()));
        tabs.extend(views.iter().map(|view| tab(view.name.clone(), view.address(), is_here(view))));
    }
    Views { saved: views.iter().any(is_here), list, query, tabs }
}

fn path(core: &Core) -> &str {
    core.path.split('?').next().unwrap_or_default()
}

/// Filters as a query, always the same for the same filters.
fn written(query: &[(String, String)]) -> String {
    let mut kept = view::filters(query);
    kept.sort_unstable();
    serde_urlencoded::to_string(kept).unwrap_or_default()
}
