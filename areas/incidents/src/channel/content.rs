//! What is delivered of a notification: its header, and the answers of the step as far as the organisation may read them.

use belfry_kernel::Problem;
use belfry_store::subject::Subject;
use belfry_store::{Key, Read};
use belfry_web::House;
use belfry_words::Words;
use serde_json::{Value, json};

use super::store::{Channel, Delivery};
use crate::audience::{self, Sight};
use crate::handover::content;
use crate::notification::store as notifications;
use crate::notification::{self, paper};

/// The version of the form of a webhook.
const FORMAT: &str = "belfry-notice/1";

/// A delivery, for programs and for people.
pub struct Content {
    /// For a webhook.
    pub json: Value,
    /// One line of a mail, without the tag; it names nobody.
    pub subject: String,
    /// The text of a mail, before it is encrypted.
    pub text: String,
    /// What holds mails about the same together.
    pub thread: String,
}

/// A delivery that shows that the way is open.
#[must_use]
pub fn trial(t: &Words, delivery: &Delivery) -> Content {
    Content {
        json: json!({"format": FORMAT, "id": delivery.id.to_string(), "at": delivery.at.to_string(), "what": "test"}),
        subject: t.s("incidents-channel-test-subject"),
        text: t.s("incidents-channel-test-text"),
        thread: String::new(),
    }
}

/// What is told of a notification to the organisation of a channel.
///
/// # Errors
/// [`Problem::NotFound`] where it does not receive the notification any more, and those of the database.
pub fn of(
    house: &House,
    t: &Words,
    channel: &Channel,
    delivery: &Delivery,
    subject: &Subject,
) -> Result<Content, Problem> {
    let read = house.db.read(Key::SYSTEM)?;
    let one = notifications::of(&read, subject.id)?;
    let recipients = notifications::recipients(&read, subject.id)?;
    let receives = recipients.iter().any(|other| other.organisation == channel.organisation);
    if !receives {
        return Err(Problem::NotFound);
    }
    let sight = Sight::of_organisation(channel.organisation, subject, &recipients);
    let (answers, lines, step) = told(&read, t, subject, &one, &sight, &delivery.mark)?;
    let url = format!("{}{}", house.settings.base_url, notification::url(subject));
    let json = json!({
        "format": FORMAT, "id": delivery.id.to_string(), "at": delivery.at.to_string(), "what": delivery.what,
        "exercise": one.exercise, "tlp": "amber",
        "notification": {
            "uuid": subject.uuid, "number": one.number, "regime": one.regime, "kind": one.kind.code(), "country": one.country,
            "sector": one.sector, "state": one.state.code(), "border": one.border.code(), "voluntary": one.voluntary,
            "aware": one.aware.to_string(), "due": one.due.map(|due| due.to_string()), "url": url,
        },
        "step": answers,
    });
    let what = t.s(&format!("incidents-channel-what-{}", delivery.what));
    let what = if step.is_empty() { what } else { t.labelled(&what, &step) };
    let line = crate::exercise::marked(t, one.exercise, &format!("{} {what}", one.number));
    let head = format!("{line}\nTLP:AMBER\n{url}\n");
    Ok(Content { json, subject: line, text: format!("{head}\n{lines}"), thread: one.number })
}

// words: incidents-channel-what-{submitted,received,handled,closed,test}

/// The step that the delivery is about: for programs, for people, and its name.
fn told(
    read: &Read,
    t: &Words,
    subject: &Subject,
    one: &notifications::Notification,
    sight: &Sight,
    mark: &str,
) -> Result<(Value, String, String), Problem> {
    let regime = content::regime_of(one)?;
    let Some((step, version)) = mark.split_once(' ') else { return Ok((Value::Null, String::new(), String::new())) };
    let all = audience::submissions(read, subject.id, regime, sight)?;
    let found = all.into_iter().find(|sent| sent.step == step && sent.number.to_string() == version);
    let Some(sent) = found else { return Ok((Value::Null, String::new(), String::new())) };
    let name = regime.step(step).map(|step| step.title(t.language()).to_owned()).unwrap_or_default();
    let mut lines = String::new();
    if let Some(form) = paper::by_hash(read, &sent.form)? {
        for line in content::lines(&form, t, &sent.answers) {
            lines.push_str(&format!("{}\n{}\n\n", line.label, line.value));
        }
    }
    let values: serde_json::Map<String, Value> =
        sent.answers.values.iter().map(|(place, value)| (place.to_string(), Value::from(value.to_string()))).collect();
    let json = json!({"step": step, "version": sent.number, "at": sent.at.to_string(), "answers": values});
    Ok((json, lines, name))
}
