//! The YAML libraries of CISO Assistant: frameworks and mappings with URNs, as its community keeps them.
//!
//! What is read: `urn, ref_id, locale, name, description, copyright, version, provider, translations` of a library, of its frameworks the
//! scale and `requirement_nodes`, of its mapping sets the pairs. What else is in a library (threats, measures, matrices) is
//! another matter and stays unread.

use std::collections::{BTreeMap, HashMap, HashSet};

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::framework::{Asked, Framework, Item, Step};
use crate::mapping::{Mapping, Pair, Relation};
use crate::text::{Language, Text};

/// Bytes of a library.
pub const BYTES: usize = 16 << 20;

/// A library was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Larger than [`BYTES`].
    #[error("the library is larger than {} MiB", BYTES >> 20)]
    TooLarge,
    /// Not YAML of this shape.
    #[error("{0}")]
    Yaml(String),
    /// A language that is none.
    #[error("`{0}` is no language")]
    Language(String),
    /// Neither a framework nor a mapping is in it.
    #[error("there is neither a framework nor a mapping in this library")]
    Nothing,
    /// A mapping that names something that is in neither framework's URN.
    #[error("`{0}` is no URN of an item")]
    Urn(String),
}

/// What a library holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Library {
    /// Its frameworks.
    pub frameworks: Vec<Framework>,
    /// Its mappings; they name frameworks, whose versions are found when they are kept.
    pub mappings: Vec<Mapping>,
}

/// A version number, which some write as a number and some as a text.
#[derive(Deserialize)]
#[serde(untagged)]
enum Version {
    Number(i64),
    Text(String),
}

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    urn: String,
    #[serde(default)]
    ref_id: String,
    #[serde(default)]
    locale: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    description: Option<String>,
    #[serde(default)]
    copyright: Option<String>,
    version: Option<Version>,
    #[serde(default)]
    provider: Option<String>,
    #[serde(default)]
    translations: Translations,
    objects: Objects,
}

type Translations = Option<BTreeMap<String, Translation>>;

#[derive(Deserialize, Default)]
struct Translation {
    name: Option<String>,
    description: Option<String>,
    text: Option<String>,
}

#[derive(Deserialize, Default)]
struct Objects {
    framework: Option<Scheme>,
    #[serde(default)]
    frameworks: Vec<Scheme>,
    requirement_mapping_set: Option<Set>,
    #[serde(default)]
    requirement_mapping_sets: Vec<Set>,
}

#[derive(Deserialize)]
struct Scheme {
    #[serde(default)]
    urn: String,
    #[serde(default)]
    ref_id: String,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    description: Option<String>,
    #[serde(default)]
    translations: Translations,
    min_score: Option<i64>,
    max_score: Option<i64>,
    #[serde(default)]
    scores_definition: Option<Vec<Score>>,
    #[serde(default)]
    requirement_nodes: Vec<Requirement>,
}

#[derive(Deserialize)]
struct Score {
    score: i64,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    description: Option<String>,
    #[serde(default)]
    translations: Translations,
}

#[derive(Deserialize)]
struct Requirement {
    urn: String,
    #[serde(default)]
    assessable: bool,
    parent_urn: Option<String>,
    ref_id: Option<String>,
    name: Option<String>,
    description: Option<String>,
    #[serde(default)]
    implementation_groups: Option<Vec<String>>,
    #[serde(default)]
    questions: Option<BTreeMap<String, Question>>,
    #[serde(default)]
    translations: Translations,
}

#[derive(Deserialize)]
struct Question {
    #[serde(default, rename = "type")]
    kind: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    choices: Vec<Choice>,
    #[serde(default)]
    translations: Translations,
}

#[derive(Deserialize)]
struct Choice {
    #[serde(default)]
    value: String,
}

#[derive(Deserialize)]
struct Set {
    source_framework_urn: String,
    target_framework_urn: String,
    #[serde(default)]
    requirement_mappings: Vec<Correspondence>,
}

#[derive(Deserialize)]
struct Correspondence {
    source_requirement_urn: String,
    target_requirement_urn: String,
    #[serde(default)]
    relationship: String,
}

/// Reads a library.
///
/// # Errors
/// [`Unreadable`]
pub fn read(text: &str) -> Result<Library, Unreadable> {
    if text.len() > BYTES {
        return Err(Unreadable::TooLarge);
    }
    let file: File = serde_saphyr::from_str(text).map_err(|error| {
        let told = error.to_string();
        Unreadable::Yaml(told.lines().next().unwrap_or_default().to_owned())
    })?;
    let language = language(if file.locale.is_empty() { "en" } else { &file.locale })?;
    let mut library = Library::default();
    for scheme in file.objects.framework.iter().chain(&file.objects.frameworks) {
        library.frameworks.push(framework(&file, scheme, &language)?);
    }
    for set in file.objects.requirement_mapping_set.iter().chain(&file.objects.requirement_mapping_sets) {
        library.mappings.push(mapping(&file, set)?);
    }
    if library == Library::default() { Err(Unreadable::Nothing) } else { Ok(library) }
}

fn language(tag: &str) -> Result<Language, Unreadable> {
    Language::parse(&tag.replace('_', "-")).ok_or_else(|| Unreadable::Language(tag.to_owned()))
}

fn version(file: &File) -> String {
    match &file.version {
        Some(Version::Number(number)) => number.to_string(),
        Some(Version::Text(text)) => text.trim().to_owned(),
        None => "1".to_owned(),
    }
}

/// The last part of a URN, in small letters, as a name for an address.
fn name(urn: &str, ref_id: &str) -> String {
    let last = urn.rsplit(':').next().filter(|last| !last.is_empty()).unwrap_or(ref_id);
    let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' };
    last.to_ascii_lowercase().chars().map(plain).collect()
}

