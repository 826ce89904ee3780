//! Changing a draft piece by piece: what an editor's buttons do.

use super::form::{Element, Form, Kind};
use super::name::{LONGEST, Language, Name, Text};

/// Everything in a form with how deep it stands, in order.
#[must_use]
pub fn walk(form: &Form) -> Vec<(usize, &Element)> {
    fn go<'a>(elements: &'a [Element], depth: usize, all: &mut Vec<(usize, &'a Element)>) {
        for element in elements {
            all.push((depth, element));
            go(inside(element), depth + 1, all);
        }
    }
    let mut all = Vec::new();
    go(&form.elements, 0, &mut all);
    all
}

/// What is in a group or repeat.
#[must_use]
pub fn inside(element: &Element) -> &[Element] {
    match element {
        Element::Question(_) => &[],
        Element::Group(group) => &group.elements,
        Element::Repeat(repeat) => &repeat.elements,
    }
}

/// The element of a name.
pub fn find<'a>(form: &'a mut Form, name: &Name) -> Option<&'a mut Element> {
    let (siblings, at) = among(&mut form.elements, name)?;
    siblings.get_mut(at)
}

/// The list that an element stands in, and where.
fn among<'a>(elements: &'a mut Vec<Element>, name: &Name) -> Option<(&'a mut Vec<Element>, usize)> {
    if let Some(at) = elements.iter().position(|element| element.name() == name) {
        return Some((elements, at));
    }
    elements.iter_mut().find_map(|element| match element {
        Element::Question(_) => None,
        Element::Group(group) => among(&mut group.elements, name),
        Element::Repeat(repeat) => among(&mut repeat.elements, name),
    })
}

/// Moves an element one place up or down among those beside it; false where there is no such place.
pub fn shift(form: &mut Form, name: &Name, up: bool) -> bool {
    let Some((siblings, at)) = among(&mut form.elements, name) else { return false };
    let other = if up { at.checked_sub(1) } else { Some(at + 1).filter(|next| *next < siblings.len()) };
    if let Some(other) = other {
        siblings.swap(at, other);
    }
    other.is_some()
}

/// Takes an element away, with all that is in it.
pub fn remove(form: &mut Form, name: &Name) -> Option<Element> {
    let (siblings, at) = among(&mut form.elements, name)?;
    Some(siblings.remove(at))
}

/// The group or repeat that an element stands in; none at the top.
#[must_use]
pub fn around<'a>(form: &'a Form, name: &Name) -> Option<&'a Name> {
    let holds = |element: &&Element| inside(element).iter().any(|one| one.name() == name);
    walk(form).into_iter().map(|(_, element)| element).find(holds).map(Element::name)
}

/// An element with all that is in it.
#[must_use]
pub fn within(element: &Element) -> Vec<&Element> {
    let mut all = vec![element];
    inside(element).iter().for_each(|one| all.extend(within(one)));
    all
}

/// Moves an element to the end of another group or repeat, or of the form; false where it stands there, or there is no such place.
pub fn relocate(form: &mut Form, name: &Name, into: Option<&Name>) -> bool {
    let Some(element) = walk(form).into_iter().map(|(_, element)| element).find(|element| element.name() == name)
    else {
        return false;
    };
    let section = |into: &Name| {
        walk(form).into_iter().any(|(_, other)| other.name() == into && !matches!(other, Element::Question(_)))
            && !within(element).iter().any(|inner| inner.name() == into)
    };
    if around(form, name) == into || !into.is_none_or(section) {
        return false;
    }
    remove(form, name).is_some_and(|element| append(form, into, element))
}

/// Puts an element at the end of a group or repeat, or of the form; false where there is no such group.
pub fn append(form: &mut Form, into: Option<&Name>, element: Element) -> bool {
    match into {
        None => form.elements.push(element),
        Some(name) => match find(form, name) {
            Some(Element::Group(group)) => group.elements.push(element),
            Some(Element::Repeat(repeat)) => repeat.elements.push(element),
            _ => return false,
        },
    }
    true
}

/// Gives the form other languages; texts of those that it no longer has go with them.
pub fn speak(form: &mut Form, languages: Vec<Language>) {
    let gone: Vec<Language> = form.languages.iter().filter(|old| !languages.contains(old)).cloned().collect();
    form.languages = languages;
    let forget = |text: &mut Text| gone.iter().for_each(|language| text.put(language, ""));
    forget(&mut form.title);
    form.lists.values_mut().flat_map(|list| &mut list.choices).for_each(|choice| forget(&mut choice.label));
    form.rating.iter_mut().flat_map(|rating| &mut rating.levels).for_each(|level| forget(&mut level.label));
    texts(&mut form.elements, &forget);
}

