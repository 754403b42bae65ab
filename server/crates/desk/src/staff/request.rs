use super::{Piece, ReadingDesk, StaffAct, StaffDesk, StaffRecipient, written};
use crate::answers::{Answered, WithheldItem};
use crate::controller::expected;
use crate::conversation::Message;
use crate::identity::{self, EidClaims, IdDocument};
use crate::registers::{ControllerRow, StaffRow};
use crate::store::{Connection, FilingRow, ForwardingStore, RequestRow, TextPurpose};
use crate::vault::{Key, Scope};
use crate::{DeskError, Extension, Result, ToldLifting};
use domain::access::Part;
use domain::filing::{Contact, Matter, Signing};
use domain::ids::{MessageId, StaffId};
use domain::law::Deadline;
use domain::procedure::{Clock, Command, Event, Procedure, Standing};
use domain::reference::Reference;
use domain::words::IdentityBasis;
use jiff::Timestamp;

/// A request as staff see it.
#[derive(Debug, Clone)]
pub struct StaffRequest {
    /// Its reference.
    pub reference: Reference,
    /// Its procedural state.
    pub procedure: Procedure,
    /// Where it stands.
    pub standing: Standing,
    /// Who asks.
    pub contact: Contact,
    /// What a signer said about the signing.
    pub signing: Signing,
    /// What the person said about this right.
    pub matter: Matter,
    /// When it is due, and a refusal of it, and why.
    pub clock: Clock,
    /// Whole calendar days left.
    pub days_left: i32,
    /// Until when it is to be put on its way, if a controller is still to get it.
    pub forward_by: Option<Deadline>,
    /// How its period was extended, if it was.
    pub extension: Option<Extension>,
    /// Why staff asked who the person is, the last time.
    pub doubt: Option<String>,
    /// Why nothing milder than an identity document did, if the last question asked for one.
    pub unfit: Option<String>,
    /// What an electronic identification said of the person, until the identity is on record.
    pub eid: Option<EidClaims>,
    /// Copies of identity documents that nobody looked at yet.
    pub documents: Vec<IdDocument>,
    /// What shows that it is unfounded or excessive, if the last answer said so.
    pub burden: Option<String>,
    /// What happened, oldest first.
    pub timeline: Vec<StaffEvent>,
    /// What was gathered.
    pub pieces: Vec<Piece>,
    /// The controllers to which it went.
    pub forwardings: Vec<StaffForwarding>,
    /// What is to be done in which system.
    pub acts: Vec<StaffAct>,
    /// To whom the data were disclosed, and who of them was told.
    pub recipients: Vec<StaffRecipient>,
    /// How the restriction ends, if the person was told that it does.
    pub lifting: Option<ToldLifting>,
    /// What is withheld so far.
    pub withheld: Vec<WithheldItem>,
    /// What staff and the data subject wrote to each other, oldest first.
    pub thread: Vec<Message>,
    /// The answers given so far, oldest first: more than one after a reopening.
    pub answers: Vec<Answered>,
    /// The names of the staff that appear in it.
    pub names: Vec<(StaffId, String)>,
    /// The reasons that staff gave for the identity, if any.
    pub identity_reasons: Option<String>,
    /// On what it rests that whoever filed may act for the person, if that was recorded.
    pub authority_reasons: Option<String>,
    /// The other requests of the same filing.
    pub siblings: Vec<Reference>,
}

impl StaffRequest {
    /// Whether nothing happened since a version of it that others go by: to look, or a mail that left, changes nothing.
    pub fn is_unchanged_since(&self, seen: i64) -> bool {
        only_looks(self.timeline.iter().map(|event| &event.event), seen)
    }
}

/// What is left of a request once what it was about is forgotten.
#[derive(Debug, Clone)]
pub struct Remains {
    /// Its procedural state.
    pub procedure: Procedure,
    /// What happened, oldest first.
    pub timeline: Vec<StaffEvent>,
}

/// An event with its time and, where staff acted, their name.
#[derive(Debug, Clone)]
pub struct StaffEvent {
    /// When.
    pub at: Timestamp,
    /// What.
    pub event: Event,
    /// The name of the member of staff, if one acted.
    pub by: Option<String>,
}

/// What staff see of one forwarding.
#[derive(Debug, Clone)]
pub struct StaffForwarding {
    /// The controller.
    pub controller: String,
    /// Its state.
    pub forwarding: domain::forwarding::Forwarding,
    /// When it was put on its way.
    pub forwarded: Timestamp,
    /// Until when the controller should answer.
    pub expected: Deadline,
    /// What keeps notices from reaching the controller.
    pub hindrance: Option<Hindrance>,
}

