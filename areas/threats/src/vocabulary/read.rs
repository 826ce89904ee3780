//! From the records of MISP's files to vocabularies and their terms.

use belfry_misp::directory::Vocabulary as File;
use belfry_misp::{self as misp, ClusterFile, GalaxyFile, Taxonomy, Template, Warninglist};

use super::{Detail, Kind, Matching, More, Term, mark, slug};

/// Bytes of a description that are kept: a few pages.
const LONGEST: usize = 16_000;

/// A vocabulary that is to be loaded.
#[derive(Clone, Debug)]
pub struct Whole {
    /// What it is.
    pub kind: Kind,
    /// Its identity within its kind.
    pub name: String,
    /// As people call it.
    pub title: String,
    /// What it is for.
    pub description: String,
    /// Greater is newer.
    pub version: i64,
    /// What only its kind has.
    pub detail: Detail,
    /// Whether a warninglist speaks when it arrives; later, the switch decides.
    pub enabled: bool,
    /// What it lists.
    pub terms: Terms,
}

/// The terms of a vocabulary that is to be loaded.
#[derive(Clone, Debug)]
pub enum Terms {
    /// Of a warninglist: there are up to millions, so nothing but the texts.
    Values(Vec<String>),
    /// Of any other.
    Terms(Vec<Term>),
}

