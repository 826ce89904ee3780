//! Checks that the assets are there: they are made by Node and embedded by `src/assets.rs`.

use std::path::Path;
use std::process::exit;

fn main() {
    println!("cargo::rerun-if-changed=dist/manifest.json");
    println!("cargo::rerun-if-changed=templates");
    if !Path::new("dist/manifest.json").is_file() {
        println!("cargo::error=the style sheets and scripts are not built; run: cargo xtask assets");
        exit(1);
    }
}