/// A text with its translations.
fn text(
    own: Option<&str>,
    language: &Language,
    translations: &Translations,
    part: fn(&Translation) -> Option<&String>,
) -> Result<Text, Unreadable> {
    let mut text = Text::default();
    if let Some(own) = own {
        text.put(language, own.trim());
    }
    for (tag, translation) in translations.iter().flatten() {
        if let Some(said) = part(translation) {
            text.put(&self::language(tag)?, said.trim());
        }
    }
    Ok(text)
}

fn framework(file: &File, scheme: &Scheme, language: &Language) -> Result<Framework, Unreadable> {
    let translations = if scheme.translations.is_some() { &scheme.translations } else { &file.translations };
    let title = scheme.name.as_deref().unwrap_or(&file.name);
    let about = scheme.description.as_deref().or(file.description.as_deref());
    let urn = if scheme.urn.is_empty() { &file.urn } else { &scheme.urn };
    Ok(Framework {
        name: name(urn, if scheme.ref_id.is_empty() { &file.ref_id } else { &scheme.ref_id }),
        version: version(file),
        title: text(Some(title), language, translations, |t| t.name.as_ref())?,
        about: text(about, language, translations, |t| t.description.as_ref())?,
        provider: file.provider.clone().unwrap_or_default(),
        licence: file
            .copyright
            .clone()
            .map(|text| text.trim().to_owned())
            .filter(|text| !text.is_empty())
            .unwrap_or_else(|| "not stated".into()),
        source: urn.clone(),
        language: language.clone(),
        scale: scale(scheme, language)?,
        items: items(scheme, language)?,
    })
}

fn scale(scheme: &Scheme, language: &Language) -> Result<Vec<Step>, Unreadable> {
    if let Some(scores) = &scheme.scores_definition {
        let step = |score: &Score| {
            let number = score.score.to_string();
            Ok(Step {
                score: Decimal::from(score.score),
                title: text(Some(score.name.as_deref().unwrap_or(&number)), language, &score.translations, |t| {
                    t.name.as_ref()
                })?,
                text: text(score.description.as_deref(), language, &score.translations, |t| t.description.as_ref())?,
            })
        };
        return scores.iter().map(step).collect();
    }
    let (Some(min), Some(max)) = (scheme.min_score, scheme.max_score) else { return Ok(Vec::new()) };
    let step =
        |score: i64| Step { score: score.into(), title: Text::new(language, score.to_string()), text: Text::default() };
    Ok((min..=max.min(min.saturating_add(100))).map(step).collect())
}

/// Codes are reference numbers where there are any, and unique; else the ends of URNs.
fn items(scheme: &Scheme, language: &Language) -> Result<Vec<Item>, Unreadable> {
    let mut by_urn: HashMap<&str, String> = HashMap::with_capacity(scheme.requirement_nodes.len());
    let mut taken = HashSet::new();
    let mut items = Vec::with_capacity(scheme.requirement_nodes.len());
    for node in &scheme.requirement_nodes {
        let end = node.urn.rsplit(':').next().unwrap_or(&node.urn);
        let joined = |text: &str| text.split_whitespace().collect::<Vec<_>>().join("-");
        let wanted = node.ref_id.as_deref().map(joined).filter(|code| !code.is_empty() && code.len() <= 64);
        let code = match wanted.filter(|code| !taken.contains(code)) {
            Some(code) => code,
            None => joined(end).chars().rev().take(64).collect::<Vec<_>>().into_iter().rev().collect(),
        };
        taken.insert(code.clone());
        let title = text(node.name.as_deref(), language, &node.translations, |t| t.name.as_ref())?;
        let says = text(node.description.as_deref(), language, &node.translations, |t| t.description.as_ref())?;
        items.push(Item {
            parent: node.parent_urn.as_deref().and_then(|urn| by_urn.get(urn)).cloned(),
            title,
            text: says,
            assessable: node.assessable,
            groups: node.implementation_groups.clone().unwrap_or_default(),
            questions: questions(node, language)?,
            code: code.clone(),
        });
        by_urn.insert(&node.urn, code);
    }
    Ok(items)
}

fn questions(node: &Requirement, language: &Language) -> Result<Vec<Asked>, Unreadable> {
    let one = |question: &Question| {
        Ok(Asked {
            text: text(Some(&question.text), language, &question.translations, |t| t.text.as_ref())?,
            choices: question.choices.iter().map(|choice| Text::new(language, choice.value.trim())).collect(),
            several: question.kind == "multiple_choice",
        })
    };
    node.questions.iter().flat_map(BTreeMap::values).map(one).collect()
}

fn mapping(file: &File, set: &Set) -> Result<Mapping, Unreadable> {
    let end = |urn: &str| {
        urn.rsplit(':')
            .next()
            .filter(|end| !end.is_empty())
            .map(str::to_owned)
            .ok_or_else(|| Unreadable::Urn(urn.to_owned()))
    };
    let mut pairs = Vec::with_capacity(set.requirement_mappings.len());
    for one in &set.requirement_mappings {
        pairs.push(Pair {
            from: end(&one.source_requirement_urn)?,
            to: end(&one.target_requirement_urn)?,
            relation: Relation::parse(&one.relationship).unwrap_or(Relation::Intersect),
        });
    }
    Ok(Mapping {
        from: (name(&set.source_framework_urn, ""), String::new()),
        to: (name(&set.target_framework_urn, ""), String::new()),
        version: version(file),
        source: file.copyright.clone().or_else(|| file.provider.clone()).unwrap_or_default().trim().to_owned(),
        pairs,
    })
}
