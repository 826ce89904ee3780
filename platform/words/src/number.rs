//! How each language writes numbers.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentResource, FluentValue};

/// A language's number conventions (Unicode CLDR, "Number Symbols").
#[derive(Clone, Copy)]
pub(crate) struct Convention {
    /// Between groups of three digits.
    pub(crate) group: char,
    /// Before the fraction.
    pub(crate) decimal: char,
    /// Gives a bundle the same conventions for the numbers inside its messages.
    pub(crate) install: fn(&mut FluentBundle<FluentResource>),
}

impl Convention {
    const fn of<const GROUP: char, const DECIMAL: char>() -> Self {
        Self { group: GROUP, decimal: DECIMAL, install: install::<GROUP, DECIMAL> }
    }

    /// A whole number: `1,234`.
    pub(crate) fn whole(&self, n: i128) -> String {
        match i16::try_from(n) {
            Ok(few @ -999..=999) => few.to_string(),
            _ => self.grouped(n < 0, &n.unsigned_abs().to_string(), ""),
        }
    }

    /// A number with at most `most` and at least `least` decimals; `None` if it is not finite.
    pub(crate) fn decimals(&self, n: f64, least: usize, most: usize) -> Option<String> {
        let text = n.is_finite().then(|| format!("{:.*}", most.max(least), n.abs()))?;
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let kept = fraction.trim_end_matches('0').len().max(least);
        let fraction = &fraction[..kept];
        let negative = n < 0.0 && text.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
        Some(self.grouped(negative, whole, fraction))
    }

    fn grouped(&self, negative: bool, whole: &str, fraction: &str) -> String {
        let mut said = String::with_capacity(whole.len() * 2 + fraction.len() + 2);
        if negative {
            said.push('-');
        }
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                said.push(self.group);
            }
            said.push(digit);
        }
        if !fraction.is_empty() {
            said.push(self.decimal);
            said.push_str(fraction);
        }
        said
    }
}

/// The conventions of a language. A new language is a new row.
pub(crate) fn convention(language: &str) -> Option<Convention> {
    Some(match language {
        "en" => Convention::of::<',', '.'>(),
        "fr" => Convention::of::<'\u{202F}', ','>(),
        _ => return None,
    })
}

/// Fluent takes a plain function without surroundings, hence the conventions in its type.
fn install<const GROUP: char, const DECIMAL: char>(bundle: &mut FluentBundle<FluentResource>) {
    bundle.set_formatter(Some(|value, _| {
        let FluentValue::Number(number) = value else { return None };
        let options = &number.options;
        let least = options.minimum_fraction_digits.unwrap_or(0).min(9);
        let most = options.maximum_fraction_digits.unwrap_or(3).min(9);
        let said = Convention::of::<GROUP, DECIMAL>().decimals(number.value, least, most)?;
        Some(if options.use_grouping { said } else { said.replace(GROUP, "") })
    }));
}

#[cfg(test)]
mod tests {
    use super::convention;

    #[test]
    fn numbers_are_grouped_and_rounded_as_the_language_does() {
        let (en, fr) = (convention("en").unwrap(), convention("fr").unwrap());
        assert_eq!(en.whole(-1_234_567), "-1,234,567");
        assert_eq!(en.whole(999), "999");
        assert_eq!(fr.whole(1_234), "1\u{202F}234");
        assert_eq!(en.whole(i128::from(i64::MIN)), "-9,223,372,036,854,775,808");
        assert_eq!(en.decimals(1234.5, 2, 2).unwrap(), "1,234.50");
        assert_eq!(fr.decimals(0.25, 0, 1).unwrap(), "0,2");
        assert_eq!(en.decimals(3.0, 0, 1).unwrap(), "3");
        assert_eq!(en.decimals(-0.001, 0, 1).unwrap(), "0");
        assert_eq!(en.decimals(f64::NAN, 0, 1), None);
    }
}
