//! The first page: how threat data comes in, and what waits to be ended. Files and pasted text are told apart by their content; small
//! ones are checked before the job is put into the queue. What needs another step, or another file, is kept as begun: it has an address
//! of its own, where what was refused is told until something is sent again.

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
use super::shelf::Shelf;
use super::terms::{Agreed, Ground, Terms};
use super::unfinished::{self, Kept, Refused, Unfinished, Waiting};
use super::{table, text};
use crate::access::Import;

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

    /// The message that names it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Files => key!("threats-import-how-files"),
            Self::Paste => key!("threats-import-how-paste"),
            Self::Table => key!("threats-import-how-table"),
        }
    }

    /// Reads a word of an address; files for any other.
    pub fn of(code: &str) -> Self {
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
    /// Whether one says here for whom what was pasted is: of text that is done where its event is described.
    asks: bool,
    may_share: bool,
    owner: String,
    limit: String,
    /// Where the form goes.
    to: String,
    /// Which pasted text is written anew; empty for a new one.
    of: String,
    /// Files that were sent before and are good.
    ready: Vec<Parcel>,
    text: String,
    waiting: Vec<Waiting>,
    /// What is wrong with the files, all of it.
    file_error: String,
    errors: Errors,
}

/// What was sent.
#[derive(Default)]
struct Sent {
    terms: Terms,
    /// What was begun before and is gone on with.
    of: Option<Uuid>,
    ready: Vec<Parcel>,
    text: String,
    /// What was pasted is a file, whose events say nothing of whom they are for here.
    is_file: bool,
}

/// The page; with a text that was pasted before, when one goes back to it.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Import>) -> Result<Reply, Problem> {
    let mut how = How::of(visit.query("how"));
    let mut sent = Sent { terms: Terms::new(), ..Sent::default() };
    if let Ok(uuid) = visit.query("of").parse::<Uuid>() {
        let begun = match unfinished::open(visit, uuid, Some(How::Paste))? {
            Ok(begun) => begun,
            Err(reply) => return Ok(reply),
        };
        how = How::Paste;
        sent.text = text::pasted(visit, &begun)?;
        (sent.terms, sent.of) = (begun.kept.terms, Some(uuid));
    }
    let ground = Ground::of(visit)?;
    Ok(draw(visit, &ground, how, sent, Errors::default())?.into())
}

/// Files that are ready and wait for others.
///
/// # Errors
/// Not found for everybody but the one who sent them.
pub fn begun(visit: &mut Visit<Import>) -> Result<Reply, Problem> {
    let kept = match unfinished::open(visit, visit.path("uuid")?, Some(How::Files))? {
        Ok(begun) => begun.kept,
        Err(reply) => return Ok(reply),
    };
    let (t, ground, mut errors) = (visit.t(), Ground::of(visit)?, Errors::default());
    kept.terms.check(&t, &ground, &mut errors);
    tell(&t, &kept.refused, &mut errors);
    let sent = Sent { terms: kept.terms, of: Some(visit.path("uuid")?), ready: kept.parcels, ..Sent::default() };
    Ok(draw(visit, &ground, How::Files, sent, errors)?.into())
}

/// Where a form goes, opened as an address, which holds nothing.
///
/// # Errors
/// None.
pub fn again(_: &mut Visit<Import>) -> Result<Reply, Problem> {
    Ok(Reply::to(ROOT))
}

fn draw(visit: &Visit<Import>, ground: &Ground, how: How, sent: Sent, errors: Errors) -> Result<Page, Problem> {
    let t = visit.t();
    let of = sent.of.map_or_else(String::new, |uuid| uuid.to_string());
    let to = if how == How::Files && !of.is_empty() { format!("/{of}") } else { String::new() };
    let file_errors = errors.list().iter().filter(|error| error.field == "file");
    let file_errors: Vec<String> = file_errors.map(|error| error.message.clone()).collect();
    let body = Body {
        csrf: visit.csrf(),
        how: how.code(),
        tabs: tabs(&t, how),
        reaches: sent.terms.reaches(&t, ground),
        levels: sent.terms.levels(&t),
        asks: sent.is_file,
        may_share: ground.may_share,
        owner: ground.owner_name.clone(),
        limit: t.bytes(visit.house().settings.upload_limit),
        to: format!("{ROOT}/{}{to}", how.code()),
        of,
        ready: sent.ready,
        text: sent.text,
        waiting: unfinished::list(visit, &t, &*visit.read()?)?,
        file_error: file_errors.join(" "),
        errors,
        t: t.clone(),
    };
    Ok(Page::new(t.s("threats-import-title"), body)
        .lead(t.s("threats-import-lead"))
        .crumb(t.s("threats-list-title"), "/threats/events"))
}

/// Takes files.
///
/// # Errors
/// Those of the database and the disk.
pub fn files(visit: &mut Visit<Import>) -> Result<Reply, Problem> {
    received(visit, None)
}

/// Takes files beside those that are ready.
///
/// # Errors
/// As [`files`]; not found for everybody but the one who sent the others.
pub fn more(visit: &mut Visit<Import>) -> Result<Reply, Problem> {
    let begun = unfinished::load(visit, How::Files)?;
    received(visit, Some(begun))
}

