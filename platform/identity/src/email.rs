//! E-mail addresses as accounts bear them.

/// An address in its canonical form: trimmed and in lower case, so that one mailbox is one account.
///
/// RFC 5321 section 2.4 lets a local part tell upper from lower case; no provider of note does, and two accounts that
/// differ in case only would be a trap.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Email(String);

/// RFC 5321 section 4.5.3.1.3: a path has at most 256 octets, two of them brackets.
const LONGEST: usize = 254;

impl Email {
    /// Reads an address; `None` for what no mail could reach.
    pub fn parse(text: &str) -> Option<Self> {
        let canonical = text.trim().to_lowercase();
        let (local, domain) = canonical.rsplit_once('@')?;
        let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | ',' | ';' | '"' | '(' | ')');
        let fine = canonical.len() <= LONGEST
            && !canonical.contains(odd)
            && (1..=64).contains(&local.len())
            && !local.contains('@')
            && domain.len() >= 3
            && domain.split('.').count() >= 2
            && domain.split('.').all(|part| !part.is_empty() && !part.starts_with('-') && !part.ends_with('-'));
        fine.then_some(Self(canonical))
    }

    /// The canonical text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands before the `@`.
    pub fn local(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(local, _)| local)
    }
}

impl std::fmt::Display for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mailbox_has_one_form() {
        assert_eq!(Email::parse(" Ana.Lund@Example.ORG "), Email::parse("ana.lund@example.org"));
        for text in
            ["", "ana", "@example.org", "ana@", "ana@example", "a b@example.org", "a@b@c.org", "a@-b.org", "a@b..c"]
        {
            assert_eq!(Email::parse(text), None, "{text}");
        }
    }
}
