//! Questions that lessons of incidents propose: seen beside a form by whoever writes it, and taken into its draft. Which form took which is
//! kept, so that each leads to the other.

use askama::Template;
use belfry_catalogue::Framework;
use belfry_contracts::lessons::{Proposed, Which};
use belfry_contracts::surveys::QuestionTaken;
use belfry_forms::core::form::{Element, Form, Kind, Question};
use belfry_forms::core::{Language, Text, edit as editing};
use belfry_forms::store::{self, FORM};
use belfry_identity::organisation;
use belfry_kernel::{Allowed, Problem, SubjectId};
use belfry_store::subject::{self, Subject};
use belfry_store::{Key, Read, Result as Stored, Sql, Tx, args, ledger, scope};
use belfry_web::components::Choice;
use belfry_web::{Page, Reply, Visit};
use belfry_words::Words;
use uuid::Uuid;

use super::{LIST, edit, language, url};
use crate::access::Edit;
use crate::catalogue;

/// How a proposed question can be answered: what needs a list is made of one of these in the editor.
const KINDS: [&str; 5] = ["yes_no", "whole", "decimal", "text", "long_text"];

struct Line {
    uuid: String,
    href: String,
    text: String,
    why: String,
    item: (String, String),
    owner: String,
    since: (String, String),
    /// The question that it became in this form; empty as long as it was not taken.
    taken: String,
}

#[derive(Template)]
#[template(path = "form/proposed.html")]
struct Body {
    t: Words,
    csrf: String,
    here: String,
    lines: Vec<Line>,
    kinds: Vec<Choice>,
}

/// Which proposals a form took, and which question each became.
///
/// # Errors
/// Those of the database.
pub fn taken(read: &Read, form: SubjectId) -> Stored<Vec<(SubjectId, String)>> {
    let sql = "select proposal_id, name from surveys_taken where form_id = $1 order by at, proposal_id";
    read.rows(sql, args![form], |row| Ok((row.get(0)?, row.get(1)?)))
}

// words: surveys-points-taken

/// The forms that took a proposal, as far as the reader sees them.
#[must_use]
pub fn points(key: Key, to: SubjectId) -> Sql<'static> {
    let mut sql = Sql::new("select", [])
        .and(subject::COLUMNS, [])
        .and(", 'surveys-points-taken' from surveys_taken k join store_subjects s on s.id = k.form_id", [])
        .and("where k.proposal_id = ? and", [to.into()]);
    sql.append(&scope::sees_subject(key));
    sql
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn page(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let (t, read) = (visit.t(), visit.read()?);
    let subject = visit.load(&read, FORM, visit.path("uuid")?)?.into_inner();
    let taken = taken(&read, subject.id)?;
    let found = visit.house().proposed(&read, Which::Standing)?;
    let names = organisation::names(&read, &found.iter().map(|one| one.owner).collect::<Vec<_>>())?;
    let frameworks = frameworks(&read, &found)?;
    drop(read);
    let spoken = language(&t);
    let url = url(&subject);
    let line = |one: &Proposed| Line {
        uuid: one.uuid.to_string(),
        href: one.href.clone(),
        text: one.text.clone(),
        why: one.why.clone(),
        item: about(&one.item, &frameworks, &spoken),
        owner: names.get(&one.owner).map(|name| name.name.clone()).unwrap_or_default(),
        since: (one.at.to_string(), t.date(one.at)),
        taken: taken
            .iter()
            .find(|(id, _)| *id == one.id)
            .map(|(_, name)| format!("{url}/edit/{name}"))
            .unwrap_or_default(),
    };
    let kind = |code: &&str| Choice::new(*code, t.s(&format!("surveys-kind-{}", code.replace('_', "-"))), "text");
    let body = Body {
        csrf: visit.csrf(),
        here: format!("{url}/proposed"),
        lines: found.iter().map(line).collect(),
        kinds: KINDS.iter().map(kind).collect(),
        t: t.clone(),
    };
    Ok(Page::new(t.s("surveys-proposed-title"), body)
        .lead(t.s("surveys-proposed-lead"))
        .crumb(t.s("surveys-nav"), "/surveys")
        .crumb(t.s("surveys-form-title"), LIST)
        .crumb(subject.title.as_str(), url)
        .into())
}

