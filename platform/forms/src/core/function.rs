//! What can be called in an expression. Few, pure, and each with a bound on its work.

macro_rules! functions {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $least:literal ..= $most:expr;)*) => {
        /// A function.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Function {
            $($(#[$doc])* $variant,)*
        }

        impl Function {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// As it is written.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Reads [`name`](Self::name).
            #[must_use]
            pub fn parse(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)* _ => None }
            }

            /// The fewest arguments.
            #[must_use]
            pub fn least(self) -> usize {
                match self { $(Self::$variant => $least,)* }
            }

            /// The most arguments.
            #[must_use]
            pub fn most(self) -> usize {
                match self { $(Self::$variant => $most,)* }
            }
        }
    };
}

/// Arguments of functions that take any number.
pub const MANY: usize = 100;

functions! {
    /// `if(condition, then, else)`
    If = "if", 3..=3;
    /// The first that is not empty.
    Coalesce = "coalesce", 1..=MANY;
    /// Whether a code is among what was chosen.
    Selected = "selected", 2..=2;
    /// How many were chosen.
    CountSelected = "count_selected", 1..=1;
    /// The code at a place, counted from 0.
    SelectedAt = "selected_at", 2..=2;
    /// What a choice is called, in the reader's language.
    Label = "label", 1..=1;
    /// The sum; what is empty does not count.
    Sum = "sum", 1..=MANY;
    /// The least.
    Min = "min", 1..=MANY;
    /// The greatest.
    Max = "max", 1..=MANY;
    /// The arithmetic mean.
    Mean = "mean", 1..=MANY;
    /// How many answers there are; of a repeat, how many entries.
    Count = "count", 1..=MANY;
    /// The answer in one entry of a repeat, counted from 1.
    EntryOf = "entry", 2..=2;
    /// Which entry of the repeat this is, counted from 1; of an outer one by its name.
    Position = "position", 0..=1;
    /// All texts with a separator, given first.
    Join = "join", 2..=2;
    /// The day on which the form is answered.
    Today = "today", 0..=0;
    /// The day and time.
    Now = "now", 0..=0;
    /// Without what follows the point.
    Int = "int", 1..=1;
    /// To the nearest, half away from zero; to so many digits after the point.
    Round = "round", 1..=2;
    /// The next whole number below.
    Floor = "floor", 1..=1;
    /// The next whole number above.
    Ceiling = "ceiling", 1..=1;
    /// Without its sign.
    Abs = "abs", 1..=1;
    /// The number that a text or code is; empty if it is none.
    Number = "number", 1..=1;
    /// As a text, as a program writes it.
    Text = "text", 1..=1;
    /// Characters of a text.
    Length = "length", 1..=1;
    /// In small letters.
    Lower = "lower", 1..=1;
    /// In capital letters.
    Upper = "upper", 1..=1;
    /// Without white space around it.
    Trim = "trim", 1..=1;
    /// From a character on, counted from 0, up to but without another.
    Substring = "substring", 2..=3;
    /// One after the other.
    Concat = "concat", 1..=MANY;
    /// Whether a text holds another.
    Contains = "contains", 2..=2;
    /// Whether a text begins with another.
    StartsWith = "starts_with", 2..=2;
    /// Whether a text ends with another.
    EndsWith = "ends_with", 2..=2;
    /// Whether a whole text fits a pattern, which is written out.
    Matches = "matches", 2..=2;
    /// The day that a text is, `"2026-11-26"`, or that a moment lies in.
    Date = "date", 1..=1;
    /// The year.
    Year = "year", 1..=1;
    /// The month, 1 to 12.
    Month = "month", 1..=1;
    /// The day of the month.
    Day = "day", 1..=1;
    /// The day of the week, Monday 1 to Sunday 7.
    Weekday = "weekday", 1..=1;
    /// A day so many days later; earlier where negative.
    AddDays = "add_days", 2..=2;
    /// The same day so many months later, or the month's last.
    AddMonths = "add_months", 2..=2;
    /// Whole days from the first to the second.
    DaysBetween = "days_between", 2..=2;
    /// Whole months from the first to the second.
    MonthsBetween = "months_between", 2..=2;
    /// Whole years from the first to the second.
    YearsBetween = "years_between", 2..=2;
    /// A day as text, by `%Y %m %d` and what may stand between.
    FormatDate = "format_date", 2..=2;
}

impl Function {
    /// How many arguments it takes, in words.
    #[must_use]
    pub fn arguments(self) -> String {
        match (self.least(), self.most()) {
            (0, 0) => "no value".into(),
            (1, 1) => "1 value".into(),
            (least, most) if least == most => format!("{least} values"),
            (least, MANY) => format!("{least} or more values"),
            (least, most) => format!("{least} or {most} values"),
        }
    }
}
