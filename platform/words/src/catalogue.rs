//! All messages of all languages, checked once.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use std::sync::Arc;

use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
use fluent_syntax::ast;
use unic_langid::LanguageIdentifier;

use crate::number::{Convention, convention};
use crate::words::Words;

/// The language that every message has, and that another language's gaps are filled from.
pub(crate) const FALLBACK: &str = "en";

/// The messages that this crate itself needs.
const OWN: [Source; 6] = [
    Source { language: "en", name: "words", text: include_str!("../locales/en.ftl") },
    Source { language: "fr", name: "words", text: include_str!("../locales/fr.ftl") },
    Source { language: "en", name: "words", text: include_str!("../locales/en/chart.ftl") },
    Source { language: "fr", name: "words", text: include_str!("../locales/fr/chart.ftl") },
    Source { language: "en", name: "words", text: include_str!("../locales/en/plot.ftl") },
    Source { language: "fr", name: "words", text: include_str!("../locales/fr/plot.ftl") },
];

/// One Fluent file of one crate in one language.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// The language, as the primary subtag of BCP 47: `en`, `fr`.
    pub language: &'static str,
    /// The crate or area the file belongs to; every key begins with it and a hyphen.
    pub name: &'static str,
    /// What the file says.
    pub text: &'static str,
}

/// Why a catalogue was refused, with the place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name}/locales/{language}.ftl:{line}: {why}")]
pub struct WordsError {
    /// The language of the file.
    pub language: &'static str,
    /// The name of the source.
    pub name: &'static str,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub why: String,
}

/// One language: its messages and its conventions.
pub(crate) struct Language {
    pub(crate) code: &'static str,
    pub(crate) convention: Convention,
    pub(crate) bundle: FluentBundle<FluentResource>,
    /// Each key with the variables its message asks for.
    keys: BTreeMap<String, BTreeSet<String>>,
    /// The messages that are nothing but text: most of a page, and said without Fluent.
    pub(crate) plain: HashMap<String, Box<str>, foldhash::fast::RandomState>,
}

/// All messages of all languages. Clones share them.
#[derive(Clone)]
pub struct Catalogue {
    languages: Arc<[Language]>,
}

impl fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Catalogue").field("languages", &self.languages()).finish_non_exhaustive()
    }
}

impl Catalogue {
    /// Reads and checks all sources; English comes first, the others in the order they were given.
    ///
    /// # Errors
    /// Every fault at once: a line that is not Fluent, a key given twice in a language, a key that does not begin with
    /// its source's name, a message without a value, a language without number conventions.
    pub fn load(sources: &[Source]) -> Result<Self, Vec<WordsError>> {
        let mut faults = Vec::new();
        let mut languages: Vec<Language> = Vec::new();
        let mut places = BTreeMap::new();
        for source in OWN.iter().chain(sources) {
            let position = match languages.iter().position(|known| known.code == source.language) {
                Some(position) => position,
                None => match Language::new(source) {
                    Ok(language) => {
                        languages.push(language);
                        languages.len() - 1
                    }
                    Err(fault) => {
                        faults.push(fault);
                        continue;
                    }
                },
            };
            languages[position].add(source, &mut places, &mut faults);
        }
        if faults.is_empty() { Ok(Self { languages: languages.into() }) } else { Err(faults) }
    }

    /// The words of a language, with times in UTC. A language that is not loaded gives English.
    #[must_use]
    pub fn words(&self, language: &str) -> Words {
        let position = self.languages.iter().position(|known| known.code == language).unwrap_or(0);
        Words::new(Arc::clone(&self.languages), position)
    }

    /// The codes of the loaded languages, English first.
    #[must_use]
    pub fn languages(&self) -> Vec<&'static str> {
        self.languages.iter().map(|language| language.code).collect()
    }

    /// The loaded language that an `Accept-Language` header asks for (RFC 9110, section 12.5.4), if there is one.
    #[must_use]
    pub fn asked(&self, header: &str) -> Option<&'static str> {
        crate::negotiate::negotiate(header, &self.languages())
    }

    /// The loaded language that an `Accept-Language` header asks for; English if none.
    #[must_use]
    pub fn negotiate(&self, header: &str) -> &'static str {
        self.asked(header).unwrap_or(FALLBACK)
    }

    /// All keys of a language; none if it is not loaded.
    #[must_use]
    pub fn keys(&self, language: &str) -> BTreeSet<String> {
        let found = self.languages.iter().find(|known| known.code == language);
        found.map(|language| language.keys.keys().cloned().collect()).unwrap_or_default()
    }

    /// Where languages differ from English, a line each: a key that one of them lacks, or a message that asks for other
    /// variables. Empty is what a test wants.
    #[must_use]
    pub fn gaps(&self) -> Vec<String> {
        let mut gaps = Vec::new();
        let Some((english, others)) = self.languages.split_first() else { return gaps };
        for other in others {
            for (key, variables) in &english.keys {
                match other.keys.get(key) {
                    None => gaps.push(format!("{}: {key} is missing", other.code)),
                    // A translation may leave a number out ("one month" needs none), but may not invent one.
                    Some(theirs) if !theirs.is_subset(variables) => {
                        gaps.push(format!("{}: {key} asks for {theirs:?}, English for {variables:?}", other.code));
                    }
                    Some(_) => {}
                }
            }
            let surplus = other.keys.keys().filter(|key| !english.keys.contains_key(*key));
            gaps.extend(surplus.map(|key| format!("{}: {key} is not in English", other.code)));
        }
        gaps
    }
}

