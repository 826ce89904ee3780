//! From records to cells, gaps and examples. Pure.

use std::collections::{BTreeMap, BTreeSet};

use super::Status;
use super::store::Record;

/// A cell: what is recorded of a requirement in a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tile {
    /// The lowest status; [`Status::Exempt`] where it applies nowhere.
    pub status: Status,
    /// How many records.
    pub records: usize,
    /// Whether one of them is a good example.
    pub good: bool,
}

/// A requirement that some countries have not carried out, or say nothing of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The requirement.
    pub code: String,
    /// Countries with the lowest status recorded there; none where nothing is.
    pub countries: Vec<(String, Option<Status>)>,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Map {
    /// Countries of which something is recorded, the Union last.
    pub countries: Vec<String>,
    /// Cells by requirement and country.
    pub tiles: BTreeMap<(String, String), Tile>,
    /// Gaps, that of most countries first.
    pub gaps: Vec<Gap>,
}

/// Computes it for these requirements, in their order.
#[must_use]
pub fn map(codes: &[String], records: &[Record]) -> Map {
    let named: BTreeSet<(bool, &str)> =
        records.iter().map(|record| (record.country == super::UNION, record.country.as_str())).collect();
    let countries: Vec<String> = named.into_iter().map(|(_, country)| country.to_owned()).collect();
    let mut tiles: BTreeMap<(String, String), Tile> = BTreeMap::new();
    for record in records {
        let key = (record.code.clone(), record.country.clone());
        let tile = tiles.entry(key).or_insert(Tile { status: record.status, records: 0, good: false });
        tile.status = tile.status.min(record.status);
        tile.records += 1;
        tile.good |= record.good;
    }
    let gap = |code: &String| {
        // What holds for the whole Union is nobody's gap alone.
        let of = |country: &&String| country.as_str() != super::UNION;
        let state = |country: &String| tiles.get(&(code.clone(), country.clone())).map(|tile| tile.status);
        let open = countries.iter().filter(of).map(|country| (country.clone(), state(country)));
        let open: Vec<_> = open.filter(|(_, status)| status.is_none_or(Status::is_gap)).collect();
        (!open.is_empty()).then(|| Gap { code: code.clone(), countries: open })
    };
    let mut gaps: Vec<Gap> = codes.iter().filter_map(gap).collect();
    gaps.sort_by_key(|gap| std::cmp::Reverse(gap.countries.len()));
    Map { countries, tiles, gaps }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(code: &str, country: &str, sector: &str, status: Status) -> Record {
        Record { code: code.into(), country: country.into(), sector: sector.into(), status, ..Record::sample() }
    }

    #[test]
    fn the_lowest_status_is_shown_and_what_is_missing_is_a_gap() {
        let codes = ["a", "b", "c"].map(str::to_owned);
        let records = [
            record("a", "BE", "energy", Status::InForce),
            record("a", "BE", "health", Status::Planned),
            record("a", "LU", "", Status::Checked),
            record("b", "LU", "", Status::Exempt),
            record("b", "EU", "", Status::None),
        ];
        let map = map(&codes, &records);
        assert_eq!(map.countries, ["BE", "LU", "EU"]);
        let at =
            |code: &str, country: &str| map.tiles.get(&(code.to_owned(), country.to_owned())).map(|tile| tile.status);
        assert_eq!((at("a", "BE"), at("b", "LU"), at("c", "BE")), (Some(Status::Planned), Some(Status::Exempt), None));
        let gaps: Vec<(&str, usize)> = map.gaps.iter().map(|gap| (gap.code.as_str(), gap.countries.len())).collect();
        assert_eq!(gaps, [("c", 2), ("a", 1), ("b", 1)]);
        assert_eq!(map.gaps[1].countries, [("BE".to_owned(), Some(Status::Planned))]);
        assert_eq!(map.gaps[2].countries, [("BE".to_owned(), None)]);
    }
}
