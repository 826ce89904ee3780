//! What is wrong with an expression, in words.

use belfry_forms::core::check::{Misfit, Why};
use belfry_forms::core::expression::{Reason, Unreadable};
use belfry_words::Words;

/// Why it cannot be read.
#[must_use]
pub fn unreadable(t: &Words, of: &Unreadable) -> String {
    let with = |key: &str, name: &str| t.a(key, [("name", name.into())]);
    let why = match &of.reason {
        Reason::TooLong => t.s("surveys-expression-too-long"),
        Reason::TooDeep => t.s("surveys-expression-too-deep"),
        Reason::Character(sign) => with("surveys-expression-character", &sign.to_string()),
        Reason::Unterminated => t.s("surveys-expression-unterminated"),
        Reason::Number => t.s("surveys-expression-number"),
        Reason::Expected(what) => with("surveys-expression-expected", &phrase(t, what)),
        Reason::Function(name) => with("surveys-expression-function", name),
        Reason::Arguments(name, many) => arguments(t, name, many),
        Reason::Trailing => t.s("surveys-expression-trailing"),
    };
    placed(t, of.at, why)
}

// words: surveys-expression-{character,expected,function}

/// Why it does not fit where it stands.
pub(super) fn misfit(t: &Words, of: &Misfit) -> String {
    let with = |key: &str, name: &str| t.a(key, [("name", name.into())]);
    let why = match &of.reason {
        Why::Unknown(name) => with("surveys-expression-unknown", name),
        Why::NoAnswer(name) => with("surveys-expression-no-answer", name.as_str()),
        Why::Type { wanted, found } => two(t, "surveys-expression-type", wanted, &found.to_string()),
        Why::Compare(one, other) => two(t, "surveys-expression-compare", &one.to_string(), &other.to_string()),
        Why::Code { code, list } => {
            t.a("surveys-expression-code", [("code", code.as_str().into()), ("list", list.as_str().into())])
        }
        Why::Many(name) => with("surveys-expression-many", name),
        Why::This => t.s("surveys-expression-this"),
        Why::Choice => t.s("surveys-expression-choice"),
        Why::Column(name) => with("surveys-expression-column", name),
        Why::Pattern(_) => t.s("surveys-expression-pattern"),
        Why::Written(what) => with("surveys-expression-written", &phrase(t, what)),
        Why::NoRepeat => t.s("surveys-expression-no-repeat"),
        Why::NoDate(name) => with("surveys-expression-no-date", name),
    };
    placed(t, of.at, why)
}

// words: surveys-expression-{unknown,no-answer,many,column,written,no-date,type,compare}

fn placed(t: &Words, at: usize, why: String) -> String {
    t.a("surveys-expression-at", [("at", (at + 1).into()), ("why", why.into())])
}

fn two(t: &Words, key: &str, one: &str, other: &str) -> String {
    t.a(key, [("one", phrase(t, one).into()), ("other", phrase(t, other).into())])
}

/// How many values a function takes: what its own words say of it.
fn arguments(t: &Words, name: &str, many: &str) -> String {
    let numbers: Vec<i64> = many.split(' ').filter_map(|word| word.parse().ok()).collect();
    let least = numbers.first().copied().unwrap_or(0);
    let most = numbers.get(1).copied().unwrap_or(least);
    // words: surveys-expression-arguments surveys-expression-arguments-more
    let key =
        if many.contains("or more") { "surveys-expression-arguments-more" } else { "surveys-expression-arguments" };
    t.a(key, [("name", name.into()), ("least", least.into()), ("most", most.into())])
}

/// The words of the checker for what it expected or found; signs stand for themselves.
fn phrase(t: &Words, what: &str) -> String {
    // words: surveys-expression-a-{name,value,column,nothing,truth,number,text,date,time,moment,choice,choices,file}
    // words: surveys-expression-a-{answer-inside,repeat,pattern}
    let code = match what {
        "a name" => "name",
        "a value" => "value",
        "a column" => "column",
        "nothing" => "nothing",
        "yes or no" => "truth",
        "a number" => "number",
        "a text" => "text",
        "a date" => "date",
        "a time" => "time",
        "a date with a time" => "moment",
        "a choice" => "choice",
        "several choices" => "choices",
        "a file" => "file",
        "an answer inside of one repeat" => "answer-inside",
        "the name of a repeat" => "repeat",
        "the pattern" => "pattern",
        sign => return sign.to_owned(),
    };
    t.s(&format!("surveys-expression-a-{code}"))
}
