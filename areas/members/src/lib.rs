//! Sign-in, people, organisations, trust circles
