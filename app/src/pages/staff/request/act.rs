//! What all acts on a request's page have in common.

use super::Seen;
use crate::forms::{Flaw, Form, Halt, Kept, Result, Trouble, Visit, lines};
use crate::kit::{Button, Notice, SecondaryButton, Tone};
use crate::texts::{Locale, td_string, troubles};
use desk::DeskError;
use desk::staff::StaffRequest;
use domain::ids::StaffId;
use domain::procedure::{Command, Refusal, decide};
use domain::reference::Reference;
use leptos::prelude::*;

/// Longest answer or reason taken, in characters: it fits into a form with room to spare.
const WORDS_MAX: usize = 20_000;

/// A section of the page with a form of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Identity,
    Doubt,
    Facts,
    Document,
    Checked,
    Taken,
    Authority,
    Extend,
    Gather,
    Discard,
    Talk,
    Hear,
    Acts,
    Finish,
    Recipients,
    Notice,
    Lifting,
    Lift,
    Posted,
    Withhold,
    Answer,
    Availability,
    Reopen,
    Route,
    Leave,
}

impl Section {
    pub(super) const ALL: [Self; 25] = [
        Self::Identity,
        Self::Doubt,
        Self::Facts,
        Self::Document,
        Self::Checked,
        Self::Taken,
        Self::Authority,
        Self::Extend,
        Self::Gather,
        Self::Discard,
        Self::Talk,
        Self::Hear,
        Self::Acts,
        Self::Finish,
        Self::Recipients,
        Self::Notice,
        Self::Lifting,
        Self::Lift,
        Self::Posted,
        Self::Withhold,
        Self::Answer,
        Self::Availability,
        Self::Reopen,
        Self::Route,
        Self::Leave,
    ];

    /// Its anchor on the page.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Doubt => "doubt",
            Self::Facts => "facts",
            Self::Document => "document",
            Self::Checked => "checked",
            Self::Taken => "taken",
            Self::Extend => "extend",
            Self::Gather => "gather",
            Self::Discard => "discard",
            Self::Authority => "authority",
            Self::Talk => "talk",
            Self::Hear => "hear",
            Self::Acts => "acts",
            Self::Finish => "finish",
            Self::Recipients => "recipients",
            Self::Notice => "notice",
            Self::Lifting => "lifting",
            Self::Lift => "lift",
            Self::Posted => "posted",
            Self::Withhold => "withhold",
            Self::Reopen => "reopen",
            Self::Answer => "answer",
            Self::Availability => "availability",
            Self::Route => "route",
            Self::Leave => "leave",
        }
    }

    pub(super) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.code() == code)
    }

    /// The form of this section. It says which version of the request was seen, and comes back to a page that knows
    /// of which section to tell what is wrong.
    pub(super) fn form(self, reference: &Reference, version: i64) -> Form {
        let page = format!("{}?{AT}={}", super::super::path(reference), self.code());
        Form::new(self.key(reference), page).with(VERSION, version.to_string())
    }

    /// Where its act leads: to the section, which says that it is done.
    pub(super) fn done(self, reference: &Reference) -> String {
        self.done_at(reference, self)
    }

    /// The same, where it is told in another section.
    pub(super) fn done_at(self, reference: &Reference, section: Self) -> String {
        format!("{}?done={}#{}", super::super::path(reference), self.code(), section.code())
    }

    fn key(self, reference: &Reference) -> String {
        format!("staff/{reference}/{}", self.code())
    }
}

const VERSION: &str = "version";
/// In the query of a page: which section was sent last and did not do.
const AT: &str = "at";

/// What was kept of a section's form. What is wrong is told of the section that was sent last; and what was wrong with an
/// older version of the request need not be wrong with this one. A conflict is just about that, and a role has to do with
/// no version: both are told.
pub(super) async fn kept(visit: &Visit, section: Section, request: &StaffRequest) -> Result<Kept> {
    let kept = visit.form(&section.key(&request.reference)).await?;
    let version = kept.values.get(VERSION).and_then(|values| values.first()).cloned();
    let version = version.and_then(|version| version.parse().ok());
    let is_current = version.is_some_and(|version| request.is_unchanged_since(version));
    let is_last = visit.query(AT).as_deref() == Some(section.code());
    let always = [DeskError::Conflict.code(), DeskError::NotPermitted.code()];
    let is_told = |trouble: &Trouble| is_current || always.contains(&trouble.code.as_ref());
    Ok(Kept {
        flaws: if is_last && is_current { kept.flaws } else { Vec::new() },
        trouble: kept.trouble.filter(|trouble| is_last && is_told(trouble)),
        values: kept.values,
    })
}

