//! The types of files that are taken: what people exchange to read. Nothing that runs, nothing that a browser would run.

use std::io::{self, Read};

use belfry_web::reply::MediaType;

/// A type of file.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    /// The end of its name, and its code.
    pub extension: &'static str,
    /// The media type it is handed over as.
    pub media: &'static str,
    /// How its content begins; empty for plain text.
    begins: &'static [u8],
}

/// What an earlier program took and this one does not know: it is handed over as bytes.
pub const UNKNOWN: Kind = Kind { extension: "bin", media: "application/octet-stream", begins: &[] };

const ZIP: &[u8] = b"PK\x03\x04";
/// Office files are archives; they are never opened here.
const KINDS: &[Kind] = &[
    Kind { extension: "pdf", media: "application/pdf", begins: b"%PDF-" },
    Kind {
        extension: "docx",
        media: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        begins: ZIP,
    },
    Kind { extension: "xlsx", media: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", begins: ZIP },
    Kind {
        extension: "pptx",
        media: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        begins: ZIP,
    },
    Kind { extension: "odt", media: "application/vnd.oasis.opendocument.text", begins: ZIP },
    Kind { extension: "ods", media: "application/vnd.oasis.opendocument.spreadsheet", begins: ZIP },
    Kind { extension: "odp", media: "application/vnd.oasis.opendocument.presentation", begins: ZIP },
    Kind { extension: "png", media: "image/png", begins: b"\x89PNG\r\n\x1a\n" },
    Kind { extension: "jpg", media: "image/jpeg", begins: b"\xff\xd8\xff" },
    Kind { extension: "txt", media: "text/plain; charset=utf-8", begins: b"" },
    Kind { extension: "md", media: "text/markdown; charset=utf-8", begins: b"" },
    Kind { extension: "csv", media: "text/csv; charset=utf-8", begins: b"" },
    Kind { extension: "json", media: "application/json", begins: b"" },
];
/// Bytes that are looked at.
const LOOKED_AT: u64 = 64 * 1024;

/// The type of an extension, whatever its case.
pub fn of_extension(extension: &str) -> Option<&'static Kind> {
    let lower = extension.to_lowercase();
    let lower = if lower == "jpeg" { "jpg" } else { &lower };
    KINDS.iter().find(|kind| kind.extension == lower)
}

/// The type that a file's name says.
pub fn of_name(name: &str) -> Option<&'static Kind> {
    of_extension(name.rsplit_once('.').map_or("", |(_, end)| end))
}

/// Every extension that is taken, for a sentence.
pub fn all() -> String {
    KINDS.iter().map(|kind| kind.extension).collect::<Vec<_>>().join(", ")
}

/// What a browser's choice of files is narrowed to.
pub fn accept() -> String {
    KINDS.iter().map(|kind| format!(".{}", kind.extension)).chain([".jpeg".to_owned()]).collect::<Vec<_>>().join(",")
}

impl Kind {
    /// Whether a content begins as this type does.
    ///
    /// # Errors
    /// Those of reading.
    pub fn fits(&self, content: impl Read) -> io::Result<bool> {
        let mut start = Vec::new();
        content.take(LOOKED_AT).read_to_end(&mut start)?;
        if !self.begins.is_empty() {
            return Ok(start.starts_with(self.begins));
        }
        let text = match std::str::from_utf8(&start) {
            Ok(_) => true,
            // A character may be cut where the look ends.
            Err(error) => error.error_len().is_none() && start.len() as u64 == LOOKED_AT,
        };
        Ok(text && !start.contains(&0))
    }

    /// Whether it is a picture that every browser shows.
    pub fn is_picture(&self) -> bool {
        self.media.starts_with("image/")
    }

    /// How it is handed over.
    pub fn media_type(&self) -> MediaType {
        MediaType::Brought(self.media, self.extension)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_content_says() {
        let fits = |extension: &str, content: &[u8]| of_extension(extension).unwrap().fits(content).unwrap();
        assert!(fits("pdf", b"%PDF-1.7 ..") && fits("PDF", b"%PDF-1.4"));
        assert!(!fits("pdf", b"MZ\x90\x00") && !fits("docx", b"<html>"));
        assert!(fits("txt", "déjà vu".as_bytes()) && !fits("txt", b"MZ\x90\x00\xff"));
        for extension in ["exe", "html", "svg", "js", "zip", ""] {
            assert!(of_extension(extension).is_none(), "{extension}");
        }
    }
}
