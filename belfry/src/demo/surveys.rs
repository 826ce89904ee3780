//! The operators' survey: three waves of one form. Two are over, answered by sixty organisations of the valley's register; the
//! third is open for those who can sign in.

use anyhow::{Context, anyhow, bail};
use belfry_forms::access::{Create, Edit, RULES};
use belfry_forms::core::value::Value;
use belfry_forms::core::{Answers, Form, Language, Name, Place, Published, Reading, Sheet, publish};
use belfry_forms::store::{self as forms, FORM};
use belfry_kernel::access::decide;
use belfry_kernel::{Actor, Allowed, Clause, Label, OrganisationId, SubjectId, Tlp};
use belfry_store::subject::{self, Subject};
use belfry_store::{Act, Key, Tx, args, scope, search, setting};
use belfry_surveys::access::{self as surveys_access, Answer};
use belfry_surveys::answer::store as answers;
use belfry_surveys::campaign::store::{self, Plan};
use belfry_surveys::campaign::{CAMPAIGN, Level, Mode, State, Unit, audience, close, open};
use belfry_web::House;
use jiff::{SignedDuration, Timestamp};

use super::ago;
use super::founding::{Known, uuid_of};

const FORM_TEXT: &str = include_str!("surveys.toml");
/// Set with the last of it.
const TOLD: &str = "demo-surveys";
/// Organisations of a wave.
const ASKED: i64 = 66;
/// Who answered each of the waves that are over.
const ANSWERED: [usize; 2] = [58, 62];
/// When they opened and closed, in days before the first start.
const WAVES: [(f64, f64); 2] = [(260.0, 225.0), (95.0, 62.0)];
const TITLE: &str = "Measures of Article 21: where operators stand";
const ABOUT: &str = "Where the ten points of Article 21(2) stand, what helps and what hinders: to know where help is needed, and who could \
     give it. Asked twice a year by the authorities of both banks.";
/// The points that are answered by a level.
const POINTS: [&str; 10] = ["m_a", "m_b", "m_c", "m_d", "m_e", "m_f", "m_g", "m_h", "m_i", "m_j"];

/// Puts it there, unless it is.
pub(super) fn tell(house: &House, known: &Known, began: Timestamp) -> anyhow::Result<()> {
    if setting::get(&house.db.read(Key::SYSTEM)?, TOLD)?.is_some() {
        return Ok(());
    }
    let form = asked(house, known, ago(began, WAVES[0].0 + 8.0), FORM_TEXT)?;
    let first = over(house, known, began, &form, 0, None)?;
    over(house, known, began, &form, 1, Some(first))?;
    running(house, known, began, &form, first)?;
    let tx = house.db.write(Key::SYSTEM)?;
    setting::put(&tx, TOLD, "yes")?;
    Ok(tx.commit()?)
}

/// A form, published.
pub(super) struct Asked {
    pub(super) id: SubjectId,
    pub(super) version: i64,
    pub(super) form: Published,
}

/// Publishes a form, unless it is there.
pub(super) fn asked(house: &House, known: &Known, now: Timestamp, text: &str) -> anyhow::Result<Asked> {
    let form: Form = toml::from_str(text)?;
    let published = publish(form.clone()).map_err(|faults| anyhow!("{faults:?}"))?;
    let owner = known.organisation("tca")?.id;
    let act = Act { actor: Some(known.person("viktor")?), now, ids: &house.ids };
    let tx = house.db.write(Key::SYSTEM)?;
    if forms::by_name(&tx, owner, form.name.as_str())?.is_none() {
        let granted = decide::<Create>(&Actor::System, RULES, None).map_err(|_| anyhow!("the program may"))?;
        forms::create(&tx, act, &granted, owner, &Label::new(Tlp::Green, Clause::Community), &form)?;
    }
    let uuid = forms::by_name(&tx, owner, form.name.as_str())?.context("the form")?;
    let subject = subject::load::<Edit>(&tx, &Actor::System, RULES, FORM, uuid).map_err(|why| anyhow!("{why}"))?;
    let version = forms::publish_draft(&tx, act, &subject)?;
    tx.commit()?;
    Ok(Asked { id: subject.id, version, form: published })
}

