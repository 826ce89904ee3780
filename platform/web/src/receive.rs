//! Reading bodies, within limits, before any lane is taken.

use axum::body::Body;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request};
use belfry_kernel::Problem;
use belfry_words::{Words, key};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::header::CONTENT_TYPE;
use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt;

use crate::form::{Form, Upload};
use crate::house::House;

/// What a route takes.
#[derive(Clone, Copy, Debug)]
pub struct Takes {
    /// Bytes of a form or of JSON.
    pub body: usize,
    /// Files may be sent, each up to the installation's limit.
    pub files: usize,
}

/// Fields of one form.
const MOST_FIELDS: usize = 20_000;
/// A short form: what most routes take.
pub const FORM: Takes = Takes { body: 256 * 1024, files: 0 };
/// A form with long texts.
pub const LONG_FORM: Takes = Takes { body: 6 * 1024 * 1024, files: 0 };
/// A form with files.
pub const FILES: Takes = Takes { body: 6 * 1024 * 1024, files: 64 };

/// Why a body was not read: to people in words, to programs plainly.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Unread {
    /// A page of another site sent it.
    FromElsewhere,
    /// It is not written as its type says.
    Broken,
    /// It ended too early.
    BrokeOff,
    /// A text in it is not UTF-8.
    NotUtf8,
}

impl Unread {
    const fn key(self) -> &'static str {
        match self {
            Self::FromElsewhere => key!("web-unread-elsewhere"),
            Self::Broken => key!("web-unread-broken"),
            Self::BrokeOff => key!("web-unread-broke-off"),
            Self::NotUtf8 => key!("web-unread-not-utf8"),
        }
    }

    const fn plain(self) -> &'static str {
        match self {
            Self::FromElsewhere => "this form was sent from another site",
            Self::Broken => "the form cannot be read",
            Self::BrokeOff => "the body broke off",
            Self::NotUtf8 => "text that is not UTF-8",
        }
    }
}

/// Why a body was not taken.
#[derive(Debug)]
pub(crate) enum Untaken {
    /// It was not read.
    Unread(Unread),
    /// Anything else.
    Problem(Problem),
}

impl From<Problem> for Untaken {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<Unread> for Untaken {
    fn from(unread: Unread) -> Self {
        Self::Unread(unread)
    }
}

impl Untaken {
    /// As the problem that whoever sent it is told of; a program without words.
    pub(crate) fn told(self, t: Option<&Words>) -> Problem {
        match self {
            Self::Unread(unread) => {
                Problem::BadRequest(t.map_or_else(|| unread.plain().to_owned(), |t| t.s(unread.key())))
            }
            Self::Problem(problem) => problem,
        }
    }
}

/// Reads a request's body as what its type says.
pub(crate) async fn receive(house: &House, request: Request, takes: Takes) -> Result<Form, Untaken> {
    let form = read(house, request, takes).await?;
    // No database keeps it as it is; nobody types it.
    if form.fields().iter().any(|(name, value)| name.contains('\0') || value.contains('\0')) {
        return Err(Unread::Broken.into());
    }
    Ok(form)
}

async fn read(house: &House, request: Request, takes: Takes) -> Result<Form, Untaken> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match kind.as_str() {
        "multipart/form-data" => multipart(house, request, takes).await,
        "application/x-www-form-urlencoded" => {
            let bytes = whole(request.into_body(), takes.body).await?;
            let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(&bytes).map_err(|_| Unread::Broken)?;
            if fields.len() > MOST_FIELDS {
                return Err(Problem::TooLarge("too many fields".into()).into());
            }
            Ok(Form::new(fields))
        }
        _ => {
            let mut form = Form::default();
            form.body = whole(request.into_body(), takes.body).await?;
            Ok(form)
        }
    }
}

/// Whether a text in a JSON body holds U+0000, which no database keeps as it is: one writes it as an escape only.
pub(crate) fn has_nul(body: &[u8]) -> bool {
    let mut rest = body;
    while let Some(at) = rest.iter().position(|byte| *byte == b'\\') {
        let escaped = &rest[at + 1..];
        if escaped.starts_with(b"u0000") {
            return true;
        }
        rest = escaped.get(1..).unwrap_or_default();
    }
    false
}

/// Reads the texts of a form that only somebody signed in may send, to give them back: as much as a short form holds. Files are passed
/// over.
pub(crate) async fn given_back(request: Request) -> Form {
    let (head, body) = request.into_parts();
    let kind = head.headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
    let (mut bytes, cut) = beginning(body, FORM.body).await;
    let mut form = Form::default();
    (form.lapsed, form.cut) = (true, cut);
    if kind.starts_with("application/x-www-form-urlencoded") {
        let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(&bytes).unwrap_or_default();
        fields.into_iter().for_each(|(name, value)| form.push(name, value));
    } else if let Some((_, edge)) = kind.split_once("boundary=").filter(|_| kind.starts_with("multipart/form-data")) {
        if cut {
            // What was cut off ends here, as if it had been sent so.
            let edge = edge.split(';').next().unwrap_or_default().trim_matches('"');
            bytes.extend_from_slice(format!("\r\n--{edge}--\r\n").as_bytes());
        }
        if let Ok(parts) = Multipart::from_request(Request::from_parts(head, Body::from(bytes)), &()).await {
            form.cut |= texts_of(parts, &mut form).await.is_err();
        }
    }
    form
}

