//! The area desk
