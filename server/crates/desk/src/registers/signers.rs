//! The index of signers: keyed hashes alone, and only for as long as a controller wants it and a row is needed
//! (Art. 28(3)(a) and (g), 5(1)(e)).

use super::rows::{Columns, Parsed, rows};
use super::{ControllerRow, Imported};
use crate::store::Connection;
use crate::vault::{Mac, Purpose};
use crate::{Office, Result};
use domain::filing::Mailbox;
use domain::ids::ControllerId;
use jiff::civil::{Date, date};
use serde::Deserialize;
use sqlx::{AssertSqlSafe, Row};
use std::collections::{BTreeMap, HashMap};

/// How many rows go into the index with one statement. SQLite takes 32,766 values in one, PostgreSQL 65,535.
const BATCH: usize = 500;

#[derive(Deserialize)]
struct Line {
    email: String,
    controller_number: String,
    document: String,
    #[serde(default)]
    signed_on: String,
    #[serde(default)]
    keep_until: String,
}

/// A row of the index. Rows are put down in the order of their keys, as the engines' trees like best.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    mailbox: String,
    controller: String,
    document: String,
}

/// When somebody signed and until when that is kept, in days since 1970-01-01.
struct Dates {
    signed_on: Option<i64>,
    keep_until: Option<i64>,
}

type Entry = (Key, Dates);

/// What the index still knows on a day.
struct Limits {
    /// Rows are kept through this day at least.
    keep_until: i64,
    /// Rows were signed on this day at the earliest.
    signed_on: i64,
}

impl Limits {
    fn of(office: &Office) -> Self {
        let today = days(office.today());
        let signed_on = office.policy.signer_days.map_or(i64::MIN, |kept| today.saturating_sub(kept));
        Self { keep_until: today, signed_on }
    }
}

impl Office {
    /// Imports signers from CSV with the header `email,controller_number,document` and, if known, `signed_on` and
    /// `keep_until`; an empty date leaves the one that is known. Only keyed hashes are kept, and only for controllers that
    /// authorised an index, while their contract runs (Art. 28(3)(a) and (g)).
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn import_signers(&self, csv: impl std::io::Read + Send) -> Result<Imported> {
        let Parsed { good, bad } = self.read_signers(csv).await?;
        if !bad.is_empty() {
            return Ok(Imported { faults: bad, ..Imported::default() });
        }
        let rows = good.len();
        // Of two lines about the same document the later one counts.
        let entries: BTreeMap<Key, Dates> = good.into_iter().map(|(_, entry)| entry).collect();
        let entries: Vec<Entry> = entries.into_iter().collect();
        let mut imported = Imported::default();
        let mut tx = self.store.begin_write().await?;
        for batch in entries.chunks(BATCH) {
            let added = put(&mut tx, batch, "NOTHING").await?;
            imported.added += added;
            let is_dated = batch.iter().any(|(_, dates)| dates.signed_on.or(dates.keep_until).is_some());
            if added < batch.len() && is_dated {
                imported.changed += put(&mut tx, batch, REDATE).await?;
            }
        }
        tx.commit().await?;
        imported.unchanged = rows - imported.added - imported.changed;
        Ok(imported)
    }

    async fn read_signers(&self, csv: impl std::io::Read + Send) -> Result<Parsed<Entry>> {
        let mut db = self.store.pool().acquire().await?;
        let controllers: HashMap<String, ControllerRow> =
            ControllerRow::all(&mut db).await?.into_iter().map(|row| (row.number.clone(), row)).collect();
        drop(db);
        let today = self.today();
        let columns = Columns {
            required: vec!["email", "controller_number", "document"],
            optional: vec!["signed_on", "keep_until"],
        };
        let parse = |line: Line| {
            let mailbox = Mailbox::parse(&line.email).map_err(|_| format!("{:?} is no mail address", line.email))?;
            let number = line.controller_number;
            let controller =
                controllers.get(&number).ok_or_else(|| format!("no controller has the number {number:?}"))?;
            if controller.term.is_over(today) {
                return Err(format!("the contract with controller {number:?} has ended"));
            }
            if !controller.index_authorised {
                return Err(format!("controller {number:?} did not authorise an index of its signers"));
            }
            let key = Key {
                mailbox: mailbox_mac(self, &mailbox).0,
                controller: controller.id.to_string(),
                document: document_mac(self, &line.document).0,
            };
            let dates = Dates { signed_on: day(&line.signed_on)?, keep_until: day(&line.keep_until)? };
            Ok((key, dates))
        };
        Ok(rows(csv, &columns, parse))
    }

