//! What happens to people, organisations and trust circles. Ids only: names are looked up by whoever may see them.
//!
//! Only what everybody may know who may see an organisation or a circle is about it as a subject. The rest, such as who joins
//! or leaves a circle, is known to fewer and has no subject: it is for audit and for subscribers, never for a list.

use belfry_kernel::{CircleId, OrganisationId, PersonId};

facts! {
    /// Somebody was invited to an organisation. Whom is in the link only, until he accepts.
    PersonInvited = "identity.person-invited", kept {
        /// To which organisation.
        organisation: OrganisationId,
    }
    /// Somebody accepted an invitation, or completed the first run.
    PersonJoined = "identity.person-joined", organisation {
        /// Who.
        person: PersonId,
        /// Of which organisation he is a member now.
        organisation: OrganisationId,
    }
    /// A membership has other roles or another status.
    MembershipChanged = "identity.membership-changed", kept {
        /// Whose.
        person: PersonId,
        /// Of which organisation.
        organisation: OrganisationId,
        /// `confirmed`, `suspended` or `ended`.
        status: String,
        /// Codes of the roles.
        roles: Vec<String>,
    }
    /// An account was closed: nobody can sign in with it.
    PersonDisabled = "identity.person-disabled", kept {
        /// Who.
        person: PersonId,
    }
    /// An account was opened again.
    PersonEnabled = "identity.person-enabled", kept {
        /// Who.
        person: PersonId,
    }
    /// Somebody signed in with a password.
    SignedIn = "identity.signed-in", kept {
        /// Who.
        person: PersonId,
        /// The session.
        session: i64,
    }
    /// A sign-in was refused.
    SignInRefused = "identity.sign-in-refused", kept {
        /// Salted hash of the address that was typed, in hexadecimal: equal for equal addresses, and no address.
        account: String,
        /// `wrong`, `disabled`, or `factor` when the second one was wrong: then the hash is that of the person.
        reason: String,
    }
    /// Sessions were ended by their person or an administrator.
    SessionsEnded = "identity.sessions-ended", kept {
        /// Whose.
        person: PersonId,
        /// How many.
        count: u64,
    }
    /// A password was changed or reset.
    PasswordChanged = "identity.password-changed", kept {
        /// Whose.
        person: PersonId,
    }
    /// A second factor was added.
    FactorAdded = "identity.factor-added", kept {
        /// Whose.
        person: PersonId,
        /// `totp` or `passkey`.
        kind: String,
    }
    /// A second factor was removed.
    FactorRemoved = "identity.factor-removed", kept {
        /// Whose.
        person: PersonId,
        /// `totp` or `passkey`.
        kind: String,
    }
    /// Ten recovery codes were made; those before ended.
    RecoveryMade = "identity.recovery-made", kept {
        /// Whose.
        person: PersonId,
    }
    /// A recovery code was used.
    RecoveryUsed = "identity.recovery-used", kept {
        /// Whose.
        person: PersonId,
    }
    /// It was decided which roles demand a second factor.
    DemandChanged = "identity.demand-changed", kept {
        /// Codes of the roles.
        roles: Vec<String>,
    }
    /// Somebody asked to join an organisation. Who is in the request only.
    JoinAsked = "identity.join-asked", kept {
        /// Which organisation.
        organisation: OrganisationId,
    }
    /// A request to join was answered.
    JoinAnswered = "identity.join-answered", kept {
        /// Which organisation.
        organisation: OrganisationId,
        /// Whether an invitation followed.
        accepted: bool,
    }
    /// An account has another address.
    AddressChanged = "identity.address-changed", kept {
        /// Whose.
        person: PersonId,
    }
    /// An account elsewhere was tied to a person.
    LoginTied = "identity.login-tied", kept {
        /// Whose.
        person: PersonId,
        /// Who vouches.
        issuer: String,
    }
    /// An account elsewhere was untied.
    LoginUntied = "identity.login-untied", kept {
        /// Whose.
        person: PersonId,
        /// Who vouched.
        issuer: String,
    }
    /// A service account was made.
    ServiceMade = "identity.service-made", kept {
        /// The account.
        person: PersonId,
        /// Whose it is.
        organisation: OrganisationId,
    }
    /// A service account was ended.
    ServiceEnded = "identity.service-ended", kept {
        /// The account.
        person: PersonId,
        /// Whose it was.
        organisation: OrganisationId,
    }
    /// An API key was made.
    KeyMade = "identity.key-made", kept {
        /// Whose.
        person: PersonId,
        /// Which.
        key: i64,
        /// Whether it may write.
        writes: bool,
    }
    /// An API key was revoked.
    KeyRevoked = "identity.key-revoked", kept {
        /// Whose.
        person: PersonId,
        /// Which.
        key: i64,
    }
    /// An organisation was entered.
    OrganisationMade = "identity.organisation-made", organisation {
        /// Which.
        organisation: OrganisationId,
    }
    /// A circle was founded.
    CircleMade = "identity.circle-made", circle {
        /// Which.
        circle: CircleId,
        /// By which organisation.
        owner: OrganisationId,
    }
    /// An organisation was invited to a circle.
    CircleInvited = "identity.circle-invited", kept {
        /// Which circle.
        circle: CircleId,
        /// Which organisation.
        organisation: OrganisationId,
    }
    /// An organisation joined a circle.
    CircleJoined = "identity.circle-joined", kept {
        /// Which circle.
        circle: CircleId,
        /// Which organisation.
        organisation: OrganisationId,
    }
    /// An organisation left a circle, or declined to join.
    CircleLeft = "identity.circle-left", kept {
        /// Which circle.
        circle: CircleId,
        /// Which organisation.
        organisation: OrganisationId,
        /// Whether it never joined.
        declined: bool,
    }
    /// An organisation's membership of a circle was suspended.
    CircleSuspended = "identity.circle-suspended", kept {
        /// Which circle.
        circle: CircleId,
        /// Which organisation.
        organisation: OrganisationId,
    }
    /// A suspended membership of a circle counts again.
    CircleResumed = "identity.circle-resumed", kept {
        /// Which circle.
        circle: CircleId,
        /// Which organisation.
        organisation: OrganisationId,
    }
    /// A circle was closed: it gives nobody sight of anything any more.
    CircleClosed = "identity.circle-closed", circle {
        /// Which.
        circle: CircleId,
    }
    /// What is known of a circle was changed.
    CircleChanged = "identity.circle-changed", circle {
        /// Which.
        circle: CircleId,
    }
    /// The coordination of a circle was handed over.
    CircleHandedOver = "identity.circle-handed-over", circle {
        /// Which circle.
        circle: CircleId,
        /// By which organisation.
        from: OrganisationId,
        /// To which organisation.
        organisation: OrganisationId,
    }
    /// A member of a circle may invite others from now on, or no longer.
    CircleInviterSet = "identity.circle-inviter-set", kept {
        /// Which circle.
        circle: CircleId,
        /// Which organisation.
        organisation: OrganisationId,
        /// Whether it may.
        may_invite: bool,
    }
    /// An organisation takes part in an arrangement under NIS2 Article 29: its authority is told.
    ArrangementEntered = "identity.arrangement-entered", kept {
        /// Which circle.
        circle: CircleId,
        /// Which organisation.
        organisation: OrganisationId,
        /// Which authority; none when there is none here.
        authority: Option<OrganisationId>,
    }
    /// An organisation takes part in an arrangement no longer: its authority is told.
    ArrangementLeft = "identity.arrangement-left", kept {
        /// Which circle.
        circle: CircleId,
        /// Which organisation.
        organisation: OrganisationId,
        /// Which authority; none when there is none here.
        authority: Option<OrganisationId>,
    }
    /// An authority has noted who takes part in an arrangement.
    ArrangementNoted = "identity.arrangement-noted", kept {
        /// Which circle.
        circle: CircleId,
        /// Which organisation.
        organisation: OrganisationId,
        /// Which authority.
        authority: OrganisationId,
    }
    /// A sharing rule was made.
    SharingRuleMade = "identity.sharing-rule-made", kept {
        /// Which rule.
        rule: i64,
        /// Of which circle.
        circle: Option<CircleId>,
        /// Of which organisation.
        organisation: Option<OrganisationId>,
    }
    /// A sharing rule was taken away.
    SharingRuleEnded = "identity.sharing-rule-ended", kept {
        /// Which rule.
        rule: i64,
        /// Of which circle.
        circle: Option<CircleId>,
        /// Of which organisation.
        organisation: Option<OrganisationId>,
    }
}