fn received(visit: &mut Visit<Import>, begun: Option<Unfinished>) -> Result<Reply, Problem> {
    let t = visit.t();
    let ground = Ground::of(visit)?;
    let terms = Terms::of(visit.form());
    let mut errors = Errors::default();
    let agreed = terms.check(&t, &ground, &mut errors);
    let shelf = Shelf::of(visit.house(), visit.person()?.id);
    let mut ready = begun.as_ref().map_or_else(Vec::new, |begun| begun.kept.parcels.clone());
    let mut refused = Vec::new();
    let mut uploads = std::mem::take(&mut visit.form_mut().files);
    for upload in uploads.iter_mut().filter(|upload| upload.field == "file" && !upload.name.is_empty()) {
        match receive(&shelf, upload, visit.ids().uuid())? {
            Ok(parcel) => ready.push(parcel),
            Err(fault) => refused.push(Refused { name: upload.name.clone(), fault }),
        }
    }
    if ready.is_empty() {
        errors.unless(!refused.is_empty(), "file", || t.s("threats-import-file-missing"));
        tell(&t, &refused, &mut errors);
        return Ok(draw(visit, &ground, How::Files, Sent { terms, ..Sent::default() }, errors)?.refused().into());
    }
    let mut said = None;
    if let (Some(agreed), true) = (agreed, refused.is_empty() && errors.is_empty()) {
        match order(visit, &ground, ready.clone(), &terms, agreed, begun.as_ref())? {
            Some(reply) => {
                shelf.stay();
                return Ok(reply);
            }
            None => said = Some(("warn", t.s("threats-import-too-many"))),
        }
    }
    // The good ones wait for what is wrong to be mended, at an address that can be loaded again.
    let names: Vec<&str> = ready.iter().map(|parcel| parcel.name.as_str()).collect();
    let names = names.join(", ");
    let kept = Kept { parcels: ready, terms: terms.clone(), refused, ..Kept::default() };
    let uuid = match begun {
        Some(mut begun) => {
            begun.kept = kept;
            begun.save(visit, &names)?;
            begun.uuid()
        }
        None => match unfinished::begin(visit, ground.owner, How::Files, &names, &kept)? {
            Some(uuid) => uuid,
            None => {
                errors.add("file", t.s("threats-unfinished-many"));
                let sent = Sent { terms, ..Sent::default() };
                return Ok(draw(visit, &ground, How::Files, sent, errors)?.refused().into());
            }
        },
    };
    shelf.stay();
    Ok(Reply::To(format!("{ROOT}/files/{uuid}"), said))
}

/// Names every file that was refused, with the reason.
fn tell(t: &Words, refused: &[Refused], errors: &mut Errors) {
    for one in refused {
        let why = one.fault.words(t);
        let line = [("file", one.name.as_str().into()), ("why", why.as_str().into())];
        errors.add("file", t.a("threats-import-file-refused", line));
    }
}

/// Takes pasted text. One that is not for a job alone is kept, and looked through in the next step.
///
/// # Errors
/// Those of the database and the disk.
pub fn paste(visit: &mut Visit<Import>) -> Result<Reply, Problem> {
    let t = visit.t();
    let ground = Ground::of(visit)?;
    let text = visit.form().raw("text");
    let terms = Terms::of(visit.form());
    let of = visit.form().text("of").parse::<Uuid>().ok();
    let begun = of.map(|uuid| unfinished::of(visit, uuid, Some(How::Paste))).transpose()?;
    let mut errors = Errors::default();
    let seems = detect::seems(&mut std::io::Cursor::new(text.as_bytes())).unwrap_or(Seems::Empty);
    let shelf = Shelf::of(visit.house(), visit.person()?.id);
    let is_file = matches!(seems, Seems::Known(_));
    match seems {
        Seems::Text => match text::search(&text) {
            Err(why) => errors.add("text", t.s(why)),
            Ok(_) if !shelf.has_room(text.len() as u64) => errors.add("text", t.s("threats-import-fault-no-room")),
            Ok(_) => match text::begin(visit, &ground, &terms, &text, begun)? {
                Some(uuid) => return Ok(Reply::to(format!("{ROOT}/paste/{uuid}"))),
                None => errors.add("text", t.s("threats-unfinished-many")),
            },
        },
        Seems::Known(format) => {
            let agreed = terms.check(&t, &ground, &mut errors);
            errors.unless(visit.form().has("reach"), "reach", || {
                t.a("threats-import-paste-file", [("format", format.name().into())])
            });
            if let Err(fault) = detect::check(format, text.as_bytes()) {
                errors.add("text", fault.words(&t));
            } else if !shelf.has_room(text.len() as u64) {
                errors.add("text", t.s("threats-import-fault-no-room"));
            }
            if let (Some(agreed), true) = (agreed, errors.is_empty()) {
                let token = visit.ids().uuid();
                shelf.write(text.as_bytes(), token)?;
                let bytes = text.len() as u64;
                let parcel = Parcel { token, name: String::new(), format, drafted: false, bytes };
                if let Some(reply) = order(visit, &ground, vec![parcel], &terms, agreed, begun.as_ref())? {
                    shelf.stay();
                    begun.iter().for_each(|begun| begun.kept.clear(&shelf));
                    return Ok(reply);
                }
                errors.add("", t.s("threats-import-too-many"));
            }
        }
        Seems::Json => errors.add("text", t.s("threats-import-fault-unknown")),
        Seems::Broken(fault) | Seems::Binary(fault) => errors.add("text", fault.words(&t)),
        Seems::Empty => errors.add("text", t.s("threats-import-text-missing")),
    }
    let sent = Sent { terms, of, text, is_file, ready: Vec::new() };
    Ok(draw(visit, &ground, How::Paste, sent, errors)?.refused().into())
}

