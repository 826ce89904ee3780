//! A request to be erased, on the agenda of the platform's administrators until it is answered.

use belfry_identity::{erasure, membership};
use belfry_kernel::{Person, PersonId};
use belfry_store::agenda::{self, New, Obligation};
use belfry_store::{Act, Read, Result, Tx, args};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use uuid::Uuid;

/// Answering it.
const ANSWER: &str = belfry_words::key!("members-due-erasure");
/// The first reminder comes almost at once, so that the administrators are told by their wishes; another so long before.
const TELL: SignedDuration = SignedDuration::from_mins(1);
/// The other one.
const REMIND: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Where it is answered. The page's number goes with the person: afterwards nothing leads back to him.
fn page(read: &Read, person: PersonId) -> Result<String> {
    let uuid: Uuid = read.one("select uuid from identity_people where id = $1", args![person], |row| row.get(0))?;
    Ok(format!("/members/platform/people/{uuid}"))
}

/// Puts it there, under the name of the organisation: that of the person would outlive him.
pub(super) fn open(tx: &Tx, act: Act<'_>, person: &Person) -> Result<()> {
    let home = "select name from identity_organisations where id = $1";
    let name: Option<String> = tx.maybe(home, args![person.organisation], |row| row.get(0))?;
    let data = json!({ "name": name.unwrap_or_default(), "page": page(tx, person.id)? }).to_string();
    let due = act.now + erasure::ANSWER_WITHIN;
    for administrator in membership::platform_administrators(tx)? {
        let obligation = Obligation {
            id: 0,
            subject: None,
            person: Some(administrator),
            organisation: None,
            what: ANSWER.to_owned(),
            data: data.clone(),
            due,
        };
        let reminders = [act.now + TELL, due - REMIND];
        let new =
            New { obligation: &obligation, circle: None, assignee: None, may_leave: false, reminders: &reminders };
        agenda::add(tx, act, &new)?;
    }
    Ok(())
}

/// It waits for nobody any more: answered, or taken back.
pub(super) fn close(tx: &Tx, person: PersonId, now: Timestamp) -> Result<()> {
    agenda::end_at(tx, ANSWER, &page(tx, person)?, now)?;
    Ok(())
}
