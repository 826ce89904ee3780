//! The area threats
