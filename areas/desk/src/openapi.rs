//! The description of the API (OpenAPI 3.1), of every area's routes. It names addresses, and nothing behind them.

use belfry_kernel::Problem;
use belfry_web::site::Open;
use belfry_web::{Reply, Visit};

/// The description.
///
/// # Errors
/// None are expected.
pub fn document(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    Ok(Reply::Json(200, visit.house().openapi().to_owned()))
}
