use super::ContactRow;
use crate::store::Connection;
use crate::{DeskError, Office, Result};
use domain::contact::ContactStanding;
use domain::controller::{DeliveryChannel, Processing, Record, Term};
use domain::ids::ControllerId;
use domain::law::{MemberState, Place};
use domain::words::Language;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use sqlx::Row;
use sqlx::any::AnyRow;
use std::str::FromStr;

/// A controller as it rests.
#[derive(Debug, Clone)]
pub(crate) struct ControllerRow {
    pub(crate) id: ControllerId,
    pub(crate) record: Record,
}

impl std::ops::Deref for ControllerRow {
    type Target = Record;

    fn deref(&self) -> &Record {
        &self.record
    }
}

impl ControllerRow {
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

    /// Puts it down, or what changed of it.
    pub(super) async fn write(&self, db: &mut Connection, now: Timestamp) -> Result<()> {
        sqlx::query(
            "INSERT INTO controllers (id, number, name, member_state, language, may_name, index_authorised, mandates,
             channel, endpoint, public_key, contract_reference, contract_start, contract_end, processing_categories,
             third_country_transfers, security_measures, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
             ON CONFLICT (id) DO UPDATE SET name = excluded.name, member_state = excluded.member_state,
             language = excluded.language, may_name = excluded.may_name, index_authorised = excluded.index_authorised,
             mandates = excluded.mandates, channel = excluded.channel, endpoint = excluded.endpoint,
             public_key = excluded.public_key, contract_reference = excluded.contract_reference,
             contract_start = excluded.contract_start, contract_end = excluded.contract_end,
             processing_categories = excluded.processing_categories,
             third_country_transfers = excluded.third_country_transfers,
             security_measures = excluded.security_measures",
        )
        .bind(self.id.to_string())
        .bind(&self.number)
        .bind(&self.name)
        .bind(self.member_state.code())
        .bind(self.language.code())
        .bind(i64::from(self.may_name))
        .bind(i64::from(self.index_authorised))
        .bind(serde_json::to_string(&self.mandates)?)
        .bind(self.channel.code())
        .bind(self.endpoint.as_ref().map(ToString::to_string))
        .bind(self.public_key.map(|key| key.to_string()))
        .bind(&self.contract)
        .bind(self.term.start().map(|day| day.to_string()))
        .bind(self.term.end().map(|day| day.to_string()))
        .bind(&self.processing.categories)
        .bind(&self.processing.transfers)
        .bind(&self.processing.security)
        .bind(now.as_microsecond())
        .execute(db)
        .await?;
        Ok(())
    }

    fn read(row: &AnyRow) -> Result<Self> {
        let member_state: String = row.try_get("member_state")?;
        let (language, channel): (String, String) = (row.try_get("language")?, row.try_get("channel")?);
        let term = Term::new(parsed(row, "contract_start")?, parsed(row, "contract_end")?);
        let record = Record {
            number: row.try_get("number")?,
            name: row.try_get("name")?,
            member_state: MemberState::parse(&member_state).map_err(DeskError::internal)?,
            language: Language::from_code(&language).ok_or_else(|| DeskError::internal("unknown language"))?,
            may_name: row.try_get::<i64, _>("may_name")? != 0,
            index_authorised: row.try_get::<i64, _>("index_authorised")? != 0,
            mandates: serde_json::from_str(row.try_get("mandates")?)?,
            channel: DeliveryChannel::from_code(&channel).ok_or_else(|| DeskError::internal("unknown channel"))?,
            endpoint: parsed(row, "endpoint")?,
            public_key: parsed(row, "public_key")?,
            contract: row.try_get("contract_reference")?,
            term: term.map_err(DeskError::internal)?,
            processing: Processing {
                categories: row.try_get("processing_categories")?,
                transfers: row.try_get("third_country_transfers")?,
                security: row.try_get("security_measures")?,
            },
        };
        Ok(Self { id: row.try_get::<String, _>("id")?.parse()?, record })
    }
}

/// What a column holds as text, if it holds anything.
fn parsed<T>(row: &AnyRow, column: &str) -> Result<Option<T>>
where
    T: FromStr<Err: std::error::Error + Send + Sync + 'static>,
{
    let text: Option<String> = row.try_get(column)?;
    text.map(|text| text.parse().map_err(DeskError::internal)).transpose()
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
