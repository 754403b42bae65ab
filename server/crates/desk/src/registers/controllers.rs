use super::Imported;
use super::rows::{rows, yes};
use crate::store::Connection;
use crate::vault::{Mac, Purpose, Spot};
use crate::{DeskError, Office, Result};
use domain::filing::Mailbox;
use domain::ids::ControllerId;
use domain::law::{Calendar, MemberState, Place};
use domain::words::Language;
use jiff::Timestamp;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use sqlx::Row;
use sqlx::any::AnyRow;

/// A controller as it rests.
#[derive(Debug, Clone)]
pub(crate) struct ControllerRow {
    pub(crate) id: ControllerId,
    pub(crate) number: String,
    pub(crate) name: String,
    pub(crate) member_state: MemberState,
    pub(crate) language: Language,
    pub(crate) may_name: bool,
    pub(crate) index_authorised: bool,
    contact: Vec<u8>,
    contact_mac: Mac,
}

#[derive(Deserialize)]
struct Line {
    number: String,
    name: String,
    member_state: String,
    language: String,
    email: String,
    may_name_controller: String,
    index_authorised: String,
}

/// A line that says something.
struct Entry {
    number: String,
    name: String,
    member_state: MemberState,
    language: Language,
    contact: Mailbox,
    may_name: bool,
    index_authorised: bool,
}

impl Entry {
    fn parse(line: Line) -> std::result::Result<Self, String> {
        if line.number.is_empty() || line.name.is_empty() {
            return Err("number and name must not be empty".into());
        }
        let member_state = MemberState::parse(&line.member_state).map_err(|error| error.to_string())?;
        if !Calendar::bundled().knows(member_state) {
            return Err(format!("{:?} is no state to which the GDPR applies", line.member_state));
        }
        Ok(Self {
            member_state,
            language: Language::from_code(&line.language.to_lowercase())
                .ok_or_else(|| format!("language {:?} is not one of nl, en", line.language))?,
            contact: Mailbox::parse(&line.email).map_err(|_| format!("{:?} is no mail address", line.email))?,
            may_name: yes(&line.may_name_controller)?,
            index_authorised: yes(&line.index_authorised)?,
            number: line.number,
            name: line.name,
        })
    }
}

impl Office {
    /// Imports controllers from CSV with the header
    /// `number,name,member_state,language,email,may_name_controller,index_authorised`; `number` identifies them. A
    /// controller that takes its authorisation for an index back loses its index.
    pub async fn import_controllers(&self, csv: impl std::io::Read + Send) -> Result<Imported> {
        let entries = match rows(csv, Entry::parse) {
            Ok(entries) => entries,
            Err(faults) => {
                return Ok(Imported { faults, ..Imported::default() });
            }
        };
        let mut imported = Imported::default();
        let mut tx = self.store.begin_write().await?;
        for (_, entry) in entries {
            match ControllerRow::by_number(&mut tx, &entry.number).await? {
                Some(known) if known.says(self, &entry) => imported.unchanged += 1,
                Some(known) => {
                    self.write_controller(&mut tx, known.id, &entry).await?;
                    imported.changed += 1;
                }
                None => {
                    self.write_controller(&mut tx, ControllerId(self.random.id(self.now())), &entry).await?;
                    imported.added += 1;
                }
            }
        }
        tx.commit().await?;
        Ok(imported)
    }

    async fn write_controller(&self, db: &mut Connection, id: ControllerId, entry: &Entry) -> Result<()> {
        let key = self.vault.purpose(Purpose::Controllers);
        let text = id.to_string();
        sqlx::query(
            "INSERT INTO controllers (id, number, name, member_state, language, contact, contact_mac, may_name,
             index_authorised, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
             ON CONFLICT (id) DO UPDATE SET name = excluded.name, member_state = excluded.member_state,
             language = excluded.language, contact = excluded.contact, contact_mac = excluded.contact_mac,
             may_name = excluded.may_name, index_authorised = excluded.index_authorised",
        )
        .bind(&text)
        .bind(&entry.number)
        .bind(&entry.name)
        .bind(entry.member_state.code())
        .bind(entry.language.code())
        .bind(self.vault.seal(key, ControllerRow::contact_spot(&text), entry.contact.as_str().as_bytes()))
        .bind(key.mac(entry.contact.as_str()).as_str())
        .bind(i64::from(entry.may_name))
        .bind(i64::from(entry.index_authorised))
        .bind(self.now().as_microsecond())
        .execute(&mut *db)
        .await?;
        if !entry.index_authorised {
            sqlx::query("DELETE FROM signers WHERE controller_id = $1").bind(&text).execute(db).await?;
        }
        Ok(())
    }
}

