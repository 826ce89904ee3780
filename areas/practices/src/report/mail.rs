//! One mail, as a mail server's pipe hands it over (RFC 5322): from somebody who is known here it becomes a report that waits for him to
//! say that it is his. From anybody else it is let go without a word: an answer would tell who is a member, and would go to whoever was
//! forged.

use belfry_contracts::practices::IntakeRefused;
use belfry_discussion::{document, file};
use belfry_identity::{Email, on_behalf_of, person};
use belfry_kernel::access::decide;
use belfry_kernel::{Actor, Grants, Person};
use belfry_store::{Act, Key, Result as Stored, args, job, ledger};
use belfry_web::House;
use jiff::Timestamp;
use mail_parser::{MessageParser, MimeHeaders as _};

use super::confirm::{self, Payload};
use super::store::{self, New};
use super::{Channel, Kind, new};
use crate::access::{RULES, Tell};
use crate::desk;

/// Bytes of a mail.
pub const LARGEST: usize = 30 * 1024 * 1024;
/// Files of one mail.
const FILES: usize = 10;
/// Mails of one person that wait to be confirmed; more are let go, so that nobody's mailbox is flooded with links.
const WAITING: i64 = 5;

/// A mail, as far as it matters here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Whose it is said to be.
    pub from: String,
    /// Its subject, one line.
    pub title: String,
    /// Its text.
    pub text: String,
    /// Its files: name and content.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Why a mail is let go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It cannot be read.
    #[error("this is no mail")]
    NoMail,
    /// It is longer than [`LARGEST`].
    #[error("the mail is too long")]
    Long,
    /// A program sent it (RFC 3834), or it tells of a failed delivery: answering would go round in circles.
    #[error("a program sent it")]
    Automatic,
    /// It says nothing.
    #[error("it says nothing")]
    Empty,
    /// Nobody here has this address, or he may not report.
    #[error("nobody here has this address")]
    Unknown,
    /// Too many of his mails wait already.
    #[error("too many mails of this sender wait to be confirmed")]
    Many,
    /// Nobody here sorts what comes in.
    #[error("nobody sorts what comes in")]
    NoDesk,
}

/// Reads a mail.
///
/// # Errors
/// [`Refused`].
pub fn read(bytes: &[u8]) -> Result<Letter, Refused> {
    if bytes.len() > LARGEST {
        return Err(Refused::Long);
    }
    let message = MessageParser::default().parse(bytes).ok_or(Refused::NoMail)?;
    let header = |name: &str| message.header_raw(name).map(|value| value.trim().to_lowercase());
    let automatic = header("Auto-Submitted").is_some_and(|value| value != "no")
        || header("Precedence").is_some_and(|value| matches!(value.as_str(), "bulk" | "junk" | "list"))
        || header("List-Id").is_some()
        || header("Return-Path").is_some_and(|value| value == "<>");
    if automatic {
        return Err(Refused::Automatic);
    }
    // Of several senders none answers for it.
    let from: Vec<&str> =
        message.from().into_iter().flat_map(mail_parser::Address::iter).filter_map(|one| one.address()).collect();
    let [from] = from.as_slice() else { return Err(Refused::NoMail) };
    let plain = |text: &str| text.chars().filter(|c| !c.is_control() || *c == '\n').collect::<String>();
    let text: String = message.body_text(0).map(|text| plain(&text.replace("\r\n", "\n"))).unwrap_or_default();
    let text: String = text.trim().chars().take(new::LONGEST_TEXT).collect();
    let title: String = plain(message.subject().unwrap_or_default()).split_whitespace().collect::<Vec<_>>().join(" ");
    let title: String = title.chars().take(new::LONGEST_TITLE).collect();
    if text.is_empty() || title.is_empty() {
        return Err(Refused::Empty);
    }
    let files = message.attachments().take(FILES).map(|part| {
        let name: String = part.attachment_name().unwrap_or_default().to_owned();
        (name, part.contents().to_vec())
    });
    Ok(Letter { from: (*from).to_owned(), title, text, files: files.collect() })
}

/// What a subject says that it is: `Difficulty: ..`, in English or French; a practice otherwise.
fn kind(house: &House, title: &str) -> Kind {
    let (word, _) = title.split_once(':').unwrap_or_default();
    let word = word.trim().to_lowercase();
    let named = |kind: &&Kind| {
        ["en", "fr"].iter().any(|language| {
            let t = house.words_in(language);
            t.s(&format!("practices-kind-{}", kind.code())).to_lowercase() == word
        })
    };
    Kind::ALL.iter().filter(|kind| **kind != Kind::Question).find(named).copied().unwrap_or(Kind::Practice)
}

/// Takes a mail in. What is refused leaves an entry in the ledger that names nobody.
///
/// # Errors
/// Those of the database; the inner one says why it was let go.
pub fn take(house: &House, bytes: &[u8]) -> Stored<Result<(), Refused>> {
    let act = Act { actor: None, now: house.clock.now(), ids: &house.ids };
    let taken = match read(bytes) {
        Ok(letter) => keep(house, act, &letter)?,
        Err(refused) => Err(refused),
    };
    if taken.is_err() {
        let tx = house.db.write(Key::SYSTEM)?;
        ledger::record(&tx, act, &IntakeRefused {})?;
        tx.commit()?;
    }
    Ok(taken)
}

