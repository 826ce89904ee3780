//! Forms as workbooks: out and in without loss, in with everything that has no counterpart told.

use std::collections::BTreeMap;

use belfry_forms::core::form::*;
use belfry_forms::core::{Form, Language, publish};
use belfry_forms::xlsform::{Import, Unwritable, export, import};
use belfry_xlsform::{Error, Table, Workbook, workbook};

use crate::build::*;

fn table(text: &str) -> Table {
    let mut lines =
        text.trim().lines().map(|line| line.split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>());
    let headings = lines.next().unwrap_or_default();
    let rows = (2..).zip(lines).map(|(row, mut cells)| {
        cells.resize(headings.len(), String::new());
        (row, cells)
    });
    Table { rows: rows.collect(), headings }
}

fn bytes(survey: &str, choices: &str, settings: &str) -> Vec<u8> {
    let sheet = |text: &str| if text.is_empty() { Table::default() } else { table(text) };
    workbook::write(&Workbook { survey: sheet(survey), choices: sheet(choices), settings: sheet(settings) }).unwrap()
}

fn taken(bytes: &[u8]) -> Import {
    import(bytes, &en()).unwrap_or_else(|error| panic!("{}", why(error)))
}

fn why(error: Error) -> String {
    match error {
        Error::Faults(faults) => faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
        other => other.to_string(),
    }
}

/// Of every kind, with all that can be said of a question, in two languages.
fn everything() -> Form {
    let fr = Language::parse("fr").unwrap();
    let level = |code: &str, from: &str| Level { code: code.into(), from: from.parse().unwrap(), label: said(code) };
    let scale = Kind::Scale { from: 1.into(), to: 5.into(), step: "0.5".parse().unwrap() };
    let filtered = Choose {
        filter: Some("choice.warm = level and choice.name != \"red\"".into()),
        look: Look::Minimal,
        ..Choose::from(name("colour"))
    };
    let rows = ["r1", "r-2"].map(|row| Row { name: name(row), label: said(row), was: None }).to_vec();
    let points = BTreeMap::from([("low".to_owned(), 1.into()), ("high".to_owned(), 4.into())]);
    let mut form = form(vec![
        group(
            "first",
            true,
            None,
            vec![
                ask("text", Kind::Text, |q| {
                    q.required = Some("true".into());
                    q.hint = said("a hint");
                    q.constraint = Some("length(this) > 2 and matches(this, \"[a-z]+\")".into());
                    q.message = said("longer");
                    q.required_message = said("needed");
                    q.default = Some("\"abc\"".into());
                }),
                ask("long", Kind::LongText, |q| q.read_only = true),
                ask("whole", Kind::Whole, |q| {
                    q.default = Some("-3".into());
                    q.required = Some("text != empty".into());
                    q.was = Some(name("number"));
                }),
                ask("part", Kind::Decimal, |q| q.constraint = Some("this > 0 and this / 2 < whole mod 7".into())),
                ask("day", Kind::Date, |q| q.default = Some("today()".into())),
                plain("hour", Kind::Time),
                plain("moment", Kind::Moment),
                ask("ok", Kind::YesNo, |q| q.default = Some("true".into())),
                when("level", Kind::One(Choose { look: Look::Likert, ..Choose::from(name("level")) }), "ok"),
                when("tint", Kind::One(filtered), "not ok or ok = false"),
            ],
        ),
        group(
            "second",
            true,
            Some("selected(level, \"high\") or level = \"low\""),
            vec![
                ask("tints", several("colour"), |q| q.item = Some("21.2.a".into())),
                plain("order", Kind::Rank(Choose::from(name("colour")))),
                ask("mood", scale, |q| {
                    q.score = Some(Score {
                        points: Points::Expression("this".into()),
                        most: 5.into(),
                        weight: Some(2.into()),
                    });
                }),
                ask("matrix", Kind::Matrix { rows, list: name("level") }, |q| {
                    q.required = Some("true".into());
                    q.score = Some(Score { points: Points::Choices(points), most: 4.into(), weight: None });
                    q.relevance = Some("count_selected(tints) > 1".into());
                }),
                plain("land", Kind::Country),
                plain("region", Kind::Region),
                plain("sector", Kind::Sector),
                plain("organisation", Kind::Organisation),
                plain("person", Kind::Person),
                plain("file", Kind::File { picture: false }),
                plain("picture", Kind::File { picture: true }),
                plain("money", Kind::Money { currencies: vec!["EUR".into(), "CHF".into()] }),
            ],
        ),
        repeat(
            "staff",
            Some("if(whole > 3, whole, 2)"),
            vec![plain("pay", Kind::Decimal), computed("nth", "position()")],
        ),
        Element::Repeat(Repeat {
            min: 1,
            max: Some(4),
            ..match repeat("sites", None, vec![plain("site", Kind::Text)]) {
                Element::Repeat(repeat) => repeat,
                _ => unreachable!(),
            }
        }),
        computed("sum", "sum(pay) + count(staff) - entry(pay, 2)"),
        computed("chosen", "concat(label(level), \": \", coalesce(text, long, \"?\"))"),
        ask("began", Kind::Calculated, |q| (q.calculation, q.once) = (Some("now()".into()), true)),
        ask("secret", Kind::Hidden, |q| q.default = Some("\"x\"".into())),
        ask("row", Kind::Note, |q| q.relevance = Some("`r-2` = \"high\" and sum > 1".into())),
        plain("agree", Kind::Consent),
        when("end", Kind::Note, "agree and ok != false"),
    ]);
    form.languages.push(fr.clone());
    form.title.put(&fr, "Un formulaire");
    if let Some(Element::Group(first)) = form.elements.first_mut() {
        first.label.put(&fr, "Première partie");
    }
    for (list, word) in [("colour", "couleur"), ("level", "niveau")] {
        form.lists.get_mut(&name(list)).unwrap().choices.iter_mut().for_each(|choice| choice.label.put(&fr, word));
    }
    let colours = form.lists.get_mut(&name("colour")).unwrap();
    colours.source = Some(Source { framework: "nis2".into(), version: "1".into(), under: Some("21".into()) });
    for (choice, warm) in colours.choices.iter_mut().zip(["high", "low", "low"]) {
        choice.columns.insert(name("warm"), warm.to_owned());
    }
    colours.choices[0].was = Some("crimson".into());
    form.rating = Some(Rating { unanswered_is_zero: true, levels: vec![level("start", "0"), level("good", "0.6")] });
    form
}

