//! One survey: what it is about, what is promised, what to do; for whoever asks, who has answered.

use askama::Template;
use belfry_identity::{organisation, person};
use belfry_kernel::{Clause, OrganisationId, PersonId, Problem};
use belfry_store::{Key, scope};
use belfry_web::components::Qr;
use belfry_web::form::Errors;
use belfry_web::{Action, Audience, Page, Reply, Visit};
use belfry_words::{Words, sortable};

use super::store::{self, Campaign};
use super::{CAMPAIGN, Level, State, Unit, audience, link, url};
use crate::access::{Collect, Read};
use crate::answer::{self, Standing};

/// Organisations that are named before a survey opens, or as having answered.
const NAMED: usize = 40;

/// For whoever asks.
#[derive(Default)]
struct Desk {
    reaches: String,
    names: Vec<String>,
    more: String,
    answered: i64,
    invited: i64,
    share: String,
    done: Vec<String>,
    waiting: Vec<String>,
    closes: String,
    link: Option<Handed>,
}

/// An open link, to be handed out.
#[derive(Default)]
struct Handed {
    /// Empty once it is withdrawn.
    address: String,
    qr: Option<Qr>,
    left: String,
    most: String,
}

#[derive(Template)]
#[template(path = "campaign/show.html")]
struct Body {
    t: Words,
    csrf: String,
    here: String,
    about: String,
    state: State,
    said: String,
    facts: Vec<(String, String)>,
    promise: (String, String),
    bare: bool,
    by_link: bool,
    standing: Standing,
    standing_said: String,
    waves: Vec<(String, String, bool)>,
    desk: Option<Desk>,
    errors: Errors,
}

impl Body {
    fn at(&self, what: &str) -> String {
        format!("{}/{what}", self.here)
    }
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    Ok(draw(visit, Errors::default())?.into())
}

/// The page, with what was refused of its fields.
///
/// # Errors
/// As [`page`].
pub(super) fn draw<A: belfry_kernel::Action>(visit: &Visit<A>, errors: Errors) -> Result<Page, Problem> {
    let t = visit.t();
    let read = visit.read()?;
    let subject = visit.load(&read, CAMPAIGN, visit.path("uuid")?)?;
    let campaign = store::of(&read, subject.id)?.ok_or(Problem::NotFound)?;
    let label = scope::label(&read, subject.label_id)?;
    let standing = answer::standing(&read, visit.person()?, subject.id, &campaign)?;
    let waves = if campaign.first.is_some() || campaign.wave > 1 || campaign.state == State::Told {
        store::waves(&read, campaign.first.unwrap_or(subject.id))?
    } else {
        Vec::new()
    };
    let collects = visit.may::<Collect>(Some(&subject));
    let names = organisation::names(&read, &[subject.owner])?;
    let mut desk = if collects { Some(asked(visit, &read, &campaign)?) } else { None };
    drop(read);
    if let Some(desk) = &mut desk {
        responses(visit, subject.id, &campaign, desk)?;
        // What was refused comes back as it was typed.
        if !errors.of("closes").is_empty() {
            desk.closes = visit.form().text("closes").to_owned();
        }
        if let Some(link) = desk.link.as_mut().filter(|_| !errors.of("most").is_empty()) {
            link.most = visit.form().text("most").to_owned();
        }
    }
    let here = url(&subject);
    let code = campaign.plan.mode.code();
    let results = campaign.state == State::Told || collects && campaign.state == State::Closed;
    let body = Body {
        csrf: visit.csrf(),
        about: campaign.plan.about.clone(),
        state: campaign.state,
        said: t.s(&format!("surveys-state-{}", campaign.state.code())),
        facts: facts(&t, &campaign),
        promise: (t.s(&format!("surveys-mode-{code}")), t.s(&super::promise(campaign.plan.mode, campaign.plan.unit))),
        bare: campaign.plan.is_bare(),
        by_link: campaign.plan.unit == Unit::Link,
        standing_said: standing_said(&t, standing),
        standing,
        waves: waves
            .iter()
            .filter(|_| waves.len() > 1)
            .map(|(other, wave)| {
                (other.title.clone(), url(other), other.id == subject.id || wave.wave == campaign.wave)
            })
            .collect(),
        desk,
        errors,
        here: here.clone(),
        t: t.clone(),
    };
    let community = label.clauses().any(|clause| matches!(clause, Clause::Community));
    let reach = match (campaign.state, community) {
        (State::Draft, _) => t.s("surveys-campaign-reach-own"),
        (_, true) if campaign.plan.unit == Unit::Link => t.s("surveys-link-reach"),
        (_, true) => t.s("surveys-campaign-reach-community"),
        (_, false) => t.s("surveys-campaign-reach-circle"),
    };
    let owner = names.get(&subject.owner).map(|name| name.name.clone()).unwrap_or_default();
    let audience = Audience { owner, reach, tlp: label.tlp.code().to_owned(), href: String::new() };
    let mut page = Page::new(subject.title.as_str(), body).crumb(t.s("surveys-nav"), "/surveys").audience(audience);
    if standing.may_answer() {
        page = page.action(Action::link(t.s("surveys-answer-do"), format!("{here}/answer"), "edit").primary());
    } else if results {
        page = page.action(Action::link(t.s("surveys-result-title"), format!("{here}/results"), "insight").primary());
    }
    if collects && campaign.state == State::Draft {
        page = page.action(Action::link(t.s("surveys-campaign-edit"), format!("{here}/edit"), "edit"));
    }
    Ok(page)
}

