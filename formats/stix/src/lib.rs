//! STIX 2.1 bundles and patterns: bytes to types and back
