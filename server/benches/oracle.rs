//! Whether the time of an answer tells what the answer does not: whether somebody, or something, is known here.
//!
//! Each pair of questions is asked in turns, in random order. `p` is the probability that an answer about what is known
//! takes longer than one about what is not (the statistic of Mann and Whitney over all pairs): at 0.5 the two
//! distributions lie over each other. The command fails where it lies further from that than [`LIMIT`], and chance does not
//! explain it.
//!
//! `cargo bench -p server --bench oracle --profile dev -- 300` asks 300 times each; it needs no optimised build.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a benchmark fails by panicking")]

#[path = "../tests/wire/support/mod.rs"]
mod support;

use app::forms::TOKEN_FIELD;
use domain::seams::Random as _;
use jiff::ToSpan as _;
use std::process::ExitCode;
use std::time::{Duration, Instant};
use support::{Browser, Dice, Engine, Portal, customers_request};

/// How far `p` may lie from one half.
const LIMIT: f64 = 0.1;
/// How many standard deviations chance explains.
const CHANCE: f64 = 3.0;
/// How often each is asked, unless the command line says otherwise.
const TIMES: usize = 200;

/// Something that is asked of what is known, and of what is not.
struct Pair {
    name: &'static str,
    path: &'static str,
    field: &'static str,
    known: String,
    unknown: String,
    more: &'static [(&'static str, &'static str)],
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> ExitCode {
    let times = std::env::args().filter_map(|word| word.parse().ok()).next().unwrap_or(TIMES);
    let portal = Portal::open(Engine::Sqlite).await;
    let pairs = furnish(&portal).await;
    let mut is_told = false;
    println!("{:<44}{:>12}{:>12}{:>8}", "", "known", "unknown", "p");
    for pair in pairs {
        let (known, unknown) = measure(&portal, &pair, times).await;
        let p = longer(&known, &unknown);
        // Of the statistic when both come from one distribution: (2n + 1) / 12n² of its variance.
        let deviation = ((2 * times + 1) as f64 / (12 * times * times) as f64).sqrt();
        let tells = (p - 0.5).abs() > LIMIT.max(CHANCE * deviation);
        is_told |= tells;
        let verdict = if tells { "  TELLS" } else { "" };
        println!("{:<44}{:>12.2?}{:>12.2?}{p:>8.3}{verdict}", pair.name, median(known), median(unknown));
    }
    if is_told { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

async fn furnish(portal: &Portal) -> Vec<Pair> {
    let subject = portal.browser();
    customers_request(portal, &subject, "access", "known@example.org", "en").await;
    portal.add_staff("known@example.com", "Demo Person", "four unrelated words").await;
    let link = forwarded(portal).await;
    let pair = |name, path, field, known: &str, unknown: &str, more| Pair {
        name,
        path,
        field,
        known: known.to_owned(),
        unknown: unknown.to_owned(),
        more,
    };
    vec![
        pair(
            "staff: a wrong password of an account",
            "/do/staff/sign-in",
            "email",
            "known@example.com",
            "other@example.com",
            &[("password", "four other unrelated words")],
        ),
        pair(
            "data subjects: a code for a mailbox",
            "/do/return",
            "email",
            "known@example.org",
            "other@example.org",
            &[],
        ),
        pair("controllers: a code for a link", "/do/controller/link", "token", &link, &"0".repeat(link.len()), &[]),
    ]
}

/// The token of the link that a controller gets.
async fn forwarded(portal: &Portal) -> String {
    support::controller(portal).await;
    let link = portal.mail.to("acme@example.com").into_iter().find(|mail| mail.text.contains("/controller/link/"));
    link.expect("it was forwarded").link().rsplit('/').next().unwrap().to_owned()
}

async fn measure(portal: &Portal, pair: &Pair, times: usize) -> (Vec<Duration>, Vec<Duration>) {
    let (dice, browsers) = (Dice::new(7), [portal.browser(), portal.browser()]);
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for round in 0..times + WARM {
        // Out of reach of the limits on attempts.
        portal.clock.step(61.minutes());
        let mut thrown = [0];
        dice.fill(&mut thrown);
        let is_known_first = thrown[0] % 2 == 0;
        for asks_known in [is_known_first, !is_known_first] {
            let value = if asks_known { &pair.known } else { &pair.unknown };
            let took = ask(&browsers[usize::from(asks_known)], pair, value).await;
            if round >= WARM {
                if asks_known { &mut known } else { &mut unknown }.push(took);
            }
        }
    }
    (known, unknown)
}

/// How many rounds are not counted: caches fill.
const WARM: usize = 5;

async fn ask(browser: &Browser, pair: &Pair, value: &str) -> Duration {
    let token = browser.token().await;
    let own = [(TOKEN_FIELD, token.as_str()), (pair.field, value)];
    let fields: Vec<_> = own.iter().chain(pair.more).collect();
    let request = browser.request(reqwest::Method::POST, pair.path).form(&fields);
    let begin = Instant::now();
    let page = browser.send(pair.path, request).await;
    let took = begin.elapsed();
    assert!(page.status.is_redirection(), "{}: {}", pair.path, page.status);
    took
}

/// The probability that one of `these` took longer than one of `those`; a tie counts half.
fn longer(these: &[Duration], those: &[Duration]) -> f64 {
    let wins: f64 = these
        .iter()
        .flat_map(|this| those.iter().map(move |that| this.cmp(that)))
        .map(|order| match order {
            std::cmp::Ordering::Greater => 1.0,
            std::cmp::Ordering::Equal => 0.5,
            std::cmp::Ordering::Less => 0.0,
        })
        .sum();
    wins / (these.len() * those.len()) as f64
}

fn median(mut durations: Vec<Duration>) -> Duration {
    durations.sort_unstable();
    durations.get(durations.len() / 2).copied().unwrap_or_default()
}
