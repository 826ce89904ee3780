//! MISP's way with scalars, and the records made of them.
//!
//! Reading is generous: a number may be text, a truth may be `1`, `"1"` or `true`, an absent list may be
//! `[]`, `null` or nothing. Writing is strict and MISP's own: numbers as text, truths as truths.
//! The `record!` macro turns a list of fields into a type that reads and writes itself this way.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    fmt,
    marker::PhantomData,
};

use serde::{
    Serialize,
    de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor},
    ser::{SerializeSeq, Serializer},
};
use serde_json::{Map, Number, Value};

use crate::{
    error::{Expected, Reason},
    limits,
};

/// Fields that a type does not name, as they came.
pub type Extra = Map<String, Value>;

/// What is known about the reading so far: where it is, what it expects, why it failed.
pub(crate) struct Notes {
    fault: RefCell<Option<Reason>>,
    place: Cell<(&'static str, &'static str)>,
    expected: Cell<Expected>,
    budget: Cell<usize>,
    list: Cell<usize>,
    pub(crate) event: Cell<Option<usize>>,
    pub(crate) child: Cell<Option<(&'static str, u64)>>,
}

impl Notes {
    pub(crate) fn new() -> Self {
        Self {
            fault: RefCell::new(None),
            place: Cell::new(("text", "")),
            expected: Cell::new(Expected::Record),
            budget: Cell::new(limits::RECORD),
            list: Cell::new(limits::LIST),
            event: Cell::new(None),
            child: Cell::new(None),
        }
    }

    /// Notes the reason (the first one counts) and gives the error that carries it out of the parser.
    pub(crate) fn refuse<E: de::Error>(&self, reason: Reason) -> E {
        self.fault.borrow_mut().get_or_insert(reason);
        E::custom("refused")
    }

    pub(crate) fn enter(&self, record: &'static str, field: &'static str) {
        self.place.set((record, field));
    }

    pub(crate) fn expect_list(&self) {
        self.expected.set(Expected::List);
    }

    pub(crate) fn place(&self) -> (&'static str, &'static str) {
        self.place.get()
    }

    pub(crate) fn fault(&self) -> Option<Reason> {
        self.fault.borrow().clone()
    }

    /// The refusal of a value of another kind than expected, at the present place.
    pub(crate) fn wrong_kind(&self) -> Reason {
        let (record, field) = self.place.get();
        if field.is_empty() {
            return Reason::NotThis(record);
        }
        if field.is_empty() {
            return Reason::NotThis(record);
        }
        Reason::WrongKind { record, field, expected: self.expected.get() }
    }

    /// Takes memory from the budget of the present record.
    pub(crate) fn charge<E: de::Error>(&self, bytes: usize) -> Result<(), E> {
        match self.budget.get().checked_sub(bytes) {
            Some(left) => {
                self.budget.set(left);
                Ok(())
            }
            None => Err(self.refuse(Reason::TooLarge { limit: limits::RECORD })),
        }
    }

    /// Lets lists hold this many items, for files that are one long list.
    pub(crate) fn with_lists(self, limit: usize) -> Self {
        self.list.set(limit);
        self
    }

    /// Counts one more item of a list that has `held` already.
    pub(crate) fn one_more<E: de::Error>(
        &self,
        (record, field): (&'static str, &'static str),
        held: usize,
        bytes: usize,
    ) -> Result<(), E> {
        let limit = self.list.get();
        if held >= limit {
            return Err(self.refuse(Reason::TooMany { record, field, limit }));
        }
        self.charge(bytes)
    }

    /// Opens a budget for one record that is handed on and forgotten; `restore` closes it.
    pub(crate) fn fresh_budget(&self) -> usize {
        self.budget.replace(limits::RECORD)
    }

    pub(crate) fn restore_budget(&self, kept: usize) {
        self.budget.set(kept);
    }
}

/// A type that stands as the value of a field.
pub(crate) trait Dialect: Sized {
    /// Reads a value; `None` is null or MISP's way of saying nothing.
    fn read<'de, D: Deserializer<'de>>(d: D, at: &Notes) -> Result<Option<Self>, D::Error>;
    /// The value of an absent field; `None` where the field is required.
    fn absent() -> Option<Self> {
        None
    }
    /// Whether the field is left out when written.
    fn skip(&self) -> bool {
        false
    }
    /// Writes the value.
    fn write<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error>;
}

/// Reads a `Dialect` where serde asks for a seed.
pub(crate) struct Seed<'a, T>(pub(crate) &'a Notes, PhantomData<T>);

