use super::SubjectDesk;
use crate::answers::Answered;
use crate::controller::expected;
use crate::conversation::Message;
use crate::package::LaidFile;
use crate::registers::ControllerRow;
use crate::store::{Connection, ForwardingStore, RequestRow};
use crate::vault::{Key, Scope};
use crate::{DeskError, Extension, NamedRecipient, Office, Result, ToldLifting, log};
use domain::filing::{Matter, Represented};
use domain::forwarding::{FollowUp, ForwardingStanding, Report};
use domain::ids::{FilingId, RequestId};
use domain::law::{Deadline, MemberState};
use domain::procedure::{Command, Event, Procedure, Standing};
use domain::reference::Reference;
use jiff::Timestamp;

/// A request as its data subject sees it.
#[derive(Debug, Clone)]
pub struct SubjectRequest {
    /// The filing it belongs to.
    pub filing: FilingId,
    /// Its reference.
    pub reference: Reference,
    /// Its procedural state.
    pub procedure: Procedure,
    /// Where it stands.
    pub standing: Standing,
    /// What the person said about it.
    pub matter: Matter,
    /// For whom it was filed, if not for whoever filed it.
    pub represented: Option<Represented>,
    /// When it is due and why.
    pub deadline: Deadline,
    /// How its period was extended, if it was.
    pub extension: Option<Extension>,
    /// To whom the data were disclosed, by name, and who of them was told (Art. 19). One that is still to be told is left
    /// out until there is an answer.
    pub recipients: Vec<NamedRecipient>,
    /// How the restriction ends, once that was announced (Art. 18(3)).
    pub lifting: Option<ToldLifting>,
    /// What happened, oldest first; what concerns the staff's own work is left out.
    pub timeline: Vec<(Timestamp, Event)>,
    /// The controllers to which it went.
    pub trail: Vec<ForwardingTrail>,
    /// What they and staff wrote to each other, oldest first.
    pub thread: Vec<Message>,
    /// The answers given so far, oldest first: more than one after a reopening.
    pub answers: Vec<Answered>,
    /// The files of the answer that can be downloaded now, by path and size: `export.json`, `originals/1-invoicing.json`.
    pub files: Vec<(String, u64)>,
    /// Whether there is a receipt by now.
    pub has_receipt: bool,
}

/// What a signer sees of one forwarding.
#[derive(Debug, Clone)]
pub struct ForwardingTrail {
    /// The controller.
    pub controller: String,
    /// Its member state.
    pub member_state: MemberState,
    /// What it waits for.
    pub standing: ForwardingStanding,
    /// When it was put on its way.
    pub forwarded: Timestamp,
    /// When the controller was told.
    pub told: Option<Timestamp>,
    /// When the controller acknowledged it.
    pub acknowledged: Option<Timestamp>,
    /// When the controller said that it is not its own.
    pub disputed: Option<Timestamp>,
    /// When the controller said that it answered, and how.
    pub answered: Option<(Timestamp, Report)>,
    /// How its silence was followed up.
    pub followed_up: Vec<FollowUp>,
    /// Until when the controller should answer, counted from the earlier receipt.
    pub expected: Deadline,
}

impl SubjectDesk {
    /// One request of this mailbox.
    ///
    /// # Errors
    /// `NotFound`, also for somebody else's, and for one that nobody here said is theirs.
    pub async fn request(&self, reference: &Reference) -> Result<SubjectRequest> {
        let office = &self.office;
        let mut db = office.store.pool().acquire().await?;
        let row = self.row(&mut db, reference).await?;
        let key = office.vault.key(Scope::Request(row.id)).await?;
        let available = row.procedure.is_available(office.now());
        let events = row.events(&mut db).await?;
        Ok(SubjectRequest {
            filing: row.filing,
            standing: row.standing,
            matter: row.matter(&mut db, &key).await?,
            represented: office.contact(&mut db, row.filing).await?.represented,
            deadline: office.deadline(&row.procedure),
            extension: office.extension(&mut db, &row, &key, &events).await?,
            recipients: recipients(office, &mut db, &row, &key).await?,
            lifting: office.lifting(&mut db, &row, &key, &events).await?,
            trail: trail(office, &mut db, row.id).await?,
            thread: office.thread(&mut db, &row, &key, &events).await?,
            answers: office.answers(&mut db, &row, &key, &events).await?,
            timeline: events.into_iter().filter(|(_, event)| event.concerns_subject()).collect(),
            files: if available { files(&mut db, row.id).await? } else { Vec::new() },
            has_receipt: log::has_receipt(&mut db, row.id).await?,
            reference: row.reference,
            procedure: row.procedure,
        })
    }

    /// Takes a request back.
    ///
    /// # Errors
    /// `NotFound`, or refused once it has ended.
    pub async fn withdraw(&self, reference: &Reference) -> Result<()> {
        let mut tx = self.office.store.begin_write().await?;
        let mut row = self.row(&mut tx, reference).await?;
        row.act(&self.office, &mut tx, Command::Withdraw).await?;
        tx.commit().await?;
        self.office.destroy_now().await;
        Ok(())
    }

    /// A claimed request of this mailbox.
    pub(crate) async fn row(&self, db: &mut Connection, reference: &Reference) -> Result<RequestRow> {
        let row = RequestRow::under_mailbox(db, reference, &self.mailbox).await?;
        self.filing(db, row.filing).await?;
        if row.procedure.mailbox_proven.is_some() { Ok(row) } else { Err(DeskError::NotFound) }
    }
}

/// While it is open, staff may still find that one was named by mistake.
async fn recipients(office: &Office, db: &mut Connection, row: &RequestRow, key: &Key) -> Result<Vec<NamedRecipient>> {
    let p = &row.procedure;
    if !p.is_carried_out() {
        return Ok(Vec::new());
    }
    let mut named = office.recipients(db, row, key).await?;
    named.retain(|one| !p.is_open() || one.recipient.told.is_some());
    Ok(named)
}

async fn trail(office: &Office, db: &mut Connection, request: RequestId) -> Result<Vec<ForwardingTrail>> {
    let mut trail = Vec::new();
    for row in ForwardingStore::of_request(db, request).await? {
        let controller = ControllerRow::by_id(db, row.state.controller).await?;
        trail.push(ForwardingTrail {
            forwarded: row.opened,
            told: row.state.told,
            acknowledged: row.state.acknowledged,
            disputed: row.state.disputed,
            answered: row.state.reported,
            followed_up: row.state.followed_up.clone(),
            standing: row.state.standing(),
            member_state: controller.member_state,
            expected: expected(office, &controller, &row.state),
            controller: controller.record.name,
        });
    }
    Ok(trail)
}

async fn files(db: &mut Connection, request: RequestId) -> Result<Vec<(String, u64)>> {
    let files = LaidFile::of_request(db, request).await?;
    Ok(files.into_iter().map(|file| (file.path, file.kept.bytes)).collect())
}