impl ControllerRow {
    fn contact_spot(id: &str) -> Spot<'_> {
        Spot("controllers", id, "contact")
    }

    fn says(&self, office: &Office, entry: &Entry) -> bool {
        let contact = office.vault.purpose(Purpose::Controllers).mac(entry.contact.as_str());
        self.name == entry.name
            && self.member_state == entry.member_state
            && self.language == entry.language
            && self.may_name == entry.may_name
            && self.index_authorised == entry.index_authorised
            && self.contact_mac == contact
    }

    /// To whom notices go.
    pub(crate) fn contact(&self, office: &Office) -> Result<Mailbox> {
        let key = office.vault.purpose(Purpose::Controllers);
        let plain = key.open(Self::contact_spot(&self.id.to_string()), &self.contact)?;
        let text = std::str::from_utf8(&plain).map_err(DeskError::internal)?;
        Mailbox::parse(text).map_err(|_| DeskError::internal("a controller's contact is no address"))
    }

    /// The member state whose holidays count for this controller, in the operator's time zone: the register knows none
    /// of its own.
    pub(crate) fn place(&self, office: &Office) -> Place {
        Place { member_state: self.member_state, zone: office.place().zone.clone() }
    }

    pub(crate) async fn by_id(db: &mut Connection, id: ControllerId) -> Result<Self> {
        let row = sqlx::query("SELECT * FROM controllers WHERE id = $1").bind(id.to_string()).fetch_one(db).await?;
        Self::read(&row)
    }

    pub(crate) async fn by_number(db: &mut Connection, number: &str) -> Result<Option<Self>> {
        let row = sqlx::query("SELECT * FROM controllers WHERE number = $1").bind(number).fetch_optional(db).await?;
        row.as_ref().map(Self::read).transpose()
    }

    /// The controller to whom this link was mailed, while it is good.
    pub(crate) async fn by_link(db: &mut Connection, token: &str, now: Timestamp) -> Result<Option<Self>> {
        let row = sqlx::query(
            "SELECT c.* FROM controllers c JOIN links l ON l.controller_id = c.id
             WHERE l.token_hash = $1 AND l.expires_at > $2",
        )
        .bind(link_hash(token))
        .bind(now.as_microsecond())
        .fetch_optional(db)
        .await?;
        row.as_ref().map(Self::read).transpose()
    }

    /// All controllers, by name.
    pub(crate) async fn all(db: &mut Connection) -> Result<Vec<Self>> {
        let rows = sqlx::query("SELECT * FROM controllers ORDER BY id").fetch_all(db).await?;
        let mut found: Vec<Self> = rows.iter().map(Self::read).collect::<Result<_>>()?;
        // The engines collate text differently, so names are sorted here.
        found.sort_by_cached_key(|controller| controller.name.to_lowercase());
        Ok(found)
    }

    fn read(row: &AnyRow) -> Result<Self> {
        let member_state: String = row.try_get("member_state")?;
        let language: String = row.try_get("language")?;
        Ok(Self {
            id: row.try_get::<String, _>("id")?.parse()?,
            number: row.try_get("number")?,
            name: row.try_get("name")?,
            member_state: MemberState::parse(&member_state).map_err(DeskError::internal)?,
            language: Language::from_code(&language).ok_or_else(|| DeskError::internal("unknown language"))?,
            may_name: row.try_get::<i64, _>("may_name")? != 0,
            index_authorised: row.try_get::<i64, _>("index_authorised")? != 0,
            contact: row.try_get("contact")?,
            contact_mac: Mac(row.try_get("contact_mac")?),
        })
    }
}

/// Links are long and random: a plain hash keeps a copy of the database from opening them.
fn link_hash(token: &str) -> String {
    hex::encode(Sha256::digest(token))
}

/// Makes a link for a controller, good for `days` from now.
pub(crate) async fn new_link(office: &Office, db: &mut Connection, id: ControllerId, days: i64) -> Result<String> {
    let token = hex::encode(office.random.bytes::<24>());
    let hours = jiff::SignedDuration::from_hours(days.saturating_mul(24));
    let until = office.now().checked_add(hours).map_err(DeskError::internal)?;
    sqlx::query("INSERT INTO links (token_hash, controller_id, expires_at) VALUES ($1, $2, $3)")
        .bind(link_hash(&token))
        .bind(id.to_string())
        .bind(until.as_microsecond())
        .execute(db)
        .await?;
    Ok(token)
}
