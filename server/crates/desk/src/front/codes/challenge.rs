use super::ChallengeId;
use crate::post::{self, Errand};
use crate::store::{Connection, Throttle};
use crate::vault::{Mac, Purpose, Spot};
use crate::{DeskError, Office, Result};
use domain::filing::Mailbox;
use domain::ids::{ControllerId, FilingId};
use domain::words::Language;
use jiff::ToSpan;
use sqlx::Row;

/// Wrong tries that a code survives; the next one ends it.
pub(crate) const TRIES: i64 = 5;
/// For how long a code is good once it left, in minutes.
pub(crate) const MINUTES: i64 = 30;
const PER_MAILBOX: Throttle = Throttle { limit: 6, seconds: 3600 };

/// What a code opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ChallengePurpose {
    Filing(FilingId),
    Return,
    Controller(ControllerId),
}

/// A code that was promised to a mailbox. It is minted when its mail leaves; until then there is none to guess.
pub(crate) struct Challenge {
    pub(crate) id: ChallengeId,
    pub(crate) purpose: ChallengePurpose,
    pub(crate) mailbox: Mac,
    pub(crate) language: Language,
    address: Vec<u8>,
}

impl Challenge {
    pub(crate) fn to(office: &Office, purpose: ChallengePurpose, mailbox: &Mailbox, language: Language) -> Self {
        let id = ChallengeId(office.random.id(office.now()));
        let key = office.vault.purpose(Purpose::Codes);
        Self {
            id,
            purpose,
            mailbox: office.vault.purpose(Purpose::Requests).mac(&mailbox.normalised()),
            language,
            address: office.vault.seal(
                key,
                Spot("challenges", &id.to_string(), "address"),
                mailbox.as_str().as_bytes(),
            ),
        }
    }

    /// The same promise anew.
    pub(crate) fn renewed(&self, office: &Office) -> Result<Self> {
        Ok(Self::to(office, self.purpose, &self.address(office)?, self.language))
    }

    /// To whom the code goes.
    pub(crate) fn address(&self, office: &Office) -> Result<Mailbox> {
        let key = office.vault.purpose(Purpose::Codes);
        let plain = key.open(Spot("challenges", &self.id.to_string(), "address"), &self.address)?;
        let text = std::str::from_utf8(&plain).map_err(DeskError::internal)?;
        Mailbox::parse(text).map_err(|_| DeskError::internal("a promised address is none"))
    }

    pub(crate) async fn insert(&self, office: &Office, db: &mut Connection) -> Result<()> {
        let now = office.now().as_microsecond();
        sqlx::query(
            "INSERT INTO challenges (id, purpose, mailbox_mac, address, language, code_mac, expires_at, tries, used_at,
             created_at) VALUES ($1, $2, $3, $4, $5, NULL, $6, 0, NULL, $6)",
        )
        .bind(self.id.to_string())
        .bind(self.purpose.to_string())
        .bind(self.mailbox.as_str())
        .bind(self.address.as_slice())
        .bind(self.language.code())
        .bind(now)
        .execute(db)
        .await?;
        Ok(())
    }

    /// Puts the code's mail into the outbox, unless the mailbox got enough of them. Nobody is told which: it would say
    /// that somebody else is asking for codes.
    pub(crate) async fn send_if_allowed(&self, office: &Office, db: &mut Connection) -> Result<()> {
        let subject = office.vault.purpose(Purpose::Throttles).mac(&format!("mail\n{}", self.mailbox.as_str()));
        match PER_MAILBOX.hit(db, &subject, office.now()).await {
            Err(DeskError::Throttled) => Ok(()),
            Err(error) => Err(error),
            Ok(()) => post::put(office, db, &Errand::Code { challenge: self.id }).await,
        }
    }

    pub(crate) async fn by_id(db: &mut Connection, id: ChallengeId) -> Result<Option<Self>> {
        let row = sqlx::query("SELECT purpose, mailbox_mac, address, language FROM challenges WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(db)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let purpose: String = row.try_get("purpose")?;
        let language: String = row.try_get("language")?;
        Ok(Some(Self {
            id,
            purpose: purpose.parse()?,
            mailbox: Mac(row.try_get("mailbox_mac")?),
            language: Language::from_code(&language).ok_or_else(|| DeskError::internal("unknown language"))?,
            address: row.try_get("address")?,
        }))
    }

    /// Mints the code: eight digits, good from now on, in place of any before.
    pub(crate) async fn mint(&self, office: &Office, db: &mut Connection) -> Result<String> {
        // 2^64 is no multiple of 10^8; the bias is below 10^-11.
        let code = format!("{:08}", u64::from_le_bytes(office.random.bytes()) % 100_000_000);
        let until = office.now().checked_add(MINUTES.minutes()).map_err(DeskError::internal)?;
        sqlx::query("UPDATE challenges SET code_mac = $1, expires_at = $2 WHERE id = $3 AND used_at IS NULL")
            .bind(code_mac(office, self.id, &code).as_str())
            .bind(until.as_microsecond())
            .bind(self.id.to_string())
            .execute(db)
            .await?;
        Ok(code)
    }

    /// Takes a code once. A try is counted before it is compared, so that tries at once are all counted.
    pub(crate) async fn try_code(office: &Office, id: ChallengeId, code: &str) -> Result<Self> {
        let digits: String = code.chars().filter(char::is_ascii_digit).collect();
        let now = office.now().as_microsecond();
        let mut tx = office.store.begin_write().await?;
        let counted = sqlx::query(
            "UPDATE challenges SET tries = tries + 1
             WHERE id = $1 AND used_at IS NULL AND code_mac IS NOT NULL AND tries < $2 AND expires_at > $3",
        )
        .bind(id.to_string())
        .bind(TRIES)
        .bind(now)
        .execute(&mut *tx)
        .await?;
        let used =
            sqlx::query("UPDATE challenges SET used_at = $1 WHERE id = $2 AND used_at IS NULL AND code_mac = $3")
                .bind(now)
                .bind(id.to_string())
                .bind(code_mac(office, id, &digits).as_str())
                .execute(&mut *tx)
                .await?;
        let accepted = counted.rows_affected() == 1 && used.rows_affected() == 1;
        let challenge = if accepted { Self::by_id(&mut tx, id).await? } else { None };
        if counted.rows_affected() == 1 {
            tx.commit().await?;
        }
        challenge.ok_or(DeskError::WrongCode)
    }
}

/// Eight digits could be tried offline against a plain hash; this one needs the vault.
fn code_mac(office: &Office, id: ChallengeId, code: &str) -> Mac {
    office.vault.purpose(Purpose::Codes).derive("code").mac(&format!("{id}\n{code}"))
}

impl std::fmt::Display for ChallengeId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::fmt::Display for ChallengePurpose {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Filing(id) => write!(f, "filing:{id}"),
            Self::Return => f.write_str("return"),
            Self::Controller(id) => write!(f, "controller:{id}"),
        }
    }
}

impl std::str::FromStr for ChallengePurpose {
    type Err = uuid::Error;
    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        match text.split_once(':') {
            Some(("filing", id)) => Ok(Self::Filing(id.parse()?)),
            Some(("controller", id)) => Ok(Self::Controller(id.parse()?)),
            _ => Ok(Self::Return),
        }
    }
}
