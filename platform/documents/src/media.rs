//! What is handed over.

/// A kind of document: its media type for the header, its extension for the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MediaType {
    /// A table with headings (RFC 4180).
    Csv,
    /// A workbook (ECMA-376).
    Xlsx,
    /// Everything of one thing, as several files in one (PKWARE's APPNOTE).
    Zip,
    /// A document as it is printed (ISO 32000).
    Pdf,
    /// Plain text.
    Text,
    /// Any JSON (RFC 8259), MISP's included: MISP registered no type of its own.
    Json,
    /// A STIX 2.1 bundle (TAXII 2.1, section 1.6.8).
    Stix,
    /// One JSON value per line.
    JsonLines,
    /// Markdown (RFC 7763).
    Markdown,
    /// A picture made of lines; always an attachment, because it may carry scripts.
    Svg,
    /// A calendar (RFC 5545).
    Calendar,
    /// Anything: it is saved, never shown.
    Bytes,
    /// A file that somebody brought, of a type that its place takes: media type and extension.
    Brought(&'static str, &'static str),
}

impl MediaType {
    /// The value of the `Content-Type` header.
    #[must_use]
    pub const fn header(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Zip => "application/zip",
            Self::Pdf => "application/pdf",
            Self::Text => "text/plain; charset=utf-8",
            Self::Json => "application/json",
            Self::Stix => "application/stix+json;version=2.1",
            Self::JsonLines => "application/x-ndjson",
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Svg => "image/svg+xml",
            Self::Calendar => "text/calendar; charset=utf-8",
            Self::Bytes => "application/octet-stream",
            Self::Brought(media, _) => media,
        }
    }

    /// The file's extension, without the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Zip => "zip",
            Self::Pdf => "pdf",
            Self::Text => "txt",
            Self::Json | Self::Stix => "json",
            Self::JsonLines => "ndjson",
            Self::Markdown => "md",
            Self::Svg => "svg",
            Self::Calendar => "ics",
            Self::Bytes => "bin",
            Self::Brought(_, extension) => extension,
        }
    }
}
