//! A form as an XLSForm workbook.

use belfry_forms::store::{self, FORM};
use belfry_forms::xlsform;
use belfry_kernel::Problem;
use belfry_web::reply::MediaType;
use belfry_web::{Reply, Visit};

use super::url;
use crate::access::Read;

/// The file: the draft, or the version that the address names.
///
/// # Errors
/// [`Problem::NotFound`], and those of the database.
pub fn page(visit: &mut Visit<Read>) -> Result<Reply, Problem> {
    let t = visit.t();
    let read = visit.read()?;
    let subject = visit.load(&read, FORM, visit.path("uuid")?)?;
    let form = match visit.query("version").parse::<i64>() {
        Ok(number) => store::version(&read, subject.id, number)?.map(|version| version.form),
        Err(_) => store::draft(&read, subject.id)?,
    };
    let form = form.ok_or(Problem::NotFound)?;
    drop(read);
    match xlsform::export(&form, visit.query("version")) {
        Ok(bytes) => Ok(Reply::File(form.name.to_string(), MediaType::Xlsx, bytes)),
        Err(why) => {
            let words = t.a("surveys-form-unwritable", [("why", why.to_string().into())]);
            Ok(Reply::To(url(&subject), Some(("warn", words))))
        }
    }
}