impl<'a, T> Seed<'a, T> {
    pub(crate) fn new(at: &'a Notes) -> Self {
        Self(at, PhantomData)
    }
}

impl<'de, T: Dialect> DeserializeSeed<'de> for Seed<'_, T> {
    type Value = Option<T>;
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<Option<T>, D::Error> {
        T::read(d, self.0)
    }
}

/// Writes a `Dialect` where serde asks for `Serialize`.
pub(crate) struct Out<'a, T>(pub(crate) &'a T);

impl<T: Dialect> Serialize for Out<'_, T> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.0.write(s)
    }
}

/// A JSON scalar before it is taken for something.
pub(crate) enum Scalar<'a> {
    Null,
    Truth(bool),
    Whole(i64),
    Large(u64),
    Float(f64),
    Text(&'a str),
}

/// What a scalar became.
pub(crate) enum Took<T> {
    Value(T),
    Nothing,
    Wrong,
}

/// A type made from one scalar.
pub(crate) trait Word: Sized {
    const EXPECTED: Expected;
    const LIMIT: usize = limits::TEXT;
    fn take(scalar: Scalar<'_>) -> Took<Self>;
    fn put<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error>;
}

struct WordVisitor<'a, T>(&'a Notes, PhantomData<T>);

impl<T: Word> WordVisitor<'_, T> {
    fn taken<E: de::Error>(&self, scalar: Scalar<'_>) -> Result<Option<T>, E> {
        match T::take(scalar) {
            Took::Value(value) => Ok(Some(value)),
            Took::Nothing => Ok(None),
            Took::Wrong => Err(self.0.refuse(self.0.wrong_kind())),
        }
    }
}

impl<'de, T: Word> Visitor<'de> for WordVisitor<'_, T> {
    type Value = Option<T>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", T::EXPECTED)
    }
    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        self.taken(Scalar::Null)
    }
    fn visit_bool<E: de::Error>(self, v: bool) -> Result<Self::Value, E> {
        self.taken(Scalar::Truth(v))
    }
    fn visit_i64<E: de::Error>(self, v: i64) -> Result<Self::Value, E> {
        self.taken(Scalar::Whole(v))
    }
    fn visit_u64<E: de::Error>(self, v: u64) -> Result<Self::Value, E> {
        self.taken(match i64::try_from(v) {
            Ok(v) => Scalar::Whole(v),
            Err(_) => Scalar::Large(v),
        })
    }
    fn visit_f64<E: de::Error>(self, v: f64) -> Result<Self::Value, E> {
        self.taken(Scalar::Float(v))
    }
    fn visit_str<E: de::Error>(self, v: &str) -> Result<Self::Value, E> {
        if v.len() > T::LIMIT {
            return Err(self.0.refuse(Reason::TooLong { limit: T::LIMIT }));
        }
        self.0.charge(v.len())?;
        self.taken(Scalar::Text(v))
    }
}

impl<T: Word> Dialect for T {
    fn read<'de, D: Deserializer<'de>>(d: D, at: &Notes) -> Result<Option<Self>, D::Error> {
        at.expected.set(T::EXPECTED);
        d.deserialize_any(WordVisitor(at, PhantomData))
    }
    fn write<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.put(s)
    }
}

impl<T: Dialect> Dialect for Option<T> {
    fn read<'de, D: Deserializer<'de>>(d: D, at: &Notes) -> Result<Option<Self>, D::Error> {
        T::read(d, at).map(Some)
    }
    fn absent() -> Option<Self> {
        Some(None)
    }
    fn skip(&self) -> bool {
        self.is_none()
    }
    fn write<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => value.write(s),
            None => s.serialize_none(),
        }
    }
}

struct ListVisitor<'a, T>(&'a Notes, PhantomData<T>);

impl<'de, T: Dialect> Visitor<'de> for ListVisitor<'_, T> {
    type Value = Option<Vec<T>>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }
    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let at = self.0;
        let (record, field) = at.place();
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(Seed::<T>::new(at))? {
            at.one_more((record, field), items.len(), size_of::<T>())?;
            match item {
                Some(item) => items.push(item),
                None => {
                    at.enter(record, field);
                    return Err(at.refuse(at.wrong_kind()));
                }
            }
        }
        Ok(Some(items))
    }
}

