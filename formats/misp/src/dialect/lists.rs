//! Lists, and objects whose keys are names.

use std::{collections::BTreeMap, fmt, marker::PhantomData};

use serde::{
    Serializer,
    de::{self, Deserializer, MapAccess, SeqAccess, Visitor},
    ser::SerializeSeq,
};

use super::{Dialect, Notes, Out, Seed};
use crate::error::{Expected, Reason};

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
        at.expect(Expected::List);
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
        at.expect(Expected::Record);
        d.deserialize_any(NamesVisitor(at, PhantomData))
    }
    fn write<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_map(self.iter().map(|(key, value)| (key, Out(value))))
    }
}
