//! Numbers by which people speak of an incident or a notification. They are drawn and not counted, so that nobody can tell from his own
//! how many others there are.

use belfry_kernel::Ids;

/// Letters and digits that nobody mistakes for each other on the telephone (Crockford's base 32).
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of a number, without its dash: forty bits of chance.
const LONG: usize = 8;

/// A new one: `7KQ4-M2XR`.
#[must_use]
pub fn draw(ids: &Ids) -> String {
    let chance = ids.uuid().as_u128();
    let mut number = String::with_capacity(LONG + 1);
    for at in 0..LONG {
        if at == LONG / 2 {
            number.push('-');
        }
        let letter = usize::try_from(chance >> (5 * at) & 31).unwrap_or_default();
        number.push(char::from(LETTERS[letter]));
    }
    number
}

/// What somebody typed as the number that it is: small letters, no dash, O for 0, I and L for 1. None for anything else.
#[must_use]
pub fn parse(typed: &str) -> Option<String> {
    let letter = |c: char| match c.to_ascii_uppercase() {
        'O' => Some('0'),
        'I' | 'L' => Some('1'),
        c => u8::try_from(c).ok().filter(|byte| LETTERS.contains(byte)).map(char::from),
    };
    let letters: Option<String> = typed.chars().filter(|c| !matches!(c, '-' | ' ')).map(letter).collect();
    let letters = letters.filter(|letters| letters.len() == LONG)?;
    Some(format!("{}-{}", &letters[..LONG / 2], &letters[LONG / 2..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_it_is_said_on_the_telephone() {
        assert_eq!(parse("7kq4 m2xr").as_deref(), Some("7KQ4-M2XR"));
        assert_eq!(parse("o1lI-0000").as_deref(), Some("0111-0000"));
        for other in ["", "7KQ4-M2X", "7KQ4-M2XRR", "7KQ4-M2XU", "é2345678"] {
            assert_eq!(parse(other), None, "{other}");
        }
    }
}