/// The frameworks that proposals are about, each once, as far as the reader sees them.
fn frameworks(read: &Read, found: &[Proposed]) -> Stored<Vec<Framework>> {
    let mut names: Vec<&str> = found.iter().filter_map(|one| Some(one.item.split_once('/')?.0)).collect();
    names.sort_unstable();
    names.dedup();
    let all: Vec<Option<Framework>> =
        names.into_iter().map(|name| belfry_catalogue::store::load(read, name, None)).collect::<Stored<_>>()?;
    Ok(all.into_iter().flatten().collect())
}

/// The item that a proposal is about, by its code and what it is called, and its place in the catalogue. One that is in the catalogue no
/// more is named by its framework and code.
fn about(item: &str, frameworks: &[Framework], language: &Language) -> (String, String) {
    let Some((name, code)) = item.split_once('/') else { return Default::default() };
    let framework = frameworks.iter().find(|one| one.name == name);
    let said = framework.and_then(|framework| {
        let title = catalogue::heading(framework.item(code)?, language, framework);
        Some(if title == code { format!("{name} {code}") } else { format!("{code} {title}") })
    });
    (said.unwrap_or_else(|| format!("{name} {code}")), format!("{}#{code}", catalogue::url(name, "")))
}

/// Takes one into the draft, at its end, and leads to it in the editor.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Forbidden`], and those of the database.
pub fn act(visit: &mut Visit<Edit>) -> Result<Reply, Problem> {
    let t = visit.t();
    let wanted: Option<Uuid> = visit.form().text("proposal").parse().ok();
    let code = visit.form().text("kind").to_owned();
    let tx = visit.write()?;
    let subject = visit.load(&tx, FORM, visit.path("uuid")?)?;
    let found = visit.house().proposed(&tx, Which::One(wanted.ok_or(Problem::NotFound)?))?.pop();
    let proposed = found.ok_or(Problem::NotFound)?;
    let here = url(&subject);
    if let Some((_, name)) = taken(&tx, subject.id)?.into_iter().find(|(id, _)| *id == proposed.id) {
        return Ok(Reply::to(format!("{here}/edit/{name}")));
    }
    let mut form = store::draft(&tx, subject.id)?.ok_or(Problem::NotFound)?;
    let name = put(&mut form, &proposed, &code, &t);
    take(visit, &tx, &subject, &form, (&proposed, &name))?;
    visit.finish(tx, Reply::done(format!("{here}/edit/{name}"), t.s("surveys-proposed-taken")))
}

/// The question at the end of the form; its name.
fn put(form: &mut Form, proposed: &Proposed, code: &str, t: &Words) -> String {
    let kind = match code {
        "yes_no" => Kind::YesNo,
        "whole" => Kind::Whole,
        "decimal" => Kind::Decimal,
        "long_text" => Kind::LongText,
        _ => Kind::Text,
    };
    let put = Language::parse(&proposed.language).filter(|put| form.languages.contains(put));
    let spoken = put.or_else(|| form.languages.first().cloned()).unwrap_or_else(|| language(t));
    // Of what a stranger wrote, nothing is looked up in the answers.
    let label = Text::new(&spoken, proposed.text.replace("${", "$ {"));
    let name = editing::name_for(form, &proposed.text, "question");
    let mut question = Question::new(name.clone(), kind, label);
    question.item = Some(proposed.item.clone()).filter(|item| !item.is_empty());
    editing::append(form, None, Element::Question(Box::new(question)));
    name.to_string()
}

fn take(
    visit: &Visit<Edit>,
    tx: &Tx,
    subject: &Allowed<Edit, Subject>,
    form: &Form,
    (proposed, name): (&Proposed, &str),
) -> Result<(), Problem> {
    edit::save(visit, tx, subject, form)?;
    tx.execute(
        "insert into surveys_taken (form_id, proposal_id, name, at) values ($1, $2, $3, $4)",
        args![subject.id, proposed.id, name, visit.now()],
    )?;
    Ok(ledger::record(tx, visit.act(), &QuestionTaken { question: proposed.id, form: subject.id })?)
}
