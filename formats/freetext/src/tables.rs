//! Small lists of our own.

/// Schemes that a URL in a report may have.
pub(crate) const SCHEMES: [&str; 22] = [
    "http", "https", "ftp", "ftps", "sftp", "tftp", "ws", "wss", "smb", "ldap", "ldaps", "tcp", "udp", "ssh", "telnet",
    "rtsp", "git", "rdp", "irc", "ircs", "dns", "file",
];

/// Top-level names that no registry has: RFC 2606 and RFC 6761 for documentation and tests.
pub(crate) const DOCUMENTATION_TLDS: [&str; 3] = ["example", "test", "invalid"];

/// Top-level names that are used inside organisations (RFC 6762, ICANN's reservation of `internal`).
pub(crate) const INTERNAL_TLDS: [&str; 5] = ["local", "localdomain", "internal", "lan", "intranet"];

/// Domains that stand in reports without being indicators.
pub(crate) const WELL_KNOWN: [&str; 32] = [
    "adobe.com",
    "akamai.net",
    "amazon.com",
    "apple.com",
    "asp.net",
    "bing.com",
    "cloudflare.com",
    "debian.org",
    "europa.eu",
    "facebook.com",
    "first.org",
    "github.com",
    "gmail.com",
    "google.com",
    "ietf.org",
    "instagram.com",
    "linkedin.com",
    "microsoft.com",
    "mitre.org",
    "mozilla.org",
    "nist.gov",
    "office.com",
    "oracle.com",
    "outlook.com",
    "python.org",
    "twitter.com",
    "virustotal.com",
    "w3.org",
    "wikipedia.org",
    "windows.com",
    "yahoo.com",
    "youtube.com",
];

/// Domains set aside for documentation (RFC 2606).
pub(crate) const DOCUMENTATION: [&str; 3] = ["example.com", "example.net", "example.org"];

/// File name extensions that are no top-level domain.
pub(crate) const EXTENSIONS: [&str; 124] = [
    "7z", "accdb", "apk", "arj", "asp", "aspx", "bak", "bash", "bat", "bin", "bmp", "bz2", "cab", "cfg", "cgi", "chm",
    "class", "cmd", "conf", "cpl", "cpp", "crt", "crx", "csv", "dat", "deb", "dll", "dmg", "doc", "docm", "docx",
    "dotm", "drv", "efi", "elf", "eml", "eps", "exe", "gif", "gz", "hta", "htm", "html", "ico", "img", "inf", "ini",
    "ipa", "iso", "jar", "jpeg", "jpg", "js", "jse", "json", "jsp", "key", "ko", "lnk", "log", "lua", "lzh", "mdb",
    "mp3", "mp4", "msg", "msi", "msp", "ocx", "odp", "ods", "odt", "ova", "pcap", "pdf", "pem", "php", "pif", "pkg",
    "png", "pps", "ppt", "pptm", "pptx", "ps1", "psd1", "psm1", "rar", "rb", "reg", "rpm", "rtf", "scr", "sct",
    "shtml", "sql", "svg", "swf", "sys", "tar", "tgz", "tmp", "toml", "txt", "url", "vbe", "vbs", "vhd", "vhdx",
    "vmdk", "war", "wav", "wim", "wsf", "wsh", "xhtml", "xla", "xlam", "xls", "xlsb", "xlsm", "xlsx", "xml", "xz",
];

/// Extensions that are top-level domains too, where a name of two labels is a file.
pub(crate) const FILE_FIRST: [&str; 8] = ["zip", "mov", "py", "sh", "rs", "md", "so", "ps"];

/// Extensions that are top-level domains too, where a name is a domain.
pub(crate) const DOMAIN_FIRST: [&str; 6] = ["pl", "app", "one", "pub", "cat", "cc"];

/// Words before a number that make it a version rather than an address.
pub(crate) const VERSION_WORDS: [&str; 12] = [
    "version", "versions", "ver", "v", "release", "build", "firmware", "revision", "rev", "update", "upgrade", "kernel",
];

#[cfg(test)]
mod tests {
    #[test]
    fn extensions_are_sorted_for_binary_search() {
        assert!(super::EXTENSIONS.is_sorted_by(|a, b| a < b));
    }
}
