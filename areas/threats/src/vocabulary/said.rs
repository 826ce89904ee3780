//! What is built in, in the reader's language: MISP's categories, templates of objects and their roles. What was loaded from elsewhere
//! speaks for itself.

use belfry_words::Words;

use super::pattern::{self, Pattern};

// words: threats-category-{internal-reference,targeting-data,antivirus-detection,payload-delivery,artifacts-dropped}
// words: threats-category-{payload-installation,persistence-mechanism,network-activity,payload-type,attribution,external-analysis}
// words: threats-category-{financial-fraud,support-tool,social-network,person,other}
// words: threats-object-template-{file,domain-ip,url,email}
// words: threats-template-{file,domain-ip,url,email}
// words: threats-template-file-{filename,size-in-bytes,md5,sha1,sha256,ssdeep,path}
// words: threats-template-domain-ip-{domain,ip,port,text}
// words: threats-template-url-{url,domain,ip,port,text}
// words: threats-template-email-{from,to,reply-to,subject,attachment,message-id}

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

fn built_in(name: &str) -> Option<&'static Pattern> {
    pattern::built_in().iter().find(|one| one.name == name)
}
