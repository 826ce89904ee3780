//! A report of a dozen pages with ten charts: invented.

use belfry_documents::chart::{Form, Plot, Values};
use belfry_typeset::model::{Block, Document, Own, Span, Table};
use belfry_words::{Catalogue, Words};

pub fn words(language: &str) -> Words {
    Catalogue::load(&[]).expect("our own words load").words(language)
}

const PROSE: [&str; 2] = [
    "Of the organisations that answered, most have **agreed on a policy** and written it down, and half of them check it on a schedule. \
     Suppliers remain what almost everybody finds hardest to come to terms with: contracts are older than the duties that they would have \
     to carry, and those who could change them seldom sit at the table.\n\n\
     Three things have moved since the last volume:\n\n\
     - copies are read back at least once a year in two organisations of three;\n\
     - boards are being trained, though seldom *before* somebody asked for it;\n\
     - more than one factor guards what matters, and telephones have stopped being the second.\n\n\
     > What others had tried already saved us the first three months.",
    "La plupart des organisations qui ont répondu ont **convenu d’une politique** et l’ont mise par écrit ; la moitié la vérifient à échéances \
     fixes. Les fournisseurs demeurent ce qui paraît le plus difficile à presque toutes : les contrats sont plus anciens que les obligations \
     qu’ils devraient porter, et ceux qui pourraient les changer sont rarement autour de la table.\n\n\
     Trois choses ont bougé depuis le volume précédent :\n\n\
     - les sauvegardes sont relues au moins une fois l’an dans deux organisations sur trois ;\n\
     - les directions se forment, quoique rarement *avant* qu’on le leur demande ;\n\
     - plusieurs facteurs protègent ce qui compte, et le téléphone n’est plus le second.\n\n\
     > Ce que d’autres avaient déjà essayé nous a épargné les trois premiers mois.",
];

fn plot(n: usize, t: &Words) -> Plot {
    let form = [Form::Columns, Form::Bars, Form::Lines, Form::Radar, Form::Heat][n % 5];
    let names = [
        "Energy",
        "Transport",
        "Banking",
        "Health",
        "Drinking water",
        "Digital infrastructure",
        "Waste water",
        "Space",
    ];
    let series = match form {
        Form::Radar | Form::Lines => 2,
        Form::Heat | Form::Columns => 3,
        _ => 1,
    };
    let value = |row: usize, of: usize| ((row * 7 + of * 5 + n * 3) % 11) as f64 / 10.0 * 4.0;
    let values = |of: usize| Values {
        label: ["Wave 1", "Wave 2", "Wave 3"][of].into(),
        values: (0..names.len()).map(|row| (row != 4 || of > 0).then(|| value(row, of))).collect(),
        said: (0..names.len())
            .map(|row| if row == 4 && of == 0 { "not shown".into() } else { t.decimal(value(row, of), 1) })
            .collect(),
    };
    Plot {
        form,
        title: format!("Maturity by sector, figure {}", n + 1),
        of: "Sector".into(),
        categories: names.iter().map(|name| ((*name).to_owned(), name.chars().take(7).collect())).collect(),
        series: (0..series).map(values).collect(),
        stacked: form == Form::Columns,
        most: (form == Form::Radar).then_some(4.0),
    }
}

pub fn document(t: &Words) -> Document {
    let prose = PROSE[usize::from(t.language() == "fr")];
    let mut blocks = Vec::new();
    for n in 0..10 {
        blocks.push(Block::Heading(1, format!("Finding {}: what has moved, and what has not", n + 1)));
        blocks.extend(belfry_typeset::prose::blocks(prose));
        blocks.push(Block::Heading(2, "What the figures say".into()));
        blocks.push(Block::Paragraph(vec![
            Span::plain("Answered by 58 of 66 organisations").with_note("Operators of the valley that were invited; those who came alone between two waves are not counted."),
            Span::plain(", which is more than in any volume before. Where fewer than five stand behind a figure it is not shown."),
        ]));
        blocks.push(Block::Chart(Box::new(plot(n, t))));
        blocks.push(Block::Small(vec![Span::plain(
            "Population 66, answered 58 (87.9%), at least 5 behind every figure. One cell is withheld.",
        )]));
        if n % 4 == 3 {
            blocks.push(Block::Table(Table {
                caption: "Recommendations".into(),
                head: ["Recommendation", "Owner", "Due"].map(str::to_owned).to_vec(),
                rows: (0..6)
                    .map(|row| {
                        let what = "Agree with suppliers on what they report, to whom and within how many hours, before the contract is renewed";
                        vec![format!("{}. {what}", row + 1).into(), "Competent authority".to_owned().into(), "30 June 2027".to_owned().into()]
                    })
                    .collect(),
                numbers: Vec::new(),
            }));
        }
    }
    Document {
        title: "Lessons learnt: how the measures of Article 21 stand in the valley".into(),
        over: "Lessons learnt".into(),
        under: "Volume 2 · November 2026".into(),
        facts: [
            ("Written by", "Valley coordination"),
            ("For", "All members of the community"),
            ("Figures as of", "12 November 2026"),
        ]
        .map(|(label, value)| (label.to_owned(), value.to_owned()))
        .to_vec(),
        mark: "TLP:GREEN".into(),
        publisher: "Border valley community".into(),
        language: t.language().into(),
        date: (2026, 11, 12),
        id: "sample".into(),
        words: Own { contents: "Contents".into(), page: "Page".into() },
        blocks,
        ..Document::default()
    }
}
