//! Between the decision for the role and the handler: who must first add a second factor, and who must show again who he is.
//!
//! A dangerous act asks for a proof of the last ten minutes. The form that was sent waits inside the page that asks, and
//! goes on from there: nothing typed is lost, and nothing is stored.

use askama::Template;
use belfry_identity::factor::{self, FactorKind};
use belfry_identity::proof::{self, FRESH, Proof, Prover};
use belfry_identity::{Refusal, SignedIn};
use belfry_kernel::Problem;
use belfry_store::{Act, Key};
use belfry_words::Words;

// The components name this crate as areas see it.
use crate as belfry_web;
use crate::form::Errors;
use crate::layout::Shape;
use crate::reply::{Page, Reply};
use crate::visit::Core;

/// Where second factors are added.
const ENROL: &str = "/members/me/security";
/// The fields of the proof begin with this; handlers never see them.
const OWN: &str = "proof-";

/// Whether an act asks for a fresh proof of who sends it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fresh {
    /// No.
    #[default]
    No,
    /// The gate asks when the last proof is too old.
    Asked,
    /// The form itself always asks.
    Itself,
}

#[derive(Template)]
#[template(path = "confirm.html")]
struct Body {
    t: Words,
    csrf: String,
    action: String,
    kept: Vec<(String, String)>,
    errors: Errors,
    code: bool,
    passkey: bool,
}

/// What is answered instead of going on; none when nothing is in the way.
pub(crate) fn hold(core: &mut Core) -> Result<Option<Reply>, Problem> {
    let Some(who) = core.signed_in.clone() else { return Ok(None) };
    let Some(session) = who.session() else { return Ok(None) };
    if who.must_enrol && !core.while_enrolling {
        return Ok(Some(Reply::To(ENROL.to_owned(), Some(("warn", core.words.s("web-confirm-enrol"))))));
    }
    if core.fresh != Fresh::Asked || core.now < who.proved + FRESH {
        return Ok(None);
    }
    match prove(core, &who, session) {
        None => Ok(Some(ask(core, &who, None)?)),
        Some(Ok(())) => {
            core.form.forget(OWN);
            Ok(None)
        }
        Some(Err(refusal)) => Ok(Some(ask(core, &who, Some(refusal))?)),
    }
}

/// Checks what was typed; none when nothing was.
fn prove(core: &Core, who: &SignedIn, session: i64) -> Option<Result<(), Refusal>> {
    let (password, code) = (core.form.raw("proof-password"), core.form.text("proof-code"));
    let shown = if !password.is_empty() {
        Proof::Password(&password)
    } else if !code.is_empty() {
        Proof::Code(code)
    } else {
        return None;
    };
    core.close();
    let house = &core.house;
    let act = Act { actor: Some(who.person.id), now: core.now, ids: &house.ids };
    let by = Prover { person: who.person.id, session, address: &core.address };
    Some(proof::prove(&house.db, &house.passwords, &house.seal, act, &by, shown))
}

fn ask(core: &Core, who: &SignedIn, refusal: Option<Refusal>) -> Result<Reply, Problem> {
    let t = core.words.clone();
    let kinds = factor::kinds(&core.house.db.read(Key::SYSTEM)?, who.person.id)?;
    let mut errors = Errors::default();
    let mut status = 403;
    match refusal {
        None => {}
        Some(Refusal::WrongPassword) => errors.add("proof-password", t.s("web-confirm-wrong-password")),
        Some(Refusal::WrongCode) => errors.add("proof-code", t.s("web-confirm-wrong-code")),
        Some(Refusal::Throttled(seconds)) => {
            errors.add("", t.n("web-confirm-throttled", seconds.div_ceil(60)));
            status = 429;
        }
        Some(Refusal::Busy) => {
            errors.add("", t.s("web-confirm-busy"));
            status = 503;
        }
        Some(other) => return Err(other.into()),
    }
    if status == 403 && !errors.is_empty() {
        status = 422;
    }
    let kept = core.form.fields().iter().filter(|(name, _)| name != "csrf" && !name.starts_with(OWN));
    let body = Body {
        csrf: core.csrf(),
        action: core.path.clone(),
        kept: kept.cloned().collect(),
        errors,
        code: !kinds.is_empty(),
        passkey: kinds.contains(&FactorKind::Passkey),
        t: t.clone(),
    };
    let mut page = Page::new(t.s("web-confirm-title"), body).lead(t.s("web-confirm-lead")).shape(Shape::Card);
    page.status = status;
    Ok(page.into())
}
