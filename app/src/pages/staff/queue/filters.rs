use super::super::words;
use super::wanted::Wanted;
use crate::texts::{self, Locale, td_string};
use domain::procedure::{Party, Standing};
use domain::words::{Channel, Outcome, Relationship, Right};
use leptos::prelude::*;

/// What narrows the list: whose turn it is as links with counts, the rest as a form; and the way to one request. Where
/// there is little room, the first two are folded away until something is set, and the summary says what is.
pub(super) fn view(
    locale: Locale,
    wanted: &Wanted,
    counts: &[(Standing, i64)],
    unfound: Option<&'static str>,
) -> impl IntoView + use<> {
    view! {
        <div class="queue-filters">
            <details class="narrowing" open=wanted.is_filtered()>
                <summary>
                    {td_string!(locale, staff.queue.filter)} ": " <span>{told(locale, wanted)}</span>
                </summary>
                {standings(locale, wanted, counts)}
                {narrow(locale, wanted)}
            </details>
            {search(locale, wanted, unfound)}
        </div>
    }
}

/// What is set, in the words of the controls.
fn told(locale: Locale, wanted: &Wanted) -> String {
    let set = [
        wanted.standing.map(|standing| words::standing(locale, standing)),
        wanted.waits_for.map(|party| words::party(locale, party)),
        wanted.outcome.map(|outcome| texts::words::outcome(locale, outcome)),
        wanted.right.map(|right| texts::words::right_in_law(locale, right)),
        wanted.relationship.map(|relationship| texts::words::relationship(locale, relationship)),
        wanted.channel.map(|channel| texts::words::channel(locale, channel)),
    ];
    let set: Vec<_> = set.into_iter().flatten().collect();
    if set.is_empty() { td_string!(locale, staff.queue.filter_none).to_owned() } else { set.join(", ") }
}

fn standings(locale: Locale, wanted: &Wanted, counts: &[(Standing, i64)]) -> impl IntoView + use<> {
    let open = counts.iter().filter(|(standing, _)| *standing != Standing::Closed).map(|(_, many)| many).sum();
    let all = (None, td_string!(locale, staff.queue.all_open), open);
    let each = counts.iter().map(|(standing, many)| (Some(*standing), words::standing(locale, *standing), *many));
    let links = std::iter::once(all).chain(each).map(|(standing, text, many)| {
        let is_current = wanted.standing == standing;
        view! {
            <li>
                <a href=wanted.with_standing(standing).path() aria-current=is_current.then_some("page")>
                    {text} " " <span class="tally">{many}</span>
                </a>
            </li>
        }
    });
    view! {
        <nav class="standings" aria-label=td_string!(locale, staff.queue.state)>
            <ul>{links.collect_view()}</ul>
        </nav>
    }
}

fn narrow(locale: Locale, wanted: &Wanted) -> impl IntoView + use<> {
    let rights = Right::ALL.iter().map(move |right| (right.code(), texts::words::right_in_law(locale, *right)));
    let relationships = Relationship::ALL.iter().map(move |r| (r.code(), texts::words::relationship(locale, *r)));
    let channels = Channel::ALL.iter().map(move |channel| (channel.code(), texts::words::channel(locale, *channel)));
    let right = select("right", td_string!(locale, staff.queue.right), locale, wanted.right.map(Right::code), rights);
    let relationship = select(
        "relationship",
        td_string!(locale, staff.queue.relationship),
        locale,
        wanted.relationship.map(Relationship::code),
        relationships,
    );
    let channel =
        select("channel", td_string!(locale, staff.queue.channel), locale, wanted.channel.map(Channel::code), channels);
    let standing = wanted.standing.map(|s| view! { <input type="hidden" name="standing" value=s.code()/> });
    view! {
        <form method="get" action=crate::paths::STAFF class="inline-form">
            {standing}
            {turn_or_outcome(locale, wanted)}
            {right}
            {relationship}
            {channel}
            <button class="button secondary" type="submit">
                {td_string!(locale, staff.queue.narrow)}
            </button>
        </form>
    }
}

/// Of all that is open, whose turn it is; of what is closed, how it ended. A single standing tells both already.
fn turn_or_outcome(locale: Locale, wanted: &Wanted) -> Option<AnyView> {
    match wanted.standing {
        None => {
            let parties = Party::ALL.iter().map(move |party| (party.code(), words::party(locale, *party)));
            let chosen = wanted.waits_for.map(Party::code);
            Some(select("waits_for", td_string!(locale, staff.queue.party), locale, chosen, parties))
        }
        Some(Standing::Closed) => {
            let outcomes = Outcome::ALL.iter().map(move |o| (o.code(), texts::words::outcome(locale, *o)));
            let chosen = wanted.outcome.map(Outcome::code);
            Some(select("outcome", td_string!(locale, staff.queue.outcome), locale, chosen, outcomes))
        }
        Some(_) => None,
    }
}

/// One of several words, or any.
fn select(
    name: &'static str,
    label: &'static str,
    locale: Locale,
    chosen: Option<&'static str>,
    words: impl Iterator<Item = (&'static str, &'static str)>,
) -> AnyView {
    let option = |(code, text)| {
        let is_chosen = chosen == Some(code);
        view! { <option value=code selected=is_chosen>{text}</option> }
    };
    let options = words.map(option).collect_view();
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <select id=name name=name>
                <option value="">{td_string!(locale, staff.queue.any)}</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}

fn search(locale: Locale, wanted: &Wanted, unfound: Option<&'static str>) -> impl IntoView + use<> {
    let error = unfound.map(|text| view! { <p class="error" id="reference-error" role="alert">{text}</p> });
    view! {
        <form method="get" action=crate::paths::STAFF class="inline-form" role="search">
            <div class="field" class:invalid=unfound.is_some()>
                <label for="reference">{td_string!(locale, staff.queue.reference)}</label>
                {error}
                <input
                    id="reference"
                    name="reference"
                    value=wanted.reference.clone()
                    class="narrow"
                    autocomplete="off"
                    spellcheck="false"
                    aria-describedby=unfound.is_some().then_some("reference-error")
                    aria-invalid=unfound.is_some().then_some("true")
                />
            </div>
            <button class="button secondary" type="submit">
                {td_string!(locale, staff.queue.search)}
            </button>
        </form>
    }
}
