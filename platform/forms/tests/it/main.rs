//! The forms engine, as its authors, respondents and evaluators meet it.

mod answering;
mod build;
mod keeping;
mod properties;
mod publishing;
mod rating;
mod rendering;
mod versions;
mod workbooks;
