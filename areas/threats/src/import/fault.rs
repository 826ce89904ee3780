//! What is wrong with a text and where: kept as a code with its particulars, said in the reader's language when it is shown.

use std::collections::BTreeMap;

use belfry_misp::{Expected, FormatError, Reason};
use belfry_words::{Arg, Words};
use serde::{Deserialize, Serialize};

// words: threats-import-fault-{empty,truncated,syntax,trailing,bad-text,nul,number-range,not-this,missing,wrong-kind,repeated}
// words: threats-import-fault-{too-long,too-deep,too-many,too-large,unreadable,other,gone}
// words: threats-import-fault-{stix-deep,stix-large,stix-many,stix-twice,stix-missing,stix-wrong,stix-id,stix-time}
// words: threats-import-fault-syntax-{one,two,value,escape,number,control,key,comma}
// words: threats-import-fault-{binary-zip,binary-pdf,binary-office,binary-packed,binary-other,unknown,text,no-room}
// words: threats-import-expected-{text,number,truth,uuid,day,code,list,record}

/// A fault of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Which, a word of the message keys above.
    pub code: String,
    /// Line, from 1; 0 when the place is not known.
    #[serde(default)]
    pub line: u64,
    /// Byte within the line, from 1.
    #[serde(default)]
    pub column: u64,
    /// The event, from 1.
    #[serde(default)]
    pub event: Option<u64>,
    /// The list within the event and the place in it, from 1.
    #[serde(default)]
    pub child: Option<(String, u64)>,
    /// What its message names.
    #[serde(default)]
    pub particulars: BTreeMap<String, String>,
}

impl Fault {
    /// A fault without a place.
    pub fn plain(code: &str) -> Self {
        Self { code: code.to_owned(), ..Self::default() }
    }

    fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.particulars.insert(name.to_owned(), value.to_string());
        self
    }

    /// Where and what, as a sentence.
    pub fn words(&self, t: &Words) -> String {
        let mut args: Vec<(&str, Arg<'_>)> =
            self.particulars.iter().map(|(name, value)| (name.as_str(), value.as_str().into())).collect();
        let expected = self.particulars.get("expected").map(|code| t.s(&format!("threats-import-expected-{code}")));
        if let Some(expected) = &expected {
            args.push(("what", expected.as_str().into()));
        }
        let tokens = self.tokens();
        args.extend(["one", "other"].into_iter().zip(tokens.iter().map(|token| (*token).into())));
        let why = t.a(&format!("threats-import-fault-{}{}", self.code, self.kind(&tokens)), &args);
        if self.line == 0 {
            return why;
        }
        let mut at: Vec<(&str, Arg<'_>)> =
            vec![("line", self.line.into()), ("column", self.column.into()), ("why", why.as_str().into())];
        let Some(event) = self.event else { return t.a("threats-import-at", &at) };
        at.push(("event", event.into()));
        let Some((list, index)) = &self.child else { return t.a("threats-import-at-event", &at) };
        at.extend([("list", list.as_str().into()), ("index", index.into())]);
        t.a("threats-import-at-child", &at)
    }

    /// What the parser of JSON names as missing, each as it would stand in the text.
    fn tokens(&self) -> Vec<&str> {
        let expected = self.particulars.get("detail").and_then(|detail| detail.strip_prefix("expected "));
        let tokens = expected.filter(|_| self.code == "syntax").map(|tokens| tokens.split(" or "));
        tokens.into_iter().flatten().filter(|token| token.starts_with('`')).collect()
    }

    /// Which of the faults of syntax, as the end of its key. The parser has English words only; what they do not tell is not told.
    fn kind(&self, tokens: &[&str]) -> &'static str {
        let detail = self.particulars.get("detail").map_or("", String::as_str);
        match (self.code.as_str(), tokens.len(), detail) {
            ("syntax", 1, _) => "-one",
            ("syntax", 2, _) => "-two",
            ("syntax", _, "expected value" | "expected ident") => "-value",
            ("syntax", _, "invalid escape") => "-escape",
            ("syntax", _, "invalid number") => "-number",
            ("syntax", _, "key must be a string") => "-key",
            ("syntax", _, "trailing comma") => "-comma",
            ("syntax", _, control) if control.starts_with("control character") => "-control",
            _ => "",
        }
    }
}

