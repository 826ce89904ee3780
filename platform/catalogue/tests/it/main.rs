//! Frameworks in, kept, seen and out again.

mod keeping;
mod reading;
