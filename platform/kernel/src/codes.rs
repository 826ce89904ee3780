//! Enums whose values have codes.

/// Declares enums whose values have codes in the database, in forms and in message keys.
#[macro_export]
macro_rules! codes {
    ($($(#[$doc:meta])* $type:ident { $($(#[$vdoc:meta])* $name:ident = $code:literal),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $type {$($(#[$vdoc])* $name),*}

        impl $type {
            /// All, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The code in the database, in forms and message keys.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {$(Self::$name => $code),*}
            }

            /// Reads a code; `None` for anything else.
            #[must_use]
            pub fn parse(code: &str) -> Option<Self> {
                match code {$($code => Some(Self::$name),)* _ => None}
            }
        }
    )*};
}
