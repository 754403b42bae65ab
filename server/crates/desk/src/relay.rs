//! Putting a request on its way to a controller: the same whether the signer or staff picked it.

use crate::post::{Errand, put};
use crate::store::{Connection, ForwardingRow, RequestRow};
use crate::{Office, Result};
use domain::forwarding::Event;
use domain::ids::{ControllerId, ForwardingId};
use domain::procedure::{Command, NamedBy};

impl Office {
    /// Forwards one request; the errand is one per filing and controller, however many rights are exercised.
    pub(crate) async fn forward(
        &self,
        db: &mut Connection,
        request: &mut RequestRow,
        controller: ControllerId,
        named_by: NamedBy,
    ) -> Result<()> {
        let now = self.now();
        let id = ForwardingId(self.random.id(now));
        let opened = Event::Opened {
            request: request.id,
            controller,
            received_by_processor: request.procedure.received,
            proven: request.procedure.mailbox_proven.is_some(),
        };
        request
            .act(
                self,
                db,
                Command::Forward {
                    forwarding: id,
                    controller,
                    named_by,
                },
            )
            .await?;
        ForwardingRow::open(db, id, request.filing, opened, now).await?;
        let version = request.procedure.version;
        request.settle(db, version).await?;
        put(
            self,
            db,
            &Errand::Forwarded {
                filing: request.filing,
                controller,
            },
        )
        .await
    }
}
