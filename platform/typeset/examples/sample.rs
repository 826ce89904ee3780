//! Sets a report of a dozen pages, to be looked at: `cargo run -p belfry-typeset --example sample -- FILE [LANGUAGE]`.

#[path = "../tests/sample/mod.rs"]
mod sample;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("which file?")?;
    let t = sample::words(&arguments.next().unwrap_or_else(|| "en".into()));
    Ok(std::fs::write(file, belfry_typeset::pdf(&sample::document(&t), &t)?)?)
}
