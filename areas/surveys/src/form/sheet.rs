//! What is wrong with a workbook, cell by cell, in the reader's words.

use belfry_words::Words;
use belfry_xlsform::{Fault, Reason};

// words: surveys-sheet-{one-row,name,language,column,own,no-table,look,entries,kind,parameters,range,yes-no}
// words: surveys-sheet-{no-choices,default}
// words: surveys-sheet-expression-{long,deep,path,trailing,name,brace,quote,character,parenthesis,value,comma}
// words: surveys-sheet-{no-name,digits,alone,parent,neither,arguments,count,position,no-repeat,choice-name}
// words: surveys-sheet-{once,pulldata,random,no-function}

/// A cell with what is wrong in it.
#[must_use]
pub fn line(t: &Words, fault: &Fault) -> String {
    let place = [
        ("sheet", fault.sheet.into()),
        ("row", fault.row.into()),
        ("column", fault.column.as_str().into()),
        ("why", why(t, &fault.reason).into()),
    ];
    t.a("surveys-sheet-line", place)
}

fn why(t: &Words, reason: &Reason) -> String {
    match reason {
        Reason::NoSheet => t.s("surveys-sheet-missing"),
        Reason::NoColumn => t.s("surveys-sheet-no-column"),
        Reason::ColumnTwice => t.s("surveys-sheet-column-twice"),
        Reason::Column => t.s("surveys-sheet-strange-column"),
        Reason::Empty => t.s("surveys-sheet-empty"),
        Reason::Type(kind, hint) => {
            let key = match hint.chars().nth(2) {
                Some('w') => "surveys-sheet-type-recorded",
                Some('l') => "surveys-sheet-type-left-out",
                Some('p') => "surveys-sheet-type-file",
                _ => "surveys-sheet-type",
            };
            t.a(key, [("type", kind.as_str().into())])
        }
        Reason::NoList => t.s("surveys-sheet-no-list"),
        Reason::NotBegun => t.s("surveys-sheet-not-begun"),
        Reason::NotEnded => t.s("surveys-sheet-not-ended"),
        Reason::TooDeep => t.s("surveys-sheet-too-deep"),
        Reason::Misplaced => t.s("surveys-sheet-misplaced"),
        Reason::Other(told) => {
            let of = told.with.first().cloned().unwrap_or_default();
            let said = t.a(&format!("surveys-sheet-{}", told.key), [("of", of.into())]);
            match told.at {
                Some(at) => t.a("surveys-sheet-at", [("at", (at + 1).into()), ("why", said.into())]),
                None => said,
            }
        }
    }
}

// words: surveys-sheet-{type,type-recorded,type-left-out,type-file}
