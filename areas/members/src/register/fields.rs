//! The fields of a record, as a table: what each is, who sees it besides the organisation and its competent authority, within
//! which time a change is told, and whether it is missed.
// tidy: table of fields, one a row

/// How a field is entered and kept. What has several lines is kept with a line feed between them, what has several columns
/// with a tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One line of text.
    Line,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A number of zero or more.
    Figure,
    /// A year.
    Year,
    /// Yes or nothing.
    Yes,
    /// A country of the Union or EEA; several.
    Countries,
    /// Lines of text.
    Lines,
    /// Lines, each a domain name.
    Domains,
    /// Lines, each an address range (CIDR) or an address.
    Ranges,
    /// Codes of special cases ([`crate::register::rules`]).
    Specials,
    /// Codes of sectors.
    Sectors,
    /// Where the organisation stands in the annexes: `sector/subsector/type`, as far as it is known.
    Places,
    /// Rows of these columns.
    Rows(&'static [Column]),
    /// OpenPGP certificates: fingerprint, user ids, expiry, the certificate.
    Keys,
}

/// A column of a field of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Code, the end of its message key.
    pub code: &'static str,
    /// How it is entered.
    pub form: ColumnForm,
    /// Whether a row without it is refused.
    pub needed: bool,
}

/// How a column is entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnForm {
    /// Text.
    Line,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A country.
    Country,
    /// One of these codes, with message keys of their own.
    Choice(&'static [&'static str]),
}

/// Within which time the authority is told of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Duty {
    /// Two weeks: Directive (EU) 2022/2555, Article 3(4), second subparagraph.
    TwoWeeks,
    /// Three months, of entities of Article 27(1) only: Article 27(3).
    ThreeMonths,
}

/// By whom a field is missed when it is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missed {
    /// By nobody.
    No,
    /// By everybody in the community.
    Always,
    /// Where the Directive applies: Article 3(4).
    Entity,
    /// Where Article 27 does.
    Registry,
}

/// A field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Code in the record, in addresses, files and message keys.
    pub code: &'static str,
    /// The section that it is edited in.
    pub section: &'static str,
    /// How it is entered.
    pub form: Form,
    /// Whether the single point of contact of the country sees it: what Articles 8(4) and 27(4) let it pass on.
    pub spoc: bool,
    /// Whether the CSIRT of the country sees it: what it needs to warn and to help, Article 11(3).
    pub csirt: bool,
    /// Until when a change is told.
    pub duty: Option<Duty>,
    /// Who misses it.
    pub missed: Missed,
    /// Whether the organisation may show it to everyone.
    pub open: bool,
}

const fn field(code: &'static str, section: &'static str, form: Form) -> Field {
    Field { code, section, form, spoc: false, csirt: false, duty: None, missed: Missed::No, open: false }
}

impl Field {
    const fn spoc(self) -> Self {
        Self { spoc: true, ..self }
    }

    const fn csirt(self) -> Self {
        Self { csirt: true, ..self }
    }

    const fn open(self) -> Self {
        Self { open: true, ..self }
    }

    const fn told(self, duty: Duty) -> Self {
        Self { duty: Some(duty), ..self }
    }

    const fn missed(self, missed: Missed) -> Self {
        Self { missed, ..self }
    }
}

const fn column(code: &'static str, form: ColumnForm) -> Column {
    Column { code, form, needed: false }
}

const fn needed(code: &'static str, form: ColumnForm) -> Column {
    Column { code, form, needed: true }
}

const CONTACT: &[Column] = &[
    needed("role", ColumnForm::Choice(&["around-the-clock", "security", "management", "legal", "technical"])),
    needed("name", ColumnForm::Line),
    needed("email", ColumnForm::Email),
    column("phone", ColumnForm::Phone),
    column("hours", ColumnForm::Line),
];
const ESTABLISHMENT: &[Column] = &[
    needed("kind", ColumnForm::Choice(&["main", "other", "representative"])),
    needed("address", ColumnForm::Line),
    needed("country", ColumnForm::Country),
    column("email", ColumnForm::Email),
    column("phone", ColumnForm::Phone),
];
const LINK: &[Column] = &[
    needed("tie", ColumnForm::Choice(&["parent", "subsidiary", "partner", "linked"])),
    needed("name", ColumnForm::Line),
    column("country", ColumnForm::Country),
];

