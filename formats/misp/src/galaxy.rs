//! Galaxies as they are kept: one file names the galaxy, another of the same name lists its clusters.

use std::io::Read;

use uuid::Uuid;

use crate::{
    dialect::{Extra, record},
    error::FormatError,
    source::whole,
};

record! {
    /// What a galaxy is about (`galaxies/*.json`).
    GalaxyFile, GalaxyFileDraft, "galaxy" {
        /// Identity everywhere.
        uuid: Uuid => "uuid",
        /// Name.
        name: String => "name",
        /// Short name, as in the tags.
        kind: String => "type",
        /// What it is about.
        description: String => "description" or String::new(),
        /// Version; greater is newer.
        version: i64 => "version" or 0,
        /// Who keeps it.
        namespace: Option<String> => "namespace",
        /// Name of a pictogram.
        icon: Option<String> => "icon",
        /// Phases in their order, by kill chain.
        kill_chain_order: Extra => "kill_chain_order",
    }
}

record! {
    /// The clusters of a galaxy (`clusters/*.json`).
    ClusterFile, ClusterFileDraft, "clusters" {
        /// Identity of the collection.
        uuid: Uuid => "uuid",
        /// Name.
        name: String => "name",
        /// Short name of the galaxy.
        kind: String => "type",
        /// Kind of thing that is listed.
        category: Option<String> => "category",
        /// What it is about.
        description: String => "description" or String::new(),
        /// Where it is from.
        source: Option<String> => "source",
        /// Who wrote it.
        authors: Vec<String> => "authors",
        /// Version; greater is newer.
        version: i64 => "version" or 0,
        /// The clusters.
        values: Vec<Cluster> => "values",
    }
}

record! {
    /// One actor, tool, technique.
    Cluster, ClusterDraft, "cluster" {
        /// Identity everywhere.
        uuid: Option<Uuid> => "uuid",
        /// Name.
        value: String => "value",
        /// What it is.
        description: Option<String> => "description",
        /// Lists of further facts by name.
        meta: Extra => "meta",
        /// Other clusters that it has to do with.
        related: Vec<Related> => "related",
        /// Whether its source took it back.
        revoked: bool => "revoked" or false,
    }
}

record! {
    /// An arrow to another cluster.
    Related, RelatedDraft, "related" {
        /// The other cluster; some published files leave it out.
        dest_uuid: Option<Uuid> => "dest-uuid",
        /// The verb.
        kind: String => "type" or String::new(),
        /// Tags of the arrow, mostly how likely it is.
        tags: Vec<String> => "tags",
    }
}

impl GalaxyFile {
    /// Reads a file of `galaxies/`.
    ///
    /// # Errors
    /// The first fault of the text.
    pub fn read<R: Read>(source: R) -> Result<Self, FormatError> {
        whole(source, "a galaxy")
    }
}

impl ClusterFile {
    /// Reads a file of `clusters/`.
    ///
    /// # Errors
    /// The first fault of the text.
    pub fn read<R: Read>(source: R) -> Result<Self, FormatError> {
        whole(source, "a list of galaxy clusters")
    }

    /// The tag that stands for a cluster of this file.
    #[must_use]
    pub fn tag(&self, cluster: &Cluster) -> String {
        format!("misp-galaxy:{}=\"{}\"", self.kind, cluster.value)
    }
}

impl Cluster {
    /// Other names of the same thing.
    pub fn synonyms(&self) -> impl Iterator<Item = &str> {
        let list = self.meta.get("synonyms").and_then(|value| value.as_array());
        list.into_iter().flatten().filter_map(|value| value.as_str())
    }
}
