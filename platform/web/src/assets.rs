//! The style sheet, the script, the type and the icons, embedded in the binary.
//!
//! `assets/build.mjs` writes them to `dist/` under names that carry their content's hash, with a Brotli and a gzip copy
//! of each text, and a `manifest.json` from plain names to hashed ones.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use rust_embed::RustEmbed;

/// Where assets are mounted; `assets/build.mjs` writes the same path into the style sheet.
pub const MOUNT: &str = "/assets";

#[derive(RustEmbed)]
#[folder = "dist/"]
struct Dist;

/// The embedded files.
pub struct Assets;

/// One file, ready to be sent.
pub struct Asset {
    /// The body, in `encoding`.
    pub bytes: Cow<'static, [u8]>,
    /// The value of `Content-Type`.
    pub content_type: &'static str,
    /// The value of `Content-Encoding`: `br`, `gzip`, or none.
    pub encoding: Option<&'static str>,
    /// May be kept for ever, because another content would have another name.
    pub immutable: bool,
}

impl Assets {
    /// The address of an asset by its plain name: `belfry.css` gives `/assets/belfry-<hash>.css`.
    ///
    /// A name that was never built gives an address that is answered by 404.
    #[must_use]
    pub fn url(name: &str) -> String {
        format!("{MOUNT}/{}", manifest().get(name).map_or(name, String::as_str))
    }

    /// The file behind a path below [`MOUNT`], in the best encoding that the reader's `Accept-Encoding` allows.
    #[must_use]
    pub fn get(path: &str, accept_encoding: &str) -> Option<Asset> {
        let name = path.trim_start_matches('/');
        let content_type = content_type(name)?;
        let immutable = manifest().values().any(|hashed| hashed == name);
        if !immutable {
            return None;
        }
        for (encoding, suffix) in [("br", "br"), ("gzip", "gz")] {
            if accepts(accept_encoding, encoding)
                && let Some(file) = Dist::get(&format!("{name}.{suffix}"))
            {
                return Some(Asset { bytes: file.data, content_type, encoding: Some(encoding), immutable });
            }
        }
        let file = Dist::get(name)?;
        Some(Asset { bytes: file.data, content_type, encoding: None, immutable })
    }
}

/// The address of the sprite of icons; `#i-<name>` is appended by the `icon` component.
#[must_use]
pub fn sprite() -> &'static str {
    static URL: OnceLock<String> = OnceLock::new();
    URL.get_or_init(|| Assets::url("icons.svg"))
}

fn manifest() -> &'static HashMap<String, String> {
    static MANIFEST: OnceLock<HashMap<String, String>> = OnceLock::new();
    MANIFEST.get_or_init(|| {
        let file = Dist::get("manifest.json").map(|file| file.data).unwrap_or_default();
        serde_json::from_slice(&file).unwrap_or_else(|error| {
            tracing::error!(%error, "the manifest of the assets cannot be read");
            HashMap::new()
        })
    })
}

fn content_type(name: &str) -> Option<&'static str> {
    match name.rsplit_once('.')?.1 {
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        "txt" => Some("text/plain; charset=utf-8"),
        "woff2" => Some("font/woff2"),
        _ => None,
    }
}

/// Does an `Accept-Encoding` (RFC 9110, section 12.5.3) name this coding with a weight above zero?
fn accepts(header: &str, coding: &str) -> bool {
    header.split(',').any(|part| {
        let mut pieces = part.split(';').map(str::trim);
        let named = pieces.next().is_some_and(|name| name.eq_ignore_ascii_case(coding));
        let refused = pieces.any(|piece| {
            piece.split_once('=').is_some_and(|(name, weight)| {
                name.trim().eq_ignore_ascii_case("q") && weight.trim().parse::<f32>().is_ok_and(|q| q <= 0.0)
            })
        });
        named && !refused
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_sheet_is_found_and_compressed() {
        let url = Assets::url("belfry.css");
        let path = url.strip_prefix(MOUNT).expect("below the mount");
        let plain = Assets::get(path, "").expect("the style sheet");
        let small = Assets::get(path, "gzip, br").expect("the style sheet");
        assert_eq!(small.encoding, Some("br"));
        assert!(small.bytes.len() < plain.bytes.len() / 3);
        assert!(plain.immutable);
    }

    #[test]
    fn nothing_beside_the_manifest_is_served() {
        assert!(Assets::get("/manifest.json", "").is_none());
        assert!(Assets::get("/../Cargo.toml", "").is_none());
        assert!(Assets::get("/belfry.css", "").is_none());
    }

    #[test]
    fn a_refused_coding_is_not_used() {
        assert!(accepts("gzip;q=0.5, br", "br"));
        assert!(!accepts("br;q=0, gzip", "br"));
        assert!(!accepts("identity", "gzip"));
    }
}
