//! What was typed into a section, made into values, or refused with words beside the field.

use belfry_web::Form as Sent;
use belfry_web::form::Errors;
use belfry_words::Words;
use ipnet::IpNet;

use super::Record;
use crate::classify::typed::figure;
use crate::register::facts;
use crate::register::fields::{Column, ColumnForm, Field, Form};
use crate::register::rules;

/// Characters of a line.
const LINE: usize = 300;
/// Lines of a field.
const LINES: usize = 500;
/// Rows of a field.
pub const ROWS: usize = 40;

// words: members-entered-{line,email,phone,figure,year,domain,range,country,choice,place,row,many}

/// Why a value is refused: the end of a message key, and the part of the value that is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong(pub &'static str, pub String);

impl Wrong {
    fn at(code: &'static str, text: &str) -> Self {
        Self(code, text.chars().take(80).collect())
    }

    /// In words.
    pub fn said(&self, t: &Words) -> String {
        t.a(&format!("members-entered-{}", self.0), [("value", self.1.as_str().into())])
    }
}

/// Takes the fields of a section out of a form into the record. What is refused comes back as it was typed.
pub fn take(sent: &Sent, fields: &[&Field], record: &mut Record, errors: &mut Errors, t: &Words) {
    for field in fields {
        let typed = match field.form {
            Form::Rows(columns) => rows(sent, field.code, columns),
            Form::Countries | Form::Specials | Form::Sectors => sent.all(field.code).collect::<Vec<_>>().join("\n"),
            Form::Places => {
                let all = (0..ROWS).map(|index| sent.text(&format!("{}-{index}", field.code)).to_owned());
                all.collect::<Vec<_>>().join("\n")
            }
            Form::Keys => continue,
            _ => sent.raw(field.code),
        };
        match checked(field, &typed) {
            Ok(value) => record.set(field.code, value),
            Err(wrong) => {
                errors.add(field.code, wrong.said(t));
                record.set(field.code, typed);
            }
        }
    }
}

/// The rows of a form: `field-0-column` and so on; rows without anything in them are left out.
fn rows(sent: &Sent, field: &str, columns: &[Column]) -> String {
    let mut all = Vec::new();
    for index in 0..ROWS {
        let cells: Vec<String> =
            columns.iter().map(|column| clean(sent.text(&format!("{field}-{index}-{}", column.code)))).collect();
        // A choice that nothing was typed beside is no row.
        let typed = |(column, cell): (&Column, &String)| {
            !matches!(column.form, ColumnForm::Choice(_) | ColumnForm::Country) && !cell.is_empty()
        };
        if columns.iter().zip(&cells).any(typed) {
            all.push(cells.join("\t"));
        }
    }
    all.join("\n")
}

/// One line without what would be taken for a separator.
fn clean(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().filter(|c| !c.is_control()).collect()
}

/// A value as it is kept.
///
/// # Errors
/// [`Wrong`], with the part that is meant.
pub fn checked(field: &Field, typed: &str) -> Result<String, Wrong> {
    let one = clean(typed);
    match field.form {
        Form::Line => line(&one),
        Form::Email => email(&one),
        Form::Phone => phone(&one),
        Form::Figure => match figure(&one) {
            Ok(Some(figure)) => Ok(figure.to_string()),
            Ok(None) => Ok(String::new()),
            Err(()) => Err(Wrong::at("figure", &one)),
        },
        Form::Year if one.is_empty() => Ok(one),
        Form::Year => match one.parse::<u16>() {
            Ok(1990..=2100) => Ok(one),
            _ => Err(Wrong::at("year", &one)),
        },
        Form::Yes => Ok(if one.is_empty() { one } else { "yes".into() }),
        Form::Countries => each(typed, country),
        Form::Lines => each(typed, line),
        Form::Domains => each(typed, domain),
        Form::Ranges => each(typed, range),
        Form::Specials => each(typed, |code| match rules::special(code) {
            Some(special) => Ok(special.code.clone()),
            None if code.is_empty() => Ok(String::new()),
            None => Err(Wrong::at("choice", code)),
        }),
        Form::Sectors => each(typed, |code| match facts::sector(code) {
            Some(sector) => Ok(sector.code.clone()),
            None if code.is_empty() => Ok(String::new()),
            None => Err(Wrong::at("choice", code)),
        }),
        Form::Places => each(typed, place),
        Form::Rows(columns) => each_row(typed, columns),
        Form::Keys => Ok(typed.to_owned()),
    }
}

