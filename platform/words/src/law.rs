//! Places in the law, as a language cites them.
//!
//! Data keep a place as English cites it, as the interinstitutional style guide of the Union has it: `Directive (EU) 2022/2555,
//! Article 23(4)(b)`. French has another order of the same parts: `directive (UE) 2022/2555, article 23, paragraphe 4, point b)`.

/// Acts and what stands around them; what is longer stands first.
const ACTS: &[(&str, &str)] = &[
    ("Commission Implementing Regulation", "règlement d’exécution"),
    ("Implementing Regulation", "règlement d’exécution"),
    ("Delegated Regulation", "règlement délégué"),
    ("Council Directive", "directive"),
    ("Regulation", "règlement"),
    ("Directive", "directive"),
    ("Recommendation", "recommandation"),
    ("(EU)", "(UE)"),
    ("(EC)", "(CE)"),
    ("No ", "n°\u{a0}"),
    ("/EEC", "/CEE"),
    ("/EC", "/CE"),
    ("/EU", "/UE"),
    ("OJ L", "JO L"),
    ("as amended by", "modifié par le"),
    ("Annexes", "annexes"),
    ("Annex", "annexe"),
    (" and ", " et "),
    (" to ", " à "),
    ("; ", "\u{a0}; "),
];

/// Days are written `of 17 October 2024`.
const MONTHS: &[(&str, &str)] = &[
    ("January", "janvier"),
    ("February", "février"),
    ("March", "mars"),
    ("April", "avril"),
    ("May", "mai"),
    ("June", "juin"),
    ("July", "juillet"),
    ("August", "août"),
    ("September", "septembre"),
    ("October", "octobre"),
    ("November", "novembre"),
    ("December", "décembre"),
];

const ORDINALS: &[(&str, &str)] =
    &[("first", "premier"), ("second", "deuxième"), ("third", "troisième"), ("fourth", "quatrième")];

/// A place in the law in French; what is no such place stays as it is.
pub(crate) fn french(law: &str) -> String {
    let mut said = String::with_capacity(law.len() * 2);
    let mut rest = law;
    while let Some(next) = rest.chars().next() {
        if let Some(after) = articles(rest, &mut said).or_else(|| day(rest, &mut said)) {
            rest = after;
        } else if let Some((english, french)) = ACTS.iter().find(|(english, _)| rest.starts_with(english)) {
            said.push_str(french);
            rest = &rest[english.len()..];
        } else {
            said.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    said
}

fn day<'l>(law: &'l str, said: &mut String) -> Option<&'l str> {
    let (day, after) = split_at(law.strip_prefix("of ")?, |c| c.is_ascii_digit())?;
    let after = after.strip_prefix(' ')?;
    let (english, french) = MONTHS.iter().find(|(english, _)| after.starts_with(english))?;
    said.push_str(&format!("du {day} {french}"));
    Some(&after[english.len()..])
}

/// `Article 2(1), 3(2)`, `Articles 4 to 6 and 16(11)`: each article with its parts is named for itself, those without are told together.
fn articles<'l>(law: &'l str, said: &mut String) -> Option<&'l str> {
    let mut rest = law.strip_prefix("Articles ").or_else(|| law.strip_prefix("Article "))?;
    let mut blocks: Vec<(Vec<String>, String)> = Vec::new();
    let mut tie = "";
    while let Some((number, parts, after)) = article(rest) {
        match blocks.last_mut() {
            Some((run, told)) if told.is_empty() && (parts.is_empty() || tie == "à") => {
                run.push(if tie == "à" { format!("à {number}") } else { number });
                *told = parts;
            }
            _ => blocks.push((vec![number], parts)),
        }
        rest = after;
        let ties = [(", and ", "et"), (" and ", "et"), (" to ", "à"), (", ", "et")];
        let Some((english, french)) =
            ties.iter().find(|(tie, _)| rest.strip_prefix(tie).is_some_and(|after| article(after).is_some()))
        else {
            break;
        };
        (tie, rest) = (french, &rest[english.len()..]);
    }
    let last = blocks.len().checked_sub(1)?;
    for (at, (run, parts)) in blocks.iter().enumerate() {
        let after_parts = at > 0 && !blocks[at - 1].1.is_empty();
        said.push_str(match (at, at == last) {
            (0, _) => "",
            (_, true) if after_parts => ", et ",
            (_, true) => " et ",
            _ => ", ",
        });
        said.push_str(if run.len() > 1 { "articles " } else { "article " });
        said.push_str(&listed(run));
        said.push_str(parts);
    }
    Some(rest)
}

/// The number of an article, its parts in French, and what follows.
fn article(law: &str) -> Option<(String, String, &str)> {
    let (number, mut rest) = numbered(law)?;
    let mut parts = String::new();
    while let Some((told, after)) = part(rest, &parts) {
        parts.push_str(&told);
        rest = after;
    }
    Some((number, parts, rest))
}

