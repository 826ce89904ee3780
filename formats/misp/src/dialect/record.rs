//! Records: types with named fields. The `record!` macro turns a list of fields into one.

use std::{fmt, marker::PhantomData};

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::Notes;
use crate::error::{Expected, Reason};

/// A key of a record: one of those that the type names, or another.
pub(crate) enum Key {
    Named(&'static str),
    Other(String),
}

/// Reads a key without allocating for the named ones.
pub(crate) struct KeySeed(pub(crate) &'static [&'static str]);

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key;
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<Key, D::Error> {
        d.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = Key;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }
    fn visit_str<E: de::Error>(self, v: &str) -> Result<Key, E> {
        Ok(match self.0.iter().find(|name| **name == v) {
            Some(name) => Key::Named(name),
            None => Key::Other(v.to_owned()),
        })
    }
}

/// A record that is read key by key.
pub(crate) trait Record: Sized {
    /// What has been read so far.
    type Draft: Default;
    /// MISP's name for it.
    const NAME: &'static str;
    /// The keys that the type names.
    const KEYS: &'static [&'static str];
    /// Reads the value of one key into the draft.
    fn field<'de, A: MapAccess<'de>>(
        draft: &mut Self::Draft,
        key: Key,
        map: &mut A,
        at: &Notes,
    ) -> Result<(), A::Error>;
    /// The record, if nothing required is missing.
    fn finish(draft: Self::Draft) -> Result<Self, Reason>;
}

/// Reads a record from a JSON object; null and PHP's empty list are no record.
pub(crate) struct RecordVisitor<'a, T>(pub(crate) &'a Notes, pub(crate) PhantomData<T>);

impl<'de, T: Record> Visitor<'de> for RecordVisitor<'_, T> {
    type Value = Option<T>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::NAME)
    }
    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        match seq.next_element::<de::IgnoredAny>()? {
            None => Ok(None),
            Some(_) => Err(self.0.refuse(self.0.wrong_kind())),
        }
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let at = self.0;
        let mut draft = T::Draft::default();
        while let Some(key) = map.next_key_seed(KeySeed(T::KEYS))? {
            T::field(&mut draft, key, &mut map, at)?;
        }
        match T::finish(draft) {
            Ok(record) => Ok(Some(record)),
            Err(reason) => Err(at.refuse(reason)),
        }
    }
}

/// Sets what is expected and reads a record.
pub(crate) fn read_record<'de, T: Record, D: Deserializer<'de>>(d: D, at: &Notes) -> Result<Option<T>, D::Error> {
    at.expect(Expected::Record);
    d.deserialize_any(RecordVisitor(at, PhantomData))
}

/// Declares a record: a type with public fields, read and written in MISP's dialect.
///
/// `field: Type => "key"`; a field whose type has no value for absence is required unless `or value` follows.
macro_rules! record {
    (@absent $ty:ty) => { <$ty as $crate::dialect::Dialect>::absent() };
    (@absent $ty:ty, $default:expr) => { Some($default) };
    ($(#[$meta:meta])* $name:ident, $draft:ident, $label:literal {
        $($(#[$fmeta:meta])* $field:ident: $ty:ty => $key:literal $(or $default:expr)?,)*
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name {
            $($(#[$fmeta])* pub $field: $ty,)*
            /// Fields that this type does not name, as they came.
            pub extra: $crate::dialect::Extra,
        }

        #[derive(Default)]
        pub(crate) struct $draft {
            $($field: Option<Option<$ty>>,)*
            extra: $crate::dialect::Extra,
        }

        impl $crate::dialect::Record for $name {
            type Draft = $draft;
            const NAME: &'static str = $label;
            const KEYS: &'static [&'static str] = &[$($key),*];
            fn field<'de, A: serde::de::MapAccess<'de>>(
                draft: &mut $draft,
                key: $crate::dialect::Key,
                map: &mut A,
                at: &$crate::dialect::Notes,
            ) -> Result<(), A::Error> {
                match key {
                    $($crate::dialect::Key::Named($key) => {
                        at.enter($label, $key);
                        if draft.$field.is_some() {
                            return Err(at.refuse($crate::error::Reason::Repeated {
                                record: $label,
                                field: $key.to_owned(),
                            }));
                        }
                        draft.$field = Some(map.next_value_seed($crate::dialect::Seed::new(at))?);
                        Ok(())
                    })*
                    $crate::dialect::Key::Named(other) => {
                        at.enter($label, "");
                        $crate::dialect::extra_field(&mut draft.extra, other.to_owned(), map, at)
                    }
                    $crate::dialect::Key::Other(key) => {
                        at.enter($label, "");
                        $crate::dialect::extra_field(&mut draft.extra, key, map, at)
                    }
                }
            }
            fn finish(draft: $draft) -> Result<Self, $crate::error::Reason> {
                Ok(Self {
                    $($field: match draft.$field.flatten() {
                        Some(value) => value,
                        None => match record!(@absent $ty $(, $default)?) {
                            Some(value) => value,
                            None => return Err($crate::error::Reason::Missing {
                                record: $label,
                                field: $key,
                            }),
                        },
                    },)*
                    extra: draft.extra,
                })
            }
        }

        impl $crate::dialect::Dialect for $name {
            fn read<'de, D: serde::Deserializer<'de>>(
                d: D,
                at: &$crate::dialect::Notes,
            ) -> Result<Option<Self>, D::Error> {
                $crate::dialect::read_record(d, at)
            }
            fn write<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap as _;
                let mut map = s.serialize_map(None)?;
                $(if !$crate::dialect::Dialect::skip(&self.$field) {
                    map.serialize_entry($key, &$crate::dialect::Out(&self.$field))?;
                })*
                for (key, value) in &self.extra {
                    let named = <Self as $crate::dialect::Record>::KEYS.contains(&key.as_str());
                    if !named {
                        map.serialize_entry(key, value)?;
                    }
                }
                map.end()
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                $crate::dialect::Dialect::write(self, s)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let at = $crate::dialect::Notes::new();
                match <Self as $crate::dialect::Dialect>::read(d, &at) {
                    Ok(Some(record)) => Ok(record),
                    Ok(None) => Err(serde::de::Error::custom(concat!("there is no ", $label))),
                    Err(error) => Err(match at.fault() {
                        Some(reason) => serde::de::Error::custom(reason),
                        None => error,
                    }),
                }
            }
        }
    };
}
pub(crate) use record;
