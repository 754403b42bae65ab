use super::filings::word;
use super::{Connection, ForwardingStore, events};
use crate::vault::{Key, Mac, Spot, Vault};
use crate::{DeskError, Office, Result};
use domain::filing::Matter;
use domain::ids::{ActId, FilingId, ForwardingId, MessageId, RecipientId, RequestId, WithheldId};
use domain::law::{Deadline, Ground};
use domain::procedure::{Command, Event, Procedure, Standing, apply, decide, standing};
use domain::reference::Reference;
use domain::words::Outcome;
use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

/// A request as it rests: its procedure, and what the lists read.
#[derive(Debug, Clone)]
pub(crate) struct RequestRow {
    pub(crate) id: RequestId,
    pub(crate) filing: FilingId,
    pub(crate) reference: Reference,
    pub(crate) standing: Standing,
    pub(crate) due: jiff::civil::Date,
    pub(crate) provisional: bool,
    pub(crate) due_at: i64,
    pub(crate) procedure: Procedure,
}

/// What a sealed text of a request is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextPurpose {
    /// What the person said: a [`Matter`] as JSON.
    Detail,
    /// The answer in words, by the number of its event: there is another after a reopening.
    Answer(i64),
    /// What shows that a request is unfounded or excessive, by the number of the answer's event.
    Burden(i64),
    /// Why staff took the person for who they say they are.
    IdentityReasons,
    /// Why staff took whoever filed for somebody who may act for the person.
    AuthorityReasons,
    /// Why staff took the request up again, by the number of the event.
    Reopening(i64),
    /// What is withheld, and why.
    Withheld(WithheldId),
    /// What was said in a message.
    Message(MessageId),
    /// Why the period was extended, as the person is told.
    ExtensionReasons,
    /// Why staff asked who the person is, in this message.
    Doubt(MessageId),
    /// Why nothing milder than a document did, in this question.
    Unfit(MessageId),
    /// What is to be done in a system.
    Act(ActId),
    /// How it is seen that it was done.
    Proof(ActId),
    /// The name of somebody to whom the data were disclosed.
    Recipient(RecipientId),
    /// Why a recipient need not be told, by the number of the event.
    Sparing(i64),
    /// Why a restriction ends, as the person is told, by the number of the event.
    Lifting(i64),
    /// Why a controller says that it is not its own.
    Dispute(ForwardingId),
}

impl TextPurpose {
    fn code(self) -> String {
        match self {
            Self::Detail => "detail".into(),
            Self::Answer(number) => format!("answer/{number}"),
            Self::Burden(number) => format!("burden/{number}"),
            Self::IdentityReasons => "identity_reasons".into(),
            Self::AuthorityReasons => "authority_reasons".into(),
            Self::Reopening(number) => format!("reopening/{number}"),
            Self::Withheld(id) => format!("withheld/{id}"),
            Self::Message(id) => format!("message/{id}"),
            Self::ExtensionReasons => "extension_reasons".into(),
            Self::Doubt(id) => format!("doubt/{id}"),
            Self::Unfit(id) => format!("unfit/{id}"),
            Self::Act(id) => format!("act/{id}"),
            Self::Proof(id) => format!("proof/{id}"),
            Self::Recipient(id) => format!("recipient/{id}"),
            Self::Sparing(number) => format!("sparing/{number}"),
            Self::Lifting(number) => format!("lifting/{number}"),
            Self::Dispute(id) => format!("dispute/{id}"),
        }
    }
}

impl RequestRow {
    /// Files a request: its first event and its row.
    pub(crate) async fn file(
        office: &Office,
        db: &mut Connection,
        filing: FilingId,
        id: RequestId,
        filed: Event,
        now: Timestamp,
    ) -> Result<Self> {
        let procedure = apply(None, now, &filed).ok_or_else(|| DeskError::internal("no first event"))?;
        events::append(db, &id.to_string(), 0, now, &[filed]).await?;
        let deadline = procedure.next_due(&office.context());
        let row = Self {
            id,
            filing,
            reference: Reference::from_random(office.random.bytes()),
            standing: standing(&procedure, &[]),
            due: deadline.due,
            provisional: deadline.provisional.is_some(),
            due_at: deadline.last_instant.as_microsecond(),
            procedure,
        };
        row.insert(db).await?;
        Ok(row)
    }

