mod challenge;

pub(crate) use challenge::{Challenge, ChallengePurpose, MINUTES, TRIES};

use super::FrontDesk;
use crate::registers::{ContactRow, ControllerRow};
use crate::signin::Attempt;
use crate::store::{FilingRow, RequestRow, Throttle};
use crate::vault::{Mac, Purpose};
use crate::{DeskError, Result, session};
use domain::access::{Access, Door, Means, Visitor};
use domain::contact::ContactStanding;
use domain::filing::Mailbox;
use domain::ids::{ControllerId, FilingId};
use domain::procedure::{Command, Refusal};
use domain::words::Language;
use serde::{Deserialize, Serialize};
use tower_sessions::Session;
use uuid::Uuid;

const PER_CALLER: Throttle = Throttle { limit: 30, seconds: 3600 };
/// How often somebody is told a day that another person filed in their name.
const PER_REPRESENTED: Throttle = Throttle { limit: 3, seconds: 86_400 };

/// A code that this browser was promised; it lives in the session, so nobody else's tries count against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChallengeId(pub(crate) Uuid);

/// What a right code opened; the session is signed in accordingly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entered {
    /// The filing just sent is proven: its status pages.
    Filing(FilingId),
    /// All requests of the mailbox.
    Mailbox,
    /// The inbox of a controller.
    Controller(ControllerId),
}

impl FrontDesk {
    /// Promises a code to `mailbox` for coming back. The same for every address, known or not; only a known one gets
    /// mail. The promise is put into the session.
    ///
    /// # Errors
    /// `Throttled` by the caller's address.
    pub async fn come_back(
        &self,
        session: &Session,
        mailbox: &Mailbox,
        language: Language,
        caller: &str,
    ) -> Result<()> {
        self.throttle(PER_CALLER, "code", caller).await?;
        self.challenge(session, Challenge::to(&self.office, ChallengePurpose::Return, mailbox, language)).await
    }

    /// Promises a code to the contact of the controller to whom the link `token` was mailed; the same for any token. One that
    /// is none leads to a mailbox that is nobody's, so that it takes as long.
    ///
    /// # Errors
    /// `Throttled` by the caller's address.
    pub async fn open_link(&self, session: &Session, token: &str, caller: &str) -> Result<()> {
        self.throttle(PER_CALLER, "code", caller).await?;
        let office = &self.office;
        let mut db = office.store.pool().acquire().await?;
        let found = ControllerRow::by_link(&mut db, token, office.now()).await?;
        let id =
            found.as_ref().map_or_else(|| ControllerId(office.random.id(office.now())), |controller| controller.id);
        let contact = ContactRow::find(&mut db, id, ContactStanding::Confirmed).await?;
        drop(db);
        let challenge = match found.zip(contact) {
            Some((controller, contact)) => {
                let purpose = ChallengePurpose::Controller(controller.id);
                Challenge::to(office, purpose, &contact.mailbox(office)?, controller.language)
            }
            None => {
                let nobody = Mailbox::parse(&format!("{id}@nobody.invalid"));
                let nobody = nobody.map_err(|_| DeskError::internal("nobody has no mailbox"))?;
                Challenge::to(office, ChallengePurpose::Return, &nobody, office.operator.language)
            }
        };
        self.challenge(session, challenge).await
    }

    /// Promises another code in place of the one in the session; silently capped per mailbox.
    ///
    /// # Errors
    /// `WrongCode` when the session was promised none, `Throttled` by the caller's address.
    pub async fn another_code(&self, session: &Session, caller: &str) -> Result<()> {
        let promised = session::promised(session).await?.ok_or(DeskError::WrongCode)?;
        self.throttle(PER_CALLER, "code", caller).await?;
        let mut db = self.office.store.pool().acquire().await?;
        let before = Challenge::by_id(&mut db, promised).await?;
        drop(db);
        match before {
            Some(before) => self.challenge(session, before.renewed(&self.office)?).await,
            None => Ok(()),
        }
    }

    /// Whether this browser waits for a code.
    pub async fn awaits_code(&self, session: &Session) -> bool {
        matches!(session::promised(session).await, Ok(Some(_)))
    }

