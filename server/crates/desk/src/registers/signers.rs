use super::rows::{Columns, Parsed, rows};
use super::{ControllerRow, Imported};
use crate::store::Connection;
use crate::vault::{Mac, Purpose};
use crate::{Office, Result};
use domain::filing::Mailbox;
use domain::ids::ControllerId;
use serde::Deserialize;
use sqlx::Row;
use std::collections::HashMap;

#[derive(Deserialize)]
struct Line {
    email: String,
    controller_number: String,
    document: String,
}

impl Office {
    /// Imports signers from CSV with the header `email,controller_number,document`; only keyed hashes are kept, and only
    /// for controllers that authorised an index (Art. 28(3)(a)).
    pub async fn import_signers(&self, csv: impl std::io::Read + Send) -> Result<Imported> {
        let mut db = self.store.pool().acquire().await?;
        let controllers: HashMap<String, ControllerRow> =
            ControllerRow::all(&mut db).await?.into_iter().map(|row| (row.number.clone(), row)).collect();
        drop(db);
        let parse = |line: Line| {
            let mailbox = Mailbox::parse(&line.email).map_err(|_| format!("{:?} is no mail address", line.email))?;
            let number = line.controller_number;
            let controller =
                controllers.get(&number).ok_or_else(|| format!("no controller has the number {number:?}"))?;
            if !controller.index_authorised {
                return Err(format!("controller {number:?} did not authorise an index of its signers"));
            }
            Ok((mailbox, controller.id, line.document))
        };
        let columns = Columns { required: vec!["email", "controller_number", "document"], optional: Vec::new() };
        let Parsed { good, bad } = rows(csv, &columns, parse);
        if !bad.is_empty() {
            return Ok(Imported { faults: bad, ..Imported::default() });
        }
        let mut imported = Imported::default();
        let mut tx = self.store.begin_write().await?;
        for (_, (mailbox, controller, document)) in good {
            let added = sqlx::query(
                "INSERT INTO signers (mailbox_mac, controller_id, document_mac) VALUES ($1, $2, $3)
                 ON CONFLICT (mailbox_mac, controller_id, document_mac) DO NOTHING",
            )
            .bind(mailbox_mac(self, &mailbox).as_str())
            .bind(controller.to_string())
            .bind(document_mac(self, &document).as_str())
            .execute(&mut *tx)
            .await?;
            if added.rows_affected() == 1 { imported.added += 1 } else { imported.unchanged += 1 }
        }
        tx.commit().await?;
        Ok(imported)
    }
}

/// Forgets the signers of a controller: without its instruction there is no index (Art. 28(3)(a)).
pub(super) async fn purge(db: &mut Connection, controller: ControllerId) -> Result<()> {
    let purged = sqlx::query("DELETE FROM signers WHERE controller_id = $1");
    purged.bind(controller.to_string()).execute(db).await?;
    Ok(())
}

fn mailbox_mac(office: &Office, mailbox: &Mailbox) -> Mac {
    office.vault.purpose(Purpose::Signers).mac(&format!("mailbox\n{}", mailbox.normalised()))
}

/// A document reference in one form: letters and digits alone, upper case, since people copy it from paper.
pub(crate) fn document_mac(office: &Office, document: &str) -> Mac {
    let plain: String = document.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    office.vault.purpose(Purpose::Signers).mac(&format!("document\n{plain}"))
}

/// The controllers that the index knows with a mailbox, each with its documents. Ask only once the mailbox is proven.
pub(crate) async fn matches(
    office: &Office,
    db: &mut Connection,
    mailbox: &Mailbox,
) -> Result<Vec<(ControllerId, Vec<Mac>)>> {
    let found =
        sqlx::query("SELECT controller_id, document_mac FROM signers WHERE mailbox_mac = $1 ORDER BY controller_id")
            .bind(mailbox_mac(office, mailbox).as_str())
            .fetch_all(db)
            .await?;
    let mut matches: Vec<(ControllerId, Vec<Mac>)> = Vec::new();
    for row in found {
        let id: ControllerId = row.try_get::<String, _>("controller_id")?.parse()?;
        let document = Mac(row.try_get("document_mac")?);
        match matches.last_mut() {
            Some((last, documents)) if *last == id => documents.push(document),
            _ => matches.push((id, vec![document])),
        }
    }
    Ok(matches)
}
