//! Forms: the library of what can be asked. The definitions and their versions are the platform's (`belfry-forms`).
//!
//! | module | holds |
//! |---|---|
//! | [`list`], [`new`], [`show`] | the library, a new form, one form with its versions and what is wrong with its draft |
//! | [`edit`], [`question`] | the editor: plain forms, one question at a time |
//! | [`preview`] | trying it, in each language; nothing is kept |
//! | [`import`], [`export`] | from an XLSForm and into one |
//! | [`proposed`] | questions that lessons of incidents propose, taken into a draft |
//! | [`publish`] | a version that never changes |
//! | [`fault`] | what is wrong, in words |
//! | [`spoken`] | its languages, by their names |
//! | [`written`] | choices, rows and levels as they are typed: a line each |

pub mod choices;
pub mod edit;
pub mod export;
pub mod fault;
pub mod import;
pub mod list;
pub mod new;
pub mod preview;
pub mod proposed;
pub mod publish;
pub mod question;
pub mod sheet;
pub mod show;
pub mod spoken;
pub mod written;

use belfry_forms::core::Language;
use belfry_forms::store::FORM;
use belfry_store::subject::Subject;
use belfry_words::Words;

/// The library.
pub const LIST: &str = "/forms";

/// A form's page.
#[must_use]
pub fn url(subject: &Subject) -> String {
    format!("{}{}", FORM.path, subject.uuid)
}

/// The reader's language as forms know it.
///
/// # Panics
/// Never: the house's languages have tags.
#[must_use]
pub fn language(t: &Words) -> Language {
    Language::parse(t.language()).or_else(|| Language::parse("en")).unwrap_or_else(|| unreachable!("en is a tag"))
}

// words: surveys-language-{bg,cs,da,de,el,en,es,et,fi,fr,ga,hr,hu,it,lb,lt,lv,mt,nl,pl,pt,ro,sk,sl,sv}

/// A language by its name as it stands within a sentence; one that has none here by its tag.
#[must_use]
pub fn language_name(t: &Words, language: &Language) -> String {
    let key = format!("surveys-language-{}", language.as_str());
    if t.has(&key) { t.s(&key) } else { language.to_string() }
}

/// The same where it stands for itself: a choice, a tab, a heading.
#[must_use]
pub fn language_alone(t: &Words, language: &Language) -> String {
    let name = language_name(t, language);
    if name == language.as_str() { name } else { belfry_words::capital(&name) }
}
