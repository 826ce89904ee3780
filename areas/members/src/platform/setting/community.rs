//! Who the platform is for: the community's name, who may ask to join, whom mail comes from, the usual language.

use std::collections::BTreeMap;

use belfry_contracts::platform::SettingsChanged;
use belfry_kernel::Problem;
use belfry_kernel::access::Administer;
use belfry_outbound::Sender;
use belfry_store::{Key, Read, ledger, setting};
use belfry_web::chosen::{COMMUNITY, LANGUAGE, SENDER, SENDER_NAME};
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::{House, Reply, Visit};
use belfry_words::Words;

use super::HERE;
use crate::platform::policy::{self, SignUp};

/// What can be chosen, in the order of the form.
const NAMES: &[&str] = &[COMMUNITY, policy::NAME, LANGUAGE, SENDER_NAME, SENDER];
/// Characters of a name.
const NAME: usize = 100;

// words: members-policy-{request,closed} members-policy-{request,closed}-hint

/// What was chosen or typed, by the names of the settings.
pub(super) type Typed = BTreeMap<String, String>;

/// The form.
pub(super) struct Community {
    pub(super) name: String,
    pub(super) policies: Vec<Choice>,
    pub(super) languages: Vec<Choice>,
    pub(super) sender_name: String,
    pub(super) sender: String,
    /// The address that the configuration says; then none is chosen.
    pub(super) configured: String,
    /// Whether mail goes out at all.
    pub(super) mail: bool,
}

/// What holds now.
pub(super) fn now(read: &Read) -> belfry_store::Result<Typed> {
    setting::some(read, NAMES)
}

/// The form, with what was chosen or typed.
pub(super) fn form(t: &Words, house: &House, typed: &Typed) -> Community {
    let value = |name: &str| typed.get(name).cloned().unwrap_or_default();
    let policy = SignUp::parse(&value(policy::NAME)).unwrap_or(SignUp::Request);
    let option = |one: &SignUp| {
        let key = format!("members-policy-{}", one.code());
        Choice::new(one.code(), t.s(&key), policy.code()).hint(t.s(&format!("{key}-hint")))
    };
    let language = value(LANGUAGE);
    let own_name = |code: &str| house.words_in(code).s("words-language");
    let name = value(COMMUNITY);
    Community {
        name: if name.is_empty() { house.settings.community.clone() } else { name },
        policies: SignUp::ALL.iter().map(option).collect(),
        languages: house
            .words
            .languages()
            .into_iter()
            .map(|code| Choice::new(code, own_name(code), &language))
            .collect(),
        sender_name: value(SENDER_NAME),
        sender: value(SENDER),
        configured: house.settings.sender.clone(),
        mail: house.settings.mail,
    }
}

/// Takes what was typed; what is wrong with it stands in the errors.
fn take(visit: &Visit<Administer>, t: &Words, errors: &mut Errors) -> Typed {
    let line = |name: &str| visit.form().text(name).split_whitespace().collect::<Vec<_>>().join(" ");
    let typed: Typed = NAMES.iter().map(|name| ((*name).to_owned(), line(name))).collect();
    for name in [COMMUNITY, SENDER_NAME] {
        let plain = |text: &str| text.chars().count() <= NAME && !text.chars().any(char::is_control);
        errors.unless(plain(&typed[name]), name, || t.s("members-policy-name-long"));
    }
    errors.unless(SignUp::parse(&typed[policy::NAME]).is_some(), policy::NAME, || t.s("members-policy-missing"));
    let known = |code: &str| code.is_empty() || visit.house().words.languages().contains(&code);
    errors.unless(known(&typed[LANGUAGE]), LANGUAGE, || t.s("members-refused-field-language"));
    let sender = &typed[SENDER];
    errors.unless(sender.is_empty() || Sender::is_address(sender), SENDER, || t.s("members-refused-field-email"));
    typed
}

/// Changes them; each change is in the ledger.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Administer>) -> Result<Reply, Problem> {
    let (t, mut errors) = (visit.t(), Errors::default());
    let mut typed = take(visit, &t, &mut errors);
    if !errors.is_empty() {
        let days = super::values(&*visit.read()?)?;
        return Ok(super::drawn(visit, days, &typed, errors).refused().into());
    }
    let house = visit.house();
    if typed[COMMUNITY] == house.settings.community {
        typed.insert(COMMUNITY.to_owned(), String::new());
    }
    if !house.settings.sender.is_empty() {
        typed.remove(SENDER);
    }
    visit.close();
    let tx = house.db.write(Key::SYSTEM)?;
    let known = now(&tx)?;
    for (name, value) in typed {
        let before = known.get(&name).cloned();
        if before.clone().unwrap_or_default() != value {
            setting::put(&tx, &name, &value)?;
            ledger::record(&tx, visit.act(), &SettingsChanged { name, before, now: value })?;
        }
    }
    tx.commit()?;
    house.forget_chosen();
    Ok(Reply::done(HERE, visit.t().s("members-platform-saved")))
}
