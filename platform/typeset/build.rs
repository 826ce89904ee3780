//! Checks that the type is there: it is laid ready with the assets of the pages and embedded by `src/font.rs`.

use std::path::Path;
use std::process::exit;

fn main() {
    println!("cargo::rerun-if-changed=fonts");
    if !Path::new("fonts/regular.ttf").is_file() {
        println!("cargo::error=the type for reports is not there; run: cargo xtask assets");
        exit(1);
    }
}
