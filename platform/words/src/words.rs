//! One reader's language and time zone.

use std::fmt;
use std::sync::Arc;

use fluent_bundle::{FluentArgs, FluentValue};
use jiff::tz::TimeZone;

use crate::arg::Arg;
use crate::catalogue::Language;
use crate::key;

/// The words of one language for one reader. Cheap to clone.
#[derive(Clone)]
pub struct Words {
    languages: Arc<[Language]>,
    position: usize,
    pub(crate) zone: TimeZone,
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Words").field("language", &self.language()).field("zone", &self.zone).finish()
    }
}

impl Words {
    pub(crate) fn new(languages: Arc<[Language]>, position: usize) -> Self {
        Self { languages, position, zone: TimeZone::UTC }
    }

    /// The same words with times in a zone of the IANA database, such as `Europe/Brussels`. An unknown name leaves UTC;
    /// whoever lets a reader choose asks [`Words::knows_zone`] first.
    #[must_use]
    pub fn in_zone(&self, name: &str) -> Self {
        let zone = TimeZone::get(name).unwrap_or_else(|error| {
            tracing::warn!(%error, "a time zone is unknown; times are said in UTC");
            TimeZone::UTC
        });
        Self { zone, ..self.clone() }
    }

    /// Is this the name of a time zone?
    #[must_use]
    pub fn knows_zone(name: &str) -> bool {
        TimeZone::get(name).is_ok()
    }