/// What keeps notices from reaching a controller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hindrance {
    /// Nobody confirmed a contact.
    Unconfirmed,
    /// Mail to its contact comes back.
    Bounces,
}

impl ReadingDesk {
    /// What is left of a request of which only the procedure is kept.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn remains(&self, reference: &Reference) -> Result<Remains> {
        let mut db = self.office.store.pool().acquire().await?;
        let row = RequestRow::find(&mut db, reference).await?;
        let (events, names) = (row.events(&mut db).await?, StaffRow::names(&self.office, &mut db).await?);
        Ok(Remains { timeline: timeline(events, &names), procedure: row.procedure })
    }

    /// One request; recorded as read.
    ///
    /// # Errors
    /// `NotFound`, or `Forgotten`: then there is what [`remains`](Self::remains).
    pub async fn request(&self, reference: &Reference) -> Result<StaffRequest> {
        let (office, vault) = (&self.office, &self.office.vault);
        let mut db = office.store.pool().acquire().await?;
        let row = RequestRow::by_reference(&mut db, reference).await?;
        drop(db);
        self.read(row.id, Part::Page).await?;
        let mut db = office.store.pool().acquire().await?;
        let filing = FilingRow::by_id(&mut db, row.filing).await?;
        let filing_key = vault.key(Scope::Filing(filing.id)).await?;
        let key = vault.key(Scope::Request(row.id)).await?;
        let siblings = RequestRow::of_filing(&mut db, filing.id).await?;
        let (events, names) = (row.events(&mut db).await?, StaffRow::names(office, &mut db).await?);
        let clock = office.clock(&row.procedure);
        Ok(StaffRequest {
            standing: row.standing,
            contact: filing.open_contact(&filing_key)?,
            signing: filing.open_signing(&filing_key)?,
            matter: row.matter(&mut db, &key).await?,
            days_left: office.days_left(clock.due().due),
            clock,
            forward_by: row.procedure.awaits_forwarding().then(|| row.procedure.next_due(&office.context())),
            extension: office.extension(&mut db, &row, &key, &events).await?,
            doubt: asked_because(&mut db, &row, &key, &events, TextPurpose::Doubt).await?,
            unfit: asked_because(&mut db, &row, &key, &events, TextPurpose::Unfit).await?,
            eid: identity::eid_claims(&mut db, row.id, &key).await?,
            documents: identity::of_request(&mut db, row.id).await?,
            burden: burden(&mut db, &row, &key, &events).await?,
            pieces: self.pieces(&mut db, &row, &key).await?,
            forwardings: self.forwardings(&mut db, &row).await?,
            acts: self.acts(&mut db, &row, &key, &events).await?,
            recipients: self.told_recipients(&mut db, &row, &key, &events).await?,
            lifting: office.lifting(&mut db, &row, &key, &events).await?,
            withheld: office.withheld(&mut db, &row, &key, &row.procedure.withheld).await?,
            thread: office.thread(&mut db, &row, &key, &events).await?,
            answers: office.answers(&mut db, &row, &key, &events).await?,
            timeline: timeline(events, &names),
            names,
            identity_reasons: row.text(&mut db, &key, TextPurpose::IdentityReasons).await?,
            authority_reasons: row.text(&mut db, &key, TextPurpose::AuthorityReasons).await?,
            siblings: siblings.into_iter().map(|s| s.reference).filter(|r| *r != row.reference).collect(),
            reference: row.reference,
            procedure: row.procedure,
        })
    }
}

impl StaffDesk {
    /// Records who asks, and on what that rests (Art. 12(6)). `seen` is the version of the page that staff looked at:
    /// if somebody else acted meanwhile, the answer is `Conflict`. So in every act below.
    ///
    /// # Errors
    /// `NotFound`, `Conflict`, or a refusal.
    pub async fn confirm_identity(
        &self,
        reference: &Reference,
        seen: i64,
        basis: IdentityBasis,
        reasons: &str,
    ) -> Result<()> {
        let mut tx = self.office.store.begin_write().await?;
        let mut row = seen_row(&mut tx, reference, seen).await?;
        let key = self.office.vault.key(Scope::Request(row.id)).await?;
        let written = written(reasons);
        let command = Command::ConfirmIdentity { by: self.staff, basis, reasons: written.map(|text| key.commit(text)) };
        row.act(&self.office, &mut tx, command).await?;
        if let Some(text) = written {
            row.keep_text(&self.office.vault, &mut tx, &key, TextPurpose::IdentityReasons, text).await?;
        }
        tx.commit().await?;
        self.office.destroy_now().await;
        Ok(())
    }

