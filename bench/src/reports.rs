//! Reports: a PDF of a dozen pages with ten charts, the first and the later ones; what a process that has set a hundred keeps.

use std::time::Instant;

use belfry_documents::chart::{Form, Plot, Values};
use belfry_typeset::model::{Block, Document, Own, Span};
use belfry_words::Words;

use crate::figures::{anonymous, median, time, told};

/// Charts of the report.
const CHARTS: usize = 10;
const PROSE: &str = "Of the organisations that answered, most have **agreed on a policy** and written it down, and half of them \
     check it on a schedule. Suppliers remain what almost everybody finds hardest to come to terms with.\n\n- copies are read back once \
     a year in most places;\n- boards are being trained, though seldom before somebody asked for it;\n- more than one factor guards what \
     matters.\n\nContracts are older than the duties that they would have to carry, and those who could change them seldom sit at the \
     table. What others had tried already saved the first three months, and what was written down was found again.";

/// Measures it.
pub fn run() -> anyhow::Result<()> {
    let t = belfry::start::words()?.words("en");
    let document = document(&t);
    let idle = anonymous(std::process::id());
    let began = Instant::now();
    let bytes = belfry_typeset::pdf(&document, &t)?;
    let first = began.elapsed();
    let pages = bytes.windows(11).filter(|at| at.starts_with(b"/Type/Page") && at[10] != b's').count();
    anyhow::ensure!(pages >= 12, "{pages} pages");
    let what = format!("a PDF of {pages} pages with {CHARTS} charts, {} kB", bytes.len() / 1000);
    told(&format!("{what}: the first"), &time(first), "1500 ms", first.as_millis() < 1_500);
    let later = median(21, || {
        std::hint::black_box(belfry_typeset::pdf(&document, &t)?);
        Ok(())
    })?;
    told(&format!("{what}: later ones"), &time(later), "400 ms", later.as_millis() < 400);
    for _ in 0..100 {
        std::hint::black_box(belfry_typeset::pdf(&document, &t)?);
    }
    let kept = anonymous(std::process::id()).saturating_sub(idle) / 1024;
    told("memory after a hundred more, beyond that before the first", &format!("{kept} MiB"), "64 MiB", kept < 64);
    Ok(())
}

fn document(t: &Words) -> Document {
    let mut blocks = Vec::new();
    for n in 0..CHARTS {
        blocks.push(Block::Heading(1, format!("Finding {}", n + 1)));
        blocks.extend(belfry_typeset::prose::blocks(PROSE));
        blocks.push(Block::Paragraph(vec![
            Span::plain("Answered by 58 of 66.").with_note("Those who came alone between two waves are not counted."),
        ]));
        blocks.push(Block::Chart(Box::new(plot(n, t))));
        blocks.extend(belfry_typeset::prose::blocks(PROSE));
    }
    Document {
        title: "What the valley learned".into(),
        language: "en".into(),
        id: "bench".into(),
        words: Own { contents: "Contents".into(), page: "Page".into() },
        blocks,
        ..Document::default()
    }
}

fn plot(n: usize, t: &Words) -> Plot {
    let form = [Form::Columns, Form::Bars, Form::Lines, Form::Radar, Form::Heat][n % 5];
    let value = |row: usize, of: usize| ((row * 7 + of * 5 + n * 3) % 11) as f64 / 10.0 * 4.0;
    let values = |of: usize| Values {
        label: format!("Wave {}", of + 1),
        values: (0..10).map(|row| Some(value(row, of))).collect(),
        said: (0..10).map(|row| t.decimal(value(row, of), 1)).collect(),
    };
    Plot {
        form,
        title: format!("Maturity, figure {}", n + 1),
        of: "Sector".into(),
        categories: (0..10).map(|n| (format!("Sector number {n}"), format!("S{n}"))).collect(),
        series: (0..3).map(values).collect(),
        stacked: form == Form::Columns,
        most: None,
    }
}