/// Whether staff are signed in: only then is what comes with a form kept while it is read.
pub(super) async fn is_staff() -> bool {
    match Visit::take() {
        Ok(visit) => visit.staff().await.is_ok(),
        Err(_) => false,
    }
}

/// The hidden fields of every act: on which request, and which version of it was seen.
pub(super) fn seen(request: &StaffRequest) -> impl IntoView + use<> {
    view! {
        <input type="hidden" name="reference" value=request.reference.to_string()/>
        <input type="hidden" name="version" value=request.procedure.version/>
    }
}

/// Why the rules would refuse a command on what is seen, if they would: the page offers only what can be done, and
/// asks the rules instead of repeating them. To an auditor every request is like one that is closed.
pub(super) fn refusal(seen: &Seen, command: Command) -> Option<Refusal> {
    if seen.is_read_only() {
        return Some(Refusal::Closed);
    }
    decide(&seen.request.procedure, command, &seen.office.context()).err()
}

/// Stands for whoever looks: no rule asks who somebody is.
pub(super) const SOMEBODY: StaffId = StaffId(uuid::Uuid::nil());

/// Why something cannot be done, with its article.
pub(super) fn why_not(locale: Locale, refusal: Refusal) -> impl IntoView + use<> {
    view! {
        <Notice tone=Tone::Calm>
            <p>{troubles::refusal(locale, refusal)}</p>
        </Notice>
    }
}

/// That a section's act was done just now.
pub(super) fn done_notice(seen: &Seen, section: Section, text: &'static str) -> Option<AnyView> {
    let notice = || view! { <div role="status"><Notice tone=Tone::Good><p>{text}</p></Notice></div> }.into_any();
    (seen.done == Some(section) && !seen.kept(section).is_faulty()).then(notice)
}

/// A text of several lines, if it is one that can be kept.
pub(super) fn checked(field: &str, text: &str) -> Result<()> {
    lines(field, text, WORDS_MAX)
}

/// Fields of which something must be chosen: each with whether nothing was.
pub(super) fn required<const N: usize>(fields: [(&str, bool); N]) -> Result<()> {
    let missing = fields.into_iter().filter(|(_, is_missing)| *is_missing);
    let flaws: Vec<_> = missing.map(|(field, _)| (field.to_owned(), Flaw::Missing)).collect();
    if flaws.is_empty() { Ok(()) } else { Err(Halt::Flawed(flaws)) }
}

/// A refusal that is about a field is told there.
pub(super) fn at_field(error: DeskError, refusal: Refusal, field: &str) -> Halt {
    match error {
        DeskError::Refused(told) if told == refusal => Halt::flaw(field, Flaw::Missing),
        other => other.into(),
    }
}

/// The heading of a section, with a word on whether it is done.
pub(super) fn heading(section: Section, title: &'static str, state: Option<AnyView>) -> impl IntoView + use<> {
    view! {
        <div class="section-head">
            <h2 id=format!("{}-title", section.code())>{title}</h2>
            {state}
        </div>
    }
}

/// The button of a section's act. Only where the next step is taken is it the primary one.
pub(super) fn button(seen: &Seen, section: Section, text: &'static str) -> AnyView {
    if seen.next() == Some(section) {
        view! { <Button>{text}</Button> }.into_any()
    } else {
        view! { <SecondaryButton>{text}</SecondaryButton> }.into_any()
    }
}

/// A button that is never the way on.
pub(super) fn plain_button(text: &'static str) -> AnyView {
    view! { <SecondaryButton>{text}</SecondaryButton> }.into_any()
}

/// "Done", beside a heading.
pub(super) fn tick(locale: Locale) -> AnyView {
    view! { <span class="tick">{td_string!(locale, staff.done)}</span> }.into_any()
}
