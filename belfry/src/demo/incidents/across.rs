//! What went to another country's point of contact, and what came from it.

use anyhow::Context;
use belfry_handover::{Envelope, Receipt, SigningKey, package};
use belfry_incidents::audience::Sight;
use belfry_incidents::handover::{self, Way, back, content, partner, store as packages};
use belfry_incidents::notification::store as notifications;
use belfry_kernel::{OrganisationId, PersonId, Tlp};
use belfry_store::args;
use jiff::SignedDuration;

use super::{Scene, Told, Under, fault};
use crate::demo::event::event_uuid;

impl Scene<'_> {
    /// Another country's point of contact, with a key of its own.
    fn neighbour(&self, contact: OrganisationId, who: PersonId, days_ago: f64) -> anyhow::Result<(i64, SigningKey)> {
        // Its key must be the same whenever it is asked for: it is no secret, since it is nobody's.
        let key = SigningKey::of_seed(&[0x5a; 32]).context("a key")?;
        let known = partner::by_fingerprint(self.tx, key.public().fingerprint())?;
        if let Some(one) = known.iter().find(|one| one.organisation == contact) {
            return Ok((one.id, key));
        }
        let new = partner::New {
            name: "Maravel Contact Point".into(),
            country: "XM".into(),
            base: String::new(),
            key: key.public(),
        };
        partner::add(self.tx, self.act(who, days_ago), contact, &new)?;
        let known = partner::by_fingerprint(self.tx, key.public().fingerprint())?;
        Ok((known.iter().find(|one| one.organisation == contact).context("a partner")?.id, key))
    }

    fn office(&self, contact: OrganisationId) -> anyhow::Result<package::Office> {
        Ok(self.tx.one(
            "select name, coalesce(country, '') from identity_organisations where id = $1",
            args![contact],
            |row| Ok(package::Office { name: row.get(0)?, country: row.get(1)?, receipts: String::new() }),
        )?)
    }

    /// Handed over to the neighbour, who signed for it.
    pub(super) fn handed(&self, under: &Under, one: &Told) -> anyhow::Result<()> {
        let (who, days_ago) = (self.known.person("ines")?, one.days_ago - 3.8);
        let (partner, theirs) = self.neighbour(under.authority, who, days_ago)?;
        let notification = notifications::of(self.tx, under.proof.id)?;
        let t = self.house.words_in("en");
        let own =
            Sight::of_organisation(under.authority, &under.proof, &notifications::recipients(self.tx, under.proof.id)?);
        let leaving = content::leaving((self.tx, self.tx), &t, &under.proof, &notification, &own).map_err(fault)?;
        let act = self.act(who, days_ago);
        let made = package::Package {
            format: package::FORMAT.into(),
            id: self.ids.uuid(),
            made: act.now,
            expires: act.now + SignedDuration::from_hours(30 * 24),
            from: self.office(under.authority)?,
            to: package::Addressee {
                key: theirs.public().fingerprint(),
                name: "Maravel Contact Point".into(),
                country: "XM".into(),
            },
            tlp: "amber".into(),
            exercise: one.exercise,
            title: "Ransomware at a utility, with customers in your country".into(),
            note: "Two industrial customers in Maravel may be called by the same crew. Please tell your CSIRT.".into(),
            incident: content::incident(&notification, "").map_err(fault)?,
            steps: leaving.steps,
            references: vec![package::Reference {
                title: "Threat event".into(),
                at: event_uuid(&one.event).to_string(),
            }],
        };
        let content = made.write();
        let receipt = Receipt::sign(
            &theirs,
            made.id,
            &content,
            act.now + SignedDuration::from_mins(47),
            "Maravel Contact Point",
            "M7XQ-20KD",
        );
        let kept = packages::Package {
            way: Way::Sent,
            package: made.id,
            partner,
            notification: Some(under.proof.id),
            state: handover::State::Under,
            tlp: Tlp::Amber,
            exercise: one.exercise,
            envelope: Envelope::sign(&self.own, package::KIND, content).write(),
            receipt: None,
            receipted: None,
            number: String::new(),
            expires: made.expires,
            routed: None,
            error: String::new(),
        };
        let subject = packages::put_sent(self.tx, act, under.authority, &made.title, &kept)?;
        let at = act.now + SignedDuration::from_mins(47);
        Ok(packages::receipted(self.tx, act, subject.id, &receipt.write(), "M7XQ-20KD", at)?)
    }

    /// What came from the neighbour this week and waits to be passed on.
    pub(super) fn received(&self) -> anyhow::Result<()> {
        let (who, contact) = (self.known.person("ines")?, self.known.organisation("tca")?.id);
        let (partner, theirs) = self.neighbour(contact, who, 1.0)?;
        let act = self.act(who, 0.4);
        let office = self.office(contact)?;
        let made = package::Package {
            format: package::FORMAT.into(),
            id: self.ids.uuid(),
            made: act.now,
            expires: act.now + SignedDuration::from_hours(30 * 24),
            from: package::Office {
                name: "Maravel Contact Point".into(),
                country: "XM".into(),
                receipts: String::new(),
            },
            to: package::Addressee {
                key: self.own.public().fingerprint(),
                name: office.name.clone(),
                country: office.country,
            },
            tlp: "amber".into(),
            exercise: false,
            title: "A remote maintenance supplier is taken over; three of its customers are yours".into(),
            note:
                "The supplier has shut its gateway. Its customers were called from 203.0.113.61 in the last two nights."
                    .into(),
            incident: package::Incident {
                number: "K4QD-71VN".into(),
                kind: "incident".into(),
                regime: "nis2".into(),
                country: "XM".into(),
                sector: "digital-infrastructure".into(),
                border: "yes".into(),
                received: Some(act.now - SignedDuration::from_hours(5)),
                ..package::Incident::default()
            },
            steps: Vec::new(),
            references: Vec::new(),
        };
        let content = made.write();
        let number = belfry_incidents::number::draw(&self.ids);
        let receipt = Receipt::sign(&self.own, made.id, &content, act.now, &office.name, &number).write();
        let kept = packages::Package {
            way: Way::Received,
            package: made.id,
            partner,
            notification: None,
            state: handover::State::Received,
            tlp: Tlp::Amber,
            exercise: false,
            envelope: Envelope::sign(&theirs, package::KIND, content).write(),
            receipt: Some(receipt),
            receipted: Some(act.now),
            number,
            expires: made.expires,
            routed: None,
            error: String::new(),
        };
        let subject = packages::put_received(self.tx, act, contact, &made.title, &kept)?;
        // It came by HTTPS: the receipt was the answer.
        Ok(back::note(self.tx, act, subject.id)?)
    }
}
