//! Leaving.

use belfry_kernel::Problem;
use belfry_store::Key;
use belfry_web::site::Open;
use belfry_web::{Reply, Visit};

/// Ends the session that the browser brought along.
///
/// # Errors
/// Those of the database.
pub fn act(visit: &mut Visit<Open>) -> Result<Reply, Problem> {
    if let Some(token) = visit.cookie(visit.session_cookie()) {
        visit.close();
        let tx = visit.house().db.write(Key::SYSTEM)?;
        belfry_identity::session::sign_out(&tx, token)?;
        tx.commit()?;
    }
    let reply = Reply::done("/sign-in", visit.t().s("members-sign-out-done"));
    Ok(Reply::WithCookies(Box::new(reply), vec![visit.set_cookie(visit.session_cookie(), "", Some(0))]))
}
