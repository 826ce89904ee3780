//! Free text and canonical forms: a table of cases, properties, time.

mod cases;
mod normal;
mod properties;
