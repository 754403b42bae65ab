use super::super::checkpoints::Signed;
use super::super::pruned::{self, Pruned};
use super::super::{Broken, PruningMisfit};
use crate::Result;
use crate::store::Connection;
use domain::log::pruning::digest;
use domain::log::{Edge, Pruning, Verifier};

/// Whether all prunings were signed, and the newest fits what is kept: then the edge from which on that is.
pub(super) async fn edge(db: &mut Connection, verifier: &Verifier) -> Result<std::result::Result<Edge, Broken>> {
    let (all, mut last) = (Pruned::all(db).await?, None);
    for pruned in all {
        let size = pruned.size;
        match signed(&pruned, verifier) {
            Err(why) => return Ok(Err(Broken::Pruning { size, why })),
            Ok(said) => last = Some((pruned, said)),
        }
    }
    let Some((pruned, said)) = last else { return Ok(Ok(Edge::default())) };
    let broken = |why| Ok(Err(Broken::Pruning { size: said.size, why }));
    let Some(edge) = pruned.edge().filter(|edge| edge.root() == said.root) else {
        return broken(PruningMisfit::Edge);
    };
    if !has_checkpoint(db, verifier, &said).await? {
        return broken(PruningMisfit::Checkpoint);
    }
    if digest(pruned::cuts(db).await?) != said.cuts {
        return broken(PruningMisfit::Cuts);
    }
    Ok(Ok(edge))
}

fn signed(pruned: &Pruned, verifier: &Verifier) -> std::result::Result<Pruning, PruningMisfit> {
    let said = pruned.open(verifier).map_err(PruningMisfit::Note)?;
    let is_of_this_row = said.size == pruned.size && said.at == pruned.made;
    if is_of_this_row { Ok(said) } else { Err(PruningMisfit::Exchanged) }
}

/// Whether the checkpoint over what went says the same root.
async fn has_checkpoint(db: &mut Connection, verifier: &Verifier, pruning: &Pruning) -> Result<bool> {
    let found = Signed::between(db, pruning.size.saturating_sub(1), pruning.size).await?;
    let opened = found.first().and_then(|signed| signed.open(verifier).ok());
    Ok(opened.is_some_and(|said| (said.size, said.root) == (pruning.size, pruning.root)))
}
