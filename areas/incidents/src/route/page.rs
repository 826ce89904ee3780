//! The rules of a country, and the forms that an authority asks for: looked at and changed by the authorities of that country.

use askama::Template;
use belfry_forms::store::{self as forms, FORM};
use belfry_identity::organisation;
use belfry_identity::organisation::directory::SECTORS;
use belfry_kernel::{OrganisationId, Problem, SubjectId};
use belfry_web::components::Choice;
use belfry_web::form::{Errors, Form};
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use super::Rule;
use super::store::{self, Addressee};
use crate::access::{KEEPERS, Route, home};
use crate::incident::fields;
use crate::notification::store as notifications;
use crate::regime::{self, Part};

const HERE: &str = "/incidents/routes";
/// Forms that can be chosen.
const MOST_FORMS: i64 = 200;

struct Line {
    part: String,
    who: String,
    law: String,
    sector: String,
    remove: String,
}

struct Bound {
    law: String,
    step: String,
    form: String,
    field: String,
}

/// What was chosen.
#[derive(Default)]
struct Typed {
    who: String,
    part: String,
    law: String,
    sector: String,
    step: String,
    form: String,
}

impl Typed {
    fn of(form: &Form) -> Self {
        let text = |name: &str| form.text(name).to_owned();
        let (who, part, law) = (text("who"), text("part"), text("law"));
        Self { who, part, law, sector: text("sector"), step: text("step"), form: text("form") }
    }
}

#[derive(Template)]
#[template(path = "route/page.html")]
struct Body {
    t: Words,
    csrf: String,
    errors: Errors,
    country: String,
    rules: Vec<Line>,
    offices: Vec<Line>,
    parts: Vec<Choice>,
    laws: Vec<Choice>,
    sectors: Vec<Choice>,
    who: Vec<Choice>,
    bound: Vec<Bound>,
    steps: Vec<Choice>,
    forms: Vec<Choice>,
}

fn keeper(visit: &Visit<Route>) -> Result<OrganisationId, Problem> {
    home(visit.person()?, KEEPERS).ok_or(Problem::Forbidden)
}

/// The page.
///
/// # Errors
/// Those of the database.
pub fn page(visit: &mut Visit<Route>) -> Result<Reply, Problem> {
    Ok(draw(visit, &Typed::default(), Errors::default())?.into())
}

/// As it was, with what is wrong beside its field.
fn refused(visit: &Visit<Route>, typed: &Typed, (field, why): (&str, String)) -> Result<Reply, Problem> {
    let mut errors = Errors::default();
    errors.add(field, why);
    Ok(draw(visit, typed, errors)?.refused().into())
}

