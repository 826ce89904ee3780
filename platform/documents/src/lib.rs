//! Tables and files that are handed over
