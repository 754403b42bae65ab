use super::Piece;
use crate::store::{Connection, RequestRow, instant};
use crate::vault::Key;
use crate::{Office, Result};
use domain::export::{ControllerFacts, Export, Original, RequestFacts, SCHEMA_VERSION, Vocabulary, distinct};
use domain::ids::{PieceId, RequestId};
use jiff::Timestamp;
use sqlx::Row;

/// A gathered piece as it rests.
pub(super) struct StoredPiece {
    pub(super) id: PieceId,
    pub(super) system: String,
    pub(super) sha256: String,
    pub(super) bytes: u64,
    pub(super) added: Timestamp,
    pub(super) blob: String,
}

impl StoredPiece {
    /// The pieces of a request, in the order in which they were added.
    pub(super) async fn of_request(db: &mut Connection, request: RequestId) -> Result<Vec<Self>> {
        let rows = sqlx::query("SELECT * FROM pieces WHERE request_id = $1 ORDER BY id")
            .bind(request.to_string())
            .fetch_all(db)
            .await?;
        let read = |row: &sqlx::any::AnyRow| {
            Ok(Self {
                id: row.try_get::<String, _>("id")?.parse()?,
                system: row.try_get("system")?,
                sha256: row.try_get("sha256")?,
                bytes: u64::try_from(row.try_get::<i64, _>("bytes")?).unwrap_or(0),
                added: instant(row.try_get("added_at")?)?,
                blob: row.try_get("blob")?,
            })
        };
        rows.iter().map(read).collect()
    }
}

impl Office {
    /// What people read for a system, if it is configured.
    pub(super) fn label(&self, system: &str) -> Option<&str> {
        self.operator.systems.iter().find(|known| known.id == system).map(|known| known.label.as_str())
    }

    /// `export.json` for what was gathered.
    pub(super) fn export_of(&self, row: &RequestRow, pieces: Vec<Piece>) -> Export {
        let originals = pieces.iter().zip(1..).map(|(piece, number)| Original {
            path: original_path(number, &piece.system),
            system: piece.system.clone(),
            sha256: piece.sha256.clone(),
            bytes: piece.bytes,
        });
        Export {
            schema_version: SCHEMA_VERSION.into(),
            context: Vocabulary::default(),
            request: RequestFacts {
                reference: row.reference.to_string(),
                right: row.procedure.right,
                article: row.procedure.right.article().into(),
                dpv: row.procedure.right.dpv().into(),
                received_at: row.procedure.received,
                due: row.due,
            },
            controller: ControllerFacts { name: self.operator.name.clone(), contact: self.operator.dpo.clone() },
            exported_at: self.now(),
            originals: originals.collect(),
            groups: distinct(pieces.into_iter().flat_map(|piece| piece.groups)),
        }
    }

    /// Lays the answer down as it is given: the export and the untouched inputs, sealed, by path.
    pub(super) async fn lay_package(
        &self,
        db: &mut Connection,
        row: &RequestRow,
        key: &Key,
        export: &Export,
    ) -> Result<()> {
        self.lay_file(db, row, key, "export.json", &serde_json::to_vec_pretty(export)?).await?;
        for (piece, number) in StoredPiece::of_request(db, row.id).await?.iter().zip(1..) {
            let original = self.open_file(key, &piece.blob).await?;
            self.lay_file(db, row, key, &original_path(number, &piece.system), &original).await?;
        }
        Ok(())
    }

    async fn lay_file(&self, db: &mut Connection, row: &RequestRow, key: &Key, path: &str, bytes: &[u8]) -> Result<()> {
        let blob = self.keep_file(key, "packages", bytes).await?;
        sqlx::query("INSERT INTO package_files (request_id, path, bytes, blob) VALUES ($1, $2, $3, $4)")
            .bind(row.id.to_string())
            .bind(path)
            .bind(i64::try_from(bytes.len()).unwrap_or(i64::MAX))
            .bind(blob)
            .execute(db)
            .await?;
        Ok(())
    }
}

fn original_path(number: usize, system: &str) -> String {
    format!("originals/{number}-{system}.json")
}
