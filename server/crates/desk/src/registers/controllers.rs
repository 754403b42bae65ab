use super::rows::{rows, yes};
use super::{ContactRow, Imported};
use crate::store::Connection;
use crate::{DeskError, Office, Result};
use domain::contact::{ContactStanding, Giver};
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
    #[serde(default)]
    contact_checked: String,
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
    checked: Option<String>,
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
            checked: Some(line.contact_checked).filter(|how| !how.is_empty()),
            number: line.number,
            name: line.name,
        })
    }
}

impl Office {
    /// Imports controllers from CSV with the header
    /// `number,name,member_state,language,email,may_name_controller,index_authorised`; `number` identifies them. A
    /// controller that takes its authorisation for an index back loses its index. A contact waits for staff to confirm it,
    /// unless it is the first of a controller and a further column `contact_checked` says how the controller was asked.
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
            let known = ControllerRow::by_number(&mut tx, &entry.number).await?;
            let id = known.as_ref().map_or_else(|| ControllerId(self.random.id(self.now())), |known| known.id);
            let is_said = known.as_ref().is_some_and(|known| known.says(&entry));
            if !is_said {
                self.write_controller(&mut tx, id, &entry).await?;
            }
            let is_reached = self.import_contact(&mut tx, id, &entry).await?;
            match known {
                None => imported.added += 1,
                Some(_) if is_said && is_reached => imported.unchanged += 1,
                Some(_) => imported.changed += 1,
            }
        }
        tx.commit().await?;
        Ok(imported)
    }

    async fn write_controller(&self, db: &mut Connection, id: ControllerId, entry: &Entry) -> Result<()> {
        let text = id.to_string();
        sqlx::query(
            "INSERT INTO controllers (id, number, name, member_state, language, may_name, index_authorised, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
             ON CONFLICT (id) DO UPDATE SET name = excluded.name, member_state = excluded.member_state,
             language = excluded.language, may_name = excluded.may_name, index_authorised = excluded.index_authorised",
        )
        .bind(&text)
        .bind(&entry.number)
        .bind(&entry.name)
        .bind(entry.member_state.code())
        .bind(entry.language.code())
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

    /// Gives the contact of a row, unless it is known; whether it was.
    async fn import_contact(&self, db: &mut Connection, id: ControllerId, entry: &Entry) -> Result<bool> {
        let confirmed = ContactRow::find(db, id, ContactStanding::Confirmed).await?;
        let waiting = ContactRow::find(db, id, ContactStanding::Proposed).await?;
        let is_first = confirmed.is_none();
        // What waits is what was said last: a row that names the old contact again takes nothing back.
        if confirmed.iter().chain(&waiting).any(|row| row.is(self, &entry.contact)) {
            return Ok(true);
        }
        let contact = self.give_contact(db, id, &entry.contact, Giver::Operator).await?;
        if let Some(how) = entry.checked.as_deref().filter(|_| is_first) {
            let contact = ContactRow::by_id(db, contact).await?;
            self.confirm_contact(db, &contact, Giver::Operator, how).await?;
        }
        Ok(false)
    }
}

impl ControllerRow {
    fn says(&self, entry: &Entry) -> bool {
        self.name == entry.name
            && self.member_state == entry.member_state
            && self.language == entry.language
            && self.may_name == entry.may_name
            && self.index_authorised == entry.index_authorised
    }

    /// Where its notices go, once staff confirmed it.
    pub(crate) async fn contact(&self, db: &mut Connection) -> Result<Option<ContactRow>> {
        ContactRow::find(db, self.id, ContactStanding::Confirmed).await
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

    /// Those whose name or number contains `words`, in either case, by name; all when it is empty.
    pub(crate) async fn called(db: &mut Connection, words: &str) -> Result<Vec<Self>> {
        let words = words.trim().to_lowercase();
        let mut found = Self::all(db).await?;
        found.retain(|row| row.name.to_lowercase().contains(&words) || row.number.to_lowercase().contains(&words));
        Ok(found)
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
