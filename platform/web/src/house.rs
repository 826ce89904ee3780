//! What every request and every job finds.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use belfry_contracts::lessons::{Failed, Proposed, Which};
use belfry_identity::{Passwords, Seal, Secret};
use belfry_kernel::{Clock, Ids, SubjectId};
use belfry_outbound::{Fetch, FetchError, Mailer, Request, Response};
use belfry_store::subject::Subject;
use belfry_store::{Db, Kind, Read, Sql, args};
use belfry_words::{Catalogue, Words};

use crate::lanes::Lanes;

/// The parts of the running program that requests and jobs share. It knows no area.
pub struct House {
    /// The database.
    pub db: Db,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// New ids and secrets.
    pub ids: Arc<Ids>,
    /// Every word, in every language.
    pub words: Catalogue,
    /// Where synchronous work runs.
    pub lanes: Arc<Lanes>,
    /// Password hashing, a few at a time.
    pub passwords: Passwords,
    /// For secrets that are kept and must be read again.
    pub seal: Arc<Seal>,
    /// Every kind of record that has pages, of every area: for links from lists of mixed records.
    pub kinds: Vec<Kind>,
    /// Where one can go, in every area.
    pub places: Vec<crate::area::Place>,
    /// What each area holds on a person.
    pub personal: Vec<crate::area::Personal>,
    /// What each area can count and measure.
    pub figures: Vec<crate::area::Figures>,
    /// Who makes threat events out of drafts; none where no such area is mounted.
    pub events: Option<crate::area::MakeEvent>,
    /// What each area knows to point to a record.
    pub points: Vec<crate::area::Points>,
    /// What the records of each area taught.
    pub lessons: Vec<crate::area::Lessons>,
    /// Which stored files each area names.
    pub keeps: Vec<crate::area::Keeps>,
    /// Who takes part in the records of each area.
    pub parties: Vec<crate::area::Parties>,
    /// What each area knows an organisation by.
    pub identifies: Vec<crate::area::Identified>,
    /// Which mandates authorities have given; none where no register is mounted.
    pub mandates: Option<crate::area::Mandates>,
    /// Which records bear the title of another, area by area.
    pub called: Vec<crate::area::Called>,
    /// The texts behind documents of the search index, area by area.
    pub texts: Vec<crate::area::Texts>,
    /// Where mail goes out, from jobs.
    pub mailer: Arc<dyn Mailer>,
    /// The folder for files: uploads on their way, stored documents.
    pub files: PathBuf,
    /// Settings of this installation, by its configuration.
    pub settings: Settings,
    /// What was chosen while it runs: ask [`House::chosen`].
    pub chosen: crate::chosen::Chosen,
    /// The API's description, made of every area's routes when the router is: ask [`House::openapi`].
    pub openapi: OnceLock<String>,
    /// What says how lists are narrowed, by their paths, likewise: ask [`House::says`].
    pub says: OnceLock<Vec<(String, crate::views::Says)>>,
}

/// A place that vouches for people (OpenID Connect).
#[derive(Clone, Debug)]
pub struct Provider {
    /// Its word in addresses.
    pub key: String,
    /// Its name on buttons.
    pub name: String,
    /// Its issuer, an address.
    pub issuer: String,
    /// What it calls us.
    pub client_id: String,
    /// What only it and we know; empty for none.
    pub client_secret: Secret,
    /// It is in our own network: private addresses and plain HTTP are fine.
    pub inside: bool,
    /// Mail domains whose people are put forward to an organisation, by its name, when nobody here has tied their account.
    pub domains: BTreeMap<String, String>,
}

/// Settings that pages need.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The community's name by the configuration; may be empty. Ask [`House::community`].
    pub community: String,
    /// Where people reach it, without a slash at the end: for links in mails and exports.
    pub base_url: String,
    /// Browsers come by HTTPS only.
    pub behind_tls: bool,
    /// Proxies in front, which say whom they ask for.
    pub proxies: Vec<IpAddr>,
    /// The address that mail comes from, by the configuration; empty when it is to be chosen.
    pub sender: String,
    /// Mail goes out. Where none does, links are shown to whoever made them.
    pub mail: bool,
    /// Places that vouch for people who sign in (OpenID Connect).
    pub providers: Vec<Provider>,
    /// Where the program's source is.
    pub source: String,
    /// The demonstration: `/style` is open, the cast is named on the sign-in page.
    pub demo: bool,
    /// Answers say how many queries they took (`x-belfry-queries`): for tests and development.
    pub tell_queries: bool,
    /// The largest file that may be uploaded, in bytes.
    pub upload_limit: u64,
    /// Hosts of our own network that may be asked and sent to, by the administrator's word.
    pub inside: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            community: String::new(),
            base_url: "http://127.0.0.1:8080".into(),
            behind_tls: false,
            proxies: Vec::new(),
            sender: String::new(),
            mail: false,
            providers: Vec::new(),
            source: String::new(),
            demo: false,
            tell_queries: false,
            upload_limit: 512 * 1024 * 1024,
            inside: Vec::new(),
        }
    }
}

