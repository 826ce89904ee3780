//! Practices, as those who did something and those who look for it meet them; and those who would like to know who asked.

mod broker;
mod canary;
mod figures;
mod mailed;
mod next;
mod records;
mod reports;
mod valley;
mod vouched;
