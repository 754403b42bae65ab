//! A request as staff work on it: what it says, what comes next, and each act as a plain form.

mod act;
pub mod acts;
pub mod answer;
pub mod ask_document;
pub mod ask_facts;
pub mod authority;
mod caution;
mod clock;
pub mod documents;
pub mod doubt;
pub mod ended;
mod export;
pub mod extend;
mod facts;
mod forwardings;
pub mod gather;
mod grounds;
pub mod hear;
pub mod identity;
pub mod lifting;
mod next_step;
pub mod pieces;
pub mod posted;
mod proving;
pub mod recipients;
mod remains;
pub mod reopen;
pub mod route;
pub mod talk;
mod timeline;
mod tree;
mod upload;
pub mod withhold;

use super::{navigation, words};
use crate::forms::{Halt, Kept, Visit};
use crate::kit::{ErrorSummary, Page, Shown, Width};
use crate::paths;
use crate::texts::{self, Locale, td_string};
use act::Section;
use desk::staff::{ControllerChoice, StaffRequest};
use desk::{DeskError, Office};
use domain::law::Place;
use domain::procedure::Standing;
use domain::reference::Reference;
use domain::staff::{Permission, Role};
use domain::words::MetBy;
use jiff::Timestamp;
use leptos::prelude::*;

/// What the sections of the page are made from.
struct Seen {
    locale: Locale,
    role: Role,
    request: StaffRequest,
    office: Office,
    operator: desk::Operator,
    place: Place,
    now: Timestamp,
    kept: Vec<(Section, Kept)>,
    /// What was done just now.
    done: Option<Section>,
    /// Where a signer's request can go, and the words that were searched for.
    controllers: Option<(String, Vec<ControllerChoice>)>,
}

impl Seen {
    async fn of(visit: &Visit, reference: &Reference) -> crate::forms::Result<Self> {
        let desk = visit.reading().await?;
        let request = desk.request(reference).await?;
        let mut kept = Vec::new();
        for section in Section::ALL {
            kept.push((section, act::kept(visit, section, &request).await?));
        }
        let controllers = if route::is_possible(&request) && desk.role().may(Permission::Act) {
            let words = visit.query("q").unwrap_or_default();
            let found = visit.staff().await?.controllers(reference, &words).await?;
            Some((words, found))
        } else {
            None
        };
        Ok(Self {
            locale: visit.locale,
            role: desk.role(),
            office: visit.office.clone(),
            operator: visit.office.operator().clone(),
            place: visit.office.place().clone(),
            now: visit.office.now(),
            done: visit.query("done").and_then(|code| Section::from_code(&code)),
            request,
            kept,
            controllers,
        })
    }

    fn kept(&self, section: Section) -> Kept {
        self.kept.iter().find(|(of, _)| *of == section).map(|(_, kept)| kept.clone()).unwrap_or_default()
    }

    /// What is wrong in any section, for the summary above them all.
    fn faults(&self) -> Kept {
        Kept {
            flaws: self.kept.iter().flat_map(|(_, kept)| kept.flaws.clone()).collect(),
            trouble: self.kept.iter().find_map(|(_, kept)| kept.trouble.clone()),
            ..Kept::default()
        }
    }

    /// In which section the next step is taken: its button is the primary one.
    fn next(&self) -> Option<Section> {
        let p = &self.request.procedure;
        match self.request.standing {
            Standing::Triage => Some(Section::Route),
            Standing::WithStaff if p.identity.is_none() && p.right.touches_data() => Some(Section::Identity),
            Standing::WithStaff if p.represented && p.authority.is_none() && p.right.touches_data() => {
                Some(Section::Authority)
            }
            Standing::WithStaff if p.right.met_by() == MetBy::Data && p.pieces.is_empty() => Some(Section::Gather),
            Standing::WithStaff if p.right.met_by() == MetBy::Acts && !self.acts_are_done() => Some(Section::Acts),
            Standing::WithStaff => Some(Section::Answer),
            _ => None,
        }
    }

