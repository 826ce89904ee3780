//! What was sent, and what is wrong with it.

use std::path::PathBuf;

use crate::components::FieldError;

/// A file that was sent, waiting on disk. Deleted with the value unless it is kept.
#[derive(Debug)]
pub struct Upload {
    /// The form field.
    pub field: String,
    /// What its sender calls it: a name without folders, at most 200 characters. Never used as a path.
    pub name: String,
    /// Where it waits.
    pub path: PathBuf,
    /// Its length in bytes.
    pub length: u64,
    /// The SHA-256 of its content.
    pub(crate) sum: [u8; 32],
    kept: bool,
}

impl Upload {
    pub(crate) fn new(field: String, name: &str, path: PathBuf) -> Self {
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let name: String = name.chars().filter(|c| !c.is_control()).take(200).collect();
        Self { field, name, path, length: 0, sum: [0; 32], kept: false }
    }

    /// Keeps the file where it is, for a job that will delete it.
    pub fn keep(&mut self) -> &std::path::Path {
        self.kept = true;
        &self.path
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        if !self.kept
            && let Err(error) = std::fs::remove_file(&self.path)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(%error, "an upload could not be removed");
        }
    }
}

/// The field in which the script says what the others are called (`assets/js/labels.js`): as a form within the form. Handlers never
/// see it.
pub(crate) const LABELS: &str = "field-labels";

/// The fields and files of a request's body.
#[derive(Debug, Default)]
pub struct Form {
    fields: Vec<(String, String)>,
    /// The files.
    pub files: Vec<Upload>,
    /// A body that is not a form: JSON, mostly.
    pub body: Vec<u8>,
    /// What the fields are called on the page that was sent; empty where no script ran.
    labels: String,
    /// Nobody was signed in who may send so much: it was read to be given back, and is never handled.
    pub(crate) lapsed: bool,
    /// Its end was not read.
    pub(crate) cut: bool,
}

impl Form {
    /// A form of these fields.
    pub fn new(fields: Vec<(String, String)>) -> Self {
        let mut form = Self { fields: Vec::with_capacity(fields.len()), ..Self::default() };
        fields.into_iter().for_each(|(name, value)| form.push(name, value));
        form
    }

    pub(crate) fn push(&mut self, name: String, value: String) {
        if name == LABELS {
            self.labels = value;
        } else {
            self.fields.push((name, value));
        }
    }

    /// Fields with what they are called on the page that was sent, and `FIELD=VALUE` with what a chosen value is called there; as
    /// whoever sent it says.
    pub(crate) fn labels(&self) -> Vec<(String, String)> {
        serde_urlencoded::from_str(&self.labels).unwrap_or_default()
    }

    /// The same as it was sent.
    pub(crate) fn labels_sent(&self) -> &str {
        &self.labels
    }

    /// Leaves out the fields whose names begin so.
    pub(crate) fn forget(&mut self, prefix: &str) {
        self.fields.retain(|(name, _)| !name.starts_with(prefix));
    }

    /// The first value of a field, trimmed; empty when it was not sent.
    pub fn text(&self, name: &str) -> &str {
        self.fields.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.trim())
    }

    /// The first value of a field as it was typed, with line ends as `\n`.
    pub fn raw(&self, name: &str) -> String {
        self.fields.iter().find(|(n, _)| n == name).map_or_else(String::new, |(_, value)| value.replace("\r\n", "\n"))
    }

    /// Every value of a field, trimmed.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.trim())
    }

    /// Whether a field was sent with something in it.
    pub fn has(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }

    /// Every field, in the order in which they were sent.
    pub fn fields(&self) -> &[(String, String)] {
        &self.fields
    }

    /// The files of a field that hold something.
    pub fn files_of<'a>(&'a mut self, name: &'a str) -> impl Iterator<Item = &'a mut Upload> {
        self.files.iter_mut().filter(move |file| file.field == name && file.length > 0)
    }
}

/// Collects what is wrong, field by field.
#[derive(Debug, Default)]
pub struct Errors(Vec<FieldError>);

impl Errors {
    /// Something is wrong with a field; an empty name means the whole form.
    pub fn add(&mut self, field: &str, message: impl Into<String>) {
        self.0.push(FieldError { field: field.to_owned(), message: message.into() });
    }

    /// Adds unless the condition holds.
    pub fn unless(&mut self, fine: bool, field: &str, message: impl FnOnce() -> String) {
        if !fine {
            self.add(field, message());
        }
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words for one field, empty when it is fine.
    pub fn of(&self, field: &str) -> &str {
        self.0.iter().find(|error| error.field == field).map_or("", |error| &error.message)
    }

    /// All, for the summary at the top.
    pub fn list(&self) -> &[FieldError] {
        &self.0
    }

    /// As a program is told: 422, with the name of each field and the words for it.
    #[must_use]
    pub fn problem(self) -> belfry_kernel::Problem {
        belfry_kernel::Problem::Fields(self.0.into_iter().map(|error| (error.field, error.message)).collect())
    }
}
