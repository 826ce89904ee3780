//! People, organisations, memberships, trust circles, sessions, API keys
