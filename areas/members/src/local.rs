//! Addresses to go back to: only those of this very site.

/// The address if it is a path of this site, otherwise home. A browser reads `//host` and `/\host` as other sites, and
/// drops tabs and line ends before it looks.
pub fn path(address: &str) -> &str {
    let fine = address.starts_with('/')
        && !address.starts_with("//")
        && address.len() <= 2_000
        && !address.contains(|c: char| c.is_control() || c == '\\' || !c.is_ascii());
    if fine { address } else { "/" }
}

/// A query of one name and value, without the question mark.
pub fn query(name: &str, value: &str) -> String {
    serde_urlencoded::to_string([(name, value)]).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn only_paths_of_this_site_are_gone_back_to() {
        assert_eq!(path("/threats/events?tlp=green"), "/threats/events?tlp=green");
        for other in
            ["", "https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "/\t/x", "x", "/a\nb"]
        {
            assert_eq!(path(other), "/", "{other}");
        }
    }
}