    /// Takes the code of the challenge in the session, and signs the session in.
    ///
    /// # Errors
    /// `WrongCode`: wrong, over its time, used, or tried five times.
    pub async fn enter_code(&self, session: &Session, code: &str) -> Result<Entered> {
        let promised = session::promised(session).await?.ok_or(DeskError::WrongCode)?;
        let office = &self.office;
        match Attempt::mailed_code(office, promised).count(office).await {
            Err(DeskError::Throttled) => return Err(DeskError::WrongCode),
            counted => counted?,
        }
        let challenge = match Challenge::try_code(office, promised, code).await {
            Err(DeskError::WrongCode) => {
                office.record(Visitor::Stranger, Access::TurnedAway { at: Door::MailedCode }).await?;
                return Err(DeskError::WrongCode);
            }
            tried => tried?,
        };
        let came_in = Access::CameIn { by: Means::MailedCode };
        match challenge.purpose {
            ChallengePurpose::Filing(filing) => {
                office.record(Visitor::Subject(filing), came_in).await?;
                let person = self.prove(filing, &challenge.mailbox).await?;
                session::sign_in_subject(office, session, &challenge.mailbox, person).await?;
                Ok(Entered::Filing(filing))
            }
            ChallengePurpose::Return => {
                for filing in office.filings_of(&challenge.mailbox).await? {
                    office.record(Visitor::Subject(filing), came_in).await?;
                }
                let person = office.only_person(&challenge.mailbox).await?;
                session::sign_in_subject(office, session, &challenge.mailbox, person).await?;
                Ok(Entered::Mailbox)
            }
            ChallengePurpose::Controller(controller) => {
                office.record(Visitor::Controller(controller), came_in).await?;
                session::sign_in_controller(office, session, controller).await?;
                Ok(Entered::Controller(controller))
            }
        }
    }

    async fn challenge(&self, session: &Session, challenge: Challenge) -> Result<()> {
        let mut tx = self.office.store.begin_write().await?;
        challenge.insert(&self.office, &mut tx).await?;
        challenge.send_if_allowed(&self.office, &mut tx).await?;
        tx.commit().await?;
        session::promise(session, challenge.id).await?;
        self.office.wake.notify_one();
        Ok(())
    }

    /// The code of a filing proves the mailbox for this filing, and for no other under the same address. Under which
    /// name it came.
    async fn prove(&self, filing: FilingId, mailbox: &Mac) -> Result<Option<Mac>> {
        let mut tx = self.office.store.begin_write().await?;
        let row = FilingRow::by_id(&mut tx, filing).await?;
        if row.mailbox.as_ref() != Some(mailbox) {
            return Err(DeskError::WrongCode);
        }
        self.office.prove_filing(&mut tx, filing).await?;
        tx.commit().await?;
        self.office.wake.notify_one();
        Ok(row.person)
    }

    pub(crate) async fn throttle(&self, throttle: Throttle, act: &str, subject: &str) -> Result<()> {
        let subject = self.office.vault.purpose(Purpose::Throttles).mac(&format!("{act}\n{subject}"));
        let mut db = self.office.store.pool().acquire().await?;
        throttle.hit(&mut db, &subject, self.office.now()).await
    }
}

impl crate::Office {
    /// Proves the mailbox for every request of a filing that is still open and unproven, and thanks for it by mail. A
    /// filing that its addressee disowned in the meantime stays ended, and nobody is thanked for it.
    pub(crate) async fn prove_filing(&self, db: &mut crate::store::Connection, filing: FilingId) -> Result<()> {
        let mut has_proven = false;
        for mut request in RequestRow::of_filing(db, filing).await? {
            match request.act(self, db, Command::ProveMailbox).await {
                Ok(()) => has_proven = true,
                Err(DeskError::Refused(Refusal::AlreadyProven | Refusal::Closed)) => {}
                Err(error) => return Err(error),
            }
        }
        if !has_proven {
            return Ok(());
        }
        let row = FilingRow::by_id(db, filing).await?;
        self.refer_unmatched(db, &row).await?;
        crate::post::put(self, db, &crate::post::Errand::Received { filing }).await?;
        self.tell_represented(db, filing).await
    }

    /// Tells the person in whose name somebody else filed, where an address was given. Not before the mailbox of who
    /// filed is proven, and seldom: otherwise anybody could have anybody written to. Counted apart from codes, so that
    /// nobody uses up the codes of another by naming them.
    async fn tell_represented(&self, db: &mut crate::store::Connection, filing: FilingId) -> Result<()> {
        let contact = self.contact(db, filing).await?;
        let Some(theirs) = contact.represented.and_then(|represented| represented.email) else { return Ok(()) };
        if contact.email.is_some_and(|own| own.normalised() == theirs.normalised()) {
            return Ok(());
        }
        let subject = self.vault.purpose(Purpose::Throttles).mac(&format!("represented\n{}", theirs.normalised()));
        match PER_REPRESENTED.hit(db, &subject, self.now()).await {
            Err(DeskError::Throttled) => Ok(()),
            Err(error) => Err(error),
            Ok(()) => crate::post::put(self, db, &crate::post::Errand::RepresentedTold { filing }).await,
        }
    }
}
