//! Sections that are ready-made: what a volume usually holds, in both languages, with the figure that belongs there. Whoever adds one
//! chooses the survey, and changes what he likes.

use belfry_contracts::figures::{Level, Shape, dimension};

use super::content::{Both, Content, Figure, Kind};

/// A ready-made section.
#[derive(Clone, Copy, Debug)]
pub struct Ready {
    /// Its word in forms and message keys.
    pub code: &'static str,
    /// What it becomes.
    pub kind: Kind,
    title: (&'static str, &'static str),
    text: (&'static str, &'static str),
    figure: Option<(&'static str, &'static str, Shape)>,
}

// words: insight-ready-{participation,maturity,sectors,trend,difficulties,quick-wins,practices,shared,classes,delay,exchange,tools}
// words: insight-ready-{members,recommendations,collected,adopted,hindrances}

/// All, in the order in which they are offered.
pub const ALL: &[Ready] = &[
    Ready {
        code: "participation",
        kind: Kind::Figure,
        title: ("Who answered", "Qui a répondu"),
        text: (
            "How many were invited and how many answered, wave by wave.",
            "Combien ont été invités et combien ont répondu, vague par vague.",
        ),
        figure: Some(("surveys.participation", dimension::WAVE, Shape::Bars)),
    },
    Ready {
        code: "maturity",
        kind: Kind::Figure,
        title: ("Where the measures stand", "Où en sont les mesures"),
        text: (
            "On average over everybody who answered, question by question.",
            "En moyenne sur l’ensemble des réponses, question par question.",
        ),
        figure: Some(("surveys.maturity", dimension::QUESTION, Shape::Radar)),
    },
    Ready {
        code: "sectors",
        kind: Kind::Figure,
        title: ("Maturity by sector", "La maturité par secteur"),
        text: (
            "All questions on the scale together, sector by sector.",
            "Toutes les questions de l’échelle ensemble, secteur par secteur.",
        ),
        figure: Some(("surveys.maturity", dimension::SECTOR, Shape::Bars)),
    },
    Ready {
        code: "trend",
        kind: Kind::Figure,
        title: ("What has moved", "Ce qui a bougé"),
        text: ("The same questions, wave after wave.", "Les mêmes questions, vague après vague."),
        figure: Some(("surveys.maturity", dimension::WAVE, Shape::Lines)),
    },
    Ready {
        code: "difficulties",
        kind: Kind::Figure,
        title: ("What is difficult", "Ce qui est difficile"),
        text: ("What stands in the way, by those who answered.", "Ce qui gêne, selon celles et ceux qui ont répondu."),
        figure: Some(("surveys.answers", dimension::ANSWER, Shape::Bars)),
    },
    Ready {
        code: "quick-wins",
        kind: Kind::Chosen,
        title: ("Quick wins", "Gains rapides"),
        text: ("What helped soon and costs little.", "Ce qui a aidé vite et coûte peu."),
        figure: None,
    },
    Ready {
        code: "practices",
        kind: Kind::Chosen,
        title: ("Practices that others adopted", "Des pratiques que d’autres ont reprises"),
        text: (
            "Described by those who did it, adopted by others.",
            "Décrites par celles et ceux qui les ont menées, reprises par d’autres.",
        ),
        figure: None,
    },
    Ready {
        code: "collected",
        kind: Kind::Figure,
        title: ("What was collected", "Ce qui a été recueilli"),
        text: (
            "Practices, quick wins, difficulties, tools and lessons, by the month of their publication.",
            "Pratiques, gains rapides, difficultés, outils et enseignements, selon le mois de leur publication.",
        ),
        figure: Some(("practices.published", dimension::MONTH, Shape::Columns)),
    },
    Ready {
        code: "adopted",
        kind: Kind::Figure,
        title: ("What others took up", "Ce que d’autres ont repris"),
        text: (
            "Adoptions that are shown, by the sector of who adopted and by how far they are.",
            "Les reprises déclarées, selon le secteur et l’avancement.",
        ),
        figure: Some(("practices.adopted", dimension::SECTOR, Shape::Bars)),
    },
    Ready {
        code: "hindrances",
        kind: Kind::Figure,
        title: ("Where difficulties lie", "Où se situent les difficultés"),
        text: (
            "Difficulties by sector and by the points of Article 21(2).",
            "Les difficultés par secteur et selon les points de l’article 21, paragraphe 2.",
        ),
        figure: Some(("practices.difficulties", dimension::SECTOR, Shape::Heat)),
    },
    Ready {
        code: "shared",
        kind: Kind::Figure,
        title: ("Threats shared", "Menaces partagées"),
        text: (
            "Events that reached the readers of this report, month by month.",
            "Événements parvenus aux lecteurs de ce rapport, mois par mois.",
        ),
        figure: Some(("threats.shared", dimension::MONTH, Shape::Columns)),
    },
    Ready {
        code: "classes",
        kind: Kind::Figure,
        title: ("What the threats were", "La nature des menaces"),
        text: ("By the reference taxonomy for incidents.", "Selon la taxonomie de référence des incidents."),
        figure: Some(("threats.shared", dimension::CLASS, Shape::Bars)),
    },
    Ready {
        code: "delay",
        kind: Kind::Figure,
        title: ("How soon they were shared", "Dans quel délai elles ont été partagées"),
        text: (
            "The middle of the days until others could read of it.",
            "La médiane des jours avant que d’autres puissent les lire.",
        ),
        figure: Some(("threats.delay", dimension::SECTOR, Shape::Bars)),
    },
    Ready {
        code: "exchange",
        kind: Kind::Figure,
        title: ("What exchange is worth", "Ce que vaut l’échange"),
        text: (
            "How useful what others share is found to be.",
            "Dans quelle mesure ce que d’autres partagent est jugé utile.",
        ),
        figure: Some(("surveys.answers", dimension::ANSWER, Shape::Bars)),
    },
    Ready {
        code: "tools",
        kind: Kind::Chosen,
        title: ("Tools that made work lighter", "Des outils qui allègent le travail"),
        text: ("With what they ease, and for whom.", "Avec ce qu’ils facilitent, et pour qui."),
        figure: None,
    },
    Ready {
        code: "members",
        kind: Kind::Figure,
        title: ("Who is here", "Qui est ici"),
        text: ("Organisations of the community, by sector.", "Les organisations de la communauté, par secteur."),
        figure: Some(("members.organisations", dimension::SECTOR, Shape::Bars)),
    },
    Ready {
        code: "recommendations",
        kind: Kind::Recommendations,
        title: ("Recommendations", "Recommandations"),
        text: (
            "Each with an owner and a day; it stands on the owner’s agenda once the report is published.",
            "Chacune avec un responsable et une échéance ; elle figure à l’agenda du responsable dès la publication.",
        ),
        figure: None,
    },
];

/// The content of a ready-made section, of a survey where it needs one.
#[must_use]
pub fn content(ready: &Ready, of: &str, part: &str, country: &str) -> Content {
    let both = |(en, fr): (&str, &str)| Both { en: en.into(), fr: fr.into() };
    let figure = ready.figure.map(|(indicator, by, shape)| Figure {
        indicator: indicator.into(),
        by: by.into(),
        of: of.into(),
        part: part.into(),
        shape,
        level: Level::European,
        beside: if by == dimension::QUESTION { country.to_owned() } else { String::new() },
    });
    Content { title: both(ready.title), text: both(ready.text), figure, ..Content::default() }
}

/// The ready-made section of a code.
#[must_use]
pub fn of(code: &str) -> Option<&'static Ready> {
    ALL.iter().find(|one| one.code == code)
}
