//! The records of a heat map as a table, narrowed as the page is.

use belfry_documents::Cell;
use belfry_identity::organisation;
use belfry_kernel::Problem;
use belfry_store::Read as Picture;
use belfry_web::table::{self, Rows};
use belfry_web::{Reply, Visit};
use belfry_words::Words;

use super::show::{said, scene, sector};
use crate::access::Read;
use crate::{catalogue, form};

/// CSV or a workbook.
///
/// # Errors
/// As [`scene`].
pub fn file(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let t = visit.t();
    let read = visit.read()?;
    let scene = scene(visit, &read)?;
    let owners: Vec<_> = scene.records.iter().map(|record| record.owner).collect();
    let names = organisation::names(&read, &owners)?;
    drop(read);
    let language = form::language(&t);
    let title = |code: &str| {
        let item = scene.framework.item(code);
        item.map_or_else(|| code.to_owned(), |item| catalogue::heading(item, &language, &scene.framework))
    };
    let rows = scene.records.iter().map(|one| {
        vec![
            one.code.as_str().into(),
            title(&one.code).into(),
            one.country.as_str().into(),
            sector(&t, &one.sector).into(),
            t.s(&format!("surveys-level-{}", one.level.code())).into(),
            one.status.code().into(),
            said(&t, one.status).into(),
            t.s(if one.good { "forms-yes" } else { "forms-no" }).into(),
            one.note.as_str().into(),
            one.evidence.as_str().into(),
            names.get(&one.owner).map(|name| name.name.clone()).into(),
            one.saved.into(),
        ]
    });
    // words: forms-yes forms-no
    table::file(visit, "implementation", Lines(Some(rows.collect())))
}

struct Lines(Option<Vec<Vec<Cell>>>);

impl Rows for Lines {
    fn columns(&self, t: &Words) -> Vec<String> {
        vec![
            t.s("surveys-catalogue-code"),
            t.s("surveys-implementation-requirement"),
            t.s("surveys-campaign-country"),
            t.s("surveys-implementation-sector"),
            t.s("surveys-campaign-level"),
            "status".into(),
            t.s("surveys-implementation-status"),
            t.s("surveys-implementation-good"),
            t.s("surveys-implementation-note"),
            t.s("surveys-assess-evidence"),
            t.s("surveys-implementation-by"),
            t.s("surveys-implementation-when"),
        ]
    }

    fn block(&mut self, _read: &Picture, _t: &Words) -> Result<Vec<Vec<Cell>>, Problem> {
        Ok(self.0.take().unwrap_or_default())
    }
}