    async fn insert(&self, db: &mut Connection) -> Result<()> {
        sqlx::query(
            "INSERT INTO requests (id, filing_id, reference, right_code, relationship, channel, standing, received_at,
             due_at, due_date, provisional, version, procedure)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        )
        .bind(self.id.to_string())
        .bind(self.filing.to_string())
        .bind(self.reference.to_string())
        .bind(self.procedure.right.code())
        .bind(self.procedure.relationship.code())
        .bind(self.procedure.channel.code())
        .bind(self.standing.code())
        .bind(self.procedure.received.as_microsecond())
        .bind(self.due_at)
        .bind(self.due.to_string())
        .bind(i64::from(self.provisional))
        .bind(self.procedure.version)
        .bind(serde_json::to_string(&self.procedure)?)
        .execute(db)
        .await?;
        Ok(())
    }

    /// The one shape of every use case: decide, append at the expected version, update the row that the lists read.
    pub(crate) async fn act(&mut self, office: &Office, db: &mut Connection, command: Command) -> Result<()> {
        let context = office.context();
        let events = decide(&self.procedure, command, &context)?;
        let (before, proving) = (self.procedure.version, self.procedure.proving.clone());
        events::append(db, &self.id.to_string(), before, context.now, &events).await?;
        for event in &events {
            self.procedure = apply(Some(self.procedure.clone()), context.now, event)
                .ok_or_else(|| DeskError::internal("an event undid a request"))?;
        }
        office.let_go_of_proof(db, self.id, &proving, &self.procedure.proving).await?;
        self.settle(office, db, before).await
    }

    /// Writes the row anew from the procedure and the forwardings.
    pub(crate) async fn settle(&mut self, office: &Office, db: &mut Connection, before: i64) -> Result<()> {
        let forwardings = ForwardingStore::of_request(db, self.id).await?;
        let states: Vec<_> = forwardings.into_iter().map(|row| row.state).collect();
        self.standing = standing(&self.procedure, &states);
        let deadline = self.procedure.next_due(&office.context());
        (self.due, self.provisional) = (deadline.due, deadline.provisional.is_some());
        self.due_at = deadline.last_instant.as_microsecond();
        let updated = sqlx::query(
            "UPDATE requests SET standing = $1, outcome = $2, ground = $3, ended_at = $4, version = $5, procedure = $6,
             due_at = $9, due_date = $10, provisional = $11
             WHERE id = $7 AND version = $8",
        )
        .bind(self.standing.code())
        .bind(self.outcome().map(Outcome::code))
        .bind(self.procedure.ground.map(Ground::code))
        .bind(self.ended_at())
        .bind(self.procedure.version)
        .bind(serde_json::to_string(&self.procedure)?)
        .bind(self.id.to_string())
        .bind(before)
        .bind(self.due_at)
        .bind(self.due.to_string())
        .bind(i64::from(self.provisional))
        .execute(db)
        .await?;
        if updated.rows_affected() == 1 { Ok(()) } else { Err(DeskError::Conflict) }
    }

    /// The request of this reference, if what it was about is still kept.
    ///
    /// # Errors
    /// `NotFound`, `Forgotten`.
    pub(crate) async fn by_reference(db: &mut Connection, reference: &Reference) -> Result<Self> {
        Self::find(db, reference).await?.remembered()
    }

    /// The request of this reference, forgotten or not.
    ///
    /// # Errors
    /// `NotFound`.
    pub(crate) async fn find(db: &mut Connection, reference: &Reference) -> Result<Self> {
        let row = sqlx::query("SELECT * FROM requests WHERE reference = $1")
            .bind(reference.to_string())
            .fetch_one(db)
            .await?;
        Self::read(&row)
    }

    /// The request of this reference among those filed under a mailbox. One query, so that the request of another takes
    /// as long as one that is none.
    ///
    /// # Errors
    /// `NotFound`, `Forgotten`.
    pub(crate) async fn under_mailbox(db: &mut Connection, reference: &Reference, mailbox: &Mac) -> Result<Self> {
        let row = sqlx::query(
            "SELECT r.* FROM requests r JOIN filings f ON f.id = r.filing_id
             WHERE r.reference = $1 AND f.mailbox_mac = $2",
        )
        .bind(reference.to_string())
        .bind(mailbox.as_str())
        .fetch_one(db)
        .await?;
        Self::read(&row)?.remembered()
    }

    /// Makes others who write to this request wait: two forwardings of it that change at once each derive the standing
    /// from what the other wrote.
    pub(crate) async fn lock(db: &mut Connection, id: RequestId) -> Result<()> {
        sqlx::query("UPDATE requests SET version = version WHERE id = $1").bind(id.to_string()).execute(db).await?;
        Ok(())
    }

    /// This request, if what it was about is still kept.
    ///
    /// # Errors
    /// `Forgotten`.
    pub(crate) fn remembered(self) -> Result<Self> {
        if self.procedure.forgotten { Err(DeskError::Forgotten) } else { Ok(self) }
    }

    pub(crate) async fn by_id(db: &mut Connection, id: RequestId) -> Result<Self> {
        let row = sqlx::query("SELECT * FROM requests WHERE id = $1").bind(id.to_string()).fetch_one(db).await?;
        Self::read(&row)
    }

    /// The requests of a filing, in the order in which they were filed.
    pub(crate) async fn of_filing(db: &mut Connection, filing: FilingId) -> Result<Vec<Self>> {
        let rows = sqlx::query("SELECT * FROM requests WHERE filing_id = $1 ORDER BY id")
            .bind(filing.to_string())
            .fetch_all(db)
            .await?;
        rows.iter().map(Self::read).collect()
    }

    pub(crate) async fn events(&self, db: &mut Connection) -> Result<Vec<(Timestamp, Event)>> {
        events::read(db, &self.id.to_string()).await
    }

    /// Keeps a text of this request, sealed; a later one of the same purpose takes its place.
    pub(crate) async fn keep_text(
        &self,
        vault: &Vault,
        db: &mut Connection,
        key: &Key,
        purpose: TextPurpose,
        text: &str,
    ) -> Result<()> {
        let row = text_row(self.id, purpose);
        sqlx::query(
            "INSERT INTO texts (request_id, purpose, body) VALUES ($1, $2, $3)
             ON CONFLICT (request_id, purpose) DO UPDATE SET body = excluded.body",
        )
        .bind(self.id.to_string())
        .bind(purpose.code())
        .bind(vault.seal(key, Spot("texts", &row, "body"), text.as_bytes()))
        .execute(db)
        .await?;
        Ok(())
    }

    /// A text of this request, opened.
    pub(crate) async fn text(&self, db: &mut Connection, key: &Key, purpose: TextPurpose) -> Result<Option<String>> {
        let found = sqlx::query("SELECT body FROM texts WHERE request_id = $1 AND purpose = $2")
            .bind(self.id.to_string())
            .bind(purpose.code())
            .fetch_optional(db)
            .await?;
        let Some(found) = found else { return Ok(None) };
        let sealed: Vec<u8> = found.try_get("body")?;
        let plain = key.open(Spot("texts", &text_row(self.id, purpose), "body"), &sealed)?;
        String::from_utf8(plain.to_vec()).map(Some).map_err(DeskError::internal)
    }

    /// What it is about. Words that were filed before questions had answers are read as the person's own.
    pub(crate) async fn matter(&self, db: &mut Connection, key: &Key) -> Result<Matter> {
        let text = self.text(db, key, TextPurpose::Detail).await?.unwrap_or_default();
        Ok(serde_json::from_str(&text).unwrap_or_else(|_| Matter::in_own_words(self.procedure.right, &text)))
    }

    pub(crate) fn read(row: &AnyRow) -> Result<Self> {
        let reference: String = row.try_get("reference")?;
        let due: String = row.try_get("due_date")?;
        Ok(Self {
            id: row.try_get::<String, _>("id")?.parse()?,
            filing: row.try_get::<String, _>("filing_id")?.parse()?,
            reference: Reference::parse(&reference).map_err(DeskError::internal)?,
            standing: word(row, "standing", Standing::from_code)?,
            due: due.parse().map_err(DeskError::internal)?,
            provisional: row.try_get::<i64, _>("provisional")? != 0,
            due_at: row.try_get("due_at")?,
            procedure: serde_json::from_str(row.try_get("procedure")?)?,
        })
    }

    /// Where it stands in the lists of what has ended. Of what was forgotten before its end was known, by its last day.
    pub(crate) fn ended_at(&self) -> Option<i64> {
        let lost = || self.procedure.forgotten.then_some(self.due_at);
        self.procedure.closed.map(|(_, at)| at.as_microsecond()).or_else(lost)
    }

    /// How it ended, if it has.
    pub(crate) fn outcome(&self) -> Option<Outcome> {
        self.procedure.closed.map(|(outcome, _)| outcome)
    }
}

fn text_row(id: RequestId, purpose: TextPurpose) -> String {
    format!("{id}/{}", purpose.code())
}

impl Office {
    /// By when the answer is due (Art. 12(3)); provisional where a holiday list is missing.
    pub(crate) fn deadline(&self, procedure: &Procedure) -> Deadline {
        self.clock(procedure).due().clone()
    }

    /// Whole calendar days until the last day; negative when it is over.
    pub(crate) fn days_left(&self, due: jiff::civil::Date) -> i32 {
        let today = self.place.date(self.now());
        today.until(due).map_or(0, |span| span.get_days())
    }
}
