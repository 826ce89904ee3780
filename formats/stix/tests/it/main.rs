//! STIX read, written, parsed: golden files, refusals, properties, and real data where `BELFRY_REAL_DATA` says where it lies.

mod emit;
mod pattern;
mod read;
