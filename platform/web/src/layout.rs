//! What stands around every body: the top, the title with its actions and its readers, the foot.
//!
//! [`Layout`] is filled by whoever answers a request; an area gives title, body, audience and actions, the rest is the
//! house's. [`ErrorBody`] is the body of a page that says what went wrong.

use askama::Template;
use belfry_words::Words;

// The components name this crate as areas see it.
use crate as belfry_web;
use crate::assets::Assets;
use crate::views::Views;

/// A whole page.
#[derive(Template)]
#[template(path = "layout.html")]
pub struct Layout<'a> {
    /// The reader's words.
    pub t: &'a Words,
    /// How much of the house stands around the body.
    pub shape: Shape,
    /// The one title, in plain words.
    pub title: &'a str,
    /// A sentence below the title; empty for none.
    pub lead: &'a str,
    /// The rendered body. It is HTML that a template has escaped; nothing here escapes it again.
    pub body: &'a str,
    /// The way from home to here, without this page.
    pub breadcrumbs: &'a [Crumb],
    /// Who sees what this page shows; none where there is no record.
    pub audience: Option<&'a Audience>,
    /// The one thing to do here first, then the quieter ones.
    pub actions: &'a [Action],
    /// Saved views, where the page is a list.
    pub(crate) views: Option<&'a Views>,
    /// Words to be said once: what has just been done.
    pub flash: &'a [Flash],
    /// The areas that this person may enter, as written by a template; empty for nobody.
    pub nav: &'a str,
    /// The person who is signed in.
    pub person: Option<PersonMenu<'a>>,
    /// The languages that can be chosen; the current one is the words'.
    pub languages: &'a [LanguageChoice],
    /// The person's choice of light or dark.
    pub theme: Theme,
    /// The token of the forms around the body.
    pub csrf: &'a str,
    /// This page's path and query, for the way back from the preferences.
    pub path: &'a str,
    /// What the search field holds.
    pub query: &'a str,
    /// The community's name; empty for none.
    pub community: &'a str,
    /// The program's version.
    pub version: &'a str,
    /// Where its source is.
    pub source: &'a str,
    /// Reload after so many seconds if no script runs; 0 for never. For pages with a running job.
    pub refresh: u32,
}

impl Layout<'_> {
    fn asset(&self, name: &str) -> String {
        Assets::url(name)
    }
}

/// How much of the house stands around the body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// Top, title, body, foot.
    #[default]
    Page,
    /// One card in the middle: sign-in, first run, errors for people who are not signed in.
    Card,
}

/// Light, dark, or as the reader's system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// As it stands in a form and in a person's settings.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of a code; anything unknown is the system's.
    #[must_use]
    pub fn of(code: &str) -> Self {
        match code {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::System,
        }
    }
}

/// The languages of the house, each in its own name.
pub(crate) const LANGUAGES: &[(&str, &str)] = &[("en", "English"), ("fr", "Français")];

/// The languages that one could change to from this one: codes and names.
#[must_use]
pub fn other_languages(current: &str) -> Vec<(&'static str, &'static str)> {
    LANGUAGES.iter().copied().filter(|(code, _)| *code != current).collect()
}

/// One step of the way from home to here.
#[derive(Clone, Debug)]
pub struct Crumb {
    /// The title of the page.
    pub label: String,
    /// Its address.
    pub href: String,
}

/// Something to do with what the page shows.
#[derive(Clone, Debug)]
pub struct Action {
    /// A verb, then a noun.
    pub label: String,
    /// Where it leads, or where it posts to.
    pub href: String,
    /// A name of `assets/icons/list.txt`; empty for none.
    pub icon: &'static str,
    /// `primary` (one a page), `""`, `quiet` or `danger`.
    pub kind: &'static str,
    /// Does it change something at once? Then it is a form with a button.
    pub post: bool,
}

impl Action {
    /// A link that looks like a button.
    pub fn link(label: impl Into<String>, href: impl Into<String>, icon: &'static str) -> Self {
        Self { label: label.into(), href: href.into(), icon, kind: "", post: false }
    }

