//! Which keys a source file uses.

use std::collections::BTreeSet;

/// The message keys that a Rust file or a template uses.
///
/// Found are `t.s("..")`, `t.a("..", ..)`, `t.n("..", ..)`, `t.has("..")` and the same on `words`, `words()` or
/// `visit`, strings marked by [`key!`](crate::key),
/// and declarations in a comment that begins with `words:`, for keys that are put together at run time. There, braces
/// hold alternatives: a line comment `words: threats-level-{high,low}` declares two keys; a template says it in `{# .. #}`.
#[must_use]
pub fn used_keys(text: &str) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for opening in [".s(", ".a(", ".n(", ".has(", "key!("] {
        for (at, _) in text.match_indices(opening) {
            if !in_comment(&text[..at])
                && (opening == "key!(" || is_words(&text[..at]))
                && let Some(key) = quoted(&text[at + opening.len()..])
            {
                keys.insert(key.to_owned());
            }
        }
    }
    for line in text.lines() {
        for (at, _) in line.match_indices("words:") {
            let before = line[..at].trim_end();
            if before.ends_with("//") || before.ends_with("{#") {
                declared(&line[at + "words:".len()..], &mut keys);
            }
        }
    }
    keys
}

/// Does the line begin as a Rust comment? Examples in documentation use no keys.
fn in_comment(before: &str) -> bool {
    before.lines().next_back().is_some_and(|line| line.trim_start().starts_with("//"))
}

/// Is what stands before the dot a name that words go by?
fn is_words(before: &str) -> bool {
    let before = before.trim_end();
    let before = before.strip_suffix("()").unwrap_or(before);
    let name = before.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next();
    matches!(name, Some("t" | "words" | "visit"))
}

/// The string that begins here, if it can be a key.
fn quoted(rest: &str) -> Option<&str> {
    let (key, _) = rest.trim_start().strip_prefix('"')?.split_once('"')?;
    is_key(key).then_some(key)
}

fn is_key(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// The keys of one declaration, separated by spaces.
fn declared(rest: &str, keys: &mut BTreeSet<String>) {
    let rest = rest.split("#}").next().unwrap_or_default();
    for word in rest.split_whitespace() {
        let mut spelt = Vec::new();
        spell(word.trim_end_matches(','), &mut spelt);
        keys.extend(spelt.into_iter().filter(|key| is_key(key)));
    }
}

/// `a-{b,c}-d` is `a-b-d` and `a-c-d`; braces do not nest.
fn spell(word: &str, keys: &mut Vec<String>) {
    let opened =
        word.split_once('{').and_then(|(head, rest)| rest.split_once('}').map(|(inner, tail)| (head, inner, tail)));
    match opened {
        Some((head, inner, tail)) => inner.split(',').for_each(|choice| spell(&format!("{head}{choice}{tail}"), keys)),
        None => keys.push(word.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::used_keys;

    fn found(text: &str) -> Vec<String> {
        used_keys(text).into_iter().collect()
    }

    #[test]
    fn calls_on_words_are_found_and_others_are_not() {
        assert_eq!(
            found(r#"{{ t.s("desk-home-title") }} {{ t.a("desk-due", [("n", n.into())]) }} {{ t.n("desk-sum", n) }}"#),
            ["desk-due", "desk-home-title", "desk-sum"]
        );
        assert_eq!(found("/// `t.s(\"a-b\")`\n    //! t.s(\"a-b\")"), Vec::<String>::new());
        assert_eq!(found("visit.words()\n    .a(\n        \"a-b\", &[])"), ["a-b"]);
        assert_eq!(found(r#"self.words.s("a-b"); other.s("c-d"); t.s(key); t.s("Not a key")"#), ["a-b"]);
        assert_eq!(found(r#"match x { A => key!("a-one"), B => words::key!("a-two") }"#), ["a-one", "a-two"]);
    }

    #[test]
    fn declarations_spell_out_their_alternatives() {
        assert_eq!(found("  // words: a-{b,c}-d e-f"), ["a-b-d", "a-c-d", "e-f"]);
        assert_eq!(found("{# words: a-{b,c} #} {{ t.s(key) }}"), ["a-b", "a-c"]);
        assert_eq!(found("// in other words: a-b"), Vec::<String>::new());
        assert_eq!(found("// words: a-{b"), Vec::<String>::new());
    }

    #[test]
    fn text_of_any_script_is_read() {
        assert_eq!(found("é.s(\"a-b\") 語.a(\"c\") “t.s(\"d-e\")"), ["d-e"]);
    }
}