impl Terms {
    /// How many.
    pub fn len(&self) -> usize {
        match self {
            Self::Values(values) => values.len(),
            Self::Terms(terms) => terms.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Whole {
    /// A vocabulary as it was read from a file. A galaxy's own description says nothing alone: it comes with its clusters, see
    /// [`Whole::galaxy`].
    pub fn of(file: File) -> Option<Self> {
        match file {
            File::Taxonomy(taxonomy) => Some(of_taxonomy(&taxonomy)),
            File::Warninglist(list) => Some(of_warninglist(list)),
            File::Template(template) => Some(of_template(&template)),
            File::Clusters(clusters) => Some(Self::galaxy(clusters, None)),
            File::Galaxy(_) => None,
        }
    }

    /// The entries of a warninglist that are of no use, each with why.
    pub fn left_out(&self) -> Vec<String> {
        let (Terms::Values(entries), Some(matching)) = (&self.terms, self.detail.matching) else { return Vec::new() };
        let mut direct = 0;
        let mut told = Vec::new();
        for (number, entry) in (1..).zip(entries).filter(|(_, entry)| mark::of_entry(matching, entry).is_none()) {
            match mark::fault(matching, entry, direct) {
                Some(fault) => told.push(format!("{}: entry {number} is left out: {fault}", self.title)),
                None => direct += 1,
            }
        }
        told
    }

    /// The clusters of a galaxy, and what the galaxy says of itself.
    pub fn galaxy(file: ClusterFile, about: Option<&GalaxyFile>) -> Self {
        let terms = file.values.iter().map(|cluster| of_cluster(&file, cluster)).collect();
        let sources = file.source.iter().chain(&file.authors).filter(|text| !text.is_empty()).cloned().collect();
        Self {
            kind: Kind::Galaxy,
            name: slug(&file.kind),
            title: about.map_or(&file.name, |about| &about.name).clone(),
            description: shortened(about.map_or(&file.description, |about| &about.description)),
            version: file.version,
            detail: Detail { uuid: about.map(|about| about.uuid), sources, ..Detail::default() },
            enabled: true,
            terms: Terms::Terms(terms),
        }
    }
}

fn of_cluster(file: &ClusterFile, cluster: &misp::Cluster) -> Term {
    Term {
        name: cluster.value.clone(),
        tag: Some(file.tag(cluster)),
        description: shortened(cluster.description.as_deref().unwrap_or_default()),
        more: More {
            uuid: cluster.uuid,
            synonyms: cluster.synonyms().filter(|name| !name.is_empty()).take(100).map(str::to_owned).collect(),
            ..More::default()
        },
        ..Term::default()
    }
}

fn of_taxonomy(taxonomy: &Taxonomy) -> Whole {
    let mut terms: Vec<Term> = taxonomy.tags().map(|tag| of_tag(&tag)).collect();
    // A predicate with two lists of values, or a value that stands twice, is one tag.
    let mut seen = std::collections::HashSet::new();
    terms.retain(|term| term.tag.as_ref().is_none_or(|tag| seen.insert(tag.clone())));
    Whole {
        kind: Kind::Taxonomy,
        name: slug(&taxonomy.namespace),
        title: taxonomy.expanded.clone().unwrap_or_else(|| taxonomy.namespace.clone()),
        description: shortened(&taxonomy.description),
        version: taxonomy.version,
        detail: Detail {
            uuid: taxonomy.uuid,
            exclusive: taxonomy.exclusive,
            sources: taxonomy.refs.clone(),
            ..Detail::default()
        },
        enabled: true,
        terms: Terms::Terms(terms),
    }
}

fn of_tag(tag: &misp::TaxonomyTag<'_>) -> Term {
    let predicate = tag.predicate;
    let of_predicate = predicate.expanded.as_deref().unwrap_or(&predicate.value);
    let (name, title, description, colour) = match tag.entry {
        Some(entry) => (
            format!("{}: {}", predicate.value, entry.value),
            format!("{of_predicate}: {}", entry.expanded.as_deref().unwrap_or(&entry.value)),
            entry.description.as_deref(),
            entry.colour.as_ref().or(predicate.colour.as_ref()),
        ),
        None => (
            predicate.value.clone(),
            of_predicate.to_owned(),
            predicate.description.as_deref(),
            predicate.colour.as_ref(),
        ),
    };
    Term {
        name,
        tag: Some(tag.name()),
        title,
        description: shortened(description.unwrap_or_default()),
        more: More { colour: colour.cloned(), ..More::default() },
        ..Term::default()
    }
}

fn of_warninglist(list: Warninglist) -> Whole {
    let matching = match list.matching {
        misp::Matching::Text => Matching::Text,
        misp::Matching::Substring => Matching::Substring,
        misp::Matching::Hostname => Matching::Hostname,
        misp::Matching::Cidr => Matching::Cidr,
        misp::Matching::Regex => Matching::Regex,
    };
    let mut detail =
        Detail { matching: Some(matching), category: list.category, types: list.types, ..Detail::default() };
    mark::survey(matching, &list.entries, &mut detail);
    Whole {
        kind: Kind::Warninglist,
        name: slug(&list.name),
        title: list.name,
        description: shortened(&list.description),
        version: list.version,
        detail,
        enabled: true,
        terms: Terms::Values(list.entries),
    }
}

fn of_template(template: &Template) -> Whole {
    let terms = template.in_order().into_iter().map(|(role, what)| Term {
        name: role.to_owned(),
        description: shortened(&what.description),
        more: More {
            kind: Some(what.kind.clone()),
            multiple: what.multiple,
            values: if what.values_list.is_empty() { &what.sane_default } else { &what.values_list }.clone(),
            ..More::default()
        },
        ..Term::default()
    });
    Whole {
        kind: Kind::Template,
        name: slug(&template.name),
        title: template.name.clone(),
        description: shortened(&template.description),
        version: template.version,
        detail: Detail {
            uuid: Some(template.uuid),
            meta_category: Some(template.meta_category.clone()),
            required: template.required.clone(),
            one_of: template.required_one_of.clone(),
            ..Detail::default()
        },
        enabled: true,
        terms: Terms::Terms(terms.collect()),
    }
}

fn shortened(text: &str) -> String {
    let text = text.trim();
    if text.len() <= LONGEST {
        return text.to_owned();
    }
    let end = text.floor_char_boundary(LONGEST);
    format!("{}…", &text[..end])
}
