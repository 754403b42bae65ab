use super::codes::{Challenge, ChallengePurpose};
use super::{ChallengeId, DraftSecret, FrontDesk};
use crate::conversation::Upload;
use crate::held::{HeldFile, places};
use crate::incoming::Incoming;
use crate::store::{FilingRow, Throttle};
use crate::{DeskError, Result, session};
use domain::filing::{Draft, Enclosure, Filing};
use domain::ids::FilingId;
use serde::{Deserialize, Serialize};
use tower_sessions::Session;
use uuid::Uuid;

/// The form under which the filing draft is kept, with the version of its shape: a draft of another shape is not read.
const FORM: &str = "filing/2";
const PER_CALLER: Throttle = Throttle { limit: 30, seconds: 3600 };
/// How many files a caller may send before anything is filed: nobody knows yet who it is, and they take room.
const FILES_PER_CALLER: Throttle = Throttle { limit: 40, seconds: 3600 };

/// A filing that was taken and committed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    /// Its id.
    pub id: FilingId,
}

/// What lies under a browser's filing form.
#[derive(Serialize, Deserialize)]
enum Slip {
    /// Answers on their way; the number tells this filing from the next one that the same browser begins.
    Writing { number: String, draft: Box<Draft> },
    /// They were sent: pressing the button again leads to the same filing.
    Sent { filing: FilingId },
}

impl FrontDesk {
    /// Takes the draft of this browser as a filing, once: sent twice, it answers with the same filing. A code goes to
    /// the mailbox; the session waits for it. Once this returns, the filing is committed.
    ///
    /// # Errors
    /// `NoDraft`, `Faulty`, or `Throttled` by the caller's address.
    pub async fn file(&self, session: &Session, secret: &DraftSecret, caller: &str) -> Result<Filed> {
        let (number, draft) = match self.kept(secret, FORM).await? {
            Some(Slip::Writing { number, draft }) => (number, draft),
            Some(Slip::Sent { filing }) => return self.sent_before(session, filing).await,
            None => return Err(DeskError::NoDraft),
        };
        let filing = draft.complete().map_err(DeskError::Faulty)?;
        self.throttle(PER_CALLER, "file", caller).await?;
        let files = self.enclosed(secret).await?;
        let filed: Vec<_> = files.iter().filter(|file| draft.encloses(file.enclosure)).cloned().collect();
        let row = match self.commit(filing, secret, &number, &filed).await {
            // The button was pressed twice, and the other press was first: it took the files along.
            Err(error) => {
                let mut db = self.office.store.pool().acquire().await?;
                FilingRow::by_draft(&mut db, &number).await?.ok_or(error)?
            }
            Ok(row) => row,
        };
        self.office.drop_files(&places(&files)).await;
        self.promise(session, &row).await
    }

    /// The filing draft of this browser; empty when there is none.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn draft(&self, secret: &DraftSecret) -> Result<Draft> {
        match self.kept(secret, FORM).await? {
            Some(Slip::Writing { draft, .. }) => Ok(*draft),
            Some(Slip::Sent { .. }) | None => Ok(Draft::default()),
        }
    }

    /// Keeps the filing draft of this browser.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn keep_draft(&self, secret: &DraftSecret, draft: &Draft) -> Result<()> {
        let number = match self.kept(secret, FORM).await? {
            Some(Slip::Writing { number, .. }) => number,
            Some(Slip::Sent { .. }) | None => hex::encode(self.office.random.bytes::<16>()),
        };
        self.keep(secret, FORM, &Slip::Writing { number, draft: Box::new(draft.clone()) }).await
    }

    /// Holds files for the filing of this browser until it is sent. What other answers have made pointless makes room.
    ///
    /// # Errors
    /// `File` with what is wrong with which, `Throttled` by the caller's address, or `NoDraft` when no question of the
    /// draft asks for them.
    pub async fn enclose(
        &self,
        secret: &DraftSecret,
        enclosure: Enclosure,
        files: &[Upload],
        caller: &str,
    ) -> Result<()> {
        let draft = self.draft(secret).await?;
        if files.is_empty() {
            return Ok(());
        }
        if !draft.encloses(enclosure) {
            return Err(DeskError::NoDraft);
        }
        for _ in files {
            self.throttle(FILES_PER_CALLER, "enclose", caller).await?;
        }
        for pointless in self.enclosed(secret).await?.iter().filter(|file| !draft.encloses(file.enclosure)) {
            self.office.let_go(secret, FORM, pointless.id).await?;
        }
        self.office.hold(secret, FORM, enclosure, files).await
    }

    /// The files that are held for the filing of this browser.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn enclosed(&self, secret: &DraftSecret) -> Result<Vec<HeldFile>> {
        self.office.held(secret, FORM).await
    }

    /// Destroys one of them. One that is gone already is no error.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn take_out(&self, secret: &DraftSecret, file: Uuid) -> Result<()> {
        self.office.let_go(secret, FORM, file).await
    }

    async fn sent_before(&self, session: &Session, filing: FilingId) -> Result<Filed> {
        let mut db = self.office.store.pool().acquire().await?;
        let row = FilingRow::by_id(&mut db, filing).await?;
        drop(db);
        self.promise(session, &row).await
    }

    async fn promise(&self, session: &Session, row: &FilingRow) -> Result<Filed> {
        session::promise(session, ChallengeId(row.challenge.parse()?)).await?;
        self.office.wake.notify_one();
        Ok(Filed { id: row.id })
    }

    /// Keys and files first, then everything else at once: rows, events, the code's errand, and the note that it was
    /// sent.
    async fn commit(
        &self,
        filing: Filing,
        secret: &DraftSecret,
        number: &str,
        files: &[HeldFile],
    ) -> Result<FilingRow> {
        let mut incoming = Incoming::through_the_portal(&self.office, filing, number.to_owned()).await?;
        let enclosed = incoming.enclose(&self.office, secret, files).await;
        let written = match enclosed {
            Ok(()) => self.write(&mut incoming, secret).await,
            Err(error) => Err(error),
        };
        match written {
            Ok(()) => Ok(incoming.row),
            Err(error) => {
                incoming.abandon(&self.office).await;
                Err(error)
            }
        }
    }

    async fn write(&self, incoming: &mut Incoming, secret: &DraftSecret) -> Result<()> {
        let office = &self.office;
        let (id, contact) = (incoming.row.id, incoming.contact());
        let Some(mailbox) = &contact.email else {
            return Err(DeskError::internal("a draft without a mailbox was taken for whole"));
        };
        let challenge = Challenge::to(office, ChallengePurpose::Filing(id), mailbox, contact.language);
        incoming.row.challenge = challenge.id.to_string();

        let mut tx = office.store.begin_write().await?;
        incoming.insert(office, &mut tx).await?;
        challenge.insert(office, &mut tx).await?;
        challenge.send_if_allowed(office, &mut tx).await?;
        office.release(&mut tx, secret, FORM).await?;
        self.keep_within(&mut tx, secret, FORM, &Slip::Sent { filing: id }).await?;
        Ok(tx.commit().await?)
    }
}
