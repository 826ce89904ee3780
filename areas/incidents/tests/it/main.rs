//! Incidents, as those whom they befall and those who help tell of them.

mod across;
mod audience;
mod clock;
mod handover;
mod decided;
mod figures;
mod channel;
mod lesson;
mod notified;
mod recorded;
mod routed;
mod significance;
mod valley;
mod warned;
