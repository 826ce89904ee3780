//! The first page: how threat data comes in. Files and pasted text are told apart by their content; small ones are checked
//! before the job is put into the queue, and a refused form keeps what was sent.

use askama::Template;
use belfry_kernel::Problem;
use belfry_web::components::{Choice, Tab};
use belfry_web::form::{Errors, Upload};
use belfry_web::{Page, Reply, Visit};
use belfry_words::{Words, key};
use uuid::Uuid;

use super::ROOT;
use super::detect::{self, CHECKED_AT_ONCE, Format, Seems};
use super::fault::Fault;
use super::order::{self, Order, Parcel};
use super::shelf::{self, Shelf};
use super::terms::{Agreed, Ground, Terms};
use super::{table, text};
use crate::access::Import;

/// Characters of a file's name that are kept.
const NAME: usize = 200;

/// Ways in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Files.
    Files,
    /// Text out of the clipboard.
    Paste,
    /// A table of values.
    Table,
}

impl How {
    const ALL: [Self; 3] = [Self::Files, Self::Paste, Self::Table];

    /// The word in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Files => "files",
            Self::Paste => "paste",
            Self::Table => "table",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Files => key!("threats-import-how-files"),
            Self::Paste => key!("threats-import-how-paste"),
            Self::Table => key!("threats-import-how-table"),
        }
    }

    fn of(code: &str) -> Self {
        Self::ALL.into_iter().find(|how| how.code() == code).unwrap_or(Self::Files)
    }
}

/// The ways in as tabs.
pub fn tabs(t: &Words, current: How) -> Vec<Tab> {
    How::ALL
        .into_iter()
        .map(|how| Tab {
            label: t.s(how.key()),
            href: format!("{ROOT}?how={}", how.code()),
            count: String::new(),
            current: how == current,
        })
        .collect()
}

#[derive(Template)]
#[template(path = "import/choose.html")]
struct Body {
    t: Words,
    csrf: String,
    how: &'static str,
    tabs: Vec<Tab>,
    reaches: Vec<Choice>,
    levels: Vec<Choice>,
    may_share: bool,
    owner: String,
    limit: String,
    /// Files that were sent before and are good.
    ready: Vec<Parcel>,
    text: String,
    errors: Errors,
}

/// What was sent.
#[derive(Default)]
struct Sent {
    terms: Terms,
    ready: Vec<Parcel>,
    text: String,
}

/// The page.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Import>) -> Result<Reply, Problem> {
    let how = How::of(visit.query("how"));
    let sent = Sent { terms: Terms::new(), ..Sent::default() };
    let ground = Ground::of(visit)?;
    Ok(draw(visit, &ground, how, sent, Errors::default()).into())
}

/// Where a step is opened as an address, which holds nothing.
///
/// # Errors
/// None.
pub fn again(_: &mut Visit<Import>) -> Result<Reply, Problem> {
    Ok(Reply::to(ROOT))
}

fn draw(visit: &Visit<Import>, ground: &Ground, how: How, sent: Sent, errors: Errors) -> Page {
    let t = visit.t();
    let body = Body {
        csrf: visit.csrf(),
        how: how.code(),
        tabs: tabs(&t, how),
        reaches: sent.terms.reaches(&t, ground),
        levels: sent.terms.levels(&t),
        may_share: ground.may_share,
        owner: ground.owner_name.clone(),
        limit: t.bytes(visit.house().settings.upload_limit),
        ready: sent.ready,
        text: sent.text,
        errors,
        t: t.clone(),
    };
    Page::new(t.s("threats-import-title"), body)
        .lead(t.s("threats-import-lead"))
        .crumb(t.s("threats-list-title"), "/threats/events")
}

