//! What a stranger meets before any area does: sockets, limits, lanes, headers.

mod headers;
mod lanes;
mod serve;
mod wire;
