//! Workbooks that cannot be taken in: told cell by cell, in the reader's language, and nothing is kept.

use belfry_kernel::Role;
use belfry_store::{Key, args};
use belfry_testkit::{Visitor, both_databases};
use belfry_xlsform::{Table, Workbook, workbook};

use crate::valley::{site, valley};

/// A table of cells between bars; the headings first.
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

fn book(survey: &str, choices: &str) -> Vec<u8> {
    let settings = table("form_title|form_id|default_language\nBroken|broken|English (en)");
    workbook::write(&Workbook { survey: table(survey), choices: table(choices), settings }).unwrap()
}

/// What is told of each cell: where, and why.
fn told(visitor: &Visitor<'_>, book: &[u8], between: &str) -> Vec<(String, String)> {
    let page = visitor.upload("/forms/import", &[("reach", "own")], &[("file", "broken.xlsx", book)]).expect(422);
    let notice = page.text.split("notice danger").nth(1).unwrap_or_else(|| panic!("{}", page.text));
    let list = notice.split("</ul>").next().unwrap();
    let items = list.split("<li>").skip(1).map(|item| item.split("</li>").next().unwrap());
    let split = |item: &str| item.split_once(between).map(|(place, why)| (place.to_owned(), why.to_owned()));
    items.map(|item| split(item).unwrap_or_else(|| panic!("{item}"))).collect()
}

const SHAPE: &str = "
type|name|label|mood
text||No name|
start|began|Begin|
geopoint|place|Where|
select_one_from_file towns.csv|town|Town|
select_one|which|Which|
frobnicate|x|X|
end group|||
text|a|A|sad
begin group|part|Part|
";

const CONTENT: &str = "
type|name|label|relevant|calculation|parameters|default|read_only|appearance|repeat_count
text|1a|No name||||||
text|a|A|/data/x = 1|||||
text|b|B|${a|||||
text|c|C|'x|||||
text|d|D|1 +|||||
text|e|E|1 2|||||
text|f|F|concat(1|||||
text|g|G|#|||||
text|h|H|frob(1) = 2|||||
text|i|I|random() > 1|||||
text|j|J|pulldata('x', 'y', 'z', 'w') = 1|||||
text|k|K|||start=1||||
range|l|L|||begin=1||||
text|m|M|||||perhaps||
text|n|N|b|||||
calculate|o|O||once(1) + 1||||
text|p|P|../x = 1|||||
text|q|Q|count(${a}) > 1|||||
text|r|R|||||||3
";

both_databases! {
    fn what_is_wrong_with_a_workbook_is_said_in_french_to_those_who_read_french(engine) {
        let site = site(engine);
        let valley = valley(&site);
        let paul = site.person("Paul", valley.authority, &[Role::Supervisor]);
        let tx = site.db.db.write(Key::SYSTEM).unwrap();
        tx.execute("update identity_people set language = 'fr' where id = $1", args![paul.id()]).unwrap();
        tx.commit().unwrap();
        for (survey, phrases) in [
            (
                SHAPE,
                &[
                    "la cellule est vide",
                    "la date et l’auteur sont consignés ici",
                    "demandez un texte ou un fichier",
                    "mettez les choix dans la feuille",
                    "ce type demande le nom d’une liste de choix",
                    "le type «\u{a0}frobnicate\u{a0}» n’est pas pris en charge",
                    "ceci termine ce qui n’a pas été commencé",
                    "cette colonne n’est pas prise en charge",
                    "ceci est commencé et n’est pas terminé",
                ][..],
            ),
            (
                CONTENT,
                &[
                    "«\u{a0}1a\u{a0}» n’est pas un nom",
                    "les chemins ne sont pas pris en charge",
                    "une accolade fermante manque",
                    "un guillemet manque",
                    "une valeur était attendue",
                    "quelque chose suit la fin",
                    "une virgule ou une parenthèse fermante",
                    "ce caractère n’a pas de sens ici",
                    "la fonction «\u{a0}frob\u{a0}» n’a pas d’équivalent",
                    "cela ne peut pas être vérifié",
                    "mettez les données dans la feuille",
                    "les paramètres ne sont pris en charge que",
                    "n’est ni start=, ni end=, ni step=",
                    "seuls yes et no sont pris en charge",
                    "once n’entoure qu’un calcul entier",
                    "ce type de ligne ne peut pas l’avoir",
                ],
            ),
        ] {
            let book = book(survey, "list_name|name|label\nx|1|One");
            let english = told(&valley.sam, &book, ": ");
            let french = told(&paul, &book, "\u{a0}: ");
            assert_eq!(english.len(), french.len());
            for ((_, english), (place, french)) in english.iter().zip(&french) {
                assert_ne!(english, french, "{place}");
            }
            for phrase in phrases {
                assert!(french.iter().any(|(_, why)| why.contains(phrase)), "{phrase}: {french:#?}");
            }
            assert!(!valley.sam.get("/forms").expect(200).says("Broken"), "nothing is kept");
        }
    }
}