impl House {
    /// The words of a language, or English.
    pub fn words_in(&self, language: &str) -> Words {
        self.words.words(language)
    }

    /// The kind of a code.
    pub fn kind(&self, code: i16) -> Option<Kind> {
        self.kinds.iter().copied().find(|kind| kind.code == code)
    }

    /// The address of a record's page; home for a record of a kind without pages.
    pub fn address(&self, subject: &Subject) -> String {
        self.kind(subject.kind).map_or_else(|| "/".to_owned(), |kind| format!("{}{}", kind.path, subject.uuid))
    }

    /// The description of the API (OpenAPI 3.1), JSON; empty before there is a router.
    pub fn openapi(&self) -> &str {
        self.openapi.get().map_or("", String::as_str)
    }

    /// What says how the list at this path is narrowed.
    pub fn says(&self, list: &str) -> Option<crate::views::Says> {
        self.says.get()?.iter().find(|(path, _)| path == list).map(|(_, says)| *says)
    }

    /// The area that offers an indicator, with the indicator.
    pub fn indicator(
        &self,
        key: &str,
    ) -> Option<(crate::area::Figures, &'static belfry_contracts::figures::Indicator)> {
        self.figures.iter().find_map(|figures| Some((*figures, figures.indicator(key)?)))
    }

    /// Asks a server that somebody has named: one of our own network only where the administrator has named its host too.
    ///
    /// # Errors
    /// As [`Fetch::send`].
    pub fn ask(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, FetchError> {
        let host = request.uri().host().unwrap_or_default();
        let inside = self.settings.inside.iter().any(|known| known.eq_ignore_ascii_case(host));
        Fetch::new(inside).send(request)
    }

    /// What points to a record, as far as the reader of the picture may see it: message, address and title; all areas in one query.
    ///
    /// # Errors
    /// Those of the database.
    pub fn pointers(&self, read: &Read, to: SubjectId) -> belfry_store::Result<Vec<(String, String, String)>> {
        let mut all = Sql::default();
        for points in &self.points {
            if !all.is_empty() {
                all.push("union all", []);
            }
            all.append(&points(read.key(), to));
        }
        if all.is_empty() {
            return Ok(Vec::new());
        }
        // By message, then the oldest first.
        all.push("order by 9, 1", []);
        read.rows(all, args![], |row| {
            let from = Subject::from_row(row, 0)?;
            Ok((row.get(8)?, self.address(&from), from.title))
        })
    }

    /// Says of records that bear the title of another what they are to it, in the reader's words. They are given by number and kind, as far
    /// as the reader of the picture sees them.
    ///
    /// # Errors
    /// Those of the database.
    pub fn entitle<'s>(
        &self,
        read: &Read,
        t: &Words,
        records: impl IntoIterator<Item = (SubjectId, i16, &'s mut String)>,
    ) -> belfry_store::Result<()> {
        let mut records: Vec<_> = records.into_iter().collect();
        for called in &self.called {
            let of_kind = records.iter().filter(|(_, kind, _)| *kind == called.kind.code);
            let ids: Vec<SubjectId> = of_kind.map(|(id, ..)| *id).collect();
            let these = if ids.is_empty() { continue } else { (called.which)(read, &ids)? };
            for (_, _, title) in records.iter_mut().filter(|(id, ..)| these.contains(id)) {
                **title = t.a(called.key, [("title", title.as_str().into())]);
            }
        }
        Ok(())
    }

    /// The lessons that name one of these items (`framework/code`), as far as the reader of the picture may see them.
    ///
    /// # Errors
    /// Those of the database.
    pub fn failed(&self, read: &Read, items: &[String]) -> belfry_store::Result<Vec<Failed>> {
        let mut all = Vec::new();
        for lessons in &self.lessons {
            all.extend((lessons.failed)(read, items)?);
        }
        Ok(all)
    }

    /// Questions that are proposed, as far as the reader of the picture may see them.
    ///
    /// # Errors
    /// Those of the database.
    pub fn proposed(&self, read: &Read, which: Which<'_>) -> belfry_store::Result<Vec<Proposed>> {
        let mut all = Vec::new();
        for lessons in &self.lessons {
            all.extend((lessons.proposed)(read, which)?);
        }
        Ok(all)
    }

    /// The folder in which uploads wait for their job.
    pub fn uploads(&self) -> PathBuf {
        self.files.join("uploads")
    }
}