/// Where a key stands: its language and itself.
type Places = BTreeMap<(&'static str, String), &'static str>;

impl Language {
    fn new(source: &Source) -> Result<Self, WordsError> {
        let convention = convention(source.language);
        let identifier = source.language.parse::<LanguageIdentifier>();
        let (Some(convention), Ok(identifier)) = (convention, identifier) else {
            return Err(source.fault(1, format!("no number conventions are known for {}", source.language)));
        };
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        bundle.set_use_isolating(false);
        (convention.install)(&mut bundle);
        bundle.add_builtins().map_err(|error| source.fault(1, error.to_string()))?;
        Ok(Self { code: source.language, convention, bundle, keys: BTreeMap::new(), plain: HashMap::default() })
    }

    fn add(&mut self, source: &Source, places: &mut Places, faults: &mut Vec<WordsError>) {
        let before = faults.len();
        let text = crate::typography::typeset(source.language, source.text);
        let resource = match FluentResource::try_new(text.clone().into_owned()) {
            Ok(resource) => resource,
            Err((_, errors)) => {
                faults.extend(errors.iter().map(|error| {
                    source.fault(
                        line_at(&text, error.slice.as_ref().map_or(error.pos.start, |entry| entry.start)),
                        error.to_string(),
                    )
                }));
                return;
            }
        };
        for entry in resource.entries() {
            let (key, known) = match entry {
                ast::Entry::Message(message) => (message.id.name.to_owned(), message.value.as_ref()),
                ast::Entry::Term(term) => (format!("-{}", term.id.name), Some(&term.value)),
                _ => continue,
            };
            let line = line_of(source.text, &key);
            let bare = key.trim_start_matches('-');
            if bare.strip_prefix(source.name).is_none_or(|rest| !rest.starts_with('-')) {
                faults.push(source.fault(line, format!("{key} does not begin with {}-", source.name)));
            }
            if let Some(first) = places.insert((source.language, key.clone()), source.name) {
                faults.push(source.fault(line, format!("{key} is given twice, first in {first}")));
            }
            match known {
                None => faults.push(source.fault(line, format!("{key} has no value"))),
                Some(pattern) if !key.starts_with('-') => {
                    let mut variables = BTreeSet::new();
                    in_pattern(pattern, &mut variables);
                    if let Some(text) = only_text(pattern) {
                        self.plain.insert(key.clone(), text);
                    }
                    self.keys.insert(key, variables);
                }
                Some(_) => {}
            }
        }
        if faults.len() == before
            && let Err(errors) = self.bundle.add_resource(resource)
        {
            faults.extend(errors.iter().map(|error| source.fault(1, error.to_string())));
        }
    }
}

impl Source {
    fn fault(&self, line: usize, why: String) -> WordsError {
        WordsError { language: self.language, name: self.name, line, why }
    }
}

/// The line, from 1, of a byte position.
fn line_at(text: &str, position: usize) -> usize {
    text.bytes().take(position).filter(|byte| *byte == b'\n').count() + 1
}

/// The line, from 1, of the last message or term of that name.
fn line_of(text: &str, key: &str) -> usize {
    let begins = |line: &str| line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='));
    text.lines().collect::<Vec<_>>().iter().rposition(|line| begins(line)).map_or(1, |line| line + 1)
}

/// What a message says that is nothing but text.
fn only_text(pattern: &ast::Pattern<&str>) -> Option<Box<str>> {
    let parts = pattern.elements.iter().map(|element| match element {
        ast::PatternElement::TextElement { value } => Some(*value),
        ast::PatternElement::Placeable { .. } => None,
    });
    parts.collect::<Option<String>>().map(String::into_boxed_str)
}

fn in_pattern(pattern: &ast::Pattern<&str>, variables: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            in_expression(expression, variables);
        }
    }
}

fn in_expression(expression: &ast::Expression<&str>, variables: &mut BTreeSet<String>) {
    match expression {
        ast::Expression::Inline(inline) => in_inline(inline, variables),
        ast::Expression::Select { selector, variants } => {
            in_inline(selector, variables);
            variants.iter().for_each(|variant| in_pattern(&variant.value, variables));
        }
    }
}

fn in_inline(inline: &ast::InlineExpression<&str>, variables: &mut BTreeSet<String>) {
    match inline {
        ast::InlineExpression::VariableReference { id } => {
            variables.insert(id.name.to_owned());
        }
        ast::InlineExpression::FunctionReference { arguments, .. } => {
            arguments.positional.iter().for_each(|argument| in_inline(argument, variables));
        }
        ast::InlineExpression::Placeable { expression } => in_expression(expression, variables),
        _ => {}
    }
}