// words: surveys-standing-{due,begun,signed}

fn standing_said(t: &Words, standing: Standing) -> String {
    match standing.code() {
        "none" => String::new(),
        code => t.s(&format!("surveys-standing-{code}")),
    }
}

fn facts(t: &Words, campaign: &Campaign) -> Vec<(String, String)> {
    let plan = &campaign.plan;
    let level = match plan.level {
        Level::National => t.a("surveys-level-of", [("country", plan.country.as_str().into())]),
        other => t.s(&format!("surveys-level-{}", other.code())),
    };
    let mut whom: Vec<String> = plan.kinds.iter().map(|code| t.named("kind", code)).collect();
    whom.extend(plan.sectors.iter().map(|code| t.named("sector", code)));
    whom.extend(plan.places.iter().cloned());
    let mut facts = vec![
        (t.s("surveys-campaign-opens"), t.date(plan.opens)),
        (t.s("surveys-campaign-closes"), t.date_time_zone(plan.closes)),
        (t.s("surveys-campaign-unit"), t.s(&format!("surveys-unit-{}", plan.unit.code()))),
        (t.s("surveys-campaign-level"), level),
    ];
    if !whom.is_empty() {
        facts.push((t.s("surveys-campaign-audience"), t.list(&whom)));
    }
    facts.push((t.s("surveys-campaign-least"), t.number(plan.least)));
    if plan.unit == Unit::Link {
        facts.push((t.s("surveys-link-most"), t.number(plan.most)));
    }
    facts
}

/// Before it opens: whom it will reach, as far as whoever asks may know of them.
fn asked<A>(visit: &Visit<A>, read: &belfry_store::Read, campaign: &Campaign) -> Result<Desk, Problem> {
    let t = visit.t();
    let closes = campaign.plan.closes.to_zoned(t.zone().clone()).date().to_string();
    if campaign.state != State::Draft {
        return Ok(Desk { closes, ..Desk::default() });
    }
    if campaign.plan.unit == Unit::Link {
        return Ok(Desk { reaches: t.s("surveys-link-reaches"), closes, ..Desk::default() });
    }
    let all = audience::organisations(read, &campaign.plan)?;
    let more = all.len().saturating_sub(NAMED);
    Ok(Desk {
        reaches: t.n("surveys-campaign-reaches", all.len()),
        more: if more > 0 { t.n("surveys-campaign-more", more) } else { String::new() },
        names: all.into_iter().take(NAMED).map(|one| one.name).collect(),
        closes,
        ..Desk::default()
    })
}

/// While it is open and after: how many have answered, and who where that is no secret.
fn responses<A>(
    visit: &Visit<A>,
    id: belfry_kernel::SubjectId,
    campaign: &Campaign,
    desk: &mut Desk,
) -> Result<(), Problem> {
    let by_link = campaign.plan.unit == Unit::Link;
    if campaign.state == State::Draft || campaign.state == State::Waiting && !by_link {
        return Ok(());
    }
    let t = visit.t();
    // Who has answered is the program's to read, under another key: one picture after the other.
    visit.close();
    let read = visit.house().db.read(Key::SYSTEM)?;
    if by_link && matches!(campaign.state, State::Waiting | State::Open) {
        desk.link = link::store::of(&read, id)?.map(|kept| handed(visit, &kept, campaign.plan.most));
    }
    desk.answered = store::answered(&read, id, &campaign.plan)?;
    desk.invited = campaign.invited;
    desk.share = t.percent(desk.answered as f64 / desk.invited.max(1) as f64);
    if campaign.plan.is_bare() {
        return Ok(());
    }
    let signed = answer::store::signed(&read, id)?;
    let waiting = store::waiting(&read, id)?;
    let named = names(&read, campaign.plan.unit, signed.iter().chain(&waiting))?;
    let of = |parties: &[i64]| {
        let mut names: Vec<String> = parties.iter().filter_map(|party| named.get(party).cloned()).collect();
        names.sort_by_cached_key(|name| sortable(name));
        names
    };
    (desk.done, desk.waiting) = (of(&signed), of(&waiting));
    Ok(())
}

fn handed<A>(visit: &Visit<A>, kept: &link::store::Kept, most: i64) -> Handed {
    let address = link::address(visit.house(), kept).unwrap_or_default();
    Handed {
        qr: if address.is_empty() { None } else { Qr::of(&address) },
        address,
        left: visit.t().n("surveys-link-left", kept.left),
        most: most.to_string(),
    }
}

/// The names of parties.
pub(crate) fn names<'a>(
    read: &belfry_store::Read,
    unit: Unit,
    parties: impl Iterator<Item = &'a i64>,
) -> belfry_store::Result<std::collections::HashMap<i64, String>> {
    let ids: Vec<i64> = parties.copied().collect();
    Ok(match unit {
        Unit::Organisation => {
            let ids: Vec<OrganisationId> = ids.into_iter().map(OrganisationId).collect();
            organisation::names(read, &ids)?.into_iter().map(|(id, name)| (id.0, name.name)).collect()
        }
        Unit::Link => Default::default(),
        Unit::Person => {
            let ids: Vec<PersonId> = ids.into_iter().map(PersonId).collect();
            person::names(read, &ids)?.into_iter().map(|(id, name)| (id.0, name.name)).collect()
        }
    })
}
