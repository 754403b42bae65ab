//! Recovery codes: ten, for who lost the authenticator. Each opens once.

use crate::store::Connection;
use crate::vault::{Mac, Purpose};
use crate::{Office, Result};
use domain::ids::StaffId;
use domain::reference::ALPHABET;

/// How many there are.
const CODES: usize = 10;
/// Fifteen characters of 23: 67 bits.
const LENGTH: usize = 15;

/// Makes ten fresh codes in place of those before. They are told here and nowhere else: what rests is their hashes.
pub(super) async fn renew(office: &Office, db: &mut Connection, staff: StaffId) -> Result<Vec<String>> {
    let id = staff.to_string();
    sqlx::query("DELETE FROM recovery_codes WHERE staff_id = $1").bind(&id).execute(&mut *db).await?;
    let codes: Vec<String> = (0..CODES).map(|_| fresh(office)).collect();
    for code in &codes {
        sqlx::query("INSERT INTO recovery_codes (staff_id, code_mac, used_at) VALUES ($1, $2, NULL)")
            .bind(&id)
            .bind(mac(office, staff, code).as_str())
            .execute(&mut *db)
            .await?;
    }
    Ok(codes)
}

/// Takes a code once: whether it did.
pub(super) async fn take(office: &Office, db: &mut Connection, staff: StaffId, code: &str) -> Result<bool> {
    let taken =
        sqlx::query("UPDATE recovery_codes SET used_at = $1 WHERE staff_id = $2 AND code_mac = $3 AND used_at IS NULL")
            .bind(office.now().as_microsecond())
            .bind(staff.to_string())
            .bind(mac(office, staff, code).as_str())
            .execute(db)
            .await?;
    Ok(taken.rows_affected() == 1)
}

/// Three groups of five characters that nobody mistakes for others. Bytes past the last multiple of 23 are drawn again.
fn fresh(office: &Office) -> String {
    let mut characters = Vec::new();
    while characters.len() < LENGTH {
        let [byte] = office.random.bytes::<1>();
        if usize::from(byte) < 256 / ALPHABET.len() * ALPHABET.len() {
            characters.extend(ALPHABET.get(usize::from(byte) % ALPHABET.len()).map(|c| char::from(*c)));
        }
    }
    characters.chunks(5).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// Whatever was typed between the characters, and in whichever case.
fn mac(office: &Office, staff: StaffId, code: &str) -> Mac {
    let typed: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    let key = office.vault.purpose(Purpose::Staff).derive("recovery");
    key.mac(&format!("{staff}\n{}", typed.to_ascii_uppercase()))
}
