//! People and what ties them together, on both databases.

mod audience;
mod cast;
mod circles;
mod first_run;
mod keys;
mod members;
mod sign_in;
