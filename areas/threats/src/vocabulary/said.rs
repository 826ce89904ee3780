//! What is built in, in the reader's language: MISP's categories, templates of objects and their roles, taxonomies and warninglists.
//! What was loaded from elsewhere speaks for itself, and a tag stays what it is.

use belfry_words::Words;

use super::pattern::{self, Pattern};
use super::read::Terms;
use super::{Kind, Term, Vocabulary, Whole, builtin};

// words: threats-category-{internal-reference,targeting-data,antivirus-detection,payload-delivery,artifacts-dropped}
// words: threats-category-{payload-installation,persistence-mechanism,network-activity,payload-type,attribution,external-analysis}
// words: threats-category-{financial-fraud,support-tool,social-network,person,other}
// words: threats-object-template-{file,domain-ip,url,email}
// words: threats-template-{file,domain-ip,url,email}
// words: threats-template-file-{filename,size-in-bytes,md5,sha1,sha256,ssdeep,path}
// words: threats-template-domain-ip-{domain,ip,port,text}
// words: threats-template-url-{url,domain,ip,port,text}
// words: threats-template-email-{from,to,reply-to,subject,attachment,message-id}
// words: threats-role-{filename,size-in-bytes,path,domain,text,from,to,reply-to,subject,attachment}
// words: threats-taxonomy-{tlp,tlp-about,pap,pap-about,rsit,rsit-about,nis2,nis2-about,nis2-impact-sectors-impacted,nis2-high,nis2-low}
// words: threats-taxonomy-tlp-{red-about,amber-strict-about,amber-about,green-about,clear-about}
// words: threats-taxonomy-pap-{red-about,amber-about,green-about,clear-about}
// words: threats-taxonomy-rsit-{spam,spam-about,harmful-speech,harmful-speech-about,violence,violence-about,infected-system}
// words: threats-taxonomy-rsit-{infected-system-about,c2-server,c2-server-about,malware-distribution,malware-distribution-about}
// words: threats-taxonomy-rsit-{malware-configuration,malware-configuration-about,scanner,scanner-about,sniffing,sniffing-about}
// words: threats-taxonomy-rsit-{social-engineering,social-engineering-about,ids-alert,ids-alert-about,brute-force,brute-force-about}
// words: threats-taxonomy-rsit-{exploit,exploit-about,privileged-account-compromise,privileged-account-compromise-about}
// words: threats-taxonomy-rsit-{unprivileged-account-compromise,unprivileged-account-compromise-about,application-compromise}
// words: threats-taxonomy-rsit-{application-compromise-about,system-compromise,system-compromise-about,burglary,burglary-about,dos}
// words: threats-taxonomy-rsit-{dos-about,ddos,ddos-about,misconfiguration,misconfiguration-about,sabotage,sabotage-about,outage}
// words: threats-taxonomy-rsit-{outage-about,unauthorised-information-access,unauthorised-information-access-about}
// words: threats-taxonomy-rsit-{unauthorised-information-modification,unauthorised-information-modification-about,data-loss}
// words: threats-taxonomy-rsit-{data-loss-about,data-leak,data-leak-about,unauthorised-use-of-resources}
// words: threats-taxonomy-rsit-{unauthorised-use-of-resources-about,copyright,copyright-about,masquerade,masquerade-about,phishing}
// words: threats-taxonomy-rsit-{phishing-about,weak-crypto,weak-crypto-about,ddos-amplifier,ddos-amplifier-about}
// words: threats-taxonomy-rsit-{potentially-unwanted-accessible,potentially-unwanted-accessible-about,information-disclosure}
// words: threats-taxonomy-rsit-{information-disclosure-about,vulnerable-system,vulnerable-system-about,other,other-about,undetermined}
// words: threats-taxonomy-rsit-{undetermined-about}
// words: threats-taxonomy-nis2-{energy,transport,banking,financial,health,drinking-water,waste-water,digital-infrastructure}
// words: threats-taxonomy-nis2-{ict-services,public-administration,space,courier,waste-management,chemical,food,manufacturing}
// words: threats-taxonomy-nis2-{digital-providers,research}
// words: threats-warninglist-private-and-local-addresses threats-warninglist-private-and-local-addresses-about
// words: threats-warninglist-addresses-for-examples threats-warninglist-addresses-for-examples-about
// words: threats-warninglist-names-for-examples-and-tests threats-warninglist-names-for-examples-and-tests-about

/// MISP's category.
pub fn category(t: &Words, name: &str) -> String {
    if belfry_misp::types::categories().contains(&name) {
        t.s(&format!("threats-category-{}", name.to_lowercase().replace(' ', "-")))
    } else {
        name.to_owned()
    }
}

/// What people call the objects of a name.
pub fn object(t: &Words, name: &str) -> String {
    match built_in(name) {
        Some(_) => t.s(&format!("threats-object-template-{name}")),
        None => name.to_owned(),
    }
}

/// What the template of a name is for, of which this text says it.
pub fn about(t: &Words, name: &str, text: &str) -> String {
    match built_in(name) {
        Some(one) if one.description == text => t.s(&format!("threats-template-{name}")),
        _ => text.to_owned(),
    }
}

/// What a role of a template means, of which this text says it.
pub fn role(t: &Words, name: &str, relation: &str, text: &str) -> String {
    let is_ours =
        built_in(name).is_some_and(|one| one.parts.iter().any(|part| part.relation == relation && part.hint == text));
    if is_ours { t.s(&format!("threats-template-{name}-{relation}")) } else { text.to_owned() }
}

