//! One account: what it is tied to, and what an administrator does with it.

use askama::Template;
use belfry_identity::{erasure, factor, membership, organisation, person, session};
use belfry_kernel::access::{Administer, Oversee};
use belfry_kernel::{OrganisationId, Problem};
use belfry_web::components::Tab;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use super::people::state_words;
use crate::safety::{self, Changed};
use crate::{refused, reset, roles};

struct Tie {
    organisation: String,
    roles: Vec<String>,
    status: String,
}

#[derive(Template)]
#[template(path = "platform/person.html")]
struct Body {
    t: Words,
    csrf: String,
    tabs: Vec<Tab>,
    here: String,
    erase: String,
    email: String,
    state: String,
    open: bool,
    sessions: String,
    factors: String,
    /// Whether they may be removed here: another's, when there are any.
    bare: bool,
    asked: String,
    ties: Vec<Tie>,
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Oversee>) -> Result<Reply, Problem> {
    let (t, read, now) = (visit.t(), visit.read()?, visit.now());
    let account = person::by_uuid(&read, visit.path::<Uuid>("uuid")?)?.ok_or(Problem::NotFound)?;
    let memberships = membership::of_person(&read, account.id)?;
    let names =
        organisation::names(&read, &memberships.iter().map(|m| m.organisation).collect::<Vec<OrganisationId>>())?;
    let sessions = session::list(&read, account.id, now)?.len();
    let factors = factor::list(&read, account.id)?;
    // words: members-factors-{totp,passkey}
    let kinds: Vec<String> = factors
        .iter()
        .map(|one| {
            let kind = t.s(&format!("members-factors-{}", one.kind.code()));
            t.a("members-factors-one", [("kind", kind.into()), ("name", one.name.as_str().into())])
        })
        .collect();
    let asked = erasure::asked(&read, account.id)?;
    let tie = |m: &membership::Membership| Tie {
        organisation: names.get(&m.organisation).map(|name| name.name.clone()).unwrap_or_default(),
        roles: m.roles.iter().map(|role| roles::name(&t, *role)).collect(),
        status: t.s(&format!("members-membership-{}", m.status.code())),
    };
    let by_when = |asked: jiff::Timestamp| t.date(asked + erasure::ANSWER_WITHIN);
    let body = Body {
        csrf: visit.csrf(),
        tabs: super::tabs(&t, "/members/platform/people"),
        here: format!("/members/platform/people/{}", account.uuid),
        erase: format!("/members/platform/people/{}/erase", account.uuid),
        state: state_words(&t, account.state.code()),
        open: account.state != person::PersonState::Disabled,
        sessions: t.number(sessions),
        bare: !factors.is_empty() && account.id != visit.person()?.id,
        factors: if kinds.is_empty() { t.s("members-factors-none") } else { t.list(&kinds) },
        asked: asked.map(by_when).unwrap_or_default(),
        ties: memberships.iter().map(tie).collect(),
        email: account.email,
        t: t.clone(),
    };
    let page = Page::new(account.name, body).crumb(t.s("members-platform-title"), "/members/platform");
    Ok(page.crumb(t.s("members-platform-people"), "/members/platform/people").into())
}

/// Does what the button says: `suspend`, `resume`, `sessions`, `factors`, or a `link` to a new password, which goes by mail where
/// any goes out and is shown once otherwise.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn act(visit: &mut Visit<Administer>) -> Result<Reply, Problem> {
    let t = visit.t();
    let tx = visit.write()?;
    let account = person::by_uuid(&tx, visit.path::<Uuid>("uuid")?)?.ok_or(Problem::NotFound)?;
    let (by, back) = (visit.person()?, format!("/members/platform/people/{}", account.uuid));
    if visit.form().text("act") == "link" {
        return reset::hand_out(visit, tx, &account, (&account.name, &back), back.clone());
    }
    let done = match visit.form().text("act") {
        "suspend" => person::disable(&tx, visit.act(), by, account.id).map(|()| t.s("members-platform-suspended")),
        "resume" => person::enable(&tx, visit.act(), by, account.id).map(|()| t.s("members-platform-resumed")),
        "sessions" => {
            let ended = session::end_all(&tx, visit.act(), account.id, None)?;
            safety::tell(visit.house(), &tx, visit.act(), account.id, Changed::Sessions)?;
            Ok(t.n("members-me-sessions-ended", ended))
        }
        "factors" => match factor::remove_all_of(&tx, visit.act(), by, account.id) {
            Ok(_) => {
                safety::tell(visit.house(), &tx, visit.act(), account.id, Changed::FactorsRemoved)?;
                Ok(t.a("members-factors-removed", [("name", account.name.as_str().into())]))
            }
            Err(why) => Err(why),
        },
        _ => return Err(Problem::NotFound),
    };
    match done {
        Ok(words) => {
            tx.commit()?;
            Ok(Reply::done(back, words))
        }
        Err(why) => refused::back(&t, why, back),
    }
}