impl<T: Dialect> Dialect for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(d: D, at: &Notes) -> Result<Option<Self>, D::Error> {
        at.expected.set(Expected::List);
        d.deserialize_any(ListVisitor(at, PhantomData))
    }
    fn absent() -> Option<Self> {
        Some(Vec::new())
    }
    fn skip(&self) -> bool {
        self.is_empty()
    }
    fn write<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut seq = s.serialize_seq(Some(self.len()))?;
        for item in self {
            seq.serialize_element(&Out(item))?;
        }
        seq.end()
    }
}

struct NamesVisitor<'a, T>(&'a Notes, PhantomData<T>);

impl<'de, T: Dialect> Visitor<'de> for NamesVisitor<'_, T> {
    type Value = Option<BTreeMap<String, T>>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
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
        let (record, field) = at.place();
        let mut items = BTreeMap::new();
        while let Some(key) = map.next_key::<String>()? {
            at.one_more((record, field), items.len(), key.len() + size_of::<T>())?;
            let item = map.next_value_seed(Seed::<T>::new(at))?;
            at.enter(record, field);
            let Some(item) = item else {
                return Err(at.refuse(at.wrong_kind()));
            };
            if items.contains_key(&key) {
                return Err(at.refuse(Reason::Repeated { record, field: key }));
            }
            items.insert(key, item);
        }
        Ok(Some(items))
    }
}

impl<T: Dialect> Dialect for BTreeMap<String, T> {
    fn read<'de, D: Deserializer<'de>>(d: D, at: &Notes) -> Result<Option<Self>, D::Error> {
        at.expected.set(Expected::Record);
        d.deserialize_any(NamesVisitor(at, PhantomData))
    }
    fn write<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_map(self.iter().map(|(key, value)| (key, Out(value))))
    }
}

/// Any JSON value, with repeated keys refused and its memory counted.
struct AnyValue<'a>(&'a Notes);

impl<'de> DeserializeSeed<'de> for AnyValue<'_> {
    type Value = Value;
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<Value, D::Error> {
        d.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for AnyValue<'_> {
    type Value = Value;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }
    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_bool<E: de::Error>(self, v: bool) -> Result<Value, E> {
        Ok(Value::Bool(v))
    }
    fn visit_i64<E: de::Error>(self, v: i64) -> Result<Value, E> {
        Ok(Value::from(v))
    }
    fn visit_u64<E: de::Error>(self, v: u64) -> Result<Value, E> {
        Ok(Value::from(v))
    }
    fn visit_f64<E: de::Error>(self, v: f64) -> Result<Value, E> {
        match Number::from_f64(v) {
            Some(number) => Ok(Value::Number(number)),
            None => Err(self.0.refuse(Reason::NumberRange)),
        }
    }
    fn visit_str<E: de::Error>(self, v: &str) -> Result<Value, E> {
        if v.len() > limits::TEXT {
            return Err(self.0.refuse(Reason::TooLong { limit: limits::TEXT }));
        }
        self.0.charge(v.len())?;
        Ok(Value::String(v.to_owned()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(AnyValue(self.0))? {
            self.0.charge(size_of::<Value>())?;
            items.push(item);
        }
        Ok(Value::Array(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut fields = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            extra_field(&mut fields, key, &mut map, self.0)?;
        }
        Ok(Value::Object(fields))
    }
}

/// Reads the value of an unnamed field into `fields`; a key that is there already is refused.
pub(crate) fn extra_field<'de, A: MapAccess<'de>>(
    fields: &mut Extra,
    key: String,
    map: &mut A,
    at: &Notes,
) -> Result<(), A::Error> {
    if fields.contains_key(&key) {
        let (record, _) = at.place();
        return Err(at.refuse(Reason::Repeated { record, field: key }));
    }
    // A node of the map costs more than its key and value.
    at.charge(key.len() + 2 * size_of::<Value>())?;
    let value = map.next_value_seed(AnyValue(at))?;
    fields.insert(key, value);
    Ok(())
}

impl Dialect for Extra {
    fn read<'de, D: Deserializer<'de>>(d: D, at: &Notes) -> Result<Option<Self>, D::Error> {
        at.expected.set(Expected::Record);
        match AnyValue(at).deserialize(d)? {
            Value::Object(fields) => Ok(Some(fields)),
            Value::Null => Ok(None),
            // An empty map is an empty list in PHP.
            Value::Array(items) if items.is_empty() => Ok(None),
            _ => Err(at.refuse(at.wrong_kind())),
        }
    }
    fn absent() -> Option<Self> {
        Some(Self::new())
    }
    fn skip(&self) -> bool {
        self.is_empty()
    }
    fn write<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.serialize(s)
    }
}

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
    at.expected.set(Expected::Record);
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
