//! What leaves the process: mail, and files in the object store.
//!
//! - [`Mail`]: one message to one person; made only of parts that cannot smuggle a header.
//! - [`Mailer`]: the edge it leaves by: [`Smtp`] in production, [`Outbox`] in tests, [`NoMail`] where none is set up.
//!   A mailer blocks; jobs call it, requests never.
//! - [`Fetch`]: asking another server, never one of a private network unless the administrator says so.
//! - [`Blobs`]: files by the hash of their content, in a folder, durable when written; [`Space`]: room on its disk.
//!
//! Deliberately absent: who is told what (the areas' jobs), wording (`belfry-words`), object stores elsewhere (not built
//! yet).

mod blobs;
mod fetch;
mod mail;
mod mailer;
mod smtp;
mod space;

pub use blobs::{BlobError, BlobId, Blobs};
pub use fetch::{Fetch, FetchError, is_public};
pub use mail::{Mail, MailRefused, Sender};
pub use mailer::{MailError, Mailer, NoMail, Outbox};
pub use smtp::{Smtp, SmtpSettings, SmtpTls};
pub use space::Space;
pub use ureq::http::{Request, Response, Uri};
