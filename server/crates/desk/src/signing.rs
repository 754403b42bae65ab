//! What signs the requests that go to controllers, in generations, and the public keys by which they check it.

use crate::store::{Connection, instant};
use crate::vault::Purpose;
use crate::{DeskError, Office, Result};
use domain::jws::{Jwks, JwsSigner};
use jiff::{SignedDuration, Timestamp};
use sqlx::Row;

/// For how long a generation is published before it signs: longer than others may keep the set of keys, so that nobody
/// meets a signature by a key of which their copy does not know.
const LEAD: SignedDuration = SignedDuration::from_hours(1);

/// What becomes of the generations before a new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Earlier {
    /// What they signed is believed for as long as the log keeps what was forwarded; the last signs for an hour more.
    Trusted,
    /// A secret may be in other hands: nothing that they signed is to be believed, from now on.
    Distrusted,
}

/// A key that signs, by its number; its secret derives when it is needed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Generation {
    number: i64,
    id: String,
    made: Timestamp,
}

impl Office {
    /// The public keys of every generation that signs, will sign, or signed what may still have to be proven (RFC 7517),
    /// the newest first.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn jwks(&self) -> Result<Jwks> {
        let generations = self.generations().await?;
        let published = published(&generations, self.policy.log_limit(self.now()));
        Ok(Jwks { keys: published.iter().rev().map(|one| self.signer_of(one).jwk().clone()).collect() })
    }

    /// Makes a new generation; says which key (`kid`) it is, and from when on it signs.
    ///
    /// # Errors
    /// `Conflict` when somebody else makes one at this moment.
    pub async fn rotate_signing(&self, earlier: Earlier) -> Result<(String, Timestamp)> {
        let mut tx = self.store.begin_write().await?;
        let last = last_number(&mut tx).await?;
        if earlier == Earlier::Distrusted {
            sqlx::query("UPDATE signing_keys SET distrusted_at = $1 WHERE distrusted_at IS NULL")
                .bind(self.now().as_microsecond())
                .execute(&mut *tx)
                .await?;
        }
        let made = self.make_generation(&mut tx, last + 1).await?;
        let is_alone = trusted(&mut tx).await?.len() == 1;
        tx.commit().await?;
        let signs_from = if is_alone { made.made } else { later(made.made) };
        Ok((self.signer_of(&made).jwk().kid.clone(), signs_from))
    }

    /// What signs now.
    ///
    /// # Errors
    /// When the store does not answer.
    pub(crate) async fn signer(&self) -> Result<JwsSigner> {
        let generations = self.generations().await?;
        let present = present(&generations, self.now()).ok_or_else(|| DeskError::internal("no key signs"))?;
        Ok(self.signer_of(present))
    }

    /// All that are trusted, the oldest first. The first is made when it is first needed.
    async fn generations(&self) -> Result<Vec<Generation>> {
        let mut db = self.store.pool().acquire().await?;
        let found = trusted(&mut db).await?;
        if !found.is_empty() {
            return Ok(found);
        }
        drop(db);
        // Where somebody else is first, theirs is found.
        match self.make_first().await {
            Ok(()) | Err(DeskError::Conflict) => {}
            Err(error) => return Err(error),
        }
        let mut db = self.store.pool().acquire().await?;
        trusted(&mut db).await
    }

    async fn make_first(&self) -> Result<()> {
        let mut tx = self.store.begin_write().await?;
        let last = last_number(&mut tx).await?;
        if last == 0 {
            self.make_generation(&mut tx, 1).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn make_generation(&self, db: &mut Connection, number: i64) -> Result<Generation> {
        let made = self.now();
        let generation = Generation { number, id: self.random.id(made).to_string(), made };
        sqlx::query("INSERT INTO signing_keys (generation, id, made_at, distrusted_at) VALUES ($1, $2, $3, NULL)")
            .bind(number)
            .bind(&generation.id)
            .bind(made.as_microsecond())
            .execute(db)
            .await?;
        Ok(generation)
    }

    fn signer_of(&self, generation: &Generation) -> JwsSigner {
        let Generation { number, id, .. } = generation;
        self.vault.purpose(Purpose::Relay).derive(&format!("ed25519/{number}/{id}")).signer()
    }
}

async fn trusted(db: &mut Connection) -> Result<Vec<Generation>> {
    let rows = sqlx::query("SELECT * FROM signing_keys WHERE distrusted_at IS NULL ORDER BY generation");
    let read = |row: &sqlx::any::AnyRow| {
        let made = instant(row.try_get("made_at")?)?;
        Ok(Generation { number: row.try_get("generation")?, id: row.try_get("id")?, made })
    };
    rows.fetch_all(db).await?.iter().map(read).collect()
}

/// The number of the newest generation, whether trusted or not; 0 where there is none.
async fn last_number(db: &mut Connection) -> Result<i64> {
    let row = sqlx::query("SELECT COALESCE(MAX(generation), 0) AS last FROM signing_keys").fetch_one(db).await?;
    Ok(row.try_get("last")?)
}

/// The newest that was published for long enough; before there is one, the oldest.
fn present(generations: &[Generation], now: Timestamp) -> Option<&Generation> {
    generations.iter().rfind(|one| later(one.made) <= now).or(generations.first())
}

/// Without those that the next took over from before `limit`: what they signed is over its time.
fn published(generations: &[Generation], limit: Timestamp) -> &[Generation] {
    let over = generations.iter().skip(1).take_while(|next| later(next.made) <= limit).count();
    generations.get(over..).unwrap_or_default()
}

/// When a generation signs that was made then.
fn later(made: Timestamp) -> Timestamp {
    made.checked_add(LEAD).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + hour * 3600).unwrap()
    }

    fn made(hours: &[i64]) -> Vec<Generation> {
        let generation = |(number, hour): (i64, &i64)| Generation { number, id: String::new(), made: at(*hour) };
        (1..).zip(hours).map(generation).collect()
    }

    #[test]
    fn a_generation_signs_an_hour_after_it_was_made_and_the_first_at_once() {
        let table: &[(&[i64], i64, Option<i64>)] = &[
            (&[], 0, None),
            (&[0], 0, Some(1)),
            (&[0, 10], 10, Some(1)),
            (&[0, 10], 11, Some(2)),
            (&[0, 10, 10], 11, Some(3)),
            (&[0, 0], 0, Some(1)),
        ];
        for (hours, now, number) in table {
            let generations = made(hours);
            assert_eq!(present(&generations, at(*now)).map(|one| one.number), *number, "{hours:?} at {now}");
        }
    }

    #[test]
    fn a_generation_is_published_until_what_it_signed_is_over_its_time() {
        let table: &[(&[i64], i64, &[i64])] = &[
            (&[], 0, &[]),
            (&[0], 99, &[1]),
            (&[0, 10, 20], 10, &[1, 2, 3]),
            (&[0, 10, 20], 11, &[2, 3]),
            (&[0, 10, 20], 99, &[3]),
        ];
        for (hours, limit, numbers) in table {
            let generations = made(hours);
            let left: Vec<_> = published(&generations, at(*limit)).iter().map(|one| one.number).collect();
            assert_eq!(left, *numbers, "{hours:?} at {limit}");
        }
    }
}