    /// The reader's time zone.
    #[must_use]
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The language's code, for `lang` attributes: `en`, `fr`.
    #[must_use]
    pub fn language(&self) -> &'static str {
        self.here().code
    }

    /// The message of a key without arguments.
    ///
    /// A key that the language lacks is said in English; one that English lacks is said itself and logged.
    #[must_use]
    pub fn s(&self, key: &str) -> String {
        self.here().plain.get(key).map_or_else(|| self.a(key, []), |text| String::from(&**text))
    }

    /// The message of a key with arguments; missing keys as in [`Words::s`]. The text is plain: HTML is escaped by
    /// whoever writes it.
    ///
    /// In Rust and in templates alike: `t.a("threats-event-by", [("n", n.into()), ("who", name.as_str().into())])`.
    #[must_use]
    pub fn a<'k, 'v>(&self, key: &str, args: impl AsRef<[(&'k str, Arg<'v>)]>) -> String {
        let args = args.as_ref();
        if let Some(said) = self.here().say(key, args) {
            return said;
        }
        tracing::warn!(key, language = self.language(), "a message is missing");
        self.languages.first().and_then(|english| english.say(key, args)).unwrap_or_else(|| key.to_owned())
    }

    /// The message of a key that is told one number, `$n`: `t.n("threats-event-count", count)`.
    #[must_use]
    pub fn n<'v>(&self, key: &str, n: impl Into<Arg<'v>>) -> String {
        self.a(key, [("n", n.into())])
    }

    /// Is there a message of that key, here or in English?
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.here().bundle.has_message(key)
            || self.languages.first().is_some_and(|english| english.bundle.has_message(key))
    }

    /// The name of a code of the register: a `country`, a `region`, a `sector` or `kind` in the words of whichever area keeps them;
    /// the code itself where it has none.
    #[must_use]
    pub fn named(&self, group: &str, code: &str) -> String {
        if group == "country" {
            return crate::country::name(code, self.language()).unwrap_or(code).to_owned();
        }
        if group == "region" {
            return crate::country::region(code).unwrap_or(code).to_owned();
        }
        let key = format!("members-{group}-{code}");
        if self.has(&key) { self.s(&key) } else { code.to_owned() }
    }

    /// A place in the law as this language cites it. Data keep it as English does: `Directive (EU) 2022/2555, Article 23(4)(b)`.
    #[must_use]
    pub fn cited(&self, law: &str) -> String {
        if self.language() == "fr" { crate::law::french(law) } else { law.to_owned() }
    }

    /// The same where it begins a line or a cell, and therefore with a capital: `Directive (UE) 2022/2555, article 21`.
    #[must_use]
    pub fn cited_first(&self, law: &str) -> String {
        // Data begin a place with a capital; what begins small is an address.
        if law.starts_with(char::is_uppercase) { crate::capital(&self.cited(law)) } else { law.to_owned() }
    }

    /// A whole number: "1,234", "1 234".
    #[must_use]
    pub fn number<'a>(&self, n: impl Into<Arg<'a>>) -> String {
        match n.into() {
            Arg::Number(n) => self.here().convention.whole(n),
            Arg::Text(said) => said.into_owned(),
        }
    }

    /// A number with at most `most` decimals: "3.5", "3,5".
    #[must_use]
    pub fn decimal(&self, n: f64, most: usize) -> String {
        self.here().convention.decimals(n, 0, most).unwrap_or_else(|| self.s("words-number-none"))
    }

    /// A share of one, with at most one decimal: 0.425 is "42.5%", "42,5 %".
    #[must_use]
    pub fn percent(&self, share: f64) -> String {
        match self.here().convention.decimals(share * 100.0, 0, 1) {
            Some(n) => self.n("words-percent", n),
            None => self.s("words-number-none"),
        }
    }

    /// A size in bytes, in units of 1,024 as limits are set (IEC 80000-13): "512 bytes", "1.2 MiB", "34 Gio".
    #[must_use]
    pub fn bytes(&self, bytes: u64) -> String {
        const UNITS: [(&str, f64); 4] = [
            (key!("words-bytes-tib"), (1_u64 << 40) as f64),
            (key!("words-bytes-gib"), (1_u64 << 30) as f64),
            (key!("words-bytes-mib"), (1_u64 << 20) as f64),
            (key!("words-bytes-kib"), 1024.0),
        ];
        if bytes < 1024 {
            return self.n("words-bytes-b", bytes);
        }
        // What rounds to the next unit is said in it, so that no "1,024 KiB" is said.
        let size = bytes as f64;
        let (key, unit) = UNITS.into_iter().find(|(_, unit)| size >= unit * 0.9995).unwrap_or(UNITS[3]);
        let count = size / unit;
        let said = self.decimal(count, usize::from(count < 9.95));
        self.a(key, &[("n", said.into())])
    }

    /// An amount of money in hundredths of a currency named by ISO 4217: "€1,234.50", "1 234,50 €".
    #[must_use]
    pub fn money(&self, cents: i64, currency: &str) -> String {
        let convention = &self.here().convention;
        let size = cents.unsigned_abs();
        let amount = format!("{}{}{:02}", convention.whole(i128::from(size / 100)), convention.decimal, size % 100);
        let sign = if cents < 0 { "-" } else { "" };
        let symbol = match currency {
            "EUR" => "€",
            "GBP" => "£",
            "USD" => "$",
            _ => {
                let args = [("sign", sign.into()), ("code", currency.into()), ("amount", amount.into())];
                return self.a("words-money-code", &args);
            }
        };
        self.a("words-money-symbol", &[("sign", sign.into()), ("symbol", symbol.into()), ("amount", amount.into())])
    }

    /// What something is called, and what is said of it: "Health: hospital", "Santé : hôpital". A question has its own mark.
    #[must_use]
    pub fn labelled(&self, label: &str, said: &str) -> String {
        let label = label.trim_end_matches(':').trim();
        let args = [("label", label.into()), ("said", said.into())];
        match label.chars().last() {
            None => said.to_owned(),
            Some('?' | '!' | '.' | '…') => self.a("words-labelled-after", args),
            Some(_) => self.a("words-labelled", args),
        }
    }

    /// Several things in a sentence: "a", "a and b", "a, b and c". Nothing for none.
    #[must_use]
    pub fn list<T: AsRef<str>>(&self, things: &[T]) -> String {
        let Some((last, others)) = things.split_last() else { return String::new() };
        let head = others
            .iter()
            .map(|thing| thing.as_ref().to_owned())
            .reduce(|said, next| self.a("words-list-head", &[("first", said.into()), ("second", next.into())]));
        match head {
            Some(head) => self.a("words-list-pair", &[("first", head.into()), ("second", last.as_ref().into())]),
            None => last.as_ref().to_owned(),
        }
    }

    fn here(&self) -> &Language {
        &self.languages[self.position]
    }
}

impl Language {
    /// The message, if there is one. Faults inside it (an argument that was not given) are logged, and said as Fluent does.
    fn say(&self, key: &str, args: &[(&str, Arg<'_>)]) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let given: FluentArgs<'_> = args.iter().map(|(name, arg)| (*name, self.told(arg))).collect();
        let mut errors = Vec::new();
        let said = self.bundle.format_pattern(pattern, Some(&given), &mut errors).into_owned();
        if !errors.is_empty() {
            tracing::warn!(key, language = self.code, ?errors, "a message was not given what it needs");
        }
        Some(said)
    }

    fn told<'a>(&self, arg: &'a Arg<'_>) -> FluentValue<'a> {
        arg.value(|n| self.convention.whole(n))
    }
}
