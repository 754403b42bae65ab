//! Browsers that are known, and the limits on attempts.
//!
//! Whoever signed in wholly leaves a token in the browser that only we can have made. With it, attempts are counted for
//! this browser alone; without it, for the account and for the address from which the caller comes. So nobody uses up
//! the attempts of somebody else in a browser of theirs, whatever is tried from elsewhere. The token opens nothing.

use crate::front::{ChallengeId, TRIES};
use crate::store::Throttle;
use crate::vault::{Mac, Purpose};
use crate::{DeskError, Office, Result};
use domain::access::{Access, Door, Visitor};
use domain::ids::StaffId;
use jiff::{Timestamp, ToSpan};

/// For how long a browser stays known, in days: as long as the cookie lives.
const KNOWN_DAYS: i64 = 365;
/// A password in a browser that is known, or of one account and one caller.
const PER_BROWSER: Throttle = Throttle { limit: 10, seconds: 900 };
/// Of one account, from anywhere.
const PER_ACCOUNT: Throttle = Throttle { limit: 30, seconds: 900 };
/// Of one caller, against trying one password on everybody.
const PER_CALLER: Throttle = Throttle { limit: 60, seconds: 900 };
/// A second factor, with the right password: at three codes in a million that fit, a guess in a year and a half.
const PER_FACTOR: Throttle = Throttle { limit: 10, seconds: 3600 };

/// What a browser keeps in which somebody signed in wholly.
pub(super) fn token(office: &Office, staff: StaffId) -> String {
    let (since, nonce) = (office.now().as_second(), hex::encode(office.random.bytes::<16>()));
    let mac = mac(office, staff, since, &nonce);
    format!("{since}.{nonce}.{}", mac.as_str())
}

/// By which name a browser is known that brings this token of this account.
pub(super) fn known(office: &Office, staff: StaffId, token: &str) -> Option<String> {
    let mut parts = token.split('.');
    let (since, nonce, told) = (parts.next()?.parse::<i64>().ok()?, parts.next()?, parts.next()?);
    let until = Timestamp::from_second(since).ok()?.checked_add((KNOWN_DAYS * 24).hours()).ok()?;
    // The token is no secret worth measuring the time for: it opens nothing.
    let is_ours = mac(office, staff, since, nonce).as_str() == told && office.now() < until;
    is_ours.then(|| nonce.to_owned())
}

fn mac(office: &Office, staff: StaffId, since: i64, nonce: &str) -> Mac {
    office.vault.purpose(Purpose::Throttles).derive("browser").mac(&format!("{staff}\n{since}\n{nonce}"))
}

/// What one attempt counts against, and where it is made.
pub(crate) struct Attempt {
    counted: Vec<(Throttle, Mac)>,
    visitor: Visitor,
    door: Door,
}

impl Attempt {
    /// A password for an account, of somebody if there is one.
    pub(super) fn password(
        office: &Office,
        visitor: Visitor,
        known: Option<&str>,
        account: &str,
        caller: &str,
    ) -> Self {
        let counted = match known {
            Some(browser) => vec![(PER_BROWSER, format!("known\n{browser}"))],
            None => vec![
                (PER_CALLER, format!("sign-in\n{caller}")),
                (PER_BROWSER, format!("account\n{caller}\n{account}")),
                (PER_ACCOUNT, format!("account\n{account}")),
            ],
        };
        Self::of(office, visitor, Door::Password, counted)
    }

    /// A code for an account whose password was right.
    pub(super) fn factor(office: &Office, known: Option<&str>, staff: StaffId) -> Self {
        let subject = known.map_or_else(|| format!("factor\n{staff}"), |browser| format!("factor\nknown\n{browser}"));
        Self::of(office, Visitor::Staff(staff), Door::SecondFactor, vec![(PER_FACTOR, subject)])
    }

    /// A passkey of whomever, which nobody guesses: against keeping the machine busy.
    pub(super) fn passkey(office: &Office, caller: &str) -> Self {
        Self::of(office, Visitor::Stranger, Door::Passkey, vec![(PER_CALLER, format!("passkey\n{caller}"))])
    }

    /// A code that this session was promised, whether it is that of anybody or not.
    pub(crate) fn mailed_code(office: &Office, promised: ChallengeId) -> Self {
        let per_code = Throttle { limit: TRIES, seconds: 3600 };
        Self::of(office, Visitor::Stranger, Door::MailedCode, vec![(per_code, format!("code\n{promised}"))])
    }

    /// A way to a provider of OpenID Connect, which is asked for it.
    pub(super) fn provider(office: &Office, caller: &str) -> Self {
        Self::of(office, Visitor::Stranger, Door::Provider, vec![(PER_CALLER, format!("provider\n{caller}"))])
    }

    fn of(office: &Office, visitor: Visitor, door: Door, counted: Vec<(Throttle, String)>) -> Self {
        let key = office.vault.purpose(Purpose::Throttles);
        let counted = counted.into_iter().map(|(throttle, subject)| (throttle, key.mac(&subject))).collect();
        Self { counted, visitor, door }
    }

    /// Counts it before anything is compared, so that attempts at once are all counted. The first that is too many is an
    /// entry of the log; a flood of them is none.
    ///
    /// # Errors
    /// `Throttled`.
    pub(crate) async fn count(&self, office: &Office) -> Result<()> {
        for (throttle, subject) in &self.counted {
            let mut db = office.store.pool().acquire().await?;
            let over = throttle.count(&mut db, subject, office.now()).await? - throttle.limit;
            drop(db);
            if over == 1 {
                office.record(self.visitor, Access::HeldOff { at: self.door }).await?;
            }
            if over > 0 {
                return Err(DeskError::Throttled);
            }
        }
        Ok(())
    }

    /// It was right, and counts for nothing.
    pub(super) async fn forgive(&self, office: &Office) -> Result<()> {
        let mut db = office.store.pool().acquire().await?;
        for (throttle, subject) in &self.counted {
            throttle.forgive(&mut db, subject, office.now()).await?;
        }
        Ok(())
    }
}