async fn texts_of(mut parts: Multipart, form: &mut Form) -> Result<(), MultipartError> {
    while let Some(part) = parts.next_field().await? {
        let (name, is_file) = (part.name().unwrap_or_default().to_owned(), part.file_name().is_some());
        let value = part.bytes().await?;
        if !is_file {
            form.push(name, String::from_utf8_lossy(&value).into_owned());
        }
    }
    Ok(())
}

/// The first bytes of a body, and whether there are more.
async fn beginning(mut body: Body, most: usize) -> (Vec<u8>, bool) {
    let mut bytes = Vec::new();
    while let Some(Ok(frame)) = body.frame().await {
        let Ok(data) = frame.into_data() else { continue };
        let room = most - bytes.len();
        bytes.extend_from_slice(&data[..data.len().min(room)]);
        if data.len() > room {
            return (bytes, true);
        }
    }
    (bytes, false)
}

async fn whole(body: Body, limit: usize) -> Result<Vec<u8>, Untaken> {
    match Limited::new(body, limit).collect().await {
        Ok(collected) => Ok(collected.to_bytes().to_vec()),
        Err(error) if error.downcast_ref::<LengthLimitError>().is_some() => {
            Err(Problem::TooLarge(format!("at most {limit} bytes")).into())
        }
        Err(_) => Err(Unread::BrokeOff.into()),
    }
}

async fn multipart(house: &House, request: Request, takes: Takes) -> Result<Form, Untaken> {
    let broken = |_| Unread::BrokeOff;
    let mut request = request;
    axum::extract::DefaultBodyLimit::disable().apply(&mut request);
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| Unread::Broken)?;
    let mut form = Form::default();
    let mut room = takes.body;
    let mut space = house.settings.upload_limit;
    while let Some(mut part) = parts.next_field().await.map_err(broken)? {
        let name = part.name().unwrap_or_default().chars().take(100).collect::<String>();
        if form.fields().len() + form.files.len() >= MOST_FIELDS {
            return Err(Problem::TooLarge("too many fields".into()).into());
        }
        let Some(file_name) = part.file_name().map(str::to_owned) else {
            let mut value = Vec::new();
            while let Some(chunk) = part.chunk().await.map_err(broken)? {
                room = room
                    .checked_sub(chunk.len())
                    .ok_or_else(|| Problem::TooLarge(format!("at most {} bytes of text", takes.body)))?;
                value.extend_from_slice(&chunk);
            }
            let value = String::from_utf8(value).map_err(|_| Unread::NotUtf8)?;
            form.push(name, value);
            continue;
        };
        if form.files.len() >= takes.files {
            return Err(Problem::TooLarge(format!("at most {} files", takes.files)).into());
        }
        let folder = house.uploads();
        tokio::fs::create_dir_all(&folder).await.map_err(|error| Problem::Internal(error.to_string()))?;
        let path = folder.join(house.ids.uuid().simple().to_string());
        let mut upload = Upload::new(name, &file_name, path);
        let mut file =
            tokio::fs::File::create(&upload.path).await.map_err(|error| Problem::Internal(error.to_string()))?;
        let mut sum = Sha256::new();
        while let Some(chunk) = part.chunk().await.map_err(broken)? {
            space = space
                .checked_sub(chunk.len() as u64)
                .ok_or_else(|| Problem::TooLarge(format!("at most {} bytes of files", house.settings.upload_limit)))?;
            upload.length += chunk.len() as u64;
            sum.update(&chunk);
            file.write_all(&chunk).await.map_err(written)?;
        }
        file.sync_all().await.map_err(written)?;
        upload.sum = sum.finalize().into();
        form.files.push(upload);
    }
    Ok(form)
}

fn written(error: std::io::Error) -> Problem {
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Problem::Full,
        _ => Problem::Internal(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nul_is_found_behind_an_escape_of_its_own_and_soon() {
        assert!(has_nul(br#"{"value": "a\u0000b"}"#) && has_nul(br#"{"value": "\\\u0000"}"#));
        assert!(!has_nul(br#"{"value": "\\u0000"}"#), "a backslash, and words that follow it");
        assert!(!has_nul(br"\") && !has_nul(b""));
        let began = std::time::Instant::now();
        assert!(!has_nul(&vec![b'\\'; 1 << 20]));
        assert!(began.elapsed().as_secs() < 2, "{:?}", began.elapsed());
    }
}
