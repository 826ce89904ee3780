//! One delivery: a webhook that is signed, or a mail that is encrypted. What fails is tried again by the queue, and noted.

use belfry_outbound::{Mail, MailError, Request};
use belfry_store::job::{Job, TRIES};
use belfry_store::{Key, subject};
use belfry_web::House;
use belfry_web::area::JobProblem;
use serde::{Deserialize, Serialize};

use super::content::{self, Content};
use super::store::{self, Channel};
use super::{Kind, State, about, sign};

/// The job.
pub const JOB: &str = "incidents.deliver";
/// Characters of an error that are kept.
const SAID: usize = 300;

#[derive(Serialize, Deserialize)]
struct Payload {
    delivery: i64,
}

/// What the job is told.
#[must_use]
pub fn payload(delivery: i64) -> String {
    serde_json::to_string(&Payload { delivery }).unwrap_or_default()
}

/// Delivers one.
///
/// # Errors
/// [`JobProblem::Later`] when the other side is away.
pub fn run(house: &House, job: &Job) -> Result<String, JobProblem> {
    let Payload { delivery } =
        serde_json::from_str(&job.payload).map_err(|error| JobProblem::Never(error.to_string()))?;
    let read = house.db.read(Key::SYSTEM)?;
    let one = store::delivery_of(&read, delivery)?;
    let channel = store::by_id(&read, one.channel)?;
    let root = match one.root {
        Some(id) => subject::by_ids(&read, &[id])?.pop(),
        None => None,
    };
    drop(read);
    if one.state != State::Waiting || channel.ended.is_some() {
        return Ok("{}".to_owned());
    }
    // A ticket system has no language of its own; the installation's usual one.
    let t = house.words_in(house.usual_language("").as_str());
    let made = match (&one.root, &root) {
        (None, _) => Ok(content::trial(&t, &one)),
        (Some(_), Some(root)) => content::of(house, &t, &channel, &one, root),
        (Some(_), None) => return Ok("{}".to_owned()),
    };
    let sent = match made {
        Ok(content) if channel.kind == Kind::Webhook => webhook(house, &channel, &content),
        Ok(content) => mail(house, job.id, &channel, &content),
        Err(belfry_kernel::Problem::NotFound) => Err((false, "it is not received there any more".to_owned())),
        Err(problem) => Err((true, problem.to_string())),
    };
    let note = |state: State, why: &str| -> belfry_store::Result<()> {
        let tx = house.db.write(Key::SYSTEM)?;
        store::tried(&tx, delivery, state, &why.chars().take(SAID).collect::<String>(), house.clock.now())?;
        tx.commit()
    };
    match sent {
        Ok(()) => note(State::Delivered, "")?,
        Err((true, why)) if job.attempts < TRIES => {
            note(State::Waiting, &why)?;
            return Err(JobProblem::Later(why));
        }
        Err((_, why)) => note(State::Failed, &why)?,
    }
    Ok("{}".to_owned())
}

/// Whether trying again may help, and why it failed.
type Failed = (bool, String);

fn webhook(house: &House, channel: &Channel, content: &Content) -> Result<(), Failed> {
    let secret = channel.secret.as_deref().and_then(|sealed| house.seal.open(&about(channel.id), sealed));
    let secret = secret.and_then(|bytes| String::from_utf8(bytes).ok());
    let Some(secret) = secret else { return Err((false, "its secret cannot be opened: another key sealed it".into())) };
    let body = content.json.to_string();
    let signed = sign::signed(&secret, house.clock.now().as_second(), &body);
    let request = Request::post(&channel.address)
        .header("content-type", "application/json")
        .header(sign::HEADER, signed)
        .body(body.into_bytes())
        .map_err(|error| (false, error.to_string()))?;
    let status = house.ask(request).map_err(|error| (true, error.to_string()))?.status().as_u16();
    match status {
        200..=299 => Ok(()),
        // Too busy, or too many at once, may pass; what it does not want now it will not want later.
        408 | 425 | 429 | 500..=599 => Err((true, format!("the other side answers {status}"))),
        _ => Err((false, format!("the other side answers {status}"))),
    }
}

fn mail(house: &House, reference: i64, channel: &Channel, content: &Content) -> Result<(), Failed> {
    let now = u64::try_from(house.clock.now().as_second()).unwrap_or_default();
    let mut chance = |out: &mut [u8]| {
        for part in out.chunks_mut(32) {
            part.copy_from_slice(&house.ids.bytes::<32>()[..part.len()]);
        }
    };
    let text = belfry_openpgp::encrypt(&channel.certificate, &content.text, now, &mut chance);
    let text = text.map_err(|why| (false, why.to_string()))?;
    let line =
        if channel.tag.is_empty() { content.subject.clone() } else { format!("[{}] {}", channel.tag, content.subject) };
    let mail = Mail::new(reference, &channel.address, &line, text).map_err(|why| (false, why.to_string()))?;
    house.post(mail.threaded(&content.thread)).map_err(|error| match error {
        MailError::Later(why) => (true, why),
        MailError::Never(why) => (false, why),
    })
}
