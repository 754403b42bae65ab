//! Several people may read one mailbox: who of them asks is told by the name under which they filed, or by a reference.

use super::SubjectDesk;
use super::overview::{is_claimed, is_unclaimed};
use crate::store::{Connection, FilingRow, RequestRow, Throttle};
use crate::vault::{Mac, Purpose};
use crate::{DeskError, Office, Result, session};
use domain::filing::folded_name;
use domain::ids::FilingId;
use domain::reference::Reference;
use tower_sessions::Session;

/// How many names are tried under a mailbox in an hour.
const PER_MAILBOX: Throttle = Throttle { limit: 10, seconds: 3600 };

impl SubjectDesk {
    /// Says who asks: from now on this session sees what was filed under this name, or together with this reference.
    ///
    /// # Errors
    /// `NotFound` when nothing was; `Throttled` by the mailbox.
    pub async fn name(&self, session: &Session, typed: &str) -> Result<()> {
        let mut db = self.office.store.pool().acquire().await?;
        let filings = FilingRow::by_mailbox(&mut db, &self.mailbox).await?;
        self.recognise(&mut db, session, typed, filings).await
    }

    /// "Yes, I filed this": its requests are proven. Under another name than those given before, `typed` says it.
    ///
    /// # Errors
    /// `NotFound`, also for what was filed under another mailbox or name; `Throttled` by the mailbox.
    pub async fn claim(&self, session: &Session, filing: FilingId, typed: &str) -> Result<()> {
        let mut db = self.office.store.pool().acquire().await?;
        let row = self.under_mailbox(&mut db, filing).await?;
        if !self.is_named(&row) {
            self.recognise(&mut db, session, typed, vec![row]).await?;
        }
        drop(db);
        let mut tx = self.office.store.begin_write().await?;
        self.office.prove_filing(&mut tx, filing).await?;
        tx.commit().await?;
        self.office.wake.notify_one();
        Ok(())
    }

    /// Whether anybody said who asks.
    pub const fn knows_who(&self) -> bool {
        !self.persons.is_empty()
    }

    pub(super) fn is_named(&self, filing: &FilingRow) -> bool {
        filing.person.as_ref().is_none_or(|person| self.persons.contains(person))
    }

    /// A filing under this mailbox and a name that was given.
    pub(super) async fn filing(&self, db: &mut Connection, id: FilingId) -> Result<FilingRow> {
        let row = self.under_mailbox(db, id).await?;
        if self.is_named(&row) { Ok(row) } else { Err(DeskError::NotFound) }
    }

    /// A filing under this mailbox, whoever's.
    pub(super) async fn under_mailbox(&self, db: &mut Connection, id: FilingId) -> Result<FilingRow> {
        let row = FilingRow::by_id(db, id).await?;
        if row.mailbox.as_ref() == Some(&self.mailbox) { Ok(row) } else { Err(DeskError::NotFound) }
    }

    /// Adds the person of the filing, among `filings`, whose name or reference was typed.
    async fn recognise(
        &self,
        db: &mut Connection,
        session: &Session,
        typed: &str,
        filings: Vec<FilingRow>,
    ) -> Result<()> {
        let office = &self.office;
        let subject = office.vault.purpose(Purpose::Throttles).mac(&format!("name\n{}", self.mailbox.as_str()));
        PER_MAILBOX.hit(db, &subject, office.now()).await?;
        let named = match Reference::parse(typed) {
            Ok(reference) => RequestRow::find(db, &reference).await.ok().map(|row| row.filing),
            Err(_) => None,
        };
        let is_name = typed.chars().any(char::is_alphanumeric);
        let person = is_name.then(|| office.person(&self.mailbox, typed));
        let is_meant = |filing: &FilingRow| named == Some(filing.id) || (is_name && filing.person == person);
        let found = filings.into_iter().find(is_meant);
        let person = found.and_then(|filing| filing.person).ok_or(DeskError::NotFound)?;
        session::name_subject(session, person).await
    }
}

impl Office {
    /// The keyed hash of a name under a mailbox.
    pub(crate) fn person(&self, mailbox: &Mac, name: &str) -> Mac {
        let text = format!("{}\n{}", mailbox.as_str(), folded_name(name));
        self.vault.purpose(Purpose::Persons).mac(&text)
    }

    /// The filings under this mailbox.
    pub(crate) async fn filings_of(&self, mailbox: &Mac) -> Result<Vec<FilingId>> {
        let mut db = self.store.pool().acquire().await?;
        Ok(FilingRow::by_mailbox(&mut db, mailbox).await?.into_iter().map(|filing| filing.id).collect())
    }

    /// The one person in whose name was filed under a mailbox, proven or not; nobody where there are none or several.
    pub(crate) async fn only_person(&self, mailbox: &Mac) -> Result<Option<Mac>> {
        let mut db = self.store.pool().acquire().await?;
        let mut only = None;
        for filing in FilingRow::by_mailbox(&mut db, mailbox).await? {
            let Some(person) = filing.person else { continue };
            let rows = RequestRow::of_filing(&mut db, filing.id).await?;
            if !is_claimed(&rows) && !is_unclaimed(&rows) {
                continue;
            }
            if only.as_ref().is_some_and(|only| *only != person) {
                return Ok(None);
            }
            only = Some(person);
        }
        Ok(only)
    }
}
