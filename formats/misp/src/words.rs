//! The scalars of MISP: text, numbers, truths, UUIDs, days and coded numbers.

use jiff::civil::Date;
use serde::Serializer;
use uuid::Uuid;

use crate::{
    dialect::{Scalar, Took, Word},
    error::Expected,
    limits,
};

impl Word for String {
    const EXPECTED: Expected = Expected::Text;
    fn take(scalar: Scalar<'_>) -> Took<Self> {
        Took::Value(match scalar {
            Scalar::Null => return Took::Nothing,
            Scalar::Text(text) => text.to_owned(),
            Scalar::Whole(number) => number.to_string(),
            Scalar::Large(number) => number.to_string(),
            Scalar::Float(number) => number.to_string(),
            Scalar::Truth(truth) => u8::from(truth).to_string(),
        })
    }
    fn put<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self)
    }
}

/// The content of an attachment or sample, in base64 as it came; up to [`limits::DATA`] bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Data(pub String);

impl Data {
    /// Whether it is base64 (RFC 4648, section 4), perhaps in lines.
    #[must_use]
    pub fn is_base64(&self) -> bool {
        let (mut letters, mut padding) = (0_usize, 0_usize);
        for byte in self.0.bytes() {
            match byte {
                b'=' => padding += 1,
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' if padding == 0 => letters += 1,
                b'\n' | b'\r' => {}
                _ => return false,
            }
        }
        padding <= 2 && (letters + padding).is_multiple_of(4)
    }
}

impl Word for Data {
    const EXPECTED: Expected = Expected::Text;
    const LIMIT: usize = limits::DATA;
    fn take(scalar: Scalar<'_>) -> Took<Self> {
        match scalar {
            Scalar::Text(text) => Took::Value(Self(text.to_owned())),
            Scalar::Null => Took::Nothing,
            _ => Took::Wrong,
        }
    }
    fn put<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.0)
    }
}

impl Word for bool {
    const EXPECTED: Expected = Expected::Truth;
    fn take(scalar: Scalar<'_>) -> Took<Self> {
        match scalar {
            Scalar::Null | Scalar::Text("") => Took::Nothing,
            Scalar::Truth(truth) => Took::Value(truth),
            Scalar::Whole(1) | Scalar::Text("1" | "true" | "True") => Took::Value(true),
            Scalar::Whole(0) | Scalar::Text("0" | "false" | "False") => Took::Value(false),
            _ => Took::Wrong,
        }
    }
    fn put<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_bool(*self)
    }
}

/// Seconds since 1970 at the end of the year 9999. No number of MISP's is larger; milliseconds in a field for seconds are.
const LATEST: i64 = 253_402_300_799;

impl Word for i64 {
    const EXPECTED: Expected = Expected::Number;
    fn take(scalar: Scalar<'_>) -> Took<Self> {
        let number = match scalar {
            Scalar::Null | Scalar::Text("") => return Took::Nothing,
            Scalar::Whole(number) => Some(number),
            Scalar::Text(text) => text.parse().ok(),
            _ => None,
        };
        number.filter(|number| (-LATEST..=LATEST).contains(number)).map_or(Took::Wrong, Took::Value)
    }
    fn put<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl Word for u64 {
    const EXPECTED: Expected = Expected::Number;
    fn take(scalar: Scalar<'_>) -> Took<Self> {
        match scalar {
            Scalar::Null | Scalar::Text("") => Took::Nothing,
            Scalar::Whole(number) => number.try_into().map_or(Took::Wrong, Took::Value),
            Scalar::Large(number) => Took::Value(number),
            Scalar::Text(text) => text.parse().map_or(Took::Wrong, Took::Value),
            _ => Took::Wrong,
        }
    }
    fn put<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl Word for Uuid {
    const EXPECTED: Expected = Expected::Uuid;
    fn take(scalar: Scalar<'_>) -> Took<Self> {
        match scalar {
            Scalar::Null | Scalar::Text("") => Took::Nothing,
            Scalar::Text(text) if text.len() == 36 => Self::try_parse(text).map_or(Took::Wrong, Took::Value),
            _ => Took::Wrong,
        }
    }
    fn put<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl Word for Date {
    const EXPECTED: Expected = Expected::Day;
    fn take(scalar: Scalar<'_>) -> Took<Self> {
        match scalar {
            Scalar::Null | Scalar::Text("") => Took::Nothing,
            Scalar::Text(text) if text.len() == 10 => text.parse().map_or(Took::Wrong, Took::Value),
            _ => Took::Wrong,
        }
    }
    fn put<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

/// Declares a number of MISP's with a name for each value.
macro_rules! coded {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $value:ident = $code:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$vmeta])* $value,)*
        }
        impl $name {
            /// MISP's number.
            #[must_use]
            pub fn code(self) -> i64 {
                match self { $(Self::$value => $code,)* }
            }
            /// The value of MISP's number, if it is one.
            #[must_use]
            pub fn from_code(code: i64) -> Option<Self> {
                match code { $($code => Some(Self::$value),)* _ => None }
            }
        }
        impl Word for $name {
            const EXPECTED: Expected = Expected::Code;
            fn take(scalar: Scalar<'_>) -> Took<Self> {
                match i64::take(scalar) {
                    Took::Value(code) => Self::from_code(code).map_or(Took::Wrong, Took::Value),
                    Took::Nothing => Took::Nothing,
                    Took::Wrong => Took::Wrong,
                }
            }
            fn put<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(&self.code())
            }
        }
    };
}

coded! {
    /// How far a record may travel, as its author set it.
    Distribution {
        /// The owner's organisation only.
        Organisation = 0,
        /// This community.
        Community = 1,
        /// This community and those connected to it.
        Connected = 2,
        /// Everyone.
        All = 3,
        /// The sharing group named beside it.
        SharingGroup = 4,
        /// As the record around it.
        Inherit = 5,
    }
}

coded! {
    /// How grave an event is.
    ThreatLevel {
        /// High.
        High = 1,
        /// Medium.
        Medium = 2,
        /// Low.
        Low = 3,
        /// Undefined.
        Undefined = 4,
    }
}

coded! {
    /// How far an event was looked into.
    Analysis {
        /// Initial.
        Initial = 0,
        /// Ongoing.
        Ongoing = 1,
        /// Complete.
        Complete = 2,
    }
}

coded! {
    /// What a sighting says.
    SightingKind {
        /// Seen.
        Seen = 0,
        /// A false positive.
        FalsePositive = 1,
        /// Expired.
        Expired = 2,
    }
}
