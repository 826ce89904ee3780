//! Which language a browser asks for.

/// The best of `offered` for an `Accept-Language` header, by primary subtag; the first offered for `*`.
///
/// Weights are compared in thousandths, ties go to what stands first; what cannot be read is passed over.
pub(crate) fn negotiate(header: &str, offered: &[&'static str]) -> Option<&'static str> {
    let mut best: Option<(u16, &'static str)> = None;
    for range in header.split(',').take(32) {
        let mut parts = range.split(';');
        let tag = parts.next().unwrap_or_default().trim();
        let Some(weight) = parts.next().map_or(Some(1000), weight) else { continue };
        let primary = tag.split('-').next().unwrap_or_default();
        let found = match primary {
            "*" => offered.first(),
            _ => offered.iter().find(|language| language.eq_ignore_ascii_case(primary)),
        };
        if let Some(language) = found
            && weight > best.map_or(0, |(weight, _)| weight)
        {
            best = Some((weight, language));
        }
    }
    best.map(|(_, language)| language)
}

/// `q=0.8` in thousandths (RFC 9110, section 12.4.2).
fn weight(parameter: &str) -> Option<u16> {
    let (name, value) = parameter.trim().split_once('=')?;
    let value = value.trim().parse::<f32>().ok().filter(|value| (0.0..=1.0).contains(value))?;
    name.trim().eq_ignore_ascii_case("q").then_some((value * 1000.0).round() as u16)
}

#[cfg(test)]
mod tests {
    use super::negotiate;

    #[test]
    fn the_weightiest_language_that_is_offered_wins() {
        let best = |header| negotiate(header, &["en", "fr"]);
        assert_eq!(best("fr-BE,fr;q=0.9,en;q=0.8"), Some("fr"));
        assert_eq!(best("de, en;q=0.4, fr;q=0.7"), Some("fr"));
        assert_eq!(best("FR"), Some("fr"));
        assert_eq!(best("*;q=0.1"), Some("en"));
        assert_eq!(best("fr;q=0, de"), None);
        assert_eq!(best("fr;q=bad, en;q=0.1"), Some("en"));
        assert_eq!(best(""), None);
    }
}