impl From<&FormatError> for Fault {
    fn from(error: &FormatError) -> Self {
        Self {
            line: error.line,
            column: error.column,
            event: error.event.map(|event| event as u64 + 1),
            child: error.child.map(|(list, index)| (list.to_owned(), index + 1)),
            ..of_reason(&error.reason)
        }
    }
}

impl From<&serde_json::Error> for Fault {
    fn from(error: &serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        let at = format!(" at line {line} column {column}");
        let said = error.to_string();
        let detail = said.strip_suffix(&at).unwrap_or(&said);
        let fault = match detail {
            _ if error.is_eof() => Self::plain("truncated"),
            _ if error.is_io() => Self::plain("unreadable").with("detail", detail),
            "trailing characters" => Self::plain("trailing"),
            _ => Self::plain("syntax").with("detail", detail),
        };
        Self { line: line as u64, column: column as u64, ..fault }
    }
}

impl From<&belfry_stix::Error> for Fault {
    fn from(error: &belfry_stix::Error) -> Self {
        use belfry_stix::Reason;
        let code = match error.reason {
            Reason::Io => "unreadable",
            Reason::NotUtf8 => "bad-text",
            Reason::Syntax => "syntax",
            Reason::UnexpectedEnd => "truncated",
            Reason::TrailingData => "trailing",
            Reason::TooDeep => "stix-deep",
            Reason::ObjectTooLarge => "stix-large",
            Reason::TooManyObjects | Reason::TooManyProperties | Reason::TooMuchToKeep => "stix-many",
            Reason::NotABundle => "not-this",
            Reason::DuplicateProperty => "stix-twice",
            Reason::MissingProperty => "stix-missing",
            Reason::WrongType => "stix-wrong",
            Reason::BadId | Reason::BadType => "stix-id",
            Reason::BadTimestamp => "stix-time",
            _ => "other",
        };
        let detail = error.detail.clone().unwrap_or_else(|| error.reason.to_string());
        Self { line: error.line, column: error.column, ..Self::plain(code) }.with("detail", detail)
    }
}

fn of_reason(reason: &Reason) -> Fault {
    let plain = Fault::plain;
    match reason {
        Reason::Empty => plain("empty"),
        Reason::Truncated => plain("truncated"),
        Reason::Syntax(detail) => plain("syntax").with("detail", detail),
        Reason::Trailing => plain("trailing"),
        Reason::BadText => plain("bad-text"),
        Reason::Nul => plain("nul"),
        Reason::NumberRange => plain("number-range"),
        Reason::NotThis(_) => plain("not-this"),
        Reason::Missing { record, field } => plain("missing").with("record", record).with("field", field),
        Reason::WrongKind { record, field, expected } => {
            plain("wrong-kind").with("record", record).with("field", field).with("expected", expected_code(*expected))
        }
        Reason::Repeated { record, field } => plain("repeated").with("record", record).with("field", field),
        Reason::TooLong { limit } => plain("too-long").with("limit", limit),
        Reason::TooDeep { limit } => plain("too-deep").with("limit", limit),
        Reason::TooMany { field, limit, .. } => plain("too-many").with("field", field).with("limit", limit),
        Reason::TooLarge { limit } => plain("too-large").with("limit", limit),
        Reason::Unreadable(detail) => plain("unreadable").with("detail", detail),
        other => plain("other").with("detail", other),
    }
}

fn expected_code(expected: Expected) -> &'static str {
    match expected {
        Expected::Number => "number",
        Expected::Truth => "truth",
        Expected::Uuid => "uuid",
        Expected::Day => "day",
        Expected::Code => "code",
        Expected::List => "list",
        Expected::Record => "record",
        _ => "text",
    }
}