fn draw(visit: &Visit<Route>, typed: &Typed, errors: Errors) -> Result<Page, Problem> {
    let t = visit.t();
    let keeper = keeper(visit)?;
    let read = visit.read()?;
    regime::store::load(&read)?;
    let country = store::country(&read, keeper)?.unwrap_or_default();
    let (rules, offices) = (store::rules(&read, &country)?, store::offices(&read, visit.house().mandates, &country)?);
    let all = store::addressees(&read)?;
    let ids: Vec<OrganisationId> =
        rules.iter().map(|rule| rule.organisation).chain(offices.iter().map(|office| office.organisation)).collect();
    let names = organisation::names(&read, &ids)?;
    let list = forms::list(&read, None, MOST_FORMS)?;
    let bound = bound(&read, &t, keeper)?;
    drop(read);
    let named = |id: OrganisationId| names.get(&id).map(|name| name.name.clone()).unwrap_or_default();
    let any = |text: &str, said: String| if text.is_empty() { t.s("incidents-list-any") } else { said };
    let law = |code: &str| regime::latest(code).map_or(code, |regime| regime.title(t.language())).to_owned();
    let rule = |rule: &Rule| Line {
        part: t.s(&format!("incidents-part-{}", rule.part)),
        who: named(rule.organisation),
        law: any(&rule.regime, law(&rule.regime)),
        sector: any(&rule.sector, t.named("sector", &rule.sector)),
        remove: if rule.keeper == keeper { format!("{HERE}/{}/remove", rule.id) } else { String::new() },
    };
    let office = |first: &super::Office| {
        // Which sector a CSIRT is itself a part of keeps nothing from it.
        let is_own =
            |one: &&super::Office| one.organisation == first.organisation && (one.bound || one.part == super::NCA);
        let own = offices.iter().filter(is_own).filter(|one| !one.sector.is_empty());
        let sectors: Vec<String> = own.map(|one| t.named("sector", &one.sector)).collect();
        Line {
            part: t.s(&format!("incidents-part-{}", first.part)),
            who: named(first.organisation),
            law: t.s("incidents-list-any"),
            sector: if sectors.is_empty() { t.s("incidents-list-any") } else { t.list(&sectors) },
            remove: String::new(),
        }
    };
    let body = Body {
        csrf: visit.csrf(),
        errors,
        rules: rules.iter().map(rule).collect(),
        offices: offices.iter().filter(|one| one.sector.is_empty()).map(office).collect(),
        parts: Part::ALL
            .iter()
            .map(|part| Choice::new(part.code(), t.s(&format!("incidents-part-{}", part.code())), &typed.part))
            .collect(),
        laws: regime::all()
            .into_iter()
            .map(|one| Choice::new(one.name.clone(), one.title(t.language()), &typed.law))
            .collect(),
        sectors: fields::sectors(&t, &typed.sector),
        who: all.iter().map(|one| choice(one, &typed.who)).collect(),
        bound,
        steps: steps(&t, &typed.step),
        forms: list
            .iter()
            .filter(|form| form.version > 0)
            .map(|form| Choice::new(form.uuid.to_string(), form.title.as_str(), &typed.form))
            .collect(),
        country: if country.is_empty() { country } else { t.named("country", &country) },
        t: t.clone(),
    };
    Ok(Page::new(t.s("incidents-route-title"), body)
        .lead(t.s("incidents-route-lead"))
        .crumb(t.s("incidents-nav"), "/incidents")
        .crumb(t.s("incidents-inbox-title"), "/incidents/inbox"))
}

fn choice(one: &Addressee, chosen: &str) -> Choice {
    let name = if one.country.is_empty() { one.name.clone() } else { format!("{} · {}", one.country, one.name) };
    Choice::new(one.id.to_string(), name, chosen)
}

/// Every step: each can have a form of its own. What is sent in the first minute is the same for all ([`crate::warn`]).
fn steps(t: &Words, chosen: &str) -> Vec<Choice> {
    let of = |regime: &std::sync::Arc<regime::Regime>| {
        let law = regime.title(t.language()).to_owned();
        let named = |step: &regime::Step| {
            let words = t.labelled(&law, step.title(t.language()));
            Choice::new(format!("{}/{}", regime.name, step.code), words, chosen)
        };
        regime.steps.iter().map(named).collect::<Vec<_>>()
    };
    regime::all().into_iter().flat_map(of).collect()
}

fn bound(read: &belfry_store::Read, t: &Words, keeper: OrganisationId) -> Result<Vec<Bound>, Problem> {
    let rows = read.rows(
        "select f.regime, f.step, s.title from incidents_forms f left join store_subjects s on s.id = f.form_id \
         where f.authority_id = $1 order by f.regime, f.step",
        belfry_store::args![keeper],
        |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?, row.get::<Option<String>>(2)?)),
    )?;
    let one = |(law, step, title): (String, String, Option<String>)| {
        let regime = regime::latest(&law);
        Bound {
            field: format!("{law}/{step}"),
            step: regime.and_then(|one| one.step(&step)).map(|one| one.title(t.language()).to_owned()).unwrap_or(step),
            law: regime.map(|one| one.title(t.language()).to_owned()).unwrap_or(law),
            form: title.unwrap_or_default(),
        }
    };
    Ok(rows.into_iter().map(one).collect())
}

