//! All answers with the files that they name, in one archive: for whoever asked, who may see each of them by itself. The tables say where
//! in the archive a file lies. It is written piece by piece: one file is in memory at a time.

use std::collections::{HashMap, HashSet, VecDeque};
use std::fs::File;
use std::io::{Read as _, Seek, Write};
use std::path::PathBuf;

use belfry_documents::{Cell, DocumentError, Format, MediaType, Pieces, Table};
use belfry_kernel::{Problem, SubjectId};
use belfry_outbound::{BlobId, Blobs};
use belfry_store::{Db, Key, Read as Picture};
use belfry_web::table::Rows;
use belfry_web::{Reply, Visit};
use belfry_words::Words;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::table::{Lines, told};
use crate::access::Inspect;
use crate::campaign::store::Campaign;
use crate::campaign::{CAMPAIGN, show};
use crate::file;

/// Bytes that are handed over at once.
const PIECE: usize = 64 * 1024;
/// Characters of one part of a path.
const LONGEST: usize = 80;

/// The archive.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], those of the database and of the object store.
pub fn archive(visit: &mut Visit<Inspect>) -> Result<Reply, Problem> {
    let read = visit.read()?;
    let subject = visit.load(&read, CAMPAIGN, visit.path("uuid")?)?;
    let campaign = crate::campaign::store::of(&read, subject.id)?.ok_or(Problem::NotFound)?;
    drop(read);
    visit.close();
    let blobs = belfry_discussion::file::blobs(visit.house())?;
    let house = visit.house();
    let bundle = Bundle::of(&house.db, blobs, (visit.t(), house.files.clone()), subject.id, &campaign)?;
    let mut bundle = bundle.ok_or(Problem::NotFound)?;
    Ok(Reply::Stream("answers".into(), MediaType::Zip, Box::new(move || bundle.piece().transpose())))
}

/// An archive on its way.
pub struct Bundle {
    blobs: Blobs,
    left: VecDeque<Entry>,
    archive: Option<ZipWriter<File>>,
    made: Option<File>,
}

/// What is still to be written.
enum Entry {
    Table(String, Box<Pieces<Listing>>),
    File(String, BlobId),
}

/// The answers as a table.
struct Listing {
    db: Db,
    words: Words,
    lines: Lines,
}

/// Why it broke off.
pub struct Broken(String);

impl From<DocumentError> for Broken {
    fn from(error: DocumentError) -> Self {
        Self(error.to_string())
    }
}

impl Table for Listing {
    type Error = Broken;

    fn columns(&self) -> Vec<String> {
        self.lines.columns(&self.words)
    }

    fn block(&mut self) -> Result<Vec<Vec<Cell>>, Broken> {
        let read = self.db.read(Key::SYSTEM).map_err(|error| Broken(error.to_string()))?;
        self.lines.block(&read, &self.words).map_err(|problem| Broken(problem.to_string()))
    }
}

impl Bundle {
    /// Of a survey that its reader may inspect; none where nothing is told of single answers. `folder` is for temporary files.
    ///
    /// # Errors
    /// Those of the database and of the folder.
    pub fn of(
        db: &Db,
        blobs: Blobs,
        (words, folder): (Words, PathBuf),
        id: SubjectId,
        campaign: &Campaign,
    ) -> Result<Option<Self>, Problem> {
        if !told(campaign) {
            return Ok(None);
        }
        let read = db.read(Key::SYSTEM)?;
        let form = crate::campaign::store::form(&read, &campaign.plan)?;
        let form = form.ok_or_else(|| Problem::Internal("a survey without its form".into()))?;
        let files = if campaign.plan.is_bare() { Vec::new() } else { paths(&read, id, campaign)? };
        let broken = |why: &dyn std::fmt::Display| Problem::Internal(why.to_string());
        let places = files.iter().map(|(key, path, _)| (key.clone(), path.clone())).collect::<HashMap<_, _>>();
        let mut left = VecDeque::new();
        for (name, format) in [("answers.csv", Format::Csv), ("answers.xlsx", Format::Xlsx)] {
            let lines = Lines::of(&read, id, campaign, &form)?.with_files(places.clone());
            let listing = Listing { db: db.clone(), words: words.clone(), lines };
            let pieces = Pieces::new(listing, format, folder.clone()).map_err(|error| broken(&error))?;
            left.push_back(Entry::Table(name.to_owned(), Box::new(pieces)));
        }
        drop(read);
        left.extend(files.into_iter().map(|(_, path, blob)| Entry::File(path, blob)));
        let file = tempfile::tempfile_in(&folder).map_err(|error| broken(&error))?;
        Ok(Some(Self { blobs, left, archive: Some(ZipWriter::new(file)), made: None }))
    }