fn texts(elements: &mut [Element], each: &dyn Fn(&mut Text)) {
    for element in elements {
        match element {
            Element::Group(group) => {
                each(&mut group.label);
                texts(&mut group.elements, each);
            }
            Element::Repeat(repeat) => {
                each(&mut repeat.label);
                texts(&mut repeat.elements, each);
            }
            Element::Question(question) => {
                [&mut question.label, &mut question.hint, &mut question.message, &mut question.required_message]
                    .into_iter()
                    .for_each(each);
                if let Kind::Matrix { rows, .. } = &mut question.kind {
                    rows.iter_mut().for_each(|row| each(&mut row.label));
                }
            }
        }
    }
}

/// A name that the form does not have yet, made of a text's first words.
#[must_use]
pub fn name_for(form: &Form, text: &str, otherwise: &str) -> Name {
    let mut made = String::new();
    for letter in text.chars().flat_map(char::to_lowercase) {
        if letter.is_ascii_alphanumeric() {
            made.push(letter);
        } else if !made.is_empty() && !made.ends_with('_') {
            made.push('_');
        }
        if made.len() >= LONGEST / 2 {
            break;
        }
    }
    let made = made.trim_end_matches('_');
    let stem = if made.starts_with(|c: char| c.is_ascii_alphabetic()) { made } else { otherwise };
    let taken = walk(form);
    let free =
        |name: &Name| form.lists.keys().chain(taken.iter().map(|(_, one)| one.name())).all(|other| other != name);
    let numbered = (2..).map(|n| format!("{stem}_{n}"));
    let mut names = std::iter::once(stem.to_owned()).chain(numbered).filter_map(|text| Name::parse(&text));
    // The numbers do not end before a free name is found: a form has fewer elements.
    names.find(free).unwrap_or_else(|| form.name.clone())
}

#[cfg(test)]
mod tests {
    use super::super::form::{Group, Kind, Question};
    use super::super::name::{Language, Text};
    use super::*;

    fn name(text: &str) -> Name {
        Name::parse(text).unwrap()
    }

    fn question(text: &str) -> Element {
        Element::Question(Box::new(Question::new(name(text), Kind::Text, Text::default())))
    }

    fn form() -> Form {
        let group = Group {
            name: name("page"),
            label: Text::default(),
            page: true,
            relevance: None,
            weight: None,
            item: None,
            elements: vec![question("b"), question("c")],
        };
        Form {
            name: name("form"),
            title: Text::default(),
            languages: vec![Language::parse("en").unwrap()],
            lists: Default::default(),
            elements: vec![question("a"), Element::Group(group)],
            rating: None,
        }
    }

    fn names(form: &Form) -> Vec<&str> {
        walk(form).into_iter().map(|(_, element)| element.name().as_str()).collect()
    }

    #[test]
    fn what_is_moved_stays_among_its_own() {
        let mut form = form();
        assert!(shift(&mut form, &name("c"), true));
        assert_eq!(names(&form), ["a", "page", "c", "b"]);
        assert!(!shift(&mut form, &name("c"), true) && !shift(&mut form, &name("nothing"), true));
        assert!(shift(&mut form, &name("a"), false));
        assert_eq!(names(&form), ["page", "c", "b", "a"]);
    }

    #[test]
    fn what_is_moved_elsewhere_comes_last_there_and_never_into_itself() {
        let mut form = form();
        assert!(relocate(&mut form, &name("a"), Some(&name("page"))));
        assert_eq!((names(&form), around(&form, &name("a"))), (vec!["page", "b", "c", "a"], Some(&name("page"))));
        assert!(
            !relocate(&mut form, &name("page"), Some(&name("page")))
                && !relocate(&mut form, &name("a"), Some(&name("b")))
        );
        assert!(relocate(&mut form, &name("b"), None) && !relocate(&mut form, &name("b"), None));
        assert_eq!(names(&form), ["page", "c", "a", "b"]);
    }

    #[test]
    fn what_is_added_has_a_name_of_its_own() {
        let mut form = form();
        let made = name_for(&form, "B", "q");
        assert_eq!(made, name("b_2"));
        assert!(append(&mut form, Some(&name("page")), question("b_2")));
        assert_eq!(names(&form), ["a", "page", "b", "c", "b_2"]);
        assert!(!append(&mut form, Some(&name("a")), question("d")));
        assert_eq!(name_for(&form, "Écrit-on cela ?", "q"), name("crit_on_cela"));
        assert_eq!(name_for(&form, "2 + 2", "q"), name("q"));
        assert!(remove(&mut form, &name("page")).is_some());
        assert_eq!(names(&form), ["a"]);
    }
}
