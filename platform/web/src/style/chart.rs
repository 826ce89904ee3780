//! The samples of charts.

use belfry_documents::chart::{
    Category, Chart, Counts, Deadline, Deadlines, Due, Form, Plot, Radar, Series, Shape, Spoke, Stands, Tile, TileRow,
    Tiles, Values,
};
use belfry_words::Words;
use jiff::civil::date;
use jiff::{Timestamp, ToSpan};

/// One of each kind.
pub(super) struct Charts {
    pub(super) columns: Chart,
    pub(super) bars: Chart,
    pub(super) strip: Chart,
    pub(super) tiles: Chart,
    pub(super) lines: Chart,
    pub(super) profile: Chart,
    pub(super) radar: Chart,
}

impl Charts {
    pub(super) fn new(t: &Words) -> Self {
        let [lines, profile] = [(Form::Lines, "sample-lines"), (Form::Radar, "sample-profile")].map(|one| plot(t, one));
        Self { columns: columns(t), bars: bars(t), strip: strip(t), tiles: tiles(t), lines, profile, radar: radar(t) }
    }
}

fn series(label: &str, values: &[u64]) -> Series {
    Series { label: label.to_owned(), values: values.to_vec() }
}

fn columns(t: &Words) -> Chart {
    let months = (0..12).filter_map(|n| date(2025, 4, 1).checked_add(n.months()).ok());
    Counts {
        title: "Sharing by circle and month".into(),
        of: "Month".into(),
        categories: months
            .map(|m| Category { label: t.month(m), short: t.month_short(m), href: String::new() })
            .collect(),
        series: vec![
            series("Energy of the region", &[3, 5, 4, 8, 2, 1, 9, 12, 7, 8, 11, 14]),
            series("Drinking water", &[1, 0, 2, 3, 3, 1, 4, 2, 6, 5, 3, 7]),
            series("Border CSIRTs", &[0, 0, 4, 6, 2, 5, 8, 9, 4, 10, 12, 9]),
        ],
    }
    .columns("sample-columns", t)
}

fn bars(t: &Words) -> Chart {
    let sectors = [("Energy", "#a"), ("Drinking water", "#b"), ("Health", "#c"), ("Digital infrastructure", "")];
    Counts {
        title: "Organisations by sector".into(),
        of: "Sector".into(),
        categories: sectors
            .map(|(label, href)| Category { label: label.into(), href: href.into(), ..Category::default() })
            .to_vec(),
        series: vec![series("Essential", &[12, 7, 9, 4]), series("Important", &[20, 3, 11, 0])],
    }
    .bars(t)
}

/// Values of which one is withheld: a gap in the drawing, words in the table.
fn plot(t: &Words, (form, id): (Form, &str)) -> Chart {
    let values = |label: &str, values: [Option<f64>; 6]| Values {
        label: label.into(),
        values: values.to_vec(),
        said: values.map(|value| value.map_or_else(|| "not shown".to_owned(), |value| t.decimal(value, 1))).to_vec(),
    };
    let names = ["Risks", "Incidents", "Continuity", "Suppliers", "Training", "Access"];
    Plot {
        form,
        title: "Maturity by measure".into(),
        of: "Measure".into(),
        categories: names.map(|name| (name.to_owned(), name.to_owned())).to_vec(),
        series: vec![
            values("Last year", [Some(2.0), Some(1.5), Some(2.5), Some(1.0), None, Some(3.0)]),
            values("This year", [Some(2.5), Some(2.5), Some(3.0), Some(1.5), Some(2.0), Some(3.5)]),
        ],
        stacked: false,
        most: Some(4.0),
    }
    .chart(id, t)
}

fn strip(t: &Words) -> Chart {
    let now = Timestamp::UNIX_EPOCH + 483_000.hours();
    let item = |label: &str, days: i64, state| {
        let at = now + (days * 24).hours();
        Deadline { label: label.into(), href: "#time".into(), at, said: t.date_time_zone(at), state }
    };
    Deadlines {
        title: "Deadlines of the quarter".into(),
        head: ["Deadline", "When", "State"].map(str::to_owned),
        now,
        from: now - (14 * 24).hours(),
        to: now + (90 * 24).hours(),
        items: vec![
            item("Early warning: pumping station", -9, Due::Late),
            item("Incident notification: pumping station", -6, Due::Done),
            item("Yearly confirmation of the register", 5, Due::Open),
            item("Change of address ranges", 5, Due::Open),
            item("Final report: pumping station", 24, Due::Open),
            item("Key of the contact point expires", 71, Due::Open),
        ],
    }
    .strip("sample-strip", t)
}

fn tiles(t: &Words) -> Chart {
    let row = |label: &str, counts: [u64; 5]| TileRow {
        label: label.into(),
        tiles: counts.map(|n| Tile { n, href: "#pages".into() }).to_vec(),
    };
    Tiles {
        title: "Register by sector and region".into(),
        of: "Sector".into(),
        columns: ["Coast", "Lowlands", "Rivers", "Hills", "Capital"].map(str::to_owned).to_vec(),
        rows: vec![
            row("Energy", [4, 0, 9, 1, 22]),
            row("Drinking water", [2, 6, 5, 0, 3]),
            row("Health", [1, 2, 0, 2, 11]),
            row("Transport", [8, 1, 3, 0, 14]),
        ],
    }
    .heat(t)
}

fn radar(t: &Words) -> Chart {
    let names =
        ["Knowing the risks", "Handling incidents", "Keeping going", "Suppliers", "Does it work?", "Cryptography"];
    let shape = |stands, label: &str, levels: [u8; 6]| Shape {
        stands,
        label: label.into(),
        values: levels.iter().map(|level| Some(f64::from(*level) / 4.0)).collect(),
        said: levels.iter().map(u8::to_string).collect(),
    };
    Radar {
        title: "Where we stand".into(),
        summary: "Best at handling incidents; suppliers are farthest from what is aimed at.".into(),
        of: "Measure".into(),
        axes: names.into_iter().zip("abcdef".chars()).map(|(label, short)| spoke(label, short)).collect(),
        rings: (1..=4).map(|step| step.to_string()).collect(),
        shapes: vec![
            shape(Stands::Now, "Now", [3, 4, 2, 1, 2, 3]),
            shape(Stands::Aim, "Aimed at", [3, 4, 4, 3, 3, 3]),
            shape(Stands::Before, "Last time", [2, 3, 2, 0, 2, 2]),
        ],
    }
    .chart("sample-radar", t)
}

fn spoke(label: &str, short: char) -> Spoke {
    Spoke { label: label.into(), short: short.to_string(), href: String::new() }
}
