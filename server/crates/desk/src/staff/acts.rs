use super::answer::written;
use super::proofs;
use super::request::seen_row;
use super::{ReadingDesk, StaffDesk};
use crate::conversation::{Attachment, Upload, digests, judged};
use crate::store::{Connection, RequestRow, TextPurpose};
use crate::vault::{Key, Scope};
use crate::{DeskError, Result};
use domain::ids::{ActId, StaffId};
use domain::procedure::{Act, Command, Event, Refusal};
use domain::reference::Reference;
use domain::words::Deed;
use jiff::Timestamp;

/// One thing to do in one system, as staff see it.
#[derive(Debug, Clone)]
pub struct StaffAct {
    /// Its procedural state.
    pub act: Act,
    /// What people read for the system.
    pub label: String,
    /// What exactly is to be done.
    pub words: String,
    /// When it was done and by whom, if it was.
    pub done: Option<(Timestamp, StaffId)>,
    /// How that is seen, if staff noted it.
    pub proof: Option<String>,
    /// The files that show it.
    pub files: Vec<Attachment>,
}

impl StaffDesk {
    /// Puts down what is to be done in a system.
    ///
    /// # Errors
    /// `NotFound` for an unknown system too, `Conflict`, or a refusal.
    pub async fn plan_act(
        &self,
        reference: &Reference,
        seen: i64,
        system: &str,
        deed: Deed,
        words: &str,
    ) -> Result<()> {
        let office = &self.office;
        office.label(system).ok_or(DeskError::NotFound)?;
        let words = written(words).ok_or(Refusal::WordsMissing)?;
        let mut tx = office.store.begin_write().await?;
        let mut row = seen_row(&mut tx, reference, seen).await?;
        let key = office.vault.key(Scope::Request(row.id)).await?;
        let act = ActId(office.random.id(office.now()));
        let system = system.to_owned();
        row.act(office, &mut tx, Command::PlanAct { by: self.staff, act, system, deed, words: key.commit(words) })
            .await?;
        row.keep_text(&office.vault, &mut tx, &key, TextPurpose::Act(act), words).await?;
        Ok(tx.commit().await?)
    }

    /// Strikes out what is not needed.
    ///
    /// # Errors
    /// `NotFound`, `Conflict`, or a refusal.
    pub async fn drop_act(&self, reference: &Reference, seen: i64, act: ActId) -> Result<()> {
        let mut tx = self.office.store.begin_write().await?;
        let mut row = seen_row(&mut tx, reference, seen).await?;
        row.act(&self.office, &mut tx, Command::DropAct { by: self.staff, act }).await?;
        Ok(tx.commit().await?)
    }

    /// Records that it was done, and how that is seen, in words and files.
    ///
    /// # Errors
    /// `File` with what is wrong with which, `NotFound`, `Conflict`, or a refusal: nothing is done before somebody
    /// recorded whose data they are.
    pub async fn finish_act(
        &self,
        reference: &Reference,
        seen: i64,
        act: ActId,
        proof: &str,
        files: &[Upload],
    ) -> Result<()> {
        let office = &self.office;
        let files = judged(files)?;
        let mut tx = office.store.begin_write().await?;
        let mut row = seen_row(&mut tx, reference, seen).await?;
        let key = office.vault.key(Scope::Request(row.id)).await?;
        let proof = written(proof);
        let commitment = proof.map(|text| key.commit(text));
        let command = Command::FinishAct { by: self.staff, act, proof: commitment, files: digests(&files) };
        row.act(office, &mut tx, command).await?;
        for file in &files {
            proofs::keep(office, &mut tx, &key, (row.id, act), file).await?;
        }
        if let Some(text) = proof {
            row.keep_text(&office.vault, &mut tx, &key, TextPurpose::Proof(act), text).await?;
        }
        Ok(tx.commit().await?)
    }
}

impl ReadingDesk {
    /// What is to be done, and what was, in the order in which it was put down.
    pub(super) async fn acts(
        &self,
        db: &mut Connection,
        row: &RequestRow,
        key: &Key,
        events: &[(Timestamp, Event)],
    ) -> Result<Vec<StaffAct>> {
        let done: Vec<_> = events.iter().filter_map(finished).collect();
        let mut acts = Vec::new();
        for act in &row.procedure.acts {
            acts.push(StaffAct {
                label: self.office.called(&act.system).to_owned(),
                words: row.text(db, key, TextPurpose::Act(act.id)).await?.unwrap_or_default(),
                proof: row.text(db, key, TextPurpose::Proof(act.id)).await?,
                files: proofs::of_act(db, key, act.id).await?,
                done: done.iter().find(|(id, ..)| *id == act.id).map(|(_, at, by)| (*at, *by)),
                act: act.clone(),
            });
        }
        Ok(acts)
    }
}

fn finished((at, event): &(Timestamp, Event)) -> Option<(ActId, Timestamp, StaffId)> {
    if let Event::ActDone { by, act, .. } = event { Some((*act, *at, *by)) } else { None }
}
