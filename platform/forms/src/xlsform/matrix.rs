//! A `table-list` group is a matrix: rows of one list each, with nothing of their own but a name and a label.

use belfry_xlsform::{Column, Kind as Theirs, Node, Row, TextColumn, Texts};

use crate::core::form::{Kind, Question, Row as Ours};
use crate::core::{Name, Text};

/// `None` where the group is more than a matrix.
pub fn read(row: &Row, inside: &[Node], name: &Name, text: impl Fn(&Texts) -> Text) -> Option<Question> {
    let mut rows = Vec::new();
    let mut list = None;
    let mut required: Option<bool> = None;
    for node in inside {
        let Node::Question(one) = node else { return None };
        let Theirs::SelectOne(of, false) = &one.kind else { return None };
        let due = match one.cell(Column::Required).map(str::to_ascii_lowercase).as_deref() {
            None => false,
            Some("yes" | "true" | "true()") => true,
            Some(_) => return None,
        };
        let plain = one.cells.keys().all(|column| matches!(column, Column::Required | Column::OwnWas))
            && one.texts.keys().all(|column| *column == TextColumn::Label);
        if !plain || *list.get_or_insert(of) != of || *required.get_or_insert(due) != due {
            return None;
        }
        rows.push(Ours {
            name: Name::parse(&one.name)?,
            label: one.texts.get(&TextColumn::Label).map(&text).unwrap_or_default(),
            was: one.cell(Column::OwnWas).and_then(Name::parse),
        });
    }
    let allowed = [Column::Relevant, Column::Appearance, Column::OwnScore, Column::OwnItem, Column::OwnWas];
    if !row.cells.keys().all(|column| allowed.contains(column)) {
        return None;
    }
    let said = |column| row.texts.get(&column).map(&text).unwrap_or_default();
    let kind = Kind::Matrix { rows, list: Name::parse(list?)? };
    let mut question = Question::new(name.clone(), kind, said(TextColumn::Label));
    question.hint = said(TextColumn::Hint);
    question.required = required.unwrap_or(false).then(|| "true".to_owned());
    Some(question)
}
