//! What stands in the way of a header's new level and day, for those who see the event already: that a more open level is for those
//! who may publish, the circle that carries nothing so far, the level that stops short of the audience, and sharing rules, as when it
//! was published.

use belfry_identity::audience::audience;
use belfry_identity::{circle, sharing};
use belfry_kernel::{Problem, Tlp};
use belfry_store::subject::Subject;
use belfry_store::{Tx, scope};
use belfry_web::form::Errors;
use belfry_web::{Visit, sharing as said};
use belfry_words::Words;

use crate::access::{Edit, Publish};
use crate::event::header::Written;
use crate::event::import::Reach;
use crate::event::rulebook::Rulebook;
use crate::event::{Event, State, reach};

/// Asks; what forbids goes to its field, what warns comes back in words. Rules that the event breaks already, and would go on
/// breaking the same way, are the business of the circle's check.
pub(super) fn check(
    visit: &Visit<Edit>,
    tx: &Tx,
    subject: &Subject,
    event: &Event,
    written: &Written,
    errors: &mut Errors,
) -> Result<Vec<String>, Problem> {
    let is_same = event.tlp == written.tlp && event.date.as_deref() == Some(&written.date);
    if event.state == State::Draft || is_same {
        return Ok(Vec::new());
    }
    let t = visit.t();
    if written.tlp > event.tlp && !visit.may::<Publish>(Some(subject)) {
        errors.add("tlp", t.s("threats-edit-tlp-publish"));
        return Ok(Vec::new());
    }
    let label = scope::label(tx, subject.label_id)?.with_tlp(written.tlp);
    let reach = reach::of(&label);
    let ceiling = match reach {
        Reach::Circle(id) => circle::by_id(tx, id)?.map(|circle| circle.fields.ceiling),
        Reach::Own | Reach::Community => None,
    };
    if event.tlp != written.tlp {
        if written.tlp == Tlp::NotStated {
            errors.add("tlp", t.s("threats-publish-conflict-not-stated"));
            return Ok(Vec::new());
        }
        if !label.conflicts().is_empty() {
            errors.add("tlp", t.s("threats-edit-tlp-conflict"));
            return Ok(Vec::new());
        }
        if let Some(ceiling) = ceiling.filter(|ceiling| written.tlp > *ceiling) {
            errors.add("tlp", ceiling_words(&t, ceiling));
            return Ok(Vec::new());
        }
    }
    if event.state != State::Published {
        return Ok(Vec::new());
    }
    let book = Rulebook::of(tx, subject.owner, reach, &audience(tx, &label, &visit.actor().grants())?)?;
    let today = visit.now().to_zoned(t.zone().clone()).date();
    let before = book.broken(event.tlp, event.date.as_deref(), today);
    let mut broken = book.broken(written.tlp, Some(&written.date), today);
    broken.retain(|one| !before.contains(one));
    let said = said::broken(&t, tx, &broken)?;
    let mut warnings = Vec::new();
    for (one, said) in broken.iter().zip(&said) {
        let line = [("rule", said::line(&t, said).into())];
        if said.refuses {
            let field = if one.rule.kind == sharing::NOT_OLDER { "date" } else { "tlp" };
            errors.add(field, t.a("threats-edit-rule-refuses", line));
        } else {
            warnings.push(t.a("threats-edit-rule-warns", line));
        }
    }
    Ok(warnings)
}

/// How far the circle lets anything be carried.
fn ceiling_words(t: &Words, ceiling: Tlp) -> String {
    match ceiling.written() {
        Some(written) => t.a("threats-edit-tlp-ceiling", [("ceiling", written.into())]),
        None => t.s("threats-edit-tlp-unagreed"),
    }
}
