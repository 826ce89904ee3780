//! Templates of objects: which attributes, in which roles, belong together (`objects/*/definition.json`).

use std::{collections::BTreeMap, io::Read};

use uuid::Uuid;

use crate::{dialect::record, error::FormatError, source::whole};

record! {
    /// The pattern of an object.
    Template, TemplateDraft, "template" {
        /// Identity everywhere.
        uuid: Uuid => "uuid",
        /// Name.
        name: String => "name",
        /// Family: file, network, misc ..
        meta_category: String => "meta-category",
        /// What it is for.
        description: String => "description" or String::new(),
        /// Version; greater is newer.
        version: i64 => "version" or 0,
        /// Roles that must all be filled.
        required: Vec<String> => "required",
        /// Roles of which at least one must be filled.
        required_one_of: Vec<String> => "requiredOneOf",
        /// What may stand in each role; see [`Template::in_order`].
        attributes: BTreeMap<String, TemplateAttribute> => "attributes",
    }
}

record! {
    /// What may stand in one role of an object.
    TemplateAttribute, TemplateAttributeDraft, "template attribute" {
        /// MISP's type.
        kind: String => "misp-attribute",
        /// What the role means.
        description: String => "description" or String::new(),
        /// Greater stands first; 0 at the end.
        ui_priority: i64 => "ui-priority" or 0,
        /// Whether the role may be filled more than once.
        multiple: bool => "multiple" or false,
        /// Whether values are left out of correlation.
        disable_correlation: bool => "disable_correlation" or false,
        /// Whether values are fit for detection, where that differs from the type.
        to_ids: Option<bool> => "to_ids",
        /// Whether the template may be shown as recommended for the role.
        recommended: Option<bool> => "recommended",
        /// Categories that it may bear, where that differs from the type.
        categories: Vec<String> => "categories",
        /// Usual values, offered.
        sane_default: Vec<String> => "sane_default",
        /// The only values.
        values_list: Vec<String> => "values_list",
    }
}

impl Template {
    /// Reads a `definition.json`.
    ///
    /// # Errors
    /// The first fault of the text.
    pub fn read<R: Read>(source: R) -> Result<Self, FormatError> {
        whole(source, "an object template")
    }

    /// The roles in the order in which a form shows them: by priority, then by name.
    #[must_use]
    pub fn in_order(&self) -> Vec<(&str, &TemplateAttribute)> {
        let mut roles: Vec<_> = self.attributes.iter().map(|(role, what)| (role.as_str(), what)).collect();
        roles.sort_by_key(|(_, what)| std::cmp::Reverse(what.ui_priority));
        roles
    }

    /// The roles that are missing from those filled: all of `required`, and `required_one_of` when none of it is.
    #[must_use]
    pub fn missing(&self, filled: &[&str]) -> Vec<&str> {
        let is_filled = |role: &&String| filled.contains(&role.as_str());
        let mut missing: Vec<&str> = self.required.iter().filter(|r| !is_filled(r)).map(String::as_str).collect();
        if !self.required_one_of.iter().any(|role| is_filled(&role)) {
            missing.extend(self.required_one_of.iter().map(String::as_str));
        }
        missing
    }
}
