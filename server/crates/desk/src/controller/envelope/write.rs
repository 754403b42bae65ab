//! From what rests of a forwarding to its envelope.

use super::{ENVELOPE_TYPE, ENVELOPE_VERSION, Envelope, Identity, OnBehalfOf, RequestStatus, SigningFacts, Terms};
use crate::controller::{ControllerDesk, expected};
use crate::registers::ControllerRow;
use crate::store::{Connection, FilingRow, ForwardingRow, RequestRow};
use crate::vault::Scope;
use crate::{Office, Result};
use domain::filing::{Contact, Matter, Signing};
use domain::forwarding::Command;
use domain::ids::ForwardingId;
use domain::law::Deadline;
use domain::reference::Reference;
use domain::words::Mandate;
use std::collections::BTreeMap;

impl ControllerDesk {
    /// The forwarding as JSON, recorded as downloaded; with the name to save it under.
    ///
    /// # Errors
    /// `NotFound`, also for another controller's.
    pub async fn envelope(&self, id: ForwardingId) -> Result<(String, Envelope)> {
        let (reference, envelope) = self.take(id).await?;
        Ok((format!("request-{reference}.json"), envelope))
    }

    /// The same, signed: a JWS in the compact form (RFC 7515) over the envelope's JSON, of the type [`ENVELOPE_TYPE`]. It
    /// proves to others what the processor passed on, and when.
    ///
    /// # Errors
    /// As [`Self::envelope`].
    pub async fn signed_envelope(&self, id: ForwardingId) -> Result<(String, String)> {
        let (reference, envelope) = self.take(id).await?;
        Ok((format!("request-{reference}.jws"), self.office.sign_envelope(&envelope).await?))
    }

    async fn take(&self, id: ForwardingId) -> Result<(Reference, Envelope)> {
        let mut tx = self.office.store.begin_write().await?;
        let mut row = self.mine(&mut tx, id).await?;
        row.act(&self.office, &mut tx, Command::Download).await?;
        let request = RequestRow::by_id(&mut tx, row.state.request).await?;
        let reference = request.reference;
        let envelope = self.office.envelope(&mut tx, row, request).await?;
        tx.commit().await?;
        Ok((reference, envelope))
    }
}

/// What rests of a forwarding, opened.
struct Opened {
    row: ForwardingRow,
    request: RequestRow,
    contact: Contact,
    signing: Signing,
    matter: Matter,
    expected: Deadline,
    mandate: Mandate,
}

impl Office {
    /// The envelope of a forwarding.
    ///
    /// # Errors
    /// `Forgotten` when what it was about is kept no more.
    pub(crate) async fn envelope(
        &self,
        db: &mut Connection,
        row: ForwardingRow,
        request: RequestRow,
    ) -> Result<Envelope> {
        let request = request.remembered()?;
        let controller = ControllerRow::by_id(db, row.state.controller).await?;
        let filing = FilingRow::by_id(db, row.filing).await?;
        let filing_key = self.vault.key(Scope::Filing(filing.id)).await?;
        let key = self.vault.key(Scope::Request(request.id)).await?;
        let opened = Opened {
            contact: filing.open_contact(&filing_key)?,
            signing: filing.open_signing(&filing_key)?,
            matter: request.matter(db, &key).await?,
            expected: expected(self, &controller, &row.state),
            mandate: controller.mandates.of(request.procedure.right),
            row,
            request,
        };
        Ok(opened.write(&self.base_url))
    }

    /// An envelope in the signed form.
    ///
    /// # Errors
    /// When the store does not answer.
    pub(crate) async fn sign_envelope(&self, envelope: &Envelope) -> Result<String> {
        Ok(self.signer().await?.sign(ENVELOPE_TYPE, &serde_json::to_vec(envelope)?))
    }
}

impl Opened {
    fn write(self, base_url: &str) -> Envelope {
        let Self { row, request, contact, signing, matter, expected, mandate } = self;
        let (right, state) = (request.procedure.right, row.state);
        let status = RequestStatus::of(request.outcome(), state.acknowledged);
        let terms = Terms::of(base_url);
        Envelope {
            kind: "dpv:RightExerciseActivity".into(),
            dpv_status: terms.status(status),
            context: terms,
            schema_version: ENVELOPE_VERSION.into(),
            regulation: "gdpr".into(),
            direction: "processor_to_controller".into(),
            subject_request_id: row.id.0,
            controller_id: state.controller.0,
            reference: request.reference.to_string(),
            subject_request_type: right,
            article: right.article().into(),
            dpv_right: right.dpv().into(),
            subject_identities: contact.email.into_iter().map(Identity::from).collect(),
            mailbox_proven: state.proven,
            subject_name: contact.name,
            subject_address: contact.address,
            subject_language: contact.language.code().into(),
            subject_country: contact.country.map(|state| state.code().to_owned()),
            on_behalf_of: contact.represented.map(OnBehalfOf::from),
            signing: SigningFacts { organisation: signing.organisation, document: signing.document },
            matter: matter.answers().to_vec(),
            submitted_time: state.received_by_processor,
            received_time: state.told,
            received_by_processor_at: state.received_by_processor,
            received_by_controller_at: state.told,
            expected_completion_date: expected.due,
            expected_completion_time: expected.last_instant,
            mandate,
            request_status: status,
            status_callback_urls: Vec::new(),
            results_url: None,
            extensions: BTreeMap::new(),
        }
    }
}
