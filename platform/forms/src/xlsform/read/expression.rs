//! The expressions of a workbook: mapped once every question has a name and a sort.

use std::collections::HashMap;

use belfry_xlsform::{Column, Node, Row, Told};
use rust_decimal::Decimal;

use super::Reader;
use crate::core::Name;
use crate::core::form::{Element, Kind, Question};
use crate::xlsform::from_xpath::{self, Here};
use crate::xlsform::sort::{self, Sort};

impl Reader {
    /// The second walk: expressions, in the order of the first.
    pub(super) fn expressions(&mut self, nodes: &[Node], elements: &mut [Element], sorts: &HashMap<Name, Sort>) {
        for node in nodes {
            let (row, inside) = match node {
                Node::Question(row) => (row, None),
                Node::Group(row, inside) | Node::Repeat(row, inside) => (row, Some(inside)),
            };
            let Some(element) = elements.iter_mut().find(|element| element.name().as_str() == row.name) else {
                continue;
            };
            let plain = Here { sorts, own: None, filter: false };
            let relevance = self.mapped(row, Column::Relevant, plain);
            match element {
                Element::Group(group) => {
                    group.relevance = relevance;
                    self.expressions(inside.map_or(&[], Vec::as_slice), &mut group.elements, sorts);
                }
                Element::Repeat(repeat) => {
                    repeat.relevance = relevance;
                    repeat.count = self.mapped(row, Column::RepeatCount, plain);
                    self.expressions(inside.map_or(&[], Vec::as_slice), &mut repeat.elements, sorts);
                }
                Element::Question(question) => {
                    question.relevance = relevance;
                    self.question_expressions(row, question, plain);
                }
            }
        }
    }

    pub(super) fn mapped(&mut self, row: &Row, column: Column, here: Here<'_>) -> Option<String> {
        let cell = row.cell(column)?;
        let truth = !matches!(column, Column::RepeatCount | Column::Default);
        match from_xpath::expression(cell, here, truth) {
            Ok(text) => Some(text),
            Err(why) => {
                self.cell_fault(row, column, why);
                None
            }
        }
    }

    pub(super) fn question_expressions(&mut self, row: &Row, question: &mut Question, plain: Here<'_>) {
        let own = Some(sort::sort(&question.kind));
        question.constraint = self.mapped(row, Column::Constraint, Here { own, ..plain });
        if question.required.is_none() {
            question.required = match row.cell(Column::Required).map(str::to_ascii_lowercase).as_deref() {
                None | Some("no" | "false" | "false()" | "0") => None,
                Some("yes" | "true" | "true()" | "1") => Some("true".into()),
                Some(_) => self.mapped(row, Column::Required, plain),
            };
        }
        if let Some(cell) = row.cell(Column::Calculation) {
            match from_xpath::calculation(cell, plain) {
                Ok((text, once)) => (question.calculation, question.once) = (Some(text), once),
                Err(why) => self.cell_fault(row, Column::Calculation, why),
            }
        }
        let filter = self.mapped(row, Column::ChoiceFilter, Here { filter: true, ..plain });
        match &mut question.kind {
            Kind::One(choose) | Kind::Several(choose) | Kind::Rank(choose) => choose.filter = filter,
            _ if filter.is_some() => {
                let why = Told::new("no-choices", "this type has no choices", &[]);
                self.cell_fault(row, Column::ChoiceFilter, why);
            }
            _ => {}
        }
        if let Some(cell) = row.cell(Column::Default) {
            question.default = self.default(row, &question.kind, cell, plain);
        }
    }

    /// A default is a literal of the question's kind, or an expression if it looks like one.
    pub(super) fn default(&mut self, row: &Row, kind: &Kind, cell: &str, plain: Here<'_>) -> Option<String> {
        if cell.contains("${") || cell.ends_with(')') && cell.contains('(') {
            return self.mapped(row, Column::Default, plain);
        }
        let quoted = format!("\"{}\"", cell.replace('\\', "\\\\").replace('"', "\\\""));
        let written = match kind {
            Kind::Whole | Kind::Decimal | Kind::Scale { .. } | Kind::Money { .. } => {
                let number = Decimal::from_str_exact(cell).ok();
                number
                    .map(|number| if number.is_sign_negative() { format!("-{}", -number) } else { number.to_string() })
            }
            Kind::Date => Some(format!("date({quoted})")),
            Kind::YesNo => ["yes", "no"].contains(&cell).then(|| (cell == "yes").to_string()),
            Kind::Several(_) | Kind::Rank(_) if cell.contains(' ') => None,
            Kind::One(_) | Kind::Several(_) | Kind::Text | Kind::LongText | Kind::Hidden => Some(quoted),
            Kind::Country | Kind::Region | Kind::Sector => Some(quoted),
            _ => None,
        };
        if written.is_none() {
            let why = Told::new("default", "this type cannot have this default", &[]);
            self.cell_fault(row, Column::Default, why);
        }
        written
    }
}