    /// A button that posts.
    pub fn post(label: impl Into<String>, href: impl Into<String>, icon: &'static str) -> Self {
        Self { post: true, ..Self::link(label, href, icon) }
    }

    /// The one primary action of the page.
    #[must_use]
    pub fn primary(self) -> Self {
        Self { kind: "primary", ..self }
    }
}

/// Who sees what a page shows.
#[derive(Clone, Debug)]
pub struct Audience {
    /// The organisation that answers for it.
    pub owner: String,
    /// "12 organisations in 2 circles".
    pub reach: String,
    /// `red`, `amber+strict`, `amber`, `green`, `clear`, or empty for "not stated".
    pub tlp: String,
    /// The page that names them; empty for none.
    pub href: String,
}

/// Words said once, above the title.
#[derive(Clone, Debug)]
pub struct Flash {
    /// `good`, `info`, `warn` or `danger`.
    pub kind: &'static str,
    /// The words.
    pub text: String,
}

/// The menu of the person who is signed in.
#[derive(Clone, Copy, Debug)]
pub struct PersonMenu<'a> {
    /// The person's name.
    pub name: &'a str,
    /// What stands below it.
    pub organisation: &'a str,
    /// Pages of the person's own, as written by a template.
    pub links: &'a str,
}

/// A language that can be chosen.
#[derive(Clone, Debug)]
pub struct LanguageChoice {
    /// `en`.
    pub code: String,
    /// Its own name: "English".
    pub name: String,
}

/// The body of a page that says what went wrong, why, and what to do.
#[derive(Template)]
#[template(path = "error.html")]
pub struct ErrorBody<'a> {
    /// The reader's words.
    pub t: &'a Words,
    /// The status of HTTP: 400, 401, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503; any other is said as 500.
    pub status: u16,
    /// What can be said beyond the words of the status; empty for nothing.
    pub detail: &'a str,
    /// The number under which the log knows it; empty for none.
    pub reference: &'a str,
    /// Is the reader signed in? Then home is offered, otherwise sign-in.
    pub signed_in: bool,
}

impl ErrorBody<'_> {
    /// The title of the page around this body.
    #[must_use]
    pub fn title(t: &Words, status: u16) -> String {
        match status {
            400 | 422 => t.s("web-error-bad-title"),
            401 | 403 => t.s("web-error-forbidden-title"),
            404 | 410 => t.s("web-error-missing-title"),
            405 => t.s("web-error-method-title"),
            409 => t.s("web-error-conflict-title"),
            413 => t.s("web-error-large-title"),
            429 => t.s("web-error-often-title"),
            503 => t.s("web-error-busy-title"),
            _ => t.s("web-error-fault-title"),
        }
    }

    fn why(&self) -> String {
        match self.status {
            400 | 422 => self.t.s("web-error-bad-why"),
            401 | 403 => self.t.s("web-error-forbidden-why"),
            404 | 410 => self.t.s("web-error-missing-why"),
            405 => self.t.s("web-error-method-why"),
            409 => self.t.s("web-error-conflict-why"),
            413 => self.t.s("web-error-large-why"),
            429 => self.t.s("web-error-often-why"),
            503 => self.t.s("web-error-busy-why"),
            _ => self.t.s("web-error-fault-why"),
        }
    }

    fn next(&self) -> String {
        match self.status {
            400 | 422 => self.t.s("web-error-bad-next"),
            401 | 403 => self.t.s("web-error-forbidden-next"),
            404 | 410 => self.t.s("web-error-missing-next"),
            405 => self.t.s("web-error-method-next"),
            409 => self.t.s("web-error-conflict-next"),
            413 => self.t.s("web-error-large-next"),
            429 => self.t.s("web-error-often-next"),
            503 => self.t.s("web-error-busy-next"),
            _ => self.t.s("web-error-fault-next"),
        }
    }
}