#[test]
fn a_definition_with_everything_comes_back_equal() {
    let form = everything();
    publish(form.clone()).unwrap_or_else(|faults| panic!("{}", told(&faults)));
    let bytes = export(&form, "1").unwrap();
    let again = taken(&bytes);
    assert_eq!(again.passed_over, []);
    assert_eq!(serde_json::to_string_pretty(&again.form).unwrap(), serde_json::to_string_pretty(&form).unwrap());
    assert_eq!(export(&again.form, "1").unwrap(), bytes);
}

const FOREIGN: (&str, &str) = (
    "type|name|label::English (en)|label::French (fr)|relevant|constraint|required|calculation|choice_filter|repeat_count|appearance
text|who|Who are you?|Qui êtes-vous ?||regex(., '^[A-Z].*$')|yes|||
date|born|Born|Né le||. < today()|true()||||
calculate|age||||||int((today() - ${born}) div 365.25)|||
select_one sector or_other|sector|Sector|Secteur|${age} >= 18 and ${who} != ''||||||minimal compact
select_one size|size|Size|Taille|||||kind = ${sector}||
select_multiple sector|all|All|Tous|not(selected(${sector}, 'other'))|count-selected(.) <= 2|||||
integer|n|How many|Combien|${size} = 1 or ${size} > 1||||||
begin_repeat|site|Site|Site||||||${n}|
decimal|cost|Cost|Coût||. > 0||||
calculate|nth||||||position(..)|||
end_repeat|||||||||
calculate|total||||||round(sum(${cost}) * 1.2, 2)|||
calculate|first||||||indexed-repeat(${cost}, ${site}, 1)|||
calculate|begun||||||once(today())|||
note|end|Total: ${total} for ${who}|Total : ${total}|${total} > 0||||||",
    "list_name|name|label::English (en)|label::French (fr)|kind
sector|energy|Energy|Énergie|
sector|water|Water|Eau|
size|1|Small|Petite|energy
size|2|Large|Grande|water",
);

