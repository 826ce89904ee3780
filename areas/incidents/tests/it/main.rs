//! Incidents, as those whom they befall and those who help tell of them.

mod across;
mod handover;
mod notified;
mod valley;
mod warned;
mod clock;
mod significance;
