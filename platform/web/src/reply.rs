//! What goes back.

use askama::Template;
pub use belfry_documents::MediaType;
use belfry_kernel::Problem;

use crate::layout::{Action, Audience, Crumb, Flash, Shape};

/// A template with its data, rendered once the database is let go.
pub trait Body: Send {
    /// The HTML.
    ///
    /// # Errors
    /// When a formatter fails, which a template of texts does not.
    fn html(&self) -> Result<String, askama::Error>;
}

/// Room for a usual page, in bytes: a text that grows is copied each time.
const USUAL: usize = 32 * 1024;

impl<T: Template + Send> Body for T {
    fn html(&self) -> Result<String, askama::Error> {
        let mut html = String::with_capacity(USUAL);
        self.render_into(&mut html)?;
        Ok(html)
    }
}

/// A page: its body, and what the house puts around it.
pub struct Page {
    /// The one title, in plain words.
    pub title: String,
    /// A sentence below it.
    pub lead: String,
    /// The body.
    pub body: Box<dyn Body>,
    /// The way from home to here.
    pub breadcrumbs: Vec<Crumb>,
    /// Who sees the record.
    pub audience: Option<Audience>,
    /// The primary action, then the others.
    pub actions: Vec<Action>,
    /// How much of the house stands around it.
    pub shape: Shape,
    /// 200, or 422 for a form that was refused.
    pub status: u16,
    /// Reload after so many seconds when no script runs.
    pub refresh: u32,
    /// What the search field holds.
    pub query: String,
    /// Words of this very answer, besides those of the step before.
    pub flash: Vec<Flash>,
    /// Search engines are asked to leave it out: its address is for those who were given it.
    pub unlisted: bool,
}

impl Page {
    /// A page of a title and a body.
    pub fn new(title: impl Into<String>, body: impl Body + 'static) -> Self {
        Self {
            title: title.into(),
            lead: String::new(),
            body: Box::new(body),
            breadcrumbs: Vec::new(),
            audience: None,
            actions: Vec::new(),
            shape: Shape::Page,
            status: 200,
            refresh: 0,
            query: String::new(),
            flash: Vec::new(),
            unlisted: false,
        }
    }

    /// With a sentence below the title.
    #[must_use]
    pub fn lead(self, lead: impl Into<String>) -> Self {
        Self { lead: lead.into(), ..self }
    }

    /// With one more step of the way from home to here.
    #[must_use]
    pub fn crumb(mut self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.breadcrumbs.push(Crumb { label: label.into(), href: href.into() });
        self
    }

    /// With who sees the record.
    #[must_use]
    pub fn audience(self, audience: Audience) -> Self {
        Self { audience: Some(audience), ..self }
    }

    /// With one more thing to do.
    #[must_use]
    pub fn action(mut self, action: Action) -> Self {
        self.actions.push(action);
        self
    }

    /// In another shape.
    #[must_use]
    pub fn shape(self, shape: Shape) -> Self {
        Self { shape, ..self }
    }

    /// Left out by search engines.
    #[must_use]
    pub fn unlisted(self) -> Self {
        Self { unlisted: true, ..self }
    }

    /// As the answer to a form that was refused.
    #[must_use]
    pub fn refused(self) -> Self {
        Self { status: 422, ..self }
    }
}

/// Makes the next chunk of a long answer: at most 64 KiB, `None` at the end.
pub type Chunks = Box<dyn FnMut() -> Option<Result<Vec<u8>, String>> + Send>;

/// What goes back.
pub enum Reply {
    /// A page of the house.
    Page(Box<Page>),
    /// A part of a page, for scripts that bring a page up to date.
    Fragment(Box<dyn Body>),
    /// Another page, with words to be said there: `(kind, words)`.
    To(String, Option<(&'static str, String)>),
    /// JSON, with its status.
    Json(u16, String),
    /// A file: name without extension, type, bytes.
    File(String, MediaType, Vec<u8>),
    /// A long file, made chunk by chunk in the export lane.
    Stream(String, MediaType, Chunks),
    /// A page, and a cookie to be set: the whole line.
    WithCookies(Box<Reply>, Vec<String>),
}

impl Reply {
    /// Another page.
    pub fn to(url: impl Into<String>) -> Self {
        Self::To(url.into(), None)
    }

    /// Another page, where it is said that something went well.
    pub fn done(url: impl Into<String>, words: impl Into<String>) -> Self {
        Self::To(url.into(), Some(("good", words.into())))
    }

    /// A value as JSON, 200.
    ///
    /// # Errors
    /// [`Problem::Internal`] when it cannot be written, which plain data can.
    pub fn json(value: &impl serde::Serialize) -> Result<Self, Problem> {
        let text = serde_json::to_string(value).map_err(|error| Problem::Internal(error.to_string()))?;
        Ok(Self::Json(200, text))
    }
}

impl From<Page> for Reply {
    fn from(page: Page) -> Self {
        Self::Page(Box::new(page))
    }
}
