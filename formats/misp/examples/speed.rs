//! How fast events are scanned and streamed: `cargo run --release -p belfry-misp --example speed [ATTRIBUTES]`.

use std::{
    error::Error,
    fs::File,
    io::{BufWriter, Seek, Write},
    time::Instant,
};

use belfry_misp::{Attribute, Event, EventReport, EventWriter, Object, Sighting, Sink, Stop, scan, stream};

struct Count(u64);

impl Sink for Count {
    fn attribute(&mut self, _: usize, attribute: Attribute) -> Result<(), Stop> {
        self.0 += attribute.value.len() as u64;
        Ok(())
    }
    fn object(&mut self, _: usize, _: Object) -> Result<(), Stop> {
        Ok(())
    }
    fn report(&mut self, _: usize, _: EventReport) -> Result<(), Stop> {
        Ok(())
    }
    fn sighting(&mut self, _: usize, _: Sighting) -> Result<(), Stop> {
        Ok(())
    }
}

/// Writes an event of so many attributes, as an instance would export it.
fn generate(file: &File, attributes: u32) -> Result<(), Box<dyn Error>> {
    let event: Event = serde_json::from_str(r#"{"uuid":"7b0c8f2e-4d0a-4a53-9a0e-0b1f6f0c1a01","info":"Many"}"#)?;
    let mut writer = EventWriter::single(BufWriter::new(file));
    writer.begin(&event)?;
    for n in 0..attributes {
        let text = format!(
            r#"{{"id":"{n}","event_id":"7","object_id":"0","uuid":"7b0c8f2e-4d0a-4a53-9a0e-{n:012x}","type":"sha256","value":"{n:064x}",
            "category":"Payload delivery","to_ids":true,"timestamp":"1772600000","distribution":"5","sharing_group_id":"0",
            "comment":"Seen in the second wave","deleted":false,"disable_correlation":false}}"#
        );
        writer.attribute(&serde_json::from_str(&text)?)?;
    }
    writer.end()?;
    writer.finish()?.flush()?;
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let attributes = std::env::args().nth(1).map_or(Ok(300_000), |n| n.parse())?;
    let path = std::env::temp_dir().join(format!("belfry-misp-speed-{}.json", std::process::id()));
    let mut file = File::options().create(true).truncate(true).read(true).write(true).open(&path)?;
    let mut out = std::io::stdout();
    let start = Instant::now();
    generate(&file, attributes)?;
    let megabytes = file.metadata()?.len() as f64 / 1e6;
    let mut tell = |what: &str, start: Instant| {
        let seconds = start.elapsed().as_secs_f64();
        let each = f64::from(attributes) / seconds;
        writeln!(
            out,
            "{what}: {megabytes:.0} MB in {seconds:.2} s, {:.0} MB/s, {each:.0} attributes/s",
            megabytes / seconds
        )
    };
    tell("read one by one and write", start)?;
    file.rewind()?;
    let start = Instant::now();
    scan(&file)?;
    tell("scan", start)?;
    file.rewind()?;
    let start = Instant::now();
    let mut count = Count(0);
    stream(&file, &mut count)?;
    tell("stream", start)?;
    std::fs::remove_file(&path)?;
    Ok(())
}
