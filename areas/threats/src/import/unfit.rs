//! What a row of a table says that cannot be taken, in words: its type, its value, its day.

use belfry_misp::types;
use belfry_words::Words;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

use crate::attribute::check::Refusal;

/// Characters of a cell that are repeated.
const SHOWN: usize = 60;

/// Words for types that people write, without blanks and signs: the value itself tells which type it is of.
const EVERYDAY: &str = "ip ips ipaddress ipaddr ipv4 ipv6 ipv4addr ipv6addr address adresse adresseip domain domains domaine \
     domainname nomdedomaine host hostname hôte hote nomdhôte fqdn url urls uri link lien hash hashes filehash filehashmd5 \
     filehashsha1 filehashsha256 checksum digest empreinte hachage file fichier email emails mail emailaddress emailaddr \
     adressemail courriel cve vulnerability vulnérabilité vulnerabilite asn mac macaddress adressemac indicator ioc";

/// Why a row is no attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// The word that says its type is none that is known.
    Word(String),
    /// Nothing says its type, and the value does not tell it.
    Untold,
    /// The value or its category.
    Refused(Refusal),
}

impl Unfit {
    /// Of a word.
    pub(super) fn word(word: &str) -> Self {
        Self::Word(short(word))
    }

    /// What happened and what to do.
    pub fn words(&self, t: &Words) -> String {
        match self {
            Self::Word(word) => t.a("threats-import-type-word", [("word", word.as_str().into())]),
            Self::Untold => t.s("threats-import-type-untold"),
            Self::Refused(refusal) => refusal.words(t),
        }
    }
}

/// A day or an instant that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undated {
    /// It is none.
    No(String),
    /// It may be two days: what was written, and both of them.
    Two(String, Date, Date),
}

impl Undated {
    /// What happened and what to do.
    pub fn words(&self, t: &Words) -> String {
        match self {
            Self::No(typed) => t.a("threats-import-date-none", [("typed", typed.as_str().into())]),
            Self::Two(typed, one, other) => {
                let (one, other) = (one.to_string(), other.to_string());
                t.a(
                    "threats-import-date-two",
                    [("typed", typed.as_str().into()), ("one", one.as_str().into()), ("other", other.as_str().into())],
                )
            }
        }
    }
}

impl std::fmt::Display for Undated {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::No(typed) => write!(f, "\"{typed}\" is no day that can be read: write it as 2026-02-01"),
            Self::Two(typed, one, other) => write!(f, "\"{typed}\" may be two days: write {one} or {other}"),
        }
    }
}

fn short(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(SHOWN).collect()
}

/// MISP's type of a word, in whatever case it is written.
pub(super) fn type_of(word: &str) -> Option<&'static str> {
    let word = word.trim().to_lowercase();
    // "AS" is the one type in capitals.
    let word = if word == "as" { "AS" } else { word.as_str() };
    types::get(word).map(|info| info.name)
}

/// Whether a word says of what sort a value is without naming one of MISP's types.
pub(super) fn is_everyday(word: &str) -> bool {
    let plain: String = word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    EVERYDAY.split(' ').any(|known| known == plain)
}

/// A day or an instant as RFC 3339, in UTC; seconds since 1970 are understood, and days that begin with the day where that is plain.
pub(super) fn instant(text: &str) -> Result<String, Undated> {
    if let Ok(at) = text.parse::<jiff::Timestamp>() {
        return Ok(at.to_string());
    }
    let none = || Undated::No(short(text));
    // Fewer digits are a year or a day, and no second of this century.
    if (9..=11).contains(&text.len())
        && let Ok(seconds) = text.parse::<i64>()
    {
        return jiff::Timestamp::from_second(seconds).map(|at| at.to_string()).map_err(|_| none());
    }
    let at = text.replacen(' ', "T", 1).parse::<DateTime>().ok();
    let at = at.or_else(|| text.parse::<Date>().ok().map(|day| day.at(0, 0, 0, 0)));
    let at = match at {
        Some(at) => at,
        None => day_first(text)?.ok_or_else(none)?,
    };
    at.to_zoned(TimeZone::UTC).map(|at| at.timestamp().to_string()).map_err(|_| none())
}

/// `31/12/2026`, `31.12.2026`, perhaps with a time behind it.
fn day_first(text: &str) -> Result<Option<DateTime>, Undated> {
    let (day, time) = text.split_once([' ', 'T']).unwrap_or((text, ""));
    let parts: Vec<&str> = day.split(['/', '.', '-']).collect();
    let [first, second, year] = parts[..] else { return Ok(None) };
    let (Ok(first), Ok(second), Ok(year), 4) =
        (first.parse::<i8>(), second.parse::<i8>(), year.parse::<i16>(), year.len())
    else {
        return Ok(None);
    };
    let (as_day_first, as_month_first) = (Date::new(year, second, first).ok(), Date::new(year, first, second).ok());
    let day = match (as_day_first, as_month_first) {
        (Some(one), Some(other)) if one != other => return Err(Undated::Two(short(text), one, other)),
        (one, _) => one,
    };
    let time = if time.is_empty() { Some(Time::midnight()) } else { time.trim().parse::<Time>().ok() };
    Ok(day.zip(time).map(|(day, time)| day.to_datetime(time)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them_where_there_is_one_way_to_read_them() {
        let read = |text: &str| instant(text).ok();
        for text in ["2026-12-31", "31/12/2026", "31.12.2026", "20261231", "31/12/2026 00:00", "1798675200"] {
            assert_eq!(read(text).as_deref(), Some("2026-12-31T00:00:00Z"), "{text}");
        }
        assert_eq!(read("05/05/2026").as_deref(), Some("2026-05-05T00:00:00Z"));
        for text in ["soon", "32/13/2026", "2026", "31/12/26", "31/12/2026 at night"] {
            assert_eq!(instant(text), Err(Undated::No(text.into())), "{text}");
        }
        let two = instant("01/02/2026").expect_err("two days");
        assert_eq!(two.to_string(), "\"01/02/2026\" may be two days: write 2026-02-01 or 2026-01-02");
    }
}
