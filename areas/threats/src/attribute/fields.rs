//! The fields of an attribute as somebody types them, for the forms that add and change one.

use belfry_misp::types;
use belfry_web::Form;
use belfry_web::components::Choice;
use belfry_web::form::Errors;
use belfry_words::Words;

use super::check::{self, Fit};
use crate::vocabulary::said;

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// The type.
    pub kind: String,
    /// The category; empty for the type's usual one.
    pub category: String,
    /// The value.
    pub value: String,
    /// `yes`, `no`; empty for the type's usual answer.
    pub to_ids: String,
    /// Remark.
    pub comment: String,
    /// `own` for the own organisation only, `keep` for the label it came with; empty for the event's audience.
    pub audience: String,
}

/// Types of one category, for the select.
#[derive(Debug)]
pub struct TypeGroup {
    /// The category.
    pub label: String,
    /// The types that usually stand in it.
    pub types: Vec<Choice>,
}

impl Fields {
    /// Reads a form.
    pub fn of(form: &Form) -> Self {
        let text = |name: &str| form.text(name).to_owned();
        Self {
            kind: text("type"),
            category: text("category"),
            value: form.raw("value").trim().to_owned(),
            to_ids: text("to_ids"),
            comment: text("comment"),
            audience: text("audience"),
        }
    }

    /// The form of an attribute that is there; `own` says whether its label keeps it at home.
    pub fn from(one: &super::Attribute, own: bool) -> Self {
        let audience = match one.label {
            None => "",
            Some(_) if own => "own",
            Some(_) => "keep",
        };
        Self {
            kind: one.kind.clone(),
            category: one.category.clone(),
            value: one.value.clone(),
            to_ids: if one.to_ids { "yes".into() } else { "no".into() },
            comment: one.comment.clone(),
            audience: audience.into(),
        }
    }

    /// Checks it; what is wrong goes to its field.
    pub fn check(&self, t: &Words, errors: &mut Errors) -> Option<Fit> {
        errors.unless(self.comment.len() <= check::LONGEST, "comment", || t.s("threats-attribute-refused-long"));
        match check::check(&self.kind, &self.category, &self.value) {
            Ok(fit) => errors.is_empty().then_some(fit),
            Err(refusal) => {
                errors.add(refusal.field(), refusal.words(t));
                None
            }
        }
    }

    /// Whether it is fit for detection.
    pub fn to_ids(&self, fit: &Fit) -> bool {
        match self.to_ids.as_str() {
            "yes" => true,
            "no" => false,
            _ => fit.info.to_ids,
        }
    }

    /// Every type, by its usual category. One that only a file can bring is not offered.
    pub fn groups(&self, t: &Words) -> Vec<TypeGroup> {
        let of = |category: &&'static str| TypeGroup {
            label: said::category(t, category),
            types: types::all()
                .iter()
                .filter(|info| info.default_category == *category)
                .filter(|info| !BROUGHT.contains(&info.name) || info.name == self.kind)
                .map(|info| Choice::new(info.name, info.name, &self.kind))
                .collect(),
        };
        types::categories().iter().map(of).filter(|group| !group.types.is_empty()).collect()
    }

    /// Every category.
    pub fn categories(&self, t: &Words) -> Vec<Choice> {
        types::categories().iter().map(|one| Choice::new(*one, said::category(t, one), &self.category)).collect()
    }

    /// Answers to "fit for detection".
    pub fn detection(&self, t: &Words) -> Vec<Choice> {
        vec![
            Choice::new("", t.s("threats-attribute-detection-usual"), &self.to_ids),
            Choice::new("yes", t.s("threats-attribute-detection-yes"), &self.to_ids),
            Choice::new("no", t.s("threats-attribute-detection-no"), &self.to_ids),
        ]
    }

    /// Audiences; `other` when the attribute came with a label that is neither.
    pub fn audiences(&self, t: &Words, other: bool) -> Vec<Choice> {
        let mut all = vec![
            Choice::new("", t.s("threats-attribute-audience-event"), &self.audience),
            Choice::new("own", t.s("threats-attribute-audience-own"), &self.audience),
        ];
        if other {
            all.push(Choice::new("keep", t.s("threats-attribute-audience-keep"), &self.audience));
        }
        all
    }
}

/// Types whose content is a file.
const BROUGHT: &[&str] = &["attachment", "malware-sample"];
