//! Facts that the operator and the person both know. At rest there is a keyed hash of each and nothing else, until they
//! were given; what the person typed is compared and not kept.

use crate::post::{Errand, put};
use crate::store::Connection;
use crate::subject::SubjectDesk;
use crate::vault::{Key, Mac, Scope, Spot};
use crate::{DeskError, Result, StaffDesk};
use domain::identity::{FactId, all_equal};
use domain::ids::{MessageId, RequestId};
use domain::procedure::{Command, Refusal};
use domain::reference::Reference;
use sqlx::Row;
use std::collections::BTreeMap;

/// What came of giving facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// All are right.
    Matched,
    /// Not all are. Which is not told, and nobody knows.
    Wrong {
        /// How often they can still be given.
        left: u8,
    },
}

type Hashes = BTreeMap<FactId, Mac>;

impl StaffDesk {
    /// Asks the person for facts, and puts down what staff know of each. Of that nothing but a keyed hash is kept.
    ///
    /// # Errors
    /// `NotFound`, `Conflict`, `Facts` with what is wrong with which, or a refusal.
    pub async fn ask_facts(&self, reference: &Reference, seen: i64, expected: &BTreeMap<FactId, String>) -> Result<()> {
        let office = self.office();
        let mut tx = office.store.begin_write().await?;
        let mut row = self.seen(&mut tx, reference, seen).await?;
        let question = MessageId(office.random.id(office.now()));
        let facts = expected.keys().cloned().collect();
        row.act(office, &mut tx, Command::AskFacts { by: self.who(), question, facts }).await?;
        let key = office.vault.key(Scope::Request(row.id)).await?;
        let normal = office.policy.identity.normal(expected).map_err(DeskError::Facts)?;
        let id = row.id.to_string();
        sqlx::query(
            "INSERT INTO expected_facts (request_id, body) VALUES ($1, $2)
             ON CONFLICT (request_id) DO UPDATE SET body = excluded.body",
        )
        .bind(&id)
        .bind(office.vault.seal_json(&key, spot(&id), &hashes(&key, &normal))?)
        .execute(&mut *tx)
        .await?;
        put(office, &mut tx, &Errand::Asked { request: row.id, message: question }).await?;
        tx.commit().await?;
        office.wake.notify_one();
        Ok(())
    }
}

impl SubjectDesk {
    /// Gives the facts that were asked. What is no fact of its kind is told, and counts as no try; what is one is compared,
    /// all of it, and forgotten.
    ///
    /// # Errors
    /// `NotFound`, `Facts` with what is wrong with which as typed, or a refusal once they cannot be given any more.
    pub async fn give_facts(&self, reference: &Reference, given: &BTreeMap<FactId, String>) -> Result<Given> {
        let office = self.office();
        let mut tx = office.store.begin_write().await?;
        let mut row = self.row(&mut tx, reference).await?;
        let round = row.procedure.proving.facts.clone().filter(|round| round.is_open());
        let asked = round.ok_or(Refusal::FactsNotAsked)?.facts;
        let typed = asked.into_iter().map(|id| (id.clone(), given.get(&id).cloned().unwrap_or_default())).collect();
        let normal = office.policy.identity.normal(&typed).map_err(DeskError::Facts)?;
        let key = office.vault.key(Scope::Request(row.id)).await?;
        let is_match = is_match(&expected(&mut tx, row.id, &key).await?, &hashes(&key, &normal));
        row.act(office, &mut tx, Command::GiveFacts { is_match }).await?;
        let left = row.procedure.proving.facts.as_ref().map_or(0, |round| round.left);
        tx.commit().await?;
        Ok(if is_match { Given::Matched } else { Given::Wrong { left } })
    }
}

pub(super) async fn forget(db: &mut Connection, request: RequestId) -> Result<()> {
    sqlx::query("DELETE FROM expected_facts WHERE request_id = $1").bind(request.to_string()).execute(db).await?;
    Ok(())
}

async fn expected(db: &mut Connection, request: RequestId, key: &Key) -> Result<Hashes> {
    let id = request.to_string();
    let row = sqlx::query("SELECT body FROM expected_facts WHERE request_id = $1").bind(&id).fetch_one(db).await?;
    key.open_json(spot(&id), &row.try_get::<Vec<u8>, _>("body")?)
}

/// Whether each expected fact was given, as it is. All are compared, whatever was found before.
fn is_match(expected: &Hashes, given: &Hashes) -> bool {
    let same = expected.keys().eq(given.keys());
    let pairs = expected.values().zip(given.values());
    same & all_equal(pairs.map(|(one, other)| (one.as_str().as_bytes(), other.as_str().as_bytes())))
}

/// Each under its own name, so that the same digits in two places do not look alike.
fn hashes(key: &Key, facts: &BTreeMap<FactId, String>) -> Hashes {
    let key = key.derive("facts");
    facts.iter().map(|(id, text)| (id.clone(), key.mac(&format!("{}\0{text}", id.0)))).collect()
}

fn spot(request: &str) -> Spot<'_> {
    Spot("expected_facts", request, "body")
}
