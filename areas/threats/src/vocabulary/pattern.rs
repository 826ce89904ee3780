//! Templates as the form of a new object takes them: what is loaded, else what is built in.

use std::sync::LazyLock;

use belfry_misp::types;
use belfry_store::{Read, Result};
use uuid::Uuid;

use super::read::Terms;
use super::{Detail, Kind, Term, Vocabulary, Whole, builtin, store};

/// Types whose values are files: they come in by import.
const FILES: [&str; 2] = ["attachment", "malware-sample"];
/// Roles of a form.
const MOST: usize = 200;

/// What an object of a name is made of.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// Its identity among templates.
    pub name: String,
    /// As objects are named after it.
    pub title: String,
    /// What it is for.
    pub description: String,
    /// Version of the template.
    pub version: i64,
    /// Identity everywhere, family, roles that must be filled.
    pub detail: Detail,
    /// The roles that can be typed, in the order of the form.
    pub parts: Vec<Part>,
}

/// A role.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its name.
    pub relation: String,
    /// MISP's type.
    pub kind: String,
    /// What it means.
    pub hint: String,
    /// It may be filled more than once.
    pub multiple: bool,
}

impl Pattern {
    fn new(whole: Whole) -> Option<Self> {
        let Terms::Terms(terms) = whole.terms else { return None };
        let (name, title, description) = (whole.name, whole.title, whole.description);
        let parts = parts(terms);
        let all = Self { name, title, description, version: whole.version, detail: whole.detail, parts };
        (whole.kind == Kind::Template).then(|| all.kept())
    }

    fn of(one: Vocabulary, terms: Vec<Term>) -> Self {
        let (name, title, description) = (one.name, one.title, one.description);
        Self { name, title, description, version: one.version, detail: one.detail, parts: parts(terms) }.kept()
    }

    /// Demands only what the form has.
    fn kept(mut self) -> Self {
        let has = |role: &String| self.parts.iter().any(|part| part.relation == *role);
        self.detail.required.retain(has);
        self.detail.one_of.retain(has);
        self
    }

    /// Roles that must be filled and are not; at least one of the second list must be, when that is not empty.
    pub fn missing(&self, is_filled: impl Fn(&str) -> bool) -> (Vec<&str>, Vec<&str>) {
        let required = self.detail.required.iter().map(String::as_str).filter(|role| !is_filled(role)).collect();
        let one_of: Vec<&str> = self.detail.one_of.iter().map(String::as_str).collect();
        let is_enough = one_of.is_empty() || one_of.iter().any(|role| is_filled(role));
        (required, if is_enough { Vec::new() } else { one_of })
    }

    /// Identity everywhere.
    pub fn uuid(&self) -> Option<Uuid> {
        self.detail.uuid
    }
}

fn parts(terms: Vec<Term>) -> Vec<Part> {
    let parts = terms.into_iter().filter_map(|term| {
        let kind = term.more.kind?;
        let can_be_typed = types::get(&kind).is_some() && !FILES.contains(&kind.as_str());
        let multiple = term.more.multiple;
        can_be_typed.then_some(Part { relation: term.name, kind, hint: term.description, multiple })
    });
    parts.take(MOST).collect()
}

/// The templates that are built in.
pub fn built_in() -> &'static [Pattern] {
    static ALL: LazyLock<Vec<Pattern>> =
        LazyLock::new(|| builtin::all().unwrap_or_default().into_iter().filter_map(Pattern::new).collect());
    &ALL
}

/// The template of a name.
///
/// # Errors
/// Those of the database.
pub fn find(read: &Read, name: &str) -> Result<Option<Pattern>> {
    let Some(one) = store::current(read, Kind::Template, name)? else {
        return Ok(built_in().iter().find(|one| one.name == name).cloned());
    };
    let terms = store::terms(read, one.id, "", 0)?;
    Ok(Some(Pattern::of(one, terms)))
}

/// The templates after a name, in the order of names; as many as asked for.
///
/// # Errors
/// Those of the database.
pub fn after(read: &Read, name: &str, most: usize) -> Result<Vec<Pattern>> {
    let mut loaded = store::of_kind(read, Kind::Template)?;
    let own = built_in().iter().filter(|own| loaded.iter().all(|one| one.name != own.name));
    let mut own: Vec<Pattern> = own.filter(|own| own.name.as_str() > name).cloned().collect();
    loaded.retain(|one| one.name.as_str() > name);
    loaded.sort_by(|a, b| a.name.cmp(&b.name));
    loaded.truncate(most);
    let mut terms = store::terms_of(read, loaded.iter().map(|one| one.id).collect())?;
    own.extend(loaded.into_iter().map(|one| {
        let terms = terms.remove(&one.id).unwrap_or_default();
        Pattern::of(one, terms)
    }));
    own.sort_by(|a, b| a.name.cmp(&b.name));
    own.truncate(most);
    Ok(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_needs_a_name_or_a_hash() {
        let file = built_in().iter().find(|one| one.name == "file").expect("built in");
        assert_eq!(file.parts.first().map(|part| part.relation.as_str()), Some("filename"));
        assert!(file.missing(|role| role == "sha256").1.is_empty());
        assert!(!file.missing(|role| role == "size-in-bytes").1.is_empty());
    }
}
