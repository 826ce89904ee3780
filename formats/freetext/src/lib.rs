//! Indicators in free text: refanged, found, typed