    /// Records that whoever filed may act for the person whose data they are.
    ///
    /// # Errors
    /// `NotFound`, `Conflict`, or a refusal.
    pub async fn confirm_authority(&self, reference: &Reference, seen: i64, reasons: &str) -> Result<()> {
        let mut tx = self.office.store.begin_write().await?;
        let mut row = seen_row(&mut tx, reference, seen).await?;
        let key = self.office.vault.key(Scope::Request(row.id)).await?;
        let reasons = written(reasons);
        let command = Command::ConfirmAuthority { by: self.staff, reasons: reasons.map(|text| key.commit(text)) };
        row.act(&self.office, &mut tx, command).await?;
        if let Some(text) = reasons {
            row.keep_text(&self.office.vault, &mut tx, &key, TextPurpose::AuthorityReasons, text).await?;
        }
        Ok(tx.commit().await?)
    }
}

impl ReadingDesk {
    async fn forwardings(&self, db: &mut Connection, row: &RequestRow) -> Result<Vec<StaffForwarding>> {
        let mut forwardings = Vec::new();
        for row in ForwardingStore::of_request(db, row.id).await? {
            let controller = ControllerRow::by_id(db, row.state.controller).await?;
            let hindrance = match controller.contact(db).await? {
                None => Some(Hindrance::Unconfirmed),
                Some(contact) => contact.bounced.map(|_| Hindrance::Bounces),
            };
            forwardings.push(StaffForwarding {
                hindrance,
                expected: expected(&self.office, &controller, &row.state),
                controller: controller.record.name,
                forwarding: row.state,
                forwarded: row.opened,
            });
        }
        Ok(forwardings)
    }
}

/// Why the last question about identity was asked that needed reasons.
async fn asked_because(
    db: &mut Connection,
    row: &RequestRow,
    key: &Key,
    events: &[(Timestamp, Event)],
    purpose: fn(MessageId) -> TextPurpose,
) -> Result<Option<String>> {
    let asked = events.iter().rev().find_map(|(_, event)| match event {
        Event::IdentityAsked { message, .. } | Event::DocumentAsked { question: message, .. } => Some(*message),
        _ => None,
    });
    match asked {
        Some(message) => row.text(db, key, purpose(message)).await,
        None => Ok(None),
    }
}

/// What shows that a request is unfounded or excessive, by the last answer.
async fn burden(
    db: &mut Connection,
    row: &RequestRow,
    key: &Key,
    events: &[(Timestamp, Event)],
) -> Result<Option<String>> {
    let answers = (1..).zip(events).filter(|(_, (_, event))| matches!(event, Event::Decided { .. }));
    match answers.last() {
        Some((number, _)) => row.text(db, key, TextPurpose::Burden(number)).await,
        None => Ok(None),
    }
}

fn timeline(events: Vec<(Timestamp, Event)>, names: &[(StaffId, String)]) -> Vec<StaffEvent> {
    let name = |id: StaffId| names.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone());
    events.into_iter().map(|(at, event)| StaffEvent { at, by: event.by().and_then(name), event }).collect()
}

impl StaffDesk {
    /// The request as staff saw it.
    pub(crate) async fn seen(&self, db: &mut Connection, reference: &Reference, seen: i64) -> Result<RequestRow> {
        seen_row(db, reference, seen).await
    }
}

/// The request as staff saw it. Who only looked at it meanwhile, staff who exported it among them, changed nothing.
pub(super) async fn seen_row(db: &mut Connection, reference: &Reference, seen: i64) -> Result<RequestRow> {
    let row = RequestRow::by_reference(db, reference).await?;
    let events = row.events(db).await?;
    if only_looks(events.iter().map(|(_, event)| event), seen) { Ok(row) } else { Err(DeskError::Conflict) }
}

/// Whether of all that happened only looks came after the version that was seen, and that there was such a version.
fn only_looks<'a>(events: impl ExactSizeIterator<Item = &'a Event>, seen: i64) -> bool {
    let is_known = |seen: &usize| *seen <= events.len();
    let seen = usize::try_from(seen).ok().filter(is_known);
    seen.is_some_and(|seen| events.skip(seen).all(Event::is_look))
}