/// `(4)`, `(b) to (e)`, `, point (18)`, `, second subparagraph`, ` and (12)`.
fn part<'l>(law: &'l str, before: &str) -> Option<(String, &'l str)> {
    if let Some(after) = law.strip_prefix(", ") {
        let ordinal = ORDINALS.iter().find_map(|(english, french)| {
            let after = after.strip_prefix(english)?.strip_prefix(" subparagraph")?;
            Some((format!(", {french} alinéa"), after))
        });
        if ordinal.is_some() {
            return ordinal;
        }
    }
    let pointed = law.strip_prefix(", points ").or_else(|| law.strip_prefix(", point "));
    let again = law.strip_prefix(" and ").filter(|after| after.starts_with('(') && !before.is_empty());
    let (code, mut rest) = code(pointed.or(again).unwrap_or(law))?;
    let digits = code.starts_with(|c: char| c.is_ascii_digit());
    let roman = before.ends_with(')') && code.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    let point = pointed.is_some() || !digits;
    let (kind, mark) = match (roman, point) {
        (true, _) => ("sous", ")"),
        (_, true) => ("point", ")"),
        _ => ("paragraphe", ""),
    };
    let mut told = format!("{code}{mark}");
    let mut many = "";
    let ties = [(" to ", " à "), (" and ", " et "), (", ", ", ")];
    let another = |rest: &'l str| {
        let (after, french) = ties.iter().find_map(|(english, french)| Some((rest.strip_prefix(english)?, french)))?;
        let (code, after) = self::code(after)?;
        (code.starts_with(|c: char| c.is_ascii_digit()) == digits).then_some((code, *french, after))
    };
    while let Some((code, tie, after)) = another(rest) {
        told = format!("{told}{tie}{code}{mark}");
        (many, rest) = ("s", after);
    }
    let tie = if again.is_some() { " et " } else { ", " };
    Some((format!("{tie}{kind}{}\u{a0}{told}", if roman { "" } else { many }), rest))
}

/// What stands in brackets, as French writes it: `2a` is `2 bis`.
fn code(law: &str) -> Option<(String, &str)> {
    let (code, after) = split_at(law.strip_prefix('(')?, |c| c.is_ascii_lowercase() || c.is_ascii_digit())?;
    let after = after.strip_prefix(')')?;
    Some((numbered(code).map_or_else(|| code.to_owned(), |(number, _)| number), after))
}

/// A number; one that was put in later bears a letter: `19a` is `19 bis`.
fn numbered(law: &str) -> Option<(String, &str)> {
    let (number, rest) = split_at(law, |c| c.is_ascii_digit())?;
    let Some((letter, after)) = split_at(rest, |c| c.is_ascii_lowercase()) else {
        return Some((number.to_owned(), rest));
    };
    let added = match letter {
        "a" => "bis",
        "b" => "ter",
        "c" => "quater",
        other => other,
    };
    Some((format!("{number}\u{a0}{added}"), after))
}

/// A text at its first character that is not of a kind; none where that is the first.
fn split_at(text: &str, kind: fn(char) -> bool) -> Option<(&str, &str)> {
    let end = text.find(|c| !kind(c)).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

/// `2, 3, 26 et 27`, `4 à 6`.
fn listed(run: &[String]) -> String {
    let mut said = String::new();
    for (at, one) in run.iter().enumerate() {
        let tie = if at == 0 {
            ""
        } else if one.starts_with('à') {
            " "
        } else if at + 1 == run.len() {
            " et "
        } else {
            ", "
        };
        said.push_str(tie);
        said.push_str(one);
    }
    said
}

#[cfg(test)]
mod tests {
    use super::french;

    /// Without no-break spaces, which are not seen here.
    fn said(law: &str) -> String {
        french(law).replace('\u{a0}', " ")
    }

    #[test]
    fn a_place_in_the_law_is_cited_as_french_does() {
        for (english, expected) in [
            ("Article 23(4), second subparagraph", "article 23, paragraphe 4, deuxième alinéa"),
            (
                "Delegated Regulation (EU) 2025/301, Article 5(1)(c) and (4)",
                "règlement délégué (UE) 2025/301, article 5, paragraphe 1, point c) et paragraphe 4",
            ),
            (
                "Directive (EU) 2022/2555, Article 23(3); Implementing Regulation (EU) 2024/2690 of 17 October 2024, Articles 3 to 14 \
                 (OJ L, 2024/2690, 18.10.2024)",
                "directive (UE) 2022/2555, article 23, paragraphe 3 ; règlement d’exécution (UE) 2024/2690 du 17 octobre 2024, \
                 articles 3 à 14 (JO L, 2024/2690, 18.10.2024)",
            ),
            ("Article 2(1), 3(2)", "article 2, paragraphe 1, et article 3, paragraphe 2"),
            ("Article 2(2)(b) to (e), 3(2)", "article 2, paragraphe 2, points b) à e), et article 3, paragraphe 2"),
            ("Article 2(4), 3(3), 27 and 28", "article 2, paragraphe 4, article 3, paragraphe 3, et articles 27 et 28"),
            (
                "Directive (EU) 2016/1148, Articles 4 to 6 and 16(11)",
                "directive (UE) 2016/1148, articles 4 à 6 et article 16, paragraphe 11",
            ),
            (
                "Article 23(1), third subparagraph, and 23(8)",
                "article 23, paragraphe 1, troisième alinéa, et article 23, paragraphe 8",
            ),
            ("Article 2(2)(f)(ii)", "article 2, paragraphe 2, point f), sous ii)"),
            (
                "Article 19a(1)(b) and 24(2)(fb)",
                "article 19 bis, paragraphe 1, point b), et article 24, paragraphe 2, point fb)",
            ),
            (
                "Directive 2009/72/EC, Article 2, points (3) and (12)",
                "directive 2009/72/CE, article 2, points 3) et 12)",
            ),
            ("Article 3, points (3), (9) and (14)", "article 3, points 3), 9) et 14)"),
            ("Article 4(5) and (6), Annex III", "article 4, paragraphes 5 et 6, annexe III"),
            ("Regulation (EC) No 725/2004, Annex I", "règlement (CE) n° 725/2004, annexe I"),
            ("Directive 97/67/EC, Article 2, point (1a)", "directive 97/67/CE, article 2, point 1 bis)"),
            ("Annexes II and III", "annexes II et III"),
            ("Loi du 5 mai, art. 3", "Loi du 5 mai, art. 3"),
        ] {
            assert_eq!(said(english), expected, "{english}");
        }
    }
}
