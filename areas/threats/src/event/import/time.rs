//! Times so far ahead that nobody can mean them. A record that bears one would never be replaced by a newer version, and changes made
//! here would count up from it to where no other program reads it.

/// The end of 2099, in seconds. MISP itself counts to 2038.
pub(in crate::event) const LATEST: i64 = 4_102_444_799;
/// What stands for anything later: a year earlier, so that changes made here are newer and still within bounds.
const INSTEAD: i64 = 4_070_908_800;

/// The time that counts.
pub(super) fn within(seconds: i64) -> i64 {
    if seconds > LATEST { INSTEAD } else { seconds }
}

/// Puts a header's times within bounds; whether that changed one.
pub(super) fn settle(header: &mut belfry_misp::Event) -> bool {
    let before = (header.timestamp, header.publish_timestamp);
    header.timestamp = header.timestamp.map(within);
    header.publish_timestamp = header.publish_timestamp.map(within);
    before != (header.timestamp, header.publish_timestamp)
}
