//! The order of names for a reader.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// What a name is sorted by: its letters in lower case without their accents, so that `Énergie` stands between `Eau` and `Espace`.
/// Joined letters are those that they join. To be used wherever names are sorted for a reader:
/// `names.sort_by_cached_key(|name| sortable(name))`.
#[must_use]
pub fn sortable(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for letter in name.to_lowercase().nfkd().filter(|letter| !is_combining_mark(*letter)) {
        match letter {
            'œ' => key.push_str("oe"),
            'æ' => key.push_str("ae"),
            'ß' => key.push_str("ss"),
            'ø' => key.push('o'),
            'ł' => key.push('l'),
            'đ' => key.push('d'),
            '’' => key.push('\''),
            other => key.push(other),
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::sortable;

    #[test]
    fn an_accent_moves_no_name() {
        let mut names = ["Zinc", "Énergie", "Taïwan", "Œuvre", "Espace", "Tanzanie", "eau", "Łódź", "Ligne"];
        names.sort_by_cached_key(|name| sortable(name));
        assert_eq!(names, ["eau", "Énergie", "Espace", "Ligne", "Łódź", "Œuvre", "Taïwan", "Tanzanie", "Zinc"]);
    }
}
