//! A site for tests: both databases, a clock to move, people to act
