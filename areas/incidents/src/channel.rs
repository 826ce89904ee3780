//! Ways to the ticket system of an authority that keeps one (RT, RTIR and others): a signed webhook, and mail that is encrypted to its
//! certificate. What goes by them is what the authority may read of a notification, and no more.
//!
//! | module | holds |
//! |---|---|
//! | [`page`] | the settings of an authority: add, try, end; what went and what did not |
//! | [`hear`] | which facts make deliveries |
//! | [`deliver`] | the job that delivers one, and tries again |
//! | [`content`] | what is delivered |
//! | [`sign`] | the signature of a webhook |
//! | [`store`] | the SQL |

pub mod content;
pub mod deliver;
pub mod hear;
pub mod page;
pub mod sign;
pub mod store;

belfry_kernel::codes! {
    /// Which way.
    Kind {
        /// `POST` of JSON to an address, signed.
        Webhook = "webhook",
        /// A mail, encrypted.
        Mail = "mail",
    }
    /// What became of a delivery.
    State {
        /// It is tried, or tried again.
        Waiting = "waiting",
        /// The other side has taken it.
        Delivered = "delivered",
        /// It was tried often enough.
        Failed = "failed",
    }
}

// words: incidents-channel-kind-{webhook,mail} incidents-channel-state-{waiting,delivered,failed}

/// Under which words the secret of a webhook is sealed.
fn about(channel: i64) -> String {
    format!("incidents channel {channel}")
}
