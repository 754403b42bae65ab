//! The second factor: a code of the time (TOTP, RFC 6238) from an authenticator that shares a secret with us.

use crate::registers::StaffRow;
use crate::store::Connection;
use crate::vault::{Purpose, Spot};
use crate::{DeskError, Office, Result};
use domain::filing::Mailbox;
use domain::ids::StaffId;
use totp_rs::{Builder, Secret, Totp};
use zeroize::Zeroizing;

/// How many bytes a secret has (RFC 4226 recommends 160 bits).
pub const TOTP_SECRET: usize = 20;
/// How many steps of 30 seconds a clock may be wrong, either way (RFC 6238, 5.2).
const SKEW: u16 = 1;
const ISSUER: &str = "Inzage";

/// What an authenticator needs to know.
#[derive(Clone)]
pub struct Enrolment {
    /// The secret in base 32, in groups of four, to type over.
    pub secret: String,
    /// The same as an `otpauth://` address, to scan.
    pub uri: String,
}

impl std::fmt::Debug for Enrolment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Enrolment(..)")
    }
}

impl Office {
    /// Gives the account of this address an authenticator of this secret, in place of any before: for who sets up a
    /// demonstration. People enrol their own.
    ///
    /// # Errors
    /// `NotFound` when there is no open account of this address.
    pub async fn give_second_factor(&self, email: &Mailbox, secret: [u8; TOTP_SECRET]) -> Result<()> {
        let mut tx = self.store.begin_write().await?;
        let row = StaffRow::by_email(self, &mut tx, &email.normalised()).await?.ok_or(DeskError::NotFound)?;
        row.forget_factor(&mut tx).await?;
        sqlx::query("UPDATE staff SET totp = $1, totp_step = 0 WHERE id = $2")
            .bind(seal(self, row.id, &secret))
            .bind(row.id.to_string())
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    }

    /// The code that an authenticator of this secret shows now.
    ///
    /// # Errors
    /// Internal, for a secret that is none.
    pub fn code_now(&self, secret: [u8; TOTP_SECRET]) -> Result<String> {
        Ok(totp(&secret, "")?.generate(self.unix()?).to_string())
    }

    fn unix(&self) -> Result<u64> {
        u64::try_from(self.now().as_second()).map_err(DeskError::internal)
    }
}

/// A fresh secret, sealed for the row of its account.
pub(super) fn fresh(office: &Office, staff: StaffId) -> Vec<u8> {
    seal(office, staff, Zeroizing::new(office.random.bytes::<TOTP_SECRET>()).as_slice())
}

/// A secret, sealed for the row of its account.
pub(super) fn seal(office: &Office, staff: StaffId, secret: &[u8]) -> Vec<u8> {
    office.vault.seal(office.vault.purpose(Purpose::Staff), Spot("staff", &staff.to_string(), "totp"), secret)
}

/// The secret that was sealed for the row of this account.
pub(super) fn open(office: &Office, staff: StaffId, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
    Ok(office.vault.purpose(Purpose::Staff).open(Spot("staff", &staff.to_string(), "totp"), sealed)?)
}

/// Gives an account its authenticator, by the sealed secret and the step of the first code, which is spent.
///
/// # Errors
/// `Conflict` when it has one.
pub(super) async fn put(db: &mut Connection, staff: StaffId, (sealed, step): (Vec<u8>, i64)) -> Result<()> {
    let put = sqlx::query("UPDATE staff SET totp = $1, totp_step = $2 WHERE id = $3 AND totp IS NULL")
        .bind(sealed)
        .bind(step)
        .bind(staff.to_string())
        .execute(db)
        .await?;
    if put.rows_affected() == 1 { Ok(()) } else { Err(DeskError::Conflict) }
}

/// What an authenticator is told of a secret.
pub(super) fn enrolment(secret: &[u8], account: &str) -> Result<Enrolment> {
    let text = Zeroizing::new(Secret::from(secret).to_base32());
    let groups: Vec<String> = text.chars().collect::<Vec<_>>().chunks(4).map(|group| group.iter().collect()).collect();
    let uri = totp(secret, account)?.to_url().map_err(DeskError::internal)?;
    Ok(Enrolment { secret: groups.join(" "), uri })
}

/// The step of which a code is, if it is one of those that are good now.
pub(super) fn step(office: &Office, secret: &[u8], code: &str) -> Result<Option<i64>> {
    let step = totp(secret, "")?.check(code, office.unix()?);
    step.map(|step| i64::try_from(step).map_err(DeskError::internal)).transpose()
}

/// Takes the code of a step, unless it or a later one was taken: whether it did (RFC 6238, 5.2).
pub(crate) async fn take(office: &Office, db: &mut Connection, row: &StaffRow, code: &str) -> Result<bool> {
    let Some(sealed) = row.totp() else { return Ok(false) };
    let secret = open(office, row.id, sealed)?;
    let Some(step) = step(office, &secret, code)? else { return Ok(false) };
    let taken = sqlx::query("UPDATE staff SET totp_step = $1 WHERE id = $2 AND totp_step < $1 AND totp IS NOT NULL")
        .bind(step)
        .bind(row.id.to_string())
        .execute(db)
        .await?;
    Ok(taken.rows_affected() == 1)
}

fn totp(secret: &[u8], account: &str) -> Result<Totp> {
    // A colon would part issuer and account.
    let account = account.replace(':', " ");
    let builder = Builder::new().with_secret(Secret::from(secret)).with_issuer(Some(ISSUER));
    builder.with_skew(SKEW).with_account_name(account).build().map_err(DeskError::internal)
}
