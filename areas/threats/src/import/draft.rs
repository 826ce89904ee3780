//! A new event out of rows that somebody accepted: written as a MISP file, so that it comes in by the same use case as any other,
//! whole or not at all. It names its identities itself; taken in a second time it is known.

use std::io::{self, Write};

use belfry_identity::organisation::Organisation;
use belfry_kernel::Tlp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::event::header::Written;

/// The header.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Head {
    /// Identity everywhere.
    pub uuid: Uuid,
    /// One line.
    pub title: String,
    /// `2026-01-31`.
    pub date: String,
    /// A level's code.
    pub tlp: String,
    /// 1 to 4.
    pub threat_level: i16,
    /// 0 to 2.
    pub analysis: i16,
    /// Name of the organisation that makes it.
    pub creator: String,
    /// Its identity.
    pub creator_uuid: Uuid,
    /// When it was made, in seconds.
    pub at: i64,
}

/// An attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// MISP's type.
    pub kind: String,
    /// MISP's category.
    pub category: String,
    /// The value.
    pub value: String,
    /// Whether it is fit for detection.
    pub to_ids: bool,
    /// Remark.
    pub comment: String,
    /// First observation, RFC 3339.
    pub first_seen: Option<String>,
}

impl Head {
    /// From the fields of a header that are right.
    pub fn new(uuid: Uuid, written: &Written, creator: &Organisation, at: i64) -> Self {
        Self {
            uuid,
            title: written.title.clone(),
            date: written.date.clone(),
            tlp: written.tlp.code().to_owned(),
            threat_level: written.threat_level,
            analysis: written.analysis,
            creator: creator.fields.name.clone(),
            creator_uuid: creator.uuid,
            at,
        }
    }

    /// Its level; none when it states none.
    pub fn level(&self) -> Option<Tlp> {
        Tlp::parse(&self.tlp).filter(|tlp| *tlp != Tlp::NotStated)
    }

    /// Writes the file; how many attributes it has.
    ///
    /// # Errors
    /// The writer's, and those of the rows.
    pub fn write<W: Write>(&self, out: &mut W, rows: impl Iterator<Item = io::Result<Row>>) -> io::Result<u64> {
        let tags: Vec<_> =
            self.level().and_then(Tlp::written).map(|name| json!({"name": name.to_lowercase()})).into_iter().collect();
        let head = json!({
            "uuid": self.uuid, "info": self.title, "date": self.date, "timestamp": self.at.to_string(), "published": false,
            "threat_level_id": self.threat_level.to_string(), "analysis": self.analysis.to_string(),
            "Orgc": {"name": self.creator, "uuid": self.creator_uuid}, "Tag": tags,
        });
        let mut head = head.to_string();
        // The object stays open for its attributes.
        head.pop();
        write!(out, "{{\"Event\":{head},\"Attribute\":[")?;
        let mut count = 0;
        for row in rows {
            let row = row?;
            let one = json!({
                "uuid": self.identity(&row), "type": row.kind, "category": row.category, "value": row.value, "to_ids": row.to_ids,
                "comment": row.comment, "timestamp": self.at.to_string(), "first_seen": row.first_seen,
            });
            write!(out, "{}{one}", if count > 0 { "," } else { "" })?;
            count += 1;
        }
        out.write_all(b"]}}")?;
        Ok(count)
    }

    /// The same for the same type and value, so that a value that stands twice comes in once.
    fn identity(&self, row: &Row) -> Uuid {
        use sha2::{Digest, Sha256};
        let mut sum = Sha256::new();
        sum.update(self.uuid.as_bytes());
        for part in [&row.kind, &row.value] {
            sum.update((part.len() as u64).to_le_bytes());
            sum.update(part.as_bytes());
        }
        let digest: [u8; 32] = sum.finalize().into();
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        // RFC 9562 version 8: made in a way of our own.
        uuid::Builder::from_custom_bytes(bytes).into_uuid()
    }
}
