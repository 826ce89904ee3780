//! The students' survey, by an address that is handed out: one wave is over and shown, the next is open. Nobody knows who answered; so
//! what is invented here lies bare as theirs would.

use anyhow::{Context, anyhow};
use belfry_forms::core::value::Value;
use belfry_forms::core::{Answers, Language, Name, Place, Text};
use belfry_kernel::{Actor, OrganisationId, PersonId, SubjectId};
use belfry_store::{Act, Key, Tx, args, setting, subject};
use belfry_surveys::access::{Collect, RULES};
use belfry_surveys::answer::store as answers;
use belfry_surveys::campaign::store::{self, Plan};
use belfry_surveys::campaign::{CAMPAIGN, Level, Mode, State, Unit, close, link, open};
use belfry_surveys::coding::store as coding;
use belfry_web::House;
use jiff::{SignedDuration, Timestamp};

use super::ago;
use super::founding::Known;
use super::surveys::{Asked, asked, campaign, dice, settled};

const FORM_TEXT: &str = include_str!("students.toml");
/// Set with the last of it.
const TOLD: &str = "demo-students";
const TITLE: &str = "Digital habits of students";
const ABOUT: &str = "For the students of the valley's schools: what you do, what you have met, what you would like to learn. It \
     takes three minutes, and nobody knows who you are.";
/// Who answered each wave.
const ANSWERED: [i64; 2] = [143, 31];
/// The most answers that are taken.
const MOST: i64 = 400;
/// What is written into the open question, with how often, and the code that whoever asked gave it.
const WISHES: &[(&str, u64, &str)] = &[
    ("How to notice a false message before I press on it", 9, "fraud"),
    ("Comment reconnaître un faux message", 5, "fraud"),
    ("What to do when an account is stolen", 7, "help"),
    ("How to keep my passwords without writing them down", 8, "passwords"),
    ("Comment faire des copies sans payer un service", 3, "copies"),
    ("How a break-in really works, step by step", 4, "attacks"),
    ("How to get pictures taken down", 3, "help"),
    ("Nothing, there is enough at school already", 2, ""),
    ("", 30, ""),
];
/// The code book.
const CODES: &[(&str, &str, &str)] = &[
    ("fraud", "Noticing false messages", "Reconnaître les faux messages"),
    ("passwords", "Passwords and signing in", "Mots de passe et connexion"),
    ("help", "What to do when it has happened", "Que faire quand c’est arrivé"),
    ("copies", "Keeping copies", "Conserver des copies"),
    ("attacks", "How attacks work", "Comment se déroulent les attaques"),
];

/// Puts it there, unless it is.
pub(super) fn tell(house: &House, known: &Known, began: Timestamp) -> anyhow::Result<()> {
    if setting::get(&house.db.read(Key::SYSTEM)?, TOLD)?.is_some() {
        return Ok(());
    }
    let form = asked(house, known, ago(began, 190.0), FORM_TEXT)?;
    let whose = (known.organisation("tca")?.id, known.person("viktor")?);
    let first = wave(house, whose, &form, 1, (ago(began, 180.0), ago(began, 150.0)), None)?;
    let closes = began + SignedDuration::from_hours(24 * 16);
    wave(house, whose, &form, 2, (ago(began, 5.0), closes), Some(first))?;
    let tx = house.db.write(Key::SYSTEM)?;
    setting::put(&tx, TOLD, "yes")?;
    Ok(tx.commit()?)
}

