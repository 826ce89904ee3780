//! Every visible word, in the reader's language
