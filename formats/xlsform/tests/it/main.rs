//! Workbooks as people write them, in and out.

use belfry_xlsform::{
    Column, Error, Kind, Node, Table, TextColumn, Workbook, XlsForm, from_xlsx, read, to_xlsx, workbook,
};

/// A table from lines of cells with `|` between.
fn table(text: &str) -> Table {
    let mut lines =
        text.trim().lines().map(|line| line.split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>());
    let headings = lines.next().unwrap_or_default();
    let rows = (2..).zip(lines).map(|(row, mut cells)| {
        cells.resize(headings.len(), String::new());
        (row, cells)
    });
    Table { rows: rows.collect(), headings }
}

const SURVEY: &str = "
type                   | name  | label::English (en) | label::French (fr) | relevant      | appearance | choice_filter    | parameters
begin_group            | who   | Who                 | Qui                |               | field-list |                  |
select_one land        | land  | Where?              | Où ?               |               | minimal    |                  |
select_multiple city   | city  | Cities              | Villes             | ${land} != '' |            | land = ${land}   |
end_group              |       |                     |                    |               |            |                  |
begin repeat           | staff |                     |                    |               |            |                  |
integer                | pay   | Pay                 |                    |               |            |                  |
end repeat             |       |                     |                    |               |            |                  |
range                  | mood  | Mood                | Humeur             |               |            |                  | start=1 end=5
acknowledge            | ok    | Agreed              | D'accord           |               |            |                  |
";
const CHOICES: &str = "
list_name | name | label::English (en) | label::French (fr) | land
land      | fr   | France              | France             |
land      | lu   | Luxembourg          | Luxembourg         |
city      | met  | Metz                | Metz               | fr
";
const SETTINGS: &str = "
form_title | form_id | default_language
A survey   | survey  | English (en)
";

fn book(survey: &str) -> Workbook {
    Workbook { survey: table(survey), choices: table(CHOICES), settings: table(SETTINGS) }
}

fn refused(survey: &str) -> Vec<String> {
    read::read(&book(survey))
        .map(|_| Vec::new())
        .unwrap_or_else(|faults| faults.iter().map(ToString::to_string).collect())
}

/// Without the rows' numbers, which are another matter after writing.
fn plain(form: &XlsForm) -> Workbook {
    belfry_xlsform::write::write(form)
}

#[test]
fn a_workbook_becomes_a_tree_with_its_languages_and_lists() {
    let form = read::read(&book(SURVEY)).unwrap();
    assert_eq!((form.id.as_str(), form.title[""].as_str()), ("survey", "A survey"));
    assert_eq!(
        form.lists.iter().map(|(name, all)| (name.as_str(), all.len())).collect::<Vec<_>>(),
        [("land", 2), ("city", 1)]
    );
    assert_eq!(form.lists[1].1[0].columns["land"], "fr");
    let Node::Group(who, inside) = &form.survey[0] else { panic!("{:?}", form.survey[0]) };
    assert_eq!((who.name.as_str(), inside.len()), ("who", 2));
    let Node::Question(city) = &inside[1] else { panic!() };
    assert_eq!(city.kind, Kind::SelectMultiple("city".into(), false));
    assert_eq!(city.cell(Column::ChoiceFilter), Some("land = ${land}"));
    assert_eq!(city.texts[&TextColumn::Label]["French (fr)"], "Villes");
    assert!(matches!(&form.survey[1], Node::Repeat(row, inside) if row.name == "staff" && inside.len() == 1));
}

#[test]
fn what_is_written_as_xlsx_is_read_back() {
    let form = read::read(&book(SURVEY)).unwrap();
    let bytes = to_xlsx(&form).unwrap();
    let again = from_xlsx(&bytes).unwrap();
    assert_eq!(plain(&again), plain(&form));
    assert_eq!(to_xlsx(&again).unwrap(), bytes, "the same form gives the same bytes");
}

#[test]
fn every_cell_that_is_not_supported_is_refused_at_once() {
    let told = refused(
        "type|name|label|bind::odk:x|media::image|label\n\
         geopoint|where|Where|||\n\
         start|begun||||\n\
         select_one|x|X|||\n\
         text||No name|||\n\
         text|q|Q|a||twice\n\
         end_group|||||\n\
         begin_group|g|G|||\n\
         select_one_from_file a.csv|f|F||a.png|",
    );
    let expected = [
        "survey, row 2, type: the type `geopoint` is not supported; leave the row out, or ask for a text or file",
        "survey, row 3, type: the type `start` is not supported: when and by whom is recorded here; leave the row out",
        "survey, row 4, type: the type needs the name of a list of choices",
        "survey, row 5, name: the cell is empty",
        "survey, row 6, bind::odk:x: this column is not supported, and it is not empty",
        "survey, row 6, label: the column stands there twice",
        "survey, row 7, type: this ends something that was not begun",
        "survey, row 9, media::image: this column is not supported, and it is not empty",
        "survey, row 9, type: the type `select_one_from_file` is not supported; put the choices into the sheet choices",
        "survey, row 8, type: this is begun and not ended",
    ];
    assert_eq!(told, expected);
    let missing = read::read(&Workbook::default()).unwrap_err();
    assert_eq!(missing[0].to_string(), "survey, row 1, type: the sheet is missing");
}

#[test]
fn numbers_and_truths_of_a_spreadsheet_are_read_as_they_were_typed() {
    let mut file = rust_xlsxwriter::Workbook::new();
    let sheet = file.add_worksheet();
    sheet.set_name("Survey").unwrap();
    for (column, heading) in ["type", "name", "label", "required", "default"].into_iter().enumerate() {
        sheet.write_string(0, column as u16, heading).unwrap();
    }
    sheet.write_string(1, 0, "integer").unwrap();
    sheet.write_string(1, 1, "n").unwrap();
    sheet.write_number(1, 2, 12.0).unwrap();
    sheet.write_boolean(1, 3, true).unwrap();
    sheet.write_number(1, 4, 0.5).unwrap();
    let form = from_xlsx(&file.save_to_buffer().unwrap()).unwrap();
    let Node::Question(row) = &form.survey[0] else { panic!() };
    assert_eq!((row.texts[&TextColumn::Label][""].as_str(), row.at), ("12", 2));
    assert_eq!((row.cell(Column::Required), row.cell(Column::Default)), (Some("true"), Some("0.5")));
}

#[test]
fn what_is_no_workbook_or_too_large_is_refused() {
    let why = |bytes: &[u8]| match from_xlsx(bytes) {
        Err(Error::Workbook(why)) => why,
        other => panic!("{other:?}"),
    };
    assert!(why(b"type,name").starts_with("this is no XLSX file"));
    assert!(why(&vec![0; workbook::BYTES + 1]).starts_with("the file is larger than"));
    let mut file = rust_xlsxwriter::Workbook::new();
    let sheet = file.add_worksheet();
    sheet.set_name("survey").unwrap();
    sheet.write_string(0, 0, "type").unwrap();
    sheet.write_string(1_048_575, 16_383, "far away").unwrap();
    assert!(why(&file.save_to_buffer().unwrap()).starts_with("the sheet survey has more than"));
}
