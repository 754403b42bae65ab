//! The answers of a request, as they were given: the last one, and those before a reopening.

use crate::store::{Connection, FilingRow, RequestRow, TextPurpose};
use crate::vault::{Key, Scope};
use crate::{Office, Result};
use domain::ids::WithheldId;
use domain::law::{Authorities, Authority, Ground, Invoked};
use domain::procedure::{Event, Remedies, Withheld};
use domain::words::{Outcome, Right};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// An answer as it was given.
#[derive(Debug, Clone)]
pub struct Answered {
    /// When.
    pub at: Timestamp,
    /// How it ended.
    pub outcome: Outcome,
    /// The answer in words, if there were any; of a refusal, its reasons.
    pub words: Option<String>,
    /// On which ground the whole was refused, if it was.
    pub ground: Option<Cited>,
    /// What was not done.
    pub withheld: Vec<WithheldItem>,
    /// What the person can do about it, if anything was refused.
    pub remedies: Option<Remedies>,
}

/// A ground as people read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// The ground.
    pub ground: Ground,
    /// The article of the GDPR by which it stands: `17(3)(b)`.
    pub article: String,
    /// The provision of national law, as it is cited, where that is the ground.
    pub provision: Option<String>,
}

impl Answered {
    /// The authority that takes the complaint, if anything was refused.
    pub fn authority(&self) -> Option<&'static Authority> {
        Authorities::bundled().by_id(&self.remedies.as_ref()?.complaint)
    }
}

/// Something that was asked for and is not done.
#[derive(Debug, Clone)]
pub struct WithheldItem {
    /// Its id.
    pub id: WithheldId,
    /// On which ground.
    pub ground: Cited,
    /// Until when it is kept, if that is known.
    pub until: Option<Date>,
    /// What it is.
    pub what: String,
    /// Why.
    pub why: String,
}

/// The words of a [`WithheldItem`], as they rest.
#[derive(Serialize, Deserialize)]
pub(crate) struct WithheldWords {
    pub(crate) what: String,
    pub(crate) why: String,
}

impl Office {
    /// Every answer that was given, oldest first.
    pub(crate) async fn answers(
        &self,
        db: &mut Connection,
        row: &RequestRow,
        key: &Key,
        events: &[(Timestamp, Event)],
    ) -> Result<Vec<Answered>> {
        let (mut answers, mut withheld) = (Vec::new(), Vec::<Withheld>::new());
        for ((at, event), number) in events.iter().zip(1..) {
            match event {
                Event::Withheld { item, .. } => withheld.push(item.clone()),
                Event::Released { item, .. } => withheld.retain(|kept| kept.id != *item),
                Event::Decided { outcome, ground, exemption, remedies, .. } => answers.push(Answered {
                    at: *at,
                    outcome: *outcome,
                    words: row.text(db, key, TextPurpose::Answer(number)).await?,
                    ground: ground.map(|ground| {
                        self.cited(&Invoked { ground, exemption: exemption.clone() }, row.procedure.right)
                    }),
                    withheld: self.withheld(db, row, key, &withheld).await?,
                    remedies: remedies.clone(),
                }),
                _ => {}
            }
        }
        Ok(answers)
    }

    /// Items with their words.
    pub(crate) async fn withheld(
        &self,
        db: &mut Connection,
        row: &RequestRow,
        key: &Key,
        items: &[Withheld],
    ) -> Result<Vec<WithheldItem>> {
        let mut found = Vec::new();
        for Withheld { id, ground, until } in items {
            let (id, until, ground) = (*id, *until, self.cited(ground, row.procedure.right));
            let words = row.text(db, key, TextPurpose::Withheld(id)).await?.unwrap_or_default();
            let WithheldWords { what, why } = serde_json::from_str(&words)?;
            found.push(WithheldItem { id, ground, until, what, why });
        }
        Ok(found)
    }

    /// A ground as it is invoked, with where it stands. A provision that no file knows any more is told by its name.
    pub fn cited(&self, invoked: &Invoked, right: Right) -> Cited {
        let ground = invoked.ground;
        let row = invoked.exemption.as_ref().map(|id| (id, self.exemptions.by_id(id)));
        let article = row.and_then(|(_, row)| row.map(|row| row.under.clone()));
        let article = article.unwrap_or_else(|| ground.article(right).unwrap_or_default().to_owned());
        let provision = row.map(|(id, row)| row.map_or_else(|| id.to_string(), |row| row.cited()));
        Cited { ground, article, provision }
    }

    /// The remedies of whoever filed: the authority of the place where they live, if it is known, else the operator's.
    pub(crate) async fn remedies(&self, filing: &FilingRow) -> Result<Remedies> {
        let key = self.vault.key(Scope::Filing(filing.id)).await?;
        let home = filing.open_contact(&key)?.country;
        let here = self.operator.member_state;
        let authority = |country| Authorities::bundled().of_country(country).map(|one| (one.id.clone(), country));
        let (complaint, court) =
            home.and_then(authority).or_else(|| authority(here)).unwrap_or((here.to_string(), here));
        Ok(Remedies { complaint, court })
    }
}