/// Takes a table, as a file or pasted; its columns are mapped in the next step.
///
/// # Errors
/// Those of the database and the disk.
pub fn table(visit: &mut Visit<Import>) -> Result<Reply, Problem> {
    let t = visit.t();
    let ground = Ground::of(visit)?;
    let terms = Terms::of(visit.form());
    let text = visit.form().raw("text");
    let mut errors = Errors::default();
    let shelf = Shelf::of(visit.house(), visit.person()?.id);
    let mut uploads = std::mem::take(&mut visit.form_mut().files);
    let token = visit.ids().uuid();
    let upload = uploads.iter_mut().find(|upload| upload.field == "file" && !upload.name.is_empty());
    let (field, bytes) = upload.as_ref().map_or(("text", text.len() as u64), |upload| ("file", upload.length));
    errors.unless(upload.is_some() || !text.trim().is_empty(), "file", || t.s("threats-import-table-missing"));
    if let Some(Seems::Binary(fault)) = upload.as_ref().map(|upload| looked(upload)).transpose()? {
        errors.add("file", fault.words(&t));
    }
    errors.unless(shelf.has_room(bytes), field, || t.s("threats-import-fault-no-room"));
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
        let parcel = Parcel { token, name, format: Format::Csv, drafted: false, bytes };
        match table::begin(visit, &ground, parcel, &terms)? {
            Ok(uuid) => {
                shelf.stay();
                return Ok(Reply::to(format!("{ROOT}/table/{uuid}")));
            }
            Err(why) => errors.add(field, why),
        }
    }
    Ok(draw(visit, &ground, How::Table, Sent { terms, text, ..Sent::default() }, errors)?.refused().into())
}

/// Puts the job into the queue and ends what was begun; nothing when too many jobs wait.
fn order(
    visit: &Visit<Import>,
    ground: &Ground,
    parcels: Vec<Parcel>,
    terms: &Terms,
    agreed: Agreed,
    begun: Option<&Unfinished>,
) -> Result<Option<Reply>, Problem> {
    if order::has_too_many(&*visit.read()?, visit.person()?.id)? {
        return Ok(None);
    }
    let order = Order {
        parcels,
        organisation: ground.owner.0,
        reach: terms.reach.clone(),
        tlp: agreed.tlp.map(|tlp| tlp.code().to_owned()),
        table: None,
    };
    let tx = visit.write()?;
    let to = format!("{ROOT}/{}", order.put(visit, &tx)?);
    begun.map_or(Ok(()), |begun| begun.end(&tx, to.clone(), visit.now()))?;
    tx.commit()?;
    Ok(Some(Reply::to(to)))
}

/// Looks at an upload and puts it on the shelf if it can be imported; else says why not.
///
/// # Errors
/// Those of the disk.
pub fn receive(shelf: &Shelf, upload: &mut Upload, token: Uuid) -> Result<Result<Parcel, Fault>, Problem> {
    let format = match looked(upload)? {
        Seems::Known(format) => format,
        Seems::Json => return Ok(Err(Fault::plain("unknown"))),
        Seems::Broken(fault) | Seems::Binary(fault) => return Ok(Err(fault)),
        Seems::Text => return Ok(Err(Fault::plain("text"))),
        Seems::Empty => return Ok(Err(Fault::plain("empty"))),
    };
    if upload.length <= CHECKED_AT_ONCE
        && let Err(fault) = checked(upload, format)?
    {
        return Ok(Err(fault));
    }
    if !shelf.has_room(upload.length) {
        return Ok(Err(Fault::plain("no-room")));
    }
    shelf.take(upload, token)?;
    Ok(Ok(Parcel { token, name: upload.name.clone(), format, drafted: false, bytes: upload.length }))
}

fn looked(upload: &Upload) -> Result<Seems, Problem> {
    detect::seems(&mut opened(upload)?).map_err(|error| Problem::Internal(error.to_string()))
}

fn checked(upload: &Upload, format: Format) -> Result<Result<(), Fault>, Problem> {
    Ok(detect::check(format, std::io::BufReader::new(opened(upload)?)))
}

fn opened(upload: &Upload) -> Result<std::fs::File, Problem> {
    std::fs::File::open(&upload.path).map_err(|error| Problem::Internal(error.to_string()))
}