/// Takes files.
///
/// # Errors
/// Those of the database and the disk.
pub fn files(visit: &mut Visit<Import>) -> Result<Reply, Problem> {
    let t = visit.t();
    let ground = Ground::of(visit)?;
    let terms = Terms::of(visit.form());
    let mut errors = Errors::default();
    let agreed = terms.check(&t, &ground, &mut errors);
    let shelf = Shelf::of(visit.house(), visit.person()?.id);
    let mut ready = kept(visit, &shelf)?;
    let mut uploads = std::mem::take(&mut visit.form_mut().files);
    for upload in uploads.iter_mut().filter(|upload| upload.field == "file" && !upload.name.is_empty()) {
        match receive(&t, &shelf, upload, visit.ids().uuid())? {
            Ok(parcel) => ready.push(parcel),
            Err(why) => errors.add("file", named(&t, &upload.name, &why)),
        }
    }
    errors.unless(!ready.is_empty() || !errors.of("file").is_empty(), "file", || t.s("threats-import-file-missing"));
    finish(visit, &ground, How::Files, Sent { terms, ready, text: String::new() }, agreed, errors)
}

/// Takes pasted text.
///
/// # Errors
/// Those of the database and the disk.
pub fn paste(visit: &mut Visit<Import>) -> Result<Reply, Problem> {
    let t = visit.t();
    let ground = Ground::of(visit)?;
    let text = visit.form().raw("text");
    let terms = Terms::of(visit.form());
    let mut errors = Errors::default();
    let seems = detect::seems(&mut std::io::Cursor::new(text.as_bytes())).unwrap_or(Seems::Empty);
    if seems == Seems::Text {
        match text::search(&text) {
            Ok(found) => return Ok(text::offer(visit, &ground, &terms, &text, found)?.into()),
            Err(why) => errors.add("text", t.s(why)),
        }
        return Ok(draw(visit, &ground, How::Paste, Sent { terms, text, ..Sent::default() }, errors).refused().into());
    }
    let agreed = terms.check(&t, &ground, &mut errors);
    let shelf = Shelf::of(visit.house(), visit.person()?.id);
    let mut ready = Vec::new();
    match seems {
        Seems::Known(format) => match detect::check(format, text.as_bytes()) {
            Ok(()) if errors.is_empty() => {
                let token = visit.ids().uuid();
                if shelf.has_room(text.len() as u64) {
                    shelf.write(text.as_bytes(), token)?;
                    ready.push(Parcel { token, name: String::new(), format, drafted: false, bytes: text.len() as u64 });
                } else {
                    errors.add("text", t.s("threats-import-no-room"));
                }
            }
            Ok(()) => {}
            Err(fault) => errors.add("text", fault.words(&t)),
        },
        Seems::Json | Seems::Text => errors.add("text", t.s("threats-import-json-unknown")),
        Seems::Empty => errors.add("text", t.s("threats-import-text-missing")),
    }
    finish(visit, &ground, How::Paste, Sent { terms, ready, text }, agreed, errors)
}

/// Takes a table, as a file or pasted; its columns are mapped in the next step.
///
/// # Errors
/// Those of the database and the disk.
pub fn table(visit: &mut Visit<Import>) -> Result<Reply, Problem> {
    let t = visit.t();
    let terms = Terms::of(visit.form());
    let text = visit.form().raw("text");
    let mut errors = Errors::default();
    let shelf = Shelf::of(visit.house(), visit.person()?.id);
    let mut uploads = std::mem::take(&mut visit.form_mut().files);
    let token = visit.ids().uuid();
    let upload = uploads.iter_mut().find(|upload| upload.field == "file" && !upload.name.is_empty());
    let (field, bytes) = upload.as_ref().map_or(("text", text.len() as u64), |upload| ("file", upload.length));
    errors.unless(upload.is_some() || !text.trim().is_empty(), "file", || t.s("threats-import-table-missing"));
    errors.unless(shelf.has_room(bytes), field, || t.s("threats-import-no-room"));
    if errors.is_empty() {
        let name = match upload {
            Some(upload) => {
                shelf.take(upload, token)?;
                upload.name.clone()
            }
            None => {
                shelf.write(text.as_bytes(), token)?;
                String::new()
            }
        };
        match table::begin(visit, token, name, &terms)? {
            Ok(page) => return Ok(page.into()),
            Err(why) => {
                shelf.remove(token);
                errors.add(field, why);
            }
        }
    }
    let ground = Ground::of(visit)?;
    Ok(draw(visit, &ground, How::Table, Sent { terms, text, ..Sent::default() }, errors).refused().into())
}

