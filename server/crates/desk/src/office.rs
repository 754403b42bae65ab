//! What is opened once, and the settings that it takes.

use crate::oblivion::Replayed;
use crate::outgoing::Fetch;
use crate::package::Reading;
use crate::post::{Transport, Wording};
use crate::providers::{Known, Provider};
use crate::signin::RelyingParty;
use crate::vault::{KeyStore, MasterKeys, Vault};
use crate::wire::{HandingOver, Wire};
use crate::{Result, store::Store};
use domain::identity::IdentityPolicy;
use domain::law::{Calendar, Exemptions, MemberState, Place};
use domain::procedure::{Clock, Context, Policy, Procedure};
use domain::seams::{self, Random};
use domain::words::Language;
use jiff::Timestamp;
use jiff::civil::Date;
use object_store::ObjectStore;
use serde::Deserialize;
use std::borrow::Cow;
use std::sync::Arc;

/// Who runs this portal, as people see it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operator {
    /// The organisation's name.
    pub name: String,
    /// Its postal address, on one line.
    pub address: String,
    /// How to reach its data protection officer (Art. 13(1)(b)).
    pub dpo: String,
    /// The supervisory authority with which people can complain (Art. 13(2)(d)).
    pub authority_name: String,
    /// That authority's site.
    pub authority_url: String,
    /// The member state whose holidays count (Reg. 1182/71).
    pub member_state: MemberState,
    /// The IANA time zone in which its days begin and end.
    pub time_zone: String,
    /// The language where a browser asks for none that we speak.
    pub language: Language,
    /// A logo under `public/`, if any.
    #[serde(default)]
    pub logo: Option<String>,
    /// The accent colour as `#rrggbb`, if another than ours.
    #[serde(default)]
    pub accent: Option<String>,
    /// The systems from which staff gather data.
    pub systems: Vec<System>,
}

/// A system that holds personal data.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct System {
    /// A short stable name: letters, digits, hyphens.
    pub id: String,
    /// What staff and data subjects read.
    pub label: String,
}

/// What an office is opened with.
pub struct Settings {
    /// Who runs it.
    pub operator: Operator,
    /// The operator's choices within the law.
    pub policy: Policy,
    /// The public holidays.
    pub calendar: Cow<'static, Calendar>,
    /// What the law of Member States exempts.
    pub exemptions: Cow<'static, Exemptions>,
    /// Where people reach the portal, without a slash at the end.
    pub base_url: String,
    /// The main database: `sqlite://…` or `postgres://…`.
    pub database_url: String,
    /// The database of wrapped keys, apart from the main one.
    pub keys_url: String,
    /// The folder of sealed files.
    pub files: std::path::PathBuf,
    /// The key that wraps all others, and the one before it while keys are rotated.
    pub master: MasterKeys,
    /// The address from which mails come.
    pub mail_from: String,
    /// How mails go out.
    pub transport: Transport,
    /// Who says of people who they are, besides us.
    pub providers: Vec<Provider>,
    /// How others' machines are asked over HTTP.
    pub fetch: Arc<dyn Fetch>,
    /// How requests are handed over to controllers' own software.
    pub handing_over: HandingOver,
    /// Who puts letters into words.
    pub wording: Wording,
    /// Who puts the page of an answer into words.
    pub reading: Reading,
}

/// An open office; clones share it.
#[derive(Clone)]
pub struct Office(Arc<Inner>);

/// What every desk works with; its fields are the desks' own.
pub struct Inner {
    pub(crate) operator: Operator,
    pub(crate) policy: Policy,
    pub(crate) place: Place,
    pub(crate) calendar: Cow<'static, Calendar>,
    pub(crate) exemptions: Cow<'static, Exemptions>,
    pub(crate) base_url: String,
    pub(crate) store: Store,
    pub(crate) vault: Vault,
    /// As whom passkeys know this portal; none where they cannot.
    pub(crate) party: Option<RelyingParty>,
    pub(crate) providers: Vec<Known>,
    pub(crate) fetch: Arc<dyn Fetch>,
    pub(crate) handing_over: HandingOver,
    pub(crate) wire: Wire,
    pub(crate) files: Arc<dyn ObjectStore>,
    pub(crate) clock: Arc<dyn seams::Clock>,
    pub(crate) random: Arc<dyn Random>,
    pub(crate) mail_from: String,
    pub(crate) transport: Transport,
    pub(crate) wording: Wording,
    pub(crate) reading: Reading,
    /// What opening destroyed again.
    pub(crate) replayed: Replayed,
    /// Wakes the post when something was put into the outbox here.
    pub(crate) wake: tokio::sync::Notify,
}

