//! MISP's JSON, taxonomies, galaxies, warninglists and object templates: bytes to types and back
