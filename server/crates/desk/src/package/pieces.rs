use crate::files::Kept;
use crate::store::{Connection, RequestRow, instant};
use crate::vault::{Key, Spot};
use crate::{DeskError, Office, Result};
use domain::export::{Format, Group};
use domain::ids::PieceId;
use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

/// A gathered piece as it rests.
#[derive(Debug, Clone)]
pub(crate) struct StoredPiece {
    pub(crate) id: PieceId,
    pub(crate) system: String,
    pub(crate) format: Format,
    /// The name of its file; empty if it was pasted.
    pub(crate) name: String,
    pub(crate) added: Timestamp,
    pub(crate) kept: Kept,
}

impl StoredPiece {
    /// The pieces of a request, in the order in which they were added.
    pub(crate) async fn of_request(db: &mut Connection, request: &RequestRow, key: &Key) -> Result<Vec<Self>> {
        let rows = sqlx::query("SELECT * FROM pieces WHERE request_id = $1 ORDER BY id")
            .bind(request.id.to_string())
            .fetch_all(db)
            .await?;
        rows.iter().map(|row| Self::read(row, key)).collect()
    }

    fn read(row: &AnyRow, key: &Key) -> Result<Self> {
        let (id, format): (String, String) = (row.try_get("id")?, row.try_get("format")?);
        let name = match row.try_get::<Option<Vec<u8>>, _>("name")? {
            Some(sealed) => {
                String::from_utf8(key.open(name_spot(&id), &sealed)?.to_vec()).map_err(DeskError::internal)?
            }
            None => String::new(),
        };
        Ok(Self {
            id: id.parse()?,
            system: row.try_get("system")?,
            format: Format::from_code(&format).ok_or_else(|| DeskError::internal("a piece of unknown form"))?,
            name,
            added: instant(row.try_get("added_at")?)?,
            kept: Kept::read(row)?,
        })
    }

    /// The data in it, read anew from the untouched input. Their size was limited when they came.
    pub(crate) async fn groups(&self, office: &Office, key: &Key) -> Result<Vec<Group>> {
        if !self.format.is_data() {
            return Ok(Vec::new());
        }
        let input = office.open_file(key, &self.kept).await?;
        Ok(self.format.groups(&self.system, office.called(&self.system), &input)?)
    }
}

/// Where the sealed name of a piece's file lies.
pub(crate) fn name_spot(id: &str) -> Spot<'_> {
    Spot("pieces", id, "name")
}

impl Office {
    /// What people read for a system, if it is configured.
    pub(crate) fn label(&self, system: &str) -> Option<&str> {
        self.operator.systems.iter().find(|known| known.id == system).map(|known| known.label.as_str())
    }

    /// What people read for a system; one that is no longer configured is called by its id.
    pub(crate) fn called<'a>(&'a self, system: &'a str) -> &'a str {
        self.label(system).unwrap_or(system)
    }
}
