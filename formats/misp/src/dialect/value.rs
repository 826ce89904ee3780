//! Values that no type names: any JSON, kept as it came.

use std::fmt;

use serde::{
    Serialize, Serializer,
    de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor},
};
use serde_json::{Map, Number, Value};

use super::{Dialect, Notes};
use crate::{
    error::{Expected, Reason},
    limits,
};

/// Fields that a type does not name, as they came.
pub type Extra = Map<String, Value>;

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
        at.expect(Expected::Record);
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