/// Each line checked, each value once.
fn each(typed: &str, check: impl Fn(&str) -> Result<String, Wrong>) -> Result<String, Wrong> {
    let mut all: Vec<String> = Vec::new();
    for text in typed.lines() {
        let value = check(&clean(text))?;
        if !value.is_empty() && !all.contains(&value) {
            all.push(value);
        }
    }
    if all.len() > LINES { Err(Wrong("many", LINES.to_string())) } else { Ok(all.join("\n")) }
}

fn each_row(typed: &str, columns: &[Column]) -> Result<String, Wrong> {
    let mut all = Vec::new();
    for text in typed.lines().filter(|line| !line.trim().is_empty()) {
        let mut cells: Vec<&str> = text.split('\t').collect();
        cells.resize(columns.len(), "");
        let mut row = Vec::with_capacity(columns.len());
        for (column, cell) in columns.iter().zip(cells) {
            row.push(checked_cell(column, &clean(cell), text)?);
        }
        all.push(row.join("\t"));
    }
    if all.len() > ROWS { Err(Wrong("many", ROWS.to_string())) } else { Ok(all.join("\n")) }
}

fn checked_cell(column: &Column, cell: &str, row: &str) -> Result<String, Wrong> {
    if column.needed && cell.is_empty() {
        return Err(Wrong::at("row", row.replace('\t', " ").trim()));
    }
    match column.form {
        ColumnForm::Line => line(cell),
        ColumnForm::Email => email(cell),
        ColumnForm::Phone => phone(cell),
        ColumnForm::Country => country(cell),
        ColumnForm::Choice(codes) if codes.contains(&cell) => Ok(cell.to_owned()),
        ColumnForm::Choice(_) => Err(Wrong::at("choice", cell)),
    }
}

fn line(text: &str) -> Result<String, Wrong> {
    if text.chars().count() > LINE { Err(Wrong::at("line", text)) } else { Ok(text.to_owned()) }
}

fn email(text: &str) -> Result<String, Wrong> {
    if text.is_empty() {
        return Ok(String::new());
    }
    let address = belfry_identity::Email::parse(text).ok_or_else(|| Wrong::at("email", text))?;
    Ok(address.as_str().to_owned())
}

/// As people write it, in the international form: ITU-T E.164 has at most fifteen digits.
fn phone(text: &str) -> Result<String, Wrong> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '.' | '(' | ')' | '/' | '+'));
    let fine = text.is_empty() || (text.starts_with('+') && plain && (6..=15).contains(&digits));
    if fine { Ok(text.to_owned()) } else { Err(Wrong::at("phone", text)) }
}

fn country(text: &str) -> Result<String, Wrong> {
    let code = text.to_uppercase();
    if code.is_empty() || facts::country(&code).is_some() { Ok(code) } else { Err(Wrong::at("country", text)) }
}

/// A name of at least two labels, as it goes over the wire (RFC 1035, RFC 5890).
fn domain(text: &str) -> Result<String, Wrong> {
    if text.is_empty() {
        return Ok(String::new());
    }
    let name = text.trim_end_matches('.').trim_start_matches("*.");
    let ascii = idna::domain_to_ascii_strict(name).map_err(|_| Wrong::at("domain", text))?;
    let top = ascii.rsplit('.').next().unwrap_or_default();
    let fine = ascii.contains('.') && ascii.len() <= 253 && !top.bytes().all(|b| b.is_ascii_digit());
    if fine { Ok(ascii) } else { Err(Wrong::at("domain", text)) }
}

