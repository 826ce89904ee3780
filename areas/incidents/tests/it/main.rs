//! Incidents, as those whom they befall and those who help tell of them.

mod across;
mod handover;
mod audience;
mod notified;
mod recorded;
mod routed;
mod valley;
mod warned;
mod clock;
mod significance;
