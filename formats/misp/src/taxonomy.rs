//! Taxonomies: namespaces of tags with their predicates and values (`machinetag.json`).

use std::io::Read;

use uuid::Uuid;

use crate::{dialect::record, error::FormatError, source::whole};

record! {
    /// A namespace of machine tags.
    Taxonomy, TaxonomyDraft, "taxonomy" {
        /// First word of its tags.
        namespace: String => "namespace",
        /// What it is for.
        description: String => "description" or String::new(),
        /// Version; greater is newer.
        version: i64 => "version" or 0,
        /// Title.
        expanded: Option<String> => "expanded",
        /// Identity everywhere.
        uuid: Option<Uuid> => "uuid",
        /// Whether a record bears at most one of its tags.
        exclusive: bool => "exclusive" or false,
        /// Where it is from.
        refs: Vec<String> => "refs",
        /// What it may be set on.
        kinds: Vec<String> => "type",
        /// Second words.
        predicates: Vec<Predicate> => "predicates",
        /// Values of the predicates that have some.
        values: Vec<PredicateValues> => "values",
    }
}

record! {
    /// The second word of a tag.
    Predicate, PredicateDraft, "predicate" {
        /// The word.
        value: String => "value",
        /// Title.
        expanded: Option<String> => "expanded",
        /// What it means.
        description: Option<String> => "description",
        /// Colour, `#rrggbb`.
        colour: Option<String> => "colour",
        /// Identity everywhere.
        uuid: Option<Uuid> => "uuid",
        /// Whether a record bears at most one of its values.
        exclusive: bool => "exclusive" or false,
        /// Weight.
        numerical_value: Option<i64> => "numerical_value",
    }
}

record! {
    /// The values of one predicate.
    PredicateValues, PredicateValuesDraft, "values" {
        /// The predicate.
        predicate: String => "predicate",
        /// Its values.
        entries: Vec<Entry> => "entry",
    }
}

record! {
    /// The value of a tag.
    Entry, EntryDraft, "entry" {
        /// The word.
        value: String => "value",
        /// Title.
        expanded: Option<String> => "expanded",
        /// What it means.
        description: Option<String> => "description",
        /// Colour, `#rrggbb`.
        colour: Option<String> => "colour",
        /// Identity everywhere.
        uuid: Option<Uuid> => "uuid",
        /// Weight.
        numerical_value: Option<i64> => "numerical_value",
    }
}

impl Taxonomy {
    /// Reads a `machinetag.json`.
    ///
    /// # Errors
    /// The first fault of the text.
    pub fn read<R: Read>(source: R) -> Result<Self, FormatError> {
        whole(source, "a taxonomy")
    }

    /// All tags with their predicate and, where there is one, their value, in the order of the file.
    pub fn tags(&self) -> impl Iterator<Item = TaxonomyTag<'_>> {
        self.predicates.iter().flat_map(move |predicate| {
            let entries: Vec<Option<&Entry>> = self
                .values
                .iter()
                .filter(|values| values.predicate == predicate.value)
                .flat_map(|values| &values.entries)
                .map(Some)
                .collect();
            let entries = if entries.is_empty() { vec![None] } else { entries };
            entries.into_iter().map(move |entry| TaxonomyTag { namespace: &self.namespace, predicate, entry })
        })
    }
}

/// One tag of a taxonomy.
#[derive(Debug, Clone, Copy)]
pub struct TaxonomyTag<'a> {
    /// First word.
    pub namespace: &'a str,
    /// Second word.
    pub predicate: &'a Predicate,
    /// Value, where the predicate has some.
    pub entry: Option<&'a Entry>,
}

impl TaxonomyTag<'_> {
    /// The tag as it stands on a record: `tlp:red` or `admiralty-scale:source-reliability="a"`.
    #[must_use]
    pub fn name(&self) -> String {
        let (namespace, predicate) = (self.namespace, &self.predicate.value);
        match self.entry {
            Some(entry) => format!("{namespace}:{predicate}=\"{}\"", entry.value),
            None => format!("{namespace}:{predicate}"),
        }
    }
}
