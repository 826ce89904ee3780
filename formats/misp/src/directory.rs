//! MISP's directories of vocabularies as they lie on disk.
//!
//! A folder may be one vocabulary's repository (`misp-taxonomies`, with `*/machinetag.json`), or hold several of them.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use crate::{
    error::{FormatError, Reason},
    galaxy::{ClusterFile, GalaxyFile},
    taxonomy::Taxonomy,
    template::Template,
    warninglist::Warninglist,
};

/// Folders in each other that are looked into.
const DEPTH: usize = 6;
/// Files that one search finds at most.
const FILES: usize = 20_000;

/// A vocabulary file that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {error}", path.display())]
pub struct DirectoryError {
    /// The file or folder.
    pub path: PathBuf,
    /// What is wrong, and where in it.
    pub error: Box<FormatError>,
}

/// What a file holds, told by its name and place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FileKind {
    /// `*/machinetag.json`.
    Taxonomy,
    /// `galaxies/*.json`.
    Galaxy,
    /// `clusters/*.json`.
    Clusters,
    /// `lists/*/list.json`.
    Warninglist,
    /// `objects/*/definition.json`.
    Template,
}

impl FileKind {
    /// The kind of a file by its path, if it is a vocabulary at all.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?;
        let above = |levels: usize| path.ancestors().nth(levels)?.file_name()?.to_str();
        match (name, above(1), above(2)) {
            ("machinetag.json", ..) => Some(Self::Taxonomy),
            ("list.json", _, Some("lists")) => Some(Self::Warninglist),
            ("definition.json", _, Some("objects")) => Some(Self::Template),
            (name, Some("galaxies"), _) if name.ends_with(".json") => Some(Self::Galaxy),
            (name, Some("clusters"), _) if name.ends_with(".json") => Some(Self::Clusters),
            _ => None,
        }
    }
}

/// One vocabulary.
#[derive(Debug, Clone, PartialEq)]
pub enum Vocabulary {
    /// A namespace of tags.
    Taxonomy(Taxonomy),
    /// A galaxy's own description.
    Galaxy(GalaxyFile),
    /// A galaxy's clusters.
    Clusters(ClusterFile),
    /// A list of values that are seldom indicators.
    Warninglist(Warninglist),
    /// The pattern of an object.
    Template(Template),
}

/// The vocabulary files below a folder, sorted by kind and path. Symbolic links and hidden folders are passed over.
///
/// # Errors
/// A folder that cannot be listed, or more than 20,000 files.
pub fn find(root: &Path) -> Result<Vec<(FileKind, PathBuf)>, DirectoryError> {
    let mut found = Vec::new();
    let mut folders = vec![(root.to_owned(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        let fail = |error: io::Error| unreadable(&folder, &error);
        for item in fs::read_dir(&folder).map_err(fail)? {
            let item = item.map_err(fail)?;
            let kind = item.file_type().map_err(fail)?;
            let hidden = item.file_name().to_string_lossy().starts_with('.');
            if kind.is_dir() && depth < DEPTH && !hidden {
                folders.push((item.path(), depth + 1));
            } else if kind.is_file()
                && let Some(what) = FileKind::of(&item.path())
            {
                found.push((what, item.path()));
            }
        }
        if found.len() > FILES {
            let reason = Reason::TooMany { record: "folder", field: "files", limit: FILES };
            return Err(DirectoryError { path: folder, error: Box::new(whole_file(reason)) });
        }
    }
    found.sort();
    Ok(found)
}

/// Reads one file of a kind.
///
/// # Errors
/// The file's path with the first fault of its text.
pub fn load(kind: FileKind, path: &Path) -> Result<Vocabulary, DirectoryError> {
    let file = File::open(path).map_err(|error| unreadable(path, &error))?;
    let read = match kind {
        FileKind::Taxonomy => Taxonomy::read(file).map(Vocabulary::Taxonomy),
        FileKind::Galaxy => GalaxyFile::read(file).map(Vocabulary::Galaxy),
        FileKind::Clusters => ClusterFile::read(file).map(Vocabulary::Clusters),
        FileKind::Warninglist => Warninglist::read(file).map(Vocabulary::Warninglist),
        FileKind::Template => Template::read(file).map(Vocabulary::Template),
    };
    read.map_err(|error| DirectoryError { path: path.to_owned(), error: Box::new(error) })
}

fn unreadable(path: &Path, error: &io::Error) -> DirectoryError {
    DirectoryError { path: path.to_owned(), error: Box::new(whole_file(Reason::Unreadable(error.to_string()))) }
}

fn whole_file(reason: Reason) -> FormatError {
    FormatError { line: 0, column: 0, event: None, child: None, reason }
}
