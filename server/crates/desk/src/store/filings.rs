use super::{Connection, instant};
use crate::store::Store;
use crate::vault::{Key, Mac, Spot};
use crate::{DeskError, Result};
use domain::filing::{Contact, Signing};
use domain::ids::FilingId;
use domain::words::{Channel, Language, Relationship};
use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

/// A filing as it rests: what is personal in it is sealed under its key.
pub(crate) struct FilingRow {
    pub(crate) id: FilingId,
    pub(crate) draft: String,
    pub(crate) received: Timestamp,
    pub(crate) channel: Channel,
    pub(crate) relationship: Relationship,
    pub(crate) language: Language,
    /// Of whoever filed it by letter and gave none, nothing: it is stored as an empty text, which is no hash of any.
    pub(crate) mailbox: Option<Mac>,
    /// Of the name under which it was filed, with the mailbox: several people may use one. Nothing, where there is no
    /// mailbox, and for what was filed before names were kept: there the mailbox alone counts.
    pub(crate) person: Option<Mac>,
    pub(crate) contact: Vec<u8>,
    pub(crate) signing: Vec<u8>,
    /// The code that proves the mailbox; empty where nobody was sent one.
    pub(crate) challenge: String,
}

impl FilingRow {
    pub(crate) async fn insert(&self, db: &mut Connection) -> Result<()> {
        sqlx::query(
            "INSERT INTO filings (id, draft, received_at, channel, relationship, language, mailbox_mac, contact,
             signing, challenge_id, person_mac) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        )
        .bind(self.id.to_string())
        .bind(&self.draft)
        .bind(self.received.as_microsecond())
        .bind(self.channel.code())
        .bind(self.relationship.code())
        .bind(self.language.code())
        .bind(self.mailbox.as_ref().map_or("", Mac::as_str))
        .bind(self.contact.as_slice())
        .bind(self.signing.as_slice())
        .bind(&self.challenge)
        .bind(self.person.as_ref().map_or("", Mac::as_str))
        .execute(db)
        .await?;
        Ok(())
    }

    pub(crate) async fn by_id(db: &mut Connection, id: FilingId) -> Result<Self> {
        let row = sqlx::query("SELECT * FROM filings WHERE id = $1").bind(id.to_string()).fetch_one(db).await?;
        Self::read(&row)
    }

    /// The filing that this draft became.
    pub(crate) async fn by_draft(db: &mut Connection, number: &str) -> Result<Option<Self>> {
        let row = sqlx::query("SELECT * FROM filings WHERE draft = $1").bind(number).fetch_optional(db).await?;
        row.as_ref().map(Self::read).transpose()
    }

    /// The filings under a mailbox, newest first.
    pub(crate) async fn by_mailbox(db: &mut Connection, mailbox: &Mac) -> Result<Vec<Self>> {
        let rows = sqlx::query("SELECT * FROM filings WHERE mailbox_mac = $1 ORDER BY received_at DESC, id DESC")
            .bind(mailbox.as_str())
            .fetch_all(db)
            .await?;
        rows.iter().map(Self::read).collect()
    }

    pub(crate) fn contact_spot(id: &str) -> Spot<'_> {
        Spot("filings", id, "contact")
    }

    pub(crate) fn signing_spot(id: &str) -> Spot<'_> {
        Spot("filings", id, "signing")
    }

    /// Who asks.
    pub(crate) fn open_contact(&self, key: &Key) -> Result<Contact> {
        key.open_json(Self::contact_spot(&self.id.to_string()), &self.contact)
    }

    /// What a signer said about the signing.
    pub(crate) fn open_signing(&self, key: &Key) -> Result<Signing> {
        key.open_json(Self::signing_spot(&self.id.to_string()), &self.signing)
    }

    fn read(row: &AnyRow) -> Result<Self> {
        Ok(Self {
            id: row.try_get::<String, _>("id")?.parse()?,
            draft: row.try_get("draft")?,
            received: instant(row.try_get("received_at")?)?,
            channel: word(row, "channel", Channel::from_code)?,
            relationship: word(row, "relationship", Relationship::from_code)?,
            language: word(row, "language", Language::from_code)?,
            mailbox: mac(row, "mailbox_mac")?,
            person: mac(row, "person_mac")?,
            contact: row.try_get("contact")?,
            signing: row.try_get("signing")?,
            challenge: row.try_get("challenge_id")?,
        })
    }
}

impl Store {
    /// Whether anybody filed anything, also if it is over its time and gone by now.
    pub(crate) async fn held_filings(&self) -> Result<bool> {
        Ok(sqlx::query("SELECT id FROM filings UNION ALL SELECT note FROM prunings LIMIT 1")
            .fetch_optional(self.pool())
            .await?
            .is_some())
    }
}

/// A keyed hash, of which an empty text is none.
fn mac(row: &AnyRow, column: &'static str) -> Result<Option<Mac>> {
    Ok(Some(Mac(row.try_get(column)?)).filter(|mac| !mac.as_str().is_empty()))
}

/// A column that holds the code of a word.
pub(super) fn word<T>(row: &AnyRow, column: &'static str, from_code: fn(&str) -> Option<T>) -> Result<T> {
    let code: String = row.try_get(column)?;
    from_code(&code).ok_or_else(|| DeskError::internal(format!("column {column} holds the unknown code {code}")))
}