    /// Forgets all rows of a mailbox (Art. 17(1)), of every controller; how many there were.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn remove_signer(&self, mailbox: &Mailbox) -> Result<u64> {
        let removed = sqlx::query("DELETE FROM signers WHERE mailbox_mac = $1");
        Ok(removed.bind(mailbox_mac(self, mailbox).as_str()).execute(self.store.pool()).await?.rows_affected())
    }

    /// Forgets the rows that are over their time, and all of controllers that may have no index any more.
    pub(crate) async fn sweep_signers(&self) -> Result<()> {
        let (today, limits) = (self.today(), Limits::of(self));
        let mut db = self.store.pool().acquire().await?;
        for row in ControllerRow::all(&mut db).await? {
            if !row.may_index(today) {
                purge(&mut db, row.id).await?;
            }
        }
        for (sql, limit) in [
            ("DELETE FROM signers WHERE keep_until < $1", limits.keep_until),
            ("DELETE FROM signers WHERE signed_on < $1", limits.signed_on),
        ] {
            sqlx::query(sql).bind(limit).execute(&mut *db).await?;
        }
        Ok(())
    }
}

/// What is done with rows that are known already: their dates follow those of the file.
const REDATE: &str = "UPDATE SET signed_on = COALESCE(excluded.signed_on, signers.signed_on),
     keep_until = COALESCE(excluded.keep_until, signers.keep_until)
     WHERE signers.signed_on IS DISTINCT FROM COALESCE(excluded.signed_on, signers.signed_on)
     OR signers.keep_until IS DISTINCT FROM COALESCE(excluded.keep_until, signers.keep_until)";

/// Puts rows down with one statement; how many it changed.
async fn put(db: &mut Connection, rows: &[Entry], known: &str) -> Result<usize> {
    let places = |row: usize| {
        let first = 5 * row;
        format!("(${}, ${}, ${}, ${}, ${})", first + 1, first + 2, first + 3, first + 4, first + 5)
    };
    let places: Vec<String> = (0..rows.len()).map(places).collect();
    let sql = format!(
        "INSERT INTO signers (mailbox_mac, controller_id, document_mac, signed_on, keep_until) VALUES {}
         ON CONFLICT (mailbox_mac, controller_id, document_mac) DO {known}",
        places.join(", ")
    );
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for (key, dates) in rows {
        query = query.bind(&key.mailbox).bind(&key.controller).bind(&key.document);
        query = query.bind(dates.signed_on).bind(dates.keep_until);
    }
    Ok(usize::try_from(query.execute(db).await?.rows_affected()).unwrap_or(rows.len()))
}

/// Forgets the signers of a controller.
pub(super) async fn purge(db: &mut Connection, controller: ControllerId) -> Result<()> {
    let purged = sqlx::query("DELETE FROM signers WHERE controller_id = $1");
    purged.bind(controller.to_string()).execute(db).await?;
    Ok(())
}

/// Days since 1970-01-01.
fn days(day: Date) -> i64 {
    day.duration_since(date(1970, 1, 1)).as_hours() / 24
}

fn day(text: &str) -> std::result::Result<Option<i64>, String> {
    let read = || text.parse().map(days).map_err(|_| format!("{text:?} is no date such as 2026-03-27"));
    if text.is_empty() { Ok(None) } else { read().map(Some) }
}

fn mailbox_mac(office: &Office, mailbox: &Mailbox) -> Mac {
    office.vault.purpose(Purpose::Signers).mac(&format!("mailbox\n{}", mailbox.normalised()))
}

/// A document reference in one form: letters and digits alone, upper case, since people copy it from paper.
pub(crate) fn document_mac(office: &Office, document: &str) -> Mac {
    let plain: String = document.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    office.vault.purpose(Purpose::Signers).mac(&format!("document\n{plain}"))
}

/// The controllers that the index knows with a mailbox, each with its documents: no row that is over its time, and nobody
/// whose contract is. Ask only once the mailbox is proven.
pub(crate) async fn matches(
    office: &Office,
    db: &mut Connection,
    mailbox: &Mailbox,
) -> Result<Vec<(ControllerRow, Vec<Mac>)>> {
    let limits = Limits::of(office);
    let found = sqlx::query(
        "SELECT controller_id, document_mac FROM signers WHERE mailbox_mac = $1
         AND (keep_until IS NULL OR keep_until >= $2) AND (signed_on IS NULL OR signed_on >= $3)
         ORDER BY controller_id",
    )
    .bind(mailbox_mac(office, mailbox).as_str())
    .bind(limits.keep_until)
    .bind(limits.signed_on)
    .fetch_all(&mut *db)
    .await?;
    let mut matches: Vec<(ControllerRow, Vec<Mac>)> = Vec::new();
    for row in found {
        let id: ControllerId = row.try_get::<String, _>("controller_id")?.parse()?;
        let document = Mac(row.try_get("document_mac")?);
        match matches.last_mut() {
            Some((last, documents)) if last.id == id => documents.push(document),
            _ => matches.push((ControllerRow::by_id(db, id).await?, vec![document])),
        }
    }
    let today = office.today();
    matches.retain(|(controller, _)| controller.may_index(today));
    Ok(matches)
}