/// The sections, in the order of a page.
pub const SECTIONS: &[&str] =
    &["address", "activity", "size", "network", "contacts", "keys", "control", "cases", "mandate"];

use Duty::{ThreeMonths, TwoWeeks};

/// Every field.
pub const FIELDS: &[Field] = &[
    field("number", "address", Form::Line).spoc().open(),
    field("street", "address", Form::Line).spoc().csirt().open().told(TwoWeeks).missed(Missed::Entity),
    field("town", "address", Form::Line).spoc().csirt().open().told(TwoWeeks).missed(Missed::Entity),
    field("email", "address", Form::Email).spoc().csirt().open().told(TwoWeeks).missed(Missed::Entity),
    field("phone", "address", Form::Phone).spoc().csirt().open().told(TwoWeeks).missed(Missed::Entity),
    field("places", "activity", Form::Places).spoc().csirt().open().told(TwoWeeks).missed(Missed::Entity),
    field("services", "activity", Form::Lines).spoc().csirt().open().missed(Missed::Always),
    field("states", "activity", Form::Countries).spoc().csirt().open().told(TwoWeeks).missed(Missed::Entity),
    field("staff", "size", Form::Figure).missed(Missed::Entity),
    field("turnover", "size", Form::Figure).missed(Missed::Entity),
    field("balance", "size", Form::Figure).missed(Missed::Entity),
    field("year", "size", Form::Year).missed(Missed::Entity),
    field("consolidated", "size", Form::Yes),
    field("domains", "network", Form::Domains).csirt().open().missed(Missed::Always),
    field("ranges", "network", Form::Ranges).csirt().told(TwoWeeks).missed(Missed::Entity),
    field("contacts", "contacts", Form::Rows(CONTACT)).spoc().csirt().told(TwoWeeks).missed(Missed::Always),
    field("keys", "keys", Form::Keys).spoc().csirt().open().missed(Missed::Always),
    field("establishments", "control", Form::Rows(ESTABLISHMENT)).spoc().told(ThreeMonths).missed(Missed::Registry),
    field("links", "control", Form::Rows(LINK)),
    field("cases", "cases", Form::Specials),
    // Of competent authorities only; it decides whose records their supervisors see.
    field("mandate", "mandate", Form::Sectors).spoc().csirt().open(),
];

// words: members-section-{address,activity,size,network,contacts,keys,control,cases,mandate}
// words: members-section-{address,activity,size,network,contacts,keys,control,cases,mandate}-hint
// words: members-field-{number,street,town,email,phone,places,services,states,staff,turnover,balance,year,consolidated}
// words: members-field-{domains,ranges,contacts,keys,establishments,links,cases,mandate}
// words: members-field-{number,street,town,email,phone,places,services,states,staff,turnover,balance,year,consolidated}-hint
// words: members-field-{domains,ranges,contacts,keys,establishments,links,cases,mandate}-hint
// words: members-why-{street,town,email,phone,places,services,states,staff,turnover,balance,year}
// words: members-why-{domains,ranges,contacts,keys,establishments}
// words: members-column-{role,name,email,phone,hours,kind,address,country,tie}
// words: members-code-{around-the-clock,security,management,legal,technical,main,other,representative}
// words: members-code-{parent,subsidiary,partner,linked}
// words: members-field-{name,short-name,kind,sector,country,region,about,website,class,open}

/// A field by its code.
pub fn by_code(code: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.code == code)
}

/// The fields of a section.
pub fn of_section(section: &str) -> impl Iterator<Item = &'static Field> {
    FIELDS.iter().filter(move |field| field.section == section)
}

/// What everybody in the community knows of an organisation: kept by identity, with its changes in the same history.
pub const BASICS: &[&str] = &["name", "short-name", "kind", "sector", "country", "region", "about", "website"];

/// Of the basics, those that are told to the authority when they change: name, and with the country the address.
pub const TOLD_BASICS: &[&str] = &["name", "country"];