fn wave(
    house: &House,
    (owner, author): (OrganisationId, PersonId),
    form: &Asked,
    wave: i64,
    (opens, closes): (Timestamp, Timestamp),
    first: Option<SubjectId>,
) -> anyhow::Result<SubjectId> {
    let plan = Plan {
        form: form.id,
        version: form.version,
        about: ABOUT.into(),
        mode: Mode::Anonymous,
        unit: Unit::Link,
        level: Level::Joint,
        country: String::new(),
        kinds: Vec::new(),
        sectors: Vec::new(),
        places: Vec::new(),
        circle: None,
        opens,
        closes,
        least: 5,
        most: MOST,
    };
    let act = Act { actor: Some(author), now: opens, ids: &house.ids };
    let tx = house.db.write(Key::SYSTEM)?;
    let (id, is_new) = campaign(&tx, act, owner, (TITLE, wave), &plan, first)?;
    if !is_new {
        return Ok(id);
    }
    let answered = ANSWERED[usize::from(wave > 1)];
    link::begin(&tx, house, id, MOST - answered)?;
    for n in 0..answered {
        answers::drop_in(&tx, id, answers::ballot(&house.ids), &settled(&form.form, &invented(n, wave as usize))?)?;
    }
    tx.commit()?;
    open::open(&house.db, act, id)?;
    if first.is_none() {
        close::close(&house.db, Act { actor: None, now: closes, ids: &house.ids }, id)?;
        let tx = house.db.write(Key::SYSTEM)?;
        code(&tx, Act { actor: Some(author), now: closes, ids: &house.ids }, id)?;
        store::step(&tx, id, State::Closed, State::Told)?;
        tx.commit()?;
    }
    Ok(id)
}

/// Gives everything that was written its code.
fn code(tx: &Tx, act: Act<'_>, id: SubjectId) -> anyhow::Result<()> {
    let [english, french] = ["en", "fr"].map(Language::parse);
    let (english, french) = (english.context("a language")?, french.context("a language")?);
    let book = CODES.iter().map(|(code, en, fr)| {
        let mut label = Text::new(&english, *en);
        label.put(&french, *fr);
        coding::Code { code: (*code).to_owned(), label }
    });
    let uuid = tx.one("select uuid from store_subjects where id = $1", args![id], |row| row.get(0))?;
    let proof = subject::load::<Collect>(tx, &Actor::System, RULES, CAMPAIGN, uuid).map_err(|why| anyhow!("{why}"))?;
    coding::keep_book(tx, act, &proof, "wish", &book.collect::<Vec<_>>())?;
    for (answer, said) in coding::texts(tx, id, true, &["wish".to_owned()])? {
        let Some((_, _, code)) = WISHES.iter().find(|(wish, ..)| !wish.is_empty() && *wish == said[0]) else {
            continue;
        };
        let codes: Vec<String> = Some(*code).filter(|code| !code.is_empty()).map(str::to_owned).into_iter().collect();
        coding::give(tx, id, "wish", answer, &codes)?;
    }
    Ok(())
}

/// What a student would say: whoever studies technics does more, and whoever has met something has learnt from it.
fn invented(student: i64, wave: usize) -> Answers {
    let mut given = Answers::default();
    let mut put = |name: &str, value: Value| {
        if let Some(name) = Name::parse(name) {
            given.put(Place::top(name), Some(value));
        }
    };
    let chance = |what: &str, below: u64| dice(student, wave, what, below);
    let field = ["health", "technics", "trade", "other"][[0, 0, 1, 1, 1, 2, 2, 2, 3][chance("field", 9) as usize]];
    put("field", Value::Code(field.into()));
    let met: Vec<String> = [("fraud", 6), ("account", 2), ("loss", 3), ("shame", 1)]
        .iter()
        .filter(|(code, weight)| chance(code, 10) < *weight)
        .map(|(code, _)| (*code).to_owned())
        .collect();
    let ahead = u64::from(field == "technics") + u64::from(met.iter().any(|code| code == "account"));
    if !met.is_empty() {
        put("met", Value::Codes(met));
    }
    for habit in ["second_factor", "own_password", "copies"] {
        let often = ["never", "sometimes", "mostly", "always"][(chance(habit, 3) + ahead).min(3) as usize];
        put(habit, Value::Code(often.into()));
    }
    put("knows_whom", Value::Truth(chance("knows", 5) + ahead > 2));
    let mut left = chance("wish", WISHES.iter().map(|(_, weight, _)| weight).sum());
    let wish = WISHES.iter().find(|(_, weight, _)| {
        let here = left < *weight;
        left = left.saturating_sub(*weight);
        here
    });
    if let Some((wish, ..)) = wish.filter(|(wish, ..)| !wish.is_empty()) {
        put("wish", Value::Text((*wish).to_owned()));
    }
    given
}