/// A survey's record with its plan, or the one that is there.
pub(super) fn campaign(
    tx: &Tx,
    act: Act<'_>,
    owner: OrganisationId,
    (title, wave): (&str, i64),
    plan: &Plan,
    first: Option<SubjectId>,
) -> anyhow::Result<(SubjectId, bool)> {
    let title = if wave == 1 { title.to_owned() } else { format!("{title}, wave {wave}") };
    let uuid = uuid_of("survey", &title);
    let found =
        tx.maybe("select id from store_subjects where uuid = $1 and kind = $2", args![uuid, CAMPAIGN], |row| {
            row.get::<SubjectId>(0)
        })?;
    if let Some(id) = found {
        return Ok((id, false));
    }
    let id: SubjectId = act.ids.next();
    let label_id = scope::intern(tx, &audience::label(plan, owner))?;
    let (author, updated) = (act.actor, act.now);
    let words = format!("{title} {}", plan.about);
    subject::insert(tx, &Subject { id, uuid, kind: CAMPAIGN.code, label_id, owner, author, title, updated })?;
    store::insert(tx, id, plan, first, wave)?;
    store::step(tx, id, State::Draft, State::Waiting)?;
    search::add(tx, &[search::Document { id: id.0, subject: id, label: None, text: &words }])?;
    Ok((id, true))
}

fn plan(form: &Asked, opens: Timestamp, closes: Timestamp) -> Plan {
    Plan {
        form: form.id,
        version: form.version,
        about: ABOUT.into(),
        mode: Mode::Confidential,
        unit: Unit::Organisation,
        level: Level::Joint,
        country: String::new(),
        kinds: vec!["oes".into(), "dsp".into()],
        sectors: Vec::new(),
        places: Vec::new(),
        circle: None,
        opens,
        closes,
        least: 5,
        most: 0,
    }
}

