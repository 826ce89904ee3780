//! The sharing rules of a circle or of an organisation: chosen in plain forms, shown as sentences.
//!
//! First one chooses what the rule shall be about (`?kind=`), then what it says. The pages of circles and of organisations hand over
//! whose rules they are.

use askama::Template;
use belfry_identity::Refusal;
use belfry_identity::organisation::OrganisationKind;
use belfry_identity::sharing::{self, Holder, Kind, Takes};
use belfry_kernel::{Problem, Tlp};
use belfry_store::Key;
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_web::sharing::sentence;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use crate::organisation::{kind_name, sector_choices};
use crate::refused;

// words: members-sharing-kind-{at-most,not-older,not-connected,member-kinds,member-sectors,member-countries}
// words: members-sharing-kind-{never-receives,never-gives-sectors,never-gives-countries}
// words: members-sharing-hint-{at-most,not-older,not-connected,member-kinds,member-sectors,member-countries}
// words: members-sharing-hint-{never-receives,never-gives-sectors,never-gives-countries}

/// Whose rules a page is about.
pub struct About {
    /// Whose.
    pub holder: Holder,
    /// The name in the sentences.
    pub name: String,
    /// The address of the page that they belong to; the rules are at `/rules` below it.
    pub url: String,
    /// Whether the reader may change them.
    pub rules: bool,
}

/// A rule as a row of a list.
pub struct Row {
    /// The sentence.
    pub sentence: String,
    /// Whether it refuses.
    pub refuses: bool,
    /// Since when.
    pub since: String,
    /// Where it is taken away.
    pub action: String,
}

/// The rules of a circle or organisation as rows.
///
/// # Errors
/// Those of the database.
pub fn rows(t: &Words, read: &belfry_store::Read, about: &About) -> Result<Vec<Row>, Problem> {
    let row = |rule: sharing::Rule| Row {
        sentence: sentence(t, &rule, &about.name),
        refuses: rule.refuses,
        since: t.date(rule.since),
        action: format!("{}/rules/{}", about.url, rule.uuid),
    };
    Ok(sharing::of(read, about.holder)?.into_iter().map(row).collect())
}

struct Offer {
    href: String,
    title: String,
    hint: String,
}

/// What is chosen for the kind of rule that was picked.
struct Picked {
    code: &'static str,
    title: String,
    hint: String,
    takes: &'static str,
    choices: Vec<Choice>,
    typed: String,
    effects: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "sharing/rules.html")]
struct Body {
    t: Words,
    csrf: String,
    action: String,
    changes: bool,
    rows: Vec<Row>,
    picked: Option<Picked>,
    offers: Vec<Offer>,
    errors: Errors,
}

fn picked(t: &Words, kind: Kind, chosen: &[String], warns: bool) -> Picked {
    let is_chosen = |code: &str| chosen.iter().any(|one| one == code);
    let choice = |code: &str, label: String| Choice { chosen: is_chosen(code), ..Choice::new(code, label, "") };
    let (takes, choices) = match kind.takes {
        Takes::Level => {
            let levels = Tlp::ALL.into_iter().filter_map(|level| Some((level, level.written()?)));
            ("one", levels.map(|(level, written)| choice(level.code(), written.to_owned())).collect())
        }
        Takes::Kinds => ("many", OrganisationKind::ALL.iter().map(|k| choice(k.code(), kind_name(t, *k))).collect()),
        Takes::Sectors => {
            let sectors = sector_choices(t, "").into_iter();
            ("many", sectors.map(|one| Choice { chosen: is_chosen(&one.value), ..one }).collect())
        }
        Takes::Countries => ("text", Vec::new()),
        Takes::Days => ("number", Vec::new()),
        Takes::Nothing => ("nothing", Vec::new()),
    };
    let current = if warns { "warns" } else { "refuses" };
    let effects = vec![
        Choice::new("refuses", t.s("members-sharing-refuses"), current).hint(t.s("members-sharing-refuses-hint")),
        Choice::new("warns", t.s("members-sharing-warns"), current).hint(t.s("members-sharing-warns-hint")),
    ];
    Picked {
        code: kind.code,
        title: t.s(&format!("members-sharing-kind-{}", kind.code)),
        hint: t.s(&format!("members-sharing-hint-{}", kind.code)),
        takes,
        choices,
        typed: chosen.join(", "),
        effects,
    }
}