/// What people call the vocabulary of a name, of which this text is the title.
pub fn title(t: &Words, kind: Kind, name: &str, text: &str) -> String {
    match builtin::of(kind, name) {
        Some(_) if kind == Kind::Template => object(t, name),
        Some(own) if own.title == text => t.s(&key(own)),
        _ => text.to_owned(),
    }
}

/// A vocabulary, its title and description in the reader's language.
pub fn vocabulary(t: &Words, one: Vocabulary) -> Vocabulary {
    let description = match builtin::of(one.kind, &one.name) {
        Some(_) if one.kind == Kind::Template => about(t, &one.name, &one.description),
        Some(own) if own.description == one.description => t.s(&format!("{}-about", key(own))),
        _ => one.description,
    };
    Vocabulary { title: title(t, one.kind, &one.name, &one.title), description, ..one }
}

/// A term of the vocabulary of a name, its title and description in the reader's language.
pub fn term(t: &Words, kind: Kind, name: &str, term: Term) -> Term {
    if kind == Kind::Template {
        return Term { description: role(t, name, &term.name, &term.description), ..term };
    }
    let Some(own) = builtin::of(kind, name).and_then(|whole| of_tag(whole, term.tag.as_deref()?)) else { return term };
    let (group, value) = own.name.split_once(": ").unwrap_or(("", &own.name));
    let word = |of: &str| format!("threats-taxonomy-{}-{}", name.to_lowercase(), of.to_lowercase().replace('+', "-"));
    let title = if own.title != term.title || group.is_empty() {
        term.title
    } else {
        // What reports say of a class, they say in the same words.
        let group = if name == "rsit" { format!("threats-figure-class-{group}") } else { word(group) };
        t.a("threats-taxonomy-term", [("group", t.s(&group).into()), ("name", t.s(&word(value)).into())])
    };
    let description = match name {
        _ if own.description != term.description => term.description,
        "nis2" => t.s(&word(if own.description.starts_with("Annex I:") { "high" } else { "low" })),
        _ => t.s(&format!("{}-about", word(value))),
    };
    Term { title, description, ..term }
}

/// Whether a vocabulary is the one that is built in, not another of its name.
pub fn is_built_in(one: &Vocabulary) -> bool {
    builtin::of(one.kind, &one.name).is_some_and(|own| own.title == one.title && own.version == one.version)
}

/// Whether a term of a vocabulary that is built in is found by a text, in its own words or the reader's. Those of others are found by
/// the database.
pub fn finds(t: &Words, one: &Vocabulary, own: &Term, text: &str) -> bool {
    let text = text.to_lowercase();
    let said = term(t, one.kind, &one.name, own.clone());
    let words = [&own.name, &own.title, &said.title, own.tag.as_ref().unwrap_or(&own.name)];
    words.into_iter().any(|words| words.to_lowercase().contains(&text))
}

/// The key of a vocabulary that is built in.
fn key(own: &Whole) -> String {
    format!("threats-{}-{}", own.kind.code(), own.name.to_lowercase())
}

fn of_tag<'a>(whole: &'a Whole, tag: &str) -> Option<&'a Term> {
    match &whole.terms {
        Terms::Terms(terms) => terms.iter().find(|own| own.tag.as_deref() == Some(tag)),
        Terms::Values(_) => None,
    }
}

/// Names of fields that are said letter by letter, as their parts.
const LETTERS: &[&str] = &[
    "asn", "bcc", "cc", "cidr", "cve", "cvss", "dns", "ftp", "gid", "guid", "html", "http", "https", "id", "imei",
    "ip", "ipv4", "ipv6", "mac", "md5", "mime", "msisdn", "os", "pdb", "pe", "pid", "pgp", "sha1", "sha224", "sha256",
    "sha384", "sha512", "smtp", "ssh", "ssl", "tcp", "tls", "udp", "uid", "uri", "url", "utc", "uuid", "x509", "xmpp",
];

/// A role of a template as people read it: `first-seen` is "First seen". Its name stays what it is in files and for programs.
pub fn field(name: &str) -> String {
    let is_letters = |word: &str| LETTERS.contains(&word);
    let words = name.split(['-', '_']).filter(|word| !word.is_empty()).enumerate().map(|(place, word)| {
        let mut letters = word.chars();
        match letters.next() {
            Some(_) if is_letters(word) => word.to_uppercase(),
            Some(first) if place == 0 => first.to_uppercase().chain(letters).collect(),
            _ => word.to_owned(),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// A role in the reader's language, where it is one that templates of ours have and that is no abbreviation.
pub fn called(t: &Words, role: &str) -> String {
    let key = format!("threats-role-{role}");
    if t.has(&key) { t.s(&key) } else { field(role) }
}

/// A role with the type of its value, or the type alone where both are one.
pub fn typed(t: &Words, role: Option<&str>, kind: &str) -> String {
    match role {
        Some(role) if role != kind => {
            t.a("threats-object-part", [("relation", called(t, role).into()), ("type", kind.into())])
        }
        _ => kind.to_owned(),
    }
}

fn built_in(name: &str) -> Option<&'static Pattern> {
    pattern::built_in().iter().find(|one| one.name == name)
}

#[cfg(test)]
mod tests {
    use super::field;

    #[test]
    fn roles_are_read_as_words() {
        let said = [
            "first-seen",
            "entry-point-address",
            "md5",
            "dst_ip",
            "message-id",
            "filename",
            "x509-fingerprint-sha256",
            "-",
        ]
        .map(field);
        let wanted = [
            "First seen",
            "Entry point address",
            "MD5",
            "Dst IP",
            "Message ID",
            "Filename",
            "X509 fingerprint SHA256",
            "",
        ];
        assert_eq!(said, wanted);
    }
}