    fn acts_are_done(&self) -> bool {
        let p = &self.request.procedure;
        !p.acts.is_empty() && p.acts_open().next().is_none()
    }

    /// Whether an answer is there for somebody who showed no mailbox to be theirs.
    fn is_answered_by_letter(&self) -> bool {
        let p = &self.request.procedure;
        !p.is_open() && p.mailbox_proven.is_none() && !self.request.answers.is_empty()
    }

    /// Whether a question waits for a reply that comes otherwise than through the portal: nobody showed a mailbox to be
    /// theirs.
    fn is_asked_by_letter(&self) -> bool {
        self.request.standing == Standing::AwaitingSubject && self.request.procedure.mailbox_proven.is_none()
    }

    /// Whether somebody showed that the mailbox is theirs: nobody else is written to.
    const fn is_mailed(&self) -> bool {
        self.request.procedure.mailbox_proven.is_some()
    }

    /// Whether whoever looks changes nothing: an auditor.
    const fn is_read_only(&self) -> bool {
        !self.role.may(Permission::Act)
    }

    fn is_ours(&self) -> bool {
        !self.request.procedure.relationship.is_processed_for_others()
    }
}

/// The page.
pub async fn page(visit: Visit) -> Shown {
    let reference: Reference = visit.param("reference")?;
    let seen = match Seen::of(&visit, &reference).await {
        Err(Halt::Desk(DeskError::Forgotten)) => {
            let desk = visit.reading().await?;
            let remains = desk.remains(&reference).await?;
            return Ok(remains::page(&visit, desk.role(), &reference, &remains));
        }
        seen => seen?,
    };
    let locale = seen.locale;
    let procedure = &seen.request.procedure;
    let caption = format!(
        "{} · {}",
        texts::words::right_in_law(locale, procedure.right),
        texts::words::relationship(locale, procedure.relationship)
    );
    let faults = seen.faults();
    let page = Page::new(seen.request.reference.to_string(), body(&seen));
    Ok(page
        .caption(caption)
        .back(Some(back(&visit)))
        .width(Width::Desk)
        .faulty(faults.is_faulty())
        .navigation(navigation(locale, seen.role)))
}

/// Back to the list as it was narrowed, if this page was reached from it.
fn back(visit: &Visit) -> String {
    let is_list =
        |path: &String| path.strip_prefix(paths::STAFF).is_some_and(|rest| rest.is_empty() || rest.starts_with('?'));
    visit.came_from().filter(is_list).unwrap_or_else(|| paths::STAFF.to_owned())
}

fn body(seen: &Seen) -> impl IntoView + use<> {
    let (locale, request) = (seen.locale, &seen.request);
    let work = if seen.is_ours() {
        view! {
            {identity::section(seen)}
            {authority::section(seen)}
            {extend::section(seen)}
            {talk::section(seen)}
            {acts::section(seen)}
            {recipients::section(seen)}
            {gather::section(seen)}
            {withhold::section(seen)}
            {answer::section(seen)}
            {lifting::section(seen)}
        }
        .into_any()
    } else {
        view! {
            {route::section(seen)}
            {documents::view(seen)}
            {talk::section(seen)}
            {answer::section(seen)}
        }
        .into_any()
    };
    view! {
        <ErrorSummary locale kept=seen.faults()/>
        {seen.is_read_only().then(|| view! { <p class="hint">{td_string!(locale, staff.reads_only)}</p> })}
        <div class="next-step">
            {words::tag(locale, request.standing, request.procedure.closed.map(|(outcome, _)| outcome))}
            <p>
                <strong>{td_string!(locale, staff.next.label)}</strong>
                " "
                {next_step::text(seen)}
            </p>
        </div>
        <div class="request">
            <div class="request-facts">{facts::view(seen)}</div>
            <div class="request-work">{work}</div>
            <div class="request-history">{timeline::view(&seen.into())}</div>
        </div>
    }
}
