//! The page `/style`: every component of `templates/components.html` with one sample, open in demo and development.
//!
//! The samples are for the people who build pages; their texts are English whatever the reader's language.

mod chart;

use askama::Template;
use belfry_words::Words;

// The components name this crate as areas see it.
use crate as belfry_web;
use crate::components::{ActiveFilter, Bar, Choice, FieldError, Point, Qr, State, Step, Tab, sparkline};

/// One colour of the palette, by the name of its custom property.
struct Colour {
    name: &'static str,
    class: &'static str,
}

#[derive(Template)]
#[template(path = "style.html")]
struct Style<'a> {
    t: &'a Words,
    csrf: &'a str,
    colours: Vec<Colour>,
    icons: Vec<&'static str>,
    errors: Vec<FieldError>,
    sectors: Vec<Choice>,
    regions: Vec<(String, Vec<Choice>)>,
    levels: Vec<Choice>,
    scale: Vec<Choice>,
    tabs: Vec<Tab>,
    steps: Vec<Step>,
    points: Vec<Point>,
    bars: Vec<Bar>,
    active: Vec<ActiveFilter>,
    trend: String,
    charts: chart::Charts,
    qr: Qr,
    codes: Vec<String>,
}

/// The body of the page.
///
/// # Errors
/// None are expected: rendering fails only if a component's own formatting does.
pub fn render(t: &Words) -> Result<String, askama::Error> {
    Style {
        t,
        csrf: "",
        colours: colours(),
        icons: icons(),
        errors: vec![
            error("title", "Give the event a title of at least three letters."),
            error("level", "Choose who may read this before you publish it."),
        ],
        sectors: ["Energy", "Health", "Drinking water", "Transport"]
            .map(|name| Choice::new(name.to_lowercase(), name, "health"))
            .to_vec(),
        regions: [("Corvenne", ["Haute-Ostrel", "Basse-Ostrel"]), ("Tervald", ["Upper Ostrel", "Lower Ostrel"])]
            .map(|(land, all)| (land.to_owned(), all.map(|name| Choice::new(name, name, "Upper Ostrel")).to_vec()))
            .to_vec(),
        scale: ["Not in place", "Now and then", "Agreed", "Lived", "Checked"]
            .map(|name| Choice::new(name.to_lowercase(), name, "agreed"))
            .to_vec(),
        levels: vec![
            Choice::new("amber", "TLP:AMBER", "green").hint("Members and those of their clients who need it."),
            Choice::new("green", "TLP:GREEN", "green").hint("The community and communities connected to it."),
            Choice::new("clear", "TLP:CLEAR", "green").hint("Everyone, without limit."),
        ],
        tabs: vec![
            tab("Attributes", "47", true),
            tab("Objects", "6", false),
            tab("Discussion", "3", false),
            tab("History", "", false),
        ],
        steps: vec![
            step("Paste", State::Done),
            step("Check", State::Done),
            step("Who sees it", State::Now),
            step("Publish", State::Due),
        ],
        points: points(),
        bars: vec![
            bar("Energy", "31", 100.0, ""),
            bar("Health", "22", 71.0, ""),
            bar("Drinking water", "9", 29.0, "warn"),
            bar("Banking", "4", 13.0, "quiet"),
        ],
        active: vec![
            ActiveFilter { label: "Sector: energy".to_owned(), remove: "#".to_owned() },
            ActiveFilter { label: "Since: 1 March".to_owned(), remove: "#".to_owned() },
        ],
        charts: chart::Charts::new(t),
        trend: sparkline(&[3.0, 4.0, 2.0, 5.0, 9.0, 7.0, 12.0, 11.0, 15.0]),
        // Looks like one, and says nothing.
        qr: Qr::of_rows(
            &(0..21).map(|y| (0..21).map(|x| (x * y + x / 3 + y / 2) % 3 == 0).collect()).collect::<Vec<_>>(),
        ),
        codes: ["4Q7M-08XB-KJ2T-91ZC", "P3DN-6WAV-5HRE-70YG"].map(str::to_owned).to_vec(),
    }
    .render()
}

fn error(field: &str, message: &str) -> FieldError {
    FieldError { field: field.to_owned(), message: message.to_owned() }
}

fn tab(label: &str, count: &str, current: bool) -> Tab {
    Tab { label: label.to_owned(), href: "#".to_owned(), count: count.to_owned(), current }
}

fn step(label: &str, state: State) -> Step {
    let href = if state == State::Done { "#" } else { "" };
    Step { label: label.to_owned(), href: href.to_owned(), state }
}

fn bar(label: &str, value: &str, share: f64, kind: &'static str) -> Bar {
    Bar { label: label.to_owned(), value: value.to_owned(), share, kind }
}

fn points() -> Vec<Point> {
    let point = |when: &str, title: &str, text: &str, state| Point {
        when: when.to_owned(),
        datetime: String::new(),
        title: title.to_owned(),
        text: text.to_owned(),
        href: String::new(),
        state,
    };
    vec![
        point("Mon 3 March, 02:10 CET", "Incident noticed", "By the night shift of the waterworks.", State::Done),
        point("Tue 4 March, 02:10 CET", "Early warning to the authority", "", State::Late),
        point("Thu 6 March, 02:10 CET", "Incident notification", "72 hours after it was noticed.", State::Now),
        point("Thu 3 April, 02:10 CEST", "Final report", "One month after the notification.", State::Due),
    ]
}

fn colours() -> Vec<Colour> {
    [
        ("paper", "c-paper"),
        ("surface", "c-surface"),
        ("sunken", "c-sunken"),
        ("line", "c-line"),
        ("ink", "c-ink"),
        ("accent", "c-accent"),
        ("accent-soft", "c-accent-soft"),
        ("good", "c-good"),
        ("warn", "c-warn"),
        ("danger", "c-danger"),
        ("info", "c-info"),
    ]
    .map(|(name, class)| Colour { name, class })
    .into()
}

/// The names in `assets/icons/list.txt`.
fn icons() -> Vec<&'static str> {
    include_str!("../assets/icons/list.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split('=').next())
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_that_the_house_names_is_drawn() {
        let drawn = icons();
        for template in [
            include_str!("../templates/components.html"),
            include_str!("../templates/layout.html"),
            include_str!("../templates/error.html"),
        ] {
            for opening in ["icon(\"", "icon=\""] {
                let names = template.split(opening).skip(1).filter_map(|rest| rest.split('"').next());
                for name in names.filter(|name| !name.is_empty()) {
                    assert!(drawn.contains(&name), "{name} is not in assets/icons/list.txt");
                }
            }
        }
    }
}
