//! Ids, clock, actor, labels and the one decision: pure
