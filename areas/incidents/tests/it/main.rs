//! Incidents, as those whom they befall and those who help tell of them.

mod across;
mod audience;
mod channel;
mod clock;
mod decided;
mod discarded;
mod figures;
mod handover;
mod heard;
mod inbox;
mod lesson;
mod notified;
mod programs;
mod recorded;
mod regimes;
mod routed;
mod significance;
mod summaries;
mod valley;
mod warned;
