//! Canonical text.

use belfry_freetext::normal::{Family, address, address_range, key, keys, keys_of_type};

fn canonical(family: Family, value: &str) -> String {
    key(family, value).map(|k| k.text).unwrap_or_default()
}

#[test]
fn two_spellings_meet() {
    use Family::*;
    for (family, written, expected) in [
        (Hash, " D41D8CD98F00B204E9800998ECF8427E\n", "d41d8cd98f00b204e9800998ecf8427e"),
        (Host, "BAD[.]Example.", "bad.example"),
        (Host, "bücher.example", "xn--bcher-kva.example"),
        (Host, "xn--bcher-kva.example", "xn--bcher-kva.example"),
        (Host, "_dmarc.bad.example", "_dmarc.bad.example"),
        (Url, "hxxp://BAD[.]example:80/Path?Q", "http://bad.example/Path?Q"),
        (Url, "https://bad.example:443", "https://bad.example/"),
        (Url, "https://bad.example:8443/", "https://bad.example:8443/"),
        (Url, "bad.example/Path", "http://bad.example/Path"),
        (Url, "tcp://BAD.example:1", "tcp://bad.example:1"),
        (Url, "http://bücher.example/", "http://xn--bcher-kva.example/"),
        (Url, "not a url", "not a url"),
        (Ip, "198.51.100.7", "198.51.100.7"),
        (Ip, "198[.]51[.]100[.]7", "198.51.100.7"),
        (Ip, "::ffff:198.51.100.7", "198.51.100.7"),
        (Ip, "2001:0DB8:0:0::0007", "2001:db8::7"),
        (Ip, "198.51.100.7/24", "198.51.100.0/24"),
        (Ip, "198.51.100.7/32", "198.51.100.7"),
        (Ip, "::ffff:198.51.100.7/120", "198.51.100.0/24"),
        (Ip, "2001:db8::7/32", "2001:db8::/32"),
        (Ip, "198.51.100.700", "198.51.100.700"),
        (Email, "Mallory@BAD[.]example", "mallory@bad.example"),
        (Email, "mallory[at]bücher.example", "mallory@xn--bcher-kva.example"),
        (Filename, " Setup.EXE ", "setup.exe"),
        (Mac, "00-00-5E-00-53-01", "00:00:5e:00:53:01"),
        (Mac, "0000.5e00.5301", "00:00:5e:00:53:01"),
        (Mac, "00005E005301", "00:00:5e:00:53:01"),
        (Mac, "Nothing", "nothing"),
        (Regkey, r"HKLM\Software\Bad\", r"hkey_local_machine\software\bad"),
        (Regkey, r"HKLM:\Software\\Bad", r"hkey_local_machine\software\bad"),
        (Regkey, r"Computer\HKEY_CURRENT_USER\X", r"hkey_current_user\x"),
        (As, "AS64496", "as64496"),
        (As, "64496", "as64496"),
        (As, "ASN 64496", "as64496"),
        (Vulnerability, "cve-2026-0001", "CVE-2026-0001"),
        (Wallet, "1BoatSLRHtKNngkdXEeobR76b53LETtpyT", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"),
        (Tlsh, "t1ab", "AB"),
        (Text, " As It Is ", "As It Is"),
        (Text, "  ", ""),
    ] {
        let found = canonical(family, written);
        assert_eq!(found, expected, "{written}");
        assert_eq!(canonical(family, &found), found, "{written} again");
    }
    assert!(keys(Family::Ip, " ").is_empty());
}

#[test]
fn both_halves_of_a_composite_have_keys() {
    let texts = |kind: &str, value: &str| -> Vec<_> {
        keys_of_type(kind, value).into_iter().map(|k| (k.family, k.text)).collect()
    };
    assert_eq!(
        texts("filename|md5", "a|b.EXE|AB"),
        [(Family::Filename, "a|b.exe".into()), (Family::Hash, "ab".into())]
    );
    assert_eq!(texts("malware-sample", "x|AB").len(), 2);
    assert_eq!(
        texts("domain|ip", "Bad.example|198.51.100.7"),
        [(Family::Host, "bad.example".into()), (Family::Ip, "198.51.100.7".into())]
    );
    assert_eq!(texts("ip-dst|port", "198.51.100.7|80"), [(Family::Ip, "198.51.100.7".into())]);
    assert_eq!(texts("ip-dst|port", "198.51.100.7"), [(Family::Ip, "198.51.100.7".into())]);
    assert_eq!(texts("port", "80"), []);
    assert_eq!(texts("comment", "Hello"), [(Family::Text, "Hello".into())]);
}

#[test]
fn ranges_hold_both_versions() {
    let v4 = |n: u128| 0xffff_0000_0000 + n;
    assert_eq!(address_range("198.51.100.7"), Some((v4(0xc633_6407), v4(0xc633_6407))));
    assert_eq!(address_range("198.51.100.7/24"), Some((v4(0xc633_6400), v4(0xc633_64ff))));
    assert_eq!(address_range("::ffff:198.51.100.7"), address_range("198.51.100.7"));
    assert_eq!(address_range("0.0.0.0/0"), Some((v4(0), v4(0xffff_ffff))));
    assert_eq!(address_range("::/0"), Some((0, u128::MAX)));
    let (first, last) = address_range("2001:db8::/32").unwrap();
    assert_eq!((address(first).as_str(), last - first), ("2001:db8::", (1 << 96) - 1));
    assert_eq!(address(v4(0xc633_6407)), "198.51.100.7");
    for text in ["", "bad.example", "198.51.100.7/33", "198.51.100.7/", "198.51.100", "1.2.3.4/0x8", "::/129"] {
        assert_eq!(address_range(text), None, "{text}");
    }
}
