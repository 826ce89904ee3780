//! The items of a framework as CSV: the form that the import takes.

use belfry_catalogue::table;
use belfry_kernel::Problem;
use belfry_web::reply::MediaType;
use belfry_web::{Reply, Visit};

use super::load;
use crate::access::Read;

/// The file.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let name: String = visit.path("name")?;
    let framework = load(&*visit.read()?, &name, visit.query("version"))?;
    visit.close();
    let mut bytes = Vec::new();
    table::write(&framework, &mut bytes).map_err(|error| Problem::Internal(error.to_string()))?;
    Ok(Reply::File(format!("{}-{}", framework.name, framework.version), MediaType::Csv, bytes))
}
