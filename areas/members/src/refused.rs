//! The words of identity's refusals: beside a field where one is meant, or said once on the page that is gone back to.

use belfry_identity::Refusal;
use belfry_kernel::Problem;
use belfry_web::Reply;
use belfry_web::form::Errors;
use belfry_words::Words;

// words: members-refused-{name-taken,already-member,wrong-state,closed,rules,link-spent,sign-in-to-accept,last-administrator}
// words: members-refused-{wrong-password,busy,password-too-short,password-too-long,password-like-email,password-common}
// words: members-refused-field-{name,short-name,about,country,website,sector,email,expires,language,time-zone,purpose,rules}
// words: members-refused-{wrong-code,last-factor} members-refused-field-factor
// words: members-refused-field-{organisation,reason,roles,scope}
// words: members-refused-throttled members-refused-field

/// The field that is meant, and the words.
///
/// # Errors
/// What no form can help with: there is no such thing, no role reaches so far, a fault.
fn told(t: &Words, why: Refusal) -> Result<(&'static str, String), Problem> {
    let key = match &why {
        Refusal::NotFound | Refusal::Forbidden | Refusal::Elsewhere | Refusal::Store(_) => return Err(why.into()),
        Refusal::Throttled(seconds) => return Ok(("", t.n("members-refused-throttled", seconds.div_ceil(60)))),
        Refusal::Field(name) => {
            let key = format!("members-refused-field-{name}");
            return Ok((name, if t.has(&key) { t.s(&key) } else { t.s("members-refused-field") }));
        }
        other => format!("members-refused-{}", other.code()),
    };
    let field = match why {
        Refusal::NameTaken => "name",
        Refusal::WrongPassword => "old",
        Refusal::WrongCode => "code",
        Refusal::Password(_) => "password",
        _ => "",
    };
    Ok((field, t.s(&key)))
}

/// Adds a refusal to the errors of a form.
///
/// # Errors
/// What no form can help with.
pub fn add(errors: &mut Errors, t: &Words, why: Refusal) -> Result<(), Problem> {
    let (field, words) = told(t, why)?;
    errors.add(field, words);
    Ok(())
}

/// Goes back to a page, where it is said why nothing was done.
///
/// # Errors
/// What cannot be said there.
pub fn back(t: &Words, why: Refusal, url: impl Into<String>) -> Result<Reply, Problem> {
    let (_, words) = told(t, why)?;
    Ok(Reply::To(url.into(), Some(("warn", words))))
}