/// Who it is said to be from, if he is a member who may report.
fn sender(read: &belfry_store::Read, letter: &Letter) -> Stored<Option<Person>> {
    let Some(email) = Email::parse(&letter.from) else { return Ok(None) };
    let Some(account) = person::by_email(read, &email)? else { return Ok(None) };
    let Some(found) = on_behalf_of(read, account.id)? else { return Ok(None) };
    let actor = Actor::Person(Box::new(found.person.clone()), Grants::default());
    Ok(decide::<Tell>(&actor, RULES, None).is_ok().then_some(found.person))
}

/// The sender, if a mail of his may wait: asked before its files are kept, and again before it is.
fn admitted(read: &belfry_store::Read, letter: &Letter, now: Timestamp) -> Stored<Result<Person, Refused>> {
    let Some(person) = sender(read, letter)? else { return Ok(Err(Refused::Unknown)) };
    let waiting: i64 = read.one(
        "select count(*) from practices_reports r join store_subjects s on s.id = r.id \
         where r.state = 'waiting' and s.author_id = $1 and r.expires > $2",
        args![person.id, now],
        |row| row.get(0),
    )?;
    Ok(if waiting >= WAITING { Err(Refused::Many) } else { Ok(person) })
}

fn keep(house: &House, act: Act<'_>, letter: &Letter) -> Stored<Result<(), Refused>> {
    // Files lie under the hash of their content before any row names them: only those of a mail that will be taken.
    let mut files = Vec::new();
    if let Err(refused) = admitted(&house.db.read(Key::SYSTEM)?, letter, act.now)? {
        return Ok(Err(refused));
    }
    for (name, content) in &letter.files {
        if let Ok(Some(taken)) = file::bring(house, name, content) {
            files.push(taken);
        }
    }
    let tx = house.db.write(Key::SYSTEM)?;
    confirm::sweep(&tx, act.now)?;
    let person = match admitted(&tx, letter, act.now)? {
        Ok(person) => person,
        Err(refused) => return Ok(Err(refused)),
    };
    let desks = desk::all(&tx, person.organisation)?;
    let Some(desk) = desks.first() else { return Ok(Err(Refused::NoDesk)) };
    let act = Act { actor: Some(person.id), ..act };
    let new = New {
        kind: kind(house, &letter.title),
        title: &letter.title,
        text: &letter.text,
        owner: person.organisation,
        desk: desk.id,
        channel: Channel::Mail,
        about: None,
        named: true,
        waits: true,
    };
    let subject = store::insert(&tx, act, &new)?;
    tx.execute("update practices_reports set expires = $2 where id = $1", args![subject.id, act.now + confirm::LIVES])?;
    for file in &files {
        document::attach(&tx, act, subject.id, &person, file)?;
    }
    let payload = serde_json::to_string(&Payload { report: subject.id }).unwrap_or_default();
    job::add(&tx, Act { actor: None, ..act }, confirm::JOB, &payload, act.now)?;
    tx.commit()?;
    Ok(Ok(()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_is_read_whatever_it_is_wrapped_in() {
        let bytes = "From: =?utf-8?q?=C3=89lise?= <Elise@pontvieux.example>\r\nTo: practices@valley.example\r\n\
            Subject: =?utf-8?q?Difficult=C3=A9=3A_les_fournisseurs?=\r\nMIME-Version: 1.0\r\n\
            Content-Type: multipart/mixed; boundary=edge\r\n\r\n--edge\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
            <p>Personne ne r&eacute;pond.</p>\r\n--edge\r\nContent-Type: text/plain; name=\"a/b/liste.txt\"\r\n\
            Content-Disposition: attachment; filename=\"liste.txt\"\r\n\r\nun\r\n--edge--\r\n";
        let letter = read(bytes.as_bytes()).unwrap();
        assert_eq!(letter.from, "Elise@pontvieux.example");
        assert_eq!(letter.title, "Difficulté: les fournisseurs");
        assert!(letter.text.contains("Personne ne répond."), "{}", letter.text);
        assert_eq!(letter.files.len(), 1);
    }

    #[test]
    fn what_programs_send_and_what_says_nothing_is_let_go() {
        let mail = |head: &str, body: &str| read(format!("{head}\r\n\r\n{body}").as_bytes());
        let plain = "From: a@b.example\r\nSubject: Hello";
        assert!(mail(plain, "Text").is_ok());
        assert_eq!(mail(plain, " \r\n"), Err(Refused::Empty));
        assert_eq!(mail("From: a@b.example", "Text"), Err(Refused::Empty));
        assert_eq!(mail("Subject: Hello", "Text"), Err(Refused::NoMail));
        assert_eq!(mail("From: a@b.example, c@d.example\r\nSubject: Two", "Text"), Err(Refused::NoMail));
        for head in ["Auto-Submitted: auto-replied", "Precedence: bulk", "List-Id: <x.example>", "Return-Path: <>"] {
            assert_eq!(mail(&format!("{head}\r\n{plain}"), "Text"), Err(Refused::Automatic), "{head}");
        }
        assert!(mail(&format!("Auto-Submitted: no\r\n{plain}"), "Text").is_ok());
        assert_eq!(read(b""), Err(Refused::NoMail));
        assert_eq!(read(&vec![b'a'; LARGEST + 1]), Err(Refused::Long));
    }
}
