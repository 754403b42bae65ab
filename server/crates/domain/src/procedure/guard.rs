//! What must hold before a command is looked at: whose request it is, whether it is open, whose data they are.

use super::{Procedure, Refusal};

pub(super) fn open(p: &Procedure) -> Result<(), Refusal> {
    refuse_if(!p.is_open(), Refusal::Closed)
}

/// Only the controller answers a signer (Art. 28(3)(e); Decision 2021/915, clause 8(a)).
pub(super) fn ours(p: &Procedure) -> Result<(), Refusal> {
    refuse_if(p.relationship.is_processed_for_others(), Refusal::ForTheController)
}

pub(super) fn ours_and_open(p: &Procedure) -> Result<(), Refusal> {
    open(p)?;
    ours(p)
}

pub(super) fn theirs_and_open(p: &Procedure) -> Result<(), Refusal> {
    open(p)?;
    refuse_if(!p.relationship.is_processed_for_others(), Refusal::OursToAnswer)
}

/// Nothing is exported or changed before staff recorded whose data they are (Art. 12(6)), and that whoever asks in
/// somebody's name may (EDPB Guidelines 01/2022, 80 and following).
pub(super) fn identity_confirmed(p: &Procedure) -> Result<(), Refusal> {
    refuse_if(p.identity.is_none(), Refusal::IdentityUnconfirmed)?;
    refuse_if(p.represented && p.authority.is_none(), Refusal::AuthorityUnconfirmed)
}

pub(super) fn refuse_if(condition: bool, refusal: Refusal) -> Result<(), Refusal> {
    if condition { Err(refusal) } else { Ok(()) }
}
