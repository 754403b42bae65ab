use crate::front::ChallengeId;
use crate::signin::InvitationId;
use crate::store::Connection;
use crate::{Office, Result};
use domain::forwarding::FollowUp;
use domain::ids::{ContactId, ControllerId, FilingId, ForwardingId, KeyId, MessageId, RequestId};
use domain::procedure::Writing;
use serde::{Deserialize, Serialize};

/// What must be sent, by ids: no address, no code, no link. Those are looked up or minted when it leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Errand {
    /// The code of a challenge.
    Code { challenge: ChallengeId },
    /// To somebody who is invited to join the staff.
    Invited { invitation: InvitationId },
    /// To the subject: the requests of a filing were received.
    Received { filing: FilingId },
    /// To the person in whose name somebody else filed.
    RepresentedTold { filing: FilingId },
    /// To the subject: an answer is there. `version` tells a second answer from the first.
    Answered { request: RequestId, version: i64 },
    /// To the subject: staff ask something.
    Asked { request: RequestId, message: MessageId },
    /// To the subject: it takes longer.
    Extended { request: RequestId },
    /// To the subject: a restriction ends. `version` tells a second announcement from the first.
    LiftingAnnounced { request: RequestId, version: i64 },
    /// To the subject: staff took the request up again.
    Reopened { request: RequestId, version: i64 },
    /// To a controller: one notice of all requests of a filing.
    Forwarded { filing: FilingId, controller: ControllerId },
    /// To a controller's own software: one forwarding.
    HandOver { filing: FilingId, controller: ControllerId, forwarding: ForwardingId },
    /// To the contact of a controller: its notices are to go elsewhere.
    ContactChanging { contact: ContactId, change: ContactId },
    /// To a contact that took the place of another.
    ContactTaken { contact: ContactId },
    /// To a contact: one comes in with a passkey too from now on.
    PasskeyAdded { contact: ContactId, key: KeyId },
    /// To a signer: the controller was told.
    ControllerTold { filing: FilingId, controller: ControllerId },
    /// To a signer: the controller acknowledged a request.
    ControllerAcknowledged { request: RequestId, controller: ControllerId },
    /// To a signer: the controller says that a request is not its own.
    ControllerDisputed { forwarding: ForwardingId },
    /// To a signer: the controller says that it answered.
    ControllerAnswered { forwarding: ForwardingId },
    /// To a signer: the controller says nothing.
    ControllerSilent { filing: FilingId, controller: ControllerId, step: FollowUp },
    /// To a controller that says nothing of the requests of a filing.
    ControllerReminded { filing: FilingId, controller: ControllerId, step: FollowUp },
}

impl Errand {
    /// What is told to whom by it, where that it left is a fact of the request's procedure.
    pub(crate) const fn writing(&self) -> Option<(RequestId, Writing)> {
        match self {
            Self::Answered { request, .. } => Some((*request, Writing::Answer)),
            Self::Asked { request, .. } => Some((*request, Writing::Question)),
            Self::Extended { request } => Some((*request, Writing::Extension)),
            Self::LiftingAnnounced { request, .. } => Some((*request, Writing::Lifting)),
            _ => None,
        }
    }

    /// What makes a second errand the same as the first, so that nobody is written to twice about one thing.
    fn once(&self) -> String {
        match self {
            Self::Code { challenge } => format!("code:{challenge}"),
            Self::Invited { invitation } => format!("invited:{invitation}"),
            Self::Received { filing } => format!("received:{filing}"),
            Self::RepresentedTold { filing } => format!("represented:{filing}"),
            Self::Answered { request, version } => format!("answered:{request}:{version}"),
            Self::Asked { request, message } => format!("asked:{request}:{message}"),
            Self::Extended { request } => format!("extended:{request}"),
            Self::LiftingAnnounced { request, version } => format!("lifting:{request}:{version}"),
            Self::Reopened { request, version } => format!("reopened:{request}:{version}"),
            Self::Forwarded { filing, controller } => format!("forwarded:{filing}:{controller}"),
            Self::HandOver { forwarding, .. } => format!("handed:{forwarding}"),
            Self::ContactChanging { contact, change } => format!("changing:{contact}:{change}"),
            Self::ContactTaken { contact } => format!("taken:{contact}"),
            Self::PasskeyAdded { contact, key } => format!("passkey:{contact}:{key}"),
            Self::ControllerTold { filing, controller } => format!("told:{filing}:{controller}"),
            Self::ControllerAcknowledged { request, controller } => format!("acknowledged:{request}:{controller}"),
            Self::ControllerDisputed { forwarding } => format!("disputed:{forwarding}"),
            Self::ControllerAnswered { forwarding } => format!("controller-answered:{forwarding}"),
            Self::ControllerSilent { filing, controller, step } => {
                format!("silent:{filing}:{controller}:{}", step.code())
            }
            Self::ControllerReminded { filing, controller, step } => {
                format!("reminded:{filing}:{controller}:{}", step.code())
            }
        }
    }
}

const PUT: &str = "INSERT INTO outbox (id, once, errand, due_at, lease_until, attempts, done_at, failed_at)
     VALUES ($1, $2, $3, $4, 0, 0, NULL, NULL) ON CONFLICT (once) DO NOTHING";
const PUT_AGAIN: &str = "INSERT INTO outbox (id, once, errand, due_at, lease_until, attempts, done_at, failed_at)
     VALUES ($1, $2, $3, $4, 0, 0, NULL, NULL)
     ON CONFLICT (once) DO UPDATE SET id = excluded.id, due_at = excluded.due_at, lease_until = 0, attempts = 0,
     done_at = NULL, failed_at = NULL WHERE outbox.done_at IS NOT NULL";

/// Puts an errand into the outbox, in the transaction that makes it necessary.
pub(crate) async fn put(office: &Office, db: &mut Connection, errand: &Errand) -> Result<()> {
    write(office, db, PUT, errand).await
}

/// The same for one that left and did not arrive; it leaves as another mail.
pub(crate) async fn put_again(office: &Office, db: &mut Connection, errand: &Errand) -> Result<()> {
    write(office, db, PUT_AGAIN, errand).await
}

async fn write(office: &Office, db: &mut Connection, sql: &'static str, errand: &Errand) -> Result<()> {
    let now = office.now();
    sqlx::query(sql)
        .bind(office.random.id(now).to_string())
        .bind(errand.once())
        .bind(serde_json::to_string(errand)?)
        .bind(now.as_microsecond())
        .execute(db)
        .await?;
    Ok(())
}