/// A wave that is over: asked of the register's organisations, answered, closed and told.
fn over(
    house: &House,
    known: &Known,
    began: Timestamp,
    form: &Asked,
    wave: usize,
    first: Option<SubjectId>,
) -> anyhow::Result<SubjectId> {
    let (opens, closes) = (ago(began, WAVES[wave].0), ago(began, WAVES[wave].1));
    let (author, owner) = (known.person("viktor")?, known.organisation("tca")?.id);
    let tx = house.db.write(Key::SYSTEM)?;
    let act = Act { actor: Some(author), now: opens, ids: &house.ids };
    let (id, is_new) = campaign(&tx, act, owner, (TITLE, wave as i64 + 1), &plan(form, opens, closes), first)?;
    if !is_new {
        return Ok(id);
    }
    let mut asked: Vec<(i64, String)> = tx.rows(
        "select o.id, o.sector from identity_organisations o where o.kind in ('oes', 'dsp') and o.sector is not null \
         and not exists (select 1 from identity_memberships m where m.organisation_id = o.id) order by o.name_key limit $1",
        args![ASKED + 8],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    // Eight came and eight went between the two: enough that neither tells of them.
    asked = if wave == 0 { asked.into_iter().take(ASKED as usize).collect() } else { asked.split_off(8) };
    let parties: Vec<i64> = asked.iter().map(|(party, _)| *party).collect();
    store::invite(&tx, id, &parties)?;
    store::step(&tx, id, State::Waiting, State::Open)?;
    let uuid = tx.one("select uuid from store_subjects where id = $1", args![id], |row| row.get(0))?;
    let proof = subject::load::<Answer>(&tx, &Actor::System, surveys_access::RULES, CAMPAIGN, uuid);
    let proof = proof.map_err(|why| anyhow!("{why}"))?;
    for (n, (party, sector)) in asked.iter().take(ANSWERED[wave]).enumerate() {
        let at = ago(closes, 1.0 + (n * 7 % 30) as f64);
        let act = Act { actor: None, now: at, ids: &house.ids };
        let given = settled(&form.form, &invented(sector, *party, wave))?;
        sign(&tx, act, &proof, *party, &given)?;
    }
    tx.commit()?;
    close::close(&house.db, Act { actor: None, now: closes, ids: &house.ids }, id)?;
    let tx = house.db.write(Key::SYSTEM)?;
    store::step(&tx, id, State::Closed, State::Told)?;
    tx.commit()?;
    Ok(id)
}

fn sign(tx: &Tx, act: Act<'_>, proof: &Allowed<Answer, Subject>, party: i64, given: &Answers) -> anyhow::Result<()> {
    answers::keep(tx, act, proof, (Unit::Organisation, party), given)?;
    answers::sign(tx, act, proof, party, given)?;
    Ok(())
}

/// The wave that is open: on the agenda of the operators that can sign in, signed by two, begun by one.
fn running(house: &House, known: &Known, began: Timestamp, form: &Asked, first: SubjectId) -> anyhow::Result<()> {
    let (opens, closes) = (ago(began, 9.0), began + SignedDuration::from_hours(24 * 19));
    let author = known.person("viktor")?;
    let act = Act { actor: Some(author), now: opens, ids: &house.ids };
    let tx = house.db.write(Key::SYSTEM)?;
    let (id, _) =
        campaign(&tx, act, known.organisation("tca")?.id, (TITLE, 3), &plan(form, opens, closes), Some(first))?;
    tx.commit()?;
    open::open(&house.db, act, id)?;
    let tx = house.db.write(Key::SYSTEM)?;
    // What was to be said at the opening was said then.
    tx.execute(
        "delete from store_reminders where at <= $1 and obligation_id in (select id from store_obligations where subject_id = $2)",
        args![began, id],
    )?;
    let uuid = tx.one("select uuid from store_subjects where id = $1", args![id], |row| row.get(0))?;
    let proof = subject::load::<Answer>(&tx, &Actor::System, surveys_access::RULES, CAMPAIGN, uuid);
    let proof = proof.map_err(|why| anyhow!("{why}"))?;
    for (key, sector, days, signs) in
        [("grid", "energy", 6.0, true), ("bank", "banking", 3.0, true), ("water", "drinking-water", 1.4, false)]
    {
        let party = known.organisation(key)?.id;
        let act = Act { actor: Some(known.speaker(key)?), now: ago(began, days), ids: &house.ids };
        let mut given = settled(&form.form, &invented(sector, party.0, 2))?;
        if signs {
            sign(&tx, act, &proof, party.0, &given)?;
            belfry_store::agenda::end(&tx, id, belfry_surveys::campaign::DUE, Some(party), act.now)?;
        } else {
            // As far as the second page.
            given
                .values
                .retain(|place, _| !matches!(place.name.as_str(), "m_f" | "m_g" | "m_h" | "m_i" | "m_j" | "exercised"));
            answers::keep(&tx, act, &proof, (Unit::Organisation, party.0), &given)?;
        }
    }
    Ok(tx.commit()?)
}

/// Chance that is the same on every machine: below `below`.
pub(super) fn dice(party: i64, wave: usize, what: &str, below: u64) -> u64 {
    let mut z =
        what.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    z ^= party.unsigned_abs().rotate_left(17) ^ (wave as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (z ^ (z >> 31)) % below.max(1)
}

/// What an operator would say: some sectors are ahead, suppliers are hard for all, and half of the valley has moved up since.
fn invented(sector: &str, party: i64, wave: usize) -> Answers {
    let mut given = Answers::default();
    let mut put = |name: &str, value: Value| {
        if let Some(name) = Name::parse(name) {
            given.put(Place::top(name), Some(value));
        }
    };
    let ahead = match sector {
        "energy" | "banking" | "digital-infrastructure" => 2,
        "health" | "transport" | "digital-providers" => 1,
        _ => 0,
    };
    // An organisation is what it is: only the wave moves it.
    let base = ahead + dice(party, 0, "base", 2) + if dice(party, 0, "moves", 2) == 0 { wave as u64 } else { 0 };
    let size = ["small", "medium", "large"][(dice(party, 0, "size", 2) + ahead / 2) as usize];
    put("size", Value::Code(size.into()));
    put("coordinator", Value::Truth(base + dice(party, wave, "coordinator", 3) > 1));
    let trained = base + dice(party, wave, "board", 3) > 2;
    put("board_trained", Value::Truth(trained));
    for point in POINTS {
        let harder = match point {
            "m_d" | "m_f" => 1,
            _ => 0,
        };
        let level = (base + dice(party, wave, point, 2)).saturating_sub(harder).min(4);
        put(point, Value::Code(level.to_string()));
    }
    let obstacles = ["people", "money", "suppliers", "old-systems", "rules", "board"];
    let weights = [5, 4, 6, 3 + ahead, 2, 4 - ahead];
    let met = obstacles.iter().zip(weights).filter(|(code, weight)| dice(party, wave, code, 10) < *weight);
    let met: Vec<String> = met.map(|(code, _)| (*code).to_owned()).collect();
    if !met.is_empty() {
        put("obstacles", Value::Codes(met));
    }
    put("exercised", Value::Truth(base + dice(party, wave, "exercise", 3) > 2));
    put("hours", Value::Number((2 + base * 2 + dice(party, wave, "hours", 5)).into()));
    if dice(party, wave, "exchange?", 8) > 0 {
        put("exchange", Value::Number((1 + dice(party, wave, "exchange", 3) + u64::from(base > 2)).min(4).into()));
    }
    given
}

/// What is kept of answers: what is asked.
pub(super) fn settled(form: &Published, given: &Answers) -> anyhow::Result<Answers> {
    let english = Language::parse("en").context("a language")?;
    let now = jiff::civil::date(2026, 1, 1).at(0, 0, 0, 0);
    let sheet = Sheet::settle(form, given, Reading { now, language: &english });
    let sheet = sheet.map_err(|_| anyhow!("too much computation"))?;
    if let Some(complaint) = sheet.complaints(given).first() {
        bail!("{}: {:?}", complaint.place, complaint.reason);
    }
    Ok(sheet.answers())
}