/// A range in CIDR notation (RFC 4632, RFC 4291), cut to its network; an address is a range of one.
fn range(text: &str) -> Result<String, Wrong> {
    if text.is_empty() {
        return Ok(String::new());
    }
    let parsed = text.parse::<IpNet>().ok().or_else(|| text.parse::<std::net::IpAddr>().ok().map(IpNet::from));
    let net = parsed.ok_or_else(|| Wrong::at("range", text))?.trunc();
    // A range that holds a good part of the internet is a slip.
    let least = match net {
        IpNet::V4(_) => 8,
        IpNet::V6(_) => 16,
    };
    if net.prefix_len() < least { Err(Wrong::at("range", text)) } else { Ok(net.to_string()) }
}

/// `sector/subsector/type`, with the subsector of the type put in.
fn place(text: &str) -> Result<String, Wrong> {
    if text.is_empty() {
        return Ok(String::new());
    }
    let wrong = || Wrong::at("place", text);
    let given = super::Place::of(text);
    let sector = facts::sector(given.sector).filter(|sector| sector.code != "none").ok_or_else(wrong)?;
    let found = match given.entity_type {
        "" => None,
        code => Some(facts::entity_type(code).filter(|(of, _, _)| of.code == sector.code).ok_or_else(wrong)?),
    };
    let own = found.and_then(|(_, subsector, _)| subsector).map_or("", |subsector| subsector.code.as_str());
    let subsector = match (found.is_some(), given.subsector) {
        (_, "") => own,
        (true, code) if code == own => code,
        (false, code) if sector.subsector(code).is_some() => code,
        _ => return Err(wrong()),
    };
    Ok(format!("{}/{}/{}", sector.code, subsector, given.entity_type))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::fields::by_code;

    fn value(code: &str, typed: &str) -> Result<String, Wrong> {
        checked(by_code(code).expect("a field"), typed)
    }

    #[test]
    fn ranges_are_cut_to_their_network_and_slips_refused() {
        let kept = value("ranges", "192.0.2.77/24\n2001:db8::1\n\n192.0.2.0/24").expect("ranges");
        assert_eq!(kept, "192.0.2.0/24\n2001:db8::1/128");
        for slip in ["0.0.0.0/0", "10.0.0.0/33", "water.example", "10.0.0", "::/0", "1.2.3.4-1.2.3.9"] {
            assert!(value("ranges", slip).is_err(), "{slip}");
        }
    }

    #[test]
    fn names_numbers_and_places_are_read_or_refused() {
        let names = value("domains", "Wasser.Example.\nwww.münchen.example").expect("names");
        assert_eq!(names, "wasser.example\nwww.xn--mnchen-3ya.example");
        assert!(value("domains", "localhost").is_err() && value("domains", "192.0.2.1").is_err());
        assert_eq!(value("phone", "+32 2 555 01 23").as_deref(), Ok("+32 2 555 01 23"));
        assert!(value("phone", "02 555").is_err() && value("phone", "+32 call us").is_err());
        assert_eq!(value("turnover", "1 200 000,50").as_deref(), Ok("1200000.5"));
        let place = value("places", "energy//electricity-producer");
        assert_eq!(place.as_deref(), Ok("energy/electricity/electricity-producer"));
        assert_eq!(value("places", "banking").as_deref(), Ok("banking//"));
        assert!(value("places", "banking//electricity-producer").is_err() && value("places", "none").is_err());
        assert_eq!(value("states", "be\nFR").as_deref(), Ok("BE\nFR"));
        assert!(value("states", "ZZ").is_err());
    }

    #[test]
    fn a_row_needs_what_makes_it_of_use() {
        assert!(value("contacts", "security\tAna\tana@water.example\t+32 2 555 01 23\tat any hour").is_ok());
        assert!(value("contacts", "security\tAna\t\t\t").is_err());
        assert!(value("contacts", "friend\tAna\tana@water.example\t\t").is_err());
        assert_eq!(value("links", "parent\tWater Holding\tlu").as_deref(), Ok("parent\tWater Holding\tLU"));
    }
}
