//! What people type into fields, made clean, and put into the search index.

use belfry_kernel::SubjectId;
use belfry_store::{Result, Tx, search};

/// Puts the words of an organisation or circle into the search index, in the place of those before.
pub(crate) fn index(tx: &Tx, subject: SubjectId, texts: &[&str]) -> Result<()> {
    search::drop_one(tx, subject.0)?;
    search::add(tx, &[search::Document { id: subject.0, subject, label: None, text: &texts.join("\n") }])
}

/// One line: trimmed, inner white space as single blanks, no control characters. `None` when nothing is left or it is
/// longer than `longest` characters.
pub(crate) fn line(text: &str, longest: usize) -> Option<String> {
    let clean = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let fine = !clean.is_empty() && clean.chars().count() <= longest && !clean.chars().any(char::is_control);
    fine.then_some(clean)
}

/// Several lines, or nothing: trimmed. `None` when longer than `longest` characters.
pub(crate) fn block(text: &str, longest: usize) -> Option<String> {
    let clean: String = text.trim().chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    (clean.chars().count() <= longest).then_some(clean)
}

/// Under which a name is unique: whatever its case and white space.
pub(crate) fn key_of(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