impl Office {
    /// Opens databases, migrates them, and unlocks the vault.
    ///
    /// # Errors
    /// Whatever keeps it from opening, as an internal error: the engineer reads it at start.
    pub async fn open(settings: Settings, clock: Arc<dyn seams::Clock>, random: Arc<dyn Random>) -> Result<Self> {
        let zone = jiff::tz::TimeZone::get(&settings.operator.time_zone).map_err(crate::DeskError::internal)?;
        let store = Store::open_main(&settings.database_url).await?;
        let keys = KeyStore::open(&settings.keys_url, settings.master, clock.clone(), random.clone()).await?;
        let vault = Vault::open(keys, store.held_filings().await?).await?;
        std::fs::create_dir_all(&settings.files).map_err(crate::DeskError::internal)?;
        let files = object_store::local::LocalFileSystem::new_with_prefix(&settings.files)?.with_fsync(true);
        let replayed = crate::oblivion::replay(&store, &vault, &*clock).await?;
        Ok(Self(Arc::new(Inner {
            replayed,
            party: RelyingParty::of(&settings.base_url, &settings.operator.name)?,
            place: Place { member_state: settings.operator.member_state, zone },
            operator: settings.operator,
            calendar: settings.calendar,
            exemptions: settings.exemptions,
            policy: settings.policy,
            base_url: settings.base_url,
            store,
            vault,
            providers: settings.providers.into_iter().map(Known::new).collect(),
            fetch: settings.fetch,
            wire: Wire::new(settings.handing_over.reach, settings.handing_over.patience)?,
            handing_over: settings.handing_over,
            files: Arc::new(files),
            clock,
            random,
            mail_from: settings.mail_from,
            transport: settings.transport,
            wording: settings.wording,
            reading: settings.reading,
            wake: tokio::sync::Notify::new(),
        })))
    }

    /// Who runs this portal.
    pub fn operator(&self) -> &Operator {
        &self.0.operator
    }

    /// Where the operator's days begin and end.
    pub fn place(&self) -> &Place {
        &self.0.place
    }

    /// The instant now.
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// Whether passkeys and security keys can be used at the portal's address.
    pub fn offers_keys(&self) -> bool {
        self.0.party.is_some()
    }

    /// The day now, where the operator is.
    pub(crate) fn today(&self) -> Date {
        self.now().to_zoned(self.0.place.zone.clone()).date()
    }

    /// The desk that is open to everybody.
    pub fn front(&self) -> crate::FrontDesk {
        crate::FrontDesk::new(self.clone())
    }

    /// What surrounds a decision now.
    pub fn context(&self) -> Context<'_> {
        let Inner { policy, place, exemptions, .. } = &*self.0;
        Context { now: self.now(), policy, place, calendar: self.calendar(), exemptions }
    }

    /// The dates of a request, under the operator's reading of the law.
    pub fn clock(&self, procedure: &Procedure) -> Clock {
        procedure.clock(&self.context().rules())
    }

    /// What is asked of whom to show who they are.
    pub fn identity(&self) -> &IdentityPolicy {
        &self.0.policy.identity
    }

    /// What the law of Member States exempts.
    pub fn exemptions(&self) -> &Exemptions {
        &self.0.exemptions
    }

    pub(crate) fn calendar(&self) -> &Calendar {
        &self.0.calendar
    }
}

impl std::fmt::Debug for Office {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Office").finish_non_exhaustive()
    }
}

impl std::ops::Deref for Office {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}
