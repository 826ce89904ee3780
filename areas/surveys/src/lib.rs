//! stub
pub mod disclosure;
