//! Gathering data, system by system, and taking them out again.

use super::act::{self, Section};
use super::upload::{Given, Upload, unreadable};
use super::{Seen, export, pieces};
use crate::forms::{Kept, Parts, in_parts};
use crate::kit::{Files, Post, Select, TextArea};
use crate::texts::td_string;
use desk::DeskError;
use domain::ids::PieceId;
use domain::procedure::{Command, Digest, Refusal};
use domain::words::MetBy;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos::server_fn::codec::MultipartData;

/// The data of each system: what was gathered, and a form for more.
pub(super) fn section(seen: &Seen) -> AnyView {
    let (locale, request) = (seen.locale, &seen.request);
    let probe = Command::Gather {
        by: act::SOMEBODY,
        piece: PieceId(uuid::Uuid::nil()),
        system: String::new(),
        digest: Digest(String::new()),
    };
    let refusal = act::refusal(seen, probe);
    let has_pieces = !request.pieces.is_empty();
    if refusal == Some(Refusal::Closed) && !has_pieces {
        return ().into_any();
    }
    let more = refusal.is_none().then(|| more(seen));
    let title = td_string!(locale, staff.gather.title);
    view! {
        <section id=Section::Gather.code() class="work" aria-labelledby="gather-title">
            {act::heading(Section::Gather, title, has_pieces.then(|| act::tick(locale)))}
            {act::done_notice(seen, Section::Gather, td_string!(locale, staff.gather.done))}
            {pieces::list(seen, refusal.is_none())}
            {export::view(seen)}
            {more}
        </section>
    }
    .into_any()
}

/// The form; folded away where the right is met by something else.
fn more(seen: &Seen) -> AnyView {
    if seen.request.procedure.right.met_by() == MetBy::Data {
        return form(seen);
    }
    view! {
        <details class="more" open=seen.kept(Section::Gather).is_faulty()>
            <summary>{td_string!(seen.locale, staff.gather.open)}</summary>
            {form(seen)}
        </details>
    }
    .into_any()
}

fn form(seen: &Seen) -> AnyView {
    let (locale, kept) = (seen.locale, seen.kept(Section::Gather));
    let (seen_version, systems) = (act::seen(&seen.request), systems(seen, &kept));
    let button = act::button(seen, Section::Gather, td_string!(locale, staff.gather.button));
    view! {
        <Post action=Gather::url() files=true class="gather-form">
            <h3>{td_string!(locale, staff.gather.add)}</h3>
            {seen_version}
            {systems}
            <TextArea
                field=kept.field(locale, "json")
                label=td_string!(locale, staff.gather.paste)
                hint=td_string!(locale, staff.gather.paste_hint)
                rows=5
            />
            <Files
                field=kept.field(locale, "file")
                label=td_string!(locale, staff.gather.file)
                hint=td_string!(locale, staff.gather.file_hint)
            />
            {button}
        </Post>
    }
    .into_any()
}

/// The systems, those told apart from which something was gathered.
fn systems(seen: &Seen, kept: &Kept) -> impl IntoView + use<> {
    let locale = seen.locale;
    let gathered = |id: &str| seen.request.pieces.iter().any(|piece| piece.system == id);
    let options = seen.operator.systems.iter().map(|system| {
        let label = if gathered(&system.id) {
            td_string!(locale, staff.gather.gathered_before, system = &system.label).to_string()
        } else {
            system.label.clone()
        };
        (system.id.clone(), label)
    });
    let options = options.collect();
    let nothing = td_string!(locale, staff.gather.choose);
    view! { <Select field=kept.field(locale, "system") label=td_string!(locale, staff.gather.system) nothing options/> }
}

/// Adds data of a system.
#[server(prefix = "/do", endpoint = "staff/gather", input = Parts, input_derive = ())]
pub async fn gather(
    /// Request, version, system, and JSON as text or a file of any kind.
    data: MultipartData,
) -> Result<(), ServerFnError> {
    let upload = Upload::read(data).await;
    upload
        .form()
        .settle(async |visit| {
            let desk = visit.staff().await?;
            let reference = upload.reference.ok_or(DeskError::NotFound)?;
            let (version, system, given) = (upload.version, upload.system.clone(), upload.data()?);
            let field = given.field();
            let done = match given {
                Given::Pasted(json) => desk.gather(&reference, version, &system, json.as_bytes()).await,
                Given::File(held) => desk.gather_held(&reference, version, &system, held).await,
            };
            done.map_err(|error| unreadable(error, field))?;
            Ok(Section::Gather.done(&reference))
        })
        .await
}

in_parts!(Gather);