/// The page.
///
/// # Errors
/// Those of the database.
pub fn page<A>(visit: &Visit<A>, about: &About) -> Result<Page, Problem> {
    let kind = Kind::parse(visit.query("kind")).filter(|kind| Kind::of(about.holder).any(|known| known == *kind));
    draw(visit, about, kind, &[], Errors::default())
}

fn draw<A>(
    visit: &Visit<A>,
    about: &About,
    kind: Option<Kind>,
    chosen: &[String],
    errors: Errors,
) -> Result<Page, Problem> {
    let t = visit.t();
    let here = format!("{}/rules", about.url);
    let offer = |kind: Kind| Offer {
        href: format!("{here}?kind={}", kind.code),
        title: t.s(&format!("members-sharing-kind-{}", kind.code)),
        hint: t.s(&format!("members-sharing-hint-{}", kind.code)),
    };
    let warns = visit.form().text("effect") == "warns";
    let body = Body {
        csrf: visit.csrf(),
        rows: rows(&t, &*visit.read()?, about)?,
        picked: kind.filter(|_| about.rules).map(|kind| picked(&t, kind, chosen, warns)),
        offers: if about.rules { Kind::of(about.holder).map(offer).collect() } else { Vec::new() },
        changes: about.rules,
        action: here,
        errors,
        t: t.clone(),
    };
    Ok(Page::new(t.s("members-sharing-title"), body).lead(t.s("members-sharing-lead")))
}

/// Makes a rule; a refused form comes back filled.
///
/// # Errors
/// [`Problem::Forbidden`], and those of the database.
pub fn add<A>(visit: &Visit<A>, about: &About) -> Result<Result<Reply, Page>, Problem> {
    let t = visit.t();
    let form = visit.form();
    let mut errors = Errors::default();
    let kind = Kind::parse(form.text("kind"));
    let chosen: Vec<String> = form.all("chosen").map(str::to_owned).collect();
    let Some(kind) = kind else {
        errors.add("", t.s("members-sharing-kind-missing"));
        return Ok(Err(draw(visit, about, None, &[], errors)?.refused()));
    };
    let effect = form.text("effect");
    errors.unless(["refuses", "warns"].contains(&effect), "effect", || t.s("members-sharing-effect-missing"));
    if errors.is_empty() {
        let tx = visit.write_as(Key::SYSTEM)?;
        let refuses = effect == "refuses";
        match sharing::make(&tx, visit.act(), visit.person()?, about.holder, kind, &chosen, refuses) {
            Ok(_) => {
                let made = Reply::done(format!("{}/rules", about.url), t.s("members-sharing-made"));
                return visit.finish(tx, made).map(Ok);
            }
            Err(Refusal::Field(_)) => errors.add("chosen", t.s("members-sharing-chosen-missing")),
            Err(why) => refused::add(&mut errors, &t, why)?,
        }
    }
    Ok(Err(draw(visit, about, Some(kind), &chosen, errors)?.refused()))
}

/// Takes a rule away.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn end<A>(visit: &Visit<A>, about: &About) -> Result<Reply, Problem> {
    let rule: Uuid = visit.path("rule")?;
    visit.close();
    let tx = visit.house().db.write(Key::SYSTEM)?;
    sharing::end(&tx, visit.act(), visit.person()?, about.holder, rule)?;
    tx.commit()?;
    Ok(Reply::done(format!("{}/rules", about.url), visit.s("members-sharing-ended")))
}
