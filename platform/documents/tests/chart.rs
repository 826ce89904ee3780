//! A chart says the same as its table, and nothing in it can leave its place.

use belfry_documents::chart::{Category, Chart, Counts, Deadline, Deadlines, Due, Series, Tile, TileRow, Tiles};
use belfry_words::{Catalogue, Words};
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;

fn words(language: &str) -> Words {
    Catalogue::load(&[]).expect("our own words load").words(language)
}

fn counts(series: &[(&str, Vec<u64>)], categories: usize) -> Counts {
    Counts {
        title: "Sharing".into(),
        of: "Month".into(),
        categories: (0..categories)
            .map(|n| Category { label: format!("Month {n}"), short: format!("M{n}"), href: String::new() })
            .collect(),
        series: series
            .iter()
            .map(|(label, values)| Series { label: (*label).into(), values: values.clone() })
            .collect(),
    }
}

/// What `name="…"` holds, one after the other.
fn all<'a>(svg: &'a str, name: &str) -> Vec<&'a str> {
    let opening = format!(" {name}=\"");
    svg.split(&opening).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn columns_stand_on_each_other_and_their_table_has_the_sums() {
    let chart = counts(&[("Energy", vec![2, 0]), ("Water", vec![1, 4])], 2).columns("c", &words("en"));
    assert_eq!(chart.summary, "7 in all; most in Month 1, with 4.");
    assert_eq!(chart.head, ["Month", "Energy", "Water", "Total"]);
    let said: Vec<Vec<&str>> =
        chart.rows.iter().map(|row| row.cells.iter().map(|cell| cell.said.as_str()).collect()).collect();
    assert_eq!(said, [["2", "1", "3"], ["0", "4", "4"]]);
    assert_eq!(chart.foot, ["Total", "2", "5", "7"]);
    assert_eq!(chart.legend.iter().map(|l| l.label.as_str()).collect::<Vec<_>>(), ["Energy", "Water"]);
    assert_eq!(all(&chart.svg, "class").iter().filter(|class| ***class == *"s2").count(), 2);
    assert!(chart.svg.contains("<title>Month 1, Water: 4</title>"));
    // Nothing for what is not there.
    assert_eq!(chart.svg.matches("<rect").count(), 3);
}

#[test]
fn more_series_than_colours_are_drawn_as_others_and_told_apart_in_the_table() {
    let names = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let series: Vec<_> = names.iter().enumerate().map(|(n, name)| (*name, vec![n as u64 + 1])).collect();
    let chart = counts(&series, 1).columns("c", &words("en"));
    let legend: Vec<&str> = chart.legend.iter().map(|l| l.label.as_str()).collect();
    assert_eq!(legend, ["d", "e", "f", "g", "h", "Others"]);
    assert_eq!(chart.head.len(), 1 + names.len() + 1);
    assert!(chart.svg.contains("Others: 6"));
}

#[test]
fn tiles_are_darker_the_more_they_hold_and_empty_ones_lead_nowhere() {
    let tile = |n| Tile { n, href: "/members/organisations?sector=energy".into() };
    let chart = Tiles {
        title: "Register".into(),
        of: "Sector".into(),
        columns: vec!["Coast".into(), "Hills".into()],
        rows: vec![TileRow { label: "Energy".into(), tiles: vec![tile(0), tile(25)] }],
    }
    .heat(&words("fr"));
    let cells = &chart.rows[0].cells;
    assert_eq!((cells[0].class, cells[1].class, cells[2].class), ("heat-0", "heat-5", ""));
    assert!(cells[0].href.is_empty() && !cells[1].href.is_empty());
    assert_eq!(chart.summary, "25 au total\u{a0}; maximum\u{a0}: Energy, Hills, avec 25.");
}

#[test]
fn deadlines_stand_where_they_are_due_and_crowds_are_counted() {
    let now = Timestamp::UNIX_EPOCH + 480_000.hours();
    let item = |days: i64, state| Deadline {
        label: format!("in {days}"),
        href: String::new(),
        at: now + (days * 24).hours(),
        said: "then".into(),
        state,
    };
    let mut items = vec![item(-40, Due::Late)];
    items.extend((0..7).map(|_| item(30, Due::Open)));
    let strip = Deadlines {
        title: "Deadlines".into(),
        head: ["What", "When", "State"].map(str::to_owned),
        now,
        from: now - (10 * 24).hours(),
        to: now + (90 * 24).hours(),
        items,
    };
    let chart = strip.strip("d", &words("en"));
    assert_eq!(chart.summary, "7 deadlines are to come, 1 is late.");
    // Late ones from before stand at the beginning; of seven at one place five are drawn.
    assert_eq!(chart.svg.matches("due-late").count(), 1);
    assert_eq!(chart.svg.matches("due-open").count(), 5);
    assert!(chart.svg.contains(">+2</text>"));
    assert_eq!(chart.rows.len(), 8);
    let nothing = Deadlines { items: Vec::new(), ..strip }.strip("d", &words("fr"));
    assert_eq!(nothing.summary, "Aucune échéance sur cette période.");
}

fn drawn(label: &str, values: &[u64]) -> Vec<Chart> {
    let several = counts(&[(label, values.to_vec()), ("other", values.to_vec())], values.len());
    vec![several.columns(label, &words("en")), several.bars(&words("en"))]
}

proptest! {
    /// Whatever stands in a title, a drawing stays XML that the policy of the pages lets through, inside its box.
    #[test]
    fn a_drawing_holds_its_texts_and_stays_inside(
        label in any::<String>(),
        values in prop::collection::vec(0_u64..1_000_000_000, 0..30),
    ) {
        for chart in drawn(&label, &values) {
            for svg in chart.rows.iter().map(|row| &row.svg).chain([&chart.svg]).filter(|svg| !svg.is_empty()) {
                prop_assert_eq!(svg.matches('<').count(), svg.matches('>').count());
                let tags = svg.split('<').skip(1).filter_map(|rest| rest.split(['>', ' ', '/']).find(|tag| !tag.is_empty()));
                for tag in tags {
                    prop_assert!(["svg", "title", "desc", "rect", "line", "text"].contains(&tag), "{tag}");
                }
                for name in ["style", "fill", "href", "onload"] {
                    prop_assert!(all(svg.split("<title").next().unwrap_or_default(), name).is_empty());
                }
                for (at, size) in [("x", "width"), ("y", "height")] {
                    let rects = svg.split("<rect").skip(1);
                    for rect in rects.filter_map(|rest| rest.split('>').next()) {
                        let percent = |name: &str| {
                            all(rect, name).first().and_then(|v| v.trim_end_matches('%').parse::<f64>().ok()).unwrap_or(-1.0)
                        };
                        prop_assert!(percent(at) >= -0.02 && percent(at) + percent(size) <= 100.05, "{rect}");
                    }
                }
            }
        }
    }
}
