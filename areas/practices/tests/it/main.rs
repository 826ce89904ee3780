//! Practices, as those who did something and those who look for it meet them; and those who would like to know who asked.

mod records;
mod valley;
mod vouched;
