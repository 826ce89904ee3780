//! Points, shares and levels.

use std::collections::BTreeMap;

use belfry_forms::core::form::{Element, Kind, Level, Points, Rating, Score};
use belfry_forms::core::publish;
use belfry_forms::core::score::Marks;

use crate::build::*;

fn rated(called: &str, weight: i64) -> Element {
    ask(called, one("level"), |question| {
        let points = [("low", 1), ("high", 4)].map(|(code, points)| (code.to_owned(), points.into()));
        question.score = Some(Score {
            points: Points::Choices(BTreeMap::from(points)),
            most: 4.into(),
            weight: Some(weight.into()),
        });
    })
}

fn definition(unanswered_is_zero: bool) -> belfry_forms::core::Published {
    let scale = Kind::Scale { from: 0.into(), to: 10.into(), step: 1.into() };
    let own = ask("own", scale, |question| {
        question.score = Some(Score { points: Points::Expression("10 - this".into()), most: 10.into(), weight: None });
    });
    let mut form = form(vec![
        group("first", false, None, vec![rated("a", 3), rated("b", 1)]),
        group("second", false, Some("a = \"high\""), vec![own]),
    ]);
    let level = |code: &str, from: &str| Level { code: code.into(), from: from.parse().unwrap(), label: said(code) };
    form.rating = Some(Rating {
        unanswered_is_zero,
        levels: vec![level("start", "0"), level("good", "0.6"), level("best", "0.9")],
    });
    publish(form).unwrap()
}

fn told(zero: bool, sent: &[(&str, &str)]) -> (String, Vec<String>) {
    let form = definition(zero);
    let en = en();
    let marks = settle(&form, &answers(&form, sent), &en).marks().unwrap();
    let share =
        |share: Option<rust_decimal::Decimal>| share.map_or_else(|| "-".into(), |share| share.normalize().to_string());
    let levels = &form.form().rating.as_ref().unwrap().levels;
    let level = Marks::level(levels, marks.total.share).map_or("-", |level| &level.code);
    let parts = marks.parts.iter().map(|mark| format!("{} {}", mark.place, share(mark.share)));
    (format!("{} {level} {}/{}", share(marks.total.share), marks.total.answered, marks.total.asked), parts.collect())
}

#[test]
fn sections_weigh_their_questions_and_the_total_its_sections() {
    let (total, parts) = told(false, &[("a", "high"), ("b", "low"), ("own", "2")]);
    // (3 * 1 + 1 * 0.25) / 4 = 0.8125; with 0.8 that is 0.80625.
    assert_eq!(total, "0.80625 good 3/3");
    assert_eq!(parts, ["first 0.8125", "a 1", "b 0.25", "second 0.8", "own 0.8"]);
}

#[test]
fn what_is_not_asked_does_not_count_and_what_is_unanswered_as_the_form_says() {
    assert_eq!(told(false, &[("a", "low")]).0, "0.25 start 1/2");
    assert_eq!(told(true, &[("a", "low")]).0, "0.1875 start 1/2");
    assert_eq!(told(false, &[]).0, "- - 0/2");
}
