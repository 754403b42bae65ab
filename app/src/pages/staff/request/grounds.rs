//! The grounds that stand against the right of the request: those of the GDPR, and the provisions of national law.

use super::Seen;
use crate::texts::{self, code, td_string};
use desk::Cited;
use domain::law::{Exemption, Ground, Invoked};
use leptos::prelude::*;

/// The provisions of national law that stand here and today.
fn laws(seen: &Seen) -> impl Iterator<Item = &Exemption> {
    let (state, today) = (seen.place.member_state, seen.place.date(seen.now));
    seen.office.exemptions().against(state, seen.request.procedure.right, today)
}

/// Each ground with its article, each provision with what it protects, by the code that a form sends.
pub(super) fn options(seen: &Seen) -> Vec<(String, String)> {
    let (locale, right) = (seen.locale, seen.request.procedure.right);
    let of_union =
        Ground::against(right).filter(|(ground, _)| *ground != Ground::NationalLaw).map(|(ground, article)| {
            let cited = Cited { ground, article: article.to_owned(), provision: None };
            (ground.code().to_owned(), texts::words::ground_cited(locale, &cited))
        });
    let national = laws(seen).map(|row| {
        let article = texts::words::cited(locale, &row.under);
        (Invoked::from(row).to_string(), format!("{}: {} ({article})", row.cited(), row.says(code(locale))))
    });
    of_union.chain(national).collect()
}

/// The conditions of the provisions of national law, folded away.
pub(super) fn conditions(seen: &Seen) -> Option<AnyView> {
    let row = |row: &Exemption| {
        let condition = row.condition.clone().map(|text| view! { <dd lang="en">{text}</dd> });
        view! { <dt>{row.cited()}</dt> <dd>{row.act.clone()}</dd> {condition} }
    };
    let rows = laws(seen).map(row).collect_view();
    (!rows.is_empty()).then(|| {
        view! {
            <details class="more conditions">
                <summary>{td_string!(seen.locale, staff.answer.laws)}</summary>
                <p class="hint">{td_string!(seen.locale, staff.answer.laws_why)}</p>
                <dl>{rows}</dl>
            </details>
        }
        .into_any()
    })
}