    /// The next piece; empty while it is being written, none at the end.
    ///
    /// # Errors
    /// In words, when something cannot be read or written.
    pub fn piece(&mut self) -> Result<Option<Vec<u8>>, String> {
        if let Some(mut archive) = self.archive.take() {
            match self.left.pop_front() {
                Some(entry) => {
                    self.write(&mut archive, entry)?;
                    self.archive = Some(archive);
                }
                None => {
                    let mut file = archive.finish().map_err(|error| error.to_string())?;
                    file.rewind().map_err(|error| error.to_string())?;
                    self.made = Some(file);
                }
            }
            return Ok(Some(Vec::new()));
        }
        let Some(file) = &mut self.made else { return Ok(None) };
        let mut piece = vec![0; PIECE];
        let length = file.read(&mut piece).map_err(|error| error.to_string())?;
        piece.truncate(length);
        Ok((length > 0).then_some(piece))
    }

    fn write(&self, archive: &mut ZipWriter<File>, entry: Entry) -> Result<(), String> {
        let said = |error: &dyn std::fmt::Display| error.to_string();
        let options = SimpleFileOptions::default();
        match entry {
            Entry::Table(name, mut pieces) => {
                archive.start_file(name, options).map_err(|error| said(&error))?;
                while let Some(piece) = pieces.piece().map_err(|Broken(why)| why)? {
                    archive.write_all(&piece).map_err(|error| said(&error))?;
                }
            }
            Entry::File(name, blob) => {
                let mut content = self.blobs.read(blob).map_err(|error| said(&error))?;
                archive.start_file(name, options).map_err(|error| said(&error))?;
                std::io::copy(&mut content, archive).map_err(|error| said(&error))?;
            }
        }
        Ok(())
    }
}

/// Of each file whose it is and at which place, where it lies in the archive, and its content.
type Placed = ((i64, String), String, BlobId);

fn paths(read: &Picture, id: SubjectId, campaign: &Campaign) -> Result<Vec<Placed>, Problem> {
    let files = file::of_answers(read, id)?;
    let names = show::names(read, campaign.plan.unit, files.iter().map(|file| &file.party))?;
    let mut taken = HashSet::new();
    let placed = |file: file::File| {
        let who = plain(names.get(&file.party).map_or("", String::as_str));
        let name = plain(&file.name);
        // Two of one name stand beside each other under numbers.
        let numbered = (2..).map(|n| format!("files/{who} ({n})/{} {name}", plain(&file.place)));
        let first = format!("files/{who}/{} {name}", plain(&file.place));
        let path = std::iter::once(first).chain(numbered).find(|path| taken.insert(path.to_lowercase()));
        ((file.party, file.place), path.unwrap_or_default(), file.blob)
    };
    Ok(files.into_iter().map(placed).collect())
}

/// A name that can be a part of a path on any computer.
fn plain(name: &str) -> String {
    let odd = |c: char| c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    let (stem, end) = match name.rsplit_once('.') {
        Some((stem, end)) if end.len() <= 8 => (stem, format!(".{end}")),
        _ => (name, String::new()),
    };
    let stem: String = stem.chars().take(LONGEST).collect();
    let plain = format!("{stem}{end}").replace(odd, "_");
    let plain = plain.trim_matches([' ', '.']);
    if plain.is_empty() { "_".to_owned() } else { plain.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_nowhere_else() {
        assert_eq!(plain("our plan.pdf"), "our plan.pdf");
        assert_eq!(plain("../../etc/passwd"), "_.._etc_passwd");
        assert_eq!((plain(""), plain("..")), ("_".into(), "_".into()));
        assert_eq!(plain(&format!("{}.pdf", "é".repeat(200))).chars().count(), LONGEST + 4);
    }
}