#[test]
fn a_workbook_of_others_is_understood_and_given_back_in_its_own_sense() {
    let bytes = bytes(FOREIGN.0, FOREIGN.1, "form_title|form_id|default_language\nVisit|visit|French (fr)");
    let Import { form, passed_over } = taken(&bytes);
    assert_eq!(
        passed_over.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["survey, row 5, appearance: `compact` is not known here"]
    );
    assert_eq!(form.languages.iter().map(Language::as_str).collect::<Vec<_>>(), ["fr", "en"]);
    let published = publish(form.clone()).unwrap_or_else(|faults| panic!("{}", told(&faults)));
    let rule = |called: &str| published.slots()[published.slot(&name(called)).unwrap()].question().unwrap().clone();
    assert_eq!(rule("age").calculation.as_deref(), Some("int((today() - born) / 365.25)"));
    assert_eq!(rule("sector").relevance.as_deref(), Some("age >= 18 and who != empty"));
    assert_eq!(rule("sector_other").relevance.as_deref(), Some("selected(sector, \"other\")"));
    assert_eq!(rule("n").relevance.as_deref(), Some("size = \"1\" or number(size) > 1"));
    assert_eq!(rule("who").constraint.as_deref(), Some("matches(this, \"^[A-Z].*$\")"));
    assert_eq!((rule("begun").calculation.as_deref(), rule("begun").once), (Some("today()"), true));
    let en = en();
    let given = answers(
        &published,
        &[
            ("who", "Ana"),
            ("born", "2000-01-01"),
            ("sector", "energy"),
            ("size", "1"),
            ("n", "2"),
            ("cost#0", "1.25"),
            ("cost#1", "2"),
        ],
    );
    let sheet = settle(&published, &given, &en);
    assert_eq!(
        (value(&sheet, "age"), value(&sheet, "total"), value(&sheet, "first")),
        ("26".into(), "3.9".into(), "1.25".into())
    );
    let again = taken(&export(&form, "").unwrap());
    assert_eq!(again.form, form);
}

#[test]
fn what_has_no_counterpart_is_refused_with_row_and_column() {
    let survey = "type|name|label|relevant|constraint|calculation|default|parameters
text|a|A|pulldata('x', 'y', 'z', ${a}) = 1||||
calculate|b||||random()||
text|c|C|../a = 'x'||||
text|d|D|a = 'x'||||
select_one l|e|E|${a}||||randomize=true
text|f|F||once(.) = 1|||
select_multiple l|g|G||||x y|
calculate|h||||weighted-checklist(1, 2)||
range|i|I|||||from=1
text|1k|K|||||";
    let told = why(import(&bytes(survey, "list_name|name|label\nl|x|X\nl|y|Y", ""), &en()).unwrap_err());
    let expected = [
        "survey, row 6, parameters: parameters are supported for a range only",
        "survey, row 10, parameters: `from=1` is none of start=, end=, step= with a number",
        "survey, row 11, name: `1k` is no name: a letter, then letters, digits, `_`, `-`, `.`",
        "survey, row 2, relevant: at character 0: pulldata reads another file; put the data into the sheet choices",
        "survey, row 3, calculation: at character 0: `random` gives something else each time; that cannot be checked",
        "survey, row 4, relevant: at character 2: paths are not supported; refer to an answer as ${name}",
        "survey, row 5, relevant: at character 0: `a` stands alone; an answer is ${a}, a text is 'a'",
        "survey, row 6, relevant: at character 0: an answer alone is neither yes nor no; compare it with something",
        "survey, row 7, constraint: at character 0: once stands around a whole calculation only",
        "survey, row 8, default: this type cannot have this default",
        "survey, row 9, calculation: at character 0: there is no counterpart to the function `weighted-checklist`",
    ];
    assert_eq!(told.lines().collect::<Vec<_>>(), expected);
    let told = why(import(&bytes("type|name|label::Klingon\ntext|a|A", "", ""), &en()).unwrap_err());
    assert!(told.starts_with("survey, row 1, label::Klingon: which language this is cannot be told"), "{told}");
}

#[test]
fn what_xlsform_cannot_say_is_refused_by_name() {
    let form = form(vec![plain("day", Kind::Date), computed("x", "weekday(day)"), computed("y", "mean(1, 2)")]);
    let Err(Unwritable::Expressions(all)) = export(&form, "") else { panic!() };
    let told: Vec<String> = all.iter().map(|(name, column, why)| format!("{name}, {column}: {why}")).collect();
    assert_eq!(
        told,
        [
            "x, calculation: XLSForm has no function like `weekday`",
            "y, calculation: XLSForm has no function like `mean`"
        ]
    );
}