/// Adds a rule.
///
/// # Errors
/// Those of the database.
pub fn add(visit: &mut Visit<Route>) -> Result<Reply, Problem> {
    let keeper = keeper(visit)?;
    let typed = Typed::of(visit.form());
    let read = visit.read()?;
    regime::store::load(&read)?;
    let country = store::country(&read, keeper)?.filter(|country| !country.is_empty());
    let who = typed.who.parse().ok().map(OrganisationId);
    let who = who.filter(|who| store::addressees(&read).is_ok_and(|all| all.iter().any(|one| one.id == *who)));
    drop(read);
    let fits = (typed.law.is_empty() || regime::latest(&typed.law).is_some())
        && (typed.sector.is_empty() || SECTORS.contains(&typed.sector.as_str()));
    let (Some(country), Some(part), Some(organisation), true) = (country, Part::parse(&typed.part), who, fits) else {
        let why = visit.s("incidents-route-missing");
        return refused(visit, &typed, ("who", why));
    };
    visit.granted(())?;
    let tx = visit.write()?;
    let rule =
        Rule { id: 0, regime: typed.law, sector: typed.sector, part: part.code().to_owned(), organisation, keeper };
    store::add(&tx, visit.act(), &country, &rule)?;
    tx.commit()?;
    Ok(Reply::done(HERE, visit.s("incidents-route-added")))
}

/// Takes a rule of one's own away.
///
/// # Errors
/// Those of the database.
pub fn remove(visit: &mut Visit<Route>) -> Result<Reply, Problem> {
    let (keeper, rule) = (keeper(visit)?, visit.path("rule")?);
    visit.granted(())?;
    let tx = visit.write()?;
    if !store::remove(&tx, visit.act(), keeper, rule)? {
        return Err(Problem::NotFound);
    }
    tx.commit()?;
    Ok(Reply::done(HERE, visit.s("incidents-route-removed")))
}

/// Asks for a form of one's own in a step, or for the built-in one again.
///
/// # Errors
/// Those of the database.
pub fn form(visit: &mut Visit<Route>) -> Result<Reply, Problem> {
    let keeper = keeper(visit)?;
    let typed = Typed::of(visit.form());
    let read = visit.read()?;
    regime::store::load(&read)?;
    let Some((law, code)) = typed.step.split_once('/') else { return Err(Problem::NotFound) };
    let regime = regime::latest(law).ok_or(Problem::NotFound)?;
    let built_in = regime.form(code).ok_or(Problem::NotFound)?;
    if typed.form.is_empty() {
        drop(read);
        return bind(visit, keeper, (law, code), None);
    }
    let found = match typed.form.parse::<Uuid>() {
        Ok(uuid) => read.maybe(
            "select s.id from store_subjects s where s.uuid = $1 and s.kind = $2 and exists (select 1 from store_visible v \
             where v.grant_key = $3 and v.label_id = s.label_id limit 1) order by s.id limit 1",
            belfry_store::args![uuid, FORM, read.key()],
            |row| row.get(0),
        )?,
        Err(_) => None,
    };
    let newest = match found {
        Some(id) => forms::newest(&read, id)?,
        None => None,
    };
    drop(read);
    let (Some(id), Some(version)) = (found, newest) else {
        let why = visit.s("incidents-form-none");
        return refused(visit, &typed, ("form", why));
    };
    let missing = missing(built_in, &version.form);
    if !missing.is_empty() {
        let why = visit.t().a("incidents-form-lacks", [("questions", missing.join(", ").into())]);
        return refused(visit, &typed, ("form", why));
    }
    bind(visit, keeper, (law, code), Some(id))
}

fn bind(
    visit: &mut Visit<Route>,
    keeper: OrganisationId,
    step: (&str, &str),
    form: Option<SubjectId>,
) -> Result<Reply, Problem> {
    visit.granted(())?;
    let tx = visit.write()?;
    notifications::put_form(&tx, keeper, step, form)?;
    tx.commit()?;
    let said = if form.is_some() { visit.s("incidents-form-bound") } else { visit.s("incidents-form-unbound") };
    Ok(Reply::done(HERE, said))
}

/// The questions that the law makes due and another form does not ask.
fn missing(built_in: &belfry_forms::core::Published, form: &belfry_forms::core::Form) -> Vec<String> {
    let Ok(other) = belfry_forms::core::publish(form.clone()) else { return Vec::new() };
    let due =
        built_in.slots().iter().filter(|slot| slot.question().is_some_and(|question| question.required.is_some()));
    let absent = due.filter(|slot| {
        let found = other.slot(&slot.name).map(|id| &other.slots()[id]);
        found.is_none_or(|found| std::mem::discriminant(&found.kind) != std::mem::discriminant(&slot.kind))
    });
    absent.map(|slot| slot.name.to_string()).collect()
}
