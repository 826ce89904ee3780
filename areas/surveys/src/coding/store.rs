//! The SQL of codes.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use belfry_forms::core::Text;
use belfry_kernel::{Action, Allowed, SubjectId};
use belfry_store::subject::Subject;
use belfry_store::{Act, Error, Read, Result, Tx, Value, args};
use serde::Deserialize;

/// A code of a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The code.
    pub code: String,
    /// Its texts.
    pub label: Text,
}

fn unreadable(error: impl std::fmt::Display) -> Error {
    Error::Driver(format!("a code cannot be read: {error}"))
}

/// The books of a survey, by question.
pub fn books(read: &Read, campaign: SubjectId) -> Result<BTreeMap<String, Vec<Code>>> {
    let rows = read.rows(
        "select question, code, label from surveys_codes where campaign_id = $1 order by question, place",
        args![campaign],
        |row| {
            let label = serde_json::from_str(&row.get::<String>(2)?).map_err(unreadable)?;
            Ok((row.get::<String>(0)?, Code { code: row.get(1)?, label }))
        },
    )?;
    let mut books: BTreeMap<String, Vec<Code>> = BTreeMap::new();
    rows.into_iter().for_each(|(question, code)| books.entry(question).or_default().push(code));
    Ok(books)
}

/// Another book for a question. What was given a code that is there no more has to be read again.
pub fn keep_book<A: Action>(
    tx: &Tx,
    act: Act<'_>,
    proof: &Allowed<A, Subject>,
    question: &str,
    codes: &[Code],
) -> Result<()> {
    const { assert!(A::WRITES) };
    tx.execute("delete from surveys_codes where campaign_id = $1 and question = $2", args![proof.id, question])?;
    for (place, one) in codes.iter().enumerate() {
        tx.execute(
            "insert into surveys_codes (id, campaign_id, question, code, label, place) values ($1, $2, $3, $4, $5, $6)",
            args![
                act.ids.next::<i64>(),
                proof.id,
                question,
                &one.code,
                serde_json::to_string(&one.label).map_err(unreadable)?,
                place as i64
            ],
        )?;
    }
    let known: Vec<String> = codes.iter().map(|one| one.code.clone()).chain([String::new()]).collect();
    tx.execute(
        "delete from surveys_coded where campaign_id = $1 and question = $2 and not (code in {texts $3})",
        args![proof.id, question, known],
    )?;
    Ok(())
}

/// The books of one survey for another, such as the next wave.
pub fn copy_books(tx: &Tx, act: Act<'_>, from: SubjectId, to: SubjectId) -> Result<()> {
    for (question, codes) in books(tx, from)? {
        for (place, one) in codes.iter().enumerate() {
            let label = serde_json::to_string(&one.label).map_err(unreadable)?;
            tx.execute(
                "insert into surveys_codes (id, campaign_id, question, code, label, place) values ($1, $2, $3, $4, $5, $6)",
                args![act.ids.next::<i64>(), to, &question, &one.code, label, place as i64],
            )?;
        }
    }
    Ok(())
}

/// The codes that answers to a question were given; an empty set for one that was read, and none fits. In the program's own picture.
pub fn coded(read: &Read, campaign: SubjectId, question: &str) -> Result<HashMap<i64, BTreeSet<String>>> {
    let mut coded: HashMap<i64, BTreeSet<String>> = HashMap::new();
    read.each(
        "select answer_id, code from surveys_coded where campaign_id = $1 and question = $2",
        args![campaign, question],
        |row| {
            let (codes, code) = (coded.entry(row.get(0)?).or_default(), row.get::<String>(1)?);
            if !code.is_empty() {
                codes.insert(code);
            }
            Ok(true)
        },
    )?;
    Ok(coded)
}

/// Gives an answer its codes, in the place of those that it had; with none, it was read.
pub fn give(tx: &Tx, campaign: SubjectId, question: &str, answer: i64, codes: &[String]) -> Result<()> {
    tx.execute(
        "delete from surveys_coded where campaign_id = $1 and question = $2 and answer_id = $3",
        args![campaign, question, answer],
    )?;
    let codes = if codes.is_empty() { &[String::new()] } else { codes };
    let rows: Vec<Value<'_>> = codes
        .iter()
        .flat_map(|code| [campaign.into(), question.into(), Value::Int(answer), code.as_str().into()])
        .collect();
    tx.insert_many(
        "surveys_coded",
        &["campaign_id", "question", "answer_id", "code"],
        "on conflict do nothing",
        &rows,
    )?;
    Ok(())
}

/// As much of a set of answers as is read here.
#[derive(Deserialize)]
struct Kept<'a> {
    #[serde(borrow, default)]
    values: HashMap<Cow<'a, str>, serde_json::Value>,
}

/// What was written to questions, by the number of the answer, in the order of those numbers; in the program's own picture.
pub fn texts(read: &Read, campaign: SubjectId, bare: bool, questions: &[String]) -> Result<Vec<(i64, Vec<String>)>> {
    let sql = if bare {
        "select id, answers from surveys_ballots where campaign_id = $1 order by id"
    } else {
        "select id, answers from surveys_answers where campaign_id = $1 and signed is not null and counted = 1 order by id"
    };
    read.rows(sql, args![campaign], |row| {
        let kept: String = row.get(1)?;
        let kept: Kept<'_> = serde_json::from_str(&kept).map_err(unreadable)?;
        let text = |name: &String| kept.values.get(name.as_str())?.get("text")?.as_str().map(str::to_owned);
        Ok((row.get(0)?, questions.iter().map(|name| text(name).unwrap_or_default()).collect()))
    })
}
