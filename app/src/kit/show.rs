//! What shows and does not ask.

use crate::forms::Kept;
use crate::texts::{Locale, dates, td_string};
use domain::filing::Mailbox;
use domain::procedure::Standing;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use leptos::prelude::*;

/// What is wrong on this page, each with a link to where; takes the focus, and is read out at once.
#[component]
pub fn ErrorSummary(
    /// The language of the page.
    locale: Locale,
    /// What was kept of the form.
    kept: Kept,
) -> impl IntoView {
    let errors = kept.errors(locale);
    let item = |(field, text): (Option<String>, String)| match field {
        Some(field) => view! { <li><a href=format!("#{field}")>{text}</a></li> }.into_any(),
        None => view! { <li>{text}</li> }.into_any(),
    };
    (!errors.is_empty()).then(|| {
        view! {
            <div class="error-summary" role="alert" tabindex="-1" autofocus=true aria-labelledby="error-summary">
                <h2 id="error-summary">{td_string!(locale, errors.summary)}</h2>
                <ul>{errors.into_iter().map(item).collect_view()}</ul>
            </div>
        }
    })
}

/// How a notice or a tag sounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something to know.
    Calm,
    /// Something done.
    Good,
    /// Something to do or to mind.
    Warning,
    /// Something over.
    Quiet,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Calm => "calm",
            Self::Good => "good",
            Self::Warning => "warning",
            Self::Quiet => "quiet",
        }
    }
}

/// A banner.
#[component]
pub fn Notice(
    /// How it sounds.
    tone: Tone,
    /// What it says.
    children: Children,
) -> impl IntoView {
    view! { <div class=format!("notice {}", tone.class())>{children()}</div> }
}

/// A word on where something stands; the tone only repeats what the word says.
#[component]
pub fn Tag(
    /// How it sounds.
    tone: Tone,
    /// The word.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <strong class=format!("tag {}", tone.class())>{text}</strong> }
}

impl From<Standing> for Tone {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::AwaitingMailbox | Standing::AwaitingChoice | Standing::AwaitingSubject => Self::Warning,
            Standing::Triage | Standing::WithStaff | Standing::Forwarded | Standing::Acknowledged => Self::Calm,
            Standing::Closed => Self::Quiet,
        }
    }
}

/// A row of a summary list.
pub struct Row {
    /// What was asked, or is told.
    pub key: String,
    /// The answer.
    pub value: AnyView,
    /// Where it can be changed, with words for those who hear only the link.
    pub change: Option<(String, String)>,
}

impl Row {
    /// A row that nobody changes.
    pub fn new(key: impl Into<String>, value: impl IntoView + 'static) -> Self {
        Self { key: key.into(), value: value.into_any(), change: None }
    }
}

/// Questions and answers, or facts, one below the other.
#[component]
pub fn SummaryList(
    /// The language of the page.
    locale: Locale,
    /// Its rows.
    rows: Vec<Row>,
) -> impl IntoView {
    let change = move |(path, what): (String, String)| {
        view! {
            <dd class="change">
                <a href=path>
                    {td_string!(locale, common.change)} <span class="hidden">" " {what}</span>
                </a>
            </dd>
        }
    };
    let row = move |row: Row| {
        view! {
            <div>
                <dt>{row.key}</dt>
                <dd>{row.value}</dd>
                {row.change.map(change)}
            </div>
        }
    };
    view! { <dl class="summary">{rows.into_iter().map(row).collect_view()}</dl> }
}

/// An instant, where the operator is.
#[component]
pub fn Time(
    /// The language of the page.
    locale: Locale,
    /// When.
    at: Timestamp,
    /// The operator's time zone.
    zone: TimeZone,
) -> impl IntoView {
    view! { <time datetime=at.to_string()>{dates::instant(locale, at, &zone)}</time> }
}

/// What happened once.
pub struct TimelineItem {
    /// When.
    pub at: Timestamp,
    /// What, in a sentence.
    pub text: String,
    /// More about it, such as who did it.
    pub more: Option<String>,
}

/// What happened, oldest first.
#[component]
pub fn Timeline(
    /// The language of the page.
    locale: Locale,
    /// The operator's time zone.
    zone: TimeZone,
    /// What happened.
    items: Vec<TimelineItem>,
) -> impl IntoView {
    let item = move |item: TimelineItem| {
        view! {
            <li>
                <p class="what">{item.text}</p>
                {item.more.map(|more| view! { <p class="more">{more}</p> })}
                <p class="when"><Time locale at=item.at zone=zone.clone()/></p>
            </li>
        }
    };
    view! { <ol class="timeline">{items.into_iter().map(item).collect_view()}</ol> }
}

/// How to reach somebody: a link where it is a mail address, as it stands where it is not.
pub fn contact_link(contact: &str) -> AnyView {
    let contact = contact.to_owned();
    match Mailbox::parse(&contact) {
        Ok(address) => view! { <a href=format!("mailto:{}", address.as_str())>{contact}</a> }.into_any(),
        Err(_) => contact.into_any(),
    }
}

/// A text of several lines as people wrote it: paragraphs at empty lines, breaks at the others.
pub fn paragraphs(text: &str) -> AnyView {
    let text = text.replace("\r\n", "\n");
    let paragraphs = text.split("\n\n").map(str::trim).filter(|part| !part.is_empty());
    paragraphs.map(|part| view! { <p class="as-written">{part.to_owned()}</p> }).collect_view().into_any()
}