/// Puts the job into the queue, or shows the form again.
fn finish(
    visit: &Visit<Import>,
    ground: &Ground,
    how: How,
    sent: Sent,
    agreed: Option<Agreed>,
    mut errors: Errors,
) -> Result<Reply, Problem> {
    let t = visit.t();
    let person = visit.person()?.id;
    if errors.is_empty() && order::has_too_many(&*visit.read()?, person)? {
        errors.add("", t.s("threats-import-too-many"));
    }
    let (Some(agreed), true) = (agreed, errors.is_empty()) else {
        return Ok(draw(visit, ground, how, sent, errors).refused().into());
    };
    let order = Order {
        parcels: sent.ready,
        organisation: ground.owner.0,
        reach: sent.terms.reach,
        tlp: agreed.tlp.map(|tlp| tlp.code().to_owned()),
        table: None,
    };
    let tx = visit.write()?;
    let job = order.put(visit, &tx)?;
    tx.commit()?;
    shelf::sweep(visit.house());
    Ok(Reply::to(format!("{ROOT}/{job}")))
}

/// Looks at an upload and puts it on the shelf if it can be imported; else says why not.
///
/// # Errors
/// Those of the disk.
pub fn receive(t: &Words, shelf: &Shelf, upload: &mut Upload, token: Uuid) -> Result<Result<Parcel, String>, Problem> {
    let format = match looked(upload)? {
        Ok(format) => format,
        Err(key) => return Ok(Err(t.s(key))),
    };
    if upload.length <= CHECKED_AT_ONCE
        && let Err(fault) = checked(upload, format)?
    {
        return Ok(Err(fault.words(t)));
    }
    if !shelf.has_room(upload.length) {
        return Ok(Err(t.s("threats-import-no-room")));
    }
    shelf.take(upload, token)?;
    Ok(Ok(Parcel { token, name: upload.name.clone(), format, drafted: false, bytes: upload.length }))
}

fn looked(upload: &Upload) -> Result<Result<Format, &'static str>, Problem> {
    let mut file = opened(upload)?;
    Ok(match detect::seems(&mut file).map_err(|error| Problem::Internal(error.to_string()))? {
        Seems::Known(format) => Ok(format),
        Seems::Json => Err(key!("threats-import-json-unknown")),
        Seems::Text => Err(key!("threats-import-file-text")),
        Seems::Empty => Err(key!("threats-import-fault-empty")),
    })
}

fn checked(upload: &Upload, format: Format) -> Result<Result<(), Fault>, Problem> {
    Ok(detect::check(format, std::io::BufReader::new(opened(upload)?)))
}

fn opened(upload: &Upload) -> Result<std::fs::File, Problem> {
    std::fs::File::open(&upload.path).map_err(|error| Problem::Internal(error.to_string()))
}

/// Files of this person that a refused form kept: `TOKEN NAME`.
fn kept(visit: &Visit<Import>, shelf: &Shelf) -> Result<Vec<Parcel>, Problem> {
    let mut all = Vec::new();
    for line in visit.form().all("kept").take(belfry_web::receive::FILES.files) {
        let (token, name) = line.split_once(' ').unwrap_or((line, ""));
        let Ok(token) = token.parse::<Uuid>() else { continue };
        let Ok(mut file) = shelf.open(token) else { continue };
        let seems = detect::seems(&mut file).map_err(|error| Problem::Internal(error.to_string()))?;
        if let (Seems::Known(format), Some(bytes)) = (seems, shelf.size(token)) {
            let name = name.chars().filter(|c| !c.is_control()).take(NAME).collect();
            all.push(Parcel { token, name, format, drafted: false, bytes });
        }
    }
    Ok(all)
}

fn named(t: &Words, name: &str, why: &str) -> String {
    t.a("threats-import-file-refused", [("file", name.into()), ("why", why.into())])
}
